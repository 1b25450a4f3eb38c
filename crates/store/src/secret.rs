//! Secrets by name. They stand in their rows closed: nothing here can open one.

use domain::{At, id::TeamId};
use sql::{Error, Row, Tx, params};

/// A secret, closed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// What scripts call it.
    pub name: String,
    /// For people.
    pub description: String,
    /// The secret itself, closed.
    pub sealed: String,
    /// Which signing key it was closed with.
    pub key_print: String,
    /// Who wrote it last.
    pub actor: String,
    /// Grows by one with every change.
    pub version: i64,
    /// When it was made.
    pub created: At,
    /// When it was last changed.
    pub updated: At,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secret({}, …)", self.name)
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT name, description, sealed, key_print, actor, version, created_at, updated_at FROM secret ",
            $rest
        )
    };
}

sql::statements! {
    LIST = select!("WHERE team_id = $1 ORDER BY name");
    GET = select!("WHERE team_id = $1 AND name = $2");
    INSERT = "INSERT INTO secret (team_id, name, description, sealed, key_print, actor, version, created_at, updated_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "UPDATE secret SET description = $3, sealed = $4, key_print = $5, actor = $6, version = $7 + 1, updated_at = $8
              WHERE team_id = $1 AND name = $2 AND version = $7";
    DELETE = "DELETE FROM secret WHERE team_id = $1 AND name = $2";
}

fn map(row: &Row<'_>) -> Result<Secret, Error> {
    Ok(Secret {
        name: row.get(0)?,
        description: row.get(1)?,
        sealed: row.get(2)?,
        key_print: row.get(3)?,
        actor: row.get(4)?,
        version: row.get(5)?,
        created: At::from_micros(row.get(6)?),
        updated: At::from_micros(row.get(7)?),
    })
}

/// All of them, by their names.
pub fn list(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Secret>, Error> {
    tx.rows(&LIST, params![team.0], map)
}

/// One of them.
pub fn get(tx: &mut Tx<'_>, team: TeamId, name: &str) -> Result<Option<Secret>, Error> {
    tx.row(&GET, params![team.0, name], map)
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, secret: &Secret) -> Result<(), Error> {
    let values = params![
        team.0,
        &secret.name,
        &secret.description,
        &secret.sealed,
        &secret.key_print,
        &secret.actor,
        secret.version,
        secret.created.micros(),
        secret.updated.micros()
    ];
    tx.put(&INSERT, values)
}

/// Writes one anew, if it is still of this version; `false` when it is not, or gone.
pub fn update(tx: &mut Tx<'_>, team: TeamId, secret: &Secret) -> Result<bool, Error> {
    let values = params![
        team.0,
        &secret.name,
        &secret.description,
        &secret.sealed,
        &secret.key_print,
        &secret.actor,
        secret.version,
        secret.updated.micros()
    ];
    Ok(tx.execute(&UPDATE, values)? == 1)
}

/// Removes one; `false` when there is none.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, name: &str) -> Result<bool, Error> {
    Ok(tx.execute(&DELETE, params![team.0, name])? == 1)
}
