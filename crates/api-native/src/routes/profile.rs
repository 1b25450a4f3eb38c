//! One's own account.

use crate::wire::{
    rights::Rights,
    user::{PasswordChange, Profile, ProfileWish},
};
use app::{
    App,
    identity::{profile, users},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Reply, Who, fresh, json};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, update)).routes(routes!(rights)).routes(routes!(set_password))
}

/// The caller's own account.
#[utoipa::path(get, path = "/profile", tag = "profile", operation_id = "getProfile",
    responses((status = 200, body = Profile)))]
async fn get(State(app): State<App>, Who(who): Who, headers: HeaderMap) -> Result<Response, Fail> {
    let user = app.read(&who, profile::get).await?;
    Ok(fresh(&headers, user.account.version, &Profile::from(user)))
}

/// What the caller may do, so that nothing is shown that cannot be done.
///
/// What a token is not for is left out. Whether one may do something with a ticket may also hang on the ticket: its own answers say so.
#[utoipa::path(get, path = "/profile/rights", tag = "profile", operation_id = "getOwnRights",
    responses((status = 200, body = Rights)))]
async fn rights(State(app): State<App>, Who(who): Who) -> Result<Response, Fail> {
    let found = app.read(&who, profile::rights).await?;
    Ok(json(StatusCode::OK, &Rights::from(found)))
}

/// Changes one's nickname, e-mail address, telephone or language.
#[utoipa::path(put, path = "/profile", tag = "profile", operation_id = "updateProfile", request_body = ProfileWish,
    responses((status = 200, body = Profile)))]
async fn update(State(app): State<App>, change: Change, body: Body<ProfileWish>) -> Result<Response, Fail> {
    let wish = users::Wish::from(body.value);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let user = profile::update(cx, &wish, |version| if_match.check(version))?;
            let version = user.account.version;
            Ok(Reply::json(StatusCode::OK, &Profile::from(user))?.etag(version))
        })
        .await
}

/// Changes one's own password and ends one's other log-ins.
#[utoipa::path(post, path = "/profile/password", tag = "profile", operation_id = "changeOwnPassword",
    request_body = PasswordChange, responses((status = 200, body = Object, example = json!({}))))]
async fn set_password(
    State(app): State<App>,
    Who(who): Who,
    Body { value, .. }: Body<PasswordChange>,
) -> Result<Response, Fail> {
    value.check()?;
    app.change_own_password(&who, &value.old_password, &value.new_password).await?;
    Ok(json(StatusCode::OK, &json!({})))
}
