//! Groups, roles and departments.

use super::{CircleKind, users};
use crate::{Cx, Error, audit};
use domain::{Rejection, Thing, id::UserId, msg, text};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use store::{circle::Circle, view::Audience};

/// A circle with its members' user names.
#[derive(Debug, Clone)]
pub struct WithMembers {
    /// The circle.
    pub circle: Circle,
    /// Its members.
    pub members: Vec<String>,
}

/// What is wished of a circle. `None` = unchanged.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the circle's property of that name")]
pub struct Wish {
    pub name: Option<String>,
    pub description: Option<String>,
    /// User names.
    pub members: Option<Vec<String>>,
}

fn thing(kind: CircleKind) -> Thing {
    match kind {
        CircleKind::Group => Thing::Group,
        CircleKind::Role => Thing::Role,
        CircleKind::Department => Thing::Department,
    }
}

/// A page by name, with members, and how many there are.
pub fn list(
    cx: &mut Cx<'_, '_>,
    kind: CircleKind,
    limit: i64,
    offset: i64,
) -> Result<(Vec<WithMembers>, i64), Error> {
    users::look(cx)?;
    let (circles, total) = store::circle::list(cx.tx, cx.actor.team, kind, limit, offset)?;
    let uuids: Vec<&str> = circles.iter().map(|c| c.uuid.as_str()).collect();
    let mut members: HashMap<String, Vec<String>> = HashMap::new();
    for (circle, name) in store::circle::members_of_all(cx.tx, cx.actor.team, &uuids)? {
        members.entry(circle).or_default().push(name);
    }
    let with =
        |circle: Circle| WithMembers { members: members.remove(&circle.uuid).unwrap_or_default(), circle };
    Ok((circles.into_iter().map(with).collect(), total))
}

/// One.
pub fn get(cx: &mut Cx<'_, '_>, kind: CircleKind, uuid: &str) -> Result<WithMembers, Error> {
    users::look(cx)?;
    let circle = store::circle::get(cx.tx, cx.actor.team, kind, uuid)?;
    with_members(cx, circle.ok_or_else(|| Rejection::not_found(thing(kind), uuid))?)
}

fn with_members(cx: &mut Cx<'_, '_>, circle: Circle) -> Result<WithMembers, Error> {
    let members = store::circle::members(cx.tx, cx.actor.team, &circle.uuid)?;
    Ok(WithMembers { circle, members })
}

/// Makes one.
pub fn create(cx: &mut Cx<'_, '_>, kind: CircleKind, wish: &Wish) -> Result<WithMembers, Error> {
    users::administer(cx)?;
    let mut circle = Circle {
        uuid: cx.short_id(8),
        name: String::new(),
        description: String::new(),
        version: 1,
        created: cx.now,
    };
    apply(&mut circle, &Wish { name: Some(wish.name.clone().unwrap_or_default()), ..wish.clone() })?;
    if !store::circle::insert(cx.tx, cx.actor.team, kind, &circle)? {
        return Err(Rejection::Taken { field: "name", why: msg!("circle.taken", name = circle.name) }.into());
    }
    set_members(cx, kind, &circle.uuid, wish)?;
    audit::record(cx, &format!("{}.create", kind.word()), &circle.uuid, &json!({"name": circle.name}))?;
    with_members(cx, circle)
}

/// Changes one.
pub fn update(
    cx: &mut Cx<'_, '_>,
    kind: CircleKind,
    uuid: &str,
    wish: &Wish,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<WithMembers, Error> {
    users::administer(cx)?;
    if wish.name.is_none() && wish.description.is_none() && wish.members.is_none() {
        return Err(Rejection::NothingToChange.into());
    }
    let mut circle = lock(cx, kind, uuid)?;
    check(circle.version)?;
    apply(&mut circle, wish)?;
    circle.version += 1;
    if store::circle::name_taken(cx.tx, cx.actor.team, kind, &circle.name, uuid)? {
        return Err(Rejection::Taken { field: "name", why: msg!("circle.taken", name = circle.name) }.into());
    }
    if !store::circle::update(cx.tx, cx.actor.team, &circle)? {
        return Err(Rejection::Stale { version: circle.version }.into());
    }
    set_members(cx, kind, uuid, wish)?;
    audit::record(
        cx,
        &format!("{}.update", kind.word()),
        uuid,
        &json!({"name": circle.name, "members": wish.members}),
    )?;
    with_members(cx, circle)
}

/// Removes one; its members stay people.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    kind: CircleKind,
    uuid: &str,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(), Error> {
    users::administer(cx)?;
    let circle = lock(cx, kind, uuid)?;
    check(circle.version)?;
    let members = store::circle::member_ids(cx.tx, cx.actor.team, uuid)?;
    store::account::touch(cx.tx, cx.actor.team, &members, cx.now)?;
    store::circle::delete(cx.tx, cx.actor.team, uuid)?;
    store::view::withdraw(cx.tx, cx.actor.team, &Audience::Group(uuid.to_owned()))?;
    audit::record(cx, &format!("{}.delete", kind.word()), uuid, &json!({"name": circle.name}))
}

fn lock(cx: &mut Cx<'_, '_>, kind: CircleKind, uuid: &str) -> Result<Circle, Error> {
    let found = store::circle::lock(cx.tx, cx.actor.team, kind, uuid)?;
    Ok(found.ok_or_else(|| Rejection::not_found(thing(kind), uuid))?)
}

fn apply(circle: &mut Circle, wish: &Wish) -> Result<(), Rejection> {
    if let Some(name) = &wish.name {
        let name =
            text::require(name, 64, text::Lines::One).map_err(|why| Rejection::invalid("name", why))?;
        name.clone_into(&mut circle.name);
    }
    if let Some(description) = &wish.description {
        text::check(description, 1_000, text::Lines::Many)
            .map_err(|why| Rejection::invalid("description", why))?;
        circle.description.clone_from(description);
    }
    Ok(())
}

fn set_members(cx: &mut Cx<'_, '_>, kind: CircleKind, uuid: &str, wish: &Wish) -> Result<(), Error> {
    let Some(names) = &wish.members else { return Ok(()) };
    if names.len() > 10_000 {
        return Err(Rejection::invalid("members", msg!("value.too_many", max = 10_000)).into());
    }
    let known = store::account::ids(cx.tx, cx.actor.team, names)?;
    let mut users: Vec<UserId> = Vec::with_capacity(names.len());
    for (i, name) in names.iter().enumerate() {
        let unknown = || Rejection::invalid(format!("members[{i}]"), msg!("value.unknown", value = name));
        users.push(*known.get(&text::fold(name)).ok_or_else(unknown)?);
    }
    if kind == CircleKind::Department {
        // One has one department: joining this one is leaving the other.
        store::circle::leave_others(cx.tx, cx.actor.team, kind, uuid, &users)?;
    }
    let before: HashSet<UserId> =
        store::circle::member_ids(cx.tx, cx.actor.team, uuid)?.into_iter().collect();
    let after: HashSet<UserId> = users.iter().copied().collect();
    let changed: Vec<UserId> = before.symmetric_difference(&after).copied().collect();
    store::account::touch(cx.tx, cx.actor.team, &changed, cx.now)?;
    Ok(store::circle::set_members(cx.tx, cx.actor.team, uuid, &users)?)
}
