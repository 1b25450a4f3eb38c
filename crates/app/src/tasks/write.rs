//! Making, changing and deleting tasks: several with one request, each by itself.
//!
//! All of a request is one unit of work. What is refused has been refused before anything of it was written, so that one bad
//! task takes nothing away from the others and leaves nothing of itself.

use super::{
    Bad, MOST_CHANGED, Sent, Task, alone,
    people::People,
    read::{Around, is_seen, phrase, tickets_of},
    rename,
    values::{Words, of_seconds},
};
use crate::{
    Cx, Error,
    plan::Plan,
    tickets::{
        Address, Check, Deleted, create,
        create::{Command, Start},
        delete, edit, family, find, link,
    },
};
use domain::{
    Fault, Rejection, Thing, Value,
    id::{TicketId, is_short_id},
    identity::{Access, Permission},
    link::LinkKind,
    msg,
    ticket::{Field, Patch, TITLED, Ticket},
    workflow::{
        Workflow,
        wire::{Values as _, field_of},
    },
};
use serde_json::Value as Json;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use store::project::IssueType;

/// What is wished of a task. `None` = unchanged, or nothing said of a new one.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the task's key of that name")]
pub struct Wish {
    /// Which task; of a new one the id that the caller has given it.
    pub uuid: Option<String>,
    pub owner: Option<String>,
    pub assign: Option<String>,
    pub summary: Option<String>,
    /// Plain text.
    pub desc: Option<String>,
    pub project_uuid: Option<String>,
    pub issue_type_uuid: Option<String>,
    pub status_uuid: Option<String>,
    pub parent_uuid: Option<String>,
    pub priority: Option<String>,
    /// Seconds.
    pub deadline: Option<i64>,
    pub watchers: Option<Vec<String>>,
    pub field_values: Vec<Sent>,
}

/// What came of several wishes: the tasks as they are now, and those that were refused.
pub type Outcome = (Vec<Task>, Vec<Bad>);

/// What all wishes of a request refer to, looked up together.
struct Met {
    around: Around,
    people: People,
    /// Project keys by id.
    projects: HashMap<String, String>,
    /// Tickets by id: those that are to be changed, parents, and whoever has an id that a new one wishes.
    tickets: HashMap<String, Ticket>,
}

impl Met {
    fn with(cx: &mut Cx<'_, '_>, wishes: &[Wish]) -> Result<Self, Error> {
        if wishes.len() > MOST_CHANGED {
            return Err(Rejection::invalid("tasks", msg!("value.too_many", max = MOST_CHANGED)).into());
        }
        let named = wishes.iter().flat_map(|wish| wish.uuid.iter().chain(&wish.parent_uuid));
        let tickets = tickets_of(cx, named.map(String::as_str))?;
        let mut ids: Vec<&str> = Vec::new();
        for wish in wishes {
            ids.extend(wish.owner.iter().chain(&wish.assign).map(String::as_str));
            ids.extend(wish.watchers.iter().flatten().map(String::as_str));
            wish.field_values.iter().for_each(|sent| texts_in(&sent.value, &mut ids));
        }
        let people = People::with_ids(cx, ids)?;
        let uuids = wishes.iter().filter_map(|wish| wish.project_uuid.as_deref());
        let uuids: Vec<&str> = uuids.filter(|uuid| is_short_id(uuid, 16)).collect();
        let projects = store::project::keys(cx.tx, cx.actor.team, &uuids)?;
        let keys = projects.values().chain(tickets.values().map(|ticket| &ticket.project));
        let around = Around::of(cx, keys.map(String::as_str))?;
        Ok(Self { around, people, projects, tickets })
    }

    /// The parent that a wish names, which the actor may see and which is not the task itself.
    fn parent(
        &self,
        cx: &Cx<'_, '_>,
        wish: &Wish,
        task: Option<&Ticket>,
    ) -> Result<Option<&Ticket>, Rejection> {
        let Some(uuid) = wish.parent_uuid.as_deref().filter(|uuid| !uuid.is_empty()) else { return Ok(None) };
        let seen = |ticket: &&Ticket| {
            ticket.deleted.is_none() && cx.actor.check(Permission::ViewTickets, ticket).is_ok()
        };
        let found = self.tickets.get(uuid).filter(seen);
        let parent = found.ok_or_else(|| unknown("parent_uuid", uuid))?;
        if task.is_some_and(|task| task.id == parent.id) {
            return Err(Rejection::invalid("parent_uuid", msg!("link.itself")));
        }
        Ok(Some(parent))
    }
}

