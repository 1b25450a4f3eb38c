//! Beginning and ending runs, many at a time.
//!
//! On `SQLite`, where a statement costs little and there is one writer, rows are taken one by one; on `PostgreSQL` they are
//! taken in one statement, which skips what another node is taking at this moment.

use domain::{
    At,
    function::Kind,
    id::{JobId, TeamId, TicketId},
    job::{Stage, State},
};
use sql::{Asked, EngineKind, Error, Row, Tx, params};

/// What proves that a run is still the job's: every write of a run asks for all three.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fence {
    /// The job.
    pub id: JobId,
    /// Which attempt it is, from 1.
    pub attempt: i64,
    /// Who runs it: a node since its start, or an outside worker's lease.
    pub owner: String,
}

/// A run that has begun.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is what it is in `job::Job`")]
pub struct Begun {
    pub id: JobId,
    pub attempt: i64,
    pub function: String,
    pub version: i64,
    pub kind: Kind,
    pub actor: String,
    pub ticket: Option<TicketId>,
    /// Whether another job may wait for this one to end.
    pub order: Option<TicketId>,
    pub game_id: String,
    pub env: String,
    pub params: String,
    pub timeout_ms: i64,
    pub max_attempts: i64,
    pub failures: i64,
    pub crashes: i64,
    pub last_seq: i64,
    pub event_bytes: i64,
    pub progress: Option<i64>,
    pub trace_id: String,
    pub created: At,
    /// When it was due.
    pub due: At,
    /// When it has begun.
    pub began: At,
}

/// For whom runs are begun, and until when they are theirs.
#[derive(Debug, Clone, Copy)]
pub struct Taker<'a> {
    /// The fence's owner.
    pub owner: &'a str,
    /// What people are shown.
    pub worker: &'a str,
    /// Now.
    pub now: At,
    /// Until when the runs are theirs without another word.
    pub lease_until: At,
}

/// What becomes of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The run.
    pub fence: Fence,
    /// How the job is over. Where it was asked to stop and has not succeeded, it is over as canceled instead.
    pub state: State,
    /// Its result: JSON text.
    pub result: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
}

/// A run whose job is begun again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// The run.
    pub fence: Fence,
    /// When.
    pub due: At,
    /// How often it has failed.
    pub failures: i64,
    /// How often whoever ran it was lost.
    pub crashes: i64,
    /// What went wrong.
    pub error: Option<String>,
}

macro_rules! begun {
    () => {
        "id, attempt, function_id, function_version, kind, actor, ticket_id, order_key, game_id, env, params, timeout_ms,
         max_attempts, failures, crashes, last_seq, event_bytes, progress, trace_id, created_at,
         due_at"
    };
}

/// The same of a row called `j`.
macro_rules! begun_j {
    () => {
        "j.id, j.attempt, j.function_id, j.function_version, j.kind, j.actor, j.ticket_id, j.order_key, j.game_id, j.env,
         j.params, j.timeout_ms, j.max_attempts, j.failures, j.crashes, j.last_seq, j.event_bytes, j.progress, j.trace_id,
         j.created_at, j.due_at"
    };
}

macro_rules! over_columns {
    () => {
        "team_id, id, function_id, function_version, kind, actor, ticket_id, game_id, env, params, priority, max_attempts,
         attempt, failures, crashes, worker, progress, last_seq, trace_id, created_at, started_at"
    };
}
macro_rules! over_columns_g {
    () => {
        "g.team_id, g.id, g.function_id, g.function_version, g.kind, g.actor, g.ticket_id, g.game_id, g.env, g.params,
         g.priority, g.max_attempts, g.attempt, g.failures, g.crashes, g.worker, g.progress, g.last_seq, g.trace_id,
         g.created_at, g.started_at"
    };
}

