//! Projects, their issue types, the versions of their workflows, and their custom fields.

use domain::{
    At,
    attribute::Attributes,
    field::{Definition, Names},
    id::TeamId,
    workflow::Workflow,
};
use sql::{Error, Row, Tx, params};
use std::collections::HashMap;

/// A project.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its key, in capitals.
    pub key: String,
    /// Its 16-character id.
    pub uuid: String,
    /// Its name for people.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether new tickets are no longer taken.
    pub archived: bool,
    /// Grows with every change.
    pub version: i64,
    /// When it was made.
    pub created: At,
    /// The user name of who leads it; empty for nobody.
    pub lead: String,
    /// The user names of who manages it beside the administrators of the team.
    pub administrators: Vec<String>,
}

/// An issue type of a project.
#[derive(Debug, Clone)]
pub struct IssueType {
    /// The project's key.
    pub project: String,
    /// Its key, `a-z 0-9 _`.
    pub key: String,
    /// Its short id.
    pub uuid: String,
    /// Its name for people.
    pub name: Names,
    /// The version of its workflow that is in force.
    pub workflow_version: i64,
    /// What it says of itself, by name.
    pub attributes: Attributes,
}

sql::statements! {
    GET = "SELECT key, uuid, name, description, archived, version, created_at, lead, administrators FROM project
           WHERE team_id = $1 AND key = $2";
    /// The number is ours alone: `GD` and the team. On `SQLite` there is one writer anyway.
    HOLD = { sqlite: "SELECT $1", postgres: "SELECT pg_advisory_xact_lock_shared(18244, $1::bigint::int)::text" };
    FREEZE = { sqlite: "SELECT $1", postgres: "SELECT pg_advisory_xact_lock(18244, $1::bigint::int)::text" };
    LOCK = {
        sqlite: "SELECT key, uuid, name, description, archived, version, created_at, lead, administrators FROM project
                 WHERE team_id = $1 AND key = $2",
        postgres: "SELECT key, uuid, name, description, archived, version, created_at, lead, administrators FROM project
                   WHERE team_id = $1 AND key = $2 FOR UPDATE",
    };
    KEYS = {
        sqlite: "SELECT uuid, key FROM project WHERE team_id = $1 AND uuid IN (SELECT value FROM json_each($2))",
        postgres: "SELECT uuid, key FROM project
                   WHERE team_id = $1 AND uuid = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))",
    };
    LIST = "SELECT key, uuid, name, description, archived, version, created_at, lead, administrators FROM project
            WHERE team_id = $1 ORDER BY created_at, key";
    INSERT = "INSERT INTO project (team_id, key, uuid, name, description, archived, version, created_at, lead, administrators)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    UPDATE = "UPDATE project SET name = $3, description = $4, archived = $5, version = $6, lead = $7, administrators = $8
              WHERE team_id = $1 AND key = $2 AND version = $6 - 1";
    OFFICES = "SELECT key, lead, administrators FROM project
               WHERE team_id = $1 AND (lead <> '' OR administrators <> '[]') ORDER BY key";
    HAS_TICKETS = "SELECT 1 FROM ticket WHERE team_id = $1 AND project = $2 LIMIT 1";
    DELETE = "DELETE FROM project WHERE team_id = $1 AND key = $2";
    DELETE_TYPES = "DELETE FROM issue_type WHERE team_id = $1 AND project = $2";
    DELETE_TYPE = "DELETE FROM issue_type WHERE team_id = $1 AND project = $2 AND key = $3";
    DELETE_WORKFLOWS = "DELETE FROM workflow_version WHERE team_id = $1 AND project = $2";
    DELETE_FIELDS = "DELETE FROM field WHERE team_id = $1 AND project = $2";
    TYPE = "SELECT project, key, uuid, name, workflow_version, attributes FROM issue_type
            WHERE team_id = $1 AND project = $2 AND key = $3";
    TYPES = "SELECT project, key, uuid, name, workflow_version, attributes FROM issue_type
             WHERE team_id = $1 AND project = $2 ORDER BY position";
    ALL_TYPES = "SELECT project, key, uuid, name, workflow_version, attributes FROM issue_type
                 WHERE team_id = $1 ORDER BY project, position";
    PUT_TYPE = "INSERT INTO issue_type (team_id, project, key, uuid, name, position, workflow_version, attributes)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (team_id, project, key) DO UPDATE SET name = excluded.name, position = excluded.position,
                  attributes = excluded.attributes";
    DELETE_WORKFLOW = "DELETE FROM workflow_version WHERE team_id = $1 AND project = $2 AND type = $3";
    DELETE_DRAFTS = "DELETE FROM workflow_draft WHERE team_id = $1 AND project = $2";
    DELETE_DRAFT = "DELETE FROM workflow_draft WHERE team_id = $1 AND project = $2 AND type = $3";
    DELETE_MOVES = "DELETE FROM workflow_move WHERE team_id = $1 AND project = $2";
    DELETE_MOVE = "DELETE FROM workflow_move WHERE team_id = $1 AND project = $2 AND type = $3";
    TYPE_HAS_TICKETS = "SELECT 1 FROM ticket WHERE team_id = $1 AND project = $2 AND type = $3 LIMIT 1";
    WORKFLOW = "SELECT w.definition FROM issue_type t
                JOIN workflow_version w ON w.team_id = t.team_id AND w.project = t.project AND w.type = t.key
                  AND w.version = t.workflow_version
                WHERE t.team_id = $1 AND t.project = $2 AND t.key = $3";
    INSERT_WORKFLOW = "INSERT INTO workflow_version (team_id, project, type, version, definition, actor, created_at)
                       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    DELETE_WORDS = "DELETE FROM vocabulary WHERE team_id = $1 AND project = $2";
    WORKFLOWS = "SELECT t.project, t.key, w.definition FROM issue_type t
                 JOIN workflow_version w ON w.team_id = t.team_id AND w.project = t.project AND w.type = t.key
                   AND w.version = t.workflow_version
                 WHERE t.team_id = $1 AND t.project = $2 ORDER BY t.position";
    ALL_WORKFLOWS = "SELECT t.project, t.key, w.definition FROM issue_type t
                     JOIN workflow_version w ON w.team_id = t.team_id AND w.project = t.project AND w.type = t.key
                       AND w.version = t.workflow_version
                     WHERE t.team_id = $1 ORDER BY t.project, t.position";
    WORKFLOW_VERSIONS = "SELECT project, type, definition FROM workflow_version WHERE team_id = $1";
    FIELDS = "SELECT definition FROM field WHERE team_id = $1 AND project = $2 ORDER BY position";
    ALL_FIELDS = "SELECT project, definition FROM field WHERE team_id = $1 ORDER BY project, position";
    INSERT_FIELD = "INSERT INTO field (team_id, project, key, position, definition) VALUES ($1, $2, $3, $4, $5)";
}

