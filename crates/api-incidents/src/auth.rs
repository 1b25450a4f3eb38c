//! Where this surface reads its credential: `X-Auth-Token`, or the signature of a cloud's SDK. Without either of them
//! `Authorization: Bearer` is read, as anywhere.

use app::App;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use domain::{AuthFault, Rejection, identity::Principal};
use http_kit::{Fail, RequestInfo, Who, read_signature};
use std::sync::Arc;

const TOKEN: HeaderName = HeaderName::from_static("x-auth-token");
/// Longer than any token of ours: not worth looking up.
const LONGEST_TOKEN: usize = 4_096;

/// Puts whom a credential stands for where the principal is looked for.
pub(crate) async fn read_credential(State(app): State<App>, request: Request, next: Next) -> Response {
    match read(&app, request).await {
        Ok(request) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

async fn read(app: &App, request: Request) -> Result<Request, Fail> {
    let shown = shown(app, request.headers()).await?;
    let mut request = read_signature(app, request).await?;
    let Some(shown) = shown else { return Ok(request) };
    // Beside a signature, the token is to be the same person's: which of the two asks would else be anybody's guess.
    if let Some(Who(signed)) = request.extensions().get::<Who>() {
        return if signed.uuid == shown.uuid { Ok(request) } else { Err(invalid()) };
    }
    RequestInfo::of(request.extensions(), request.headers()).note_user(&shown.username);
    request.extensions_mut().insert(Who(shown));
    Ok(request)
}

fn invalid() -> Fail {
    Fail(Rejection::Unauthenticated(AuthFault::Invalid))
}

async fn shown(app: &App, headers: &HeaderMap) -> Result<Option<Arc<Principal>>, Fail> {
    let mut given = headers.get_all(TOKEN).iter();
    let Some(first) = given.next() else { return Ok(None) };
    let token = first.to_str().ok().map(str::trim);
    let token = token.filter(|token| given.next().is_none() && (1..=LONGEST_TOKEN).contains(&token.len()));
    Ok(Some(app.authenticate(token.ok_or_else(invalid)?).await?))
}
