//! The statuses of workflows whose tickets are being given the timers of a version that was published.

use domain::{
    At,
    id::{TeamId, TicketId},
};
use sql::{Error, Tx, params};

/// A status whose tickets are given timers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
    /// The project's key.
    pub project: String,
    /// The issue type's key.
    pub kind: String,
    /// The status's key.
    pub status: String,
    /// The last ticket that was looked at.
    pub after: TicketId,
    /// When it is gone on with.
    pub due: At,
    /// When all of it is looked at once more, for tickets that were on their way; nothing the last time.
    pub again: Option<At>,
}

sql::statements! {
    PUT = "INSERT INTO workflow_timing (team_id, project, type, status, after_id, due_at, again_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (team_id, project, type, status) DO UPDATE SET after_id = excluded.after_id,
             due_at = excluded.due_at, again_at = excluded.again_at";
    ANY = "SELECT 1 FROM workflow_timing WHERE team_id = $1 AND due_at <= $2 LIMIT 1";
    TAKE = {
        sqlite: "SELECT project, type, status, after_id, due_at, again_at FROM workflow_timing
                 WHERE team_id = $1 AND due_at <= $2 ORDER BY project, type, status LIMIT 1",
        postgres: "SELECT project, type, status, after_id, due_at, again_at FROM workflow_timing
                   WHERE team_id = $1 AND due_at <= $2 ORDER BY project, type, status LIMIT 1 FOR UPDATE SKIP LOCKED",
    };
    DELETE = "DELETE FROM workflow_timing WHERE team_id = $1 AND project = $2 AND type = $3 AND status = $4";
}

/// Writes how far it is, in place of what was written of the status before.
pub fn put(tx: &mut Tx<'_>, team: TeamId, timing: &Timing) -> Result<(), Error> {
    let Timing { project, kind, status, after, due, again } = timing;
    let values = params![team.0, project, kind, status, after.0, due.micros(), again.map(At::micros)];
    tx.put(&PUT, values)
}

/// Whether any is to be gone on with by now.
pub fn any(tx: &mut Tx<'_>, team: TeamId, now: At) -> Result<bool, Error> {
    Ok(tx.row(&ANY, params![team.0, now.micros()], |_| Ok(()))?.is_some())
}

/// The next that is to be gone on with by now, kept from other nodes until the commit.
pub fn take(tx: &mut Tx<'_>, team: TeamId, now: At) -> Result<Option<Timing>, Error> {
    tx.row(&TAKE, params![team.0, now.micros()], |row| {
        Ok(Timing {
            project: row.get(0)?,
            kind: row.get(1)?,
            status: row.get(2)?,
            after: TicketId(row.get(3)?),
            due: At::from_micros(row.get(4)?),
            again: row.get::<Option<i64>>(5)?.map(At::from_micros),
        })
    })
}

/// Forgets one.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, timing: &Timing) -> Result<(), Error> {
    tx.put(&DELETE, params![team.0, &timing.project, &timing.kind, &timing.status])
}
