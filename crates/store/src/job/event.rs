//! What runs tell while they go on.

use super::turn::Fence;
use domain::{
    At,
    id::{JobId, TeamId},
    job::{EventType, Told},
};
use sql::{EngineKind, Error, Row, Tx, params};

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place: 1, 2, 3 … without gaps.
    pub seq: i64,
    /// What it tells of.
    pub kind: EventType,
    /// In words.
    pub message: String,
    /// How far the job is, 0 to 100.
    pub progress: Option<i64>,
    /// Anything else, as JSON text.
    pub payload: Option<String>,
    /// When.
    pub at: At,
}

/// Where the events of a job have come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// The place of the newest.
    pub seq: i64,
    /// The bytes of all.
    pub bytes: i64,
    /// How far the job is.
    pub progress: Option<i64>,
}

sql::statements! {
    /// Only who runs the job adds to its events, so `last_seq` is known to them.
    ADVANCE = "UPDATE job SET last_seq = $6, event_bytes = $7, progress = $8
               WHERE team_id = $1 AND id = $2 AND attempt = $3 AND owner = $4 AND stage || '' = 'running' AND last_seq = $5";
    INSERT = "INSERT INTO job_event (team_id, job_id, seq, type, message, progress, payload, at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    INSERT_MANY = {
        sqlite: "SELECT $1, $2, $3, $4",
        postgres: "INSERT INTO job_event (team_id, job_id, seq, type, message, progress, payload, at)
                   SELECT $1, $2, e.seq, e.type, e.message, e.progress, e.payload, $4
                   FROM json_to_recordset($3::text::json) AS e (seq BIGINT, type TEXT, message TEXT, progress BIGINT,
                                                                payload TEXT)",
    };
    AFTER = "SELECT seq, type, message, progress, payload, at FROM job_event
             WHERE team_id = $1 AND job_id = $2 AND seq > $3 ORDER BY seq LIMIT $4";
}

/// One event for the list that `PostgreSQL` is given.
#[derive(serde::Serialize)]
struct Line<'a> {
    seq: i64,
    #[serde(rename = "type")]
    kind: &'static str,
    message: &'a str,
    progress: Option<i64>,
    payload: Option<&'a str>,
}

/// Adds events of a run after `from`, whose newest then is at `to`; `false` when the run is not the job's any more.
pub fn append(
    tx: &mut Tx<'_>,
    team: TeamId,
    fence: &Fence,
    (from, to): (Mark, Mark),
    events: &[Told],
    at: At,
) -> Result<bool, Error> {
    let Fence { id, attempt, owner } = fence;
    let values = params![team.0, id.0, *attempt, owner, from.seq, to.seq, to.bytes, to.progress];
    if tx.execute(&ADVANCE, values)? != 1 {
        return Ok(false);
    }
    let lines = (from.seq + 1..).zip(events).map(|(seq, told)| Line {
        seq,
        kind: told.kind.word(),
        message: &told.message,
        progress: told.progress,
        payload: told.payload.as_deref(),
    });
    if tx.engine() == EngineKind::Postgres && events.len() > 1 {
        let lines: Vec<_> = lines.collect();
        tx.put(&INSERT_MANY, params![team.0, id.0, crate::to_json(&lines)?, at.micros()])?;
        return Ok(true);
    }
    for Line { seq, kind, message, progress, payload } in lines {
        tx.put(&INSERT, params![team.0, id.0, seq, kind, message, progress, payload, at.micros()])?;
    }
    Ok(true)
}

fn map(row: &Row<'_>) -> Result<Event, Error> {
    let kind = row.text(1)?;
    Ok(Event {
        seq: row.get(0)?,
        kind: crate::word(EventType::parse(kind), "job_event.type", kind)?,
        message: row.get(2)?,
        progress: row.get(3)?,
        payload: row.get(4)?,
        at: At::from_micros(row.get(5)?),
    })
}

/// At most `limit` events of a job after a place, in order. The outcome is not among them.
pub fn after(tx: &mut Tx<'_>, team: TeamId, job: JobId, seq: i64, limit: i64) -> Result<Vec<Event>, Error> {
    tx.rows(&AFTER, params![team.0, job.0, seq, limit], map)
}
