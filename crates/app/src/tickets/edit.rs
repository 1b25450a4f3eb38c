//! Changing a ticket's fields, all but its status.

use super::{Address, Check, Deleted, read, step};
use crate::{Cx, Error};
use domain::{
    Rejection, Thing, Value,
    history::Kind,
    identity::Permission,
    ticket::{DESCRIBED, Field, Patch, Ticket},
};

/// Changes fields. Values that are so already change nothing and leave no step.
pub fn run(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    patch: &Patch,
    check: Check<'_>,
) -> Result<read::Detail, Error> {
    let asked = super::ask_lock(cx, address)?;
    let rest = read::Rest::ask(cx, address.id()?)?;
    let old = asked.locked(cx, address, Permission::EditTickets, Deleted::Hidden)?;
    check(old.ticket.version)?;
    let ticket = apply(cx, old, patch, DESCRIBED)?;
    rest.detail(cx, ticket)
}

/// As [`run`], where only what is `needed` of the ticket's own fields is not to be emptied; and nothing is read of it but itself.
pub(crate) fn fields(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    patch: &Patch,
    needed: &[Field],
    check: Check<'_>,
) -> Result<Ticket, Error> {
    let old = super::lock(cx, address, Permission::EditTickets, Deleted::Hidden)?;
    check(old.ticket.version)?;
    apply(cx, old, patch, needed)
}

fn apply(cx: &mut Cx<'_, '_>, old: step::Locked, patch: &Patch, needed: &[Field]) -> Result<Ticket, Error> {
    let plan = cx.plan_of(&old.ticket)?;
    let wishes = super::spell_people(cx, patch.clone())?;
    let (edited, changes) = domain::ticket::change(&old.ticket, wishes, &plan.fields, needed)?;
    if changes.is_empty() {
        return Ok(old.ticket);
    }
    Ok(step::take(cx, old, edited, step::Step::of(Kind::Edited, changes))?.ticket)
}

/// Somebody begins to watch: oneself, or (for who may edit) another.
pub fn watch(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    username: &str,
    check: Check<'_>,
) -> Result<Ticket, Error> {
    watchers(cx, address, username, check, |watchers, name| {
        watchers.push(name.to_owned());
        Ok(())
    })
}

/// Somebody watches no longer.
pub fn unwatch(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    username: &str,
    check: Check<'_>,
) -> Result<Ticket, Error> {
    watchers(cx, address, username, check, |watchers, name| {
        let before = watchers.len();
        watchers.retain(|w| domain::text::fold(w) != domain::text::fold(name));
        if watchers.len() == before { Err(Rejection::not_found(Thing::Watcher, name)) } else { Ok(()) }
    })
}

fn watchers(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    username: &str,
    check: Check<'_>,
    change: impl Fn(&mut Vec<String>, &str) -> Result<(), Rejection>,
) -> Result<Ticket, Error> {
    let name = super::spelling(cx, username)?;
    if name.is_empty() {
        return Err(Rejection::invalid("username", domain::msg!("text.blank")).into());
    }
    let permission =
        if name == cx.actor.username { Permission::ViewTickets } else { Permission::EditTickets };
    let old = super::lock(cx, address, permission, Deleted::Hidden)?;
    if !cx.actor.scopes.allow(Permission::Comment) {
        cx.actor.require(domain::identity::Access::User, Permission::Comment)?;
    }
    check(old.ticket.version)?;
    let mut watchers = old.ticket.watchers.clone();
    change(&mut watchers, &name)?;
    apply(cx, old, &[(Field::Watchers, Value::List(watchers))].into(), DESCRIBED)
}
