//! Files.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::{
    auth::Team,
    wire::{
        path::OfTeam,
        resource::{TaskFile, TaskResource},
    },
};
use app::{App, tasks::resources, tickets::attach};
use axum::{
    extract::{DefaultBodyLimit, OriginalUri, State},
    http::{HeaderMap, Method, StatusCode},
    response::Response,
};
use domain::{Rejection, msg, ticket::Source};
use http_kit::{Change, Fail, PATIENCE, Reply, Upload, fingerprint, receive};
use utoipa_axum::{router::OpenApiRouter, routes};

/// What may stand beside a file.
const PARTS: [&str; 2] = ["ref_id", "ref_type"];

pub(crate) fn routes(max_attachment: u64) -> OpenApiRouter<App> {
    let limit = usize::try_from(max_attachment.saturating_add(PATIENCE)).unwrap_or(usize::MAX);
    OpenApiRouter::new().routes(routes!(upload)).layer(DefaultBodyLimit::max(limit))
}

/// Attaches a file to a task. What it is, its bytes say, not the sender. Its id may be one of the `resource_uuids` of a step.
#[utoipa::path(post, path = "/team/{team}/res/attachments/upload", tag = "tasks", operation_id = "uploadTaskFile",
    request_body(content = TaskFile, content_type = "multipart/form-data"),
    params(OfTeam), responses((status = 200, body = TaskResource)))]
async fn upload(
    State(app): State<App>,
    _: Team,
    change: Change,
    method: Method,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    mut upload: Upload,
) -> Result<Response, Fail> {
    let sent = receive(&app, &headers, &mut upload, &PARTS).await?;
    let file = sent.received.file.clone();
    let part = |name: &str| sent.parts.get(name).cloned().unwrap_or_default();
    let (task, kind) = (part("ref_id"), part("ref_type"));
    if !["", "task"].contains(&kind.as_str()) || task.is_empty() {
        app.discard(&file).await;
        let refusal = if task.is_empty() {
            Rejection::invalid("ref_id", msg!("text.blank"))
        } else {
            Rejection::invalid("ref_type", msg!("value.one_of", allowed = "task"))
        };
        return Err(Fail(refusal));
    }
    let command = attach::Command {
        received: sent.received,
        name: sent.name,
        media_type: sent.media_type,
        comment: None,
    };
    let print =
        fingerprint(&method, &uri, format!("{} {task} {}", command.received.sha256, command.name).as_bytes());
    let done = change
        .run(&app, Source::Workflow, print, move |cx, if_match| {
            let (attachment, ticket) = resources::add(cx, &task, &command, &|v| if_match.check(v))?;
            let answer = TaskResource::new(attachment, &task);
            Ok(Reply::json(StatusCode::OK, &answer)?.etag(ticket.version))
        })
        .await;
    // The bytes are kept by the request that was the first to send them, and by no other.
    let kept = done.as_ref().is_ok_and(|response| !response.headers().contains_key("idempotent-replay"));
    if !kept {
        app.discard(&file).await;
    }
    done
}
