//! Permission rules.

use crate::wire::{
    page::{Listing, PageQuery},
    rule::{NewPermissionRule, PermissionRule},
    ticket::Done,
};
use app::{App, identity::rules};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Query, Reply, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(delete))
}

/// A page of the permission rules, oldest first.
#[utoipa::path(get, path = "/permission-rules", tag = "permission-rules", operation_id = "listPermissionRules",
    params(PageQuery), responses((status = 200, body = Listing<PermissionRule>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let page = page.read()?;
    let (found, called) = app
        .read(&who, |cx| {
            let found = rules::list(cx)?;
            let called = rules::called(cx, &found)?;
            Ok((found, called))
        })
        .await?;
    let told = found.into_iter().map(|rule| PermissionRule::new(rule, &called));
    Ok(json(StatusCode::OK, &Listing::cut(told, page)))
}

/// Makes a permission rule.
///
/// Rules give more than the level does. A project with a `view_tickets` rule of its own is closed to operators whom
/// none of its rules names.
#[utoipa::path(post, path = "/permission-rules", tag = "permission-rules", operation_id = "createPermissionRule",
    request_body = NewPermissionRule, responses((status = 201, body = PermissionRule)))]
async fn create(
    State(app): State<App>,
    change: Change,
    body: Body<NewPermissionRule>,
) -> Result<Response, Fail> {
    let wish = rules::Wish::from(body.value);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let rule = rules::create(cx, &wish)?;
            let called = rules::called(cx, [&rule])?;
            Reply::json(StatusCode::CREATED, &PermissionRule::new(rule, &called))
        })
        .await
}

/// Removes a permission rule.
#[utoipa::path(delete, path = "/permission-rules/{uuid}", tag = "permission-rules",
    operation_id = "deletePermissionRule", params(("uuid" = String, Path, description = "the rule's short id")),
    responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(uuid): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, _| {
            rules::delete(cx, &uuid)?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}
