//! Points in time. The clock itself is never here: a time is always an argument.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// A point in time: microseconds since 1970-01-01T00:00:00Z. Its text form is RFC 3339 in UTC with six decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct At(i64);

const OUT: &[time::format_description::BorrowedFormatItem<'_>] =
    time::macros::format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

/// The first and the last moment that the text form can say: years 0001 to 9999.
const RANGE: std::ops::RangeInclusive<i64> = -62_135_596_800_000_000..=253_402_300_799_999_999;

impl At {
    /// From microseconds since 1970; a value outside the years 1 to 9999 is moved to the nearest end.
    pub fn from_micros(micros: i64) -> Self {
        Self(micros.clamp(*RANGE.start(), *RANGE.end()))
    }

    /// Microseconds since 1970.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This time moved by `seconds`.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_micros(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Reads RFC 3339 with any offset; a date alone (`2026-11-21`) is its midnight in UTC. `None` when it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let full = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
        let parsed = OffsetDateTime::parse(&full, &Rfc3339).ok()?;
        let micros = i64::try_from(parsed.unix_timestamp_nanos().div_euclid(1_000)).ok()?;
        RANGE.contains(&micros).then_some(Self(micros))
    }
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let nanos = i128::from(self.0) * 1_000;
        let text = OffsetDateTime::from_unix_timestamp_nanos(nanos)
            .ok()
            .and_then(|t| t.to_offset(UtcOffset::UTC).format(OUT).ok())
            .ok_or(std::fmt::Error)?;
        f.write_str(&text)
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not an RFC 3339 time"))
    }
}

#[cfg(test)]
mod tests {
    use super::At;
    use proptest::prelude::*;

    #[test]
    fn an_offset_is_turned_into_utc() {
        let at = At::parse("2026-11-21T08:00:00+08:00").unwrap();
        assert_eq!(at.to_string(), "2026-11-21T00:00:00.000000Z");
    }

    #[test]
    fn a_date_alone_is_midnight_and_nonsense_is_refused() {
        assert_eq!(At::parse("2026-11-21"), At::parse("2026-11-21T00:00:00Z"));
        for bad in ["", "yesterday", "2026-13-01", "2026-11-21 00:00", "20261121", "日期日期日"] {
            assert_eq!(At::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn text_and_back_is_the_same_time(micros in any::<i64>()) {
            let at = At::from_micros(micros);
            prop_assert_eq!(At::parse(&at.to_string()), Some(at));
        }
    }
}
