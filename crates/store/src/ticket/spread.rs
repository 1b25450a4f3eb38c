//! How many tickets there are of each kind: what figures are drawn of. Each is one question to the database, or a sum over the
//! [`tally`](super::tally) where that tells apart all that is asked for.

use super::{
    filter::{Filter, Where, narrow},
    total,
};
use domain::{At, id::TeamId, identity::Visibility, incident::Measure, ticket::Priority};
use sql::{Error, Row, Sent, Tx};

/// So many tickets of one project, type, status and priority.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the ticket's field of that name")]
pub struct Kinds {
    pub project: String,
    pub kind: String,
    pub status: String,
    pub priority: Priority,
    /// How many.
    pub tickets: i64,
}

/// The tickets that `visibility` lets one see and `filter` leaves, by project, type, status and priority. One kind may come in
/// several parts.
pub fn kinds(
    tx: &mut Tx<'_>,
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
) -> Result<Vec<Kinds>, Error> {
    const KIND: &str = "project, type, status, priority";
    let of_tickets =
        |clause: &Where| format!("SELECT {KIND}, COUNT(*) FROM ticket WHERE {} GROUP BY {KIND}", clause.text);
    let sent: Vec<Sent> = if filter.narrowing().beside == 0 {
        let (tally, own) = total::parts(team, visibility, filter);
        let tally = tally.map(|clause| {
            let sum = "CAST(SUM(tickets) AS BIGINT)";
            let text = format!("SELECT {KIND}, {sum} FROM tally WHERE {} GROUP BY {KIND}", clause.text);
            (text, clause.values)
        });
        tally.into_iter().chain(own.map(|clause| (of_tickets(&clause), clause.values))).collect()
    } else {
        let clause = narrow(tx.engine(), Where::of(team), visibility, filter)?;
        vec![(of_tickets(&clause), clause.values)]
    };
    let mut all = Vec::new();
    for (text, values) in sent {
        all.extend(tx.dynamic_rows(&text, &values, map)?);
    }
    all.retain(|kind| kind.tickets != 0);
    Ok(all)
}

fn map(row: &Row<'_>) -> Result<Kinds, Error> {
    Ok(Kinds {
        project: row.get(0)?,
        kind: row.get(1)?,
        status: row.get(2)?,
        priority: Priority::from_rank(row.get(3)?),
        tickets: row.get(4)?,
    })
}

