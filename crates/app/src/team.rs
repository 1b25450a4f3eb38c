//! The team: its name and its owner.

use crate::{Cx, Error, audit, identity::users, projects};
use domain::{
    Rejection,
    identity::{Access, Permission},
    text,
};
use serde_json::json;
pub use store::setting::Team;

/// What is wished of the team. `None` = unchanged.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Its name.
    pub name: Option<String>,
    /// The user name of who owns it; empty for nobody.
    pub owner: Option<String>,
}

/// The team.
pub fn get(cx: &mut Cx<'_, '_>) -> Result<Team, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    find(cx)
}

fn find(cx: &mut Cx<'_, '_>) -> Result<Team, Error> {
    store::setting::team(cx.tx, cx.actor.team)?.ok_or(Error::Broken("there is no team"))
}

/// Changes it.
pub fn update(
    cx: &mut Cx<'_, '_>,
    wish: &Wish,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<Team, Error> {
    users::administer(cx)?;
    if wish.name.is_none() && wish.owner.is_none() {
        return Err(Rejection::NothingToChange.into());
    }
    let mut team = find(cx)?;
    check(team.version)?;
    if let Some(name) = &wish.name {
        let name =
            text::require(name, 64, text::Lines::One).map_err(|why| Rejection::invalid("name", why))?;
        name.clone_into(&mut team.name);
    }
    if let Some(owner) = &wish.owner {
        team.owner = projects::person(cx, "owner", owner)?;
    }
    team.version += 1;
    if !store::setting::update_team(cx.tx, cx.actor.team, &team)? {
        return Err(Rejection::Stale { version: team.version }.into());
    }
    audit::record(cx, "team.update", &team.uuid, &json!({"name": team.name, "owner": team.owner}))?;
    Ok(team)
}
