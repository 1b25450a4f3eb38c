//! Webhooks, the messages to them, and what those say.

use super::{history::Step, ticket::Ticket};
use app::{
    Cx,
    webhooks::{
        self, Notes, Order,
        log::{self, Attempt, Delivery, Detail},
        send::Tidings,
    },
};
use domain::{At, Lang};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A webhook, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, as they stand in the answer")]
#[schema(example = json!({
    "uuid": "Wh20xPzQ", "name": "chat", "url": "https://chat.example.com/hooks/7", "project": "NET", "events": ["ticket.created"],
    "filter": "priority >= high", "filterError": null, "internalNotes": false, "ordered": false, "enabled": true, "usable": true, "state": "ok", "failures": 0, "restsUntil": null,
    "deliveredAt": "2026-11-21T08:00:00.000000Z", "bothSecretsUntil": null, "version": 1,
    "createdAt": "2026-11-21T08:00:00.000000Z", "rotatedAt": "2026-11-21T08:00:00.000000Z"}))]
pub(crate) struct Webhook {
    uuid: String,
    name: String,
    /// Where messages are sent.
    url: String,
    /// The project whose tickets it is told of; null for all projects.
    #[schema(required = true)]
    project: Option<String>,
    /// What it is told of; none for everything.
    events: Vec<String>,
    /// The filter that a ticket has to meet for its steps to be told, as it is when they are; empty for all tickets.
    filter: String,
    /// Why the filter cannot be read any more: then nothing is told. Null while it can.
    #[schema(required = true)]
    filter_error: Option<String>,
    /// Whether it is told internal comments and notes too.
    internal_notes: bool,
    /// Whether the messages about one ticket are sent one after another.
    ordered: bool,
    enabled: bool,
    /// False where its secret was made with another signing key than the server has now: make a new one.
    usable: bool,
    /// `ok`, `failing` where the last attempt has failed, `resting` where it is let alone because it fails.
    state: &'static str,
    /// Attempts that have failed since the last that has not.
    failures: i64,
    /// Until when it is let alone; then one message shows whether it is back.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    rests_until: Option<At>,
    /// When something was last delivered, to the minute; null for never.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    delivered_at: Option<At>,
    /// Until when messages are signed with the secret before the newest too.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    both_secrets_until: Option<At>,
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// When its secret was made.
    #[schema(value_type = String, format = DateTime)]
    rotated_at: At,
}

impl Webhook {
    /// The webhook in words.
    pub(crate) fn of(
        cx: &mut Cx<'_, '_>,
        webhook: webhooks::Webhook,
        lang: Lang,
    ) -> Result<Self, app::Error> {
        let fault = webhooks::fault(cx, &webhook)?;
        let state = match (webhook.failures, webhook.rest_until) {
            (_, Some(_)) => "resting",
            (1.., None) => "failing",
            _ => "ok",
        };
        Ok(Self {
            usable: webhooks::is_usable(cx, &webhook),
            filter_error: fault.map(|fault| fault.text(lang)),
            filter: webhook.filter,
            uuid: webhook.uuid,
            name: webhook.name,
            url: webhook.url,
            project: webhook.project,
            events: webhook.kinds.into_iter().map(webhooks::name_of).collect(),
            internal_notes: webhook.notes == Notes::Internal,
            ordered: webhook.order == Order::ByTicket,
            enabled: webhook.enabled,
            state,
            failures: webhook.failures,
            rests_until: webhook.rest_until,
            delivered_at: webhook.delivered,
            both_secrets_until: webhook.last.map(|(_, until)| until).filter(|until| *until > cx.now),
            version: webhook.version,
            created_at: webhook.created,
            rotated_at: webhook.rotated,
        })
    }
}

/// A webhook whose secret has just been made: it is not shown again, not even to the same request repeated.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the answer; the secret is put into it outside the unit of work")]
#[schema(example = json!({
    "uuid": "Wh20xPzQ", "name": "chat", "url": "https://chat.example.com/hooks/7", "project": "NET", "events": ["ticket.created"],
    "filter": "priority >= high", "filterError": null, "internalNotes": false, "ordered": false, "enabled": true, "usable": true, "state": "ok", "failures": 0, "restsUntil": null,
    "deliveredAt": null, "bothSecretsUntil": null, "version": 1, "createdAt": "2026-11-21T08:00:00.000000Z",
    "rotatedAt": "2026-11-21T08:00:00.000000Z", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="}))]
