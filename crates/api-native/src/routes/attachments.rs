//! Attachments: received as a stream, served as downloads only.

use crate::wire::{comment::Attachment, ticket::Done};
use app::{
    App,
    tickets::{Address, attach},
};
use axum::{
    extract::{DefaultBodyLimit, OriginalUri, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    Rejection, Thing,
    id::{AttachmentId, CommentId},
    msg,
    ticket::Source,
};
use http_kit::{Change, Fail, PATIENCE, Path, Reply, Upload, Who, fingerprint, receive};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tower_http::services::ServeFile;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes(max_attachment: u64) -> OpenApiRouter<App> {
    let limit = usize::try_from(max_attachment.saturating_add(PATIENCE)).unwrap_or(usize::MAX);
    OpenApiRouter::new()
        .routes(routes!(create))
        .layer(DefaultBodyLimit::max(limit))
        .merge(OpenApiRouter::new().routes(routes!(get, delete)))
}

/// A file to attach.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the multipart body for the OpenAPI document; it is read part by part")]
struct NewAttachment {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The number of the ticket's comment it goes with.
    comment: Option<i64>,
}

/// Attaches a file to a ticket.
///
/// What it is, its bytes say, not the sender.
#[utoipa::path(post, path = "/tickets/{id}/attachments", tag = "attachments", operation_id = "createAttachment",
    request_body(content = NewAttachment, content_type = "multipart/form-data"),
    params(("id" = String, Path, description = "the ticket's number or key")),
    responses((status = 201, body = Attachment)))]
async fn create(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    method: Method,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    mut upload: Upload,
) -> Result<Response, Fail> {
    let sent = receive(&app, &headers, &mut upload, &["comment"]).await?;
    let file = sent.received.file.clone();
    let command = match comment(sent.parts.get("comment").map(String::as_str)) {
        Ok(comment) => {
            attach::Command { received: sent.received, name: sent.name, media_type: sent.media_type, comment }
        }
        Err(refusal) => {
            app.discard(&file).await;
            return Err(Fail(refusal));
        }
    };
    let print = fingerprint(
        &method,
        &uri,
        format!("{} {:?} {}", command.received.sha256, command.comment, command.name).as_bytes(),
    );
    let address = Address::parse(&id);
    let done = change
        .run(&app, Source::Api, print, move |cx, if_match| {
            let (ticket, made) = attach::run(cx, &address, &command, &|v| if_match.check(v))?;
            Ok(Reply::json(StatusCode::CREATED, &Attachment::from(&made))?.etag(ticket.version))
        })
        .await;
    let kept = done.as_ref().is_ok_and(|response| !response.headers().contains_key("idempotent-replay"));
    if !kept {
        app.discard(&file).await;
    }
    done
}

/// The comment that a file goes with.
fn comment(text: Option<&str>) -> Result<Option<CommentId>, Rejection> {
    match text.unwrap_or_default() {
        "" => Ok(None),
        digits => match digits.parse() {
            Ok(number) => Ok(Some(CommentId(number))),
            Err(_) => Err(Rejection::malformed("comment", msg!("value.integer"))),
        },
    }
}

/// The bytes of a file.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the download for the OpenAPI document; the file itself is streamed")]
#[schema(value_type = String, format = Binary, example = "…")]
struct FileBytes(Vec<u8>);

fn attachment_id(id: &str) -> Result<AttachmentId, Rejection> {
    id.parse().map(AttachmentId).map_err(|_not_a_number| Rejection::not_found(Thing::Attachment, id))
}

/// Downloads an attachment. Ranges are served.
#[utoipa::path(get, path = "/attachments/{id}", tag = "attachments", operation_id = "getAttachment",
    params(("id" = String, Path, description = "the attachment's number")),
    responses((status = 200, content_type = "application/octet-stream", body = FileBytes),
              (status = 206, content_type = "application/octet-stream", body = FileBytes)))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Fail> {
    let id = attachment_id(&id)?;
    let found = app.read(&who, move |cx| attach::get(cx, id)).await?;
    let path = app.attachment_path(&found.file).ok_or(Rejection::Internal)?;
    let served = serve(&path, request).await;
    let mut response = served
        .map_err(|error| app::Error::File(path.clone(), error).into_rejection())
        .map(IntoResponse::into_response)?;
    if response.status() == StatusCode::NOT_FOUND {
        tracing::error!(file.path = %path.display(), attachment.id = id.0,
            "an attachment's file is missing: do all nodes share the attachments directory?");
        return Err(Fail(Rejection::Unavailable));
    }
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &found.media_type);
    set(header::CONTENT_DISPOSITION, &disposition(&found.name));
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    set(header::CACHE_CONTROL, "private, max-age=3600");
    Ok(response)
}

/// Serves a file, or the range of it that is asked for; one that it does not have is taken for the whole. Of the
/// conditions only those that save sending are kept: the others are for changing.
async fn serve(path: &std::path::Path, mut request: Request) -> std::io::Result<Response> {
    for name in [header::IF_MATCH, header::IF_UNMODIFIED_SINCE] {
        request.headers_mut().remove(name);
    }
    let mut whole = Request::new(axum::body::Body::empty());
    *whole.method_mut() = request.method().clone();
    let response = ServeFile::new(path).try_call(request).await?.into_response();
    if response.status() != StatusCode::RANGE_NOT_SATISFIABLE {
        return Ok(response);
    }
    Ok(ServeFile::new(path).try_call(whole).await?.into_response())
}

/// Always a download; the name in both of the forms of RFC 6266.
fn disposition(name: &str) -> String {
    const KEPT: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ' ') { c } else { '_' })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, &KEPT))
}

/// Takes an attachment away: one's own, or any for who may edit the ticket.
#[utoipa::path(delete, path = "/attachments/{id}", tag = "attachments", operation_id = "deleteAttachment",
    params(("id" = String, Path, description = "the attachment's number")), responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(id): Path<String>) -> Result<Response, Fail> {
    let (id, print) = (attachment_id(&id)?, change.bare);
    let who = change.who.clone();
    // The bytes are removed after the commit, so their name is asked for before.
    let found = app.read(&who, move |cx| attach::get(cx, id)).await;
    let done = change
        .run(&app, Source::Api, print, move |cx, _| {
            attach::remove(cx, id)?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await?;
    if let Ok(found) = found {
        app.discard(&found.file).await;
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_header() {
        let header = disposition("截图\" ; x=\r\n.png");
        assert!(HeaderValue::from_str(&header).is_ok(), "{header}");
        assert!(header.contains("filename*=UTF-8''%E6%88%AA%E5%9B%BE"));
        assert_eq!(header.matches('"').count(), 2);
    }
}
