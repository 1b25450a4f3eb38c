//! `PostgreSQL`'s error codes in the seam's words.
//!
//! Must never decide whether to run something again: the worker does.

use std::io;

use tokio_postgres::error::SqlState;

use super::wire::Body;
use crate::Error;

/// Why an answer is not the one that was hoped for.
#[derive(Debug)]
pub(super) enum Failure {
    /// The server says so.
    Server(Box<Report>),
    /// The connection is of no more use.
    Lost(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Lost(error)
    }
}

impl Failure {
    /// The seam's error for it, raised by the statement `name`.
    pub(super) fn translate(&self, name: &str) -> Error {
        match self {
            Self::Server(report) => report.translate(name),
            Self::Lost(error) => Error::Unavailable(error.to_string()),
        }
    }
}

/// An error as the server reports it; what it leaves out is empty.
#[derive(Debug, Default)]
pub(super) struct Report {
    code: String,
    message: String,
    detail: String,
    column: String,
    constraint: String,
    routine: String,
}

impl Report {
    /// Reads as much of it as can be read.
    pub(super) fn read(mut body: Body<'_>) -> Box<Self> {
        let mut report = Box::<Self>::default();
        while let (Ok(field), Ok(text)) = (body.byte(), body.text()) {
            let place = match field {
                b'C' => &mut report.code,
                b'M' => &mut report.message,
                b'D' => &mut report.detail,
                b'c' => &mut report.column,
                b'n' => &mut report.constraint,
                b'R' => &mut report.routine,
                _ => continue,
            };
            text.clone_into(place);
        }
        report
    }

    /// The seam's error for it, raised by the statement `name`.
    pub(super) fn translate(&self, name: &str) -> Error {
        match &SqlState::from_code(&self.code) {
            &SqlState::UNIQUE_VIOLATION | &SqlState::EXCLUSION_VIOLATION => {
                Error::Unique { constraint: self.constraint.clone() }
            }
            &SqlState::FOREIGN_KEY_VIOLATION | &SqlState::RESTRICT_VIOLATION => Error::ForeignKey,
            &SqlState::NOT_NULL_VIOLATION => Error::NotNull { column: self.column.clone() },
            &SqlState::CHECK_VIOLATION => Error::Check { constraint: self.constraint.clone() },
            &SqlState::T_R_SERIALIZATION_FAILURE
            | &SqlState::T_R_DEADLOCK_DETECTED
            | &SqlState::LOCK_NOT_AVAILABLE => Error::Conflict,
            &SqlState::QUERY_CANCELED => Error::TooLong,
            &SqlState::DISK_FULL => Error::Full,
            &SqlState::READ_ONLY_SQL_TRANSACTION => Error::ReadOnly,
            &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED => Error::Corrupt(self.message.clone()),
            // A migration by another node has changed what a cached statement returns: planned anew, it works.
            &SqlState::FEATURE_NOT_SUPPORTED if self.routine == "RevalidateCachedQuery" => Error::Conflict,
            _ if self.is_of_a_lost_connection() => Error::Unavailable(self.message.clone()),
            _ => {
                let Self { code, message, detail, .. } = self;
                let detail = if detail.is_empty() { String::new() } else { format!(": {detail}") };
                Error::Statement { name: name.to_owned(), detail: format!("{message} ({code}){detail}") }
            }
        }
    }

    /// Whether it means that the connection is, or is about to be, gone.
    fn is_of_a_lost_connection(&self) -> bool {
        // 08: connection exceptions; 57P0x: the server stops or starts; 53300: no connection is left; 25P03: a transaction
        // stood still for too long.
        self.code.starts_with("08")
            || self.code.starts_with("57P0")
            || matches!(self.code.as_str(), "53300" | "25P03")
    }
}
