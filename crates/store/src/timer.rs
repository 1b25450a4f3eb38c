//! When tickets are looked at because of the time they have been in their status: one row a ticket that is waited for.

use domain::{
    At,
    id::{TeamId, TicketId},
    workflow::cause::Cause,
};
use sql::{Error, Row, Tx, params};

/// A ticket's next look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// The key of the status that it was in.
    pub status: String,
    /// When it came there.
    pub entered: At,
    /// When it is looked at.
    pub due: At,
    /// What may still come of what brought it there.
    pub cause: Cause,
}

sql::statements! {
    SET = "INSERT INTO timer (team_id, ticket_id, status, entered_at, due_at, chain, budget)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (team_id, ticket_id) DO UPDATE SET status = excluded.status, entered_at = excluded.entered_at,
             due_at = excluded.due_at, chain = excluded.chain, budget = excluded.budget";
    CLEAR = "DELETE FROM timer WHERE team_id = $1 AND ticket_id = $2";
    PUT_OFF = "UPDATE timer SET due_at = $3 WHERE team_id = $1 AND ticket_id = $2 AND due_at < $3";
    GET = "SELECT status, entered_at, due_at, chain, budget FROM timer WHERE team_id = $1 AND ticket_id = $2";
    DUE = "SELECT ticket_id FROM timer WHERE team_id = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3";
    /// Those of a status that nobody waits for yet, with when each came there.
    UNTIMED = "SELECT t.id, (SELECT MAX(e.at) FROM event e
                             WHERE e.team_id = t.team_id AND e.ticket_id = t.id AND e.kind IN ('created', 'transitioned'))
               FROM ticket t
               WHERE t.team_id = $1 AND t.project = $2 AND t.type = $3 AND t.status = $4 AND t.deleted_at IS NULL
                 AND t.id > $5 ORDER BY t.id LIMIT $6";
}

fn map(row: &Row<'_>) -> Result<Timer, Error> {
    Ok(Timer {
        status: row.get(0)?,
        entered: At::from_micros(row.get(1)?),
        due: At::from_micros(row.get(2)?),
        cause: Cause { chain: row.get(3)?, budget: row.get(4)? },
    })
}

/// Has a ticket looked at, and forgets when else it was to be.
pub fn set(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, timer: &Timer) -> Result<(), Error> {
    let Timer { status, entered, due, cause } = timer;
    let (entered, due) = (entered.micros(), due.micros());
    tx.put(&SET, params![team.0, ticket.0, status, entered, due, cause.chain, cause.budget])
}

/// Nobody waits for the ticket any more.
pub fn clear(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<(), Error> {
    tx.put(&CLEAR, params![team.0, ticket.0])
}

/// Lets a ticket not be looked at before `until`.
pub fn put_off(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, until: At) -> Result<(), Error> {
    tx.put(&PUT_OFF, params![team.0, ticket.0, until.micros()])
}

/// A ticket's next look, if somebody waits for it.
pub fn get(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Option<Timer>, Error> {
    tx.row(&GET, params![team.0, ticket.0], map)
}

/// At most `limit` tickets that are to be looked at by now, the longest due first.
pub fn due(tx: &mut Tx<'_>, team: TeamId, now: At, limit: i64) -> Result<Vec<TicketId>, Error> {
    tx.rows(&DUE, params![team.0, now.micros(), limit], |row| Ok(TicketId(row.get(0)?)))
}

/// At most `limit` tickets of a status after number `after`, each with when it came there.
pub fn of_status(
    tx: &mut Tx<'_>,
    team: TeamId,
    (project, kind, status): (&str, &str, &str),
    after: TicketId,
    limit: i64,
) -> Result<Vec<(TicketId, At)>, Error> {
    tx.rows(&UNTIMED, params![team.0, project, kind, status, after.0, limit], |row| {
        Ok((TicketId(row.get(0)?), At::from_micros(row.get::<Option<i64>>(1)?.unwrap_or(0))))
    })
}