/// The numbers of the first `limit` tickets that `visibility` lets one see and `filter` leaves.
pub fn ids(
    tx: &mut Tx<'_>,
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<i64>, Error> {
    let mut clause = narrow(tx.engine(), Where::of(team), visibility, filter)?;
    let limit = clause.value(limit);
    let text = format!("SELECT id FROM ticket WHERE {} ORDER BY id LIMIT {limit}", clause.text);
    tx.dynamic_rows(&text, &clause.values, |row| row.get(0))
}

/// How many of them whoever has, those with most first; the empty name for nobody.
pub fn assignees(
    tx: &mut Tx<'_>,
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
) -> Result<Vec<(String, i64)>, Error> {
    let clause = narrow(tx.engine(), Where::of(team), visibility, filter)?;
    // Not the column itself: SQLite would leave what narrows them for an index of all tickets in the order of their people.
    let text = format!(
        "SELECT assignee || '' AS name, COUNT(*) FROM ticket WHERE {} GROUP BY assignee || '' ORDER BY 2 DESC, 1",
        clause.text
    );
    tx.dynamic_rows(&text, &clause.values, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How many of them were made when: for each of the stretches that `bounds`, ascending, cut time into, those from the first bound on,
/// and up to the last; a stretch without any is left out.
pub fn creations(
    tx: &mut Tx<'_>,
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
    bounds: &[At],
) -> Result<Vec<(i64, i64)>, Error> {
    let clause = narrow(tx.engine(), Where::of(team), visibility, filter)?;
    stretches(tx, clause, ("ticket", "created_at"), bounds)
}

/// How many of them came to an end of a measure when, by the same stretches.
pub fn ends(
    tx: &mut Tx<'_>,
    (team, visibility): (TeamId, &Visibility),
    filter: &Filter,
    measure: Measure,
    bounds: &[At],
) -> Result<Vec<(i64, i64)>, Error> {
    let clause = timed(tx, (team, visibility), filter)?;
    stretches(tx, clause, ("incident_time", end(measure)), bounds)
}

/// How long some tickets took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Took {
    /// How many there are.
    pub tickets: i64,
    /// How long they took together, in milliseconds.
    pub millis: i64,
    /// Half of them took at most so many microseconds.
    pub p50: i64,
    /// Nine in ten of them took at most so many microseconds.
    pub p90: i64,
}

/// How long those took that came to the end of a measure within the stretches: each stretch that has any, by its place, and all of
/// them together, which have no place.
pub fn durations(
    tx: &mut Tx<'_>,
    (team, visibility): (TeamId, &Visibility),
    filter: &Filter,
    measure: Measure,
    bounds: &[At],
) -> Result<Vec<(Option<i64>, Took)>, Error> {
    let mut clause = timed(tx, (team, visibility), filter)?;
    let end = end(measure);
    let took = format!(", CASE WHEN {end} > created_at THEN {end} - created_at ELSE 0 END AS took");
    let Some(placed) = placed(&mut clause, ("incident_time", end), bounds, &took) else {
        return Ok(Vec::new());
    };
    let text = format!(
        "WITH measured AS ({placed}) \
         SELECT place, COUNT(*), CAST(SUM(took / 1000) AS BIGINT), MIN(CASE WHEN nth * 2 >= among THEN took END), \
         MIN(CASE WHEN nth * 10 >= among * 9 THEN took END) \
         FROM (SELECT place, took, ROW_NUMBER() OVER (PARTITION BY place ORDER BY took) AS nth, \
         COUNT(*) OVER (PARTITION BY place) AS among \
         FROM (SELECT place, took FROM measured UNION ALL SELECT CAST(-1 AS BIGINT), took FROM measured) AS counted) AS ranked \
         GROUP BY place ORDER BY place"
    );
    tx.dynamic_rows(&text, &clause.values, |row| {
        let place: i64 = row.get(0)?;
        let took = Took { tickets: row.get(1)?, millis: row.get(2)?, p50: row.get(3)?, p90: row.get(4)? };
        Ok((Some(place).filter(|place| *place >= 0), took))
    })
}

/// The rows of times of the tickets that `visibility` lets one see and `filter` leaves.
fn timed(
    tx: &mut Tx<'_>,
    (team, visibility): (TeamId, &Visibility),
    filter: &Filter,
) -> Result<Where, Error> {
    let mut clause = narrow(tx.engine(), Where::of(team), visibility, filter)?;
    clause.text = format!(
        "team_id = $1 AND EXISTS (SELECT 1 FROM ticket WHERE {} AND ticket.id = incident_time.ticket_id)",
        clause.text
    );
    Ok(clause)
}

/// The column of `incident_time` that a measure ends with.
const fn end(measure: Measure) -> &'static str {
    match measure {
        Measure::Acknowledge => "acknowledged_at",
        Measure::Mitigate => "mitigated_at",
        Measure::Resolve => "resolved_first_at",
    }
}

/// The rows of a clause by a time of theirs, in one question: so many cases would not be looked at one after the other.
fn stretches(
    tx: &mut Tx<'_>,
    mut clause: Where,
    (table, column): (&str, &str),
    bounds: &[At],
) -> Result<Vec<(i64, i64)>, Error> {
    let Some(placed) = placed(&mut clause, (table, column), bounds, "") else { return Ok(Vec::new()) };
    let text = format!("SELECT place, COUNT(*) FROM ({placed}) AS placed GROUP BY place ORDER BY place");
    tx.dynamic_rows(&text, &clause.values, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What asks for the stretch in which a time of each row of a clause lies, as `place`, and for what else is named.
fn placed(clause: &mut Where, (table, column): (&str, &str), bounds: &[At], also: &str) -> Option<String> {
    let [first, .., last] = bounds else { return None };
    let (from, to) = (clause.value(first.micros()), clause.value(last.micros()));
    clause.and(&format!("{column} >= {from} AND {column} < {to}"));
    let place = if let Some(step) = even(bounds) {
        let step = clause.value(step);
        format!("({column} - CAST({from} AS BIGINT)) / CAST({step} AS BIGINT)")
    } else {
        let inner = bounds.get(1..bounds.len() - 1).unwrap_or_default();
        let case = |(place, bound): (usize, &At)| {
            format!("WHEN {column} < {} THEN {place}", clause.value(bound.micros()))
        };
        let cases: Vec<String> = inner.iter().enumerate().map(case).collect();
        format!("CASE {} ELSE {} END", cases.join(" "), inner.len())
    };
    Some(format!("SELECT CAST({place} AS BIGINT) AS place{also} FROM {table} WHERE {}", clause.text))
}

/// How far the bounds are apart, where they are all as far.
fn even(bounds: &[At]) -> Option<i64> {
    let mut steps = bounds.windows(2).map(|pair| match pair {
        [one, other] => other.micros() - one.micros(),
        _ => 0,
    });
    let first = steps.next().filter(|step| *step > 0)?;
    steps.all(|step| step == first).then_some(first)
}
