//! One ticket's turn: through the use case that anybody would use for it.

use super::{Action, Ending, Outcome};
use crate::{
    Cx, Error,
    tickets::{self, Address, Deleted, comment, delete, edit, read, transition},
};
use domain::{
    Rejection, Value,
    history::Change,
    identity::Permission,
    msg,
    ticket::{DESCRIBED, Field, Patch, Ticket},
};
use std::cell::Cell;

/// What is told of a ticket that was hidden or shown again.
const DELETED: &str = "deleted";

/// Does it to one ticket.
pub(super) fn run(cx: &mut Cx<'_, '_>, action: &Action, named: &str) -> Result<Outcome, Error> {
    let address = Address::parse(named);
    let seen = Cell::new(0);
    let check = |version: i64| {
        seen.set(version);
        Ok(())
    };
    let (ticket, waits) = match action {
        Action::Transition { status, transition, note, fields } => {
            let field = |name: &String| Field::parse(name).unwrap_or_else(|| Field::Custom(name.clone()));
            let fields = fields.iter().map(|(name, value)| (field(name), value.clone())).collect();
            let (status, transition, note) = (status.clone(), transition.clone(), note.clone());
            let command = transition::Command { status, transition, note, fields, ..Default::default() };
            let detail = transition::run(cx, &address, &command, &check)?;
            (detail.ticket, detail.approval.is_some())
        }
        Action::Assign { assignee } => {
            let patch = [(Field::Assignee, Value::Text(assignee.clone()))].into();
            (edit::fields(cx, &address, &patch, DESCRIBED, &check)?, false)
        }
        Action::Priority { priority } => {
            let patch = [(Field::Priority, Value::Text(priority.clone()))].into();
            (edit::fields(cx, &address, &patch, DESCRIBED, &check)?, false)
        }
        Action::Tags { set, add, remove } => (tags(cx, &address, set.as_ref(), (add, remove), &seen)?, false),
        Action::Comment { content, internal } => {
            let audience = Action::audience(*internal);
            let command = comment::Command { content: content.clone(), audience };
            (comment::run(cx, &address, &command, &check)?, false)
        }
        Action::Delete | Action::Restore => return shown(cx, &address, named, *action == Action::Delete),
        Action::Undo { .. } => return Err(Error::Broken("what is undone is not done ticket by ticket")),
    };
    outcome(cx, named, &ticket, seen.get(), waits)
}

/// What came of a ticket that was at a version before.
fn outcome(
    cx: &mut Cx<'_, '_>,
    named: &str,
    ticket: &Ticket,
    before: i64,
    waits: bool,
) -> Result<Outcome, Error> {
    let ending = match (waits, ticket.version > before) {
        (true, _) => Ending::Waiting,
        (false, true) => Ending::Done,
        (false, false) => Ending::Unchanged,
    };
    let mut changes: Vec<Change> = Vec::new();
    for event in store::event::page(cx.tx, cx.actor.team, ticket.id, before, ticket.version - before)? {
        for change in event.body.changes {
            match changes.iter_mut().find(|known| known.field == change.field) {
                Some(known) => known.to = change.to,
                None => changes.push(change),
            }
        }
    }
    Ok(Outcome { ticket: named.to_owned(), ending, changes, why: None })
}

/// Sets the tags, or adds and takes away some of those that it has under the lock.
fn tags(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    set: Option<&Vec<String>>,
    (add, remove): (&[String], &[String]),
    seen: &Cell<i64>,
) -> Result<Ticket, Error> {
    let now = tickets::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let wanted = if let Some(set) = set {
        set.clone()
    } else {
        let gone: Vec<String> = remove.iter().map(|tag| domain::text::fold(tag.trim())).collect();
        let kept = now.tags.iter().filter(|tag| !gone.contains(&domain::text::fold(tag)));
        kept.chain(add).cloned().collect()
    };
    seen.set(now.version);
    let patch = [(Field::Tags, Value::List(wanted))].into();
    edit::fields(cx, address, &patch, DESCRIBED, &|version| same(now.version, version))
}

/// Hides a ticket, or shows it again.
fn shown(cx: &mut Cx<'_, '_>, address: &Address, named: &str, hide: bool) -> Result<Outcome, Error> {
    if hide {
        delete::run(cx, address, &|_| Ok(()))?;
    } else {
        delete::restore(cx, address, &|_| Ok(()))?;
    }
    let change = Change { field: DELETED.to_owned(), from: Value::Bool(!hide), to: Value::Bool(hide) };
    Ok(Outcome { ticket: named.to_owned(), ending: Ending::Done, changes: vec![change], why: None })
}

/// Puts a ticket back to what it was before `done`, if all that was changed is still as it was left.
pub(super) fn undo(cx: &mut Cx<'_, '_>, done: &Outcome) -> Result<Outcome, Error> {
    let address = Address::parse(&done.ticket);
    let now = tickets::find(cx, &address, Permission::ViewTickets, Deleted::Shown)?;
    if done.changes.is_empty() {
        return Err(Rejection::Conflict(msg!("bulk.stays")).into());
    }
    let is_so = |change: &&Change| match change.field.as_str() {
        DELETED => Value::Bool(now.deleted.is_some()) == change.to,
        name => Field::parse(name).is_some_and(|field| now.get(&field) == change.to),
    };
    let others: Vec<&str> =
        done.changes.iter().filter(|change| !is_so(change)).map(|change| change.field.as_str()).collect();
    if !others.is_empty() {
        return Err(Rejection::Conflict(msg!("bulk.changed_since", fields = others.join(", "))).into());
    }
    let hidden = done.changes.iter().find(|change| change.field == DELETED);
    if let Some(change) = hidden {
        return shown(cx, &address, &done.ticket, change.from == Value::Bool(true));
    }
    let check = |version: i64| same(now.version, version);
    let (mut status, mut patch) = (None, Patch::new());
    for change in &done.changes {
        match (Field::parse(&change.field), &change.from) {
            (Some(Field::Status), Value::Text(from)) => status = Some(from.clone()),
            (Some(field), from) => drop(patch.insert(field, from.clone())),
            (None, _) => {}
        }
    }
    let ticket = match status {
        None => edit::fields(cx, &address, &patch, DESCRIBED, &check)?,
        Some(status) => {
            let command = transition::Command { status, fields: patch, ..Default::default() };
            let read::Detail { ticket, approval, .. } = transition::run(cx, &address, &command, &check)?;
            if approval.is_some() {
                return outcome(cx, &done.ticket, &ticket, now.version, true);
            }
            ticket
        }
    };
    outcome(cx, &done.ticket, &ticket, now.version, false)
}

/// Refuses to go on from another version than the one that was looked at: its turn is taken again.
fn same(seen: i64, version: i64) -> Result<(), Rejection> {
    if seen == version { Ok(()) } else { Err(Rejection::Stale { version }) }
}
