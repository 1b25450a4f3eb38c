//! The live stream of a job: everything that it has told, then what it tells, until it is over.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use super::jobs::{outcome, place, story};
use crate::wire::job::{Answer, JobEvent, JobEvents, StreamToken};
use app::{
    App, Error,
    jobs::{self, Known, Watch, read},
};
use axum::{
    extract::{FromRequestParts as _, State},
    http::{StatusCode, header, request::Parts},
    response::Response,
};
use domain::{Rejection, id::JobId, identity::Principal, msg};
use futures_util::Stream;
use http_kit::{
    Event, Fail, LastEventId, Path, Query, RequestInfo, Streams, Who, int_param, json, wants_stream,
};
use serde::Deserialize;
use std::{collections::VecDeque, sync::Arc, time::Duration};
use tokio::time::{Instant, sleep_until, timeout, timeout_at};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

/// How many events are read at once: what a stream holds of them is what its client has not taken.
const READ_AT_ONCE: u16 = 64;
/// For how long what this node itself tells is passed on before it is asked again whether its reader may still look.
const TRUSTED_FOR: Duration = Duration::from_secs(1);
/// How often a stream looks for more at most, however much is told: what comes in between is read together.
const LOOK_AT_MOST_EVERY: Duration = Duration::from_millis(40);
/// How often it looks without being called.
const LOOK_AT_LEAST_EVERY: Duration = Duration::from_secs(5);
/// For how many seconds the end of a job is waited for, where nobody says otherwise and at most.
const WAIT: i64 = 30;
const LONGEST_WAIT: i64 = 60;
/// More bytes than a job's number in quotes ever has.
const LONGEST_NUMBER: usize = 64;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(stream)).routes(routes!(stream_token))
}

/// How a stream is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct StreamQuery {
    /// Stands for `Authorization` where no header can be sent: a token of this job's stream, or a log-in's access token.
    token: Option<String>,
    /// Without a stream: for how many seconds the end is waited for, 0 to 60; 30 when left out.
    #[param(value_type = Option<i64>, minimum = 0, maximum = 60)]
    wait: Option<String>,
    /// Without a stream: the place of the last event that is known.
    #[param(value_type = Option<i64>, minimum = 0)]
    after: Option<String>,
}

/// Everything that a job has told and tells, until it is over.
///
/// With `Accept: text/event-stream` as server-sent events: each is named by its `type`, its `id` is its `seq`, and
/// `Last-Event-ID` (or the parameter `lastEventId`) goes on behind it. A comment comes at least every 15 seconds; the stream
/// ends after `done` or `error`. Without it the end is waited for, and everything is told in one answer.
#[utoipa::path(get, path = "/jobs/{id}/stream", tag = "jobs", operation_id = "streamJob",
    params(("id" = String, Path, description = "the job's number"), StreamQuery,
        ("Last-Event-ID" = Option<i64>, Header, description = "the place of the last event that is known")),
    responses((status = 200, description = "Events, or what there is when the wait is over", content(
        (Answer<JobEvents> = "application/json"), (String = "text/event-stream")))))]
async fn stream(
    State(app): State<App>,
    streams: Streams,
    Path(id): Path<String>,
    Query(query): Query<StreamQuery>,
    LastEventId(last): LastEventId,
    mut parts: Parts,
) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    let who = viewer(&app, &mut parts, query.token.as_deref(), id).await?;
    let wait = seconds(query.wait.as_deref())?;
    let (after, field) = match last {
        Some(last) => (last, "Last-Event-ID"),
        None => (place("after", query.after.as_deref())?, "after"),
    };
    // Whoever may not see the job is refused in words, not by a stream of nothing.
    app.read(&who, move |cx| read::place(cx, id, after, field)).await?;
    // Before anything is read, so that nothing falls between reading and watching.
    let watch = app.watch_job(id);
    let tail = Tail { app, who, id, after, watch, looked: None, asked: None };
    if !wants_stream(&parts.headers) {
        return wait_for_end(tail, wait, &streams).await;
    }
    let who = Arc::clone(&tail.who);
    Ok(streams.open(&who)?.answer(tail.events()))
}

/// Who looks: by the header, else by the token in the address.
async fn viewer(
    app: &App,
    parts: &mut Parts,
    token: Option<&str>,
    id: JobId,
) -> Result<Arc<Principal>, Fail> {
    let token = token.filter(|token| !token.is_empty());
    match token {
        Some(token) if !parts.headers.contains_key(header::AUTHORIZATION) => {
            let who = app.authenticate_stream(token, id).await?;
            let Ok(info) = RequestInfo::from_request_parts(parts, &()).await;
            info.note_user(&who.username);
            Ok(who)
        }
        _ => Ok(Who::from_request_parts(parts, app).await?.0),
    }
}

fn seconds(text: Option<&str>) -> Result<Duration, Rejection> {
    match int_param("wait", text)? {
        Some(..0) => Err(Rejection::malformed("wait", msg!("value.at_least", min = 0))),
        wait => Ok(Duration::from_secs(wait.unwrap_or(WAIT).min(LONGEST_WAIT).unsigned_abs())),
    }
}

/// What comes of a job, from a place on.
struct Tail {
    app: App,
    who: Arc<Principal>,
    id: JobId,
    after: i64,
    watch: Watch,
    looked: Option<Instant>,
    /// When the database was asked last.
    asked: Option<Instant>,
}

/// What a look at a job has found.
struct Seen {
    events: Vec<JobEvent>,
    over: bool,
}