pub(crate) struct ShownWebhook {
    #[serde(flatten)]
    about: Webhook,
    /// What messages are signed with, by Standard Webhooks.
    secret: String,
}

/// A new webhook.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"name": "chat", "url": "https://chat.example.com/hooks/7", "events": ["ticket.created"]}))]
pub(crate) struct NewWebhook {
    /// At most 64 characters; unique.
    #[serde(default)]
    #[schema(required = true)]
    name: String,
    /// Of http or https; addresses that are not of the open internet must be allowed by the server's configuration.
    #[serde(default)]
    #[schema(required = true)]
    url: String,
    /// The key of the project whose tickets it is told of; all projects when left out.
    project: Option<String>,
    /// What it is told of, such as `ticket.created`; everything when left out or empty.
    events: Option<Vec<String>>,
    /// A filter of the filter language that a ticket has to meet for its steps to be told; none when left out. `me` means nothing in it.
    filter: Option<String>,
    /// Whether it is told internal comments and notes too; not when left out.
    internal_notes: Option<bool>,
    /// Whether the messages about one ticket are sent one after another; not when left out.
    ordered: Option<bool>,
    /// Whether it is told anything; it is when left out.
    enabled: Option<bool>,
}

/// What is to be changed of a webhook; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"enabled": false}))]
pub(crate) struct WebhookChange {
    /// At most 64 characters; unique.
    name: Option<String>,
    /// Of http or https.
    url: Option<String>,
    /// A project's key; empty for all projects.
    project: Option<String>,
    /// What it is told of; empty for everything.
    events: Option<Vec<String>>,
    /// A filter of the filter language; empty for all tickets.
    filter: Option<String>,
    /// Whether it is told internal comments and notes too.
    internal_notes: Option<bool>,
    /// Whether the messages about one ticket are sent one after another.
    ordered: Option<bool>,
    /// Whether it is told anything.
    enabled: Option<bool>,
}

impl From<NewWebhook> for WebhookChange {
    fn from(new: NewWebhook) -> Self {
        let NewWebhook { name, url, project, events, filter, internal_notes, ordered, enabled } = new;
        Self { name: Some(name), url: Some(url), project, events, filter, internal_notes, ordered, enabled }
    }
}

impl From<WebhookChange> for webhooks::Wish {
    fn from(change: WebhookChange) -> Self {
        let WebhookChange { name, url, project, events, filter, internal_notes, ordered, enabled } = change;
        let notes = internal_notes.map(|internal| if internal { Notes::Internal } else { Notes::Public });
        let order = ordered.map(|ordered| if ordered { Order::ByTicket } else { Order::Free });
        Self { name, url, project, events, filter, notes, order, enabled }
    }
}

/// Which messages are sent anew.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"since": "2026-11-21T08:00:00Z"}))]
pub(crate) struct Replay {
    /// Those made then or later.
    #[serde(default)]
    #[schema(required = true, value_type = String, format = DateTime)]
    pub(crate) since: String,
    /// Those that were delivered too; only those that were given up when left out.
    pub(crate) delivered: Option<bool>,
}

/// How many messages are sent anew.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"count": 12}))]
pub(crate) struct Replayed {
    pub(crate) count: u64,
}

/// Which part of a webhook's log is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct LogQuery {
    /// `nextCursor` of the last answer.
    pub(crate) cursor: Option<String>,
    /// 1 to 100, 20 by default.
    pub(crate) page_size: Option<String>,
    /// `waiting`, `sending`, `delivered` or `failed`.
    pub(crate) state: Option<String>,
}

/// A message to a webhook.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": "msg_Wh20xPzQ1207", "type": "ticket.created", "ticketId": 42, "seq": 1207, "state": "delivered",
    "attempts": 1, "nextAttemptAt": null, "createdAt": "2026-11-21T08:00:00.000000Z", "endedAt": "2026-11-21T08:00:00.120000Z"}))]
