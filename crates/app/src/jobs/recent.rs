//! The newest events of a job that is watched on this node, kept so that what is told once is read once however many streams
//! there are.
//!
//! Never the truth: whoever is too far behind, or has not been served from here lately, reads the database.

use super::Event;
use std::{collections::VecDeque, sync::Arc};

/// Events that are kept of a job at most.
const MOST: usize = 2_048;
/// Their bytes at most, give or take one event.
const MOST_BYTES: usize = 1 << 20;

/// The newest events of a job, without gaps.
#[derive(Debug, Default)]
pub(super) struct Recent {
    events: VecDeque<Arc<Event>>,
    bytes: usize,
}

fn size(event: &Event) -> usize {
    event.message.len() + event.payload.as_ref().map_or(0, String::len)
}

impl Recent {
    /// The place of the newest; 0 for none.
    pub(super) fn newest(&self) -> i64 {
        self.events.back().map_or(0, |event| event.seq)
    }

    /// Adds what was just committed. Where there is a gap before it, what stands before the gap is forgotten.
    pub(super) fn add(&mut self, event: Event) {
        if event.seq != self.newest() + 1 {
            self.events.clear();
            self.bytes = 0;
        }
        self.bytes += size(&event);
        self.events.push_back(Arc::new(event));
        while self.events.len() > MOST || self.bytes > MOST_BYTES {
            let Some(oldest) = self.events.pop_front() else { break };
            self.bytes -= size(&oldest);
        }
    }

    /// At most `most` events that come next after a place; nothing where the first of them is not here.
    pub(super) fn after(&self, place: i64, most: usize) -> Vec<Arc<Event>> {
        let known = self.events.front().and_then(|first| usize::try_from(place + 1 - first.seq).ok());
        known.map_or_else(Vec::new, |at| self.events.iter().skip(at).take(most).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{At, job::EventType};

    fn event(seq: i64, bytes: usize) -> Event {
        let (kind, at) = (EventType::Log, At::from_micros(0));
        Event { seq, kind, message: "x".repeat(bytes), progress: None, payload: None, at }
    }

    fn places(recent: &Recent, after: i64, most: usize) -> Vec<i64> {
        recent.after(after, most).iter().map(|event| event.seq).collect()
    }

    #[test]
    fn what_comes_next_is_given_and_nothing_past_a_gap() {
        let mut recent = Recent::default();
        assert!(places(&recent, 0, 9).is_empty());
        for seq in 5..=9 {
            recent.add(event(seq, 1));
        }
        assert_eq!(places(&recent, 4, 2), [5, 6]);
        assert_eq!(places(&recent, 7, 9), [8, 9]);
        assert_eq!((places(&recent, 9, 9), places(&recent, 3, 9)), (vec![], vec![]));
        recent.add(event(12, 1));
        assert_eq!((places(&recent, 8, 9), places(&recent, 11, 9)), (vec![], vec![12]));
    }

    #[test]
    fn no_more_is_kept_than_may_be() {
        let mut recent = Recent::default();
        for seq in 1..=3_000 {
            recent.add(event(seq, 1));
        }
        assert_eq!((recent.events.len(), recent.bytes, recent.newest()), (MOST, MOST, 3_000));
        for seq in 3_001..=3_040 {
            recent.add(event(seq, 60_000));
        }
        assert!(recent.bytes <= MOST_BYTES && recent.newest() == 3_040);
    }
}
