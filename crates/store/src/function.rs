//! Functions and their versions. A version is added and never changed; a function that is removed keeps its row, because the
//! jobs that wait for it are bounded by it.

use domain::{
    At,
    function::{Definition, Risk},
    id::TeamId,
};
use sql::{Error, Row, Tx, params};

/// A function as it is now, with its newest version.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its id, like `player.ban`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it is listed under.
    pub category: String,
    /// How much harm it can do.
    pub risk: Risk,
    /// Its newest version, from 1.
    pub version: i64,
    /// Whether jobs of it can be asked for.
    pub enabled: bool,
    /// How many of its jobs may run at once; 0 for any number.
    pub concurrency: i64,
    /// When it was made.
    pub created: At,
    /// When it was last changed.
    pub updated: At,
    /// What it does and takes.
    pub definition: Definition,
}

/// A version of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its number, from 1.
    pub version: i64,
    /// What it does and takes.
    pub definition: Definition,
    /// The user name of who made it.
    pub actor: String,
    /// When.
    pub created: At,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT f.id, f.name, f.description, f.category, f.risk, f.version, f.enabled, f.concurrency, f.created_at,
                    f.updated_at, v.definition
             FROM function f
             JOIN function_version v ON v.team_id = f.team_id AND v.function_id = f.id AND v.version = f.version ",
            $rest
        )
    };
}

sql::statements! {
    GET = select!("WHERE f.team_id = $1 AND f.id = $2 AND f.deleted_at IS NULL");
    PAGE = select!("WHERE f.team_id = $1 AND f.deleted_at IS NULL ORDER BY f.id LIMIT $2 OFFSET $3");
    COUNT = "SELECT COUNT(*) FROM function WHERE team_id = $1 AND deleted_at IS NULL";
    VERSION = "SELECT version, definition, actor, created_at FROM function_version
               WHERE team_id = $1 AND function_id = $2 AND version = $3";
    VERSIONS = "SELECT version, definition, actor, created_at FROM function_version
                WHERE team_id = $1 AND function_id = $2 ORDER BY version DESC";
    NEWEST = "SELECT version FROM function WHERE team_id = $1 AND id = $2";
    INSERT = "INSERT INTO function (team_id, id, name, description, category, risk, version, enabled, concurrency, created_at,
                                    updated_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
              ON CONFLICT (team_id, id) DO UPDATE SET name = excluded.name, description = excluded.description,
                category = excluded.category, risk = excluded.risk, version = excluded.version, enabled = excluded.enabled,
                concurrency = excluded.concurrency, updated_at = excluded.updated_at,
                created_at = CASE WHEN function.deleted_at IS NULL THEN function.created_at ELSE excluded.created_at END,
                deleted_at = NULL";
    INSERT_VERSION = "INSERT INTO function_version (team_id, function_id, version, definition, actor, created_at)
                      VALUES ($1, $2, $3, $4, $5, $6)";
    DELETE = "UPDATE function SET deleted_at = $3, enabled = FALSE
              WHERE team_id = $1 AND id = $2 AND deleted_at IS NULL";
    RELANE = "UPDATE job SET lane = $3 WHERE team_id = $1 AND function_id = $2 AND lane <> $3";
}

fn map(row: &Row<'_>) -> Result<Function, Error> {
    let risk = row.text(4)?;
    Ok(Function {
        id: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        category: row.get(3)?,
        risk: crate::word(Risk::parse(risk), "function.risk", risk)?,
        version: row.get(5)?,
        enabled: row.get(6)?,
        concurrency: row.get(7)?,
        created: At::from_micros(row.get(8)?),
        updated: At::from_micros(row.get(9)?),
        definition: crate::json(row.text(10)?)?,
    })
}

fn map_version(row: &Row<'_>) -> Result<Version, Error> {
    Ok(Version {
        version: row.get(0)?,
        definition: crate::json(row.text(1)?)?,
        actor: row.get(2)?,
        created: At::from_micros(row.get(3)?),
    })
}

/// One by its id, unless it was removed.
pub fn get(tx: &mut Tx<'_>, team: TeamId, id: &str) -> Result<Option<Function>, Error> {
    tx.row(&GET, params![team.0, id], map)
}

/// A page of those that were not removed, by their ids.
pub fn page(tx: &mut Tx<'_>, team: TeamId, limit: i64, offset: i64) -> Result<Vec<Function>, Error> {
    tx.rows(&PAGE, params![team.0, limit, offset], map)
}

/// How many were not removed.
pub fn count(tx: &mut Tx<'_>, team: TeamId) -> Result<i64, Error> {
    Ok(tx.row(&COUNT, params![team.0], |row| row.get(0))?.unwrap_or(0))
}

/// A version, also of a function that was removed since.
pub fn version(tx: &mut Tx<'_>, team: TeamId, id: &str, version: i64) -> Result<Option<Version>, Error> {
    tx.row(&VERSION, params![team.0, id, version], map_version)
}

/// The versions of a function, newest first.
pub fn versions(tx: &mut Tx<'_>, team: TeamId, id: &str) -> Result<Vec<Version>, Error> {
    tx.rows(&VERSIONS, params![team.0, id], map_version)
}

/// The newest version that an id ever had, 0 where there was none: a function made anew counts on from there.
pub fn newest(tx: &mut Tx<'_>, team: TeamId, id: &str) -> Result<i64, Error> {
    Ok(tx.row(&NEWEST, params![team.0, id], |row| row.get(0))?.unwrap_or(0))
}

/// Writes a function as it is from now on. Its version must be there, or be added in the same unit.
pub fn put(tx: &mut Tx<'_>, team: TeamId, f: &Function) -> Result<(), Error> {
    let values = params![
        team.0,
        &f.id,
        &f.name,
        &f.description,
        &f.category,
        f.risk.word(),
        f.version,
        f.enabled,
        f.concurrency,
        f.created.micros(),
        f.updated.micros()
    ];
    tx.put(&INSERT, values)
}

/// Adds a version.
pub fn add_version(tx: &mut Tx<'_>, team: TeamId, id: &str, version: &Version) -> Result<(), Error> {
    let definition = crate::to_json(&version.definition)?;
    let values = params![team.0, id, version.version, definition, &version.actor, version.created.micros()];
    tx.put(&INSERT_VERSION, values)
}

/// Removes one; `false` when there is none. Its versions stay, and jobs that wait still run.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, id: &str, now: At) -> Result<bool, Error> {
    Ok(tx.execute(&DELETE, params![team.0, id, now.micros()])? == 1)
}

/// Moves the jobs of a function that are not over to where those of its new limit wait.
pub fn move_jobs(tx: &mut Tx<'_>, team: TeamId, id: &str, lane: &str) -> Result<(), Error> {
    tx.put(&RELANE, params![team.0, id, lane])
}
