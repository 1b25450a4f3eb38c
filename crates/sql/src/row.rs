//! Rows of a result, engine-neutral.
//!
//! Must never outlive the statement that gave the row; owned values leave through [`FromColumn`].

use crate::Error;
use crate::engine::{postgres, sqlite};

/// One column of one row, borrowed from the engine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// An integer of any width. `SQLite` has no other truth values than 0 and 1.
    Int(i64),
    /// A truth value, from `PostgreSQL`.
    Bool(bool),
    /// A floating-point number.
    Real(f64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl Value<'_> {
    fn describe(self) -> String {
        match self {
            Self::Null => "NULL".to_owned(),
            Self::Int(value) => format!("the integer {value}"),
            Self::Bool(value) => format!("the boolean {value}"),
            Self::Real(value) => format!("the number {value}"),
            Self::Text(_) => "text".to_owned(),
            Self::Bytes(bytes) => format!("{} bytes", bytes.len()),
        }
    }
}

/// A Rust type a column can be read as. A newtype implements it by handing on to what it wraps.
pub trait FromColumn: Sized {
    /// What an error says was expected.
    const EXPECTED: &'static str;

    /// The value, or `None` if the column holds something else.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

impl FromColumn for i64 {
    const EXPECTED: &'static str = "a 64-bit integer";

    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Int(value) = value { Some(value) } else { None }
    }
}

impl FromColumn for i32 {
    const EXPECTED: &'static str = "a 32-bit integer";

    fn from_value(value: Value<'_>) -> Option<Self> {
        i64::from_value(value).and_then(|value| value.try_into().ok())
    }
}

impl FromColumn for u32 {
    const EXPECTED: &'static str = "an integer from 0 to 4294967295";

    fn from_value(value: Value<'_>) -> Option<Self> {
        i64::from_value(value).and_then(|value| value.try_into().ok())
    }
}

impl FromColumn for f64 {
    const EXPECTED: &'static str = "a number";

    #[allow(
        clippy::cast_precision_loss,
        reason = "an expression may give 2 on one engine and 2.0 on the other"
    )]
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Real(value) => Some(value),
            Value::Int(value) => Some(value as Self),
            Value::Null | Value::Bool(_) | Value::Text(_) | Value::Bytes(_) => None,
        }
    }
}

impl FromColumn for bool {
    const EXPECTED: &'static str = "a boolean";

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(value),
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            Value::Int(_) | Value::Null | Value::Real(_) | Value::Text(_) | Value::Bytes(_) => None,
        }
    }
}

impl FromColumn for String {
    const EXPECTED: &'static str = "text";

    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Text(text) = value { Some(text.to_owned()) } else { None }
    }
}

impl FromColumn for Vec<u8> {
    const EXPECTED: &'static str = "bytes";

    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Bytes(bytes) = value { Some(bytes.to_vec()) } else { None }
    }
}

impl<T: FromColumn> FromColumn for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn from_value(value: Value<'_>) -> Option<Self> {
        if matches!(value, Value::Null) { Some(None) } else { T::from_value(value).map(Some) }
    }
}

/// A row of a result, valid while the mapping closure runs.
#[derive(Debug)]
pub struct Row<'a> {
    source: Source<'a>,
    statement: &'a str,
}

#[derive(Debug)]
enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(postgres::Line<'a>),
}

impl<'a> Row<'a> {
    pub(crate) const fn sqlite(row: &'a rusqlite::Row<'a>, statement: &'a str) -> Self {
        Self { source: Source::Sqlite(row), statement }
    }

    pub(crate) const fn postgres(row: postgres::Line<'a>, statement: &'a str) -> Self {
        Self { source: Source::Postgres(row), statement }
    }

    /// The column at a position, from 0, as `T`.
    pub fn get<T: FromColumn>(&self, index: usize) -> Result<T, Error> {
        let value = self.value(index)?;
        T::from_value(value).ok_or_else(|| self.wrong(index, T::EXPECTED, value.describe()))
    }

    /// The text at a position, from 0, without copying it.
    pub fn text(&self, index: usize) -> Result<&'a str, Error> {
        match self.value(index)? {
            Value::Text(text) => Ok(text),
            value => Err(self.wrong(index, String::EXPECTED, value.describe())),
        }
    }

    /// The bytes at a position, from 0, without copying them.
    pub fn bytes(&self, index: usize) -> Result<&'a [u8], Error> {
        match self.value(index)? {
            Value::Bytes(bytes) => Ok(bytes),
            value => Err(self.wrong(index, Vec::<u8>::EXPECTED, value.describe())),
        }
    }

    /// Whatever stands at a position, from 0.
    pub fn value(&self, index: usize) -> Result<Value<'a>, Error> {
        let value = match &self.source {
            Source::Sqlite(row) => sqlite::value(row, index),
            Source::Postgres(row) => row.value(index),
        };
        value.map_err(|found| self.wrong(index, "a value", found))
    }

    fn wrong(&self, index: usize, expected: &'static str, found: String) -> Error {
        Error::Column { statement: self.statement.to_owned(), index, expected, found }
    }
}
