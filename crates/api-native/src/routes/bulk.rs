//! The same done to many tickets, as a job with progress; and undoing it.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::bulk::{BulkQuery, BulkReport, BulkStarted, BulkWish};
use app::{App, Pace, jobs, tickets::bulk};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Query, Reply, RequestInfo, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(start)).routes(routes!(get)).routes(routes!(undo))
}

/// Does the same to many tickets.
///
/// A job takes each of them as if it had been asked for alone, in the name of the caller, with the rights that they have then; one
/// that is refused keeps no other from its turn. The job can be watched and cancelled like any (`/jobs/{id}`); what is done
/// stays done.
#[utoipa::path(post, path = "/tickets/bulk", tag = "tickets", operation_id = "changeManyTickets", request_body = BulkWish,
    responses((status = 202, body = BulkStarted)))]
async fn start(State(app): State<App>, change: Change, body: Body<BulkWish>) -> Result<Response, Fail> {
    let (action, which) = body.value.read()?;
    let wished = action.clone();
    let tickets =
        app.read_at(&change.who, Pace::AtLength, move |cx| bulk::chosen(cx, &wished, &which)).await?;
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let started = bulk::start(cx, &action, &tickets)?;
            Reply::json(StatusCode::ACCEPTED, &BulkStarted::from(started))
        })
        .await
}

/// How it stands, and what came of each ticket: what was changed and what it was before, or why it was refused.
#[utoipa::path(get, path = "/tickets/bulk/{job}", tag = "tickets", operation_id = "getBulkChange", params(
    ("job" = String, Path, description = "the job's number"), BulkQuery), responses((status = 200, body = BulkReport)))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(job): Path<String>,
    Query(query): Query<BulkQuery>,
) -> Result<Response, Fail> {
    let id = jobs::parse_id(&job)?;
    let (ending, after, limit) = query.read()?;
    let page = app.read(&who, move |cx| bulk::get(cx, id, ending, after, limit)).await?;
    Ok(json(StatusCode::OK, &BulkReport::new(page, info.lang)?))
}

/// Brings back what such a job has changed, as another such job.
///
/// A ticket that is not any more as the job has left it is refused, and says what was changed since; so is one whose workflow has no
/// way back. Comments stay. The job must be over, by whatever end.
#[utoipa::path(post, path = "/tickets/bulk/{job}/undo", tag = "tickets", operation_id = "undoBulkChange",
    params(("job" = String, Path, description = "the job's number")), responses((status = 202, body = BulkStarted)))]
async fn undo(State(app): State<App>, change: Change, Path(job): Path<String>) -> Result<Response, Fail> {
    let (id, bare) = (jobs::parse_id(&job)?, change.bare);
    change
        .run(&app, Source::Api, bare, move |cx, _| {
            Reply::json(StatusCode::ACCEPTED, &BulkStarted::from(bulk::undo(cx, id)?))
        })
        .await
}
