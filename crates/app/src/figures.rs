//! What the program counts of itself for `/metrics`, beside what the database knows.
//!
//! Counters of this process only, from its start; never a name of anybody or anything.

use crate::Error;
use domain::{AuthFault, Rejection};
pub use sql::{Distribution, Histogram};
use std::sync::atomic::{AtomicU64, Ordering};

/// The counters.
#[derive(Debug, Default)]
pub struct Figures {
    logins_accepted: AtomicU64,
    logins_refused: AtomicU64,
    logins_throttled: AtomicU64,
    searches: AtomicU64,
    attachments: AtomicU64,
    attachment_bytes: AtomicU64,
}

/// What the counters say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// Log-ins that were let in.
    pub logins_accepted: u64,
    /// Log-ins with a wrong name or password.
    pub logins_refused: u64,
    /// Log-ins that were not tried because there were too many.
    pub logins_throttled: u64,
    /// Lists of tickets that were asked for by words.
    pub searches: u64,
    /// Attachments that are kept, when they were last counted.
    pub attachments: u64,
    /// Their bytes.
    pub attachment_bytes: u64,
}

impl Figures {
    /// Counts how a log-in ended; failures of the machine are none of either.
    pub(crate) fn login<T>(&self, outcome: &Result<T, Error>) {
        let counter = match outcome {
            Ok(_) => &self.logins_accepted,
            Err(Error::Rejected(Rejection::Unauthenticated(AuthFault::WrongPassword))) => {
                &self.logins_refused
            }
            Err(Error::Rejected(Rejection::Throttled { .. })) => &self.logins_throttled,
            Err(_) => return,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a search by words.
    pub fn searched(&self) {
        self.searches.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes how many attachments are kept.
    pub(crate) fn kept(&self, attachments: u64, bytes: u64) {
        self.attachments.store(attachments, Ordering::Relaxed);
        self.attachment_bytes.store(bytes, Ordering::Relaxed);
    }

    /// What they say now.
    pub fn snapshot(&self) -> Snapshot {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Snapshot {
            logins_accepted: of(&self.logins_accepted),
            logins_refused: of(&self.logins_refused),
            logins_throttled: of(&self.logins_throttled),
            searches: of(&self.searches),
            attachments: of(&self.attachments),
            attachment_bytes: of(&self.attachment_bytes),
        }
    }
}
