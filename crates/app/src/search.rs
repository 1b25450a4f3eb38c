//! One box for everything: tickets, people and projects that somebody may see, a few of each.

use crate::{Cx, Error, projects, tickets};
use domain::{
    Rejection,
    identity::{Access, Permission},
    ticket::Ticket,
};
pub use store::account::Account as Person;
use store::{
    project::Project,
    search::folded,
    ticket::{Filter, Start},
};

/// How many of each kind are found at most.
const FEW: usize = 8;

/// What was found, the best first.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Tickets.
    pub tickets: Vec<Ticket>,
    /// How many tickets there are in all.
    pub total: i64,
    /// People; none for who may not look at people.
    pub people: Vec<Person>,
    /// Projects.
    pub projects: Vec<Project>,
}

/// Finds what `typed` names. Blank text finds nothing.
pub fn find(cx: &mut Cx<'_, '_>, typed: &str) -> Result<Found, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let filter = Filter { text: Some(typed.to_owned()), ..Filter::default() };
    let tickets = tickets::read::ranked(cx, &filter, Start::Offset(0), FEW)?;
    let name = folded(typed);
    if name.is_empty() {
        return Ok(Found::default());
    }
    let people = match cx.actor.require(Access::Operator, Permission::ViewTickets) {
        Ok(()) => store::account::called(cx.tx, cx.actor.team, typed, i64::try_from(FEW).unwrap_or(0))?,
        Err(Rejection::Forbidden(_)) => Vec::new(),
        Err(other) => return Err(other.into()),
    };
    let mut projects: Vec<Project> = projects::list(cx)?
        .into_iter()
        .map(|(project, _)| project)
        .filter(|project| [&project.key, &project.name].iter().any(|text| folded(text).contains(&name)))
        .collect();
    projects.sort_by_key(|project| (project.archived, !folded(&project.key).starts_with(&name)));
    projects.truncate(FEW);
    Ok(Found { tickets: tickets.tickets, total: tickets.total, people, projects })
}

/// Fills the index of a database that an older program has written, one step of it; `None` when it is complete, else how
/// many tickets and people were done.
pub fn build_index(tx: &mut store::Tx<'_>) -> Result<Option<usize>, store::Error> {
    Ok(match store::search::step(tx, crate::TEAM)? {
        store::search::Progress::Complete => None,
        store::search::Progress::Indexed(count) => Some(count),
    })
}
