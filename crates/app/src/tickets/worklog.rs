//! Hours worked: written down by themselves, or with a transition that asks for them. Kept as hours times 100,000, exactly.

use super::{Address, Check, Deleted, comment, step};
use crate::{Cx, Error, projects};
use domain::{
    At, Rejection,
    history::{About, Kind, Logged},
    id::TicketId,
    identity::{Access, Permission},
    msg,
    ticket::Ticket,
};
use serde::{Deserialize, Serialize};
use store::number;
pub use store::worklog::Worklog;

/// An hour.
pub const HOUR: i64 = 100_000;
/// The most hours of one entry.
const MOST_HOURS: i64 = 100_000;

/// What is to be written down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Hours times 100,000; more than none, at most 100,000 hours.
    pub hours: i64,
    /// The user name of whose work it was; empty for the actor's own.
    #[serde(default)]
    pub username: String,
    /// When the work was begun; nothing for now.
    #[serde(default)]
    pub began: Option<At>,
    /// What was done.
    #[serde(default)]
    pub note: String,
}

/// Writes hours down on a ticket: one's own for who may comment; another's for operators who may edit it, and for who manages
/// the project.
pub fn run(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    wish: &Wish,
    check: Check<'_>,
) -> Result<(Ticket, Worklog), Error> {
    let old = super::lock(cx, address, Permission::Comment, Deleted::Hidden)?;
    check(old.ticket.version)?;
    let wish = ready(cx, &old.ticket, wish)?;
    let at = cx.now.max(old.ticket.updated);
    let written = write(cx, old.ticket.id, &wish, at)?;
    let about = About { worklog: Some(told(&written, &wish.note)), ..About::default() };
    let (new, note) = (old.ticket.clone(), wish.note);
    let step = step::Step::told(Kind::Logged, about, note);
    Ok((step::take(cx, old, new, step)?.ticket, written))
}

/// A ticket's entries, oldest first.
pub fn list(cx: &mut Cx<'_, '_>, address: &Address) -> Result<(Ticket, Vec<Worklog>), Error> {
    let ticket = super::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let entries = store::worklog::list(cx.tx, cx.actor.team, ticket.id)?;
    Ok((ticket, entries))
}

/// The wish, with everything in it checked and spelt.
pub(super) fn ready(cx: &mut Cx<'_, '_>, ticket: &Ticket, wish: &Wish) -> Result<Wish, Error> {
    if !(1..=MOST_HOURS * HOUR).contains(&wish.hours) {
        let why = msg!("worklog.hours", max = MOST_HOURS);
        return Err(Rejection::invalid("worklog.hours", why).into());
    }
    let note = comment::check("worklog.note", &wish.note)?;
    let named = wish.username.trim();
    let username = if named.is_empty() { cx.actor.username.clone() } else { super::spelling(cx, named)? };
    if username != cx.actor.username {
        cx.actor.check(Permission::EditTickets, ticket)?;
        // Whoever has only made a ticket, or works on it, does not say what others have done.
        if cx.actor.access < Access::Operator {
            projects::manage(cx, &ticket.project)?;
        }
        let known = store::account::by_name(cx.tx, cx.actor.team, &username)?;
        if known.is_none_or(|account| account.access == Access::Unregistered) {
            let why = msg!("value.unknown", value = username);
            return Err(Rejection::invalid("worklog.username", why).into());
        }
    }
    Ok(Wish { hours: wish.hours, username, began: wish.began, note })
}

/// Writes the row of a wish that is [`ready`]; the step that it belongs to is the caller's.
pub(super) fn write(cx: &mut Cx<'_, '_>, ticket: TicketId, wish: &Wish, at: At) -> Result<Worklog, Error> {
    let entry = Worklog {
        id: number::take(cx.tx, number::Source::Worklog)?,
        username: wish.username.clone(),
        author: cx.actor.username.clone(),
        hours: wish.hours,
        began: wish.began.unwrap_or(at),
        note: wish.note.clone(),
        created: at,
    };
    store::worklog::insert(cx.tx, cx.actor.team, ticket, &entry)?;
    store::estimate::lower(cx.tx, cx.actor.team, ticket, entry.hours)?;
    Ok(entry)
}

/// What history tells of it, in a step with this note.
pub(super) fn told(entry: &Worklog, note: &str) -> Logged {
    let Worklog { id, username, hours, began, .. } = entry;
    let note = Some(&entry.note).filter(|said| *said != note).cloned();
    Logged { id: *id, username: username.clone(), hours: *hours, began: *began, note }
}
