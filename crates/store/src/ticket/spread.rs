//! How many tickets there are of each kind: what figures are drawn of. Each is one question to the database, or a sum over the
//! [`tally`](super::tally) where that tells apart all that is asked for.

use super::{
    filter::{Filter, Where, narrow},
    total,
};
use domain::{At, id::TeamId, identity::Visibility, ticket::Priority};
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
    let text = format!(
        "SELECT assignee, COUNT(*) FROM ticket WHERE {} GROUP BY assignee ORDER BY 2 DESC, 1",
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

/// The rows of a clause by a time of theirs, in one question: so many cases would not be looked at one after the other.
fn stretches(
    tx: &mut Tx<'_>,
    mut clause: Where,
    (table, column): (&str, &str),
    bounds: &[At],
) -> Result<Vec<(i64, i64)>, Error> {
    let [first, .., last] = bounds else { return Ok(Vec::new()) };
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
    let text = format!(
        "SELECT CAST(place AS BIGINT), COUNT(*) FROM (SELECT {place} AS place FROM {table} WHERE {}) AS placed \
         GROUP BY place ORDER BY place",
        clause.text
    );
    tx.dynamic_rows(&text, &clause.values, |row| Ok((row.get(0)?, row.get(1)?)))
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
