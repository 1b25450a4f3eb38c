//! Times that come again, as cron has them: minute, hour, day of the month, month, day of the week.
//!
//! Each field is `*`, a number, a range `a-b`, any of them with a step `/n`, or several of these with commas; months and days of
//! the week also by their first three English letters. Where both days are given, either will do. A time is that of a fixed
//! offset from UTC: none is skipped or comes twice.

use crate::{At, Message, msg};
use time::Date;

/// The most characters of an expression.
const LONGEST: usize = 200;
/// Days that are looked at for the next time: the 29th of February comes again after eight years at most.
const HORIZON: i64 = 366 * 9;
/// The first of January 1970 as a Julian day.
const EPOCH: i64 = 2_440_588;
const DAY_MINUTES: i64 = 1_440;
const MINUTE: i64 = 60_000_000;
/// The largest offset from UTC, in minutes.
pub const LARGEST_OFFSET: i64 = 14 * 60;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
/// What stands for whole expressions.
const SHORT: [(&str, &str); 5] = [
    ("@hourly", "0 * * * *"),
    ("@daily", "0 0 * * *"),
    ("@weekly", "0 0 * * 0"),
    ("@monthly", "0 0 1 * *"),
    ("@yearly", "0 0 1 1 *"),
];

/// An expression. Each field is a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cron {
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
    /// Whether a day of either kind will do.
    either: bool,
}

impl Cron {
    /// Reads an expression.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let refused = || msg!("schedule.cron");
        if text.len() > LONGEST {
            return Err(refused());
        }
        let text = text.trim().to_ascii_lowercase();
        let text = SHORT.iter().find(|(short, _)| *short == text).map_or(text.as_str(), |(_, long)| *long);
        let fields: Vec<&str> = text.split_ascii_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields.as_slice() else { return Err(refused()) };
        let read = |field: &str, min, max, names: &[&str]| set(field, min, max, names).ok_or_else(refused);
        // Both 0 and 7 are Sunday.
        let weekdays = read(weekday, 0, 7, &WEEKDAYS)?;
        Ok(Self {
            minutes: read(minute, 0, 59, &[])?,
            hours: read(hour, 0, 23, &[])?,
            days: read(day, 1, 31, &[])?,
            months: read(month, 1, 12, &MONTHS)?,
            weekdays: (weekdays | weekdays >> 7) & 0x7f,
            either: !day.starts_with('*') && !weekday.starts_with('*'),
        })
    }

    /// The first time after `after`, on clocks that are `offset` minutes before UTC; `None` where there never is one.
    pub fn next(&self, after: At, offset: i64) -> Option<At> {
        let first = after.micros().div_euclid(MINUTE) + offset + 1;
        let (today, now) = (first.div_euclid(DAY_MINUTES), first.rem_euclid(DAY_MINUTES));
        (today..today + HORIZON).filter(|day| self.is_on(*day)).find_map(|day| {
            let from = if day == today { now } else { 0 };
            let minute = (from..DAY_MINUTES)
                .find(|minute| has(self.hours, minute / 60) && has(self.minutes, minute % 60))?;
            let at = (day * DAY_MINUTES + minute - offset).checked_mul(MINUTE)?;
            Some(At::from_micros(at))
        })
    }

    /// Whether a day, counted from 1970, is one of its days.
    fn is_on(&self, day: i64) -> bool {
        let Some(date) = i32::try_from(EPOCH + day).ok().and_then(|day| Date::from_julian_day(day).ok())
        else {
            return false;
        };
        let of_month = has(self.days, i64::from(date.day()));
        let of_week = has(self.weekdays, i64::from(date.weekday().number_days_from_sunday()));
        let right = if self.either { of_month || of_week } else { of_month && of_week };
        right && has(self.months, i64::from(u8::from(date.month())))
    }
}

/// Reads an offset from UTC, `+08:00` or `Z`, as minutes.
pub fn parse_offset(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let two = |digits: &str| {
        let good = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        good.then(|| digits.parse::<i64>().ok()).flatten()
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let offset = sign * (hours * 60 + minutes);
    (minutes < 60 && offset.abs() <= LARGEST_OFFSET).then_some(offset)
}

/// Minutes as [`parse_offset`] reads them.
pub fn offset_text(offset: i64) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
}

fn has(set: u64, number: i64) -> bool {
    u32::try_from(number).ok().and_then(|number| set.checked_shr(number)).is_some_and(|bits| bits & 1 == 1)
}

