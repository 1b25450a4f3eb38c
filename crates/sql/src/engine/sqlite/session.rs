//! One unit's statements on a `SQLite` connection.
//!
//! Must never begin, commit or undo anything: the thread that owns the connection does.

use std::time::{Duration, Instant};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection};

use super::deadline::Deadline;
use super::failure::translate;
use crate::tx::{Refusal, Text};
use crate::{Error, Param, Row, Value};

#[derive(Debug)]
pub(crate) struct Session<'a> {
    connection: &'a Connection,
    /// When the connection stops what it runs, where it ever does.
    deadline: Option<&'a Deadline>,
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        // The connection is the next unit's.
        if let Some(deadline) = self.deadline {
            deadline.set(None);
        }
    }
}

impl<'a> Session<'a> {
    pub(crate) const fn new(connection: &'a Connection) -> Self {
        Self { connection, deadline: None }
    }

    /// As [`Session::new`], on a connection that may be told to stop.
    pub(crate) const fn until(connection: &'a Connection, deadline: &'a Deadline) -> Self {
        Self { connection, deadline: Some(deadline) }
    }

    /// Stops whatever runs when so much time has passed.
    pub(crate) fn limit(&mut self, longest: Duration) -> Result<(), Error> {
        let Some(deadline) = self.deadline else {
            return Err(Error::Unsupported("a limit of time on a unit that writes".to_owned()));
        };
        deadline.set(Instant::now().checked_add(longest));
        Ok(())
    }

    pub(crate) fn query<T>(
        &mut self,
        text: Text<'_>,
        params: &[Param<'_>],
        most: usize,
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Refusal> {
        let mut statement = self.prepare(text, params)?;
        let reads = statement.readonly();
        let mut mapped = Vec::new();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(|error| translate(&error, text.name))? {
            if mapped.len() < most {
                mapped.push(map(&Row::sqlite(row, text.name)).map_err(Refusal::Row)?);
            }
            // A statement that writes and returns rows is always run to its end.
            if reads && mapped.len() >= most {
                break;
            }
        }
        Ok(mapped)
    }

    pub(crate) fn execute(&mut self, text: Text<'_>, params: &[Param<'_>]) -> Result<u64, Error> {
        let mut statement = self.prepare(text, params)?;
        let reads = statement.readonly();
        let mut rows = statement.raw_query();
        let mut seen = 0;
        while rows.next().map_err(|error| translate(&error, text.name))?.is_some() {
            seen += 1;
        }
        drop(rows);
        Ok(if reads { seen } else { self.connection.changes() })
    }

    pub(crate) fn check(&mut self, text: Text<'_>) -> Result<(), Error> {
        self.connection.prepare_cached(text.sql).map(drop).map_err(|error| translate(&error, text.name))
    }

    pub(crate) fn batch(&mut self, text: Text<'_>) -> Result<(), Error> {
        self.connection.execute_batch(text.sql).map_err(|error| translate(&error, text.name))
    }

    fn prepare(&self, text: Text<'_>, params: &[Param<'_>]) -> Result<CachedStatement<'a>, Error> {
        let failed = |error: rusqlite::Error| translate(&error, text.name);
        let mut statement = self.connection.prepare_cached(text.sql).map_err(failed)?;
        // SQLite numbers `$2, $1` by first appearance, so the number is read from the parameter's name.
        let mut highest = 0;
        for index in 1..=statement.parameter_count() {
            let number = statement.parameter_name(index).and_then(number);
            let param = number.and_then(|number| params.get(number.checked_sub(1)?));
            let (Some(number), Some(param)) = (number, param) else {
                return Err(miscounted(text, params.len()));
            };
            highest = highest.max(number);
            statement.raw_bind_parameter(index, bound(param)).map_err(failed)?;
        }
        if highest == params.len() { Ok(statement) } else { Err(miscounted(text, params.len())) }
    }
}

fn number(name: &str) -> Option<usize> {
    name.strip_prefix(['$', '?'])?.parse().ok()
}

fn miscounted(text: Text<'_>, given: usize) -> Error {
    let detail = format!("its parameters are not $1 to ${given}, but {given} values were given");
    Error::Statement { name: text.name.to_owned(), detail }
}

fn bound<'p>(param: &'p Param<'_>) -> ToSqlOutput<'p> {
    ToSqlOutput::Borrowed(match param {
        Param::Null => ValueRef::Null,
        Param::Int(value) => ValueRef::Integer(*value),
        Param::Bool(value) => ValueRef::Integer(i64::from(*value)),
        Param::Real(value) => ValueRef::Real(*value),
        Param::Text(text) => ValueRef::Text(text.as_bytes()),
        Param::Bytes(bytes) => ValueRef::Blob(bytes),
    })
}

/// A column's value; the error says what stands there instead.
pub(crate) fn value<'a>(row: &'a rusqlite::Row<'a>, index: usize) -> Result<Value<'a>, String> {
    Ok(match row.get_ref(index).map_err(|_outside| "no such column".to_owned())? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Int(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(text) => {
            Value::Text(std::str::from_utf8(text).map_err(|_invalid| "text that is not UTF-8".to_owned())?)
        }
        ValueRef::Blob(bytes) => Value::Bytes(bytes),
    })
}
