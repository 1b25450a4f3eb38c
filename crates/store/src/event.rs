//! History: append only, one row a step, chained by hashes.

use crate::{
    comment::Reader,
    filter::{Columns, Reach, Written, histories, public_histories},
};
use domain::{
    At,
    history::{Body, Event, Kind, Reference, canonical, canonical_of},
    id::{Seq, TeamId, TicketId},
};
use sha2::{Digest, Sha256};
use sql::{Error, Param, Row, Tx, params};
use std::collections::HashMap;

macro_rules! select {
    ($($rest:expr),+) => {
        concat!(
            "SELECT seq, team_id, ticket_id, ticket_version, kind, actor, via, at, body, note, hash FROM event ",
            $($rest),+
        )
    };
}

/// Leaves out what was only said among staff: such a step has changed nothing else. Quotes inside a value are escaped, and the
/// changes stand first in a body.
macro_rules! public {
    () => {
        " AND NOT (body LIKE '{\"changes\":[],%' AND body LIKE '%\"audience\":\"staff\"%') "
    };
}

sql::statements! {
    INSERT = "INSERT INTO event (seq, team_id, ticket_id, ticket_version, kind, actor, via, at, body, note, hash)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    PAGE = select!("WHERE team_id = $1 AND ticket_id = $2 AND ticket_version > $3 ORDER BY ticket_version LIMIT $4");
    PUBLIC_PAGE = select!("WHERE team_id = $1 AND ticket_id = $2 AND ticket_version > $3", public!(), "ORDER BY ticket_version LIMIT $4");
    FIRST_BETWEEN = select!("WHERE team_id = $1 AND ticket_id = $2 AND at > $3 AND at <= $4 ORDER BY ticket_version LIMIT $5");
    LAST_BETWEEN = select!("WHERE team_id = $1 AND ticket_id = $2 AND at > $3 AND at <= $4 ORDER BY ticket_version DESC LIMIT $5");
    PUBLIC_FIRST_BETWEEN = select!("WHERE team_id = $1 AND ticket_id = $2 AND at > $3 AND at <= $4", public!(), "ORDER BY ticket_version LIMIT $5");
    PUBLIC_LAST_BETWEEN = select!("WHERE team_id = $1 AND ticket_id = $2 AND at > $3 AND at <= $4", public!(), "ORDER BY ticket_version DESC LIMIT $5");
    /// Without the notes: they are not needed to undo a step.
    NEWER = "SELECT seq, team_id, ticket_id, ticket_version, kind, actor, via, at, body, '', hash FROM event
             WHERE team_id = $1 AND ticket_id = $2 AND at > $3 ORDER BY ticket_version DESC";
    LAST_AT = select!("WHERE team_id = $1 AND ticket_id = $2 AND at <= $3 ORDER BY ticket_version DESC LIMIT 1");
    /// What was said when they were made.
    FIRST_NOTES = {
        sqlite: "SELECT ticket_id, note FROM event
                 WHERE team_id = $1 AND ticket_version = 1 AND ticket_id IN (SELECT value FROM json_each($2))",
        postgres: "SELECT ticket_id, note FROM event
                   WHERE team_id = $1 AND ticket_version = 1
                     AND ticket_id = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)::bigint))",
    };
    /// The step with which a ticket came into its status.
    ENTERED = "SELECT ticket_version, at FROM event
               WHERE team_id = $1 AND ticket_id = $2 AND kind IN ('created', 'transitioned')
               ORDER BY ticket_version DESC LIMIT 1";
    REFERENCES = "SELECT body FROM event
                  WHERE team_id = $1 AND ticket_id = $2 AND ticket_version > $3 AND kind = 'referenced'
                  ORDER BY ticket_version";
    /// What post functions have said is of another kind.
    COMMENTED = "SELECT 1 FROM event
                 WHERE team_id = $1 AND ticket_id = $2 AND ticket_version > $3 AND kind IN ('commented', 'edited')
                   AND body LIKE '%\"comment\":%' LIMIT 1";
    HEAD = "SELECT head_hash FROM ticket WHERE team_id = $1 AND id = $2";
}

pub(crate) fn map(row: &Row<'_>) -> Result<Event, Error> {
    let kind = row.text(4)?;
    Ok(Event {
        seq: Seq(row.get(0)?),
        team: TeamId(row.get(1)?),
        ticket: TicketId(row.get(2)?),
        version: row.get(3)?,
        kind: crate::word(Kind::parse(kind), "event.kind", kind)?,
        actor: row.get(5)?,
        via: row.get(6)?,
        at: At::from_micros(row.get(7)?),
        body: crate::json(row.text(8)?)?,
        note: row.get(9)?,
    })
}

/// The hash that stands on a step: of the hash before it and every column of its own.
pub fn hash(previous: &str, event: &Event, body: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(previous.as_bytes());
    digest.update(canonical(event, body));
    crate::hex(&digest.finalize())
}

/// [`hash`] of the columns as they stand in the database, in the order of [`canonical_of`].
pub fn hash_of(previous: &str, numbers: [i64; 5], texts: [&str; 5]) -> String {
    let mut digest = Sha256::new();
    digest.update(previous.as_bytes());
    digest.update(canonical_of(numbers, texts));
    crate::hex(&digest.finalize())
}

/// Adds a step after the one whose hash is `previous` (empty for the first). Gives the step's own hash.
pub fn append(tx: &mut Tx<'_>, event: &Event, previous: &str) -> Result<String, Error> {
    let body = crate::to_json(&event.body)?;
    let hash = hash(previous, event, &body);
    let values = params![
        event.seq.0,
        event.team.0,
        event.ticket.0,
        event.version,
        event.kind.word(),
        &event.actor,
        &event.via,
        event.at.micros(),
        &body,
        &event.note,
        &hash
    ];
    tx.put(&INSERT, values)?;
    Ok(hash)
}

