//! What is known of every request, and what every answer gets: an id, a log line (`access`), security headers.

use crate::{fail::panicked, stream::Streams, traffic::Traffic};
use axum::{
    Router,
    extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State},
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, header, request::Parts},
    middleware::{Next, from_fn_with_state},
    response::Response,
};
use domain::Lang;
use std::{
    convert::Infallible,
    fmt::Write as _,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, OnceLock},
    time::Instant,
};
use tower_http::catch_panic::CatchPanicLayer;
use tracing::Instrument as _;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const CONTENT_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Given on every answer that does not set them itself.
const SECURITY_HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (header::CACHE_CONTROL, "no-store"),
];

/// What is known of a request before anybody looks at what it wants.
#[derive(Debug, Clone)]
pub struct RequestInfo {
    /// Its id: the client's `X-Request-Id` where that is sane, else one of ours. The log and every error name it.
    pub id: String,
    /// The language of sentences.
    pub lang: Lang,
    /// Where it comes from.
    pub client: IpAddr,
    /// Who it turned out to be, for the log line.
    user: Arc<OnceLock<String>>,
}

impl RequestInfo {
    /// For work that comes from no request, and for tests.
    pub fn new(id: impl Into<String>, lang: Lang, client: IpAddr) -> Self {
        Self { id: id.into(), lang, client, user: Arc::default() }
    }

    /// What [`outermost`] has found out; without it (a router on its own, in tests) what the headers say.
    pub fn of(extensions: &Extensions, headers: &HeaderMap) -> Self {
        extensions
            .get::<Self>()
            .cloned()
            .unwrap_or_else(|| Self::read(extensions, headers, &Options::default()))
    }

    fn read(extensions: &Extensions, headers: &HeaderMap, options: &Options) -> Self {
        let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok()).filter(|id| is_sane(id));
        let languages = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Self::new(
            given.map_or_else(random_id, str::to_owned),
            Lang::from_accept(languages.unwrap_or_default()),
            client(extensions, headers, options),
        )
    }

    /// Notes for the log whose request it is; the first name stays.
    pub fn note_user(&self, name: &str) {
        self.user.get_or_init(|| name.to_owned());
    }
}

impl<S: Sync> FromRequestParts<S> for RequestInfo {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.extensions, &parts.headers))
    }
}

/// What [`outermost`] has to be told.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Proxies in front of the server. Only a request that comes from one of them has its `X-Forwarded-For` believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// What counts the requests.
    pub traffic: Arc<Traffic>,
    /// The streams that are open.
    pub streams: Streams,
}

/// Wraps the whole router: makes the [`RequestInfo`], logs one line per request, dresses every answer.
///
/// Serve the result with `into_make_service_with_connect_info::<SocketAddr>()`, or the client is unknown (`0.0.0.0`).
pub fn outermost(router: Router, options: Options) -> Router {
    router.layer(CatchPanicLayer::custom(panicked)).layer(from_fn_with_state(Arc::new(options), around))
}

async fn around(State(options): State<Arc<Options>>, mut request: Request, next: Next) -> Response {
    let start = Instant::now();
    let info = RequestInfo::read(request.extensions(), request.headers(), &options);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(info.clone());
    request.extensions_mut().insert(options.streams.clone());
    // The severest level, so that the id stands on every line whatever the log is narrowed to.
    let span = tracing::error_span!("request", request.id = %info.id);
    let flying = options.traffic.begin();
    let mut response = next.run(request).instrument(span).await;
    drop(flying);
    dress(&info, response.headers_mut());
    // The route's pattern, not the path: a path and a query may hold what must not be in a log.
    let route = route.as_ref().map(MatchedPath::as_str).filter(|path| !path.contains("__private"));
    let took = start.elapsed();
    options.traffic.record(route, &method, response.status(), took);
    macro_rules! line {
        ($level:ident) => {
            tracing::event!(
                target: "access",
                tracing::Level::$level,
                {
                    http.method = %method,
                    http.route = route.unwrap_or("none"),
                    http.status = response.status().as_u16(),
                    http.duration_ms = took.as_secs_f64() * 1_000.0,
                    request.id = %info.id,
                    client.address = %info.client,
                    user.name = info.user.get().map(String::as_str),
                },
                "request"
            )
        };
    }
    // Writing a line takes as long as a small request: those that went well are told of only when asked for.
    if response.status().is_client_error() || response.status().is_server_error() {
        line!(INFO);
    } else {
        line!(DEBUG);
    }
    response
}

