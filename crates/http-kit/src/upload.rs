//! Multipart bodies.

use crate::{body::MAX_BODY, fail::Fail};
use axum::{
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::StatusCode,
};
use domain::{Rejection, msg};

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
