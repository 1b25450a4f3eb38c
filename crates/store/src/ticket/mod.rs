//! Tickets: the row, and the two side tables (tags, watchers) that lists are filtered by.

mod asked;
pub(crate) mod filter;
mod followed;
mod numbers;
pub(crate) mod page;
mod ranked;
mod spread;
pub(crate) mod tally;
pub(crate) mod total;

pub use asked::{Column, Inquiry, asked};
pub(crate) use filter::Where;
pub use filter::{ByProject, Filter, Order, Position, Shades, Slice, Sort, Which};
pub(crate) use followed::{Found, Tiered};
pub use page::list;
pub use ranked::{Place, Ranked, Start, ranked};
pub use spread::{Kinds, Took, assignees, creations, durations, ends, ids, kinds};
pub use tally::fold as fold_tally;
pub use total::Totals;
pub(crate) use total::{Gathered, MOST_UNSETTLED, Question, ask_mark};

use domain::{
    At,
    id::{TeamId, TicketId},
    ticket::{Priority, Source, Ticket},
};
use sql::{Asked, Error, Row, Tx, params};

macro_rules! columns {
    () => {
        "team_id, id, uuid, project, type, status, title, content, category, priority, assignee, creator, tags, watchers, \
         player_id, contact, game_id, env, source, due_at, appointment_at, fields, version, created_at, updated_at, \
         deleted_at"
    };
}

pub(crate) use columns;

pub(crate) const COLUMNS: &str = columns!();

sql::statements! {
    GET = concat!("SELECT ", columns!(), " FROM ticket WHERE team_id = $1 AND id = $2");
    LOCK = {
        sqlite: concat!("SELECT ", columns!(), ", head_hash FROM ticket WHERE team_id = $1 AND id = $2"),
        postgres: concat!("SELECT ", columns!(), ", head_hash FROM ticket WHERE team_id = $1 AND id = $2 FOR UPDATE"),
    };
    NEXT = concat!("SELECT ", columns!(), " FROM ticket WHERE team_id = $1 AND id > $2 ORDER BY id LIMIT $3");
    INSERT = concat!("INSERT INTO ticket (", columns!(), ", head_hash)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                      $22, $23, $24, $25, $26, $27)");
    UPDATE = "UPDATE ticket
              SET status = $3, title = $4, content = $5, category = $6, priority = $7, assignee = $8, tags = $9,
                  watchers = $10, player_id = $11, contact = $12, game_id = $13, env = $14, due_at = $15,
                  appointment_at = $16, fields = $17, version = $18, updated_at = $19, deleted_at = $20, head_hash = $21
              WHERE team_id = $1 AND id = $2 AND version = $18 - 1";
    /// A step along the workflow, or one that only says something. SQLite writes every index anew that has one of the
    /// columns it is told to set, whether their values change or not.
    STEP = "UPDATE ticket SET status = $3, version = $4, updated_at = $5, head_hash = $6
            WHERE team_id = $1 AND id = $2 AND version = $4 - 1";
    ADD_TAG = "INSERT INTO ticket_tag (team_id, tag_folded, ticket_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    DROP_TAGS = "DELETE FROM ticket_tag WHERE team_id = $1 AND ticket_id = $2";
    ADD_WATCHER = "INSERT INTO watcher (team_id, username, ticket_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    OF_NUMBERS = {
        sqlite: concat!("SELECT ", columns!(), " FROM ticket
                         WHERE team_id = $1 AND id IN (SELECT value FROM json_each('[' || $2 || ']'))"),
        postgres: concat!("SELECT ", columns!(), " FROM ticket
                           WHERE team_id = $1 AND id = ANY (CAST(string_to_array($2, ',') AS BIGINT[]))"),
    };
    ID = "SELECT id FROM ticket WHERE team_id = $1 AND uuid = $2";
    OF_UUIDS = {
        sqlite: concat!("SELECT ", columns!(), " FROM ticket
                         WHERE team_id = $1 AND uuid IN (SELECT value FROM json_each($2))"),
        postgres: concat!("SELECT ", columns!(), " FROM ticket
                           WHERE team_id = $1 AND uuid = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))"),
    };
    /// Locks are taken in the order of the rows: whoever needs several waits for nobody who waits for them.
    HOLD = {
        sqlite: "SELECT id FROM ticket WHERE team_id = $1 AND id IN (SELECT value FROM json_each($2)) ORDER BY id",
        postgres: "SELECT id FROM ticket
                   WHERE team_id = $1 AND id = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)::bigint))
                   ORDER BY id FOR UPDATE",
    };
    /// As above, of ids that nobody has yet.
    CLAIM = {
        sqlite: "SELECT value FROM json_each($2) WHERE $1 IS NOT NULL",
        postgres: "SELECT pg_advisory_xact_lock(18245, place)::text
                   FROM (SELECT DISTINCT hashtext($1::bigint::text || value) AS place
                         FROM json_array_elements_text($2::text::json) ORDER BY place) AS wanted",
    };
    NEWEST_UPDATE = "SELECT updated_at FROM ticket WHERE team_id = $1 ORDER BY updated_at DESC LIMIT 1";
    NEWEST_NUMBER = "SELECT id FROM ticket WHERE team_id = $1 ORDER BY id DESC LIMIT 1";
    DROP_WATCHERS = "DELETE FROM watcher WHERE team_id = $1 AND ticket_id = $2";
}

