//! A row as a line of JSON and back. The keys of a line are `record` and the columns, always in the same order.

use super::Failed;
use domain::{Message, msg};
use serde_json::{Map, Value};
use sql::{Param, Row};
use std::io::Write as _;
use store::instance::{Column, Kind, Table};

/// Appends the line of a row, with its line end.
pub(super) fn write(out: &mut Vec<u8>, table: &Table, row: &Row<'_>) -> Result<(), sql::Error> {
    out.extend_from_slice(b"{\"record\":\"");
    out.extend_from_slice(table.name.as_bytes());
    out.push(b'"');
    for (index, column) in table.columns.iter().enumerate() {
        out.extend_from_slice(b",\"");
        out.extend_from_slice(column.name.as_bytes());
        out.extend_from_slice(b"\":");
        match (row.value(index)?, column.kind) {
            (sql::Value::Null, Kind::IntOrNull | Kind::TextOrNull) => out.extend_from_slice(b"null"),
            (sql::Value::Int(truth @ (0 | 1)), Kind::Bool) => out.extend_from_slice(word(truth == 1)),
            (sql::Value::Bool(truth), Kind::Bool) => out.extend_from_slice(word(truth)),
            (sql::Value::Int(number), Kind::Int | Kind::IntOrNull) => {
                // Writing to memory does not fail.
                let _ = write!(out, "{number}");
            }
            (sql::Value::Text(text), Kind::Text | Kind::TextOrNull) => {
                serde_json::to_writer(&mut *out, text).map_err(|error| corrupt(table, column, &error))?;
            }
            (other, _) => return Err(corrupt(table, column, &format!("{other:?}"))),
        }
    }
    out.extend_from_slice(b"}\n");
    Ok(())
}

const fn word(truth: bool) -> &'static [u8] {
    if truth { b"true" } else { b"false" }
}

fn corrupt(table: &Table, column: &Column, what: &dyn std::fmt::Display) -> sql::Error {
    sql::Error::Corrupt(format!("{}.{} holds {what}", table.name, column.name))
}

/// A line that is being taken apart.
pub(super) struct Line {
    number: u64,
    keys: Map<String, Value>,
}

impl Line {
    /// Reads a line, without its line end.
    pub(super) fn parse(number: u64, text: &[u8]) -> Result<Self, Failed> {
        match serde_json::from_slice(text) {
            Ok(Value::Object(keys)) => Ok(Self { number, keys }),
            Ok(_) => Err(wrong(number, "", msg!("instance.object"))),
            Err(error) => Err(wrong(number, "", msg!("instance.json", detail = error))),
        }
    }

    /// What is wrong with one of its keys.
    pub(super) fn wrong(&self, field: &str, why: Message) -> Failed {
        wrong(self.number, field, why)
    }

    /// Takes a text.
    pub(super) fn text(&mut self, field: &str) -> Result<String, Failed> {
        match self.take(field)? {
            Value::String(text) if text.contains('\0') => Err(self.wrong(field, msg!("import.nul"))),
            Value::String(text) => Ok(text),
            _ => Err(self.wrong(field, msg!("instance.text"))),
        }
    }

    /// Takes a whole number.
    pub(super) fn int(&mut self, field: &str) -> Result<i64, Failed> {
        self.take(field)?.as_i64().ok_or_else(|| self.wrong(field, msg!("value.integer")))
    }

    /// The values of a row of `table`, in the order of its columns.
    pub(super) fn row(mut self, table: &Table) -> Result<Vec<Param<'static>>, Failed> {
        let mut values = Vec::with_capacity(table.columns.len());
        for column in table.columns {
            values.push(self.value(column)?);
        }
        self.end()?;
        Ok(values)
    }

    fn value(&mut self, column: &Column) -> Result<Param<'static>, Failed> {
        let null = self.keys.get(column.name) == Some(&Value::Null);
        Ok(match column.kind {
            Kind::IntOrNull | Kind::TextOrNull if null => {
                self.take(column.name)?;
                Param::Null
            }
            Kind::Int | Kind::IntOrNull => Param::Int(self.int(column.name)?),
            Kind::Text | Kind::TextOrNull => Param::from(self.text(column.name)?),
            Kind::Bool => match self.take(column.name)? {
                Value::Bool(truth) => Param::Bool(truth),
                _ => return Err(self.wrong(column.name, msg!("instance.truth"))),
            },
        })
    }

    /// Refuses what nobody has taken.
    pub(super) fn end(self) -> Result<(), Failed> {
        match self.keys.keys().next() {
            None => Ok(()),
            Some(extra) => Err(self.wrong(extra, msg!("instance.extra"))),
        }
    }

    fn take(&mut self, field: &str) -> Result<Value, Failed> {
        self.keys.remove(field).ok_or_else(|| self.wrong(field, msg!("instance.missing")))
    }
}

/// What is wrong with a line.
pub(super) fn wrong(line: u64, field: &str, why: Message) -> Failed {
    Failed::Line { line, field: field.to_owned(), why }
}
