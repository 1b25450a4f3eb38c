//! How severe an incident is, and was: its level, read out of its history.

use super::past;
use crate::{
    Cx, Error,
    tickets::{self, Address, Deleted},
};
use domain::{
    At,
    history::Act,
    identity::Permission,
    incident::{Level, Severity},
    ticket::Ticket,
};

/// Another severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The ticket's version after the step.
    pub version: i64,
    /// When.
    pub at: At,
    /// The user name of who took the step.
    pub who: String,
    /// Before.
    pub from: Severity,
    /// After.
    pub to: Severity,
    /// Whether somebody had to consent to it.
    pub consented: bool,
}

/// How severe a ticket is now, and each time that it became another, oldest first.
pub fn get(cx: &mut Cx<'_, '_>, address: &Address) -> Result<(Ticket, Severity, Vec<Change>), Error> {
    let ticket = tickets::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let changes = changes(cx, &ticket)?;
    let now = Severity::of_ticket(&ticket);
    Ok((ticket, now, changes))
}

/// Each time that a ticket's severity became another, oldest first.
pub(super) fn changes(cx: &mut Cx<'_, '_>, ticket: &Ticket) -> Result<Vec<Change>, Error> {
    let (mut level, mut changes) = (Level::default(), Vec::new());
    past::walk(cx, ticket, |_, event| {
        let from = level.severity();
        level.step(&event.body);
        let to = level.severity();
        if event.version > 1 && from != to {
            let consent = event.body.about.approval.as_ref().map(|consent| consent.act);
            changes.push(Change {
                version: event.version,
                at: event.at,
                who: event.actor.clone(),
                from,
                to,
                consented: consent == Some(Act::Taken),
            });
        }
        Ok(())
    })?;
    Ok(changes)
}
