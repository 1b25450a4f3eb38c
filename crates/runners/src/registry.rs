//! The runs of this node that are not over, and the word to each of them that it should stop.

use domain::id::JobId;
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::{sync::watch, time::Instant};

/// Why a run should stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It should not.
    No,
    /// Somebody does not want the job any more.
    Canceled,
    /// It has had its time.
    TimedOut,
    /// The node has to go.
    Leaving,
    /// It is not the job's any more, or nobody can say: whatever it does now is done for nothing.
    Lost,
}

#[derive(Debug)]
struct Entry {
    attempt: i64,
    stop: watch::Sender<Stop>,
    /// Until when it is certain that the run is this node's.
    sure_until: Instant,
}

/// The runs by their jobs.
#[derive(Debug, Default)]
pub(crate) struct Registry(Mutex<HashMap<JobId, Entry>>);

impl Registry {
    fn lock(&self) -> MutexGuard<'_, HashMap<JobId, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a run; gives how it learns that it should stop.
    pub(crate) fn add(&self, job: JobId, attempt: i64, sure_until: Instant) -> watch::Receiver<Stop> {
        let (stop, stopping) = watch::channel(Stop::No);
        self.lock().insert(job, Entry { attempt, stop, sure_until });
        stopping
    }

    /// Forgets a run that is over.
    pub(crate) fn remove(&self, job: JobId, attempt: i64) {
        let mut runs = self.lock();
        if runs.get(&job).is_some_and(|entry| entry.attempt == attempt) {
            runs.remove(&job);
        }
    }

    /// The jobs that run.
    pub(crate) fn jobs(&self) -> Vec<JobId> {
        self.lock().keys().copied().collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.lock().len()
    }

    /// Tells the run of a job to stop, if it was not told before.
    pub(crate) fn stop(&self, job: JobId, why: Stop) {
        if let Some(entry) = self.lock().get(&job) {
            tell(entry, why);
        }
    }

    /// Tells all runs to stop.
    pub(crate) fn stop_all(&self, why: Stop) {
        for entry in self.lock().values() {
            tell(entry, why);
        }
    }

    /// Notes which runs are the node's until a moment, and which jobs of those asked about are not among them: those are lost.
    pub(crate) fn renewed(&self, asked: &[JobId], kept: &HashMap<JobId, i64>, sure_until: Instant) {
        let mut runs = self.lock();
        for job in asked {
            let Some(entry) = runs.get_mut(job) else { continue };
            if kept.get(job) == Some(&entry.attempt) {
                entry.sure_until = sure_until;
            } else {
                tell(entry, Stop::Lost);
            }
        }
    }

    /// Stops the runs of which it is not certain any more that they are the node's.
    pub(crate) fn stop_unsure(&self, now: Instant) {
        for (job, entry) in self.lock().iter().filter(|(_, entry)| entry.sure_until <= now) {
            if tell(entry, Stop::Lost) {
                tracing::warn!(
                    job.id = job.0,
                    job.attempt = entry.attempt,
                    "a run's lease could not be renewed in time"
                );
            }
        }
    }
}

/// A run that is lost stays so; otherwise the first word counts.
fn tell(entry: &Entry, why: Stop) -> bool {
    entry.stop.send_if_modified(|now| {
        let changes = *now == Stop::No || (why == Stop::Lost && *now != Stop::Lost);
        if changes {
            *now = why;
        }
        changes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_first_reason_to_stop_counts_unless_the_run_is_lost() {
        let registry = Registry::default();
        let stopping = registry.add(JobId(1), 1, Instant::now());
        registry.stop(JobId(1), Stop::Canceled);
        registry.stop(JobId(1), Stop::Leaving);
        assert_eq!(*stopping.borrow(), Stop::Canceled);
        registry.stop(JobId(1), Stop::Lost);
        registry.stop(JobId(1), Stop::Canceled);
        assert_eq!(*stopping.borrow(), Stop::Lost);
    }

    #[tokio::test]
    async fn what_is_not_renewed_or_is_anothers_attempt_is_lost() {
        let registry = Registry::default();
        let now = Instant::now();
        let mut runs: Vec<_> = (1..=3).map(|id| registry.add(JobId(id), 2, now)).collect();
        let later = now + std::time::Duration::from_secs(5);
        let asked = [JobId(1), JobId(2)];
        registry.renewed(&asked, &HashMap::from([(JobId(1), 2), (JobId(2), 3)]), later);
        let state: Vec<Stop> = runs.iter().map(|run| *run.borrow()).collect();
        assert_eq!(state, [Stop::No, Stop::Lost, Stop::No]);
        registry.stop_unsure(now);
        assert_eq!(*runs[2].borrow_and_update(), Stop::Lost);
        assert_eq!(*runs[0].borrow(), Stop::No);
    }
}
