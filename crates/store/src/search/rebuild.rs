//! Filling the index of a database whose tickets were written by an older program.
//!
//! A database says which revision of the index it holds; a program that knows another one builds it anew, a few tickets a
//! transaction, and says so when the last is done. The place reached is written with each batch, so a program that is
//! killed goes on where it was, and several nodes take the batches in turn. Until then nobody may search.

use super::index;
use crate::setting;
use domain::id::TeamId;
use sql::{Error, Tx, params};

/// Changes whenever the same ticket would give other terms than before.
pub const REVISION: &str = "1";
/// The revision that the index is complete at.
const DONE: &str = "search.revision";
/// `revision:last ticket done`, while one is being built.
const REACHED: &str = "search.building";

/// How many tickets are indexed in one transaction: some 50 ms of the one writer's time.
const BATCH: i64 = 200;

sql::statements! {
    BEGIN = "INSERT INTO setting (team_id, name, value) VALUES ($1, $2, $3) ON CONFLICT (team_id, name) DO NOTHING";
    REACH = {
        sqlite: "SELECT value FROM setting WHERE team_id = $1 AND name = $2",
        postgres: "SELECT value FROM setting WHERE team_id = $1 AND name = $2 FOR UPDATE",
    };
    END = "DELETE FROM setting WHERE team_id = $1 AND name = $2";
    NEXT = {
        sqlite: concat!("SELECT ", crate::ticket::columns!(), " FROM ticket WHERE team_id = $1 AND id > $2 ORDER BY id LIMIT $3"),
        postgres: concat!("SELECT ", crate::ticket::columns!(), " FROM ticket WHERE team_id = $1 AND id > $2 ORDER BY id LIMIT $3
                           FOR UPDATE"),
    };
}

/// How far the building is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The index is complete.
    Complete,
    /// So many tickets or people were indexed by this step; there may be more.
    Indexed(usize),
}

/// Whether the index is complete, so that searches find what is there.
pub fn is_complete(tx: &mut Tx<'_>, team: TeamId) -> Result<bool, Error> {
    Ok(setting::get(tx, team, DONE)?.as_deref() == Some(REVISION))
}

/// Indexes the next few tickets; to be repeated until it says [`Progress::Complete`]. Safe on several nodes at once, and
/// beside other writes: the tickets are locked.
pub fn step(tx: &mut Tx<'_>, team: TeamId) -> Result<Progress, Error> {
    if is_complete(tx, team)? {
        return Ok(Progress::Complete);
    }
    tx.execute(&BEGIN, params![team.0, REACHED, format!("{REVISION}:0")])?;
    let reached: Option<String> = tx.row(&REACH, params![team.0, REACHED], |row| row.get(0))?;
    // Another node may have ended it while this one waited for the row.
    let Some(reached) = reached else { return Ok(Progress::Indexed(0)) };
    let last: i64 = match reached.split_once(':') {
        Some((REVISION, last)) => last.parse().unwrap_or(0),
        // Begun by a program of another revision: from the start.
        _ => 0,
    };
    let people = crate::account::name_some(tx, team, BATCH)?;
    if people > 0 {
        return Ok(Progress::Indexed(people));
    }
    let tickets = tx.rows(&NEXT, params![team.0, last, BATCH], crate::ticket::map)?;
    let Some(newest) = tickets.last() else {
        setting::put(tx, team, DONE, REVISION)?;
        tx.put(&END, params![team.0, REACHED])?;
        return Ok(Progress::Complete);
    };
    let newest = newest.id;
    for ticket in &tickets {
        index::index(tx, ticket)?;
    }
    setting::put(tx, team, REACHED, &format!("{REVISION}:{newest}"))?;
    Ok(Progress::Indexed(tickets.len()))
}
