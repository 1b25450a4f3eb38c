//! Reading the times of a file: by named forms and by patterns.

use domain::At;
use time::{
    Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset, format_description::well_known::Rfc3339,
};

/// How a time is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Format {
    /// `2026-11-21T08:00:00+08:00`.
    Rfc3339,
    /// Seconds since 1970.
    Unix,
    /// Milliseconds since 1970.
    UnixMillis,
    /// By parts.
    Pattern(Vec<Part>),
}

/// A part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// This very character.
    Plain(char),
    /// `%Y`, `%m`, `%d`, `%H`, `%M`, `%S`: a number in at most so many digits.
    Number(Unit),
    /// `%f`: 1 to 9 digits of a second.
    Fraction,
    /// `%.f` (also `%.3f`, `%.6f`, `%.9f`): a point and 1 to 9 digits of a second, or nothing.
    PointFraction,
    /// `%z`: `Z`, `+08:00` or `+0800`.
    Offset,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// What the parts have said so far.
struct Said {
    year: i32,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    nanos: u32,
    offset: UtcOffset,
}

impl Format {
    /// Reads the name of a form, or a pattern; `None` for one with a `%` part that is not known, or without a day.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "rfc3339" => return Some(Self::Rfc3339),
            "unix" => return Some(Self::Unix),
            "unix_ms" => return Some(Self::UnixMillis),
            _ => {}
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            rest = rest.get(letter.len_utf8()..)?;
            if letter != '%' {
                parts.push(Part::Plain(letter));
                continue;
            }
            let (part, length) = match rest.as_bytes() {
                [b'Y', ..] => (Part::Number(Unit::Year), 1),
                [b'm', ..] => (Part::Number(Unit::Month), 1),
                [b'd', ..] => (Part::Number(Unit::Day), 1),
                [b'H', ..] => (Part::Number(Unit::Hour), 1),
                [b'M', ..] => (Part::Number(Unit::Minute), 1),
                [b'S', ..] => (Part::Number(Unit::Second), 1),
                [b'f', ..] => (Part::Fraction, 1),
                [b'.', b'f', ..] => (Part::PointFraction, 2),
                [b'.', b'3' | b'6' | b'9', b'f', ..] => (Part::PointFraction, 3),
                [b'z', ..] => (Part::Offset, 1),
                [b'%', ..] => (Part::Plain('%'), 1),
                _ => return None,
            };
            parts.push(part);
            rest = rest.get(length..)?;
        }
        let says = |unit| parts.contains(&Part::Number(unit));
        (says(Unit::Year) && says(Unit::Month) && says(Unit::Day)).then_some(Self::Pattern(parts))
    }

    /// The moment that `text` says; `offset` holds where it says none.
    pub(super) fn read(&self, text: &str, offset: UtcOffset) -> Option<At> {
        let moment = match self {
            Self::Rfc3339 => OffsetDateTime::parse(text, &Rfc3339).ok()?,
            Self::Unix => OffsetDateTime::from_unix_timestamp(text.parse().ok()?).ok()?,
            Self::UnixMillis => {
                OffsetDateTime::from_unix_timestamp_nanos(i128::from(text.parse::<i64>().ok()?) * 1_000_000)
                    .ok()?
            }
            Self::Pattern(parts) => by_parts(parts, text, offset)?,
        };
        let micros = i64::try_from(moment.unix_timestamp_nanos().div_euclid(1_000)).ok()?;
        // Outside the years 1 to 9999 it would be moved, and a moved time is a wrong one.
        Some(At::from_micros(micros)).filter(|at| at.micros() == micros)
    }
}

fn by_parts(parts: &[Part], text: &str, offset: UtcOffset) -> Option<OffsetDateTime> {
    let mut said = Said { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, nanos: 0, offset };
    let mut rest = text;
    for part in parts {
        match part {
            Part::Plain(letter) => rest = rest.strip_prefix(*letter)?,
            Part::Number(unit) => rest = said.number(*unit, rest)?,
            Part::Fraction => (said.nanos, rest) = fraction(rest)?,
            Part::PointFraction => {
                if let Some(digits) = rest.strip_prefix('.') {
                    (said.nanos, rest) = fraction(digits)?;
                }
            }
            Part::Offset => (said.offset, rest) = self::offset(rest)?,
        }
    }
    if !rest.is_empty() {
        return None;
    }
    let date = Date::from_calendar_date(said.year, Month::try_from(said.month).ok()?, said.day).ok()?;
    let time = Time::from_hms_nano(said.hour, said.minute, said.second, said.nanos).ok()?;
    Some(PrimitiveDateTime::new(date, time).assume_offset(said.offset))
}

