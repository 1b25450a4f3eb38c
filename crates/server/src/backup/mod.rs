//! A whole instance in one file, and back.
//!
//! The file is a tar archive: first `gongdan-backup.json` (what it is), then the parts, last `manifest.json` (what they
//! are, with the SHA-256 of each), and behind the archive's end the SHA-256 of everything before. A backup is written
//! under another name and takes its own when it is whole; a restored instance takes its place when all of it was checked.
//! This module must know no table by its name.

mod disk;
mod format;
mod postgres;
mod read;
mod sqlite;
mod write;

use std::{io, path::Path};

use sql::{Db, EngineKind};
use store::overview::Counts;

use crate::{
    commands::meter::Meter,
    config::{Config, Database},
    database::{self, Standing},
    words::{Text, say},
};
pub(crate) use format::{Header, Manifest};

/// The attachments' files that a database names, and their sizes.
type Files = Vec<(String, i64)>;

/// The only version of the format so far.
const FORMAT: u32 = 1;

/// Whether a backup may take the place of an older file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Existing {
    /// It is kept, and the backup refused.
    Keep,
    /// It is replaced, once the new one is whole.
    Replace,
}

/// What was written.
#[derive(Debug)]
pub(crate) struct Written {
    /// The size of the file.
    pub(crate) bytes: u64,
    /// What is in it.
    pub(crate) manifest: Manifest,
}

/// Writes a backup of the instance to `file`, while a server may go on serving it.
pub(crate) fn write(
    config: &Config,
    file: &Path,
    existing: Existing,
    now: domain::At,
    meter: &Meter,
) -> Result<Written, Text> {
    let db = database::open_existing(config)?;
    let written = write_of(config, &db, file, existing, now, meter);
    db.close_blocking();
    written
}

fn write_of(
    config: &Config,
    db: &Db,
    file: &Path,
    existing: Existing,
    now: domain::At,
    meter: &Meter,
) -> Result<Written, Text> {
    let state = database::schema(db)?;
    if database::standing(&state) == Standing::Newer {
        return Err(say!("database.newer", database = state.current, program = state.known));
    }
    if state.current == 0 {
        return Err(say!("database.new"));
    }
    database::refuse_half(db)?;
    let mut draft = write::Draft::begin(file, existing)?;
    draft.header(&Header::new(db.engine(), state.current, now))?;
    draft.key(config)?;
    let files = disk::attachments(db)?;
    meter.begin(draft.room(db, &files)?);
    draft.attachments(config, &files, meter)?;
    let (counts, files) = match config.database {
        Database::Sqlite => sqlite::write(config, &mut draft, meter)?,
        Database::Postgres(_) => {
            let (counts, files, returned) = postgres::write(db, draft, meter)?;
            draft = returned;
            (counts, files)
        }
    };
    draft.attachments(config, &files, meter)?;
    draft.finish(&counts, &files)
}

/// Puts the instance of the backup `file` into an empty data directory and, on `PostgreSQL`, an empty database.
pub(crate) fn restore(config: &Config, file: &Path, meter: &Meter) -> Result<(Header, Manifest), Text> {
    let header = read::header(file)?;
    let known = store::migrations::ALL.last().map_or(0, |migration| migration.number);
    if header.format > FORMAT || header.schema > known {
        return Err(say!("restore.newer", version = &header.program, schema = header.schema, known = known));
    }
    let engine = match config.database {
        Database::Sqlite => EngineKind::Sqlite,
        Database::Postgres(_) => EngineKind::Postgres,
    };
    if header.engine != engine.to_string() {
        return Err(say!("restore.engine", backup = &header.engine, engine = engine.to_string()));
    }
    let stage = disk::Stage::begin(config)?;
    let manifest = match engine {
        EngineKind::Sqlite => sqlite::restore(file, stage, meter)?,
        EngineKind::Postgres => postgres::restore(config, file, &header, stage, meter)?,
    };
    Ok((header, manifest))
}

/// The rows of a snapshot, counted; a schema of long ago may lack what is counted today.
fn count(tx: &mut sql::Tx<'_>) -> Result<Counts, sql::Error> {
    store::overview::counts(tx)
}

fn failed(path: &Path, error: &io::Error) -> Text {
    if error.kind() == io::ErrorKind::StorageFull {
        say!("backup.full", path = path.display())
    } else {
        say!("data.failed", path = path.display(), why = error.to_string())
    }
}
