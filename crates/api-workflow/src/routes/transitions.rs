//! Transitions: offered, taken, defined.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::{
    request::{Changing, Reading, Wishing},
    wire::{
        path::{OfTask, OfTeam, OfTransition, OfType},
        transition::{
            TaskManHourAnswer, TaskNewManHour, TaskSinceQuery, TaskStamped, TaskSteps, TaskTransit,
            TaskTransited, TaskTransitionAnswer, TaskTransitionWish, TaskTransitions,
        },
    },
};
use app::{
    App,
    tasks::{definitions, transit},
};
use axum::{http::StatusCode, response::Response};
use http_kit::{Fail, Path, Query, Reply, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(offered))
        .routes(routes!(new_transit))
        .routes(routes!(log))
        .routes(routes!(add))
        .routes(routes!(update))
        .routes(routes!(delete))
}

/// The steps that start at the task's status and that the caller may take.
#[utoipa::path(get, path = "/team/{team}/task/{task}/transitions", tag = "tasks", operation_id = "taskTransitions",
    params(OfTask), responses((status = 200, body = TaskSteps)))]
async fn offered(reading: Reading, Path((_team, task)): Path<(String, String)>) -> Result<Response, Fail> {
    let found = reading.read(move |cx| transit::offers(cx, &task)).await?;
    Ok(json(StatusCode::OK, &TaskSteps::new(found, reading.lang)))
}

/// Takes a step. Of two who take one at the same time one wins; the other is told the status now.
#[utoipa::path(post, path = "/team/{team}/task/{task}/new_transit", tag = "tasks", operation_id = "newTransit",
    request_body = TaskTransit, params(OfTask), responses((status = 200, body = TaskTransited)))]
async fn new_transit(
    Path((_team, task)): Path<(String, String)>,
    Wishing(changing, body): Wishing<TaskTransit>,
) -> Result<Response, Fail> {
    let command = body.command();
    changing
        .run(move |cx, if_match| {
            let done = transit::run(cx, &task, &command, &|v| if_match.check(v))?;
            Ok(Reply::json(StatusCode::OK, &TaskTransited::from(&done))?.etag(done.ticket.version))
        })
        .await
}

/// Every transition of the team; with `since` those that were changed after that stamp, and those that were deleted.
#[utoipa::path(get, path = "/team/{team}/transitions", tag = "tasks", operation_id = "transitions",
    params(OfTeam, TaskSinceQuery), responses((status = 200, body = TaskTransitions)))]
async fn list(reading: Reading, Query(query): Query<TaskSinceQuery>) -> Result<Response, Fail> {
    let (since, lang) = (query.read()?, reading.lang);
    let listed = reading.read(move |cx| definitions::list(cx, since, lang)).await?;
    Ok(json(StatusCode::OK, &TaskTransitions::new(listed)))
}

/// Adds a transition. The workflow has a new version at once.
#[utoipa::path(post, path = "/team/{team}/project/{project}/issue_type/{kind}/transitions/add", tag = "tasks",
    operation_id = "addTransition", request_body = TaskTransitionWish, params(OfType),
    responses((status = 200, body = TaskTransitionAnswer)))]
async fn add(
    Path((_team, project, kind)): Path<(String, String, String)>,
    Wishing(changing, body): Wishing<TaskTransitionWish>,
) -> Result<Response, Fail> {
    let (sent, lang) = (body.read()?, changing.lang);
    changing
        .answer(move |cx, _| {
            let (told, stamp) = definitions::add(cx, (&project, &kind), &sent, lang)?;
            Ok(TaskTransitionAnswer::new(told, stamp))
        })
        .await
}

/// Changes a transition: keys that are not sent stay. The workflow has a new version at once.
#[utoipa::path(post, path = "/team/{team}/project/{project}/issue_type/{kind}/transition/{transition}/update", tag = "tasks",
    operation_id = "updateTransition", request_body = TaskTransitionWish, params(OfTransition),
    responses((status = 200, body = TaskTransitionAnswer)))]
async fn update(
    Path((_team, project, kind, transition)): Path<(String, String, String, String)>,
    Wishing(changing, body): Wishing<TaskTransitionWish>,
) -> Result<Response, Fail> {
    let (sent, lang) = (body.read()?, changing.lang);
    changing
        .answer(move |cx, _| {
            let (told, stamp) = definitions::update(cx, (&project, &kind, &transition), &sent, lang)?;
            Ok(TaskTransitionAnswer::new(told, stamp))
        })
        .await
}

/// Takes a transition away. The workflow has a new version at once. The body is not looked at.
#[utoipa::path(post, path = "/team/{team}/project/{project}/issue_type/{kind}/transition/{transition}/delete", tag = "tasks",
    operation_id = "deleteTransition", params(OfTransition), responses((status = 200, body = TaskStamped)))]
async fn delete(
    changing: Changing,
    Path((_team, project, kind, transition)): Path<(String, String, String, String)>,
) -> Result<Response, Fail> {
    changing
        .answer(move |cx, _| Ok(TaskStamped::new(definitions::delete(cx, &project, &kind, &transition)?)))
        .await
}

/// Writes hours down on a task.
#[utoipa::path(post, path = "/team/{team}/task/{task}/manhours/add", tag = "tasks", operation_id = "addManHour",
    request_body = TaskNewManHour, params(OfTask), responses((status = 200, body = TaskManHourAnswer)))]
async fn log(
    Path((_team, task)): Path<(String, String)>,
    Wishing(changing, body): Wishing<TaskNewManHour>,
) -> Result<Response, Fail> {
    let (at, worked) = body.read();
    changing
        .run(move |cx, if_match| {
            let (logged, ticket) = transit::log(cx, &task, (at, &worked), &|v| if_match.check(v))?;
            let answer = TaskManHourAnswer::new(logged, ticket.updated.micros());
            Ok(Reply::json(StatusCode::OK, &answer)?.etag(ticket.version))
        })
        .await
}
