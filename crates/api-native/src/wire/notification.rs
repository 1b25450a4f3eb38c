//! What the caller is told of.

use super::page::{flag, one_of};
use app::notices::{self, Marked, Which};
use domain::{At, Lang, Rejection, msg, notice::Kind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema, openapi::schema::Object};

fn kind_words() -> Object {
    one_of(Kind::ALL.map(Kind::word))
}

/// Something that somebody else did and that the caller is told of.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "id": 512, "kind": "approval_asked", "said": "li.wei asks for your consent to a step of NET-42",
    "ticket": {"id": 42, "key": "NET-42", "title": "No network in room 304", "status": "resolved"},
    "ticketVersion": 7, "approval": 19, "actor": "li.wei", "text": "The cable is new.",
    "createdAt": "2026-11-21T08:00:00.000000Z", "readAt": null}))]
pub(crate) struct Notification {
    /// Newer ones have greater numbers.
    id: i64,
    #[schema(schema_with = kind_words)]
    kind: &'static str,
    /// It in words, in the caller's language.
    said: String,
    /// Nothing where the caller cannot see the ticket any more: then the notification says nothing of it.
    #[schema(required = true)]
    ticket: Option<NotificationTicket>,
    /// The version of the ticket after the step that it tells of: the step in the ticket's history.
    #[schema(required = true)]
    ticket_version: Option<i64>,
    /// The number of the request for consent that it is about.
    #[schema(required = true)]
    approval: Option<i64>,
    /// The user name of who caused it.
    #[schema(required = true)]
    actor: Option<String>,
    /// What was said with it: the beginning of a comment, what is said with a request or a vote, the text of a workflow.
    text: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    read_at: Option<At>,
}

/// The ticket of a notification, as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NotificationTicket {
    id: i64,
    key: String,
    title: String,
    /// The key of its status.
    status: String,
}

impl Notification {
    /// A notice in words.
    pub(crate) fn of(seen: notices::Seen, lang: Lang) -> Self {
        let notices::Seen { notice, ticket } = seen;
        let said = match &ticket {
            Some(ticket) => notice.kind.said(&notice.actor, &ticket.key),
            None => msg!("notice.hidden"),
        };
        let is_shown = ticket.is_some();
        Self {
            id: notice.id,
            kind: notice.kind.word(),
            said: said.text(lang),
            ticket: ticket.map(|ticket| NotificationTicket {
                id: notice.ticket.0,
                key: ticket.key,
                title: ticket.title,
                status: ticket.status,
            }),
            ticket_version: is_shown.then_some(notice.version),
            approval: notice.approval,
            actor: is_shown.then_some(notice.actor),
            text: notice.text,
            created_at: notice.created,
            read_at: notice.read,
        }
    }
}

/// How many notifications are unread.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"unread": 3}))]
pub(crate) struct Unread {
    pub(crate) unread: i64,
}

/// Which notifications are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NotificationQuery {
    /// `true`: only those that were not read.
    #[param(value_type = Option<bool>)]
    unread: Option<String>,
}

impl NotificationQuery {
    /// Which.
    pub(crate) fn which(&self) -> Result<Which, Rejection> {
        let unread = flag("unread", self.unread.as_deref())?.unwrap_or_default();
        Ok(if unread { Which::Unread } else { Which::All })
    }
}

/// What was read: one or the other.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"upTo": 512}))]
pub(crate) struct ReadMark {
    /// These, at most 100 numbers. What is none of the caller's is passed over.
    ids: Option<Vec<i64>>,
    /// All up to this number.
    up_to: Option<i64>,
}

impl ReadMark {
    /// What is to be marked.
    pub(crate) fn marked(self) -> Result<Marked, Rejection> {
        match (self.ids, self.up_to) {
            (Some(ids), None) => Ok(Marked::These(ids)),
            (None, Some(last)) => Ok(Marked::UpTo(last)),
            (Some(_), Some(_)) | (None, None) => Err(Rejection::invalid("upTo", msg!("notice.read"))),
        }
    }
}
