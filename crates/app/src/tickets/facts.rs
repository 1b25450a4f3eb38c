//! What a step is judged by: who stands where around a ticket, what is open, what was said. Read only where something asks
//! for it, so that a workflow without conditions costs nothing.

use crate::{
    Cx, Error,
    filters::Crews,
    identity::{self, called::full_name},
};
use domain::{
    Value,
    filter::{Clock, Filter, Scope},
    identity::{Access, Called, Person, Posts, UserDomain},
    ticket::{Field, Ticket},
    workflow::{
        approval::MOST_PLACES,
        condition::{Check, Condition, Facts, explain},
        expression::Explanation,
        matches,
    },
};
use std::collections::BTreeMap;
use store::{
    account::{self, Account},
    circle,
};

/// Whether sentences name people and groups where a condition holds, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    /// Only why it does not hold is told to anybody.
    Refusals,
    /// All of it is.
    Everything,
}

/// Judges conditions on one ticket for the actor. What it has read once it does not read again.
pub(crate) struct Judge<'t> {
    ticket: &'t Ticket,
    telling: Telling,
    open_subtasks: Option<Vec<String>>,
    commented: Option<bool>,
}

impl<'t> Judge<'t> {
    pub(crate) const fn new(ticket: &'t Ticket, telling: Telling) -> Self {
        Self { ticket, telling, open_subtasks: None, commented: None }
    }

    /// What becomes of a condition, leaf by leaf.
    pub(crate) fn explain(
        &mut self,
        cx: &mut Cx<'_, '_>,
        condition: &Condition,
    ) -> Result<Explanation, Error> {
        let (ticket, plan) = (self.ticket, cx.plan_of(self.ticket)?);
        let mut domains: Vec<&UserDomain> = Vec::new();
        let mut groups: Vec<String> = Vec::new();
        for (check, _) in condition.leaves() {
            match check {
                Check::InUserDomains { user_domains } => domains.extend(user_domains),
                Check::AllSubtasksClosed {} if self.open_subtasks.is_none() => {
                    self.open_subtasks = Some(open_subtasks(cx, ticket)?);
                }
                Check::HasCommentSinceStatus {} if self.commented.is_none() => {
                    self.commented = Some(commented(cx, ticket)?);
                }
                Check::FieldEquals { .. }
                | Check::FieldIn { .. }
                | Check::FieldEmpty { .. }
                | Check::AllSubtasksClosed {}
                | Check::HasCommentSinceStatus {} => {}
                Check::Matches { filter } => {
                    // One that cannot be read names nobody, and is told to be so.
                    let read = matches::read(filter, &plan.fields).ok().flatten();
                    groups.extend(read.iter().flat_map(Filter::groups).map(str::to_owned));
                }
            }
        }
        let crews = Crews::load(cx.tx, cx.actor.team, groups.iter().map(String::as_str))?;
        let (me, clock) = (cx.actor.username.as_str(), Clock { now: cx.now, zone: 0 });
        let posts = plan.posts(ticket);
        let statuses = &plan.workflow(&ticket.kind)?.statuses;
        let judged = |actor: Person<'_>, called: &Called, people: &Called| {
            let facts = Facts {
                actor,
                posts: &posts,
                ticket,
                custom: &plan.fields,
                called,
                people,
                statuses,
                open_subtasks: self.open_subtasks.as_deref().unwrap_or_default(),
                commented: self.commented.unwrap_or_default(),
                scope: Scope { clock, me, groups: &crews },
            };
            explain(condition, &facts)
        };
        if self.telling == Telling::Refusals {
            let nobody = Called::new();
            let judged = judged(cx.actor.person_in(Some(&ticket.project)), &nobody, &nobody);
            if judged.holds() {
                return Ok(judged);
            }
        }
        let called = if domains.is_empty() { Called::new() } else { called(cx, domains)? };
        let people = nicknames(cx, condition, &posts, ticket)?;
        Ok(judged(cx.actor.person_in(Some(&ticket.project)), &called, &people))
    }
}

/// The most people whose names are looked up for one condition.
const MOST_CALLED: usize = 200;

/// What the people whom a condition speaks of are called, by user name.
fn nicknames(
    cx: &mut Cx<'_, '_>,
    condition: &Condition,
    posts: &Posts,
    ticket: &Ticket,
) -> Result<Called, Error> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |value: Value| match value {
        Value::Text(name) => names.push(name),
        Value::List(list) => names.extend(list),
        _ => {}
    };
    for (check, _) in condition.leaves() {
        if let Check::InUserDomains { user_domains } = check {
            let standing = user_domains.iter().flat_map(|domain| posts.of_domain(domain));
            standing.for_each(|name| add(name.into()));
        }
        let of_people =
            |field: &&Field| matches!(field, Field::Assignee | Field::Watchers | Field::Custom(_));
        let Some(field) = check.field().filter(of_people) else { continue };
        add(ticket.get(field));
        match check {
            Check::FieldEquals { value, .. } => add(value.clone()),
            Check::FieldIn { values, .. } => values.iter().cloned().for_each(&mut add),
            _ => {}
        }
    }
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    let names: Vec<&str> = names.into_iter().take(MOST_CALLED).collect();
    if names.is_empty() {
        return Ok(Called::new());
    }
    let known = account::named(cx.tx, cx.actor.team, &names)?.into_values();
    Ok(known.map(|account| (account.name.clone(), full_name(&account))).collect())
}

