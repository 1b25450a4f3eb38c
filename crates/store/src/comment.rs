//! Comments on tickets.

use domain::{
    At,
    id::{CommentId, TeamId, TicketId},
};
use sql::{Asked, Error, Row, Tx, params};

/// A comment.
#[derive(Debug, Clone)]
pub struct Comment {
    /// Its number.
    pub id: CommentId,
    /// What it says.
    pub content: String,
    /// The user name of who said it.
    pub author: String,
    /// Whether only operators and above read it.
    pub internal: bool,
    /// When it was made.
    pub created: At,
    /// When it was last changed.
    pub updated: At,
}

sql::statements! {
    INSERT = "INSERT INTO comment (team_id, id, ticket_id, content, author, internal, created_at, updated_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";
    LIST = "SELECT id, content, author, internal, created_at, updated_at FROM comment
            WHERE team_id = $1 AND ticket_id = $2 AND created_at <= $3 AND (internal = FALSE OR $4 = TRUE) ORDER BY id";
    IS_INTERNAL = "SELECT internal FROM comment WHERE team_id = $1 AND ticket_id = $2 AND id = $3";
}

fn map(row: &Row<'_>) -> Result<Comment, Error> {
    Ok(Comment {
        id: CommentId(row.get(0)?),
        content: row.get(1)?,
        author: row.get(2)?,
        internal: row.get(3)?,
        created: At::from_micros(row.get(4)?),
        updated: At::from_micros(row.get(5)?),
    })
}

/// Adds one; its words become due for the search.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, c: &Comment) -> Result<(), Error> {
    tx.put(
        &INSERT,
        params![team.0, c.id.0, ticket.0, &c.content, &c.author, c.internal, c.created.micros()],
    )?;
    crate::search::mark(tx, team, ticket)
}

/// Who comments are shown to, or looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reader {
    /// Sees internal comments.
    Staff,
    /// Does not.
    #[default]
    Customer,
}

/// Asks for a ticket's comments made until `until`, oldest first.
pub fn ask(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    until: At,
    reader: Reader,
) -> Result<Asked<Comment>, Error> {
    tx.ask(&LIST, params![team.0, ticket.0, until.micros(), reader == Reader::Staff], map)
}

/// Whether a comment of the ticket is internal; `None` when the ticket has no such comment.
pub fn is_internal(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    id: CommentId,
) -> Result<Option<bool>, Error> {
    tx.row(&IS_INTERNAL, params![team.0, ticket.0, id.0], |row| row.get(0))
}
