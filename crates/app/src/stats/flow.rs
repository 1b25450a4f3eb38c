//! What comes in and what is done with, day by day.

use super::{Figure, Scope, Wish, during, too_long};
use crate::{Cx, Error};
use domain::{At, Rejection, incident::Measure};

const DAY: i64 = 86_400;
/// How many days are told of where nobody says from when on.
const USUAL: i64 = 30;
/// How many days are told of at most.
const MOST: i64 = 400;

/// A day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// When it begins.
    pub from: At,
    /// Those made on it.
    pub created: Figure,
    /// Those first resolved or closed on it.
    pub resolved: Figure,
}

/// What came in and was done with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// When the first day begins.
    pub from: At,
    /// When the last has ended.
    pub to: At,
    /// Made on all of the days.
    pub created: Figure,
    /// First resolved or closed on all of the days, whenever they were made.
    pub resolved: Figure,
    /// Each of them, oldest first.
    pub days: Vec<Day>,
}

/// What came in and was done with, day by day; the days are those of the zone.
pub fn flow(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Flow, Error> {
    let scope = Scope::new(cx, wish, None)?;
    let bounds = days(wish, cx.now)?;
    let (from, to) =
        (bounds.first().copied().unwrap_or_default(), bounds.last().copied().unwrap_or_default());
    let (team, Scope { visibility, filter, .. }) = (cx.actor.team, &scope);
    let created = store::ticket::creations(cx.tx, team, visibility, filter, &bounds)?;
    let resolved = store::ticket::ends(cx.tx, (team, visibility), filter, Measure::Resolve, &bounds)?;
    let figure = |field: &str, found: &[(i64, i64)], (from, to): (At, At)| {
        let count = found.iter().map(|(_, count)| count).sum();
        scope.figure(count, &during(field, Some(from), Some(to)).unwrap_or_default())
    };
    let on = |field: &str, found: &[(i64, i64)], place: usize, between: (At, At)| {
        let place = i64::try_from(place).unwrap_or(i64::MAX);
        let own: Vec<(i64, i64)> = found.iter().filter(|(known, _)| *known == place).copied().collect();
        figure(field, &own, between)
    };
    let days = bounds.windows(2).enumerate().filter_map(|(place, pair)| {
        let [from, to] = *pair else { return None };
        Some(Day {
            from,
            created: on("created", &created, place, (from, to)),
            resolved: on("resolved", &resolved, place, (from, to)),
        })
    });
    let days = days.collect();
    let (created, resolved) =
        (figure("created", &created, (from, to)), figure("resolved", &resolved, (from, to)));
    Ok(Flow { from, to, created, resolved, days })
}

/// Where the days of a wish begin, and where the last of them ends.
pub(super) fn days(wish: &Wish, now: At) -> Result<Vec<At>, Rejection> {
    const MICROS: i64 = DAY * 1_000_000;
    let shift = wish.zone * 60 * 1_000_000;
    let local = |at: At| at.micros().saturating_add(shift);
    let last = match wish.to {
        Some(to) => local(to).saturating_add(MICROS - 1).div_euclid(MICROS),
        None => local(now).div_euclid(MICROS) + 1,
    };
    let first = wish.from.map_or(last - USUAL, |from| local(from).div_euclid(MICROS));
    let count = last - first;
    if count > MOST {
        return Err(Rejection::malformed("from", too_long(count, MOST)));
    }
    if count <= 0 {
        return Err(Rejection::malformed("from", domain::msg!("stats.stretch")));
    }
    Ok((first..=last).map(|day| At::from_micros(day.saturating_mul(MICROS) - shift)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_zone_and_only_so_many() {
        let at = |text: &str| At::parse(text).unwrap();
        let now = at("2026-11-21T20:00:00Z");
        let of = |from: Option<&str>, to: Option<&str>, zone: i64| {
            let wish = Wish { from: from.map(at), to: to.map(at), zone, ..Wish::default() };
            days(&wish, now)
        };
        let china = of(None, None, 480).unwrap();
        assert_eq!(china.len(), 31);
        assert_eq!(china.last(), Some(&at("2026-11-22T16:00:00Z")), "there it is the 22nd already");
        let three = of(Some("2026-11-01T05:00:00Z"), Some("2026-11-03T00:00:01Z"), 0).unwrap();
        assert_eq!(three, ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"].map(at));
        assert!(of(Some("2025-10-17"), Some("2026-11-21"), 0).is_ok());
        assert!(of(Some("2025-10-16"), Some("2026-11-21"), 0).is_err());
        assert!(of(Some("2027-01-01"), None, 0).is_err());
    }
}
