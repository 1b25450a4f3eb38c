//! The words that published APIs have for what a project has, edited by administrators.

use domain::{
    id::TeamId,
    vocabulary::{Entry, Kind, Surface},
};
use sql::{Error, Row, Tx, params};

sql::statements! {
    LIST = "SELECT surface, kind, key, word, aliases FROM vocabulary
            WHERE team_id = $1 AND project = $2 ORDER BY position";
    OF_SURFACE = "SELECT surface, kind, key, word, aliases, project FROM vocabulary
           WHERE team_id = $1 AND surface = $2 ORDER BY project, position";
    DELETE = "DELETE FROM vocabulary WHERE team_id = $1 AND project = $2";
    INSERT = "INSERT INTO vocabulary (team_id, project, surface, kind, key, position, word, aliases)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

fn map(row: &Row<'_>) -> Result<Entry, Error> {
    let (surface, kind) = (row.text(0)?, row.text(1)?);
    Ok(Entry {
        surface: crate::word(Surface::parse(surface), "vocabulary.surface", surface)?,
        kind: crate::word(Kind::parse(kind), "vocabulary.kind", kind)?,
        key: row.get(2)?,
        word: row.get(3)?,
        aliases: crate::json(row.text(4)?)?,
    })
}

/// A project's words, in order.
pub fn list(tx: &mut Tx<'_>, team: TeamId, project: &str) -> Result<Vec<Entry>, Error> {
    tx.rows(&LIST, params![team.0, project], map)
}

/// The words of every project on one surface, each with its project's key.
pub fn all_of(tx: &mut Tx<'_>, team: TeamId, surface: Surface) -> Result<Vec<(String, Entry)>, Error> {
    tx.rows(&OF_SURFACE, params![team.0, surface.word()], |row| Ok((row.get(5)?, map(row)?)))
}

/// Makes these a project's words, and no other.
pub fn set(tx: &mut Tx<'_>, team: TeamId, project: &str, entries: &[Entry]) -> Result<(), Error> {
    tx.put(&DELETE, params![team.0, project])?;
    for (position, entry) in (0_i64..).zip(entries) {
        let values = params![
            team.0,
            project,
            entry.surface.word(),
            entry.kind.word(),
            &entry.key,
            position,
            &entry.word,
            crate::to_json(&entry.aliases)?
        ];
        tx.put(&INSERT, values)?;
    }
    Ok(())
}
