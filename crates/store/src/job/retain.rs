//! Forgetting jobs that were over long ago, and what a queue looks like from outside.

use domain::{
    At,
    id::{JobId, TeamId},
    job::Stage,
};
use sql::{Error, Tx, params};

sql::statements! {
    OLD = "SELECT id, last_seq FROM job_done WHERE team_id = $1 AND created_at < $2 AND ended_at < $2
           ORDER BY created_at LIMIT $3";
    FORGET = "DELETE FROM job_done WHERE team_id = $1 AND id = $2";
    FORGET_EVENTS = "DELETE FROM job_event WHERE team_id = $1 AND job_id = $2";
    FORGET_EFFECTS = "DELETE FROM job_effect WHERE team_id = $1 AND job_id = $2";
    /// One look at all that are not over tells both: how many there are, and since when they are due, in whatever lane.
    DEPTHS = "SELECT stage, COUNT(*), MIN(due_at) FROM job WHERE team_id = $1 GROUP BY stage";
    OVERDUE = "SELECT COUNT(*) FROM job WHERE team_id = $1 AND stage = 'running' AND lease_until < $2";
}

/// How many jobs there are of a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Depth {
    /// Its word.
    pub stage: String,
    /// How many.
    pub jobs: i64,
    /// When the first of them is, or was, due.
    pub first_due: Option<At>,
}

/// Forgets at most `limit` jobs that were over before `since`, with their events; how many there were.
pub fn forget_old(tx: &mut Tx<'_>, team: TeamId, since: At, limit: i64) -> Result<usize, Error> {
    let old = tx.rows(&OLD, params![team.0, since.micros(), limit], |row| {
        Ok((JobId(row.get(0)?), row.get::<i64>(1)?))
    })?;
    for (job, last_seq) in &old {
        if *last_seq > 0 {
            tx.put(&FORGET_EVENTS, params![team.0, job.0])?;
        }
        tx.put(&FORGET_EFFECTS, params![team.0, job.0])?;
        tx.put(&FORGET, params![team.0, job.0])?;
    }
    Ok(old.len())
}

/// How many jobs wait and run.
pub fn depths(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Depth>, Error> {
    tx.rows(&DEPTHS, params![team.0], |row| {
        let first_due = row.get::<Option<i64>>(2)?.map(At::from_micros);
        Ok(Depth { stage: row.get(0)?, jobs: row.get(1)?, first_due })
    })
}

/// Since when the job that waits longest could have been begun, whoever was to begin it: a node, one with room under its
/// function's limit, or a worker. A scheduled one whose time has come is among them: no node runs that would ready it.
pub fn oldest_waiting(depths: &[Depth], now: At) -> Option<At> {
    let waits = |depth: &&Depth| [Stage::Ready.word(), Stage::Scheduled.word()].contains(&&*depth.stage);
    depths.iter().filter(waits).filter_map(|depth| depth.first_due).min().filter(|due| *due <= now)
}

/// How many runs there are whose lease was over before `since`.
pub fn overdue(tx: &mut Tx<'_>, team: TeamId, since: At) -> Result<i64, Error> {
    Ok(tx.row(&OVERDUE, params![team.0, since.micros()], |row| row.get(0))?.unwrap_or(0))
}
