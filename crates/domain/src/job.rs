//! Jobs: one run of a function, from the asking to its one outcome. The pure rules: which states there are, when something is
//! tried again, what is said of a run.

use crate::At;
use serde::{Deserialize, Serialize};

/// How a job stands, for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It has not begun, or is to be begun again.
    Pending,
    /// Somebody is at it.
    Running,
    /// It is over, and has a result.
    Succeeded,
    /// It is over, in vain.
    Failed,
    /// It is over because somebody did not want it any more.
    Canceled,
    /// It is over because it took too long.
    Timeout,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Pending, Self::Running, Self::Succeeded, Self::Failed, Self::Canceled, Self::Timeout];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
            Self::Timeout => "timeout",
        }
    }

    /// Reads a word, trimmed and in any case; also the words that other systems use for the same.
    pub fn parse(word: &str) -> Option<Self> {
        match crate::text::fold(word.trim()).as_str() {
            "completed" => Some(Self::Succeeded),
            "cancelled" => Some(Self::Canceled),
            word => Self::ALL.into_iter().find(|state| state.word() == word),
        }
    }

    /// Whether it is never left again.
    pub const fn is_over(self) -> bool {
        match self {
            Self::Pending | Self::Running => false,
            Self::Succeeded | Self::Failed | Self::Canceled | Self::Timeout => true,
        }
    }
}

/// What keeps a job that is not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// An earlier job of its ticket.
    Blocked,
    /// Its time.
    Scheduled,
    /// Nothing: the next who has room begins it.
    Ready,
    /// Somebody is at it.
    Running,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Blocked, Self::Scheduled, Self::Ready, Self::Running];

    /// The word in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Scheduled => "scheduled",
            Self::Ready => "ready",
            Self::Running => "running",
        }
    }

    /// Reads the word that [`Stage::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// What everybody is told.
    pub const fn state(self) -> State {
        match self {
            Self::Blocked | Self::Scheduled | Self::Ready => State::Pending,
            Self::Running => State::Running,
        }
    }
}

/// What an event of a job tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum EventType {
    Progress,
    Log,
    Stdout,
    Stderr,
    /// It has succeeded; the last of all.
    Done,
    /// It is over otherwise; the last of all.
    Error,
}

impl EventType {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Progress, Self::Log, Self::Stdout, Self::Stderr, Self::Done, Self::Error];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Progress => "progress",
            Self::Log => "log",
            Self::Stdout => "stdout",
            Self::Stderr => "stderr",
            Self::Done => "done",
            Self::Error => "error",
        }
    }

    /// Reads the word that [`EventType::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What a run tells of itself while it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it tells of; never [`EventType::Done`] or [`EventType::Error`], which follow from the outcome.
    pub kind: EventType,
    /// In words; at most [`MOST_MESSAGE`] bytes, the rest is cut off.
    pub message: String,
    /// How far it is, 0 to 100.
    pub progress: Option<i64>,
    /// Anything else, as JSON text.
    pub payload: Option<String>,
}

/// The most bytes of a job's parameters, as JSON text.
pub const MOST_PARAMS: usize = 256 << 10;
/// The most bytes of a job's result, as JSON text.
pub const MOST_RESULT: usize = 1_000_000;
/// The most bytes of an event's message, and of its payload.
pub const MOST_MESSAGE: usize = 64 << 10;
/// The most events of a job.
pub const MOST_EVENTS: i64 = 10_000;
/// The most bytes of all events of a job.
pub const MOST_EVENT_BYTES: i64 = 4 << 20;
/// The most bytes of an error's text.
pub const MOST_ERROR: usize = 16 << 10;
/// How often a job may take its node with it before it is given up as poison.
pub const MOST_CRASHES: i64 = 3;
/// Priorities are from minus this to this; the higher is first.
pub const MOST_PRIORITY: i64 = 100;

impl Told {
    /// A line of a run's own log.
    pub fn log(message: impl Into<String>) -> Self {
        Self { kind: EventType::Log, message: message.into(), progress: None, payload: None }
    }

    /// How far a run is, in percent; what is outside 0 to 100 is moved to the nearest end.
    pub fn progress(percent: i64, message: impl Into<String>) -> Self {
        let progress = Some(percent.clamp(0, 100));
        Self { kind: EventType::Progress, message: message.into(), progress, payload: None }
    }

    /// What it counts for against [`MOST_EVENT_BYTES`].
    pub fn bytes(&self) -> i64 {
        let payload = self.payload.as_ref().map_or(0, String::len);
        i64::try_from(self.message.len() + payload).unwrap_or(i64::MAX)
    }

    /// The same within the limits of one event, and without what no database keeps.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        self.message = cut(self.message, MOST_MESSAGE);
        self.payload = self.payload.filter(|payload| payload.len() <= MOST_MESSAGE);
        self.progress = self.progress.map(|percent| percent.clamp(0, 100));
        self
    }
}

/// Text of at most `most` bytes, cut between characters, without NUL.
pub fn cut(mut text: String, most: usize) -> String {
    if text.contains('\0') {
        text = text.replace('\0', "\u{fffd}");
    }
    if text.len() > most {
        let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
    }
    text
}

