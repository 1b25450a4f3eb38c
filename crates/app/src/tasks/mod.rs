//! Tasks: tickets as the clients of a project-management system know them, everything named by its short id.
//!
//! These use cases are `contracts/workflow.md` over the same tickets, steps, definitions and rights as everything else. They
//! take and give ids of people, projects, types, statuses and fields, and values in that contract's units; they must know
//! nothing of how a request or an answer looks, and decide nothing that another door would decide otherwise.

pub mod definitions;
pub mod messages;
mod people;
pub mod read;
pub mod resources;
pub mod team;
pub mod things;
pub mod transit;
mod values;
pub mod wish;
pub mod write;

use crate::{Cx, Error, tickets::Address};
use domain::{Rejection, id::is_short_id, msg, ticket::Ticket, vocabulary::Surface};
use serde_json::Value as Json;

/// Whose words are spoken where there are words.
pub(crate) const SURFACE: Surface = Surface::Workflow;

/// The most tasks that one request makes, changes or deletes.
pub const MOST_CHANGED: usize = 100;
/// The most tasks that one request reads.
pub const MOST_READ: usize = 500;

/// A ticket with what it refers to named by ids.
#[derive(Debug, Clone)]
pub struct Task {
    /// The ticket.
    pub ticket: Ticket,
    /// Whose it is.
    pub owner: String,
    /// Who works on it; empty for nobody.
    pub assign: String,
    /// Who is told of its changes.
    pub watchers: Vec<String>,
    /// Its project's id.
    pub project_uuid: String,
    /// Its type's id.
    pub issue_type_uuid: String,
    /// Its status's id.
    pub status_uuid: String,
    /// Its parent's id, where there is one that the actor may see; empty for none.
    pub parent_uuid: String,
    /// The word for its priority.
    pub priority: String,
    /// Hours worked on it, ×100000.
    pub total_manhour: i64,
    /// Hours of work left, ×100000; 0 where nobody has said.
    pub remaining_manhour: i64,
    /// What no key of a task's own tells.
    pub field_values: Vec<FieldValue>,
}

/// A field's value in the contract's form.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldValue {
    /// The field's id.
    pub field_uuid: String,
    /// The contract's number for what it holds.
    pub kind: i64,
    /// The value.
    pub value: Json,
}

/// A value as somebody sends it.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The field's id.
    pub field_uuid: String,
    /// The value.
    pub value: Json,
}

/// What came of a request about several tasks.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The tasks as they are now.
    pub tasks: Vec<Task>,
    /// Those that were refused.
    pub bad: Vec<Bad>,
    /// The newest change of the tasks; of any task where there are none.
    pub stamp: i64,
}

impl Outcome {
    /// Tickets in the contract's words, and what was refused.
    fn of(cx: &mut Cx<'_, '_>, tickets: Vec<Ticket>, bad: Vec<Bad>) -> Result<Self, Error> {
        let newest = tickets.iter().map(|ticket| ticket.updated.micros()).max();
        let stamp = newest.map_or_else(|| stamp(cx), Ok)?;
        Ok(Self { tasks: read::phrase(cx, tickets)?, bad, stamp })
    }
}

/// One of several that was not done, while others were.
#[derive(Debug, Clone)]
pub struct Bad {
    /// The task's id, as far as one was named.
    pub uuid: String,
    /// Why not.
    pub why: Rejection,
}

/// The newest change of any task: what is newer than an answer in which there is none.
pub(crate) fn stamp(cx: &mut Cx<'_, '_>) -> Result<i64, Error> {
    let newest = store::ticket::newest_update(cx.tx, cx.actor.team)?;
    let mut begun = || store::setting::begun(cx.tx, cx.actor.team);
    Ok(match newest {
        Some(at) => at.micros(),
        None => begun()?.map_or(0, domain::At::micros),
    })
}

/// A task's address. An id of none that there is finds nothing, in the words of that id.
pub(crate) fn address(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<Address, Error> {
    // What can be no id is not looked for: a text of any length would travel to the database and back.
    let id = if is_short_id(uuid, 16) { store::ticket::id_of(cx.tx, cx.actor.team, uuid)? } else { None };
    Ok(Address::called(uuid, id))
}

/// A refusal of what stands below `at` in what was sent, with its fields called by their whole paths.
pub fn below(at: &str, rejection: Rejection) -> Rejection {
    match rejection {
        Rejection::NothingToChange => Rejection::malformed(at, msg!("request.nothing_to_change")),
        other => rename(other, |field| Some(format!("{at}.{field}"))),
    }
}

/// As [`below`], of what a use case fails with.
pub fn under(at: &'static str) -> impl Fn(Error) -> Error {
    move |error| match error {
        Error::Rejected(why) => Error::Rejected(below(at, why)),
        other => other,
    }
}

/// What becomes of one of several: a refusal is told of it alone, what stops everything stops everything.
fn alone<T>(done: Result<T, Error>) -> Result<Result<T, Rejection>, Error> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Error::Rejected(
            why @ (Rejection::Malformed { .. }
            | Rejection::NothingToChange
            | Rejection::Invalid(_)
            | Rejection::Forbidden(_)
            | Rejection::NotFound(..)
            | Rejection::Conflict(_)
            | Rejection::Taken { .. }
            | Rejection::Stale { .. }),
        )) => Ok(Err(why)),
        Err(error) => Err(error),
    }
}

/// A refusal with its fields called otherwise; `ours` gives the other name of one, where it has one.
pub(crate) fn rename(rejection: Rejection, ours: impl Fn(&str) -> Option<String>) -> Rejection {
    let called = |field: String| ours(&field).unwrap_or(field);
    match rejection {
        Rejection::Invalid(mut faults) => {
            for fault in &mut faults {
                fault.field = called(std::mem::take(&mut fault.field));
            }
            Rejection::Invalid(faults)
        }
        Rejection::Malformed { field: Some(field), why } => {
            Rejection::Malformed { field: Some(called(field)), why }
        }
        other => other,
    }
}
