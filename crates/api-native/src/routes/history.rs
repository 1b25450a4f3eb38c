//! History.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::history::{Step, StepList};
use app::{
    App, Cx, Pace,
    tickets::{Address, read},
};
use axum::{extract::State, http::StatusCode, response::Response};
use http_kit::{Fail, Page, Path, Query, RequestInfo, Who, decode_cursor, encode_cursor, json};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct HistoryQuery {
    /// `nextCursor` of the last answer.
    cursor: Option<String>,
    /// Only steps that meet this filter, such as `action = transitioned and at > -3d`.
    filter: Option<String>,
    /// 1 to 100, 100 by default.
    #[serde(alias = "size")]
    page_size: Option<String>,
}

/// Lists every step of a ticket's history, oldest first.
#[utoipa::path(get, path = "/tickets/{id}/history", tag = "tickets", operation_id = "getTicketHistory",
    params(("id" = String, Path, description = "the ticket's number or key"), HistoryQuery),
    responses((status = 200, body = StepList)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(id): Path<String>,
    Query(query): Query<HistoryQuery>,
) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let size = Page::parse(None, Some(query.page_size.as_deref().unwrap_or("100")))?.size;
    let after: i64 = match query.cursor.as_deref().filter(|c| !c.is_empty()) {
        Some(cursor) => decode_cursor("cursor", cursor)?,
        None => 0,
    };
    let filter = query.filter.unwrap_or_default();
    // One more than asked for tells whether there is a next page.
    let pace = Pace::of(&filter);
    let unit = move |cx: &mut Cx<'_, '_>| read::filtered_history(cx, &address, &filter, after, size + 1);
    let mut events = app.read_at(&who, pace, unit).await?;
    let kept = usize::try_from(size).unwrap_or_default();
    let more = events.len() > kept;
    events.truncate(kept);
    let next_cursor = match events.last().filter(|_| more) {
        Some(last) => Some(encode_cursor(&last.version)?),
        None => None,
    };
    let items = events.into_iter().map(|event| Step::new(event, info.lang)).collect();
    Ok(json(StatusCode::OK, &StepList { items, next_cursor }))
}
