//! A database thread: takes units, runs each in a transaction, retries what may be retried.
//!
//! Must never run a unit again whose commit may have happened.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use super::link::{Link, Target};
use super::session::Session;
use crate::queue::{Counters, Queue};
use crate::unit::{Access, Verdict, Work};
use crate::{Error, Tx};

/// Times a unit is run again after a conflict.
const RETRIES: u32 = 5;
/// Attempts to connect, a growing pause between them, before a unit is told that the server is down.
const ATTEMPTS: u32 = 4;
/// How long after that units are told so without trying.
const DOWN: Duration = Duration::from_millis(500);
/// A connection unused for this long is tried before it is trusted.
const IDLE: Duration = Duration::from_secs(1);
const PROBE_TIMEOUT: Duration = Duration::from_secs(3);

pub(super) struct Worker {
    target: Arc<Target>,
    counters: Arc<Counters>,
    link: Option<Link>,
    /// Until when the server is taken to be down, and why.
    down: Option<(Instant, Error)>,
    // Last, so that the connection is gone before what drives it.
    runtime: Runtime,
}

/// How one run of a unit ended.
enum Ended {
    /// Its own answer holds.
    Answer,
    /// It failed at the seam's hand.
    Fail(Error),
    /// It lost against another transaction, which is over now or soon.
    Conflict,
    /// The connection was lost before the commit was sent.
    Disconnected,
}

impl Worker {
    pub(super) fn new(target: Arc<Target>, counters: Arc<Counters>) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime =
            runtime.map_err(|error| Error::Unavailable(format!("cannot start a database thread: {error}")))?;
        Ok(Self { target, counters, link: None, down: None, runtime })
    }

    /// Connects, once.
    pub(super) fn connect(&mut self) -> Result<(), Error> {
        self.link = Some(self.target.connect(&self.runtime)?);
        Ok(())
    }

    /// Serves units until the queue is closed and empty.
    pub(super) fn serve(&mut self, queue: &Queue) {
        while let Some(units) = queue.take(1) {
            for unit in units {
                self.run(unit);
            }
        }
    }

    fn run(&mut self, mut unit: Box<dyn Work>) {
        let access = unit.access();
        let counter = match access {
            Access::Read => &self.counters.reads,
            Access::Write => &self.counters.writes,
        };
        let counter = { let counters = Arc::clone(&self.counters); let _ = counter; counters };
        let (mut conflicts, mut reconnected) = (0, false);
        loop {
            let ended = self.attempt(unit.as_mut());
            match ended {
                Ended::Conflict if conflicts < RETRIES => {
                    conflicts += 1;
                    self.pause(Duration::from_millis(5) * 2_u32.pow(conflicts));
                }
                Ended::Disconnected if !reconnected => reconnected = true,
                _ => {}
            }
            let _ = &counter;
        }
    }
}
