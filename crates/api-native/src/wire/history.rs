//! Steps of history.

use domain::{At, Value, history::Event};
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
    /// `created edited transitioned commented attached detached linked unlinked deleted restored`
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
    /// The file attached or taken away.
    #[serde(skip_serializing_if = "Option::is_none")]
    attachment: Option<StepAttachment>,
    /// The link made or taken away.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<StepLink>,
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

impl From<Event> for Step {
    fn from(e: Event) -> Self {
        let about = e.body.about;
        Self {
            seq: e.seq.0,
            version: e.version,
            action: e.kind.word(),
            actor: e.actor,
            at: e.at,
            changes: e
                .body
                .changes
                .into_iter()
                .map(|c| Change { field: c.field, from: c.from, to: c.to })
                .collect(),
            note: e.note,
            via: e.via,
            comment: about.comment,
            transition: about.transition,
            attachment: about.attachment.map(|(id, name)| StepAttachment { id, name }),
            link: about.link.map(|(kind, ticket_id)| StepLink { kind, ticket_id }),
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
