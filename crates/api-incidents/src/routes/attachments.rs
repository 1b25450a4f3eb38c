//! Files of incidents.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::{
    IncidentAnswer,
    incident::{IncidentDocument, IncidentFile},
};
use app::{App, incidents::attach, tickets};
use axum::{
    extract::{DefaultBodyLimit, OriginalUri, State},
    http::{HeaderMap, Method, StatusCode},
    response::Response,
};
use domain::{Rejection, msg, ticket::Source};
use http_kit::{Change, Fail, PATIENCE, Reply, Upload, fingerprint, receive};
use utoipa_axum::{router::OpenApiRouter, routes};

const NUMBER: &str = "incident_num";

pub(super) fn routes(max_attachment: u64) -> OpenApiRouter<App> {
    let limit = usize::try_from(max_attachment.saturating_add(PATIENCE)).unwrap_or(usize::MAX);
    OpenApiRouter::new().routes(routes!(upload)).layer(DefaultBodyLimit::max(limit))
}

/// Attaches a file to an incident. What it is, its bytes say, not the sender.
#[utoipa::path(post, path = "/external/incident/attachments", tag = "incidents", operation_id = "uploadIncidentFile",
    request_body(content = IncidentFile, content_type = "multipart/form-data"),
    responses((status = 200, body = IncidentAnswer<IncidentDocument>)))]
async fn upload(
    State(app): State<App>,
    change: Change,
    method: Method,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    mut upload: Upload,
) -> Result<Response, Fail> {
    let sent = receive(&app, &headers, &mut upload, &[NUMBER]).await?;
    let file = sent.received.file.clone();
    let number = sent.parts.get(NUMBER).cloned().unwrap_or_default();
    if number.is_empty() {
        app.discard(&file).await;
        return Err(Fail(Rejection::invalid(NUMBER, msg!("text.blank"))));
    }
    let command = tickets::attach::Command {
        received: sent.received,
        name: sent.name,
        media_type: sent.media_type,
        comment: None,
    };
    let told = format!("{} {number} {}", command.received.sha256, command.name);
    let print = fingerprint(&method, &uri, told.as_bytes());
    let done = change
        .run(&app, Source::Incidents, print, move |cx, if_match| {
            let (id, name) = attach::run(cx, NUMBER, &number, &command, &|v| if_match.check(v))?;
            Reply::json(StatusCode::OK, &IncidentAnswer::of(IncidentDocument::new(id.0, name)))
        })
        .await;
    // The bytes are kept by the request that was the first to send them, and by no other.
    let kept = done.as_ref().is_ok_and(|response| !response.headers().contains_key("idempotent-replay"));
    if !kept {
        app.discard(&file).await;
    }
    done
}
