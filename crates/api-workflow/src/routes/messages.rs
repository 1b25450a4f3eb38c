//! A task's messages.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::{
    auth::Team,
    wire::message::{TaskMessageList, TaskMessageQuery, TaskMessageSent, TaskNewMessage},
};
use app::{App, tasks::messages};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Query, Reply, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(send))
}

/// A task's history, oldest first: the newest of it, or what came after `since`.
#[utoipa::path(get, path = "/team/{team}/task/{task}/messages", tag = "tasks", operation_id = "taskMessages",
    params(("team" = String, Path, description = "the team's id"), ("task" = String, Path, description = "the task's id"),
           TaskMessageQuery),
    responses((status = 200, body = TaskMessageList)))]
async fn list(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    Path((_team, task)): Path<(String, String)>,
    Query(query): Query<TaskMessageQuery>,
) -> Result<Response, Fail> {
    let stretch = query.stretch()?;
    let uuid = task.clone();
    let (found, has_next) = app.read(&who, move |cx| messages::list(cx, &uuid, &stretch)).await?;
    Ok(json(StatusCode::OK, &TaskMessageList::new(&task, found, has_next)))
}

/// Says something about a task.
#[utoipa::path(post, path = "/team/{team}/task/{task}/send_message", tag = "tasks", operation_id = "sendMessage",
    request_body = TaskNewMessage,
    params(("team" = String, Path, description = "the team's id"), ("task" = String, Path, description = "the task's id")),
    responses((status = 200, body = TaskMessageSent)))]
async fn send(
    State(app): State<App>,
    _: Team,
    change: Change,
    Path((_team, task)): Path<(String, String)>,
    body: Body<TaskNewMessage>,
) -> Result<Response, Fail> {
    let (uuid, text) = (body.value.uuid, body.value.text.unwrap_or_default());
    change
        .run(&app, Source::Workflow, body.fingerprint, move |cx, if_match| {
            let sent = messages::send(cx, &task, uuid.as_deref(), &text, &|v| if_match.check(v))?;
            Reply::json(StatusCode::OK, &TaskMessageSent::new(&task, sent))
        })
        .await
}
