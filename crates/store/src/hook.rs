//! Hooks: who outside may tell of what has happened. Of their secrets only the salt is here.

use domain::{At, hook::Provider, id::TeamId};
use sql::{Error, Row, Tx, params};

/// A hook.
#[derive(Debug, Clone)]
pub struct Hook {
    /// Its short id.
    pub uuid: String,
    /// Whom it listens to.
    pub provider: Provider,
    /// Its name, of which there is one a provider.
    pub name: String,
    /// The project whose tickets it may tell; `None` = all.
    pub project: Option<String>,
    /// Whether a bare `#42` names a ticket.
    pub numbers: bool,
    /// Whether it is listened to.
    pub enabled: bool,
    /// What the secret is made of, beside the signing key.
    pub salt: String,
    /// Which signing key that was.
    pub key_print: String,
    /// When it was made.
    pub created: At,
    /// When its secret was made.
    pub rotated: At,
    /// When something was last heard from it, to the minute.
    pub last_used: Option<At>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT uuid, provider, name, project, numbers, enabled, salt, key_print, created_at, rotated_at, last_used_at
             FROM hook ",
            $rest
        )
    };
}

sql::statements! {
    LIST = select!("WHERE team_id = $1 ORDER BY created_at, uuid");
    OF_PROVIDER = select!("WHERE team_id = $1 AND provider = $2 AND enabled ORDER BY created_at, uuid");
    GET = select!("WHERE team_id = $1 AND uuid = $2");
    BY_NAME = select!("WHERE team_id = $1 AND provider = $2 AND name_folded = $3");
    COUNT = "SELECT COUNT(*) FROM hook WHERE team_id = $1 AND provider = $2";
    INSERT = "INSERT INTO hook (team_id, uuid, provider, name, name_folded, project, numbers, enabled, salt, key_print,
                                created_at, rotated_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    UPDATE = "UPDATE hook SET name = $3, name_folded = $4, project = $5, numbers = $6, enabled = $7, salt = $8,
                              key_print = $9, rotated_at = $10
              WHERE team_id = $1 AND uuid = $2";
    DELETE = "DELETE FROM hook WHERE team_id = $1 AND uuid = $2";
    DELETE_OF_PROJECT = "DELETE FROM hook WHERE team_id = $1 AND project = $2";
    USED = "UPDATE hook SET last_used_at = $3
            WHERE team_id = $1 AND uuid = $2 AND (last_used_at IS NULL OR last_used_at + 60000000 < $3)";
}

fn map(row: &Row<'_>) -> Result<Hook, Error> {
    let provider: String = row.get(1)?;
    Ok(Hook {
        uuid: row.get(0)?,
        provider: crate::word(Provider::parse(&provider), "hook.provider", &provider)?,
        name: row.get(2)?,
        project: row.get(3)?,
        numbers: row.get(4)?,
        enabled: row.get(5)?,
        salt: row.get(6)?,
        key_print: row.get(7)?,
        created: At::from_micros(row.get(8)?),
        rotated: At::from_micros(row.get(9)?),
        last_used: row.get::<Option<i64>>(10)?.map(At::from_micros),
    })
}

/// All of them, oldest first.
pub fn list(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Hook>, Error> {
    tx.rows(&LIST, params![team.0], map)
}

/// Those of a provider that are listened to, oldest first.
pub fn of_provider(tx: &mut Tx<'_>, team: TeamId, provider: Provider) -> Result<Vec<Hook>, Error> {
    tx.rows(&OF_PROVIDER, params![team.0, provider.word()], map)
}

/// One by its short id.
pub fn get(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<Option<Hook>, Error> {
    tx.row(&GET, params![team.0, uuid], map)
}

/// A provider's hook of this name, in any case.
pub fn by_name(tx: &mut Tx<'_>, team: TeamId, provider: Provider, name: &str) -> Result<Option<Hook>, Error> {
    tx.row(&BY_NAME, params![team.0, provider.word(), domain::text::fold(name)], map)
}

/// How many a provider has.
pub fn count(tx: &mut Tx<'_>, team: TeamId, provider: Provider) -> Result<i64, Error> {
    Ok(tx.row(&COUNT, params![team.0, provider.word()], |row| row.get(0))?.unwrap_or(0))
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, hook: &Hook) -> Result<(), Error> {
    let values = params![
        team.0,
        &hook.uuid,
        hook.provider.word(),
        &hook.name,
        domain::text::fold(&hook.name),
        &hook.project,
        hook.numbers,
        hook.enabled,
        &hook.salt,
        &hook.key_print,
        hook.created.micros(),
        hook.rotated.micros()
    ];
    tx.put(&INSERT, values)
}

/// Writes what can be changed of one; `false` when it is gone.
pub fn update(tx: &mut Tx<'_>, team: TeamId, hook: &Hook) -> Result<bool, Error> {
    let values = params![
        team.0,
        &hook.uuid,
        &hook.name,
        domain::text::fold(&hook.name),
        &hook.project,
        hook.numbers,
        hook.enabled,
        &hook.salt,
        &hook.key_print,
        hook.rotated.micros()
    ];
    Ok(tx.execute(&UPDATE, values)? == 1)
}

/// Removes one; `false` when there is none.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<bool, Error> {
    Ok(tx.execute(&DELETE, params![team.0, uuid])? == 1)
}

/// Removes those of a project.
pub fn delete_of_project(tx: &mut Tx<'_>, team: TeamId, project: &str) -> Result<(), Error> {
    tx.put(&DELETE_OF_PROJECT, params![team.0, project])
}

/// Remembers a use, at most once a minute.
pub fn used(tx: &mut Tx<'_>, team: TeamId, uuid: &str, at: At) -> Result<(), Error> {
    tx.put(&USED, params![team.0, uuid, at.micros()])
}
