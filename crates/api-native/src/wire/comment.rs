//! Comments, attachments and links, as they hang on a ticket.

use domain::{At, id::TicketKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A file attached to a ticket or to one of its comments.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": 3, "ticketId": 42, "commentId": null, "name": "截图.png", "contentType": "image/png",
    "size": 20480, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "author": "ann",
    "createdAt": "2026-11-21T08:00:00.000000Z", "url": "/api/v1/attachments/3"}))]
pub(crate) struct Attachment {
    id: i64,
    ticket_id: i64,
    comment_id: Option<i64>,
    name: String,
    content_type: String,
    size: i64,
    sha256: String,
    author: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// Where its bytes are.
    url: String,
}

impl From<&app::Attachment> for Attachment {
    fn from(a: &app::Attachment) -> Self {
        Self {
            id: a.id.0,
            ticket_id: a.ticket.0,
            comment_id: a.comment.map(|c| c.0),
            name: a.name.clone(),
            content_type: a.media_type.clone(),
            size: a.size,
            sha256: a.sha256.clone(),
            author: a.author.clone(),
            created_at: a.created,
            url: format!("/api/v1/attachments/{}", a.id),
        }
    }
}

/// A comment.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": 7, "content": "已联系用户", "author": "ann", "createdAt": "2026-11-21T08:00:00.000000Z",
    "updatedAt": "2026-11-21T08:00:00.000000Z", "internal": false, "attachments": []}))]
pub(crate) struct Comment {
    id: i64,
    content: String,
    /// The user name of who said it.
    author: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    #[schema(value_type = String, format = DateTime)]
    updated_at: At,
    /// Whether only operators and above read it.
    internal: bool,
    attachments: Vec<Attachment>,
}

/// Comments with the attachments that came with each.
pub(crate) fn comments(comments: &[app::Comment], attachments: &[app::Attachment]) -> Vec<Comment> {
    comments
        .iter()
        .map(|c| Comment {
            id: c.id.0,
            content: c.content.clone(),
            author: c.author.clone(),
            created_at: c.created,
            updated_at: c.updated,
            internal: c.internal,
            attachments: attachments
                .iter()
                .filter(|a| a.comment == Some(c.id))
                .map(Attachment::from)
                .collect(),
        })
        .collect()
}

/// The comments of a ticket, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"items": [{"id": 7, "content": "已联系用户", "author": "ann", "createdAt": "2026-11-21T08:00:00.000000Z",
    "updatedAt": "2026-11-21T08:00:00.000000Z", "internal": false, "attachments": []}]}))]
pub(crate) struct CommentList {
    pub(crate) items: Vec<Comment>,
}

/// What is said.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({"content": "已联系用户", "internal": false}))]
pub(crate) struct NewComment {
    /// 1 to 65,536 characters.
    pub(crate) content: Option<String>,
    /// Whether only operators and above shall read it.
    #[serde(default)]
    pub(crate) internal: Option<bool>,
}

/// A link, read from one of its tickets.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"id": 5, "kind": "blocks", "ticket": {"id": 43, "key": "SUP-43", "title": "充值未到账", "status": "open"}}))]
pub(crate) struct Link {
    id: i64,
    /// `relates blocks blocked_by duplicates duplicated_by parent_of child_of`
    kind: &'static str,
    ticket: LinkedTicket,
}

/// What is shown of a linked ticket.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"id": 43, "key": "SUP-43", "title": "充值未到账", "status": "open"}))]
pub(crate) struct LinkedTicket {
    id: i64,
    key: String,
    title: String,
    status: String,
}

impl From<&app::Link> for Link {
    fn from(l: &app::Link) -> Self {
        let key = TicketKey { project: l.project.clone(), id: l.other };
        let ticket = LinkedTicket {
            id: l.other.0,
            key: key.to_string(),
            title: l.title.clone(),
            status: l.status.clone(),
        };
        Self { id: l.id.0, kind: l.kind.word(), ticket }
    }
}

/// The links of a ticket.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"items": [{"id": 5, "kind": "blocks",
    "ticket": {"id": 43, "key": "SUP-43", "title": "充值未到账", "status": "open"}}]}))]
pub(crate) struct LinkList {
    pub(crate) items: Vec<Link>,
}

/// Which ticket, and how it is linked.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({"kind": "blocks", "to": "SUP-43"}))]
pub(crate) struct NewLink {
    /// `relates` (the default), `blocks`, `blocked_by`, `duplicates`, `duplicated_by`, `parent_of`, `child_of`.
    #[serde(alias = "type")]
    pub(crate) kind: Option<String>,
    /// The other ticket: its number or its key.
    #[serde(alias = "ticket", alias = "target")]
    #[schema(value_type = String)]
    pub(crate) to: Option<Reference>,
}

/// A ticket named by number or by text.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "the number or the key of a ticket")]
pub(crate) enum Reference {
    Number(i64),
    Text(String),
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text.trim()),
        }
    }
}