fn map(row: &Row<'_>) -> Result<Project, Error> {
    Ok(Project {
        key: row.get(0)?,
        uuid: row.get(1)?,
        name: row.get(2)?,
        description: row.get(3)?,
        archived: row.get(4)?,
        version: row.get(5)?,
        created: At::from_micros(row.get(6)?),
        lead: row.get(7)?,
        administrators: crate::json(row.text(8)?)?,
    })
}

fn map_type(row: &Row<'_>) -> Result<IssueType, Error> {
    Ok(IssueType {
        project: row.get(0)?,
        key: row.get(1)?,
        uuid: row.get(2)?,
        name: crate::json(row.text(3)?)?,
        workflow_version: row.get(4)?,
        attributes: match row.text(5)? {
            "{}" => Attributes::new(),
            text => crate::json(text)?,
        },
    })
}

/// A project by key.
pub fn get(tx: &mut Tx<'_>, team: TeamId, key: &str) -> Result<Option<Project>, Error> {
    tx.row(&GET, params![team.0, key], map)
}

/// The keys of the projects of these ids, by id, in one statement.
pub fn keys(tx: &mut Tx<'_>, team: TeamId, uuids: &[&str]) -> Result<HashMap<String, String>, Error> {
    let found =
        tx.rows(&KEYS, params![team.0, crate::to_json(&uuids)?], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.into_iter().collect())
}

