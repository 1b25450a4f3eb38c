//! What statuses meant, for steps of before they said so themselves.

use crate::{Cx, Error};
use domain::{
    history::Event,
    incident::{Times, entered},
    ticket::Ticket,
    workflow::{StatusCategory, Workflow},
};
use std::collections::HashMap;
use store::workflow::Place;

/// The most versions of a workflow that are looked through for a status which it has no more.
const VERSIONS: i64 = 100;
/// Steps that are read at once.
const PAGE: i64 = 500;

/// What the status means in which a ticket is; nothing where its workflow has no such status.
pub(crate) fn category(cx: &mut Cx<'_, '_>, ticket: &Ticket) -> Result<Option<StatusCategory>, Error> {
    let plan = cx.plan_of(ticket)?;
    Ok(meaning(plan.workflow(&ticket.kind)?, &ticket.status))
}

fn meaning(workflow: &Workflow, key: &str) -> Option<StatusCategory> {
    workflow.status(key).map(|status| status.category)
}

/// What a ticket's history up to its version comes to.
pub(crate) fn times(cx: &mut Cx<'_, '_>, ticket: &Ticket) -> Result<Times, Error> {
    let mut times = Times::new(ticket.created);
    let mut meanings = HashMap::new();
    walk(cx, ticket, |cx, event| {
        let category = match entered(&event.body) {
            None => None,
            Some(Ok(category)) => Some(category),
            Some(Err(key)) => of_before(cx, ticket, &key, &mut meanings)?,
        };
        times.step(event.kind, event.at, &event.body, category);
        Ok(())
    })?;
    Ok(times)
}

/// Has each step of a ticket's history up to its version told, oldest first.
pub(crate) fn walk<'a, 't>(
    cx: &mut Cx<'a, 't>,
    ticket: &Ticket,
    mut tell: impl FnMut(&mut Cx<'a, 't>, &Event) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut after = 0;
    loop {
        let page = store::event::page(cx.tx, ticket.team, ticket.id, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.version;
        for event in page.iter().filter(|event| event.version <= ticket.version) {
            tell(cx, event)?;
        }
    }
}

/// What a status means by the workflow in force, or by the newest version before that had it.
fn of_before(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    key: &str,
    known: &mut HashMap<String, Option<StatusCategory>>,
) -> Result<Option<StatusCategory>, Error> {
    if let Some(found) = known.get(key) {
        return Ok(*found);
    }
    let plan = cx.plan_of(ticket)?;
    let mut found = meaning(plan.workflow(&ticket.kind)?, key);
    if found.is_none() {
        let place = Place { team: ticket.team, project: &ticket.project, kind: &ticket.kind };
        let (versions, _) = store::workflow::versions(cx.tx, place, VERSIONS, 0)?;
        for version in versions {
            let workflow = store::workflow::version(cx.tx, place, version.version)?;
            found = workflow.and_then(|(_, workflow)| meaning(&workflow, key));
            if found.is_some() {
                break;
            }
        }
    }
    known.insert(key.to_owned(), found);
    Ok(found)
}
