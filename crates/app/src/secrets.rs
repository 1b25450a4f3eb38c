//! Secrets by name: administrators write them, scripts ask for them, and nobody else reads one again.
//!
//! They stand in the database closed with a key that is made of the signing key, so that a copy of the database alone gives
//! none away; with another signing key they cannot be opened, and have to be written anew.

use crate::{App, Cx, Error, TEAM, audit, identity::users};
use domain::{
    Rejection, Thing,
    function::is_id,
    identity::{Context, Permission},
    msg,
    text::{self, Lines},
};
use serde_json::{Value, json};
pub use store::secret::Secret;

/// Secrets that there may be.
const MOST: usize = 500;
/// The longest secret, in bytes.
pub const LONGEST: usize = 16 << 10;

/// A secret as somebody words it. What is left out stays as it is.
#[derive(Clone, Default)]
pub struct Wish {
    /// The secret itself; a new one must have it.
    pub value: Option<String>,
    /// For people.
    pub description: Option<String>,
}

impl std::fmt::Debug for Wish {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wish").field("description", &self.description).finish_non_exhaustive()
    }
}

impl App {
    /// What a script gets that asks for a secret; `None` where there is none of that name. Refused where it was closed with
    /// another signing key.
    pub async fn reveal_secret(&self, name: &str) -> Result<Option<String>, Error> {
        let asked = name.to_owned();
        let found = self.sql().read(move |tx| store::secret::get(tx, TEAM, &asked)).await?;
        let Some(secret) = found else { return Ok(None) };
        let opened = self.settings().signing_key.unseal(&secret.name, &secret.sealed);
        Ok(Some(opened.ok_or_else(|| Rejection::Conflict(msg!("secret.unusable")))?))
    }
}

/// Whether a secret can be opened with the signing key that this program has.
pub fn is_usable(cx: &Cx<'_, '_>, secret: &Secret) -> bool {
    secret.key_print == cx.settings().signing_key.fingerprint()
}

/// All of them by their names, for those who write functions.
pub fn list(cx: &mut Cx<'_, '_>) -> Result<Vec<Secret>, Error> {
    cx.actor.allow(Permission::ManageFunctions, Context::TEAM)?;
    Ok(store::secret::list(cx.tx, cx.actor.team)?)
}

/// Writes one, new or anew. `check` is given the version of the one that is there.
pub fn put(
    cx: &mut Cx<'_, '_>,
    name: &str,
    wish: &Wish,
    check: impl Fn(Option<i64>) -> Result<(), Rejection>,
) -> Result<Secret, Error> {
    users::administer(cx)?;
    if !is_id(name) {
        return Err(Rejection::invalid("name", msg!("secret.name")).into());
    }
    let team = cx.actor.team;
    let old = store::secret::get(cx.tx, team, name)?;
    check(old.as_ref().map(|secret| secret.version))?;
    let action = if old.is_some() { "secret.update" } else { "secret.create" };
    let secret = wished(cx, name, old.as_ref(), wish)?;
    if old.is_some() {
        if !store::secret::update(cx.tx, team, &secret)? {
            return Err(Rejection::Stale { version: secret.version + 1 }.into());
        }
    } else {
        if store::secret::list(cx.tx, team)?.len() >= MOST {
            return Err(Rejection::Conflict(msg!("secret.too_many", most = MOST)).into());
        }
        store::secret::insert(cx.tx, team, &secret)?;
    }
    audit::record(cx, action, name, &told(&secret))?;
    let written = store::secret::get(cx.tx, team, name)?;
    written.ok_or(Error::Broken("a secret that was just written is gone"))
}

/// Removes one. Scripts that ask for it are told that there is none.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    name: &str,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(), Error> {
    users::administer(cx)?;
    let missing = || Rejection::not_found(Thing::Secret, name);
    let secret = store::secret::get(cx.tx, cx.actor.team, name)?.ok_or_else(missing)?;
    check(secret.version)?;
    if !store::secret::delete(cx.tx, cx.actor.team, name)? {
        return Err(missing().into());
    }
    audit::record(cx, "secret.delete", name, &told(&secret))
}

/// What the audit says of one: nothing of what is secret.
fn told(secret: &Secret) -> Value {
    json!({ "description": secret.description })
}

fn wished(cx: &Cx<'_, '_>, name: &str, old: Option<&Secret>, wish: &Wish) -> Result<Secret, Error> {
    let description = match (&wish.description, old) {
        (Some(given), _) => {
            text::check(given.trim(), 1_000, Lines::Many)
                .map_err(|why| Rejection::invalid("description", why))?;
            given.trim().to_owned()
        }
        (None, old) => old.map(|secret| secret.description.clone()).unwrap_or_default(),
    };
    let (sealed, key_print) = match (&wish.value, old) {
        (Some(value), _) => seal(cx, name, value)?,
        (None, Some(old)) => (old.sealed.clone(), old.key_print.clone()),
        (None, None) => return Err(Rejection::invalid("value", msg!("text.blank")).into()),
    };
    Ok(Secret {
        name: name.to_owned(),
        description,
        sealed,
        key_print,
        actor: cx.actor.username.clone(),
        version: old.map_or(1, |secret| secret.version),
        created: old.map_or(cx.now, |secret| secret.created),
        updated: cx.now,
    })
}

/// A secret closed, and with which key.
fn seal(cx: &Cx<'_, '_>, name: &str, value: &str) -> Result<(String, String), Error> {
    if value.is_empty() || value.len() > LONGEST {
        return Err(Rejection::invalid("value", msg!("secret.value", max = LONGEST)).into());
    }
    let key = &cx.settings().signing_key;
    let mut nonce = [0; 12];
    cx.random.fill(&mut nonce);
    let sealed = key.seal(name, value, nonce).ok_or(Error::Broken("a secret could not be closed"))?;
    Ok((sealed, key.fingerprint()))
}
