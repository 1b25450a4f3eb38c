//! Stamps: what of the team's definitions was last changed when, for clients that ask for what is newer.

use domain::id::TeamId;
use sql::{Error, Row, Tx, params};

/// One thing's stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// What kind of thing it is.
    pub kind: String,
    /// Its id; empty for the kind as a whole.
    pub item: String,
    /// Of what it was when it was stamped.
    pub digest: String,
    /// Microseconds; never given twice for a kind.
    pub value: i64,
}

sql::statements! {
    OF = "SELECT kind, item, digest, value FROM stamp WHERE team_id = $1 AND project = $2";
    OF_KIND = "SELECT project, item, value FROM stamp WHERE team_id = $1 AND kind = $2 AND value > $3 AND project <> ''";
    PUT = "INSERT INTO stamp (team_id, kind, project, item, digest, value) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (team_id, project, kind, item) DO UPDATE SET digest = excluded.digest, value = excluded.value";
    DELETE = "DELETE FROM stamp WHERE team_id = $1 AND project = $2 AND kind = $3 AND item = $4";
}

fn map(row: &Row<'_>) -> Result<Stamp, Error> {
    Ok(Stamp { kind: row.get(0)?, item: row.get(1)?, digest: row.get(2)?, value: row.get(3)? })
}

/// The stamps of a project's things; those of the kinds as a whole where the project is empty.
pub fn of(tx: &mut Tx<'_>, team: TeamId, project: &str) -> Result<Vec<Stamp>, Error> {
    tx.rows(&OF, params![team.0, project], map)
}

/// Project, id and stamp of all things of a kind whose stamp is past `since`.
pub fn of_kind(
    tx: &mut Tx<'_>,
    team: TeamId,
    kind: &str,
    since: i64,
) -> Result<Vec<(String, String, i64)>, Error> {
    tx.rows(&OF_KIND, params![team.0, kind, since], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Stamps a thing.
pub fn put(tx: &mut Tx<'_>, team: TeamId, project: &str, stamp: &Stamp) -> Result<(), Error> {
    tx.put(&PUT, params![team.0, &stamp.kind, project, &stamp.item, &stamp.digest, stamp.value])
}

/// Forgets the stamp of a thing that is gone.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, project: &str, kind: &str, item: &str) -> Result<(), Error> {
    tx.put(&DELETE, params![team.0, project, kind, item])
}
