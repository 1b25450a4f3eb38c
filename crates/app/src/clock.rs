//! The clock, passed in wherever time is needed.

use domain::At;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> At;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "this is the one place where the clock is read")]
    fn now(&self) -> At {
        let nanos = time::OffsetDateTime::now_utc().unix_timestamp_nanos();
        At::from_micros(i64::try_from(nanos / 1_000).unwrap_or(0))
    }
}
