//! The same data on PostgreSQL: every table of the `SQLite` file that both engines have is copied, column by column, and what
//! the engines do each in their own way (number sources, search words) is written anew.
//!
//! The tables and columns are asked of the databases, so a new migration needs no change here.

use crate::{Failure, fill::TEAM};
use domain::id::TicketId;
use postgres::{Client, NoTls};
use rusqlite::{Connection, types::ValueRef};
use sql::{Db, Error, SqliteOptions};
use std::{fmt::Write as _, io::Write, path::Path, sync::atomic::AtomicI64, sync::atomic::Ordering};

/// Tables that are not data, or are each engine's own.
fn is_own(table: &str) -> bool {
    table == "schema_migration"
        || table == "sequence"
        || table.starts_with("ticket_search")
        || table == "search_due"
}

/// A table and its columns with their types, as PostgreSQL names them.
type Table = (String, Vec<(String, String)>);

/// Makes a PostgreSQL database that the program has migrated hold what the `SQLite` file holds, with its statistics made.
pub(crate) fn copy(file: &Path, url: &str) -> Result<(), Failure> {
    let source = Connection::open(file)?;
    let mut target = Client::connect(url, NoTls)?;
    target.batch_execute("SET maintenance_work_mem = '512MB'")?;
    let indexes = indexes(&mut target)?;
    for (name, _) in &indexes {
        target.batch_execute(&format!("DROP INDEX {name}"))?;
    }
    for table in tables(&mut target)? {
        copy_table(&source, &mut target, &table)?;
    }
    numbers(&source, &mut target)?;
    words(file, url, &source)?;
    for (_, definition) in &indexes {
        target.batch_execute(definition)?;
    }
    target.batch_execute("VACUUM ANALYZE")?;
    target.batch_execute("CHECKPOINT")?;
    Ok(())
}

/// The indexes that are no constraint: quicker made after the rows.
fn indexes(target: &mut Client) -> Result<Vec<(String, String)>, Failure> {
    let rows = target.query(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
         JOIN pg_class c ON c.oid = i.indexrelid
         WHERE c.relnamespace = 'public'::regnamespace
           AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)",
        &[],
    )?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

fn tables(target: &mut Client) -> Result<Vec<Table>, Failure> {
    let rows = target.query(
        "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns
         WHERE table_schema = 'public' AND is_generated = 'NEVER'
           AND COALESCE(column_default, '') NOT LIKE '%pg_current_xact_id%'
         ORDER BY table_name, ordinal_position",
        &[],
    )?;
    let mut tables: Vec<Table> = Vec::new();
    for row in rows {
        let (table, column): (String, (String, String)) = (row.get(0), (row.get(1), row.get(2)));
        match tables.last_mut() {
            Some((name, columns)) if *name == table => columns.push(column),
            _ => tables.push((table, vec![column])),
        }
    }
    tables.retain(|(name, _)| !is_own(name));
    Ok(tables)
}