impl Tail {
    /// What there is after what was seen last, without waiting.
    async fn look(&mut self) -> Result<Seen, Error> {
        let (now, id, after) = (Instant::now(), self.id, self.after);
        self.looked = Some(now);
        let known = self.watch.known(after, usize::from(READ_AT_ONCE));
        // What is told once is not read again by each of its readers: they would slow the job.
        let number = match known {
            Known::Unknown(number) => Some(number),
            _ if self.asked.is_none_or(|asked| asked + TRUSTED_FOR <= now) => None,
            Known::Nothing => return Ok(Seen { events: Vec::new(), over: false }),
            Known::Events(events) => {
                self.after = events.last().map_or(after, |event| event.seq);
                let events = events.iter().map(|event| JobEvent::from(jobs::Event::clone(event))).collect();
                return Ok(Seen { events, over: false });
            }
        };
        self.asked = Some(now);
        // In the name of whoever it was opened for, as they are now: who may not look any more sees nothing more.
        let part =
            self.app.read(&self.who, move |cx| read::story(cx, id, after, i64::from(READ_AT_ONCE))).await?;
        self.after = part.events.last().map_or(after, |event| event.seq);
        if let Some(number) = number.filter(|_| part.events.len() < usize::from(READ_AT_ONCE)) {
            self.watch.has_read(number);
        }
        Ok(Seen { events: part.events.into_iter().map(JobEvent::from).collect(), over: part.complete })
    }

    /// Resolves when another look may find more.
    async fn news(&mut self) {
        // Nobody may have been called where another node runs the job, or the call was lost.
        let _ = timeout(LOOK_AT_LEAST_EVERY, self.watch.changed()).await;
        if let Some(looked) = self.looked {
            sleep_until(looked + LOOK_AT_MOST_EVERY).await;
        }
    }

    /// Resolves when the job is over, when the wait is, or when the server stops.
    async fn end(&mut self, wait: Duration, streams: &Streams) -> Result<(), Error> {
        let end = Instant::now() + wait;
        let over = async {
            loop {
                // Only what has come since is read, to learn whether it is all.
                let seen = self.look().await?;
                if seen.over || Instant::now() >= end {
                    return Ok(());
                }
                if seen.events.is_empty() {
                    let _ = timeout_at(end, self.news()).await;
                }
            }
        };
        tokio::select! {
            over = over => over,
            () = streams.stopped() => Ok(()),
        }
    }

    /// The stream. What cannot be read ends it: its client comes again where it was.
    fn events(self) -> impl Stream<Item = Event> + Send + 'static {
        let state = (self, VecDeque::new(), false);
        futures_util::stream::unfold(state, async |(mut tail, mut held, mut over)| {
            loop {
                if let Some(event) = held.pop_front() {
                    return Some((event, (tail, held, over)));
                }
                if over {
                    return None;
                }
                let seen = match tail.look().await {
                    Ok(seen) => seen,
                    Err(error) => {
                        tracing::debug!(error = %error, job.id = tail.id.0, "a stream ends early");
                        return None;
                    }
                };
                over = seen.over;
                if seen.events.is_empty() && !over {
                    tail.news().await;
                }
                held.extend(seen.events.iter().filter_map(event));
            }
        })
    }
}

fn event(event: &JobEvent) -> Option<Event> {
    Event::json(event.name(), event).ok().map(|sent| sent.numbered(event.seq()))
}

/// All that a job has told when it is over, or when the wait is.
async fn wait_for_end(mut tail: Tail, wait: Duration, streams: &Streams) -> Result<Response, Fail> {
    let (id, after) = (tail.id, tail.after);
    tail.end(wait, streams).await?;
    let told = tail.app.read(&tail.who, move |cx| story(cx, id, after, usize::MAX)).await?;
    Ok(json(StatusCode::OK, &Answer::ok(told)))
}

/// A token that opens this job's stream within a minute, for clients that can send no header. Each asking gives another, and
/// nothing is kept of it.
#[utoipa::path(post, path = "/jobs/{id}/stream-token", tag = "jobs", operation_id = "makeJobStreamToken",
    params(("id" = String, Path, description = "the job's number")),
    responses((status = 200, body = Answer<StreamToken>)))]
async fn stream_token(
    State(app): State<App>,
    Who(who): Who,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    let id = jobs::parse_id(&id)?;
    app.read(&who, move |cx| read::story(cx, id, 0, 1)).await?;
    let made = app.stream_token(&who, id)?;
    let url = format!("/api/v1/jobs/{id}/stream?token={}", made.token);
    let token = StreamToken { token: made.token, expires_at: made.expires, url };
    Ok(json(StatusCode::OK, &Answer::ok(token)))
}

/// What came of the job whose number is the answer `begun`, when it is over or when the wait is.
pub(super) async fn ended(
    app: &App,
    who: &Arc<Principal>,
    streams: &Streams,
    begun: Response,
    wait: Duration,
) -> Result<Response, Fail> {
    let number = axum::body::to_bytes(begun.into_body(), LONGEST_NUMBER).await.ok();
    let number = number.and_then(|bytes| serde_json::from_slice::<String>(&bytes).ok());
    let id = jobs::parse_id(&number.ok_or(Error::Broken("a job's number does not read"))?)?;
    let watch = app.watch_job(id);
    let mut tail =
        Tail { app: app.clone(), who: Arc::clone(who), id, after: 0, watch, looked: None, asked: None };
    tail.end(wait, streams).await?;
    let found = app.read(who, move |cx| outcome(cx, id)).await?;
    Ok(json(StatusCode::OK, &found))
}
