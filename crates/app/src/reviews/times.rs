//! How long an incident took, and when its harm was over.

use super::kept;
use crate::{
    Cx, Error,
    tickets::{self, Address, Check, Deleted, step},
};
use domain::{
    At, Rejection, Value,
    history::{About, Change, Fact, Kind},
    identity::Permission,
    incident::{RECOVERED, Severity, Times},
    msg,
    ticket::{Field, Ticket},
};

/// The furthest that something may lie before its ticket was made, in seconds: a year.
const BEFORE: i64 = 366 * 24 * 60 * 60;

/// A ticket's times, its severity, and the moment up to which they are told.
#[derive(Debug, Clone)]
pub struct Found {
    /// The ticket.
    pub ticket: Ticket,
    /// How severe it is.
    pub severity: Severity,
    /// Its times.
    pub times: Times,
    /// Now.
    pub now: At,
}

/// A ticket's times.
pub fn get(cx: &mut Cx<'_, '_>, address: &Address) -> Result<Found, Error> {
    let ticket = tickets::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    found(cx, ticket)
}

pub(super) fn found(cx: &mut Cx<'_, '_>, ticket: Ticket) -> Result<Found, Error> {
    let times = kept::of(cx, &ticket)?.times;
    Ok(Found { severity: Severity::of_ticket(&ticket), times, now: cx.now, ticket })
}

/// Says when the harm was over, or takes that back. What is so already leaves no step. A project with the field
/// `fault_recovery_time` has it there too: they are one fact.
pub fn mitigate(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    to: Option<At>,
    check: Check<'_>,
) -> Result<Found, Error> {
    let old = tickets::lock(cx, address, Permission::EditTickets, Deleted::Hidden)?;
    check(old.ticket.version)?;
    if let Some(at) = to {
        past_time(cx, &old.ticket, at)?;
    }
    let from = kept::of(cx, &old.ticket)?.times.mitigated;
    if from == to {
        return found(cx, old.ticket);
    }
    let (new, changes) = with_field(cx, &old.ticket, to)?;
    let about = About { incident: Some(Fact::Mitigated { from, to }), ..About::default() };
    let step = step::Step { about, ..step::Step::of(Kind::Edited, changes) };
    let ticket = step::take(cx, old, new, step)?.ticket;
    found(cx, ticket)
}

/// The ticket with the moment in its field, where its project has one that takes it.
fn with_field(cx: &mut Cx<'_, '_>, ticket: &Ticket, to: Option<At>) -> Result<(Ticket, Vec<Change>), Error> {
    let plan = cx.plan_of(ticket)?;
    let field = Field::Custom(RECOVERED.to_owned());
    let value = to.map_or(Value::Null, |at| Value::Text(at.to_string()));
    let known = plan.fields.iter().any(|definition| definition.key == RECOVERED);
    // A project may have made something else of a field of this name, and keeps it.
    if !known || (to.is_some() && field.accept(value.clone(), &plan.fields).as_ref() != Ok(&value)) {
        return Ok((ticket.clone(), Vec::new()));
    }
    Ok(domain::ticket::change(ticket, [(field, value)].into(), &plan.fields, &[])?)
}

/// Refuses what is not yet, or long before the ticket was made.
pub(super) fn past_time(cx: &Cx<'_, '_>, ticket: &Ticket, at: At) -> Result<(), Rejection> {
    if at > cx.now {
        return Err(Rejection::invalid("at", msg!("value.future")));
    }
    let first = ticket.created.plus_seconds(-BEFORE);
    if at < first {
        return Err(Rejection::invalid("at", msg!("timeline.too_early", min = first)));
    }
    Ok(())
}
