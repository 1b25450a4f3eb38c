//! A migrated database on either engine.

use sql::{Db, PostgresOptions, SqliteOptions};

/// An open database that goes away with the test.
pub(crate) struct Opened {
    pub(crate) db: Db,
    _directory: Option<tempfile::TempDir>,
    _postgres: Option<testkit::Database>,
}

impl Opened {
    pub(crate) fn sqlite() -> Self {
        Self::empty_sqlite().migrated()
    }

    pub(crate) fn postgres() -> Self {
        Self::empty_postgres().migrated()
    }

    /// Without any table.
    pub(crate) fn empty_sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let db = Db::open_sqlite(&directory.path().join("gongdan.db"), SqliteOptions::default()).unwrap();
        Self { db, _directory: Some(directory), _postgres: None }
    }

    /// Without any table.
    pub(crate) fn empty_postgres() -> Self {
        let database = testkit::Database::new();
        let options = PostgresOptions { connections: 4, ..PostgresOptions::default() };
        let db = Db::open_postgres(&database.url(), options).unwrap();
        Self { db, _directory: None, _postgres: Some(database) }
    }

    fn migrated(self) -> Self {
        sql::migrate(&self.db, store::migrations::ALL, 0).unwrap();
        self
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.db.close_blocking();
    }
}

/// Expands each test into one for SQLite and one for PostgreSQL.
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* fn $name:ident($db:ident: &Db) $body:block)*) => {
        $(fn $name($db: &sql::Db) $body)*
        mod sqlite {
            $($(#[$meta])* #[test] fn $name() { super::$name(&$crate::support::Opened::sqlite().db); })*
        }
        mod postgres {
            $($(#[$meta])* #[test] fn $name() { super::$name(&$crate::support::Opened::postgres().db); })*
        }
    };
}
pub(crate) use on_both_engines;
