//! Hours that people have worked on tickets.

use domain::{
    At,
    id::{TeamId, TicketId},
};
use sql::{Error, Row, Tx, params};
use std::collections::HashMap;

/// Hours worked on a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worklog {
    /// Its number.
    pub id: i64,
    /// The user name of whose work it was.
    pub username: String,
    /// The user name of who wrote it down.
    pub author: String,
    /// Hours times 100,000: exact, whatever the client writes.
    pub hours: i64,
    /// When the work was begun.
    pub began: At,
    /// What was done.
    pub note: String,
    /// When it was written down.
    pub created: At,
}

sql::statements! {
    INSERT = "INSERT INTO worklog (team_id, id, ticket_id, username, author, hours, began_at, note, created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    LIST = "SELECT id, username, author, hours, began_at, note, created_at FROM worklog
            WHERE team_id = $1 AND ticket_id = $2 ORDER BY id";
    TOTALS = {
        sqlite: "SELECT ticket_id, CAST(SUM(hours) AS BIGINT) FROM worklog
                 WHERE team_id = $1 AND ticket_id IN (SELECT value FROM json_each($2)) GROUP BY ticket_id",
        postgres: "SELECT ticket_id, CAST(SUM(hours) AS BIGINT) FROM worklog
                   WHERE team_id = $1 AND ticket_id = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)::bigint))
                   GROUP BY ticket_id",
    };
    TOTAL = "SELECT CAST(COALESCE(SUM(hours), 0) AS BIGINT) FROM worklog WHERE team_id = $1 AND ticket_id = $2";
}

fn map(row: &Row<'_>) -> Result<Worklog, Error> {
    Ok(Worklog {
        id: row.get(0)?,
        username: row.get(1)?,
        author: row.get(2)?,
        hours: row.get(3)?,
        began: At::from_micros(row.get(4)?),
        note: row.get(5)?,
        created: At::from_micros(row.get(6)?),
    })
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, w: &Worklog) -> Result<(), Error> {
    let values = params![
        team.0,
        w.id,
        ticket.0,
        &w.username,
        &w.author,
        w.hours,
        w.began.micros(),
        &w.note,
        w.created.micros()
    ];
    tx.put(&INSERT, values)
}

/// A ticket's, oldest first.
pub fn list(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Vec<Worklog>, Error> {
    tx.rows(&LIST, params![team.0, ticket.0], map)
}

/// All hours worked on these tickets, times 100,000, in one statement; those without any are left out.
pub fn totals(tx: &mut Tx<'_>, team: TeamId, tickets: &[TicketId]) -> Result<HashMap<TicketId, i64>, Error> {
    let ids: Vec<i64> = tickets.iter().map(|ticket| ticket.0).collect();
    let values = params![team.0, crate::to_json(&ids)?];
    let found = tx.rows(&TOTALS, values, |row| Ok((TicketId(row.get(0)?), row.get(1)?)))?;
    Ok(found.into_iter().collect())
}

/// All hours worked on a ticket, times 100,000.
pub fn total(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<i64, Error> {
    Ok(tx.row(&TOTAL, params![team.0, ticket.0], |row| row.get(0))?.unwrap_or(0))
}
