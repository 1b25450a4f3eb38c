//! What tasks and transitions refer to: projects, issue types, statuses, fields, groups, roles, permission rules.

use super::{SURFACE, people::People, read::Around, rename};
use crate::{
    Cx, Error, audit,
    identity::{CircleKind, circles, rules},
    projects::{self, IssueType, Project},
    stamps::{self, Kind},
};
use domain::{
    Message, Rejection, Thing,
    field::Names,
    id::{is_project_key, is_short_id},
    identity::{Context, Permission, Rule},
    msg, text,
    ticket::{Field, Priority},
    workflow::{
        Status, StatusCategory,
        wire::{field_id, field_type},
    },
};
use serde_json::json;
use std::collections::BTreeSet;

/// The most statuses that no workflow has.
const MOST_STATUSES: i64 = 1_000;
/// How many groups or roles one page has at most.
pub const PAGE: i64 = 100;

/// An issue type of a project, found by their ids.
pub(crate) struct Place {
    /// The project's key.
    pub(crate) project: String,
    /// The type's key.
    pub(crate) kind: String,
    /// The type's id.
    pub(crate) kind_uuid: String,
}

/// The key of the project of an id.
pub(crate) fn project_key(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<String, Error> {
    let found = if is_short_id(uuid, 16) {
        store::project::keys(cx.tx, cx.actor.team, &[uuid])?.remove(uuid)
    } else {
        None
    };
    let shown = || uuid.chars().take(64).collect::<String>();
    Ok(found.ok_or_else(|| Rejection::not_found(Thing::Project, shown()))?)
}

/// The issue type of an id in the project of an id.
pub(crate) fn place(cx: &mut Cx<'_, '_>, project: &str, kind: &str) -> Result<Place, Error> {
    let key = project_key(cx, project)?;
    let plan = cx.plan(&key)?.ok_or(Error::Broken("a project is gone"))?;
    let shown = || kind.chars().take(64).collect::<String>();
    let found = plan.types.iter().find(|known| known.uuid == kind);
    let found = found.ok_or_else(|| Rejection::not_found(Thing::IssueType, shown()))?;
    Ok(Place { project: key, kind: found.key.clone(), kind_uuid: found.uuid.clone() })
}

/// A project, its people by their ids.
#[derive(Debug, Clone)]
pub struct ProjectTold {
    /// The project.
    pub project: Project,
    /// The id of who leads it; empty for nobody.
    pub owner: String,
    /// The ids of who manages it.
    pub administrators: Vec<String>,
}

/// All projects, oldest first, and their stamp.
pub fn projects(cx: &mut Cx<'_, '_>) -> Result<(Vec<ProjectTold>, i64), Error> {
    let all: Vec<Project> = projects::list(cx)?.into_iter().map(|(project, _)| project).collect();
    Ok((tell(cx, all)?, stamps::of(cx, Kind::Project)?))
}

fn tell(cx: &mut Cx<'_, '_>, projects: Vec<Project>) -> Result<Vec<ProjectTold>, Error> {
    let names = projects.iter().flat_map(|p| std::iter::once(&p.lead).chain(&p.administrators));
    let people = People::named(cx, names.map(String::as_str))?;
    let told = projects.into_iter().map(|project| ProjectTold {
        owner: people.uuid(&project.lead),
        administrators: project.administrators.iter().map(|name| people.uuid(name)).collect(),
        project,
    });
    Ok(told.collect())
}

/// A project as it is wished.
#[derive(Debug, Clone, Default)]
pub struct NewProject {
    /// A 16-character id that no project has, the first 8 the caller's.
    pub uuid: Option<String>,
    /// Its key; `None` = one made of its name.
    pub key: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub desc: Option<String>,
    /// The id of who leads it.
    pub owner: Option<String>,
}

/// Makes a project as the native surface does, with the ready workflow.
pub fn add_project(cx: &mut Cx<'_, '_>, new: &NewProject) -> Result<(ProjectTold, i64), Error> {
    let name =
        text::require(&new.name, 64, text::Lines::One).map_err(|why| Rejection::invalid("name", why))?;
    cx.actor.allow(Permission::ManageTeam, Context::TEAM)?;
    if let Some(uuid) = &new.uuid {
        if !is_short_id(uuid, 16) || !uuid.starts_with(&cx.actor.uuid) {
            return Err(Rejection::invalid("uuid", msg!("task.uuid")).into());
        }
        if !store::project::keys(cx.tx, cx.actor.team, &[uuid])?.is_empty() {
            return Err(Rejection::Taken { field: "uuid", why: msg!("task.uuid_taken", uuid = uuid) }.into());
        }
    }
    let lead = match new.owner.as_deref().filter(|uuid| !uuid.is_empty()) {
        None => None,
        Some(uuid) => {
            let people = People::with_ids(cx, [uuid])?;
            let shown: String = uuid.chars().take(64).collect();
            let found = people.name(uuid).map(str::to_owned);
            Some(found.ok_or_else(|| Rejection::invalid("owner", msg!("value.unknown", value = shown)))?)
        }
    };
    let key = match &new.key {
        Some(key) => key.trim().to_ascii_uppercase(),
        None => free_key(cx, name)?,
    };
    let wish = projects::Wish {
        name: Some(name.to_owned()),
        description: new.desc.clone(),
        lead,
        ..projects::Wish::default()
    };
    let made = projects::create_as(cx, &key, new.uuid.clone(), &wish).map_err(|error| match error {
        Error::Rejected(why) => Error::Rejected(rename(why, |field| match field {
            "key" => Some("identifier".to_owned()),
            "description" => Some("desc".to_owned()),
            "lead" => Some("owner".to_owned()),
            _ => None,
        })),
        other => other,
    })?;
    let told = tell(cx, vec![made.0])?.pop().ok_or(Error::Broken("one project was told as none"))?;
    Ok((told, stamps::of(cx, Kind::Project)?))
}

/// A key that no project has, of the letters of a name where it has any.
fn free_key(cx: &mut Cx<'_, '_>, name: &str) -> Result<String, Error> {
    let taken: BTreeSet<String> =
        store::project::list(cx.tx, cx.actor.team)?.into_iter().map(|project| project.key).collect();
    let letters: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).take(6).collect();
    let letters = letters.trim_start_matches(|c: char| c.is_ascii_digit());
    let start = if letters.is_empty() { "P" } else { letters };
    let numbered = (1..=taken.len() + 2).map(|number| format!("{start}{number}"));
    let mut keys = std::iter::once(start.to_owned()).chain(numbered);
    let free = keys.find(|key| is_project_key(key) && !taken.contains(key));
    Ok(free.ok_or_else(|| Rejection::invalid("identifier", msg!("project.key")))?)
}