sql::statements! {
    /// The next of a lane. On PostgreSQL they are begun by the same statement.
    TAKE = {
        sqlite: concat!("SELECT ", begun!(), " FROM job WHERE team_id = $1 AND lane = $2 AND stage = 'ready'
                         ORDER BY priority DESC, id LIMIT $3"),
        postgres: concat!(
            "UPDATE job j SET stage = 'running', attempt = j.attempt + 1, owner = $4, worker = $5, started_at = $6,
               deadline = $6 + j.timeout_ms * 1000, lease_until = $7
             WHERE j.team_id = $1 AND j.id = ANY (ARRAY(
               SELECT id FROM job WHERE team_id = $1 AND lane = $2 AND stage = 'ready'
               ORDER BY priority DESC, id LIMIT $3 FOR UPDATE SKIP LOCKED))
             RETURNING ", begun_j!()),
    };
    BEGIN = "UPDATE job SET stage = 'running', attempt = attempt + 1, owner = $3, worker = $4, started_at = $5,
               deadline = $5 + timeout_ms * 1000, lease_until = $6
             WHERE team_id = $1 AND id = $2 AND stage || '' = 'ready'";
    /// The lanes with a limit in which something waits, from the first after `$2` on.
    LIMITED = "WITH RECURSIVE l (lane) AS (
                 SELECT MIN(lane) FROM job WHERE team_id = $1 AND stage = 'ready' AND lane >= 'f:' AND lane < 'g'
                 UNION ALL
                 SELECT (SELECT MIN(lane) FROM job WHERE team_id = $1 AND stage = 'ready' AND lane > l.lane AND lane < 'g')
                 FROM l WHERE l.lane IS NOT NULL)
               SELECT lane FROM l WHERE lane IS NOT NULL";
    /// How many of a function may run at once; nothing while somebody else is beginning some of them.
    LIMIT = {
        sqlite: "SELECT concurrency FROM function WHERE team_id = $1 AND id = $2",
        postgres: "SELECT concurrency FROM function WHERE team_id = $1 AND id = $2 FOR UPDATE SKIP LOCKED",
    };
    RUNNING_IN = "SELECT COUNT(*) FROM job WHERE team_id = $1 AND lane = $2 AND lane >= 'f' AND stage = 'running'";
    /// Ends many runs; those that are not the job's any more are not among the answers. SQLite ends them one by one.
    OVER_MANY = {
        sqlite: "SELECT $1, $2, $3",
        postgres: concat!(
            "WITH e AS (
               SELECT * FROM json_to_recordset($2::text::json)
                 AS e (id BIGINT, attempt BIGINT, owner TEXT, state TEXT, result TEXT, error TEXT)),
             g AS (
               DELETE FROM job j USING e
               WHERE j.team_id = $1 AND j.id = e.id AND j.attempt = e.attempt AND j.owner = e.owner AND j.stage || '' = 'running'
               RETURNING j.*)
             INSERT INTO job_done (", over_columns!(), ", state, result, error, ended_at)
             SELECT ", over_columns_g!(), ",
               CASE WHEN g.cancel_at IS NOT NULL AND e.state <> 'succeeded' THEN 'canceled' ELSE e.state END,
               e.result, e.error, $3 FROM g JOIN e ON e.id = g.id
             RETURNING id"),
    };
    OVER = concat!(
        "INSERT INTO job_done (", over_columns!(), ", state, result, error, ended_at)
         SELECT ", over_columns!(), ", CASE WHEN cancel_at IS NOT NULL AND $5 <> 'succeeded' THEN 'canceled' ELSE $5 END,
           $6, $7, $8
         FROM job WHERE team_id = $1 AND id = $2 AND attempt = $3 AND owner = $4 AND stage || '' = 'running'");
    GONE = "DELETE FROM job WHERE team_id = $1 AND id = $2 AND attempt = $3 AND owner = $4 AND stage || '' = 'running'";
    /// Ends one that has not begun.
    CANCEL_WAITING = concat!(
        "INSERT INTO job_done (", over_columns!(), ", state, result, error, ended_at)
         SELECT ", over_columns!(), ", 'canceled', NULL, error, $3 FROM job
         WHERE team_id = $1 AND id = $2 AND stage <> 'running'");
    GONE_WAITING = "DELETE FROM job WHERE team_id = $1 AND id = $2 AND stage <> 'running'";
    /// Kept from being begun until the commit.
    LOCK_WAITING = {
        sqlite: "SELECT order_key FROM job WHERE team_id = $1 AND id = $2 AND stage <> 'running'",
        postgres: "SELECT order_key FROM job WHERE team_id = $1 AND id = $2 AND stage <> 'running' FOR UPDATE",
    };
    AGAIN = "UPDATE job SET stage = $5, due_at = $6, failures = $7, crashes = $8, error = COALESCE($9, error), owner = '',
               worker = '', lease_until = NULL, deadline = NULL
             WHERE team_id = $1 AND id = $2 AND attempt = $3 AND owner = $4 AND stage || '' = 'running' AND cancel_at IS NULL";
    /// Lets the next of an order go on.
    NEXT_OF_ORDER = "UPDATE job SET stage = CASE WHEN due_at > $3 THEN 'scheduled' ELSE 'ready' END
                     WHERE team_id = $1 AND stage = 'blocked'
                       AND id = (SELECT MIN(id) FROM job WHERE team_id = $1 AND order_key = $2)";
    DUE = {
        sqlite: "UPDATE job SET stage = 'ready' WHERE team_id = $1 AND id IN (
                   SELECT id FROM job WHERE team_id = $1 AND stage = 'scheduled' AND due_at <= $2 ORDER BY due_at LIMIT $3)",
        postgres: "UPDATE job SET stage = 'ready' FROM (
                     SELECT id FROM job WHERE team_id = $1 AND stage = 'scheduled' AND due_at <= $2 ORDER BY due_at LIMIT $3
                     FOR UPDATE SKIP LOCKED) AS due WHERE job.team_id = $1 AND job.id = due.id",
    };
    NEXT_DUE = "SELECT due_at FROM job WHERE team_id = $1 AND stage = 'scheduled' ORDER BY due_at LIMIT 1";
    SOMETHING_READY = "SELECT 1 FROM job WHERE team_id = $1 AND stage = 'ready' AND lane < 'g' ORDER BY lane LIMIT 1";
}

fn map(row: &Row<'_>) -> Result<Begun, Error> {
    let created = At::from_micros(row.get(19)?);
    let kind = row.text(4)?;
    Ok(Begun {
        id: JobId(row.get(0)?),
        attempt: row.get(1)?,
        function: row.get(2)?,
        version: row.get(3)?,
        kind: crate::word(Kind::parse(kind), "job.kind", kind)?,
        actor: row.get(5)?,
        ticket: row.get::<Option<i64>>(6)?.map(TicketId),
        order: row.get::<Option<i64>>(7)?.map(TicketId),
        game_id: row.get(8)?,
        env: row.get(9)?,
        params: row.get(10)?,
        timeout_ms: row.get(11)?,
        max_attempts: row.get(12)?,
        failures: row.get(13)?,
        crashes: row.get(14)?,
        last_seq: row.get(15)?,
        event_bytes: row.get(16)?,
        progress: row.get(17)?,
        trace_id: row.get(18)?,
        created,
        due: At::from_micros(row.get(20)?),
        began: created,
    })
}

/// Runs that are being begun.
#[derive(Debug)]
pub struct Beginning(Asked<Begun>, At);

/// Begins at most `most` of the ready jobs of a lane: the highest priority first, then the lowest number. They are given by
/// [`begun`].
pub fn begin(
    tx: &mut Tx<'_>,
    team: TeamId,
    lane: &str,
    most: i64,
    taker: &Taker<'_>,
) -> Result<Beginning, Error> {
    let Taker { owner, worker, now, lease_until } = *taker;
    let (began, now, until) = (now, now.micros(), lease_until.micros());
    if tx.engine() == EngineKind::Postgres {
        let values = params![team.0, lane, most, owner, worker, now, until];
        return Ok(Beginning(tx.ask(&TAKE, values, map)?, began));
    }
    let asked = tx.ask(&TAKE, params![team.0, lane, most], |row| {
        let ready = map(row)?;
        Ok(Begun { attempt: ready.attempt + 1, ..ready })
    })?;
    for ready in asked.known().into_iter().flatten() {
        tx.put(&BEGIN, params![team.0, ready.id.0, owner, worker, now, until])?;
    }
    Ok(Beginning(asked, began))
}

/// The runs that were begun, in the order in which they should be.
pub fn begun(tx: &mut Tx<'_>, beginning: Beginning) -> Result<Vec<Begun>, Error> {
    let Beginning(asked, now) = beginning;
    let mut runs = tx.answer(asked)?;
    for run in &mut runs {
        run.began = now;
    }
    Ok(runs)
}

/// Begins at most `most` jobs of a function with a limit, as far as its limit lets it; 0 for a limit means any number.
/// None where another node is beginning some of them just now.
pub fn begin_limited(
    tx: &mut Tx<'_>,
    team: TeamId,
    (function, lane): (&str, &str),
    most: i64,
    taker: &Taker<'_>,
) -> Result<Vec<Begun>, Error> {
    let Some(limit) = tx.row(&LIMIT, params![team.0, function], |row| row.get::<i64>(0))? else {
        return Ok(Vec::new());
    };
    let room = if limit > 0 {
        let running = tx.row(&RUNNING_IN, params![team.0, lane], |row| row.get::<i64>(0))?.unwrap_or(0);
        most.min(limit - running)
    } else {
        most
    };
    if room <= 0 {
        return Ok(Vec::new());
    }
    let beginning = begin(tx, team, lane, room, taker)?;
    begun(tx, beginning)
}

/// Asks for the lanes with a limit in which something is ready.
pub fn ask_limited(tx: &mut Tx<'_>, team: TeamId) -> Result<Asked<String>, Error> {
    tx.ask(&LIMITED, params![team.0], |row| row.get(0))
}

/// Runs that are being ended.
#[derive(Debug)]
pub enum Ending {
    /// It is known which were the jobs'.
    Known(Vec<JobId>),
    /// It is being asked.
    Asked(Asked<JobId>),
}

/// One ended run for the list that `PostgreSQL` is given.
#[derive(serde::Serialize)]
struct Line<'a> {
    id: i64,
    attempt: i64,
    owner: &'a str,
    state: &'static str,
    result: Option<&'a str>,
    error: Option<&'a str>,
}

