//! What outside workers ask and tell.

use super::job::kept;
use app::jobs::{
    callback,
    workers::{self, Beat, Kept, LEASE, Leased, Wish},
};
use domain::{
    At, Fault, Rejection,
    job::{Again, EventType, Outcome, Told},
    msg,
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use utoipa::{ToSchema, openapi::schema::Object};

fn told_words() -> Object {
    super::page::one_of(TOLD.map(EventType::word))
}

/// What a worker may tell: how a job came out it says by completing or failing it.
const TOLD: [EventType; 4] = [EventType::Progress, EventType::Log, EventType::Stdout, EventType::Stderr];

/// The field that names a lease.
const TOKEN: &str = "leaseToken";

/// The wish for jobs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"functions": ["report.render"], "max": 1, "waitSeconds": 20, "worker": "render-3"}))]
pub(crate) struct LeaseWish {
    /// The ids of the functions that it does, 1 to 100.
    #[serde(default)]
    #[schema(required = true)]
    functions: Vec<String>,
    /// How many jobs at most, 1 to 100; 1 when left out.
    max: Option<i64>,
    /// For how long a first job is waited for, at most 20; 0 when left out.
    wait_seconds: Option<i64>,
    /// For how long each is the worker's without another word, 1 to 3600; 30 when left out.
    lease_seconds: Option<i64>,
    /// What people are shown; the user name when left out.
    worker: Option<String>,
}

impl LeaseWish {
    /// The wish, and for how many seconds a first job is waited for.
    pub(crate) fn read(self) -> Result<(Wish, i64), Rejection> {
        let wait = self.wait_seconds.unwrap_or(0);
        if !(0..=workers::LONGEST_WAIT).contains(&wait) {
            let why = msg!("value.between", min = 0, max = workers::LONGEST_WAIT);
            return Err(Rejection::invalid("waitSeconds", why));
        }
        let wish = Wish {
            functions: self.functions,
            most: self.max.unwrap_or(1),
            lease: self.lease_seconds.unwrap_or(LEASE),
            name: self.worker.unwrap_or_default().trim().to_owned(),
        };
        Ok((wish, wait))
    }
}

/// Jobs that are the worker's for a while.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeaseList {
    jobs: Vec<LeasedJob>,
}

/// One of them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"jobId": "4711", "functionId": "report.render", "params": {"month": "2026-10"}, "attempt": 1,
    "leaseToken": "30-hT5vC1z8QpLkN2mXyRbWdA7sEfGjU4oIq9KxZt6BYwV", "leaseUntil": "2026-11-21T08:00:30.000000Z",
    "deadline": "2026-11-21T08:01:00.000000Z"}))]
struct LeasedJob {
    job_id: String,
    function_id: String,
    params: Value,
    /// Which attempt this is, from 1.
    attempt: i64,
    /// Proves that the job is this worker's; shown here only.
    lease_token: String,
    /// Until when it is the worker's without another word.
    #[schema(value_type = String, format = DateTime)]
    lease_until: At,
    /// Until when it must be done.
    #[schema(value_type = String, format = DateTime)]
    deadline: At,
}

impl From<Vec<Leased>> for LeaseList {
    fn from(leased: Vec<Leased>) -> Self {
        let jobs = leased.into_iter().map(|leased| LeasedJob {
            job_id: leased.run.id.to_string(),
            function_id: leased.run.function,
            params: kept(Some(leased.run.params)).unwrap_or_default(),
            attempt: leased.run.attempt,
            lease_token: leased.token,
            lease_until: leased.until,
            deadline: leased.deadline,
        });
        Self { jobs: jobs.collect() }
    }
}

/// That the worker is still at it, and what has happened since.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"leaseToken": "30-hT5vC1z8QpLkN2mXyRbWdA7sEfGjU4oIq9KxZt6BYwV", "progress": 40,
    "events": [{"type": "log", "message": "page 4 of 10"}]}))]
pub(crate) struct Heartbeat {
    #[schema(required = true, value_type = String)]
    lease_token: Option<String>,
    /// At most 1000.
    events: Option<Vec<ToldEvent>>,
    /// 0 to 100.
    #[schema(minimum = 0, maximum = 100)]
    progress: Option<i64>,
}

/// Something that has happened.
#[derive(Debug, Deserialize, ToSchema)]
struct ToldEvent {
    #[serde(rename = "type", default)]
    #[schema(schema_with = told_words)]
    kind: Option<String>,
    /// At most 64 KiB; the rest is cut off.
    message: Option<String>,
    /// 0 to 100.
    progress: Option<i64>,
    /// At most 64 KiB.
    payload: Option<Value>,
}

impl Heartbeat {
    /// The token and what is told.
    pub(crate) fn read(self) -> Result<(String, Beat), Rejection> {
        Ok((token(self.lease_token)?, beat(self.events.unwrap_or_default(), self.progress)?))
    }
}

