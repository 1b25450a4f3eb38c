//! Jobs that are over and of which their tickets have still to be told: one row each, written with the end itself, deleted in the
//! transaction that tells. So whoever ends a job needs no lock on its ticket, and no end is lost on the way there.

use domain::id::{JobId, TeamId, TicketId};
use sql::{Error, Tx, params};

sql::statements! {
    INSERT = "INSERT INTO job_end (team_id, job_id, ticket_id) VALUES ($1, $2, $3)";
    pub(super) OF_TICKET = "SELECT job_id FROM job_end WHERE team_id = $1 AND ticket_id = $2 ORDER BY job_id LIMIT 1";
    DELETE = "DELETE FROM job_end WHERE team_id = $1 AND job_id = $2";
}

/// Has a ticket told of the end of a job.
pub(super) fn insert(tx: &mut Tx<'_>, team: TeamId, job: JobId, ticket: TicketId) -> Result<(), Error> {
    tx.put(&INSERT, params![team.0, job.0, ticket.0])
}

/// The first job of which a ticket has still to be told. The ticket's row must be locked: that is the claim.
pub fn first(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Option<JobId>, Error> {
    tx.row(&OF_TICKET, params![team.0, ticket.0], |row| Ok(JobId(row.get(0)?)))
}

/// Its ticket is told of a job.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, job: JobId) -> Result<(), Error> {
    tx.put(&DELETE, params![team.0, job.0])
}
