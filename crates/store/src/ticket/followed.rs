//! The tickets that a question finds, remembered, and kept true by looking only at those that have changed since.
//!
//! Nothing here asks the database: it is told what has changed and what of that is found now. A few of the states before are
//! kept as well, because one transaction may see less than another that was quicker.

use super::numbers::Numbers;
use sql::Error;
use std::{collections::VecDeque, sync::Arc};

/// The states that are kept, the newest with them, and about how many bytes one takes beside it: a part of a set.
const MOST_STATES: usize = 16;
const STATE: usize = 8 << 10;

/// How far the data had come: which writes a transaction sees. A write is named by its place in the history on `SQLite`, by
/// the number of its transaction on `PostgreSQL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The first write that has not begun.
    pub(super) next: i64,
    /// Those before it that have not ended.
    pub(super) running: Vec<i64>,
}

impl Mark {
    /// Reads the number of the next write, or a snapshot as `PostgreSQL` writes it: `oldest:next:running,running`.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let number = |text: &str| {
            text.parse::<i64>()
                .map_err(|why| Error::Corrupt(format!("{text:?} is no number of a write: {why}")))
        };
        let mut parts = text.split(':');
        let (first, next, running) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let running = running.unwrap_or_default().split(',').filter(|one| !one.is_empty());
        Ok(Self {
            next: number(next.unwrap_or(first))?,
            running: running.map(number).collect::<Result<_, _>>()?,
        })
    }

    /// Whether whatever was seen under the other mark is seen under this one.
    pub(super) fn sees(&self, other: &Self) -> bool {
        let new_to_both = |write: &i64| *write >= other.next || other.running.contains(write);
        other.next <= self.next && self.running.iter().all(new_to_both)
    }
}

/// The tickets that a question finds, by their tier; a question that has none has only the first.
pub(crate) type Found = [Numbers; 3];

/// A ticket that is found, and in which tier.
pub(crate) type Tiered = (i64, usize);

/// The tickets that a question finds, in one state of the data and in a few before it. The oldest first; never none.
#[derive(Debug)]
pub(super) struct Followed(VecDeque<State>);

/// A state that a transaction may go on from.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// What it sees.
    pub(super) mark: Mark,
    /// Tickets that might be found or lost after it though nothing more was written to them.
    pub(super) unsettled: Vec<i64>,
    pub(super) found: Arc<Found>,
}

impl State {
    pub(super) fn new(mark: Mark, unsettled: Vec<i64>, places: &[Tiered]) -> Self {
        let mut found = Found::default();
        set(&mut found, places);
        Self { mark, unsettled, found: Arc::new(found) }
    }

    /// What is found under a later mark: `changed` are the tickets that may have changed since, `places` those of them that
    /// are found now.
    pub(super) fn after(&self, changed: &[i64], places: &[Tiered]) -> Arc<Found> {
        if changed.is_empty() {
            return Arc::clone(&self.found);
        }
        let mut found = Found::clone(&self.found);
        for tier in &mut found {
            for id in changed {
                tier.set(*id, false);
            }
        }
        set(&mut found, places);
        Arc::new(found)
    }
}

impl Followed {
    pub(super) fn new(state: State) -> Self {
        Self(VecDeque::from([state]))
    }

    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        let newest = self.0.back().map_or(0, |state| state.found.iter().map(Numbers::size).sum::<usize>());
        newest + self.0.len().saturating_sub(1) * STATE
    }

    /// How many tickets there were in the newest state.
    pub(super) fn last(&self) -> i64 {
        self.0.back().map_or(0, |state| total(&state.found))
    }

    /// The newest state of which all is seen under a mark; `None` when it is older than all that are kept.
    pub(super) fn base(&self, mark: &Mark) -> Option<&State> {
        self.0.iter().rev().find(|state| mark.sees(&state.mark))
    }

    /// Keeps a state that sees all that are kept.
    pub(super) fn keep(&mut self, state: State) {
        if self.0.back().is_some_and(|last| !state.mark.sees(&last.mark)) {
            return;
        }
        self.0.push_back(state);
        if self.0.len() > MOST_STATES {
            self.0.pop_front();
        }
    }
}

fn set(found: &mut Found, places: &[Tiered]) {
    for (id, tier) in places {
        if let Some(tier) = found.get_mut(*tier) {
            tier.set(*id, true);
        }
    }
}

