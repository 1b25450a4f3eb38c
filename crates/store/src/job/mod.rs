//! Jobs: those that are not over ([`job`](self) rows that change) and those that are (rows that never change again).
//!
//! The fence of a run is (id, attempt, owner): whatever a run writes asks for it, and finds nothing once another attempt has
//! begun or the job is over. Who decides what becomes of a run is `domain::job`.
//!
//! Where a job is asked for by its number, its stage stands as `stage || ''`: so no planner takes the index of all that are
//! running or ready instead of the number's, however few it thinks they are.

pub mod effect;
pub mod end;
pub mod event;
pub mod key;
pub mod lease;
pub mod list;
pub mod post;
pub mod retain;
pub mod turn;

use domain::{
    At,
    function::Kind,
    id::{JobId, TeamId, TicketId},
    job::{Stage, State},
};
use sql::{Error, Row, Tx, params};
use std::collections::HashMap;

/// A job, over or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub id: JobId,
    /// The function that it runs.
    pub function: String,
    /// The version of that: the newest when the job was asked for.
    pub version: i64,
    /// Who does the work.
    pub kind: Kind,
    /// The user name of who asked for it.
    pub actor: String,
    /// The ticket that it is about.
    pub ticket: Option<TicketId>,
    /// The game that it is for; may be empty.
    pub game_id: String,
    /// The environment that it is for; may be empty.
    pub env: String,
    /// Its parameters as JSON text; empty in lists.
    pub params: String,
    /// The higher is first.
    pub priority: i64,
    /// How often it may fail.
    pub max_attempts: i64,
    /// How often it was begun.
    pub attempt: i64,
    /// How often it has failed and was tried again.
    pub failures: i64,
    /// How often whoever ran it was lost.
    pub crashes: i64,
    /// Who runs it, or ran it last.
    pub worker: String,
    /// How far it is, 0 to 100.
    pub progress: Option<i64>,
    /// The place of its newest event; 0 for none. That of its outcome is the next one.
    pub last_seq: i64,
    /// How it stands.
    pub state: State,
    /// What keeps it, while it is not over.
    pub stage: Option<Stage>,
    /// Its result as JSON text; none in lists.
    pub result: Option<String>,
    /// What went wrong, the last time.
    pub error: Option<String>,
    /// What ties it to the request that asked for it; may be empty.
    pub trace_id: String,
    /// When it was asked for.
    pub created: At,
    /// When it was begun, the last time.
    pub started: Option<At>,
    /// When it was over.
    pub ended: Option<At>,
    /// When it is begun at the earliest, while it is not over.
    pub due: Option<At>,
    /// When somebody asked for it to be stopped, while it is not over.
    pub cancel_asked: Option<At>,
}

/// A job that is asked for.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is what it is in `Job`")]
pub struct New<'a> {
    pub id: JobId,
    pub function: &'a str,
    pub version: i64,
    pub kind: Kind,
    pub actor: &'a str,
    pub ticket: Option<TicketId>,
    /// Jobs with the same are run one after another, in the order of their numbers.
    pub order: Option<TicketId>,
    pub game_id: &'a str,
    pub env: &'a str,
    pub params: &'a str,
    pub priority: i64,
    pub stage: Stage,
    pub due: At,
    /// How long one attempt may take, in milliseconds.
    pub timeout_ms: i64,
    pub max_attempts: i64,
    /// Who may begin it: [`lane`].
    pub lane: &'a str,
    pub trace_id: &'a str,
    pub created: At,
}

/// The lane of what any node runs as it has room.
pub const LANE_OWN: &str = "a";
/// The lane of what is over as soon as it is begun.
pub const LANE_NOOP: &str = "b";
/// The lane of what is done to tickets themselves: each in the one transaction that also ends it ([`post`]).
pub const LANE_POST: &str = "c";
/// How the lanes of functions begin of which only so many jobs may run at once.
pub const LANE_LIMITED: &str = "f:";
/// How the lanes of functions begin that outside workers do.
pub const LANE_WORKER: &str = "w:";

