//! Hooks: through which git servers, and whatever else, tell tickets what has happened.
//!
//! Here administrators draw them up; [`read`] understands what comes in, [`deliver`] believes it and tells the tickets.
//! A hook's secret is made of its salt and the signing key, so that it need not be kept and yet can check a signature.

pub mod deliver;
pub mod read;

use crate::{
    App, Cx, Error, audit,
    identity::{tokens::Secret, users},
    random,
};
use domain::{
    Rejection, Thing,
    hook::Provider,
    msg,
    text::{self, Lines},
};
use serde_json::{Value, json};
pub use store::hook::Hook;

/// Hooks of one provider: each of them may have to be tried on what comes in.
pub const MOST: i64 = 20;

/// A hook as somebody words it. What is left out stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Its name; for a webhook, the name that triggers wait for.
    pub name: Option<String>,
    /// A project's key; empty for all projects.
    pub project: Option<String>,
    /// Whether a bare `#42` names a ticket.
    pub numbers: Option<bool>,
    /// Whether it is listened to.
    pub enabled: Option<bool>,
}

/// A secret that was drawn, and what is kept of it.
#[derive(Debug, Clone)]
pub struct Drawn {
    salt: String,
    key_print: String,
    /// What is shown once.
    pub secret: Secret,
}

impl App {
    /// Draws a hook's secret. Drawn outside the unit of work, so that running it again gives the same one.
    pub fn draw_hook_secret(&self) -> Drawn {
        let key = &self.settings().signing_key;
        let salt = random::short_id(self.inner.random.as_ref(), 43);
        let secret = Secret::new(key.hook_secret(&salt));
        Drawn { salt, key_print: key.fingerprint(), secret }
    }
}

/// Whether a hook's secret is of the signing key that this program has: not so in an instance that has moved to another.
pub fn is_usable(cx: &Cx<'_, '_>, hook: &Hook) -> bool {
    hook.key_print == cx.settings().signing_key.fingerprint()
}

/// All hooks, oldest first.
pub fn list(cx: &mut Cx<'_, '_>) -> Result<Vec<Hook>, Error> {
    users::manage(cx)?;
    Ok(store::hook::list(cx.tx, cx.actor.team)?)
}

/// One of them.
pub fn get(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<Hook, Error> {
    users::manage(cx)?;
    let found = store::hook::get(cx.tx, cx.actor.team, uuid)?;
    Ok(found.ok_or_else(|| Rejection::not_found(Thing::Hook, uuid))?)
}

/// Makes one.
pub fn create(cx: &mut Cx<'_, '_>, provider: &str, wish: &Wish, drawn: &Drawn) -> Result<Hook, Error> {
    users::administer(cx)?;
    let provider = Provider::parse(provider.trim()).ok_or_else(|| {
        Rejection::invalid(
            "provider",
            msg!("value.one_of", allowed = Provider::ALL.map(Provider::word).join(", ")),
        )
    })?;
    if store::hook::count(cx.tx, cx.actor.team, provider)? >= MOST {
        return Err(Rejection::Conflict(msg!("hook.too_many", most = MOST)).into());
    }
    let hook = Hook {
        uuid: cx.short_id(8),
        provider,
        name: String::new(),
        project: None,
        numbers: true,
        enabled: true,
        salt: drawn.salt.clone(),
        key_print: drawn.key_print.clone(),
        created: cx.now,
        rotated: cx.now,
        last_used: None,
    };
    let wish = Wish { name: Some(wish.name.clone().unwrap_or_default()), ..wish.clone() };
    let hook = wished(cx, hook, &wish)?;
    store::hook::insert(cx.tx, cx.actor.team, &hook)?;
    audit::record(cx, "hook.create", &hook.uuid, &told(&hook))?;
    Ok(hook)
}

/// Changes what it is called and whom it may tell.
pub fn update(cx: &mut Cx<'_, '_>, uuid: &str, wish: &Wish) -> Result<Hook, Error> {
    users::administer(cx)?;
    let hook = get(cx, uuid)?;
    let hook = wished(cx, hook, wish)?;
    write(cx, &hook, "hook.update")?;
    Ok(hook)
}

/// Gives it another secret; the one before is worth nothing from then on.
pub fn rotate(cx: &mut Cx<'_, '_>, uuid: &str, drawn: &Drawn) -> Result<Hook, Error> {
    users::administer(cx)?;
    let hook = get(cx, uuid)?;
    let (salt, key_print) = (drawn.salt.clone(), drawn.key_print.clone());
    let hook = Hook { salt, key_print, rotated: cx.now, ..hook };
    write(cx, &hook, "hook.rotate")?;
    Ok(hook)
}

/// Removes it.
pub fn delete(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<(), Error> {
    users::administer(cx)?;
    let hook = get(cx, uuid)?;
    if !store::hook::delete(cx.tx, cx.actor.team, uuid)? {
        return Err(Rejection::not_found(Thing::Hook, uuid).into());
    }
    audit::record(cx, "hook.delete", uuid, &told(&hook))
}

fn write(cx: &mut Cx<'_, '_>, hook: &Hook, action: &str) -> Result<(), Error> {
    if !store::hook::update(cx.tx, cx.actor.team, hook)? {
        return Err(Rejection::not_found(Thing::Hook, &hook.uuid).into());
    }
    audit::record(cx, action, &hook.uuid, &told(hook))
}

/// What the audit says of one: nothing that its secret is made of.
fn told(hook: &Hook) -> Value {
    json!({
        "provider": hook.provider.word(), "name": hook.name, "project": hook.project,
        "numbers": hook.numbers, "enabled": hook.enabled,
    })
}

fn wished(cx: &mut Cx<'_, '_>, hook: Hook, wish: &Wish) -> Result<Hook, Error> {
    let team = cx.actor.team;
    let name = match &wish.name {
        None => hook.name,
        Some(name) => {
            let name = text::require(name, 64, Lines::One)
                .map_err(|why| Rejection::invalid("name", why))?
                .to_owned();
            let taken = store::hook::by_name(cx.tx, team, hook.provider, &name)?;
            if taken.is_some_and(|other| other.uuid != hook.uuid) {
                return Err(Rejection::invalid("name", msg!("hook.name_taken")).into());
            }
            name
        }
    };
    let project = match wish.project.as_deref().map(str::trim) {
        None => hook.project,
        Some("") => None,
        Some(key) => {
            let key = key.to_ascii_uppercase();
            if store::project::get(cx.tx, team, &key)?.is_none() {
                return Err(Rejection::invalid("project", msg!("value.unknown", value = key)).into());
            }
            Some(key)
        }
    };
    let (numbers, enabled) = (wish.numbers.unwrap_or(hook.numbers), wish.enabled.unwrap_or(hook.enabled));
    Ok(Hook { name, project, numbers, enabled, ..hook })
}
