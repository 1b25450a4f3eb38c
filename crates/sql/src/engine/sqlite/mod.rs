//! `SQLite`: one writer thread with group commit, reader threads, a checkpoint thread.
//!
//! Must never let two connections of this process write: only the writer begins immediate transactions.

mod checkpoint;
pub(crate) mod deadline;
mod failure;
mod reader;
mod session;
pub(crate) mod snapshot;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

pub(crate) use session::{Session, value};

use crate::db::Inner;
use crate::queue::{Counters, Latch, Queue, Running};
use crate::{EngineKind, Error, SqliteOptions};

/// How long a connection waits for another process before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Prepared statements kept by each connection.
const STATEMENTS: usize = 512;

/// What a connection is for.
#[derive(Debug, Clone, Copy)]
enum Role {
    Writer,
    Reader,
    Checkpointer,
}

/// Opens the connections in the caller's thread, so that a bad path fails at once, and starts the threads.
pub(crate) fn open(path: &Path, options: SqliteOptions) -> Result<Inner, Error> {
    let inner = Inner {
        engine: EngineKind::Sqlite,
        writes: Queue::new(options.queue),
        reads: Queue::new(options.queue),
        counters: Arc::<Counters>::default(),
        threads: Arc::<Latch>::default(),
        readers: options.readers.max(1),
    };
    let writer = connect(path, Role::Writer)?;
    let checkpointer = connect(path, Role::Checkpointer)?;
    let mut readers = Vec::new();
    for _ in 0..inner.readers {
        let mut reader = connect(path, Role::Reader)?;
        let deadline =
            deadline::Deadline::of(&mut reader).map_err(|error| failure::translate(&error, "open"))?;
        readers.push((reader, deadline));
    }

    let checkpoint = checkpoint::Checkpoint::new(checkpointer, Arc::clone(&inner.counters));
    let latch = Arc::clone(&inner.threads);
    start("sqlite-checkpoint", Running::enter(&inner.threads, None), move || checkpoint.serve(&latch))?;
    let (queue, counters) = (Arc::clone(&inner.writes), Arc::clone(&inner.counters));
    let running = Running::enter(&inner.threads, Some(&inner.writes));
    start("sqlite-writer", running, move || writer::serve(&writer, &queue, &counters))?;
    for (connection, deadline) in readers {
        let (queue, counters) = (Arc::clone(&inner.reads), Arc::clone(&inner.counters));
        let running = Running::enter(&inner.threads, Some(&inner.reads));
        start("sqlite-reader", running, move || reader::serve(&connection, &deadline, &queue, &counters))?;
    }
    Ok(inner)
}

fn start(name: &str, running: Running, body: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(move || {
        let running = running;
        body();
        // Only now, when the connection is closed, does the thread count as ended.
        drop(running);
    });
    thread.map(drop).map_err(|error| Error::Unavailable(format!("cannot start thread {name}: {error}")))
}

fn connect(path: &Path, role: Role) -> Result<Connection, Error> {
    let failed = |error: rusqlite::Error| match failure::translate(&error, "open") {
        Error::Statement { detail, .. } | Error::Unavailable(detail) => {
            Error::Unavailable(format!("{}: {detail}", path.display()))
        }
        Error::Corrupt(detail) => Error::Corrupt(format!("{}: {detail}", path.display())),
        other => other,
    };
    let connection = Connection::open(path).map_err(failed)?;
    configure(&connection, role).map_err(failed)?;
    Ok(connection)
}

fn configure(connection: &Connection, role: Role) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A word in double quotes is a name, never a string, as on PostgreSQL.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // A statement is planned once, whatever is bound to it; else nearly every new value has it planned anew.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // LIKE tells upper from lower case, as on PostgreSQL, and so may use an index.
    connection.pragma_update(None, "case_sensitive_like", true)?;
    match role {
        Role::Writer => {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "wal_autocheckpoint", 0)?;
            // What a unit may have to undo stays in memory, or every unit of a group would write it to a file.
            connection.pragma_update(None, "temp_store", "MEMORY")?;
            connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
            connection.pragma_update(None, "cache_size", -32 * 1024)
        }
        Role::Reader => {
            connection.pragma_update(None, "cache_size", -16 * 1024)?;
            connection.pragma_update(None, "query_only", true)
        }
        Role::Checkpointer => connection.pragma_update(None, "wal_autocheckpoint", 0),
    }
}
