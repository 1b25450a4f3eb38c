//! What a job has changed: a later attempt of it changes nothing again.

use domain::id::{JobId, TeamId};
use sql::{Error, Tx, params};

sql::statements! {
    GET = "SELECT fingerprint, answer FROM job_effect WHERE team_id = $1 AND job_id = $2 AND place = $3";
    PUT = "INSERT INTO job_effect (team_id, job_id, place, fingerprint, answer) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (team_id, job_id, place) DO UPDATE SET fingerprint = excluded.fingerprint, answer = excluded.answer";
    PAGE = "SELECT place, answer FROM job_effect WHERE team_id = $1 AND job_id = $2 AND place > $3 ORDER BY place LIMIT $4";
    COUNT = "SELECT COUNT(*) FROM job_effect WHERE team_id = $1 AND job_id = $2";
}

/// What stands at a place: what was asked for there, and how it was answered.
pub fn get(tx: &mut Tx<'_>, team: TeamId, job: JobId, place: i64) -> Result<Option<(String, String)>, Error> {
    tx.row(&GET, params![team.0, job.0, place], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Writes what was asked for at a place, and how it was answered.
pub fn put(
    tx: &mut Tx<'_>,
    team: TeamId,
    job: JobId,
    place: i64,
    (fingerprint, answer): (&str, &str),
) -> Result<(), Error> {
    tx.put(&PUT, params![team.0, job.0, place, fingerprint, answer])
}

/// At most `limit` answers of a job after a place, in order.
pub fn page(
    tx: &mut Tx<'_>,
    team: TeamId,
    job: JobId,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, String)>, Error> {
    tx.rows(&PAGE, params![team.0, job.0, after, limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// All answers of a job, in order: of one that makes only so many changes.
pub fn of_job(tx: &mut Tx<'_>, team: TeamId, job: JobId) -> Result<Vec<(i64, String)>, Error> {
    page(tx, team, job, -1, i64::MAX)
}

/// How many changes a job has made.
pub fn count(tx: &mut Tx<'_>, team: TeamId, job: JobId) -> Result<i64, Error> {
    Ok(tx.row(&COUNT, params![team.0, job.0], |row| row.get(0))?.unwrap_or(0))
}
