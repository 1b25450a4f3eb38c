//! What whoever runs jobs writes: one *turn* ends what has finished and begins what there is room for, in one transaction.
//!
//! Used by `runners` and, for single runs, by [`super::workers`]. Nothing here trusts that a run is still the job's.

use super::{Begun, Fence, Mark, callback};
use crate::{App, Cx, Error, TEAM};
use domain::{
    At,
    id::{JobId, TicketId},
    job::{self as rules, MOST_CRASHES, MOST_EVENT_BYTES, MOST_EVENTS, Next, Outcome, State, Told, Tries},
};
use sql::Tx;
use std::sync::Arc;
use store::job::{
    self,
    event::append,
    lease::{self, Held},
    turn::{self, Again, Ended, Taker},
};

/// Runs that are looked at in one go where nobody waits for it.
const AT_ONCE: i64 = 200;
/// Scheduled jobs that are readied in one go.
const DUE_AT_ONCE: i64 = 1_000;

/// A process that runs jobs, since its start.
#[derive(Debug, Clone)]
pub struct Node {
    /// The fence's owner: begins with `n:`, and is another one after every start.
    pub owner: String,
    /// What people are shown.
    pub name: String,
    /// How long its runs are its own without another word, in microseconds.
    pub lease: i64,
}

/// A run that is over, as who ran it tells.
#[derive(Debug, Clone)]
pub struct Finished {
    /// The run as it was begun.
    pub run: Arc<Begun>,
    /// Where its events had come to.
    pub mark: Mark,
    /// What it told last.
    pub events: Vec<Told>,
    /// How it came out.
    pub outcome: Outcome,
}

/// How many runs may be begun.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Room {
    /// That keep the node busy.
    pub own: i64,
    /// That are over as soon as they are begun.
    pub noop: i64,
}

/// What a turn has brought.
#[derive(Debug, Default)]
pub struct Turned {
    /// Runs that have begun.
    pub begun: Vec<Begun>,
}

/// What is still a node's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewed {
    /// The job.
    pub id: JobId,
    /// Which attempt of it.
    pub attempt: i64,
    /// Whether it is to be stopped.
    pub cancel: bool,
}

