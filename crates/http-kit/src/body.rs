//! JSON bodies, and the fingerprint that tells two requests with one idempotency key apart.

use crate::{
    fail::Fail,
    value::{short, wrong_value},
};
use axum::{
    body::Body as Stream,
    extract::{FromRequest, OriginalUri, Request},
    http::{HeaderMap, Method, Uri, header},
};
use bytes::{Bytes, BytesMut};
use domain::{Message, Rejection, msg};
use futures_util::StreamExt as _;
use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};
use sha2::{Digest as _, Sha256};

/// The most bytes a JSON body may have.
pub const MAX_BODY: u64 = 1_048_576;

const EXPECTED: &str = "application/json";

/// A JSON object from the body, and the fingerprint of the request.
#[derive(Debug, Clone)]
pub struct Body<T> {
    /// What the body says.
    pub value: T,
    /// SHA-256 over method, path, query and body.
    pub fingerprint: [u8; 32],
}

/// As [`Body`], but an empty body is taken as the default.
#[derive(Debug, Clone)]
pub struct OptionalBody<T> {
    /// What the body says.
    pub value: T,
    /// SHA-256 over method, path, query and body.
    pub fingerprint: [u8; 32],
}

/// A list from the body: `{"items": […]}`, or the array alone. Faults are named below `items` either way.
#[derive(Debug, Clone)]
pub struct ListBody<T> {
    /// What the body lists.
    pub items: Vec<T>,
    /// SHA-256 over method, path, query and body.
    pub fingerprint: [u8; 32],
}

#[derive(Deserialize)]
struct Listed<T> {
    items: Vec<T>,
}

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Body<T> {
    type Rejection = Fail;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fail> {
        let raw = Raw::read(request).await?;
        if is_blank(&raw.bytes) {
            return Err(Fail(whole(msg!("request.body_empty"))));
        }
        Ok(Self { value: parse(&raw.bytes)?, fingerprint: raw.fingerprint })
    }
}

impl<T: DeserializeOwned + Default, S: Sync> FromRequest<S> for OptionalBody<T> {
    type Rejection = Fail;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fail> {
        let raw = Raw::read(request).await?;
        let value = if is_blank(&raw.bytes) { T::default() } else { parse(&raw.bytes)? };
        Ok(Self { value, fingerprint: raw.fingerprint })
    }
}

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for ListBody<T> {
    type Rejection = Fail;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fail> {
        let raw = Raw::read(request).await?;
        if is_blank(&raw.bytes) {
            return Err(Fail(whole(msg!("request.body_empty"))));
        }
        let text = text(&raw.bytes)?;
        let alone = text.trim_start().starts_with('[');
        let items = if alone { decode(text, "items")? } else { parse::<Listed<T>>(&raw.bytes)?.items };
        Ok(Self { items, fingerprint: raw.fingerprint })
    }
}

/// The fingerprint of a request: what must be the same for the same `Idempotency-Key` to mean the same request.
pub fn fingerprint(method: &Method, uri: &Uri, body: &[u8]) -> [u8; 32] {
    let target = uri.path_and_query().map_or("", |target| target.as_str());
    // Neither a method nor a target can hold a line feed, so the three cannot run into each other.
    Sha256::new()
        .chain_update(method.as_str())
        .chain_update("\n")
        .chain_update(target)
        .chain_update("\n")
        .chain_update(body)
        .finalize()
        .into()
}

struct Raw {
    bytes: Bytes,
    fingerprint: [u8; 32],
}

impl Raw {
    async fn read(request: Request) -> Result<Self, Rejection> {
        check_type(request.headers())?;
        let (parts, body) = request.into_parts();
        let bytes = read_body(&parts.headers, body).await?;
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |u| &u.0);
        Ok(Self { fingerprint: fingerprint(&parts.method, uri, &bytes), bytes })
    }
}

