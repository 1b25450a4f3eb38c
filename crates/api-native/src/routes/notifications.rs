//! What the caller is told of, and what they have read of it.

#![allow(unused_qualifications, reason = "utoipa's macro writes out paths that are in scope")]

use crate::wire::{
    notification::{Notification, NotificationQuery, ReadMark, Unread},
    page::{Listing, PageQuery},
};
use app::{App, notices};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{Rejection, Thing, ticket::Source};
use http_kit::{Body, Change, Fail, Path, Query, Reply, RequestInfo, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(unread))
        .routes(routes!(mark))
        .routes(routes!(mark_one))
}

/// A page of the caller's notifications, newest first.
///
/// They are kept for 90 days.
#[utoipa::path(get, path = "/notifications", tag = "notifications", operation_id = "listNotifications",
    params(NotificationQuery, PageQuery), responses((status = 200, body = Listing<Notification>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Query(query): Query<NotificationQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let (which, page) = (query.which()?, page.read()?);
    let part = (page.size, page.offset());
    let (found, total) = app.read(&who, move |cx| notices::list(cx, which, part)).await?;
    let found = found.into_iter().map(|seen| Notification::of(seen, info.lang));
    Ok(json(StatusCode::OK, &Listing::part(found, total, page)))
}

/// How many of the caller's notifications are unread: cheap enough to be asked often.
#[utoipa::path(get, path = "/notifications/unread", tag = "notifications", operation_id = "countUnreadNotifications",
    responses((status = 200, body = Unread)))]
async fn unread(State(app): State<App>, Who(who): Who) -> Result<Response, Fail> {
    let unread = app.read(&who, notices::unread).await?;
    Ok(json(StatusCode::OK, &Unread { unread }))
}

/// Marks notifications of the caller as read: some of them, or all up to one. What was read stays as it is.
#[utoipa::path(post, path = "/notifications/read", tag = "notifications", operation_id = "readNotifications",
    request_body = ReadMark, responses((status = 200, body = Unread)))]
async fn mark(State(app): State<App>, change: Change, body: Body<ReadMark>) -> Result<Response, Fail> {
    let marked = body.value.marked()?;
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let unread = notices::mark(cx, &marked)?;
            Reply::json(StatusCode::OK, &Unread { unread })
        })
        .await
}

/// Marks one notification of the caller as read.
#[utoipa::path(post, path = "/notifications/{id}/read", tag = "notifications", operation_id = "readNotification",
    params(("id" = i64, Path, description = "the notification's number")),
    responses((status = 200, body = Notification)))]
async fn mark_one(
    State(app): State<App>,
    change: Change,
    info: RequestInfo,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    let number = id.parse().map_err(|_not_a_number| Rejection::not_found(Thing::Notice, &id))?;
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, _| {
            Reply::json(StatusCode::OK, &Notification::of(notices::read(cx, number)?, info.lang))
        })
        .await
}
