//! Statuses that the team has and no workflow yet.

use domain::{
    At,
    id::TeamId,
    workflow::{Status, StatusCategory},
};
use sql::{Error, Tx, params};

sql::statements! {
    LIST = "SELECT uuid, name, category FROM task_status WHERE team_id = $1 ORDER BY created_at, uuid LIMIT $2";
    COUNT = "SELECT COUNT(*) FROM task_status WHERE team_id = $1";
    INSERT = "INSERT INTO task_status (team_id, uuid, name, category, created_at) VALUES ($1, $2, $3, $4, $5)
              ON CONFLICT DO NOTHING";
}

/// The oldest `limit` of them. They have no key yet: a workflow that takes one gives it its own.
pub fn list(tx: &mut Tx<'_>, team: TeamId, limit: i64) -> Result<Vec<Status>, Error> {
    tx.rows(&LIST, params![team.0, limit], |row| {
        let category = row.text(2)?;
        let parsed = StatusCategory::ALL.into_iter().find(|c| c.word() == category);
        Ok(Status {
            key: String::new(),
            uuid: row.get(0)?,
            name: crate::json(row.text(1)?)?,
            category: crate::word(parsed, "task_status.category", category)?,
        })
    })
}

/// How many there are.
pub fn count(tx: &mut Tx<'_>, team: TeamId) -> Result<i64, Error> {
    Ok(tx.row(&COUNT, params![team.0], |row| row.get(0))?.unwrap_or(0))
}

/// Adds one; `false` when the id is taken.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, status: &Status, at: At) -> Result<bool, Error> {
    let name = crate::to_json(&status.name)?;
    let values = params![team.0, &status.uuid, name, status.category.word(), at.micros()];
    Ok(tx.execute(&INSERT, values)? == 1)
}
