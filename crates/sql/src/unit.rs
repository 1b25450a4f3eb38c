//! A unit of work with its types erased: what a database thread runs and answers.
//!
//! Must never be answered before the thread knows how the transaction ended.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use tokio::sync::oneshot;

use crate::{Error, Tx, UnitError};

/// Whether a unit may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

/// How one run of a unit's closure ended, before anything is committed.
pub(crate) enum Verdict {
    /// It wants to be committed.
    Keep,
    /// It must be undone; with the seam's error behind that, if there is one.
    Undo(Option<Error>),
}

/// A unit of work as a database thread sees it.
pub(crate) trait Work: Send {
    fn access(&self) -> Access;

    /// Runs the closure and keeps what it returned. May be called again after the transaction was undone.
    fn attempt(&mut self, tx: &mut Tx<'_>) -> Verdict;

    /// Sends the caller what the last attempt returned.
    fn answer(self: Box<Self>);

    /// Sends the caller an error of the seam's own instead.
    fn fail(self: Box<Self>, error: Error);
}

/// The way back to the caller: a future or a blocked thread.
pub(crate) enum Reply<V> {
    Future(oneshot::Sender<V>),
    Thread(mpsc::SyncSender<V>),
}

impl<V> Reply<V> {
    fn send(self, value: V) {
        // A caller that went away does not undo what was committed.
        match self {
            Self::Future(sender) => drop(sender.send(value)),
            Self::Thread(sender) => drop(sender.send(value)),
        }
    }
}

pub(crate) struct Unit<T, E, F> {
    access: Access,
    run: F,
    outcome: Option<Result<T, E>>,
    reply: Reply<Result<T, E>>,
}

impl<T, E, F> Unit<T, E, F> {
    pub(crate) const fn new(access: Access, run: F, reply: Reply<Result<T, E>>) -> Self {
        Self { access, run, outcome: None, reply }
    }
}

impl<T, E, F> Work for Unit<T, E, F>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: UnitError,
{
    fn access(&self) -> Access {
        self.access
    }

    fn attempt(&mut self, tx: &mut Tx<'_>) -> Verdict {
        let returned = catch_unwind(AssertUnwindSafe(|| (self.run)(tx)));
        let (outcome, verdict) = match (returned, tx.failure().cloned()) {
            (Ok(Ok(value)), None) => (Ok(value), Verdict::Keep),
            (Ok(Ok(_)), Some(error)) => (Err(E::from(error.clone())), Verdict::Undo(Some(error))),
            (Ok(Err(error)), failure) => {
                let cause = failure.or_else(|| error.sql_error().cloned());
                (Err(error), Verdict::Undo(cause))
            }
            (Err(payload), _) => {
                tracing::error!(panic.message = message(payload.as_ref()), "a unit of work panicked");
                (Err(E::from(Error::Panicked)), Verdict::Undo(None))
            }
        };
        self.outcome = Some(outcome);
        verdict
    }

    fn answer(self: Box<Self>) {
        let outcome = self.outcome.unwrap_or_else(|| Err(E::from(Error::Closed)));
        self.reply.send(outcome);
    }

    fn fail(self: Box<Self>, error: Error) {
        self.reply.send(Err(E::from(error)));
    }
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("not text")
}
