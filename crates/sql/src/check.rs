//! The database's own checks of itself.
//!
//! Must never change anything, nor know a table by name.

use crate::{Db, EngineKind, Error, FromColumn, params};

crate::statements! {
    /// Everything SQLite can find wrong with its file: pages, order, indexes, full-text indexes.
    INTEGRITY = {
        sqlite: "SELECT integrity_check FROM pragma_integrity_check",
        postgres: "SELECT 'ok'",
    };
    /// Whether PostgreSQL has been given the extension that looks into its indexes and tables, and we may use it.
    HAS_AMCHECK = {
        sqlite: "SELECT 0",
        postgres: "SELECT COUNT(DISTINCT proname) FROM pg_proc WHERE proname IN ('bt_index_check', 'verify_heapam')
                   AND pg_function_is_visible(oid) AND has_function_privilege(oid, 'EXECUTE')",
    };
    /// The indexes that the extension can look into.
    INDEXES = {
        sqlite: "SELECT 0, '' WHERE 0 = 1",
        postgres: "SELECT CAST(c.oid AS BIGINT), CAST(c.relname AS TEXT) FROM pg_class c
                   JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_am a ON a.oid = c.relam
                   WHERE a.amname = 'btree' AND c.relkind = 'i' AND i.indisvalid
                     AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname",
    };
    /// The tables of the schema.
    TABLES = {
        sqlite: "SELECT 0, '' WHERE 0 = 1",
        postgres: "SELECT CAST(c.oid AS BIGINT), CAST(c.relname AS TEXT) FROM pg_class c
                   WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname",
    };
}

/// Everything that the database finds wrong with itself. Blocks, and reads every page.
///
/// `SQLite` checks its whole file. `PostgreSQL` checks its indexes and tables where the extension `amcheck` has been
/// made in the database (it is never made here); otherwise every row of every table is read, which finds pages that
/// cannot be read and, where the cluster keeps them, wrong checksums.
pub fn check(db: &Db) -> Result<Vec<String>, Error> {
    match db.engine() {
        EngineKind::Sqlite => lines(db.read_blocking(|tx| tx.rows(&INTEGRITY, params![], |row| row.get(0)))),
        EngineKind::Postgres => postgres(db),
    }
}

/// What was found; that something is damaged is a finding and no failure.
fn lines(found: Result<Vec<String>, Error>) -> Result<Vec<String>, Error> {
    match found {
        Ok(lines) => Ok(lines.into_iter().filter(|line| line != "ok").collect()),
        Err(Error::Corrupt(why)) => Ok(vec![why]),
        Err(error) => Err(error),
    }
}

fn postgres(db: &Db) -> Result<Vec<String>, Error> {
    let list = |row: &crate::Row<'_>| Ok((row.get::<i64>(0)?, row.get::<String>(1)?));
    let (amcheck, indexes, tables) = db.read_blocking(move |tx| {
        let amcheck = tx.row(&HAS_AMCHECK, params![], |row| row.get::<i64>(0))? == Some(2);
        Ok::<_, Error>((amcheck, tx.rows(&INDEXES, params![], list)?, tx.rows(&TABLES, params![], list)?))
    })?;
    let mut found = Vec::new();
    if amcheck {
        for (oid, name) in indexes {
            found.extend(ask::<String>(
                db,
                "SELECT 'ok' FROM bt_index_check($1::bigint::oid::regclass, TRUE)",
                oid,
                &name,
            )?);
        }
        for (oid, name) in tables {
            let sql = "SELECT msg FROM verify_heapam($1::bigint::oid::regclass)";
            found.extend(ask::<String>(db, sql, oid, &name)?);
        }
    } else {
        for (_, name) in tables {
            found.extend(read(db, &name)?);
        }
    }
    Ok(found)
}

fn ask<T: FromColumn + Into<String> + Send + 'static>(
    db: &Db,
    sql: &'static str,
    oid: i64,
    name: &str,
) -> Result<Vec<String>, Error> {
    let asked = db.read_blocking(move |tx| tx.dynamic_rows(sql, params![oid], |row| row.get::<T>(0)));
    let found = lines(asked.map(|rows| rows.into_iter().map(Into::into).collect()))?;
    Ok(found.into_iter().map(|line| format!("{name}: {line}")).collect())
}

/// Reads a whole table, for nothing but that it can be read.
fn read(db: &Db, name: &str) -> Result<Vec<String>, Error> {
    let sql = format!("COPY {} TO STDOUT", crate::transfer::quoted(name));
    let copied = db.read_blocking(move |tx| tx.copy_out(&sql, &mut |_bytes| Ok(())).map(|()| Vec::new()));
    Ok(lines(copied)?.into_iter().map(|line| format!("{name}: {line}")).collect())
}
