//! Triggers: what makes the system take a step by itself, conditions and consent aside.
//!
//! What happens outside is written into the history of the tickets it names, once; what a trigger waits for besides is the
//! time that a ticket has been in its status, for which there is at most one row a ticket. Steps of the system that follow
//! out of each other are counted, and stopped when they are too many in a row.

use super::{Address, Deleted, effect, step, transition};
use crate::{Cx, Error};
use domain::{
    At, Rejection,
    history::{About, Kind, Reference},
    id::TicketId,
    identity::Permission,
    text,
    ticket::Ticket,
    workflow::{
        Transition, Workflow,
        cause::Cause,
        mention::Mention,
        trigger::{self, Since},
    },
};
use store::timer::{self, Timer};

/// Something outside has happened that concerns tickets: it is written into the history of each that is there (of `project`
/// only, where one is given), and the transitions whose triggers come true are taken. What a ticket was told of before, by
/// the reference's key, is left alone. Gives the tickets that it was news to, as they are now.
///
/// To be run as [`crate::App::system`], through the door that it came in by.
pub fn happened(
    cx: &mut Cx<'_, '_>,
    mentions: &[Mention],
    project: Option<&str>,
    reference: &Reference,
) -> Result<Vec<Ticket>, Error> {
    check(reference)?;
    // In the order of their numbers, so that two who name the same never wait for each other.
    let mut named: Vec<(TicketId, String)> = mentions
        .iter()
        .map(|mention| match mention {
            Mention::Key(key) => (key.id, key.to_string()),
            Mention::Number(id) => (*id, id.to_string()),
        })
        .collect();
    named.sort();
    // One number may be named with the keys of two projects, of which one is wrong; the second time it is no news.
    named.dedup();
    let mut told = Vec::new();
    for (_, text) in named {
        let address = Address::parse(&text);
        let locked = match super::lock(cx, &address, Permission::ViewTickets, Deleted::Hidden) {
            Ok(locked) if project.is_none_or(|key| locked.ticket.project == key) => locked,
            Ok(_) | Err(Error::Rejected(Rejection::NotFound(..))) => continue,
            Err(error) => return Err(error),
        };
        if let Some(ticket) = tell(cx, locked, reference)? {
            told.push(ticket);
        }
    }
    Ok(told)
}

fn check(reference: &Reference) -> Result<(), Rejection> {
    let Reference { key, name, author, url, .. } = reference;
    text::require(key, 500, text::Lines::One).map_err(|why| Rejection::invalid("key", why))?;
    for (field, value, most) in [("name", name, 500), ("author", author, 255), ("url", url, 2_000)] {
        text::check(value, most, text::Lines::One).map_err(|why| Rejection::invalid(field, why))?;
    }
    Ok(())
}

fn tell(cx: &mut Cx<'_, '_>, locked: step::Locked, reference: &Reference) -> Result<Option<Ticket>, Error> {
    let (team, id, version) = (cx.actor.team, locked.ticket.id, locked.ticket.version + 1);
    if !store::reference::insert(cx.tx, team, id, &reference.key, version)? {
        return Ok(None);
    }
    let about = About { reference: Some(reference.clone()), ..About::default() };
    let locked = step::tell(cx, locked, Kind::Referenced, about, String::new())?;
    let plan = cx.plan_of(&locked.ticket)?;
    let workflow = plan.workflow(&locked.ticket.kind)?;
    let status = locked.ticket.status.clone();
    let mut waiting = workflow.from(&status).filter(|t| t.trigger.is_some()).peekable();
    if waiting.peek().is_none() {
        return Ok(Some(locked.ticket));
    }
    let (entered_in, entered) = store::event::entered(cx.tx, team, id)?.unwrap_or((0, locked.ticket.created));
    let known = store::event::references(cx.tx, team, id, entered_in)?;
    let events: Vec<_> = known.into_iter().map(|reference| reference.event).collect();
    let since = Since { entered, now: cx.now, events: &events };
    let fired = waiting.find(|t| {
        t.trigger.as_ref().is_some_and(|trigger| trigger::fires(trigger, &reference.event, &since))
    });
    let ticket = match fired {
        Some(transition) => transition::take_by_itself(cx, locked, transition, Cause::outside())?.ticket,
        None => locked.ticket,
    };
    Ok(Some(ticket))
}

/// When a ticket that came into a status at `entered` is looked at next, after `after`; nothing where no trigger names a time.
fn next_look(workflow: &Workflow, status: &str, entered: At, after: Option<At>) -> Option<At> {
    let times = workflow.from(status).filter_map(|t| t.trigger.as_ref());
    times
        .flat_map(|trigger| trigger::times(trigger, entered))
        .filter(|at| after.is_none_or(|after| *at > after))
        .min()
}

/// Whether a ticket is looked at because of the time it is in the status that it has.
pub(super) fn waits(cx: &mut Cx<'_, '_>, ticket: &Ticket) -> Result<bool, Error> {
    let plan = cx.plan_of(ticket)?;
    Ok(next_look(plan.workflow(&ticket.kind)?, &ticket.status, ticket.updated, None).is_some())
}

