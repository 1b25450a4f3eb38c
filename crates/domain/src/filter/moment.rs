//! Moments and lengths of time, as they are written and as what they mean.
//!
//! A moment is a stretch: a day is all of the day, a second all of the second. Equal is *within*, before is before its
//! beginning, after is after its end.

use crate::At;
use std::{fmt, ops::Range};

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;
/// Units of lengths, from the longest, in milliseconds.
const UNITS: [(&str, i64); 6] =
    [("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];
/// The units that lengths are written in: a week is seven days to everybody.
const WRITTEN: Range<usize> = 1..UNITS.len();

/// What relative moments and days are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Now.
    pub now: At,
    /// How many seconds the days of whoever asks begin before those of UTC: 28,800 in China.
    pub zone: i32,
}

/// A moment as it was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A point in time, as exactly as it was written.
    Exact(At, Precision),
    /// A day of the calendar, counted from 1970-01-01.
    Day(i32),
    /// So many seconds from now; less than 0 is the past.
    FromNow(i64),
    /// So many days from today.
    FromToday(i32),
}

/// How exactly a point in time was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Precision {
    Second,
    Milli,
    Micro,
}

impl Precision {
    /// How many microseconds it leaves open.
    const fn micros(self) -> i64 {
        match self {
            Self::Second => SECOND,
            Self::Milli => 1_000,
            Self::Micro => 1,
        }
    }
}

impl Moment {
    /// The millisecond that is so many after 1970 began.
    pub fn millis(millis: i64) -> Self {
        Self::exact(At::from_micros(millis.saturating_mul(1_000)), Precision::Milli)
    }

    fn exact(at: At, precision: Precision) -> Self {
        let micros = at.micros();
        Self::Exact(At::from_micros(micros - micros.rem_euclid(precision.micros())), precision)
    }

    /// Reads a moment as people write it: `2026-11-21`, RFC 3339, `-3d`, `now+2h`, `today`, `today-7d`, `yesterday`, `tomorrow`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.to_ascii_lowercase().as_str() {
            "now" => return Some(Self::FromNow(0)),
            "today" => return Some(Self::FromToday(0)),
            "yesterday" => return Some(Self::FromToday(-1)),
            "tomorrow" => return Some(Self::FromToday(1)),
            word => {
                if let Some(rest) = word.strip_prefix("today") {
                    return days(signed(rest)?).map(Self::FromToday);
                }
                let rest = word.strip_prefix("now").unwrap_or(word);
                if rest.starts_with(['-', '+']) {
                    let millis = signed(rest)?;
                    return (millis % 1_000 == 0).then_some(Self::FromNow(millis / 1_000));
                }
            }
        }
        let at = At::parse(text)?;
        if text.len() == 10 {
            return i32::try_from(at.micros().div_euclid(DAY)).ok().map(Self::Day);
        }
        let digits =
            text.split_once('.').map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
        let precision = match digits {
            0 => Precision::Second,
            1..=3 => Precision::Milli,
            _ => Precision::Micro,
        };
        Some(Self::exact(at, precision))
    }

    /// Whether it is counted from now to the second, so that nothing is ever equal to it but by chance.
    pub const fn is_fleeting(self) -> bool {
        matches!(self, Self::FromNow(_))
    }

    /// The day that it is, for fields that hold days; `None` for what is no day. `-3d` is the day before three days.
    pub fn as_day(self) -> Option<Self> {
        match self {
            Self::Day(_) | Self::FromToday(_) => Some(self),
            Self::FromNow(seconds) => days(seconds.checked_mul(1_000)?).map(Self::FromToday),
            Self::Exact(..) => None,
        }
    }

    /// The stretch that it is, in microseconds since 1970, the end not included.
    pub fn span(self, clock: Clock) -> Range<i64> {
        let shift = i64::from(clock.zone) * SECOND;
        let day = |day: i64| {
            let begin = day.saturating_mul(DAY).saturating_sub(shift);
            begin..begin.saturating_add(DAY)
        };
        let point = |micros: i64, length: i64| micros..micros.saturating_add(length);
        match self {
            Self::Exact(at, precision) => point(at.micros(), precision.micros()),
            Self::Day(number) => day(number.into()),
            Self::FromNow(seconds) => point(clock.now.plus_seconds(seconds).micros(), 1),
            Self::FromToday(_) => day(self.day(clock)),
        }
    }

    /// The number of the day that it is in, counted from 1970-01-01.
    fn day(self, clock: Clock) -> i64 {
        let shift = i64::from(clock.zone) * SECOND;
        let of = |at: At| at.micros().saturating_add(shift).div_euclid(DAY);
        match self {
            Self::Exact(at, _) => of(at),
            Self::Day(number) => number.into(),
            Self::FromNow(seconds) => of(clock.now.plus_seconds(seconds)),
            Self::FromToday(number) => of(clock.now).saturating_add(number.into()),
        }
    }

    /// The day that it is in, as fields keep days: `2026-11-21`.
    pub fn date(self, clock: Clock) -> String {
        date_text(self.day(clock))
    }
}

