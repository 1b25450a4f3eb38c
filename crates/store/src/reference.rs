//! Which commits, branches, merged requests and webhooks a ticket was told of: each once, however often it is told.
//!
//! What they were stands in the ticket's history; here is only what tells them apart.

use domain::id::{TeamId, TicketId};
use sql::{Error, Tx, params};

sql::statements! {
    INSERT = "INSERT INTO reference (team_id, ticket_id, key, ticket_version) VALUES ($1, $2, $3, $4)
              ON CONFLICT DO NOTHING";
}

/// Remembers that the ticket's step of this version tells of `key`; `false` where an earlier one does.
pub fn insert(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    key: &str,
    version: i64,
) -> Result<bool, Error> {
    Ok(tx.execute(&INSERT, params![team.0, ticket.0, key, version])? == 1)
}