/// Ends runs; of each job at most one. Those that were still the jobs' are given by [`ended`].
pub fn end(tx: &mut Tx<'_>, team: TeamId, runs: &[Ended], now: At) -> Result<Ending, Error> {
    if tx.engine() == EngineKind::Postgres {
        let line = |run: &Ended| {
            serde_json::to_value(Line {
                id: run.fence.id.0,
                attempt: run.fence.attempt,
                owner: &run.fence.owner,
                state: run.state.word(),
                result: run.result.as_deref(),
                error: run.error.as_deref(),
            })
        };
        let lines = runs.iter().map(line).collect::<Result<Vec<_>, _>>();
        let lines = lines.map_err(|e| Error::Corrupt(format!("a run does not become JSON: {e}")))?;
        let asked = tx.ask(&OVER_MANY, params![team.0, crate::to_json(&lines)?, now.micros()], |row| {
            Ok(JobId(row.get(0)?))
        })?;
        return Ok(Ending::Asked(asked));
    }
    let mut over = Vec::with_capacity(runs.len());
    for run in runs {
        if end_one(tx, team, run, now)? {
            over.push(run.fence.id);
        }
    }
    Ok(Ending::Known(over))
}

fn end_one(tx: &mut Tx<'_>, team: TeamId, run: &Ended, now: At) -> Result<bool, Error> {
    let Fence { id, attempt, owner } = &run.fence;
    let values =
        params![team.0, id.0, *attempt, owner, run.state.word(), &run.result, &run.error, now.micros()];
    if tx.execute(&OVER, values)? != 1 {
        return Ok(false);
    }
    tx.put(&GONE, params![team.0, id.0, *attempt, owner])?;
    Ok(true)
}

