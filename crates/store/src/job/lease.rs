//! Whose runs are whose, and until when.

use super::turn::Fence;
use domain::{
    At,
    id::{JobId, TeamId, TicketId},
};
use sql::{Error, Row, Tx, params};

/// A run as it stands in the database.
#[derive(Debug, Clone)]
pub struct Held {
    /// The run.
    pub fence: Fence,
    /// Whether the job was asked to stop.
    pub cancel_asked: bool,
    /// Until when the run is its owner's without another word.
    pub until: At,
    /// When the run has had its time.
    pub deadline: Option<At>,
    /// Whether another job may wait for this one to end.
    pub order: Option<TicketId>,
    /// How often it has failed.
    pub failures: i64,
    /// How often it may fail.
    pub max_attempts: i64,
    /// How often whoever ran it was lost.
    pub crashes: i64,
    /// Where its events have come to.
    pub mark: super::event::Mark,
}

impl Held {
    /// Whether somebody outside has let the run's time pass: it is theirs no more, also while nobody has taken it away yet. What a
    /// node runs is over when the node says so, which has a clock of its own for it.
    pub fn has_lapsed(&self, now: At) -> bool {
        let late = self.until < now || self.deadline.is_some_and(|deadline| deadline < now);
        late && self.is_outside()
    }

    /// Whether somebody outside has the run.
    pub fn is_outside(&self) -> bool {
        self.fence.owner.starts_with("w:")
    }
}

macro_rules! held {
    () => {
        "id, attempt, owner, cancel_at, deadline, order_key, failures, max_attempts, crashes, last_seq, event_bytes, progress,
         COALESCE(lease_until, 0)"
    };
}