/// Every text in a value.
pub(super) fn texts_in<'v>(value: &'v Json, found: &mut Vec<&'v str>) {
    match value {
        Json::String(text) => found.push(text),
        Json::Array(list) => found.extend(list.iter().filter_map(Json::as_str)),
        _ => {}
    }
}

fn unknown(field: &str, value: &str) -> Rejection {
    let value: String = value.chars().take(64).collect();
    Rejection::invalid(field, msg!("value.unknown", value = value))
}

/// Makes tasks, each in the first status of its workflow.
pub fn add(cx: &mut Cx<'_, '_>, wishes: &[Wish]) -> Result<Outcome, Error> {
    let met = Met::with(cx, wishes)?;
    let (mut made, mut bad, mut given) = (Vec::new(), Vec::new(), Vec::new());
    for wish in wishes {
        // An id may be taken by another of the same request as well.
        let twice = wish.uuid.as_ref().is_some_and(|uuid| given.contains(uuid));
        let done = if twice { Err(taken(wish).into()) } else { make(cx, &met, wish) };
        match alone(done)? {
            Ok(ticket) => {
                given.extend(wish.uuid.clone());
                made.push(ticket);
            }
            Err(why) => bad.push(Bad { uuid: wish.uuid.clone().unwrap_or_default(), why }),
        }
    }
    Ok((phrase(cx, made)?, bad))
}

fn taken(wish: &Wish) -> Rejection {
    let uuid = wish.uuid.as_deref().unwrap_or_default();
    Rejection::Conflict(msg!("task.uuid_taken", uuid = uuid))
}

fn make(cx: &mut Cx<'_, '_>, met: &Met, wish: &Wish) -> Result<Ticket, Error> {
    let creator = owner(cx, met, wish)?;
    let owner_id = creator.as_ref().map_or(&cx.actor.uuid, |(_, uuid)| uuid);
    if let Some(uuid) = &wish.uuid {
        if !is_short_id(uuid, 16) || !uuid.starts_with(owner_id.as_str()) {
            return Err(Rejection::invalid("uuid", msg!("task.uuid")).into());
        }
        if met.tickets.contains_key(uuid) {
            return Err(taken(wish).into());
        }
    }
    let (plan, kind) = place(met, wish)?;
    let (mut patch, called) = patch(met, plan, plan.workflow(&kind.key)?, wish, None)?;
    let parent = met.parent(cx, wish, None)?;
    if let Some(parent) = parent {
        family::may_join(cx, None, parent.id, &[])?;
    }
    // Nobody sorts tasks by hand: what they are says it.
    patch.entry(Field::Category).or_insert_with(|| kind.key.clone().into());
    let command =
        Command { project: Some(plan.project.key.clone()), kind: Some(kind.key.clone()), fields: patch };
    let start = Start { creator, uuid: wish.uuid.clone(), needed: Some(TITLED), ..Start::default() };
    let made = create::begin(cx, &command, start).map_err(in_words(plan, called))?;
    match parent {
        Some(parent) => join(cx, &made, parent),
        None => Ok(made),
    }
}

/// User name and id of whose task it is to be; `None` = the actor's. Another's for administrators.
fn owner(cx: &Cx<'_, '_>, met: &Met, wish: &Wish) -> Result<Option<(String, String)>, Rejection> {
    let Some(uuid) = wish.owner.as_deref().filter(|uuid| !uuid.is_empty() && *uuid != cx.actor.uuid) else {
        return Ok(None);
    };
    let name = met.people.name(uuid).ok_or_else(|| unknown("owner", uuid))?;
    if cx.actor.access < Access::Admin {
        let why = msg!("rights.field", field = "owner", level = Access::Admin.word());
        return Err(Rejection::Forbidden(why));
    }
    Ok(Some((name.to_owned(), uuid.to_owned())))
}

