//! The audit: every administrative change and log-in, one chain of hashes a team.

use crate::filter::{Reach, Written, audit as columns};
use domain::{At, id::TeamId};
use sha2::{Digest, Sha256};
use sql::{Asked, Error, Param, Row, Tx, params};

/// An entry.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its place in the chain, growing.
    pub seq: i64,
    /// Who did it.
    pub actor: String,
    /// Through which door.
    pub via: String,
    /// What was done: `user.create`, `session.login` …
    pub action: String,
    /// To what: a user name, a short id, a key.
    pub object: String,
    /// When.
    pub at: At,
    /// The details as JSON text, without secrets.
    pub body: String,
}

sql::statements! {
    LOCK = {
        sqlite: "SELECT value FROM setting WHERE team_id = $1 AND name = 'audit.head'",
        postgres: "SELECT value FROM setting WHERE team_id = $1 AND name = 'audit.head' FOR UPDATE",
    };
    INSERT = "INSERT INTO audit (team_id, seq, actor, via, action, object, at, body, hash)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    HEAD = "UPDATE setting SET value = $2 WHERE team_id = $1 AND name = 'audit.head'";
    START = "INSERT INTO setting (team_id, name, value) VALUES ($1, 'audit.head', '') ON CONFLICT DO NOTHING";
    EDITION = "SELECT seq FROM audit WHERE team_id = $1 ORDER BY seq DESC LIMIT 1";
    LIST = "SELECT seq, actor, via, action, object, at, body FROM audit
            WHERE team_id = $1 AND seq < $2 AND ($3 = '' OR actor = $3) AND ($4 = '' OR action = $4)
            ORDER BY seq DESC LIMIT $5";
    CHAIN = "SELECT seq, actor, via, action, object, at, body, hash FROM audit
             WHERE team_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    /// Where the newest entries begin.
    BEFORE_NEWEST = "SELECT seq FROM audit WHERE team_id = $1 ORDER BY seq DESC LIMIT 1 OFFSET $2";
    HASH = "SELECT hash FROM audit WHERE team_id = $1 AND seq = $2";
}

/// Keeps the chain's head from others until the commit, and gives it.
///
/// Every administrative change begins with this, so that such changes of one team are made one after another: what one
/// of them has looked at (who is an administrator, which names are taken) still holds when it writes.
pub fn lock(tx: &mut Tx<'_>, team: TeamId) -> Result<String, Error> {
    if let Some(head) = tx.row(&LOCK, params![team.0], |row| row.get::<String>(0))? {
        return Ok(head);
    }
    tx.execute(&START, params![team.0])?;
    Ok(tx.row(&LOCK, params![team.0], |row| row.get(0))?.unwrap_or_default())
}

/// Adds an entry to the chain and gives its place. The head of the chain is kept from others until the commit, so entries
/// are in order.
pub fn append(tx: &mut Tx<'_>, team: TeamId, entry: &Entry) -> Result<i64, Error> {
    let head = lock(tx, team)?;
    let seq = crate::number::take(tx, crate::number::Source::Audit)?;
    let hash = hash(team, &head, &Entry { seq, ..entry.clone() });
    let values = params![
        team.0,
        seq,
        &entry.actor,
        &entry.via,
        &entry.action,
        &entry.object,
        entry.at.micros(),
        &entry.body,
        &hash
    ];
    tx.put(&INSERT, values)?;
    tx.put(&HEAD, params![team.0, hash])?;
    Ok(seq)
}

/// Asks for the number of the newest entry, to be read later with [`edition`].
///
/// Every administrative change adds an entry in its own transaction, in the order of commits: while this number stays,
/// accounts, groups, rules, tokens, log-ins and projects are what they were.
pub fn ask_edition(tx: &mut Tx<'_>, team: TeamId) -> Result<Asked<i64>, Error> {
    tx.ask(&EDITION, params![team.0], |row| row.get(0))
}

/// The number that was asked for; 0 before the first entry.
pub fn edition(tx: &mut Tx<'_>, asked: Asked<i64>) -> Result<i64, Error> {
    Ok(tx.answer_one(asked)?.unwrap_or(0))
}

/// A link of the chain as it stands: the entry (or why it cannot be read), by its place, and its hash.
#[derive(Debug)]
pub struct Link {
    /// Its place in the chain.
    pub seq: i64,
    /// The entry and its hash.
    pub row: Result<(Entry, String), String>,
}

/// At most `limit` links of the chain after a place, oldest first.
pub fn chain(tx: &mut Tx<'_>, team: TeamId, after: i64, limit: i64) -> Result<Vec<Link>, Error> {
    tx.rows(&CHAIN, params![team.0, after, limit], |row| {
        let read = || Ok::<_, Error>((map(row)?, row.get(7)?));
        Ok(Link { seq: row.get(0)?, row: read().map_err(|error| error.to_string()) })
    })
}

/// The hash at the end of the chain; empty where there is none yet.
pub fn head(tx: &mut Tx<'_>, team: TeamId) -> Result<String, Error> {
    Ok(crate::setting::get(tx, team, "audit.head")?.unwrap_or_default())
}

/// The place before the newest `count` entries and the hash that stands there; the beginning where there are fewer.
pub fn before_newest(tx: &mut Tx<'_>, team: TeamId, count: i64) -> Result<(i64, String), Error> {
    let Some(seq) = tx.row(&BEFORE_NEWEST, params![team.0, count], |row| row.get::<i64>(0))? else {
        return Ok((0, String::new()));
    };
    Ok((seq, tx.row(&HASH, params![team.0, seq], |row| row.get(0))?.unwrap_or_default()))
}

/// The hash that stands on an entry: of the hash before it and every column of its own.
pub fn hash(team: TeamId, head: &str, e: &Entry) -> String {
    let mut digest = Sha256::new();
    for number in [team.0, e.seq, e.at.micros()] {
        digest.update(number.to_be_bytes());
    }
    for text in [head, &e.actor, &e.via, &e.action, &e.object, &e.body] {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    }
    crate::hex(&digest.finalize())
}

fn map(row: &Row<'_>) -> Result<Entry, Error> {
    Ok(Entry {
        seq: row.get(0)?,
        actor: row.get(1)?,
        via: row.get(2)?,
        action: row.get(3)?,
        object: row.get(4)?,
        at: At::from_micros(row.get(5)?),
        body: row.get(6)?,
    })
}

/// Which entries are wanted; every condition that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Those before this place.
    pub before: i64,
    /// By this actor; empty = any.
    pub actor: String,
    /// Of this action; empty = any.
    pub action: String,
    /// Those that meet this filter of the language.
    pub written: Option<Written>,
}

/// At most `limit` entries, newest first.
pub fn list(tx: &mut Tx<'_>, team: TeamId, query: &Query, limit: i64) -> Result<Vec<Entry>, Error> {
    let Query { before, actor, action, written } = query;
    let Some(written) = written else {
        return tx.rows(&LIST, params![team.0, *before, actor, action, limit], map);
    };
    let mut values: Vec<Param<'static>> =
        vec![team.0.into(), (*before).into(), actor.clone().into(), action.clone().into(), limit.into()];
    let condition = written.compile(columns, (tx.engine(), Reach::Check), &mut values)?;
    let sql = format!(
        "SELECT seq, actor, via, action, object, at, body FROM audit
         WHERE team_id = $1 AND seq < $2 AND ($3 = '' OR actor = $3) AND ($4 = '' OR action = $4) AND {condition}
         ORDER BY seq DESC LIMIT $5"
    );
    tx.dynamic_rows(&sql, &values, map)
}
