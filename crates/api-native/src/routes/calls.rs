//! Calls of functions: what ran, for whom, and how it came out.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use super::jobs::canceled;
use crate::wire::{
    call::{Call, CallAgain, CallFilter, CallList, CallPage, CallStats, CalledAgain},
    job::Plain,
};
use app::{
    App, Pace,
    filters::Of,
    jobs::{self, Depth, enqueue, read},
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Change, Fail, OptionalBody, Path, Query, Reply, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(stats))
        .routes(routes!(get))
        .routes(routes!(stop))
        .routes(routes!(rerun))
}

/// A page of calls, newest first: everybody's for those who may manage functions, else one's own.
#[utoipa::path(get, path = "/function-calls", tag = "function calls", operation_id = "listFunctionCalls",
    params(CallFilter, CallPage), responses((status = 200, body = CallList)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(filter): Query<CallFilter>,
    Query(page): Query<CallPage>,
) -> Result<Response, Fail> {
    let ((filter, written), page) = (filter.read()?, page.read()?);
    let slice = (page.offset(), page.size);
    let (found, total) = app
        .read_at(&who, Pace::of(&written), move |cx| {
            let filter = read::narrow(cx, &filter, Of::Calls, &written)?;
            read::list(cx, &filter, Depth::Whole, slice)
        })
        .await?;
    let calls = found.into_iter().map(Call::listed).collect();
    Ok(json(StatusCode::OK, &CallList { calls, total, page: page.page, page_size: page.size }))
}

/// How all calls that match came out.
#[utoipa::path(get, path = "/function-calls/stats", tag = "function calls", operation_id = "countFunctionCalls",
    params(CallFilter), responses((status = 200, body = CallStats)))]
async fn stats(
    State(app): State<App>,
    Who(who): Who,
    Query(filter): Query<CallFilter>,
) -> Result<Response, Fail> {
    let (filter, written) = filter.read()?;
    let found = app
        .read_at(&who, Pace::of(&written), move |cx| {
            let filter = read::narrow(cx, &filter, Of::Calls, &written)?;
            read::stats(cx, &filter)
        })
        .await?;
    Ok(json(StatusCode::OK, &CallStats::from(found)))
}

/// A call with its payload and its result.
#[utoipa::path(get, path = "/function-calls/{id}", tag = "function calls", operation_id = "getFunctionCall",
    params(("id" = String, Path, description = "the call's number, which is its job's")),
    responses((status = 200, body = Call)))]
async fn get(State(app): State<App>, Who(who): Who, Path(id): Path<String>) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    let job = app.read(&who, move |cx| read::get(cx, id)).await?;
    Ok(json(StatusCode::OK, &Call::from(job)))
}

/// Stops a call.
#[utoipa::path(post, path = "/function-calls/{id}/cancel", tag = "function calls", operation_id = "cancelFunctionCall",
    params(("id" = String, Path, description = "the call's number")), responses((status = 200, body = Plain)))]
async fn stop(State(app): State<App>, change: Change, Path(id): Path<String>) -> Result<Response, Fail> {
    canceled(&app, change, &id).await
}

/// Calls the same function again, with another payload if there is one.
#[utoipa::path(post, path = "/function-calls/{id}/rerun", tag = "function calls", operation_id = "rerunFunctionCall",
    params(("id" = String, Path, description = "the call's number")),
    request_body(content = CallAgain, description = "may be left out"),
    responses((status = 200, body = CalledAgain)))]
async fn rerun(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: OptionalBody<CallAgain>,
) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    let payload = body.value.payload.map(|payload| payload.to_string());
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let done = enqueue::rerun(cx, id, payload.clone())?;
            Reply::json(StatusCode::OK, &CalledAgain { job_id: done.id.to_string() })
        })
        .await
}
