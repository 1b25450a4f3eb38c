//! Refusals on their way out: carried as an extension of an empty response, worded once, at the surface's edge.

use crate::{body::MAX_BODY, info::RequestInfo};
use axum::{
    Router,
    extract::{DefaultBodyLimit, OriginalUri, Request},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::any,
};
use domain::{AuthFault, Rejection, Thing, msg};
use std::any::Any;
use tower_http::catch_panic::CatchPanicLayer;

/// Seconds after which a client may look again whether the database is back.
const UNAVAILABLE_RETRY: i64 = 5;
/// Seconds after which a client may look again whether somebody has made room.
const FULL_RETRY: i64 = 30;

/// Seconds after which a client may look again whether another stream has ended.
const STREAMS_RETRY: i64 = 10;

/// The most bytes of a path with its query. The HTTP library's own limit, past which it answers without a body, is 65,534.
const MAX_URI: usize = 16 << 10;
/// The most bytes of all headers' names and values. The HTTP library's own limits are some 400 KiB, and 100 headers.
const MAX_HEAD: usize = 64 << 10;

/// What every handler and extractor fails with. It is a response without words; the surface finds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fail(pub Rejection);

impl From<Rejection> for Fail {
    fn from(rejection: Rejection) -> Self {
        Self(rejection)
    }
}

impl From<app::Error> for Fail {
    fn from(error: app::Error) -> Self {
        Self(error.into_rejection())
    }
}

impl IntoResponse for Fail {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}

/// How a wire surface words a refusal.
pub trait Surface: 'static {
    /// The whole answer: status, body, content type. Headers that every surface sends (`Allow`, `WWW-Authenticate`,
    /// `Retry-After`) are added afterwards where it does not set them itself.
    fn render(rejection: &Rejection, info: &RequestInfo) -> Response;

    /// The same for a request to this whole path, where parts of a surface word their refusals otherwise than the rest.
    fn render_at(_path: &str, rejection: &Rejection, info: &RequestInfo) -> Response {
        Self::render(rejection, info)
    }
}

/// The status of each refusal, the same on every surface that has no reason for another.
pub fn status(rejection: &Rejection) -> StatusCode {
    match rejection {
        Rejection::Malformed { .. } | Rejection::NothingToChange => StatusCode::BAD_REQUEST,
        Rejection::Invalid(_) | Rejection::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        Rejection::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
        Rejection::Forbidden(_) | Rejection::CrossSite(_) | Rejection::Unmet(_) => StatusCode::FORBIDDEN,
        Rejection::NotFound(..) => StatusCode::NOT_FOUND,
        Rejection::Conflict(_) | Rejection::Taken { .. } => StatusCode::CONFLICT,
        Rejection::Stale { .. } => StatusCode::PRECONDITION_FAILED,
        Rejection::Throttled { .. } | Rejection::TooManyStreams { .. } => StatusCode::TOO_MANY_REQUESTS,
        Rejection::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Rejection::UriTooLong { .. } => StatusCode::URI_TOO_LONG,
        Rejection::HeadTooLarge { .. } => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        Rejection::UnsupportedMedia { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Rejection::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Rejection::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Rejection::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        Rejection::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Makes a router a surface: unknown paths, wrong methods, panics and every [`Fail`] are answered in the words of `S`.
///
/// Call it after all routes are on the router, and [`Router::nest`] the result: two routers with a fallback do not merge.
/// Bodies are limited to [`MAX_BODY`]; a route that takes more sets its own `DefaultBodyLimit`. Paths and headers are not
/// limited: [`mount`] does that, or [`bounded`], because what is nested in a surface is to be worded by itself.
pub fn surface<S: Surface>(router: Router) -> Router {
    router
        .fallback(unknown_path)
        .method_not_allowed_fallback(async || Fail(Rejection::MethodNotAllowed))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(DefaultBodyLimit::max(usize::try_from(MAX_BODY).unwrap_or(usize::MAX)))
        .layer(from_fn(word::<S>))
}

/// Puts a router below `prefix` (`/api/v3`) as a surface; `prefix` with a slash behind it is its unknown path too.
pub fn mount<S: Surface>(prefix: &str, router: Router) -> Router {
    let edge = any(unknown_path).layer(from_fn(word::<S>));
    Router::new().route(&format!("{prefix}/"), edge).nest(prefix, surface::<S>(bounded(router)))
}

/// Refuses requests whose path or headers are longer than anything that is asked here. What they are refused in are the
/// words of the surface around.
pub fn bounded(router: Router) -> Router {
    router.layer(from_fn(async |request: Request, next: Next| match oversized(&request) {
        Some(rejection) => Fail(rejection).into_response(),
        None => next.run(request).await,
    }))
}

fn oversized(request: &Request) -> Option<Rejection> {
    let uri = original(request);
    if uri.path_and_query().is_some_and(|whole| whole.as_str().len() > MAX_URI) {
        return Some(Rejection::UriTooLong { limit: MAX_URI });
    }
    let head: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    (head > MAX_HEAD).then_some(Rejection::HeadTooLarge { limit: MAX_HEAD })
}

async fn unknown_path(request: Request) -> Fail {
    Fail(oversized(&request).unwrap_or_else(|| no_route(original(&request))))
}

/// The answer to a panic: told nothing, logged in full.
#[allow(clippy::needless_pass_by_value, reason = "the shape that the layer asks for")]
pub(crate) fn panicked(payload: Box<dyn Any + Send + 'static>) -> Response {
    let text = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&'static str>().copied())
        .unwrap_or("not a text");
    tracing::error!(panic = text, "a handler panicked");
    Fail(Rejection::Internal).into_response()
}

fn original(request: &Request) -> &Uri {
    request.extensions().get::<OriginalUri>().map_or(request.uri(), |u| &u.0)
}

/// No such path as the request's, at most its first 200 characters.
fn no_route(uri: &Uri) -> Rejection {
    Rejection::not_found(Thing::Route, uri.path().chars().take(200).collect::<String>())
}

async fn word<S: Surface>(request: Request, next: Next) -> Response {
    let info = RequestInfo::of(request.extensions(), request.headers());
    let uri = original(&request).clone();
    let bare = next.run(request).await;
    let Some(rejection) = bare.extensions().get::<Rejection>().cloned().or_else(|| foreign(&bare, &uri))
    else {
        return bare;
    };
    let mut worded = S::render_at(uri.path(), &rejection, &info);
    for (name, value) in bare.headers() {
        let of_the_body = [header::CONTENT_TYPE, header::CONTENT_LENGTH].contains(name);
        if !of_the_body && !worded.headers().contains_key(name) {
            worded.headers_mut().append(name.clone(), value.clone());
        }
    }
    advise(&rejection, worded.headers_mut());
    worded
}

/// The refusal behind a plain answer that axum itself, or a layer, has made.
fn foreign(answer: &Response, uri: &Uri) -> Option<Rejection> {
    let plain = answer
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !plain {
        return None;
    }
    match answer.status() {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
            Some(Rejection::Malformed { field: None, why: msg!("request.malformed") })
        }
        StatusCode::NOT_FOUND => Some(no_route(uri)),
        StatusCode::METHOD_NOT_ALLOWED => Some(Rejection::MethodNotAllowed),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Rejection::TooLarge { limit: MAX_BODY }),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Some(Rejection::UnsupportedMedia { expected: "application/json" })
        }
        StatusCode::SERVICE_UNAVAILABLE => Some(Rejection::Unavailable),
        StatusCode::INTERNAL_SERVER_ERROR => Some(Rejection::Internal),
        _ => None,
    }
}

