//! One run, as the kinds see it: what is to be done, how to tell of it, and the word that it should stop.

use crate::registry::Stop;
use app::{
    App,
    jobs::{Begun, Fence},
};
use domain::{
    function::Definition,
    job::{Outcome, Told},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};

/// A run that goes on.
#[derive(Clone)]
pub(crate) struct Run {
    pub(crate) app: App,
    pub(crate) job: Arc<Begun>,
    pub(crate) definition: Arc<Definition>,
    pub(crate) fence: Fence,
    deadline: Instant,
    stop: watch::Receiver<Stop>,
    events: mpsc::Sender<Told>,
}

/// What a run is made from.
pub(crate) struct Parts {
    pub(crate) app: App,
    pub(crate) job: Arc<Begun>,
    pub(crate) definition: Arc<Definition>,
    pub(crate) owner: String,
    pub(crate) stop: watch::Receiver<Stop>,
    pub(crate) events: mpsc::Sender<Told>,
}

impl Run {
    pub(crate) fn new(parts: Parts) -> Self {
        let Parts { app, job, definition, owner, stop, events } = parts;
        let allowed = Duration::from_millis(u64::try_from(job.timeout_ms).unwrap_or(1));
        let fence = Fence { id: job.id, attempt: job.attempt, owner };
        Self { app, job, definition, fence, deadline: Instant::now() + allowed, stop, events }
    }

    /// Tells something of the run. Waits where more is told than can be written; nothing happens once the run is lost.
    pub(crate) async fn tell(&self, told: Told) {
        // The other end goes before this one only where nobody wants to know any more.
        let _ = self.events.send(told).await;
    }

    /// Resolves when the run should stop: because it was told to, or its time is over.
    pub(crate) async fn stopped(&self) -> Stop {
        let mut stop = self.stop.clone();
        let told = async {
            // Without the sender the run was forgotten: nobody wants its outcome.
            stop.wait_for(|stop| *stop != Stop::No).await.map_or(Stop::Lost, |stop| *stop)
        };
        tokio::select! {
            biased;
            why = told => why,
            () = tokio::time::sleep_until(self.deadline) => Stop::TimedOut,
        }
    }
}

/// How a run comes out that was stopped.
pub(crate) fn outcome_of(stop: Stop) -> Outcome {
    match stop {
        Stop::TimedOut => Outcome::TimedOut,
        Stop::Canceled => Outcome::Canceled,
        // A lost one is fenced off, whatever is said.
        Stop::No | Stop::Leaving | Stop::Lost => Outcome::GivenBack,
    }
}
