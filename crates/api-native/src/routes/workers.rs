//! Outside workers: they lease jobs, keep them by heartbeats, and tell what has come of them.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::{
    job::Plain,
    worker::{Completion, Heartbeat, Held, JobFailure, LeaseList, LeaseWish},
};
use app::{
    App,
    jobs::{self, workers},
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Reply, Streams, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(lease))
        .routes(routes!(heartbeat))
        .routes(routes!(complete))
        .routes(routes!(fail))
}

/// Leases jobs of the functions that a worker does; none is no failure. An `Idempotency-Key` has no meaning here: the secrets
/// of leases are kept nowhere, so a lost answer is a lease that runs out.
#[utoipa::path(post, path = "/workers/lease", tag = "workers", operation_id = "leaseJobs", request_body = LeaseWish,
    responses((status = 200, body = LeaseList)))]
async fn lease(
    State(app): State<App>,
    Who(who): Who,
    streams: Streams,
    body: Body<LeaseWish>,
) -> Result<Response, Fail> {
    let (wish, wait) = body.value.read()?;
    let leased = tokio::select! {
        leased = app.lease_jobs(&who, wish, wait) => leased?,
        // The server stops; a worker asks again.
        () = streams.stopped() => Vec::new(),
    };
    Ok(json(StatusCode::OK, &LeaseList::from(leased)))
}

/// Keeps a leased job, and adds to what it has told. A lease that is over gets 409, and nothing is changed.
#[utoipa::path(post, path = "/workers/{job_id}/heartbeat", tag = "workers", operation_id = "keepLeasedJob",
    params(("job_id" = String, Path, description = "the job's number")), request_body = Heartbeat,
    responses((status = 200, body = Held)))]
async fn heartbeat(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<Heartbeat>,
) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    let (token, beat) = body.value.read()?;
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let kept = workers::heartbeat(cx, id, &token, &beat)?;
            Reply::json(StatusCode::OK, &Held::from(kept))
        })
        .await
}

/// Ends a leased job with a result. A lease that is over gets 409, and nothing is changed.
#[utoipa::path(post, path = "/workers/{job_id}/complete", tag = "workers", operation_id = "completeLeasedJob",
    params(("job_id" = String, Path, description = "the job's number")), request_body = Completion,
    responses((status = 200, body = Plain)))]
async fn complete(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<Completion>,
) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    let Completion { lease_token, result } = body.value;
    let result = result.map(|result| result.to_string());
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            workers::complete(cx, id, &lease_token, result.clone())?;
            Reply::json(StatusCode::OK, &Plain::OK)
        })
        .await
}

/// Ends a leased job in vain. A lease that is over gets 409, and nothing is changed.
#[utoipa::path(post, path = "/workers/{job_id}/fail", tag = "workers", operation_id = "failLeasedJob",
    params(("job_id" = String, Path, description = "the job's number")), request_body = JobFailure,
    responses((status = 200, body = Plain)))]
async fn fail(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<JobFailure>,
) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    let told = body.value;
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            workers::fail(cx, id, &told.lease_token, told.error.clone(), told.again())?;
            Reply::json(StatusCode::OK, &Plain::OK)
        })
        .await
}
