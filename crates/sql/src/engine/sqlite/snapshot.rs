//! A copy of a `SQLite` database as it is at one moment, taken beside a process that goes on writing.
//!
//! Must never lock that process out: it only reads.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::BUSY_TIMEOUT;
use super::failure::translate;
use crate::Error;

/// Writes the database at `from` into a new file at `to`, as it is at one moment, without free pages. Blocks.
///
/// Whoever writes meanwhile goes on; only the write-ahead log grows until this is done. `to` takes as much room as the
/// database and must not be there; what a failure leaves of it is the caller's to remove.
pub fn snapshot_sqlite(from: &Path, to: &Path) -> Result<(), Error> {
    let failed = |error: rusqlite::Error| match translate(&error, "snapshot") {
        Error::Statement { detail, .. } | Error::Unavailable(detail) => {
            Error::Unavailable(format!("{}: {detail}", from.display()))
        }
        other => other,
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(from, flags).map_err(failed)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(failed)?;
    connection.pragma_update(None, "trusted_schema", false).map_err(failed)?;
    let to = to
        .to_str()
        .ok_or_else(|| Error::File { path: to.to_owned(), detail: "the path is not UTF-8".to_owned() })?;
    connection.execute("VACUUM INTO ?1", [to]).map(drop).map_err(failed)
}
