//! What a job has changed: a later attempt of it changes nothing again.

use domain::id::{JobId, TeamId};
use sql::{Error, Tx, params};

sql::statements! {
    GET = "SELECT fingerprint, answer FROM job_effect WHERE team_id = $1 AND job_id = $2 AND place = $3";
    PUT = "INSERT INTO job_effect (team_id, job_id, place, fingerprint, answer) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (team_id, job_id, place) DO UPDATE SET fingerprint = excluded.fingerprint, answer = excluded.answer";
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
