//! Watchers.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use app::{App, tickets::Address, tickets::edit};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::{Source, Ticket};
use http_kit::{Change, Fail, OptionalBody, Path, Query, Reply};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(add, remove)).routes(routes!(remove_one))
}

/// Who watches a ticket, by user name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"items": ["ann", "bob"]}))]
struct WatcherList {
    items: Vec<String>,
}

/// Who.
#[derive(Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(default)]
#[into_params(parameter_in = Query)]
#[schema(example = json!({"username": "bob"}))]
struct WhichWatcher {
    /// A user name; the caller's own when absent.
    username: Option<String>,
}

fn answer(ticket: &Ticket, status: StatusCode) -> Result<Reply, app::Error> {
    Ok(Reply::json(status, &WatcherList { items: ticket.watchers.clone() })?.etag(ticket.version))
}

/// Somebody begins to watch a ticket. Answers the whole list.
///
/// Without a name, the caller; another, for who may edit the ticket.
#[utoipa::path(post, path = "/tickets/{id}/watchers", tag = "watchers", operation_id = "addWatcher",
    request_body = WhichWatcher, params(("id" = String, Path, description = "the ticket's number or key")),
    responses((status = 201, body = WatcherList)))]
async fn add(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: OptionalBody<WhichWatcher>,
) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let name = body.value.username.unwrap_or_else(|| change.who.username.clone());
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            answer(&edit::watch(cx, &address, &name, &|v| if_match.check(v))?, StatusCode::CREATED)
        })
        .await
}

/// Somebody watches a ticket no longer. Answers who is left.
///
/// The name stands in the query or in a body; without one, the caller.
#[utoipa::path(delete, path = "/tickets/{id}/watchers", tag = "watchers", operation_id = "removeWatcher",
    params(("id" = String, Path, description = "the ticket's number or key"), WhichWatcher),
    responses((status = 200, body = WatcherList)))]
async fn remove(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    Query(query): Query<WhichWatcher>,
    body: OptionalBody<WhichWatcher>,
) -> Result<Response, Fail> {
    let name = query.username.or(body.value.username).unwrap_or_else(|| change.who.username.clone());
    take_away(&app, change, &id, name, body.fingerprint).await
}

/// Somebody watches a ticket no longer. Answers who is left.
#[utoipa::path(delete, path = "/tickets/{id}/watchers/{username}", tag = "watchers", operation_id = "removeWatcherByName",
    params(("id" = String, Path, description = "the ticket's number or key"), ("username" = String, Path, description = "who")),
    responses((status = 200, body = WatcherList)))]
async fn remove_one(
    State(app): State<App>,
    change: Change,
    Path((id, username)): Path<(String, String)>,
) -> Result<Response, Fail> {
    let fingerprint = change.bare;
    take_away(&app, change, &id, username, fingerprint).await
}

async fn take_away(
    app: &App,
    change: Change,
    id: &str,
    username: String,
    fingerprint: [u8; 32],
) -> Result<Response, Fail> {
    let address = Address::parse(id);
    change
        .run(app, Source::Api, fingerprint, move |cx, if_match| {
            answer(&edit::unwatch(cx, &address, &username, &|v| if_match.check(v))?, StatusCode::OK)
        })
        .await
}
