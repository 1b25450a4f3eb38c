//! Jobs: list, ask for, look at, stop, ask for again.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::job::{
    Answer, JobDetail, JobEvent, JobEvents, JobItem, JobList, JobQuery, JobResult, NewJob, Plain, Rerun,
    Scope, Started,
};
use app::{
    App, Cx, Error, Pace,
    filters::Of,
    jobs::{self, Depth, cancel, enqueue, read},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{Rejection, id::JobId, msg, ticket::Source};
use http_kit::{Body, Change, Fail, OptionalBody, Path, Query, Reply, RequestInfo, Who, int_param, json};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

/// How many events are read at once.
const READ_AT_ONCE: i64 = 500;
/// The most events of one answer.
const MOST_EVENTS: usize = 1_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, start))
        .routes(routes!(get))
        .routes(routes!(events))
        .routes(routes!(result))
        .routes(routes!(stop))
        .routes(routes!(rerun))
}

/// A page of jobs, newest first: everybody's for those who may manage functions, else one's own.
#[utoipa::path(get, path = "/jobs", tag = "jobs", operation_id = "listJobs", params(JobQuery),
    responses((status = 200, body = JobList)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<JobQuery>,
) -> Result<Response, Fail> {
    let (filter, written, page) = query.read()?;
    let slice = (page.offset(), page.size);
    let (found, total) = app
        .read_at(&who, Pace::of(&written), move |cx| {
            let filter = read::narrow(cx, &filter, Of::Jobs, &written)?;
            read::list(cx, &filter, Depth::Brief, slice)
        })
        .await?;
    let jobs = found.into_iter().map(JobItem::from).collect();
    Ok(json(StatusCode::OK, &JobList { jobs, total, page: page.page, size: page.size }))
}

/// Asks for a job of a function. Its parameters must follow the function's schema.
#[utoipa::path(post, path = "/jobs", tag = "jobs", operation_id = "startJob", request_body = NewJob,
    params(("X-Game-ID" = Option<String>, Header, description = "the game that it is for"),
        ("X-Env" = Option<String>, Header, description = "the environment that it is for")),
    responses((status = 200, body = Answer<Started>)))]
async fn start(
    State(app): State<App>,
    change: Change,
    headers: HeaderMap,
    body: Body<NewJob>,
) -> Result<Response, Fail> {
    let command = body.value.read(scope(&headers, &change.info)?)?;
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let done = enqueue::enqueue(cx, &command)?;
            Reply::json(StatusCode::OK, &Answer::ok(Started::from(done)))
        })
        .await
}

/// The game and the environment that a request names in its headers.
fn scope(headers: &HeaderMap, info: &RequestInfo) -> Result<Scope, Rejection> {
    let text = |name: &str| match headers.get(name).map(|value| str::from_utf8(value.as_bytes())) {
        None => Ok(String::new()),
        Some(Ok(text)) => Ok(text.trim().to_owned()),
        Some(Err(_)) => Err(Rejection::malformed(name, msg!("value.unicode"))),
    };
    Ok(Scope { game_id: text("X-Game-ID")?, env: text("X-Env")?, trace_id: info.id.clone() })
}

/// A job with its parameters and its result.
#[utoipa::path(get, path = "/jobs/{id}", tag = "jobs", operation_id = "getJob",
    params(("id" = String, Path, description = "the job's number")), responses((status = 200, body = Answer<JobDetail>)))]
async fn get(State(app): State<App>, Who(who): Who, Path(id): Path<String>) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    let job = app.read(&who, move |cx| read::get(cx, id)).await?;
    Ok(json(StatusCode::OK, &Answer::ok(JobDetail::from(job))))
}

/// After which event.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EventQuery {
    /// The place of the last one that is known; 0 when left out.
    #[param(value_type = Option<i64>, minimum = 0)]
    after: Option<String>,
}

/// What a job has told, at most a thousand events; ask again after the last until `done`.
#[utoipa::path(get, path = "/jobs/{id}/events", tag = "jobs", operation_id = "listJobEvents",
    params(("id" = String, Path, description = "the job's number"), EventQuery),
    responses((status = 200, body = Answer<JobEvents>)))]
