//! What an incident's review is about: how severe it is, its roles, and the times that its history comes to.
//!
//! Every ticket is an incident. All of this is read out of its steps, one after the other; nothing here knows the clock, a
//! table or a request. The times that are kept beside a ticket must always be what [`Times::step`] makes of its history.

use crate::{
    At, Message, Value,
    history::{Body, Fact, Kind},
    msg,
    ticket::{Field, Priority, Ticket},
    workflow::StatusCategory,
};

/// The custom field that keeps the word by which a level was given, where a priority has several.
pub const LEVEL: &str = "incident_level";
/// The custom field that keeps when a fault was over: the same fact as the mark of mitigation.
pub const RECOVERED: &str = "fault_recovery_time";
/// The word of the level below [`Severity::P4`], which shares its priority.
const LOWEST: &str = "level_50";
/// The roles that there always are, by their keys, in the order in which they are told.
pub const ROLES: [&str; 3] = ["commander", "scribe", "communications"];

/// What a role that there always is is called.
pub fn role_name(key: &str) -> Option<Message> {
    match key {
        "commander" => Some(msg!("incident_role.commander")),
        "scribe" => Some(msg!("incident_role.scribe")),
        "communications" => Some(msg!("incident_role.communications")),
        _ => None,
    }
}

/// How severe an incident is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Severity {
    P1,
    P2,
    P3,
    P4,
    P5,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 5] = [Self::P1, Self::P2, Self::P3, Self::P4, Self::P5];

    /// What a priority, and the word by which the level was given, come to.
    pub fn of(priority: Priority, level: &str) -> Self {
        match priority {
            Priority::Critical => Self::P1,
            Priority::High => Self::P2,
            Priority::Medium => Self::P3,
            Priority::Low if level == LOWEST => Self::P5,
            Priority::Low => Self::P4,
        }
    }

    /// That of a ticket.
    pub fn of_ticket(ticket: &Ticket) -> Self {
        let level = ticket.fields.get(LEVEL).and_then(Value::as_text).unwrap_or_default();
        Self::of(ticket.priority, level)
    }

    /// The word in answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
            Self::P5 => "P5",
        }
    }

    /// Reads a word, in any case.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word().eq_ignore_ascii_case(word.trim()))
    }

    /// Its number in the database: 1 is the worst.
    pub const fn rank(self) -> i64 {
        match self {
            Self::P1 => 1,
            Self::P2 => 2,
            Self::P3 => 3,
            Self::P4 => 4,
            Self::P5 => 5,
        }
    }

    /// Reads a number of the database.
    pub fn of_rank(rank: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.rank() == rank)
    }
}

/// A severity that is read out of a history step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    priority: Priority,
    level: String,
}

impl Default for Level {
    fn default() -> Self {
        Self { priority: Priority::Medium, level: String::new() }
    }
}

impl Level {
    /// What it comes to.
    pub fn severity(&self) -> Severity {
        Severity::of(self.priority, &self.level)
    }

    /// Takes one step.
    pub fn step(&mut self, body: &Body) {
        let level = Field::Custom(LEVEL.to_owned()).name();
        for change in &body.changes {
            if change.field == Field::Priority.name() {
                let said = change.to.as_text().and_then(Priority::parse);
                self.priority = said.unwrap_or(self.priority);
            } else if change.field == level {
                change.to.as_text().unwrap_or_default().clone_into(&mut self.level);
            }
        }
    }
}

/// One of the three times that are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each names the moment up to which it is measured")]
pub enum Measure {
    Acknowledge,
    Mitigate,
    Resolve,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Acknowledge, Self::Mitigate, Self::Resolve];

    /// The word in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge",
            Self::Mitigate => "mitigate",
            Self::Resolve => "resolve",
        }
    }
}

