//! API tokens, kept as hashes.

use domain::{
    At,
    id::{TeamId, TokenId, UserId},
    identity::{Scope, Scopes},
};
use sql::{Error, Row, Tx, params};

/// An API token, without the secret itself.
#[derive(Debug, Clone)]
pub struct Token {
    /// The team.
    pub team: TeamId,
    /// Its number.
    pub id: TokenId,
    /// Whose rights it carries.
    pub user: UserId,
    /// That user's name.
    pub username: String,
    /// What it is for, in its owner's words.
    pub name: String,
    /// What it may be used for.
    pub scopes: Scopes,
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
            "SELECT t.team_id, t.id, t.user_id, a.name, t.name, t.scopes, t.created_at, t.expires_at, t.last_used_at
             FROM api_token t JOIN account a ON a.team_id = t.team_id AND a.id = t.user_id ",
            $rest
        )
    };
}

sql::statements! {
    BY_HASH = select!("WHERE t.token_hash = $1 AND t.revoked_at IS NULL");
    LIST = select!("WHERE t.team_id = $1 AND ($2 = 0 OR t.user_id = $2) AND t.revoked_at IS NULL
                    ORDER BY t.id LIMIT $3 OFFSET $4");
    COUNT = "SELECT COUNT(*) FROM api_token WHERE team_id = $1 AND ($2 = 0 OR user_id = $2) AND revoked_at IS NULL";
    BY_ID = select!("WHERE t.team_id = $1 AND t.id = $2 AND t.revoked_at IS NULL");
    INSERT = "INSERT INTO api_token (team_id, id, user_id, name, token_hash, scopes, created_at, expires_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    REVOKE = "UPDATE api_token SET revoked_at = $3 WHERE team_id = $1 AND id = $2 AND revoked_at IS NULL";
    USED = "UPDATE api_token SET last_used_at = $3
            WHERE team_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at + 60000000 < $3)";
}

fn map(row: &Row<'_>) -> Result<Token, Error> {
    let scopes: String = row.get(5)?;
    let scopes = scopes
        .split_whitespace()
        .map(|s| crate::word(Scope::parse(s), "api_token.scopes", s))
        .collect::<Result<_, _>>()?;
    Ok(Token {
        team: TeamId(row.get(0)?),
        id: TokenId(row.get(1)?),
        user: UserId(row.get(2)?),
        username: row.get(3)?,
        name: row.get(4)?,
        scopes: Scopes(scopes),
        created: At::from_micros(row.get(6)?),
        expires: row.get::<Option<i64>>(7)?.map(At::from_micros),
        last_used: row.get::<Option<i64>>(8)?.map(At::from_micros),
    })
}

/// The token with this SHA-256, unless revoked.
pub fn by_hash(tx: &mut Tx<'_>, hash: &str) -> Result<Option<Token>, Error> {
    tx.row(&BY_HASH, params![hash], map)
}

/// A token by number, unless revoked.
pub fn by_id(tx: &mut Tx<'_>, team: TeamId, id: TokenId) -> Result<Option<Token>, Error> {
    tx.row(&BY_ID, params![team.0, id.0], map)
}

/// A page of a user's tokens (`None`: of everybody's), and how many there are.
pub fn list(
    tx: &mut Tx<'_>,
    team: TeamId,
    user: Option<UserId>,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Token>, i64), Error> {
    let user = user.map_or(0, |u| u.0);
    let total = tx.row(&COUNT, params![team.0, user], |row| row.get(0))?.unwrap_or(0);
    Ok((tx.rows(&LIST, params![team.0, user, limit, offset], map)?, total))
}

/// Makes it.
pub fn insert(tx: &mut Tx<'_>, t: &Token, hash: &str) -> Result<(), Error> {
    let scopes: Vec<&str> = t.scopes.0.iter().map(|s| s.word()).collect();
    let values = params![
        t.team.0,
        t.id.0,
        t.user.0,
        &t.name,
        hash,
        scopes.join(" "),
        t.created.micros(),
        t.expires.map(At::micros)
    ];
    tx.put(&INSERT, values)
}

/// Ends it; `false` when it had ended.
pub fn revoke(tx: &mut Tx<'_>, team: TeamId, id: TokenId, at: At) -> Result<bool, Error> {
    Ok(tx.execute(&REVOKE, params![team.0, id.0, at.micros()])? == 1)
}

/// Remembers a use, at most once a minute.
pub fn used(tx: &mut Tx<'_>, team: TeamId, id: TokenId, at: At) -> Result<(), Error> {
    tx.put(&USED, params![team.0, id.0, at.micros()])
}
