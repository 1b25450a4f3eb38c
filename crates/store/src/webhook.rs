//! Webhooks: who outside is told of what happens, and up to which place of the history they were. Of their secrets only the
//! salts are here.

use domain::{At, history::Kind, id::TeamId};
use sql::{Error, Row, Tx, params};

/// A webhook.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Its short id.
    pub uuid: String,
    /// Its name, of which there is one.
    pub name: String,
    /// Where messages are sent.
    pub url: String,
    /// The project whose tickets it is told of; `None` = all.
    pub project: Option<String>,
    /// The kinds of steps it is told of; none = all.
    pub kinds: Vec<Kind>,
    /// The filter that the ticket of a step has to meet; empty = all tickets.
    pub filter: String,
    /// Who reads what it is told.
    pub notes: Notes,
    /// In which order messages are sent.
    pub order: Order,
    /// Whether it is told anything.
    pub enabled: bool,
    /// What the secret is made of, beside the signing key.
    pub salt: String,
    /// Which signing key that was.
    pub key_print: String,
    /// The salt before it, and until when messages are signed with that too.
    pub last: Option<(String, At)>,
    /// It is told of what comes after this place.
    pub since: i64,
    /// Attempts that have failed since the last that has not.
    pub failures: i64,
    /// Until when it is let alone, because it fails.
    pub rest_until: Option<At>,
    /// When something was last delivered, to the minute.
    pub delivered: Option<At>,
    /// Grows with every change by people.
    pub version: i64,
    /// When it was made.
    pub created: At,
    /// When its secret was made.
    pub rotated: At,
}

/// Whether a webhook is told what only staff may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notes {
    /// What everybody may read who sees the ticket.
    Public,
    /// Internal comments and notes too.
    Internal,
}

/// In which order messages are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As they come, side by side.
    Free,
    /// Of each ticket one after another: one that fails holds up those behind it.
    ByTicket,
}

macro_rules! columns {
    () => {
        "uuid, name, url, project, kinds, notes, ordered, enabled, salt, key_print, last_salt, last_until, since, failures,
         rest_until, delivered_at, version, created_at, rotated_at, filter"
    };
}

sql::statements! {
    LIST = concat!("SELECT ", columns!(), " FROM webhook WHERE team_id = $1 ORDER BY created_at, uuid");
    LIVE = concat!("SELECT ", columns!(), " FROM webhook WHERE team_id = $1 AND enabled ORDER BY uuid");
    GET = concat!("SELECT ", columns!(), " FROM webhook WHERE team_id = $1 AND uuid = $2");
    BY_NAME = concat!("SELECT ", columns!(), " FROM webhook WHERE team_id = $1 AND name_folded = $2");
    INSERT = "INSERT INTO webhook (team_id, uuid, name, name_folded, url, project, kinds, notes, ordered, enabled, salt,
                                   key_print, since, failures, version, created_at, rotated_at, filter)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, $15, $16, $17)";
    UPDATE = "UPDATE webhook
              SET name = $3, name_folded = $4, url = $5, project = $6, kinds = $7, notes = $8, ordered = $9, enabled = $10,
                  salt = $11, key_print = $12, last_salt = $13, last_until = $14, since = $15, version = $16 + 1,
                  rotated_at = $17, filter = $18
              WHERE team_id = $1 AND uuid = $2 AND version = $16";
    DELETE = "DELETE FROM webhook WHERE team_id = $1 AND uuid = $2";
    DELETE_OF_PROJECT = "DELETE FROM webhook WHERE team_id = $1 AND project = $2";
    /// Not with every message: one row that many write would hold them up.
    DELIVERED = "UPDATE webhook SET failures = 0, rest_until = NULL, delivered_at = $3
                 WHERE team_id = $1 AND uuid = $2
                   AND (failures > 0 OR delivered_at IS NULL OR delivered_at + 60000000 < $3)";
    FAILED = "UPDATE webhook SET failures = failures + 1, rest_until = $3 WHERE team_id = $1 AND uuid = $2";
    RESUME = "UPDATE webhook SET failures = 0, rest_until = NULL WHERE team_id = $1 AND uuid = $2";
    PLACE = "SELECT place FROM webhook_cursor WHERE team_id = $1";
    BEGIN = "INSERT INTO webhook_cursor (team_id, place) VALUES ($1, $2)
             ON CONFLICT (team_id) DO UPDATE SET place = excluded.place";
    MOVE = "UPDATE webhook_cursor SET place = $3 WHERE team_id = $1 AND place = $2";
}

