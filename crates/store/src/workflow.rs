//! The definitions of workflows beside the one in force: its drafts, the versions before it, and the tickets that a
//! new version has still to move on.

use domain::{
    At,
    id::{TeamId, TicketId},
    workflow::Workflow,
};
use sql::{Error, Row, Tx, params};

/// Where a workflow belongs: an issue type of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The team.
    pub team: TeamId,
    /// The project's key.
    pub project: &'a str,
    /// The type's key.
    pub kind: &'a str,
}

/// What a draft's row says. It stays when the draft is gone, so that no version of one comes twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Grows with every change, the next draft's too.
    pub version: i64,
    /// The version of the workflow that it was begun from.
    pub base: i64,
    /// The definition; `None` when there is no draft now.
    pub workflow: Option<Workflow>,
    /// The user name of who changed it last.
    pub actor: String,
    /// When.
    pub updated: At,
}

/// A version of a workflow, in force or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// 1, 2, 3 …
    pub version: i64,
    /// The user name of who published it.
    pub actor: String,
    /// When.
    pub created: At,
}

/// The tickets of a status that is gone, which are to go to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The project's key.
    pub project: String,
    /// The type's key.
    pub kind: String,
    /// The key of the status that is gone.
    pub from: String,
    /// The key of the status that they go to.
    pub to: String,
    /// The version of the workflow that took the status away.
    pub version: i64,
    /// The user name of who published it.
    pub actor: String,
    /// The door that came through, as [`domain::ticket::Source::word`].
    pub via: String,
    /// When.
    pub created: At,
}

sql::statements! {
    DRAFT = "SELECT version, base, definition, actor, updated_at FROM workflow_draft
             WHERE team_id = $1 AND project = $2 AND type = $3";
    PUT_DRAFT = "INSERT INTO workflow_draft (team_id, project, type, version, base, definition, actor, updated_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                 ON CONFLICT (team_id, project, type) DO UPDATE SET version = excluded.version, base = excluded.base,
                   definition = excluded.definition, actor = excluded.actor, updated_at = excluded.updated_at
                 WHERE workflow_draft.version = excluded.version - 1";
    VERSIONS = "SELECT version, actor, created_at FROM workflow_version
                WHERE team_id = $1 AND project = $2 AND type = $3 ORDER BY version DESC LIMIT $4 OFFSET $5";
    COUNT_VERSIONS = "SELECT COUNT(*) FROM workflow_version WHERE team_id = $1 AND project = $2 AND type = $3";
    VERSION = "SELECT version, actor, created_at, definition FROM workflow_version
               WHERE team_id = $1 AND project = $2 AND type = $3 AND version = $4";
    RAISE = "UPDATE issue_type SET workflow_version = $4
             WHERE team_id = $1 AND project = $2 AND key = $3 AND workflow_version = $4 - 1";
    MOVES = "SELECT project, type, from_status, to_status, version, actor, via, created_at FROM workflow_move
             WHERE team_id = $1 AND project = $2 AND type = $3 ORDER BY from_status";
    /// One node moves the tickets of a status at a time; another takes the next, or has nothing to do.
    TAKE_MOVE = {
        sqlite: "SELECT project, type, from_status, to_status, version, actor, via, created_at FROM workflow_move
                 WHERE team_id = $1 AND (project, type, from_status) > ($2, $3, $4)
                 ORDER BY project, type, from_status LIMIT 1",
        postgres: "SELECT project, type, from_status, to_status, version, actor, via, created_at FROM workflow_move
                   WHERE team_id = $1 AND (project, type, from_status) > ($2, $3, $4)
                   ORDER BY project, type, from_status LIMIT 1 FOR UPDATE SKIP LOCKED",
    };
    ANY_MOVE = "SELECT 1 FROM workflow_move WHERE team_id = $1 LIMIT 1";
    PUT_MOVE = "INSERT INTO workflow_move (team_id, project, type, from_status, to_status, version, actor, via, created_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                ON CONFLICT (team_id, project, type, from_status) DO UPDATE SET to_status = excluded.to_status,
                  version = excluded.version, actor = excluded.actor, via = excluded.via, created_at = excluded.created_at";
    DELETE_MOVE = "DELETE FROM workflow_move WHERE team_id = $1 AND project = $2 AND type = $3 AND from_status = $4";
    /// By status first: a status that is going has few tickets, or all there are of it are looked for.
    TICKETS = "SELECT id FROM ticket WHERE team_id = $1 AND status = $2 AND project = $3 AND type = $4 LIMIT $5";
    HELD = "SELECT CAST(COALESCE(SUM(tickets), 0) AS BIGINT) FROM tally WHERE team_id = $1 AND project = $2 AND type = $3 AND status = $4";
}

fn map_move(row: &Row<'_>) -> Result<Move, Error> {
    Ok(Move {
        project: row.get(0)?,
        kind: row.get(1)?,
        from: row.get(2)?,
        to: row.get(3)?,
        version: row.get(4)?,
        actor: row.get(5)?,
        via: row.get(6)?,
        created: At::from_micros(row.get(7)?),
    })
}

