//! Access keys: what requests are signed with. Of their secrets only the salt is here.

use domain::{
    At,
    id::{KeyId, TeamId, UserId},
    identity::{Scope, Scopes},
};
use sql::{Error, Row, Tx, params};

/// An access key, without its secret.
#[derive(Debug, Clone)]
pub struct AccessKey {
    /// The team.
    pub team: TeamId,
    /// Its number.
    pub id: KeyId,
    /// What a signed request names it by.
    pub access: String,
    /// Whose rights it carries.
    pub user: UserId,
    /// That user's name.
    pub username: String,
    /// What it is for, in its owner's words.
    pub name: String,
    /// What it may be used for.
    pub scopes: Scopes,
    /// Whether it is let in.
    pub enabled: bool,
    /// What the secret is made of, beside the signing key.
    pub salt: String,
    /// Which signing key that was.
    pub key_print: String,
    /// When it was made.
    pub created: At,
    /// When it ends; `None` = never.
    pub expires: Option<At>,
    /// When it was last used, to the minute.
    pub last_used: Option<At>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT k.team_id, k.id, k.access, k.user_id, a.name, k.name, k.scopes, k.enabled, k.salt, k.key_print,
                    k.created_at, k.expires_at, k.last_used_at
             FROM access_key k JOIN account a ON a.team_id = k.team_id AND a.id = k.user_id ",
            $rest
        )
    };
}

sql::statements! {
    BY_ACCESS = select!("WHERE k.access = $1");
    BY_ID = select!("WHERE k.team_id = $1 AND k.id = $2");
    LIST = select!("WHERE k.team_id = $1 ORDER BY k.id LIMIT $2 OFFSET $3");
    COUNT = "SELECT COUNT(*) FROM access_key WHERE team_id = $1";
    LIST_OF_USER = select!("WHERE k.team_id = $1 AND k.user_id = $2 ORDER BY k.id LIMIT $3 OFFSET $4");
    COUNT_OF_USER = "SELECT COUNT(*) FROM access_key WHERE team_id = $1 AND user_id = $2";
    INSERT = "INSERT INTO access_key (team_id, id, access, user_id, name, scopes, enabled, salt, key_print, created_at, expires_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    ENABLE = "UPDATE access_key SET enabled = $3 WHERE team_id = $1 AND id = $2 AND enabled <> $3";
    DELETE = "DELETE FROM access_key WHERE team_id = $1 AND id = $2";
    USED = "UPDATE access_key SET last_used_at = $3
            WHERE team_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at + 60000000 < $3)";
}

fn map(row: &Row<'_>) -> Result<AccessKey, Error> {
    let scopes: String = row.get(6)?;
    let scopes = scopes
        .split_whitespace()
        .map(|s| crate::word(Scope::parse(s), "access_key.scopes", s))
        .collect::<Result<_, _>>()?;
    Ok(AccessKey {
        team: TeamId(row.get(0)?),
        id: KeyId(row.get(1)?),
        access: row.get(2)?,
        user: UserId(row.get(3)?),
        username: row.get(4)?,
        name: row.get(5)?,
        scopes: Scopes(scopes),
        enabled: row.get(7)?,
        salt: row.get(8)?,
        key_print: row.get(9)?,
        created: At::from_micros(row.get(10)?),
        expires: row.get::<Option<i64>>(11)?.map(At::from_micros),
        last_used: row.get::<Option<i64>>(12)?.map(At::from_micros),
    })
}

/// The key that a signed request names.
pub fn by_access(tx: &mut Tx<'_>, access: &str) -> Result<Option<AccessKey>, Error> {
    tx.row(&BY_ACCESS, params![access], map)
}

/// A key by number.
pub fn by_id(tx: &mut Tx<'_>, team: TeamId, id: KeyId) -> Result<Option<AccessKey>, Error> {
    tx.row(&BY_ID, params![team.0, id.0], map)
}

/// A page of a user's keys (`None`: of everybody's), oldest first, and how many there are.
pub fn list(
    tx: &mut Tx<'_>,
    team: TeamId,
    user: Option<UserId>,
    limit: i64,
    offset: i64,
) -> Result<(Vec<AccessKey>, i64), Error> {
    let Some(user) = user else {
        let total = tx.row(&COUNT, params![team.0], |row| row.get(0))?.unwrap_or(0);
        return Ok((tx.rows(&LIST, params![team.0, limit, offset], map)?, total));
    };
    let total = tx.row(&COUNT_OF_USER, params![team.0, user.0], |row| row.get(0))?.unwrap_or(0);
    Ok((tx.rows(&LIST_OF_USER, params![team.0, user.0, limit, offset], map)?, total))
}

/// How many keys a user has.
pub fn count(tx: &mut Tx<'_>, team: TeamId, user: UserId) -> Result<i64, Error> {
    Ok(tx.row(&COUNT_OF_USER, params![team.0, user.0], |row| row.get(0))?.unwrap_or(0))
}

/// Makes it.
pub fn insert(tx: &mut Tx<'_>, k: &AccessKey) -> Result<(), Error> {
    let scopes: Vec<&str> = k.scopes.0.iter().map(|s| s.word()).collect();
    let values = params![
        k.team.0,
        k.id.0,
        &k.access,
        k.user.0,
        &k.name,
        scopes.join(" "),
        k.enabled,
        &k.salt,
        &k.key_print,
        k.created.micros(),
        k.expires.map(At::micros)
    ];
    tx.put(&INSERT, values)
}

/// Lets it in or shuts it out; `false` when it was so already, or is gone.
pub fn enable(tx: &mut Tx<'_>, team: TeamId, id: KeyId, enabled: bool) -> Result<bool, Error> {
    Ok(tx.execute(&ENABLE, params![team.0, id.0, enabled])? == 1)
}

/// Takes it away; `false` when it is gone.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, id: KeyId) -> Result<bool, Error> {
    Ok(tx.execute(&DELETE, params![team.0, id.0])? == 1)
}

/// Remembers a use, at most once a minute.
pub fn used(tx: &mut Tx<'_>, team: TeamId, id: KeyId, at: At) -> Result<(), Error> {
    tx.put(&USED, params![team.0, id.0, at.micros()])
}
