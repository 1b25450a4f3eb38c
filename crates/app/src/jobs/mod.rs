//! Jobs: what is asked for, begun, told of, stopped and ended.
//!
//! At least once, and exactly one accepted outcome: whatever a run writes asks for its fence (job, attempt, owner), and a run
//! that has lost it changes nothing any more ([`Error::Fenced`]). People and surfaces use [`enqueue`], [`read`], [`cancel`],
//! [`workers`]; `runners` uses [`turn`] and [`unit`]. What the rules are stands in `domain::job`.

pub mod callback;
pub mod cancel;
pub mod enqueue;
mod figures;
mod post;
pub mod read;
mod recent;
pub mod schedule;
pub mod turn;
pub mod unit;
mod watch;
pub mod workers;

pub use figures::Snapshot;
pub use store::{
    function::{Function, Version},
    job::{
        Job,
        event::{Event, Mark},
        list::{Depth, Filter, Stats},
        turn::{Begun, Fence},
    },
};
pub(crate) use watch::{Jobs, Told};
pub use watch::{Known, Watch};

use crate::{Cx, Error};
use domain::{
    Rejection, Thing,
    id::JobId,
    identity::{Access, Context, Permission},
};

/// Whether the actor sees everybody's jobs, and not only those they asked for.
fn sees_all(cx: &Cx<'_, '_>) -> bool {
    cx.actor.may(Permission::ManageFunctions, Context::TEAM)
}

/// Refuses whoever may not look at jobs at all.
fn look(cx: &Cx<'_, '_>) -> Result<(), Error> {
    Ok(cx.actor.require(Access::User, Permission::ViewTickets)?)
}

/// Reads a job's number; a text that is none simply finds nothing.
pub fn parse_id(text: &str) -> Result<JobId, Rejection> {
    let number = text.parse().ok().filter(|number| *number > 0 && !text.starts_with('+'));
    number.map(JobId).ok_or_else(|| Rejection::not_found(Thing::Job, text))
}

/// A job that the actor may see; others' jobs are not found.
fn seen(cx: &mut Cx<'_, '_>, id: JobId) -> Result<Job, Error> {
    look(cx)?;
    let job = store::job::get(cx.tx, cx.actor.team, id)?;
    let all = sees_all(cx);
    let job = job.filter(|job| all || job.actor == cx.actor.username);
    Ok(job.ok_or_else(|| Rejection::not_found(Thing::Job, id))?)
}
