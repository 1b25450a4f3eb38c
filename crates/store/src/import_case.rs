//! Which cases of an outside system have been imported, and how far.

use domain::{
    At,
    id::{TeamId, TicketId},
};
use sql::{Error, Tx, params};

/// An imported case.
#[derive(Debug, Clone)]
pub struct Case {
    /// The ticket it became.
    pub ticket: TicketId,
    /// How many of its rows have been taken.
    pub steps: i64,
    /// SHA-256 over those rows, in hexadecimal.
    pub digest: String,
}

sql::statements! {
    GET = {
        sqlite: "SELECT ticket_id, steps, digest FROM import_case WHERE team_id = $1 AND source = $2 AND case_id = $3",
        postgres: "SELECT ticket_id, steps, digest FROM import_case
                   WHERE team_id = $1 AND source = $2 AND case_id = $3 FOR UPDATE",
    };
    INSERT = "INSERT INTO import_case (team_id, source, case_id, ticket_id, steps, digest, created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE = "UPDATE import_case SET steps = $4, digest = $5 WHERE team_id = $1 AND source = $2 AND case_id = $3";
}

/// What is known of a case; kept from others until the commit.
pub fn get(tx: &mut Tx<'_>, team: TeamId, source: &str, case: &str) -> Result<Option<Case>, Error> {
    tx.row(&GET, params![team.0, source, case], |row| {
        Ok(Case { ticket: TicketId(row.get(0)?), steps: row.get(1)?, digest: row.get(2)? })
    })
}

/// Remembers a new case. Another import of it at the same time fails here, as a whole.
pub fn insert(
    tx: &mut Tx<'_>,
    team: TeamId,
    source: &str,
    id: &str,
    case: &Case,
    at: At,
) -> Result<(), Error> {
    let values = params![team.0, source, id, case.ticket.0, case.steps, &case.digest, at.micros()];
    tx.execute(&INSERT, values).map(|_| ())
}

/// Remembers that it has grown.
pub fn update(tx: &mut Tx<'_>, team: TeamId, source: &str, id: &str, case: &Case) -> Result<(), Error> {
    tx.put(&UPDATE, params![team.0, source, id, case.steps, &case.digest])
}
