//! Access keys: made, listed, shut out, taken away; and the check of what was signed with one.
//!
//! A key's secret is made of its salt and the signing key, so that it need not be kept and yet can check a signature.

use super::{
    throttle,
    tokens::{Granted, Secret, Whose, Wish, granted},
};
use crate::{App, Cx, Error, audit, random, secret};
use domain::{
    At, AuthFault, Rejection, Thing,
    id::KeyId,
    identity::{Credential, Principal},
    msg,
    ticket::Source,
};
use serde_json::json;
use std::sync::Arc;
pub use store::access_key::AccessKey;
use store::number;

/// The most keys of one person.
pub const MOST: i64 = 20;
/// How far the clock of who signs may be from ours, in seconds.
pub const SKEW: i64 = 15 * 60;
/// The characters of what a request names a key by.
const ACCESS: usize = 20;

/// A key that was drawn: what names it, and what is kept of its secret.
#[derive(Debug, Clone)]
pub struct Drawn {
    access: String,
    salt: String,
    key_print: String,
    /// What is shown once.
    pub secret: Secret,
}

/// What a signed request says of itself.
#[derive(Debug, Clone)]
pub struct Signed {
    /// What it names its key by.
    pub access: String,
    /// When it says that it was signed.
    pub at: At,
    /// HMAC-SHA256.
    pub signature: [u8; 32],
    /// The address that it comes from.
    pub address: String,
}

impl App {
    /// Draws a key. Drawn outside the unit of work, so that running it again gives the same one.
    pub fn draw_access_key(&self) -> Drawn {
        let key = &self.settings().signing_key;
        let random = self.inner.random.as_ref();
        let access = random::short_id(random, ACCESS).to_ascii_uppercase();
        let salt = random::short_id(random, 43);
        let secret = Secret::new(key.access_secret(&salt));
        Drawn { access, salt, key_print: key.fingerprint(), secret }
    }

    /// The key that a request says it is signed with, before its body is read. Refused: a clock that is too far from ours, a
    /// key that is none, is disabled or has ended, and whoever has been wrong too often.
    pub async fn signing_key_of(&self, signed: &Signed) -> Result<AccessKey, Error> {
        let now = self.now();
        let skew = now.micros().abs_diff(signed.at.micros());
        let named = Some(&signed.access).filter(|access| is_access(access)).cloned();
        let address = signed.address.clone();
        let found = self
            .sql()
            .read(move |tx| {
                let found = match &named {
                    Some(access) => store::access_key::by_access(tx, access)?,
                    None => None,
                };
                let door = throttle::key_door(found.as_ref().map(|key| key.access.as_str()), &address);
                throttle::look(tx, &door, now)?;
                Ok::<_, Error>(found)
            })
            .await?;
        let own = self.settings().signing_key.fingerprint();
        let Some(key) = found.filter(|key| key.enabled) else { return Err(self.missed(None, signed).await?) };
        if key.key_print != own {
            tracing::info!(key.access = %key.access, "the access key was made with another signing key: make a new one");
            return Err(self.missed(Some(&key), signed).await?);
        }
        if skew > SKEW.unsigned_abs() * 1_000_000 {
            // Told after the key is known, and not before: a clock is set by who owns the key.
            tracing::info!(key.access = %key.access, request.signed = %signed.at, "a signed request is too old or too new");
            return Err(Rejection::Unauthenticated(AuthFault::Expired).into());
        }
        if key.expires.is_some_and(|end| end <= now) {
            return Err(Rejection::Unauthenticated(AuthFault::Expired).into());
        }
        Ok(key)
    }

    /// Whom a signed request is from: `text` is one of those that it may have signed, for the same request.
    pub async fn authenticate_signed(
        &self,
        key: &AccessKey,
        signed: &Signed,
        texts: &[String],
    ) -> Result<Arc<Principal>, Error> {
        let secret = self.settings().signing_key.access_secret(&key.salt);
        // All of them are tried, so that the time tells nothing.
        let good = texts
            .iter()
            .fold(false, |good, text| secret::signs(&secret, text.as_bytes(), &signed.signature) | good);
        if !good {
            return Err(self.missed(Some(key), signed).await?);
        }
        let (team, id, now) = (key.team, key.id, self.now());
        if key.last_used.is_none_or(|used| used.plus_seconds(60) < now)
            && let Err(error) = self.sql().write(move |tx| store::access_key::used(tx, team, id, now)).await
        {
            // Whoever may read goes on reading, also where nothing can be written.
            tracing::warn!(error = %error, key.id = id.0, "that an access key was used could not be written down");
        }
        self.person(team, Credential::Key(id)).await
    }

