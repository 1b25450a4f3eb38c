//! For how long the tickets that are still to be worked on have been there.

use super::{Figure, Scope, Wish, during, meanings::Meanings};
use crate::{Cx, Error};
use domain::At;

const DAY: i64 = 86_400;
/// Where one age ends and the next begins, in seconds.
const BOUNDS: [i64; 5] = [DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY];

/// The open tickets of an age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Age {
    /// In seconds, included.
    pub from: i64,
    /// In seconds, not included; nothing where there is no end.
    pub to: Option<i64>,
    /// How many.
    pub tickets: Figure,
}

/// The open tickets by age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ages {
    /// When they are so old.
    pub now: At,
    /// All of them.
    pub all: Figure,
    /// The youngest first.
    pub ages: Vec<Age>,
}

/// The open tickets by age.
pub fn ages(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Ages, Error> {
    let open = Meanings::load(cx, &wish.projects)?.open();
    let open = wish.created().map_or_else(|| open.clone(), |created| format!("{created} and {open}"));
    let scope = Scope::new(cx, wish, Some(open))?;
    let now = cx.now;
    // The oldest begin with time itself, and the clock of another node may be ahead of this one.
    let mut bounds = vec![At::from_micros(i64::MIN)];
    bounds.extend(BOUNDS.iter().rev().map(|age| now.plus_seconds(-age)));
    bounds.push(At::from_micros(i64::MAX));
    let found = store::ticket::creations(cx.tx, cx.actor.team, &scope.visibility, &scope.filter, &bounds)?;
    let count = |place: usize| -> i64 {
        let place = i64::try_from(place).unwrap_or(i64::MAX);
        found.iter().filter(|(known, _)| *known == place).map(|(_, count)| count).sum()
    };
    let ages = (0..=BOUNDS.len()).rev().map(|place| {
        let younger = BOUNDS.len() - place;
        let (from, to) = (younger.checked_sub(1).and_then(|at| BOUNDS.get(at)), BOUNDS.get(younger));
        let since = to.map(|age| now.plus_seconds(-age));
        let until = from.map(|age| now.plus_seconds(-age));
        let condition = during("created", since, until).unwrap_or_default();
        Age {
            from: from.copied().unwrap_or(0),
            to: to.copied(),
            tickets: scope.figure(count(place), &condition),
        }
    });
    let ages: Vec<Age> = ages.collect();
    let all = ages.iter().map(|age| age.tickets.count).sum();
    Ok(Ages { now, all: scope.figure(all, ""), ages })
}