/// The bytes of a body of at most [`MAX_BODY`].
pub(crate) async fn read_body(headers: &HeaderMap, body: Stream) -> Result<Bytes, Rejection> {
    let declared = headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > MAX_BODY) {
        return Err(Rejection::TooLarge { limit: MAX_BODY });
    }
    let mut chunks = body.into_data_stream();
    // What was declared is only a hint: the bytes that come are counted.
    let mut bytes = BytesMut::new();
    while let Some(chunk) = chunks.next().await {
        let Ok(chunk) = chunk else { return Err(whole(msg!("request.body_broken"))) };
        if (bytes.len() as u64).saturating_add(chunk.len() as u64) > MAX_BODY {
            return Err(Rejection::TooLarge { limit: MAX_BODY });
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// JSON by its name, or no name at all; and not compressed, for nothing here unpacks.
fn check_type(headers: &HeaderMap) -> Result<(), Rejection> {
    let refused = Err(Rejection::UnsupportedMedia { expected: EXPECTED });
    let encoding = headers.get(header::CONTENT_ENCODING).map_or(&b"identity"[..], |value| value.as_bytes());
    if !encoding.eq_ignore_ascii_case(b"identity") {
        return refused;
    }
    let Some(value) = headers.get(header::CONTENT_TYPE) else { return Ok(()) };
    let Ok(text) = value.to_str() else { return refused };
    let kind = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let json = kind.is_empty()
        || kind == EXPECTED
        || kind
            .split_once('/')
            .is_some_and(|(_, sub)| sub.strip_suffix("+json").is_some_and(|name| !name.is_empty()));
    if json { Ok(()) } else { refused }
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_whitespace)
}

fn whole(why: Message) -> Rejection {
    Rejection::Malformed { field: None, why }
}

fn text(bytes: &[u8]) -> Result<&str, Rejection> {
    let Ok(text) = str::from_utf8(bytes) else { return Err(whole(msg!("request.not_unicode"))) };
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Rejection> {
    let text = text(bytes)?;
    if !text.trim_start().starts_with('{') {
        return Err(match serde_json::from_str::<IgnoredAny>(text) {
            Ok(_) => whole(msg!("request.not_object")),
            Err(error) => whole(msg!("request.not_json", detail = error)),
        });
    }
    decode(text, "")
}

/// Reads the value; faults are named below `above`.
fn decode<T: DeserializeOwned>(text: &str, above: &str) -> Result<T, Rejection> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let below = error.path().to_string();
        let path = if below == "." { above.to_owned() } else { format!("{above}{below}") };
        let inner = error.into_inner();
        if inner.is_data() {
            wrong_value(&path, &inner.to_string())
        } else {
            whole(msg!("request.not_json", detail = short(&inner.to_string())))
        }
    })?;
    reader.end().map_err(|error| whole(msg!("request.not_json", detail = short(&error.to_string()))))?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fail::{
        surface,
        tests::{Toy, send},
    };
    use axum::{Router, routing::post};

    #[derive(Debug, Default, Deserialize)]
    struct Wish {
        title: String,
        #[serde(default)]
        tags: Vec<String>,
        #[serde(default)]
        player: Option<Player>,
    }

    #[derive(Debug, Deserialize)]
    struct Player {
        level: i64,
    }

    fn router() -> Router {
        let one = async |Body { value, .. }: Body<Wish>| {
            format!("{} {} {}", value.title, value.tags.len(), value.player.map_or(0, |p| p.level))
        };
        let other = async |OptionalBody { value, .. }: OptionalBody<Wish>| value.title;
        surface::<Toy>(Router::new().route("/one", post(one)).route("/other", post(other)))
    }

    async fn post_to(path: &str, kind: Option<&str>, body: impl Into<Stream>) -> (u16, String) {
        let mut request = Request::post(path);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let (status, _, body) = send(router(), request.body(body.into()).unwrap()).await;
        (status, body)
    }

    #[tokio::test]
    async fn a_body_is_read_whatever_json_is_called() {
        for kind in
            [None, Some(""), Some("application/json; charset=utf-8"), Some("Application/Problem+JSON")]
        {
            let (status, body) = post_to("/one", kind, r#"{"title":"a","tags":["x"],"else":1}"#).await;
            assert_eq!((status, body.as_str()), (200, "a 1 0"), "{kind:?}");
        }
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "+json",
            "a/+json",
        ] {
            assert_eq!(post_to("/one", Some(kind), "{}").await.0, 415, "{kind}");
        }
    }

    #[tokio::test]
    async fn a_body_that_does_not_fit_is_told_where_and_why() {
        let deep = format!("{{\"title\":{}", "[".repeat(10_000));
        for (body, field) in [
            (r#"{"title":7}"#, "[title]"),
            (r#"{"title":"a","tags":["x",null]}"#, "[tags[1]]"),
            (r#"{"title":"a","player":{"level":"x"}}"#, "[player.level]"),
            (r#"{"title":"a","player":{}}"#, "[player.level]"),
            (r#"{"tags":[]}"#, "[title]"),
            (r#"["a",[],null]"#, "object"),
            ("7", "object"),
            ("", "empty"),
            (" \n", "empty"),
            ("nonsense", "not JSON"),
            (r#"{"title":"a""#, "not JSON"),
            (r#"{"title":"a"} x"#, "not JSON"),
            (r#"{"title":"\ud800"}"#, "not JSON"),
            (deep.as_str(), "toy"),
        ] {
            let (status, told) = post_to("/one", None, body.to_owned()).await;
            assert!(status == 400 && told.contains(field), "{body:.40} {status} {told}");
        }
        let (status, told) = post_to("/one", None, vec![b'{', b'"', 0xff, b'"', b'}']).await;
        assert!(status == 400 && told.contains("UTF-8"), "{told}");
    }

    #[tokio::test]
    async fn a_refused_value_is_not_repeated() {
        let (_, told) =
            post_to("/one", None, r#"{"title":"a","player":{"level":"s3cret, expected x"}}"#).await;
        assert!(!told.contains("s3cret") && told.contains("must be a whole number"), "{told}");
    }

    #[tokio::test]
    async fn an_optional_body_may_be_left_out_but_not_broken() {
        assert_eq!(post_to("/other", None, "").await, (200, String::new()));
        assert_eq!(post_to("/other", None, r#"{"title":"a"}"#).await.1, "a");
        assert_eq!(post_to("/other", None, "{").await.0, 400);
    }

    #[tokio::test]
    async fn a_body_past_the_limit_is_refused_however_it_is_sent() {
        let limit = usize::try_from(MAX_BODY).unwrap();
        let fits = format!(r#"{{"title":"{}"}}"#, "x".repeat(limit - 12));
        assert_eq!(post_to("/one", None, fits.clone()).await.0, 200);
        let (status, told) = post_to("/one", None, format!("{fits} ")).await;
        assert!(status == 413 && told.contains("1048576"), "{told}");
        let chunks = (0..40).map(|_| Ok::<_, std::io::Error>(vec![b' '; 32_768]));
        assert_eq!(
            post_to("/one", None, Stream::from_stream(futures_util::stream::iter(chunks))).await.0,
            413
        );
        let declared =
            Request::post("/one").header("content-length", "99999999").body(Stream::from("{}")).unwrap();
        assert_eq!(send(router(), declared).await.0, 413);
        let broken = futures_util::stream::iter([Ok(b"{".to_vec()), Err(std::io::Error::other("gone"))]);
        assert_eq!(post_to("/one", None, Stream::from_stream(broken)).await.0, 400);
    }

    #[tokio::test]
    async fn a_list_may_come_alone_or_under_items() {
        let show = async |ListBody { items, .. }: ListBody<Wish>| items.len().to_string();
        let router = surface::<Toy>(Router::new().route("/list", post(show)));
        for (body, status, told) in [
            (r#"{"items":[{"title":"a"}],"else":1}"#, 200, "1"),
            (r#" [{"title":"a"},{"title":"b"}]"#, 200, "2"),
            ("[]", 200, "0"),
            (r#"{"items":[{"title":7}]}"#, 400, "[items[0].title]"),
            (r#"[{"title":"a"},{"title":7}]"#, 400, "[items[1].title]"),
            ("[{}]", 400, "[items[0].title]"),
            (r#"{"items":"a"}"#, 400, "[items]"),
            ("{}", 400, "[items]"),
            (r#"[],"items":[]"#, 400, "not JSON"),
            ("7", 400, "object"),
            ("", 400, "empty"),
        ] {
            let request = Request::post("/list").body(Stream::from(body)).unwrap();
            let (got, _, answer) = send(router.clone(), request).await;
            assert!(got == status && answer.contains(told), "{body} {got} {answer}");
        }
    }

    #[test]
    fn a_fingerprint_tells_method_target_and_body_apart() {
        let of = |method, uri: &'static str, body: &[u8]| fingerprint(&method, &Uri::from_static(uri), body);
        let first = of(Method::POST, "/a?b=1", b"{}");
        assert_eq!(first, of(Method::POST, "/a?b=1", b"{}"));
        for other in [
            of(Method::PUT, "/a?b=1", b"{}"),
            of(Method::POST, "/a?b=2", b"{}"),
            of(Method::POST, "/a?b=1", b""),
        ] {
            assert_ne!(first, other);
        }
    }
}
