//! The writer thread: group commit.
//!
//! Must never answer a unit before the transaction that holds it has ended: even a refusal may rest on what an
//! earlier unit of the same group wrote.

use rusqlite::Connection;

use super::failure::translate;
use super::session::Session;
use crate::queue::{Counters, Queue};
use crate::unit::{Verdict, Work};
use crate::{Error, Tx};

/// Units that share one commit at most.
const GROUP: usize = 256;

/// How the units of a group are kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apart {
    /// Not at all: where one must be undone that has written something, all are.
    Together,
    /// By savepoints, so that each can be undone alone. At every savepoint the full-text index is written out, which
    /// takes longer than all else: this is for groups of which a unit is known to fail.
    Savepoints,
}

/// Why a group ended without a commit. Nothing of it was stored.
enum Lost {
    /// A unit that had written something must be undone, and the others were not kept apart from it.
    WithOne,
    /// The transaction itself failed.
    Whole(Error),
}

impl From<Error> for Lost {
    fn from(error: Error) -> Self {
        Self::Whole(error)
    }
}

/// Serves write units until the queue is closed and empty.
pub(super) fn serve(connection: &Connection, queue: &Queue, counters: &Counters) {
    while let Some(units) = queue.take(GROUP) {
        match alone_or_together(connection, units, counters) {
            Ok(units) => {
                counters.committed(units.len());
                // Counted before the answers, so that whoever has one finds itself counted.
                Counters::add(&counters.writes, units.len());
                for unit in units {
                    unit.answer();
                }
            }
            Err((error, units)) if units.len() == 1 => {
                Counters::add(&counters.writes, 1);
                for unit in units {
                    unit.fail(error.clone());
                }
            }
            Err((error, units)) => {
                tracing::warn!(error = %error, units = units.len(), "a group was lost, its units run one by one");
                one_by_one(connection, units, counters);
            }
        }
    }
}

type Units = Vec<Box<dyn Work>>;

/// Runs a group, a second time with savepoints if one of its units has to be undone.
fn alone_or_together(
    connection: &Connection,
    mut units: Units,
    counters: &Counters,
) -> Result<Units, (Error, Units)> {
    let mut ended = group(connection, &mut units, Apart::Together);
    if let Err(Lost::WithOne) = ended {
        Counters::add(&counters.retries, units.len());
        ended = group(connection, &mut units, Apart::Savepoints);
    }
    match ended {
        Ok(()) => Ok(units),
        Err(Lost::Whole(error)) => Err((error, units)),
        Err(Lost::WithOne) => Err((Error::Conflict, units)),
    }
}

/// After a lost group: every unit in a transaction of its own, so that each gets its own true answer.
fn one_by_one(connection: &Connection, units: Units, counters: &Counters) {
    for unit in units {
        let ended = alone_or_together(connection, vec![unit], counters);
        Counters::add(&counters.retries, 1);
        counters.committed(1);
        Counters::add(&counters.writes, 1);
        match ended {
            Ok(units) => units.into_iter().for_each(Work::answer),
            Err((error, units)) => units.into_iter().for_each(|unit| unit.fail(error.clone())),
        }
    }
}

/// Runs units in one transaction and commits it; what failed alone is undone alone.
fn group(connection: &Connection, units: &mut [Box<dyn Work>], apart: Apart) -> Result<(), Lost> {
    control(connection, "BEGIN IMMEDIATE")?;
    let mut ended = members(connection, units, apart);
    if ended.is_ok() && !connection.is_autocommit() {
        ended = control(connection, "COMMIT").map_err(Lost::Whole);
    }
    if !connection.is_autocommit()
        && let Err(error) = control(connection, "ROLLBACK")
    {
        tracing::error!(error = %error, "a write transaction could not be rolled back");
    }
    ended
}

fn members(connection: &Connection, units: &mut [Box<dyn Work>], apart: Apart) -> Result<(), Lost> {
    if let [unit] = units {
        if let Verdict::Undo(_) = unit.attempt(&mut Tx::sqlite(Session::new(connection)))
            && !connection.is_autocommit()
        {
            control(connection, "ROLLBACK")?;
        }
        return Ok(());
    }
    for unit in units {
        match apart {
            Apart::Together => loosely(connection, unit.as_mut())?,
            Apart::Savepoints => apart_from_others(connection, unit.as_mut())?,
        }
    }
    Ok(())
}

/// Runs a unit that can only be undone if it has written nothing.
fn loosely(connection: &Connection, unit: &mut dyn Work) -> Result<(), Lost> {
    let written = connection.total_changes();
    match unit.attempt(&mut Tx::sqlite(Session::new(connection))) {
        Verdict::Keep => Ok(()),
        Verdict::Undo(cause) if connection.is_autocommit() => Err(cause.unwrap_or(Error::Conflict).into()),
        Verdict::Undo(_) if connection.total_changes() == written => Ok(()),
        Verdict::Undo(_) => Err(Lost::WithOne),
    }
}

/// Runs a unit that can be undone alone.
fn apart_from_others(connection: &Connection, unit: &mut dyn Work) -> Result<(), Lost> {
    control(connection, "SAVEPOINT unit")?;
    match unit.attempt(&mut Tx::sqlite(Session::new(connection))) {
        Verdict::Keep => control(connection, "RELEASE unit")?,
        // Some failures (a full disk, a damaged page) make SQLite roll back the whole transaction.
        Verdict::Undo(cause) if connection.is_autocommit() => {
            return Err(cause.unwrap_or(Error::Conflict).into());
        }
        Verdict::Undo(_) => {
            control(connection, "ROLLBACK TO unit")?;
            control(connection, "RELEASE unit")?;
        }
    }
    Ok(())
}

fn control(connection: &Connection, sql: &str) -> Result<(), Error> {
    let done = connection.prepare_cached(sql).and_then(|mut statement| statement.raw_execute());
    done.map(drop).map_err(|error| translate(&error, sql))
}