pub(crate) fn map(row: &Row<'_>) -> Result<Ticket, Error> {
    let source = row.text(18)?;
    Ok(Ticket {
        team: TeamId(row.get(0)?),
        id: TicketId(row.get(1)?),
        uuid: row.get(2)?,
        project: row.get(3)?,
        kind: row.get(4)?,
        status: row.get(5)?,
        title: row.get(6)?,
        content: row.get(7)?,
        category: row.get(8)?,
        priority: Priority::from_rank(row.get(9)?),
        assignee: row.get(10)?,
        creator: row.get(11)?,
        tags: list_of(row, 12)?,
        watchers: list_of(row, 13)?,
        player_id: row.get(14)?,
        contact: row.get(15)?,
        game_id: row.get(16)?,
        env: row.get(17)?,
        source: crate::word(Source::parse(source), "ticket.source", source)?,
        due: row.get::<Option<i64>>(19)?.map(At::from_micros),
        appointment: row.get::<Option<i64>>(20)?.map(At::from_micros),
        fields: match row.text(21)? {
            "{}" => std::collections::BTreeMap::new(),
            text => crate::json(text)?,
        },
        version: row.get(22)?,
        created: At::from_micros(row.get(23)?),
        updated: At::from_micros(row.get(24)?),
        deleted: row.get::<Option<i64>>(25)?.map(At::from_micros),
    })
}

fn list_of(row: &Row<'_>, column: usize) -> Result<Vec<String>, Error> {
    match row.text(column)? {
        "[]" => Ok(Vec::new()),
        text => crate::json(text),
    }
}

/// A ticket, deleted or not.
pub fn get(tx: &mut Tx<'_>, team: TeamId, id: TicketId) -> Result<Option<Ticket>, Error> {
    tx.row(&GET, params![team.0, id.0], map)
}

