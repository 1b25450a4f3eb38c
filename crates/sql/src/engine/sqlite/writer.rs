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

/// The whole transaction is gone, and nothing of it was stored.
struct Lost(Error);

/// Serves write units until the queue is closed and empty.
pub(super) fn serve(connection: &Connection, queue: &Queue, counters: &Counters) {
    while let Some(mut units) = queue.take(GROUP) {
        let count = units.len();
        match group(connection, &mut units) {
            Ok(()) => {
                counters.committed(count);
                // Counted before the answers, so that whoever has one finds itself counted.
                Counters::add(&counters.writes, count);
                for unit in units {
                    unit.answer();
                }
            }
            Err(Lost(error)) if count == 1 => {
                Counters::add(&counters.writes, 1);
                for unit in units {
                    unit.fail(error.clone());
                }
            }
            Err(Lost(error)) => {
                tracing::warn!(error = %error, units = count, "a group was lost, its units run one by one");
                one_by_one(connection, units, counters);
            }
        }
    }
}

/// After a lost group: every unit in a transaction of its own, so that each gets its own true answer.
fn one_by_one(connection: &Connection, units: Vec<Box<dyn Work>>, counters: &Counters) {
    for unit in units {
        let mut alone = [unit];
        let ended = group(connection, &mut alone);
        Counters::add(&counters.retries, 1);
        counters.committed(1);
        Counters::add(&counters.writes, 1);
        let [unit] = alone;
        match ended {
            Ok(()) => unit.answer(),
            Err(Lost(error)) => unit.fail(error),
        }
    }
}

/// Runs units in one transaction and commits it; what failed alone is undone alone.
fn group(connection: &Connection, units: &mut [Box<dyn Work>]) -> Result<(), Lost> {
    control(connection, "BEGIN IMMEDIATE").map_err(Lost)?;
    let mut ended = members(connection, units);
    if ended.is_ok() && !connection.is_autocommit() {
        ended = control(connection, "COMMIT");
    }
    if !connection.is_autocommit()
        && let Err(error) = control(connection, "ROLLBACK")
    {
        tracing::error!(error = %error, "a write transaction could not be rolled back");
    }
    ended.map_err(Lost)
}

fn members(connection: &Connection, units: &mut [Box<dyn Work>]) -> Result<(), Error> {
    if let [unit] = units {
        if let Verdict::Undo(_) = unit.attempt(&mut Tx::sqlite(Session::new(connection)))
            && !connection.is_autocommit()
        {
            control(connection, "ROLLBACK")?;
        }
        return Ok(());
    }
    for unit in units {
        control(connection, "SAVEPOINT unit")?;
        match unit.attempt(&mut Tx::sqlite(Session::new(connection))) {
            Verdict::Keep => control(connection, "RELEASE unit")?,
            // Some failures (a full disk, a damaged page) make SQLite roll back the whole transaction.
            Verdict::Undo(cause) if connection.is_autocommit() => {
                return Err(cause.unwrap_or(Error::Conflict));
            }
            Verdict::Undo(_) => {
                control(connection, "ROLLBACK TO unit")?;
                control(connection, "RELEASE unit")?;
            }
        }
    }
    Ok(())
}

fn control(connection: &Connection, sql: &str) -> Result<(), Error> {
    let done = connection.prepare_cached(sql).and_then(|mut statement| statement.raw_execute());
    done.map(drop).map_err(|error| translate(&error, sql))
}
