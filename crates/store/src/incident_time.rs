//! What the histories of tickets come to in time: a row a ticket, written with the steps, so that figures need no history; and how
//! many tickets took how long, for the figures of the instance.

use domain::{
    At,
    id::{TeamId, TicketId},
    incident::{Measure, Severity, Times},
    workflow::StatusCategory,
};
use sql::{Error, Row, Tx, params};
use std::collections::HashMap;

/// The row of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The project's key.
    pub project: String,
    /// How severe it is now.
    pub severity: Severity,
    /// Its times.
    pub times: Times,
    /// When it was deleted, where it is.
    pub deleted: Option<At>,
    /// Which measures were counted for the figures of the instance, or came to be before any were: see [`Kept::is_counted`].
    pub counted: i64,
}

const fn bit(measure: Measure) -> i64 {
    match measure {
        Measure::Acknowledge => 1,
        Measure::Mitigate => 2,
        Measure::Resolve => 4,
    }
}

impl Kept {
    /// Whether a measure is not to be counted any more.
    pub const fn is_counted(&self, measure: Measure) -> bool {
        self.counted & bit(measure) != 0
    }

    /// Notes that a measure is not to be counted any more.
    pub const fn set_counted(&mut self, measure: Measure) {
        self.counted |= bit(measure);
    }
}

macro_rules! columns {
    () => {
        "project, severity, category, created_at, acknowledged_at, mitigated_at, resolved_first_at, resolved_last_at, reopened, paused, paused_since, deleted_at, counted"
    };
}
pub(crate) use columns;

/// How many tickets of a severity there are, and how many of them are over.
macro_rules! made {
    ($projects:literal) => {
        concat!(
            "SELECT severity, COUNT(*), CAST(SUM(CASE WHEN category IN ('resolved', 'closed') THEN 1 ELSE 0 END) AS BIGINT)
             FROM incident_time WHERE team_id = $1 AND project ",
            $projects,
            " AND created_at >= $3 AND created_at < $4 AND deleted_at IS NULL GROUP BY severity ORDER BY severity"
        )
    };
}

/// How long the tickets of a severity took, by rank: the ranks are those of the tickets that came to it.
macro_rules! spread {
    ($end:literal, $projects:literal) => {
        concat!(
            "SELECT severity, COUNT(*), CAST(SUM(took / 1000) AS BIGINT),
                    MIN(CASE WHEN place * 2 >= among THEN took END), MIN(CASE WHEN place * 10 >= among * 9 THEN took END)
             FROM (SELECT severity, took, ROW_NUMBER() OVER (PARTITION BY severity ORDER BY took) AS place,
                          COUNT(*) OVER (PARTITION BY severity) AS among
                   FROM (SELECT severity, CASE WHEN ",
            $end,
            " > created_at THEN ",
            $end,
            " - created_at ELSE 0 END AS took
                         FROM incident_time WHERE team_id = $1 AND project ",
            $projects,
            " AND created_at >= $3 AND created_at < $4 AND deleted_at IS NULL AND ",
            $end,
            " IS NOT NULL) AS measured) AS placed
             GROUP BY severity ORDER BY severity"
        )
    };
}

sql::statements! {
    GET = concat!("SELECT ", columns!(), " FROM incident_time WHERE team_id = $1 AND ticket_id = $2");
    OF_ALL = {
        sqlite: concat!("SELECT ticket_id, ", columns!(), " FROM incident_time
                         WHERE team_id = $1 AND ticket_id IN (SELECT value FROM json_each($2))"),
        postgres: concat!("SELECT ticket_id, ", columns!(), " FROM incident_time
                           WHERE team_id = $1 AND ticket_id = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)::bigint))"),
    };
    PUT = "INSERT INTO incident_time (team_id, ticket_id, project, severity, category, created_at, acknowledged_at, mitigated_at,
             resolved_first_at, resolved_last_at, reopened, paused, paused_since, deleted_at, counted)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
           ON CONFLICT (team_id, ticket_id) DO UPDATE SET severity = excluded.severity, category = excluded.category,
             created_at = excluded.created_at, acknowledged_at = excluded.acknowledged_at,
             mitigated_at = excluded.mitigated_at, resolved_first_at = excluded.resolved_first_at,
             resolved_last_at = excluded.resolved_last_at, reopened = excluded.reopened, paused = excluded.paused,
             paused_since = excluded.paused_since, deleted_at = excluded.deleted_at,
             counted = excluded.counted";
    /// The next tickets, each with whether it has a row.
    AFTER = "SELECT t.id, i.ticket_id FROM (SELECT id FROM ticket WHERE team_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS t
             LEFT JOIN incident_time i ON i.team_id = $1 AND i.ticket_id = t.id ORDER BY t.id";
    /// On `PostgreSQL` each connection adds in one of 8 lanes, so that writers seldom wait for each other.
    COUNT = {
        sqlite: "INSERT INTO incident_tally (team_id, measure, project, severity, bucket, lane, tickets, millis)
                 VALUES ($1, $2, $3, $4, $5, 0, 1, $6)
                 ON CONFLICT (team_id, measure, project, severity, bucket, lane)
                 DO UPDATE SET tickets = incident_tally.tickets + 1, millis = incident_tally.millis + excluded.millis",
        postgres: "INSERT INTO incident_tally (team_id, measure, project, severity, bucket, lane, tickets, millis)
                   VALUES ($1, $2, $3, $4, $5, pg_backend_pid() % 8, 1, $6)
                   ON CONFLICT (team_id, measure, project, severity, bucket, lane)
                   DO UPDATE SET tickets = incident_tally.tickets + 1, millis = incident_tally.millis + excluded.millis",
    };
    COUNTED = "SELECT measure, project, severity, bucket, CAST(SUM(tickets) AS BIGINT), CAST(SUM(millis) AS BIGINT)
               FROM incident_tally WHERE team_id = $1
               GROUP BY measure, project, severity, bucket ORDER BY project, severity, bucket";
    MADE = { sqlite: made!("IN (SELECT value FROM json_each($2))"), postgres: made!("= ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))") };
    ACKNOWLEDGE = {
        sqlite: spread!("acknowledged_at", "IN (SELECT value FROM json_each($2))"),
        postgres: spread!("acknowledged_at", "= ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))"),
    };
    MITIGATE = {
        sqlite: spread!("mitigated_at", "IN (SELECT value FROM json_each($2))"),
        postgres: spread!("mitigated_at", "= ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))"),
    };
    RESOLVE = {
        sqlite: spread!("resolved_first_at", "IN (SELECT value FROM json_each($2))"),
        postgres: spread!("resolved_first_at", "= ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))"),
    };
}

