//! Figures about tickets: what a dashboard draws. Each comes with the filter that lists its tickets.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::stats::{
    AgeStats, FlowStats, LoadStats, PriorityStats, StatsQuery, StatusStats, TimesStats,
};
use app::{App, Pace, stats};
use axum::{extract::State, http::StatusCode, response::Response};
use http_kit::{Fail, Query, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(flow))
        .routes(routes!(status))
        .routes(routes!(priority))
        .routes(routes!(ages))
        .routes(routes!(load))
        .routes(routes!(times))
}

/// Tickets made, and tickets first resolved or closed, day by day.
///
/// The last 30 days unless `from` and `to` say otherwise, at most 400; days are whole ones of `zone`.
#[utoipa::path(get, path = "/stats/flow", tag = "stats", operation_id = "getFlowStats", params(StatsQuery),
    responses((status = 200, body = FlowStats)))]
async fn flow(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<StatsQuery>,
) -> Result<Response, Fail> {
    let wish = query.read()?;
    let zone = wish.zone;
    let found = app.read_at(&who, Pace::AtLength, move |cx| stats::flow(cx, &wish)).await?;
    Ok(json(StatusCode::OK, &FlowStats::new(found, zone)))
}

/// Tickets by status, and by what it means.
#[utoipa::path(get, path = "/stats/status", tag = "stats", operation_id = "getStatusStats", params(StatsQuery),
    responses((status = 200, body = StatusStats)))]
async fn status(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<StatsQuery>,
) -> Result<Response, Fail> {
    let wish = query.read()?;
    let found = app.read_at(&who, Pace::AtLength, move |cx| stats::statuses(cx, &wish)).await?;
    Ok(json(StatusCode::OK, &StatusStats::from(found)))
}

/// Tickets by priority.
#[utoipa::path(get, path = "/stats/priority", tag = "stats", operation_id = "getPriorityStats", params(StatsQuery),
    responses((status = 200, body = PriorityStats)))]
async fn priority(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<StatsQuery>,
) -> Result<Response, Fail> {
    let wish = query.read()?;
    let found = app.read_at(&who, Pace::AtLength, move |cx| stats::priorities(cx, &wish)).await?;
    Ok(json(StatusCode::OK, &PriorityStats::from(found)))
}

/// Tickets still to be worked on (`new active paused`), by how long ago they were made.
#[utoipa::path(get, path = "/stats/ages", tag = "stats", operation_id = "getAgeStats", params(StatsQuery),
    responses((status = 200, body = AgeStats)))]
async fn ages(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<StatsQuery>,
) -> Result<Response, Fail> {
    let wish = query.read()?;
    let found = app.read_at(&who, Pace::AtLength, move |cx| stats::ages(cx, &wish)).await?;
    Ok(json(StatusCode::OK, &AgeStats::from(found)))
}

/// Tickets still to be worked on (`new active paused`), by who has them.
#[utoipa::path(get, path = "/stats/load", tag = "stats", operation_id = "getLoadStats", params(StatsQuery),
    responses((status = 200, body = LoadStats)))]
async fn load(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<StatsQuery>,
) -> Result<Response, Fail> {
    let wish = query.read()?;
    let found = app.read_at(&who, Pace::AtLength, move |cx| stats::load(cx, &wish)).await?;
    Ok(json(StatusCode::OK, &LoadStats::from(found)))
}

/// How long it took until tickets were taken up, and until they were resolved or closed, by the day on which that was.
///
/// The last 30 days unless `from` and `to` say otherwise, at most 400; days are whole ones of `zone`. A ticket counts on the day on
/// which it was first taken up or done with, whenever it was made, also where it was opened again since.
#[utoipa::path(get, path = "/stats/times", tag = "stats", operation_id = "getTimesStats", params(StatsQuery),
    responses((status = 200, body = TimesStats)))]
async fn times(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<StatsQuery>,
) -> Result<Response, Fail> {
    let wish = query.read()?;
    let zone = wish.zone;
    let found = app.read_at(&who, Pace::AtLength, move |cx| stats::times(cx, &wish)).await?;
    Ok(json(StatusCode::OK, &TimesStats::new(found, zone)))
}
