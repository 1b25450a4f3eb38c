//! Accepting connections: HTTP/1.1, with a bound on how long a client may take to say what it wants.

mod unread;

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, header, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutBody;

/// How long a request's head may take, and how long a connection may stay without one.
const HEAD: Duration = Duration::from_mins(1);
/// How long a request's body may stand still.
const BODY: Duration = Duration::from_secs(30);
/// How long a client may take nothing of what is sent to it, and say nothing.
const STUCK: Duration = Duration::from_mins(1);
/// How long accepting pauses when the machine has no more of something (file descriptors, most often).
const PAUSE: Duration = Duration::from_millis(100);

/// Answers requests until `stop`, then those that have begun, at most `patience` long.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
    patience: Duration,
) {
    let mut connections = JoinSet::new();
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let connection = graceful.watch(connection(stream, peer, router.clone()));
                    connections.spawn(async move {
                        if let Err(error) = connection.await {
                            tracing::debug!(error = %error, client.address = %peer.ip(), "a connection ended badly");
                        }
                    });
                }
                Err(error) => {
                    tracing::warn!(error = %error, "a connection could not be accepted");
                    tokio::time::sleep(PAUSE).await;
                }
            },
            // Ended connections are forgotten as they end.
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    tracing::info!("stopping: requests that have begun are finished");
    if tokio::time::timeout(patience, graceful.shutdown()).await.is_err() {
        tracing::warn!(patience.seconds = patience.as_secs(), "requests were cut off");
    }
    connections.shutdown().await;
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> http1::Connection<
    TokioIo<TcpStream>,
    impl hyper::service::HttpService<Incoming, ResBody = Body, Error = Infallible, Future: Send>,
> {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error = %error, "a connection keeps its delay");
    }
    cut_when_stuck(&stream);
    let service = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move {
            let waits = request.headers().contains_key(header::EXPECT);
            let (head, body) = request.into_parts();
            let (body, left) = unread::watch(Body::new(TimeoutBody::new(BODY, body)), waits);
            let mut request = Request::from_parts(head, Body::new(body));
            request.extensions_mut().insert(ConnectInfo(peer));
            let answer = router.oneshot(request).await;
            left.pass_over().await;
            answer
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), service)
}

/// Has the system end a connection whose client takes nothing any more: a stream to it would otherwise never end.
fn cut_when_stuck(stream: &TcpStream) {
    #[cfg(target_os = "linux")]
    if let Err(error) = socket2::SockRef::from(stream).set_tcp_user_timeout(Some(STUCK)) {
        tracing::debug!(error = %error, "a connection has no bound on a client that takes nothing");
    }
    #[cfg(not(target_os = "linux"))]
    if let Err(error) =
        socket2::SockRef::from(stream).set_tcp_keepalive(&socket2::TcpKeepalive::new().with_time(STUCK))
    {
        tracing::debug!(error = %error, "a connection has no bound on a client that is gone");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{http::StatusCode, routing::post};
    use futures_util::StreamExt as _;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    /// Sends `head` and nothing more; what comes back until the connection is closed. The clock jumps while all wait.
    #[allow(clippy::disallowed_methods, reason = "a test ends its own task")]
    async fn exchange(head: &str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", post(|body: String| async move { body }));
        let server = tokio::spawn(serve(listener, router, std::future::pending(), Duration::ZERO));
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        server.abort();
        answer
    }

    /// A server with a route that refuses without reading, and one that does so after the first bytes.
    #[allow(clippy::disallowed_methods, reason = "it ends with the test's runtime")]
    async fn refusing() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let halfway = async |body: Body| {
            let mut chunks = body.into_data_stream();
            let first = chunks.next().await.unwrap().unwrap();
            (StatusCode::PAYLOAD_TOO_LARGE, first.len().min(1).to_string())
        };
        let router = Router::new()
            .route("/", post(async || (StatusCode::FORBIDDEN, "no")))
            .route("/halfway", post(halfway));
        tokio::spawn(serve(listener, router, std::future::pending(), Duration::ZERO));
        address
    }

    #[tokio::test]
    async fn a_client_that_is_refused_while_it_sends_sees_the_answer_and_goes_on() {
        let mut client = TcpStream::connect(refusing().await).await.unwrap();
        let body = vec![b'x'; 8 << 20];
        for (path, status, told) in [("/", "403", "no"), ("/halfway", "413", "1"), ("/", "403", "no")] {
            let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n", body.len());
            client.write_all(head.as_bytes()).await.unwrap();
            // All of it is sent before a byte of the answer is looked at, as simple clients do.
            client.write_all(&body).await.unwrap();
            let mut answer = [0; 1_024];
            let length = client.read(&mut answer).await.unwrap();
            let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
            assert!(answer.starts_with(&format!("HTTP/1.1 {status}")) && answer.ends_with(told), "{answer}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_declares_a_body_and_sends_none_is_answered() {
        for head in [
            "content-length: 9000000",
            "content-length: 99000000000",
            "content-length: 9\r\nexpect: 100-continue",
        ] {
            let begun = tokio::time::Instant::now();
            let mut client = TcpStream::connect(refusing().await).await.unwrap();
            let head = format!("POST / HTTP/1.1\r\nhost: x\r\n{head}\r\n\r\n");
            client.write_all(head.as_bytes()).await.unwrap();
            let mut answer = [0; 1_024];
            let length = client.read(&mut answer).await.unwrap();
            assert!(answer[..length].starts_with(b"HTTP/1.1 403"), "{head}");
            assert!(begun.elapsed() <= Duration::from_secs(3), "{head} {:?}", begun.elapsed());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn half_a_head_is_not_waited_for_for_ever() {
        let answer = exchange("POST / HT").await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_never_comes_is_not_waited_for_for_ever() {
        let answer = exchange("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf").await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
}
