//! Attached files: what is known of them. The bytes are in the data directory.

use domain::{
    At,
    id::{AttachmentId, CommentId, TeamId, TicketId},
};
use sql::{Asked, Error, Row, Tx, params};

/// A file attached to a ticket.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its number.
    pub id: AttachmentId,
    /// The ticket.
    pub ticket: TicketId,
    /// The comment it came with.
    pub comment: Option<CommentId>,
    /// Its name in the data directory.
    pub file: String,
    /// Its name for people.
    pub name: String,
    /// What its bytes look like, never what the sender said.
    pub media_type: String,
    /// In bytes.
    pub size: i64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// The user name of who attached it.
    pub author: String,
    /// When.
    pub created: At,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, ticket_id, comment_id, file, name, media_type, size, sha256, author, created_at FROM attachment ",
            $rest
        )
    };
}

sql::statements! {
    INSERT = "INSERT INTO attachment (team_id, id, ticket_id, comment_id, file, name, media_type, size, sha256, author, created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    GET = select!("WHERE team_id = $1 AND id = $2 AND deleted_at IS NULL");
    LIST = select!("WHERE team_id = $1 AND ticket_id = $2 AND created_at <= $3
                      AND (deleted_at IS NULL OR deleted_at > $3) ORDER BY id");
    DELETE = "UPDATE attachment SET deleted_at = $3 WHERE team_id = $1 AND id = $2 AND deleted_at IS NULL";
}

fn map(row: &Row<'_>) -> Result<Attachment, Error> {
    Ok(Attachment {
        id: AttachmentId(row.get(0)?),
        ticket: TicketId(row.get(1)?),
        comment: row.get::<Option<i64>>(2)?.map(CommentId),
        file: row.get(3)?,
        name: row.get(4)?,
        media_type: row.get(5)?,
        size: row.get(6)?,
        sha256: row.get(7)?,
        author: row.get(8)?,
        created: At::from_micros(row.get(9)?),
    })
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, a: &Attachment) -> Result<(), Error> {
    let values = params![
        team.0,
        a.id.0,
        a.ticket.0,
        a.comment.map(|c| c.0),
        &a.file,
        &a.name,
        &a.media_type,
        a.size,
        &a.sha256,
        &a.author,
        a.created.micros()
    ];
    tx.put(&INSERT, values)
}

/// One by number, unless deleted.
pub fn get(tx: &mut Tx<'_>, team: TeamId, id: AttachmentId) -> Result<Option<Attachment>, Error> {
    tx.row(&GET, params![team.0, id.0], map)
}

/// Asks for those that a ticket had at a moment, oldest first.
pub fn ask(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, at: At) -> Result<Asked<Attachment>, Error> {
    tx.ask(&LIST, params![team.0, ticket.0, at.micros()], map)
}

/// Marks it deleted; `false` when it was.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, id: AttachmentId, at: At) -> Result<bool, Error> {
    Ok(tx.execute(&DELETE, params![team.0, id.0, at.micros()])? == 1)
}
