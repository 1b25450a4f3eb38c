//! Looking at jobs: whoever manages functions sees all of them, others those they asked for.

use super::{Depth, Event, Filter, Job, Stats, look, seen, sees_all};
use crate::{
    Cx, Error,
    filters::{self, Of},
};
use domain::{
    Rejection, Thing,
    id::JobId,
    job::{EventType, State},
    msg,
};
use store::job;

/// What was told of a job, from some place on.
#[derive(Debug, Clone)]
pub struct Story {
    /// How the job stands.
    pub state: State,
    /// Its events in order; the last of an ended job is its outcome.
    pub events: Vec<Event>,
    /// Whether nothing comes after these.
    pub complete: bool,
}

/// A job with its parameters and its result.
pub fn get(cx: &mut Cx<'_, '_>, id: JobId) -> Result<Job, Error> {
    seen(cx, id)
}

/// A page of jobs, newest first, and how many there are.
pub fn list(
    cx: &mut Cx<'_, '_>,
    filter: &Filter,
    depth: Depth,
    slice: (i64, i64),
) -> Result<(Vec<Job>, i64), Error> {
    let (filter, team) = (visible(cx, filter)?, cx.actor.team);
    limited(cx, &filter)?;
    let jobs = job::list::page(cx.tx, team, &filter, depth, slice)?;
    Ok((jobs, job::list::total(cx.tx, team, &filter)?))
}

/// How many jobs stand how, over all that match.
pub fn stats(cx: &mut Cx<'_, '_>, filter: &Filter) -> Result<Stats, Error> {
    let filter = visible(cx, filter)?;
    limited(cx, &filter)?;
    Ok(job::list::stats(cx.tx, cx.actor.team, &filter)?)
}

/// Jobs, narrowed by a filter that stands in the request's parameter `filter`.
pub fn narrow(cx: &mut Cx<'_, '_>, filter: &Filter, of: Of, written: &str) -> Result<Filter, Error> {
    Ok(match filters::of(cx, of, written)? {
        Some(written) => filter.clone().and_written(written),
        None => filter.clone(),
    })
}

fn limited(cx: &mut Cx<'_, '_>, filter: &Filter) -> Result<(), Error> {
    if filter.written.is_some() {
        cx.tx.limit(filters::LONGEST)?;
    }
    Ok(())
}

fn visible(cx: &Cx<'_, '_>, filter: &Filter) -> Result<Filter, Error> {
    look(cx)?;
    let visible_to = if sees_all(cx) { None } else { Some(cx.actor.username.clone()) };
    Ok(Filter { visible_to, ..filter.clone() })
}

/// Refuses to go on after a place that no event of a job ever had; `field` is where it was named.
pub fn place(cx: &mut Cx<'_, '_>, id: JobId, after: i64, field: &'static str) -> Result<(), Error> {
    let job = seen(cx, id)?;
    // The outcome has the place after the last event that is kept.
    let last = job.last_seq + i64::from(job.state.is_over());
    if after > last {
        return Err(Rejection::malformed(field, msg!("feed.no_such_place", last = last)).into());
    }
    Ok(())
}

/// At most `limit` events of a job after the place `after`, and whether that is all there will ever be. Cheap while the job is
/// not over: parameters are not read.
pub fn story(cx: &mut Cx<'_, '_>, id: JobId, after: i64, limit: i64) -> Result<Story, Error> {
    look(cx)?;
    let team = cx.actor.team;
    let standing = job::standing(cx.tx, team, id)?;
    let may_see = sees_all(cx) || standing.as_ref().is_some_and(|(actor, _)| *actor == cx.actor.username);
    let Some((_, stage)) = standing.filter(|_| may_see) else {
        return Err(Rejection::not_found(Thing::Job, id).into());
    };
    let mut events = job::event::after(cx.tx, team, id, after, limit)?;
    if let Some(stage) = stage {
        return Ok(Story { state: stage.state(), events, complete: false });
    }
    let job = job::get(cx.tx, team, id)?.ok_or_else(|| Rejection::not_found(Thing::Job, id))?;
    let last = events.last().map_or(after, |event| event.seq);
    let has_room = i64::try_from(events.len()).unwrap_or(i64::MAX) < limit;
    let complete = last > job.last_seq || (last == job.last_seq && has_room);
    if last == job.last_seq && has_room {
        events.push(outcome(&job));
    }
    Ok(Story { state: job.state, events, complete })
}

/// The last event of a job that is over: how it came out. It is not stored, but follows from the job.
pub fn outcome(job: &Job) -> Event {
    let (kind, progress) = match job.state {
        State::Succeeded => (EventType::Done, Some(100)),
        State::Pending | State::Running | State::Failed | State::Canceled | State::Timeout => {
            (EventType::Error, job.progress)
        }
    };
    let message = match (&job.error, job.state) {
        (Some(error), State::Failed | State::Timeout) => error.clone(),
        _ => job.state.word().to_owned(),
    };
    let at = job.ended.unwrap_or(job.created);
    Event { seq: job.last_seq + 1, kind, message, progress, payload: job.result.clone(), at }
}
