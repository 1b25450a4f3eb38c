//! Tickets: what is sent, what is answered.

use super::{
    comment::{Attachment, Comment, Link, comments},
    review::IncidentTimes,
};
use app::{reviews::briefs::Brief, tickets::read::Detail};
use domain::{
    At, Lang, Rejection, Value,
    id::AttachmentId,
    msg,
    ticket::{Field, Patch},
};
use serde::{Deserialize, Serialize, de::IgnoredAny};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A ticket. All keys are always present; text is empty rather than null.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": 42, "title": "无法登录", "content": "Cannot log in since noon", "category": "account",
    "priority": "high", "status": "open", "assignee": "ann", "tags": ["vip"], "playerId": "p-1007", "contact": "", "gameId": "g1",
    "env": "prod", "source": "api", "createdAt": "2026-11-21T08:00:00.000000Z", "updatedAt": "2026-11-21T08:00:00.000000Z",
    "key": "SUP-42", "uuid": "Ab3dEf9h12345678", "project": "SUP", "type": "ticket", "creator": "admin", "watchers": [],
    "dueAt": null, "version": 1, "fields": {}}))]
pub(crate) struct Ticket {
    id: i64,
    title: String,
    content: String,
    category: String,
    /// `low medium high critical`
    priority: &'static str,
    /// A status key of the project's workflow; `open in_progress resolved closed` by default.
    status: String,
    /// A user name; empty for nobody.
    assignee: String,
    tags: Vec<String>,
    player_id: String,
    contact: String,
    game_id: String,
    env: String,
    /// `api web email import hook traces incidents workflow`
    source: &'static str,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    #[schema(value_type = String, format = DateTime)]
    updated_at: At,
    /// The human key.
    key: String,
    /// 16 characters.
    uuid: String,
    project: String,
    #[serde(rename = "type")]
    kind: String,
    /// The user name of who made it.
    creator: String,
    /// User names.
    watchers: Vec<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<At>,
    /// Grows by one with every step of its history.
    version: i64,
    /// Custom fields by key.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    fields: BTreeMap<String, Value>,
}

impl From<domain::ticket::Ticket> for Ticket {
    fn from(t: domain::ticket::Ticket) -> Self {
        Self {
            id: t.id.0,
            key: t.key().to_string(),
            title: t.title,
            content: t.content,
            category: t.category,
            priority: t.priority.word(),
            status: t.status,
            assignee: t.assignee,
            tags: t.tags,
            player_id: t.player_id,
            contact: t.contact,
            game_id: t.game_id,
            env: t.env,
            source: t.source.word(),
            created_at: t.created,
            updated_at: t.updated,
            uuid: t.uuid,
            project: t.project,
            kind: t.kind,
            creator: t.creator,
            watchers: t.watchers,
            due_at: t.due,
            version: t.version,
            fields: t.fields,
        }
    }
}

/// A ticket with all that belongs to it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"id": 42, "title": "无法登录", "content": "Cannot log in since noon", "category": "account",
    "priority": "high", "status": "open", "assignee": "ann", "tags": ["vip"], "playerId": "p-1007", "contact": "", "gameId": "g1",
    "env": "prod", "source": "api", "createdAt": "2026-11-21T08:00:00.000000Z", "updatedAt": "2026-11-21T08:00:00.000000Z",
    "key": "SUP-42", "uuid": "Ab3dEf9h12345678", "project": "SUP", "type": "ticket", "creator": "admin", "watchers": [],
    "dueAt": null, "version": 1, "fields": {}, "links": [], "attachments": []}))]
pub(crate) struct TicketDetail {
    #[serde(flatten)]
    ticket: Ticket,
    /// Oldest first; left out when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    comments: Vec<Comment>,
    links: Vec<Link>,
    /// Those that came with no comment.
    attachments: Vec<Attachment>,
    /// The request for consent that was opened instead of a step; in the answer to that step only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    approval: Option<super::flow::Approval>,
}

impl From<Detail> for TicketDetail {
    fn from(d: Detail) -> Self {
        Self::new(d, Lang::default())
    }
}

