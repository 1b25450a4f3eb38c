//! Those outside who do jobs: workers lease them, keep them by heartbeats, and tell what has come of them; whoever was asked
//! by an `http` function may answer later by a callback.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::{
    job::Plain,
    worker::{Callback, CalledBack, Completion, Heartbeat, Held, JobFailure, LeaseList, LeaseWish},
};
use app::{
    App,
    jobs::{self, workers},
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Query, Reply, Streams, Who, json};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(callback))
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
    let (token, result) = body.value.read()?;
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            workers::complete(cx, id, &token, result.clone())?;
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
    let (token, error, again) = body.value.read()?;
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            workers::fail(cx, id, &token, error.clone(), again)?;
            Reply::json(StatusCode::OK, &Plain::OK)
        })
        .await
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CallbackQuery {
    /// As in the `callbackUrl` of the request that is answered.
    #[serde(default)]
    token: String,
}

/// Answers the request of an `http` function that was answered with 202 at first. `result` or `error` ends the job; without
/// either something is told between. The address proves whose answer it is; once the attempt is over it gets 409.
#[utoipa::path(post, path = "/jobs/{job_id}/callback", tag = "jobs", operation_id = "callBack", security(()),
    params(("job_id" = String, Path, description = "the job's number"), CallbackQuery), request_body = Callback,
    responses((status = 200, body = CalledBack)))]
async fn callback(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(query): Query<CallbackQuery>,
    body: Body<Callback>,
) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    let cancel = app.call_back(id, &query.token, body.value.read()?).await?;
    Ok(json(StatusCode::OK, &CalledBack::new(cancel)))
}
