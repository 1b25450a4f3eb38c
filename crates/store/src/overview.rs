//! Counts for `gongdan status` and the checks of `gongdan doctor`.

use domain::{
    At,
    id::{TeamId, TicketId},
};
use sql::{Error, Tx, params};

sql::statements! {
    COUNTS = "SELECT
                (SELECT COUNT(*) FROM ticket), (SELECT COUNT(*) FROM event), (SELECT COUNT(*) FROM comment),
                (SELECT COUNT(*) FROM account), (SELECT COUNT(*) FROM project), (SELECT COUNT(*) FROM attachment),
                (SELECT MAX(at) FROM event)";
    SIZE = {
        sqlite: "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        postgres: "SELECT pg_database_size(current_database())",
    };
    NEWEST_EVENT = "SELECT at FROM event ORDER BY team_id DESC, seq DESC LIMIT 1";
    AUDITED = "SELECT at FROM audit WHERE team_id = $1 ORDER BY seq DESC LIMIT $2";
    NEWEST = "SELECT team_id, id FROM ticket ORDER BY team_id DESC, updated_at DESC, id DESC LIMIT $1";
    HIGHEST = "SELECT (SELECT id FROM ticket WHERE team_id = $1 ORDER BY id DESC LIMIT 1),
                      (SELECT seq FROM event WHERE team_id = $1 ORDER BY seq DESC LIMIT 1),
                      (SELECT id FROM comment WHERE team_id = $1 ORDER BY id DESC LIMIT 1)";
    PEOPLE = "SELECT COUNT(*) FROM account WHERE team_id = $1";
    /// Each of them counted so far at most; failures since a time.
    WAITING = "SELECT
                 (SELECT COUNT(*) FROM (SELECT 1 FROM search_due WHERE team_id = $1 ORDER BY ticket_id LIMIT $3) AS due),
                 (SELECT COUNT(*) FROM (SELECT 1 FROM delivery WHERE team_id = $1 AND state = 'waiting'
                                        ORDER BY webhook, due_at LIMIT $3) AS waiting),
                 (SELECT COUNT(*) FROM (SELECT 1 FROM delivery WHERE team_id = $1 AND ended_at >= $2 AND state = 'failed'
                                        ORDER BY ended_at LIMIT $3) AS failed)";
    RUNNERS = "SELECT worker, COUNT(*) FROM job WHERE team_id = $1 AND stage = 'running' AND lease_until >= $2
               GROUP BY worker ORDER BY worker LIMIT 100";
    CONNECTIONS = {
        sqlite: "SELECT 0, 0",
        postgres: "SELECT (SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()),
                          current_setting('max_connections')::bigint",
    };
}

/// How much there is.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each counts the rows it names")]
pub struct Counts {
    pub tickets: i64,
    pub events: i64,
    pub comments: i64,
    pub users: i64,
    pub projects: i64,
    pub attachments: i64,
    /// When the newest step of history says it was.
    pub newest_event: Option<At>,
    /// The database's size in bytes.
    pub bytes: i64,
}

/// Counts everything.
pub fn counts(tx: &mut Tx<'_>) -> Result<Counts, Error> {
    let bytes = tx.row(&SIZE, params![], |row| row.get(0))?.unwrap_or(0);
    tx.row(&COUNTS, params![], |row| {
        Ok(Counts {
            tickets: row.get(0)?,
            events: row.get(1)?,
            comments: row.get(2)?,
            users: row.get(3)?,
            projects: row.get(4)?,
            attachments: row.get(5)?,
            newest_event: row.get::<Option<i64>>(6)?.map(At::from_micros),
            bytes,
        })
    })?
    .ok_or_else(|| Error::Corrupt("counting gave no row".to_owned()))
}

/// The tickets that were changed last.
pub fn newest(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<(TeamId, TicketId)>, Error> {
    tx.rows(&NEWEST, params![limit], |row| Ok((TeamId(row.get(0)?), TicketId(row.get(1)?))))
}

/// When the step that was written last says it was.
pub fn newest_event(tx: &mut Tx<'_>) -> Result<Option<At>, Error> {
    tx.row(&NEWEST_EVENT, params![], |row| row.get(0).map(At::from_micros))
}

/// The times of the newest entries of the audit, the newest first.
pub fn audited(tx: &mut Tx<'_>, team: TeamId, limit: i64) -> Result<Vec<At>, Error> {
    tx.rows(&AUDITED, params![team.0, limit], |row| row.get(0).map(At::from_micros))
}

/// What can be told at any time without looking at many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulse {
    /// The largest number of a ticket.
    pub tickets: i64,
    /// The largest number of a step.
    pub steps: i64,
    /// The largest number of a comment.
    pub comments: i64,
    /// The database's size in bytes.
    pub bytes: i64,
    /// Connections to the database, of everybody; 0 where there are none.
    pub connections: i64,
    /// How many there may be.
    pub most_connections: i64,
}

/// Reads it.
pub fn pulse(tx: &mut Tx<'_>, team: TeamId) -> Result<Pulse, Error> {
    let number = |value: Option<i64>| value.unwrap_or(0);
    let highest = tx.row(&HIGHEST, params![team.0], |row| {
        Ok((number(row.get(0)?), number(row.get(1)?), number(row.get(2)?)))
    })?;
    let (tickets, steps, comments) = highest.unwrap_or_default();
    let connections = tx.row(&CONNECTIONS, params![], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (connections, most_connections) = connections.unwrap_or_default();
    let bytes = tx.row(&SIZE, params![], |row| row.get(0))?.unwrap_or(0);
    Ok(Pulse { tickets, steps, comments, bytes, connections, most_connections })
}

/// People, and what waits to be written or sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Accounts.
    pub people: i64,
    /// Tickets whose words are not in the search's index yet.
    pub unindexed: i64,
    /// Messages to webhooks that are to be sent.
    pub deliveries: i64,
    /// Messages to webhooks that were given up.
    pub failed_deliveries: i64,
}

/// Reads it: of what was given up since a time, and of each but the people at most `most`.
pub fn waiting(tx: &mut Tx<'_>, team: TeamId, since: At, most: i64) -> Result<Waiting, Error> {
    let people = tx.row(&PEOPLE, params![team.0], |row| row.get(0))?.unwrap_or(0);
    tx.row(&WAITING, params![team.0, since.micros(), most], |row| {
        Ok(Waiting {
            people,
            unindexed: row.get(0)?,
            deliveries: row.get(1)?,
            failed_deliveries: row.get(2)?,
        })
    })?
    .ok_or_else(|| Error::Corrupt("counting gave no row".to_owned()))
}

/// Who runs jobs now, by the names that people are shown, and how many each.
pub fn runners(tx: &mut Tx<'_>, team: TeamId, now: At) -> Result<Vec<(String, i64)>, Error> {
    tx.rows(&RUNNERS, params![team.0, now.micros()], |row| Ok((row.get(0)?, row.get(1)?)))
}
