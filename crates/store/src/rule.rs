//! Permission rules.

use domain::{
    At,
    id::TeamId,
    identity::{Permission, Rule, UserDomain},
};
use sql::{Error, Row, Tx, params};

sql::statements! {
    LIST = "SELECT uuid, permission, domain_type, domain_param, project FROM permission_rule
            WHERE team_id = $1 ORDER BY created_at, uuid";
    INSERT = "INSERT INTO permission_rule (team_id, uuid, permission, domain_type, domain_param, project, created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELETE = "DELETE FROM permission_rule WHERE team_id = $1 AND uuid = $2";
    DELETE_OF_PROJECT = "DELETE FROM permission_rule WHERE team_id = $1 AND project = $2";
}

fn map(row: &Row<'_>) -> Result<Rule, Error> {
    let permission: String = row.get(1)?;
    let (kind, param): (String, String) = (row.get(2)?, row.get(3)?);
    Ok(Rule {
        uuid: row.get(0)?,
        permission: crate::word(Permission::parse(&permission), "permission_rule.permission", &permission)?,
        domain: crate::word(UserDomain::parse(&kind, &param), "permission_rule.domain_type", &kind)?,
        project: row.get(4)?,
    })
}

/// All rules of the team, oldest first.
pub fn all_of(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Rule>, Error> {
    tx.rows(&LIST, params![team.0], map)
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, rule: &Rule, at: At) -> Result<(), Error> {
    let (kind, param) = rule.domain.words();
    let values = params![team.0, &rule.uuid, rule.permission.word(), kind, param, &rule.project, at.micros()];
    tx.put(&INSERT, values)
}

/// Removes one; `false` when there is none.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<bool, Error> {
    Ok(tx.execute(&DELETE, params![team.0, uuid])? == 1)
}

/// Removes those of a project.
pub fn delete_of_project(tx: &mut Tx<'_>, team: TeamId, project: &str) -> Result<(), Error> {
    tx.put(&DELETE_OF_PROJECT, params![team.0, project])
}
