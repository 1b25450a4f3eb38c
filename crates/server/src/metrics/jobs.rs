//! The figures of jobs: what this node did, and how the queue looks, which is the same on every node.

use app::{App, TEAM, jobs::Snapshot};
use domain::At;
use sql::Tx;
use store::job::retain::{self, Depth};

use super::list::{
    JOB_ATTEMPTS, JOB_BEGUN, JOB_FENCED, JOB_OLDEST, JOB_REAPED, JOB_RETRIES, JOB_RUN, JOB_RUNS, JOB_WAIT,
    JOBS,
};
use super::text::{Text, shown};
use domain::job::Stage;

const MICROS: u32 = 1_000_000;

/// How the queue looks.
#[derive(Debug)]
pub(super) struct Queue {
    depths: Vec<Depth>,
}

/// Looks at the queue.
pub(super) fn queue(tx: &mut Tx<'_>) -> Result<Queue, sql::Error> {
    Ok(Queue { depths: retain::depths(tx, TEAM)? })
}

/// What the database tells.
pub(super) fn of_queue(text: &mut Text, queue: &Queue, now: At) {
    for stage in Stage::ALL {
        let count =
            queue.depths.iter().find(|depth| depth.stage == stage.word()).map_or(0, |depth| depth.jobs);
        text.sample(&JOBS, &[stage.word()], count);
    }
    let oldest = retain::oldest_waiting(&queue.depths, now);
    let waited = oldest.map_or(0, |oldest| now.micros() - oldest.micros());
    text.sample(&JOB_OLDEST, &[], shown(u64::try_from(waited).unwrap_or(0), MICROS));
}

/// What this node has counted.
pub(super) fn of_node(text: &mut Text, app: &App) {
    let seen: Snapshot = app.job_figures();
    text.sample(&JOB_BEGUN, &[], seen.begun);
    for (outcome, count) in [
        ("succeeded", seen.succeeded),
        ("failed", seen.failed),
        ("timeout", seen.timed_out),
        ("canceled", seen.canceled),
        ("given_back", seen.given_back),
    ] {
        text.sample(&JOB_RUNS, &[outcome], count);
    }
    text.sample(&JOB_RETRIES, &[], seen.retried);
    text.sample(&JOB_REAPED, &[], seen.reaped);
    text.sample(&JOB_FENCED, &[], seen.fenced);
    text.histogram(&JOB_WAIT, &[], &seen.waited, MICROS);
    text.histogram(&JOB_RUN, &[], &seen.ran, MICROS);
    text.histogram(&JOB_ATTEMPTS, &[], &seen.attempts, 1);
}