fn map(row: &Row<'_>) -> Result<Webhook, Error> {
    let kinds: Vec<String> = crate::json(row.text(4)?)?;
    let kinds = kinds.iter().map(|word| crate::word(Kind::parse(word), "webhook.kinds", word));
    let (last_salt, last_until): (Option<String>, Option<i64>) = (row.get(10)?, row.get(11)?);
    Ok(Webhook {
        uuid: row.get(0)?,
        name: row.get(1)?,
        url: row.get(2)?,
        project: row.get(3)?,
        kinds: kinds.collect::<Result<_, _>>()?,
        notes: if row.get(5)? { Notes::Internal } else { Notes::Public },
        order: if row.get(6)? { Order::ByTicket } else { Order::Free },
        enabled: row.get(7)?,
        salt: row.get(8)?,
        key_print: row.get(9)?,
        last: last_salt.zip(last_until.map(At::from_micros)),
        since: row.get(12)?,
        failures: row.get(13)?,
        rest_until: row.get::<Option<i64>>(14)?.map(At::from_micros),
        delivered: row.get::<Option<i64>>(15)?.map(At::from_micros),
        version: row.get(16)?,
        created: At::from_micros(row.get(17)?),
        rotated: At::from_micros(row.get(18)?),
        filter: row.get(19)?,
    })
}

fn kinds(webhook: &Webhook) -> Result<String, Error> {
    crate::to_json(&webhook.kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>())
}

/// All of them, oldest first.
pub fn list(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Webhook>, Error> {
    tx.rows(&LIST, params![team.0], map)
}

/// Those that are told something.
pub fn live(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Webhook>, Error> {
    tx.rows(&LIVE, params![team.0], map)
}

/// One by its short id.
pub fn get(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<Option<Webhook>, Error> {
    tx.row(&GET, params![team.0, uuid], map)
}

/// The one of a name, in any case.
pub fn by_name(tx: &mut Tx<'_>, team: TeamId, name: &str) -> Result<Option<Webhook>, Error> {
    tx.row(&BY_NAME, params![team.0, domain::text::fold(name)], map)
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, webhook: &Webhook) -> Result<(), Error> {
    let values = params![
        team.0,
        &webhook.uuid,
        &webhook.name,
        domain::text::fold(&webhook.name),
        &webhook.url,
        &webhook.project,
        kinds(webhook)?,
        webhook.notes == Notes::Internal,
        webhook.order == Order::ByTicket,
        webhook.enabled,
        &webhook.salt,
        &webhook.key_print,
        webhook.since,
        webhook.version,
        webhook.created.micros(),
        webhook.rotated.micros(),
        &webhook.filter
    ];
    tx.put(&INSERT, values)
}

/// Writes what people can change of one, if it is still of this version; `false` when it is not, or gone.
pub fn update(tx: &mut Tx<'_>, team: TeamId, webhook: &Webhook) -> Result<bool, Error> {
    let last = webhook.last.as_ref();
    let values = params![
        team.0,
        &webhook.uuid,
        &webhook.name,
        domain::text::fold(&webhook.name),
        &webhook.url,
        &webhook.project,
        kinds(webhook)?,
        webhook.notes == Notes::Internal,
        webhook.order == Order::ByTicket,
        webhook.enabled,
        &webhook.salt,
        &webhook.key_print,
        last.map(|(salt, _)| salt.clone()),
        last.map(|(_, until)| until.micros()),
        webhook.since,
        webhook.version,
        webhook.rotated.micros(),
        &webhook.filter
    ];
    Ok(tx.execute(&UPDATE, values)? == 1)
}

/// Removes one; `false` when there is none.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<bool, Error> {
    Ok(tx.execute(&DELETE, params![team.0, uuid])? == 1)
}

/// Removes those of a project.
pub fn delete_of_project(tx: &mut Tx<'_>, team: TeamId, project: &str) -> Result<(), Error> {
    tx.put(&DELETE_OF_PROJECT, params![team.0, project])
}

/// Something was delivered.
pub fn delivered(tx: &mut Tx<'_>, team: TeamId, uuid: &str, at: At) -> Result<(), Error> {
    tx.put(&DELIVERED, params![team.0, uuid, at.micros()])
}

/// An attempt has failed; until `rest` it is let alone, where that is given.
pub fn failed(tx: &mut Tx<'_>, team: TeamId, uuid: &str, rest: Option<At>) -> Result<(), Error> {
    tx.put(&FAILED, params![team.0, uuid, rest.map(At::micros)])
}

/// It is not let alone any more.
pub fn resume(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<(), Error> {
    tx.put(&RESUME, params![team.0, uuid])
}

/// Up to which place of the history everything was handed on.
pub fn place(tx: &mut Tx<'_>, team: TeamId) -> Result<Option<i64>, Error> {
    tx.row(&PLACE, params![team.0], |row| row.get(0))
}

/// Begins at a place.
pub fn begin(tx: &mut Tx<'_>, team: TeamId, place: i64) -> Result<(), Error> {
    tx.put(&BEGIN, params![team.0, place])
}

/// Moves on from one place to another; `false` when somebody else has.
pub fn advance(tx: &mut Tx<'_>, team: TeamId, from: i64, to: i64) -> Result<bool, Error> {
    Ok(tx.execute(&MOVE, params![team.0, from, to])? == 1)
}
