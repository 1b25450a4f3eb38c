//! The migrations runner: numbered texts, forward only, each applied once and whole.
//!
//! Must never change what a released migration did: an edited text is refused, not applied again.

use sha2::{Digest, Sha256};

use crate::{Db, EngineKind, Error, Param, Tx, params};

crate::statements! {
    /// Only one node migrates at a time; on `SQLite` every write unit already is alone.
    LOCK = {
        sqlite: "SELECT 1",
        postgres: "SELECT 1 FROM (SELECT pg_advisory_xact_lock(7218539460125571)) AS held",
    };
    /// Whether the runner's own table is there.
    HAS_TABLE = {
        sqlite: "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'",
        postgres: "SELECT COUNT(*) FROM pg_class WHERE oid = to_regclass('schema_migration')",
    };
    /// What was applied, oldest first.
    APPLIED = "SELECT number, name, sha256 FROM schema_migration ORDER BY number";
    /// One more was applied.
    RECORD = "INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES ($1, $2, $3, $4)";
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    number BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)";

/// One numbered step of the schema, with a text per engine (usually the same).
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its place in the order; numbers ascend.
    pub number: i64,
    /// A few words, for the report and for errors.
    pub name: &'static str,
    /// The statements for `SQLite`.
    pub sqlite: &'static str,
    /// The statements for `PostgreSQL`.
    pub postgres: &'static str,
}

impl Migration {
    const fn text(&self, engine: EngineKind) -> &'static str {
        match engine {
            EngineKind::Sqlite => self.sqlite,
            EngineKind::Postgres => self.postgres,
        }
    }

    /// The sum of its text on an engine, as the database keeps it.
    pub fn sha256(&self, engine: EngineKind) -> String {
        use std::fmt::Write;

        let digest = Sha256::digest(self.text(engine).as_bytes());
        digest.iter().fold(String::new(), |mut hex, byte| {
            // Writing to a string does not fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// What [`migrate`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MigrationReport {
    /// The numbers applied now, in order; empty when there was nothing to do.
    pub applied: Vec<i64>,
    /// The number the database is at.
    pub current: i64,
}

/// How a database stands to the program's migrations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SchemaState {
    /// The highest number applied to the database; 0 for an empty one.
    pub current: i64,
    /// The highest number the program knows.
    pub known: i64,
    /// The numbers the program knows and the database lacks, in order.
    pub pending: Vec<i64>,
}

/// Applies what the database lacks, each migration with its record in one transaction. Blocks.
///
/// `now_micros` is the time to record. A database that is ahead, or was migrated with another text, is refused
/// before anything is changed.
pub fn migrate(db: &Db, migrations: &[Migration], now_micros: i64) -> Result<MigrationReport, Error> {
    let mut report = MigrationReport::default();
    loop {
        let migrations = migrations.to_vec();
        let (applied, current) = db.write_blocking(move |tx| step(tx, &migrations, now_micros))?;
        report.current = current;
        match applied {
            Some(number) => report.applied.push(number),
            None => return Ok(report),
        }
    }
}

/// [`migrate`] inside a transaction that is open already: all of it commits with whatever else is done there. For a
/// database that is filled as it is made.
pub fn migrate_within(
    tx: &mut Tx<'_>,
    migrations: &[Migration],
    now_micros: i64,
) -> Result<MigrationReport, Error> {
    let mut report = MigrationReport::default();
    loop {
        let (applied, current) = step(tx, migrations, now_micros)?;
        report.current = current;
        match applied {
            Some(number) => report.applied.push(number),
            None => return Ok(report),
        }
    }
}

/// Says how the database stands, changing nothing; an empty database is fine. Blocks.
pub fn schema_state(db: &Db, migrations: &[Migration]) -> Result<SchemaState, Error> {
    let list = migrations.to_vec();
    db.read_blocking(move |tx| {
        let applied = applied(tx)?;
        if let Err(edited @ Error::MigrationEdited { .. }) = verify(&applied, &list, tx.engine()) {
            return Err(edited);
        }
        let has = |number: i64| applied.iter().any(|row| row.number == number);
        Ok(SchemaState {
            current: applied.last().map_or(0, |row| row.number),
            known: known(&list),
            pending: list.iter().map(|migration| migration.number).filter(|number| !has(*number)).collect(),
        })
    })
}

/// Applies the first migration the database lacks: its number if there was one, and the number reached.
fn step(tx: &mut Tx<'_>, migrations: &[Migration], now_micros: i64) -> Result<(Option<i64>, i64), Error> {
    tx.row(&LOCK, params![], |_| Ok(()))?;
    let applied = applied(tx)?;
    let current = applied.last().map_or(0, |row| row.number);
    verify(&applied, migrations, tx.engine())?;
    let Some(next) = migrations.get(applied.len()) else {
        return Ok((None, current));
    };
    if applied.is_empty() {
        tx.batch(TABLE)?;
    }
    tx.batch(next.text(tx.engine())).map_err(|error| match error {
        Error::Statement { detail, .. } => {
            Error::Statement { name: format!("migration {} ({})", next.number, next.name), detail }
        }
        other => other,
    })?;
    let record: &[Param<'_>] = params![next.number, next.name, next.sha256(tx.engine()), now_micros];
    tx.execute(&RECORD, record)?;
    Ok((Some(next.number), next.number))
}

/// What was applied must be how the program's list begins.
fn verify(applied: &[Applied], migrations: &[Migration], engine: EngineKind) -> Result<(), Error> {
    let (current, known) = (applied.last().map_or(0, |row| row.number), known(migrations));
    if current > known {
        return Err(Error::SchemaNewer { database: current, program: known });
    }
    if let Some([_, late]) = migrations.windows(2).find(|pair| pair[0].number >= pair[1].number) {
        return Err(Error::Statement {
            name: format!("migration {} ({})", late.number, late.name),
            detail: "the numbers of migrations must ascend".to_owned(),
        });
    }
    for (index, row) in applied.iter().enumerate() {
        let same = migrations.get(index).is_some_and(|migration| {
            migration.number == row.number && migration.sha256(engine) == row.sha256
        });
        if !same {
            return Err(Error::MigrationEdited { number: row.number, name: row.name.clone() });
        }
    }
    Ok(())
}

fn known(migrations: &[Migration]) -> i64 {
    migrations.last().map_or(0, |migration| migration.number)
}

struct Applied {
    number: i64,
    name: String,
    sha256: String,
}

fn applied(tx: &mut Tx<'_>) -> Result<Vec<Applied>, Error> {
    if tx.row(&HAS_TABLE, params![], |row| row.get::<i64>(0))? != Some(1) {
        return Ok(Vec::new());
    }
    tx.rows(&APPLIED, params![], |row| {
        Ok(Applied { number: row.get(0)?, name: row.get(1)?, sha256: row.get(2)? })
    })
}
