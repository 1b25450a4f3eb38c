//! Calls of functions: jobs, as those who look back at them see them.

use super::job::{filled, kept, milliseconds, state, state_words};
use app::jobs;
use domain::{At, Rejection};
use http_kit::{Page, time_param};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// The most calls on one page.
const LARGEST_PAGE: i64 = 200;
/// In a list, parameters and results of more bytes are left out: one call has them whole.
const LARGEST_LISTED: usize = 16 << 10;
/// Whose calls are not those of a person.
const SYSTEM: &str = "system";

/// A call.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"id": "4711", "job_id": "4711", "function_id": "player.ban", "status": "succeeded", "game_id": "g1",
    "env": "prod", "actor_id": "ann", "actor_type": "user", "started_at": "2026-11-21T08:00:00.010000Z",
    "finished_at": "2026-11-21T08:00:01.250000Z", "duration_ms": 1240, "payload": {"playerId": "p-1007"},
    "result": {"banned": true}, "retry_count": 0, "created_at": "2026-11-21T08:00:00.000000Z"}))]
pub(crate) struct Call {
    id: String,
    job_id: String,
    function_id: String,
    #[schema(schema_with = state_words)]
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    game_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    env: Option<String>,
    /// The user name of who called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    actor_id: Option<String>,
    /// `user` or `system`.
    actor_type: &'static str,
    /// When its newest attempt began.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, required = false)]
    started_at: Option<At>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, required = false)]
    finished_at: Option<At>,
    /// How long its newest attempt took.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    duration_ms: Option<i64>,
    /// What it was given. In lists it is left out where it is large.
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<Value>,
    /// What it gave. In lists it is left out where it is large.
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error_msg: Option<String>,
    /// How often it was begun again.
    retry_count: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
}

impl Call {
    /// The call in a list.
    pub(crate) fn listed(mut job: jobs::Job) -> Self {
        if job.params.len() > LARGEST_LISTED {
            job.params.clear();
        }
        job.result = job.result.filter(|result| result.len() <= LARGEST_LISTED);
        job.into()
    }
}

impl From<jobs::Job> for Call {
    fn from(job: jobs::Job) -> Self {
        let id = job.id.to_string();
        Self {
            id: id.clone(),
            job_id: id,
            function_id: job.function,
            status: job.state.word(),
            game_id: filled(job.game_id),
            env: filled(job.env),
            actor_type: if job.actor == SYSTEM { SYSTEM } else { "user" },
            actor_id: filled(job.actor),
            started_at: job.started,
            finished_at: job.ended,
            duration_ms: milliseconds(job.started, job.ended),
            payload: kept(filled(job.params)),
            result: kept(job.result),
            error_msg: job.error,
            retry_count: (job.attempt - 1).max(0),
            created_at: job.created,
        }
    }
}

/// A page of calls.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CallList {
    pub(crate) calls: Vec<Call>,
    /// How many there are in all.
    pub(crate) total: i64,
    /// Which page this is, from 1.
    pub(crate) page: i64,
    /// The page size as it was used.
    pub(crate) page_size: i64,
}

/// Which calls are meant: every condition that is given must hold.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CallFilter {
    function_id: Option<String>,
    game_id: Option<String>,
    env: Option<String>,
    /// `pending running succeeded failed canceled timeout`; also `completed` and `cancelled`.
    status: Option<String>,
    /// The user name of who called.
    actor_id: Option<String>,
    /// RFC 3339: made at this time or later.
    #[param(format = DateTime)]
    start_time: Option<String>,
    /// RFC 3339: made at this time or earlier.
    #[param(format = DateTime)]
    end_time: Option<String>,
    /// A filter of the filter language, such as `retries > 0 or duration > 5m`.
    filter: Option<String>,
}

impl CallFilter {
    /// The conditions and the filter.
    pub(crate) fn read(self) -> Result<(jobs::Filter, String), Rejection> {
        let filter = jobs::Filter {
            state: state("status", self.status.as_deref())?,
            function: self.function_id.and_then(filled),
            actor: self.actor_id.and_then(filled),
            game_id: self.game_id.and_then(filled),
            env: self.env.and_then(filled),
            from: time_param("start_time", self.start_time.as_deref())?,
            to: time_param("end_time", self.end_time.as_deref())?,
            ..jobs::Filter::default()
        };
        Ok((filter, self.filter.unwrap_or_default()))
    }
}

/// Which page of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CallPage {
    /// From 1, which is where it starts when left out.
    #[param(value_type = Option<i64>, minimum = 1)]
    page: Option<String>,
    /// 20 when left out; past 200 taken as 200.
    #[param(value_type = Option<i64>, minimum = 1)]
    page_size: Option<String>,
}

impl CallPage {
    /// The page.
    pub(crate) fn read(&self) -> Result<Page, Rejection> {
        Page::parse_as(self.page.as_deref(), ("page_size", self.page_size.as_deref()), LARGEST_PAGE)
    }
}

/// How all calls that are meant came out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"total": 120, "succeeded": 100, "failed": 9, "running": 2, "cancelled": 4, "timeout": 1, "other": 4,
    "avg_duration_ms": 842}))]
pub(crate) struct CallStats {
    total: i64,
    succeeded: i64,
    failed: i64,
    running: i64,
    cancelled: i64,
    timeout: i64,
    /// Those that have not begun.
    other: i64,
    /// Over all that are over and had begun: how long the newest attempt took. 0 where there is none.
    avg_duration_ms: i64,
}

impl From<jobs::Stats> for CallStats {
    fn from(stats: jobs::Stats) -> Self {
        Self {
            total: stats.total(),
            succeeded: stats.succeeded,
            failed: stats.failed,
            running: stats.running,
            cancelled: stats.canceled,
            timeout: stats.timeout,
            other: stats.pending,
            avg_duration_ms: stats.micros.checked_div(stats.timed).unwrap_or(0) / 1_000,
        }
    }
}

/// Another payload for the same call.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"payload": {"playerId": "p-1007", "days": 7}}))]
pub(crate) struct CallAgain {
    /// The same as before when left out.
    pub(crate) payload: Option<Value>,
}

/// The job that was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"job_id": "4712"}))]
pub(crate) struct CalledAgain {
    pub(crate) job_id: String,
}
