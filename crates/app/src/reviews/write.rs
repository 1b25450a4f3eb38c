//! Writing into a timeline: entries at a time of their own, and pins on what is told there. Each is a step of the ticket's history,
//! with what was said before and after; the chain of that history is never touched.

use super::{
    timeline::{Entry, Item, Pinned, shown},
    times::past_time,
};
use crate::{
    Cx, Error, projects,
    tickets::{self, Address, Check, Deleted, step},
};
use domain::{
    At, Rejection, Thing,
    history::{self, About, Fact, Kind},
    id::TicketId,
    identity::Permission,
    msg,
    text::{self, Lines},
};
use store::{number, timeline};

/// How long an entry may be, in characters.
pub const MAX: usize = 10_000;

/// A new entry.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// When it happened.
    pub at: At,
    /// What happened, in Markdown.
    pub text: String,
    /// Whether it is pinned.
    pub pinned: Pinned,
}

/// What is to change of an entry; what is not said stays.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// When it happened.
    pub at: Option<At>,
    /// What happened, in Markdown.
    pub text: Option<String>,
    /// Whether it is pinned.
    pub pinned: Option<Pinned>,
}

/// An item of a timeline as it is addressed: `s` and the version of a step, `e` and the number of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A step.
    Step(i64),
    /// An entry.
    Entry(i64),
}

impl Place {
    /// Reads an address; what is none is nothing that could be there.
    pub fn parse(text: &str) -> Result<Self, Rejection> {
        let missing = || {
            let text: String = text.chars().take(64).collect();
            Rejection::not_found(Thing::TimelineEntry, text)
        };
        let number = |digits: &str| digits.parse().ok().filter(|number: &i64| *number > 0);
        let read = text.strip_prefix('s').and_then(number).map(Self::Step);
        read.or_else(|| text.strip_prefix('e').and_then(number).map(Self::Entry)).ok_or_else(missing)
    }

    fn missing(self) -> Rejection {
        Rejection::not_found(Thing::TimelineEntry, self)
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Step(version) => write!(f, "s{version}"),
            Self::Entry(id) => write!(f, "e{id}"),
        }
    }
}

const fn is(pinned: Pinned) -> bool {
    matches!(pinned, Pinned::Yes)
}

fn said(entry: &Entry) -> history::Entry {
    history::Entry { at: entry.at, text: entry.text.clone(), pinned: entry.pinned }
}

fn checked(written: &str) -> Result<String, Rejection> {
    text::require(written, MAX, Lines::Many).map(str::to_owned).map_err(|why| Rejection::invalid("text", why))
}

/// Writes an entry, for who may edit the ticket.
pub fn create(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    new: &NewEntry,
    check: Check<'_>,
) -> Result<Entry, Error> {
    let old = tickets::lock(cx, address, Permission::EditTickets, Deleted::Hidden)?;
    check(old.ticket.version)?;
    past_time(cx, &old.ticket, new.at)?;
    let now = cx.now.max(old.ticket.updated);
    let entry = Entry {
        id: 0,
        at: new.at,
        text: checked(&new.text)?,
        author: cx.actor.username.clone(),
        pinned: is(new.pinned),
        version: 1,
        created: now,
        updated: now,
    };
    let entry = Entry { id: number::take(cx.tx, number::Source::TimelineEntry)?, ..entry };
    timeline::insert(cx.tx, cx.actor.team, old.ticket.id, &entry)?;
    let fact = Fact::Entry { id: entry.id, from: None, to: Some(said(&entry)) };
    tell(cx, old, fact)?;
    Ok(entry)
}

/// Changes an entry, for its author and for who manages the project. What is so already leaves no step.
pub fn change(
    cx: &mut Cx<'_, '_>,
    (address, place): (&Address, Place),
    wish: &Wish,
    check: Check<'_>,
) -> Result<Entry, Error> {
    let (old, known) = own(cx, address, place)?;
    check(known.version)?;
    let mut entry = known.clone();
    if let Some(at) = wish.at.filter(|at| *at != known.at) {
        past_time(cx, &old.ticket, at)?;
        entry.at = at;
    }
    if let Some(written) = &wish.text {
        entry.text = checked(written)?;
    }
    entry.pinned = wish.pinned.map_or(known.pinned, is);
    put(cx, old, &known, entry)
}

