//! API tokens.

use crate::{App, Cx, Error, audit, secret};
use domain::{
    At, Rejection, Thing,
    id::{TokenId, UserId},
    identity::{Access, Credential, Permission, Scope, Scopes},
    msg, text,
};
use serde_json::json;
use store::number;
pub use store::token::Token;

/// What an API token begins with.
pub const PREFIX: &str = "gd_";

/// What is wished of a new token.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What it is for.
    pub name: String,
    /// Whose it is; `None` = the caller's. Another's, for administrators.
    pub user: Option<String>,
    /// What it may be used for; `None` = everything its owner may do.
    pub scopes: Option<Vec<String>>,
    /// RFC 3339; `None` = never ends.
    pub expires: Option<String>,
}

/// A secret that is shown once.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    pub(crate) fn new(secret: String) -> Self {
        Self(secret)
    }

    /// The secret itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl App {
    /// Draws a new token's secret. Drawn outside the unit of work, so that running it again gives the same one.
    pub fn new_token_secret(&self) -> Secret {
        Secret(secret::new(self.inner.random.as_ref(), PREFIX))
    }
}

/// A page of the caller's tokens (`everybody` = of all users', for administrators), and how many there are.
pub fn list(cx: &mut Cx<'_, '_>, whose: Whose, limit: i64, offset: i64) -> Result<(Vec<Token>, i64), Error> {
    let user = match whose {
        Whose::Own => Some(cx.actor.user),
        Whose::Everybody => {
            super::users::manage(cx)?;
            None
        }
    };
    Ok(store::token::list(cx.tx, cx.actor.team, user, limit, offset)?)
}

/// Whose tokens are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The caller's.
    Own,
    /// All users'.
    Everybody,
}

/// Makes one.
pub fn create(cx: &mut Cx<'_, '_>, wish: &Wish, secret: &Secret) -> Result<Token, Error> {
    let Granted { user, username, name, scopes, expires } = granted(cx, wish)?;
    let token = Token {
        team: cx.actor.team,
        id: TokenId(number::take(cx.tx, number::Source::Token)?),
        user,
        username,
        name,
        scopes,
        created: cx.now,
        expires,
        last_used: None,
    };
    store::token::insert(cx.tx, &token, &secret::hash(secret.reveal()))?;
    audit::record(
        cx,
        "token.create",
        &token.id.to_string(),
        &json!({"name": token.name, "user": token.username}),
    )?;
    Ok(token)
}

/// What a wish for a credential comes to.
pub(super) struct Granted {
    pub(super) user: UserId,
    pub(super) username: String,
    pub(super) name: String,
    pub(super) scopes: Scopes,
    pub(super) expires: Option<At>,
}

/// What the actor may have of a wish for a credential.
pub(super) fn granted(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Granted, Error> {
    // A token that made another would outlive its own end and its own revocation.
    if matches!(cx.actor.credential, Credential::Token(_) | Credential::Key(_)) {
        return Err(Rejection::Forbidden(msg!("token.by_token")).into());
    }
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let name =
        text::require(&wish.name, 64, text::Lines::One).map_err(|why| Rejection::invalid("name", why))?;
    let scopes = scopes(wish)?;
    let expires = match wish.expires.as_deref().map(str::trim).filter(|e| !e.is_empty()) {
        None => None,
        Some(text) => {
            let at = At::parse(text).ok_or_else(|| Rejection::invalid("expiresAt", msg!("value.time")))?;
            if at <= cx.now {
                return Err(Rejection::invalid("expiresAt", msg!("value.past")).into());
            }
            Some(at)
        }
    };
    let (user, username) = owner(cx, wish)?;
    Ok(Granted { user, username, name: name.to_owned(), scopes, expires })
}

fn owner(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<(UserId, String), Error> {
    let Some(name) = wish.user.as_deref().filter(|name| !name.trim().is_empty()) else {
        return Ok((cx.actor.user, cx.actor.username.clone()));
    };
    let found = store::account::by_name(cx.tx, cx.actor.team, name)?;
    let account = match found {
        Some(account) if account.id == cx.actor.user => account,
        found => {
            super::users::manage(cx)?;
            found.ok_or_else(|| Rejection::invalid("user", msg!("value.unknown", value = name)))?
        }
    };
    Ok((account.id, account.name))
}

fn scopes(wish: &Wish) -> Result<Scopes, Rejection> {
    let Some(words) = &wish.scopes else { return Ok(Scopes::all()) };
    let allowed = || Scope::ALL.iter().map(|s| s.word()).collect::<Vec<_>>().join(", ");
    if words.is_empty() {
        return Err(Rejection::invalid("scopes", msg!("value.one_of", allowed = allowed())));
    }
    let mut scopes = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let scope = Scope::parse(word).ok_or_else(|| {
            Rejection::invalid(format!("scopes[{i}]"), msg!("value.one_of", allowed = allowed()))
        })?;
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    Ok(Scopes(scopes))
}

/// Ends one of the caller's own; any, for administrators.
pub fn revoke(cx: &mut Cx<'_, '_>, id: TokenId) -> Result<(), Error> {
    let missing = || Rejection::not_found(Thing::Token, id);
    let token = store::token::by_id(cx.tx, cx.actor.team, id)?.ok_or_else(missing)?;
    if token.user != cx.actor.user && super::users::manage(cx).is_err() {
        return Err(missing().into());
    }
    super::own_account(cx.actor)?;
    if !store::token::revoke(cx.tx, cx.actor.team, id, cx.now)? {
        return Err(missing().into());
    }
    audit::record(cx, "token.revoke", &id.to_string(), &json!({"name": token.name, "user": token.username}))
}
