//! How many tickets a question finds, exactly, without counting them whenever it can be known otherwise.
//!
//! - What is narrowed by project, type, status, category and priority only is a sum over the [`tally`](super::tally), even
//!   while others write.
//! - Anything else is counted once and remembered under the *mark* of the data; while the database gives the same mark, nothing
//!   has been committed that could change it. A question that is asked again after a write has its tickets remembered, and is
//!   from then on asked of those only that have been written since ([`Followed`]).

use super::{
    filter::{Filter, LIVE, Sort, Where, narrow, see},
    followed::{self, Followed, Found, Mark, State, Tiered},
};
use crate::search::Terms;
use domain::{
    id::TeamId,
    identity::{ProjectScope, Visibility},
};
use sql::{Asked, EngineKind, Error, Row, Sent, Tx, params};
use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

sql::statements! {
    /// What a transaction sees, as [`Mark::parse`] reads it: on `SQLite` every change of a ticket takes a place in the
    /// history; on `PostgreSQL` it is the snapshot itself.
    MARK = {
        sqlite: "SELECT CAST(next AS TEXT) FROM sequence WHERE name = 'event'",
        postgres: "SELECT pg_current_snapshot()::text",
    };
    /// The tickets of which steps were written from `$2` on, or by one of `$3`. Steps from before transactions were written
    /// down stand under 0.
    WRITTEN = {
        sqlite: "SELECT ticket_id FROM event WHERE team_id = $1 AND seq >= $2 AND $3 = '' LIMIT $4",
        postgres: "SELECT ticket_id FROM event WHERE team_id = $1 AND tx > 0 AND tx >= $2
                   UNION ALL
                   SELECT ticket_id FROM event
                   WHERE team_id = $1 AND tx > 0 AND tx = ANY (CAST(string_to_array(CAST($3 AS TEXT), ',') AS BIGINT[]))
                   LIMIT $4",
    };
}

/// Questions that are remembered at most, and bytes that their tickets may take; past that those are forgotten that were not
/// asked for the longest.
const MOST: usize = 1_024;
const MOST_BYTES: usize = 32 << 20;
/// A question is asked anew where more steps were written since than this, and than one for so many tickets that it finds:
/// looking at each of those costs less than looking at everything that is found.
const MOST_WRITTEN: i64 = 2_000;
const FOUND_A_STEP: i64 = 8;
/// How long anybody waits for the answer to a question that somebody else has asked.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// More unsettled tickets than this are not followed.
pub(crate) const MOST_UNSETTLED: usize = 250;

/// What a total is asked of.
pub(crate) trait Question {
    /// What it is remembered by.
    fn name(&self) -> String;

    /// How many tickets it finds.
    fn count(&self, tx: &mut Tx<'_>) -> Result<i64, Error>;

    /// Whether what it finds is worth remembering the first time it is asked for.
    fn is_dear(&self) -> bool {
        false
    }

    /// What it finds, as far as that is to be remembered.
    fn gather(&self, tx: &mut Tx<'_>) -> Result<Gathered, Error>;

    /// What it finds of the given tickets (with commas between).
    fn among(&self, tx: &mut Tx<'_>, tickets: &str) -> Result<Vec<Tiered>, Error>;

    /// Tickets that it may find or lose under a later mark though they are not written again; `None` for more than
    /// [`MOST_UNSETTLED`].
    fn unsettled(&self, _tx: &mut Tx<'_>) -> Result<Option<Vec<i64>>, Error> {
        Ok(Some(Vec::new()))
    }
}

/// What is to be remembered of a question.
#[derive(Debug)]
pub(crate) enum Gathered {
    /// How many tickets it finds.
    Total(i64),
    /// Which.
    Places(Vec<Tiered>),
}

/// The totals that a node remembers.
#[derive(Debug, Default)]
pub struct Totals {
    kept: Mutex<Kept>,
    /// Told whenever somebody has asked the database.
    asked: Condvar,
    /// Of tickets that have just changed.
    terms: Terms,
    /// The newest ticket's number, as of some time ago.
    newest: AtomicI64,
}

#[derive(Debug, Default)]
struct Kept {
    known: HashMap<String, Known>,
    /// The questions that the database is asked at the moment.
    asking: HashSet<String>,
    /// How often anything was asked.
    asked: u64,
}

/// The only one who asks the database a question; the next may when it is dropped.
struct Turn<'t> {
    totals: &'t Totals,
    name: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.totals.lock().asking.remove(&self.name);
        self.totals.asked.notify_all();
    }
}

#[derive(Debug)]
struct Known {
    what: What,
    /// When it was asked last, by [`Kept::asked`].
    asked: u64,
}

#[derive(Debug)]
enum What {
    Total(Mark, i64),
    Found(Followed),
}

/// What a question comes to.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// How many tickets it finds.
    pub(crate) total: i64,
    /// Which, where that is remembered.
    pub(crate) found: Option<Arc<Found>>,
}

