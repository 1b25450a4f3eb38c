//! A reader thread: each read unit in a deferred transaction, which is one snapshot.
//!
//! Must never write; the connection is set to refuse it.

use rusqlite::Connection;

use super::deadline::Deadline;
use super::failure::translate;
use super::session::Session;
use crate::queue::{Counters, Queue};
use crate::unit::Work;
use crate::{Error, Tx};

/// Serves read units until the queue is closed and empty.
pub(super) fn serve(connection: &Connection, deadline: &Deadline, queue: &Queue, counters: &Counters) {
    while let Some(units) = queue.take(1) {
        for unit in units {
            run(connection, deadline, unit);
            Counters::add(&counters.reads, 1);
        }
    }
}

fn run(connection: &Connection, deadline: &Deadline, mut unit: Box<dyn Work>) {
    if let Err(error) = control(connection, "BEGIN DEFERRED") {
        unit.fail(error);
        return;
    }
    unit.attempt(&mut Tx::sqlite(Session::until(connection, deadline)));
    if let Err(error) = control(connection, "ROLLBACK") {
        tracing::error!(error = %error, "a read transaction could not be ended");
    }
    unit.answer();
}

fn control(connection: &Connection, sql: &str) -> Result<(), Error> {
    let done = connection.prepare_cached(sql).and_then(|mut statement| statement.raw_execute());
    done.map(drop).map_err(|error| translate(&error, sql))
}
