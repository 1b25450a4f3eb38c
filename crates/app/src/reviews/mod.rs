//! What people look back on when an incident is over: its timeline, its roles, how severe it was, how long it took, and the
//! document of it all. Every ticket is an incident.
//!
//! What people say here is a step of the ticket's history like any other, with what was said before; the tables beside it hold
//! the present, and `verify` holds them against the steps. Must know nothing of how a request or an answer looks.

pub mod briefs;
pub mod figures;
mod fill;
pub(crate) mod kept;
mod past;
pub mod postmortem;
pub mod roles;
pub mod severity;
pub mod timeline;
pub mod times;
pub mod write;

use domain::{
    history::{Event, Fact},
    incident::{LEVEL, RECOVERED},
    ticket::Field,
};

/// Which steps a timeline tells, and what of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Told {
    Created,
    Status,
    Level,
    Assignee,
    Roles,
    Mitigated,
    Comment,
    Entry,
}

impl Told {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Created,
        Self::Status,
        Self::Level,
        Self::Assignee,
        Self::Roles,
        Self::Mitigated,
        Self::Comment,
        Self::Entry,
    ];

    /// The word in answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Status => "status",
            Self::Level => "level",
            Self::Assignee => "assignee",
            Self::Roles => "roles",
            Self::Mitigated => "mitigated",
            Self::Comment => "comment",
            Self::Entry => "entry",
        }
    }

    /// Reads a word, in any case.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word().eq_ignore_ascii_case(word.trim()))
    }

    /// What of a change of a field is told.
    pub fn of_field(name: &str) -> Option<Self> {
        match Field::parse(name)? {
            Field::Status => Some(Self::Status),
            Field::Priority => Some(Self::Level),
            Field::Assignee => Some(Self::Assignee),
            Field::Custom(key) if key == LEVEL => Some(Self::Level),
            Field::Custom(key) if key == RECOVERED => Some(Self::Mitigated),
            _ => None,
        }
    }
}

/// What a timeline tells of a step; nothing for steps that are not worth telling.
pub(crate) fn told(event: &Event) -> Vec<Told> {
    use domain::history::Kind;
    let mut found = Vec::new();
    let mut add = |told: Told| {
        if !found.contains(&told) {
            found.push(told);
        }
    };
    if event.kind == Kind::Created {
        add(Told::Created);
    } else {
        event.body.changes.iter().filter_map(|change| Told::of_field(&change.field)).for_each(&mut add);
    }
    match &event.body.about.incident {
        Some(Fact::Roles { .. }) => add(Told::Roles),
        Some(Fact::Mitigated { .. }) => add(Told::Mitigated),
        Some(Fact::Entry { .. } | Fact::Pin { .. }) | None => {}
    }
    if event.body.about.comment.is_some() {
        add(Told::Comment);
    }
    found
}
