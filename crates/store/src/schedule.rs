//! Schedules: functions that are run at times that come again. A time is taken by whoever moves `next_at` on from it.

use domain::{
    At,
    id::{JobId, TeamId},
};
use sql::{Error, Row, Tx, params};

/// A schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Its short id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The function that it runs.
    pub function: String,
    /// When, as cron has it.
    pub cron: String,
    /// How many minutes its clock is before UTC.
    pub offset: i64,
    /// What the function is given, as JSON text.
    pub params: String,
    /// The user name of whom its jobs are run for.
    pub actor: String,
    /// Whether it is run.
    pub enabled: bool,
    /// When it is run next; `None` while it is not enabled, or where it never is again.
    pub next: Option<At>,
    /// When it was run last.
    pub last: Option<At>,
    /// The job of that time, where there was one.
    pub last_job: Option<JobId>,
    /// Why there was none.
    pub last_error: Option<String>,
    /// Grows by one with every change.
    pub version: i64,
    /// When it was made.
    pub created: At,
    /// When it was last changed.
    pub updated: At,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, function_id, cron, utc_offset, params, actor, enabled, next_at, last_at, last_job, last_error,
                    version, created_at, updated_at
             FROM schedule ",
            $rest
        )
    };
}

sql::statements! {
    GET = select!("WHERE team_id = $1 AND id = $2");
    LIST = select!("WHERE team_id = $1 ORDER BY created_at, id");
    DUE = select!("WHERE team_id = $1 AND next_at IS NOT NULL AND next_at <= $2 ORDER BY next_at LIMIT $3");
    INSERT = "INSERT INTO schedule (team_id, id, name, function_id, cron, utc_offset, params, actor, enabled, next_at, version,
                                    created_at, updated_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    UPDATE = "UPDATE schedule SET name = $3, function_id = $4, cron = $5, utc_offset = $6, params = $7, actor = $8,
                                  enabled = $9, next_at = $10, version = $11, updated_at = $12
              WHERE team_id = $1 AND id = $2";
    DELETE = "DELETE FROM schedule WHERE team_id = $1 AND id = $2";
    TAKE = "UPDATE schedule SET next_at = $4, last_at = $3, last_job = NULL, last_error = NULL
            WHERE team_id = $1 AND id = $2 AND next_at = $3";
    RAN = "UPDATE schedule SET last_job = $3, last_error = $4 WHERE team_id = $1 AND id = $2";
}

fn map(row: &Row<'_>) -> Result<Schedule, Error> {
    let at = |index| Ok::<_, Error>(row.get::<Option<i64>>(index)?.map(At::from_micros));
    Ok(Schedule {
        id: row.get(0)?,
        name: row.get(1)?,
        function: row.get(2)?,
        cron: row.get(3)?,
        offset: row.get(4)?,
        params: row.get(5)?,
        actor: row.get(6)?,
        enabled: row.get(7)?,
        next: at(8)?,
        last: at(9)?,
        last_job: row.get::<Option<i64>>(10)?.map(JobId),
        last_error: row.get(11)?,
        version: row.get(12)?,
        created: At::from_micros(row.get(13)?),
        updated: At::from_micros(row.get(14)?),
    })
}

/// One of them.
pub fn get(tx: &mut Tx<'_>, team: TeamId, id: &str) -> Result<Option<Schedule>, Error> {
    tx.row(&GET, params![team.0, id], map)
}

/// All of them, oldest first.
pub fn list(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Schedule>, Error> {
    tx.rows(&LIST, params![team.0], map)
}

/// At most `limit` whose time has come, the longest due first.
pub fn due(tx: &mut Tx<'_>, team: TeamId, now: At, limit: i64) -> Result<Vec<Schedule>, Error> {
    tx.rows(&DUE, params![team.0, now.micros(), limit], map)
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, s: &Schedule) -> Result<(), Error> {
    let values = params![
        team.0,
        &s.id,
        &s.name,
        &s.function,
        &s.cron,
        s.offset,
        &s.params,
        &s.actor,
        s.enabled,
        s.next.map(At::micros),
        s.version,
        s.created.micros(),
        s.updated.micros()
    ];
    tx.put(&INSERT, values)
}

/// Writes what can be changed of one; `false` when it is gone.
pub fn update(tx: &mut Tx<'_>, team: TeamId, s: &Schedule) -> Result<bool, Error> {
    let values = params![
        team.0,
        &s.id,
        &s.name,
        &s.function,
        &s.cron,
        s.offset,
        &s.params,
        &s.actor,
        s.enabled,
        s.next.map(At::micros),
        s.version,
        s.updated.micros()
    ];
    Ok(tx.execute(&UPDATE, values)? == 1)
}

/// Removes one; `false` when there is none.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, id: &str) -> Result<bool, Error> {
    Ok(tx.execute(&DELETE, params![team.0, id])? == 1)
}

/// Takes the time of a schedule; `false` where another node was faster, or it was changed.
pub fn take(tx: &mut Tx<'_>, team: TeamId, id: &str, at: At, next: Option<At>) -> Result<bool, Error> {
    Ok(tx.execute(&TAKE, params![team.0, id, at.micros(), next.map(At::micros)])? == 1)
}

/// Writes down what came of a time that was taken: a job, or why there is none.
pub fn ran(tx: &mut Tx<'_>, team: TeamId, id: &str, came: Result<JobId, &str>) -> Result<(), Error> {
    let (job, error) = (came.ok().map(|job| job.0), came.err());
    tx.put(&RAN, params![team.0, id, job, error])
}