/// As many of the events as a job may still have, each within its limits, and where its events have come to then. The first
/// that is too many is replaced by one that says so; those after it are dropped.
pub fn fit(mark: Mark, events: Vec<Told>) -> (Mark, Vec<Told>) {
    let (mut mark, mut kept) = (mark, Vec::with_capacity(events.len()));
    for told in events {
        let told = told.trimmed();
        mark.progress = told.progress.or(mark.progress);
        if mark.bytes > MOST_EVENT_BYTES {
            continue;
        }
        let bytes = mark.bytes + told.bytes();
        if mark.seq + 1 < MOST_EVENTS && bytes <= MOST_EVENT_BYTES {
            (mark.seq, mark.bytes) = (mark.seq + 1, bytes);
            kept.push(told);
        } else {
            (mark.seq, mark.bytes) = (mark.seq + 1, MOST_EVENT_BYTES + 1);
            let payload = Some(r#"{"truncated":true}"#.to_owned());
            kept.push(Told { payload, ..Told::log("truncated") });
        }
    }
    (mark, kept)
}

/// Adds events of a run whose own mark is known, in somebody's unit of work.
pub(super) fn tell(cx: &mut Cx<'_, '_>, fence: &Fence, from: Mark, events: Vec<Told>) -> Result<Mark, Error> {
    if events.is_empty() {
        return Ok(from);
    }
    let (to, events) = fit(from, events);
    if !append(cx.tx, cx.actor.team, fence, (from, to), &events, cx.now)? {
        return Err(Error::Fenced);
    }
    cx.told.borrow_mut().touched.push(fence.id);
    Ok(to)
}

/// Ends one run, or lets its job be begun again, in somebody's unit of work.
pub(super) fn settle(cx: &mut Cx<'_, '_>, held: &Held, outcome: Outcome) -> Result<(), Error> {
    let tries = Tries { failures: held.failures, max_attempts: held.max_attempts };
    let mut chance = [0; 8];
    cx.random.fill(&mut chance);
    let next = rules::next(outcome, tries, cx.now, u64::from_be_bytes(chance));
    let mut plan = Plan::default();
    plan.add(held.fence.clone(), held.order, held.crashes, next);
    let ended = plan.carry_out(cx.tx, cx.now)?;
    if ended.kept == 0 {
        return Err(Error::Fenced);
    }
    let mut told = cx.told.borrow_mut();
    told.touched.push(held.fence.id);
    told.tickets |= held.order.is_some();
    // The limit of its function may have kept another one.
    told.lanes.push(job::LANE_OWN.to_owned());
    Ok(())
}

/// Ends a run that was begun in this very transaction, or lets its job be begun again; how the job stands then. Its ticket is told
/// by the caller, who also lets the next one begin.
pub(crate) fn close(
    cx: &mut Cx<'_, '_>,
    run: &Begun,
    fence: &Fence,
    outcome: Outcome,
) -> Result<State, Error> {
    let tries = Tries { failures: run.failures, max_attempts: run.max_attempts };
    let mut chance = [0; 8];
    cx.random.fill(&mut chance);
    let next = rules::next(outcome, tries, cx.now, u64::from_be_bytes(chance));
    let state = match &next {
        Next::Over { state, .. } => *state,
        Next::Again { .. } | Next::Later => State::Pending,
    };
    let mut plan = Plan::default();
    plan.add(fence.clone(), None, run.crashes, next);
    if plan.carry_out(cx.tx, cx.now)?.kept == 0 {
        return Err(Error::Fenced);
    }
    cx.told.borrow_mut().touched.push(run.id);
    Ok(state)
}

/// What is to become of some runs.
#[derive(Debug, Default)]
struct Plan {
    over: Vec<Ended>,
    /// Each with the ticket that is to be told where it is over after all, as it is where it was asked to stop.
    again: Vec<(Again, Option<TicketId>)>,
    /// The same of those that go on elsewhere.
    later: Vec<(Fence, Option<TicketId>)>,
}

/// What has become of them.
#[derive(Debug, Default, Clone, Copy)]
struct Done {
    /// How many were still the jobs'.
    kept: u64,
    /// How many of those are begun again.
    again: u64,
}

/// A plan whose answers are on their way.
struct Sent(turn::Ending, Done);

impl Plan {
    fn add(&mut self, fence: Fence, untold: Option<TicketId>, crashes: i64, next: Next) {
        match next {
            Next::Over { state, result, error } => {
                self.over.push(Ended { fence, state, result, error, untold });
            }
            Next::Later => self.later.push((fence, untold)),
            Next::Again { at, failures, error } => {
                self.again.push((Again { fence, due: at, failures, crashes, error }, untold));
            }
        }
    }

    /// Sends everything; what is asked next travels with it.
    fn send(mut self, tx: &mut Tx<'_>, now: At) -> Result<Sent, sql::Error> {
        let mut done = Done::default();
        for (run, untold) in self.again {
            if turn::again(tx, TEAM, &run, now)? {
                done.again += 1;
                continue;
            }
            // It was asked to stop, or is not the job's any more: the fence tells which.
            let error = run.error;
            self.over.push(Ended { fence: run.fence, state: State::Canceled, result: None, error, untold });
        }
        done.kept = done.again;
        for (fence, untold) in self.later {
            if turn::later(tx, TEAM, &fence, callback::OWNER)? {
                done.kept += 1;
                continue;
            }
            self.over.push(Ended { fence, state: State::Canceled, result: None, error: None, untold });
        }
        let ending = if self.over.is_empty() {
            turn::Ending::Known(Vec::new())
        } else {
            turn::end(tx, TEAM, &self.over, now)?
        };
        Ok(Sent(ending, done))
    }

    fn carry_out(self, tx: &mut Tx<'_>, now: At) -> Result<Done, sql::Error> {
        let sent = self.send(tx, now)?;
        sent.done(tx)
    }
}

impl Sent {
    fn done(self, tx: &mut Tx<'_>) -> Result<Done, sql::Error> {
        let Self(ending, mut done) = self;
        done.kept += turn::ended(tx, ending)?.len() as u64;
        Ok(done)
    }
}

impl App {
    /// One turn of a node. Runs that are not the jobs' any more are left out without a word: whoever has them now ends them.
    pub async fn turn(&self, node: &Arc<Node>, finished: Vec<Finished>, room: Room) -> Result<Turned, Error> {
        let (node, now) = (Arc::clone(node), self.now());
        let finished: Arc<[(Finished, u64)]> =
            finished.into_iter().map(|finished| (finished, self.chance())).collect();
        let ran = Arc::clone(&finished);
        let (begun, done) = self.sql().write(move |tx| turn_in(tx, &node, &ran, room, now)).await?;
        self.inner.jobs.figures.turned(&finished, &begun, (done.kept, done.again), now);
        let ids: Vec<JobId> = finished.iter().map(|(finished, _)| finished.run.id).collect();
        self.inner.jobs.touch(&ids);
        if finished.iter().any(|(finished, _)| finished.run.order.is_some()) {
            self.ring_ticket_bell();
        }
        Ok(Turned { begun })
    }

    fn chance(&self) -> u64 {
        let mut bytes = [0; 8];
        self.inner.random.fill(&mut bytes);
        u64::from_be_bytes(bytes)
    }

    /// Adds events of a run; where they have come to, or [`Error::Fenced`] when it is not the job's any more.
    pub async fn tell_job(&self, fence: Fence, from: Mark, events: Vec<Told>) -> Result<Mark, Error> {
        let (to, events) = fit(from, events);
        let (job, now, events) = (fence.id, self.now(), Arc::<[Told]>::from(events));
        let written = Arc::clone(&events);
        let kept = self.sql().write(move |tx| append(tx, TEAM, &fence, (from, to), &written, now)).await?;
        if !kept {
            self.inner.jobs.figures.fenced(1);
            return Err(Error::Fenced);
        }
        self.inner.jobs.tell(job, from, &events, now);
        Ok(to)
    }

    /// Keeps a node's runs for another lease. What is missing among the answers is not the node's any more.
    pub async fn renew_jobs(&self, node: &Node, jobs: Vec<JobId>) -> Result<Vec<Renewed>, Error> {
        let (owner, until) = (node.owner.clone(), At::from_micros(self.now().micros() + node.lease));
        let mut jobs = jobs;
        // In one order on every node, so that none waits for another that waits for it.
        jobs.sort_unstable();
        let kept = self.sql().write(move |tx| lease::renew(tx, TEAM, &owner, &jobs, until)).await?;
        Ok(kept.into_iter().map(|(id, attempt, cancel)| Renewed { id, attempt, cancel }).collect())
    }

    /// Which of these jobs were asked to stop.
    pub async fn jobs_to_stop(&self, jobs: Vec<JobId>) -> Result<Vec<JobId>, Error> {
        Ok(self.sql().read(move |tx| lease::asked_to_stop(tx, TEAM, &jobs)).await?)
    }

    /// Takes runs away from whoever has not renewed them in time; how many. Safe on any number of nodes at once.
    pub async fn reap_jobs(&self) -> Result<u64, Error> {
        let mut all = 0;
        loop {
            let (now, chance) = (self.now(), self.chance());
            let reaped = self
                .sql()
                .write(move |tx| {
                    let expired = lease::expired(tx, TEAM, now, AT_ONCE)?;
                    lose(tx, expired, now, chance)
                })
                .await?;
            all += self.reaped(&reaped);
            if reaped.len() < usize::try_from(AT_ONCE).unwrap_or(0) {
                return Ok(all);
            }
        }
    }

    /// Takes away what other processes were running: for a database that only one process serves at a time.
    pub async fn reap_other_nodes(&self, node: &Node) -> Result<u64, Error> {
        let mut all = self.reap_jobs().await?;
        loop {
            let (now, chance, owner) = (self.now(), self.chance(), node.owner.clone());
            let reaped = self
                .sql()
                .write(move |tx| {
                    let lost = lease::of_other_nodes(tx, TEAM, &owner, now, AT_ONCE)?;
                    lose(tx, lost, now, chance)
                })
                .await?;
            if reaped.is_empty() {
                return Ok(all);
            }
            all += self.reaped(&reaped);
        }
    }

    fn reaped(&self, reaped: &[JobId]) -> u64 {
        let count = reaped.len() as u64;
        self.inner.jobs.figures.reaped(count);
        self.inner.jobs.touch(reaped);
        self.ring_ticket_bell();
        count
    }

    /// Readies the scheduled jobs whose time has come, and rings for what waits: for a node with room, or to be done to tickets.
    /// Whether there was anything.
    pub async fn ready_jobs(&self) -> Result<bool, Error> {
        let now = self.now();
        let (due, ready, tickets) = self
            .sql()
            .read(move |tx| {
                let due = turn::next_due(tx, TEAM)?.is_some_and(|due| due <= now);
                let ready = turn::something_is_ready(tx, TEAM)?;
                Ok::<_, sql::Error>((due, ready, job::post::something(tx, TEAM)?))
            })
            .await?;
        if due {
            self.sql().write(move |tx| turn::ready_due(tx, TEAM, now, DUE_AT_ONCE)).await?;
        }
        if due || ready {
            self.ring_job_bell();
        }
        if due || tickets {
            self.ring_ticket_bell();
        }
        Ok(due || ready || tickets)
    }
}

fn turn_in(
    tx: &mut Tx<'_>,
    node: &Node,
    finished: &[(Finished, u64)],
    room: Room,
    now: At,
) -> Result<(Vec<Begun>, Done), sql::Error> {
    let mut plan = Plan::default();
    for (finished, chance) in finished {
        let Finished { run, mark, events, outcome } = finished;
        let fence = Fence { id: run.id, attempt: run.attempt, owner: node.owner.clone() };
        if !events.is_empty() {
            let (to, events) = fit(*mark, events.clone());
            if !append(tx, TEAM, &fence, (*mark, to), &events, now)? {
                continue;
            }
        }
        let tries = Tries { failures: run.failures, max_attempts: run.max_attempts };
        plan.add(fence, run.order, run.crashes, rules::next(outcome.clone(), tries, now, *chance));
    }
    let sent = plan.send(tx, now)?;
    let until = At::from_micros(now.micros() + node.lease);
    let taker = Taker { owner: &node.owner, worker: &node.name, now, lease_until: until };
    let lanes = [(job::LANE_NOOP, room.noop), (job::LANE_OWN, room.own)];
    let mut beginning = Vec::new();
    for (lane, room) in lanes.into_iter().filter(|(_, room)| *room > 0) {
        beginning.push(turn::begin(tx, TEAM, lane, room, &taker)?);
    }
    let limited = if room.own > 0 { Some(turn::ask_limited(tx, TEAM)?) } else { None };
    let done = sent.done(tx)?;
    let mut begun = Vec::new();
    for lane in beginning {
        begun.extend(turn::begun(tx, lane)?);
    }
    let Some(limited) = limited else { return Ok((begun, done)) };
    for lane in tx.answer(limited)? {
        let busy = begun.iter().filter(|run| run.kind != domain::function::Kind::Noop).count();
        let left = room.own - i64::try_from(busy).unwrap_or(i64::MAX);
        let Some(function) = lane.strip_prefix(job::LANE_LIMITED).filter(|_| left > 0) else { break };
        begun.extend(turn::begin_limited(tx, TEAM, (function, &lane), left, &taker)?);
    }
    Ok((begun, done))
}

/// Takes runs away from whoever has them: the jobs are begun again, until they have taken too many with them.
fn lose(tx: &mut Tx<'_>, runs: Vec<Held>, now: At, chance: u64) -> Result<Vec<JobId>, sql::Error> {
    let mut plan = Plan::default();
    let mut lost = Vec::with_capacity(runs.len());
    for held in runs {
        lost.push(held.fence.id);
        if held.cancel_asked {
            let over = Next::Over { state: State::Canceled, result: None, error: None };
            plan.add(held.fence, held.order, held.crashes, over);
            continue;
        }
        if held.is_outside() && held.deadline.is_some_and(|deadline| deadline <= now) {
            let tries = Tries { failures: held.failures, max_attempts: held.max_attempts };
            let next = rules::next(Outcome::TimedOut, tries, now, chance);
            plan.add(held.fence, held.order, held.crashes, next);
            continue;
        }
        let crashes = held.crashes + 1;
        let next = if crashes >= MOST_CRASHES {
            let error = format!("poison: whoever ran it was lost {crashes} times");
            Next::Over { state: State::Failed, result: None, error: Some(error) }
        } else {
            let at = At::from_micros(now.micros() + rules::backoff(crashes, chance));
            let error = Some("whoever ran it was lost".to_owned());
            Next::Again { at, failures: held.failures, error }
        };
        plan.add(held.fence, held.order, crashes, next);
    }
    plan.carry_out(tx, now)?;
    Ok(lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize, bytes: usize) -> Vec<Told> {
        (0..count).map(|_| Told::log("x".repeat(bytes))).collect()
    }

    #[test]
    fn of_too_many_events_one_says_so_and_the_rest_is_dropped() {
        let (mark, kept) = fit(Mark::default(), lines(20_000, 1));
        assert_eq!((kept.len(), mark.seq), (10_000, MOST_EVENTS));
        assert_eq!(kept.last().unwrap().message, "truncated");
        let (after, none) = fit(mark, vec![Told::log("more"), Told::progress(70, "")]);
        assert_eq!((after.seq, after.progress, none.len()), (mark.seq, Some(70), 0));
    }

    #[test]
    fn too_many_bytes_are_too_many_too() {
        let (mark, kept) = fit(Mark::default(), lines(100, 60_000));
        assert!(kept.len() < 100 && kept.last().unwrap().message == "truncated");
        assert!(mark.bytes > MOST_EVENT_BYTES);
        assert_eq!(fit(mark, lines(1, 1)).1, []);
    }
}
