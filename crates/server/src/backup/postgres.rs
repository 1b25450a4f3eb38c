//! `PostgreSQL`: the database as its tables' rows, read in one transaction and written in one.

use std::{
    collections::BTreeMap,
    io::Read,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use app::{Clock as _, SystemClock};
use sql::{Db, Error, Tx, UnitError};
use store::overview::Counts;

use super::{
    Header, Manifest, count, disk, format,
    read::{self, Taker},
    write::Draft,
};
use crate::{
    commands::meter::Meter,
    config::Config,
    database,
    words::{Text, say},
};

/// The bytes of a piece of a table.
const PIECE: usize = 4 << 20;

/// Why a unit of work here did not succeed: the database, or something with words of its own.
#[derive(Debug)]
enum Failed {
    Database(Error),
    Said(Text),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}

impl From<Text> for Failed {
    fn from(text: Text) -> Self {
        Self::Said(text)
    }
}

impl UnitError for Failed {
    fn sql_error(&self) -> Option<&Error> {
        match self {
            Self::Database(error) => Some(error),
            Self::Said(_) => None,
        }
    }
}

impl Failed {
    fn text(self) -> Text {
        match self {
            Self::Database(error) => database::failed(&error),
            Self::Said(text) => text,
        }
    }
}

/// What a unit works on: taken out when it first runs, so that it never runs twice.
type Once<T> = Arc<Mutex<Option<T>>>;

fn take<T>(once: &Once<T>) -> Result<T, Failed> {
    let taken = once.lock().unwrap_or_else(PoisonError::into_inner).take();
    taken.ok_or_else(|| Failed::Database(Error::Unavailable("the connection was lost".to_owned())))
}

/// Adds every table, of one moment; what is counted in it, and the attachments' files it names.
pub(super) fn write(db: &Db, draft: Draft, meter: &Meter) -> Result<(Counts, super::Files, Draft), Text> {
    let once: Once<(Draft, Meter)> = Arc::new(Mutex::new(Some((draft, meter.clone()))));
    let written = db.read_blocking(move |tx| {
        let (mut draft, meter) = take(&once)?;
        // A database that ends long transactions by itself does not end this one.
        tx.batch("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")?;
        let (counts, files, tables) = (count(tx)?, disk::files(tx)?, sql::tables(tx)?);
        let listed =
            tables.iter().map(|t| format::Table { name: t.name.clone(), columns: t.columns.clone() });
        draft.tables(&listed.collect::<Vec<_>>())?;
        for table in &tables {
            table_out(tx, table, &mut draft, &meter)?;
        }
        // Read last: what a sequence has given is never less than what the tables hold.
        draft.sequences(sql::sequences(tx)?);
        Ok::<_, Failed>((counts, files, draft))
    });
    written.map_err(Failed::text)
}

fn table_out(tx: &mut Tx<'_>, table: &sql::Table, draft: &mut Draft, meter: &Meter) -> Result<(), Failed> {
    let (mut piece, mut number, mut broken) = (Vec::with_capacity(PIECE), 0, None);
    let mut put = |piece: &mut Vec<u8>, draft: &mut Draft| {
        number += 1;
        let name = format::piece(&table.name, number);
        draft.part(&name, piece.len() as u64, piece.as_slice(), meter)?;
        piece.clear();
        Ok::<_, std::io::Error>(())
    };
    let copied = sql::table_out(tx, table, &mut |bytes| {
        piece.extend_from_slice(bytes);
        // A piece ends where a row does, so that it can be written by itself.
        if piece.len() < PIECE || !piece.ends_with(b"\n") {
            return Ok(());
        }
        put(&mut piece, draft).map_err(|error| {
            broken = Some(draft.failed(&error));
            Error::Closed
        })
    });
    if let Some(text) = broken {
        return Err(text.into());
    }
    copied?;
    if piece.is_empty() {
        return Ok(());
    }
    put(&mut piece, draft).map_err(|error| draft.failed(&error).into())
}

/// Puts the instance in its place, the database's commit last.
pub(super) fn restore(
    config: &Config,
    file: &Path,
    header: &Header,
    stage: disk::Stage,
    meter: &Meter,
) -> Result<Manifest, Text> {
    let db = database::open(config)?;
    let stage = Arc::new(stage);
    let (path, header) = (file.to_owned(), header.clone());
    let once: Once<Meter> = Arc::new(Mutex::new(Some(meter.clone())));
    let of_unit = Arc::clone(&stage);
    let restored = db.write_blocking(move |tx| fill(tx, &path, &header, &of_unit, &take(&once)?));
    let finished = match restored {
        Ok(manifest) => {
            let migrated = sql::migrate(&db, store::migrations::ALL, SystemClock.now().micros());
            migrated.map(|_| manifest).map_err(|error| database::failed(&error))
        }
        Err(failed) => {
            stage.unsettle();
            Err(failed.text())
        }
    };
    db.close_blocking();
    finished
}

fn fill(
    tx: &mut Tx<'_>,
    file: &Path,
    header: &Header,
    stage: &disk::Stage,
    meter: &Meter,
) -> Result<Manifest, Failed> {
    let known: Vec<sql::Migration> = store::migrations::ALL
        .iter()
        .filter(|migration| migration.number <= header.schema)
        .copied()
        .collect();
    let holds = sql::tables(tx)?.into_iter().next();
    if let Some(table) = holds {
        return Err(say!("restore.database_holds", table = table.name).into());
    }
    // Waits for whoever else is about to fill this database, and then finds that somebody has.
    if sql::migrate_within(tx, &known, 0)?.applied.len() != known.len() {
        return Err(say!("restore.database_holds", table = "schema_migration").into());
    }
    let manifest = read::unpack(file, &mut Filling { tx, stage, tables: BTreeMap::new() }, meter)?;
    for (name, last) in &manifest.sequences {
        sql::restore_sequence(tx, &sql::Sequence { name: name.clone(), last: Some(*last) })?;
    }
    // The migrations of the backup must be this program's, text by text.
    sql::migrate_within(tx, &known, 0)?;
    if format::counted(&count(tx)?) != manifest.counts {
        return Err(say!("restore.counts").into());
    }
    stage.settle(&manifest)?;
    Ok(manifest)
}

/// Takes the parts into a database.
struct Filling<'f, 't> {
    tx: &'f mut Tx<'t>,
    stage: &'f disk::Stage,
    tables: BTreeMap<String, sql::Table>,
}

impl Filling<'_, '_> {
    fn piece(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(), Text> {
        let table = format::piece_of(name).and_then(|table| self.tables.get(table));
        let table = table.cloned().ok_or_else(|| say!("restore.part", name = name))?;
        let copied = sql::table_in(self.tx, &table, &mut || next(bytes));
        copied.map(drop).map_err(|error| say!("restore.damaged_part", name = name, why = error.to_string()))
    }
}

impl Taker for Filling<'_, '_> {
    fn part(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(), Text> {
        if name == format::HEADER || self.stage.file(name, bytes)? {
            return Ok(());
        }
        if name != format::TABLES {
            return self.piece(name, bytes);
        }
        let tables: Vec<format::Table> = serde_json::from_reader(bytes)
            .map_err(|error| say!("restore.damaged_part", name = name, why = error.to_string()))?;
        for table in tables {
            let table = sql::Table { name: table.name, columns: table.columns };
            // What the migrations have put there is in the backup too, as far as it was kept.
            sql::empty_table(self.tx, &table).map_err(|error| database::failed(&error))?;
            self.tables.insert(table.name.clone(), table);
        }
        Ok(())
    }
}

/// Some of the bytes of a piece.
fn next(bytes: &mut dyn Read) -> Result<Option<Vec<u8>>, Error> {
    let mut some = vec![0; 1 << 16];
    let count = bytes.read(&mut some).map_err(|error| Error::Corrupt(error.to_string()))?;
    some.truncate(count);
    Ok((count > 0).then_some(some))
}
