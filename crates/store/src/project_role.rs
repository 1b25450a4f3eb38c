//! Roles that people have in one project only.

use domain::id::{TeamId, UserId};
use sql::{Error, Tx, params};

/// Somebody's role in a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The project's key.
    pub project: String,
    /// The role's short id.
    pub role: String,
    /// Who has it.
    pub user: UserId,
}

sql::statements! {
    OF_PROJECT = "SELECT project, circle, user_id FROM project_role WHERE team_id = $1 AND project = $2 ORDER BY circle, user_id";
    OF_USER = "SELECT project, circle, user_id FROM project_role WHERE team_id = $1 AND user_id = $2 ORDER BY project, circle";
    /// In this order, which `SQLite` keeps with `CROSS JOIN`: it would rather walk all people than sort a few.
    NAMES = "SELECT r.circle, a.name FROM project_role r CROSS JOIN account a
             WHERE r.team_id = $1 AND r.project = $2 AND a.team_id = r.team_id AND a.id = r.user_id ORDER BY a.name_folded";
    ADD = "INSERT INTO project_role (team_id, project, circle, user_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    CLEAR = "DELETE FROM project_role WHERE team_id = $1 AND project = $2";
    CLEAR_ROLE = "DELETE FROM project_role WHERE team_id = $1 AND circle = $2";
}

/// Who has which role in a project.
pub fn of_project(tx: &mut Tx<'_>, team: TeamId, project: &str) -> Result<Vec<Part>, Error> {
    tx.rows(&OF_PROJECT, params![team.0, project], map)
}

/// Which roles somebody has in which projects.
pub fn of_user(tx: &mut Tx<'_>, team: TeamId, user: UserId) -> Result<Vec<Part>, Error> {
    tx.rows(&OF_USER, params![team.0, user.0], map)
}

fn map(row: &sql::Row<'_>) -> Result<Part, Error> {
    Ok(Part { project: row.get(0)?, role: row.get(1)?, user: UserId(row.get(2)?) })
}

/// The user names of those who have a role in a project, each with the role's short id.
pub fn names(tx: &mut Tx<'_>, team: TeamId, project: &str) -> Result<Vec<(String, String)>, Error> {
    tx.rows(&NAMES, params![team.0, project], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Makes these the people with roles in a project, and no other.
pub fn set(
    tx: &mut Tx<'_>,
    team: TeamId,
    project: &str,
    parts: impl Iterator<Item = (String, UserId)>,
) -> Result<(), Error> {
    clear(tx, team, project)?;
    for (role, user) in parts {
        tx.put(&ADD, params![team.0, project, role, user.0])?;
    }
    Ok(())
}

/// Takes every role in a project away.
pub(crate) fn clear(tx: &mut Tx<'_>, team: TeamId, project: &str) -> Result<(), Error> {
    tx.put(&CLEAR, params![team.0, project])
}

/// Takes a role away in every project.
pub(crate) fn clear_role(tx: &mut Tx<'_>, team: TeamId, role: &str) -> Result<(), Error> {
    tx.put(&CLEAR_ROLE, params![team.0, role])
}
