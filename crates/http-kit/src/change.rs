//! Everything a changing request has: who, what for the second time, and which version it was made for.

use crate::{
    body::fingerprint,
    fail::Fail,
    info::RequestInfo,
    who::{self, Who},
};
use app::{
    App, Cx,
    idempotency::{self, Answer},
};
use axum::{
    extract::{FromRef, FromRequestParts, OriginalUri},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{Rejection, identity::Principal, msg, ticket::Source};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::{
    cell::Cell,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAY: HeaderName = HeaderName::from_static("idempotent-replay");

/// How many digits of its digest tell one answer from another of the same version.
const DIGEST: usize = 16;

/// The entity tag of a version: `"v7"`, with its quotes.
pub fn etag(version: i64) -> String {
    format!("\"v{version}\"")
}

/// The entity tag of an answer that holds more than its version tells of: `"v7.0123456789abcdef"`.
pub(crate) fn etag_of(version: i64, body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let short = digest.first_chunk().map_or(0, |first| u64::from_be_bytes(*first));
    format!("\"v{version}.{short:0DIGEST$x}\"")
}

/// Which versions a change is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IfMatch(Expected);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Expected {
    Unsaid,
    /// Any version, so long as there is one.
    Any,
    OneOf(Vec<i64>),
}

impl IfMatch {
    /// Whether nothing was said of the version.
    pub fn is_unsaid(&self) -> bool {
        self.0 == Expected::Unsaid
    }

    /// Reads `If-Match`: `*`, or a list of `"v7"`, `"v7.0123456789abcdef"`, `W/"v7"`, `v7`. A tag that is none of ours never matches.
    pub fn read(headers: &HeaderMap) -> Self {
        if !headers.contains_key(header::IF_MATCH) {
            return Self(Expected::Unsaid);
        }
        let mut versions = Vec::new();
        for value in headers.get_all(header::IF_MATCH) {
            for tag in value.to_str().unwrap_or_default().split(',').map(str::trim) {
                if tag == "*" {
                    return Self(Expected::Any);
                }
                versions.extend(version(tag));
            }
        }
        Self(Expected::OneOf(versions))
    }

    /// Refuses when the present `version` is none of those asked for. Versions begin at 1; 0 says that there is nothing.
    pub fn check(&self, version: i64) -> Result<(), Rejection> {
        match &self.0 {
            Expected::Unsaid => Ok(()),
            Expected::Any if version > 0 => Ok(()),
            Expected::OneOf(versions) if versions.contains(&version) => Ok(()),
            Expected::Any | Expected::OneOf(_) => Err(Rejection::Stale { version }),
        }
    }
}

fn version(tag: &str) -> Option<i64> {
    let tag = tag.strip_prefix("W/").unwrap_or(tag);
    let bare = tag.strip_prefix('"').map_or(Some(tag), |rest| rest.strip_suffix('"'))?;
    let digits = bare.strip_prefix('v')?;
    let digits = match digits.split_once('.') {
        None => digits,
        Some((digits, digest)) if digest.len() == DIGEST => digits,
        Some(_) => return None,
    };
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// An answer in the making: worded inside the unit of work, so that it commits with the change it tells of.
#[derive(Debug, Clone)]
pub struct Reply(Answer);

impl Reply {
    /// `body` as JSON.
    pub fn json<T: Serialize>(status: StatusCode, body: &T) -> Result<Self, app::Error> {
        match serde_json::to_vec(body) {
            Ok(body) => Ok(Self(Answer { status: status.as_u16(), etag: None, body })),
            Err(error) => {
                tracing::error!(%error, "an answer cannot be written as json");
                Err(app::Error::Rejected(Rejection::Internal))
            }
        }
    }

    /// No body.
    pub const fn empty(status: StatusCode) -> Self {
        Self(Answer { status: status.as_u16(), etag: None, body: Vec::new() })
    }

    /// With the `ETag` of `version`.
    #[must_use]
    pub fn etag(mut self, version: i64) -> Self {
        self.0.etag = Some(etag(version));
        self
    }

    fn into_answer(self) -> Answer {
        self.0
    }
}

/// The response of an answer, the first time or again.
fn respond(answer: Answer) -> Response {
    let Ok(status) = StatusCode::from_u16(answer.status) else {
        tracing::error!(http.status = answer.status, "a kept answer has no possible status");
        return Fail(Rejection::Internal).into_response();
    };
    let tag = answer.etag.and_then(|tag| HeaderValue::from_str(&tag).ok());
    let mut response = if answer.body.is_empty() {
        status.into_response()
    } else {
        (status, [(header::CONTENT_TYPE, "application/json")], answer.body).into_response()
    };
    if let Some(tag) = tag {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// What a changing request has beside its body.
#[derive(Debug, Clone)]
pub struct Change {
    /// Who makes it.
    pub who: Arc<Principal>,
    /// The request.
    pub info: RequestInfo,
    /// `Idempotency-Key`.
    pub key: Option<String>,
    /// `If-Match`.
    pub if_match: IfMatch,
    /// The fingerprint of the request if it has no body; one with a body has its own, in [`crate::Body`].
    pub bare: [u8; 32],
    /// Whether our own pages make it, which have their log-in in a cookie. What they do came by `web`.
    pages: bool,
}

impl<S> FromRequestParts<S> for Change
where
    S: Send + Sync,
    App: FromRef<S>,
{
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fail> {
        let Who(who) = Who::from_request_parts(parts, state).await?;
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |u| &u.0);
        Ok(Self {
            who,
            info: RequestInfo::of(&parts.extensions, &parts.headers),
            key: key(&parts.headers)?,
            if_match: IfMatch::read(&parts.headers),
            bare: fingerprint(&parts.method, uri, b""),
            pages: who::is_by_cookie(parts),
        })
    }
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Rejection> {
    let mut given = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(first) = given.next() else { return Ok(None) };
    let good = (1..=255).contains(&first.len()) && first.as_bytes().iter().all(u8::is_ascii_graphic);
    match first.to_str() {
        Ok(text) if good && given.next().is_none() => Ok(Some(text.to_owned())),
        _ => Err(Rejection::malformed("Idempotency-Key", msg!("request.idempotency_key"))),
    }
}

impl Change {
    /// Makes the change, or repeats the answer to it: with an `Idempotency-Key` the answer is kept in the same commit,
    /// and a second request with the same key and `fingerprint` gets those bytes again, marked `Idempotent-Replay: true`.
    ///
    /// The unit may run more than once (the store repeats what conflicts), so it has no effect but through its `Cx`.
    pub async fn run<F>(
        self,
        app: &App,
        via: Source,
        fingerprint: [u8; 32],
        unit: F,
    ) -> Result<Response, Fail>
    where
        F: Fn(&mut Cx<'_, '_>, &IfMatch) -> Result<Reply, app::Error> + Send + Sync + 'static,
    {
        let Self { who, key, if_match, pages, .. } = self;
        let via = if pages { Source::Web } else { via };
        let replayed = Arc::new(AtomicBool::new(false));
        let outcome = Arc::clone(&replayed);
        let answer = app
            .write(&who, via, move |cx: &mut Cx<'_, '_>| {
                let act = |cx: &mut Cx<'_, '_>| unit(cx, &if_match).map(Reply::into_answer);
                let Some(key) = &key else { return act(cx) };
                let acted = Cell::new(false);
                let answer = idempotency::once(cx, key, &fingerprint, |cx: &mut Cx<'_, '_>| {
                    acted.set(true);
                    act(cx)
                })?;
                outcome.store(!acted.get(), Ordering::Relaxed);
                Ok(answer)
            })
            .await?;
        let mut response = respond(answer);
        if replayed.load(Ordering::Relaxed) {
            response.headers_mut().insert(REPLAY, HeaderValue::from_static("true"));
        }
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &HeaderName, values: &[&str]) -> HeaderMap {
        values
            .iter()
            .map(|value| (name.clone(), HeaderValue::from_bytes(value.as_bytes()).unwrap()))
            .collect()
    }

    #[test]
    fn if_match_lets_through_the_versions_it_names() {
        for (values, holds) in [
            (&[][..], true),
            (&["*"], true),
            (&[r#""v7""#], true),
            (&[r#"W/"v7""#], true),
            (&["v7"], true),
            (&[r#""v7.0123456789abcdef""#], true),
            (&[r#""v6.0123456789abcdef""#], false),
            (&[r#""v7.0123""#], false),
            (&[r#""v.0123456789abcdef""#], false),
            (&[r#""v6", "v7""#], true),
            (&[r#""v6""#, r#""v7""#], true),
            (&[r#""v6""#], false),
            (&[""], false),
            (&[r#""7""#], false),
            (&[r#""v7"#], false),
            (&["v+7"], false),
            (&["v"], false),
            (&["v99999999999999999999"], false),
            (&["в7"], false),
        ] {
            let stale = IfMatch::read(&headers(&header::IF_MATCH, values)).check(7);
            assert_eq!(
                stale,
                if holds { Ok(()) } else { Err(Rejection::Stale { version: 7 }) },
                "{values:?}"
            );
        }
    }

    #[test]
    fn what_is_not_there_is_no_version_at_all() {
        let check = |values: &[&str]| IfMatch::read(&headers(&header::IF_MATCH, values)).check(0);
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(check(&["*"]), Err(Rejection::Stale { version: 0 }));
    }

    #[test]
    fn an_idempotency_key_is_visible_ascii_and_sent_once() {
        let longest = "k".repeat(255);
        let too_long = "k".repeat(256);
        assert_eq!(key(&HeaderMap::new()), Ok(None));
        for good in ["a", "8e03978e-40d5-43e8-bc93-6894a57f9324", &longest] {
            assert_eq!(key(&headers(&IDEMPOTENCY_KEY, &[good])), Ok(Some(good.to_owned())));
        }
        for bad in [&[""][..], &["a b"], &["ключ"], &[&too_long], &["a", "a"]] {
            let refused = key(&headers(&IDEMPOTENCY_KEY, bad));
            assert!(
                matches!(refused, Err(Rejection::Malformed { field: Some(f), .. }) if f == "Idempotency-Key")
            );
        }
    }

    #[test]
    fn a_reply_becomes_the_same_response_whenever_it_is_given() {
        let reply = Reply::json(StatusCode::CREATED, &[1, 2]).unwrap().etag(3);
        let response = respond(reply.into_answer());
        assert_eq!(response.status(), 201);
        assert_eq!(response.headers()[header::ETAG], r#""v3""#);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
        let empty = respond(Reply::empty(StatusCode::NO_CONTENT).into_answer());
        assert!(!empty.headers().contains_key(header::CONTENT_TYPE));
        assert_eq!(respond(Answer { status: 7, etag: None, body: vec![] }).status(), 500);
    }
}