/// The project and the type that a new task is of.
fn place<'m>(met: &'m Met, wish: &Wish) -> Result<(&'m Arc<Plan>, &'m IssueType), Rejection> {
    let blank = |field: &str| Rejection::invalid(field, msg!("text.blank"));
    let uuid = wish.project_uuid.as_deref().filter(|uuid| !uuid.is_empty());
    let uuid = uuid.ok_or_else(|| blank("project_uuid"))?;
    let plan = met.projects.get(uuid).and_then(|key| met.around.plan(key));
    let plan = plan.ok_or_else(|| unknown("project_uuid", uuid))?;
    let uuid = wish.issue_type_uuid.as_deref().filter(|uuid| !uuid.is_empty());
    let uuid = uuid.ok_or_else(|| blank("issue_type_uuid"))?;
    let kind = plan.types.iter().find(|kind| kind.uuid == uuid);
    Ok((plan, kind.ok_or_else(|| unknown("issue_type_uuid", uuid))?))
}

/// How the fields of a patch were called by whoever wished them.
type Called = BTreeMap<String, String>;

/// The fields that a wish names, and what it calls them; or everything that is wrong with them.
fn patch(
    met: &Met,
    plan: &Plan,
    workflow: &Workflow,
    wish: &Wish,
    old: Option<&Ticket>,
) -> Result<(Patch, Called), Rejection> {
    let words = met.around.values(plan, workflow, &met.people);
    let (mut patch, mut called, mut faults) = (Patch::new(), Called::new(), Vec::new());
    let mut put = |field: Field, key: String, value: Result<Value, domain::Message>| match value {
        Ok(value) => {
            called.insert(field.name(), key);
            patch.insert(field, value);
        }
        Err(why) => faults.push(Fault::new(key, why)),
    };
    for (i, sent) in wish.field_values.iter().enumerate() {
        let at = format!("field_values[{i}]");
        match read(sent, &words) {
            Ok((field, value)) => put(field, format!("{at}.value"), value),
            Err(why) => put(Field::Status, format!("{at}.field_uuid"), Err(why)),
        }
    }
    // A key of the task's own is nearer than the same field among others.
    let text = |text: &Option<String>| text.as_ref().map(|text| Ok(Value::Text(text.clone())));
    if let Some(summary) = text(&wish.summary) {
        put(Field::Title, "summary".to_owned(), summary);
    }
    // A task may say all there is to say in its summary; a description that is there is not taken away.
    let is_bare = old.is_none_or(|old| old.content.is_empty());
    let desc = wish.desc.clone().filter(|desc| !is_bare || !desc.trim().is_empty());
    if let Some(desc) = text(&desc) {
        put(Field::Content, "desc".to_owned(), desc);
    }
    if let Some(uuid) = &wish.assign {
        put(Field::Assignee, "assign".to_owned(), words.person(uuid).map(Value::Text));
    }
    if let Some(uuids) = &wish.watchers {
        let named: Result<Vec<String>, _> = uuids.iter().map(|uuid| words.person(uuid)).collect();
        put(Field::Watchers, "watchers".to_owned(), named.map(Value::List));
    }
    if let Some(word) = wish.priority.as_deref().filter(|word| !word.is_empty()) {
        let read = words.glossary.read_priority(word).map(|priority| priority.word().into());
        put(Field::Priority, "priority".to_owned(), read);
    }
    if let Some(seconds) = wish.deadline {
        let at = of_seconds(seconds).map(|at| Value::Text(at.to_string()));
        put(Field::Due, "deadline".to_owned(), at.ok_or_else(|| msg!("task.seconds")));
    }
    if faults.is_empty() { Ok((patch, called)) } else { Err(Rejection::Invalid(faults)) }
}