/// Keeps the projects as they are until the commit, for something that is added to one of them; many may do so at once.
/// What is asked after this finds no change of a project that is not committed yet.
pub fn hold(tx: &mut Tx<'_>, team: TeamId) -> Result<(), Error> {
    tx.put(&HOLD, params![team.0])
}

/// Waits until nobody holds the projects, and lets nobody hold them until the commit.
pub fn freeze(tx: &mut Tx<'_>, team: TeamId) -> Result<(), Error> {
    tx.put(&FREEZE, params![team.0])
}

/// A project, kept from others until the commit.
pub fn lock(tx: &mut Tx<'_>, team: TeamId, key: &str) -> Result<Option<Project>, Error> {
    tx.row(&LOCK, params![team.0, key], map)
}

/// All projects, oldest first.
pub fn list(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Project>, Error> {
    tx.rows(&LIST, params![team.0], map)
}

/// The keys of the projects that somebody leads, and of those that they manage, by user name.
pub fn offices(tx: &mut Tx<'_>, team: TeamId, username: &str) -> Result<(Vec<String>, Vec<String>), Error> {
    let (mut leads, mut manages) = (Vec::new(), Vec::new());
    let all = tx.rows(&OFFICES, params![team.0], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?, crate::json::<Vec<String>>(row.text(2)?)?))
    })?;
    for (key, lead, administrators) in all {
        if administrators.iter().any(|name| name == username) {
            manages.push(key.clone());
        }
        if lead == username {
            leads.push(key);
        }
    }
    Ok((leads, manages))
}

/// Makes it; `false` when the key is taken.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, p: &Project) -> Result<bool, Error> {
    let values = params![
        team.0,
        &p.key,
        &p.uuid,
        &p.name,
        &p.description,
        p.archived,
        p.version,
        p.created.micros(),
        &p.lead,
        crate::to_json(&p.administrators)?
    ];
    Ok(tx.execute(&INSERT, values)? == 1)
}

/// Writes all that may change; `p.version` is the new version. `false` when it is not one past the stored one.
pub fn update(tx: &mut Tx<'_>, team: TeamId, p: &Project) -> Result<bool, Error> {
    let administrators = crate::to_json(&p.administrators)?;
    let values =
        params![team.0, &p.key, &p.name, &p.description, p.archived, p.version, &p.lead, administrators];
    Ok(tx.execute(&UPDATE, values)? == 1)
}

/// Whether it ever had a ticket, deleted ones too.
pub fn has_tickets(tx: &mut Tx<'_>, team: TeamId, key: &str) -> Result<bool, Error> {
    Ok(tx.row(&HAS_TICKETS, params![team.0, key], |row| row.get::<i64>(0))?.is_some())
}

/// Removes it with its types, workflows, fields and words.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, key: &str) -> Result<(), Error> {
    let own =
        [&DELETE_TYPES, &DELETE_WORKFLOWS, &DELETE_DRAFTS, &DELETE_MOVES, &DELETE_FIELDS, &DELETE_WORDS];
    for statement in own {
        tx.put(statement, params![team.0, key])?;
    }
    crate::project_role::clear(tx, team, key)?;
    tx.put(&DELETE, params![team.0, key])
}

/// An issue type.
pub fn issue_type(
    tx: &mut Tx<'_>,
    team: TeamId,
    project: &str,
    key: &str,
) -> Result<Option<IssueType>, Error> {
    tx.row(&TYPE, params![team.0, project, key], map_type)
}

/// A project's issue types, in order; the first is what a ticket is unless it says otherwise.
pub fn types(tx: &mut Tx<'_>, team: TeamId, project: &str) -> Result<Vec<IssueType>, Error> {
    tx.rows(&TYPES, params![team.0, project], map_type)
}

