//! The ids that clients have given the messages they sent.

use domain::id::{TeamId, TicketId};
use sql::{Error, Tx, params};
use std::collections::HashMap;

sql::statements! {
    GET = "SELECT ticket_id, ticket_version FROM message WHERE team_id = $1 AND uuid = $2";
    INSERT = "INSERT INTO message (team_id, uuid, ticket_id, ticket_version) VALUES ($1, $2, $3, $4)";
    OF_TICKET = "SELECT ticket_version, uuid FROM message
                 WHERE team_id = $1 AND ticket_id = $2 AND ticket_version BETWEEN $3 AND $4";
}

/// The ticket that a message is of, and the ticket's version that it made.
pub fn get(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<Option<(TicketId, i64)>, Error> {
    tx.row(&GET, params![team.0, uuid], |row| Ok((TicketId(row.get(0)?), row.get(1)?)))
}

/// Gives the step that made a ticket's version an id.
pub fn insert(
    tx: &mut Tx<'_>,
    team: TeamId,
    uuid: &str,
    ticket: TicketId,
    version: i64,
) -> Result<(), Error> {
    tx.put(&INSERT, params![team.0, uuid, ticket.0, version])
}

/// The ids of a ticket's steps from one version to another, by version, where clients have given them one.
pub fn of_ticket(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    from: i64,
    to: i64,
) -> Result<HashMap<i64, String>, Error> {
    let found =
        tx.rows(&OF_TICKET, params![team.0, ticket.0, from, to], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.into_iter().collect())
}
