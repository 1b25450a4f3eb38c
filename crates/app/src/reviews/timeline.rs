//! A ticket's timeline: what happened in the order in which it happened, out of two sources that are each in that order already:
//! the steps of its history, and what people have written at a time of their own.

use super::{Told, told};
use crate::{
    Cx, Error,
    tickets::{self, Address, Deleted, read},
};
use domain::{
    At,
    history::{Audience, Event},
    identity::Permission,
    ticket::Ticket,
};
pub use store::timeline::{Entry, Which};
use store::{comment::Reader, timeline};

/// Steps that are read at once.
const PAGE: i64 = 200;

/// Something that a timeline tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A step of the history: what of it is told, and whether it is pinned.
    Step(Box<Event>, Vec<Told>, Pinned),
    /// What somebody wrote.
    Entry(Entry),
}

/// Whether an item is pinned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Pinned {
    Yes,
    No,
}

impl Item {
    /// When it happened.
    pub const fn at(&self) -> At {
        match self {
            Self::Step(event, ..) => event.at,
            Self::Entry(entry) => entry.at,
        }
    }
}

/// Where a page begins: behind this. The version of the last step told, and the time and number of the last item (0 for a step).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The version of the last step that was told.
    pub step: i64,
    /// When the last item happened, in microseconds since 1970.
    pub at: i64,
    /// The number of the last item, where it is an entry.
    pub entry: i64,
}

impl Cursor {
    /// Before everything.
    pub const START: Self = Self { step: 0, at: i64::MIN, entry: 0 };

    /// Behind an item.
    #[must_use]
    pub fn behind(self, item: &Item) -> Self {
        match item {
            Item::Step(event, ..) => Self { step: event.version, at: event.at.micros(), entry: 0 },
            Item::Entry(entry) => Self { at: entry.at.micros(), entry: entry.id, ..self },
        }
    }
}

/// What of a timeline is asked for.
#[derive(Debug, Clone)]
pub struct Query {
    /// Behind what.
    pub cursor: Cursor,
    /// At most so many.
    pub limit: usize,
    /// Whether only what is pinned.
    pub which: Which,
    /// Only what tells one of these; empty for all.
    pub kinds: Vec<Told>,
}

impl Query {
    fn wants(&self, told: Told) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&told)
    }
}

/// A page of a ticket's timeline, and where the next begins; nothing on the last.
pub fn page(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    query: &Query,
) -> Result<(Ticket, Vec<Item>, Option<Cursor>), Error> {
    let ticket = tickets::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let (items, next) = of(cx, &ticket, query)?;
    Ok((ticket, items, next))
}

pub(super) fn of(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    query: &Query,
) -> Result<(Vec<Item>, Option<Cursor>), Error> {
    let whose = (ticket.team, ticket.id);
    // One more than asked for, of each, tells whether there is a next page.
    let most = query.limit.saturating_add(1);
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let entries = if query.wants(Told::Entry) {
        let after = (At::from_micros(query.cursor.at), query.cursor.entry);
        timeline::page(cx.tx, whose, query.which, after, limit)?
    } else {
        Vec::new()
    };
    let mut items = steps(cx, ticket, query, most)?;
    items.extend(entries.into_iter().map(Item::Entry));
    // Of what happened at one moment the steps come first; the order within each source stays.
    items.sort_by_key(|item| (item.at(), matches!(item, Item::Entry(_))));
    let more = items.len() > query.limit;
    items.truncate(query.limit);
    let end = items.iter().fold(query.cursor, Cursor::behind);
    Ok((items, more.then_some(end)))
}

/// The next steps that are told.
fn steps(cx: &mut Cx<'_, '_>, ticket: &Ticket, query: &Query, most: usize) -> Result<Vec<Item>, Error> {
    let (team, id, mut after, mut found) = (ticket.team, ticket.id, query.cursor.step, Vec::new());
    while found.len() < most {
        let page = match query.which {
            Which::All => store::event::page(cx.tx, team, id, after, PAGE)?,
            Which::Pinned => timeline::pinned_steps(cx.tx, team, id, after, PAGE)?,
        };
        let Some(last) = page.last().map(|event| event.version) else { break };
        let pins = timeline::pins(cx.tx, team, id, (after, last))?;
        after = last;
        for event in page {
            let Some((event, kinds)) = shown(cx, event) else { continue };
            if kinds.iter().any(|kind| query.wants(*kind)) && found.len() < most {
                let pinned =
                    if pins.binary_search(&event.version).is_ok() { Pinned::Yes } else { Pinned::No };
                found.push(Item::Step(Box::new(event), kinds, pinned));
            }
        }
    }
    Ok(found)
}

/// A step as the actor may read it, and what of it is told; nothing where that is nothing.
pub(super) fn shown(cx: &Cx<'_, '_>, mut event: Event) -> Option<(Event, Vec<Told>)> {
    let mut kinds = told(&event);
    if read::reader(cx) == Reader::Customer && event.body.about.audience == Audience::Staff {
        kinds.retain(|kind| *kind != Told::Comment);
        read::leave_out(cx, std::slice::from_mut(&mut event));
    }
    (!kinds.is_empty()).then_some((event, kinds))
}
