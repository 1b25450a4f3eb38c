//! Links between tickets: one row a direction.

use domain::{
    At,
    id::{LinkId, TeamId, TicketId},
    link::LinkKind,
};
use sql::{Asked, Error, Row, Tx, params};
use std::collections::HashSet;

/// A link, read from one of its tickets, with what is shown of the other.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its number, the same from both sides.
    pub id: LinkId,
    /// How this ticket is linked to the other.
    pub kind: LinkKind,
    /// The other ticket.
    pub other: TicketId,
    /// The other's project, for its key.
    pub project: String,
    /// The other's title.
    pub title: String,
    /// The other's status.
    pub status: String,
    /// The other's people, for who may see its title: creator, assignee, watchers.
    pub people: (String, String, Vec<String>),
}

sql::statements! {
    INSERT = "INSERT INTO link (team_id, id, ticket_id, kind, other_id, author, created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    LIST = "SELECT l.id, l.kind, l.other_id, t.project, t.title, t.status, t.creator, t.assignee, t.watchers
            FROM link l JOIN ticket t ON t.team_id = l.team_id AND t.id = l.other_id
            WHERE l.team_id = $1 AND l.ticket_id = $2 AND t.deleted_at IS NULL ORDER BY l.id LIMIT 500";
    PARENTS = {
        sqlite: "SELECT l.ticket_id, l.id, t.id, t.uuid, t.project, t.creator, t.assignee, t.watchers
                 FROM link l JOIN ticket t ON t.team_id = l.team_id AND t.id = l.other_id
                 WHERE l.team_id = $1 AND l.kind = 'child_of' AND t.deleted_at IS NULL
                   AND l.ticket_id IN (SELECT value FROM json_each($2)) ORDER BY l.id",
        postgres: "SELECT l.ticket_id, l.id, t.id, t.uuid, t.project, t.creator, t.assignee, t.watchers
                   FROM link l JOIN ticket t ON t.team_id = l.team_id AND t.id = l.other_id
                   WHERE l.team_id = $1 AND l.kind = 'child_of' AND t.deleted_at IS NULL
                     AND l.ticket_id = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)::bigint)) ORDER BY l.id",
    };
    DELETE = "DELETE FROM link WHERE team_id = $1 AND ticket_id = $2 AND kind = $3 AND other_id = $4";
    SUBTASKS = "SELECT t.id, t.project, t.type, t.status
                FROM link l JOIN ticket t ON t.team_id = l.team_id AND t.id = l.other_id
                WHERE l.team_id = $1 AND l.ticket_id = $2 AND l.kind = 'parent_of' AND t.deleted_at IS NULL ORDER BY t.id";
    PARENT = "SELECT l.other_id
              FROM link l JOIN ticket t ON t.team_id = l.team_id AND t.id = l.other_id
              WHERE l.team_id = $1 AND l.ticket_id = $2 AND l.kind = 'child_of' AND t.deleted_at IS NULL ORDER BY l.id LIMIT 1";
    PARENTS_OF = "SELECT l.id, l.other_id, t.deleted_at IS NOT NULL
                  FROM link l JOIN ticket t ON t.team_id = l.team_id AND t.id = l.other_id
                  WHERE l.team_id = $1 AND l.ticket_id = $2 AND l.kind = 'child_of' ORDER BY l.id";
    CHILDREN = {
        sqlite: "SELECT l.other_id FROM link l WHERE l.team_id = $1 AND l.kind = 'parent_of'
                   AND l.ticket_id IN (SELECT value FROM json_each($2))",
        postgres: "SELECT l.other_id FROM link l WHERE l.team_id = $1 AND l.kind = 'parent_of'
                     AND l.ticket_id = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)::bigint))",
    };
    GET = "SELECT kind, other_id FROM link WHERE team_id = $1 AND ticket_id = $2 AND id = $3";
}

fn kind(row: &Row<'_>, column: usize) -> Result<LinkKind, Error> {
    let text = row.text(column)?;
    crate::word(LinkKind::parse(text), "link.kind", text)
}

/// Adds one direction; `false` when it is there.
pub fn insert(
    tx: &mut Tx<'_>,
    team: TeamId,
    id: LinkId,
    from: TicketId,
    link: (LinkKind, TicketId),
    author: &str,
    at: At,
) -> Result<bool, Error> {
    let values = params![team.0, id.0, from.0, link.0.word(), link.1.0, author, at.micros()];
    Ok(tx.execute(&INSERT, values)? == 1)
}