/// Who may begin the jobs of a function.
pub fn lane(function: &str, kind: Kind, concurrency: i64) -> String {
    match kind {
        Kind::Worker => format!("{LANE_WORKER}{function}"),
        _ if concurrency > 0 => format!("{LANE_LIMITED}{function}"),
        Kind::Noop => LANE_NOOP.to_owned(),
        Kind::Script | Kind::Http | Kind::Command | Kind::PostFunction | Kind::Bulk | Kind::Verify => {
            LANE_OWN.to_owned()
        }
    }
}

/// What both kinds of rows have, in the order of [`map`]: of a job that is not over.
macro_rules! hot {
    ($params:literal) => {
        concat!(
            "id, function_id, function_version, kind, actor, ticket_id, game_id, env, ", $params, " AS params, priority,
             max_attempts, attempt, failures, crashes, worker, progress, last_seq, stage AS state, CAST(NULL AS TEXT) AS result,
             error, trace_id, created_at, started_at, CAST(NULL AS BIGINT) AS ended_at, due_at, cancel_at"
        )
    };
}
/// The same of a job that is over.
macro_rules! over {
    ($params:literal, $result:literal) => {
        concat!(
            "id, function_id, function_version, kind, actor, ticket_id, game_id, env, ", $params, " AS params, priority,
             max_attempts, attempt, failures, crashes, worker, progress, last_seq, state, ", $result, " AS result,
             error, trace_id, created_at, started_at, ended_at, CAST(NULL AS BIGINT) AS due_at, CAST(NULL AS BIGINT) AS cancel_at"
        )
    };
}
pub(crate) use {hot, over};

sql::statements! {
    INSERT = "INSERT INTO job (team_id, id, function_id, function_version, kind, lane, actor, ticket_id, order_key, game_id, env,
                params, priority, stage, due_at, timeout_ms, max_attempts, attempt, failures, crashes, owner, worker, last_seq,
                event_bytes, trace_id, created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 0, 0, 0, '', '', 0, 0, $18, $19)";
    GET = concat!(
        "SELECT ", hot!("params"), " FROM job WHERE team_id = $1 AND id = $2
         UNION ALL SELECT ", over!("params", "result"), " FROM job_done WHERE team_id = $1 AND id = $2");
    STANDING = "SELECT actor, stage FROM job WHERE team_id = $1 AND id = $2
                UNION ALL SELECT actor, NULL FROM job_done WHERE team_id = $1 AND id = $2";
    PLACES = {
        sqlite: "SELECT id, last_seq FROM job WHERE team_id = $1 AND id IN (SELECT value FROM json_each($2))",
        postgres: "SELECT id, last_seq FROM job
                   WHERE team_id = $1 AND id = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)::bigint))",
    };
    /// The newest job of an order that is not over, kept from ending until the commit: whoever ends it sees what comes after.
    LAST_OF_ORDER = {
        sqlite: "SELECT id FROM job WHERE team_id = $1 AND order_key = $2 ORDER BY id DESC LIMIT 1",
        postgres: "SELECT id FROM job WHERE team_id = $1 AND order_key = $2 ORDER BY id DESC LIMIT 1 FOR KEY SHARE",
    };
    /// Who is outside cannot be stopped, only left behind: soon, instead of with the lease.
    CANCEL_RUNNING = "UPDATE job SET cancel_at = $3,
                        lease_until = CASE WHEN owner LIKE 'w:%' AND lease_until > $4 THEN $4 ELSE lease_until END
                      WHERE team_id = $1 AND id = $2 AND stage || '' = 'running' AND cancel_at IS NULL";
}