/// The issue types of all projects.
pub fn all_types(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<IssueType>, Error> {
    tx.rows(&ALL_TYPES, params![team.0], map_type)
}

/// Makes an issue type, or writes its name, place and attributes anew; its workflow's version is kept.
pub fn put_type(tx: &mut Tx<'_>, team: TeamId, t: &IssueType, position: i64) -> Result<(), Error> {
    let (name, attributes) = (crate::to_json(&t.name)?, crate::to_json(&t.attributes)?);
    let version = t.workflow_version;
    tx.put(&PUT_TYPE, params![team.0, &t.project, &t.key, &t.uuid, name, position, version, attributes])
}

/// Whether a type ever had a ticket.
pub fn type_has_tickets(tx: &mut Tx<'_>, team: TeamId, project: &str, key: &str) -> Result<bool, Error> {
    Ok(tx.row(&TYPE_HAS_TICKETS, params![team.0, project, key], |row| row.get::<i64>(0))?.is_some())
}

/// Removes a type with its workflow and the draft of it.
pub fn delete_type(tx: &mut Tx<'_>, team: TeamId, project: &str, key: &str) -> Result<(), Error> {
    for statement in [&DELETE_WORKFLOW, &DELETE_DRAFT, &DELETE_MOVE] {
        tx.put(statement, params![team.0, project, key])?;
    }
    tx.put(&DELETE_TYPE, params![team.0, project, key])
}

/// The workflow in force for a project and type.
pub fn workflow(tx: &mut Tx<'_>, team: TeamId, project: &str, kind: &str) -> Result<Option<Workflow>, Error> {
    tx.row(&WORKFLOW, params![team.0, project, kind], |row| crate::json(row.text(0)?))
}

/// A workflow of an issue type of a project.
#[derive(Debug, Clone)]
pub struct TypeWorkflow {
    /// The project's key.
    pub project: String,
    /// The type's key.
    pub kind: String,
    /// The workflow.
    pub workflow: Workflow,
}

fn map_workflow(row: &Row<'_>) -> Result<TypeWorkflow, Error> {
    Ok(TypeWorkflow { project: row.get(0)?, kind: row.get(1)?, workflow: crate::json(row.text(2)?)? })
}

/// The workflows in force in a project, one for each type.
pub fn workflows(tx: &mut Tx<'_>, team: TeamId, project: &str) -> Result<Vec<TypeWorkflow>, Error> {
    tx.rows(&WORKFLOWS, params![team.0, project], map_workflow)
}

/// The workflows in force in all projects.
pub fn all_workflows(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<TypeWorkflow>, Error> {
    tx.rows(&ALL_WORKFLOWS, params![team.0], map_workflow)
}

/// Every version of the workflows of all projects, in force or not.
pub fn workflow_versions(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<TypeWorkflow>, Error> {
    tx.rows(&WORKFLOW_VERSIONS, params![team.0], map_workflow)
}

/// Adds a version of a workflow.
pub fn insert_workflow(
    tx: &mut Tx<'_>,
    team: TeamId,
    t: &IssueType,
    workflow: &Workflow,
    actor: &str,
    at: At,
) -> Result<(), Error> {
    let definition = crate::to_json(workflow)?;
    tx.put(
        &INSERT_WORKFLOW,
        params![team.0, &t.project, &t.key, t.workflow_version, definition, actor, at.micros()],
    )
}

/// A project's custom fields, in order.
pub fn fields(tx: &mut Tx<'_>, team: TeamId, project: &str) -> Result<Vec<Definition>, Error> {
    tx.rows(&FIELDS, params![team.0, project], |row| crate::json(row.text(0)?))
}

/// The custom fields of all projects, each with its project's key.
pub fn all_fields(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<(String, Definition)>, Error> {
    tx.rows(&ALL_FIELDS, params![team.0], |row| Ok((row.get(0)?, crate::json(row.text(1)?)?)))
}

/// Makes these a project's custom fields, and no other.
pub fn set_fields(tx: &mut Tx<'_>, team: TeamId, project: &str, fields: &[Definition]) -> Result<(), Error> {
    tx.put(&DELETE_FIELDS, params![team.0, project])?;
    for (position, field) in (0_i64..).zip(fields) {
        tx.put(&INSERT_FIELD, params![team.0, project, &field.key, position, crate::to_json(field)?])?;
    }
    Ok(())
}
