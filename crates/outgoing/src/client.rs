//! Sending one request: resolve, check, connect to what was checked, send, and read what may be read of the answer.

use crate::{
    address::Guard,
    target::{Scheme, Target},
};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Method, header};
use http_body_util::{BodyExt as _, Full};
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, pki_types::ServerName},
};

/// How long one address may take to be reached; the next one is tried then.
const CONNECT: Duration = Duration::from_secs(5);
/// Addresses of one name that are tried.
const MOST_ADDRESSES: usize = 4;

/// What is sent.
#[derive(Debug, Clone)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Where to.
    pub target: Target,
    /// With what headers; `Host` and `Content-Length` are ours, hop-by-hop headers are dropped.
    pub headers: HeaderMap,
    /// What with.
    pub body: Bytes,
    /// How long all of it may take, from resolving the name to the last byte of the answer.
    pub patience: Duration,
    /// How many bytes of the answer's body are kept.
    pub keep: usize,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status; a redirect is an answer like any other.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as far as it is kept.
    pub body: Bytes,
    /// Whether that is all of it.
    pub completeness: Completeness,
}

/// Whether a body was kept whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// It was.
    Whole,
    /// There was more.
    Cut,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The host's name is not known.
    #[error("the host could not be resolved: {0}")]
    Unresolved(String),
    /// The host stands only for addresses that may not be reached.
    #[error(
        "the address may not be reached: it is not one of the open internet, nor allowed by the configuration"
    )]
    NotAllowed,
    /// Nobody answers there.
    #[error("the host could not be reached: {0}")]
    Unreachable(String),
    /// Who answers there is not who they should be.
    #[error("no trusted connection: {0}")]
    Untrusted(String),
    /// It took too long.
    #[error("no answer in time")]
    Late,
    /// The exchange broke off.
    #[error("the exchange broke off: {0}")]
    Broken(String),
}

impl Failure {
    /// A word for programs.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Unresolved(_) => "unresolved",
            Self::NotAllowed => "address_not_allowed",
            Self::Unreachable(_) => "unreachable",
            Self::Untrusted(_) => "untrusted",
            Self::Late => "timeout",
            Self::Broken(_) => "broken",
        }
    }
}

/// The client. Cheap to clone; every request has a connection of its own.
#[derive(Clone)]
pub struct Client {
    guard: Arc<Guard>,
    tls: Arc<ClientConfig>,
}

impl Client {
    /// A client that reaches what the guard lets it, and trusts the authorities of the machine and those built in. It
    /// fails only where this program was built without any version of TLS.
    pub fn new(guard: Guard) -> Result<Self, Failure> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let found = rustls_native_certs::load_native_certs();
        for error in &found.errors {
            tracing::debug!(error = %error, "certificates of the machine could not be read");
        }
        roots.add_parsable_certificates(found.certs);
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let tls = builder.map_err(|error| Failure::Untrusted(error.to_string()))?;
        let tls = tls.with_root_certificates(roots).with_no_client_auth();
        Ok(Self { guard: Arc::new(guard), tls: Arc::new(tls) })
    }

    /// Sends a request. Dropped while it is sent, the connection is closed.
    pub async fn send(&self, request: Request) -> Result<Answer, Failure> {
        timeout(request.patience, self.exchange(request)).await.unwrap_or(Err(Failure::Late))
    }

    async fn exchange(&self, request: Request) -> Result<Answer, Failure> {
        let addresses = self.addresses(&request.target).await?;
        let stream = connect(&addresses).await?;
        match request.target.scheme {
            Scheme::Http => talk(stream, request).await,
            Scheme::Https => {
                let untrusted = |error: &dyn std::fmt::Display| Failure::Untrusted(error.to_string());
                let name = ServerName::try_from(request.target.host.clone()).map_err(|e| untrusted(&e))?;
                let connector = TlsConnector::from(Arc::clone(&self.tls));
                let stream = connector.connect(name, stream).await.map_err(|e| untrusted(&e))?;
                talk(stream, request).await
            }
        }
    }

    /// What a target stands for, as far as it may be reached.
    async fn addresses(&self, target: &Target) -> Result<Vec<SocketAddr>, Failure> {
        let found = lookup_host((target.host.as_str(), target.port)).await;
        let found: Vec<SocketAddr> = found.map_err(|error| Failure::Unresolved(error.to_string()))?.collect();
        if found.is_empty() {
            return Err(Failure::Unresolved("it stands for no address".to_owned()));
        }
        let lets = |address: &SocketAddr| self.guard.lets(&target.host, address.ip());
        let allowed: Vec<_> = found.into_iter().filter(lets).take(MOST_ADDRESSES).collect();
        if allowed.is_empty() { Err(Failure::NotAllowed) } else { Ok(allowed) }
    }
}

/// Connects to the first of the addresses that answers: to the address itself, so that nothing is resolved again.
async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, Failure> {
    let mut failure = Failure::Late;
    for address in addresses {
        match timeout(CONNECT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(error = %error, "a connection keeps its delay");
                }
                return Ok(stream);
            }
            Ok(Err(error)) => failure = Failure::Unreachable(error.to_string()),
            Err(_late) => failure = Failure::Unreachable("no answer in time".to_owned()),
        }
    }
    Err(failure)
}

