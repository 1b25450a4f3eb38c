//! Jobs: their items, events and answers. Keys are in `snake_case` where the published document has them so, in `camelCase` elsewhere.

use app::jobs::{self, enqueue};
use domain::{
    At, Rejection,
    job::{EventType, State},
    msg,
};
use http_kit::{Page, int_param};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema, openapi::schema::Object};

/// The most jobs on one page.
const LARGEST_PAGE: i64 = 200;

pub(crate) fn state_words() -> Object {
    super::page::one_of(State::ALL.map(State::word))
}

fn event_words() -> Object {
    super::page::one_of(EventType::ALL.map(EventType::word))
}

/// An answer of this surface's jobs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Answer<T> {
    /// 0: it was done.
    code: u16,
    message: &'static str,
    data: T,
}

impl<T> Answer<T> {
    /// It was done, and this is what came of it.
    pub(crate) const fn ok(data: T) -> Self {
        Self { code: 0, message: "OK", data }
    }
}

/// It was done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"code": 0, "message": "OK"}))]
pub(crate) struct Plain {
    code: u16,
    message: &'static str,
}

impl Plain {
    /// The answer of the contract.
    pub(crate) const OK: Self = Self { code: 0, message: "OK" };
}

/// JSON that is kept as text.
pub(crate) fn kept(text: Option<String>) -> Option<Value> {
    text.and_then(|text| serde_json::from_str(&text).ok())
}

/// How long something took, in milliseconds.
pub(crate) fn milliseconds(from: Option<At>, to: Option<At>) -> Option<i64> {
    Some((to?.micros() - from?.micros()).max(0) / 1_000)
}

/// A text, unless it is empty.
pub(crate) fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// A job in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"id": "4711", "function_id": "player.ban", "actor": "ann", "state": "succeeded", "game_id": "g1",
    "env": "prod", "started_at": "2026-11-21T08:00:00.010000Z", "ended_at": "2026-11-21T08:00:01.250000Z", "duration_ms": 1240,
    "created_at": "2026-11-21T08:00:00.000000Z", "attempt": 1, "max_attempts": 1, "progress": 100}))]
pub(crate) struct JobItem {
    id: String,
    function_id: String,
    /// The user name of who asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    actor: Option<String>,
    #[schema(schema_with = state_words)]
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    game_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    env: Option<String>,
    /// When its newest attempt began.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, required = false)]
    started_at: Option<At>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, required = false)]
    ended_at: Option<At>,
    /// How long its newest attempt took.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    duration_ms: Option<i64>,
    /// What went wrong, the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// How often it was begun; left out where it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    attempt: Option<i64>,
    /// How often it may be tried where it fails.
    max_attempts: i64,
    /// 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    progress: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    ticket_id: Option<i64>,
    /// Who runs it, or ran it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    worker: Option<String>,
    /// What ties it to the request that asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    trace_id: Option<String>,
}

impl From<jobs::Job> for JobItem {
    fn from(job: jobs::Job) -> Self {
        Self {
            id: job.id.to_string(),
            function_id: job.function,
            actor: filled(job.actor),
            state: job.state.word(),
            game_id: filled(job.game_id),
            env: filled(job.env),
            started_at: job.started,
            ended_at: job.ended,
            duration_ms: milliseconds(job.started, job.ended),
            error: job.error,
            created_at: job.created,
            attempt: Some(job.attempt).filter(|attempt| *attempt > 0),
            max_attempts: job.max_attempts,
            progress: job.progress,
            ticket_id: job.ticket.map(|ticket| ticket.0),
            worker: filled(job.worker),
            trace_id: filled(job.trace_id),
        }
    }
}

/// A job with what it was given and what it gave.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobDetail {
    #[serde(flatten)]
    item: JobItem,
    /// The version of the function that it runs.
    version: i64,
    priority: i64,
    params: Option<Value>,
    /// Left out where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<Value>,
    /// When it is begun at the earliest, while it is not over.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, required = false)]
    run_at: Option<At>,
    /// When somebody asked for it to be stopped, while it is not over.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, required = false)]
    cancel_asked_at: Option<At>,
}