/// At most `limit` steps of a ticket after version `after`, oldest first.
pub fn page(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    after: i64,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    tx.rows(&PAGE, params![team.0, ticket.0, after, limit], map)
}

/// As [`page`], without what was only said among others.
pub fn page_for(
    tx: &mut Tx<'_>,
    reader: Reader,
    (team, ticket): (TeamId, TicketId),
    after: i64,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    let statement = match reader {
        Reader::Staff => &PAGE,
        Reader::Customer => &PUBLIC_PAGE,
    };
    tx.rows(statement, params![team.0, ticket.0, after, limit], map)
}

/// As [`page_for`], those only that meet a filter, with what its fields are to whoever reads them.
pub fn filtered_page(
    tx: &mut Tx<'_>,
    reader: Reader,
    (team, ticket): (TeamId, TicketId),
    written: &Written,
    after: i64,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    let mut values: Vec<Param<'static>> = vec![team.0.into(), ticket.0.into(), after.into(), limit.into()];
    // Along the ticket's own steps, and by no index of the filter's.
    let (columns, seen): (Columns, _) = match reader {
        Reader::Staff => (histories, ""),
        Reader::Customer => (public_histories, public!()),
    };
    let condition = written.compile(columns, (tx.engine(), Reach::Check), &mut values)?;
    let sql = format!(
        "{}{seen} AND {condition} ORDER BY ticket_version LIMIT $4",
        select!("WHERE team_id = $1 AND ticket_id = $2 AND ticket_version > $3")
    );
    tx.dynamic_rows(&sql, &values, map)
}

/// Which end of a stretch of history is wanted, where it is longer than what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The oldest steps.
    First,
    /// The newest steps.
    Last,
}

/// At most `limit` steps of a ticket after one moment and not after another, oldest first, without what was only said among others.
pub fn between(
    tx: &mut Tx<'_>,
    reader: Reader,
    (team, ticket): (TeamId, TicketId),
    moments: (i64, i64),
    end: End,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    let values = params![team.0, ticket.0, moments.0, moments.1, limit];
    let statement = match (end, reader) {
        (End::First, Reader::Staff) => &FIRST_BETWEEN,
        (End::First, Reader::Customer) => &PUBLIC_FIRST_BETWEEN,
        (End::Last, Reader::Staff) => &LAST_BETWEEN,
        (End::Last, Reader::Customer) => &PUBLIC_LAST_BETWEEN,
    };
    let mut found = tx.rows(statement, values, map)?;
    if end == End::Last {
        found.reverse();
    }
    Ok(found)
}

/// What was said with the first steps of these tickets, in one statement.
pub fn first_notes(
    tx: &mut Tx<'_>,
    team: TeamId,
    tickets: &[TicketId],
) -> Result<HashMap<TicketId, String>, Error> {
    let ids: Vec<i64> = tickets.iter().map(|t| t.0).collect();
    let found = tx.rows(&FIRST_NOTES, params![team.0, crate::to_json(&ids)?], |row| {
        Ok((TicketId(row.get(0)?), row.get(1)?))
    })?;
    Ok(found.into_iter().collect())
}

/// The steps of a ticket after a moment, newest first, and the last one not after it.
pub fn around(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    then: At,
) -> Result<(Vec<Event>, Option<Event>), Error> {
    let newer = tx.rows(&NEWER, params![team.0, ticket.0, then.micros()], map)?;
    Ok((newer, tx.row(&LAST_AT, params![team.0, ticket.0, then.micros()], map)?))
}

/// The version and the time of the step with which a ticket came into its status; nothing for a ticket without history.
pub fn entered(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Option<(i64, At)>, Error> {
    tx.row(&ENTERED, params![team.0, ticket.0], |row| Ok((row.get(0)?, At::from_micros(row.get(1)?))))
}

/// What has named a ticket after its version `after`, oldest first.
pub fn references(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    after: i64,
) -> Result<Vec<Reference>, Error> {
    let bodies =
        tx.rows(&REFERENCES, params![team.0, ticket.0, after], |row| crate::json::<Body>(row.text(0)?))?;
    Ok(bodies.into_iter().filter_map(|body| body.about.reference).collect())
}

/// Whether somebody has commented on a ticket after its version `after`.
pub fn commented(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, after: i64) -> Result<bool, Error> {
    Ok(tx.row(&COMMENTED, params![team.0, ticket.0, after], |_| Ok(()))?.is_some())
}

/// Whether a ticket's chain holds: versions from 1 without gaps, each hash right, the last one on the ticket.
/// `Ok(None)` when it does; otherwise the version at which it breaks.
pub fn verify(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Option<i64>, Error> {
    let head: Option<String> = tx.row(&HEAD, params![team.0, ticket.0], |row| row.get(0))?;
    let (mut previous, mut version) = (String::new(), 0);
    loop {
        let steps = tx.rows(&PAGE, params![team.0, ticket.0, version, 500], |row| {
            Ok((map(row)?, row.get::<String>(8)?, row.get::<String>(10)?))
        })?;
        if steps.is_empty() {
            return Ok((head.as_deref() != Some(&previous)).then_some(version));
        }
        for (event, body, stored) in steps {
            version += 1;
            if event.version != version || hash(&previous, &event, &body) != stored {
                return Ok(Some(version));
            }
            previous = stored;
        }
    }
}