/// Has a ticket looked at when the time in its status says so: to be called when it has come there from `old`.
pub(super) fn arm(
    cx: &mut Cx<'_, '_>,
    old: Option<&str>,
    ticket: &Ticket,
    cause: Cause,
) -> Result<(), Error> {
    let plan = cx.plan_of(ticket)?;
    let workflow = plan.workflow(&ticket.kind)?;
    let entered = ticket.updated;
    if let Some(due) = next_look(workflow, &ticket.status, entered, None) {
        let timer = Timer { status: ticket.status.clone(), entered, due, cause };
        return Ok(timer::set(cx.tx, ticket.team, ticket.id, &timer)?);
    }
    if old.is_some_and(|old| next_look(workflow, old, entered, None).is_some()) {
        timer::clear(cx.tx, ticket.team, ticket.id)?;
    }
    Ok(())
}

/// As [`arm`], for a ticket that was brought in from elsewhere: it is waited for as if it had come into its status at `entered`.
pub(crate) fn arm_from(cx: &mut Cx<'_, '_>, ticket: &Ticket, entered: At) -> Result<(), Error> {
    let plan = cx.plan_of(ticket)?;
    let workflow = plan.workflow(&ticket.kind)?;
    if let Some(due) = next_look(workflow, &ticket.status, entered, None) {
        let timer = Timer { status: ticket.status.clone(), entered, due, cause: Cause::default() };
        timer::set(cx.tx, ticket.team, ticket.id, &timer)?;
    }
    Ok(())
}

/// Whether tickets are waited for in a status.
pub(crate) fn is_timed(workflow: &Workflow, status: &str) -> bool {
    next_look(workflow, status, At::default(), None).is_some()
}

/// Has a ticket looked at when its workflow says so as it is now, if it still is in `status`, where it came at `entered`. What
/// may come of it stays what it was.
pub(crate) fn arm_again(
    cx: &mut Cx<'_, '_>,
    ticket: TicketId,
    status: &str,
    entered: At,
) -> Result<(), Error> {
    let team = cx.actor.team;
    let asked = store::ticket::ask_lock(cx.tx, team, ticket)?;
    let Some((ticket, _)) = cx.tx.answer_one(asked)? else { return Ok(()) };
    if ticket.status != status || ticket.deleted.is_some() {
        return Ok(());
    }
    let known = timer::get(cx.tx, team, ticket.id)?.filter(|timer| timer.status == status);
    let entered = known.as_ref().map_or(entered, |timer| timer.entered);
    let plan = cx.plan_of(&ticket)?;
    let Some(due) = next_look(plan.workflow(&ticket.kind)?, status, entered, None) else { return Ok(()) };
    let cause = known.map(|timer| timer.cause).unwrap_or_default();
    let timer = Timer { status: status.to_owned(), entered, due, cause };
    Ok(timer::set(cx.tx, team, ticket.id, &timer)?)
}

/// Looks at a ticket that is due, in the name of the system: takes the transition whose trigger the time makes true, or has it
/// looked at again. Another node may have been faster; then nothing is done.
pub(crate) fn look(cx: &mut Cx<'_, '_>, ticket: TicketId) -> Result<(), Error> {
    let team = cx.actor.team;
    let address = Address::parse(&ticket.to_string());
    let locked = super::lock(cx, &address, Permission::ViewTickets, Deleted::Shown)?;
    let timer = timer::get(cx.tx, team, ticket)?;
    let Some(timer) = timer.filter(|timer| timer.due <= cx.now) else { return Ok(()) };
    // A workflow that was redrawn leaves timers of statuses that tickets have left since; a ticket that is deleted stays where
    // it is, and is waited for again once it is restored.
    if timer.status != locked.ticket.status || locked.ticket.deleted.is_some() {
        return Ok(timer::clear(cx.tx, team, ticket)?);
    }
    let plan = cx.plan_of(&locked.ticket)?;
    let workflow = plan.workflow(&locked.ticket.kind)?;
    let (entered_in, entered) = store::event::entered(cx.tx, team, ticket)?.unwrap_or((0, timer.entered));
    // What was brought in is waited for from its coming on.
    let entered = entered.max(timer.entered);
    let known = store::event::references(cx.tx, team, ticket, entered_in)?;
    let events: Vec<_> = known.into_iter().map(|reference| reference.event).collect();
    let since = Since { entered, now: cx.now, events: &events };
    let is_due = |t: &&Transition| t.trigger.as_ref().is_some_and(|trigger| trigger::is_due(trigger, &since));
    let fired = workflow.from(&timer.status).find(is_due);
    // Written before the step, which may set the next one.
    match next_look(workflow, &timer.status, entered, Some(cx.now)) {
        Some(due) => timer::set(cx.tx, team, ticket, &Timer { due, entered, ..timer.clone() })?,
        None => timer::clear(cx.tx, team, ticket)?,
    }
    let Some(transition) = fired else { return Ok(()) };
    match timer.cause.next() {
        Ok(next) => transition::take_by_itself(cx, locked, transition, next)?,
        Err(why) => {
            timer::clear(cx.tx, team, ticket)?;
            let failed = Some(effect::in_both(|lang| why.text(lang)));
            let about = About { transition: Some(transition.uuid.clone()), failed, ..About::default() };
            let new = locked.ticket.clone();
            let told = step::Step::told(Kind::Ran, about, String::new());
            step::take(cx, locked, new, step::Step { cause: timer.cause, ..told })?
        }
    };
    Ok(())
}
