//! Reading tasks: one, several, and tickets put into the contract's words.

use super::{
    Bad, FieldValue, MOST_READ, Outcome, SURFACE, Task, address,
    people::People,
    values::{Form, Words},
};
use crate::{
    Cx, Error,
    plan::Plan,
    tickets::{self, Deleted},
};
use domain::{
    Rejection, Thing, Value,
    id::{TicketId, is_short_id},
    identity::{Access, Context, Permission, Relation},
    msg,
    ticket::{Field, Ticket},
    vocabulary,
    workflow::{
        Workflow,
        wire::{Values as _, field_id, field_type},
    },
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use store::link::Parent;

/// A task that the actor may see.
pub fn get(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<Task, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let ticket = find(cx, uuid, Permission::ViewTickets)?;
    one(cx, ticket)
}

/// The tasks of these ids that the actor may see, in the order of the ids, each once, and those that are none.
pub fn info(cx: &mut Cx<'_, '_>, ids: &[String]) -> Result<Outcome, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    if ids.len() > MOST_READ {
        return Err(Rejection::invalid("ids", msg!("value.too_many", max = MOST_READ)).into());
    }
    let mut found = tickets_of(cx, ids.iter().map(String::as_str))?;
    found.retain(|_, ticket| {
        ticket.deleted.is_none() && cx.actor.check(Permission::ViewTickets, ticket).is_ok()
    });
    let (mut tickets, mut bad) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for id in ids.iter().filter(|id| seen.insert(id.as_str())) {
        match found.remove(id) {
            Some(ticket) => tickets.push(ticket),
            None => bad.push(Bad { uuid: id.clone(), why: Rejection::not_found(Thing::Ticket, id) }),
        }
    }
    Outcome::of(cx, tickets, bad)
}

/// A ticket by its 16-character id, if the actor may use `permission` on it.
pub(crate) fn find(cx: &mut Cx<'_, '_>, uuid: &str, permission: Permission) -> Result<Ticket, Error> {
    let address = address(cx, uuid)?;
    tickets::find(cx, &address, permission, Deleted::Hidden)
}

/// Tickets by their 16-character ids, deleted or not, seen or not, in one statement.
pub(super) fn tickets_of<'i>(
    cx: &mut Cx<'_, '_>,
    ids: impl IntoIterator<Item = &'i str>,
) -> Result<HashMap<String, Ticket>, Error> {
    let ids: Vec<&str> = ids.into_iter().filter(|id| is_short_id(id, 16)).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = store::ticket::of_uuids(cx.tx, cx.actor.team, &ids)?;
    Ok(found.into_iter().map(|ticket| (ticket.uuid.clone(), ticket)).collect())
}

/// What the tickets of some projects are worded by.
pub(crate) struct Around {
    plans: HashMap<String, Arc<Plan>>,
    words: HashMap<String, vocabulary::Words>,
    none: vocabulary::Words,
}

impl Around {
    /// Of these projects; of their words in one statement.
    pub(crate) fn of<'k>(
        cx: &mut Cx<'_, '_>,
        projects: impl IntoIterator<Item = &'k str>,
    ) -> Result<Self, Error> {
        let keys: BTreeSet<&str> = projects.into_iter().collect();
        let mut plans = Vec::with_capacity(keys.len());
        for key in keys {
            plans.extend(cx.plan(key)?);
        }
        Self::with(cx, plans)
    }

    /// Of these plans.
    pub(crate) fn with(
        cx: &mut Cx<'_, '_>,
        plans: impl IntoIterator<Item = Arc<Plan>>,
    ) -> Result<Self, Error> {
        let plans = plans.into_iter().map(|plan| (plan.project.key.clone(), plan)).collect();
        let mut entries: HashMap<String, Vec<vocabulary::Entry>> = HashMap::new();
        for (project, entry) in store::vocabulary::all_of(cx.tx, cx.actor.team, SURFACE)? {
            entries.entry(project).or_default().push(entry);
        }
        let words = entries.into_iter().map(|(key, own)| (key, vocabulary::Words::new(SURFACE, own)));
        Ok(Self { plans, words: words.collect(), none: vocabulary::Words::new(SURFACE, Vec::new()) })
    }

    /// How a project's tickets look and move.
    pub(crate) fn plan(&self, project: &str) -> Option<&Arc<Plan>> {
        self.plans.get(project)
    }

    /// A project's words.
    pub(crate) fn words(&self, project: &str) -> &vocabulary::Words {
        self.words.get(project).unwrap_or(&self.none)
    }

    /// What the values of a type of a project are worded by.
    pub(crate) fn values<'a>(
        &'a self,
        plan: &'a Plan,
        workflow: &'a Workflow,
        people: &'a People,
    ) -> Words<'a> {
        let glossary = self.words(&plan.project.key);
        Words { custom: &plan.fields, workflow, people, glossary, strangers: BTreeSet::new() }
    }
}

