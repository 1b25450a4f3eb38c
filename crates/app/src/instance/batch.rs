//! Rows on their way into the database, many in one commit.

use super::{Failed, line::wrong};
use crate::{App, TEAM};
use domain::msg;
use sql::{Error, Param, Tx};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use store::instance;

/// Rows, or bytes of text in them, that are committed together.
const ROWS: usize = 5_000;
const BYTES: usize = 8 << 20;

/// A row and where it stands in the file.
struct Entry {
    line: u64,
    table: usize,
    values: Vec<Param<'static>>,
}

/// Rows that are not yet in the database.
#[derive(Default)]
pub(super) struct Batch {
    rows: Vec<Entry>,
    bytes: usize,
}

impl Batch {
    /// Adds a row; whether the batch is now large enough to be written.
    pub(super) fn add(&mut self, line: u64, table: usize, values: Vec<Param<'static>>) -> bool {
        let bytes = |value: &Param<'_>| if let Param::Text(text) = value { text.len() } else { 8 };
        self.bytes += values.iter().map(bytes).sum::<usize>();
        self.rows.push(Entry { line, table, values });
        self.rows.len() >= ROWS || self.bytes >= BYTES
    }

    /// Writes what there is, all of it or nothing, for the run of an import that has the database in its hands.
    pub(super) fn write(&mut self, app: &App, run: &str) -> Result<(), Failed> {
        let rows = Arc::new(std::mem::take(&mut self.rows));
        self.bytes = 0;
        if rows.is_empty() {
            return Ok(());
        }
        let (all, own) = (Arc::clone(&rows), run.to_owned());
        let written = app.sql().write_blocking(move |tx| {
            hold(tx, &own)?;
            for rows in all.chunk_by(|one, next| one.table == next.table) {
                let table = rows.first().map_or(0, |row| row.table);
                instance::load(tx, table, rows.iter().map(|row| row.values.as_slice()))?;
            }
            Ok::<_, Failed>(())
        });
        match written {
            // It is not known which row it was: once more, waiting for the answer to each.
            Err(Failed::Other(crate::Error::Store(error))) if blames_a_row(&error) => {
                one_by_one(app, run, rows)
            }
            written => written,
        }
    }
}

/// Writes the rows in one unit, one after another, and names the line of the one that is not taken.
fn one_by_one(app: &App, run: &str, rows: Arc<Vec<Entry>>) -> Result<(), Failed> {
    let (run, tried) = (run.to_owned(), Arc::new(AtomicU64::new(0)));
    let line = Arc::clone(&tried);
    let written = app.sql().write_blocking(move |tx| {
        hold(tx, &run)?;
        for row in rows.iter() {
            line.store(row.line, Ordering::Relaxed);
            instance::insert_now(tx, row.table, &row.values)?;
        }
        Ok::<_, Failed>(())
    });
    match written {
        Err(Failed::Other(crate::Error::Store(error))) if blames_a_row(&error) => {
            let line = tried.load(Ordering::Relaxed);
            Err(wrong(line, &place(&error), msg!("instance.refused", detail = error)))
        }
        written => written,
    }
}

/// Refuses to go on when another run has taken the database over.
pub(super) fn hold(tx: &mut Tx<'_>, run: &str) -> Result<(), Failed> {
    if instance::is_held(tx, TEAM, run)? { Ok(()) } else { Err(Failed::Overtaken) }
}

const fn blames_a_row(error: &Error) -> bool {
    matches!(
        error,
        Error::Unique { .. }
            | Error::ForeignKey
            | Error::NotNull { .. }
            | Error::Check { .. }
            | Error::NulInText
            | Error::Statement { .. }
    )
}

/// The columns that an error names, if it does.
fn place(error: &Error) -> String {
    match error {
        Error::Unique { constraint } | Error::Check { constraint } => constraint.clone(),
        Error::NotNull { column } => column.clone(),
        _ => String::new(),
    }
}
