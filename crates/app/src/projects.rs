//! Projects, their issue types and custom fields.

use crate::{Cx, Error, audit, identity::CircleKind, workflows::shipped};
use domain::{
    Rejection, Thing,
    field::{self, Definition, Names},
    id::is_project_key,
    identity::{Access, Context, Permission},
    msg, text, vocabulary,
    workflow::{Status, StatusCategory, Transition, Workflow, lint},
};
use serde::Deserialize;
use serde_json::json;
pub use store::project::{IssueType, Project};

/// A status of a drawing, and what may follow it.
#[derive(Debug, Clone)]
pub(crate) struct DrawnStatus {
    pub(crate) key: String,
    pub(crate) name: Names,
    pub(crate) category: StatusCategory,
    /// The keys that may follow; none = every other.
    pub(crate) next: Vec<String>,
}

/// A type of the drawing.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct DrawnType {
    pub(crate) key: String,
    pub(crate) name: Names,
}

/// A project that is to be made.
#[derive(Debug, Clone)]
pub struct Drawing {
    pub(crate) key: String,
    /// The 16-character id that it is to have; `None` = one that nobody can guess.
    pub(crate) uuid: Option<String>,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) types: Vec<DrawnType>,
    /// The workflow of every type; ids are given when it is made.
    pub(crate) workflow: Workflow,
    /// The custom fields; ids are given when it is made.
    pub(crate) fields: Vec<Definition>,
    /// What it has on other published APIs.
    pub(crate) words: Vec<vocabulary::Entry>,
    pub(crate) lead: String,
    pub(crate) administrators: Vec<String>,
}

/// A ready project, as `defaults/projects.json` has it.
#[derive(Debug, Deserialize)]
struct Ready {
    key: String,
    name: String,
    description: String,
    types: Vec<DrawnType>,
    /// The shipped workflow that its types have, and whose fields it has.
    workflow: String,
    #[serde(default)]
    words: Vec<vocabulary::Entry>,
}

/// The four ready projects.
pub(crate) fn ready() -> Result<Vec<Drawing>, Error> {
    let ready: Vec<Ready> =
        serde_json::from_str(include_str!("../defaults/projects.json")).map_err(|error| {
            tracing::error!(error = %error, "the ready projects do not read");
            Error::Broken("the ready projects do not read")
        })?;
    ready
        .into_iter()
        .map(|project| {
            let file = shipped::file(&project.workflow)?;
            Ok(Drawing {
                key: project.key,
                uuid: None,
                name: project.name,
                description: project.description,
                types: project.types,
                workflow: file.workflow,
                fields: file.fields.unwrap_or_default(),
                words: project.words,
                lead: String::new(),
                administrators: Vec::new(),
            })
        })
        .collect()
}

/// The workflow of a drawing's statuses: a step to each that may follow, called as the status it leads to.
pub(crate) fn connected(drawn: &[DrawnStatus]) -> Workflow {
    let statuses = drawn.iter().map(|s| Status {
        key: s.key.clone(),
        uuid: String::new(),
        name: s.name.clone(),
        category: s.category,
    });
    let mut transitions = Vec::new();
    for from in drawn {
        for to in drawn.iter().filter(|to| to.key != from.key) {
            if from.next.is_empty() || from.next.contains(&to.key) {
                transitions.push(Transition::new(String::new(), to.name.clone(), &from.key, &to.key));
            }
        }
    }
    Workflow { statuses: statuses.collect(), transitions }
}

impl Drawing {
    /// The project's key.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Makes a project from a drawing; `false` when its key is taken.
pub(crate) fn draw(cx: &mut Cx<'_, '_>, drawing: &Drawing) -> Result<bool, Error> {
    let project = Project {
        key: drawing.key.clone(),
        uuid: drawing.uuid.clone().unwrap_or_else(|| project_uuid(cx)),
        name: drawing.name.clone(),
        description: drawing.description.clone(),
        archived: false,
        version: 1,
        created: cx.now,
        lead: drawing.lead.clone(),
        administrators: drawing.administrators.clone(),
    };
    if !is_project_key(&drawing.key) {
        return Err(Rejection::invalid("key", msg!("project.key")).into());
    }
    drawing.workflow.check()?;
    let workflow = drawing.workflow.clone().with_ids(None, || cx.short_id(8));
    if !store::project::insert(cx.tx, cx.actor.team, &project)? {
        return Ok(false);
    }
    for (position, drawn) in (0_i64..).zip(&drawing.types) {
        let kind = IssueType {
            project: project.key.clone(),
            key: drawn.key.clone(),
            uuid: cx.short_id(8),
            name: drawn.name.clone(),
            workflow_version: 1,
        };
        store::project::put_type(cx.tx, cx.actor.team, &kind, position)?;
        let workflow = apart(cx, &workflow);
        store::project::insert_workflow(cx.tx, cx.actor.team, &kind, &workflow, &cx.actor.username, cx.now)?;
    }
    let fields: Vec<Definition> =
        drawing.fields.iter().map(|f| Definition { uuid: cx.short_id(8), ..f.clone() }).collect();
    field::check_all(&[], &fields)?;
    store::project::set_fields(cx.tx, cx.actor.team, &project.key, &fields)?;
    vocabulary::check(&drawing.words, std::slice::from_ref(&workflow))?;
    store::vocabulary::set(cx.tx, cx.actor.team, &project.key, &drawing.words)?;
    Ok(true)
}

/// A workflow for one more type: its statuses are the same ones, its transitions are steps of their own.
fn apart(cx: &Cx<'_, '_>, workflow: &Workflow) -> Workflow {
    let mut own = workflow.clone();
    own.transitions.iter_mut().for_each(|transition| transition.uuid = cx.short_id(8));
    own
}

fn project_uuid(cx: &Cx<'_, '_>) -> String {
    format!("{}{}", cx.actor.uuid, cx.short_id(8))
}

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
        return Err(Rejection::Conflict(msg!("project.taken", key = key)).into());
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
    audit::record(cx, "project.delete", &project.key, &json!({"name": project.name}))
}

