//! The checkpoint thread: folds the write-ahead log into the database file, outside the writer's way.
//!
//! Must never hold the writer up, unless the log has grown past all measure.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rusqlite::Connection;

use super::failure::translate;
use crate::Error;
use crate::queue::{Counters, Latch};

const INTERVAL: Duration = Duration::from_secs(1);
/// Pages (of 4 KiB) the log may keep without a write having come since.
const SMALL: i64 = 4 * 1024 / 4;
/// Pages (of 4 KiB) from which the log is cut even if the writer must wait: 256 MiB.
const LARGE: i64 = 256 * 1024 / 4;

pub(super) struct Checkpoint {
    connection: Connection,
    counters: Arc<Counters>,
}

impl Checkpoint {
    pub(super) const fn new(connection: Connection, counters: Arc<Counters>) -> Self {
        Self { connection, counters }
    }

    /// Checkpoints about once a second while there are writes; once more, fully, when every other thread has ended.
    pub(super) fn serve(self, threads: &Latch) {
        let (mut seen, mut pages) = (0, 0);
        while !threads.wait_timeout(1, INTERVAL) {
            let groups = self.counters.groups.load(Ordering::Relaxed);
            if groups == seen && pages < SMALL {
                continue;
            }
            seen = groups;
            pages = self.run("PRAGMA wal_checkpoint(PASSIVE)");
            if pages > LARGE {
                pages = self.run("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
        self.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// Pages left in the log that are not in the file yet, or the size of the log if that is past all measure.
    fn run(&self, sql: &str) -> i64 {
        let counts =
            self.connection.query_row(sql, [], |row| Ok((row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)));
        match counts.map_err(|error| translate(&error, sql)) {
            Ok((log, folded)) => {
                if log > LARGE {
                    log
                } else {
                    log - folded
                }
            }
            // Another process is at it.
            Err(Error::Conflict) => 0,
            Err(error) => {
                tracing::warn!(error = %error, "the write-ahead log could not be folded into the database");
                0
            }
        }
    }
}