impl Answer {
    const fn counted(total: i64) -> Self {
        Self { total, found: None }
    }

    fn of(found: &Arc<Found>) -> Self {
        Self { total: followed::total(found), found: Some(Arc::clone(found)) }
    }
}

/// What a question that is asked under a mark begins with.
#[derive(Debug)]
enum Start {
    Known(Answer),
    /// Nobody has asked before.
    New,
    /// It is only known for what came later.
    Late,
    /// It was counted before, and something was written since.
    Gather,
    Follow(State),
}

impl Totals {
    /// What a question comes to for a transaction that only reads, under the mark that it asked for.
    pub(crate) fn of(
        &self,
        tx: &mut Tx<'_>,
        team: TeamId,
        mark: Asked<String>,
        question: &impl Question,
    ) -> Result<Answer, Error> {
        let mark = Mark::parse(&tx.answer_one(mark)?.unwrap_or_default())?;
        let name = question.name();
        let (start, _turn) = match self.begin(&name, &mark) {
            (Start::Known(answer), _) => return Ok(answer),
            begun => begun,
        };
        match start {
            Start::Known(answer) => Ok(answer),
            Start::Late => question.count(tx).map(Answer::counted),
            Start::New if !question.is_dear() => {
                let total = question.count(tx)?;
                self.lock().count(name, mark, total);
                Ok(Answer::counted(total))
            }
            Start::New | Start::Gather => self.gather(tx, name, mark, question),
            Start::Follow(base) => match self.follow(tx, team, &name, &mark, question, &base)? {
                Some(answer) => Ok(answer),
                None => self.gather(tx, name, mark, question),
            },
        }
    }

