//! `SQLite` bare: as many reading threads as the program has, one writer that commits in groups.

use super::{
    Wish,
    maker::{Bound, Maker, Samples},
};
use crate::Failure;
use rusqlite::{
    Connection,
    types::{ToSqlOutput, ValueRef},
};
use sql::Param;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// As many as `gongdan serve` has unless told otherwise.
const READERS: usize = 4;

fn open(path: &Path) -> Result<Connection, Failure> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(512);
    for (name, value) in [("synchronous", "FULL"), ("mmap_size", "134217728"), ("cache_size", "-8192")] {
        connection.pragma_update(None, name, value)?;
    }
    connection.pragma_update(None, "case_sensitive_like", true)?;
    Ok(connection)
}

pub(super) fn read(path: &Path, samples: &Arc<Samples>, wish: Wish) -> Result<f64, Failure> {
    let end = Instant::now() + wish.length;
    let threads = wish.clients.min(READERS);
    let counts = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|client| {
                scope.spawn(move || -> Result<u64, Failure> {
                    let connection = open(path)?;
                    let mut maker = Maker::new(samples, wish.scenario, client, threads, wish.run)?;
                    let mut count = 0;
                    while Instant::now() < end {
                        connection.prepare_cached("BEGIN DEFERRED")?.raw_execute()?;
                        run(&connection, &maker.make())?;
                        connection.prepare_cached("ROLLBACK")?.raw_execute()?;
                        count += 1;
                    }
                    Ok(count)
                })
            })
            .collect();
        threads.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
    });
    let mut total = 0;
    for count in counts {
        total += count.map_err(|_panic| Failure::new("a reading thread panicked"))??;
    }
    Ok(super::rate(total, wish.length))
}

pub(super) fn write(path: &Path, samples: &Arc<Samples>, wish: Wish) -> Result<f64, Failure> {
    let connection = open(path)?;
    // As in the program, the log is folded in beside the writer, not by it.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "cache_size", -32 * 1024)?;
    let stop = AtomicBool::new(false);
    let count = std::thread::scope(|scope| {
        scope.spawn(|| checkpoint(path, &stop));
        let count = write_groups(&connection, samples, wish);
        stop.store(true, Ordering::Relaxed);
        count
    })?;
    Ok(super::rate(count, wish.length))
}

fn write_groups(connection: &Connection, samples: &Arc<Samples>, wish: Wish) -> Result<u64, Failure> {
    let mut maker = Maker::new(samples, wish.scenario, 0, 1, wish.run)?;
    let end = Instant::now() + wish.length;
    let mut count = 0;
    while Instant::now() < end {
        connection.prepare_cached("BEGIN IMMEDIATE")?.raw_execute()?;
        for _ in 0..wish.clients {
            run(connection, &maker.make())?;
            count += 1;
        }
        connection.prepare_cached("COMMIT")?.raw_execute()?;
    }
    Ok(count)
}

#[allow(clippy::disallowed_methods, reason = "a thread of its own looks now and then")]
fn checkpoint(path: &Path, stop: &AtomicBool) {
    let Ok(connection) = open(path) else { return };
    while !stop.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(200));
        // A checkpoint that finds the database busy is made the next time.
        let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    }
}

fn run(connection: &Connection, request: &[Bound]) -> Result<(), Failure> {
    for (text, values) in request {
        let mut statement = connection.prepare_cached(text)?;
        for index in 1..=statement.parameter_count() {
            let number =
                statement.parameter_name(index).and_then(|name| name.get(1..)?.parse::<usize>().ok());
            let value = number.and_then(|number| values.get(number.checked_sub(1)?));
            let value = value.ok_or_else(|| Failure::new(format!("{text}: too few values")))?;
            statement.raw_bind_parameter(index, bound(value))?;
        }
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                std::hint::black_box(row.get_ref(column)?);
            }
        }
    }
    Ok(())
}

fn bound<'p>(value: &'p Param<'_>) -> ToSqlOutput<'p> {
    ToSqlOutput::Borrowed(match value {
        Param::Null => ValueRef::Null,
        Param::Int(number) => ValueRef::Integer(*number),
        Param::Bool(truth) => ValueRef::Integer(i64::from(*truth)),
        Param::Real(number) => ValueRef::Real(*number),
        Param::Text(text) => ValueRef::Text(text.as_bytes()),
        Param::Bytes(bytes) => ValueRef::Blob(bytes),
    })
}