/// Asks for a ticket's links, oldest first; those to deleted tickets are left out.
pub fn ask(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Asked<Link>, Error> {
    tx.ask(&LIST, params![team.0, ticket.0], |row| {
        Ok(Link {
            id: LinkId(row.get(0)?),
            kind: kind(row, 1)?,
            other: TicketId(row.get(2)?),
            project: row.get(3)?,
            title: row.get(4)?,
            status: row.get(5)?,
            people: (row.get(6)?, row.get(7)?, crate::json(row.text(8)?)?),
        })
    })
}

/// The parent of a ticket, and what says who may see it.
#[derive(Debug, Clone)]
pub struct Parent {
    /// The ticket whose parent it is.
    pub child: TicketId,
    /// The link's number.
    pub link: LinkId,
    /// The parent's number.
    pub id: TicketId,
    /// The parent's 16-character id.
    pub uuid: String,
    /// The parent's project.
    pub project: String,
    /// The parent's people: creator, assignee, watchers.
    pub people: (String, String, Vec<String>),
}

/// The parents of these tickets, in one statement; deleted ones are left out.
pub fn parents(tx: &mut Tx<'_>, team: TeamId, tickets: &[TicketId]) -> Result<Vec<Parent>, Error> {
    let ids: Vec<i64> = tickets.iter().map(|t| t.0).collect();
    tx.rows(&PARENTS, params![team.0, crate::to_json(&ids)?], |row| {
        Ok(Parent {
            child: TicketId(row.get(0)?),
            link: LinkId(row.get(1)?),
            id: TicketId(row.get(2)?),
            uuid: row.get(3)?,
            project: row.get(4)?,
            people: (row.get(5)?, row.get(6)?, crate::json(row.text(7)?)?),
        })
    })
}

/// A link of a ticket by its number: how, and to which ticket.
pub fn get(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    id: LinkId,
) -> Result<Option<(LinkKind, TicketId)>, Error> {
    tx.row(&GET, params![team.0, ticket.0, id.0], |row| Ok((kind(row, 0)?, TicketId(row.get(1)?))))
}

/// Removes one direction; `false` when there was none.
pub fn delete(
    tx: &mut Tx<'_>,
    team: TeamId,
    from: TicketId,
    kind: LinkKind,
    other: TicketId,
) -> Result<bool, Error> {
    Ok(tx.execute(&DELETE, params![team.0, from.0, kind.word(), other.0])? == 1)
}

/// A ticket that is a part of another, as far as its status goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subtask {
    /// Its number.
    pub id: TicketId,
    /// Its project's key.
    pub project: String,
    /// Its issue type's key.
    pub kind: String,
    /// Its status's key.
    pub status: String,
}

/// The subtasks of a ticket that are not deleted, by number.
pub fn subtasks(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Vec<Subtask>, Error> {
    tx.rows(&SUBTASKS, params![team.0, ticket.0], |row| {
        Ok(Subtask {
            id: TicketId(row.get(0)?),
            project: row.get(1)?,
            kind: row.get(2)?,
            status: row.get(3)?,
        })
    })
}

/// The link of a ticket to a parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToParent {
    /// The link's number.
    pub id: LinkId,
    /// The parent.
    pub parent: TicketId,
    /// Whether the parent is deleted.
    pub is_deleted: bool,
}

/// The links of a ticket to its parents, deleted ones too. More than one has only what was linked before that was refused.
pub fn parents_of(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Vec<ToParent>, Error> {
    tx.rows(&PARENTS_OF, params![team.0, ticket.0], |row| {
        Ok(ToParent { id: LinkId(row.get(0)?), parent: TicketId(row.get(1)?), is_deleted: row.get(2)? })
    })
}

/// How many generations of subtasks a ticket has, deleted ones too; `most`, where there are as many or more.
pub fn generations_below(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, most: i64) -> Result<i64, Error> {
    let (mut level, mut seen, mut depth) = (vec![ticket.0], HashSet::from([ticket.0]), 0);
    while depth < most {
        let below = tx.rows(&CHILDREN, params![team.0, crate::to_json(&level)?], |row| row.get::<i64>(0))?;
        level = below.into_iter().filter(|id| seen.insert(*id)).collect();
        if level.is_empty() {
            break;
        }
        depth += 1;
    }
    Ok(depth)
}

/// The ticket that this one is a subtask of: the first, where there are several.
pub fn parent(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Option<TicketId>, Error> {
    tx.row(&PARENT, params![team.0, ticket.0], |row| Ok(TicketId(row.get(0)?)))
}
