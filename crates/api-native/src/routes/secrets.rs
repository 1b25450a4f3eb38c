//! Secrets by name, for scripts: written here, and never read here.

use crate::wire::{
    page::{Listing, PageQuery},
    secret::{Secret, SecretWish},
    ticket::Done,
};
use app::{App, secrets};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Query, Reply, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(write, delete))
}

/// A page of the secrets by their names, without their values, for those who may manage functions.
#[utoipa::path(get, path = "/secrets", tag = "functions", operation_id = "listSecrets", params(PageQuery),
    responses((status = 200, body = Listing<Secret>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let page = page.read()?;
    let found = app
        .read(&who, |cx| {
            let found = secrets::list(cx)?;
            Ok(found.into_iter().map(|secret| Secret::of(cx, secret)).collect::<Vec<_>>())
        })
        .await?;
    Ok(json(StatusCode::OK, &Listing::cut(found.into_iter(), page)))
}

/// Writes a secret, new or anew, for administrators. Scripts that ask for it get the new value from then on.
#[utoipa::path(put, path = "/secrets/{name}", tag = "functions", operation_id = "writeSecret", request_body = SecretWish,
    params(("name" = String, Path, description = "what scripts call it: letters, digits, `.`, `_`, `-`")),
    responses((status = 200, body = Secret)))]
async fn write(
    State(app): State<App>,
    change: Change,
    Path(name): Path<String>,
    body: Body<SecretWish>,
) -> Result<Response, Fail> {
    let wish = secrets::Wish::from(body.value);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            // One that is not there is of version 0.
            let secret = secrets::put(cx, &name, &wish, |version| if_match.check(version.unwrap_or(0)))?;
            let version = secret.version;
            Ok(Reply::json(StatusCode::OK, &Secret::of(cx, secret))?.etag(version))
        })
        .await
}

/// Removes a secret, for administrators. Scripts that ask for it are told that there is none.
#[utoipa::path(delete, path = "/secrets/{name}", tag = "functions", operation_id = "deleteSecret",
    params(("name" = String, Path, description = "the secret's name")), responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(name): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, if_match| {
            secrets::delete(cx, &name, |version| if_match.check(version))?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}
