//! The history of all tickets as one feed, in the order of the steps' places.
//!
//! A place is taken before its step is committed, so a reader may see 12 while 11 is still being written. What comes after
//! a missing place is held back until it is known that nobody can fill it any more ([`Settling`]): so every reader, on
//! whichever node, sees the same steps in the same order, none skipped and none twice, and a place is all it has to
//! remember. Why this can be known: `docs/decisions/0014-order-of-the-feed.md`.

use domain::{
    history::Event,
    id::{TeamId, TicketId},
};
use sql::{EngineKind, Error, Row, Tx, params};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT e.seq, e.team_id, e.ticket_id, e.ticket_version, e.kind, e.actor, e.via, e.at, e.body, e.note,
                    t.project, t.creator, t.assignee, t.watchers, t.deleted_at
             FROM event e JOIN ticket t ON t.team_id = e.team_id AND t.id = e.ticket_id ",
            $rest
        )
    };
}

sql::statements! {
    PAGE = select!("WHERE e.team_id = $1 AND e.seq > $2 AND e.seq <= $3 ORDER BY e.seq LIMIT $4");
    OF_TICKET = select!("WHERE e.team_id = $1 AND e.ticket_id = $2 AND e.seq > $3 AND e.seq <= $4
                         ORDER BY e.ticket_version LIMIT $5");
    LAST = "SELECT seq FROM event WHERE team_id = $1 ORDER BY seq DESC LIMIT 1";
    /// The oldest transaction that this one may not see the end of, and how many have been begun after the third. SQLite
    /// has one writer: nobody writes what this transaction does not see.
    HORIZON = {
        sqlite: "SELECT 9223372036854775807, 0",
        postgres: "SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT),
                          CAST(age(CAST('3' AS XID)) AS BIGINT)",
    };
    /// How long ago, in transactions, the oldest began that writes to this database: others of the cluster cannot fill a place.
    WRITERS = {
        sqlite: "SELECT 0",
        postgres: "SELECT CAST(COALESCE(MAX(age(backend_xid)), 0) AS BIGINT) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()",
    };
}

/// A step, and what says who may see it.
#[derive(Debug, Clone)]
pub struct Told {
    /// The step.
    pub event: Event,
    /// The ticket's project, as of now.
    pub project: String,
    /// Who made the ticket.
    pub creator: String,
    /// Who works on it now.
    pub assignee: String,
    /// Who watches it now.
    pub watchers: Vec<String>,
    /// Whether it is deleted now.
    pub state: Presence,
    /// About how many bytes the step takes.
    pub size: usize,
}

/// Whether a ticket is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    Live,
    /// It was deleted.
    Deleted,
}

fn map(row: &Row<'_>) -> Result<Told, Error> {
    let event = crate::event::map(row)?;
    let size = row.text(8)?.len() + event.note.len() + 256;
    let watchers = match row.text(13)? {
        "[]" => Vec::new(),
        text => crate::json(text)?,
    };
    let deleted: Option<i64> = row.get(14)?;
    Ok(Told {
        event,
        project: row.get(10)?,
        creator: row.get(11)?,
        assignee: row.get(12)?,
        watchers,
        state: if deleted.is_some() { Presence::Deleted } else { Presence::Live },
        size,
    })
}

/// At most `limit` steps whose places are after the first and not after the second, in their order.
pub fn page(tx: &mut Tx<'_>, team: TeamId, places: (i64, i64), limit: i64) -> Result<Vec<Told>, Error> {
    tx.rows(&PAGE, params![team.0, places.0, places.1, limit], map)
}

/// As [`page`], of one ticket.
pub fn of_ticket(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    places: (i64, i64),
    limit: i64,
) -> Result<Vec<Told>, Error> {
    tx.rows(&OF_TICKET, params![team.0, ticket.0, places.0, places.1, limit], map)
}

/// The place of the last step that is seen; 0 where there is none.
pub fn last(tx: &mut Tx<'_>, team: TeamId) -> Result<i64, Error> {
    Ok(tx.row(&LAST, params![team.0], |row| row.get(0))?.unwrap_or(0))
}

