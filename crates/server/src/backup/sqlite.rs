//! `SQLite`: the database as one file.

use std::{fs::File, io::Read, path::Path};

use app::{Clock as _, SystemClock};
use sql::{Db, SqliteOptions};
use store::overview::Counts;

use super::{
    Manifest, count, disk, failed, format,
    read::{self, Taker},
    write::Draft,
};
use crate::{
    commands::meter::Meter,
    config::Config,
    data_dir::DataDir,
    database,
    words::{Text, say},
};

/// Adds the database as it is at one moment; what is counted in it and the attachments' files it names.
pub(super) fn write(
    config: &Config,
    draft: &mut Draft,
    meter: &Meter,
) -> Result<(Counts, super::Files), Text> {
    let (from, scratch) = (DataDir::new(&config.data_dir).database(), draft.scratch());
    sql::snapshot_sqlite(&from, &scratch).map_err(|error| match error {
        sql::Error::Full => say!("backup.full", path = scratch.display()),
        error => database::failed(&error),
    })?;
    let db = open(&scratch)?;
    let named = db.read_blocking(|tx| Ok::<_, sql::Error>((count(tx)?, disk::files(tx)?)));
    db.close_blocking();
    let named = named.map_err(|error| database::failed(&error))?;
    let opened = File::open(&scratch).and_then(|file| Ok((file.metadata()?.len(), file)));
    let (size, file) = opened.map_err(|error| failed(&scratch, &error))?;
    draft.part(format::DATABASE, size, file, meter).map_err(|error| draft.failed(&error))?;
    std::fs::remove_file(&scratch).map_err(|error| failed(&scratch, &error))?;
    Ok(named)
}

fn open(path: &Path) -> Result<Db, Text> {
    Db::open_sqlite(path, SqliteOptions { readers: 1, ..SqliteOptions::default() })
        .map_err(|error| database::failed(&error))
}

struct Unpacking(disk::Stage);

impl Taker for Unpacking {
    fn part(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(), Text> {
        if self.0.file(name, bytes)? || name == format::HEADER {
            return Ok(());
        }
        Err(say!("restore.part", name = name))
    }
}

/// Puts the instance in its place, the database last.
pub(super) fn restore(file: &Path, stage: disk::Stage, meter: &Meter) -> Result<Manifest, Text> {
    let mut unpacking = Unpacking(stage);
    let manifest = read::unpack(file, &mut unpacking, meter)?;
    let stage = unpacking.0;
    let db = open(&stage.database())?;
    let counted = db.read_blocking(count);
    let migrated = sql::migrate(&db, store::migrations::ALL, SystemClock.now().micros());
    db.close_blocking();
    let counted = migrated.and(counted).map_err(|error| database::failed(&error))?;
    if format::counted(&counted) != manifest.counts {
        return Err(say!("restore.counts"));
    }
    stage.settle(&manifest)?;
    stage.settle_database()?;
    Ok(manifest)
}