fn at(row: &Row<'_>, index: usize) -> Result<Option<At>, Error> {
    Ok(row.get::<Option<i64>>(index)?.map(At::from_micros))
}

/// A row whose columns are [`columns`] from `first` on.
pub(crate) fn map(row: &Row<'_>, first: usize) -> Result<Kept, Error> {
    let rank: i64 = row.get(first + 1)?;
    let word = row.text(first + 2)?;
    let category = match word {
        "" => None,
        word => Some(crate::word(category(word), "incident_time.category", word)?),
    };
    Ok(Kept {
        project: row.get(first)?,
        severity: severity(rank)?,
        times: Times {
            category,
            created: At::from_micros(row.get(first + 3)?),
            acknowledged: at(row, first + 4)?,
            mitigated: at(row, first + 5)?,
            resolved_first: at(row, first + 6)?,
            resolved_last: at(row, first + 7)?,
            reopened: row.get(first + 8)?,
            paused: row.get(first + 9)?,
            paused_since: at(row, first + 10)?,
        },
        deleted: at(row, first + 11)?,
        counted: row.get(first + 12)?,
    })
}

fn category(word: &str) -> Option<StatusCategory> {
    StatusCategory::ALL.into_iter().find(|one| one.word() == word)
}

fn severity(rank: i64) -> Result<Severity, Error> {
    crate::word(Severity::of_rank(rank), "severity", &rank.to_string())
}

