//! The engines behind the seam, one module each.
//!
//! Must never be seen from outside the crate, but for [`EngineKind`] and [`snapshot_sqlite`].

pub(crate) mod postgres;
pub(crate) mod sqlite;

pub use sqlite::snapshot::snapshot_sqlite;

/// Which engine a database runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EngineKind {
    /// A file, opened by this process.
    Sqlite,
    /// A server, shared by any number of processes.
    Postgres,
}

impl std::fmt::Display for EngineKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        })
    }
}