/// Which transactions can still write what is not seen yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// Every transaction before this one has ended, and what it wrote is seen.
    pub oldest: i64,
    /// No transaction had this number, or a later one, when it was asked.
    pub next: i64,
}

impl Horizon {
    /// With what was known before: all before `ended` had ended.
    #[must_use]
    pub fn and_ended(self, ended: i64) -> Self {
        Self { oldest: self.oldest.max(ended), ..self }
    }

    /// Whether nobody was writing.
    pub const fn is_clear(&self) -> bool {
        self.oldest >= self.next
    }
}

/// The horizon of what this unit of work sees. Asked after something else was read, it holds for that too.
pub fn horizon(tx: &mut Tx<'_>) -> Result<Horizon, Error> {
    let found = tx.row(&HORIZON, params![], |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?)))?;
    let (oldest, age) = found.ok_or_else(|| Error::Corrupt("the database tells no horizon".to_owned()))?;
    Ok(match tx.engine() {
        EngineKind::Sqlite => Horizon { oldest, next: age },
        EngineKind::Postgres => Horizon { oldest, next: next_after(oldest, age) },
    })
}

/// Before which transaction all that write to this database have ended: what they wrote is seen by every unit of work that
/// begins later. A transaction elsewhere in the cluster may stay open for long, and counts in a [`horizon`].
pub fn ended(tx: &mut Tx<'_>) -> Result<i64, Error> {
    // In this order: whoever begins after the first question has a later number.
    let next = match tx.engine() {
        EngineKind::Sqlite => return Ok(i64::MAX),
        EngineKind::Postgres => horizon(tx)?.next,
    };
    let age = tx.row(&WRITERS, params![], |row| row.get::<i64>(0))?.unwrap_or(0);
    Ok(next - age.max(0))
}

/// The full number of the next transaction: `PostgreSQL` tells only how far its lower half is from 3, and it is at most
/// half a round ahead of the oldest that runs.
fn next_after(oldest: i64, age: i64) -> i64 {
    const ROUND: i64 = 1 << 32;
    oldest + (age + 3 - oldest).rem_euclid(ROUND)
}

/// How far the feed has come, and what it waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settling {
    after: i64,
    doubt: Option<Doubt>,
}

/// Places that were missing: whoever took one of them up to `upto` is a transaction before `next`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Doubt {
    upto: i64,
    next: i64,
}

impl Settling {
    /// Everything up to a place is known.
    pub const fn after(place: i64) -> Self {
        Self { after: place, doubt: None }
    }

    /// The place up to which everything is known.
    pub const fn place(&self) -> i64 {
        self.after
    }

    /// Whether something is held back: it is worth looking again soon.
    pub const fn is_waiting(&self) -> bool {
        self.doubt.is_some()
    }

