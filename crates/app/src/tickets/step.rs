//! The one place where a ticket and its history are written: together, or not at all.

use super::{approval, trigger};
use crate::{Cx, Error, notices, reviews::kept};
use domain::{
    history::{About, Body, Born, Change, Event, Kind},
    id::Seq,
    ticket::Ticket,
    workflow::cause::Cause,
};
use store::number;

/// A ticket that nobody else can change until the commit, and the hash of its newest step.
#[derive(Debug)]
pub(crate) struct Locked {
    pub(crate) ticket: Ticket,
    pub(crate) head: String,
    /// The place of the next step in the history of all, asked for together with the lock.
    pub(crate) place: Option<number::Wanted>,
}

/// What is told of a step beside who and when.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) kind: Kind,
    pub(crate) changes: Vec<Change>,
    pub(crate) about: About,
    pub(crate) note: String,
    /// What it came of, and what may still come of it; `None` = what the unit of work does.
    pub(crate) cause: Option<Cause>,
    /// The user name of who brought it about, where it is not who takes it: they need not be told of it.
    pub(crate) by: Option<String>,
}

impl Step {
    /// A step that only has changes.
    pub(crate) fn of(kind: Kind, changes: Vec<Change>) -> Self {
        Self { kind, changes, about: About::default(), note: String::new(), cause: None, by: None }
    }

    /// A step that changes nothing of the ticket, and only tells.
    pub(crate) fn told(kind: Kind, about: About, note: String) -> Self {
        Self { about, note, ..Self::of(kind, Vec::new()) }
    }
}

/// Writes a new ticket with its first step, in a `place` that was asked for before. Gives the hash of that step.
pub(crate) fn begin(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    mut step: Step,
    place: number::Wanted,
) -> Result<String, Error> {
    step.about.born = Some(Born {
        uuid: ticket.uuid.clone(),
        project: ticket.project.clone(),
        kind: ticket.kind.clone(),
        creator: Some(&ticket.creator).filter(|creator| **creator != cx.actor.username).cloned(),
    });
    let (cause, by) = (step.cause.unwrap_or(cx.cause), caused_by(cx, &mut step));
    let event = event(cx, ticket, step, place)?;
    let head = store::event::append(cx.tx, &event, "")?;
    store::ticket::insert(cx.tx, ticket, &head)?;
    kept::begin(cx, ticket, &event)?;
    trigger::arm(cx, None, ticket, cause)?;
    notices::of_step(cx, ticket, &event, &by)?;
    Ok(head)
}

/// Writes the next step of a locked ticket: its version grows by one, its time never goes back.
pub(crate) fn take(cx: &mut Cx<'_, '_>, old: Locked, new: Ticket, mut step: Step) -> Result<Locked, Error> {
    // The state that was locked is spent: there is only the next one.
    let Locked { ticket: old, head, place } = old;
    let mut new = new;
    new.version = old.version + 1;
    new.updated = cx.now.max(old.updated);
    let place = match place {
        Some(place) => place,
        None => number::ask(cx.tx, number::Source::Event)?,
    };
    let (kind, cause) = (step.kind, step.cause.unwrap_or(cx.cause));
    // A step that was consented to leaves nothing open.
    if kind == Kind::Transitioned && step.about.approval.is_none() {
        step.about.approval = approval::overtake(cx, &old.status, &new)?;
    }
    let by = caused_by(cx, &mut step);
    let event = event(cx, &new, step, place)?;
    let head = store::event::append(cx.tx, &event, &head)?;
    store::ticket::update(cx.tx, &old, &new, &head)?;
    kept::take(cx, &old, &new, &event)?;
    if matches!(kind, Kind::Transitioned | Kind::Restored) {
        trigger::arm(cx, Some(&old.status), &new, cause)?;
    }
    notices::of_step(cx, &new, &event, &by)?;
    Ok(Locked { ticket: new, head, place: None })
}

/// Writes a step that changes nothing of the ticket itself, and only tells.
pub(crate) fn tell(
    cx: &mut Cx<'_, '_>,
    old: Locked,
    kind: Kind,
    about: About,
    note: String,
) -> Result<Locked, Error> {
    let new = old.ticket.clone();
    take(cx, old, new, Step::told(kind, about, note))
}

fn caused_by(cx: &Cx<'_, '_>, step: &mut Step) -> String {
    step.by.take().unwrap_or_else(|| cx.actor.username.clone())
}

fn event(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    mut step: Step,
    place: number::Wanted,
) -> Result<Event, Error> {
    step.about.chain = step.cause.unwrap_or(cx.cause).chain;
    let mut event = Event {
        seq: Seq(number::taken(cx.tx, place)?),
        team: ticket.team,
        ticket: ticket.id,
        version: ticket.version,
        kind: step.kind,
        actor: cx.actor.username.clone(),
        via: cx.via.word().to_owned(),
        at: ticket.updated,
        body: Body { changes: step.changes, about: step.about },
        note: step.note,
    };
    kept::say(cx, ticket, &mut event)?;
    Ok(event)
}
