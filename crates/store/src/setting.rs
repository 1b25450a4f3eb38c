//! The team and its few named settings.

use domain::{At, id::TeamId};
use sql::{Error, Tx, params};

sql::statements! {
    GET = "SELECT value FROM setting WHERE team_id = $1 AND name = $2";
    PUT = "INSERT INTO setting (team_id, name, value) VALUES ($1, $2, $3)
           ON CONFLICT (team_id, name) DO UPDATE SET value = excluded.value";
    INSERT_TEAM = "INSERT INTO team (team_id, uuid, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    TEAM = "SELECT uuid, name FROM team WHERE team_id = $1";
}

/// A setting's value.
pub fn get(tx: &mut Tx<'_>, team: TeamId, name: &str) -> Result<Option<String>, Error> {
    tx.row(&GET, params![team.0, name], |row| row.get(0))
}

/// Sets it.
pub fn put(tx: &mut Tx<'_>, team: TeamId, name: &str, value: &str) -> Result<(), Error> {
    tx.put(&PUT, params![team.0, name, value])
}

/// Makes the team; `false` when it is there already (another node made it first).
pub fn make_team(tx: &mut Tx<'_>, team: TeamId, uuid: &str, name: &str, at: At) -> Result<bool, Error> {
    Ok(tx.execute(&INSERT_TEAM, params![team.0, uuid, name, at.micros()])? == 1)
}

/// The team's short id and name.
pub fn team(tx: &mut Tx<'_>, team: TeamId) -> Result<Option<(String, String)>, Error> {
    tx.row(&TEAM, params![team.0], |row| Ok((row.get(0)?, row.get(1)?)))
}
