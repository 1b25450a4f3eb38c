//! The ticket, its fields as data, and the words it is described with.
//!
//! A field is a variant of [`Field`]; creating, editing, the fields of a transition, history and time travel all
//! read and write tickets through [`Ticket::get`] and [`Ticket::set`], so each field's limits stand in one place.

mod change;
mod fields;
mod words;

pub use change::{Birth, Changes, DESCRIBED, Patch, TITLED, begin, change, create, edit};
pub use fields::{Field, people, tags};
pub use words::{Priority, Source};

use crate::{At, Value, id::TeamId, id::TicketId, id::TicketKey};
use std::collections::BTreeMap;

/// A record of work, whichever of the published APIs made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    /// The team it belongs to.
    pub team: TeamId,
    /// Its number, unique over the whole system.
    pub id: TicketId,
    /// Its 16-character id; the first 8 are its creator's.
    pub uuid: String,
    /// The project's key.
    pub project: String,
    /// The issue type's key.
    pub kind: String,
    /// The status's key in the workflow of its project and type.
    pub status: String,
    /// One line.
    pub title: String,
    /// The description.
    pub content: String,
    /// A free word that sorts it.
    pub category: String,
    /// How urgent it is.
    pub priority: Priority,
    /// The user name of who works on it; empty for nobody.
    pub assignee: String,
    /// The user name of who made it.
    pub creator: String,
    /// Labels, without two that differ only in case.
    pub tags: Vec<String>,
    /// User names of who is told of changes.
    pub watchers: Vec<String>,
    /// The player or customer it is about.
    pub player_id: String,
    /// How to reach them.
    pub contact: String,
    /// The game or product.
    pub game_id: String,
    /// The environment.
    pub env: String,
    /// Which door it came through.
    pub source: Source,
    /// When it should be done.
    pub due: Option<At>,
    /// When someone will come by.
    pub appointment: Option<At>,
    /// Custom fields by key; empty ones are left out.
    pub fields: BTreeMap<String, Value>,
    /// Grows by one with every step.
    pub version: i64,
    /// When it was made.
    pub created: At,
    /// When its newest step was.
    pub updated: At,
    /// When it was deleted, if it is.
    pub deleted: Option<At>,
}

impl Ticket {
    /// The human key, such as `SUP-42`.
    pub fn key(&self) -> TicketKey {
        TicketKey { project: self.project.clone(), id: self.id }
    }

    /// The present value of `field`.
    pub fn get(&self, field: &Field) -> Value {
        let time = |at: Option<At>| at.map_or(Value::Null, |at| Value::Text(at.to_string()));
        match field {
            Field::Title => self.title.clone().into(),
            Field::Content => self.content.clone().into(),
            Field::Category => self.category.clone().into(),
            Field::Priority => self.priority.word().into(),
            Field::Status => self.status.clone().into(),
            Field::Assignee => self.assignee.clone().into(),
            Field::Tags => self.tags.clone().into(),
            Field::Watchers => self.watchers.clone().into(),
            Field::PlayerId => self.player_id.clone().into(),
            Field::Contact => self.contact.clone().into(),
            Field::GameId => self.game_id.clone().into(),
            Field::Env => self.env.clone().into(),
            Field::Due => time(self.due),
            Field::Appointment => time(self.appointment),
            Field::Custom(key) => self.fields.get(key).cloned().unwrap_or_default(),
        }
    }

    /// Puts a value that [`Field::accept`] or history gave back into `field`. A value of another type empties the field.
    pub fn set(&mut self, field: &Field, value: Value) {
        let time = |value: &Value| value.as_text().and_then(At::parse);
        match field {
            Field::Title => self.title = word(value),
            Field::Content => self.content = word(value),
            Field::Category => self.category = word(value),
            Field::Priority => self.priority = Priority::parse(&word(value)).unwrap_or_default(),
            Field::Status => self.status = word(value),
            Field::Assignee => self.assignee = word(value),
            Field::Tags => self.tags = list(value),
            Field::Watchers => self.watchers = list(value),
            Field::PlayerId => self.player_id = word(value),
            Field::Contact => self.contact = word(value),
            Field::GameId => self.game_id = word(value),
            Field::Env => self.env = word(value),
            Field::Due => self.due = time(&value),
            Field::Appointment => self.appointment = time(&value),
            Field::Custom(key) if value.is_empty() => {
                self.fields.remove(key);
            }
            Field::Custom(key) => {
                self.fields.insert(key.clone(), value);
            }
        }
    }

    /// How `username` is related to it.
    pub fn relation(&self, username: &str) -> crate::identity::Relation {
        crate::identity::Relation {
            owner: self.creator == username,
            assignee: self.assignee == username,
            watcher: self.watchers.iter().any(|w| w == username),
        }
    }
}

fn word(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        _ => String::new(),
    }
}

fn list(value: Value) -> Vec<String> {
    match value {
        Value::List(list) => list,
        _ => Vec::new(),
    }
}

#[cfg(test)]
pub(crate) use change::tests::{birth as tests_birth, wishes as tests_wishes};
