//! What people are told of: one row for each person and cause.

use domain::{
    At,
    history::Audience,
    id::{TeamId, TicketId, UserId},
    notice::Kind,
};
use sql::{Error, Row, Tx, params};

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number. A later one of the same person has a greater one, as far as both were written by one node.
    pub id: i64,
    /// Whose it is.
    pub user: UserId,
    /// What it tells of.
    pub kind: Kind,
    /// The ticket.
    pub ticket: TicketId,
    /// The version of the ticket after the step that it tells of.
    pub version: i64,
    /// The request for consent that it is about.
    pub approval: Option<i64>,
    /// The user name of who caused it.
    pub actor: String,
    /// Who may read the text, beside whose it is.
    pub audience: Audience,
    /// What was said with it.
    pub text: String,
    /// When it was told, or last told again.
    pub created: At,
    /// When it was read.
    pub read: Option<At>,
}

/// A notice with what is shown of its ticket, and what says who may see that.
#[derive(Debug, Clone)]
pub struct Told {
    /// The notice.
    pub notice: Notice,
    /// The ticket's project.
    pub project: String,
    /// Its title now.
    pub title: String,
    /// Its status now.
    pub status: String,
    /// Its people: creator, assignee, watchers.
    pub people: (String, String, Vec<String>),
    /// When it was deleted.
    pub deleted: Option<At>,
}

/// Which notices of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// Those that they have not read.
    Unread,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT n.id, n.user_id, n.kind, n.ticket_id, n.ticket_version, n.approval_id, n.actor, n.internal, n.text,
                    n.created_at, n.read_at, t.project, t.title, t.status, t.creator, t.assignee, t.watchers, t.deleted_at
             FROM notice n JOIN ticket t ON t.team_id = n.team_id AND t.id = n.ticket_id ",
            $rest
        )
    };
}

sql::statements! {
    INSERT = "INSERT INTO notice (team_id, id, user_id, kind, ticket_id, ticket_version, approval_id, actor, internal, text,
                created_at, read_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL)";
    REPEAT = "UPDATE notice SET ticket_version = $5, actor = $6, text = $7, created_at = $8
              WHERE team_id = $1 AND user_id = $2 AND approval_id = $3 AND kind = $4 AND read_at IS NULL";
    PAGE = select!("WHERE n.team_id = $1 AND n.user_id = $2 ORDER BY n.id DESC LIMIT $3 OFFSET $4");
    PAGE_UNREAD = select!("WHERE n.team_id = $1 AND n.user_id = $2 AND n.read_at IS NULL ORDER BY n.id DESC LIMIT $3 OFFSET $4");
    GET = select!("WHERE n.team_id = $1 AND n.user_id = $2 AND n.id = $3");
    COUNT = "SELECT COUNT(*) FROM notice WHERE team_id = $1 AND user_id = $2";
    COUNT_UNREAD = "SELECT COUNT(*) FROM notice WHERE team_id = $1 AND user_id = $2 AND read_at IS NULL";
    READ_ONE = "UPDATE notice SET read_at = $4 WHERE team_id = $1 AND user_id = $2 AND id = $3 AND read_at IS NULL";
    READ_UP_TO = "UPDATE notice SET read_at = $4 WHERE team_id = $1 AND user_id = $2 AND id <= $3 AND read_at IS NULL";
    OLD = "SELECT id FROM notice WHERE team_id = $1 AND created_at < $2 ORDER BY created_at LIMIT $3";
    /// One that was told again meanwhile is no longer old.
    FORGET = "DELETE FROM notice WHERE team_id = $1 AND id = $2 AND created_at < $3";
}

fn map(row: &Row<'_>) -> Result<Told, Error> {
    let kind = row.text(2)?;
    let time = |micros: Option<i64>| micros.map(At::from_micros);
    Ok(Told {
        notice: Notice {
            id: row.get(0)?,
            user: UserId(row.get(1)?),
            kind: crate::word(Kind::parse(kind), "notice.kind", kind)?,
            ticket: TicketId(row.get(3)?),
            version: row.get(4)?,
            approval: row.get(5)?,
            actor: row.get(6)?,
            audience: if row.get(7)? { Audience::Staff } else { Audience::Everyone },
            text: row.get(8)?,
            created: At::from_micros(row.get(9)?),
            read: time(row.get(10)?),
        },
        project: row.get(11)?,
        title: row.get(12)?,
        status: row.get(13)?,
        people: (row.get(14)?, row.get(15)?, crate::json(row.text(16)?)?),
        deleted: time(row.get(17)?),
    })
}

/// Adds one that was not read.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, n: &Notice) -> Result<(), Error> {
    let values = params![
        team.0,
        n.id,
        n.user.0,
        n.kind.word(),
        n.ticket.0,
        n.version,
        n.approval,
        &n.actor,
        n.audience == Audience::Staff,
        &n.text,
        n.created.micros()
    ];
    tx.put(&INSERT, values)
}

/// Tells what somebody has not read yet of the same kind and request once more, as `n` says it; `false` when there is none.
pub fn repeat(tx: &mut Tx<'_>, team: TeamId, n: &Notice) -> Result<bool, Error> {
    let values = params![
        team.0,
        n.user.0,
        n.approval,
        n.kind.word(),
        n.version,
        &n.actor,
        &n.text,
        n.created.micros()
    ];
    Ok(tx.execute(&REPEAT, values)? > 0)
}

/// Somebody's, newest first.
pub fn page(
    tx: &mut Tx<'_>,
    team: TeamId,
    user: UserId,
    which: Which,
    (limit, offset): (i64, i64),
) -> Result<Vec<Told>, Error> {
    let statement = match which {
        Which::All => &PAGE,
        Which::Unread => &PAGE_UNREAD,
    };
    tx.rows(statement, params![team.0, user.0, limit, offset], map)
}

/// One of somebody's.
pub fn get(tx: &mut Tx<'_>, team: TeamId, user: UserId, id: i64) -> Result<Option<Told>, Error> {
    tx.row(&GET, params![team.0, user.0, id], map)
}

/// How many somebody has.
pub fn count(tx: &mut Tx<'_>, team: TeamId, user: UserId, which: Which) -> Result<i64, Error> {
    let statement = match which {
        Which::All => &COUNT,
        Which::Unread => &COUNT_UNREAD,
    };
    Ok(tx.row(statement, params![team.0, user.0], |row| row.get(0))?.unwrap_or(0))
}

/// Marks one of somebody's as read. One that was read stays as it is.
pub fn read(tx: &mut Tx<'_>, team: TeamId, user: UserId, id: i64, at: At) -> Result<(), Error> {
    tx.put(&READ_ONE, params![team.0, user.0, id, at.micros()])
}

/// Marks somebody's up to a number as read.
pub fn read_up_to(tx: &mut Tx<'_>, team: TeamId, user: UserId, last: i64, at: At) -> Result<(), Error> {
    tx.put(&READ_UP_TO, params![team.0, user.0, last, at.micros()])
}

/// Forgets at most `limit` of those told before `since`, read or not; how many there were.
pub fn forget(tx: &mut Tx<'_>, team: TeamId, since: At, limit: i64) -> Result<usize, Error> {
    let mut old = tx.rows(&OLD, params![team.0, since.micros(), limit], |row| row.get::<i64>(0))?;
    // In one order on every node, so that none waits for another that waits for it.
    old.sort_unstable();
    for id in &old {
        tx.put(&FORGET, params![team.0, *id, since.micros()])?;
    }
    Ok(old.len())
}
