//! Stopping jobs that somebody does not want any more.

use super::seen;
use crate::{Cx, Error};
use domain::{Rejection, id::JobId, job::State, msg};
use store::job;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// It had not begun, and is over.
    AtOnce,
    /// Whoever runs it was asked to stop; it is killed after a grace period.
    Asked,
}

/// Stops a job. One that is over is a conflict that names how it came out.
pub fn cancel(cx: &mut Cx<'_, '_>, id: JobId) -> Result<Stopped, Error> {
    let team = cx.actor.team;
    let before = seen(cx, id)?;
    if !before.state.is_over() {
        if job::turn::cancel_waiting(cx.tx, team, id, cx.now)? {
            let mut told = cx.told.borrow_mut();
            told.touched.push(id);
            if before.ticket.is_some() {
                // Whatever waited for it may be ready now.
                told.lanes.push(job::LANE_OWN.to_owned());
            }
            return Ok(Stopped::AtOnce);
        }
        if job::ask_to_stop(cx.tx, team, id, cx.now)? {
            cx.told.borrow_mut().stops.push(id);
            return Ok(Stopped::Asked);
        }
    }
    let now = seen(cx, id)?;
    match now.state {
        State::Running if now.cancel_asked.is_some() => Ok(Stopped::Asked),
        // It was given back between two looks.
        State::Pending | State::Running => Err(Error::Outdated),
        over => Err(Rejection::Conflict(msg!("job.over", state = over.word())).into()),
    }
}