/// An issue type and the id of its project.
pub type TypeTold = (String, IssueType);

/// The issue types of all projects, or of the project of an id, in order, and their stamp.
pub fn issue_types(cx: &mut Cx<'_, '_>, project: Option<&str>) -> Result<(Vec<TypeTold>, i64), Error> {
    projects::may_look(cx)?;
    let plans = match project {
        None => cx.all_plans()?,
        Some(uuid) => {
            let key = project_key(cx, uuid)?;
            cx.plan(&key)?.into_iter().collect()
        }
    };
    let of = |plan: &std::sync::Arc<crate::plan::Plan>| {
        let uuid = plan.project.uuid.clone();
        plan.types.iter().map(move |kind| (uuid.clone(), kind.clone())).collect::<Vec<_>>()
    };
    Ok((plans.iter().flat_map(of).collect(), stamps::of(cx, Kind::IssueType)?))
}

/// A status of the team.
#[derive(Debug, Clone)]
pub struct StatusTold {
    /// Its id.
    pub uuid: String,
    /// Its name.
    pub name: Names,
    /// The word for what it means.
    pub word: String,
    /// What it means.
    pub category: StatusCategory,
}

/// The statuses of all workflows, each once, then those that no workflow has yet, and their stamp.
pub fn statuses(cx: &mut Cx<'_, '_>) -> Result<(Vec<StatusTold>, i64), Error> {
    projects::may_look(cx)?;
    let plans = cx.all_plans()?;
    let around = Around::with(cx, plans.iter().cloned())?;
    let (mut told, mut seen) = (Vec::new(), BTreeSet::new());
    for plan in &plans {
        for kind in &plan.types {
            let workflow = plan.workflow(&kind.key)?;
            for status in workflow.statuses.iter().filter(|status| seen.insert(status.uuid.clone())) {
                let word = around.words(&plan.project.key).status(workflow, &status.key).to_owned();
                told.push(tell_status(status.clone(), word));
            }
        }
    }
    let rest = store::status::list(cx.tx, cx.actor.team, MOST_STATUSES)?;
    for status in rest.into_iter().filter(|status| !seen.contains(&status.uuid)) {
        let word = SURFACE.status(status.category).to_owned();
        told.push(tell_status(status, word));
    }
    Ok((told, stamps::of(cx, Kind::TaskStatus)?))
}