/// A project's custom fields.
pub fn fields(cx: &mut Cx<'_, '_>, key: &str) -> Result<(Project, Vec<Definition>), Error> {
    may_look(cx)?;
    let project = find(cx, key)?;
    let fields = store::project::fields(cx.tx, cx.actor.team, &project.key)?;
    Ok((project, fields))
}

/// The custom fields of all projects, each with its project's key.
pub fn all_fields(cx: &mut Cx<'_, '_>) -> Result<Vec<(String, Definition)>, Error> {
    may_look(cx)?;
    Ok(store::project::all_fields(cx.tx, cx.actor.team)?)
}

/// Makes these a project's custom fields. A field keeps its short id while its key stays; its type never changes.
pub fn set_fields(
    cx: &mut Cx<'_, '_>,
    key: &str,
    wished: &[Definition],
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(Project, Vec<Definition>), Error> {
    let project = lock_to_manage(cx, key, check)?;
    let old = store::project::fields(cx.tx, cx.actor.team, &project.key)?;
    let fields: Vec<Definition> = wished
        .iter()
        .map(|wish| {
            let known = old.iter().find(|o| o.key == wish.key).map(|o| o.uuid.clone());
            Definition {
                uuid: known.unwrap_or_else(|| cx.short_id(8)),
                options: wish.options.iter().map(|o| o.trim().to_owned()).collect(),
                ..wish.clone()
            }
        })
        .collect();
    field::check_all(&old, &fields)?;
    keep_workflows(cx, &project.key, &old, &fields)?;
    store::project::set_fields(cx.tx, cx.actor.team, &project.key, &fields)?;
    let keys: Vec<&str> = fields.iter().map(|f| f.key.as_str()).collect();
    let details = json!({"fields": keys});
    let (project, _) = save(cx, project, "project.fields", &details)?;
    Ok((project, fields))
}

/// Refuses fields without which a workflow in force could not work any more.
fn keep_workflows(
    cx: &mut Cx<'_, '_>,
    project: &str,
    old: &[Definition],
    new: &[Definition],
) -> Result<(), Error> {
    for found in store::project::workflows(cx.tx, cx.actor.team, project)? {
        let errors = |fields| {
            let findings = lint::lint(&found.workflow, Some(fields)).into_iter();
            findings.filter(|f| f.code.severity() == lint::Severity::Error).collect::<Vec<_>>()
        };
        let known = errors(old);
        if let Some(broken) = errors(new).into_iter().find(|finding| !known.contains(finding)) {
            let why = msg!("project.field_in_use", kind = found.kind).listing("why", vec![broken.why]);
            return Err(Rejection::Conflict(why).into());
        }
    }
    Ok(())
}

/// A role, and who has it in one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectRole {
    /// Its short id.
    pub role: String,
    /// Its name.
    pub name: String,
    /// User names.
    pub members: Vec<String>,
}

/// A role in a project as it is wished.
#[derive(Debug, Clone)]
pub struct RoleWish {
    /// By short id or name.
    pub role: String,
    /// User names.
    pub members: Vec<String>,
}

/// The most people with roles in one project.
const MOST_WITH_ROLES: usize = 10_000;

/// Who has which role in a project, beside those who have it everywhere; roles that nobody has there are left out.
pub fn roles(cx: &mut Cx<'_, '_>, key: &str) -> Result<(Project, Vec<ProjectRole>), Error> {
    may_look(cx)?;
    let project = find(cx, key)?;
    let roles = roles_of(cx, &project.key)?;
    Ok((project, roles))
}

