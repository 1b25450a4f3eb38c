//! Log-ins. Only hashes of refresh tokens are kept; the access token names the session and is signed.

use domain::{
    At,
    id::{SessionId, TeamId, UserId},
};
use sql::{Error, Row, Tx, params};

/// A log-in.
#[derive(Debug, Clone)]
pub struct Session {
    /// The team.
    pub team: TeamId,
    /// Its number.
    pub id: SessionId,
    /// Who logged in.
    pub user: UserId,
    /// SHA-256 of the refresh token that is good now.
    pub refresh_hash: String,
    /// SHA-256 of the one before, whose use betrays a copy.
    pub spent_hash: String,
    /// When it ends unless refreshed.
    pub expires: At,
    /// Whether its tokens are in a browser's cookies.
    pub by_cookie: bool,
    /// When the refresh token of before was spent; meaningless while there was none.
    pub spent_at: At,
}

sql::statements! {
    BY_ID = "SELECT team_id, id, user_id, refresh_hash, spent_hash, expires_at, by_cookie, spent_at FROM session
             WHERE team_id = $1 AND id = $2";
    BY_REFRESH = {
        sqlite: "SELECT team_id, id, user_id, refresh_hash, spent_hash, expires_at, by_cookie, spent_at FROM session
                 WHERE refresh_hash = $1 OR spent_hash = $1",
        postgres: "SELECT team_id, id, user_id, refresh_hash, spent_hash, expires_at, by_cookie, spent_at FROM session
                   WHERE refresh_hash = $1 OR spent_hash = $1 FOR UPDATE",
    };
    INSERT = "INSERT INTO session (team_id, id, user_id, refresh_hash, spent_hash, created_at, expires_at, by_cookie)
              VALUES ($1, $2, $3, $4, '', $5, $6, $7)";
    ROTATE = "UPDATE session SET refresh_hash = $4, spent_hash = $3, expires_at = $5, spent_at = $6
              WHERE team_id = $1 AND id = $2 AND refresh_hash = $3";
    DELETE = "DELETE FROM session WHERE team_id = $1 AND id = $2";
    DELETE_OF_USER = "DELETE FROM session WHERE team_id = $1 AND user_id = $2 AND id <> $3";
    DELETE_ENDED = "DELETE FROM session WHERE expires_at < $1";
}

fn map(row: &Row<'_>) -> Result<Session, Error> {
    Ok(Session {
        team: TeamId(row.get(0)?),
        id: SessionId(row.get(1)?),
        user: UserId(row.get(2)?),
        refresh_hash: row.get(3)?,
        spent_hash: row.get(4)?,
        expires: At::from_micros(row.get(5)?),
        by_cookie: row.get(6)?,
        spent_at: At::from_micros(row.get(7)?),
    })
}

/// The log-in of a number.
pub fn by_id(tx: &mut Tx<'_>, team: TeamId, id: SessionId) -> Result<Option<Session>, Error> {
    tx.row(&BY_ID, params![team.0, id.0], map)
}

/// The log-in whose refresh token, present or spent, has this hash; kept from others until the commit.
pub fn by_refresh(tx: &mut Tx<'_>, hash: &str) -> Result<Option<Session>, Error> {
    tx.row(&BY_REFRESH, params![hash], map)
}

/// Remembers a log-in.
pub fn insert(tx: &mut Tx<'_>, s: &Session, at: At) -> Result<(), Error> {
    let (at, expires) = (at.micros(), s.expires.micros());
    let values = params![s.team.0, s.id.0, s.user.0, &s.refresh_hash, at, expires, s.by_cookie];
    tx.put(&INSERT, values)
}

/// Replaces the refresh token, which is spent at `now`; `false` when another refresh came first.
pub fn rotate(
    tx: &mut Tx<'_>,
    s: &Session,
    refresh_hash: &str,
    (now, expires): (At, At),
) -> Result<bool, Error> {
    let (now, expires) = (now.micros(), expires.micros());
    let values = params![s.team.0, s.id.0, &s.refresh_hash, refresh_hash, expires, now];
    Ok(tx.execute(&ROTATE, values)? == 1)
}

/// Ends a log-in.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, id: SessionId) -> Result<(), Error> {
    tx.put(&DELETE, params![team.0, id.0])
}

/// Ends a user's log-ins, all but one.
pub fn delete_of_user(
    tx: &mut Tx<'_>,
    team: TeamId,
    user: UserId,
    but: Option<SessionId>,
) -> Result<(), Error> {
    tx.put(&DELETE_OF_USER, params![team.0, user.0, but.map_or(0, |id| id.0)])
}

/// Forgets log-ins that have ended.
pub fn delete_ended(tx: &mut Tx<'_>, now: At) -> Result<u64, Error> {
    tx.execute(&DELETE_ENDED, params![now.micros()])
}
