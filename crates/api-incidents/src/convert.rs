//! From this surface's words to values: flags and times that clients send as texts or as what they are.

use domain::At;
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// Milliseconds since 1970.
pub(crate) const fn millis(at: At) -> i64 {
    at.micros().div_euclid(1_000)
}

/// Yes or no: `true`, or `"true"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Flag;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a boolean")
            }

            fn visit_bool<E: de::Error>(self, so: bool) -> Result<Flag, E> {
                Ok(Flag(so))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Flag, E> {
                match text.trim().to_ascii_lowercase().as_str() {
                    "true" => Ok(Flag(true)),
                    "false" => Ok(Flag(false)),
                    _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A whole number: `7`, or `"7"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whole(pub(crate) i64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Whole;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("i64")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Whole, E> {
                Ok(Whole(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Whole, E> {
                let whole = i64::try_from(number).map(Whole);
                whole.map_err(|_large| E::invalid_value(de::Unexpected::Unsigned(number), &self))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Whole, E> {
                let whole = text.trim().parse().map(Whole);
                whole.map_err(|_other| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A value of a filter as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "a string")]
pub(crate) enum Given {
    Text(String),
    /// As clients in languages that do not look at types send it for fields of whole numbers.
    Number(i64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_clients_send_as_text_is_read_too() {
        let flag = |json: &str| serde_json::from_str::<Flag>(json).ok().map(|flag| flag.0);
        assert_eq!(
            (flag("true"), flag("\" False\""), flag("1"), flag("\"yes\"")),
            (Some(true), Some(false), None, None)
        );
        let whole = |json: &str| serde_json::from_str::<Whole>(json).ok().map(|whole| whole.0);
        assert_eq!(
            (whole("7"), whole("\"-7\""), whole("7.5"), whole("\"\"")),
            (Some(7), Some(-7), None, None)
        );
        assert_eq!((whole("18446744073709551615"), whole("null"), whole("[]")), (None, None, None));
    }
}
