//! Views: lists of tickets that people have given names, for themselves or for others.
//!
//! A view is a question, not an answer: whoever opens one is shown what they may see, and `me` in its filter is them. A filter
//! is checked when it is saved; where what it names has gone since, the view says so and every other goes on.

use crate::{Cx, Error, catalogue, filters};
use domain::{
    Message, Rejection, Thing,
    identity::{Access, Context, Permission, Relation},
    msg,
    text::{self, Lines},
};
use store::circle;
pub use store::view::{Audience, View};

/// What a list of tickets names a view by.
pub const PARAMETER: &str = "view";
/// Views that one person may have.
const MOST: i64 = 200;
/// Columns of one view.
const MOST_COLUMNS: usize = 50;

/// What is wished of a view. `None` = unchanged.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What people call it.
    pub name: Option<String>,
    /// Which tickets it shows, in the filter language; empty = all.
    pub filter: Option<String>,
    /// What they are sorted by: a word of the list of tickets, which has checked it.
    pub sort: Option<String>,
    /// What is shown of each: fields of the filter language.
    pub columns: Option<Vec<String>>,
    /// With whom it is shared; a group by its short id or name.
    pub audience: Option<Audience>,
}

/// A view as it is shown to somebody.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The view.
    pub view: View,
    /// What the group is called that it is shared with.
    pub group: Option<String>,
    /// Whether they may change it.
    pub is_editable: bool,
    /// Why its filter cannot be read any more.
    pub fault: Option<Message>,
}

/// The views that the actor may open, by name.
pub fn list(cx: &mut Cx<'_, '_>) -> Result<Vec<Shown>, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let mut offered = store::view::offered(cx.tx, cx.actor.team, &cx.actor.username)?;
    offered.retain(|view| may_open(cx, view));
    let groups: Vec<&str> = offered
        .iter()
        .filter_map(|view| match &view.audience {
            Audience::Group(uuid) => Some(uuid.as_str()),
            _ => None,
        })
        .collect();
    let named = if groups.is_empty() { Vec::new() } else { circle::names(cx.tx, cx.actor.team, &groups)? };
    offered.into_iter().map(|view| shown(cx, view, &named)).collect()
}

/// One that the actor may open.
pub fn get(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<Shown, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let view = found(cx, uuid)?;
    tell(cx, view)
}