/// Reads what is told between.
fn beat(events: Vec<ToldEvent>, progress: Option<i64>) -> Result<Beat, Rejection> {
    let mut faults = Vec::new();
    let events = events.into_iter().enumerate().map(|(place, told)| {
        let word = told.kind.as_deref().unwrap_or(EventType::Log.word());
        let kind = EventType::parse(word).filter(|kind| TOLD.contains(kind)).unwrap_or_else(|| {
            let allowed = TOLD.map(EventType::word).join(", ");
            let why = msg!("value.one_of", allowed = allowed);
            faults.push(Fault::new(format!("events[{place}].type"), why));
            EventType::Log
        });
        if told.progress.is_some_and(|progress| !(0..=100).contains(&progress)) {
            let why = msg!("value.between", min = 0, max = 100);
            faults.push(Fault::new(format!("events[{place}].progress"), why));
        }
        Told {
            kind,
            message: told.message.unwrap_or_default(),
            progress: told.progress,
            payload: told.payload.filter(|payload| !payload.is_null()).map(|payload| payload.to_string()),
        }
    });
    let events = events.collect();
    if faults.is_empty() { Ok(Beat { events, progress }) } else { Err(Rejection::Invalid(faults)) }
}

/// How the job stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"leaseUntil": "2026-11-21T08:01:00.000000Z", "cancel": false}))]
pub(crate) struct Held {
    #[schema(value_type = String, format = DateTime)]
    lease_until: At,
    /// Whether the worker is to stop, and to fail the job.
    cancel: bool,
}

impl From<Kept> for Held {
    fn from(kept: Kept) -> Self {
        Self { lease_until: kept.until, cancel: kept.cancel }
    }
}

/// That the job is done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"leaseToken": "30-hT5vC1z8QpLkN2mXyRbWdA7sEfGjU4oIq9KxZt6BYwV", "result": {"pages": 10}}))]
pub(crate) struct Completion {
    #[schema(required = true, value_type = String)]
    lease_token: Option<String>,
    /// At most 1 MiB.
    result: Option<Value>,
}

impl Completion {
    /// The token and the result as JSON text.
    pub(crate) fn read(self) -> Result<(String, Option<String>), Rejection> {
        let token = token(self.lease_token)?;
        Ok((token, self.result.map(|result| result.to_string())))
    }
}

/// The secret of a lease, which has to be named. Whether it is one is seen when it is used.
fn token(given: Option<String>) -> Result<String, Rejection> {
    super::page::given(&[(TOKEN, given.is_some())])?;
    Ok(given.unwrap_or_default())
}

/// That the job was done in vain.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"leaseToken": "30-hT5vC1z8QpLkN2mXyRbWdA7sEfGjU4oIq9KxZt6BYwV", "error": "no such month", "retry": false}))]
pub(crate) struct JobFailure {
    #[schema(required = true, value_type = String)]
    lease_token: Option<String>,
    /// Why; at most 16 KiB, the rest is cut off.
    #[schema(required = true, value_type = String)]
    error: Option<String>,
    /// Whether another attempt might do better; it might when left out. There is one where attempts are left.
    retry: Option<bool>,
}

impl JobFailure {
    /// The token, what went wrong, and whether another attempt might do better.
    pub(crate) fn read(self) -> Result<(String, String, Again), Rejection> {
        super::page::given(&[(TOKEN, self.lease_token.is_some()), ("error", self.error.is_some())])?;
        let again = if self.retry == Some(false) { Again::Never } else { Again::Maybe };
        Ok((self.lease_token.unwrap_or_default(), self.error.unwrap_or_default(), again))
    }
}

/// What answers a request later.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"result": {"pages": 10}}))]
pub(crate) struct Callback {
    /// Ends the job; may be null. At most 1 MB.
    #[serde(default, deserialize_with = "given")]
    result: Option<Value>,
    /// Ends the job in vain; at most 16 KiB, the rest is cut off.
    error: Option<String>,
    /// Whether another attempt might do better than one that ended in vain; it might when left out. There is one where
    /// attempts are left.
    retry: Option<bool>,
    /// What has happened, where the job is not over yet; at most 1000.
    events: Option<Vec<ToldEvent>>,
    /// 0 to 100, where the job is not over yet.
    #[schema(minimum = 0, maximum = 100)]
    progress: Option<i64>,
}

/// A value that is there, also when it is null.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl Callback {
    /// What it says. A result and an error at once are refused, and so is nothing at all.
    pub(crate) fn read(self) -> Result<callback::Answer, Rejection> {
        let between = self.events.is_some() || self.progress.is_some();
        match (self.result, self.error) {
            (Some(_), Some(_)) => Err(Rejection::invalid("error", msg!("job.either"))),
            (Some(_), None) if between => Err(Rejection::invalid("result", msg!("job.between"))),
            (None, Some(_)) if between => Err(Rejection::invalid("error", msg!("job.between"))),
            (Some(result), None) => Ok(callback::Answer::End(Outcome::Succeeded(Some(result.to_string())))),
            (None, Some(error)) => {
                let again = if self.retry == Some(false) { Again::Never } else { Again::Maybe };
                Ok(callback::Answer::End(Outcome::Failed { error, again }))
            }
            (None, None) if between => {
                Ok(callback::Answer::Between(beat(self.events.unwrap_or_default(), self.progress)?))
            }
            (None, None) => Err(Rejection::invalid("result", msg!("job.no_answer"))),
        }
    }
}

/// That an answer was taken.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"code": 0, "message": "OK", "cancel": false}))]
pub(crate) struct CalledBack {
    code: u16,
    message: &'static str,
    /// Whether somebody wants the job stopped.
    cancel: bool,
}

impl CalledBack {
    /// The answer, and whether the job was asked to stop.
    pub(crate) const fn new(cancel: bool) -> Self {
        Self { code: 0, message: "OK", cancel }
    }
}
