//! Comments.

use super::{Address, Check, Deleted, step};
use crate::{Cx, Error};
use domain::{
    At, Rejection,
    history::{About, Audience, Kind},
    id::{CommentId, TicketId},
    identity::{Access, Permission},
    msg, text,
    ticket::Ticket,
};
use store::{comment::Comment, number};

/// How long a comment may be, in characters.
pub const MAX: usize = 65_536;

/// What is said, and to whom.
#[derive(Debug, Clone)]
pub struct Command {
    /// What is said.
    pub content: String,
    /// Who reads it.
    pub audience: Audience,
}

/// Adds a comment.
pub fn run(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    command: &Command,
    check: Check<'_>,
) -> Result<Ticket, Error> {
    let old = super::lock(cx, address, Permission::Comment, Deleted::Hidden)?;
    check(old.ticket.version)?;
    if command.audience == Audience::Staff && cx.actor.access < Access::Operator {
        return Err(Rejection::Forbidden(msg!("rights.level", level = Access::Operator.word())).into());
    }
    text::require(&command.content, MAX, text::Lines::Many)
        .map_err(|why| Rejection::invalid("content", why))?;
    let note = self::check("content", &command.content)?;
    let at = cx.now.max(old.ticket.updated);
    let id = write(cx, old.ticket.id, &note, command.audience, at)?.id;
    let about = About { comment: Some(id.0), audience: command.audience, ..About::default() };
    let new = old.ticket.clone();
    Ok(step::take(cx, old, new, step::Step::told(Kind::Commented, about, note))?.ticket)
}

/// The text of a comment or note as it is kept; blank becomes empty.
pub(crate) fn check(field: &str, content: &str) -> Result<String, Rejection> {
    if content.trim().is_empty() {
        return Ok(String::new());
    }
    text::check(content, MAX, text::Lines::Many).map_err(|why| Rejection::invalid(field, why))?;
    Ok(content.to_owned())
}

/// Writes the comment's row; the step that it belongs to is the caller's.
pub(crate) fn write(
    cx: &mut Cx<'_, '_>,
    ticket: TicketId,
    content: &str,
    audience: Audience,
    at: At,
) -> Result<Comment, Error> {
    let comment = Comment {
        id: CommentId(number::take(cx.tx, number::Source::Comment)?),
        content: content.to_owned(),
        author: cx.actor.username.clone(),
        internal: audience == Audience::Staff,
        created: at,
        updated: at,
    };
    store::comment::insert(cx.tx, cx.actor.team, ticket, &comment)?;
    Ok(comment)
}
