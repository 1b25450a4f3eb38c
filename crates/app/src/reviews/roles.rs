//! Who commands an incident, who writes it down, and so on: one person a role; somebody may hold several.
//!
//! The roles that there always are have their names in the message files; further ones, and other names, are words of the
//! project (`domain::vocabulary`, surface `incidents`, kind `role`).

use crate::{
    Cx, Error, identity,
    notices::{self, News},
    tickets::{self, Address, Check, Deleted, step},
};
use domain::{
    Fault, Lang, Message, Rejection,
    field::Names,
    history::{About, Audience, Fact, Kind},
    identity::{Access, Context, Permission},
    incident::{ROLES, role_name},
    msg, notice,
    ticket::{Source, Ticket},
    vocabulary::{Kind as Words, Surface},
};
use std::collections::BTreeMap;

/// A role, and who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: Names,
    /// The user name of who holds it; empty for nobody.
    pub username: String,
}

/// The roles of a ticket's project, and who holds them; also those that are held and are no roles of it any more.
pub fn get(cx: &mut Cx<'_, '_>, address: &Address) -> Result<(Ticket, Vec<Role>), Error> {
    let ticket = tickets::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let roles = of(cx, &ticket)?;
    Ok((ticket, roles))
}

pub(super) fn of(cx: &mut Cx<'_, '_>, ticket: &Ticket) -> Result<Vec<Role>, Error> {
    let mut held = store::incident_role::list(cx.tx, ticket.team, ticket.id)?;
    let known = known(cx, &ticket.project)?.into_iter();
    let mut roles: Vec<Role> = known
        .map(|(key, name)| Role { username: held.remove(&key).unwrap_or_default(), key, name })
        .collect();
    roles.extend(held.into_iter().map(|(key, username)| Role { name: Names::same(&key), key, username }));
    Ok(roles)
}

/// The roles of a project, by key: those that there always are first.
fn known(cx: &mut Cx<'_, '_>, project: &str) -> Result<Vec<(String, Names)>, Error> {
    let names = |message: Message| Names { zh: message.text(Lang::Zh), en: message.text(Lang::En) };
    let shipped = ROLES.into_iter().filter_map(|key| Some((key.to_owned(), names(role_name(key)?))));
    let mut all: Vec<(String, Names)> = shipped.collect();
    let entries = store::vocabulary::list(cx.tx, cx.actor.team, project)?;
    for entry in entries.into_iter().filter(|e| e.surface == Surface::Incidents && e.kind == Words::Role) {
        let en = entry.aliases.first().cloned().unwrap_or_else(|| entry.word.clone());
        let name = Names { zh: entry.word, en };
        match all.iter_mut().find(|(key, _)| *key == entry.key) {
            Some((_, known)) => *known = name,
            None => all.push((entry.key, name)),
        }
    }
    Ok(all)
}

/// Gives roles to people, or (by an empty name) to nobody; roles that are not named stay. What is so already leaves no step.
/// Who is given one is told.
pub fn set(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    wishes: &BTreeMap<String, String>,
    check: Check<'_>,
) -> Result<(Ticket, Vec<Role>), Error> {
    let old = tickets::lock(cx, address, Permission::EditTickets, Deleted::Hidden)?;
    check(old.ticket.version)?;
    let from = store::incident_role::list(cx.tx, cx.actor.team, old.ticket.id)?;
    let mut to = from.clone();
    let (known, mut faults) = (known(cx, &old.ticket.project)?, Vec::new());
    for (key, name) in wishes {
        match holder(cx, &old.ticket, (key, name), &known)? {
            Err(fault) => faults.push(fault),
            Ok(None) => drop(to.remove(key)),
            Ok(Some(username)) => drop(to.insert(key.clone(), username)),
        }
    }
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults).into());
    }
    let ticket = if from == to { old.ticket } else { write(cx, old, from, to)? };
    let roles = of(cx, &ticket)?;
    Ok((ticket, roles))
}

/// Who is to hold a role: somebody who sees the ticket, or nobody.
fn holder(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    (key, name): (&str, &str),
    known: &[(String, Names)],
) -> Result<Result<Option<String>, Fault>, Error> {
    let cut: String = key.chars().take(64).collect();
    let field = format!("roles.{cut}");
    if name.trim().is_empty() {
        return Ok(Ok(None));
    }
    if !known.iter().any(|(role, _)| role == key) {
        let all: Vec<&str> = known.iter().map(|(role, _)| role.as_str()).collect();
        return Ok(Err(Fault::new(field, msg!("incident.role", role = cut, known = all.join(", ")))));
    }
    let account = store::account::by_name(cx.tx, cx.actor.team, name)?;
    let Some(account) = account.filter(|found| !found.disabled && found.access >= Access::User) else {
        let name: String = name.chars().take(64).collect();
        return Ok(Err(Fault::new(field, msg!("value.unknown", value = name))));
    };
    let context = Context { project: Some(&ticket.project), relation: ticket.relation(&account.name) };
    let person = identity::named(cx.tx, cx.actor.team, &account.name)?;
    let sees = person.may(Permission::ViewTickets, context)
        || store::approval::is_asked(cx.tx, cx.actor.team, ticket.id, &account.name)?;
    if !sees {
        return Ok(Err(Fault::new(field, msg!("incident.cannot_see", who = account.name))));
    }
    Ok(Ok(Some(account.name)))
}

fn write(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    from: BTreeMap<String, String>,
    to: BTreeMap<String, String>,
) -> Result<Ticket, Error> {
    store::incident_role::set(cx.tx, cx.actor.team, old.ticket.id, &to)?;
    let mut given: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (key, name) in to.iter().filter(|(key, name)| from.get(*key) != Some(name)) {
        given.entry(name.clone()).or_default().push(key);
    }
    let given: Vec<(String, String)> = given.into_iter().map(|(who, keys)| (who, keys.join(", "))).collect();
    let about = About { incident: Some(Fact::Roles { from, to }), ..About::default() };
    let ticket = step::tell(cx, old, Kind::Edited, about, String::new())?.ticket;
    if cx.via != Source::Import {
        let by = cx.actor.username.clone();
        for (who, text) in &given {
            let news = News {
                kind: notice::Kind::RoleGiven,
                ticket: &ticket,
                version: ticket.version,
                approval: None,
                audience: Audience::Everyone,
                by: &by,
                text,
            };
            notices::tell(cx, &news, &[who.as_str()])?;
        }
    }
    Ok(ticket)
}
