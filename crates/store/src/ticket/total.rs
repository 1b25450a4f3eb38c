//! How many tickets a filter leaves, exactly, without counting them whenever it can be known otherwise.
//!
//! - Every total is remembered under the *mark* of the data it was found in; while the database gives the same mark, nothing
//!   has been committed that could change it.
//! - What is narrowed by project, type, status, category and priority only is a sum over the [`tally`](super::tally), even
//!   while others write. Anything else is counted.

use super::filter::{Filter, LIVE, Where, see};
use domain::{
    id::TeamId,
    identity::{ProjectScope, Visibility},
};
use sql::{Asked, Error, Row, Sent, Tx, params};
use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

sql::statements! {
    /// Two equal marks: what transactions see under them is the same. On `SQLite` every change of a ticket takes a place in
    /// the history; on `PostgreSQL` it is the snapshot itself.
    MARK = {
        sqlite: "SELECT CAST(next AS TEXT) FROM sequence WHERE name = 'event'",
        postgres: "SELECT pg_current_snapshot()::text",
    };
}

/// Totals that are remembered at most; past that all are forgotten.
const MOST: usize = 1_024;

/// The totals that a node remembers, each with the mark of the data it was counted in.
#[derive(Debug, Default)]
pub struct Totals {
    kept: Mutex<HashMap<String, (String, i64)>>,
    /// The newest ticket's number, as of some time ago.
    newest: AtomicI64,
}

impl Totals {
    /// What is remembered of a question under a mark that was asked for; otherwise what `count` gives.
    pub(crate) fn known(
        &self,
        tx: &mut Tx<'_>,
        mark: Asked<String>,
        question: &str,
        count: impl FnOnce(&mut Tx<'_>) -> Result<i64, Error>,
    ) -> Result<i64, Error> {
        let mark = tx.answer_one(mark)?.unwrap_or_default();
        if let Some(total) = self.get(question, &mark) {
            return Ok(total);
        }
        let total = count(tx)?;
        self.put(question.to_owned(), mark, total);
        Ok(total)
    }

    /// The total that a question had when it was last asked, whatever has been committed since: a guess.
    pub(super) fn last(&self, pending: &Pending) -> Option<i64> {
        self.lock().get(&pending.question).map(|(_, total)| *total)
    }

    /// About how many tickets there are; 0 when nobody has looked yet.
    pub(super) fn newest(&self) -> i64 {
        self.newest.load(Ordering::Relaxed)
    }

    /// Remembers about how many tickets there are.
    pub(super) fn see_newest(&self, newest: i64) {
        self.newest.store(newest, Ordering::Relaxed);
    }

    fn get(&self, question: &str, mark: &str) -> Option<i64> {
        self.lock().get(question).filter(|(of, _)| of == mark).map(|(_, total)| *total)
    }

    fn put(&self, question: String, mark: String, total: i64) {
        let mut kept = self.lock();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(question, (mark, total));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, (String, i64)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A total that was asked for.
pub(super) struct Pending {
    mark: Asked<String>,
    questions: Vec<Sent>,
    /// What it is remembered by.
    question: String,
}

/// What the total of a compiled filter is: the sum of these answers.
pub(super) fn questions(
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
    compiled: &Where,
) -> Vec<Sent> {
    if filter.narrowing().beside == 0 {
        return sums(team, visibility, filter);
    }
    vec![(format!("SELECT COUNT(*) FROM ticket WHERE {}", compiled.text), compiled.values.clone())]
}

/// Asks for a total.
pub(super) fn ask(tx: &mut Tx<'_>, questions: Vec<Sent>) -> Result<Pending, Error> {
    let question = format!("{questions:?}");
    Ok(Pending { mark: ask_mark(tx)?, questions, question })
}

/// Asks for the mark of the data.
pub(crate) fn ask_mark(tx: &mut Tx<'_>) -> Result<Asked<String>, Error> {
    tx.ask(&MARK, params![], |row| row.get(0))
}

impl Pending {
    /// The total.
    pub(super) fn read(self, tx: &mut Tx<'_>, totals: &Totals) -> Result<i64, Error> {
        let Self { mark, questions, question } = self;
        totals.known(tx, mark, &question, |tx| {
            questions.iter().try_fold(0, |total, (sql, values)| {
                let asked = tx.ask_dynamic(sql, values, number)?;
                Ok(total + tx.answer_one(asked)?.unwrap_or(0))
            })
        })
    }
}

fn number(row: &Row<'_>) -> Result<i64, Error> {
    row.get(0)
}

/// The tickets of the projects that one sees whole, by the tally, and one's own ones of the others, counted.
fn sums(team: TeamId, visibility: &Visibility, filter: &Filter) -> Vec<Sent> {
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
    let mut sums = Vec::new();
    if whole {
        let sql =
            format!("SELECT CAST(COALESCE(SUM(tickets), 0) AS BIGINT) FROM tally WHERE {}", clause.text);
        sums.push((sql, clause.values));
    }
    let others = match &visibility.projects {
        ProjectScope::All => return sums,
        ProjectScope::Only(keys) => ProjectScope::Except(keys.clone()),
        ProjectScope::Except(keys) if keys.is_empty() => return sums,
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
    let sql = format!("SELECT COUNT(*) FROM ticket WHERE {}", own.text);
    sums.push((sql, own.values));
    sums
}