/// The keys of the subtasks that are neither closed nor rejected.
fn open_subtasks(cx: &mut Cx<'_, '_>, ticket: &Ticket) -> Result<Vec<String>, Error> {
    let mut open = Vec::new();
    for task in store::link::subtasks(cx.tx, cx.actor.team, ticket.id)? {
        let plan = cx.plan(&task.project)?.ok_or(Error::Broken("the project of a ticket is gone"))?;
        let status = plan.workflow(&task.kind)?.status(&task.status);
        if status.is_none_or(|status| !status.category.is_end()) {
            open.push(format!("{}-{}", task.project, task.id));
        }
    }
    Ok(open)
}

fn commented(cx: &mut Cx<'_, '_>, ticket: &Ticket) -> Result<bool, Error> {
    let team = cx.actor.team;
    let Some((entered, _)) = store::event::entered(cx.tx, team, ticket.id)? else { return Ok(false) };
    Ok(store::event::commented(cx.tx, team, ticket.id, entered)?)
}

/// What the actor, and what user domains name, is called.
pub(crate) fn called<'d>(
    cx: &mut Cx<'_, '_>,
    domains: impl IntoIterator<Item = &'d UserDomain>,
) -> Result<Called, Error> {
    let mut all: Vec<UserDomain> = domains.into_iter().cloned().collect();
    all.push(UserDomain::SingleUser(cx.actor.uuid.clone()));
    identity::called::called(cx, &all)
}

/// Somebody as user domains look at them.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    account: Account,
    groups: Vec<String>,
    roles: Vec<String>,
    department: String,
}

impl Known {
    pub(crate) fn person(&self) -> Person<'_> {
        Person {
            uuid: &self.account.uuid,
            username: &self.account.name,
            access: self.account.access,
            groups: &self.groups,
            department: &self.department,
            roles: &self.roles,
        }
    }
}

/// All who could be in any of the domains in a project: by user name, without those who are shut out or were never let in. Where a
/// domain is everyone, one more than can be asked at the most.
pub(crate) fn people(
    cx: &mut Cx<'_, '_>,
    project: &str,
    domains: &[UserDomain],
    posts: &Posts,
) -> Result<Vec<Known>, Error> {
    let team = cx.actor.team;
    let parts = store::project_role::of_project(cx.tx, team, project)?;
    let (mut uuids, mut circles, mut names) = (Vec::new(), Vec::new(), Vec::<String>::new());
    let mut found: BTreeMap<String, Account> = BTreeMap::new();
    for domain in domains {
        match domain {
            UserDomain::SingleUser(uuid) => uuids.push(uuid.as_str()),
            UserDomain::Group(uuid) | UserDomain::Department(uuid) | UserDomain::Role(uuid) => {
                circles.push(uuid.as_str());
            }
            UserDomain::Everyone => {
                let most = i64::try_from(MOST_PLACES).unwrap_or(i64::MAX).saturating_add(2);
                let some = account::some(cx.tx, team, most)?;
                found.extend(some.into_iter().map(|account| (account.name.clone(), account)));
            }
            standing => names.extend(posts.of_domain(standing).into_iter().map(str::to_owned)),
        }
    }
    if !circles.is_empty() {
        let members = circle::members_of_all(cx.tx, team, &circles)?;
        names.extend(members.into_iter().map(|(_, name)| name));
        let here = store::project_role::names(cx.tx, team, project)?.into_iter();
        names.extend(here.filter(|(role, _)| circles.contains(&role.as_str())).map(|(_, name)| name));
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let by_name = account::named(cx.tx, team, &names)?.into_values();
    let single = account::of_uuids(cx.tx, team, &uuids)?;
    found.extend(by_name.chain(single).map(|account| (account.name.clone(), account)));
    found.retain(|_, account| !account.disabled && account.access > Access::Unregistered);
    let ids: Vec<_> = found.values().map(|account| account.id).collect();
    let places = circle::places_of_all(cx.tx, team, &ids)?;
    let people = found.into_values().map(|account| {
        let of = |kind: circle::Kind| {
            let own = places.iter().filter(|place| place.user == account.id && place.kind == kind.word());
            own.map(|place| place.uuid.clone()).collect::<Vec<_>>()
        };
        Known {
            groups: of(circle::Kind::Group),
            roles: of(circle::Kind::Role)
                .into_iter()
                .chain(parts.iter().filter(|part| part.user == account.id).map(|part| part.role.clone()))
                .collect(),
            department: of(circle::Kind::Department).pop().unwrap_or_default(),
            account,
        }
    });
    Ok(people.collect())
}