fn date_text(day: i64) -> String {
    At::from_micros(day.saturating_mul(DAY)).to_string().chars().take(10).collect()
}

/// A length with its sign, in milliseconds.
fn signed(text: &str) -> Option<i64> {
    if let Some(rest) = text.strip_prefix('-') {
        return length(rest)?.checked_neg();
    }
    length(text.strip_prefix('+')?)
}

/// So many milliseconds as whole days.
fn days(millis: i64) -> Option<i32> {
    let day = DAY / 1_000;
    (millis % day == 0).then(|| i32::try_from(millis / day).ok())?
}

/// Reads a length of time, `90s`, `1h30m`, `250ms`, in milliseconds.
pub(super) fn length(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut total = 0_i64;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, tail) = rest.split_at(digits);
        let letters = tail.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (unit, tail) = tail.split_at(letters);
        let (_, millis) = UNITS.iter().find(|(name, _)| unit.eq_ignore_ascii_case(name))?;
        total = total.checked_add(number.parse::<i64>().ok()?.checked_mul(*millis)?)?;
        rest = tail;
    }
    (!text.is_empty()).then_some(total)
}

/// Writes a length of so many milliseconds in the longest unit that does not cut it.
pub(super) fn length_text(millis: i64) -> String {
    let units = UNITS.get(WRITTEN).unwrap_or_default();
    match units.iter().find(|(_, unit)| millis % unit == 0) {
        Some((name, unit)) if millis != 0 => format!("{}{name}", millis / unit),
        _ => format!("{millis}ms"),
    }
}

