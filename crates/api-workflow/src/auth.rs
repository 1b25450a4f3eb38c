//! Where this surface reads its credential, and the team that a path names.

use app::App;
use axum::{
    extract::{FromRef, FromRequestParts, RawPathParams, Request},
    http::{HeaderMap, HeaderName, request::Parts},
    middleware::Next,
    response::Response,
};
use domain::{Rejection, Thing};
use http_kit::{Fail, Shown, Who};

const TOKEN: HeaderName = HeaderName::from_static("ones-auth-token");
const USER: HeaderName = HeaderName::from_static("ones-user-id");

/// Puts the credential of `Ones-Auth-Token` and `Ones-User-Id` where the principal is looked for. Without either of them
/// `Authorization` is read, as anywhere.
pub(crate) async fn read_credential(mut request: Request, next: Next) -> Response {
    if let Some(shown) = shown(request.headers()) {
        request.extensions_mut().insert(shown);
    }
    next.run(request).await
}

/// The two belong together: one without the other is nobody's.
fn shown(headers: &HeaderMap) -> Option<Shown> {
    if !headers.contains_key(TOKEN) && !headers.contains_key(USER) {
        return None;
    }
    let one = |name: HeaderName| {
        let mut given = headers.get_all(name).iter();
        let first = given.next().and_then(|value| value.to_str().ok()).map(str::trim);
        first.filter(|text| given.next().is_none() && !text.is_empty()).map(str::to_owned)
    };
    let (token, owner) = (one(TOKEN), one(USER));
    Some(Shown { token: token.filter(|_| owner.is_some()), owner: owner.unwrap_or_default() })
}

/// The team of the path, which is the caller's: another's is not found, in the words of what is not there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Team;

impl<S> FromRequestParts<S> for Team
where
    S: Send + Sync,
    App: FromRef<S>,
{
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fail> {
        // Who nobody knows is told nothing of teams.
        Who::from_request_parts(parts, state).await?;
        let Ok(params) = RawPathParams::from_request_parts(parts, state).await else {
            // A part that is no text: there is no such path.
            let path: String = parts.uri.path().chars().take(200).collect();
            return Err(Fail(Rejection::not_found(Thing::Route, path)));
        };
        let named = params.iter().find(|(name, _)| *name == "team").map(|(_, value)| value.to_owned());
        let named = named.unwrap_or_default();
        if App::from_ref(state).is_team(&named).await? {
            return Ok(Self);
        }
        Err(Fail(Rejection::not_found(Thing::Team, named.chars().take(64).collect::<String>())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_token_and_the_id_belong_together() {
        let read = |pairs: &[(HeaderName, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(name.clone(), HeaderValue::from_bytes(value.as_bytes()).unwrap());
            }
            shown(&headers).map(|shown| (shown.token, shown.owner))
        };
        let both = Some((Some("t".to_owned()), "DU6krHBN".to_owned()));
        assert_eq!(read(&[]), None);
        assert_eq!(read(&[(TOKEN, "t"), (USER, "DU6krHBN")]), both);
        assert_eq!(read(&[(TOKEN, "t")]), Some((None, String::new())));
        assert_eq!(read(&[(USER, "DU6krHBN")]), Some((None, "DU6krHBN".to_owned())));
        assert_eq!(read(&[(TOKEN, "t"), (TOKEN, "u"), (USER, "x")]), Some((None, "x".to_owned())));
        assert_eq!(read(&[(TOKEN, "ключ"), (USER, "x")]), Some((None, "x".to_owned())));
    }
}
