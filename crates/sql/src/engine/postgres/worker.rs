//! A database thread: takes units, runs each in a transaction, retries what may be retried.
//!
//! Must never run a unit again whose commit may have happened.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant};

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
const IDLE: Duration = Duration::from_millis(200);

pub(super) struct Worker {
    target: Arc<Target>,
    counters: Arc<Counters>,
    link: Option<Link>,
    /// Until when the server is taken to be down, and why.
    down: Option<(Instant, Error)>,
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
    pub(super) const fn new(target: Arc<Target>, counters: Arc<Counters>) -> Self {
        Self { target, counters, link: None, down: None }
    }

    /// Connects, once.
    pub(super) fn connect(&mut self) -> Result<(), Error> {
        self.link = Some(self.target.connect()?);
        Ok(())
    }

    /// Serves units until the queue is closed and empty.
    pub(super) fn serve(&mut self, queue: &Queue) {
        loop {
            let next = queue.next_now().or_else(|| {
                // Nobody is kept waiting by it.
                self.end();
                queue.take(1).and_then(|mut units| units.pop())
            });
            let Some(unit) = next else { return };
            self.run(unit);
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
                    Self::pause_up_to(Duration::from_millis(2) * 2_u32.pow(conflicts));
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
        self.tidy();
    }

    fn attempt(&mut self, unit: &mut dyn Work) -> Ended {
        let access = unit.access();
        let link = match ready(&self.target, &mut self.link, &mut self.down) {
            Ok(link) => link,
            Err(error) => return Ended::Fail(error),
        };
        let verdict = unit.attempt(&mut Tx::postgres(Session::new(link, access)));
        let mut session = Session::new(link, access);
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

    /// Leaves a read's transaction after its answer, and drops a connection that is lost.
    fn tidy(&mut self) {
        let Some(link) = &mut self.link else { return };
        Session::new(link, Access::Read).leave();
        link.used = Instant::now();
        if link.broken {
            self.link = None;
        }
    }

    /// Ends the transaction that a read has left open: a unit that comes at once ends it on its way, and no snapshot is held
    /// while there is nothing to do.
    fn end(&mut self) {
        let Some(link) = &mut self.link else { return };
        Session::new(link, Access::Read).rollback();
        if link.broken {
            self.link = None;
        }
    }

    /// Waits a random part of `longest`, so that two units that met once do not meet again.
    fn pause_up_to(longest: Duration) {
        let share =
            f64::from(u32::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or(0)) / f64::from(u32::MAX);
        pause(longest.mul_f64(share));
    }
}

/// A connection that is believed to work.
fn ready<'l>(
    target: &Target,
    link: &'l mut Option<Link>,
    down: &mut Option<(Instant, Error)>,
) -> Result<&'l mut Link, Error> {
    let usable =
        link.take().filter(|link| !link.broken).and_then(|mut link| answers(&mut link).then_some(link));
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
        match target.connect() {
            Ok(fresh) => {
                *down = None;
                return Ok(link.insert(fresh));
            }
            Err(error @ Error::Unavailable(_)) if attempt < ATTEMPTS => {
                tracing::debug!(error = %error, attempt, "the database did not answer");
                pause(Duration::from_millis(50) * 2_u32.pow(attempt));
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
fn answers(link: &mut Link) -> bool {
    link.used.elapsed() < IDLE || link.answers()
}

#[allow(clippy::disallowed_methods, reason = "a database thread has nothing else to do meanwhile")]
fn pause(time: Duration) {
    std::thread::sleep(time);
}
