//! Whole tables of a `PostgreSQL` database, out of it and into another, without knowing what they are.
//!
//! Everything happens in units of work: all tables read in one read unit are of one moment.

use crate::{Error, Tx, params};

crate::statements! {
    /// The tables of the schema that belong to no extension, with their columns in order, except those that tell which
    /// transaction wrote a row: elsewhere that number means another one. None on SQLite.
    TABLES = {
        sqlite: "SELECT '', '' WHERE 0 = 1",
        postgres: "SELECT CAST(c.relname AS TEXT), CAST(a.attname AS TEXT) FROM pg_class c
                   JOIN pg_attribute a ON a.attrelid = c.oid
                   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                     AND c.relnamespace = current_schema()::regnamespace
                     AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
                     AND NOT EXISTS (SELECT FROM pg_attrdef d WHERE d.adrelid = c.oid AND d.adnum = a.attnum
                                     AND pg_get_expr(d.adbin, d.adrelid) LIKE '%pg_current_xact_id%')
                   ORDER BY c.relname, a.attnum",
    };
    /// The sequences of the schema and the last number each has given; what it gives is never taken back.
    SEQUENCES = {
        sqlite: "SELECT '', 0 WHERE 0 = 1",
        postgres: "SELECT CAST(sequencename AS TEXT), last_value FROM pg_sequences
                   WHERE schemaname = current_schema() ORDER BY sequencename",
    };
    SET_SEQUENCE = {
        sqlite: "SELECT $1, $2",
        postgres: "SELECT setval(CAST($1 AS TEXT)::regclass, $2)",
    };
}

/// A table and its columns, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns' names.
    pub columns: Vec<String>,
}

/// A sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// Its name.
    pub name: String,
    /// The last number it gave; `None` when it has given none yet.
    pub last: Option<i64>,
}

/// A name as SQL text.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Table {
    fn place(&self) -> String {
        let columns: Vec<String> = self.columns.iter().map(|column| quoted(column)).collect();
        format!("{} ({})", quoted(&self.name), columns.join(", "))
    }
}

/// The tables there are, by name.
pub fn tables(tx: &mut Tx<'_>) -> Result<Vec<Table>, Error> {
    let columns = tx.rows(&TABLES, params![], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
    let mut tables: Vec<Table> = Vec::new();
    for (name, column) in columns {
        match tables.last_mut().filter(|table| table.name == name) {
            Some(table) => table.columns.push(column),
            None => tables.push(Table { name, columns: vec![column] }),
        }
    }
    Ok(tables)
}

/// The sequences there are, by name.
pub fn sequences(tx: &mut Tx<'_>) -> Result<Vec<Sequence>, Error> {
    tx.rows(&SEQUENCES, params![], |row| Ok(Sequence { name: row.get(0)?, last: row.get(1)? }))
}

/// The rows of a table, as the text of `COPY`, to `sink` as they come.
pub fn table_out(
    tx: &mut Tx<'_>,
    table: &Table,
    sink: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    tx.copy_out(&format!("COPY {} TO STDOUT", table.place()), sink)
}

/// Takes away all rows of a table.
pub fn empty_table(tx: &mut Tx<'_>, table: &Table) -> Result<(), Error> {
    tx.batch(&format!("DELETE FROM {}", quoted(&table.name)))
}

/// Adds rows in the text of `COPY` to a table; says how many they were.
pub fn table_in(
    tx: &mut Tx<'_>,
    table: &Table,
    source: &mut dyn FnMut() -> Result<Option<Vec<u8>>, Error>,
) -> Result<u64, Error> {
    tx.copy_in(&format!("COPY {} FROM STDIN", table.place()), source)
}

/// Lets a sequence go on where it was.
pub fn restore_sequence(tx: &mut Tx<'_>, sequence: &Sequence) -> Result<(), Error> {
    let Some(last) = sequence.last else { return Ok(()) };
    tx.row(&SET_SEQUENCE, params![quoted(&sequence.name), last], |_| Ok(())).map(drop)
}
