//! The values that fields hold, in tickets, in history and in custom fields.

use serde::{Deserialize, Serialize};

/// A field's value. Its JSON form is the plain one (`null`, `true`, `3`, `0.5`, `"text"`, `["a","b"]`); times are RFC 3339 text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(untagged, expecting = "null, true, false, a number, text or a list of texts")]
pub enum Value {
    /// Nothing: the field is empty.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text, a word of a list, a person, or a time.
    Text(String),
    /// Several words, tags or people.
    List(Vec<String>),
}

impl Value {
    /// Whether there is nothing in it: null, empty text, empty list.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::List(list) => list.is_empty(),
            Self::Bool(_) | Self::Int(_) | Self::Real(_) => false,
        }
    }

    /// The text, where it is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<String>> for Value {
    fn from(list: Vec<String>) -> Self {
        Self::List(list)
    }
}
