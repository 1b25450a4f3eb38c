//! Jobs that are done to their tickets themselves: begun, done and ended in one transaction that holds the ticket's row. Nobody
//! ever sees one run, so none has a lease that could run out, and whoever is killed leaves it as it was.

use super::turn::{Begun, Fence, Taker, begun_columns, map};
use domain::{
    function::Kind,
    id::{JobId, TeamId, TicketId},
};
use sql::{Error, Tx, params};

sql::statements! {
    /// At most so many of each kind.
    TICKETS = "SELECT ticket_id FROM (
                 SELECT ticket_id FROM job_end WHERE team_id = $1 ORDER BY job_id LIMIT $2) AS e
               UNION SELECT order_key FROM (
                 SELECT order_key FROM job WHERE team_id = $1 AND lane = 'c' AND stage = 'ready'
                 ORDER BY priority DESC, id LIMIT $2) AS j";
    SOMETHING = "SELECT 1 FROM (SELECT 1 AS one FROM job_end WHERE team_id = $1 LIMIT 1) AS e
                 UNION ALL SELECT 1 FROM (
                   SELECT 1 AS one FROM job WHERE team_id = $1 AND lane = 'c' AND stage = 'ready' LIMIT 1) AS j
                 LIMIT 1";
    FIRST = "SELECT id, attempt FROM job
             WHERE team_id = $1 AND order_key = $2 AND lane = 'c' AND stage || '' = 'ready' ORDER BY id LIMIT 1";
    BEGIN = concat!(
        "UPDATE job SET stage = 'running', attempt = attempt + 1, owner = $4, worker = $5, started_at = $6
         WHERE team_id = $1 AND id = $2 AND attempt = $3 AND lane = 'c' AND stage || '' = 'ready'
         RETURNING ", begun_columns!());
    HAND_OVER = "UPDATE job SET stage = 'ready', function_version = $5, kind = $6, lane = $7, params = $8, timeout_ms = $9,
                   max_attempts = $10, attempt = attempt - 1, failures = 0, error = NULL, owner = '', worker = '',
                   started_at = NULL
                 WHERE team_id = $1 AND id = $2 AND attempt = $3 AND owner = $4 AND stage || '' = 'running'";
}

/// What becomes of a post function's job once it is known which function it runs.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is what it is in `job::New`")]
pub struct Handed<'a> {
    pub version: i64,
    pub kind: Kind,
    pub lane: &'a str,
    pub params: &'a str,
    pub timeout_ms: i64,
    pub max_attempts: i64,
}

/// Tickets to which something is to be done or told, at most `limit` for either reason.
pub fn tickets(tx: &mut Tx<'_>, team: TeamId, limit: i64) -> Result<Vec<TicketId>, Error> {
    tx.rows(&TICKETS, params![team.0, limit], |row| Ok(TicketId(row.get(0)?)))
}

/// Whether there is such a ticket.
pub fn something(tx: &mut Tx<'_>, team: TeamId) -> Result<bool, Error> {
    Ok(tx.row(&SOMETHING, params![team.0], |_| Ok(()))?.is_some())
}

/// The job that is to be done to a ticket next, if it is ready, and how often it was tried.
pub fn first(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Option<(JobId, i64)>, Error> {
    tx.row(&FIRST, params![team.0, ticket.0], |row| Ok((JobId(row.get(0)?), row.get(1)?)))
}

/// Begins a job that was seen ready after so many attempts; nothing where somebody else has. The ticket's row must be locked, and
/// the transaction must end the run.
pub fn begin(
    tx: &mut Tx<'_>,
    team: TeamId,
    (job, attempt): (JobId, i64),
    taker: &Taker<'_>,
) -> Result<Option<Begun>, Error> {
    let values = params![team.0, job.0, attempt, taker.owner, taker.worker, taker.now.micros()];
    let begun = tx.row(&BEGIN, values, map)?;
    Ok(begun.map(|run| Begun { began: taker.now, ..run }))
}

/// Lets whoever does such functions begin a job anew, as its first attempt.
pub fn hand_over(tx: &mut Tx<'_>, team: TeamId, fence: &Fence, handed: &Handed<'_>) -> Result<(), Error> {
    let Handed { version, kind, lane, params, timeout_ms, max_attempts } = *handed;
    let values = params![
        team.0,
        fence.id.0,
        fence.attempt,
        &fence.owner,
        version,
        kind.word(),
        lane,
        params,
        timeout_ms,
        max_attempts
    ];
    tx.put(&HAND_OVER, values)
}
