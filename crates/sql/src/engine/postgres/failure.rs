//! `PostgreSQL`'s error codes in the seam's words.
//!
//! Must never decide whether to run something again: the worker does.

use std::error::Error as _;

use tokio_postgres::error::SqlState;

use crate::Error;

/// The seam's error for one of the driver's, raised by the statement `name`.
pub(super) fn translate(error: &tokio_postgres::Error, name: &str) -> Error {
    let Some(db) = error.as_db_error() else {
        let local = error.source().is_some_and(|source| !source.is::<std::io::Error>());
        let detail = error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
        // Without an answer from the server it is either a parameter that does not fit, or a lost connection.
        return if local && !error.is_closed() {
            Error::Statement { name: name.to_owned(), detail }
        } else {
            Error::Unavailable(detail)
        };
    };
    let text = |field: Option<&str>| field.unwrap_or_default().to_owned();
    match db.code() {
        &SqlState::UNIQUE_VIOLATION | &SqlState::EXCLUSION_VIOLATION => {
            Error::Unique { constraint: text(db.constraint()) }
        }
        &SqlState::FOREIGN_KEY_VIOLATION | &SqlState::RESTRICT_VIOLATION => Error::ForeignKey,
        &SqlState::NOT_NULL_VIOLATION => Error::NotNull { column: text(db.column()) },
        &SqlState::CHECK_VIOLATION => Error::Check { constraint: text(db.constraint()) },
        &SqlState::T_R_SERIALIZATION_FAILURE
        | &SqlState::T_R_DEADLOCK_DETECTED
        | &SqlState::LOCK_NOT_AVAILABLE => Error::Conflict,
        &SqlState::DISK_FULL => Error::Full,
        &SqlState::READ_ONLY_SQL_TRANSACTION => Error::ReadOnly,
        &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED => Error::Corrupt(db.message().to_owned()),
        // A migration by another node has changed what a cached statement returns: planned anew, it works.
        &SqlState::FEATURE_NOT_SUPPORTED if db.routine() == Some("RevalidateCachedQuery") => Error::Conflict,
        code if lost(code) => Error::Unavailable(db.message().to_owned()),
        code => {
            let detail = db.detail().map(|detail| format!(": {detail}")).unwrap_or_default();
            let detail = format!("{} ({}){detail}", db.message(), code.code());
            Error::Statement { name: name.to_owned(), detail }
        }
    }
}

/// Whether a code means that the connection is, or is about to be, gone.
fn lost(code: &SqlState) -> bool {
    let code = code.code();
    // 08: connection exceptions; 57P0x: the server stops or starts; 53300: no connection is left.
    code.starts_with("08") || code.starts_with("57P0") || code == "53300"
}
