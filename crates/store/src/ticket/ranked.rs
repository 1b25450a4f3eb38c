//! A list of tickets by how well they answer a text, best first.
//!
//! The order: the ticket whose number or key the text is; then tier by tier where the words stand (see [`Tier`]); of each
//! tier first the newest [`WINDOW`], by how well their titles answer, then the others, newest first. So no more than a
//! window of tickets is ever ranked, however many match, and every match has its place.
//!
//! A place in the list remembers the newest ticket there was at the beginning and the window it was ranked in: tickets made
//! since, or taken out of a window, move nothing that comes after.

use super::{
    filter::{Filter, Where, narrow},
    total::Totals,
};
use crate::search::{Asked, Hit, Range, Tier};
use domain::{id::TeamId, identity::Visibility, ticket::Ticket};
use serde::{Deserialize, Serialize};
use sql::{Error, Tx, params};

/// How many tickets of a tier are ranked.
const WINDOW: i64 = 40;
/// The score of the ticket that is asked for by its number.
const NUMBERED: i64 = 1_000;

/// The place of a ticket in a ranked list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    tier: Tier,
    /// The newest ticket when the list began.
    newest: i64,
    /// The oldest ticket that was ranked in the tier.
    floor: i64,
    /// `None` for a ticket that was not ranked.
    score: Option<i64>,
    id: i64,
}

/// Where a part of the list begins.
#[derive(Debug, Clone, Copy)]
pub enum Start {
    /// After so many.
    Offset(i64),
    /// After this place.
    After(Place),
}

/// A part of a ranked list.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// The tickets, best first.
    pub tickets: Vec<Ticket>,
    /// How many match in all.
    pub total: i64,
    /// The place of the last one, if there are more.
    pub next: Option<Place>,
}

/// At most `limit` of the tickets that `visibility` lets one see, `filter` leaves and its text finds, best first.
pub fn ranked(
    tx: &mut Tx<'_>,
    totals: &Totals,
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
    start: Start,
    limit: usize,
) -> Result<Ranked, Error> {
    let nothing = Ranked { tickets: Vec::new(), total: 0, next: None };
    let clause = narrow(tx.engine(), Where::of(team), visibility, filter)?;
    let typed = filter.text.as_deref().unwrap_or_default();
    let Some(mut asked) = Asked::new(tx, &clause, filter, typed)? else { return Ok(nothing) };
    let total = asked.total(tx, totals, &clause)?;
    if total == 0 {
        return Ok(nothing);
    }
    // A list that begins now holds all there is now; how far that goes is only asked where the list goes on.
    let newest = match start {
        Start::After(place) => place.newest,
        Start::Offset(_) => i64::MAX,
    };
    let numbered = asked.numbered(tx, &clause)?;
    let mut walk = Walk {
        tx,
        asked: &asked,
        clause: &clause,
        numbered,
        newest,
        total,
        limit: limit + 1,
        found: Vec::new(),
    };
    walk.run(start)?;
    let Walk { mut found, .. } = walk;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = match found.last().copied().filter(|_| more) {
        Some(place) if place.newest == i64::MAX => {
            let newest = tx.row(&super::NEWEST_NUMBER, params![team.0], |row| row.get(0))?;
            Some(Place { newest: newest.unwrap_or(0), ..place })
        }
        next => next,
    };

    let mut tickets = tickets(tx, team, &found)?;
    let place = |ticket: &Ticket| found.iter().position(|place| place.id == ticket.id.0);
    tickets.sort_by_key(place);
    Ok(Ranked { tickets, total, next })
}

fn tickets(tx: &mut Tx<'_>, team: TeamId, places: &[Place]) -> Result<Vec<Ticket>, Error> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = places.iter().map(|place| place.id).collect();
    super::of_numbers(tx, team, &ids)
}

/// Going through the tiers until there are enough.
struct Walk<'w, 't> {
    tx: &'w mut Tx<'t>,
    asked: &'w Asked,
    clause: &'w Where,
    numbered: Option<Hit>,
    newest: i64,
    total: i64,
    limit: usize,
    found: Vec<Place>,
}

