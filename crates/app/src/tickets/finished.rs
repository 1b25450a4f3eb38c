//! What a ticket learns of its jobs: how a post function's came out, and that one is over which a trigger waits for.
//!
//! Whoever ends a job leaves a row; here, under the ticket's lock, the row goes, what it tells is written, and the next job of the
//! ticket may begin: all or nothing, so that no end is lost and none is told twice.

use super::{Address, Deleted, effect, effect::in_both, step, trigger};
use crate::{Cx, Error};
use domain::{
    Message,
    field::Names,
    id::{JobId, TicketId},
    identity::Permission,
    job::State as Out,
    msg,
    workflow::{cause::Cause, trigger::JobEnd},
};
use store::{effect::State, job};

/// The most characters of a job's error that a ticket is told.
const LONGEST: usize = 500;

/// A job that is over.
pub(crate) struct Over<'a> {
    pub(crate) job: JobId,
    pub(crate) function: &'a str,
    pub(crate) end: JobEnd,
    /// The user name of who asked for it.
    pub(crate) actor: &'a str,
    /// What may still come of it, or why nothing may.
    pub(crate) cause: Result<Cause, Message>,
}

/// Tells a ticket of the first of its jobs that is over and that it does not know of; whether there was one.
pub(crate) fn tell_next(cx: &mut Cx<'_, '_>, ticket: TicketId) -> Result<bool, Error> {
    let team = cx.actor.team;
    let address = Address::parse(&ticket.to_string());
    let mut locked = super::lock(cx, &address, Permission::ViewTickets, Deleted::Shown)?;
    let Some(id) = job::end::first(cx.tx, team, ticket)? else { return Ok(false) };
    job::end::delete(cx.tx, team, id)?;
    if let Some(job) = job::get(cx.tx, team, id)?
        && let Some(end) = JobEnd::of(job.state)
    {
        let effect = store::effect::of_job(cx.tx, team, id)?.filter(|effect| effect.ended.is_none());
        let cause = effect.as_ref().map_or(Ok(Cause::outside()), |effect| effect.cause.next());
        if let Some(effect) = effect {
            locked = effect::tell_end(cx, locked, &effect, (id, attempts(&job)), came_out(&job))?;
        }
        if job.kind != domain::function::Kind::PostFunction || !job.function.starts_with("post:") {
            set_off(cx, locked, &Over { job: id, function: &job.function, end, actor: &job.actor, cause })?;
        }
    }
    ready_next(cx, ticket)?;
    Ok(true)
}

/// Takes the step whose trigger waits for the job, if there is one.
pub(crate) fn set_off(cx: &mut Cx<'_, '_>, locked: step::Locked, over: &Over<'_>) -> Result<(), Error> {
    if locked.ticket.deleted.is_none() {
        trigger::job_ended(cx, locked, over)?;
    }
    Ok(())
}

/// Lets the next job of a ticket begin, whose row must be locked.
pub(crate) fn ready_next(cx: &mut Cx<'_, '_>, ticket: TicketId) -> Result<(), Error> {
    let ready = job::turn::next_of_order(cx.tx, cx.actor.team, ticket, cx.now)?;
    let mut told = cx.told.borrow_mut();
    told.lanes.extend(ready);
    Ok(())
}

/// How often it was tried in vain.
const fn attempts(job: &job::Job) -> i64 {
    match job.state {
        Out::Failed | Out::Timeout => job.failures + 1,
        Out::Pending | Out::Running | Out::Succeeded | Out::Canceled => job.failures,
    }
}

/// What became of a post function whose job is over, and why if not well.
fn came_out(job: &job::Job) -> (State, Option<Names>) {
    let number = job.id.to_string();
    let (state, why) = match job.state {
        Out::Succeeded => return (State::Done, None),
        Out::Canceled => (State::Canceled, msg!("effect.job_canceled", job = number)),
        Out::Timeout => (State::Failed, msg!("effect.job_timed_out", job = number)),
        Out::Failed | Out::Pending | Out::Running => {
            let error: String = job.error.iter().flat_map(|error| error.chars()).take(LONGEST).collect();
            (State::Failed, msg!("effect.job_failed", job = number, error = error))
        }
    };
    (state, Some(in_both(|lang| why.text(lang))))
}
