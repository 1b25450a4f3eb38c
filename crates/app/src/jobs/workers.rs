//! Outside workers: processes elsewhere that ask for jobs, and tell what has come of them.
//!
//! A lease is a secret that is shown once; its hash is the fence's owner, so whoever comes with an old one is fenced off.

use super::{Begun, Fence, turn};
use crate::{App, Cx, Error, secret};
use domain::{
    At, Fault, Rejection, Thing,
    id::JobId,
    identity::Principal,
    job::{Again, EventType, MOST_RESULT, Outcome, Told},
    msg,
    ticket::Source,
};
use std::time::Duration;
use store::job;

/// The longest lease, in seconds.
pub const LONGEST_LEASE: i64 = 3_600;
/// The length of a lease where nobody says otherwise, in seconds.
pub const LEASE: i64 = 30;
/// The most jobs of one lease call.
pub const MOST_JOBS: i64 = 100;
/// The most functions of one lease call.
pub const MOST_FUNCTIONS: usize = 100;
/// The longest wait for a job, in seconds.
pub const LONGEST_WAIT: i64 = 20;
/// The most events of one heartbeat.
pub const MOST_EVENTS: usize = 1_000;

/// What a worker asks for.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The functions it does.
    pub functions: Vec<String>,
    /// How many jobs it takes at most, 1 to [`MOST_JOBS`].
    pub most: i64,
    /// For how long, in seconds, 1 to [`LONGEST_LEASE`].
    pub lease: i64,
    /// What people are shown.
    pub name: String,
}

/// A job that a worker has.
#[derive(Debug, Clone)]
pub struct Leased {
    /// The run.
    pub run: Begun,
    /// The secret that proves it.
    pub token: String,
    /// Until when it is the worker's without another word.
    pub until: At,
    /// Until when it must be done.
    pub deadline: At,
}

/// What a worker tells between.
#[derive(Debug, Clone, Default)]
pub struct Beat {
    /// What has happened.
    pub events: Vec<Told>,
    /// How far it is, 0 to 100.
    pub progress: Option<i64>,
}

/// How a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Until when it is the worker's.
    pub until: At,
    /// Whether the job is to be stopped.
    pub cancel: bool,
}

fn allow(cx: &Cx<'_, '_>) -> Result<(), Error> {
    if cx.actor.may_work() { Ok(()) } else { Err(Rejection::Forbidden(msg!("job.scope")).into()) }
}

/// Refuses a wish that is outside its limits.
pub fn check(wish: &Wish) -> Result<(), Rejection> {
    let mut faults = Vec::new();
    let mut range = |field: &str, value: i64, max: i64| {
        if !(1..=max).contains(&value) {
            faults.push(Fault::new(field, msg!("job.range", min = 1, max = max)));
        }
    };
    range("functions", i64::try_from(wish.functions.len()).unwrap_or(i64::MAX), 100);
    range("max", wish.most, MOST_JOBS);
    range("leaseSeconds", wish.lease, LONGEST_LEASE);
    if wish.name.chars().count() > 200 || wish.name.contains(char::is_control) {
        faults.push(Fault::new("worker", msg!("job.key")));
    }
    if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
}

