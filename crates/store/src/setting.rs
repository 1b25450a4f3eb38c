//! The team and its few named settings.

use domain::{At, id::TeamId};
use sql::{Error, Tx, params};

/// The team of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its short id.
    pub uuid: String,
    /// Its name for people.
    pub name: String,
    /// The user name of who owns it; empty for nobody.
    pub owner: String,
    /// Grows with every change.
    pub version: i64,
}

sql::statements! {
    GET = "SELECT value FROM setting WHERE team_id = $1 AND name = $2";
    PUT = "INSERT INTO setting (team_id, name, value) VALUES ($1, $2, $3)
           ON CONFLICT (team_id, name) DO UPDATE SET value = excluded.value";
    INSERT_TEAM = "INSERT INTO team (team_id, uuid, name, created_at, owner, version) VALUES ($1, $2, $3, $4, '', 1)
                   ON CONFLICT DO NOTHING";
    TEAM = "SELECT uuid, name, owner, version FROM team WHERE team_id = $1";
    BEGUN = "SELECT created_at FROM team WHERE team_id = $1";
    UPDATE_TEAM = "UPDATE team SET name = $2, owner = $3, version = $4 WHERE team_id = $1 AND version = $4 - 1";
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

/// The team.
pub fn team(tx: &mut Tx<'_>, team: TeamId) -> Result<Option<Team>, Error> {
    tx.row(&TEAM, params![team.0], |row| {
        Ok(Team { uuid: row.get(0)?, name: row.get(1)?, owner: row.get(2)?, version: row.get(3)? })
    })
}

/// When the team was made.
pub fn begun(tx: &mut Tx<'_>, team: TeamId) -> Result<Option<At>, Error> {
    tx.row(&BEGUN, params![team.0], |row| row.get(0).map(At::from_micros))
}

/// Writes name and owner; `t.version` is the new version. `false` when it is not one past the stored one.
pub fn update_team(tx: &mut Tx<'_>, team: TeamId, t: &Team) -> Result<bool, Error> {
    Ok(tx.execute(&UPDATE_TEAM, params![team.0, &t.name, &t.owner, t.version])? == 1)
}
