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
    Disconnected(Error),
}

impl Worker {
    pub(super) fn new(target: Arc<Target>, counters: Arc<Counters>) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime
            .map_err(|error| Error::Unavailable(format!("cannot start a database thread: {error}")))?;
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
        let (mut conflicts, mut reconnected) = (0, false);
        let ended = loop {
            let ended = self.attempt(unit.as_mut());
            match ended {
                Ended::Conflict if conflicts < RETRIES => {
                    conflicts += 1;
                    self.pause(Duration::from_millis(2) * 2_u32.pow(conflicts));
                }
                Ended::Disconnected(_) if !reconnected => reconnected = true,
                ended => break ended,
            }
            Counters::add(&self.counters.retries, 1);
        };
        match access {
            Access::Read => Counters::add(&self.counters.reads, 1),
            Access::Write => {
                Counters::add(&self.counters.writes, 1);
                self.counters.committed(1);
            }
        }
        match ended {
            Ended::Answer => unit.answer(),
            Ended::Fail(error) | Ended::Disconnected(error) => unit.fail(error),
            Ended::Conflict => unit.fail(Error::Conflict),
        }
        self.tidy(access);
    }

    fn attempt(&mut self, unit: &mut dyn Work) -> Ended {
        let access = unit.access();
        let link = match ready(&self.runtime, &self.target, &mut self.link, &mut self.down) {
            Ok(link) => link,
            Err(error) => return Ended::Fail(error),
        };
        let verdict = unit.attempt(&mut Tx::postgres(Session::new(&self.runtime, link, access)));
        let mut session = Session::new(&self.runtime, link, access);
        match (verdict, access) {
            // What was read is true whatever comes of the transaction: it is ended after the answer.
            (Verdict::Keep, Access::Read) => Ended::Answer,
            (Verdict::Keep, Access::Write) => match session.commit() {
                Ok(()) => Ended::Answer,
                Err(Error::Conflict) => Ended::Conflict,
                // The server may have committed before it was lost: not to be run again.
                Err(error) => Ended::Fail(error),
            },
            (Verdict::Undo(cause), _) => {
                session.rollback();
                match cause {
                    Some(Error::Conflict) => {
                        // A conflict may also be a statement whose tables have changed since it was prepared.
                        link.statements.clear();
                        Ended::Conflict
                    }
                    Some(error @ Error::Unavailable(_)) if link.broken => Ended::Disconnected(error),
                    _ => Ended::Answer,
                }
            }
        }
    }

    /// Ends a read's transaction after its answer, and drops a connection that is lost.
    fn tidy(&mut self, access: Access) {
        let Some(link) = &mut self.link else { return };
        Session::new(&self.runtime, link, access).rollback();
        link.used = Instant::now();
        if link.broken {
            self.link = None;
        }
    }

    /// Waits a random part of `longest`, so that two units that met once do not meet again.
    fn pause(&self, longest: Duration) {
        let share =
            f64::from(u32::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or(0)) / f64::from(u32::MAX);
        self.runtime.block_on(async { tokio::time::sleep(longest.mul_f64(share)).await });
    }
}

/// A connection that is believed to work.
fn ready<'l>(
    runtime: &Runtime,
    target: &Target,
    link: &'l mut Option<Link>,
    down: &mut Option<(Instant, Error)>,
) -> Result<&'l mut Link, Error> {
    let usable =
        link.take().filter(|link| !link.broken && !link.client.is_closed() && answers(runtime, link));
    if let Some(usable) = usable {
        return Ok(link.insert(usable));
    }
    if let Some((until, error)) = down
        && Instant::now() < *until
    {
        return Err(error.clone());
    }
    let mut attempt = 1;
    loop {
        match target.connect(runtime) {
            Ok(fresh) => {
                *down = None;
                return Ok(link.insert(fresh));
            }
            Err(error @ Error::Unavailable(_)) if attempt < ATTEMPTS => {
                tracing::debug!(error = %error, attempt, "the database did not answer");
                runtime.block_on(async {
                    tokio::time::sleep(Duration::from_millis(50) * 2_u32.pow(attempt)).await;
                });
                attempt += 1;
            }
            Err(error) => {
                *down = Some((Instant::now() + DOWN, error.clone()));
                return Err(error);
            }
        }
    }
}

/// Whether the server still answers on a connection that was idle for a while.
fn answers(runtime: &Runtime, link: &Link) -> bool {
    if link.used.elapsed() < IDLE {
        return true;
    }
    let probe = async { tokio::time::timeout(PROBE_TIMEOUT, link.client.check_connection()).await };
    matches!(runtime.block_on(probe), Ok(Ok(())))
}