fn tell_status(status: Status, word: String) -> StatusTold {
    StatusTold { uuid: status.uuid, name: status.name, word, category: status.category }
}

/// Every status that the team has, each once; those that no workflow has yet have no key.
pub(crate) fn known_statuses(cx: &mut Cx<'_, '_>) -> Result<Vec<Status>, Error> {
    let (mut found, mut seen): (Vec<Status>, BTreeSet<String>) = (Vec::new(), BTreeSet::new());
    for plan in cx.all_plans()? {
        for kind in &plan.types {
            let own = &plan.workflow(&kind.key)?.statuses;
            found.extend(own.iter().filter(|status| seen.insert(status.uuid.clone())).cloned());
        }
    }
    let rest = store::status::list(cx.tx, cx.actor.team, MOST_STATUSES)?;
    found.extend(rest.into_iter().filter(|status| !seen.contains(&status.uuid)));
    Ok(found)
}

/// A status as it is wished.
#[derive(Debug, Clone, Default)]
pub struct NewStatus {
    /// An 8-character id that no status has.
    pub uuid: Option<String>,
    /// Its name.
    pub name: String,
    /// The word for what it means: this surface's, or ours.
    pub category: String,
}

/// Gives the team a status. A workflow has it from the first transition on that begins or ends in it.
pub fn add_status(cx: &mut Cx<'_, '_>, new: &NewStatus) -> Result<(StatusTold, i64), Error> {
    cx.actor.allow(Permission::ManageTeam, Context::TEAM)?;
    store::audit::lock(cx.tx, cx.actor.team)?;
    let name =
        text::require(&new.name, 64, text::Lines::One).map_err(|why| Rejection::invalid("name", why))?;
    let category = category(&new.category)?;
    if store::status::count(cx.tx, cx.actor.team)? >= MOST_STATUSES {
        return Err(Rejection::Conflict(msg!("task.too_many_statuses", max = MOST_STATUSES)).into());
    }
    let uuid = match &new.uuid {
        None => cx.short_id(8),
        Some(uuid) if !is_short_id(uuid, 8) => {
            return Err(Rejection::invalid("uuid", msg!("workflow.uuid")).into());
        }
        Some(uuid) if known_statuses(cx)?.iter().any(|status| status.uuid == *uuid) => {
            return Err(Rejection::Taken { field: "uuid", why: msg!("task.uuid_taken", uuid = uuid) }.into());
        }
        Some(uuid) => uuid.clone(),
    };
    let status = Status { key: String::new(), uuid, name: Names::same(name), category };
    if !store::status::insert(cx.tx, cx.actor.team, &status, cx.now)? {
        return Err(
            Rejection::Taken { field: "uuid", why: msg!("task.uuid_taken", uuid = status.uuid) }.into()
        );
    }
    audit::record(cx, "status.create", &status.uuid, &json!({"name": name, "category": category.word()}))?;
    let word = SURFACE.status(category).to_owned();
    Ok((tell_status(status, word), stamps::of(cx, Kind::TaskStatus)?))
}

