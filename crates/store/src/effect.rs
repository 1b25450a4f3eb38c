//! Post functions that steps have brought about: one row each, written with the step and its job. The row says what the job is to
//! do and what may come of it, and what came of it in the end; when it is done, and how often it is tried, is the job's.

use domain::{
    At,
    field::Names,
    id::{JobId, TeamId, TicketId},
    workflow::{cause::Cause, post_function::PostFunction},
};
use sql::{Error, Row, Tx, params};

/// How long one that has ended is kept, in seconds: 30 days. Its outcome stands in the history.
pub const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// How far a post function is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is still to be run, or to be run again.
    Waiting,
    /// It was run.
    Done,
    /// There was nothing for it to do: why not is said.
    Skipped,
    /// It was tried as often as it is, in vain.
    Failed,
    /// Somebody has stopped its job.
    Canceled,
}

impl State {
    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        let all = [Self::Waiting, Self::Done, Self::Skipped, Self::Failed, Self::Canceled];
        all.into_iter().find(|state| state.word() == word)
    }
}

/// A post function of a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The version of the ticket after the step that it follows.
    pub version: i64,
    /// Its place among the post functions of that step, from 0.
    pub place: i64,
    /// What is to be done.
    pub function: PostFunction,
    /// The user name of who took the step.
    pub actor: String,
    /// What may still come of it.
    pub cause: Cause,
    /// How far it is.
    pub state: State,
    /// How often it was tried in vain.
    pub attempts: i64,
    /// When it is tried next; nothing once it has ended.
    pub due: Option<At>,
    /// Why it was in vain, the last time.
    pub why: Option<Names>,
    /// When the step was.
    pub created: At,
    /// When it ended.
    pub ended: Option<At>,
    /// Its job; unknown of what ended before post functions were jobs.
    pub job: Option<JobId>,
    /// The first characters of its job's result, as JSON text, as long as that is kept.
    pub result: Option<String>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT e.ticket_version, e.place, e.definition, e.actor, e.chain, e.budget, e.state, COALESCE(j.failures, e.attempts),
               COALESCE(j.due_at, e.due_at), e.why, j.error, e.created_at, e.ended_at, e.job_id, substr(d.result, 1, 500)
             FROM effect e LEFT JOIN job j ON j.team_id = e.team_id AND j.id = e.job_id
               LEFT JOIN job_done d ON d.team_id = e.team_id AND d.id = e.job_id ",
            $rest
        )
    };
}

sql::statements! {
    INSERT = "INSERT INTO effect (team_id, ticket_id, ticket_version, place, definition, actor, chain, budget, state, attempts,
                created_at, job_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, $9, $10)";
    OF_JOB = select!("WHERE e.team_id = $1 AND e.job_id = $2");
    AFTER = "SELECT 1 FROM effect
             WHERE team_id = $1 AND ticket_id = $2 AND ticket_version = $3 AND place > $4 LIMIT 1";
    LIST = select!("WHERE e.team_id = $1 AND e.ticket_id = $2 ORDER BY e.ticket_version, e.place");
    /// Those of a server that had no jobs for them.
    JOBLESS = select!("WHERE e.team_id = $1 AND e.ticket_id = $2 AND e.job_id IS NULL AND e.ended_at IS NULL
                       ORDER BY e.ticket_version, e.place");
    JOBLESS_TICKETS = "SELECT DISTINCT ticket_id FROM effect
                       WHERE team_id = $1 AND job_id IS NULL AND ended_at IS NULL ORDER BY ticket_id LIMIT $2";
    SET_JOB = "UPDATE effect SET job_id = $5, state = 'waiting', due_at = NULL, ended_at = NULL
               WHERE team_id = $1 AND ticket_id = $2 AND ticket_version = $3 AND place = $4";
    TRIED = "UPDATE effect SET why = $3 WHERE team_id = $1 AND job_id = $2 AND ended_at IS NULL";
    /// What is next due of one that has ended is that it is forgotten.
    END = "UPDATE effect SET state = $3, why = $4, attempts = $5, ended_at = $6, due_at = $7
           WHERE team_id = $1 AND job_id = $2 AND ended_at IS NULL";
    /// What may still come of a job, kept from its other changes until the commit.
    LEFT = {
        sqlite: "SELECT chain, budget FROM effect WHERE team_id = $1 AND job_id = $2",
        postgres: "SELECT chain, budget FROM effect WHERE team_id = $1 AND job_id = $2 FOR UPDATE",
    };
    SET_LEFT = "UPDATE effect SET chain = $3, budget = $4 WHERE team_id = $1 AND job_id = $2";
    OLD = "SELECT ticket_id, ticket_version, place FROM effect
           WHERE team_id = $1 AND due_at <= $2 AND ended_at IS NOT NULL ORDER BY due_at LIMIT $3";
    FORGET = "DELETE FROM effect WHERE team_id = $1 AND ticket_id = $2 AND ticket_version = $3 AND place = $4
              AND ended_at IS NOT NULL";
}