pub(crate) struct Message {
    /// The `webhook-id`, the same with every attempt.
    id: String,
    #[serde(rename = "type")]
    kind: String,
    /// The ticket it tells of; null for a test.
    #[schema(required = true)]
    ticket_id: Option<i64>,
    /// The place of the step it tells of; null for a test.
    #[schema(required = true)]
    seq: Option<i64>,
    /// `waiting`, `sending`, `delivered`, or `failed` once it is given up.
    state: &'static str,
    /// Attempts that were begun.
    attempts: i64,
    /// When it is sent next; null where it is not.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    next_attempt_at: Option<At>,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// When it was delivered or given up.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    ended_at: Option<At>,
}

impl From<Delivery> for Message {
    fn from(d: Delivery) -> Self {
        Self {
            id: d.id,
            kind: d.kind,
            ticket_id: Some(d.ticket.0).filter(|id| *id > 0),
            seq: Some(d.place).filter(|place| *place > 0),
            state: d.state.word(),
            attempts: d.attempts,
            next_attempt_at: Some(d.due).filter(|_| d.state == log::State::Waiting),
            created_at: d.created,
            ended_at: d.ended,
        }
    }
}

/// A page of a webhook's log, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessageList {
    pub(crate) items: Vec<Message>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) next_cursor: Option<String>,
}

/// One attempt to deliver a message.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"number": 1, "at": "2026-11-21T08:00:00.120000Z", "durationMs": 118.4, "status": 200, "answer": "ok"}))]
pub(crate) struct MessageAttempt {
    number: i64,
    /// When it ended.
    #[schema(value_type = String, format = DateTime)]
    at: At,
    duration_ms: f64,
    /// The status of the answer; null where there was none.
    #[schema(required = true)]
    status: Option<i64>,
    /// Why it has failed: a word (`status`, `timeout`, `unresolved`, `unreachable`, `untrusted`, `broken`, `address_not_allowed`,
    /// `bad_url`, `unusable`) and a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    failure: Option<String>,
    /// The first bytes of the answer.
    answer: String,
}

impl From<Attempt> for MessageAttempt {
    #[allow(clippy::cast_precision_loss, reason = "microseconds of an attempt that ends within a minute")]
    fn from(a: Attempt) -> Self {
        Self {
            number: a.number,
            at: a.at,
            duration_ms: a.took as f64 / 1_000.0,
            status: a.status,
            failure: Some(a.failure).filter(|failure| !failure.is_empty()),
            answer: a.answer,
        }
    }
}

/// A message with all that is known of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": "msg_Wh20xPzQ1207", "type": "ticket.created", "ticketId": 42, "seq": 1207, "state": "delivered",
    "attempts": 1, "nextAttemptAt": null, "createdAt": "2026-11-21T08:00:00.000000Z", "endedAt": "2026-11-21T08:00:00.120000Z",
    "body": "{\"type\":\"ticket.created\",…}", "log": [{"number": 1, "at": "2026-11-21T08:00:00.120000Z", "durationMs": 118.4,
    "status": 200, "answer": "ok"}]}))]
pub(crate) struct MessageDetail {
    #[serde(flatten)]
    message: Message,
    /// What is sent, to the byte.
    body: String,
    /// The attempts, newest first.
    log: Vec<MessageAttempt>,
}

impl From<Detail> for MessageDetail {
    fn from(detail: Detail) -> Self {
        Self {
            message: detail.delivery.into(),
            body: detail.body,
            log: detail.attempts.into_iter().map(MessageAttempt::from).collect(),
        }
    }
}

/// What a message says.
#[derive(Debug, Serialize)]
struct Saying<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    timestamp: At,
    data: Data,
}

#[derive(Debug, Serialize)]
struct Data {
    ticket: Ticket,
    step: Step,
}

/// The body of a message, as JSON.
pub(crate) fn body(tidings: &Tidings<'_>) -> String {
    let saying = Saying {
        kind: tidings.kind,
        timestamp: tidings.event.at,
        data: Data {
            ticket: tidings.ticket.clone().into(),
            step: Step::new(tidings.event.clone(), Lang::default()),
        },
    };
    serde_json::to_string(&saying).unwrap_or_else(|error| {
        tracing::error!(%error, "a message cannot be written as json");
        "{}".to_owned()
    })
}
