//! Answers to reading.

use crate::{change::etag, fail::Fail};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::Rejection;
use serde::Serialize;

/// `body` as JSON.
pub fn json<T: Serialize>(status: StatusCode, body: &T) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => (status, [(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(error) => {
            tracing::error!(%error, "an answer cannot be written as json");
            Fail(Rejection::Internal).into_response()
        }
    }
}

/// `body` as JSON with the `ETag` of `version`, or 304 where `If-None-Match` says that the client has it.
///
/// The client may keep it, but has to ask each time whether it still holds.
pub fn fresh<T: Serialize>(headers: &HeaderMap, version: i64, body: &T) -> Response {
    let tag = etag(version);
    let mut response = if is_known(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        json(StatusCode::OK, body)
    };
    if response.status().is_server_error() {
        return response;
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// The weak comparison of RFC 9110, over however many headers there are.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|v| v.split(','))
        .any(|known| {
            let known = known.trim();
            known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_has_this_version_is_told_so() {
        for (header, status) in [
            (r#""v7""#, 304),
            (r#"W/"v7""#, 304),
            (r#""v6", "v7""#, 304),
            ("*", 304),
            (r#""v6""#, 200),
            ("v7", 200),
            ("\"", 200),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(header));
            let answer = fresh(&headers, 7, &"body");
            assert_eq!(answer.status().as_u16(), status, "{header}");
            assert_eq!(answer.headers()[header::ETAG], r#""v7""#);
        }
        assert_eq!(fresh(&HeaderMap::new(), 7, &"body").status(), 200);
    }
}
