//! The server's own tasks beside requests: started in one place, so that stopping can wait for every one.

use std::time::Duration;

use tokio::{sync::watch, task::JoinSet};

/// The tasks that run, and the wish that they end.
#[derive(Debug)]
pub(crate) struct Tasks {
    set: JoinSet<()>,
    stop: watch::Sender<Stop>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    NotYet,
    Now,
}

/// By which a task learns that it should end.
#[derive(Debug, Clone)]
pub(crate) struct Stopping(watch::Receiver<Stop>);

impl Stopping {
    /// Resolves when the task should end.
    pub(crate) async fn wished(&mut self) {
        // The sender is only dropped when the server goes, which is the same wish.
        let _ = self.0.wait_for(|stop| *stop == Stop::Now).await;
    }
}

impl Tasks {
    /// No task yet.
    pub(crate) fn new() -> Self {
        Self { set: JoinSet::new(), stop: watch::channel(Stop::NotYet).0 }
    }

    /// By which any future learns of the end.
    pub(crate) fn stopping(&self) -> Stopping {
        Stopping(self.stop.subscribe())
    }

    /// Starts a task that ends when it is wished.
    pub(crate) fn start<F>(&mut self, task: impl FnOnce(Stopping) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let task = task(self.stopping());
        self.set.spawn(task);
    }

    /// Repeats `work` every `period` until the end is wished; a round that has begun is finished.
    pub(crate) fn every<W, F>(&mut self, period: Duration, work: W)
    where
        W: Fn() -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        self.start(|mut stopping| async move {
            let mut ticks = tokio::time::interval(period);
            ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    () = stopping.wished() => return,
                    _ = ticks.tick() => work().await,
                }
            }
        });
    }

    /// Wishes the end of every task.
    pub(crate) fn wish_end(&self) {
        self.stop.send_replace(Stop::Now);
    }

    /// Waits for every task, at most `patience`; those that go on are dropped.
    pub(crate) async fn end(mut self, patience: Duration) {
        self.wish_end();
        let all = async { while self.set.join_next().await.is_some() {} };
        if tokio::time::timeout(patience, all).await.is_err() {
            tracing::warn!("a task did not end in time and was dropped");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_repeated_task_runs_at_once_and_each_period_until_the_end() {
        let (mut tasks, rounds) = (Tasks::new(), Arc::new(AtomicU32::new(0)));
        let counter = Arc::clone(&rounds);
        tasks.every(Duration::from_mins(1), move || {
            let counter = Arc::clone(&counter);
            async move {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        });
        tokio::time::sleep(Duration::from_secs(150)).await;
        assert_eq!(rounds.load(Ordering::Relaxed), 3);
        tasks.end(Duration::from_secs(1)).await;
        tokio::time::sleep(Duration::from_mins(10)).await;
        assert_eq!(rounds.load(Ordering::Relaxed), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_task_that_does_not_end_is_dropped_after_a_while() {
        let mut tasks = Tasks::new();
        tasks.start(|_stopping| std::future::pending());
        tasks.end(Duration::from_secs(5)).await;
    }
}