fn map_version(row: &Row<'_>) -> Result<Version, Error> {
    Ok(Version { version: row.get(0)?, actor: row.get(1)?, created: At::from_micros(row.get(2)?) })
}

/// The row of the draft of a workflow; `None` where there never was one.
pub fn draft(tx: &mut Tx<'_>, at: Place<'_>) -> Result<Option<Draft>, Error> {
    tx.row(&DRAFT, params![at.team.0, at.project, at.kind], |row| {
        let definition = row.text(2)?;
        Ok(Draft {
            version: row.get(0)?,
            base: row.get(1)?,
            workflow: if definition.is_empty() { None } else { Some(crate::json(definition)?) },
            actor: row.get(3)?,
            updated: At::from_micros(row.get(4)?),
        })
    })
}

/// Writes the row of a draft; `draft.version` is the new version. `false` when it is not one past the stored one.
pub fn put_draft(tx: &mut Tx<'_>, at: Place<'_>, draft: &Draft) -> Result<bool, Error> {
    let definition = draft.workflow.as_ref().map(crate::to_json).transpose()?.unwrap_or_default();
    let values = params![
        at.team.0,
        at.project,
        at.kind,
        draft.version,
        draft.base,
        definition,
        &draft.actor,
        draft.updated.micros()
    ];
    Ok(tx.execute(&PUT_DRAFT, values)? == 1)
}

/// A page of the versions of a workflow, newest first, and how many there are.
pub fn versions(
    tx: &mut Tx<'_>,
    at: Place<'_>,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Version>, i64), Error> {
    let total =
        tx.row(&COUNT_VERSIONS, params![at.team.0, at.project, at.kind], |row| row.get(0))?.unwrap_or(0);
    let values = params![at.team.0, at.project, at.kind, limit, offset];
    Ok((tx.rows(&VERSIONS, values, map_version)?, total))
}

/// A version of a workflow, with its definition.
pub fn version(tx: &mut Tx<'_>, at: Place<'_>, number: i64) -> Result<Option<(Version, Workflow)>, Error> {
    let values = params![at.team.0, at.project, at.kind, number];
    tx.row(&VERSION, values, |row| Ok((map_version(row)?, crate::json(row.text(3)?)?)))
}

/// Puts the next version in force, which is there already; `false` when it is not one past the one in force.
pub fn raise(tx: &mut Tx<'_>, at: Place<'_>, number: i64) -> Result<bool, Error> {
    Ok(tx.execute(&RAISE, params![at.team.0, at.project, at.kind, number])? == 1)
}

/// What of a workflow's tickets is still to be moved on.
pub fn moves(tx: &mut Tx<'_>, at: Place<'_>) -> Result<Vec<Move>, Error> {
    tx.rows(&MOVES, params![at.team.0, at.project, at.kind], map_move)
}

/// The next move after another (`None` = the first), kept from other nodes until the commit.
pub fn take_move(tx: &mut Tx<'_>, team: TeamId, after: Option<&Move>) -> Result<Option<Move>, Error> {
    let (project, kind, from) =
        after.map_or(("", "", ""), |m| (m.project.as_str(), m.kind.as_str(), m.from.as_str()));
    tx.row(&TAKE_MOVE, params![team.0, project, kind, from], map_move)
}

/// Whether anything at all is to be moved on.
pub fn any_move(tx: &mut Tx<'_>, team: TeamId) -> Result<bool, Error> {
    Ok(tx.row(&ANY_MOVE, params![team.0], |row| row.get::<i64>(0))?.is_some())
}

/// Writes what is to be moved on.
pub fn put_move(tx: &mut Tx<'_>, team: TeamId, m: &Move) -> Result<(), Error> {
    let values =
        params![team.0, &m.project, &m.kind, &m.from, &m.to, m.version, &m.actor, &m.via, m.created.micros()];
    tx.put(&PUT_MOVE, values)
}

/// Forgets what need not be moved on any more.
pub fn delete_move(tx: &mut Tx<'_>, at: Place<'_>, from: &str) -> Result<(), Error> {
    tx.put(&DELETE_MOVE, params![at.team.0, at.project, at.kind, from])
}

/// Some tickets of a status, deleted ones too; at most `limit`.
pub fn tickets(tx: &mut Tx<'_>, at: Place<'_>, status: &str, limit: i64) -> Result<Vec<TicketId>, Error> {
    let values = params![at.team.0, status, at.project, at.kind, limit];
    tx.rows(&TICKETS, values, |row| Ok(TicketId(row.get(0)?)))
}

/// How many tickets there are in a status, without the deleted ones.
pub fn held(tx: &mut Tx<'_>, at: Place<'_>, status: &str) -> Result<i64, Error> {
    let values = params![at.team.0, at.project, at.kind, status];
    Ok(tx.row(&HELD, values, |row| row.get(0))?.unwrap_or(0))
}
