//! Multipart bodies, and files that come in them.

use crate::{body::MAX_BODY, fail::Fail};
use app::{App, vault::Received};
use axum::{
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{HeaderMap, StatusCode, header},
};
use domain::{Rejection, msg};
use std::collections::BTreeMap;

/// How much of a body that is refused is still read: a client that is cut off while sending never sees the answer. A route
/// that receives files lets bodies be so much larger than its files.
pub const PATIENCE: u64 = 256 * 1024 * 1024;
/// The longest of the other parts that is looked at, in bytes.
const LONGEST_PART: usize = 256;

/// A multipart body, read part by part. How large it may be, the route says with axum's `DefaultBodyLimit`
/// (without it [`crate::MAX_BODY`] holds); a fault while reading becomes a refusal through [`upload_failure`].
#[derive(Debug)]
pub struct Upload(pub Multipart);

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Fail;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fail> {
        match Multipart::from_request(request, state).await {
            Ok(multipart) => Ok(Self(multipart)),
            Err(_) => Err(Fail(Rejection::UnsupportedMedia { expected: "multipart/form-data" })),
        }
    }
}

/// The refusal for a part that could not be read; `limit` is what the route has set.
pub fn upload_failure(error: &MultipartError, limit: Option<u64>) -> Rejection {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Rejection::TooLarge { limit: limit.unwrap_or(MAX_BODY) },
        _ => Rejection::Malformed { field: None, why: msg!("request.malformed") },
    }
}

/// A file that came in a body, with what stood beside it.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The file, on disk.
    pub received: Received,
    /// Its name, as the sender says.
    pub name: String,
    /// What its bytes look like.
    pub media_type: String,
    /// The other parts that were asked for, by name, each at most so long as is looked at.
    pub parts: BTreeMap<String, String>,
}

/// Receives the part `file` of a body, and of its other parts those of the names in `wanted`.
pub async fn receive(
    app: &App,
    headers: &HeaderMap,
    upload: &mut Upload,
    wanted: &[&str],
) -> Result<Sent, Fail> {
    let limit = app.settings().max_attachment;
    let declared =
        headers.get(header::CONTENT_LENGTH).and_then(|l| l.to_str().ok()).and_then(|l| l.parse().ok());
    if declared.is_some_and(|length: u64| length > limit.saturating_add(PATIENCE)) {
        return Err(Fail(Rejection::TooLarge { limit }));
    }
    read(app, upload, wanted).await
}

async fn read(app: &App, Upload(all): &mut Upload, wanted: &[&str]) -> Result<Sent, Fail> {
    let limit = app.settings().max_attachment;
    let refuse = |error| Fail(upload_failure(&error, Some(limit)));
    let (mut file, mut parts): (Option<(Received, String)>, _) = (None, BTreeMap::new());
    while let Some(mut part) = all.next_field().await.map_err(refuse)? {
        match part.name().map(str::to_owned) {
            Some(name) if name == "file" && file.is_none() => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let mut incoming = app.receive().await?;
                while let Some(bytes) = part.chunk().await.map_err(refuse)? {
                    incoming.write(&bytes).await?;
                }
                file = Some((incoming.finish().await?, name));
            }
            Some(name) if wanted.contains(&name.as_str()) => {
                let said = text(&mut part, refuse).await?;
                parts.insert(name, said);
            }
            _ => {}
        }
    }
    let (received, name) = file.ok_or_else(|| Rejection::invalid("file", msg!("text.blank")))?;
    let media_type = media_type(&received.head);
    Ok(Sent { received, name, media_type, parts })
}

async fn text(part: &mut Field<'_>, refuse: impl Fn(MultipartError) -> Fail) -> Result<String, Fail> {
    let mut text = Vec::new();
    while let Some(bytes) = part.chunk().await.map_err(&refuse)? {
        let room = LONGEST_PART.saturating_sub(text.len());
        text.extend(bytes.iter().take(room));
    }
    Ok(String::from_utf8_lossy(&text).trim().to_owned())
}

/// What bytes look like. Text is only told from the rest: what kind of text it is, nobody needs to know to download it.
fn media_type(head: &[u8]) -> String {
    if let Some(kind) = infer::get(head) {
        return kind.mime_type().to_owned();
    }
    // The head may end inside a character.
    let text = match std::str::from_utf8(head) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() => {
            head.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok())
        }
        Err(_) => None,
    };
    let plain =
        text.is_some_and(|t| !t.is_empty() && !t.chars().any(|c| c.is_control() && !c.is_whitespace()));
    if plain { "text/plain; charset=utf-8" } else { "application/octet-stream" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fail::{
        surface,
        tests::{Toy, send},
    };
    use axum::{Router, body::Body, extract::DefaultBodyLimit, routing::post};

    const LIMIT: u64 = 2_000_000;

    async fn read(Upload(mut parts): Upload) -> Result<String, Fail> {
        let mut size = 0;
        let refuse = |error| Fail(upload_failure(&error, Some(LIMIT)));
        while let Some(part) = parts.next_field().await.map_err(refuse)? {
            size += part.bytes().await.map_err(refuse)?.len();
        }
        Ok(size.to_string())
    }

    async fn upload(size: usize, end: &str) -> (u16, String) {
        let route = post(read).layer(DefaultBodyLimit::max(usize::try_from(LIMIT).unwrap()));
        let router = surface::<Toy>(Router::new().route("/", route));
        let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
        let body = [head.as_bytes(), &vec![b'x'; size], end.as_bytes()].concat();
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=b");
        let (status, _, body) = send(router, request.body(Body::from(body)).unwrap()).await;
        (status, body)
    }

    #[test]
    fn what_a_file_is_its_bytes_say() {
        for (bytes, kind) in [
            (&b"\x89PNG\r\n\x1a\n\0\0"[..], "image/png"),
            ("工单, plain text\n".as_bytes(), "text/plain; charset=utf-8"),
            (&"工单".as_bytes()[..5], "text/plain; charset=utf-8"),
            (b"\0\x01\x02", "application/octet-stream"),
            (b"", "application/octet-stream"),
        ] {
            assert_eq!(media_type(bytes), kind, "{bytes:?}");
        }
    }

    #[tokio::test]
    async fn an_upload_is_read_up_to_the_limit_of_its_route() {
        assert_eq!(upload(1_500_000, "\r\n--b--\r\n").await, (200, "1500000".to_owned()));
        let (status, told) = upload(2_500_000, "\r\n--b--\r\n").await;
        assert!(status == 413 && told.contains("2000000"), "{told}");
        assert_eq!(upload(10, "").await.0, 400);
        let router = surface::<Toy>(Router::new().route("/", post(read)));
        let plain =
            Request::post("/").header("content-type", "application/json").body(Body::from("{}")).unwrap();
        assert_eq!(send(router, plain).await.0, 415);
    }
}
