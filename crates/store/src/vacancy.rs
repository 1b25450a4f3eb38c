//! People who can no longer act, while it is seen to it that nobody waits for them.

use domain::{At, id::TeamId};
use sql::{Error, Tx, params};

sql::statements! {
    PUT = "INSERT INTO vacancy (team_id, username, created_at) VALUES ($1, $2, $3)
           ON CONFLICT (team_id, username) DO UPDATE SET created_at = excluded.created_at";
    LIST = "SELECT username, created_at FROM vacancy WHERE team_id = $1 ORDER BY username LIMIT $2";
    DELETE = "DELETE FROM vacancy WHERE team_id = $1 AND username = $2 AND created_at = $3";
}

/// Writes down that somebody can no longer act.
pub fn put(tx: &mut Tx<'_>, team: TeamId, username: &str, at: At) -> Result<(), Error> {
    tx.put(&PUT, params![team.0, username, at.micros()])
}

/// At most `limit` user names of those who can no longer act, and since when.
pub fn list(tx: &mut Tx<'_>, team: TeamId, limit: i64) -> Result<Vec<(String, At)>, Error> {
    tx.rows(&LIST, params![team.0, limit], |row| Ok((row.get(0)?, At::from_micros(row.get(1)?))))
}

/// Forgets one, if they have not gone again since.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, username: &str, since: At) -> Result<(), Error> {
    tx.put(&DELETE, params![team.0, username, since.micros()])
}