impl TicketDetail {
    /// The language is only that of what a step is called.
    pub(crate) fn new(d: Detail, lang: Lang) -> Self {
        Self {
            approval: d.approval.map(|told| super::flow::Approval::new(told, lang)),
            comments: comments(&d.comments, &d.attachments),
            links: d.links.iter().map(Link::from).collect(),
            attachments: d.attachments.iter().filter(|a| a.comment.is_none()).map(Attachment::from).collect(),
            ticket: d.ticket.into(),
        }
    }
}

/// A ticket of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedTicket {
    #[serde(flatten)]
    ticket: Ticket,
    /// What a board of incidents shows; only with `include=incident`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    incident: Option<IncidentBrief>,
}

/// What a board of incidents shows of a ticket.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"times": {"severity": "P2", "phase": "active", "createdAt": "2026-11-21T08:00:00.000000Z",
    "acknowledge": {"at": "2026-11-21T08:05:00.000000Z", "seconds": 300.0}, "mitigate": null, "resolve": null, "resolveLast": null,
    "reopened": 0, "pausedSeconds": 0.0, "pausedSince": null}, "roles": {"commander": "ann"}}))]
pub(crate) struct IncidentBrief {
    /// How severe it is, and how long it took, as `GET /tickets/{id}/times` tells it.
    times: IncidentTimes,
    /// The user names of who holds its roles, by the roles' keys; without those that nobody holds.
    roles: BTreeMap<String, String>,
}

impl From<domain::ticket::Ticket> for ListedTicket {
    fn from(ticket: domain::ticket::Ticket) -> Self {
        Self { ticket: ticket.into(), incident: None }
    }
}

impl ListedTicket {
    /// The same with what a board of incidents shows.
    pub(crate) fn with(self, brief: Brief) -> Self {
        Self { incident: Some(IncidentBrief { times: brief.found.into(), roles: brief.roles }), ..self }
    }
}

/// A page of tickets.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"items": [{"id": 42, "title": "无法登录", "content": "Cannot log in since noon", "category": "account",
    "priority": "high", "status": "open", "assignee": "ann", "tags": ["vip"], "playerId": "p-1007", "contact": "", "gameId": "g1",
    "env": "prod", "source": "api", "createdAt": "2026-11-21T08:00:00.000000Z", "updatedAt": "2026-11-21T08:00:00.000000Z",
    "key": "SUP-42", "uuid": "Ab3dEf9h12345678", "project": "SUP", "type": "ticket", "creator": "admin", "watchers": [],
    "dueAt": null, "version": 1, "fields": {}}],
    "total": 1207, "page": 1, "pageSize": 1, "nextCursor": "eyJzb3J0IjoidXBkYXRlZEF0In0"}))]
pub(crate) struct TicketList {
    pub(crate) items: Vec<ListedTicket>,
    /// How many there are in all, exactly.
    pub(crate) total: i64,
    pub(crate) page: i64,
    pub(crate) page_size: i64,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) next_cursor: Option<String>,
}

/// A ticket as it is sent. When changing one, absent or null = unchanged; `tags: []` and `assignee: ""` clear.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[schema(example = json!({"title": "无法登录", "content": "Cannot log in since noon", "category": "account", "priority": "high",
    "tags": ["vip"], "playerId": "p-1007"}))]
pub(crate) struct TicketBody {
    /// The project's key, taken when creating only; the configured default when absent.
    pub(crate) project: Option<String>,
    /// The issue type's key, taken when creating only; the project's first when absent.
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    /// 1 to 255 characters.
    title: Option<String>,
    /// 1 to 65,536 characters.
    content: Option<String>,
    /// 1 to 64 characters.
    category: Option<String>,
    /// `low medium high critical`; `normal` is medium, `urgent` is critical.
    priority: Option<String>,
    assignee: Option<String>,
    /// At most 50, each 1 to 64 characters.
    tags: Option<Vec<String>>,
    player_id: Option<String>,
    /// Another spelling, taken where `playerId` is absent.
    #[serde(rename = "player_id")]
    #[schema(ignore)]
    player_id_too: Option<String>,
    contact: Option<String>,
    game_id: Option<String>,
    /// Another spelling, taken where `gameId` is absent.
    #[serde(rename = "game_id")]
    #[schema(ignore)]
    game_id_too: Option<String>,
    env: Option<String>,
    /// User names.
    watchers: Option<Vec<String>>,
    /// RFC 3339; empty text clears it.
    due_at: Option<String>,
    /// Custom fields by key; null clears one.
    #[schema(value_type = Option<BTreeMap<String, serde_json::Value>>)]
    fields: Option<BTreeMap<String, Value>>,
    /// Never taken here: a new ticket starts with its workflow, and a status changes through a transition.
    #[schema(ignore)]
    status: Option<IgnoredAny>,
}

