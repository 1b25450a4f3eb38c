//! `SQLite`'s result codes in the seam's words.
//!
//! Must never decide whether to run something again: the writer does.

use rusqlite::{ErrorCode, ffi};

use crate::Error;

/// The seam's error for one of the driver's, raised by the statement `name`.
pub(crate) fn translate(error: &rusqlite::Error, name: &str) -> Error {
    let (code, message) = match error {
        rusqlite::Error::SqliteFailure(code, message) => (code, message.clone().unwrap_or_default()),
        rusqlite::Error::SqlInputError { error, msg, .. } => (error, msg.clone()),
        other => return Error::Statement { name: name.to_owned(), detail: other.to_string() },
    };
    match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            return Error::Unique { constraint: after(&message, "UNIQUE constraint failed: ") };
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return Error::ForeignKey,
        ffi::SQLITE_CONSTRAINT_NOTNULL => {
            return Error::NotNull { column: after(&message, "NOT NULL constraint failed: ") };
        }
        ffi::SQLITE_CONSTRAINT_CHECK => {
            return Error::Check { constraint: after(&message, "CHECK constraint failed: ") };
        }
        // The index of the write-ahead log could not grow.
        ffi::SQLITE_IOERR_SHMSIZE => return Error::Full,
        _ => {}
    }
    match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Conflict,
        ErrorCode::OperationInterrupted => Error::TooLong,
        ErrorCode::DiskFull => Error::Full,
        ErrorCode::ReadOnly => Error::ReadOnly,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Error::Corrupt(message),
        ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::PermissionDenied => {
            Error::Unavailable(message)
        }
        _ => Error::Statement { name: name.to_owned(), detail: message },
    }
}

fn after(message: &str, prefix: &str) -> String {
    message.strip_prefix(prefix).unwrap_or(message).to_owned()
}
