//! How long incidents took, over many: from the rows of times alone, and no history.

use crate::{Cx, Error};
use domain::{
    At, Rejection,
    identity::{Access, Context, Permission},
    incident::{Measure, Severity},
    msg,
};
use store::incident_time;
pub use store::incident_time::Spread;

/// How far back is looked where nothing is said, in seconds: 90 days.
const USUAL: i64 = 90 * 24 * 60 * 60;

/// Which incidents are asked about.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// The project's key; `None` for all whose tickets the actor sees.
    pub project: Option<String>,
    /// Made at this time or later; `None` for 90 days before the end.
    pub from: Option<At>,
    /// Made before this time; `None` for now.
    pub to: Option<At>,
    /// Only these; `None` for all.
    pub severity: Option<Severity>,
}

/// The figures of a severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub severity: Severity,
    /// How many incidents there are.
    pub incidents: i64,
    /// How many of them are resolved or closed now.
    pub resolved: i64,
    /// How long they took to acknowledge, mitigate and resolve; nothing where none has come to that.
    pub spreads: [Option<Spread>; 3],
}

/// The figures, and what they are of.
#[derive(Debug, Clone)]
pub struct Figures {
    /// From this time.
    pub from: At,
    /// Before this time.
    pub to: At,
    /// By severity, the worst first; all that are asked for.
    pub rows: Vec<Row>,
}

/// How long the incidents took that were made between two moments. For operators, who see more tickets than their own.
pub fn get(cx: &mut Cx<'_, '_>, query: &Query) -> Result<Figures, Error> {
    cx.actor.require(Access::Operator, Permission::ViewTickets)?;
    let to = query.to.unwrap_or_else(|| cx.now.plus_seconds(1));
    let from = query.from.unwrap_or_else(|| to.plus_seconds(-USUAL));
    if from >= to {
        return Err(Rejection::malformed("from", msg!("figures.from")).into());
    }
    let projects = projects(cx, query.project.as_deref())?;
    let projects: Vec<&str> = projects.iter().map(String::as_str).collect();
    let (team, between) = (cx.actor.team, (from, to));
    let made = incident_time::made(cx.tx, team, &projects, between)?;
    let mut spreads = Vec::new();
    for measure in Measure::ALL {
        spreads.push(incident_time::spread(cx.tx, team, measure, &projects, between)?);
    }
    let row = |severity: Severity| {
        let found = made.iter().find(|(one, ..)| *one == severity);
        let of = |place: usize| {
            spreads.get(place).and_then(|all| all.iter().find(|spread| spread.severity == severity)).copied()
        };
        Row {
            severity,
            incidents: found.map_or(0, |found| found.1),
            resolved: found.map_or(0, |found| found.2),
            spreads: [of(0), of(1), of(2)],
        }
    };
    let asked = Severity::ALL.into_iter().filter(|one| query.severity.is_none_or(|wanted| wanted == *one));
    Ok(Figures { from, to, rows: asked.map(row).collect() })
}

/// The keys of the projects that are asked about, of those whose tickets the actor sees.
fn projects(cx: &mut Cx<'_, '_>, named: Option<&str>) -> Result<Vec<String>, Error> {
    let named = named.map(str::trim).filter(|key| !key.is_empty()).map(str::to_ascii_uppercase);
    let all = store::project::list(cx.tx, cx.actor.team)?.into_iter().map(|project| project.key);
    let seen: Vec<String> = all
        .filter(|key| named.as_ref().is_none_or(|named| named == key))
        .filter(|key| cx.actor.may(Permission::ViewTickets, Context::project(key)))
        .collect();
    match named {
        Some(key) if seen.is_empty() => {
            Err(Rejection::malformed("project", msg!("value.unknown", value = key)).into())
        }
        _ => Ok(seen),
    }
}
