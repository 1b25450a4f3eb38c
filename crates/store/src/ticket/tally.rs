//! How many tickets there are of each kind (project, type, status, category, priority), kept with every write: exact in every
//! snapshot, on every node, and read by summing a few rows instead of counting all tickets.
//!
//! Deleted tickets are not counted. Only `insert` and `update` of a ticket write here.

use domain::{id::TeamId, ticket::Ticket};
use sql::{Error, Tx, params};

sql::statements! {
    /// On `PostgreSQL` each connection adds in one of 32 lanes, so that writers of one kind seldom wait for each other;
    /// lane 0 is what [`fold`] makes of them.
    ADD = {
        sqlite: "INSERT INTO tally (team_id, project, type, status, category, priority, lane, tickets)
                 VALUES ($1, $2, $3, $4, $5, $6, 0, $7)
                 ON CONFLICT (team_id, project, type, status, category, priority, lane)
                 DO UPDATE SET tickets = tally.tickets + excluded.tickets",
        postgres: "INSERT INTO tally (team_id, project, type, status, category, priority, lane, tickets)
                   VALUES ($1, $2, $3, $4, $5, $6, pg_backend_pid() % 32 + 1, $7)
                   ON CONFLICT (team_id, project, type, status, category, priority, lane)
                   DO UPDATE SET tickets = tally.tickets + excluded.tickets",
    };
    /// One that was counted as the first is now counted as the second.
    CHANGE = {
        sqlite: "INSERT INTO tally (team_id, project, type, status, category, priority, lane, tickets)
                 VALUES ($1, $2, $3, $4, $5, $6, 0, $7), ($1, $8, $9, $10, $11, $12, 0, $13)
                 ON CONFLICT (team_id, project, type, status, category, priority, lane)
                 DO UPDATE SET tickets = tally.tickets + excluded.tickets",
        postgres: "INSERT INTO tally (team_id, project, type, status, category, priority, lane, tickets)
                   VALUES ($1, $2, $3, $4, $5, $6, pg_backend_pid() % 32 + 1, $7),
                          ($1, $8, $9, $10, $11, $12, pg_backend_pid() % 32 + 1, $13)
                   ON CONFLICT (team_id, project, type, status, category, priority, lane)
                   DO UPDATE SET tickets = tally.tickets + excluded.tickets",
    };
    DROP_LANES = "DELETE FROM tally WHERE team_id = $1 AND lane > 0
                  RETURNING project, type, status, category, priority, tickets";
    PUT_BACK = "INSERT INTO tally (team_id, project, type, status, category, priority, lane, tickets)
                VALUES ($1, $2, $3, $4, $5, $6, 0, $7)
                ON CONFLICT (team_id, project, type, status, category, priority, lane)
                DO UPDATE SET tickets = tally.tickets + excluded.tickets";
    DROP_EMPTY = "DELETE FROM tally WHERE team_id = $1 AND lane = 0 AND tickets = 0";
}

/// What a ticket is counted as; `None` when it is not.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Counted<'t> {
    project: &'t str,
    kind: &'t str,
    status: &'t str,
    category: &'t str,
    priority: i64,
}

impl<'t> Counted<'t> {
    fn of(t: &'t Ticket) -> Option<Self> {
        t.deleted.is_none().then(|| Self {
            project: &t.project,
            kind: &t.kind,
            status: &t.status,
            category: &t.category,
            priority: t.priority.rank(),
        })
    }

    fn add(&self, tx: &mut Tx<'_>, team: TeamId, tickets: i64) -> Result<(), Error> {
        let Self { project, kind, status, category, priority } = *self;
        tx.put(&ADD, params![team.0, project, kind, status, category, priority, tickets])
    }
}

/// Counts a new ticket.
pub(super) fn begin(tx: &mut Tx<'_>, t: &Ticket) -> Result<(), Error> {
    Counted::of(t).map_or(Ok(()), |kind| kind.add(tx, t.team, 1))
}

/// Counts a ticket as what it is now instead of what it was.
pub(super) fn change(tx: &mut Tx<'_>, old: &Ticket, new: &Ticket) -> Result<(), Error> {
    let (was, is) = match (Counted::of(old), Counted::of(new)) {
        (None, None) => return Ok(()),
        (Some(was), None) => return was.add(tx, new.team, -1),
        (None, Some(is)) => return is.add(tx, new.team, 1),
        (Some(was), Some(is)) if was == is => return Ok(()),
        (Some(was), Some(is)) => (was, is),
    };
    // In one order, whoever writes: two transactions never wait for each other in a circle.
    let [(a, of_a), (b, of_b)] = if was < is { [(was, -1), (is, 1)] } else { [(is, 1), (was, -1)] };
    tx.put(
        &CHANGE,
        params![
            new.team.0, a.project, a.kind, a.status, a.category, a.priority, of_a, b.project, b.kind,
            b.status, b.category, b.priority, of_b
        ],
    )
}

/// Adds the lanes up and forgets kinds of which there are none. Changes no sum; to be done now and then.
pub fn fold(tx: &mut Tx<'_>, team: TeamId) -> Result<(), Error> {
    type Row = (String, String, String, String, i64, i64);
    let rows: Vec<Row> = tx.rows(&DROP_LANES, params![team.0], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
    })?;
    for (project, kind, status, category, priority, tickets) in rows {
        tx.put(&PUT_BACK, params![team.0, project, kind, status, category, priority, tickets])?;
    }
    tx.put(&DROP_EMPTY, params![team.0])
}