fn dress(info: &RequestInfo, headers: &mut HeaderMap) {
    if let Ok(id) = HeaderValue::from_str(&info.id) {
        headers.insert(REQUEST_ID, id);
    }
    for (name, value) in SECURITY_HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

fn is_sane(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

/// Sixteen hexadecimal digits. A machine without randomness still serves; its ids then do not tell requests apart.
fn random_id() -> String {
    let mut bytes = [0_u8; 8];
    if let Err(error) = getrandom::fill(&mut bytes) {
        tracing::warn!(%error, "no randomness for a request id");
    }
    bytes.iter().fold(String::with_capacity(16), |mut id, byte| {
        let _ = write!(id, "{byte:02x}");
        id
    })
}

/// The peer; behind trusted proxies the nearest address that is none of them.
fn client(extensions: &Extensions, headers: &HeaderMap, options: &Options) -> IpAddr {
    let trusted = |address: &IpAddr| options.trusted_proxies.contains(address);
    let peer = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |connection| connection.0.ip().to_canonical());
    if !trusted(&peer) {
        return peer;
    }
    let chain: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .collect();
    let mut nearest = peer;
    for hop in chain.iter().rev() {
        let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
        nearest = address.to_canonical();
        if !trusted(&nearest) {
            break;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fail::tests::{ask, send};
    use axum::routing::get;

    fn router(options: Options) -> Router {
        let show = async |info: RequestInfo| format!("{} {} {}", info.id, info.lang.tag(), info.client);
        let own = async || {
            ([(header::CACHE_CONTROL, "max-age=9"), (header::CONTENT_SECURITY_POLICY, "own")], "own")
        };
        let bang = async || -> &'static str { panic!("bang") };
        let routes =
            Router::new().route("/show", get(show)).route("/own", get(own)).route("/bang", get(bang));
        outermost(routes, options)
    }

    #[tokio::test]
    async fn a_sane_request_id_is_kept_and_another_is_replaced() {
        let long = "x".repeat(65);
        for (given, kept) in [("abc-1.2_3", true), ("a b", false), (long.as_str(), false), ("", false)] {
            let mut request = ask("GET", "/show");
            request.headers_mut().insert(REQUEST_ID, HeaderValue::from_str(given).unwrap());
            let (_, headers, body) = send(router(Options::default()), request).await;
            let id = headers[&REQUEST_ID].to_str().unwrap();
            assert_eq!(id == given, kept, "{given}");
            assert!(is_sane(id) && body.starts_with(id), "{body}");
        }
    }

    #[tokio::test]
    async fn every_answer_is_dressed_unless_it_dresses_itself() {
        for path in ["/show", "/nowhere", "/bang"] {
            let (_, headers, _) = send(router(Options::default()), ask("GET", path)).await;
            for (name, value) in SECURITY_HEADERS {
                assert_eq!(headers[&name], value, "{path}");
            }
            assert!(headers.contains_key(REQUEST_ID));
        }
        let (_, headers, _) = send(router(Options::default()), ask("GET", "/own")).await;
        assert_eq!(headers[header::CACHE_CONTROL], "max-age=9");
        assert_eq!(headers.get_all(header::CONTENT_SECURITY_POLICY).iter().count(), 1);
    }

    #[tokio::test]
    async fn only_a_trusted_proxy_may_say_who_the_client_is() {
        let options = Options {
            trusted_proxies: vec!["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()],
            ..Options::default()
        };
        for (peer, forwarded, seen) in [
            ("10.0.0.1:5", "6.6.6.6, 9.8.7.6, 10.0.0.2", "9.8.7.6"),
            ("1.2.3.4:5", "9.8.7.6", "1.2.3.4"),
            ("10.0.0.1:5", "nonsense", "10.0.0.1"),
            ("[::ffff:1.2.3.4]:5", "", "1.2.3.4"),
        ] {
            let mut request = ask("GET", "/show");
            request.headers_mut().insert(FORWARDED_FOR, HeaderValue::from_str(forwarded).unwrap());
            request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
            let (_, _, body) = send(router(options.clone()), request).await;
            assert!(body.ends_with(&format!(" {seen}")), "{body}");
        }
    }
}
