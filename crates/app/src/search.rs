//! One box for everything: tickets, people and projects that somebody may see, a few of each. And seeing to it that
//! the search's index holds what has been written.

use crate::{App, Cx, Error, TEAM, projects, tickets};
use domain::{
    Rejection,
    identity::{Access, Permission},
    ticket::Ticket,
};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
pub use store::account::Account as Person;
use store::{
    project::Project,
    search::folded,
    ticket::{Filter, Start},
};

/// How many of each kind are found at most.
const FEW: usize = 8;

/// What was found, the best first.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Tickets.
    pub tickets: Vec<Ticket>,
    /// How many tickets there are in all.
    pub total: i64,
    /// People; none for who may not look at people.
    pub people: Vec<Person>,
    /// Projects.
    pub projects: Vec<Project>,
}

/// Finds what `typed` names. Blank text finds nothing.
pub fn find(cx: &mut Cx<'_, '_>, typed: &str) -> Result<Found, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let filter = Filter { text: Some(typed.to_owned()), ..Filter::default() };
    let tickets = tickets::read::ranked(cx, &filter, Start::Offset(0), FEW)?;
    let name = folded(typed);
    if name.is_empty() {
        return Ok(Found::default());
    }
    let people = match cx.actor.require(Access::Operator, Permission::ViewTickets) {
        Ok(()) => store::account::called(cx.tx, cx.actor.team, typed, i64::try_from(FEW).unwrap_or(0))?,
        Err(Rejection::Forbidden(_)) => Vec::new(),
        Err(other) => return Err(other.into()),
    };
    let mut projects: Vec<Project> = projects::list(cx)?
        .into_iter()
        .map(|(project, _)| project)
        .filter(|project| [&project.key, &project.name].iter().any(|text| folded(text).contains(&name)))
        .collect();
    projects.sort_by_key(|project| (project.archived, !folded(&project.key).starts_with(&name)));
    projects.truncate(FEW);
    Ok(Found { tickets: tickets.tickets, total: tickets.total, people, projects })
}

/// Tickets whose words are written in one transaction: some 3 ms of `SQLite`'s one writer.
const TOGETHER: i64 = 64;
/// Transactions that one search waits for at most: behind more than that, as after bringing in thousands of tickets at once,
/// it finds what is there.
const PATIENCE: usize = 32;

/// One at a time writes the index, and whoever has waited for that need not do it again.
#[derive(Debug, Default)]
pub(crate) struct Indexing {
    turn: Arc<tokio::sync::Mutex<()>>,
    /// How often it was begun.
    begun: AtomicU64,
}

impl Indexing {
    /// As of now: what has been written before is in the index once it has been begun again and ended.
    fn now(&self) -> u64 {
        self.begun.load(Ordering::SeqCst)
    }

    /// Whether it must be begun, by whom it is the turn.
    fn begins(&self, since: u64) -> bool {
        let begins = self.now() == since;
        if begins {
            self.begun.fetch_add(1, Ordering::SeqCst);
        }
        begins
    }
}

/// How far a search's index must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Index {
    /// Whatever was committed before is in it, or the unit ends with [`Error::Behind`].
    Complete,
    /// As far as it is.
    AsItIs,
}

/// Begins to fill the index of a database that an older program has written, or that was brought in whole, and fills it as
/// far as it is not; `None` when nothing is left to do, else how many tickets and people this step has done. Blocks.
pub fn build_index(db: &sql::Db) -> Result<Option<usize>, sql::Error> {
    let people = db.write_blocking(|tx| store::search::begin(tx, TEAM))?;
    let done = people + index_some(db)?;
    Ok(Some(done).filter(|done| *done > 0))
}

/// Writes the words of some tickets that are due into the index; of how many. Safe on several nodes at once. Blocks.
fn index_some(db: &sql::Db) -> Result<usize, sql::Error> {
    let words = db.read_blocking(|tx| store::search::cut(tx, TEAM, TOGETHER))?;
    let tickets = words.tickets();
    if tickets == 0 {
        return Ok(0);
    }
    let all = words.clone();
    match db.write_blocking(move |tx| store::search::write(tx, TEAM, &all)) {
        Ok(()) => Ok(tickets),
        // One ticket's words that the engine does not take keep no other from being found: it stays due.
        Err(sql::Error::Statement { detail, .. }) if tickets > 1 => {
            tracing::error!(why = %detail, "words of a ticket cannot be written into the search's index");
            let mut done = 0;
            for one in words.one_by_one() {
                match db.write_blocking(move |tx| store::search::write(tx, TEAM, &one)) {
                    Ok(()) => done += 1,
                    Err(sql::Error::Statement { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(done)
        }
        Err(error) => Err(error),
    }
}

impl App {
    /// Writes the words of the tickets that have changed into the search's index. To be called soon after there were
    /// changes; searches that come before call it themselves.
    pub async fn index_changed(&self) -> Result<(), Error> {
        let indexing = &self.inner.indexing;
        let since = indexing.now();
        let turn = Arc::clone(&indexing.turn).lock_owned().await;
        if !indexing.begins(since) {
            return Ok(());
        }
        let db = self.inner.db.clone();
        let done = tokio::task::spawn_blocking(move || {
            let done = index_changed(&db);
            drop(turn);
            done
        });
        done.await.map_err(|error| {
            tracing::error!(error = %error, "the search's index could not be written");
            Error::Broken("writing the search's index panicked")
        })?
    }

    /// Before a search is asked again: with what is there if the index cannot be written, as on a full disk.
    pub(crate) async fn catch_up(&self) {
        log(self.index_changed().await);
    }

    /// As [`App::catch_up`], for callers that are not asynchronous.
    pub(crate) fn catch_up_blocking(&self) {
        let indexing = &self.inner.indexing;
        let since = indexing.now();
        let _turn = indexing.turn.blocking_lock();
        if indexing.begins(since) {
            log(index_changed(&self.inner.db));
        }
    }
}

fn index_changed(db: &sql::Db) -> Result<(), Error> {
    for _ in 0..PATIENCE {
        if index_some(db)? < usize::try_from(TOGETHER).unwrap_or(usize::MAX) {
            break;
        }
    }
    Ok(())
}

fn log(done: Result<(), Error>) {
    if let Err(error) = done {
        tracing::warn!(error = %error, "a search may miss what has just been written");
    }
}
