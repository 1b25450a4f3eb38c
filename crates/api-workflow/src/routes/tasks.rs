//! Tasks: made, changed, read, deleted.

use crate::{
    auth::Team,
    wire::task::{TaskBody, TaskIds, TaskList, TaskWishes, TasksGone, TasksToGo},
};
use app::{
    App,
    tasks::{read, write},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Reply, RequestInfo, Who, fresh, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(add))
        .routes(routes!(add_again))
        .routes(routes!(update))
        .routes(routes!(update_again))
        .routes(routes!(info))
        .routes(routes!(one))
        .routes(routes!(delete))
}

/// Makes tasks, each by itself: one that is refused keeps none of the others from being made.
#[utoipa::path(post, path = "/team/{team}/tasks/add2", tag = "tasks", operation_id = "addTasks", request_body = TaskWishes,
    params(("team" = String, Path, description = "the team's id")), responses((status = 200, body = TaskList)))]
async fn add(
    State(app): State<App>,
    _: Team,
    change: Change,
    body: Body<TaskWishes>,
) -> Result<Response, Fail> {
    make(app, change, body).await
}

/// The same as `add2`.
#[utoipa::path(post, path = "/team/{team}/tasks/add3", tag = "tasks", operation_id = "addTasks3", request_body = TaskWishes,
    params(("team" = String, Path, description = "the team's id")), responses((status = 200, body = TaskList)))]
async fn add_again(
    State(app): State<App>,
    _: Team,
    change: Change,
    body: Body<TaskWishes>,
) -> Result<Response, Fail> {
    make(app, change, body).await
}

async fn make(app: App, change: Change, body: Body<TaskWishes>) -> Result<Response, Fail> {
    let wishes = body.value.read()?;
    let lang = change.info.lang;
    change
        .run(&app, Source::Workflow, body.fingerprint, move |cx, _| {
            let (tasks, bad) = write::add(cx, &wishes)?;
            Reply::json(StatusCode::OK, &TaskList::new(tasks, bad, lang))
        })
        .await
}

/// Changes tasks, each by itself. What is left out or null stays.
#[utoipa::path(post, path = "/team/{team}/tasks/update2", tag = "tasks", operation_id = "updateTasks", request_body = TaskWishes,
    params(("team" = String, Path, description = "the team's id")), responses((status = 200, body = TaskList)))]
async fn update(
    State(app): State<App>,
    _: Team,
    change: Change,
    body: Body<TaskWishes>,
) -> Result<Response, Fail> {
    edit(app, change, body).await
}

/// The same as `update2`.
#[utoipa::path(post, path = "/team/{team}/tasks/update3", tag = "tasks", operation_id = "updateTasks3", request_body = TaskWishes,
    params(("team" = String, Path, description = "the team's id")), responses((status = 200, body = TaskList)))]
async fn update_again(
    State(app): State<App>,
    _: Team,
    change: Change,
    body: Body<TaskWishes>,
) -> Result<Response, Fail> {
    edit(app, change, body).await
}

async fn edit(app: App, change: Change, body: Body<TaskWishes>) -> Result<Response, Fail> {
    let wishes = body.value.read()?;
    let lang = change.info.lang;
    change
        .run(&app, Source::Workflow, body.fingerprint, move |cx, _| {
            let (tasks, bad) = write::update(cx, &wishes)?;
            Reply::json(StatusCode::OK, &TaskList::new(tasks, bad, lang))
        })
        .await
}

/// Several tasks by their ids.
#[utoipa::path(post, path = "/team/{team}/tasks/info", tag = "tasks", operation_id = "tasksInfo", request_body = TaskIds,
    params(("team" = String, Path, description = "the team's id")), responses((status = 200, body = TaskList)))]
async fn info(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    info: RequestInfo,
    Body { value, .. }: Body<TaskIds>,
) -> Result<Response, Fail> {
    let ids = value.read()?;
    let (tasks, bad) = app.read(&who, move |cx| read::info(cx, &ids)).await?;
    Ok(json(StatusCode::OK, &TaskList::new(tasks, bad, info.lang)))
}

/// One task.
#[utoipa::path(get, path = "/team/{team}/task/{task}/info", tag = "tasks", operation_id = "taskInfo",
    params(("team" = String, Path, description = "the team's id"), ("task" = String, Path, description = "the task's id")),
    responses((status = 200, body = TaskBody)))]
async fn one(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    Path((_team, task)): Path<(String, String)>,
) -> Result<Response, Fail> {
    let found = app.read(&who, move |cx| read::get(cx, &task)).await?;
    // Ids and words change without the task's version: such an answer is never "unchanged".
    Ok(fresh(&HeaderMap::new(), found.ticket.version, &TaskBody::from(found)))
}

/// Deletes tasks, each by itself.
#[utoipa::path(post, path = "/team/{team}/tasks/delete", tag = "tasks", operation_id = "deleteTasks", request_body = TasksToGo,
    params(("team" = String, Path, description = "the team's id")), responses((status = 200, body = TasksGone)))]
async fn delete(
    State(app): State<App>,
    _: Team,
    change: Change,
    body: Body<TasksToGo>,
) -> Result<Response, Fail> {
    let uuids = body.value.read()?;
    let lang = change.info.lang;
    change
        .run(&app, Source::Workflow, body.fingerprint, move |cx, _| {
            let (gone, bad) = write::remove(cx, &uuids)?;
            Reply::json(StatusCode::OK, &TasksGone::new(gone, bad, lang))
        })
        .await
}
