//! Schedules: functions that are run at times that come again.

use crate::wire::{
    page::{Listing, PageQuery},
    schedule::{Schedule, ScheduleWish},
    ticket::Done,
};
use app::{App, jobs::schedule};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Query, Reply, Who, fresh_whole, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, update, delete))
}

/// A page of the schedules, oldest first, for those who may manage functions.
#[utoipa::path(get, path = "/schedules", tag = "schedules", operation_id = "listSchedules", params(PageQuery),
    responses((status = 200, body = Listing<Schedule>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let page = page.read()?;
    let found = app.read(&who, schedule::list).await?;
    Ok(json(StatusCode::OK, &Listing::cut(found.into_iter().map(Schedule::from), page)))
}

/// Makes a schedule. Its jobs are run in the caller's name, with the rights that they have then.
#[utoipa::path(post, path = "/schedules", tag = "schedules", operation_id = "createSchedule", request_body = ScheduleWish,
    responses((status = 201, body = Schedule)))]
async fn create(State(app): State<App>, change: Change, body: Body<ScheduleWish>) -> Result<Response, Fail> {
    let wish = schedule::Wish::from(body.value);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let made = schedule::create(cx, &wish)?;
            let version = made.version;
            Ok(Reply::json(StatusCode::CREATED, &Schedule::from(made))?.etag(version))
        })
        .await
}

/// A schedule.
#[utoipa::path(get, path = "/schedules/{id}", tag = "schedules", operation_id = "getSchedule",
    params(("id" = String, Path, description = "the schedule's short id")), responses((status = 200, body = Schedule)))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let found = app.read(&who, move |cx| schedule::get(cx, &id)).await?;
    Ok(fresh_whole(&headers, found.version, &Schedule::from(found)))
}

/// Changes a schedule; what is left out stays. From then on it is run in the caller's name.
#[utoipa::path(put, path = "/schedules/{id}", tag = "schedules", operation_id = "updateSchedule",
    params(("id" = String, Path, description = "the schedule's short id")), request_body = ScheduleWish,
    responses((status = 200, body = Schedule)))]
async fn update(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<ScheduleWish>,
) -> Result<Response, Fail> {
    let wish = schedule::Wish::from(body.value);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let changed = schedule::update(cx, &id, &wish, &|version| if_match.check(version))?;
            let version = changed.version;
            Ok(Reply::json(StatusCode::OK, &Schedule::from(changed))?.etag(version))
        })
        .await
}

/// Removes a schedule; the jobs that it has asked for go on.
#[utoipa::path(delete, path = "/schedules/{id}", tag = "schedules", operation_id = "deleteSchedule",
    params(("id" = String, Path, description = "the schedule's short id")), responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(id): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, if_match| {
            schedule::delete(cx, &id, &|version| if_match.check(version))?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}
