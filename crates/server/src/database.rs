//! Opening the database that the configuration names.

use app::instance::State;
use std::time::Duration;

use sql::{Db, Error, PostgresOptions, ProcessLock, SchemaState, SqliteOptions};

use crate::{
    config::{Config, Database},
    data_dir::DataDir,
    words::{Text, say},
};

/// After how many tickets the building of the index says that it goes on.
const LOG_EVERY: usize = 10_000;

/// How long a transaction of a server may stand still: less than a lease of a job, so that what a server that was stopped
/// held is free when its jobs are.
const STANDING_STILL: Duration = Duration::from_secs(20);

/// Opens the database for a command. `SQLite`'s file is made if it is not there.
pub(crate) fn open(config: &Config) -> Result<Db, Text> {
    open_with(config, None)
}

/// As [`open`], for a server: beside others, perhaps.
pub(crate) fn open_to_serve(config: &Config) -> Result<Db, Text> {
    open_with(config, Some(STANDING_STILL))
}

fn open_with(config: &Config, idle_limit: Option<Duration>) -> Result<Db, Text> {
    let opened = match &config.database {
        Database::Sqlite => {
            let path = DataDir::new(&config.data_dir).database();
            Db::open_sqlite(&path, SqliteOptions { readers: config.readers, ..SqliteOptions::default() })
        }
        Database::Postgres(url) => Db::open_postgres(
            url.reveal(),
            PostgresOptions { connections: config.connections, idle_limit, ..PostgresOptions::default() },
        ),
    };
    opened.map_err(|error| say!("database.open", database = name(config), why = error.to_string()))
}

/// Opens a database that must be there.
pub(crate) fn open_existing(config: &Config) -> Result<Db, Text> {
    let path = DataDir::new(&config.data_dir).database();
    if config.database == Database::Sqlite && !path.is_file() {
        return Err(say!("database.none", path = path.display()));
    }
    open(config)
}

/// Opens a database that must be there and at the schema of this program.
pub(crate) fn open_current(config: &Config) -> Result<Db, Text> {
    let db = open_existing(config)?;
    let state = schema(&db)?;
    match standing(&state) {
        Standing::Current => Ok(db),
        Standing::Older => Err(say!("database.older", database = state.current, program = state.known)),
        Standing::Newer => Err(say!("database.newer", database = state.current, program = state.known)),
    }
}

/// Refuses what an import has begun and not ended: whatever was told or kept of it would be half.
pub(crate) fn refuse_half(db: &Db) -> Result<(), Text> {
    match db.read_blocking(app::instance::state).map_err(|error| failed(&error))? {
        State::Half => Err(say!("instance.half")),
        State::Empty | State::Whole => Ok(()),
    }
}

/// How a database's schema compares with the one this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The same.
    Current,
    /// Something has yet to be applied.
    Older,
    /// A newer program was here.
    Newer,
}

/// Compares.
pub(crate) fn standing(state: &SchemaState) -> Standing {
    if state.current > state.known {
        Standing::Newer
    } else if state.pending.is_empty() {
        Standing::Current
    } else {
        Standing::Older
    }
}

/// How the database's schema stands.
pub(crate) fn schema(db: &Db) -> Result<SchemaState, Text> {
    sql::schema_state(db, store::migrations::ALL).map_err(|error| failed(&error))
}

/// Fills the index of the search where it is behind, or an older program has left it empty: before anybody can search. It
/// goes on where a program that was killed had stopped, and takes turns with other nodes.
pub(crate) fn index(db: &Db) -> Result<usize, Error> {
    let mut done = 0;
    while let Some(count) = app::search::build_index(db)? {
        let before = done;
        done += count;
        if before / LOG_EVERY < done / LOG_EVERY {
            tracing::info!(search.indexed = done, "building the search's index");
        }
    }
    Ok(done)
}

/// Keeps a second server off a `SQLite` database; `PostgreSQL` takes any number of them.
pub(crate) fn lock(config: &Config) -> Result<Option<ProcessLock>, Text> {
    match config.database {
        Database::Postgres(_) => Ok(None),
        Database::Sqlite => match ProcessLock::acquire(&DataDir::new(&config.data_dir).lock()) {
            Ok(lock) => Ok(Some(lock)),
            Err(Error::Locked(path)) => Err(say!("database.locked", path = path.display())),
            Err(error) => Err(failed(&error)),
        },
    }
}

/// What the database is called where people see it: never with a password.
pub(crate) fn name(config: &Config) -> String {
    match &config.database {
        Database::Sqlite => DataDir::new(&config.data_dir).database().display().to_string(),
        Database::Postgres(url) => url.to_string(),
    }
}

/// A failure of the database, in words.
pub(crate) fn failed(error: &Error) -> Text {
    say!("database.failed", why = error.to_string())
}
