//! The database seam: one text of SQL on two engines, `SQLite` and `PostgreSQL`.
//!
//! Owns connections, database threads, group commit, retries, the statement caches and the migrations runner.
//! It must never know a table of the program (its own `schema_migration` aside), never show a type of the
//! asynchronous runtime or of a driver, and never read the clock: a time that is stored comes in as an argument.
//!
//! Everything happens in a *unit of work*: a synchronous closure over [`Tx`], run on a database thread as one
//! transaction.
//!
//! ```no_run
//! # fn main() -> Result<(), sql::Error> {
//! sql::statements! {
//!     /// One more of a thing.
//!     INCREMENT = "UPDATE counter SET value = value + 1 WHERE name = $1 RETURNING value";
//! }
//! let db = sql::Db::open_sqlite("gongdan.db".as_ref(), sql::SqliteOptions::default())?;
//! let value: Option<i64> =
//!     db.write_blocking(|tx| tx.row(&INCREMENT, sql::params!["tickets"], |row| row.get(0)))?;
//! # drop(value); Ok(()) }
//! ```
//!
//! Rules a unit of work lives by, the same on both engines:
//! - it may be run more than once, so it has no effect except through its [`Tx`];
//! - it commits when it returns `Ok`, and is undone as a whole when it returns `Err` or panics;
//! - a statement that failed dooms the unit, even if the closure swallows the error: `PostgreSQL` cannot go on
//!   after an error, so neither does `SQLite` here. Write `ON CONFLICT` where a conflict is expected;
//! - it must not open another unit of work, nor wait for anything but the database.
//!
//! To add an engine: a module under `engine/`, a case in [`EngineKind`], and the compiler lists the rest; the
//! conformance suite in `tests/it` says when it is done.

mod db;
mod engine;
mod error;
mod lock;
mod migrate;
mod param;
mod queue;
mod row;
mod statement;
mod tx;
mod unit;

pub use db::{Db, PostgresOptions, SqliteOptions, Stats};
pub use engine::EngineKind;
pub use error::{Error, UnitError};
pub use lock::ProcessLock;
pub use migrate::{Migration, MigrationReport, SchemaState, migrate, schema_state};
pub use param::Param;
pub use row::{FromColumn, Row, Value};
pub use statement::Statement;
pub use tx::{Asked, Sent, Tx};
