//! Steps of history.

use domain::{At, Lang, Value, history::Event};
use serde::Serialize;
use utoipa::ToSchema;

/// One field's change.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"field": "status", "from": "open", "to": "in_progress"}))]
pub(crate) struct Change {
    /// The field's name; a custom field's is `fields.<key>`.
    field: String,
    /// Before.
    #[schema(value_type = Option<serde_json::Value>)]
    from: Value,
    /// After.
    #[schema(value_type = Option<serde_json::Value>)]
    to: Value,
}

/// A step of a ticket's history.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"seq": 1207, "version": 2, "action": "transitioned", "actor": "ann", "at": "2026-11-21T08:00:00.000000Z",
    "changes": [{"field": "status", "from": "open", "to": "in_progress"}], "note": "", "via": "api"}))]
pub(crate) struct Step {
    /// Its place among all steps of the system, growing.
    seq: i64,
    /// The ticket's version after it.
    version: i64,
    /// `created edited transitioned commented attached detached linked unlinked deleted restored referenced logged approval ran`
    action: &'static str,
    /// The user name of who did it.
    actor: String,
    #[schema(value_type = String, format = DateTime)]
    at: At,
    changes: Vec<Change>,
    /// What was said with it.
    note: String,
    /// Which door it came through: `api web email import hook traces incidents workflow cli`.
    via: String,
    /// The comment made.
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<i64>,
    /// The transition taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    transition: Option<String>,
    /// The version of the workflow that took away the status in which the ticket was.
    #[serde(skip_serializing_if = "Option::is_none")]
    workflow: Option<i64>,
    /// The file attached or taken away.
    #[serde(skip_serializing_if = "Option::is_none")]
    attachment: Option<StepAttachment>,
    /// The link made or taken away.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<StepLink>,
    /// The hours written down.
    #[serde(skip_serializing_if = "Option::is_none")]
    worklog: Option<StepWorklog>,
    /// The hours left that were said.
    #[serde(skip_serializing_if = "Option::is_none")]
    hours_left: Option<StepHoursLeft>,
    /// The attachments that answered a transition which asks for files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    files: Vec<i64>,
    /// What named the ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<StepReference>,
    /// What was done to a request for consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    approval: Option<StepApproval>,
    /// The post function that has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<StepEffect>,
    /// Why what the system was to do did not happen, in the language of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<String>,
    /// What was said of the ticket as an incident.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = StepIncident)]
    incident: Option<domain::history::Fact>,
    /// How many steps the system has taken one out of the other up to this one; left out of what people do.
    #[serde(skip_serializing_if = "Option::is_none")]
    chain: Option<i64>,
}

/// The hours of a step.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": 3, "username": "ann", "hours": 1.5, "startedAt": "2026-11-21T08:00:00.000000Z"}))]
pub(crate) struct StepWorklog {
    id: i64,
    username: String,
    hours: f64,
    #[schema(value_type = String, format = DateTime)]
    started_at: At,
}

/// The hours left of a ticket's work that were said; null where nobody knows.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"from": null, "to": 3.5}))]
pub(crate) struct StepHoursLeft {
    from: Option<f64>,
    to: Option<f64>,
}

/// What named the ticket: a commit, a branch, a merged request, a webhook.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"event": {"commit_created": {"repo": "git.example.com/net/tools"}}, "name": "9fceb02", "author": "Ann Lee",
    "url": "https://git.example.com/net/tools/commit/9fceb02"}))]
pub(crate) struct StepReference {
    /// What happened: an object with one key, the word of what a trigger waits for.
    #[schema(value_type = serde_json::Value)]
    event: domain::workflow::trigger::Event,
    name: String,
    author: String,
    url: String,
}

