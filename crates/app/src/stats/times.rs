//! How long it took until tickets were taken up, and until they were done with, by the day on which that was.

use super::{Figure, Scope, Wish, during, flow::days};
use crate::{Cx, Error};
use domain::{At, incident::Measure};
pub use store::ticket::Took;

/// How long some tickets took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Which.
    pub tickets: Figure,
    /// How long; nothing where there is none.
    pub took: Option<Took>,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimesDay {
    /// When it begins.
    pub from: At,
    /// Those first taken up on it, from when they were made.
    pub acknowledge: Span,
    /// Those first resolved or closed on it, from when they were made.
    pub resolve: Span,
}

/// How long it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// When the first day begins.
    pub from: At,
    /// When the last has ended.
    pub to: At,
    /// All that were first taken up on the days, whenever they were made.
    pub acknowledge: Span,
    /// All that were first resolved or closed on the days, whenever they were made.
    pub resolve: Span,
    /// Each of the days, oldest first.
    pub days: Vec<TimesDay>,
}

/// How long it took, day by day; the days are those of the zone.
pub fn times(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Times, Error> {
    let scope = Scope::new(cx, wish, None)?;
    let bounds = days(wish, cx.now)?;
    let (from, to) =
        (bounds.first().copied().unwrap_or_default(), bounds.last().copied().unwrap_or_default());
    let acknowledged = found(cx, &scope, Measure::Acknowledge, &bounds)?;
    let resolved = found(cx, &scope, Measure::Resolve, &bounds)?;
    let span = |field: &str, of: &[(Option<i64>, Took)], place: Option<i64>, (from, to): (At, At)| {
        let took = of.iter().find(|(known, _)| *known == place).map(|(_, took)| *took);
        let condition = during(field, Some(from), Some(to)).unwrap_or_default();
        Span { tickets: scope.figure(took.map_or(0, |took| took.tickets), &condition), took }
    };
    let days = (0..).zip(bounds.windows(2)).filter_map(|(place, pair)| {
        let [from, to] = *pair else { return None };
        Some(TimesDay {
            from,
            acknowledge: span("acknowledged", &acknowledged, Some(place), (from, to)),
            resolve: span("resolved", &resolved, Some(place), (from, to)),
        })
    });
    Ok(Times {
        from,
        to,
        acknowledge: span("acknowledged", &acknowledged, None, (from, to)),
        resolve: span("resolved", &resolved, None, (from, to)),
        days: days.collect(),
    })
}

/// What was measured, by the place of the day and, without one, in all.
fn found(
    cx: &mut Cx<'_, '_>,
    scope: &Scope,
    measure: Measure,
    bounds: &[At],
) -> Result<Vec<(Option<i64>, Took)>, Error> {
    let who = (cx.actor.team, &scope.visibility);
    Ok(store::ticket::durations(cx.tx, who, &scope.filter, measure, bounds)?)
}