/// The number of a ticket of a 16-character id, deleted or not.
pub fn id_of(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<Option<TicketId>, Error> {
    tx.row(&ID, params![team.0, uuid], |row| row.get(0).map(TicketId))
}

/// The tickets of these 16-character ids, deleted or not, in one statement and no order.
pub fn of_uuids(tx: &mut Tx<'_>, team: TeamId, uuids: &[&str]) -> Result<Vec<Ticket>, Error> {
    tx.rows(&OF_UUIDS, params![team.0, crate::to_json(&uuids)?], map)
}

/// Keeps tickets from others until the commit. Whoever needs more than one asks for all of them here, before any other.
pub fn hold(tx: &mut Tx<'_>, team: TeamId, ids: &[TicketId]) -> Result<(), Error> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.rows(&HOLD, params![team.0, crate::to_json(&ids)?], |_| Ok(())).map(drop)
}

/// Keeps these 16-character ids from others who ask for them here until the commit, whether there are such tickets or not.
pub fn claim(tx: &mut Tx<'_>, team: TeamId, uuids: &[&str]) -> Result<(), Error> {
    tx.rows(&CLAIM, params![team.0, crate::to_json(&uuids)?], |_| Ok(())).map(drop)
}

/// When a ticket was last changed; `None` where there is none.
pub fn newest_update(tx: &mut Tx<'_>, team: TeamId) -> Result<Option<At>, Error> {
    tx.row(&NEWEST_UPDATE, params![team.0], |row| Ok(At::from_micros(row.get(0)?)))
}

/// Asks for a ticket, deleted or not.
pub fn ask(tx: &mut Tx<'_>, team: TeamId, id: TicketId) -> Result<Asked<Ticket>, Error> {
    tx.ask(&GET, params![team.0, id.0], map)
}

/// The tickets whose number comes next after `after`, deleted or not.
pub(crate) fn next(tx: &mut Tx<'_>, team: TeamId, after: TicketId, limit: i64) -> Result<Vec<Ticket>, Error> {
    tx.rows(&NEXT, params![team.0, after.0, limit], map)
}

/// Asks for a ticket, deleted or not, kept from others until the commit, with the hash of its newest step. What is asked
/// after it is read under its lock.
pub fn ask_lock(tx: &mut Tx<'_>, team: TeamId, id: TicketId) -> Result<Asked<(Ticket, String)>, Error> {
    tx.ask(&LOCK, params![team.0, id.0], |row| Ok((map(row)?, row.get(26)?)))
}

/// Writes a new ticket, its tags and watchers; its search words become due.
pub fn insert(tx: &mut Tx<'_>, t: &Ticket, head_hash: &str) -> Result<(), Error> {
    let values = params![
        t.team.0,
        t.id.0,
        &t.uuid,
        &t.project,
        &t.kind,
        &t.status,
        &t.title,
        &t.content,
        &t.category,
        t.priority.rank(),
        &t.assignee,
        &t.creator,
        crate::to_json(&t.tags)?,
        crate::to_json(&t.watchers)?,
        &t.player_id,
        &t.contact,
        &t.game_id,
        &t.env,
        t.source.word(),
        t.due.map(At::micros),
        t.appointment.map(At::micros),
        crate::to_json(&t.fields)?,
        t.version,
        t.created.micros(),
        t.updated.micros(),
        t.deleted.map(At::micros),
        head_hash
    ];
    tx.put(&INSERT, values)?;
    index(tx, t)
}

/// Writes what a new ticket is found by: its tags and watchers; its search words become due.
pub(crate) fn index(tx: &mut Tx<'_>, t: &Ticket) -> Result<(), Error> {
    add_tags(tx, t)?;
    add_watchers(tx, t)?;
    crate::search::mark(tx, t.team, t.id)?;
    // Last, because another writer may wait for its row until the commit.
    tally::begin(tx, t)
}

/// Writes what has changed from `old`, which this transaction has locked, to `new`, whose version is one more.
///
/// It cannot miss: the version was read under the lock, and a second step of one version is refused by the key of the
/// history, which is written first.
pub fn update(tx: &mut Tx<'_>, old: &Ticket, new: &Ticket, head_hash: &str) -> Result<(), Error> {
    if is_step(old, new) {
        let Ticket { team, id, status, version, updated, .. } = new;
        tx.put(&STEP, params![team.0, id.0, status, *version, updated.micros(), head_hash])?;
        return tally::change(tx, old, new);
    }
    let values = params![
        new.team.0,
        new.id.0,
        &new.status,
        &new.title,
        &new.content,
        &new.category,
        new.priority.rank(),
        &new.assignee,
        crate::to_json(&new.tags)?,
        crate::to_json(&new.watchers)?,
        &new.player_id,
        &new.contact,
        &new.game_id,
        &new.env,
        new.due.map(At::micros),
        new.appointment.map(At::micros),
        crate::to_json(&new.fields)?,
        new.version,
        new.updated.micros(),
        new.deleted.map(At::micros),
        head_hash
    ];
    tx.put(&UPDATE, values)?;
    if old.tags != new.tags {
        tx.put(&DROP_TAGS, params![new.team.0, new.id.0])?;
        add_tags(tx, new)?;
    }
    if old.watchers != new.watchers {
        tx.put(&DROP_WATCHERS, params![new.team.0, new.id.0])?;
        add_watchers(tx, new)?;
    }
    if crate::search::differs(old, new) {
        crate::search::mark(tx, new.team, new.id)?;
    }
    // Last, because another writer may wait for its rows until the commit.
    tally::change(tx, old, new)
}

/// The tickets of some numbers, deleted or not.
pub fn of_numbers(tx: &mut Tx<'_>, team: TeamId, ids: &[i64]) -> Result<Vec<Ticket>, Error> {
    tx.rows(&OF_NUMBERS, params![team.0, crate::search::list(ids)], map)
}

/// Whether nothing but the status has changed, if that.
fn is_step(old: &Ticket, new: &Ticket) -> bool {
    let step =
        Ticket { status: new.status.clone(), version: new.version, updated: new.updated, ..old.clone() };
    step == *new
}

fn add_tags(tx: &mut Tx<'_>, t: &Ticket) -> Result<(), Error> {
    for tag in &t.tags {
        tx.put(&ADD_TAG, params![t.team.0, domain::text::fold(tag), t.id.0])?;
    }
    Ok(())
}

fn add_watchers(tx: &mut Tx<'_>, t: &Ticket) -> Result<(), Error> {
    for watcher in &t.watchers {
        tx.put(&ADD_WATCHER, params![t.team.0, watcher, t.id.0])?;
    }
    Ok(())
}
