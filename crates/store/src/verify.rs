//! Rows as they stand, for whoever checks them: nothing here fails because a row is damaged.
//!
//! A table is read in stretches of tickets, in the order of its key. What cannot be read of a row comes back as a text
//! that says so, with what could be read of its key.

use super::{
    approval::{Approval, Seat},
    incident_time::Kept,
    worklog::Worklog,
};
use domain::{At, id::TeamId, ticket::Ticket};
use sql::{Error, FromColumn, Row, Statement, Tx, params};
use std::collections::BTreeMap;

/// A part of a row, or why it cannot be read.
pub type Read<T> = Result<T, String>;

sql::statements! {
    /// The next team that any row names.
    TEAM_AFTER = "SELECT MIN(team_id) FROM (
                    SELECT MIN(team_id) AS team_id FROM ticket WHERE team_id > $1
                    UNION ALL SELECT MIN(team_id) FROM event WHERE team_id > $1
                    UNION ALL SELECT MIN(team_id) FROM comment WHERE team_id > $1
                    UNION ALL SELECT MIN(team_id) FROM attachment WHERE team_id > $1
                    UNION ALL SELECT MIN(team_id) FROM link WHERE team_id > $1
                    UNION ALL SELECT MIN(team_id) FROM worklog WHERE team_id > $1
                    UNION ALL SELECT MIN(team_id) FROM approval WHERE team_id > $1
                    UNION ALL SELECT MIN(team_id) FROM vote WHERE team_id > $1
                    UNION ALL SELECT MIN(team_id) FROM audit WHERE team_id > $1) AS named";
    /// Where a stretch of about so many rows of any kind ends; nothing when all that is left is fewer.
    STRETCH = "SELECT MIN(edge) FROM (
                 SELECT MAX(ticket_id) AS edge FROM
                   (SELECT ticket_id FROM event WHERE team_id = $1 AND ticket_id > $2 ORDER BY ticket_id LIMIT $3) AS e
                 HAVING COUNT(*) = $3
                 UNION ALL SELECT MAX(id) FROM
                   (SELECT id FROM ticket WHERE team_id = $1 AND id > $2 ORDER BY id LIMIT $4) AS t
                 HAVING COUNT(*) = $4
                 UNION ALL SELECT MAX(ticket_id) FROM
                   (SELECT ticket_id FROM comment WHERE team_id = $1 AND ticket_id > $2 ORDER BY ticket_id LIMIT $3) AS c
                 HAVING COUNT(*) = $3
                 UNION ALL SELECT MAX(ticket_id) FROM
                   (SELECT ticket_id FROM worklog WHERE team_id = $1 AND ticket_id > $2 ORDER BY ticket_id LIMIT $3) AS w
                 HAVING COUNT(*) = $3
                 UNION ALL SELECT MAX(ticket_id) FROM
                   (SELECT ticket_id FROM approval WHERE team_id = $1 AND ticket_id > $2 ORDER BY ticket_id LIMIT $3) AS a
                 HAVING COUNT(*) = $3) AS edges";
    TICKETS = concat!("SELECT ", super::ticket::columns!(), ", head_hash FROM ticket
              WHERE team_id = $1 AND id > $2 AND id <= $3 ORDER BY id");
    STEPS = "SELECT ticket_id, ticket_version, seq, at, kind, actor, via, body, note, hash FROM event
             WHERE team_id = $1 AND (ticket_id, ticket_version) > ($2, $3) AND ticket_id <= $4
             ORDER BY ticket_id, ticket_version LIMIT $5";
    COMMENTS = "SELECT ticket_id, id, author, content, internal, created_at, updated_at FROM comment
                WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id, id";
    ATTACHMENTS = "SELECT ticket_id, id, file, name, media_type, size, sha256, author, comment_id, created_at, deleted_at
                   FROM attachment WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id, id";
    LINKS = "SELECT ticket_id, kind, other_id, author, created_at FROM link
             WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id, id";
    TAGS = "SELECT ticket_id, tag_folded FROM ticket_tag
            WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id, tag_folded";
    WATCHERS = "SELECT ticket_id, username FROM watcher
                WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id, username";
    REFERENCES = "SELECT ticket_id, key, ticket_version FROM reference
                  WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id, key";
    MESSAGES = "SELECT ticket_id, uuid, ticket_version FROM message
                WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id, ticket_version";
    WORKLOGS = "SELECT ticket_id, id, username, author, hours, began_at, note, created_at FROM worklog
                WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id, id";
    ESTIMATES = "SELECT ticket_id, hours_left FROM estimate
                 WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id";
    APPROVALS = super::approval::select!("approval a WHERE a.team_id = $1 AND a.ticket_id > $2 AND a.ticket_id <= $3
                                          ORDER BY a.ticket_id, a.id");
    ENTRIES = "SELECT ticket_id, id, at, text, author, pinned FROM timeline_entry
               WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id, id";
    PINS = "SELECT ticket_id, ticket_version FROM timeline_pin
            WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id, ticket_version";
    ROLES = "SELECT ticket_id, role, username FROM ticket_role
             WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id, role";
    TIMES = concat!("SELECT ticket_id, ", super::incident_time::columns!(), " FROM incident_time
             WHERE team_id = $1 AND ticket_id > $2 AND ticket_id <= $3 ORDER BY ticket_id");
    /// The places of a request.
    VOTES = "SELECT approver, vote, given_by, note, voted_at, place FROM vote
             WHERE team_id = $1 AND approval_id = $2 ORDER BY approver";
    /// The requests that the next votes name, and whether they are there.
    ASKED = "SELECT v.approval_id, a.id FROM vote v LEFT JOIN approval a ON a.team_id = v.team_id AND a.id = v.approval_id
             WHERE v.team_id = $1 AND v.approval_id > $2 ORDER BY v.approval_id LIMIT $3";
    DELETED = "SELECT deleted_at FROM attachment WHERE team_id = $1 AND id = $2";
    TOTAL = "SELECT COUNT(*) FROM event";
    /// Newest first, for checks that look at a few.
    NEWEST_FILES = "SELECT ticket_id, id, file, size FROM attachment WHERE deleted_at IS NULL ORDER BY id DESC LIMIT $1";
}

/// Tickets after one and up to another.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// The team.
    pub team: TeamId,
    /// The ticket before the first.
    pub after: i64,
    /// The last.
    pub last: i64,
}

/// A ticket's row.
#[derive(Debug)]
pub struct TicketRow {
    /// Its number.
    pub id: i64,
    /// The rest, and the hash of the newest step.
    pub row: Read<(Ticket, String)>,
}

/// A step's row.
#[derive(Debug)]
pub struct StepRow {
    /// The ticket.
    pub ticket: i64,
    /// The version.
    pub version: i64,
    /// The rest.
    pub row: Read<Step>,
}

/// What stands in a step's other columns.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is the column of that name")]
pub struct Step {
    pub seq: i64,
    pub at: i64,
    pub kind: String,
    pub actor: String,
    pub via: String,
    pub body: String,
    pub note: String,
    pub hash: String,
}

/// A comment's row.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is the column of that name")]
pub struct CommentRow {
    pub ticket: i64,
    pub id: i64,
    pub row: Read<Comment>,
}

/// What stands in a comment's other columns.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is the column of that name")]
pub struct Comment {
    pub author: String,
    pub content: String,
    pub internal: bool,
    pub created: i64,
    pub updated: i64,
}

/// An attachment's row.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is the column of that name")]
pub struct AttachmentRow {
    pub ticket: i64,
    pub id: i64,
    pub row: Read<Attachment>,
}

/// What stands in an attachment's other columns.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is the column of that name")]
pub struct Attachment {
    pub file: String,
    pub name: String,
    pub media_type: String,
    pub size: i64,
    pub sha256: String,
    pub author: String,
    pub comment: Option<i64>,
    pub created: i64,
    pub deleted: Option<i64>,
}

/// A link's row, one direction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is the column of that name")]
pub struct Link {
    pub kind: String,
    pub other: i64,
    pub author: String,
    pub created: i64,
}

/// A row of hours.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is the column of that name")]
pub struct WorklogRow {
    pub ticket: i64,
    pub id: i64,
    pub row: Read<Worklog>,
}

/// The row of a request for consent.
#[derive(Debug)]
pub struct ApprovalRow {
    /// The ticket.
    pub ticket: i64,
    /// Its number.
    pub id: i64,
    /// The rest, without the places.
    pub row: Read<Approval>,
    /// The places, by user name: at which one it stands, and what is there.
    pub seats: BTreeMap<String, Read<(i64, Seat)>>,
}

/// The first team after `after` that any row names.
pub fn team_after(tx: &mut Tx<'_>, after: i64) -> Result<Option<TeamId>, Error> {
    Ok(tx.row(&TEAM_AFTER, params![after], |row| row.get::<Option<i64>>(0))?.flatten().map(TeamId))
}

/// The stretch after a ticket that holds about so many steps and tickets at most, or all that is left.
pub fn stretch(
    tx: &mut Tx<'_>,
    team: TeamId,
    after: i64,
    steps: i64,
    tickets: i64,
) -> Result<Stretch, Error> {
    let edge = tx.row(&STRETCH, params![team.0, after, steps, tickets], |row| row.get::<Option<i64>>(0))?;
    Ok(Stretch { team, after, last: edge.flatten().unwrap_or(i64::MAX) })
}

/// How many steps there are.
pub fn total(tx: &mut Tx<'_>) -> Result<i64, Error> {
    Ok(tx.row(&TOTAL, params![], |row| row.get(0))?.unwrap_or(0))
}

/// The rows of a stretch.
fn within<T>(
    tx: &mut Tx<'_>,
    statement: &Statement,
    s: Stretch,
    map: impl FnMut(&Row<'_>) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    tx.rows(statement, params![s.team.0, s.after, s.last], map)
}

fn get<T: FromColumn>(row: &Row<'_>, index: usize) -> Read<T> {
    row.get(index).map_err(|error| error.to_string())
}

/// The tickets of a stretch.
pub fn tickets(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<TicketRow>, Error> {
    within(tx, &TICKETS, s, |row| Ok(TicketRow { id: row.get(1)?, row: ticket(row) }))
}

fn ticket(row: &Row<'_>) -> Read<(Ticket, String)> {
    let ticket = super::ticket::map(row).map_err(|error| error.to_string())?;
    // What the reader of every day takes for the nearest word is no such word here.
    if get::<i64>(row, 9)? != ticket.priority.rank() {
        return Err(format!("the column priority holds {}", get::<i64>(row, 9)?));
    }
    Ok((ticket, get(row, 26)?))
}

/// At most `limit` steps of a stretch behind a step, in the order of their tickets and versions.
pub fn steps(tx: &mut Tx<'_>, s: Stretch, behind: (i64, i64), limit: i64) -> Result<Vec<StepRow>, Error> {
    tx.rows(&STEPS, params![s.team.0, behind.0, behind.1, s.last, limit], |row| {
        Ok(StepRow { ticket: row.get(0)?, version: row.get(1)?, row: step(row) })
    })
}

fn step(row: &Row<'_>) -> Read<Step> {
    Ok(Step {
        seq: get(row, 2)?,
        at: get(row, 3)?,
        kind: get(row, 4)?,
        actor: get(row, 5)?,
        via: get(row, 6)?,
        body: get(row, 7)?,
        note: get(row, 8)?,
        hash: get(row, 9)?,
    })
}

/// The comments of a stretch.
pub fn comments(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<CommentRow>, Error> {
    let rest = |row: &Row<'_>| {
        Ok(Comment {
            author: get(row, 2)?,
            content: get(row, 3)?,
            internal: get(row, 4)?,
            created: get(row, 5)?,
            updated: get(row, 6)?,
        })
    };
    within(tx, &COMMENTS, s, |row| Ok(CommentRow { ticket: row.get(0)?, id: row.get(1)?, row: rest(row) }))
}

/// The attachments of a stretch, deleted ones too.
pub fn attachments(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<AttachmentRow>, Error> {
    let rest = |row: &Row<'_>| {
        Ok(Attachment {
            file: get(row, 2)?,
            name: get(row, 3)?,
            media_type: get(row, 4)?,
            size: get(row, 5)?,
            sha256: get(row, 6)?,
            author: get(row, 7)?,
            comment: get(row, 8)?,
            created: get(row, 9)?,
            deleted: get(row, 10)?,
        })
    };
    within(tx, &ATTACHMENTS, s, |row| {
        Ok(AttachmentRow { ticket: row.get(0)?, id: row.get(1)?, row: rest(row) })
    })
}

/// The links of a stretch, by ticket.
pub fn links(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<(i64, Read<Link>)>, Error> {
    let rest = |row: &Row<'_>| {
        Ok(Link { kind: get(row, 1)?, other: get(row, 2)?, author: get(row, 3)?, created: get(row, 4)? })
    };
    within(tx, &LINKS, s, |row| Ok((row.get(0)?, rest(row))))
}

/// The tags that lists are filtered by, by ticket.
pub fn tags(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<(i64, String)>, Error> {
    within(tx, &TAGS, s, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The watchers that lists are filtered by, by ticket.
pub fn watchers(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<(i64, String)>, Error> {
    within(tx, &WATCHERS, s, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A row that gives one of a ticket's steps a name of its own, by the step's version.
pub type Named = (String, i64);

/// What tells apart the things that tickets were told of, by ticket.
pub fn references(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<(i64, Named)>, Error> {
    within(tx, &REFERENCES, s, |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
}

/// The ids that clients have given the messages they sent, by ticket.
pub fn messages(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<(i64, Named)>, Error> {
    within(tx, &MESSAGES, s, |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
}

/// The hours of a stretch.
pub fn worklogs(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<WorklogRow>, Error> {
    let rest = |row: &Row<'_>| {
        Ok(Worklog {
            id: get(row, 1)?,
            username: get(row, 2)?,
            author: get(row, 3)?,
            hours: get(row, 4)?,
            began: At::from_micros(get(row, 5)?),
            note: get(row, 6)?,
            created: At::from_micros(get(row, 7)?),
        })
    };
    within(tx, &WORKLOGS, s, |row| Ok(WorklogRow { ticket: row.get(0)?, id: row.get(1)?, row: rest(row) }))
}

/// The hours left of a stretch, by ticket.
pub fn estimates(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<(i64, i64)>, Error> {
    within(tx, &ESTIMATES, s, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// An entry of a timeline: its author, and what it says.
pub type EntryRow = (String, domain::history::Entry);

/// A role: its key, and who holds it.
pub type RoleRow = (String, String);

/// The entries of timelines of a stretch, by ticket and number.
pub fn entries(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<(i64, i64, EntryRow)>, Error> {
    within(tx, &ENTRIES, s, |row| {
        let entry = domain::history::Entry {
            at: At::from_micros(row.get(2)?),
            text: row.get(3)?,
            pinned: row.get(5)?,
        };
        Ok((row.get(0)?, row.get(1)?, (row.get(4)?, entry)))
    })
}

/// The versions of pinned steps of a stretch, by ticket.
pub fn pins(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<(i64, i64)>, Error> {
    within(tx, &PINS, s, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The roles of a stretch, by ticket: the role's key, and who holds it.
pub fn roles(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<(i64, RoleRow)>, Error> {
    within(tx, &ROLES, s, |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
}

/// What the histories of a stretch come to in time, by ticket.
pub fn times(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<(i64, Read<Kept>)>, Error> {
    within(tx, &TIMES, s, |row| {
        Ok((row.get(0)?, super::incident_time::map(row, 1).map_err(|error| error.to_string())))
    })
}

/// The requests for consent of a stretch, with their places.
pub fn approvals(tx: &mut Tx<'_>, s: Stretch) -> Result<Vec<ApprovalRow>, Error> {
    let mut found = within(tx, &APPROVALS, s, |row| {
        let read = super::approval::map(row).map_err(|error| error.to_string());
        Ok(ApprovalRow { id: row.get(0)?, ticket: row.get(1)?, row: read, seats: BTreeMap::new() })
    })?;
    let seat =
        |row: &Row<'_>| Ok((get(row, 5)?, super::approval::seat(row).map_err(|error| error.to_string())?));
    for approval in &mut found {
        let seats = tx.rows(&VOTES, params![s.team.0, approval.id], |row| Ok((row.get(0)?, seat(row))))?;
        approval.seats = seats.into_iter().collect();
    }
    Ok(found)
}

/// The requests after one that the next `limit` votes name, in order, each with whether it is there.
pub fn asked(tx: &mut Tx<'_>, team: TeamId, after: i64, limit: i64) -> Result<Vec<(i64, bool)>, Error> {
    let values = params![team.0, after, limit];
    let mut named = tx.rows(&ASKED, values, |row| Ok((row.get(0)?, row.get::<Option<i64>>(1)?.is_some())))?;
    named.dedup();
    Ok(named)
}

/// Whether an attachment is there and not deleted.
pub fn is_attached(tx: &mut Tx<'_>, team: TeamId, id: i64) -> Result<bool, Error> {
    let deleted = tx.row(&DELETED, params![team.0, id], |row| row.get::<Option<i64>>(0))?;
    Ok(deleted.is_some_and(|deleted| deleted.is_none()))
}

/// The files of the attachments that were made last: ticket, attachment, file and size.
pub fn newest_files(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<(i64, i64, String, i64)>, Error> {
    tx.rows(&NEWEST_FILES, params![limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
}