/// The field that a sent value is of, and the value in the form in which the field takes it.
pub(super) fn read(
    sent: &Sent,
    words: &Words<'_>,
) -> Result<(Field, Result<Value, domain::Message>), domain::Message> {
    let id = sent.field_uuid.as_str();
    let field = field_of(id, words.custom).filter(|field| field.is_known(words.custom));
    let field = match field {
        Some(Field::Status) => return Err(msg!("ticket.status_by_transition")),
        Some(field) => field,
        None if is_told_only(id) => return Err(msg!("task.fixed")),
        None => {
            return Err(msg!("value.unknown", value = id.chars().take(64).collect::<String>()));
        }
    };
    let value = match words.read(&field, &sent.value) {
        Ok(Value::Null) => Ok(field.empty()),
        read => read,
    };
    Ok((field, value))
}

/// Whether an id is that of a field that the contract knows and nobody sets as a field.
fn is_told_only(id: &str) -> bool {
    const TOLD: [&str; 10] = [
        "field003", "field006", "field007", "field009", "field010", "field014", "field015", "field017",
        "field019", "field020",
    ];
    TOLD.contains(&id)
}

/// Puts a refusal of the core into the words in which the fields were wished.
fn in_words(plan: &Plan, called: Called) -> impl Fn(Error) -> Error {
    let custom: BTreeMap<String, String> =
        plan.fields.iter().map(|d| (format!("fields.{}", d.key), d.uuid.clone())).collect();
    move |error| match error {
        Error::Rejected(rejection) => Error::Rejected(rename(rejection, |field| {
            let own = match field {
                "title" => Some("summary"),
                "content" => Some("desc"),
                "assignee" => Some("assign"),
                "dueAt" => Some("deadline"),
                "project" => Some("project_uuid"),
                "type" => Some("issue_type_uuid"),
                _ => None,
            };
            called
                .get(field)
                .cloned()
                .or_else(|| own.map(str::to_owned))
                .or_else(|| custom.get(field).cloned())
        })),
        other => other,
    }
}

/// Makes a ticket the child of another, which the actor was seen to see.
fn join(cx: &mut Cx<'_, '_>, child: &Ticket, parent: &Ticket) -> Result<Ticket, Error> {
    let (child, parent) = (address(child), address(parent));
    link::run(cx, &child, LinkKind::ChildOf, &parent, ANY)
}

/// No version in particular: a request about several names none.
const ANY: Check<'static> = &|_| Ok(());

fn address(ticket: &Ticket) -> Address {
    Address::called(&ticket.uuid, Some(ticket.id))
}

/// Changes tasks.
pub fn update(cx: &mut Cx<'_, '_>, wishes: &[Wish]) -> Result<Outcome, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let met = Met::with(cx, wishes)?;
    let (mut changed, mut bad): (Vec<Ticket>, Vec<Bad>) = (Vec::new(), Vec::new());
    for wish in wishes {
        match alone(change(cx, &met, wish))? {
            Ok(ticket) => {
                changed.retain(|known| known.id != ticket.id);
                changed.push(ticket);
            }
            Err(why) => bad.push(Bad { uuid: wish.uuid.clone().unwrap_or_default(), why }),
        }
    }
    Ok((phrase(cx, changed)?, bad))
}

fn change(cx: &mut Cx<'_, '_>, met: &Met, wish: &Wish) -> Result<Ticket, Error> {
    let uuid = wish.uuid.as_deref().unwrap_or_default();
    if uuid.is_empty() {
        return Err(Rejection::invalid("uuid", msg!("text.blank")).into());
    }
    let missing = || Rejection::not_found(Thing::Ticket, uuid);
    let id = met.tickets.get(uuid).map(|ticket| ticket.id);
    let address = Address::called(uuid, id);
    // Whoever may not change it is told that, whatever they wish.
    let old = find(cx, &address, Permission::EditTickets, Deleted::Hidden)?;
    let plan = Arc::clone(met.around.plan(&old.project).ok_or_else(missing)?);
    stays(&old, met, &plan, wish)?;
    let (patch, called) = patch(met, &plan, plan.workflow(&old.kind)?, wish, Some(&old))?;
    let parent = met.parent(cx, wish, Some(&old))?;
    if patch.is_empty() && wish.parent_uuid.is_none() {
        return Err(Rejection::NothingToChange.into());
    }
    // Refused before anything is written.
    if let Some(parent) = parent {
        let leaving: Vec<_> = leaving(cx, old.id, Some(parent))?.into_iter().map(|old| old.link).collect();
        family::may_join(cx, Some(old.id), parent.id, &leaving)?;
    }
    let mut new = old;
    if !patch.is_empty() {
        new = edit::run(cx, &address, &patch, ANY).map_err(in_words(&plan, called))?.ticket;
    }
    match &wish.parent_uuid {
        None => Ok(new),
        Some(_) => adopt(cx, new, parent),
    }
}

