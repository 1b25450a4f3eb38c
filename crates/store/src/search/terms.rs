//! The terms of tickets that have just changed, remembered, so that every question that is followed looks at them without
//! cutting the same texts again.
//!
//! Everything that a ticket is found by changes with a step, and so with its version: what is remembered of a version never
//! is out of date.

use super::due;
use domain::id::TeamId;
use sql::{Error, Tx};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Bytes of terms that are remembered at most; past that all of them are forgotten.
const MOST_BYTES: usize = 8 << 20;

/// What a node remembers of tickets' terms.
#[derive(Debug, Default)]
pub(crate) struct Terms(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// By the ticket's number: its version, and the terms it has in that.
    known: HashMap<i64, (i64, Arc<str>)>,
    bytes: usize,
}

impl Terms {
    /// The terms of tickets, each of which the transaction sees in the version given.
    pub(super) fn of(
        &self,
        tx: &mut Tx<'_>,
        team: TeamId,
        tickets: &[(i64, i64)],
    ) -> Result<Vec<(i64, Arc<str>)>, Error> {
        let (mut terms, mut unknown) = (Vec::with_capacity(tickets.len()), HashMap::new());
        {
            let kept = self.lock();
            for (id, version) in tickets {
                match kept.known.get(id) {
                    Some((of, known)) if of == version => terms.push((*id, Arc::clone(known))),
                    _ => drop(unknown.insert(*id, *version)),
                }
            }
        }
        if unknown.is_empty() {
            return Ok(terms);
        }
        let ids: Vec<i64> = unknown.keys().copied().collect();
        let cut = due::terms_of_some(tx, team, &ids)?;
        let mut kept = self.lock();
        for (id, cut) in cut {
            let cut: Arc<str> = cut.into();
            if let Some(version) = unknown.get(&id) {
                kept.keep(id, *version, &cut);
            }
            terms.push((id, cut));
        }
        Ok(terms)
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn keep(&mut self, id: i64, version: i64, terms: &Arc<str>) {
        if self.bytes + terms.len() > MOST_BYTES {
            *self = Self::default();
        }
        self.bytes += terms.len();
        if let Some((_, before)) = self.known.insert(id, (version, Arc::clone(terms))) {
            self.bytes -= before.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let mut kept = Kept::default();
        let terms: Arc<str> = "x".repeat(MOST_BYTES / 4).into();
        for id in 0..10 {
            kept.keep(id, 1, &terms);
            kept.keep(id, 2, &terms);
            assert!(kept.bytes <= MOST_BYTES);
            assert_eq!(kept.bytes, kept.known.values().map(|(_, terms)| terms.len()).sum::<usize>());
        }
        assert_eq!(kept.known.get(&9), Some(&(2, terms)));
    }
}
