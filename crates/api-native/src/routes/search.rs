//! The one box for everything.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::search::{SearchQuery, SearchResult};
use app::{App, search};
use axum::{extract::State, http::StatusCode, response::Response};
use http_kit::{Fail, Query, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find))
}

/// Finds tickets, people and projects.
///
/// A few of each that the caller may see, the best first: for a palette. Blank text finds nothing.
#[utoipa::path(get, path = "/search", tag = "search", operation_id = "search", params(SearchQuery),
    responses((status = 200, body = SearchResult)))]
async fn find(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<SearchQuery>,
) -> Result<Response, Fail> {
    let found = app.read(&who, move |cx| search::find(cx, &query.q)).await?;
    Ok(json(StatusCode::OK, &SearchResult::from(found)))
}