/// How a run came out, as who ran it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With a result: JSON text.
    Succeeded(Option<String>),
    /// In vain: why. It is tried again where attempts are left and it may be.
    Failed {
        /// Why.
        error: String,
        /// Whether another attempt might do better.
        again: Again,
    },
    /// It took longer than it may.
    TimedOut,
    /// It was stopped because that was asked for.
    Canceled,
    /// Whoever ran it has to go: it was not the job's fault, and somebody else begins it anew.
    GivenBack,
}

/// Whether another attempt might do better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Again {
    Maybe,
    Never,
}

/// What is known of a run when it is over: what decides about another attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// How often it has failed before.
    pub failures: i64,
    /// How often it may fail.
    pub max_attempts: i64,
}

/// What becomes of a job whose run is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// It is over.
    Over {
        /// How.
        state: State,
        /// Its result: JSON text.
        result: Option<String>,
        /// What went wrong.
        error: Option<String>,
    },
    /// It is begun again at a time.
    Again {
        /// When.
        at: At,
        /// How often it has failed by now.
        failures: i64,
        /// What went wrong this time.
        error: Option<String>,
    },
}

/// Decides what becomes of a job whose run came out so. `chance` is a random number of any size, for the jitter.
pub fn next(outcome: Outcome, tries: Tries, now: At, chance: u64) -> Next {
    let over = |state, error| Next::Over { state, result: None, error };
    let failures = tries.failures.saturating_add(1);
    let retried = |state: State, error: String, again: Again| {
        let error = cut(error, MOST_ERROR);
        if again == Again::Never || failures >= tries.max_attempts {
            return over(state, Some(error));
        }
        let at = At::from_micros(now.micros().saturating_add(backoff(failures, chance)));
        Next::Again { at, failures, error: Some(error) }
    };
    match outcome {
        Outcome::Succeeded(result) if result.as_ref().is_some_and(|text| text.len() > MOST_RESULT) => {
            let error = format!("the result is larger than {MOST_RESULT} bytes");
            over(State::Failed, Some(error))
        }
        Outcome::Succeeded(result) => Next::Over { state: State::Succeeded, result, error: None },
        Outcome::Failed { error, again } => retried(State::Failed, error, again),
        Outcome::TimedOut => retried(State::Timeout, "it took longer than it may".to_owned(), Again::Maybe),
        Outcome::Canceled => over(State::Canceled, None),
        Outcome::GivenBack => Next::Again { at: now, failures: tries.failures, error: None },
    }
}

/// How long after the n-th failure (from 1) it is tried again, in microseconds: 1 s, 2 s, 4 s … up to 10 min, of which a random
/// part of at most a quarter is added.
pub fn backoff(failures: i64, chance: u64) -> i64 {
    let doublings = u32::try_from(failures.clamp(1, 32) - 1).unwrap_or(0);
    let base = 1_000_000_i64.saturating_mul(1 << doublings.min(20)).min(600_000_000);
    let jitter = i64::try_from(chance % u64::try_from(base / 4).unwrap_or(1).max(1)).unwrap_or(0);
    base.saturating_add(jitter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: i64 = 1_000_000_000_000;

    fn after(outcome: Outcome, failures: i64, max_attempts: i64) -> Next {
        next(outcome, Tries { failures, max_attempts }, At::from_micros(NOW), 0)
    }

    fn failed() -> Outcome {
        Outcome::Failed { error: "no".into(), again: Again::Maybe }
    }

    #[test]
    fn a_job_is_not_repeated_unless_asked() {
        assert!(matches!(after(failed(), 0, 1), Next::Over { state: State::Failed, .. }));
        assert!(matches!(after(Outcome::TimedOut, 0, 1), Next::Over { state: State::Timeout, .. }));
        assert!(matches!(after(failed(), 0, 2), Next::Again { failures: 1, .. }));
        assert!(matches!(after(failed(), 1, 2), Next::Over { state: State::Failed, .. }));
        let never = Outcome::Failed { error: "no".into(), again: Again::Never };
        assert!(matches!(after(never, 0, 9), Next::Over { state: State::Failed, .. }));
    }

    #[test]
    fn what_is_given_back_is_nobodys_failure() {
        let Next::Again { at, failures, error } = after(Outcome::GivenBack, 0, 1) else { panic!("over") };
        assert_eq!((at.micros(), failures, error), (NOW, 0, None));
    }

    #[test]
    fn a_result_past_its_limit_is_a_failure() {
        let large = Outcome::Succeeded(Some("x".repeat(MOST_RESULT + 1)));
        assert!(matches!(after(large, 0, 5), Next::Over { state: State::Failed, result: None, .. }));
    }

    #[test]
    fn words_of_other_systems_are_understood() {
        assert_eq!(State::parse(" Completed "), Some(State::Succeeded));
        assert_eq!(State::parse("cancelled"), Some(State::Canceled));
        assert_eq!(State::parse("ready"), None);
    }

    #[test]
    fn text_is_cut_between_characters() {
        assert_eq!(cut("工单".to_owned(), 4), "工");
        assert_eq!(cut("a\0b".to_owned(), 10), "a\u{fffd}b");
    }

    proptest! {
        #[test]
        fn the_pause_grows_and_ends_at_ten_minutes(failures in 1_i64..100, chance in any::<u64>()) {
            let pause = backoff(failures, chance);
            let base = backoff(failures, 0);
            prop_assert!(pause >= base && pause < base + base / 4 + 1);
            prop_assert!((1_000_000..=750_000_000).contains(&pause));
            prop_assert!(backoff(failures + 1, 0) >= base);
        }
    }
}
