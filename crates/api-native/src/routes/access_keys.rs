//! Access keys.

use super::tokens::show;
use crate::wire::{
    access_key::{AccessKey, KeyChange, NewAccessKey, ShownAccessKey},
    page::{Listing, PageQuery},
    ticket::Done,
    token::TokenQuery,
};
use app::{App, identity::access_keys};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Query, Reply, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(change, delete))
}

/// The caller's access keys, without their secrets; everybody's for administrators.
#[utoipa::path(get, path = "/access-keys", tag = "tokens", operation_id = "listAccessKeys", params(TokenQuery, PageQuery),
    responses((status = 200, body = Listing<AccessKey>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<TokenQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let (whose, page) = (query.whose()?, page.read()?);
    let (found, total) =
        app.read(&who, move |cx| access_keys::list(cx, whose, page.size, page.offset())).await?;
    Ok(json(StatusCode::OK, &Listing::part(found.into_iter().map(AccessKey::from), total, page)))
}

/// Makes an access key, which requests of the incident API are signed with. Its secret is shown in this answer only.
#[utoipa::path(post, path = "/access-keys", tag = "tokens", operation_id = "createAccessKey", request_body = NewAccessKey,
    responses((status = 201, body = ShownAccessKey)))]
async fn create(State(app): State<App>, change: Change, body: Body<NewAccessKey>) -> Result<Response, Fail> {
    let wish = body.value.into();
    let drawn = app.draw_access_key();
    let secret = drawn.secret.clone();
    let made = change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            Reply::json(StatusCode::CREATED, &AccessKey::from(access_keys::create(cx, &wish, &drawn)?))
        })
        .await?;
    show(made, "sk", &secret).await
}

/// Lets one of the caller's access keys in or shuts it out; any, for administrators.
#[utoipa::path(put, path = "/access-keys/{ak}", tag = "tokens", operation_id = "changeAccessKey", request_body = KeyChange,
    params(("ak" = String, Path, description = "what the key is named by")), responses((status = 200, body = AccessKey)))]
async fn change(
    State(app): State<App>,
    change: Change,
    Path(ak): Path<String>,
    body: Body<KeyChange>,
) -> Result<Response, Fail> {
    let enabled = body.value.enabled();
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            Reply::json(StatusCode::OK, &AccessKey::from(access_keys::enable(cx, &ak, enabled)?))
        })
        .await
}

/// Takes one of the caller's access keys away; any, for administrators.
#[utoipa::path(delete, path = "/access-keys/{ak}", tag = "tokens", operation_id = "deleteAccessKey",
    params(("ak" = String, Path, description = "what the key is named by")), responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(ak): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, _| {
            access_keys::delete(cx, &ak)?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}
