//! What a board of incidents shows of many tickets at once, in two questions however many they are.

use super::{kept, times::Found};
use crate::{Cx, Error};
use domain::{id::TicketId, incident::Severity, ticket::Ticket};
use std::collections::BTreeMap;
use store::{incident_role, incident_time};

/// A ticket's times and severity, and who holds which role in it.
#[derive(Debug, Clone)]
pub struct Brief {
    /// Its times.
    pub found: Found,
    /// The user names of who holds its roles, by the roles' keys; roles that nobody holds are left out.
    pub roles: BTreeMap<String, String>,
}

/// Of each of some tickets, in their order, which the actor has been let at. One of before the times were kept, that is not looked at
/// yet, is told from its history.
pub fn of(cx: &mut Cx<'_, '_>, tickets: &[Ticket]) -> Result<Vec<Brief>, Error> {
    let (team, ids) = (cx.actor.team, tickets.iter().map(|ticket| ticket.id).collect::<Vec<TicketId>>());
    let mut rows = incident_time::of_all(cx.tx, team, &ids)?;
    let mut roles = incident_role::of_all(cx.tx, team, &ids)?;
    let mut briefs = Vec::new();
    for ticket in tickets {
        let times = match rows.remove(&ticket.id) {
            Some(kept) => kept.times,
            None => kept::of(cx, ticket)?.times,
        };
        let found =
            Found { severity: Severity::of_ticket(ticket), times, now: cx.now, ticket: ticket.clone() };
        briefs.push(Brief { found, roles: roles.remove(&ticket.id).unwrap_or_default() });
    }
    Ok(briefs)
}