/// What a word for the meaning of a status means.
fn category(word: &str) -> Result<StatusCategory, Rejection> {
    let word = text::fold(word);
    let own = StatusCategory::ALL.into_iter().find(|category| category.word() == word);
    // Of several that one word stands for, the plainest.
    let plain = match word.as_str() {
        "to_do" => Some(StatusCategory::New),
        "in_progress" => Some(StatusCategory::Active),
        "done" => Some(StatusCategory::Closed),
        _ => None,
    };
    own.or(plain).ok_or_else(|| {
        let allowed = StatusCategory::ALL.map(StatusCategory::word).join(", ");
        Rejection::invalid("category", msg!("task.category", allowed = allowed))
    })
}

/// A field.
#[derive(Debug, Clone)]
pub struct FieldTold {
    /// Its id.
    pub uuid: String,
    /// What people call it.
    pub name: Called,
    /// The contract's number for what it holds.
    pub kind: i64,
    /// The words that it takes, where it takes only some.
    pub options: Vec<String>,
    /// Whether a task cannot be made without it.
    pub required: bool,
    /// The id of the project whose field it is; `None` for one of every task's.
    pub project_uuid: Option<String>,
}

/// What people call something: a sentence of ours, or a name of theirs.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Called {
    Ours(Message),
    Theirs(Names),
}

impl Called {
    /// The name in a language.
    pub fn text(&self, lang: domain::Lang) -> String {
        match self {
            Self::Ours(message) => message.text(lang),
            Self::Theirs(names) => names.text(lang).to_owned(),
        }
    }
}

/// The fields of every task, then those of all projects, and their stamp.
pub fn fields(cx: &mut Cx<'_, '_>) -> Result<(Vec<FieldTold>, i64), Error> {
    projects::may_look(cx)?;
    let mut told = of_every_task();
    for plan in cx.all_plans()? {
        told.extend(plan.fields.iter().map(|definition| FieldTold {
            uuid: definition.uuid.clone(),
            name: Called::Theirs(definition.name.clone()),
            kind: field_type(&Field::Custom(definition.key.clone()), &plan.fields),
            options: definition.options.clone(),
            required: definition.required,
            project_uuid: Some(plan.project.uuid.clone()),
        }));
    }
    Ok((told, stamps::of(cx, Kind::Field)?))
}

fn of_every_task() -> Vec<FieldTold> {
    let field = |uuid: &str, name: Message, kind: i64| FieldTold {
        uuid: uuid.to_owned(),
        name: Called::Ours(name),
        kind,
        options: Vec::new(),
        required: uuid == "field001",
        project_uuid: None,
    };
    let mut all: Vec<FieldTold> = Field::BUILT_IN
        .into_iter()
        .map(|own| field(&field_id(&own, &[]), own.label(&[]), field_type(&own, &[])))
        .collect();
    // What is told of a task and is no field that anybody sets.
    all.extend([
        field("field003", msg!("task_field.owner"), 8),
        field("field006", msg!("task_field.project"), 9),
        field("field007", msg!("task_field.issue_type"), 11),
        field("field009", msg!("task_field.created"), 6),
        field("field010", msg!("task_field.updated"), 6),
        field("field014", msg!("task_field.parent"), 10),
        field("field015", msg!("task_field.number"), 3),
        field("field017", msg!("task_field.status_category"), 1),
        field("field019", msg!("task_field.hours_logged"), 4),
        field("field020", msg!("task_field.hours_left"), 4),
    ]);
    for told in &mut all {
        told.options = match told.uuid.as_str() {
            "field012" => Priority::ALL.map(|priority| SURFACE.priority(priority).to_owned()).to_vec(),
            "field017" => ["to_do", "in_progress", "done"].map(str::to_owned).to_vec(),
            _ => Vec::new(),
        };
    }
    // Those with a number come first, in its order.
    all.sort_by_key(|told| (!told.uuid.starts_with("field0"), told.uuid.clone()));
    all
}

