//! What tells the asking for one job from the asking for another.

use domain::{
    At,
    id::{JobId, TeamId},
};
use sql::{Error, Tx, params};

sql::statements! {
    CLAIM = "INSERT INTO job_key (team_id, actor, key, job_id, fingerprint, created_at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT DO NOTHING";
    GET = "SELECT job_id, fingerprint FROM job_key WHERE team_id = $1 AND actor = $2 AND key = $3";
    OLD = "SELECT actor, key FROM job_key WHERE team_id = $1 AND created_at < $2 ORDER BY created_at LIMIT $3";
    FORGET = "DELETE FROM job_key WHERE team_id = $1 AND actor = $2 AND key = $3";
}

/// Takes a key for a job, or finds the job that has it, with the fingerprint of how that was asked for.
///
/// On `PostgreSQL` a second asking waits here for the first one's commit.
pub fn claim(
    tx: &mut Tx<'_>,
    team: TeamId,
    (actor, key): (&str, &str),
    job: JobId,
    fingerprint: &str,
    now: At,
) -> Result<Option<(JobId, String)>, Error> {
    if tx.execute(&CLAIM, params![team.0, actor, key, job.0, fingerprint, now.micros()])? == 1 {
        return Ok(None);
    }
    tx.row(&GET, params![team.0, actor, key], |row| Ok((JobId(row.get(0)?), row.get(1)?)))
}

/// The job that has a key, with the fingerprint of how it was asked for.
pub fn get(tx: &mut Tx<'_>, team: TeamId, actor: &str, key: &str) -> Result<Option<(JobId, String)>, Error> {
    tx.row(&GET, params![team.0, actor, key], |row| Ok((JobId(row.get(0)?), row.get(1)?)))
}

/// Forgets at most `limit` of those from before `since`; how many there were.
pub fn forget_old(tx: &mut Tx<'_>, team: TeamId, since: At, limit: i64) -> Result<usize, Error> {
    let old = tx.rows(&OLD, params![team.0, since.micros(), limit], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?))
    })?;
    for (actor, key) in &old {
        tx.put(&FORGET, params![team.0, actor, key])?;
    }
    Ok(old.len())
}