/// How many tickets are found in all tiers.
pub(super) fn total(found: &Found) -> i64 {
    found.iter().map(Numbers::len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// A transaction: it writes one ticket, which is found from then on or not, and ends after so many others have begun.
    #[derive(Debug, Clone, Copy)]
    struct Write {
        ticket: i64,
        /// In which tier it is found then.
        found: Option<usize>,
        length: usize,
    }

    /// What is seen when so many writes have begun: every one that has ended by then.
    fn mark(writes: &[Write], now: usize) -> Mark {
        let running = (0..now).filter(|i| i + writes[*i].length >= now);
        Mark { next: number(now), running: running.map(number).collect() }
    }

    fn number(i: usize) -> i64 {
        i64::try_from(i).unwrap()
    }

    fn is_seen(mark: &Mark, write: usize) -> bool {
        number(write) < mark.next && !mark.running.contains(&number(write))
    }

    /// The tickets that are found under a mark. Writers of one ticket wait for each other, so its last write counts.
    fn found(writes: &[Write], mark: &Mark) -> BTreeMap<i64, usize> {
        let mut found = BTreeMap::new();
        for (i, write) in writes.iter().enumerate() {
            match write.found {
                _ if !is_seen(mark, i) => {}
                Some(tier) => drop(found.insert(write.ticket, tier)),
                None => drop(found.remove(&write.ticket)),
            }
        }
        found
    }

    /// Writers of one ticket one after another: one that is still running hides all later ones of the ticket.
    fn in_turn(mut writes: Vec<Write>) -> Vec<Write> {
        for i in 0..writes.len() {
            let before = (0..i).rev().find(|j| writes[*j].ticket == writes[i].ticket);
            if let Some(j) = before {
                writes[j].length = writes[j].length.min(i - j - 1);
            }
        }
        writes
    }

    fn writes() -> impl Strategy<Value = Vec<Write>> {
        let write = (0..12i64, proptest::option::of(0..3usize), 0..6usize)
            .prop_map(|(ticket, found, length)| Write { ticket, found, length });
        proptest::collection::vec(write, 1..80).prop_map(in_turn)
    }

    proptest! {
        #[test]
        fn whoever_follows_finds_what_whoever_counts_finds(
            writes in writes(),
            readers in proptest::collection::vec((any::<proptest::sample::Index>(), 0..40usize), 1..60),
        ) {
            let mut followed = Followed::new(State::new(mark(&writes, 0), vec![], &[]));
            // Readers come in the order of what they see, some of them late by a few.
            let mut order: Vec<(usize, usize)> =
                readers.iter().map(|(at, late)| { let at = at.index(writes.len() + 1); (at + late, at) }).collect();
            order.sort_unstable();
            for (_, now) in order {
                let mark = mark(&writes, now);
                let expected = found(&writes, &mark);
                let Some(base) = followed.base(&mark) else { continue };
                let changed: BTreeSet<i64> = (0..writes.len())
                    .filter(|i| is_seen(&mark, *i) && !is_seen(&base.mark, *i))
                    .map(|i| writes[i].ticket)
                    .collect();
                let changed: Vec<i64> = changed.into_iter().collect();
                let places: Vec<Tiered> =
                    changed.iter().filter_map(|id| expected.get(id).map(|tier| (*id, *tier))).collect();
                let found = base.after(&changed, &places);
                let by_tier = |tier: usize| expected.iter().filter(move |(_, of)| **of == tier).map(|(id, _)| *id);
                for (tier, held) in found.iter().enumerate() {
                    prop_assert!(held.newest(0..=i64::MAX).eq(by_tier(tier).collect::<Vec<_>>().into_iter().rev()));
                }
                prop_assert_eq!(total(&found), number(expected.len()));
                followed.keep(State { mark, unsettled: vec![], found });
            }
        }
    }

    #[test]
    fn a_mark_is_read_in_both_forms() {
        assert_eq!(Mark::parse("17").unwrap(), Mark { next: 17, running: vec![] });
        assert_eq!(Mark::parse("10:20:10,14").unwrap(), Mark { next: 20, running: vec![10, 14] });
        assert_eq!(Mark::parse("20:20:").unwrap(), Mark { next: 20, running: vec![] });
        assert!(Mark::parse("").is_err() && Mark::parse("1:x:").is_err());
    }

    #[test]
    fn a_mark_sees_another_only_when_nothing_it_lacks_was_seen_there() {
        let mark = |text| Mark::parse(text).unwrap();
        assert!(mark("10:20:12").sees(&mark("10:20:12,15")));
        assert!(!mark("10:20:12,15").sees(&mark("10:20:12")));
        assert!(mark("12:30:12,25").sees(&mark("10:20:10,12")));
        assert!(!mark("10:19:").sees(&mark("10:20:")));
    }

    #[test]
    fn only_a_few_states_are_kept_and_none_that_sees_less() {
        let mark = |next| Mark { next, running: vec![] };
        let state = |next| State::new(mark(next), vec![], &[(next, 0)]);
        let mut followed = Followed::new(state(0));
        for next in 1..100 {
            followed.keep(state(next));
        }
        followed.keep(state(98));
        assert_eq!(followed.0.len(), MOST_STATES);
        assert_eq!(followed.base(&mark(1_000)).unwrap().mark, mark(99));
        assert_eq!(followed.base(&mark(90)).unwrap().mark, mark(90));
        assert!(followed.base(&mark(1)).is_none());
    }
}