/// The user names of those whom a ticket names, but for its owner.
pub(super) fn people_of<'t>(ticket: &'t Ticket, plan: &Plan) -> BTreeSet<&'t str> {
    let mut names: BTreeSet<&str> = ticket.watchers.iter().map(String::as_str).collect();
    names.insert(&ticket.assignee);
    for (key, value) in &ticket.fields {
        match (Form::of(&Field::Custom(key.clone()), &plan.fields), value) {
            (Form::Person, Value::Text(name)) => drop(names.insert(name)),
            (Form::People, Value::List(list)) => names.extend(list.iter().map(String::as_str)),
            _ => {}
        }
    }
    names.remove("");
    names
}

/// Tickets in the contract's words: five statements, however many they are, beside what is remembered of projects.
pub(crate) fn phrase(cx: &mut Cx<'_, '_>, tickets: Vec<Ticket>) -> Result<Vec<Task>, Error> {
    if tickets.is_empty() {
        return Ok(Vec::new());
    }
    let around = Around::of(cx, tickets.iter().map(|t| t.project.as_str()))?;
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for ticket in &tickets {
        names.insert(&ticket.creator);
        names.extend(around.plan(&ticket.project).into_iter().flat_map(|plan| people_of(ticket, plan)));
    }
    let people = People::named(cx, names)?;
    let ids: Vec<TicketId> = tickets.iter().map(|t| t.id).collect();
    let mut parents = parents(cx, &ids)?;
    let hours = store::worklog::totals(cx.tx, cx.actor.team, &ids)?;
    let left = store::estimate::of(cx.tx, cx.actor.team, &ids)?;
    let mut tasks = Vec::with_capacity(tickets.len());
    for ticket in tickets {
        let plan = around.plan(&ticket.project).ok_or(Error::Broken("the project of a ticket is gone"))?;
        let workflow = plan.workflow(&ticket.kind)?;
        let status = workflow.status(&ticket.status);
        let kind = plan.types.iter().find(|kind| kind.key == ticket.kind);
        tasks.push(Task {
            owner: people.uuid(&ticket.creator),
            assign: people.uuid(&ticket.assignee),
            watchers: ticket.watchers.iter().map(|name| people.uuid(name)).collect(),
            project_uuid: plan.project.uuid.clone(),
            issue_type_uuid: kind.map_or_else(|| ticket.kind.clone(), |kind| kind.uuid.clone()),
            status_uuid: status.map_or_else(|| ticket.status.clone(), |status| status.uuid.clone()),
            parent_uuid: parents.remove(&ticket.id).unwrap_or_default(),
            priority: around.words(&ticket.project).priority(ticket.priority).to_owned(),
            total_manhour: hours.get(&ticket.id).copied().unwrap_or(0),
            remaining_manhour: left.get(&ticket.id).copied().unwrap_or(0),
            field_values: field_values(&ticket, plan, &around.values(plan, workflow, &people)),
            ticket,
        });
    }
    Ok(tasks)
}

/// One ticket in the contract's words.
pub(crate) fn one(cx: &mut Cx<'_, '_>, ticket: Ticket) -> Result<Task, Error> {
    phrase(cx, vec![ticket])?.pop().ok_or(Error::Broken("one ticket was phrased as none"))
}

/// Every custom field of the project, and what of our own fields has no key of a task's and says something.
fn field_values(ticket: &Ticket, plan: &Plan, values: &Words<'_>) -> Vec<FieldValue> {
    const OWN: [Field; 7] = [
        Field::Category,
        Field::Tags,
        Field::PlayerId,
        Field::Contact,
        Field::GameId,
        Field::Env,
        Field::Appointment,
    ];
    let own = OWN.into_iter().filter(|field| !ticket.get(field).is_empty());
    let custom = plan.fields.iter().map(|definition| Field::Custom(definition.key.clone()));
    own.chain(custom)
        .map(|field| FieldValue {
            field_uuid: field_id(&field, &plan.fields),
            kind: field_type(&field, &plan.fields),
            value: values.write(&field, &ticket.get(&field)),
        })
        .collect()
}

/// The ids of the parents of tickets, of those that the actor may see.
fn parents(cx: &mut Cx<'_, '_>, ids: &[TicketId]) -> Result<HashMap<TicketId, String>, Error> {
    let mut found = HashMap::new();
    for parent in store::link::parents(cx.tx, cx.actor.team, ids)? {
        if is_seen(cx, &parent) {
            found.entry(parent.child).or_insert(parent.uuid);
        }
    }
    Ok(found)
}

/// Whether the actor may see a parent.
pub(super) fn is_seen(cx: &Cx<'_, '_>, parent: &Parent) -> bool {
    let (creator, assignee, watchers) = &parent.people;
    let me = &cx.actor.username;
    let relation =
        Relation { owner: creator == me, assignee: assignee == me, watcher: watchers.contains(me) };
    cx.actor.may(Permission::ViewTickets, Context { project: Some(&parent.project), relation })
}