impl TicketBody {
    /// Refuses a status: it changes through a transition.
    pub(crate) fn without_status(self) -> Result<Self, Rejection> {
        match self.status {
            Some(_) => Err(Rejection::invalid("status", msg!("ticket.status_by_transition"))),
            None => Ok(self),
        }
    }

    /// The wishes: absent and null keys are none.
    pub(crate) fn patch(self) -> Patch {
        let mut patch = Patch::new();
        for (field, text) in [
            (Field::Title, self.title),
            (Field::Content, self.content),
            (Field::Category, self.category),
            (Field::Priority, self.priority),
            (Field::Assignee, self.assignee),
            (Field::PlayerId, self.player_id.or(self.player_id_too)),
            (Field::Contact, self.contact),
            (Field::GameId, self.game_id.or(self.game_id_too)),
            (Field::Env, self.env),
            (Field::Due, self.due_at),
        ] {
            if let Some(text) = text {
                patch.insert(field, Value::Text(text));
            }
        }
        for (field, list) in [(Field::Tags, self.tags), (Field::Watchers, self.watchers)] {
            if let Some(list) = list {
                patch.insert(field, Value::List(list));
            }
        }
        for (key, value) in self.fields.unwrap_or_default() {
            patch.insert(Field::Custom(key), value);
        }
        patch
    }
}

/// A status change.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({"status": "in_progress", "note": "正在处理"}))]
pub(crate) struct NewTransition {
    /// The status wanted, in any case.
    pub(crate) status: Option<String>,
    /// Becomes a comment.
    #[serde(default)]
    pub(crate) note: Option<String>,
    /// Another spelling, taken where `note` is absent.
    #[serde(default, rename = "comment")]
    #[schema(ignore)]
    note_too: Option<String>,
    /// Fields changed with it, by name; custom ones by key.
    #[serde(default)]
    #[schema(value_type = Option<BTreeMap<String, serde_json::Value>>)]
    pub(crate) fields: Option<BTreeMap<String, Value>>,
    /// One transition by id or name, where several lead to the status; by id it says the status, too.
    #[serde(default)]
    pub(crate) transition: Option<String>,
    /// Hours written down with it.
    #[serde(default)]
    worklog: Option<super::flow::NewWorklog>,
    /// Attachments of the ticket, by number, that answer a transition which asks for files.
    #[serde(default)]
    attachments: Option<Vec<i64>>,
}

impl NewTransition {
    /// The use case's command.
    pub(crate) fn command(self) -> Result<app::tickets::transition::Command, Rejection> {
        let field = |name: String| match Field::parse(&name) {
            Some(field) => field,
            None => Field::Custom(name),
        };
        let fields = self.fields.unwrap_or_default().into_iter().map(|(name, value)| (field(name), value));
        let worklog = self.worklog.map(super::flow::NewWorklog::wish).transpose()?;
        Ok(app::tickets::transition::Command {
            status: self.status.unwrap_or_default(),
            transition: self.transition.filter(|t| !t.trim().is_empty()),
            note: self.note.or(self.note_too).unwrap_or_default(),
            fields: fields.collect(),
            worklog,
            files: self.attachments.unwrap_or_default().into_iter().map(AttachmentId).collect(),
        })
    }
}

/// It was done.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"message": "OK"}))]
pub(crate) struct Done {
    message: &'static str,
}

impl Done {
    /// The answer of the contract.
    pub(crate) const OK: Self = Self { message: "OK" };
}
