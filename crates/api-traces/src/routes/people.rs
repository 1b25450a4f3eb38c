//! Log-in, registering, profiles.

use crate::{
    convert::renamed,
    wire::person::{LoggedIn, Login, NewPerson, PERSON_NAMES, ProfileAnswer, ProfileChange},
};
use app::{
    App,
    identity::session::Carrier,
    repairs::people::{self, Registration},
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Reply, RequestInfo, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(login)).routes(routes!(register)).routes(routes!(change_profile))
}

/// Logs in. The token is the same as that of `POST /api/v1/auth/login`, with the same limits on attempts.
#[utoipa::path(post, path = "/login", tag = "repairs", operation_id = "repairLogin", security(()), request_body = Login,
    responses((status = 200, body = LoggedIn)))]
async fn login(
    State(app): State<App>,
    info: RequestInfo,
    Body { value, .. }: Body<Login>,
) -> Result<Response, Fail> {
    let (name, password) = value.read()?;
    let address = info.client.to_string();
    let done = app.login((Carrier::Body, Source::Traces), &name, &password, &address).await;
    let done = done.map_err(renamed(&PERSON_NAMES))?;
    let level = done.user.account.access;
    let access = app.read(&app.system(), move |cx| people::access_word(cx, level)).await?;
    Ok(json(StatusCode::OK, &LoggedIn::new(done.token, access)))
}

/// Registers the caller, whose level must be exactly `unregistered`, and is then `user`. Once.
#[utoipa::path(post, path = "/register", tag = "repairs", operation_id = "register", request_body = NewPerson,
    responses((status = 201, body = ProfileAnswer)))]
async fn register(State(app): State<App>, change: Change, body: Body<NewPerson>) -> Result<Response, Fail> {
    let registration = Registration::from(body.value);
    change
        .run(&app, Source::Traces, body.fingerprint, move |cx, if_match| {
            let done = people::register(cx, &registration, |v| if_match.check(v));
            answer(StatusCode::CREATED, done.map_err(renamed(&PERSON_NAMES))?)
        })
        .await
}

/// Changes the caller's profile; for administrators, anybody's.
#[utoipa::path(post, path = "/change_profile", tag = "repairs", operation_id = "changeProfile", request_body = ProfileChange,
    responses((status = 200, body = ProfileAnswer)))]
async fn change_profile(
    State(app): State<App>,
    change: Change,
    body: Body<ProfileChange>,
) -> Result<Response, Fail> {
    let (who, wish) = body.value.read();
    change
        .run(&app, Source::Traces, body.fingerprint, move |cx, if_match| {
            let done = people::change(cx, who.as_deref(), &wish, |v| if_match.check(v));
            answer(StatusCode::OK, done.map_err(renamed(&PERSON_NAMES))?)
        })
        .await
}

fn answer(status: StatusCode, profile: people::Profile) -> Result<Reply, app::Error> {
    let version = profile.user.account.version;
    Ok(Reply::json(status, &ProfileAnswer::from(profile))?.etag(version))
}
