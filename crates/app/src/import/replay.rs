//! What a row makes of a ticket, by the rules alone: once as a rehearsal of the whole file, once in the unit of work.

use super::layout::Row;
use crate::tickets::{comment, step::Step, transition};
use domain::{
    Rejection,
    field::Definition,
    history::Kind,
    id::{TeamId, TicketId},
    msg,
    ticket::{Birth, Patch, Source, Ticket},
    workflow::{Step as Way, Workflow},
};

/// What the project of the tickets says about them.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    pub(super) workflow: Workflow,
    pub(super) custom: Vec<Definition>,
}

/// The ticket that the first row of a case begins. A case may begin in any status of the workflow: what came before is
/// not told.
pub(super) fn begin(birth: Birth, row: &Row, rules: &Rules) -> Result<(Ticket, Step), Rejection> {
    rules.workflow.step(&row.status, &row.status, None)?;
    let (ticket, changes) = domain::ticket::create(birth, row.wishes.clone(), &rules.custom)?;
    Ok((ticket, told(row, Step::of(Kind::Created, changes))?))
}

/// The ticket after a later row. Only what differs from the row before is wished, so that what people changed here since
/// an earlier import stays.
pub(super) fn follow(
    old: &Ticket,
    before: &Row,
    row: &Row,
    rules: &Rules,
) -> Result<(Ticket, Step), Rejection> {
    if row.at < before.at {
        return Err(Rejection::Conflict(msg!(
            "import.time_back",
            at = row.at,
            before = before.at,
            line = before.line
        )));
    }
    if row.at < old.updated {
        return Err(Rejection::Conflict(msg!("import.changed_since", at = row.at, updated = old.updated)));
    }
    let way = if row.status == before.status {
        Way::Stay
    } else {
        rules.workflow.step(&old.status, &row.status, None)?
    };
    let wishes: Patch = row
        .wishes
        .iter()
        .filter(|(field, value)| before.wishes.get(field) != Some(value))
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect();
    let (new, mut step) = transition::decide(old, &way, wishes, &rules.custom, |_| true)?;
    // A row that repeats the one before is a step all the same.
    if step.kind == Kind::Commented {
        step.kind = Kind::Edited;
    }
    Ok((new, told(row, step)?))
}

fn told(row: &Row, step: Step) -> Result<Step, Rejection> {
    Ok(Step { note: comment::check("note", &row.note)?, ..step })
}

/// Plays the rows of a case through; the first that the rules refuse, by its place, and why.
pub(super) fn rehearse(rows: &[Row], rules: &Rules) -> Result<(), (usize, Rejection)> {
    let mut played: Option<(Ticket, &Row)> = None;
    for (at, row) in rows.iter().enumerate() {
        let next = match &played {
            None => begin(nobody(row), row, rules),
            Some((old, before)) => follow(old, before, row, rules),
        };
        let (mut ticket, _) = next.map_err(|why| (at, why))?;
        ticket.updated = row.at;
        played = Some((ticket, row));
    }
    Ok(())
}

/// A birth for the rehearsal, which nobody sees.
fn nobody(row: &Row) -> Birth {
    Birth {
        team: TeamId(0),
        id: TicketId(0),
        uuid: String::new(),
        project: String::new(),
        kind: String::new(),
        status: row.status.clone(),
        creator: row.actor.clone(),
        source: Source::Import,
        at: row.at,
    }
}