    /// What a question begins with under a mark. Whoever has to ask the database waits for those who ask it the same at the
    /// moment, and goes on from what they have found: a question that takes a second, asked by thirty at once, is asked once.
    fn begin(&self, name: &str, mark: &Mark) -> (Start, Option<Turn<'_>>) {
        let mut kept = self.lock();
        let until = Instant::now() + LONGEST_WAIT;
        loop {
            let start = kept.start(name, mark);
            if matches!(start, Start::Known(_)) {
                return (start, None);
            }
            let left = until.saturating_duration_since(Instant::now());
            // One that is late finds nothing to go on from, however long it waits.
            if matches!(start, Start::Late) || left.is_zero() {
                return (start, None);
            }
            if kept.asking.insert(name.to_owned()) {
                return (start, Some(Turn { totals: self, name: name.to_owned() }));
            }
            kept = self.asked.wait_timeout(kept, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Reads what is found, and remembers it if nothing in it is going to change unnoticed.
    fn gather(
        &self,
        tx: &mut Tx<'_>,
        name: String,
        mark: Mark,
        question: &impl Question,
    ) -> Result<Answer, Error> {
        let Some(unsettled) = question.unsettled(tx)? else {
            return question.count(tx).map(Answer::counted);
        };
        let (answer, what) = match question.gather(tx)? {
            Gathered::Total(total) => (Answer::counted(total), What::Total(mark, total)),
            Gathered::Places(places) => {
                let state = State::new(mark, unsettled, &places);
                (Answer::of(&state.found), What::Found(Followed::new(state)))
            }
        };
        self.lock().put(name, what);
        Ok(answer)
    }

    /// Goes on from a state; `None` where too much was written since.
    fn follow(
        &self,
        tx: &mut Tx<'_>,
        team: TeamId,
        name: &str,
        mark: &Mark,
        question: &impl Question,
        base: &State,
    ) -> Result<Option<Answer>, Error> {
        let most = MOST_WRITTEN.max(followed::total(&base.found) / FOUND_A_STEP);
        let written = params![team.0, base.mark.next, crate::search::list(&base.mark.running), most + 1];
        let written = tx.ask(&WRITTEN, written, number)?;
        // Too many to look at each, or to go on from here later.
        let Some(unsettled) = question.unsettled(tx)? else { return Ok(None) };
        let mut changed = tx.answer(written)?;
        if i64::try_from(changed.len()).is_ok_and(|written| written > most) {
            return Ok(None);
        }
        changed.extend(&base.unsettled);
        changed.sort_unstable();
        changed.dedup();
        let places = match changed.as_slice() {
            [] => Vec::new(),
            changed => question.among(tx, &crate::search::list(changed))?,
        };
        let found = base.after(&changed, &places);
        let answer = Answer::of(&found);
        self.lock().keep(name, State { mark: mark.clone(), unsettled, found });
        Ok(Some(answer))
    }

    /// The total that a question had when it was last asked, whatever has been committed since: a guess.
    pub(super) fn last(&self, question: &impl Question) -> Option<i64> {
        self.lock().known.get(&question.name()).map(|known| known.what.last())
    }

    /// About how many tickets there are; 0 when nobody has looked yet.
    pub(super) fn newest(&self) -> i64 {
        self.newest.load(Ordering::Relaxed)
    }

    /// Remembers about how many tickets there are.
    pub(super) fn see_newest(&self, newest: i64) {
        self.newest.store(newest, Ordering::Relaxed);
    }

    /// The terms of tickets that have just changed, for questions that look at those.
    pub(crate) const fn terms(&self) -> &Terms {
        &self.terms
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl What {
    fn last(&self) -> i64 {
        match self {
            Self::Total(_, total) => *total,
            Self::Found(followed) => followed.last(),
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Total(..) => 0,
            Self::Found(followed) => followed.size(),
        }
    }
}

impl Kept {
    fn start(&mut self, name: &str, mark: &Mark) -> Start {
        self.asked += 1;
        let Some(known) = self.known.get_mut(name) else { return Start::New };
        known.asked = self.asked;
        match &known.what {
            What::Total(of, total) if of == mark => Start::Known(Answer::counted(*total)),
            What::Total(of, _) if mark.sees(of) => Start::Gather,
            What::Total(..) => Start::Late,
            What::Found(followed) => match followed.base(mark) {
                Some(base) if base.mark == *mark => Start::Known(Answer::of(&base.found)),
                Some(base) => Start::Follow(base.clone()),
                None => Start::Late,
            },
        }
    }

    /// Remembers what was counted, unless more is known.
    fn count(&mut self, name: String, mark: Mark, total: i64) {
        match self.known.get(&name).map(|known| &known.what) {
            Some(What::Found(_)) => {}
            Some(What::Total(of, _)) if !mark.sees(of) => {}
            _ => self.put(name, What::Total(mark, total)),
        }
    }

    fn keep(&mut self, name: &str, state: State) {
        if let Some(Known { what: What::Found(followed), .. }) = self.known.get_mut(name) {
            followed.keep(state);
        }
    }

    fn put(&mut self, name: String, what: What) {
        self.known.insert(name, Known { what, asked: self.asked });
        while self.known.len() > MOST || self.size() > MOST_BYTES {
            let oldest = self.known.iter().min_by_key(|(_, known)| known.asked);
            let Some(oldest) = oldest.map(|(name, _)| name.clone()) else { return };
            self.known.remove(&oldest);
        }
    }

    fn size(&self) -> usize {
        self.known.values().map(|known| known.what.size()).sum()
    }
}

/// Asks for the mark of the data.
pub(crate) fn ask_mark(tx: &mut Tx<'_>) -> Result<Asked<String>, Error> {
    tx.ask(&MARK, params![], |row| row.get(0))
}

/// A filter without a text, as a question.
#[derive(Debug)]
pub(super) struct Filtered<'f> {
    pub(super) engine: EngineKind,
    pub(super) team: TeamId,
    pub(super) visibility: &'f Visibility,
    pub(super) filter: &'f Filter,
    /// The filter, compiled.
    pub(super) clause: &'f Where,
}

impl Filtered<'_> {
    /// Whether the tally tells the total, or most of it.
    fn is_tallied(&self) -> bool {
        self.filter.narrowing().beside == 0
    }

    /// The answer is the sum of the answers to these.
    pub(super) fn counts(&self) -> Vec<Sent> {
        if self.is_tallied() {
            return sums(self.team, self.visibility, self.filter);
        }
        vec![(format!("SELECT COUNT(*) FROM ticket WHERE {}", self.clause.text), self.clause.values.clone())]
    }
}

impl Question for Filtered<'_> {
    fn name(&self) -> String {
        format!("{} {:?}", self.clause.text, self.clause.values)
    }

    fn count(&self, tx: &mut Tx<'_>) -> Result<i64, Error> {
        self.counts().iter().try_fold(0, |total, (sql, values)| {
            let asked = tx.ask_dynamic(sql, values, number)?;
            Ok(total + tx.answer_one(asked)?.unwrap_or(0))
        })
    }

    fn gather(&self, tx: &mut Tx<'_>) -> Result<Gathered, Error> {
        if self.is_tallied() {
            return self.count(tx).map(Gathered::Total);
        }
        let sql = format!("SELECT id FROM ticket WHERE {}", self.clause.text);
        tx.dynamic_rows(&sql, &self.clause.values, only_tier).map(Gathered::Places)
    }

    fn among(&self, tx: &mut Tx<'_>, tickets: &str) -> Result<Vec<Tiered>, Error> {
        let start = match self.engine {
            // No other index than that of the numbers.
            EngineKind::Sqlite => Where::guarded(self.team, Sort::Id),
            EngineKind::Postgres => Where::of(self.team),
        };
        let mut clause = narrow(self.engine, start, self.visibility, self.filter)?;
        let place = clause.value(tickets.to_owned());
        clause.and(&crate::search::among(self.engine, "id", &place));
        tx.dynamic_rows(&format!("SELECT id FROM ticket WHERE {}", clause.text), &clause.values, only_tier)
    }
}

fn only_tier(row: &Row<'_>) -> Result<Tiered, Error> {
    Ok((row.get(0)?, 0))
}

fn number(row: &Row<'_>) -> Result<i64, Error> {
    row.get(0)
}

/// The tickets of the projects that one sees whole, by the tally, and one's own ones of the others, counted.
fn sums(team: TeamId, visibility: &Visibility, filter: &Filter) -> Vec<Sent> {
    let (tally, own) = parts(team, visibility, filter);
    let tally = tally.map(|clause| {
        let sql =
            format!("SELECT CAST(COALESCE(SUM(tickets), 0) AS BIGINT) FROM tally WHERE {}", clause.text);
        (sql, clause.values)
    });
    let own = own.map(|clause| (format!("SELECT COUNT(*) FROM ticket WHERE {}", clause.text), clause.values));
    tally.into_iter().chain(own).collect()
}

/// Which of the tally's rows are of the projects that one sees whole, and which tickets of the others are one's own: together all
/// that a filter leaves which the tally tells apart.
pub(super) fn parts(
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
) -> (Option<Where>, Option<Where>) {
    let mut clause = Where::of(team);
    let whole = match &visibility.projects {
        ProjectScope::All => true,
        ProjectScope::Only(keys) => {
            clause.any_of("project", keys);
            !keys.is_empty()
        }
        ProjectScope::Except(keys) => {
            clause.none_of("project", keys);
            true
        }
    };
    clause.facets(filter);
    let tally = whole.then_some(clause);
    let others = match &visibility.projects {
        ProjectScope::All => return (tally, None),
        ProjectScope::Only(keys) => ProjectScope::Except(keys.clone()),
        ProjectScope::Except(keys) if keys.is_empty() => return (tally, None),
        ProjectScope::Except(keys) => ProjectScope::Only(keys.clone()),
    };
    // Of the projects that one does not see whole, only one's own.
    let mut own = Where::of(team);
    own.text.push_str(LIVE);
    match &others {
        ProjectScope::All => {}
        ProjectScope::Only(keys) => own.any_of("project", keys),
        ProjectScope::Except(keys) => own.none_of("project", keys),
    }
    see(&mut own, &Visibility { projects: ProjectScope::Only(Vec::new()), own: visibility.own.clone() });
    own.facets(filter);
    (tally, Some(own))
}
