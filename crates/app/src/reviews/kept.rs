//! The row of times that each ticket has: written in the transaction of the step that moves it, never by itself.

use super::past;
use crate::{Cx, Error};
use domain::{
    history::{Event, Fact, Kind},
    incident::{LEVEL, Measure, RECOVERED, Severity, Times},
    ticket::{Field, Source, Ticket},
};
use store::incident_time::{self, Kept};

/// Says in a step what the status means that it leads to.
pub(crate) fn say(cx: &mut Cx<'_, '_>, ticket: &Ticket, event: &mut Event) -> Result<(), Error> {
    let status = Field::Status.name();
    if event.body.changes.iter().any(|change| change.field == status) {
        event.body.about.enters = past::category(cx, ticket)?;
    }
    Ok(())
}

/// Writes the row of a new ticket.
pub(crate) fn begin(cx: &mut Cx<'_, '_>, ticket: &Ticket, event: &Event) -> Result<(), Error> {
    let mut times = Times::new(event.at);
    times.step(event.kind, event.at, &event.body, event.body.about.enters);
    let mut kept = row(ticket, times);
    count(cx, &mut kept)?;
    Ok(incident_time::put(cx.tx, ticket.team, ticket.id, &kept)?)
}

/// Writes what a step makes of the row of a ticket that is locked.
pub(crate) fn take(cx: &mut Cx<'_, '_>, old: &Ticket, new: &Ticket, event: &Event) -> Result<(), Error> {
    if !moves(event) {
        return Ok(());
    }
    let known = incident_time::get(cx.tx, old.team, old.id)?;
    let mut kept = match &known {
        Some(kept) => kept.clone(),
        None => from_history(cx, old)?,
    };
    kept.times.step(event.kind, event.at, &event.body, event.body.about.enters);
    kept.severity = Severity::of_ticket(new);
    kept.deleted = new.deleted;
    count(cx, &mut kept)?;
    if known.as_ref() != Some(&kept) {
        incident_time::put(cx.tx, new.team, new.id, &kept)?;
    }
    Ok(())
}

/// The row of a ticket, told from its history where it has none yet. What was measured before anything was counted is not
/// counted later.
pub(crate) fn of(cx: &mut Cx<'_, '_>, ticket: &Ticket) -> Result<Kept, Error> {
    match incident_time::get(cx.tx, ticket.team, ticket.id)? {
        Some(kept) => Ok(kept),
        None => from_history(cx, ticket),
    }
}

pub(crate) fn from_history(cx: &mut Cx<'_, '_>, ticket: &Ticket) -> Result<Kept, Error> {
    let mut kept = row(ticket, past::times(cx, ticket)?);
    for measure in Measure::ALL {
        if kept.times.took(measure).is_some() {
            kept.set_counted(measure);
        }
    }
    Ok(kept)
}

fn row(ticket: &Ticket, times: Times) -> Kept {
    let severity = Severity::of_ticket(ticket);
    Kept { project: ticket.project.clone(), severity, times, deleted: ticket.deleted, counted: 0 }
}

/// Whether a step can move the row at all: most cannot, and cost nothing.
fn moves(event: &Event) -> bool {
    let of_row = |name: &str| match Field::parse(name) {
        Some(Field::Status | Field::Priority) => true,
        Some(Field::Custom(key)) => key == LEVEL || key == RECOVERED,
        _ => false,
    };
    matches!(event.kind, Kind::Deleted | Kind::Restored)
        || matches!(event.body.about.incident, Some(Fact::Mitigated { .. }))
        || event.body.changes.iter().any(|change| of_row(&change.field))
}

/// Counts what the ticket has come to, each measure once. What is brought in from elsewhere was not measured here.
fn count(cx: &mut Cx<'_, '_>, kept: &mut Kept) -> Result<(), Error> {
    for measure in Measure::ALL {
        let Some(took) = kept.times.took(measure).filter(|_| !kept.is_counted(measure)) else { continue };
        kept.set_counted(measure);
        if cx.via != Source::Import {
            let whose = (kept.project.as_str(), kept.severity);
            incident_time::count(cx.tx, cx.actor.team, (measure, took), whose)?;
        }
    }
    Ok(())
}