pub(crate) fn map(row: &Row<'_>) -> Result<Job, Error> {
    let (kind, word) = (row.text(3)?, row.text(17)?);
    let waiting = Stage::parse(word);
    let at = |index| Ok::<_, Error>(row.get::<Option<i64>>(index)?.map(At::from_micros));
    // `running` is a stage and a state: only what is over has an end.
    let ended = at(23)?;
    let state = match waiting {
        Some(stage) if ended.is_none() => stage.state(),
        _ => crate::word(State::parse(word), "job_done.state", word)?,
    };
    Ok(Job {
        id: JobId(row.get(0)?),
        function: row.get(1)?,
        version: row.get(2)?,
        kind: crate::word(Kind::parse(kind), "job.kind", kind)?,
        actor: row.get(4)?,
        ticket: row.get::<Option<i64>>(5)?.map(TicketId),
        game_id: row.get(6)?,
        env: row.get(7)?,
        params: row.get(8)?,
        priority: row.get(9)?,
        max_attempts: row.get(10)?,
        attempt: row.get(11)?,
        failures: row.get(12)?,
        crashes: row.get(13)?,
        worker: row.get(14)?,
        progress: row.get(15)?,
        last_seq: row.get(16)?,
        state,
        stage: waiting.filter(|_| ended.is_none()),
        result: row.get(18)?,
        error: row.get(19)?,
        trace_id: row.get(20)?,
        created: At::from_micros(row.get(21)?),
        started: at(22)?,
        ended,
        due: at(24)?,
        cancel_asked: at(25)?,
    })
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, new: &New<'_>) -> Result<(), Error> {
    let values = params![
        team.0,
        new.id.0,
        new.function,
        new.version,
        new.kind.word(),
        new.lane,
        new.actor,
        new.ticket.map(|ticket| ticket.0),
        new.order.map(|ticket| ticket.0),
        new.game_id,
        new.env,
        new.params,
        new.priority,
        new.stage.word(),
        new.due.micros(),
        new.timeout_ms,
        new.max_attempts,
        new.trace_id,
        new.created.micros()
    ];
    tx.put(&INSERT, values)
}

/// One, over or not.
pub fn get(tx: &mut Tx<'_>, team: TeamId, id: JobId) -> Result<Option<Job>, Error> {
    tx.row(&GET, params![team.0, id.0], map)
}

/// Who asked for a job, and what keeps it; no stage where it is over.
pub fn standing(tx: &mut Tx<'_>, team: TeamId, id: JobId) -> Result<Option<(String, Option<Stage>)>, Error> {
    tx.row(&STANDING, params![team.0, id.0], |row| {
        let stage = row.get::<Option<String>>(1)?;
        let stage = stage.map(|word| crate::word(Stage::parse(&word), "job.stage", &word)).transpose()?;
        Ok((row.get(0)?, stage))
    })
}

/// Where the events of those of these jobs have come to that are not over.
pub fn places(tx: &mut Tx<'_>, team: TeamId, jobs: &[JobId]) -> Result<HashMap<JobId, i64>, Error> {
    let place = |row: &Row<'_>| Ok((JobId(row.get(0)?), row.get(1)?));
    Ok(tx.rows(&PLACES, params![team.0, crate::to_json(&jobs)?], place)?.into_iter().collect())
}

/// Whether a job of this order is not over, or its ticket has still to be told of one. Until the commit the newest of them does
/// not end, so that whoever ends it readies what is added now. The ticket's row must be locked, so that numbers are in the order
/// of commits, and nobody tells the ticket meanwhile.
pub fn is_ordered_behind(tx: &mut Tx<'_>, team: TeamId, order: TicketId) -> Result<bool, Error> {
    let open = tx.ask(&LAST_OF_ORDER, params![team.0, order.0], |_| Ok(()))?;
    // Asked second: what ends in between stands here.
    let untold = tx.ask(&end::OF_TICKET, params![team.0, order.0], |_| Ok(()))?;
    let open = tx.answer_one(open)?.is_some();
    Ok(tx.answer_one(untold)?.is_some() || open)
}

/// Asks whoever runs a job to stop; `false` where nobody runs it, or was asked already. The lease of somebody outside is over
/// at `until` then, at the latest.
pub fn ask_to_stop(tx: &mut Tx<'_>, team: TeamId, id: JobId, now: At, until: At) -> Result<bool, Error> {
    Ok(tx.execute(&CANCEL_RUNNING, params![team.0, id.0, now.micros(), until.micros()])? == 1)
}