/// Takes jobs that are ready; none is no failure.
pub fn lease(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Vec<Leased>, Error> {
    allow(cx)?;
    check(wish)?;
    let team = cx.actor.team;
    let name = if wish.name.is_empty() { cx.actor.username.clone() } else { wish.name.clone() };
    // Only until each has an owner of its own, in this transaction.
    let first = format!("w:{}", cx.short_id(22));
    let end = cx.now.plus_seconds(wish.lease);
    let taker = job::turn::Taker { owner: &first, worker: &name, now: cx.now, lease_until: end };
    let mut leased = Vec::new();
    for id in &wish.functions {
        let room = wish.most - i64::try_from(leased.len()).unwrap_or(i64::MAX);
        if room <= 0 {
            break;
        }
        let lane = format!("{}{id}", job::LANE_WORKER);
        let limited = cx.function(id)?.is_some_and(|function| function.concurrency > 0);
        let begun = if limited {
            job::turn::begin_limited(cx.tx, team, (id, &lane), room, &taker)?
        } else {
            let beginning = job::turn::begin(cx.tx, team, &lane, room, &taker)?;
            job::turn::begun(cx.tx, beginning)?
        };
        for run in begun {
            let token = format!("{}-{}", wish.lease, cx.short_id(43));
            let deadline = At::from_micros(cx.now.micros().saturating_add(run.timeout_ms * 1_000));
            let until = end.min(deadline);
            let fence = Fence { id: run.id, attempt: run.attempt, owner: first.clone() };
            job::lease::own(cx.tx, team, &fence, &owner(&token), until)?;
            cx.told.borrow_mut().touched.push(run.id);
            leased.push(Leased { run, token, until, deadline });
        }
    }
    Ok(leased)
}

/// What stands in the database instead of a lease's secret.
fn owner(token: &str) -> String {
    format!("w:{}", secret::hash(token))
}

/// The run of a lease; refused where the lease is over.
fn held(cx: &mut Cx<'_, '_>, id: JobId, token: &str) -> Result<job::lease::Held, Error> {
    allow(cx)?;
    let held = job::lease::owned(cx.tx, cx.actor.team, id, &owner(token))?;
    match held.filter(|held| !held.has_lapsed(cx.now)) {
        Some(held) => Ok(held),
        None => Err(lost(cx, id)?),
    }
}

/// Why a run is not there: somebody else has the job, or there is none.
pub(super) fn lost(cx: &mut Cx<'_, '_>, id: JobId) -> Result<Error, Error> {
    let known = job::get(cx.tx, cx.actor.team, id)?;
    Ok(known.map_or_else(|| Rejection::not_found(Thing::Job, id).into(), |_| Error::Fenced))
}

impl Beat {
    /// Refuses what a run may not tell.
    pub(super) fn check(&self) -> Result<(), Rejection> {
        let ends = |told: &Told| matches!(told.kind, EventType::Done | EventType::Error);
        if self.events.len() > MOST_EVENTS || self.events.iter().any(ends) {
            return Err(Rejection::invalid("events", msg!("job.events", max = MOST_EVENTS)));
        }
        if self.progress.is_some_and(|progress| !(0..=100).contains(&progress)) {
            return Err(Rejection::invalid("progress", msg!("job.range", min = 0, max = 100)));
        }
        Ok(())
    }
}

/// Adds what a run tells between.
pub(super) fn hear(cx: &mut Cx<'_, '_>, held: &job::lease::Held, beat: &Beat) -> Result<(), Error> {
    let mut events = beat.events.clone();
    if let Some(progress) = beat.progress.filter(|progress| held.mark.progress != Some(*progress)) {
        events.push(Told::progress(progress, ""));
    }
    turn::tell(cx, &held.fence, held.mark, events)?;
    Ok(())
}

/// Keeps a run for as long again as its lease was, and adds what has happened.
pub fn heartbeat(cx: &mut Cx<'_, '_>, id: JobId, token: &str, beat: &Beat) -> Result<Kept, Error> {
    beat.check()?;
    let held = held(cx, id, token)?;
    hear(cx, &held, beat)?;
    if held.cancel_asked {
        // Who goes on in spite of it is left behind when the grace is over.
        return Ok(Kept { until: held.until, cancel: true });
    }
    let seconds = token.split_once('-').and_then(|(seconds, _)| seconds.parse().ok()).unwrap_or(LEASE);
    let until = cx.now.plus_seconds(seconds);
    let until = held.deadline.map_or(until, |deadline| until.min(deadline));
    job::lease::extend(cx.tx, cx.actor.team, &held.fence, until)?;
    Ok(Kept { until, cancel: false })
}

/// Ends a run with a result: JSON text.
pub fn complete(cx: &mut Cx<'_, '_>, id: JobId, token: &str, result: Option<String>) -> Result<(), Error> {
    if result.as_ref().is_some_and(|text| text.len() > MOST_RESULT) {
        return Err(Rejection::invalid("result", msg!("job.result", limit = MOST_RESULT)).into());
    }
    let held = held(cx, id, token)?;
    turn::settle(cx, &held, Outcome::Succeeded(result))
}

/// Ends a run in vain; it is tried again where attempts are left and `again` allows it.
pub fn fail(cx: &mut Cx<'_, '_>, id: JobId, token: &str, error: String, again: Again) -> Result<(), Error> {
    let held = held(cx, id, token)?;
    turn::settle(cx, &held, Outcome::Failed { error, again })
}

/// How often a worker that waits looks again without being called: jobs may become ready on other nodes, or with time.
const LOOK_EVERY: Duration = Duration::from_millis(500);

impl App {
    /// [`lease`], which waits at most `wait` seconds for a first job.
    pub async fn lease_jobs(&self, who: &Principal, wish: Wish, wait: i64) -> Result<Vec<Leased>, Error> {
        check(&wish)?;
        let wait = Duration::from_secs(u64::try_from(wait.clamp(0, LONGEST_WAIT)).unwrap_or(0));
        let end = tokio::time::Instant::now() + wait;
        let bells: Vec<_> = wish
            .functions
            .iter()
            .map(|id| self.inner.jobs.lane_bell(&format!("{}{id}", job::LANE_WORKER)))
            .collect();
        let mut reaped = false;
        loop {
            // Enrolled before looking, so that what comes in between is heard.
            let mut rings: Vec<_> = bells.iter().map(|bell| Box::pin(bell.notified())).collect();
            for ring in &mut rings {
                ring.as_mut().enable();
            }
            let asked = wish.clone();
            let leased = self.write(who, Source::Api, move |cx| lease(cx, &asked)).await?;
            if leased.is_empty() && !reaped {
                // What others have let pass is not left to them until the next round of whoever looks after that.
                self.reap_jobs().await?;
                reaped = true;
            }
            let now = tokio::time::Instant::now();
            if !leased.is_empty() || now >= end {
                return Ok(leased);
            }
            let called = futures_util::future::select_all(rings);
            let _ = tokio::time::timeout_at(end.min(now + LOOK_EVERY), called).await;
        }
    }
}