/// The numbers of a field as bits.
fn set(field: &str, min: u32, max: u32, names: &[&str]) -> Option<u64> {
    let number = |text: &str| {
        let by_name = names.iter().position(|name| *name == text).and_then(|place| u32::try_from(place).ok());
        let plain = || text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
        let number = by_name.map(|place| place + min).or_else(plain)?;
        (min..=max).contains(&number).then_some(number)
    };
    field.split(',').try_fold(0_u64, |all, part| {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => {
                (range, step.parse::<usize>().ok().filter(|step| (1..=99).contains(step))?)
            }
            None => (part, 1),
        };
        let (from, to) = match range.split_once('-') {
            Some((from, to)) => (number(from)?, number(to)?),
            None if range == "*" => (min, max),
            // `5/10` means from 5 on.
            None => (number(range)?, if step > 1 { max } else { number(range)? }),
        };
        if from > to {
            return None;
        }
        Some((from..=to).step_by(step).fold(all, |all, number| all | 1 << number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn next(cron: &str, after: &str, offset: i64) -> String {
        let cron = Cron::parse(cron).unwrap();
        cron.next(At::parse(after).unwrap(), offset).map_or("never".to_owned(), |at| at.to_string())
    }

    #[test]
    fn the_next_time_is_the_first_after_now() {
        // 2026-11-21 is a Saturday.
        for (cron, expected) in [
            ("* * * * *", "2026-11-21T08:31:00.000000Z"),
            ("*/15 * * * *", "2026-11-21T08:45:00.000000Z"),
            ("30 8 * * *", "2026-11-22T08:30:00.000000Z"),
            ("5/20 9-10 * * *", "2026-11-21T09:05:00.000000Z"),
            ("0 0 * * mon-fri", "2026-11-23T00:00:00.000000Z"),
            ("0 0 * * 7", "2026-11-22T00:00:00.000000Z"),
            ("0 0 1,15 * *", "2026-12-01T00:00:00.000000Z"),
            ("0 0 13 * fri", "2026-11-27T00:00:00.000000Z"),
            ("0 12 29 feb *", "2028-02-29T12:00:00.000000Z"),
            ("@monthly", "2026-12-01T00:00:00.000000Z"),
            ("0 0 30 2 *", "never"),
        ] {
            assert_eq!(next(cron, "2026-11-21T08:30:00Z", 0), expected, "{cron}");
        }
    }

    #[test]
    fn a_time_is_that_of_the_clock_it_is_said_of() {
        assert_eq!(next("0 9 * * *", "2026-11-21T00:30:00Z", 480), "2026-11-21T01:00:00.000000Z");
        assert_eq!(next("0 9 * * *", "2026-11-21T02:00:00Z", 480), "2026-11-22T01:00:00.000000Z");
        assert_eq!(next("0 23 * * sat", "2026-11-22T00:00:00Z", -300), "2026-11-22T04:00:00.000000Z");
    }

    #[test]
    fn offsets_are_read_as_they_are_written() {
        for offset in [0, 480, -210, LARGEST_OFFSET, -LARGEST_OFFSET] {
            assert_eq!(parse_offset(&offset_text(offset)), Some(offset));
        }
        assert_eq!(parse_offset("Z"), Some(0));
        for bad in ["", "8", "+8:00", "+08", "+08:60", "+15:00", "08:00", "+0a:00", "+08:00:00"] {
            assert_eq!(parse_offset(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for bad in [
            "",
            "* * * *",
            "* * * * * *",
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 8",
            "a * * * *",
            "*/0 * * * *",
            "5-1 * * * *",
            "1, * * * *",
            "-1 * * * *",
            "+1 * * * *",
            "1.5 * * * *",
            "@never",
            "* * * * mond",
        ] {
            assert!(Cron::parse(bad).is_err(), "{bad}");
        }
        assert!(Cron::parse(&format!("{} * * * *", "1,".repeat(200))).is_err());
    }

    proptest! {
        #[test]
        fn the_next_time_is_later_whole_and_one_of_the_set(
            minute in 0_i64..60, hour in 0_i64..24, offset in -LARGEST_OFFSET..=LARGEST_OFFSET, after in 0_i64..4_000_000_000_000_000,
        ) {
            let cron = Cron::parse(&format!("{minute} {hour} * * *")).unwrap();
            let at = cron.next(At::from_micros(after), offset).unwrap().micros();
            prop_assert!(at > after && at - after <= DAY_MINUTES * MINUTE && at % MINUTE == 0);
            let local = at / MINUTE + offset;
            prop_assert_eq!((local.rem_euclid(60), local.div_euclid(60).rem_euclid(24)), (minute, hour));
        }

        #[test]
        fn no_text_makes_it_fail(text in "[0-9*/,a-z@ -]{0,40}", after in any::<i64>()) {
            if let Ok(cron) = Cron::parse(&text) {
                let _ = cron.next(At::from_micros(after / 4), 0);
            }
        }
    }
}