fn map(row: &Row<'_>) -> Result<Effect, Error> {
    let state = row.text(6)?;
    let ended = row.get::<Option<i64>>(12)?.map(At::from_micros);
    let said = |error: String| Names { zh: error.clone(), en: error };
    let error = row.get::<Option<String>>(10)?.map(said);
    let why = row.get::<Option<String>>(9)?.map(|text| crate::json(&text)).transpose()?;
    Ok(Effect {
        version: row.get(0)?,
        place: row.get(1)?,
        function: crate::json(row.text(2)?)?,
        actor: row.get(3)?,
        cause: Cause { chain: row.get(4)?, budget: row.get(5)? },
        state: crate::word(State::parse(state), "effect.state", state)?,
        attempts: row.get(7)?,
        due: row.get::<Option<i64>>(8)?.filter(|_| ended.is_none()).map(At::from_micros),
        why: why.or(error),
        created: At::from_micros(row.get(11)?),
        ended,
        job: row.get::<Option<i64>>(13)?.map(JobId),
        result: row.get(14)?,
    })
}

/// Adds one, which is done by a job.
pub fn insert(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    (version, place, job): (i64, i64, JobId),
    function: &PostFunction,
    (actor, cause, at): (&str, Cause, At),
) -> Result<(), Error> {
    let definition = crate::to_json(function)?;
    let (chain, budget) = (cause.chain, cause.budget);
    let values =
        params![team.0, ticket.0, version, place, definition, actor, chain, budget, at.micros(), job.0];
    tx.put(&INSERT, values)
}

/// What a job is to do, if it is a post function's.
pub fn of_job(tx: &mut Tx<'_>, team: TeamId, job: JobId) -> Result<Option<Effect>, Error> {
    tx.row(&OF_JOB, params![team.0, job.0], map)
}

/// Whether it has others after it of the same step.
pub fn has_more(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, effect: &Effect) -> Result<bool, Error> {
    let more = tx.row(&AFTER, params![team.0, ticket.0, effect.version, effect.place], |_| Ok(()))?;
    Ok(more.is_some())
}

/// A ticket's, oldest first.
pub fn list(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Vec<Effect>, Error> {
    tx.rows(&LIST, params![team.0, ticket.0], map)
}

/// At most `limit` tickets with post functions that have not ended and have no job: of a server from before they were jobs.
pub fn jobless_tickets(tx: &mut Tx<'_>, team: TeamId, limit: i64) -> Result<Vec<TicketId>, Error> {
    tx.rows(&JOBLESS_TICKETS, params![team.0, limit], |row| Ok(TicketId(row.get(0)?)))
}

/// Those of a ticket, oldest first.
pub fn jobless(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Vec<Effect>, Error> {
    tx.rows(&JOBLESS, params![team.0, ticket.0], map)
}

/// Has one done, or done again, by a job.
pub fn set_job(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    (version, place): (i64, i64),
    job: JobId,
) -> Result<(), Error> {
    tx.put(&SET_JOB, params![team.0, ticket.0, version, place, job.0])
}

/// Tells why an attempt was in vain.
pub fn tried(tx: &mut Tx<'_>, team: TeamId, job: JobId, why: &Names) -> Result<(), Error> {
    tx.put(&TRIED, params![team.0, job.0, crate::to_json(why)?])
}

/// Ends the one that a job was to do, after so many attempts in vain; `false` when it had ended.
pub fn end(
    tx: &mut Tx<'_>,
    team: TeamId,
    (job, attempts): (JobId, i64),
    (state, why): (State, Option<&Names>),
    at: At,
) -> Result<bool, Error> {
    let why = why.map(crate::to_json).transpose()?;
    let forget = at.plus_seconds(KEPT_SECONDS);
    let values = params![team.0, job.0, state.word(), why, attempts, at.micros(), forget.micros()];
    Ok(tx.execute(&END, values)? == 1)
}

/// What may still come of a job that is a post function's, kept from its other changes until the commit.
pub fn left(tx: &mut Tx<'_>, team: TeamId, job: JobId) -> Result<Option<Cause>, Error> {
    tx.row(&LEFT, params![team.0, job.0], |row| Ok(Cause { chain: row.get(0)?, budget: row.get(1)? }))
}

/// Says what may still come of a job.
pub fn set_left(tx: &mut Tx<'_>, team: TeamId, job: JobId, left: Cause) -> Result<(), Error> {
    tx.put(&SET_LEFT, params![team.0, job.0, left.chain, left.budget])
}

/// Forgets at most `limit` of those that ended longer than [`KEPT_SECONDS`] ago; how many there were.
pub fn forget(tx: &mut Tx<'_>, team: TeamId, now: At, limit: i64) -> Result<usize, Error> {
    let key = |row: &Row<'_>| Ok([row.get::<i64>(0)?, row.get(1)?, row.get(2)?]);
    let mut old = tx.rows(&OLD, params![team.0, now.micros(), limit], key)?;
    // In one order on every node, so that none waits for another that waits for it.
    old.sort_unstable();
    for [ticket, version, place] in &old {
        tx.put(&FORGET, params![team.0, *ticket, *version, *place])?;
    }
    Ok(old.len())
}
