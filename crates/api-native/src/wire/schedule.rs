//! Schedules.

use super::job::kept;
use app::jobs::schedule;
use domain::{At, cron::offset_text};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// A function that is run at times that come again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": "Lk20xPzQ", "name": "Nightly report", "functionId": "report.render", "cron": "30 2 * * *",
    "utcOffset": "+08:00", "params": {"days": 1}, "actor": "ann", "enabled": true, "nextAt": "2026-11-21T18:30:00.000000Z",
    "lastAt": "2026-11-20T18:30:00.000000Z", "lastJobId": "4711", "lastError": null, "version": 1,
    "createdAt": "2026-11-01T08:00:00.000000Z", "updatedAt": "2026-11-01T08:00:00.000000Z"}))]
pub(crate) struct Schedule {
    id: String,
    name: String,
    function_id: String,
    /// Minute, hour, day of the month, month, day of the week; or `@hourly @daily @weekly @monthly @yearly`.
    cron: String,
    /// Of its clock: no time is skipped or comes twice.
    utc_offset: String,
    params: Value,
    /// The user name of whom its jobs are run for.
    actor: String,
    enabled: bool,
    /// Null while it is not enabled.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    next_at: Option<At>,
    /// The time that it was run for last; null for never.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    last_at: Option<At>,
    /// The job of that time.
    #[schema(required = true)]
    last_job_id: Option<String>,
    /// Why there was none.
    #[schema(required = true)]
    last_error: Option<String>,
    /// Grows by one with every change.
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    #[schema(value_type = String, format = DateTime)]
    updated_at: At,
}

impl From<schedule::Schedule> for Schedule {
    fn from(schedule: schedule::Schedule) -> Self {
        Self {
            id: schedule.id,
            name: schedule.name,
            function_id: schedule.function,
            cron: schedule.cron,
            utc_offset: offset_text(schedule.offset),
            params: kept(Some(schedule.params)).unwrap_or_default(),
            actor: schedule.actor,
            enabled: schedule.enabled,
            next_at: schedule.next,
            last_at: schedule.last,
            last_job_id: schedule.last_job.map(|job| job.to_string()),
            last_error: schedule.last_error,
            version: schedule.version,
            created_at: schedule.created,
            updated_at: schedule.updated,
        }
    }
}

/// A new schedule, or what is to be changed of one; there, what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"name": "Nightly report", "functionId": "report.render", "cron": "30 2 * * *", "utcOffset": "+08:00"}))]
pub(crate) struct ScheduleWish {
    /// At most 100 characters.
    name: Option<String>,
    function_id: Option<String>,
    /// Minute, hour, day of the month, month, day of the week; or `@hourly @daily @weekly @monthly @yearly`.
    cron: Option<String>,
    /// Such as `+08:00`; `Z` when left out.
    utc_offset: Option<String>,
    /// `{}` when left out.
    params: Option<Value>,
    /// Whether it is run; it is when left out.
    enabled: Option<bool>,
}

impl From<ScheduleWish> for schedule::Wish {
    fn from(wish: ScheduleWish) -> Self {
        Self {
            name: wish.name,
            function: wish.function_id,
            cron: wish.cron,
            offset: wish.utc_offset,
            params: wish.params.map(|params| params.to_string()),
            enabled: wish.enabled,
        }
    }
}
