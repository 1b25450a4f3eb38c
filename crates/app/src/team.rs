//! The team: its name and its owner.

use crate::{App, Cx, Error, TEAM, audit, identity::users, projects};
use domain::{
    Rejection,
    identity::{Access, Permission},
    text,
};
use serde_json::json;
use std::sync::atomic::Ordering;
pub use store::setting::Team;

/// The setting of an instance whose first administrator has not gone through the guide of the first start. One without it has
/// been set up, as all from before there was a guide.
const UNFINISHED: &str = "set_up.unfinished";

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

/// Says of a new instance that its guide is still to be gone through.
pub(crate) fn begin_set_up(cx: &mut Cx<'_, '_>) -> Result<(), Error> {
    Ok(store::setting::put(cx.tx, cx.actor.team, UNFINISHED, "true")?)
}

/// Ends the guide of the first start. Once it is over nothing changes any more.
pub fn finish_set_up(
    cx: &mut Cx<'_, '_>,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<Team, Error> {
    users::administer(cx)?;
    let mut team = find(cx)?;
    check(team.version)?;
    if !is_unfinished(cx.tx)? {
        return Ok(team);
    }
    team.version += 1;
    // The team's version is what two who do this at once meet at.
    if !store::setting::update_team(cx.tx, cx.actor.team, &team)? {
        return Err(Rejection::Stale { version: team.version }.into());
    }
    store::setting::put(cx.tx, cx.actor.team, UNFINISHED, "false")?;
    audit::record(cx, "team.set_up", &team.uuid, &json!({}))?;
    Ok(team)
}

fn is_unfinished(tx: &mut sql::Tx<'_>) -> Result<bool, Error> {
    Ok(store::setting::get(tx, TEAM, UNFINISHED)?.as_deref() == Some("true"))
}

impl App {
    /// Whether the guide of the first start is over. That it is, is remembered: it does not begin again.
    pub async fn is_set_up(&self) -> Result<bool, Error> {
        let done = &self.inner.set_up;
        if !done.load(Ordering::Relaxed) && !self.sql().read(is_unfinished).await? {
            done.store(true, Ordering::Relaxed);
        }
        Ok(done.load(Ordering::Relaxed))
    }
}
