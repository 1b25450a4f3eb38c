//! What holds between a ticket and its subtasks: at most one parent, no ticket above itself, a bounded number of generations.
//!
//! Whoever gives a ticket a parent keeps the ticket and everything above its new parent from others until the commit. What is
//! above a ticket can only change under that ticket's lock, so of several who would close a circle together the last one sees
//! it, on however many nodes they are.

use super::{link, step};
use crate::{Cx, Error};
use domain::{
    Rejection,
    id::{LinkId, TicketId},
    msg,
};

/// The most tickets that are above one another.
const MOST_GENERATIONS: usize = 50;

/// Refuses where `parent` cannot become the parent of `child` (nothing for one that is still to be made) once its links
/// `leaving` are gone; keeps it so until the commit. A parent that it has already is no reason.
pub(crate) fn may_join(
    cx: &mut Cx<'_, '_>,
    child: Option<TicketId>,
    parent: TicketId,
    leaving: &[LinkId],
) -> Result<(), Error> {
    let team = cx.actor.team;
    let Some(child) = child else {
        return allow(generations_above(cx, None, parent)?);
    };
    hold(cx, child.min(parent))?;
    hold(cx, child.max(parent))?;
    let parents = store::link::parents_of(cx.tx, team, child)?;
    if parents.iter().any(|link| link.parent == parent) {
        return Ok(());
    }
    if parents.iter().any(|link| !link.is_deleted && !leaving.contains(&link.id)) {
        return Err(Rejection::Conflict(msg!("link.has_parent")).into());
    }
    let above = generations_above(cx, Some(child), parent)?;
    let most = i64::try_from(MOST_GENERATIONS).unwrap_or(i64::MAX);
    let below = store::link::generations_below(cx.tx, team, child, most)?;
    allow(above.saturating_add(usize::try_from(below).unwrap_or(usize::MAX)))
}

fn allow(generations: usize) -> Result<(), Error> {
    if generations <= MOST_GENERATIONS {
        return Ok(());
    }
    Err(Rejection::Conflict(msg!("link.too_deep", most = MOST_GENERATIONS)).into())
}

/// How many tickets are above a child of `parent`. All of them are kept from others where the child is there already.
fn generations_above(cx: &mut Cx<'_, '_>, child: Option<TicketId>, parent: TicketId) -> Result<usize, Error> {
    let team = cx.actor.team;
    let (mut open, mut seen) = (vec![parent], vec![parent]);
    // What was linked before there were these rules may have several parents.
    while let Some(at) = open.pop() {
        for link in store::link::parents_of(cx.tx, team, at)? {
            if Some(link.parent) == child {
                return Err(Rejection::Conflict(msg!("link.circle")).into());
            }
            if seen.len() > MOST_GENERATIONS || seen.contains(&link.parent) {
                continue;
            }
            if child.is_some() {
                hold(cx, link.parent)?;
            }
            seen.push(link.parent);
            open.push(link.parent);
        }
    }
    Ok(seen.len())
}

fn hold(cx: &mut Cx<'_, '_>, ticket: TicketId) -> Result<Option<step::Locked>, Error> {
    let asked = store::ticket::ask_lock(cx.tx, cx.actor.team, ticket)?;
    let found = cx.tx.answer_one(asked)?;
    Ok(found.map(|(ticket, head)| step::Locked { ticket, head, place: None }))
}

/// Takes away the links to parents that are deleted: another takes their place, and they are not to come back beside it.
pub(super) fn leave_deleted(cx: &mut Cx<'_, '_>, child: step::Locked) -> Result<step::Locked, Error> {
    let (team, mut child) = (cx.actor.team, child);
    for gone in store::link::parents_of(cx.tx, team, child.ticket.id)? {
        let parent = if gone.is_deleted { hold(cx, gone.parent)? } else { None };
        if let Some(parent) = parent {
            child = link::part(cx, child, parent)?;
        }
    }
    Ok(child)
}