/// What was said of the ticket as an incident: one of these, with what was said before (`from`, left out of what is new) and what
/// is said since (`to`, left out of what was taken back).
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `domain::history::Fact` for the OpenAPI document")]
#[schema(example = json!({"mitigated": {"to": "2026-11-21T08:30:00.000000Z"}}))]
pub(crate) struct StepIncident {
    /// An entry of the timeline: `{id, from?, to?}`, each of which is `{at, text, pinned}`.
    #[schema(required = false, nullable = false)]
    entry: Option<serde_json::Value>,
    /// A step that was pinned or is no longer: `{step, pinned}`, the version of the step.
    #[schema(required = false, nullable = false)]
    pin: Option<serde_json::Value>,
    /// The roles: `{from, to}`, each all user names by the roles' keys.
    #[schema(required = false, nullable = false)]
    roles: Option<serde_json::Value>,
    /// When the harm was over: `{from?, to?}`.
    #[schema(required = false, nullable = false)]
    mitigated: Option<serde_json::Value>,
}

/// What was done to a request for consent.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"id": 5, "act": "consented"}))]
pub(crate) struct StepApproval {
    id: i64,
    /// `asked consented refused withdrew handed_over added removed counted_out reminded taken failed overtaken`
    #[schema(value_type = String)]
    act: domain::history::Act,
    /// Who is asked instead, or besides, or no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    who: Option<String>,
    /// Whose place it was, where it was not that of who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    of: Option<String>,
}

/// A post function that has ended.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"version": 2, "place": 0, "function": "add_comment", "jobId": "4711", "last": true}))]
pub(crate) struct StepEffect {
    /// The ticket's version after the step that it followed.
    version: i64,
    place: i64,
    function: String,
    /// Its job; left out where it ended before post functions were jobs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    job_id: Option<String>,
    /// Whether all that the step brought about has ended with it: time to look again.
    last: bool,
}

/// The file of a step.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"id": 3, "name": "截图.png"}))]
pub(crate) struct StepAttachment {
    id: i64,
    name: String,
}

/// The link of a step.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"kind": "blocks", "ticketId": 43}))]
pub(crate) struct StepLink {
    kind: String,
    ticket_id: i64,
}

impl From<domain::history::Change> for Change {
    fn from(c: domain::history::Change) -> Self {
        Self { field: c.field, from: c.from, to: c.to }
    }
}

impl Step {
    pub(crate) fn new(e: Event, lang: Lang) -> Self {
        let about = e.body.about;
        Self {
            seq: e.seq.0,
            version: e.version,
            action: e.kind.word(),
            actor: e.actor,
            at: e.at,
            changes: e.body.changes.into_iter().map(Change::from).collect(),
            note: e.note,
            via: e.via,
            comment: about.comment,
            transition: about.transition,
            workflow: about.workflow,
            attachment: about.attachment.map(|(id, name)| StepAttachment { id, name }),
            link: about.link.map(|(kind, ticket_id)| StepLink { kind, ticket_id }),
            worklog: about.worklog.map(|w| StepWorklog {
                id: w.id,
                username: w.username,
                hours: super::flow::hours(w.hours),
                started_at: w.began,
            }),
            hours_left: about.hours_left.map(|left| StepHoursLeft {
                from: left.from.map(super::flow::hours),
                to: left.to.map(super::flow::hours),
            }),
            files: about.files,
            reference: about.reference.map(|r| StepReference {
                event: r.event,
                name: r.name,
                author: r.author,
                url: r.url,
            }),
            approval: about.approval.map(|a| StepApproval { id: a.id, act: a.act, who: a.who, of: a.of }),
            effect: about.effect.map(|f| StepEffect {
                version: f.version,
                place: f.place,
                function: f.function,
                job_id: f.job.map(|job| job.to_string()),
                last: f.last,
            }),
            incident: about.incident,
            failed: about.failed.map(|why| why.text(lang).to_owned()),
            chain: Some(about.chain).filter(|chain| *chain > 0),
        }
    }
}

/// Steps of a ticket, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"items": [{"seq": 1207, "version": 2, "action": "transitioned", "actor": "ann",
    "at": "2026-11-21T08:00:00.000000Z", "changes": [{"field": "status", "from": "open", "to": "in_progress"}], "note": "", "via": "api"}]}))]
pub(crate) struct StepList {
    pub(crate) items: Vec<Step>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) next_cursor: Option<String>,
}