/// The one that a list of tickets asks for in its parameter `view`.
pub fn opened(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<View, Error> {
    let unknown = || Rejection::malformed(PARAMETER, msg!("value.unknown", value = uuid)).into();
    match get(cx, uuid) {
        Ok(shown) => Ok(shown.view),
        Err(Error::Rejected(Rejection::NotFound(..))) => Err(unknown()),
        Err(other) => Err(other),
    }
}

/// Makes one, of the actor's own.
pub fn create(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Shown, Error> {
    cx.actor.require(Access::User, Permission::EditTickets)?;
    let team = cx.actor.team;
    if store::view::count(cx.tx, team, &cx.actor.username)? >= MOST {
        return Err(Rejection::Conflict(msg!("view.too_many", most = MOST)).into());
    }
    let view = View {
        uuid: cx.short_id(8),
        owner: cx.actor.username.clone(),
        name: String::new(),
        filter: String::new(),
        sort: String::new(),
        columns: Vec::new(),
        audience: Audience::Private,
        version: 1,
        created: cx.now,
        updated: cx.now,
    };
    let named = Wish { name: Some(wish.name.clone().unwrap_or_default()), ..wish.clone() };
    let view = wished(cx, view, &named)?;
    store::view::insert(cx.tx, team, &view)?;
    tell(cx, view)
}

/// Changes one of the actor's own, or as an administrator one that is shared.
pub fn update(
    cx: &mut Cx<'_, '_>,
    uuid: &str,
    wish: &Wish,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<Shown, Error> {
    let old = to_change(cx, uuid)?;
    check(old.version)?;
    let view = wished(cx, View { updated: cx.now, ..old }, wish)?;
    if !store::view::update(cx.tx, cx.actor.team, &view)? {
        return Err(Rejection::Stale { version: view.version + 1 }.into());
    }
    tell(cx, View { version: view.version + 1, ..view })
}

/// Removes one of the actor's own, or as an administrator one that is shared.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    uuid: &str,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(), Error> {
    let view = to_change(cx, uuid)?;
    check(view.version)?;
    if !store::view::delete(cx.tx, cx.actor.team, uuid, view.version)? {
        return Err(Rejection::Stale { version: view.version + 1 }.into());
    }
    Ok(())
}

/// The view, if the actor may open it; else there is none.
fn found(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<View, Error> {
    let view = store::view::get(cx.tx, cx.actor.team, uuid)?.filter(|view| may_open(cx, view));
    Ok(view.ok_or_else(|| Rejection::not_found(Thing::View, uuid))?)
}

fn to_change(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<View, Error> {
    cx.actor.require(Access::User, Permission::EditTickets)?;
    let view = found(cx, uuid)?;
    if !may_change(cx, &view) {
        return Err(Rejection::Forbidden(msg!("view.of_another", owner = view.owner)).into());
    }
    Ok(view)
}

fn may_open(cx: &Cx<'_, '_>, view: &View) -> bool {
    if view.owner == cx.actor.username {
        return true;
    }
    match &view.audience {
        Audience::Private => false,
        Audience::Everyone => true,
        Audience::Group(uuid) => cx.actor.access == Access::Admin || cx.actor.groups.contains(uuid),
        Audience::Project(key) => {
            let context = Context { project: Some(key), relation: Relation::default() };
            cx.actor.may(Permission::ViewTickets, context)
        }
    }
}

/// Of those that may be opened.
fn may_change(cx: &Cx<'_, '_>, view: &View) -> bool {
    view.owner == cx.actor.username || cx.actor.access == Access::Admin
}

fn tell(cx: &mut Cx<'_, '_>, view: View) -> Result<Shown, Error> {
    let named = match &view.audience {
        Audience::Group(uuid) => circle::names(cx.tx, cx.actor.team, &[uuid])?,
        Audience::Private | Audience::Everyone | Audience::Project(_) => Vec::new(),
    };
    shown(cx, view, &named)
}

fn shown(cx: &mut Cx<'_, '_>, view: View, groups: &[(String, String)]) -> Result<Shown, Error> {
    let fault = filters::read(cx, &view.filter, &[])?.err().map(|fault| fault.message());
    let group = groups.iter().find(|(uuid, _)| matches!(&view.audience, Audience::Group(own) if own == uuid));
    let group = group.map(|(_, name)| name.clone());
    Ok(Shown { is_editable: may_change(cx, &view), group, fault, view })
}

fn wished(cx: &mut Cx<'_, '_>, mut view: View, wish: &Wish) -> Result<View, Error> {
    if let Some(name) = &wish.name {
        let name = text::require(name, 64, Lines::One).map_err(|why| Rejection::invalid("name", why))?;
        name.clone_into(&mut view.name);
    }
    if let Some(filter) = &wish.filter {
        if let Err(fault) = filters::read(cx, filter, &[])? {
            return Err(Rejection::invalid("filter", fault.message()).into());
        }
        view.filter.clone_from(filter);
    }
    if let Some(sort) = &wish.sort {
        view.sort.clone_from(sort);
    }
    if let Some(columns) = &wish.columns {
        view.columns = fields(cx, columns)?;
    }
    if let Some(audience) = &wish.audience {
        view.audience = there(cx, audience)?;
    }
    Ok(view)
}

/// The fields of these names, each once, by their own names.
fn fields(cx: &mut Cx<'_, '_>, names: &[String]) -> Result<Vec<String>, Error> {
    if names.len() > MOST_COLUMNS {
        return Err(Rejection::invalid("columns", msg!("value.too_many", max = MOST_COLUMNS)).into());
    }
    let tickets = catalogue::known(cx)?.tickets(&[]);
    let mut columns: Vec<String> = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let field = tickets.field(name).ok_or_else(|| {
            let why = msg!("filter.unknown_field", name = name, known = tickets.names());
            Rejection::invalid(format!("columns[{place}]"), why)
        })?;
        if !columns.contains(&field.key) {
            columns.push(field.key.clone());
        }
    }
    Ok(columns)
}

/// An audience that there is: a group the actor belongs to, or a project whose tickets they may see. Administrators may name any.
fn there(cx: &mut Cx<'_, '_>, audience: &Audience) -> Result<Audience, Error> {
    let unknown = |name: &str| Rejection::invalid("sharedWith", msg!("value.unknown", value = name));
    let is_admin = cx.actor.access == Access::Admin;
    Ok(match audience {
        Audience::Private => Audience::Private,
        Audience::Everyone => Audience::Everyone,
        Audience::Group(named) => {
            let uuid = circle::find(cx.tx, cx.actor.team, circle::Kind::Group, named)?;
            let own = uuid.filter(|uuid| is_admin || cx.actor.groups.contains(uuid));
            Audience::Group(own.ok_or_else(|| unknown(named))?)
        }
        Audience::Project(named) => {
            let key = named.trim().to_ascii_uppercase();
            let context = Context { project: Some(&key), relation: Relation::default() };
            let is_there = store::project::get(cx.tx, cx.actor.team, &key)?.is_some();
            if !is_there || !cx.actor.may(Permission::ViewTickets, context) {
                return Err(unknown(named).into());
            }
            Audience::Project(key)
        }
    })
}