impl Walk<'_, '_> {
    fn run(&mut self, start: Start) -> Result<(), Error> {
        let (mut skip, mut after) = match start {
            Start::Offset(offset) => (offset, None),
            Start::After(place) => (0, Some(place)),
        };
        let first = after.map_or(self.first_tier(), |place| place.tier);
        for tier in Tier::ALL.into_iter().filter(|tier| *tier >= first) {
            let floor = self.window(tier, after, &mut skip)?;
            if self.is_full() || self.is_all(start, skip) {
                return Ok(());
            }
            // A window that was not filled is the whole tier.
            if floor > i64::MIN {
                let below = after.filter(|place| place.score.is_none()).map_or(floor, |place| place.id);
                self.others(tier, floor, below, &mut skip)?;
            }
            if self.is_full() {
                return Ok(());
            }
            after = None;
        }
        Ok(())
    }

    /// Deleted tickets have one tier, the last.
    fn first_tier(&self) -> Tier {
        if self.asked.is_of_deleted() { Tier::Comments } else { Tier::Head }
    }

    /// Whether every match was passed over or found.
    fn is_all(&self, start: Start, skip: i64) -> bool {
        match start {
            Start::Offset(offset) => {
                i64::try_from(self.found.len()).is_ok_and(|found| offset - skip + found >= self.total)
            }
            Start::After(_) => false,
        }
    }

    const fn is_full(&self) -> bool {
        self.found.len() >= self.limit
    }

    fn without(&self) -> i64 {
        self.numbered.as_ref().map_or(0, |hit| hit.id)
    }

    /// The ranked tickets of a tier after a place in it; the oldest number that was ranked, or the least there is when all
    /// of the tier was.
    fn window(&mut self, tier: Tier, after: Option<Place>, skip: &mut i64) -> Result<i64, Error> {
        if let Some(place) = after.filter(|place| place.score.is_none()) {
            return Ok(place.floor);
        }
        let range = Range { to: self.newest, without: self.without(), limit: WINDOW, ..Range::ALL };
        let range = match after {
            // As many as it had, though some may have come back into the tier since.
            Some(place) => Range { from: place.floor, limit: WINDOW * 4, ..range },
            None => range,
        };
        let hits = self.asked.hits(self.tx, self.clause, tier, range)?;
        let floor = match (after, hits.last()) {
            (Some(place), _) => place.floor,
            (None, Some(oldest)) if hits.len() as u64 >= WINDOW as u64 => oldest.id,
            (None, _) => i64::MIN,
        };
        let mut ranked: Vec<(i64, i64)> =
            hits.iter().map(|hit| (self.asked.query.score(&hit.title), hit.id)).collect();
        if let Some(hit) = self.numbered.as_ref().filter(|_| tier == self.first_tier()) {
            ranked.push((NUMBERED, hit.id));
        }
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        if let Some(place) = after {
            let last = (place.score.unwrap_or(0), place.id);
            ranked.retain(|hit| *hit < last);
        }
        for (score, id) in ranked {
            if *skip > 0 {
                *skip -= 1;
            } else if !self.is_full() {
                self.found.push(Place { tier, newest: self.newest, floor, score: Some(score), id });
            }
        }
        Ok(floor)
    }

    /// The tickets of a tier below its window, newest first.
    fn others(&mut self, tier: Tier, floor: i64, below: i64, skip: &mut i64) -> Result<(), Error> {
        let wanted = i64::try_from(self.limit - self.found.len()).unwrap_or(i64::MAX);
        let range =
            Range { to: below - 1, without: self.without(), limit: wanted, offset: *skip, ..Range::ALL };
        let hits = self.asked.hits(self.tx, self.clause, tier, range)?;
        if hits.is_empty() && *skip > 0 {
            *skip -= self.asked.count_tier(self.tx, self.clause, tier, range)?.min(*skip);
            return Ok(());
        }
        *skip = 0;
        let place = |hit: &Hit| Place { tier, newest: self.newest, floor, score: None, id: hit.id };
        self.found.extend(hits.iter().map(place).collect::<Vec<_>>());
        Ok(())
    }
}
