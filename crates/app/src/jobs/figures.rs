//! What this node counts of jobs for `/metrics`.

use super::{Begun, turn::Finished};
use crate::App;
use domain::{At, job::Outcome};
use sql::{Distribution, Histogram};
use std::sync::atomic::{AtomicU64, Ordering};

/// Microseconds: from a millisecond to ten minutes.
const MICROS: &[u64] = &[
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    30_000_000,
    60_000_000,
    300_000_000,
    600_000_000,
];
const ATTEMPTS: &[u64] = &[1, 2, 3, 5, 10, 20, 50, 100];

/// The counters.
#[derive(Debug)]
pub(crate) struct Figures {
    begun: AtomicU64,
    succeeded: AtomicU64,
    failed: AtomicU64,
    timed_out: AtomicU64,
    canceled: AtomicU64,
    given_back: AtomicU64,
    retried: AtomicU64,
    reaped: AtomicU64,
    fenced: AtomicU64,
    waited: Histogram,
    ran: Histogram,
    attempts: Histogram,
}

impl Default for Figures {
    fn default() -> Self {
        let zero = AtomicU64::default;
        Self {
            begun: zero(),
            succeeded: zero(),
            failed: zero(),
            timed_out: zero(),
            canceled: zero(),
            given_back: zero(),
            retried: zero(),
            reaped: zero(),
            fenced: zero(),
            waited: Histogram::new(MICROS),
            ran: Histogram::new(MICROS),
            attempts: Histogram::new(ATTEMPTS),
        }
    }
}

/// What the counters say.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Runs that this node has begun.
    pub begun: u64,
    /// Runs that came out well.
    pub succeeded: u64,
    /// Runs that came out in vain.
    pub failed: u64,
    /// Runs that took too long.
    pub timed_out: u64,
    /// Runs that were stopped.
    pub canceled: u64,
    /// Runs that were given back because the node had to go.
    pub given_back: u64,
    /// Jobs that are begun again.
    pub retried: u64,
    /// Runs taken away from whoever did not renew them.
    pub reaped: u64,
    /// Writes of runs that were not the jobs' any more.
    pub fenced: u64,
    /// From the asking for a job to its first run, in microseconds.
    pub waited: Distribution,
    /// How long runs took, in microseconds.
    pub ran: Distribution,
    /// Which attempt runs were.
    pub attempts: Distribution,
}

fn count(counter: &AtomicU64, more: u64) {
    counter.fetch_add(more, Ordering::Relaxed);
}

fn positive(micros: i64) -> u64 {
    u64::try_from(micros).unwrap_or(0)
}

impl Figures {
    /// Counts a turn: what finished, what began, and how much of what finished was still the jobs' and is begun again.
    pub(super) fn turned(
        &self,
        finished: &[(Finished, u64)],
        begun: &[Begun],
        (kept, again): (u64, u64),
        now: At,
    ) {
        for (finished, _) in finished {
            let counter = match &finished.outcome {
                Outcome::Succeeded(_) => &self.succeeded,
                Outcome::Failed { .. } => &self.failed,
                Outcome::TimedOut => &self.timed_out,
                Outcome::Canceled => &self.canceled,
                Outcome::GivenBack => &self.given_back,
            };
            count(counter, 1);
            self.ran.add(positive(now.micros() - finished.run.began.micros()));
        }
        for run in begun {
            self.attempts.add(positive(run.attempt));
            if run.attempt == 1 {
                self.waited.add(positive(now.micros() - run.due.micros()));
            }
        }
        count(&self.begun, begun.len() as u64);
        count(&self.retried, again);
        self.fenced((finished.len() as u64).saturating_sub(kept));
    }

    pub(super) fn reaped(&self, runs: u64) {
        count(&self.reaped, runs);
    }

    pub(super) fn fenced(&self, writes: u64) {
        count(&self.fenced, writes);
    }
}

impl App {
    /// What is counted of jobs on this node.
    pub fn job_figures(&self) -> Snapshot {
        let figures = &self.inner.jobs.figures;
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Snapshot {
            begun: of(&figures.begun),
            succeeded: of(&figures.succeeded),
            failed: of(&figures.failed),
            timed_out: of(&figures.timed_out),
            canceled: of(&figures.canceled),
            given_back: of(&figures.given_back),
            retried: of(&figures.retried),
            reaped: of(&figures.reaped),
            fenced: of(&figures.fenced),
            waited: figures.waited.seen(),
            ran: figures.ran.seen(),
            attempts: figures.attempts.seen(),
        }
    }
}
