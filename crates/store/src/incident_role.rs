//! Who holds which role in an incident.

use domain::id::{TeamId, TicketId};
use sql::{Error, Tx, params};
use std::collections::{BTreeMap, HashMap};

sql::statements! {
    LIST = "SELECT role, username FROM ticket_role WHERE team_id = $1 AND ticket_id = $2 ORDER BY role";
    OF_ALL = {
        sqlite: "SELECT ticket_id, role, username FROM ticket_role
                 WHERE team_id = $1 AND ticket_id IN (SELECT value FROM json_each($2))",
        postgres: "SELECT ticket_id, role, username FROM ticket_role
                   WHERE team_id = $1 AND ticket_id = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)::bigint))",
    };
    CLEAR = "DELETE FROM ticket_role WHERE team_id = $1 AND ticket_id = $2";
    INSERT = "INSERT INTO ticket_role (team_id, ticket_id, role, username) VALUES ($1, $2, $3, $4)";
}

/// The user names of who holds the roles of a ticket, by the roles' keys.
pub fn list(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<BTreeMap<String, String>, Error> {
    let found = tx.rows(&LIST, params![team.0, ticket.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.into_iter().collect())
}

/// The same of many tickets; those in which nobody holds any are left out.
pub fn of_all(
    tx: &mut Tx<'_>,
    team: TeamId,
    tickets: &[TicketId],
) -> Result<HashMap<TicketId, BTreeMap<String, String>>, Error> {
    let ids: Vec<i64> = tickets.iter().map(|ticket| ticket.0).collect();
    let found = tx.rows(&OF_ALL, params![team.0, crate::to_json(&ids)?], |row| {
        Ok((TicketId(row.get(0)?), row.get::<String>(1)?, row.get::<String>(2)?))
    })?;
    let mut all: HashMap<TicketId, BTreeMap<String, String>> = HashMap::new();
    for (ticket, role, username) in found {
        all.entry(ticket).or_default().insert(role, username);
    }
    Ok(all)
}

/// Makes these the holders of a ticket's roles, and nobody else. The ticket is locked.
pub fn set(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    roles: &BTreeMap<String, String>,
) -> Result<(), Error> {
    tx.put(&CLEAR, params![team.0, ticket.0])?;
    for (role, username) in roles {
        tx.put(&INSERT, params![team.0, ticket.0, role, username])?;
    }
    Ok(())
}
