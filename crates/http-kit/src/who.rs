//! Who asks.

use crate::{cookie::Cookies, fail::Fail, info::RequestInfo};
use app::App;
use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use domain::{AuthFault, Rejection, identity::Principal};
use std::sync::Arc;

/// Longer than any token of ours: not worth looking up.
const LONGEST_TOKEN: usize = 4_096;

/// Whoever the `Authorization: Bearer` header names, or what a surface has found instead ([`Shown`]); without either, where the
/// surface takes them, whose cookie of a log-in it is. What they may do, the use cases decide.
#[derive(Debug, Clone)]
pub struct Who(pub Arc<Principal>);

/// A credential that a surface reads elsewhere than from `Authorization`. The surface's own layer puts it into the
/// request's extensions, where [`Who`] looks first.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The token; `None` where it is none that can be looked up.
    pub token: Option<String>,
    /// The short id of whose it must be.
    pub owner: String,
}

impl<S> FromRequestParts<S> for Who
where
    S: Send + Sync,
    App: FromRef<S>,
{
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fail> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let app = App::from_ref(state);
        let principal = match parts.extensions.get::<Shown>() {
            Some(shown) => {
                let principal = shown.authenticate(&app).await?;
                agree(&app, &parts.headers, &principal).await?;
                principal
            }
            None => app.authenticate(&token(parts)?).await?,
        };
        RequestInfo::of(&parts.extensions, &parts.headers).note_user(&principal.username);
        let who = Self(principal);
        parts.extensions.insert(who.clone());
        Ok(who)
    }
}

/// The bearer token, or the one in a cookie where there is none: a gateway's own `Authorization` is no credential of ours.
fn token(parts: &Parts) -> Result<String, Rejection> {
    match bearer(&parts.headers) {
        Err(Rejection::Unauthenticated(AuthFault::Missing)) => Cookies::read(parts).session(),
        shown => shown.map(str::to_owned),
    }
}

/// Whether a request that is let in shows no credential but the cookie of a browser's log-in: one of our own pages sends it.
pub(crate) fn is_by_cookie(parts: &Parts) -> bool {
    let none = matches!(bearer(&parts.headers), Err(Rejection::Unauthenticated(AuthFault::Missing)));
    none && parts.extensions.get::<Shown>().is_none() && !Cookies::read(parts).is_empty()
}

/// Refuses a bearer token beside another credential where it is not the same person's: which of the two asks is anybody's
/// guess. What is no bearer token (a gateway's own) is no credential of ours.
async fn agree(app: &App, headers: &HeaderMap, principal: &Principal) -> Result<(), app::Error> {
    let token = match bearer(headers) {
        Ok(token) => token,
        Err(Rejection::Unauthenticated(AuthFault::Missing)) => return Ok(()),
        Err(refused) => return Err(refused.into()),
    };
    if app.authenticate(token).await?.uuid == principal.uuid {
        return Ok(());
    }
    Err(Rejection::Unauthenticated(AuthFault::Invalid).into())
}

impl Shown {
    async fn authenticate(&self, app: &App) -> Result<Arc<Principal>, app::Error> {
        let invalid = || app::Error::from(Rejection::Unauthenticated(AuthFault::Invalid));
        let token = self.token.as_deref().filter(|token| token.len() <= LONGEST_TOKEN).ok_or_else(invalid)?;
        let principal = app.authenticate(token).await?;
        // Whose token it is decides; that it is somebody else's is told no differently from one that is none.
        if principal.uuid == self.owner { Ok(principal) } else { Err(invalid()) }
    }
}

/// The token of `Authorization: Bearer <token>`: the scheme in any case, with any number of spaces.
pub fn bearer(headers: &HeaderMap) -> Result<&str, Rejection> {
    let value = headers.get(header::AUTHORIZATION).ok_or(Rejection::Unauthenticated(AuthFault::Missing))?;
    let invalid = Rejection::Unauthenticated(AuthFault::Invalid);
    let Ok(text) = value.to_str() else { return Err(invalid) };
    let (scheme, token) = text.trim().split_once([' ', '\t']).unwrap_or((text.trim(), ""));
    let token = token.trim();
    if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Err(Rejection::Unauthenticated(AuthFault::Missing));
    }
    if token.len() > LONGEST_TOKEN { Err(invalid) } else { Ok(token) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_scheme_is_read_in_any_case_and_with_any_spaces() {
        let long = format!("Bearer {}", "x".repeat(5_000));
        let missing = Err(AuthFault::Missing);
        let invalid = Err(AuthFault::Invalid);
        for (header, expected) in [
            ("Bearer abc", Ok("abc")),
            ("bearer   abc  ", Ok("abc")),
            ("BEARER\tabc", Ok("abc")),
            ("Basic YTpi", missing),
            ("Bearer", missing),
            ("Bearer  ", missing),
            ("", missing),
            (long.as_str(), invalid),
            ("Bearer ключ", invalid),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, HeaderValue::from_bytes(header.as_bytes()).unwrap());
            assert_eq!(bearer(&headers), expected.map_err(Rejection::Unauthenticated), "{header:.20}");
        }
        assert_eq!(bearer(&HeaderMap::new()), missing.map_err(Rejection::Unauthenticated));
    }
}
