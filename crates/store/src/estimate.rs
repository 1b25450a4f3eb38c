//! How many hours are left of tickets' work.

use domain::id::{TeamId, TicketId};
use sql::{Error, Tx, params};
use std::collections::HashMap;

sql::statements! {
    GET = "SELECT hours_left FROM estimate WHERE team_id = $1 AND ticket_id = $2";
    OF = {
        sqlite: "SELECT ticket_id, hours_left FROM estimate
                 WHERE team_id = $1 AND ticket_id IN (SELECT value FROM json_each($2))",
        postgres: "SELECT ticket_id, hours_left FROM estimate
                   WHERE team_id = $1 AND ticket_id = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)::bigint))",
    };
    PUT = "INSERT INTO estimate (team_id, ticket_id, hours_left) VALUES ($1, $2, $3)
           ON CONFLICT (team_id, ticket_id) DO UPDATE SET hours_left = excluded.hours_left";
    LOWER = "UPDATE estimate SET hours_left = CASE WHEN hours_left > $3 THEN hours_left - $3 ELSE 0 END
             WHERE team_id = $1 AND ticket_id = $2";
    DELETE = "DELETE FROM estimate WHERE team_id = $1 AND ticket_id = $2";
}

/// The hours left of a ticket's work, times 100,000; `None` where nobody has said.
pub fn get(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Option<i64>, Error> {
    tx.row(&GET, params![team.0, ticket.0], |row| row.get(0))
}

/// The hours left of these tickets' work, times 100,000, in one statement; those of which nobody has said are left out.
pub fn of(tx: &mut Tx<'_>, team: TeamId, tickets: &[TicketId]) -> Result<HashMap<TicketId, i64>, Error> {
    let ids: Vec<i64> = tickets.iter().map(|ticket| ticket.0).collect();
    let found =
        tx.rows(&OF, params![team.0, crate::to_json(&ids)?], |row| Ok((TicketId(row.get(0)?), row.get(1)?)))?;
    Ok(found.into_iter().collect())
}

/// Says how many are left, or that nobody knows. The ticket is locked.
pub fn put(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, hours_left: Option<i64>) -> Result<(), Error> {
    match hours_left {
        Some(hours) => tx.put(&PUT, params![team.0, ticket.0, hours]),
        None => tx.put(&DELETE, params![team.0, ticket.0]),
    }
}

/// Takes hours that were worked off what is left, where that is known; never below none. The ticket is locked.
pub fn lower(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, worked: i64) -> Result<(), Error> {
    tx.put(&LOWER, params![team.0, ticket.0, worked])
}
