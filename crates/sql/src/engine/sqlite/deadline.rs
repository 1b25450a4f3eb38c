//! When a connection stops what it runs.
//!
//! Must never be asked of a connection that writes: what a group of units has done would be undone with the slow one.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use rusqlite::Connection;

/// So many steps of its machine `SQLite` takes before it asks whether to go on: well under a millisecond.
const STEPS: i32 = 4_096;

/// A moment past which a connection's statements fail; none at first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Deadline(Arc<Mutex<Option<Instant>>>);

impl Deadline {
    /// A deadline that `connection` keeps from now on.
    pub(super) fn of(connection: &mut Connection) -> rusqlite::Result<Self> {
        let deadline = Self::default();
        let kept = deadline.clone();
        connection.progress_handler(STEPS, Some(move || kept.is_over()))?;
        Ok(deadline)
    }

    pub(super) fn set(&self, until: Option<Instant>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = until;
    }

    fn is_over(&self) -> bool {
        let until = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() > until)
    }
}
