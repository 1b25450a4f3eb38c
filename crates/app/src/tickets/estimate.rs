//! How many hours are left of a ticket's work: said by whoever may edit it, lowered by the hours that are logged.

use super::{Address, Deleted, step, worklog::HOUR};
use crate::{Cx, Error};
use domain::{
    Rejection,
    history::{About, HoursLeft, Kind},
    identity::Permission,
    msg,
    ticket::Ticket,
};

/// The most hours that may be left.
const MOST_HOURS: i64 = 1_000_000;

/// Whether so many hours (times 100,000) may be left.
pub(crate) fn check(hours_left: Option<i64>) -> Result<(), domain::Message> {
    match hours_left {
        Some(hours) if !(0..=MOST_HOURS * HOUR).contains(&hours) => {
            Err(msg!("task.hours_left", scale = HOUR, max = MOST_HOURS))
        }
        _ => Ok(()),
    }
}

/// Says how many hours are left (times 100,000), or that nobody knows. What is so already leaves no step.
pub(crate) fn set(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    permission: Permission,
    hours_left: Option<i64>,
) -> Result<Ticket, Error> {
    check(hours_left).map_err(|why| Rejection::invalid("hoursLeft", why))?;
    let old = super::lock(cx, address, permission, Deleted::Hidden)?;
    let from = store::estimate::get(cx.tx, cx.actor.team, old.ticket.id)?;
    if from == hours_left {
        return Ok(old.ticket);
    }
    store::estimate::put(cx.tx, cx.actor.team, old.ticket.id, hours_left)?;
    let about = About { hours_left: Some(HoursLeft { from, to: hours_left }), ..About::default() };
    Ok(step::tell(cx, old, Kind::Edited, about, String::new())?.ticket)
}
