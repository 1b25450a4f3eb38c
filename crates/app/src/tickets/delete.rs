//! Deleting, which hides, and restoring. History is for ever.

use super::{Address, Check, Deleted, read, step};
use crate::{Cx, Error};
use domain::{
    Rejection,
    history::Kind,
    identity::{Access, Permission},
    msg,
};

/// Hides a ticket from everyone but administrators.
pub fn run(cx: &mut Cx<'_, '_>, address: &Address, check: Check<'_>) -> Result<(), Error> {
    let old = super::lock(cx, address, Permission::EditTickets, Deleted::Hidden)?;
    check(old.ticket.version)?;
    if cx.actor.access < Access::Operator {
        return Err(Rejection::Forbidden(msg!("rights.level", level = Access::Operator.word())).into());
    }
    let mut new = old.ticket.clone();
    new.deleted = Some(cx.now.max(old.ticket.updated));
    step::take(cx, old, new, step::Step::of(Kind::Deleted, vec![])).map(|_| ())
}

/// Shows a deleted ticket again. For administrators.
pub fn restore(cx: &mut Cx<'_, '_>, address: &Address, check: Check<'_>) -> Result<read::Detail, Error> {
    cx.actor.require(Access::Admin, Permission::EditTickets)?;
    let old = super::lock(cx, address, Permission::EditTickets, Deleted::Shown)?;
    check(old.ticket.version)?;
    if old.ticket.deleted.is_none() {
        return Err(Rejection::Conflict(msg!("ticket.not_deleted")).into());
    }
    let mut new = old.ticket.clone();
    new.deleted = None;
    let ticket = step::take(cx, old, new, step::Step::of(Kind::Restored, vec![]))?.ticket;
    read::detail(cx, ticket)
}