fn copy_table(source: &Connection, target: &mut Client, table: &Table) -> Result<(), Failure> {
    let (name, columns) = table;
    let list = columns.iter().map(|(column, _)| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    target.batch_execute(&format!("TRUNCATE {name}"))?;
    let mut statement = source.prepare(&format!("SELECT {list} FROM {name}"))?;
    let mut rows = statement.query([])?;
    let mut writer = target.copy_in(&format!("COPY {name} ({list}) FROM STDIN"))?;
    let mut line = String::with_capacity(4_096);
    while let Some(row) = rows.next()? {
        line.clear();
        for (index, (_, kind)) in columns.iter().enumerate() {
            if index > 0 {
                line.push('\t');
            }
            put(&mut line, row.get_ref(index)?, kind == "boolean");
        }
        line.push('\n');
        writer.write_all(line.as_bytes())?;
    }
    writer.finish()?;
    Ok(())
}

/// A value in the text form of `COPY`.
fn put(line: &mut String, value: ValueRef<'_>, is_boolean: bool) {
    let written = match value {
        ValueRef::Null => line.write_str("\\N"),
        ValueRef::Integer(number) if is_boolean => line.write_str(if number == 0 { "f" } else { "t" }),
        ValueRef::Integer(number) => write!(line, "{number}"),
        ValueRef::Real(number) => write!(line, "{number}"),
        ValueRef::Blob(bytes) => write!(line, "\\\\x{}", store::hex(bytes)),
        ValueRef::Text(text) => {
            for character in String::from_utf8_lossy(text).chars() {
                match character {
                    '\\' => line.push_str("\\\\"),
                    '\t' => line.push_str("\\t"),
                    '\n' => line.push_str("\\n"),
                    '\r' => line.push_str("\\r"),
                    other => line.push(other),
                }
            }
            Ok(())
        }
    };
    debug_assert!(written.is_ok(), "writing to a String does not fail");
}

/// Sets the sequences behind the numbers that were given.
fn numbers(source: &Connection, target: &mut Client) -> Result<(), Failure> {
    let mut statement = source.prepare("SELECT name, next FROM sequence")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, next): (String, i64) = (row.get(0)?, row.get(1)?);
        target.execute("SELECT setval(('seq_' || $1::text)::regclass, $2, FALSE)", &[&name, &next])?;
    }
    Ok(())
}

/// Writes the search words of every ticket, on both cores.
fn words(file: &Path, url: &str, source: &Connection) -> Result<(), Failure> {
    const STEP: i64 = 500;
    let last: i64 = source.query_row("SELECT COALESCE(MAX(id), 0) FROM ticket", [], |row| row.get(0))?;
    let tickets = Db::open_sqlite(file, SqliteOptions { readers: 2, ..SqliteOptions::default() })?;
    let next = AtomicI64::new(1);
    let work = || -> Result<(), Failure> {
        let mut target = Client::connect(url, NoTls)?;
        let mut writer = target.copy_in("COPY ticket_search (team_id, ticket_id, terms) FROM STDIN")?;
        let mut line = String::new();
        loop {
            let first = next.fetch_add(STEP, Ordering::Relaxed);
            if first > last {
                writer.finish()?;
                return Ok(());
            }
            let chunk = tickets.read_blocking(move |tx| {
                (first..(first + STEP).min(last + 1))
                    .filter_map(|id| match store::ticket::get(tx, TEAM, TicketId(id)) {
                        Ok(found) => found.map(|t| Ok((id, store::search::terms_of(tx, &t)?))),
                        Err(error) => Some(Err(error)),
                    })
                    .collect::<Result<Vec<_>, Error>>()
            })?;
            for (id, terms) in chunk {
                line.clear();
                let _ = write!(line, "{}\t{id}\t", TEAM.0);
                for term in terms.split(' ') {
                    // As PostgreSQL writes a word of its own type, in the text form of COPY.
                    let _ = write!(line, "'{}' ", term.replace('\'', "''").replace('\\', "\\\\\\\\"));
                }
                line.push('\n');
                writer.write_all(line.as_bytes())?;
            }
        }
    };
    let done = std::thread::scope(|scope| {
        let helpers = [scope.spawn(work), scope.spawn(work)];
        helpers.map(std::thread::ScopedJoinHandle::join)
    });
    tickets.close_blocking();
    for result in done {
        result.map_err(|_panic| Failure::new("a thread that wrote search words panicked"))??;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_written_so_that_copy_reads_it_back() {
        let mut line = String::new();
        for (value, is_boolean) in [
            (ValueRef::Null, false),
            (ValueRef::Integer(1), true),
            (ValueRef::Integer(-7), false),
            (ValueRef::Text("a\tb\\c\n单".as_bytes()), false),
            (ValueRef::Blob(&[1, 255]), false),
        ] {
            put(&mut line, value, is_boolean);
            line.push('|');
        }
        assert_eq!(line, "\\N|t|-7|a\\tb\\\\c\\n单|\\\\x01ff|");
    }
}