    /// How many of the steps that come next are settled. `places` are all that are seen after [`Settling::place`], up to
    /// the last of them; `horizon` was asked in the same unit of work, after them.
    pub fn settle(&mut self, places: &[i64], horizon: Horizon) -> usize {
        // Nobody can fill a place up to here any more.
        let dead = match self.doubt {
            _ if horizon.is_clear() => i64::MAX,
            Some(doubt) if horizon.oldest >= doubt.next => doubt.upto,
            _ => self.after,
        };
        let mut settled = 0;
        for place in places {
            if *place != self.after + 1 && place - 1 > dead {
                break;
            }
            self.after = *place;
            settled += 1;
        }
        match (places.get(settled), places.last(), self.doubt) {
            // What was in doubt before is not put off by what has come since.
            (Some(first), _, Some(doubt)) if *first <= doubt.upto && dead < doubt.upto => {}
            (Some(_), Some(last), _) => self.doubt = Some(Doubt { upto: *last, next: horizon.next }),
            _ => self.doubt = None,
        }
        settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_next_transaction_is_told_across_the_end_of_a_round() {
        let round = 1_i64 << 32;
        for (oldest, next, age) in [
            (3, 3, 0),
            (700, 731, 728),
            (round - 2, round + 5, 2),
            (3_000_000_000, 3_000_000_001, 2_999_999_998 - round),
            (5 * round + 9, 5 * round + 900, 897),
        ] {
            assert_eq!(next_after(oldest, age), next, "{oldest}");
        }
    }

    #[test]
    fn a_gap_holds_back_what_follows_until_its_writer_has_ended() {
        let mut feed = Settling::after(10);
        let running = Horizon { oldest: 100, next: 107 };
        assert_eq!(feed.settle(&[11, 12, 14, 15], running), 2);
        assert!(feed.is_waiting());
        // A later gap does not put the first one off.
        assert_eq!(feed.settle(&[14, 15, 17], Horizon { oldest: 106, next: 120 }), 0);
        assert_eq!(feed.settle(&[14, 15, 17], Horizon { oldest: 107, next: 121 }), 2);
        assert_eq!(feed.place(), 15);
        // It was filled after all.
        assert_eq!(feed.settle(&[16, 17], Horizon { oldest: 108, next: 121 }), 2);
        assert!(!feed.is_waiting());
        // Nobody writes: nothing can come.
        assert_eq!(feed.settle(&[40], Horizon { oldest: 130, next: 130 }), 1);
    }

    /// A transaction: when it begins, when it takes its places, when it ends, and whether that is a commit.
    #[derive(Debug, Clone)]
    struct Writer {
        begin: usize,
        takes: Vec<usize>,
        end: usize,
        commits: bool,
    }

    fn writers() -> impl Strategy<Value = Vec<Writer>> {
        let writer = (0..60usize, proptest::collection::vec(0..6usize, 0..4), 1..12usize, any::<bool>())
            .prop_map(|(begin, steps, rest, commits)| {
                let mut now = begin;
                let takes: Vec<usize> = steps
                    .into_iter()
                    .map(|step| {
                        now += step;
                        now
                    })
                    .collect();
                Writer { begin, takes, end: now + rest, commits }
            });
        proptest::collection::vec(writer, 1..20)
    }

    proptest! {
        #[test]
        fn every_committed_step_is_told_once_and_in_order(
            mut writers in writers(),
            pauses in proptest::collection::vec(1..9usize, 1..60),
        ) {
            writers.sort_by_key(|w| w.begin);
            // Places in the order of taking; a number for each writer in the order of beginning.
            let mut taken: Vec<(usize, usize)> = writers.iter().enumerate()
                .flat_map(|(i, w)| w.takes.iter().map(move |at| (*at, i))).collect();
            taken.sort_unstable();
            let place = |i: usize| i64::try_from(i).unwrap() + 1;
            let mut feed = Settling::after(0);
            let (mut told, mut now) = (Vec::new(), 0);
            let times = pauses.into_iter().chain([200, 1, 1]);
            for pause in times {
                now += pause;
                // What ends at a moment is seen at it; what begins at it has a number.
                let seen: Vec<i64> = taken.iter().enumerate()
                    .filter(|(_, (_, w))| writers[*w].commits && writers[*w].end <= now)
                    .map(|(i, _)| place(i)).filter(|p| *p > feed.place()).collect();
                let begun = writers.iter().filter(|w| w.begin <= now).count();
                let oldest = writers.iter().take(begun).position(|w| w.end > now).unwrap_or(begun);
                let horizon = Horizon { oldest: place(oldest), next: place(begun) };
                let page: Vec<i64> = seen.into_iter().take(5).collect();
                let settled = feed.settle(&page, horizon);
                told.extend_from_slice(&page[..settled]);
            }
            // Nobody writes any more: the rest comes.
            let all: Vec<i64> = taken.iter().enumerate().filter(|(_, (_, w))| writers[*w].commits).map(|(i, _)| place(i)).collect();
            let rest: Vec<i64> = all.iter().copied().filter(|p| *p > feed.place()).collect();
            let clear = Horizon { oldest: 1_000, next: 1_000 };
            prop_assert_eq!(feed.settle(&rest, clear), rest.len());
            told.extend(rest);
            prop_assert_eq!(&told, &all);
            prop_assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), told.len());
        }
    }
}
