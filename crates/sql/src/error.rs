//! What can go wrong at the seam, in words that are the same for both engines.
//!
//! Must never hold a driver's error value, nor a connection URL: what is shown here may reach a log.

use std::path::PathBuf;

/// Why a statement, a unit of work or the database itself failed.
///
/// Cheap to clone: when a group of units fails as one, every unit gets a faithful copy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A row with this key exists. `SQLite` names the columns (`user.team_id, user.name_folded`), `PostgreSQL` the
    /// constraint or index (`user_name_key`).
    #[error("a row with the same key exists: {constraint}")]
    Unique {
        /// The columns or the constraint, as the engine names them.
        constraint: String,
    },
    /// A row that is referred to does not exist, or a row that is still referred to was to be deleted.
    #[error("a foreign key is violated")]
    ForeignKey,
    /// A column that must hold a value was given none.
    #[error("column {column} must not be null")]
    NotNull {
        /// The column; `SQLite` puts the table before it.
        column: String,
    },
    /// A `CHECK` constraint refused the row.
    #[error("check {constraint} refused the row")]
    Check {
        /// The constraint's name, or its expression where it has none.
        constraint: String,
    },
    /// Serialization failure, deadlock or busy database, and the retries are used up.
    #[error("the database is contended: the unit of work lost every retry")]
    Conflict,
    /// It took longer than [`Tx::limit`](crate::Tx::limit) had allowed.
    #[error("the statement took too long")]
    TooLong,
    /// The disk or the database's quota is full; nothing of the unit was stored.
    #[error("the database has no space left")]
    Full,
    /// A write was tried in a read unit, or on a database that is read-only (a standby, a read-only file).
    #[error("the database or the unit of work is read-only")]
    ReadOnly,
    /// The database file or its pages are damaged.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The database cannot be reached, or was lost while the outcome of a commit was not yet known.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The server or the URL asks for something this program does not do.
    #[error("unsupported: {0}")]
    Unsupported(String),
    /// The handle was closed.
    #[error("the database handle is closed")]
    Closed,
    /// A text parameter holds a NUL character, which `PostgreSQL` cannot store.
    #[error("text holds a NUL character, which cannot be stored")]
    NulInText,
    /// A column of a result does not hold what was asked for.
    #[error("column {index} of {statement}: expected {expected}, found {found}")]
    Column {
        /// The statement's name.
        statement: String,
        /// Position, from 0.
        index: usize,
        /// What was asked for.
        expected: &'static str,
        /// What is there.
        found: String,
    },
    /// The database was migrated by a newer program.
    #[error("the database is at schema {database}, this program knows {program}: use the newer program")]
    SchemaNewer {
        /// The highest migration applied to the database.
        database: i64,
        /// The highest migration this program knows.
        program: i64,
    },
    /// A migration that the database has applied is not the one the program carries.
    #[error("migration {number} ({name}) differs from the one applied to this database")]
    MigrationEdited {
        /// The migration's number.
        number: i64,
        /// The migration's name.
        name: String,
    },
    /// The engine refused a statement for a reason that has no case of its own: usually a mistake in its text.
    #[error("statement {name}: {detail}")]
    Statement {
        /// The statement's name.
        name: String,
        /// The engine's message.
        detail: String,
    },
    /// The unit of work panicked; it was rolled back.
    #[error("the unit of work panicked")]
    Panicked,
    /// Another process holds the lock file.
    #[error("{} is locked by another process", .0.display())]
    Locked(PathBuf),
    /// A file that is not the database's own could not be used.
    #[error("{}: {detail}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// The operating system's message.
        detail: String,
    },
}

/// An error that a unit of work may return: it can be made from the seam's, and shows the seam's inside it.
///
/// The seam looks at [`UnitError::sql_error`] to see whether running the unit again may help.
pub trait UnitError: From<Error> + Send + 'static {
    /// The seam's error this one wraps, if it wraps one.
    fn sql_error(&self) -> Option<&Error>;
}

impl UnitError for Error {
    fn sql_error(&self) -> Option<&Error> {
        Some(self)
    }
}