/// The row of a ticket; nothing for one of before that was not looked at yet.
pub fn get(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Option<Kept>, Error> {
    tx.row(&GET, params![team.0, ticket.0], |row| map(row, 0))
}

/// The rows of many tickets; of one of before that was not looked at yet there is none.
pub fn of_all(tx: &mut Tx<'_>, team: TeamId, tickets: &[TicketId]) -> Result<HashMap<TicketId, Kept>, Error> {
    let ids: Vec<i64> = tickets.iter().map(|ticket| ticket.0).collect();
    let found = tx.rows(&OF_ALL, params![team.0, crate::to_json(&ids)?], |row| {
        Ok((TicketId(row.get(0)?), map(row, 1)?))
    })?;
    Ok(found.into_iter().collect())
}

/// Writes the row of a ticket. The ticket is locked, or new.
pub fn put(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, kept: &Kept) -> Result<(), Error> {
    let Kept { project, severity, times, deleted, counted } = kept;
    let micros = |at: Option<At>| at.map(At::micros);
    let values = params![
        team.0,
        ticket.0,
        project,
        severity.rank(),
        times.category.map_or("", StatusCategory::word),
        times.created.micros(),
        micros(times.acknowledged),
        micros(times.mitigated),
        micros(times.resolved_first),
        micros(times.resolved_last),
        times.reopened,
        times.paused,
        micros(times.paused_since),
        micros(*deleted),
        *counted
    ];
    tx.put(&PUT, values)
}

/// The next `limit` tickets after one, deleted ones too, each with whether it has a row.
pub fn after(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    limit: i64,
) -> Result<Vec<(TicketId, bool)>, Error> {
    tx.rows(&AFTER, params![team.0, ticket.0, limit], |row| {
        Ok((TicketId(row.get(0)?), row.get::<Option<i64>>(1)?.is_some()))
    })
}

/// The upper ends of the buckets in which the figures of the instance count, in seconds; what took longer is above them all.
pub const BOUNDS: [i64; 14] = [
    60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 172_800, 604_800, 1_209_600, 2_592_000,
    7_776_000,
];

/// The bucket of what took so many microseconds: the place of its upper end.
fn bucket(took: i64) -> i64 {
    let below = BOUNDS.iter().take_while(|bound| took > **bound * 1_000_000).count();
    i64::try_from(below).unwrap_or(i64::MAX)
}

/// Counts that a ticket has come to a measure, within so many microseconds.
pub fn count(
    tx: &mut Tx<'_>,
    team: TeamId,
    (measure, took): (Measure, i64),
    (project, severity): (&str, Severity),
) -> Result<(), Error> {
    let values = params![team.0, measure.word(), project, severity.rank(), bucket(took), took / 1_000];
    tx.put(&COUNT, values)
}

/// How many tickets of a project and severity came to a measure within a bucket, and how many milliseconds they took together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each says what it is")]
pub struct Counted {
    pub measure: Measure,
    pub project: String,
    pub severity: Severity,
    pub bucket: i64,
    pub tickets: i64,
    pub millis: i64,
}

/// All that was counted, by project, severity and bucket.
pub fn counted(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Counted>, Error> {
    tx.rows(&COUNTED, params![team.0], |row| {
        let word = row.text(0)?;
        let measure = Measure::ALL.into_iter().find(|one| one.word() == word);
        Ok(Counted {
            measure: crate::word(measure, "incident_tally.measure", word)?,
            project: row.get(1)?,
            severity: severity(row.get(2)?)?,
            bucket: row.get(3)?,
            tickets: row.get(4)?,
            millis: row.get(5)?,
        })
    })
}

/// How long the tickets of a severity took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// How severe they are.
    pub severity: Severity,
    /// How many came to it.
    pub tickets: i64,
    /// How long they took together, in milliseconds.
    pub millis: i64,
    /// Half of them took at most so many microseconds.
    pub p50: i64,
    /// Nine in ten of them took at most so many microseconds.
    pub p90: i64,
}

/// How many tickets of some projects were made between two moments, and how many of them are resolved or closed, by severity.
pub fn made(
    tx: &mut Tx<'_>,
    team: TeamId,
    projects: &[&str],
    (from, to): (At, At),
) -> Result<Vec<(Severity, i64, i64)>, Error> {
    let projects = crate::to_json(&projects)?;
    tx.rows(&MADE, params![team.0, projects, from.micros(), to.micros()], |row| {
        Ok((severity(row.get(0)?)?, row.get(1)?, row.get(2)?))
    })
}

/// How long the tickets of some projects that were made between two moments took, by severity; those without any are left out.
pub fn spread(
    tx: &mut Tx<'_>,
    team: TeamId,
    measure: Measure,
    projects: &[&str],
    (from, to): (At, At),
) -> Result<Vec<Spread>, Error> {
    let statement = match measure {
        Measure::Acknowledge => &ACKNOWLEDGE,
        Measure::Mitigate => &MITIGATE,
        Measure::Resolve => &RESOLVE,
    };
    let projects = crate::to_json(&projects)?;
    tx.rows(statement, params![team.0, projects, from.micros(), to.micros()], |row| {
        Ok(Spread {
            severity: severity(row.get(0)?)?,
            tickets: row.get(1)?,
            millis: row.get(2)?,
            p50: row.get(3)?,
            p90: row.get(4)?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_holds_what_took_as_long_as_its_upper_end() {
        for (place, bound) in (0..).zip(BOUNDS) {
            assert_eq!(bucket(bound * 1_000_000), place);
            assert_eq!(bucket(bound * 1_000_000 + 1), place + 1);
        }
        assert_eq!((bucket(0), BOUNDS.is_sorted()), (0, true));
    }
}
