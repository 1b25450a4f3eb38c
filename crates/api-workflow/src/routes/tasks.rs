//! Tasks: made, changed, read, deleted.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::{
    request::{Changing, Reading, Wishing},
    wire::{
        path::{OfTask, OfTeam},
        task::{TaskBody, TaskIds, TaskList, TaskWishes, TasksGone, TasksToGo},
    },
};
use app::{
    App, Cx,
    tasks::{Outcome, read, wish::Wished, write},
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use http_kit::{Body, Fail, Path, fresh, json};
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

/// What is done with several wishes.
type Act = fn(&mut Cx<'_, '_>, &[Wished]) -> Result<Outcome, app::Error>;

async fn each(changing: Changing, body: TaskWishes, act: Act) -> Result<Response, Fail> {
    let (wishes, lang) = (body.read()?, changing.lang);
    changing.answer(move |cx, _| Ok(TaskList::new(act(cx, &wishes)?, lang))).await
}

/// Makes tasks, each by itself: one that is refused keeps none of the others from being made.
#[utoipa::path(post, path = "/team/{team}/tasks/add2", tag = "tasks", operation_id = "addTasks", request_body = TaskWishes,
    params(OfTeam), responses((status = 200, body = TaskList)))]
async fn add(Wishing(changing, body): Wishing<TaskWishes>) -> Result<Response, Fail> {
    each(changing, body, write::add).await
}

/// The same as `add2`.
#[utoipa::path(post, path = "/team/{team}/tasks/add3", tag = "tasks", operation_id = "addTasks3", request_body = TaskWishes,
    params(OfTeam), responses((status = 200, body = TaskList)))]
async fn add_again(Wishing(changing, body): Wishing<TaskWishes>) -> Result<Response, Fail> {
    each(changing, body, write::add).await
}

/// Changes tasks, each by itself. What is left out or null stays.
#[utoipa::path(post, path = "/team/{team}/tasks/update2", tag = "tasks", operation_id = "updateTasks", request_body = TaskWishes,
    params(OfTeam), responses((status = 200, body = TaskList)))]
async fn update(Wishing(changing, body): Wishing<TaskWishes>) -> Result<Response, Fail> {
    each(changing, body, write::update).await
}

/// The same as `update2`.
#[utoipa::path(post, path = "/team/{team}/tasks/update3", tag = "tasks", operation_id = "updateTasks3", request_body = TaskWishes,
    params(OfTeam), responses((status = 200, body = TaskList)))]
async fn update_again(Wishing(changing, body): Wishing<TaskWishes>) -> Result<Response, Fail> {
    each(changing, body, write::update).await
}

/// Several tasks by their ids.
#[utoipa::path(post, path = "/team/{team}/tasks/info", tag = "tasks", operation_id = "tasksInfo", request_body = TaskIds,
    params(OfTeam), responses((status = 200, body = TaskList)))]
async fn info(reading: Reading, Body { value, .. }: Body<TaskIds>) -> Result<Response, Fail> {
    let ids = value.read()?;
    let found = reading.read(move |cx| read::info(cx, &ids)).await?;
    Ok(json(StatusCode::OK, &TaskList::new(found, reading.lang)))
}

/// One task.
#[utoipa::path(get, path = "/team/{team}/task/{task}/info", tag = "tasks", operation_id = "taskInfo",
    params(OfTask), responses((status = 200, body = TaskBody)))]
async fn one(reading: Reading, Path((_team, task)): Path<(String, String)>) -> Result<Response, Fail> {
    let found = reading.read(move |cx| read::get(cx, &task)).await?;
    // Ids and words change without the task's version: such an answer is never "unchanged".
    Ok(fresh(&HeaderMap::new(), found.ticket.version, &TaskBody::from(found)))
}

/// Deletes tasks, each by itself.
#[utoipa::path(post, path = "/team/{team}/tasks/delete", tag = "tasks", operation_id = "deleteTasks", request_body = TasksToGo,
    params(OfTeam), responses((status = 200, body = TasksGone)))]
async fn delete(Wishing(changing, body): Wishing<TasksToGo>) -> Result<Response, Fail> {
    let (uuids, lang) = (body.read()?, changing.lang);
    changing
        .answer(move |cx, _| {
            let (gone, bad) = write::remove(cx, &uuids)?;
            Ok(TasksGone::new(gone, bad, lang))
        })
        .await
}
