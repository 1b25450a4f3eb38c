//! A task's messages.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::{
    request::{Reading, Wishing},
    wire::{
        message::{TaskMessageList, TaskMessageQuery, TaskMessageSent, TaskNewMessage},
        path::OfTask,
    },
};
use app::{App, tasks::messages};
use axum::{http::StatusCode, response::Response};
use http_kit::{Fail, Path, Query, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(send))
}

/// A task's history, oldest first: the newest of it, or what came after `since`.
#[utoipa::path(get, path = "/team/{team}/task/{task}/messages", tag = "tasks", operation_id = "taskMessages",
    params(OfTask, TaskMessageQuery), responses((status = 200, body = TaskMessageList)))]
async fn list(
    reading: Reading,
    Path((_team, task)): Path<(String, String)>,
    Query(query): Query<TaskMessageQuery>,
) -> Result<Response, Fail> {
    let stretch = query.stretch()?;
    let uuid = task.clone();
    let (found, has_next) = reading.read(move |cx| messages::list(cx, &uuid, &stretch)).await?;
    Ok(json(StatusCode::OK, &TaskMessageList::new(&task, found, has_next)))
}

/// Says something about a task.
#[utoipa::path(post, path = "/team/{team}/task/{task}/send_message", tag = "tasks", operation_id = "sendMessage",
    request_body = TaskNewMessage, params(OfTask), responses((status = 200, body = TaskMessageSent)))]
async fn send(
    Path((_team, task)): Path<(String, String)>,
    Wishing(changing, body): Wishing<TaskNewMessage>,
) -> Result<Response, Fail> {
    let (uuid, text) = (body.uuid, body.text.unwrap_or_default());
    changing
        .answer(move |cx, if_match| {
            let sent = messages::send(cx, &task, uuid.as_deref(), &text, &|v| if_match.check(v))?;
            Ok(TaskMessageSent::new(&task, sent))
        })
        .await
}
