//! Links between tickets: one link is two rows, one a direction, and a step in the history of each.

use super::{Address, Check, Deleted, family, step};
use crate::{Cx, Error};
use domain::{
    Rejection, Thing,
    history::{About, Kind},
    id::{LinkId, TicketId},
    identity::Permission,
    link::LinkKind,
    msg,
    ticket::Ticket,
};
use store::number;

/// Links a ticket to another. A link that is there already is left as it is. A parent is refused to who has one, to whom it is
/// below already, and where too many would be above one another.
pub fn run(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    kind: LinkKind,
    other: &Address,
    check: Check<'_>,
) -> Result<Ticket, Error> {
    let (one, two) = both(cx, address, other)?;
    check(one.ticket.version)?;
    let (from, to) = (one.ticket.id, two.ticket.id);
    let (one, two) = match kind {
        LinkKind::ChildOf => {
            family::may_join(cx, Some(from), to, &[])?;
            (family::leave_deleted(cx, one)?, two)
        }
        LinkKind::ParentOf => {
            family::may_join(cx, Some(to), from, &[])?;
            (one, family::leave_deleted(cx, two)?)
        }
        _ => (one, two),
    };
    let id = LinkId(number::take(cx.tx, number::Source::Link)?);
    let (team, author) = (cx.actor.team, cx.actor.username.clone());
    // Each side as of the step that tells of it, which is never before the ticket's last one.
    let (at, at_other) = (cx.now.max(one.ticket.updated), cx.now.max(two.ticket.updated));
    if !store::link::insert(cx.tx, team, id, from, (kind, to), &author, at)? {
        return Ok(one.ticket);
    }
    store::link::insert(cx.tx, team, id, to, (kind.inverse(), from), &author, at_other)?;
    tell(cx, two, Kind::Linked, kind.inverse(), from)?;
    Ok(tell(cx, one, Kind::Linked, kind, to)?.ticket)
}

/// Takes a link away, from both sides.
pub fn remove(cx: &mut Cx<'_, '_>, address: &Address, id: LinkId, check: Check<'_>) -> Result<Ticket, Error> {
    let missing = || Rejection::not_found(Thing::Link, id);
    let ticket = super::find(cx, address, Permission::EditTickets, Deleted::Hidden)?;
    let (kind, to) = store::link::get(cx.tx, cx.actor.team, ticket.id, id)?.ok_or_else(missing)?;
    let other = Address::parse(&to.to_string());
    let (one, two) = locked(cx, (address, ticket.id), (&other, to), Deleted::Shown)?;
    check(one.ticket.version)?;
    let from = one.ticket.id;
    if !store::link::delete(cx.tx, cx.actor.team, from, kind, to)? {
        return Err(missing().into());
    }
    store::link::delete(cx.tx, cx.actor.team, to, kind.inverse(), from)?;
    tell(cx, two, Kind::Unlinked, kind.inverse(), from)?;
    Ok(tell(cx, one, Kind::Unlinked, kind, to)?.ticket)
}

/// Takes away the link between a ticket and a parent of it.
pub(super) fn part(
    cx: &mut Cx<'_, '_>,
    child: step::Locked,
    parent: step::Locked,
) -> Result<step::Locked, Error> {
    let (team, from, to) = (cx.actor.team, child.ticket.id, parent.ticket.id);
    store::link::delete(cx.tx, team, from, LinkKind::ChildOf, to)?;
    store::link::delete(cx.tx, team, to, LinkKind::ParentOf, from)?;
    tell(cx, parent, Kind::Unlinked, LinkKind::ParentOf, from)?;
    tell(cx, child, Kind::Unlinked, LinkKind::ChildOf, to)
}

fn tell(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    what: Kind,
    kind: LinkKind,
    other: TicketId,
) -> Result<step::Locked, Error> {
    let about = About { link: Some((kind.word().to_owned(), other.0)), ..About::default() };
    step::tell(cx, old, what, about, String::new())
}

fn both(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    other: &Address,
) -> Result<(step::Locked, step::Locked), Error> {
    let ticket = super::find(cx, address, Permission::EditTickets, Deleted::Hidden)?;
    let second =
        super::find(cx, other, Permission::ViewTickets, Deleted::Hidden).map_err(|error| match error {
            Error::Rejected(Rejection::NotFound(..)) => {
                Rejection::Invalid(vec![domain::Fault::new("to", msg!("value.unknown", value = other.text))])
                    .into()
            }
            error => error,
        })?;
    if ticket.id == second.id {
        return Err(Rejection::invalid("to", msg!("link.itself")).into());
    }
    locked(cx, (address, ticket.id), (other, second.id), Deleted::Hidden)
}

/// Locks two tickets, the lower number first, so that two people linking the same two never wait for each other.
fn locked(
    cx: &mut Cx<'_, '_>,
    one: (&Address, TicketId),
    two: (&Address, TicketId),
    deleted: Deleted,
) -> Result<(step::Locked, step::Locked), Error> {
    if one.1 < two.1 {
        let first = super::lock(cx, one.0, Permission::EditTickets, Deleted::Hidden)?;
        let second = super::lock(cx, two.0, Permission::ViewTickets, deleted)?;
        Ok((first, second))
    } else {
        let second = super::lock(cx, two.0, Permission::ViewTickets, deleted)?;
        let first = super::lock(cx, one.0, Permission::EditTickets, Deleted::Hidden)?;
        Ok((first, second))
    }
}