async fn events(
    State(app): State<App>,
    Who(who): Who,
    Path(id): Path<String>,
    Query(query): Query<EventQuery>,
) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    let after = place("after", query.after.as_deref())?;
    let unit = move |cx: &mut Cx<'_, '_>| {
        read::place(cx, id, after, "after")?;
        story(cx, id, after, MOST_EVENTS)
    };
    let told = app.read(&who, unit).await?;
    Ok(json(StatusCode::OK, &Answer::ok(told)))
}

/// A parameter that is the place of an event; 0 for none.
pub(super) fn place(name: &str, text: Option<&str>) -> Result<i64, Rejection> {
    match int_param(name, text)? {
        Some(..0) => Err(Rejection::malformed(name, msg!("value.at_least", min = 0))),
        place => Ok(place.unwrap_or(0)),
    }
}

/// The events of a job after a place, at most `most`.
pub(super) fn story(cx: &mut Cx<'_, '_>, id: JobId, mut after: i64, most: usize) -> Result<JobEvents, Error> {
    let mut events: Vec<JobEvent> = Vec::new();
    loop {
        let part = read::story(cx, id, after, READ_AT_ONCE)?;
        let last = part.events.last().map(|event| event.seq);
        events.extend(part.events.into_iter().map(JobEvent::from));
        match last {
            Some(last) if !part.complete && events.len() < most => after = last,
            _ => {
                let done = part.complete && events.len() <= most;
                events.truncate(most);
                return Ok(JobEvents { events, done });
            }
        }
    }
}

/// What came of a job, and all that it has told; `done` is false while it is not over.
#[utoipa::path(get, path = "/jobs/{id}/result", tag = "jobs", operation_id = "getJobResult",
    params(("id" = String, Path, description = "the job's number")), responses((status = 200, body = Answer<JobResult>)))]
async fn result(State(app): State<App>, Who(who): Who, Path(id): Path<String>) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    let found = app.read(&who, move |cx| outcome(cx, id)).await?;
    Ok(json(StatusCode::OK, &Answer::ok(found)))
}

/// A job's result with all of its events.
pub(super) fn outcome(cx: &mut Cx<'_, '_>, id: JobId) -> Result<JobResult, Error> {
    let job = read::get(cx, id)?;
    let told = story(cx, id, 0, usize::MAX)?;
    Ok(JobResult::of(job, told.events))
}

/// Stops a job: one that waits at once, one that runs after it was asked to, or is killed a few seconds later.
#[utoipa::path(post, path = "/jobs/{id}/cancel", tag = "jobs", operation_id = "cancelJob",
    params(("id" = String, Path, description = "the job's number")), responses((status = 200, body = Plain)))]
async fn stop(State(app): State<App>, change: Change, Path(id): Path<String>) -> Result<Response, Fail> {
    canceled(&app, change, &id).await
}

/// Stops the job of this number.
pub(super) async fn canceled(app: &App, change: Change, id: &str) -> Result<Response, Fail> {
    let (id, bare) = (jobs::parse_id(id)?, change.bare);
    change
        .run(app, Source::Api, bare, move |cx, _| {
            cancel::cancel(cx, id)?;
            Reply::json(StatusCode::OK, &Plain::OK)
        })
        .await
}

/// Asks for the same job again, with other parameters if there are any: of the function as it is now.
#[utoipa::path(post, path = "/jobs/{id}/rerun", tag = "jobs", operation_id = "rerunJob",
    params(("id" = String, Path, description = "the job's number")),
    request_body(content = Rerun, description = "may be left out"),
    responses((status = 200, body = Answer<Started>)))]
async fn rerun(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: OptionalBody<Rerun>,
) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    let params = body.value.params.map(|params| params.to_string());
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let done = enqueue::rerun(cx, id, params.clone())?;
            Reply::json(StatusCode::OK, &Answer::ok(Started::from(done)))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use domain::Lang;
    use std::net::{IpAddr, Ipv4Addr};

    #[test]
    fn a_header_that_is_no_text_is_named_and_not_called_a_body() {
        let mut headers = HeaderMap::new();
        headers.insert("x-game-id", HeaderValue::from_bytes(b"\xe9").unwrap());
        let info = RequestInfo::new("r", Lang::En, IpAddr::V4(Ipv4Addr::LOCALHOST));
        let refused = scope(&headers, &info).err().unwrap();
        assert_eq!(refused, Rejection::malformed("X-Game-ID", msg!("value.unicode")));
    }
}
