//! Making, changing and deleting tasks: several with one request, each by itself.
//!
//! All of a request is one unit of work. What is refused has been refused before anything of it was written, so that one bad
//! task takes nothing away from the others and leaves nothing of itself.

use super::{
    Bad, MOST_CHANGED, Outcome, alone, below,
    people::{People, strangers},
    read::{Around, is_seen, people_of, tickets_of},
    values::Words,
    wish::{Left, Wish, Wished, hours_left, in_words, patch, texts_in, unknown},
};
use crate::{
    Cx, Error,
    plan::Plan,
    tickets::{
        Address, Check, Deleted, create,
        create::{Command, Start},
        delete, edit, estimate, family, find, link,
    },
};
use domain::{
    Fault, Rejection, Thing,
    id::{TicketId, is_short_id},
    identity::{Access, Permission},
    link::LinkKind,
    msg,
    ticket::{Field, TITLED, Ticket},
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use store::project::IssueType;

impl Bad {
    /// The wish at this place of the request, refused.
    fn of(place: usize, wish: &Wish, why: Rejection) -> Self {
        Self { uuid: wish.uuid.clone().unwrap_or_default(), why: below(&format!("tasks[{place}]"), why) }
    }
}

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
    fn with(cx: &mut Cx<'_, '_>, wishes: &[Wished]) -> Result<Self, Error> {
        let wishes: Vec<&Wish> = wishes.iter().flatten().collect();
        let named = wishes.iter().flat_map(|wish| wish.uuid.iter().chain(&wish.parent_uuid));
        let tickets = tickets_of(cx, named.map(String::as_str))?;
        let mut ids: Vec<&str> = Vec::new();
        for wish in &wishes {
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

    /// Keeps from others what is to be changed, and the parents that it has and is to have, in one order for all requests.
    fn hold(&self, cx: &mut Cx<'_, '_>, wishes: &[Wished]) -> Result<(), Error> {
        let of = |uuid: Option<&String>| uuid.and_then(|uuid| self.tickets.get(uuid)).map(|ticket| ticket.id);
        let (mut ids, mut moved) = (BTreeSet::new(), Vec::new());
        for wish in wishes.iter().flatten() {
            let own = of(wish.uuid.as_ref());
            ids.extend(own.into_iter().chain(of(wish.parent_uuid.as_ref())));
            moved.extend(own.filter(|_| wish.parent_uuid.is_some()));
        }
        if !moved.is_empty() {
            ids.extend(
                store::link::parents(cx.tx, cx.actor.team, &moved)?.into_iter().map(|parent| parent.id),
            );
        }
        if ids.len() > 1 {
            store::ticket::hold(cx.tx, cx.actor.team, &ids.into_iter().collect::<Vec<_>>())?;
        }
        Ok(())
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

fn check_number(wishes: usize) -> Result<(), Rejection> {
    if wishes > MOST_CHANGED {
        return Err(Rejection::invalid("tasks", msg!("value.too_many", max = MOST_CHANGED)));
    }
    Ok(())
}

/// Makes tasks, each in the first status of its workflow.
pub fn add(cx: &mut Cx<'_, '_>, wishes: &[Wished]) -> Result<Outcome, Error> {
    check_number(wishes.len())?;
    // Whoever wishes one of these ids too waits here, and finds it taken.
    let own = wishes.iter().flatten().filter_map(|wish| wish.uuid.as_deref());
    let own: Vec<&str> = own.filter(|uuid| is_short_id(uuid, 16)).collect();
    if !own.is_empty() {
        store::ticket::claim(cx.tx, cx.actor.team, &own)?;
    }
    let met = Met::with(cx, wishes)?;
    met.hold(cx, wishes)?;
    let mut given: Vec<String> = Vec::new();
    let (made, bad) = each(cx, wishes, |cx, wish| {
        // An id may be taken by another of the same request as well.
        if wish.uuid.as_ref().is_some_and(|uuid| given.contains(uuid)) {
            return Err(taken(wish).into());
        }
        let made = make(cx, &met, wish)?;
        given.extend(wish.uuid.clone());
        Ok(made)
    })?;
    Outcome::of(cx, made, bad)
}

/// Does something for each wish; the tickets that came of it, each as it is at last, and those wishes that were refused.
fn each(
    cx: &mut Cx<'_, '_>,
    wishes: &[Wished],
    mut act: impl FnMut(&mut Cx<'_, '_>, &Wish) -> Result<Ticket, Error>,
) -> Result<(Vec<Ticket>, Vec<Bad>), Error> {
    let (mut done, mut bad): (Vec<Ticket>, Vec<Bad>) = (Vec::new(), Vec::new());
    for (place, wish) in wishes.iter().enumerate() {
        let wish = match wish {
            Ok(wish) => wish,
            Err(unread) => {
                bad.push(unread.clone());
                continue;
            }
        };
        match alone(act(cx, wish))? {
            Ok(ticket) => {
                done.retain(|known| known.id != ticket.id);
                done.push(ticket);
            }
            Err(why) => bad.push(Bad::of(place, wish, why)),
        }
    }
    Ok((done, bad))
}

fn taken(wish: &Wish) -> Rejection {
    let uuid = wish.uuid.as_deref().unwrap_or_default();
    Rejection::Taken { field: "uuid", why: msg!("task.uuid_taken", uuid = uuid) }
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
    let words = met.around.values(plan, plan.workflow(&kind.key)?, &met.people);
    let left = hours_left(wish)?;
    let (mut patch, called) = patch(&words, wish)?;
    let parent = met.parent(cx, wish, None)?;
    if let Some(parent) = parent {
        family::may_join(cx, None, parent.id, &[])?;
    }
    // Nobody sorts tasks by hand: what they are says it.
    patch.entry(Field::Category).or_insert_with(|| kind.key.clone().into());
    let command =
        Command { project: Some(plan.project.key.clone()), kind: Some(kind.key.clone()), fields: patch };
    let start = Start { creator, uuid: wish.uuid.clone(), needed: Some(TITLED), ..Start::default() };
    let mut made = create::begin(cx, &command, start).map_err(in_words(plan, called))?;
    if let Some(Left(Some(hours))) = left {
        made = estimate::set(cx, &address(&made), Permission::ViewTickets, Some(hours))?;
    }
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
pub fn update(cx: &mut Cx<'_, '_>, wishes: &[Wished]) -> Result<Outcome, Error> {
    check_number(wishes.len())?;
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let met = Met::with(cx, wishes)?;
    met.hold(cx, wishes)?;
    let (changed, bad) = each(cx, wishes, |cx, wish| change(cx, &met, wish))?;
    Outcome::of(cx, changed, bad)
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
    let mut sent: Vec<&str> =
        wish.assign.iter().chain(wish.watchers.iter().flatten()).map(String::as_str).collect();
    wish.field_values.iter().for_each(|value| texts_in(&value.value, &mut sent));
    let strangers = strangers(cx, &sent, &people_of(&old, &plan))?;
    let words = Words { strangers, ..met.around.values(&plan, plan.workflow(&old.kind)?, &met.people) };
    let left = hours_left(wish)?;
    let (patch, called) = patch(&words, wish)?;
    let parent = met.parent(cx, wish, Some(&old))?;
    if patch.is_empty() && wish.parent_uuid.is_none() && left.is_none() {
        return Err(Rejection::NothingToChange.into());
    }
    // Refused before anything is written.
    if let Some(parent) = parent {
        let leaving: Vec<_> = leaving(cx, old.id, Some(parent))?.into_iter().map(|old| old.link).collect();
        family::may_join(cx, Some(old.id), parent.id, &leaving)?;
    }
    let mut new = old;
    if !patch.is_empty() {
        new = edit::fields(cx, &address, &patch, TITLED, ANY).map_err(in_words(&plan, called))?;
    }
    if let Some(Left(left)) = left {
        new = estimate::set(cx, &address, Permission::EditTickets, left)?;
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
    check_number(uuids.len())?;
    cx.actor.require(Access::User, Permission::EditTickets)?;
    let known = tickets_of(cx, uuids.iter().map(String::as_str))?;
    let mut ids: Vec<TicketId> = known.values().map(|ticket| ticket.id).collect();
    ids.sort_unstable();
    store::ticket::hold(cx.tx, cx.actor.team, &ids)?;
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
