//! Projects: one file a reason. What a project is and who may touch it is here; what it is made from, its custom fields, its
//! issue types and who has a role in it stand beside.

mod drawing;
mod fields;
mod roles;
mod types;

pub use drawing::Drawing;
pub(crate) use drawing::{DrawnStatus, DrawnType, connected, draw, ready};
pub use fields::{all_fields, fields, set_fields};
pub use roles::{ProjectRole, RoleWish, roles, set_roles};
pub(crate) use types::check_types;
pub use types::{TypeWish, set_types};

use crate::{Cx, Error, audit};
use domain::{
    Rejection, Thing,
    id::is_project_key,
    identity::{Access, Context, Permission},
    msg, text,
};
use serde_json::json;
pub use store::project::{IssueType, Project};
use store::view::Audience;

/// The most administrators of one project.
const MOST_ADMINISTRATORS: usize = 100;

/// What is wished of a project. `None` = unchanged.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the project's property of that name")]
pub struct Wish {
    pub name: Option<String>,
    pub description: Option<String>,
    pub archived: Option<bool>,
    /// A user name; empty for nobody.
    pub lead: Option<String>,
    /// User names.
    pub administrators: Option<Vec<String>>,
}

impl Wish {
    fn is_empty(&self) -> bool {
        self.name.is_none()
            && self.description.is_none()
            && self.archived.is_none()
            && self.lead.is_none()
            && self.administrators.is_none()
    }
}

impl crate::App {
    /// Whether the project that tickets without one land in is there.
    pub async fn has_default_project(&self) -> Result<bool, Error> {
        self.has_project(&self.settings().default_project).await
    }

    /// Whether the project that repair tickets land in is there.
    pub async fn has_repair_project(&self) -> Result<bool, Error> {
        self.has_project(&self.settings().repair_project).await
    }

    /// Whether the project that incidents land in is there.
    pub async fn has_incident_project(&self) -> Result<bool, Error> {
        self.has_project(&self.settings().incident_project).await
    }

    async fn has_project(&self, key: &str) -> Result<bool, Error> {
        let key = key.to_ascii_uppercase();
        self.sql().read(move |tx| Ok(store::project::get(tx, crate::TEAM, &key)?.is_some())).await
    }
}

pub(crate) fn may_look(cx: &Cx<'_, '_>) -> Result<(), Error> {
    Ok(cx.actor.require(Access::User, Permission::ViewTickets)?)
}

pub(crate) fn manage(cx: &Cx<'_, '_>, key: &str) -> Result<(), Error> {
    Ok(cx.actor.allow(Permission::ManageProject, Context::project(key))?)
}

/// All projects, oldest first, each with its issue types.
pub fn list(cx: &mut Cx<'_, '_>) -> Result<Vec<(Project, Vec<IssueType>)>, Error> {
    may_look(cx)?;
    let types = store::project::all_types(cx.tx, cx.actor.team)?;
    let projects = store::project::list(cx.tx, cx.actor.team)?;
    Ok(projects
        .into_iter()
        .map(|project| {
            let own = types.iter().filter(|t| t.project == project.key).cloned().collect();
            (project, own)
        })
        .collect())
}

/// One, with its issue types.
pub fn get(cx: &mut Cx<'_, '_>, key: &str) -> Result<(Project, Vec<IssueType>), Error> {
    may_look(cx)?;
    let project = find(cx, key)?;
    let types = store::project::types(cx.tx, cx.actor.team, &project.key)?;
    Ok((project, types))
}

pub(crate) fn find(cx: &mut Cx<'_, '_>, key: &str) -> Result<Project, Error> {
    let found = store::project::get(cx.tx, cx.actor.team, &key.to_ascii_uppercase())?;
    Ok(found.ok_or_else(|| Rejection::not_found(Thing::Project, key))?)
}

fn lock(cx: &mut Cx<'_, '_>, key: &str) -> Result<Project, Error> {
    store::audit::lock(cx.tx, cx.actor.team)?;
    // What is being added to a project is seen before it changes, or is added after.
    store::project::freeze(cx.tx, cx.actor.team)?;
    let found = store::project::lock(cx.tx, cx.actor.team, &key.to_ascii_uppercase())?;
    Ok(found.ok_or_else(|| Rejection::not_found(Thing::Project, key))?)
}

