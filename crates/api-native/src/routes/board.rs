//! The board of a project, in one request.

use crate::wire::board::{Board, BoardQuery};
use app::{App, Pace, board};
use axum::{extract::State, http::StatusCode, response::Response};
use http_kit::{Fail, Path, Query, RequestInfo, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get))
}

/// The statuses of a project with how many tickets are in each, and which transitions lead from one to another.
///
/// Of each transition it is told whether the caller may take it, as far as that hangs on who they are and not on the ticket. The cards
/// are `GET /tickets` with a column's `filter`.
#[utoipa::path(get, path = "/projects/{key}/board", tag = "projects", operation_id = "getBoard",
    params(("key" = String, Path, description = "the project's key"), BoardQuery), responses((status = 200, body = Board)))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(key): Path<String>,
    Query(query): Query<BoardQuery>,
) -> Result<Response, Fail> {
    let ask = query.of(key);
    let found = app.read_at(&who, Pace::AtLength, move |cx| board::get(cx, &ask)).await?;
    Ok(json(StatusCode::OK, &Board::new(found, info.lang)))
}
