//! Bringing in the work of another system, from a file with one row a step of a case.
//!
//! The file is read as a whole ([`sheet`], [`layout`], [`reading`]) and played through by the rules ([`replay`]) before
//! anything is written, so that everything that can be known to be wrong is told by its line. Then each case is one unit
//! of work ([`case`]): its ticket, all its steps, and the note of how far it was brought in. So an import may be ended at
//! any moment and run again, and does again only what is not done.
//!
//! To take more from a file: a key of the mapping ([`mapping`]) and its reading in [`layout`].

mod case;
mod layout;
mod mapping;
mod moment;
mod reading;
mod replay;
pub mod report;
mod sheet;
mod template;

pub use mapping::Mapping;
pub use report::{Form, Kind, Problem, Summary};
pub(crate) use template::Template;

use crate::{App, Cx, Error, audit, projects};
use case::{Outcome, Target};
use domain::{Fault, Rejection, msg, ticket::Source};
use futures_util::{StreamExt as _, stream};
use reading::{Case, Reading};
use replay::Rules;
use serde_json::json;
use sql::UnitError as _;
use std::sync::Arc;

/// Cases that are under way at once: they share commits, and wait for the database together.
const AT_ONCE: usize = 64;

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows that have been dealt with.
    pub done: usize,
    /// Rows of the file.
    pub rows: usize,
}

/// Brings in the cases of a file. Refused as a whole, with nothing written, when the file's header or the project that is
/// there do not go with the mapping; every other trouble is in the summary's problems.
pub async fn history(
    app: &App,
    mapping: &Mapping,
    file: &[u8],
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Summary, Error> {
    let mut reading = reading::read(mapping, file)?;
    let rules = prepare(app, mapping).await?;
    reading.rehearse(&rules);
    let Reading { cases, rows, held_cases, problems } = reading;
    let mut summary = Summary { rows, problems, ..Summary::default() };
    let of = |kind| summary.problems.iter().filter(|problem| problem.kind == kind).count();
    (summary.refused, summary.held.rows) = (of(Kind::Refused), of(Kind::HeldBack));
    summary.held.cases = held_cases;
    let mut done = summary.problems.len();
    progress(Progress { done, rows });

    let target = Arc::new(Target {
        source: mapping.source.clone(),
        project: mapping.project.key.clone(),
        kind: mapping.kind().to_owned(),
    });
    let units = cases.into_iter().map(|case| take(app, Arc::clone(&target), Arc::new(case)));
    let mut outcomes = stream::iter(units).buffered(AT_ONCE);
    while let Some(taken) = outcomes.next().await {
        let (case, outcome) = taken?;
        done += case.rows.len();
        summary.count(&case, outcome);
        progress(Progress { done, rows });
    }
    summary.problems.sort_by_key(|problem| problem.line);
    tell(app, mapping, &summary).await?;
    Ok(summary)
}

impl Summary {
    fn count(&mut self, case: &Case, outcome: Result<Outcome, Rejection>) {
        let rows = case.rows.len();
        let why = match outcome {
            Ok(Outcome::Taken) => return self.taken.add(rows),
            Ok(Outcome::Unchanged) => {
                self.unchanged += 1;
                self.known_rows += rows;
                return;
            }
            Ok(Outcome::Grown(new)) => {
                self.known_rows += rows - new;
                return self.grown.add(new);
            }
            Ok(Outcome::Conflict(why)) => Rejection::Conflict(why),
            // People have changed the ticket here, so that what the file goes on with does not follow.
            Err(why) => why,
        };
        self.conflicts.add(rows);
        self.problems.extend(case.rows.iter().map(|row| Problem {
            line: row.line,
            case: case.id.clone(),
            kind: Kind::Conflict,
            why: why.clone(),
        }));
    }
}

/// Brings in one case: what became of it, or why the rules refused it.
async fn take(
    app: &App,
    target: Arc<Target>,
    case: Arc<Case>,
) -> Result<(Arc<Case>, Result<Outcome, Rejection>), Error> {
    let who = app.system();
    let unit = || {
        let (target, case) = (Arc::clone(&target), Arc::clone(&case));
        app.write(&who, Source::Import, move |cx| case::run(cx, &target, &case))
    };
    let ended = match unit().await {
        // Another import has just brought in the same case; now it is there, and is looked at.
        Err(error) if matches!(error.sql_error(), Some(sql::Error::Unique { .. })) => unit().await,
        ended => ended,
    };
    match ended {
        Ok(outcome) => Ok((case, Ok(outcome))),
        Err(Error::Rejected(why)) => Ok((case, Err(why))),
        Err(error) => Err(error),
    }
}

/// Makes the project, or sees that the one which is there goes with the mapping.
async fn prepare(app: &App, mapping: &Mapping) -> Result<Rules, Error> {
    let mapping = mapping.clone();
    app.write(&app.system(), Source::Import, move |cx| {
        let drawing = mapping.drawing();
        if projects::draw(cx, &drawing)? {
            audit::record(cx, "project.create", drawing.key(), &json!({"name": mapping.project.name}))?;
        } else {
            check(cx, &mapping)?;
        }
        case::rules(cx, &mapping.project.key, mapping.kind())
    })
    .await
}

fn check(cx: &mut Cx<'_, '_>, mapping: &Mapping) -> Result<(), Error> {
    let (team, key) = (cx.actor.team, mapping.project.key.as_str());
    let project =
        store::project::get(cx.tx, team, key)?.ok_or(Error::Broken("the project of the import is gone"))?;
    if project.archived {
        return Err(Rejection::invalid("project.key", msg!("project.archived", key = key)).into());
    }
    let kind = mapping.kind();
    let Some(workflow) = store::project::workflow(cx.tx, team, key, kind)? else {
        return Err(
            Rejection::invalid("project.type", msg!("import.no_type", project = key, key = kind)).into()
        );
    };
    let mut faults = Vec::new();
    for (i, status) in mapping.project.statuses.iter().enumerate() {
        if workflow.status(&status.key).is_none() {
            let why = msg!("import.no_status", project = key, key = status.key);
            faults.push(Fault::new(format!("project.statuses[{i}].key"), why));
        }
    }
    let custom = store::project::fields(cx.tx, team, key)?;
    for (i, field) in mapping.fields.iter().enumerate() {
        if !custom.iter().any(|known| known.key == field.key && known.kind == field.kind()) {
            let why = msg!("import.no_field", project = key, key = field.key);
            faults.push(Fault::new(format!("fields[{i}].key"), why));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults).into()) }
}

/// Leaves word of an import that has brought in something.
async fn tell(app: &App, mapping: &Mapping, summary: &Summary) -> Result<(), Error> {
    if summary.taken.cases + summary.grown.cases == 0 {
        return Ok(());
    }
    let details = json!({
        "source": mapping.source,
        "cases": {"taken": summary.taken.cases, "grown": summary.grown.cases},
        "rows": {"taken": summary.taken.rows, "grown": summary.grown.rows, "refused": summary.refused},
    });
    let project = mapping.project.key.clone();
    app.write(&app.system(), Source::Import, move |cx| {
        audit::record(cx, "import.history", &project, &details)
    })
    .await
}
