//! Stopping jobs that somebody does not want any more.

use super::{callback, seen, turn};
use crate::{Cx, Error};
use domain::{
    Rejection,
    function::Kind,
    id::JobId,
    identity::{Access, Context, Permission},
    job::{Outcome, State},
    msg,
};
use store::job::{self, lease};

/// How long somebody outside who was asked to stop may still say how the job came out, in seconds.
const GRACE: i64 = 10;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// Nobody was at it, and it is over.
    AtOnce,
    /// Whoever runs it was asked to stop; it is killed after a grace period.
    Asked,
}

/// Stops a job. One that is over is a conflict that names how it came out. Needs a credential that is for asking for such a job: one
/// for reading only stops nothing.
pub fn cancel(cx: &mut Cx<'_, '_>, id: JobId) -> Result<Stopped, Error> {
    let team = cx.actor.team;
    let before = seen(cx, id)?;
    let asking = if before.kind == Kind::Bulk { Permission::EditTickets } else { Permission::RunFunctions };
    cx.actor.require(Access::User, asking)?;
    if !before.state.is_over() {
        // Who takes a step is the actor of what it brings about, and does not stop that for it.
        if !cx.actor.may(Permission::RunFunctions, Context::TEAM)
            && before.ticket.is_some()
            && store::effect::of_job(cx.tx, team, id)?.is_some()
        {
            return Err(Rejection::Forbidden(msg!("effect.cancel")).into());
        }
        if job::turn::cancel_waiting(cx.tx, team, id, cx.now)? {
            let mut told = cx.told.borrow_mut();
            told.touched.push(id);
            // It is told, and then whatever waited for it may be ready.
            told.tickets |= before.ticket.is_some();
            return Ok(Stopped::AtOnce);
        }
        // Who answers later cannot be asked, and nothing of ours is running: there is nothing to wait for.
        if let Some(held) = lease::owned(cx.tx, team, id, callback::OWNER)? {
            turn::settle(cx, &held, Outcome::Canceled)?;
            return Ok(Stopped::AtOnce);
        }
        if job::ask_to_stop(cx.tx, team, id, cx.now, cx.now.plus_seconds(GRACE))? {
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