/// As [`Moment::parse`] reads it.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signed = |f: &mut fmt::Formatter<'_>, millis: i64| {
            let sign = if millis < 0 { '-' } else { '+' };
            write!(f, "{sign}{}", length_text(millis.saturating_abs()))
        };
        match *self {
            Self::Exact(at, precision) => {
                let text = at.to_string();
                let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
                match precision {
                    Precision::Second => write!(f, "{whole}Z"),
                    Precision::Milli => write!(f, "{whole}.{}Z", rest.get(..3).unwrap_or(rest)),
                    Precision::Micro => f.write_str(&text),
                }
            }
            Self::Day(day) => f.write_str(&date_text(day.into())),
            Self::FromNow(0) => f.write_str("now"),
            Self::FromNow(seconds) => signed(f, seconds.saturating_mul(1_000)),
            Self::FromToday(-1) => f.write_str("yesterday"),
            Self::FromToday(0) => f.write_str("today"),
            Self::FromToday(1) => f.write_str("tomorrow"),
            Self::FromToday(days) => {
                f.write_str("today")?;
                signed(f, i64::from(days).saturating_mul(DAY / 1_000))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::samples::any_moment;
    use proptest::prelude::*;

    const CHINA: i32 = 28_800;

    fn clock(zone: i32) -> Clock {
        Clock { now: At::parse("2026-11-21T18:30:00Z").unwrap(), zone }
    }

    fn stretch(written: &str, zone: i32) -> (String, String) {
        let span = Moment::parse(written).unwrap().span(clock(zone));
        (At::from_micros(span.start).to_string(), At::from_micros(span.end).to_string())
    }

    #[test]
    fn a_moment_is_as_long_as_it_is_written_exactly() {
        for (written, zone, from, to) in [
            ("2026-11-21", 0, "2026-11-21T00:00:00.000000Z", "2026-11-22T00:00:00.000000Z"),
            ("2026-11-21", CHINA, "2026-11-20T16:00:00.000000Z", "2026-11-21T16:00:00.000000Z"),
            ("today", 0, "2026-11-21T00:00:00.000000Z", "2026-11-22T00:00:00.000000Z"),
            // In China it is tomorrow already.
            ("today", CHINA, "2026-11-21T16:00:00.000000Z", "2026-11-22T16:00:00.000000Z"),
            ("today-7d", 0, "2026-11-14T00:00:00.000000Z", "2026-11-15T00:00:00.000000Z"),
            ("Yesterday", 0, "2026-11-20T00:00:00.000000Z", "2026-11-21T00:00:00.000000Z"),
            ("-3d", CHINA, "2026-11-18T18:30:00.000000Z", "2026-11-18T18:30:00.000001Z"),
            ("now+1h30m", 0, "2026-11-21T20:00:00.000000Z", "2026-11-21T20:00:00.000001Z"),
            ("2026-11-21T08:00:00Z", 0, "2026-11-21T08:00:00.000000Z", "2026-11-21T08:00:01.000000Z"),
            ("2026-11-21T08:00:00.12+08:00", 0, "2026-11-21T00:00:00.120000Z", "2026-11-21T00:00:00.121000Z"),
            ("2026-11-21T08:00:00.1234567Z", 0, "2026-11-21T08:00:00.123456Z", "2026-11-21T08:00:00.123457Z"),
        ] {
            assert_eq!(stretch(written, zone), (from.to_owned(), to.to_owned()), "{written}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for bad in [
            "",
            "3d",
            "-",
            "-d",
            "-3",
            "-3x",
            "-3d4",
            "-500ms",
            "today-1h",
            "today1d",
            "todays",
            "nowadays",
            "2026-13-01",
            "-99999999999999999999d",
            "-9223372036854775807w",
            "-１d",
        ] {
            assert_eq!(Moment::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn lengths_are_read_in_any_units_and_written_in_one() {
        for (text, millis, back) in [
            ("90s", 90_000, "90s"),
            ("1h30m", 5_400_000, "90m"),
            ("250ms", 250, "250ms"),
            ("2W", 1_209_600_000, "14d"),
            ("0s", 0, "0ms"),
        ] {
            assert_eq!(length(text), Some(millis), "{text}");
            assert_eq!(length_text(millis), back);
        }
        for bad in ["", "5", "m", "5x", "-5m", "5m ", "99999999999999w"] {
            assert_eq!(length(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_day_is_that_of_whoever_asks() {
        assert_eq!(Moment::FromToday(0).date(clock(0)), "2026-11-21");
        assert_eq!(Moment::FromToday(0).date(clock(CHINA)), "2026-11-22");
        assert_eq!(Moment::parse("-3d").and_then(Moment::as_day), Some(Moment::FromToday(-3)));
        assert_eq!(Moment::parse("-3h").and_then(Moment::as_day), None);
        assert_eq!(Moment::millis(1).as_day(), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(moment in any_moment()) {
            prop_assert_eq!(Moment::parse(&moment.to_string()), Some(moment), "{}", moment);
        }

        #[test]
        fn no_text_and_no_clock_breaks_it(text in "[-+0-9a-zT:.ё]{0,30}", now in any::<i64>(), zone in any::<i32>(), days in any::<i32>(), seconds in any::<i64>()) {
            let clock = Clock { now: At::from_micros(now), zone };
            let moments = [Moment::parse(&text), Some(Moment::Day(days)), Some(Moment::FromToday(days)), Some(Moment::FromNow(seconds))];
            for moment in moments.into_iter().flatten() {
                let span = moment.span(clock);
                prop_assert!(span.start <= span.end);
                let _ = (moment.to_string(), moment.date(clock), moment.as_day());
            }
            let _ = length(&text);
        }
    }
}