impl From<jobs::Job> for JobDetail {
    fn from(mut job: jobs::Job) -> Self {
        Self {
            version: job.version,
            priority: job.priority,
            params: kept(Some(std::mem::take(&mut job.params))),
            result: kept(job.result.take()),
            run_at: job.due,
            cancel_asked_at: job.cancel_asked,
            item: job.into(),
        }
    }
}

/// A page of jobs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobList {
    pub(crate) jobs: Vec<JobItem>,
    /// How many there are in all.
    pub(crate) total: i64,
    /// Which page this is, from 1.
    pub(crate) page: i64,
    /// The page size as it was used.
    pub(crate) size: i64,
}

/// Which jobs are listed: every condition that is given must hold.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct JobQuery {
    /// `pending running succeeded failed canceled timeout`; also `completed` and `cancelled`.
    status: Option<String>,
    function_id: Option<String>,
    /// The user name of who asked for them.
    actor: Option<String>,
    game_id: Option<String>,
    env: Option<String>,
    /// The number of a ticket.
    #[param(value_type = Option<i64>)]
    ticket_id: Option<String>,
    /// A filter of the filter language, such as `duration > 5m and state in (failed, timeout)`.
    filter: Option<String>,
    /// From 1, which is where it starts when left out.
    #[param(value_type = Option<i64>, minimum = 1)]
    page: Option<String>,
    /// 20 when left out; past 200 taken as 200.
    #[param(value_type = Option<i64>, minimum = 1)]
    size: Option<String>,
}

impl JobQuery {
    /// The conditions, the filter and the page.
    pub(crate) fn read(self) -> Result<(jobs::Filter, String, Page), Rejection> {
        let page = Page::parse_as(self.page.as_deref(), ("size", self.size.as_deref()), LARGEST_PAGE)?;
        let filter = jobs::Filter {
            state: state("status", self.status.as_deref())?,
            function: self.function_id.and_then(filled),
            actor: self.actor.and_then(filled),
            game_id: self.game_id.and_then(filled),
            env: self.env.and_then(filled),
            ticket: int_param("ticket_id", self.ticket_id.as_deref())?.map(domain::id::TicketId),
            ..jobs::Filter::default()
        };
        Ok((filter, self.filter.unwrap_or_default(), page))
    }
}

/// A parameter that is a state; an empty one is none.
pub(crate) fn state(name: &str, text: Option<&str>) -> Result<Option<State>, Rejection> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(word) => State::parse(word).map(Some).ok_or_else(|| {
            let allowed = State::ALL.map(State::word).join(", ");
            Rejection::malformed(name, msg!("value.one_of", allowed = allowed))
        }),
    }
}

/// A job that is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"functionId": "player.ban", "params": {"playerId": "p-1007", "days": 3}}))]
pub(crate) struct NewJob {
    #[serde(default)]
    #[schema(required = true)]
    function_id: String,
    /// What the function takes; `{}` when left out. At most 256 KiB.
    params: Option<Value>,
    /// A second asking with the same key gives the job of the first; with another request it is refused.
    idempotency_key: Option<String>,
    /// When it is begun at the earliest; at once when left out.
    #[schema(format = DateTime)]
    run_at: Option<String>,
    /// -100 to 100, the higher is first; 0 when left out.
    #[schema(minimum = -100, maximum = 100)]
    priority: Option<i64>,
    /// The number or key of the ticket that it is about: jobs of one ticket run one after another.
    #[schema(value_type = Option<String>)]
    ticket_id: Option<Value>,
    /// How long one attempt may take; what the function says when left out.
    timeout_ms: Option<i64>,
    /// How often it is tried at most where it fails; what the function says when left out.
    max_attempts: Option<i64>,
}

/// For which game and environment, and out of which request.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    pub(crate) game_id: String,
    pub(crate) env: String,
    pub(crate) trace_id: String,
}