/// Takes an entry away, for its author and for who manages the project. The history keeps what it said.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    (address, place): (&Address, Place),
    check: Check<'_>,
) -> Result<(), Error> {
    let (old, known) = own(cx, address, place)?;
    check(known.version)?;
    timeline::delete(cx.tx, cx.actor.team, old.ticket.id, known.id)?;
    tell(cx, old, Fact::Entry { id: known.id, from: Some(said(&known)), to: None })
}

/// Pins an item, or pins it no longer, for who may edit the ticket. What is so already leaves no step. Gives the item.
pub fn pin(
    cx: &mut Cx<'_, '_>,
    (address, place): (&Address, Place),
    pinned: Pinned,
    check: Check<'_>,
) -> Result<Item, Error> {
    let old = tickets::lock(cx, address, Permission::EditTickets, Deleted::Hidden)?;
    check(old.ticket.version)?;
    match place {
        Place::Entry(_) => {
            let known = entry(cx, old.ticket.id, place)?;
            let entry = Entry { pinned: is(pinned), ..known.clone() };
            Ok(Item::Entry(put(cx, old, &known, entry)?))
        }
        Place::Step(version) => pin_step(cx, old, version, pinned),
    }
}

fn pin_step(cx: &mut Cx<'_, '_>, old: step::Locked, version: i64, pinned: Pinned) -> Result<Item, Error> {
    let (team, ticket, place) = (cx.actor.team, old.ticket.id, Place::Step(version));
    let found = store::event::page(cx.tx, team, ticket, version - 1, 1)?.pop();
    let event = found.filter(|event| event.version == version).ok_or_else(|| place.missing())?;
    let (event, kinds) = shown(cx, event).ok_or_else(|| Rejection::Conflict(msg!("timeline.not_told")))?;
    let was = !timeline::pins(cx.tx, team, ticket, (version - 1, version))?.is_empty();
    if was != is(pinned) {
        match pinned {
            Pinned::Yes => timeline::pin(cx.tx, team, ticket, version)?,
            Pinned::No => timeline::unpin(cx.tx, team, ticket, version)?,
        }
        tell(cx, old, Fact::Pin { step: version, pinned: is(pinned) })?;
    }
    Ok(Item::Step(Box::new(event), kinds, pinned))
}

/// An entry that the actor may change, and its ticket.
fn own(cx: &mut Cx<'_, '_>, address: &Address, place: Place) -> Result<(step::Locked, Entry), Error> {
    let old = tickets::lock(cx, address, Permission::EditTickets, Deleted::Hidden)?;
    let known = entry(cx, old.ticket.id, place)?;
    if known.author != cx.actor.username && projects::manage(cx, &old.ticket.project).is_err() {
        return Err(Rejection::Forbidden(msg!("timeline.not_yours")).into());
    }
    Ok((old, known))
}

fn entry(cx: &mut Cx<'_, '_>, ticket: TicketId, place: Place) -> Result<Entry, Error> {
    let found = match place {
        Place::Entry(id) => timeline::get(cx.tx, cx.actor.team, ticket, id)?,
        Place::Step(_) => None,
    };
    Ok(found.ok_or_else(|| place.missing())?)
}

fn put(cx: &mut Cx<'_, '_>, old: step::Locked, known: &Entry, entry: Entry) -> Result<Entry, Error> {
    if entry == *known {
        return Ok(entry);
    }
    let updated = cx.now.max(old.ticket.updated);
    let entry = Entry { version: known.version + 1, updated, ..entry };
    timeline::update(cx.tx, cx.actor.team, old.ticket.id, &entry)?;
    tell(cx, old, Fact::Entry { id: entry.id, from: Some(said(known)), to: Some(said(&entry)) })?;
    Ok(entry)
}

fn tell(cx: &mut Cx<'_, '_>, old: step::Locked, fact: Fact) -> Result<(), Error> {
    let about = About { incident: Some(fact), ..About::default() };
    step::tell(cx, old, Kind::Edited, about, String::new())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_addressed_by_a_letter_and_a_number() {
        for place in [Place::Step(1), Place::Entry(i64::MAX)] {
            assert_eq!(Place::parse(&place.to_string()), Ok(place));
        }
        for bad in ["", "s", "e0", "s-1", "5", "x5", "e99999999999999999999", "sé"] {
            assert!(Place::parse(bad).is_err(), "{bad}");
        }
    }
}