/// A project, kept from others until the commit, for who may manage it and knows its present version.
pub(crate) fn lock_to_manage(
    cx: &mut Cx<'_, '_>,
    key: &str,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<Project, Error> {
    let project = lock(cx, key)?;
    manage(cx, &project.key)?;
    check(project.version)?;
    Ok(project)
}

/// Makes one with the workflow of the ready support project: any status may follow any.
pub fn create(cx: &mut Cx<'_, '_>, key: &str, wish: &Wish) -> Result<(Project, Vec<IssueType>), Error> {
    create_as(cx, key, None, wish)
}

/// As [`create`], with a 16-character id that no project has.
pub(crate) fn create_as(
    cx: &mut Cx<'_, '_>,
    key: &str,
    uuid: Option<String>,
    wish: &Wish,
) -> Result<(Project, Vec<IssueType>), Error> {
    cx.actor.allow(Permission::ManageTeam, Context::TEAM)?;
    if !is_project_key(key) {
        return Err(Rejection::invalid("key", msg!("project.key")).into());
    }
    let model = ready()?.into_iter().next().ok_or(Error::Broken("there is no ready project"))?;
    let mut named = Project {
        key: key.to_owned(),
        uuid: String::new(),
        name: key.to_owned(),
        description: String::new(),
        archived: false,
        version: 1,
        created: cx.now,
        lead: String::new(),
        administrators: Vec::new(),
    };
    apply(cx, &mut named, wish)?;
    let drawing = Drawing {
        key: named.key,
        uuid,
        name: named.name,
        description: named.description,
        fields: Vec::new(),
        words: Vec::new(),
        lead: named.lead,
        administrators: named.administrators,
        ..model
    };
    if !draw(cx, &drawing)? {
        return Err(Rejection::Taken { field: "key", why: msg!("project.taken", key = key) }.into());
    }
    audit::record(cx, "project.create", key, &json!({"name": drawing.name}))?;
    get(cx, key)
}

fn apply(cx: &mut Cx<'_, '_>, project: &mut Project, wish: &Wish) -> Result<(), Error> {
    if let Some(name) = &wish.name {
        let name =
            text::require(name, 64, text::Lines::One).map_err(|why| Rejection::invalid("name", why))?;
        name.clone_into(&mut project.name);
    }
    if let Some(description) = &wish.description {
        text::check(description, 1_000, text::Lines::Many)
            .map_err(|why| Rejection::invalid("description", why))?;
        project.description.clone_from(description);
    }
    if let Some(archived) = wish.archived {
        project.archived = archived;
    }
    if let Some(lead) = &wish.lead {
        project.lead = person(cx, "lead", lead)?;
    }
    if let Some(names) = &wish.administrators {
        if names.len() > MOST_ADMINISTRATORS {
            let why = msg!("value.too_many", max = MOST_ADMINISTRATORS);
            return Err(Rejection::invalid("administrators", why).into());
        }
        project.administrators.clear();
        for (i, name) in names.iter().enumerate() {
            let name = person(cx, &format!("administrators[{i}]"), name)?;
            if !name.is_empty() && !project.administrators.contains(&name) {
                project.administrators.push(name);
            }
        }
    }
    Ok(())
}

/// The user name of the account that somebody names, in its own spelling; empty for nobody.
pub(crate) fn person(cx: &mut Cx<'_, '_>, field: &str, name: &str) -> Result<String, Error> {
    if name.trim().is_empty() {
        return Ok(String::new());
    }
    let account = store::account::by_name(cx.tx, cx.actor.team, name.trim())?;
    let unknown = || Rejection::invalid(field, msg!("value.unknown", value = name));
    Ok(account.ok_or_else(unknown)?.name)
}

/// Changes one.
pub fn update(
    cx: &mut Cx<'_, '_>,
    key: &str,
    wish: &Wish,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(Project, Vec<IssueType>), Error> {
    if wish.is_empty() {
        return Err(Rejection::NothingToChange.into());
    }
    let mut project = lock_to_manage(cx, key, check)?;
    apply(cx, &mut project, wish)?;
    let details = json!({"archived": wish.archived, "name": wish.name, "lead": wish.lead,
        "administrators": wish.administrators});
    save(cx, project, "project.update", &details)
}

pub(crate) fn save(
    cx: &mut Cx<'_, '_>,
    mut project: Project,
    action: &str,
    details: &serde_json::Value,
) -> Result<(Project, Vec<IssueType>), Error> {
    project.version += 1;
    if !store::project::update(cx.tx, cx.actor.team, &project)? {
        return Err(Rejection::Stale { version: project.version }.into());
    }
    audit::record(cx, action, &project.key, details)?;
    get(cx, &project.key)
}

/// Removes one that never had a ticket; one that had can only be archived, since history is for ever.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    key: &str,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(), Error> {
    let project = lock(cx, key)?;
    cx.actor.allow(Permission::ManageTeam, Context::TEAM)?;
    check(project.version)?;
    if store::project::has_tickets(cx.tx, cx.actor.team, &project.key)? {
        return Err(Rejection::Conflict(msg!("project.has_tickets", key = project.key)).into());
    }
    store::project::delete(cx.tx, cx.actor.team, &project.key)?;
    store::rule::delete_of_project(cx.tx, cx.actor.team, &project.key)?;
    store::hook::delete_of_project(cx.tx, cx.actor.team, &project.key)?;
    store::webhook::delete_of_project(cx.tx, cx.actor.team, &project.key)?;
    store::view::withdraw(cx.tx, cx.actor.team, &Audience::Project(project.key.clone()))?;
    audit::record(cx, "project.delete", &project.key, &json!({"name": project.name}))
}