impl NewJob {
    /// What is asked for.
    pub(crate) fn read(self, scope: Scope) -> Result<enqueue::Command, Rejection> {
        super::page::present(&[("functionId", &self.function_id)])?;
        let run_at = self.run_at.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let run_at =
            run_at.map(|text| At::parse(text).ok_or_else(|| Rejection::invalid("runAt", msg!("value.time"))));
        let ticket = match self.ticket_id {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => filled(text.trim().to_owned()),
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(_) => return Err(Rejection::malformed("ticketId", msg!("value.text"))),
        };
        // What cannot be kept cannot be looked for either.
        for (field, text) in [("functionId", Some(&self.function_id)), ("ticketId", ticket.as_ref())] {
            if text.is_some_and(|text| text.contains(char::is_control)) {
                return Err(Rejection::invalid(field, msg!("text.control")));
            }
        }
        Ok(enqueue::Command {
            function: self.function_id,
            params: params(self.params),
            key: self.idempotency_key,
            run_at: run_at.transpose()?,
            priority: self.priority.unwrap_or(0),
            ticket,
            timeout_ms: self.timeout_ms,
            max_attempts: self.max_attempts,
            game_id: scope.game_id,
            env: scope.env,
            trace_id: scope.trace_id,
        })
    }
}

/// Parameters as they are kept: whoever gives none gives an empty object.
pub(crate) fn params(given: Option<Value>) -> String {
    given.map_or_else(|| "{}".to_owned(), |value| value.to_string())
}

/// Other parameters for the same job.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"params": {"playerId": "p-1007", "days": 7}}))]
pub(crate) struct Rerun {
    /// The same as before when left out.
    pub(crate) params: Option<Value>,
}

/// The job that was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"jobId": "4711"}))]
pub(crate) struct Started {
    job_id: String,
}

impl From<enqueue::Enqueued> for Started {
    fn from(done: enqueue::Enqueued) -> Self {
        Self { job_id: done.id.to_string() }
    }
}

/// Something that a job has told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"seq": 3, "type": "progress", "message": "half of it", "progress": 50,
    "at": "2026-11-21T08:00:00.500000Z"}))]
pub(crate) struct JobEvent {
    /// 1, 2, 3 … without gaps.
    seq: i64,
    #[serde(rename = "type")]
    #[schema(schema_with = event_words)]
    kind: &'static str,
    message: String,
    /// 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    progress: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<Value>,
    #[schema(value_type = String, format = DateTime)]
    at: At,
}

impl JobEvent {
    /// What it is called in a stream.
    pub(crate) const fn name(&self) -> &'static str {
        self.kind
    }

    /// Its place.
    pub(crate) const fn seq(&self) -> i64 {
        self.seq
    }
}

impl From<jobs::Event> for JobEvent {
    fn from(event: jobs::Event) -> Self {
        Self {
            seq: event.seq,
            kind: event.kind.word(),
            message: event.message,
            progress: event.progress,
            payload: kept(event.payload),
            at: event.at,
        }
    }
}

/// What a job has told so far.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobEvents {
    pub(crate) events: Vec<JobEvent>,
    /// Whether the last of them is the outcome.
    pub(crate) done: bool,
}

/// What came of a job.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"jobId": "4711", "done": true, "state": "succeeded", "payload": {"banned": true}, "events": []}))]
pub(crate) struct JobResult {
    job_id: String,
    /// Whether it is over.
    done: bool,
    #[schema(schema_with = state_words)]
    state: &'static str,
    /// Its result.
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error: Option<String>,
    events: Vec<JobEvent>,
}

impl JobResult {
    /// The job and all that it has told.
    pub(crate) fn of(job: jobs::Job, events: Vec<JobEvent>) -> Self {
        Self {
            job_id: job.id.to_string(),
            done: job.state.is_over(),
            state: job.state.word(),
            payload: kept(job.result),
            error: job.error,
            events,
        }
    }
}

/// What opens one job's stream.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"token": "gds_MSA0NzExIHM3IDE3OTU.c2lnbmVk", "expiresAt": "2026-11-21T08:01:00.000000Z",
    "url": "/api/v1/jobs/4711/stream?token=gds_MSA0NzExIHM3IDE3OTU.c2lnbmVk"}))]
pub(crate) struct StreamToken {
    pub(crate) token: String,
    /// Until when the stream can be opened with it; one that is open stays so.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) expires_at: At,
    /// Where, behind the address of this server.
    pub(crate) url: String,
}