/// Gives a ticket this parent and no other that the actor sees.
fn adopt(cx: &mut Cx<'_, '_>, child: Ticket, parent: Option<&Ticket>) -> Result<Ticket, Error> {
    let mut child = child;
    for old in leaving(cx, child.id, parent)? {
        child = link::remove(cx, &address(&child), old.link, ANY)?;
    }
    let is_joined = |parent: &&Ticket, cx: &mut Cx<'_, '_>| -> Result<bool, Error> {
        let known = store::link::parents_of(cx.tx, cx.actor.team, child.id)?;
        Ok(known.iter().any(|known| known.parent == parent.id))
    };
    match parent {
        Some(parent) if !is_joined(&parent, cx)? => join(cx, &child, parent),
        _ => Ok(child),
    }
}

/// The parents of a ticket that the actor sees, but `parent`.
fn leaving(
    cx: &mut Cx<'_, '_>,
    child: TicketId,
    parent: Option<&Ticket>,
) -> Result<Vec<store::link::Parent>, Error> {
    let mut parents = store::link::parents(cx.tx, cx.actor.team, &[child])?;
    parents.retain(|old| parent.is_none_or(|new| new.uuid != old.uuid) && is_seen(cx, old));
    Ok(parents)
}

/// Refuses a wish to change what this request does not change. What is sent back as it was told is no wish.
fn stays(old: &Ticket, met: &Met, plan: &Plan, wish: &Wish) -> Result<(), Rejection> {
    let status = plan.workflow(&old.kind).ok().and_then(|w| w.status(&old.status)).map(|s| s.uuid.as_str());
    let kind = plan.types.iter().find(|kind| kind.key == old.kind).map(|kind| kind.uuid.as_str());
    let owner = wish.owner.as_deref().map(|uuid| met.people.name(uuid).unwrap_or(uuid));
    let mut faults = Vec::new();
    let wished = [
        ("status_uuid", wish.status_uuid.as_deref(), status),
        ("issue_type_uuid", wish.issue_type_uuid.as_deref(), kind),
        ("project_uuid", wish.project_uuid.as_deref(), Some(plan.project.uuid.as_str())),
        ("owner", owner, Some(old.creator.as_str())),
    ];
    for (key, wished, is) in wished {
        if wished.is_some_and(|wished| !wished.is_empty() && Some(wished) != is) {
            let why =
                if key == "status_uuid" { msg!("ticket.status_by_transition") } else { msg!("task.fixed") };
            faults.push(Fault::new(key, why));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
}

/// Deletes tasks; the ids of those that are deleted now.
pub fn remove(cx: &mut Cx<'_, '_>, uuids: &[String]) -> Result<(Vec<String>, Vec<Bad>), Error> {
    if uuids.len() > MOST_CHANGED {
        return Err(Rejection::invalid("tasks", msg!("value.too_many", max = MOST_CHANGED)).into());
    }
    cx.actor.require(Access::User, Permission::EditTickets)?;
    let known = tickets_of(cx, uuids.iter().map(String::as_str))?;
    let (mut gone, mut bad) = (Vec::new(), Vec::new());
    for uuid in uuids {
        let address = Address::called(uuid, known.get(uuid).map(|ticket| ticket.id));
        match alone(delete::run(cx, &address, ANY))? {
            Ok(()) => gone.push(uuid.clone()),
            Err(why) => bad.push(Bad { uuid: uuid.clone(), why }),
        }
    }
    Ok((gone, bad))
}