/// What a ticket's history comes to in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// When the ticket was made.
    pub created: At,
    /// When it first went from new, or from a pause before anybody had taken it up, to active. Nothing where that was jumped over.
    pub acknowledged: Option<At>,
    /// When somebody says that the harm was over.
    pub mitigated: Option<At>,
    /// When it was first resolved or closed.
    pub resolved_first: Option<At>,
    /// When it was last resolved or closed, after it had been open.
    pub resolved_last: Option<At>,
    /// How often it was opened again after it was over.
    pub reopened: i64,
    /// How long it was paused, in microseconds, without the pause it is in.
    pub paused: i64,
    /// Since when it is paused.
    pub paused_since: Option<At>,
    /// What its status means; nothing where that is not known.
    pub category: Option<StatusCategory>,
}

const fn is_solved(category: StatusCategory) -> bool {
    matches!(category, StatusCategory::Resolved | StatusCategory::Closed)
}

const fn is_over(category: StatusCategory) -> bool {
    matches!(category, StatusCategory::Resolved | StatusCategory::Closed | StatusCategory::Rejected)
}

impl Times {
    /// Of a ticket that is made now, before its first step is told.
    pub const fn new(created: At) -> Self {
        Self {
            created,
            acknowledged: None,
            mitigated: None,
            resolved_first: None,
            resolved_last: None,
            reopened: 0,
            paused: 0,
            paused_since: None,
            category: None,
        }
    }

    /// Takes one step of the ticket's history. `entered` is what the status means that the step leads to; nothing where it
    /// leaves the status alone. The first step says where it begins.
    pub fn step(&mut self, kind: Kind, at: At, body: &Body, entered: Option<StatusCategory>) {
        if kind == Kind::Created {
            *self = Self::new(at);
        }
        if let Some(category) = entered {
            self.enter(category, at);
        }
        let recovered = Field::Custom(RECOVERED.to_owned()).name();
        for change in body.changes.iter().filter(|change| change.field == recovered) {
            self.mitigated = change.to.as_text().and_then(At::parse);
        }
        if let Some(Fact::Mitigated { to, .. }) = &body.about.incident {
            self.mitigated = *to;
        }
    }

    fn enter(&mut self, to: StatusCategory, at: At) {
        let from = self.category;
        if let Some(since) = self.paused_since.filter(|_| to != StatusCategory::Paused) {
            self.paused = self.paused.saturating_add(span(since, at));
            self.paused_since = None;
        }
        if to == StatusCategory::Paused && self.paused_since.is_none() {
            self.paused_since = Some(at);
        }
        let was_waiting = matches!(from, Some(StatusCategory::New | StatusCategory::Paused));
        if to == StatusCategory::Active
            && was_waiting
            && self.acknowledged.is_none()
            && self.resolved_first.is_none()
        {
            self.acknowledged = Some(at);
        }
        if is_solved(to) && !from.is_some_and(is_solved) {
            self.resolved_first = self.resolved_first.or(Some(at));
            self.resolved_last = Some(at);
        }
        if from.is_some_and(is_over) && !is_over(to) {
            self.reopened += 1;
        }
        self.category = Some(to);
    }

    /// How long a measure took, in microseconds; nothing where it has not come to that. What is said to have been before the ticket
    /// was made took no time.
    pub fn took(&self, measure: Measure) -> Option<i64> {
        let end = match measure {
            Measure::Acknowledge => self.acknowledged,
            Measure::Mitigate => self.mitigated,
            Measure::Resolve => self.resolved_first,
        };
        end.map(|end| span(self.created, end))
    }

    /// How long it took to the last time it was resolved, in microseconds.
    pub fn took_to_last(&self) -> Option<i64> {
        self.resolved_last.map(|end| span(self.created, end))
    }

    /// How long it was paused up to `now`, in microseconds, with the pause it is in.
    pub fn paused_until(&self, now: At) -> i64 {
        self.paused.saturating_add(self.paused_since.map_or(0, |since| span(since, now)))
    }

    /// Whether it is resolved or closed.
    pub fn is_resolved(&self) -> bool {
        self.category.is_some_and(is_solved)
    }
}

/// Microseconds from one moment to another; 0 where the other was before.
fn span(from: At, to: At) -> i64 {
    to.micros().saturating_sub(from.micros()).max(0)
}

