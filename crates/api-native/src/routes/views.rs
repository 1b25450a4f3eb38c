//! Views: lists of tickets with a name.

use crate::wire::{
    page::{Listing, PageQuery},
    ticket::Done,
    view::{View, ViewWish},
};
use app::{App, views};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Query, Reply, RequestInfo, Who, fresh_whole, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, update, delete))
}

/// A page of one's own views and of those that are shared with one, by name.
///
/// `GET /tickets?view=…` lists what one shows.
#[utoipa::path(get, path = "/views", tag = "views", operation_id = "listViews", params(PageQuery),
    responses((status = 200, body = Listing<View>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let page = page.read()?;
    let found = app.read(&who, views::list).await?;
    Ok(json(StatusCode::OK, &Listing::cut(found.into_iter().map(|view| View::of(view, info.lang)), page)))
}

/// Makes a view of one's own. Its filter must be one.
#[utoipa::path(post, path = "/views", tag = "views", operation_id = "createView", request_body = ViewWish,
    responses((status = 201, body = View)))]
async fn create(State(app): State<App>, change: Change, body: Body<ViewWish>) -> Result<Response, Fail> {
    let (wish, lang) = (body.value.read()?, change.info.lang);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let made = views::create(cx, &wish)?;
            let version = made.view.version;
            Ok(Reply::json(StatusCode::CREATED, &View::of(made, lang))?.etag(version))
        })
        .await
}

/// A view.
#[utoipa::path(get, path = "/views/{uuid}", tag = "views", operation_id = "getView",
    params(("uuid" = String, Path, description = "the view's short id")), responses((status = 200, body = View)))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(uuid): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let found = app.read(&who, move |cx| views::get(cx, &uuid)).await?;
    Ok(fresh_whole(&headers, found.view.version, &View::of(found, info.lang)))
}

/// Changes a view; what is left out stays. Its owner may, and administrators where it is shared.
#[utoipa::path(put, path = "/views/{uuid}", tag = "views", operation_id = "updateView",
    params(("uuid" = String, Path, description = "the view's short id")), request_body = ViewWish,
    responses((status = 200, body = View)))]
async fn update(
    State(app): State<App>,
    change: Change,
    Path(uuid): Path<String>,
    body: Body<ViewWish>,
) -> Result<Response, Fail> {
    let (wish, lang) = (body.value.read()?, change.info.lang);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let changed = views::update(cx, &uuid, &wish, |version| if_match.check(version))?;
            let version = changed.view.version;
            Ok(Reply::json(StatusCode::OK, &View::of(changed, lang))?.etag(version))
        })
        .await
}

/// Removes a view; the tickets that it shows stay as they are.
#[utoipa::path(delete, path = "/views/{uuid}", tag = "views", operation_id = "deleteView",
    params(("uuid" = String, Path, description = "the view's short id")), responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(uuid): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, if_match| {
            views::delete(cx, &uuid, |version| if_match.check(version))?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}
