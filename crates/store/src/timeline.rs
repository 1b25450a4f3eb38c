//! What people have written into the timelines of tickets, and which steps of histories are pinned there.

use domain::{
    At,
    history::Event,
    id::{TeamId, TicketId},
};
use sql::{Error, Row, Tx, params};

/// An entry of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub id: i64,
    /// When it happened.
    pub at: At,
    /// What happened, in Markdown.
    pub text: String,
    /// The user name of who wrote it.
    pub author: String,
    /// Whether it is pinned.
    pub pinned: bool,
    /// 1 for a new one; each change is one more.
    pub version: i64,
    /// When it was written.
    pub created: At,
    /// When it was last changed.
    pub updated: At,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, at, text, author, pinned, version, created_at, updated_at FROM timeline_entry ",
            $rest
        )
    };
}

sql::statements! {
    INSERT = "INSERT INTO timeline_entry (team_id, id, ticket_id, at, text, author, pinned, version, created_at, updated_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UPDATE = "UPDATE timeline_entry SET at = $4, text = $5, pinned = $6, version = $7, updated_at = $8
              WHERE team_id = $1 AND ticket_id = $2 AND id = $3";
    DELETE = "DELETE FROM timeline_entry WHERE team_id = $1 AND ticket_id = $2 AND id = $3";
    GET = select!("WHERE team_id = $1 AND ticket_id = $2 AND id = $3");
    PAGE = select!("WHERE team_id = $1 AND ticket_id = $2 AND (at, id) > ($3, $4) ORDER BY at, id LIMIT $5");
    PINNED_PAGE = select!("WHERE team_id = $1 AND ticket_id = $2 AND (at, id) > ($3, $4) AND pinned
                           ORDER BY at, id LIMIT $5");
    PIN = "INSERT INTO timeline_pin (team_id, ticket_id, ticket_version) VALUES ($1, $2, $3)
           ON CONFLICT (team_id, ticket_id, ticket_version) DO NOTHING";
    UNPIN = "DELETE FROM timeline_pin WHERE team_id = $1 AND ticket_id = $2 AND ticket_version = $3";
    PINS = "SELECT ticket_version FROM timeline_pin
            WHERE team_id = $1 AND ticket_id = $2 AND ticket_version > $3 AND ticket_version <= $4 ORDER BY ticket_version";
    /// Without a join: the pins are looked up one by one along the ticket's own steps.
    PINNED_STEPS = "SELECT e.seq, e.team_id, e.ticket_id, e.ticket_version, e.kind, e.actor, e.via, e.at, e.body, e.note
                    FROM timeline_pin p JOIN event e
                      ON e.team_id = p.team_id AND e.ticket_id = p.ticket_id AND e.ticket_version = p.ticket_version
                    WHERE p.team_id = $1 AND p.ticket_id = $2 AND p.ticket_version > $3
                    ORDER BY p.ticket_version LIMIT $4";
}

fn map(row: &Row<'_>) -> Result<Entry, Error> {
    Ok(Entry {
        id: row.get(0)?,
        at: At::from_micros(row.get(1)?),
        text: row.get(2)?,
        author: row.get(3)?,
        pinned: row.get(4)?,
        version: row.get(5)?,
        created: At::from_micros(row.get(6)?),
        updated: At::from_micros(row.get(7)?),
    })
}

/// Adds an entry.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, e: &Entry) -> Result<(), Error> {
    let values = params![
        team.0,
        e.id,
        ticket.0,
        e.at.micros(),
        &e.text,
        &e.author,
        e.pinned,
        e.version,
        e.created.micros(),
        e.updated.micros()
    ];
    tx.put(&INSERT, values)
}

/// Writes an entry as it is now. The ticket is locked.
pub fn update(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, e: &Entry) -> Result<(), Error> {
    let values =
        params![team.0, ticket.0, e.id, e.at.micros(), &e.text, e.pinned, e.version, e.updated.micros()];
    tx.put(&UPDATE, values)
}

/// Takes an entry away. The ticket is locked.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, id: i64) -> Result<(), Error> {
    tx.put(&DELETE, params![team.0, ticket.0, id])
}

/// One entry of a ticket.
pub fn get(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, id: i64) -> Result<Option<Entry>, Error> {
    tx.row(&GET, params![team.0, ticket.0, id], map)
}

/// Which items of a timeline are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// Those that are pinned.
    Pinned,
}

/// At most `limit` entries of a ticket after a time and a number, in that order.
pub fn page(
    tx: &mut Tx<'_>,
    (team, ticket): (TeamId, TicketId),
    which: Which,
    (at, id): (At, i64),
    limit: i64,
) -> Result<Vec<Entry>, Error> {
    let statement = match which {
        Which::All => &PAGE,
        Which::Pinned => &PINNED_PAGE,
    };
    tx.rows(statement, params![team.0, ticket.0, at.micros(), id, limit], map)
}

/// Pins a step; one that is pinned stays so. The ticket is locked.
pub fn pin(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, version: i64) -> Result<(), Error> {
    tx.put(&PIN, params![team.0, ticket.0, version])
}

/// Pins a step no longer. The ticket is locked.
pub fn unpin(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, version: i64) -> Result<(), Error> {
    tx.put(&UNPIN, params![team.0, ticket.0, version])
}

/// The versions of the pinned steps of a ticket after one version and up to another.
pub fn pins(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    (after, last): (i64, i64),
) -> Result<Vec<i64>, Error> {
    tx.rows(&PINS, params![team.0, ticket.0, after, last], |row| row.get(0))
}

/// At most `limit` pinned steps of a ticket after a version, oldest first.
pub fn pinned_steps(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    after: i64,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    tx.rows(&PINNED_STEPS, params![team.0, ticket.0, after, limit], crate::event::map)
}