/// What a change of status leads to, as the step itself says; `Err` with the status's key where it does not say, as steps of
/// before this was told do not; `None` where the step leaves the status alone.
pub fn entered(body: &Body) -> Option<Result<StatusCategory, String>> {
    let name = Field::Status.name();
    let change = body.changes.iter().rev().find(|change| change.field == name)?;
    Some(body.about.enters.ok_or_else(|| change.to.as_text().unwrap_or_default().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{About, Change};
    use StatusCategory as C;
    use proptest::prelude::*;

    fn at(second: i64) -> At {
        At::from_micros(1_000_000_000_000_000).plus_seconds(second)
    }

    fn told(steps: &[(i64, StatusCategory)]) -> Times {
        let mut times = Times::new(at(-5));
        for (place, (second, category)) in steps.iter().enumerate() {
            let kind = if place == 0 { Kind::Created } else { Kind::Transitioned };
            times.step(kind, at(*second), &Body::default(), Some(*category));
        }
        times
    }

    fn seconds(micros: Option<i64>) -> Option<i64> {
        micros.map(|micros| micros / 1_000_000)
    }

    #[test]
    fn an_incident_of_every_day_is_acknowledged_and_resolved() {
        let times = told(&[(0, C::New), (10, C::Active), (70, C::Resolved), (90, C::Closed)]);
        let took = Measure::ALL.map(|measure| seconds(times.took(measure)));
        assert_eq!(took, [Some(10), None, Some(70)]);
        assert_eq!((times.reopened, times.paused, times.resolved_last), (0, 0, Some(at(70))));
        assert!(times.is_resolved());
    }

    #[test]
    fn what_was_reopened_keeps_its_first_end_and_says_so() {
        let times = told(&[(0, C::New), (1, C::Active), (5, C::Resolved), (6, C::Active), (9, C::Closed)]);
        assert_eq!((times.resolved_first, times.resolved_last), (Some(at(5)), Some(at(9))));
        assert_eq!((times.reopened, seconds(times.took_to_last())), (1, Some(9)));
        let open = told(&[(0, C::New), (5, C::Rejected), (6, C::New)]);
        assert_eq!((open.reopened, open.resolved_first, open.is_resolved()), (1, None, false));
    }

    #[test]
    fn who_jumps_over_active_has_acknowledged_nothing() {
        let jumped = told(&[(0, C::New), (5, C::Resolved), (6, C::Active)]);
        assert_eq!((jumped.acknowledged, jumped.resolved_first), (None, Some(at(5))));
        assert_eq!(told(&[(0, C::Active), (5, C::Paused)]).acknowledged, None, "nobody had to");
        assert_eq!(told(&[(0, C::New), (5, C::Paused), (8, C::Active)]).acknowledged, Some(at(8)));
    }

    #[test]
    fn a_pause_counts_to_its_end_or_to_now() {
        let steps = [(0, C::New), (1, C::Paused), (4, C::Active), (6, C::Paused), (7, C::Paused)];
        let times = told(&steps);
        assert_eq!((times.paused, times.paused_since), (3_000_000, Some(at(6))));
        assert_eq!(times.paused_until(at(10)), 7_000_000);
        assert_eq!(times.paused_until(at(0)), 3_000_000, "a clock that is behind takes nothing away");
    }

    #[test]
    fn a_mark_and_the_field_are_one_fact_and_the_last_of_them_holds() {
        let mut times = told(&[(0, C::New)]);
        let text = |at: At| Value::Text(at.to_string());
        let field = |to: Value| Body {
            changes: vec![Change::new(&Field::Custom(RECOVERED.to_owned()), Value::Null, to)],
            about: About::default(),
        };
        let mark = |to: Option<At>| Body {
            changes: Vec::new(),
            about: About { incident: Some(Fact::Mitigated { from: None, to }), ..About::default() },
        };
        times.step(Kind::Edited, at(9), &field(text(at(4))), None);
        assert_eq!(seconds(times.took(Measure::Mitigate)), Some(4));
        times.step(Kind::Edited, at(10), &mark(Some(at(6))), None);
        assert_eq!(times.mitigated, Some(at(6)));
        times.step(Kind::Edited, at(11), &mark(Some(at(-6))), None);
        assert_eq!(times.took(Measure::Mitigate), Some(0), "before the ticket was made");
        times.step(Kind::Edited, at(12), &field(Value::Null), None);
        assert_eq!(times.mitigated, None);
    }

    #[test]
    fn a_severity_has_a_word_a_number_and_a_priority() {
        for severity in Severity::ALL {
            assert_eq!(Severity::parse(&severity.word().to_lowercase()), Some(severity));
            assert_eq!(Severity::of_rank(severity.rank()), Some(severity));
        }
        assert_eq!(Severity::of(Priority::Low, "level_50"), Severity::P5);
        assert_eq!(Severity::of(Priority::High, "level_50"), Severity::P2);
        assert_eq!((Severity::parse("P6"), Severity::of_rank(0)), (None, None));
        for key in ROLES {
            assert!(role_name(key).is_some(), "{key}");
        }
    }

    fn life() -> impl Strategy<Value = Vec<(i64, StatusCategory)>> {
        proptest::collection::vec((0_i64..100, proptest::sample::select(C::ALL.to_vec())), 1..12).prop_map(
            |mut steps| {
                let mut now = 0;
                for (second, _) in &mut steps {
                    now += *second;
                    *second = now;
                }
                steps
            },
        )
    }

    proptest! {
        /// Against a walk over all pairs of neighbours, which keeps nothing from one step to the next.
        #[test]
        fn the_times_are_what_a_walk_over_the_whole_history_finds(steps in life(), later in 0_i64..50) {
            let times = told(&steps);
            let pairs: Vec<_> = steps.windows(2).map(|w| (w[0].1, w[1].1, w[1].0)).collect();
            let first_solved = steps.iter().find(|(_, c)| is_solved(*c)).map(|(s, _)| at(*s));
            prop_assert_eq!(times.resolved_first, first_solved);
            let starts = is_solved(steps[0].1).then_some(steps[0].0);
            let ends = pairs.iter().filter(|(a, b, _)| !is_solved(*a) && is_solved(*b)).map(|p| p.2);
            prop_assert_eq!(times.resolved_last, starts.into_iter().chain(ends).last().map(at));
            let again = pairs.iter().filter(|(a, b, _)| is_over(*a) && !is_over(*b)).count();
            prop_assert_eq!(times.reopened, i64::try_from(again).unwrap());
            let begun = pairs.iter().find(|(a, b, s)| {
                *b == C::Active && matches!(a, C::New | C::Paused) && first_solved.is_none_or(|f| at(*s) <= f)
                    && !steps.iter().take_while(|(t, _)| t < s).any(|(_, c)| is_solved(*c))
            });
            // Steps of one second are in the order of their places, which the walk by seconds cannot tell.
            let distinct = steps.windows(2).all(|w| w[0].0 < w[1].0);
            prop_assert!(!distinct || times.acknowledged == begun.map(|p| at(p.2)));
            let now = steps.last().unwrap().0 + later;
            let until = steps.iter().skip(1).map(|s| s.0).chain([now]);
            let paused: i64 = steps.iter().zip(until).filter(|((_, c), _)| *c == C::Paused).map(|((s, _), e)| e - s).sum();
            prop_assert_eq!(times.paused_until(at(now)), paused * 1_000_000);
            prop_assert_eq!(times.category, steps.last().map(|s| s.1));
        }

        #[test]
        fn no_time_is_negative_and_the_first_end_is_never_after_the_last(steps in life()) {
            let times = told(&steps);
            for measure in Measure::ALL {
                prop_assert!(times.took(measure).is_none_or(|took| took >= 0));
            }
            prop_assert!(times.resolved_first <= times.resolved_last);
            prop_assert!(!times.is_resolved() || times.resolved_last.is_some());
        }
    }
}