fn roles_of(cx: &mut Cx<'_, '_>, key: &str) -> Result<Vec<ProjectRole>, Error> {
    let mut found: Vec<ProjectRole> = Vec::new();
    for (role, username) in store::project_role::names(cx.tx, cx.actor.team, key)? {
        if let Some(known) = found.iter_mut().find(|f| f.role == role) {
            known.members.push(username);
        } else {
            let circle = store::circle::get(cx.tx, cx.actor.team, CircleKind::Role, &role)?;
            let name = circle.map(|c| c.name).unwrap_or_default();
            found.push(ProjectRole { role, name, members: vec![username] });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Makes these the people with roles in a project, and no other.
pub fn set_roles(
    cx: &mut Cx<'_, '_>,
    key: &str,
    wished: &[RoleWish],
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(Project, Vec<ProjectRole>), Error> {
    let project = lock_to_manage(cx, key, check)?;
    let team = cx.actor.team;
    if wished.iter().map(|w| w.members.len()).sum::<usize>() > MOST_WITH_ROLES {
        return Err(Rejection::invalid("items", msg!("value.too_many", max = MOST_WITH_ROLES)).into());
    }
    let mut parts = Vec::new();
    for (i, wish) in wished.iter().enumerate() {
        let unknown = |at: String, value: &str| Rejection::invalid(at, msg!("value.unknown", value = value));
        let role = store::circle::find(cx.tx, team, CircleKind::Role, &wish.role)?;
        let role = role.ok_or_else(|| unknown(format!("items[{i}].role"), &wish.role))?;
        let known = store::account::ids(cx.tx, team, &wish.members)?;
        for (j, name) in wish.members.iter().enumerate() {
            let user = known.get(&text::fold(name));
            let user = *user.ok_or_else(|| unknown(format!("items[{i}].members[{j}]"), name))?;
            parts.push((role.clone(), user));
        }
    }
    store::project_role::set(cx.tx, team, &project.key, parts.into_iter())?;
    let roles = roles_of(cx, &project.key)?;
    let told: Vec<_> = roles.iter().map(|r| json!({"role": r.name, "members": r.members.len()})).collect();
    let (project, _) = save(cx, project, "project.roles", &json!({"roles": told}))?;
    Ok((project, roles))
}

/// A wished issue type.
#[derive(Debug, Clone)]
pub struct TypeWish {
    /// Its key, 1–40 of `a-z 0-9 _`.
    pub key: String,
    /// Its name.
    pub name: Names,
}

/// Makes these a project's issue types, in this order. A new one gets the workflow of the first; one with tickets stays.
pub fn set_types(
    cx: &mut Cx<'_, '_>,
    key: &str,
    wished: &[TypeWish],
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(Project, Vec<IssueType>), Error> {
    let project = lock_to_manage(cx, key, check)?;
    check_types(wished)?;
    let team = cx.actor.team;
    let old = store::project::types(cx.tx, team, &project.key)?;
    // Before any type goes: the first one may.
    let model = match old.first() {
        Some(first) => store::project::workflow(cx.tx, team, &project.key, &first.key)?,
        None => None,
    };
    let model = model.ok_or(Error::Broken("a project has no workflow"))?;
    for gone in old.iter().filter(|o| wished.iter().all(|w| w.key != o.key)) {
        if store::project::type_has_tickets(cx.tx, team, &project.key, &gone.key)? {
            return Err(Rejection::Conflict(msg!("project.type_has_tickets", key = gone.key)).into());
        }
        store::project::delete_type(cx.tx, team, &project.key, &gone.key)?;
    }
    for (position, wish) in (0_i64..).zip(wished) {
        let known = old.iter().find(|o| o.key == wish.key);
        let kind = IssueType {
            project: project.key.clone(),
            key: wish.key.clone(),
            uuid: known.map_or_else(|| cx.short_id(8), |k| k.uuid.clone()),
            name: wish.name.clone(),
            workflow_version: known.map_or(1, |k| k.workflow_version),
        };
        store::project::put_type(cx.tx, team, &kind, position)?;
        if known.is_none() {
            let workflow = apart(cx, &model);
            store::project::insert_workflow(cx.tx, team, &kind, &workflow, &cx.actor.username, cx.now)?;
        }
    }
    let keys: Vec<&str> = wished.iter().map(|w| w.key.as_str()).collect();
    let details = json!({"types": keys});
    save(cx, project, "project.types", &details)
}

pub(crate) fn check_types(wished: &[TypeWish]) -> Result<(), Rejection> {
    if wished.is_empty() || wished.len() > 50 {
        return Err(Rejection::invalid("items", msg!("project.types")));
    }
    for (i, wish) in wished.iter().enumerate() {
        let at = format!("items[{i}]");
        let good = (1..=40).contains(&wish.key.len())
            && wish.key.starts_with(|c: char| c.is_ascii_lowercase())
            && wish.key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !good {
            return Err(Rejection::invalid(format!("{at}.key"), msg!("field.key")));
        }
        wish.name.check(&format!("{at}.name"))?;
        if wished.iter().take(i).any(|w| w.key == wish.key) {
            return Err(Rejection::invalid(format!("{at}.key"), msg!("field.twice")));
        }
    }
    Ok(())
}