    /// Counts a wrong signature, and gives the refusal.
    async fn missed(&self, key: Option<&AccessKey>, signed: &Signed) -> Result<Error, Error> {
        let door = throttle::key_door(key.map(|key| key.access.as_str()), &signed.address);
        self.write(&self.system(), Source::Api, move |cx| throttle::miss(cx.tx, &door, cx.now)).await?;
        Ok(Rejection::Unauthenticated(AuthFault::Invalid).into())
    }
}

/// Whether a text can be what a key is named by: what cannot is not looked for.
fn is_access(text: &str) -> bool {
    text.len() == ACCESS && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// A page of the caller's keys (`everybody` = of all users', for administrators), and how many there are.
pub fn list(
    cx: &mut Cx<'_, '_>,
    whose: Whose,
    limit: i64,
    offset: i64,
) -> Result<(Vec<AccessKey>, i64), Error> {
    let user = match whose {
        Whose::Own => Some(cx.actor.user),
        Whose::Everybody => {
            super::users::manage(cx)?;
            None
        }
    };
    Ok(store::access_key::list(cx.tx, cx.actor.team, user, limit, offset)?)
}

/// Makes one.
pub fn create(cx: &mut Cx<'_, '_>, wish: &Wish, drawn: &Drawn) -> Result<AccessKey, Error> {
    let Granted { user, username, name, scopes, expires } = granted(cx, wish)?;
    if store::access_key::count(cx.tx, cx.actor.team, user)? >= MOST {
        return Err(Rejection::Conflict(msg!("access_key.too_many", most = MOST)).into());
    }
    let key = AccessKey {
        team: cx.actor.team,
        id: KeyId(number::take(cx.tx, number::Source::AccessKey)?),
        access: drawn.access.clone(),
        user,
        username,
        name,
        scopes,
        enabled: true,
        salt: drawn.salt.clone(),
        key_print: drawn.key_print.clone(),
        created: cx.now,
        expires,
        last_used: None,
    };
    store::access_key::insert(cx.tx, &key)?;
    record(cx, "access_key.create", &key)?;
    Ok(key)
}

/// Lets one of the caller's own in or shuts it out; any, for administrators.
pub fn enable(cx: &mut Cx<'_, '_>, access: &str, wished: Enabled) -> Result<AccessKey, Error> {
    let key = find(cx, access)?;
    let enabled = wished == Enabled::Yes;
    if !store::access_key::enable(cx.tx, cx.actor.team, key.id, enabled)? {
        return Ok(key);
    }
    let key = AccessKey { enabled, ..key };
    record(cx, if enabled { "access_key.enable" } else { "access_key.disable" }, &key)?;
    Ok(key)
}

/// Whether a key is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Enabled {
    Yes,
    No,
}

/// Takes one of the caller's own away; any, for administrators.
pub fn delete(cx: &mut Cx<'_, '_>, access: &str) -> Result<(), Error> {
    let key = find(cx, access)?;
    if !store::access_key::delete(cx.tx, cx.actor.team, key.id)? {
        return Err(Rejection::not_found(Thing::AccessKey, access).into());
    }
    record(cx, "access_key.delete", &key)
}

/// A key that the actor may change.
fn find(cx: &mut Cx<'_, '_>, access: &str) -> Result<AccessKey, Error> {
    let missing = || Rejection::not_found(Thing::AccessKey, access.chars().take(64).collect::<String>());
    let found = store::access_key::by_access(cx.tx, access)?.filter(|key| key.team == cx.actor.team);
    let key = found.ok_or_else(missing)?;
    if key.user != cx.actor.user && super::users::manage(cx).is_err() {
        return Err(missing().into());
    }
    super::own_account(cx.actor)?;
    Ok(key)
}

fn record(cx: &mut Cx<'_, '_>, action: &str, key: &AccessKey) -> Result<(), Error> {
    audit::record(cx, action, &key.access, &json!({"name": key.name, "user": key.username}))
}