async fn talk<S>(stream: S, request: Request) -> Result<Answer, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let broken = |error: hyper::Error| Failure::Broken(error.to_string());
    let keep = request.keep;
    let message = message(request)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let mut connection = std::pin::pin!(connection);
    let exchange = async {
        let answer = sender.send_request(message).await.map_err(broken)?;
        let (head, body) = answer.into_parts();
        let (body, completeness) = read(body, keep).await?;
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body, completeness })
    };
    let mut exchange = std::pin::pin!(exchange);
    // The connection does the work while the exchange waits for it; both end here, whatever comes.
    tokio::select! {
        answer = &mut exchange => answer,
        ended = &mut connection => match ended {
            Ok(()) => exchange.await,
            Err(error) => Err(broken(error)),
        }
    }
}

fn message(request: Request) -> Result<http::Request<Full<Bytes>>, Failure> {
    let bad = |error: &dyn std::fmt::Display| Failure::Broken(error.to_string());
    let Request { method, target, mut headers, body, .. } = request;
    for ours in
        [header::CONNECTION, header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::UPGRADE, header::TE]
    {
        headers.remove(ours);
    }
    headers.insert(header::HOST, HeaderValue::from_str(target.authority()).map_err(|e| bad(&e))?);
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    let mut message = http::Request::new(Full::new(body));
    *message.method_mut() = method;
    *message.uri_mut() = target.path().parse().map_err(|e: http::uri::InvalidUri| bad(&e))?;
    *message.headers_mut() = headers;
    Ok(message)
}

/// The body up to `keep` bytes; the rest is not waited for.
async fn read(mut body: Incoming, keep: usize) -> Result<(Bytes, Completeness), Failure> {
    let mut kept = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Failure::Broken(error.to_string()))?;
        let Ok(data) = frame.into_data() else { continue };
        let room = keep - kept.len();
        if data.len() > room {
            kept.extend(data.iter().take(room));
            return Ok((kept.freeze(), Completeness::Cut));
        }
        kept.extend_from_slice(&data);
    }
    Ok((kept.freeze(), Completeness::Whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpListener,
    };

    /// Answers one connection with these bytes, and then holds it open; its port.
    #[allow(clippy::disallowed_methods, reason = "a test ends its own task")]
    async fn answering(bytes: impl Into<Vec<u8>>) -> u16 {
        let (listener, bytes) = (TcpListener::bind("127.0.0.1:0").await.unwrap(), bytes.into());
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = [0; 1_024];
            let _ = stream.read(&mut asked).await.unwrap();
            stream.write_all(&bytes).await.unwrap();
            std::future::pending::<()>().await;
        });
        port
    }

    fn request(url: &str) -> Request {
        Request {
            method: Method::POST,
            target: Target::parse(url).unwrap(),
            headers: HeaderMap::new(),
            body: Bytes::from_static(b"{}"),
            patience: Duration::from_secs(20),
            keep: 10,
        }
    }

    fn client(allowed: &[&str]) -> Client {
        Client::new(Guard::new(allowed.iter().map(|text| text.parse().unwrap()).collect())).unwrap()
    }

    #[tokio::test]
    async fn an_answer_is_kept_up_to_its_limit_and_the_rest_not_waited_for() {
        let port = answering("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n0123456789abc").await;
        let answer =
            client(&["127.0.0.1"]).send(request(&format!("http://127.0.0.1:{port}/"))).await.unwrap();
        assert_eq!((answer.status, &answer.body[..]), (200, &b"0123456789"[..]));
        assert_eq!(answer.completeness, Completeness::Cut);
        let port = answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n01234").await;
        let answer =
            client(&["localhost"]).send(request(&format!("http://localhost:{port}/"))).await.unwrap();
        assert_eq!((&answer.body[..], answer.completeness), (&b"01234"[..], Completeness::Whole));
    }

    #[tokio::test]
    async fn a_redirect_is_an_answer_and_is_not_followed() {
        let port =
            answering("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n")
                .await;
        let answer =
            client(&["127.0.0.0/8"]).send(request(&format!("http://127.0.0.1:{port}/"))).await.unwrap();
        assert_eq!(
            (answer.status, answer.headers[header::LOCATION].to_str().unwrap()),
            (302, "http://127.0.0.1:9/")
        );
    }

    #[tokio::test]
    async fn what_may_not_be_reached_is_not_asked() {
        let port = answering("").await;
        for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254"] {
            let refused = client(&["10.0.0.0/8"]).send(request(&format!("http://{host}:{port}/"))).await;
            assert!(
                matches!(refused, Err(Failure::NotAllowed | Failure::Unresolved(_))),
                "{host}: {refused:?}"
            );
        }
    }

    #[tokio::test]
    async fn whoever_says_nothing_or_nonsense_or_speaks_no_tls_is_told_apart() {
        let silent = answering("").await;
        let late = Request {
            patience: Duration::from_millis(50),
            ..request(&format!("http://127.0.0.1:{silent}/"))
        };
        assert_eq!(client(&["127.0.0.1"]).send(late).await.unwrap_err(), Failure::Late);
        let nonsense = answering("SMTP ready\r\n\r\n").await;
        let broken = client(&["127.0.0.1"]).send(request(&format!("http://127.0.0.1:{nonsense}/"))).await;
        assert_eq!(broken.unwrap_err().word(), "broken");
        let plain = answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
        let untrusted = client(&["127.0.0.1"]).send(request(&format!("https://127.0.0.1:{plain}/"))).await;
        assert_eq!(untrusted.unwrap_err().word(), "untrusted");
        let nobody = client(&["127.0.0.1"]).send(request("http://127.0.0.1:1/")).await;
        assert_eq!(nobody.unwrap_err().word(), "unreachable");
    }
}
