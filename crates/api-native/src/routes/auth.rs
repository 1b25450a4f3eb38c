//! Log-in, refresh, log-out.

use crate::wire::user::{LoggedIn, Login, Refresh};
use app::{App, identity::session};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Reply, RequestInfo, json, openapi::ErrorBody};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(login)).routes(routes!(refresh)).routes(routes!(logout))
}

/// Logs in with a user name, or the account's e-mail address, and a password.
///
/// The access token is good for 12 hours, the refresh token once and for 30 days.
/// Unknown names, wrong passwords and disabled accounts are refused alike.
#[utoipa::path(post, path = "/auth/login", tag = "auth", operation_id = "login", security(()), request_body = Login,
    responses(
        (status = 200, body = LoggedIn),
        (status = 401, description = "User name and password do not belong together", body = ErrorBody)))]
async fn login(
    State(app): State<App>,
    info: RequestInfo,
    Body { value, .. }: Body<Login>,
) -> Result<Response, Fail> {
    value.check()?;
    let address = info.client.to_string();
    let done = app.login(Source::Api, &value.username, &value.password, &address).await?;
    Ok(json(StatusCode::OK, &LoggedIn::from(done)))
}

/// Spends a refresh token for the next pair of tokens.
///
/// One that was spent before has been copied: it ends the log-in.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth", operation_id = "refresh", security(()), request_body = Refresh,
    responses(
        (status = 200, body = LoggedIn),
        (status = 401, description = "Not a refresh token, or spent, or its log-in has ended", body = ErrorBody)))]
async fn refresh(State(app): State<App>, Body { value, .. }: Body<Refresh>) -> Result<Response, Fail> {
    value.check()?;
    let done = app.refresh(&value.refresh_token).await?;
    Ok(json(StatusCode::OK, &LoggedIn::from(done)))
}

/// Ends the caller's log-in; an API token stays as it is.
#[utoipa::path(post, path = "/auth/logout", tag = "auth", operation_id = "logout",
    responses((status = 200, body = Object, example = json!({}))))]
async fn logout(State(app): State<App>, change: Change) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, |cx, _| {
            session::logout(cx)?;
            Reply::json(StatusCode::OK, &json!({}))
        })
        .await
}
