//! Log-in, refresh, log-out.

use crate::wire::user::{LoggedIn, Login, Refresh, no_refresh_token};
use app::{
    App,
    identity::session::{self, Carrier},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{AuthFault, Rejection, ticket::Source};
use http_kit::{Body, Change, Cookies, Fail, OptionalBody, Reply, RequestInfo, json, openapi::ErrorBody};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(login)).routes(routes!(refresh)).routes(routes!(logout))
}

/// Logs in with a user name, or the account's e-mail address, and a password.
///
/// The access token is good for 12 hours, the refresh token once and for 30 days.
/// Unknown names, wrong passwords and disabled accounts are refused alike. With `cookie: true` the tokens are set as the cookies
/// `gongdan_session` and `gongdan_refresh` and are not in the answer; such a request needs `X-Requested-With: gongdan`.
#[utoipa::path(post, path = "/auth/login", tag = "auth", operation_id = "login", security(()), request_body = Login,
    responses(
        (status = 200, body = LoggedIn),
        (status = 401, description = "User name and password do not belong together", body = ErrorBody),
        (status = 403, description = "With `cookie`: the request comes from the pages of another host, or lacks `X-Requested-With`", body = ErrorBody)))]
async fn login(
    State(app): State<App>,
    info: RequestInfo,
    cookies: Cookies,
    Body { value, .. }: Body<Login>,
) -> Result<Response, Fail> {
    value.check()?;
    let (carrier, via) =
        if value.cookie { (Carrier::Cookie, Source::Web) } else { (Carrier::Body, Source::Api) };
    if carrier == Carrier::Cookie {
        cookies.check()?;
    }
    let address = info.client.to_string();
    let done = app.login((carrier, via), &value.username, &value.password, &address).await?;
    Ok(answer(&app, &cookies, carrier, done))
}

/// Spends a refresh token for the next pair of tokens.
///
/// One that was spent before has been copied: it ends the log-in. Without a body the token is taken from the cookie, and the next
/// ones are set as cookies; of those, one that was spent in the last 30 seconds is answered as it was then, because two pages of one
/// browser may refresh at the same moment.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth", operation_id = "refresh", security(()), request_body = Option<Refresh>,
    responses(
        (status = 200, body = LoggedIn),
        (status = 401, description = "Not a refresh token, or spent, or its log-in has ended", body = ErrorBody),
        (status = 403, description = "By cookie: the request comes from the pages of another host, or lacks `X-Requested-With`", body = ErrorBody)))]
async fn refresh(
    State(app): State<App>,
    cookies: Cookies,
    OptionalBody { value, .. }: OptionalBody<Refresh>,
) -> Result<Response, Fail> {
    let (carrier, token) = match (value.token()?, &cookies.refresh) {
        (Some(token), _) => (Carrier::Body, token),
        (None, Some(token)) => {
            cookies.check()?;
            (Carrier::Cookie, token.clone())
        }
        (None, None) if cookies.marked => return Err(Rejection::Unauthenticated(AuthFault::Missing).into()),
        (None, None) => return Err(no_refresh_token().into()),
    };
    let done = app.refresh(carrier, &token).await?;
    Ok(answer(&app, &cookies, carrier, done))
}

fn answer(app: &App, cookies: &Cookies, carrier: Carrier, done: session::LoggedIn) -> Response {
    if carrier == Carrier::Body {
        return json(StatusCode::OK, &LoggedIn::from(done));
    }
    let mut response = json(StatusCode::OK, &LoggedIn::from(done.clone()).without_tokens());
    cookies.give(&mut response, &done, app.now());
    response
}

/// Ends the caller's log-in; an API token stays as it is.
///
/// By cookie it clears both cookies, also where the log-in is over already.
#[utoipa::path(post, path = "/auth/logout", tag = "auth", operation_id = "logout",
    responses((status = 200, body = Object, example = json!({}))))]
async fn logout(
    State(app): State<App>,
    cookies: Cookies,
    headers: HeaderMap,
    change: Result<Change, Fail>,
) -> Result<Response, Fail> {
    let by_cookie = http_kit::bearer(&headers).is_err() && (!cookies.is_empty() || cookies.marked);
    let ended = match change {
        Ok(change) => {
            let bare = change.bare;
            let unit = |cx: &mut app::Cx<'_, '_>, _: &http_kit::IfMatch| {
                session::logout(cx)?;
                Reply::json(StatusCode::OK, &json!({}))
            };
            change.run(&app, Source::Api, bare, unit).await?
        }
        Err(Fail(Rejection::Unauthenticated(_))) if by_cookie => json(StatusCode::OK, &json!({})),
        Err(refused) => return Err(refused),
    };
    if !by_cookie {
        return Ok(ended);
    }
    cookies.check()?;
    if let Some(token) = &cookies.refresh {
        app.end_log_in(token).await?;
    }
    let mut response = ended;
    cookies.clear(&mut response);
    Ok(response)
}