/// The headers that tell a client what to do next.
fn advise(rejection: &Rejection, headers: &mut HeaderMap) {
    let (name, value) = match rejection {
        Rejection::Unauthenticated(fault) => {
            (header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge(*fault)))
        }
        Rejection::Throttled { retry_after } => {
            (header::RETRY_AFTER, HeaderValue::from((*retry_after).max(1)))
        }
        Rejection::TooManyStreams { .. } => (header::RETRY_AFTER, HeaderValue::from(STREAMS_RETRY)),
        Rejection::Unavailable => (header::RETRY_AFTER, HeaderValue::from(UNAVAILABLE_RETRY)),
        Rejection::StorageFull => (header::RETRY_AFTER, HeaderValue::from(FULL_RETRY)),
        _ => return,
    };
    headers.entry(name).or_insert(value);
}

const fn challenge(fault: AuthFault) -> &'static str {
    match fault {
        AuthFault::Missing | AuthFault::WrongPassword => "Bearer",
        AuthFault::Invalid | AuthFault::Expired => r#"Bearer error="invalid_token""#,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use axum::{body::Body, routing::get};
    use tower::ServiceExt;

    /// A surface that says `<status> <sentence> [<field>]` in plain text.
    pub(crate) struct Toy;

    impl Surface for Toy {
        fn render(rejection: &Rejection, info: &RequestInfo) -> Response {
            let field = match rejection {
                Rejection::Malformed { field: Some(field), .. } => format!(" [{field}]"),
                _ => String::new(),
            };
            (status(rejection), format!("toy: {}{field}", rejection.text(info.lang))).into_response()
        }
    }

    /// Sends a request and gives the status, the headers and the body.
    pub(crate) async fn send(router: Router, request: axum::http::Request<Body>) -> (u16, HeaderMap, String) {
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        (parts.status.as_u16(), parts.headers, String::from_utf8(bytes.to_vec()).unwrap())
    }

    pub(crate) fn ask(method: &str, uri: &str) -> axum::http::Request<Body> {
        Request::builder().method(method).uri(uri).body(Body::empty()).unwrap()
    }

    fn router() -> Router {
        let inner = Router::new()
            .route("/fine", get(async || "fine"))
            .route("/bang", get(async || -> &'static str { panic!("bang") }))
            .route("/plain", get(async || StatusCode::PAYLOAD_TOO_LARGE))
            .route("/bytes", axum::routing::post(async |_: bytes::Bytes| "read"))
            .route("/missing", get(async || Fail(Rejection::Unauthenticated(AuthFault::Missing))))
            .route("/expired", get(async || Fail(Rejection::Unauthenticated(AuthFault::Expired))))
            .route("/throttled", get(async || Fail(Rejection::Throttled { retry_after: 7 })))
            .route("/away", get(async || Fail(Rejection::Unavailable)));
        mount::<Toy>("/api", inner)
    }

    #[tokio::test]
    async fn an_unknown_path_is_named_in_the_words_of_the_surface() {
        let (status, _, body) = send(router(), ask("GET", "/api/nowhere?token=secret")).await;
        assert_eq!((status, body.as_str()), (404, "toy: no such path: /api/nowhere"));
        for edge in ["/api", "/api/"] {
            let (status, _, body) = send(router(), ask("GET", edge)).await;
            assert_eq!((status, body), (404, format!("toy: no such path: {edge}")));
        }
        let mut request = ask("GET", "/api/nowhere");
        request.headers_mut().insert("accept-language", HeaderValue::from_static("zh-CN"));
        assert!(send(router(), request).await.2.contains("路径"));
    }

    #[tokio::test]
    async fn a_path_or_headers_past_their_limit_are_refused_in_the_words_of_the_surface() {
        for path in ["/api/fine", "/api/nowhere", "/api/"] {
            let uri = |length: usize| format!("{path}?{}", "x".repeat(length - path.len() - 1));
            assert_ne!(send(router(), ask("GET", &uri(MAX_URI))).await.0, 414, "{path}");
            let (status, _, body) = send(router(), ask("GET", &uri(MAX_URI + 1))).await;
            assert_eq!((status, body.contains("16384")), (414, true), "{path}: {body}");
            let mut request = ask("GET", path);
            let long = HeaderValue::from_str(&"x".repeat(MAX_HEAD / 2)).unwrap();
            request.headers_mut().append("x-long", long.clone());
            request.headers_mut().append("x-long", long);
            let (status, _, body) = send(router(), request).await;
            assert_eq!((status, body.contains("65536")), (431, true), "{path}: {body}");
        }
    }

    #[tokio::test]
    async fn some_paths_of_a_surface_may_have_words_of_their_own_known_or_not() {
        struct Other;
        impl Surface for Other {
            fn render(rejection: &Rejection, _: &RequestInfo) -> Response {
                (status(rejection), "words").into_response()
            }

            fn render_at(path: &str, rejection: &Rejection, info: &RequestInfo) -> Response {
                if !path.starts_with("/api/own") {
                    return Self::render(rejection, info);
                }
                (status(rejection), [(header::CONTENT_TYPE, "application/json")], "other words")
                    .into_response()
            }
        }
        let inner = Router::new()
            .route("/own", get(async || Fail(Rejection::Unavailable)))
            .route("/own/bang", get(async || -> &'static str { panic!("bang") }))
            .route("/rest", get(async || Fail(Rejection::Unavailable)));
        let router = mount::<Other>("/api", inner);
        for (method, path, expected) in [
            ("GET", "/api/own", (503, "other words")),
            ("POST", "/api/own", (405, "other words")),
            ("GET", "/api/own/bang", (500, "other words")),
            ("GET", "/api/own/none", (404, "other words")),
            ("GET", "/api/rest", (503, "words")),
            ("GET", "/api/none", (404, "words")),
        ] {
            let (status, _, body) = send(router.clone(), ask(method, path)).await;
            assert_eq!((status, body.as_str()), expected, "{method} {path}");
        }
    }

    #[tokio::test]
    async fn a_wrong_method_says_which_are_allowed() {
        let (status, headers, body) = send(router(), ask("DELETE", "/api/fine")).await;
        assert_eq!(status, 405);
        assert_eq!(headers["allow"], "GET,HEAD");
        assert!(body.starts_with("toy: "));
    }

    #[tokio::test]
    async fn a_panic_is_an_internal_error_without_its_text() {
        let (status, _, body) = send(router(), ask("GET", "/api/bang")).await;
        assert_eq!(status, 500);
        assert!(body.starts_with("toy: ") && !body.contains("bang"), "{body}");
    }

    #[tokio::test]
    async fn a_plain_refusal_of_the_framework_is_worded_too() {
        assert!(send(router(), ask("GET", "/api/plain")).await.2.contains("1048576"));
        let big = Request::post("/api/bytes").body(Body::from(vec![0_u8; 1_048_577])).unwrap();
        let (status, _, body) = send(router(), big).await;
        assert_eq!((status, body.starts_with("toy: ")), (413, true), "{body}");
        assert_eq!(send(router(), ask("GET", "/api/fine")).await.2, "fine");
    }

    #[tokio::test]
    async fn the_headers_say_what_to_do_next() {
        assert_eq!(send(router(), ask("GET", "/api/missing")).await.1["www-authenticate"], "Bearer");
        let expired = send(router(), ask("GET", "/api/expired")).await.1;
        assert_eq!(expired["www-authenticate"], r#"Bearer error="invalid_token""#);
        assert_eq!(send(router(), ask("GET", "/api/throttled")).await.1["retry-after"], "7");
        assert_eq!(send(router(), ask("GET", "/api/away")).await.1["retry-after"], "5");
    }
}
