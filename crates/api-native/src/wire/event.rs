//! Events of the live feed.

use super::history::Step;
use app::feed::follow::Seen;
use domain::{Lang, id::TicketKey};
use serde::Serialize;
use utoipa::ToSchema;

/// A step of some ticket's history, as the feed tells it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"event": "step", "ticketId": 42, "key": "SUP-42", "project": "SUP", "seq": 1207, "version": 2,
    "action": "transitioned", "actor": "ann", "at": "2026-11-21T08:00:00.000000Z",
    "changes": [{"field": "status", "from": "open", "to": "in_progress"}], "note": "", "via": "api"}))]
pub(crate) struct FeedEvent {
    /// `step`, or `refresh` for the step with which all that an earlier one has brought about has ended.
    event: &'static str,
    ticket_id: i64,
    key: String,
    project: String,
    #[serde(flatten)]
    step: Step,
}

/// What an event is called.
pub(crate) fn name(seen: &Seen) -> &'static str {
    if seen.is_refresh() { "refresh" } else { "step" }
}

impl FeedEvent {
    pub(crate) fn new(seen: &Seen, lang: Lang) -> Self {
        let event = seen.event();
        let (ticket, project) = (event.ticket, seen.project().to_owned());
        Self {
            event: name(seen),
            ticket_id: ticket.0,
            key: TicketKey { project: project.clone(), id: ticket }.to_string(),
            project,
            step: Step::new(event, lang),
        }
    }
}

/// What has happened after a place.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"items": [{"event": "step", "ticketId": 42, "key": "SUP-42", "project": "SUP", "seq": 1207, "version": 1,
    "action": "created", "actor": "ann", "at": "2026-11-21T08:00:00.000000Z", "changes": [], "note": "", "via": "api"}], "last": 1209}))]
pub(crate) struct FeedPage {
    pub(crate) items: Vec<FeedEvent>,
    /// What to send as `after` next: the place up to which everything was looked at.
    pub(crate) last: i64,
}
