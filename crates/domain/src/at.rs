//! Points in time. The clock itself is never here: a time is always an argument.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339};

/// A point in time: microseconds since 1970-01-01T00:00:00Z. Its text form is RFC 3339 in UTC with six decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct At(i64);

const DAY: i64 = 86_400_000_000;
/// The Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;

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
        // Written digit by digit: an answer is full of times, and a general formatter takes ten times as long.
        let day = i32::try_from(self.0.div_euclid(DAY)).map_err(|_outside| std::fmt::Error)?;
        let date = Date::from_julian_day(EPOCH.saturating_add(day)).map_err(|_outside| std::fmt::Error)?;
        let micros = self.0.rem_euclid(DAY);
        let (seconds, micros) = (micros / 1_000_000, micros % 1_000_000);
        let mut text = *b"0000-00-00T00:00:00.000000Z";
        put(&mut text, 0..4, date.year().into());
        put(&mut text, 5..7, u8::from(date.month()).into());
        put(&mut text, 8..10, date.day().into());
        put(&mut text, 11..13, seconds / 3_600);
        put(&mut text, 14..16, seconds / 60 % 60);
        put(&mut text, 17..19, seconds % 60);
        put(&mut text, 20..26, micros);
        f.write_str(std::str::from_utf8(&text).map_err(|_not_digits| std::fmt::Error)?)
    }
}

/// Writes a number that is not negative into its places, the last digit last.
fn put(text: &mut [u8], places: std::ops::Range<usize>, mut number: i64) {
    for digit in text.get_mut(places).into_iter().flatten().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
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
    use super::{At, OffsetDateTime};
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
        fn the_text_is_what_the_calendar_says(micros in any::<i64>()) {
            let at = At::from_micros(micros);
            let out = time::macros::format_description!(
                "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z"
            );
            let calendar = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.micros()) * 1_000).unwrap();
            prop_assert_eq!(at.to_string(), calendar.format(out).unwrap());
        }

        #[test]
        fn text_and_back_is_the_same_time(micros in any::<i64>()) {
            let at = At::from_micros(micros);
            prop_assert_eq!(At::parse(&at.to_string()), Some(at));
        }
    }
}