sql::statements! {
    RENEW = {
        sqlite: "UPDATE job SET lease_until = $4 WHERE team_id = $1 AND owner = $2 AND stage || '' = 'running'
                   AND id IN (SELECT value FROM json_each($3)) RETURNING id, attempt, cancel_at",
        postgres: "UPDATE job SET lease_until = $4 WHERE team_id = $1 AND owner = $2 AND stage || '' = 'running'
                     AND id = ANY (ARRAY(SELECT json_array_elements_text($3::text::json)::bigint))
                   RETURNING id, attempt, cancel_at",
    };
    ASKED_TO_STOP = {
        sqlite: "SELECT id FROM job WHERE team_id = $1 AND cancel_at IS NOT NULL
                   AND id IN (SELECT value FROM json_each($2))",
        postgres: "SELECT id FROM job WHERE team_id = $1 AND cancel_at IS NOT NULL
                     AND id = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)::bigint))",
    };
    /// Runs whose lease is over.
    EXPIRED = {
        sqlite: concat!("SELECT ", held!(), " FROM job WHERE team_id = $1 AND stage = 'running' AND lease_until < $2
                         ORDER BY lease_until LIMIT $3"),
        postgres: concat!("SELECT ", held!(), " FROM job WHERE team_id = $1 AND stage = 'running' AND lease_until < $2
                           ORDER BY lease_until LIMIT $3 FOR UPDATE SKIP LOCKED"),
    };
    /// A run that is still the job's, kept as it is until the commit.
    HOLD = {
        sqlite: concat!("SELECT ", held!(), " FROM job
                         WHERE team_id = $1 AND id = $2 AND attempt = $3 AND owner = $4 AND stage || '' = 'running'"),
        postgres: concat!("SELECT ", held!(), " FROM job
                           WHERE team_id = $1 AND id = $2 AND attempt = $3 AND owner = $4 AND stage || '' = 'running' FOR SHARE"),
    };
    /// A run under an owner who has but one; kept for a change until the commit.
    OWNED = {
        sqlite: concat!("SELECT ", held!(), " FROM job WHERE team_id = $1 AND id = $2 AND owner = $3 AND stage || '' = 'running'"),
        postgres: concat!("SELECT ", held!(), " FROM job
                           WHERE team_id = $1 AND id = $2 AND owner = $3 AND stage || '' = 'running' FOR NO KEY UPDATE"),
    };
    /// A run of one attempt, whoever has it; kept for a change until the commit.
    OF_ATTEMPT = {
        sqlite: concat!("SELECT ", held!(), " FROM job WHERE team_id = $1 AND id = $2 AND attempt = $3 AND stage || '' = 'running'"),
        postgres: concat!("SELECT ", held!(), " FROM job
                           WHERE team_id = $1 AND id = $2 AND attempt = $3 AND stage || '' = 'running' FOR NO KEY UPDATE"),
    };
    EXTEND = "UPDATE job SET lease_until = $5
              WHERE team_id = $1 AND id = $2 AND attempt = $3 AND owner = $4 AND stage || '' = 'running'";
    OWN = "UPDATE job SET owner = $5, lease_until = $6
           WHERE team_id = $1 AND id = $2 AND attempt = $3 AND owner = $4 AND stage || '' = 'running'";
    /// What nodes that are gone were running: on SQLite only one runs at a time. Outside workers go on.
    OF_OTHERS = concat!("SELECT ", held!(), " FROM job WHERE team_id = $1 AND stage = 'running' AND lease_until > $2
                         AND owner <> $3 AND owner LIKE 'n:%' ORDER BY lease_until LIMIT $4");
}

fn map(row: &Row<'_>) -> Result<Held, Error> {
    Ok(Held {
        fence: Fence { id: JobId(row.get(0)?), attempt: row.get(1)?, owner: row.get(2)? },
        cancel_asked: row.get::<Option<i64>>(3)?.is_some(),
        deadline: row.get::<Option<i64>>(4)?.map(At::from_micros),
        order: row.get::<Option<i64>>(5)?.map(TicketId),
        failures: row.get(6)?,
        max_attempts: row.get(7)?,
        crashes: row.get(8)?,
        mark: super::event::Mark { seq: row.get(9)?, bytes: row.get(10)?, progress: row.get(11)? },
        until: At::from_micros(row.get(12)?),
    })
}

/// Keeps an owner's runs for longer. Gives those that are still theirs, with whether the job was asked to stop; what is
/// missing is not theirs any more.
pub fn renew(
    tx: &mut Tx<'_>,
    team: TeamId,
    owner: &str,
    runs: &[JobId],
    until: At,
) -> Result<Vec<(JobId, i64, bool)>, Error> {
    tx.rows(&RENEW, params![team.0, owner, crate::to_json(&runs)?, until.micros()], |row| {
        Ok((JobId(row.get(0)?), row.get(1)?, row.get::<Option<i64>>(2)?.is_some()))
    })
}

/// Which of these jobs were asked to stop.
pub fn asked_to_stop(tx: &mut Tx<'_>, team: TeamId, runs: &[JobId]) -> Result<Vec<JobId>, Error> {
    tx.rows(&ASKED_TO_STOP, params![team.0, crate::to_json(&runs)?], |row| Ok(JobId(row.get(0)?)))
}

/// At most `most` runs whose lease is over, kept from others until the commit.
pub fn expired(tx: &mut Tx<'_>, team: TeamId, now: At, most: i64) -> Result<Vec<Held>, Error> {
    tx.rows(&EXPIRED, params![team.0, now.micros(), most], map)
}

/// At most `most` runs of nodes other than `owner` whose lease is not over.
pub fn of_other_nodes(
    tx: &mut Tx<'_>,
    team: TeamId,
    owner: &str,
    now: At,
    most: i64,
) -> Result<Vec<Held>, Error> {
    tx.rows(&OF_OTHERS, params![team.0, now.micros(), owner, most], map)
}

/// A run that is still the job's, which it stays until the commit.
pub fn hold(tx: &mut Tx<'_>, team: TeamId, fence: &Fence) -> Result<Option<Held>, Error> {
    tx.row(&HOLD, params![team.0, fence.id.0, fence.attempt, &fence.owner], map)
}

/// The run of a job under an owner who has but one, kept from others until the commit.
pub fn owned(tx: &mut Tx<'_>, team: TeamId, job: JobId, owner: &str) -> Result<Option<Held>, Error> {
    tx.row(&OWNED, params![team.0, job.0, owner], map)
}

/// The run of one attempt of a job, whoever has it, kept from others until the commit.
pub fn of_attempt(tx: &mut Tx<'_>, team: TeamId, job: JobId, attempt: i64) -> Result<Option<Held>, Error> {
    tx.row(&OF_ATTEMPT, params![team.0, job.0, attempt], map)
}

/// Keeps a run for longer; `false` when it is not the job's any more.
pub fn extend(tx: &mut Tx<'_>, team: TeamId, fence: &Fence, until: At) -> Result<bool, Error> {
    let values = params![team.0, fence.id.0, fence.attempt, &fence.owner, until.micros()];
    Ok(tx.execute(&EXTEND, values)? == 1)
}

/// Gives a run that was just begun an owner of its own.
pub fn own(tx: &mut Tx<'_>, team: TeamId, fence: &Fence, owner: &str, until: At) -> Result<(), Error> {
    tx.put(&OWN, params![team.0, fence.id.0, fence.attempt, &fence.owner, owner, until.micros()])
}