/// The jobs that were ended.
pub fn ended(tx: &mut Tx<'_>, ending: Ending) -> Result<Vec<JobId>, Error> {
    match ending {
        Ending::Known(over) => Ok(over),
        Ending::Asked(asked) => tx.answer(asked),
    }
}

/// Lets a job be begun again after a run; `false` when the run is not the job's any more, or the job was asked to stop.
pub fn again(tx: &mut Tx<'_>, team: TeamId, run: &Again, now: At) -> Result<bool, Error> {
    let Fence { id, attempt, owner } = &run.fence;
    let stage = if run.due > now { Stage::Scheduled } else { Stage::Ready };
    let values = params![
        team.0,
        id.0,
        *attempt,
        owner,
        stage.word(),
        run.due.micros(),
        run.failures,
        run.crashes,
        &run.error
    ];
    Ok(tx.execute(&AGAIN, values)? == 1)
}

/// Ends a job that has not begun; `false` when it has, or is over.
pub fn cancel_waiting(tx: &mut Tx<'_>, team: TeamId, id: JobId, now: At) -> Result<bool, Error> {
    let order = tx.row(&LOCK_WAITING, params![team.0, id.0], |row| row.get::<Option<i64>>(0))?;
    let Some(order) = order else { return Ok(false) };
    tx.put(&CANCEL_WAITING, params![team.0, id.0, now.micros()])?;
    tx.put(&GONE_WAITING, params![team.0, id.0])?;
    if let Some(order) = order {
        next_of_order(tx, team, TicketId(order), now)?;
    }
    Ok(true)
}

/// Lets the first job of an order that is not over go on, where it waited for one that is.
pub fn next_of_order(tx: &mut Tx<'_>, team: TeamId, order: TicketId, now: At) -> Result<(), Error> {
    tx.put(&NEXT_OF_ORDER, params![team.0, order.0, now.micros()])
}

/// Readies at most `most` jobs whose time has come; how many.
pub fn ready_due(tx: &mut Tx<'_>, team: TeamId, now: At, most: i64) -> Result<u64, Error> {
    tx.execute(&DUE, params![team.0, now.micros(), most])
}

/// When the next scheduled job is due.
pub fn next_due(tx: &mut Tx<'_>, team: TeamId) -> Result<Option<At>, Error> {
    tx.row(&NEXT_DUE, params![team.0], |row| Ok(At::from_micros(row.get(0)?)))
}

/// Whether a job waits for nothing but a node with room.
pub fn something_is_ready(tx: &mut Tx<'_>, team: TeamId) -> Result<bool, Error> {
    Ok(tx.row(&SOMETHING_READY, params![team.0], |_| Ok(()))?.is_some())
}
