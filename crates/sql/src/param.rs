//! Parameters of statements, engine-neutral.
//!
//! Must never convert between kinds behind the caller's back beyond what an engine's column type asks for.

use std::borrow::Cow;

use crate::Error;

/// A value bound to `$1`, `$2`, …: made with [`params!`](crate::params) from the usual Rust types.
#[derive(Debug, Clone, PartialEq)]
pub enum Param<'a> {
    /// No value; fits every column type.
    Null,
    /// An integer; fits every integer, floating and numeric column type.
    Int(i64),
    /// A truth value: `BOOLEAN` on `PostgreSQL`, 0 or 1 on `SQLite`.
    Bool(bool),
    /// A floating-point number.
    Real(f64),
    /// Text without NUL characters.
    Text(Cow<'a, str>),
    /// Bytes: `BLOB` or `BYTEA`.
    Bytes(Cow<'a, [u8]>),
}

impl Param<'_> {
    /// The same value, owned, for a statement that is sent later.
    pub fn into_owned(self) -> Param<'static> {
        match self {
            Self::Null => Param::Null,
            Self::Int(value) => Param::Int(value),
            Self::Bool(value) => Param::Bool(value),
            Self::Real(value) => Param::Real(value),
            Self::Text(text) => Param::Text(Cow::Owned(text.into_owned())),
            Self::Bytes(bytes) => Param::Bytes(Cow::Owned(bytes.into_owned())),
        }
    }
}

/// Refuses what one engine could not store, before either engine sees it.
pub(crate) fn check(params: &[Param<'_>]) -> Result<(), Error> {
    let nul = |param: &Param<'_>| matches!(param, Param::Text(text) if text.as_bytes().contains(&0));
    if params.iter().any(nul) { Err(Error::NulInText) } else { Ok(()) }
}

impl From<i64> for Param<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<i32> for Param<'_> {
    fn from(value: i32) -> Self {
        Self::Int(value.into())
    }
}

impl From<u32> for Param<'_> {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

impl From<bool> for Param<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f64> for Param<'_> {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a String> for Param<'a> {
    fn from(value: &'a String) -> Self {
        Self::Text(Cow::Borrowed(value))
    }
}

impl From<String> for Param<'_> {
    fn from(value: String) -> Self {
        Self::Text(Cow::Owned(value))
    }
}

impl<'a> From<Cow<'a, str>> for Param<'a> {
    fn from(value: Cow<'a, str>) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Param<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Bytes(Cow::Borrowed(value))
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Param<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Self::Bytes(Cow::Borrowed(value))
    }
}

impl From<Vec<u8>> for Param<'_> {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(Cow::Owned(value))
    }
}

impl<'a> From<&'a Vec<u8>> for Param<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Self::Bytes(Cow::Borrowed(value))
    }
}

impl<T: Into<Self>> From<Option<T>> for Param<'_> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<'a> From<&'a Option<String>> for Param<'a> {
    fn from(value: &'a Option<String>) -> Self {
        value.as_deref().map_or(Self::Null, Self::from)
    }
}

/// The parameters of one statement: `params![team, "open", deadline]` is a `&[Param; 3]`.
#[macro_export]
macro_rules! params {
    () => { &([] as [$crate::Param<'_>; 0]) };
    ($($value:expr),+ $(,)?) => { &[$($crate::Param::from($value)),+] };
}