/// A group or a role, its members by their ids.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is the circle's property of that name")]
pub struct CircleTold {
    pub uuid: String,
    pub name: String,
    pub desc: String,
    pub members: Vec<String>,
}

/// What kind of circle is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Circles {
    UserGroups,
    Roles,
}

/// A page of groups or roles by name, whether there are more, and their stamp.
pub fn circles(
    cx: &mut Cx<'_, '_>,
    which: Circles,
    page: i64,
) -> Result<(Vec<CircleTold>, bool, i64), Error> {
    let (kind, stamp) = match which {
        Circles::UserGroups => (CircleKind::Group, Kind::UserGroup),
        Circles::Roles => (CircleKind::Role, Kind::Role),
    };
    let offset = page.saturating_sub(1).saturating_mul(PAGE);
    let (found, total) = circles::list(cx, kind, PAGE, offset)?;
    let people = People::named(cx, found.iter().flat_map(|one| &one.members).map(String::as_str))?;
    let told = found.into_iter().map(|one| CircleTold {
        uuid: one.circle.uuid,
        name: one.circle.name,
        desc: one.circle.description,
        members: one.members.iter().map(|name| people.uuid(name)).collect(),
    });
    Ok((told.collect(), total > offset.saturating_add(PAGE), stamps::of(cx, stamp)?))
}

/// A permission rule, its project by its id.
pub type RuleTold = (Rule, Option<String>);

/// All permission rules, oldest first, and their stamp. For those who may manage the team.
pub fn rules(cx: &mut Cx<'_, '_>) -> Result<(Vec<RuleTold>, i64), Error> {
    let rules = rules::list(cx)?;
    let projects = store::project::list(cx.tx, cx.actor.team)?;
    let id = |rule: &Rule| {
        let key = rule.project.as_deref()?;
        projects.iter().find(|project| project.key == key).map(|project| project.uuid.clone())
    };
    let told = rules.into_iter().map(|rule| (rule.clone(), id(&rule)));
    Ok((told.collect(), stamps::of(cx, Kind::PermissionRule)?))
}

/// A permission rule as it is wished.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the rule's key of that name")]
pub struct NewRule {
    pub permission: String,
    pub user_domain_type: String,
    pub user_domain_param: String,
    /// The id of the project that it is for; `None` = of all.
    pub project_uuid: Option<String>,
}

/// Makes a permission rule.
pub fn add_rule(cx: &mut Cx<'_, '_>, new: &NewRule) -> Result<(RuleTold, i64), Error> {
    let project = match new.project_uuid.as_deref().filter(|uuid| !uuid.is_empty()) {
        None => None,
        Some(uuid) => {
            let found = project_key(cx, uuid).map_err(|error| match error {
                Error::Rejected(Rejection::NotFound(_, shown)) => {
                    Rejection::invalid("context_param.project_uuid", msg!("value.unknown", value = shown))
                        .into()
                }
                other => other,
            })?;
            Some(found)
        }
    };
    let wish = rules::Wish {
        permission: new.permission.clone(),
        domain_type: new.user_domain_type.clone(),
        domain_param: new.user_domain_param.clone(),
        project,
    };
    let rule = rules::create(cx, &wish).map_err(|error| match error {
        Error::Rejected(why) => Error::Rejected(rename(why, |field| match field {
            "userDomainType" => Some("user_domain_type".to_owned()),
            "userDomainParam" => Some("user_domain_param".to_owned()),
            _ => None,
        })),
        other => other,
    })?;
    Ok(((rule, new.project_uuid.clone()), stamps::of(cx, Kind::PermissionRule)?))
}