impl Said {
    fn number<'t>(&mut self, unit: Unit, text: &'t str) -> Option<&'t str> {
        let (least, most) = if unit == Unit::Year { (4, 4) } else { (1, 2) };
        let (digits, rest) = digits(text, least, most)?;
        let small = || digits.parse().ok();
        match unit {
            Unit::Year => self.year = digits.parse().ok()?,
            Unit::Month => self.month = small()?,
            Unit::Day => self.day = small()?,
            Unit::Hour => self.hour = small()?,
            Unit::Minute => self.minute = small()?,
            Unit::Second => self.second = small()?,
        }
        Some(rest)
    }
}

/// At least `least` and at most `most` digits, and what follows them.
fn digits(text: &str, least: usize, most: usize) -> Option<(&str, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (length >= least).then(|| text.split_at(length))
}

fn fraction(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = digits(text, 1, 9)?;
    Some((format!("{digits:0<9}").parse().ok()?, rest))
}

fn offset(text: &str) -> Option<(UtcOffset, &str)> {
    if let Some(rest) = text.strip_prefix('Z') {
        return Some((UtcOffset::UTC, rest));
    }
    let sign: i8 = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, rest) = digits(text.get(1..)?, 2, 2)?;
    let (minutes, rest) = digits(rest.strip_prefix(':').unwrap_or(rest), 2, 2)?;
    let (hours, minutes): (i8, i8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let good = hours <= 14 && minutes < 60;
    good.then(|| UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok())
        .flatten()
        .map(|offset| (offset, rest))
}

/// Reads an offset that stands alone: `Z`, `+08:00`, `-0530`.
pub(super) fn parse_offset(text: &str) -> Option<UtcOffset> {
    offset(text).filter(|(_, rest)| rest.is_empty()).map(|(offset, _)| offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: &str, text: &str) -> Option<String> {
        let offset = parse_offset("+08:00").unwrap();
        Format::parse(format).unwrap().read(text, offset).map(|at| at.to_string())
    }

    #[test]
    fn each_form_reads_its_own_times() {
        let eight = Some("2012-03-15T13:23:52.500000Z".to_owned());
        for (format, text) in [
            ("%Y-%m-%d %H:%M:%S.%f", "2012-03-15 21:23:52.500"),
            ("%Y-%m-%d %H:%M:%S%.f", "2012-03-15 21:23:52.5"),
            ("%Y-%m-%d %H:%M:%S%.3f", "2012-03-15 21:23:52.500"),
            ("%d.%m.%Y %H:%M:%S.%f %z", "15.3.2012 13:23:52.5 Z"),
            ("%Y年%m月%d日 %H:%M:%S%.f", "2012年3月15日 21:23:52.500000000"),
            ("%Y%m%dT%H%M%S.%f%z", "20120315T082352.5-0500"),
            ("rfc3339", "2012-03-15T14:23:52.5+01:00"),
            ("unix_ms", "1331817832500"),
        ] {
            assert_eq!(read(format, text), eight, "{format}");
        }
        assert_eq!(
            read("%Y-%m-%d %H:%M:%S%.f", "2012-03-15 21:23:52"),
            Some("2012-03-15T13:23:52.000000Z".into())
        );
        assert_eq!(read("unix", "0"), Some("1970-01-01T00:00:00.000000Z".into()));
        assert_eq!(read("%Y-%m-%d", "2012-03-15"), Some("2012-03-14T16:00:00.000000Z".into()));
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for text in [
            "",
            "2012-02-30 00:00:00",
            "2012-03-15",
            "2012-03-15 21:23:52 ",
            "2012-03-15 24:00:00",
            "x",
            "日期",
        ] {
            assert_eq!(read("%Y-%m-%d %H:%M:%S", text), None, "{text}");
        }
        assert_eq!(read("unix", "99999999999999999"), None);
        for offset in ["", "08:00", "+8", "+15:00", "+08:60", "+08:00x"] {
            assert_eq!(parse_offset(offset), None, "{offset}");
        }
    }

    #[test]
    fn a_pattern_names_a_day_and_only_known_parts() {
        for bad in ["", "%H:%M", "%Y-%q-%d", "%Y-%m-%d %", "rfc-3339"] {
            assert_eq!(Format::parse(bad), None, "{bad}");
        }
    }
}
