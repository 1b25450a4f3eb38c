//! What the functions of a script share: what waits for an answer, how much has been said.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
};

use rquickjs::{Function, Object, Persistent};

use super::wire::{self, Gone};
use crate::{
    frame::{Ask, FromChild, IN_FLIGHT},
    host::Event,
    limits::Limits,
};

/// A promise that the answer to a call settles.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) resolve: Persistent<Function<'static>>,
    pub(super) reject: Persistent<Function<'static>>,
    /// Made when the call was, so that a refusal names the script's line.
    pub(super) error: Persistent<Object<'static>>,
    pub(super) form: Form,
}

/// In which form an answer is handed to the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is.
    Json,
    /// As the response of a `fetch`.
    Response,
    /// The end of a `sleep`, for which a script that has returned does not stay.
    Pause,
}

/// Shared by all functions of the one script.
#[derive(Debug)]
pub(super) struct State {
    pub(super) limits: Limits,
    waiting: RefCell<BTreeMap<u64, Waiting>>,
    /// Calls that go out when earlier ones have been answered.
    queue: RefCell<VecDeque<(u64, Ask)>>,
    sent: Cell<usize>,
    calls: Cell<usize>,
    lines: Cell<usize>,
    bytes: Cell<usize>,
}

impl State {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            waiting: RefCell::default(),
            queue: RefCell::default(),
            sent: Cell::new(0),
            calls: Cell::new(0),
            lines: Cell::new(0),
            bytes: Cell::new(0),
        }
    }

    /// Takes a number for a call, while there are any.
    pub(super) fn number(&self) -> Option<u64> {
        let calls = self.calls.get() + 1;
        if calls > self.limits.calls {
            return None;
        }
        self.calls.set(calls);
        u64::try_from(calls).ok()
    }

    /// Sends a call, or keeps it until an answer makes room.
    pub(super) fn call(&self, call: u64, ask: Ask, waiting: Waiting) -> Result<(), Gone> {
        self.waiting.borrow_mut().insert(call, waiting);
        self.queue.borrow_mut().push_back((call, ask));
        self.send()
    }

    fn send(&self) -> Result<(), Gone> {
        while self.sent.get() < IN_FLIGHT {
            let Some((call, ask)) = self.queue.borrow_mut().pop_front() else { break };
            wire::write(&FromChild::Call { call, ask })?;
            self.sent.set(self.sent.get() + 1);
        }
        Ok(())
    }

    /// Whom the answer to `call` is for.
    pub(super) fn answered(&self, call: u64) -> Result<Option<Waiting>, Gone> {
        let waiting = self.waiting.borrow_mut().remove(&call);
        if waiting.is_some() {
            self.sent.set(self.sent.get().saturating_sub(1));
            self.send()?;
        }
        Ok(waiting)
    }

    /// Whether any answer is still to come.
    pub(super) fn waits(&self) -> bool {
        self.sent.get() > 0
    }

    /// Whether anything of this is left to do by the host, sleeps aside.
    pub(super) fn asks(&self) -> bool {
        self.waiting.borrow().values().any(|waiting| waiting.form != Form::Pause)
    }

    /// Whether so much has been said that the parent has cut it.
    pub(super) fn is_cut(&self) -> bool {
        self.lines.get() > self.limits.output_lines || self.bytes.get() > self.limits.output_bytes
    }

    /// Says something, unless nobody hears it any more.
    pub(super) fn say(&self, bytes: usize, event: Event) -> Result<(), Gone> {
        if self.is_cut() {
            return Ok(());
        }
        self.lines.set(self.lines.get() + 1);
        self.bytes.set(self.bytes.get() + bytes);
        wire::write(&FromChild::Event(event))
    }
}
