//! First answers to requests that carried an idempotency key.

use domain::{
    At,
    id::{TeamId, UserId},
};
use sql::{Error, Tx, params};

/// A kept answer.
#[derive(Debug, Clone)]
pub struct Kept {
    /// What the request was: SHA-256 of it, in hexadecimal.
    pub fingerprint: String,
    /// The HTTP status; 0 while the first request is still at work in this very transaction.
    pub status: i64,
    /// The entity tag, if it had one.
    pub etag: Option<String>,
    /// The body.
    pub body: String,
}

sql::statements! {
    CLAIM = "INSERT INTO idempotency (team_id, user_id, key, fingerprint, status, etag, body, created_at)
             VALUES ($1, $2, $3, $4, 0, NULL, '', $5) ON CONFLICT DO NOTHING";
    GET = "SELECT fingerprint, status, etag, body, created_at FROM idempotency
           WHERE team_id = $1 AND user_id = $2 AND key = $3";
    FILL = "UPDATE idempotency SET status = $4, etag = $5, body = $6
            WHERE team_id = $1 AND user_id = $2 AND key = $3";
    FORGET = "DELETE FROM idempotency WHERE team_id = $1 AND user_id = $2 AND key = $3 AND created_at < $4";
    FORGET_OLD = "DELETE FROM idempotency WHERE created_at < $1";
}

/// Takes the key for this transaction, or finds what the first request with it was answered.
///
/// On `PostgreSQL` a second request waits here for the first one's commit. Keys from before `since` are forgotten.
pub fn claim(
    tx: &mut Tx<'_>,
    who: (TeamId, UserId),
    key: &str,
    fingerprint: &str,
    now: At,
    since: At,
) -> Result<Option<Kept>, Error> {
    let (team, user) = who;
    tx.put(&FORGET, params![team.0, user.0, key, since.micros()])?;
    if tx.execute(&CLAIM, params![team.0, user.0, key, fingerprint, now.micros()])? == 1 {
        return Ok(None);
    }
    tx.row(&GET, params![team.0, user.0, key], |row| {
        Ok(Kept { fingerprint: row.get(0)?, status: row.get(1)?, etag: row.get(2)?, body: row.get(3)? })
    })
}

/// Keeps the answer of the request that took the key.
pub fn fill(
    tx: &mut Tx<'_>,
    who: (TeamId, UserId),
    key: &str,
    status: u16,
    etag: Option<&str>,
    body: &str,
) -> Result<(), Error> {
    tx.put(&FILL, params![who.0.0, who.1.0, key, i64::from(status), etag, body])
}

/// Forgets all from before `since`.
pub fn forget_old(tx: &mut Tx<'_>, since: At) -> Result<u64, Error> {
    tx.execute(&FORGET_OLD, params![since.micros()])
}
