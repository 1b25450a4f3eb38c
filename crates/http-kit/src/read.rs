//! Answers to reading.

use crate::{
    change::{etag, etag_of},
    fail::Fail,
};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::Rejection;
use serde::Serialize;

/// `body` as JSON.
pub fn json<T: Serialize>(status: StatusCode, body: &T) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => whole(status, bytes),
        Err(error) => unwritable(&error),
    }
}

fn whole(status: StatusCode, bytes: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], bytes).into_response()
}

fn unwritable(error: &serde_json::Error) -> Response {
    tracing::error!(%error, "an answer cannot be written as json");
    Fail(Rejection::Internal).into_response()
}

/// `body` as JSON with the `ETag` of `version`, or 304 where `If-None-Match` says that the client has it.
///
/// The client may keep it, but has to ask each time whether it still holds.
pub fn fresh<T: Serialize>(headers: &HeaderMap, version: i64, body: &T) -> Response {
    let tag = etag(version);
    let known = is_known(headers, &tag);
    tagged(&tag, if known { StatusCode::NOT_MODIFIED.into_response() } else { json(StatusCode::OK, body) })
}

/// As [`fresh`], of a body that also holds what changes without the version, such as names: its tag tells of all of it.
pub fn fresh_whole<T: Serialize>(headers: &HeaderMap, version: i64, body: &T) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let tag = etag_of(version, &bytes);
            let known = is_known(headers, &tag);
            tagged(
                &tag,
                if known { StatusCode::NOT_MODIFIED.into_response() } else { whole(StatusCode::OK, bytes) },
            )
        }
        Err(error) => unwritable(&error),
    }
}

fn tagged(tag: &str, mut response: Response) -> Response {
    if response.status().is_server_error() {
        return response;
    }
    if let Ok(tag) = HeaderValue::from_str(tag) {
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

    #[test]
    fn a_whole_answer_is_known_by_all_that_is_in_it() {
        let ask = |tag: &HeaderValue, version: i64, body: &str| {
            let headers = [(header::IF_NONE_MATCH, tag.clone())].into_iter().collect();
            fresh_whole(&headers, version, &body).status().as_u16()
        };
        let first = fresh_whole(&HeaderMap::new(), 7, &"body");
        let tag = &first.headers()[header::ETAG];
        assert!(tag.to_str().unwrap().starts_with("\"v7."), "{tag:?}");
        assert_eq!([ask(tag, 7, "body"), ask(tag, 7, "another"), ask(tag, 8, "body")], [304, 200, 200]);
        assert_eq!(ask(&HeaderValue::from_static(r#""v7""#), 7, "body"), 200);
    }
}
