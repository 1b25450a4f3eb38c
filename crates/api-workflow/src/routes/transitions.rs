//! Transitions: offered, taken, defined.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::{
    auth::Team,
    wire::transition::{
        TaskManHourAnswer, TaskNewManHour, TaskSinceQuery, TaskStamped, TaskSteps, TaskTransit,
        TaskTransited, TaskTransitionAnswer, TaskTransitionWish, TaskTransitions,
    },
};
use app::{
    App,
    tasks::{definitions, transit},
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, OnceQuery, Path, Reply, RequestInfo, Who, json};
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
    params(("team" = String, Path, description = "the team's id"), ("task" = String, Path, description = "the task's id")),
    responses((status = 200, body = TaskSteps)))]
async fn offered(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    info: RequestInfo,
    Path((_team, task)): Path<(String, String)>,
) -> Result<Response, Fail> {
    let found = app.read(&who, move |cx| transit::offers(cx, &task)).await?;
    Ok(json(StatusCode::OK, &TaskSteps::new(found, info.lang)))
}

/// Takes a step. Of two who take one at the same time one wins; the other is told the status now.
#[utoipa::path(post, path = "/team/{team}/task/{task}/new_transit", tag = "tasks", operation_id = "newTransit",
    request_body = TaskTransit,
    params(("team" = String, Path, description = "the team's id"), ("task" = String, Path, description = "the task's id")),
    responses((status = 200, body = TaskTransited)))]
async fn new_transit(
    State(app): State<App>,
    _: Team,
    change: Change,
    Path((_team, task)): Path<(String, String)>,
    body: Body<TaskTransit>,
) -> Result<Response, Fail> {
    let command = body.value.command();
    change
        .run(&app, Source::Workflow, body.fingerprint, move |cx, if_match| {
            let done = transit::run(cx, &task, &command, &|v| if_match.check(v))?;
            Ok(Reply::json(StatusCode::OK, &TaskTransited::from(&done))?.etag(done.ticket.version))
        })
        .await
}

/// Every transition of the team; with `since` those that were changed after that stamp.
#[utoipa::path(get, path = "/team/{team}/transitions", tag = "tasks", operation_id = "transitions",
    params(("team" = String, Path, description = "the team's id"), TaskSinceQuery),
    responses((status = 200, body = TaskTransitions)))]
async fn list(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    info: RequestInfo,
    OnceQuery(query): OnceQuery<TaskSinceQuery>,
) -> Result<Response, Fail> {
    let since = query.read()?;
    let (told, stamp) = app.read(&who, move |cx| definitions::list(cx, since, info.lang)).await?;
    Ok(json(StatusCode::OK, &TaskTransitions::new(told, stamp)))
}

/// Adds a transition. The workflow has a new version at once.
#[utoipa::path(post, path = "/team/{team}/project/{project}/issue_type/{kind}/transitions/add", tag = "tasks",
    operation_id = "addTransition", request_body = TaskTransitionWish,
    params(("team" = String, Path, description = "the team's id"), ("project" = String, Path, description = "the project's id"),
           ("kind" = String, Path, description = "the issue type's id")),
    responses((status = 200, body = TaskTransitionAnswer)))]
async fn add(
    State(app): State<App>,
    _: Team,
    change: Change,
    Path((_team, project, kind)): Path<(String, String, String)>,
    body: Body<TaskTransitionWish>,
) -> Result<Response, Fail> {
    let (sent, lang) = (body.value.read()?, change.info.lang);
    change
        .run(&app, Source::Workflow, body.fingerprint, move |cx, _| {
            let (told, stamp) = definitions::add(cx, (&project, &kind), &sent, lang)?;
            Reply::json(StatusCode::OK, &TaskTransitionAnswer::new(told, stamp))
        })
        .await
}

/// Changes a transition: keys that are not sent stay. The workflow has a new version at once.
#[utoipa::path(post, path = "/team/{team}/project/{project}/issue_type/{kind}/transition/{transition}/update", tag = "tasks",
    operation_id = "updateTransition", request_body = TaskTransitionWish,
    params(("team" = String, Path, description = "the team's id"), ("project" = String, Path, description = "the project's id"),
           ("kind" = String, Path, description = "the issue type's id"),
           ("transition" = String, Path, description = "the transition's id")),
    responses((status = 200, body = TaskTransitionAnswer)))]
async fn update(
    State(app): State<App>,
    _: Team,
    change: Change,
    Path((_team, project, kind, transition)): Path<(String, String, String, String)>,
    body: Body<TaskTransitionWish>,
) -> Result<Response, Fail> {
    let (sent, lang) = (body.value.read()?, change.info.lang);
    change
        .run(&app, Source::Workflow, body.fingerprint, move |cx, _| {
            let (told, stamp) = definitions::update(cx, (&project, &kind, &transition), &sent, lang)?;
            Reply::json(StatusCode::OK, &TaskTransitionAnswer::new(told, stamp))
        })
        .await
}

/// Takes a transition away. The workflow has a new version at once. The body is not looked at.
#[utoipa::path(post, path = "/team/{team}/project/{project}/issue_type/{kind}/transition/{transition}/delete", tag = "tasks",
    operation_id = "deleteTransition",
    params(("team" = String, Path, description = "the team's id"), ("project" = String, Path, description = "the project's id"),
           ("kind" = String, Path, description = "the issue type's id"),
           ("transition" = String, Path, description = "the transition's id")),
    responses((status = 200, body = TaskStamped)))]
async fn delete(
    State(app): State<App>,
    _: Team,
    change: Change,
    Path((_team, project, kind, transition)): Path<(String, String, String, String)>,
) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Workflow, bare, move |cx, _| {
            let stamp = definitions::delete(cx, &project, &kind, &transition)?;
            Reply::json(StatusCode::OK, &TaskStamped::new(stamp))
        })
        .await
}

/// Writes hours down on a task.
#[utoipa::path(post, path = "/team/{team}/task/{task}/manhours/add", tag = "tasks", operation_id = "addManHour",
    request_body = TaskNewManHour,
    params(("team" = String, Path, description = "the team's id"), ("task" = String, Path, description = "the task's id")),
    responses((status = 200, body = TaskManHourAnswer)))]
async fn log(
    State(app): State<App>,
    _: Team,
    change: Change,
    Path((_team, task)): Path<(String, String)>,
    body: Body<TaskNewManHour>,
) -> Result<Response, Fail> {
    let worked = body.value.read();
    change
        .run(&app, Source::Workflow, body.fingerprint, move |cx, if_match| {
            let (logged, ticket) = transit::log(cx, &task, &worked, &|v| if_match.check(v))?;
            let answer = TaskManHourAnswer::new(logged, ticket.updated.micros());
            Ok(Reply::json(StatusCode::OK, &answer)?.etag(ticket.version))
        })
        .await
}
