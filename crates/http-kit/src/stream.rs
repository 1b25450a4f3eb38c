//! Streams of server-sent events: how an answer that stays open is worded, kept alive, bounded and ended.
//!
//! A handler takes [`Streams`] and [`LastEventId`], asks for a place with [`Streams::open`], and answers with
//! [`Place::answer`] from a source of [`Event`]s. The source is only asked for more when the client has taken what was
//! there, so that a slow client costs what its own source holds and nobody else anything. Must never know what an event
//! tells, and never keep one back: what the source gives is sent at once.

use crate::fail::Fail;
use axum::{
    body::Body,
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use bytes::{BufMut as _, Bytes, BytesMut};
use domain::{
    Rejection,
    id::{TeamId, UserId},
    identity::Principal,
    msg,
};
use futures_util::Stream;
use serde::Serialize;
use std::{
    collections::HashMap,
    convert::Infallible,
    fmt::Write as _,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
const ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");
const KIND: &str = "text/event-stream";
/// The first thing sent: after how many milliseconds a client that was cut off comes again.
const OPENING: &[u8] = b"retry: 2000\n\n";
const PING: &[u8] = b": ping\n\n";
/// About how many bytes of events are sent as one piece.
const PIECE: usize = 16 << 10;

/// How much streams may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest time without a byte: a comment is sent then, so that nothing between takes the connection for dead.
    pub ping: Duration,
    /// Streams that one principal may have open.
    pub of_one: usize,
    /// Streams that may be open in all.
    pub in_all: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { ping: Duration::from_secs(15), of_one: 256, in_all: 4_096 }
    }
}

/// The streams that are open on this node. Cheap to clone; a handler takes it as an extractor.
#[derive(Debug, Clone, Default)]
pub struct Streams(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    limits: Limits,
    open: Mutex<HashMap<(TeamId, UserId), usize>>,
    stop: CancellationToken,
}

impl<S: Sync> FromRequestParts<S> for Streams {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

impl Streams {
    /// None open yet.
    pub fn new(limits: Limits) -> Self {
        Self(Arc::new(Inner { limits, ..Inner::default() }))
    }

    /// Ends every stream, now and from now on: their clients come again, to another node or to the next run.
    pub fn stop(&self) {
        self.0.stop.cancel();
    }

    /// Resolves when streams are to end: for answers that wait without being streams.
    pub fn stopped(&self) -> impl Future<Output = ()> + Send + use<> {
        self.0.stop.clone().cancelled_owned()
    }

    /// How many are open.
    pub fn open_now(&self) -> usize {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }

    /// A place for one more stream; refused past the limits.
    pub fn open(&self, who: &Principal) -> Result<Place, Rejection> {
        let Limits { of_one, in_all, .. } = self.0.limits;
        let whose = (who.team, who.user);
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.values().sum::<usize>() >= in_all {
            return Err(Rejection::TooManyStreams { limit: in_all });
        }
        let own = open.entry(whose).or_default();
        if *own >= of_one {
            return Err(Rejection::TooManyStreams { limit: of_one });
        }
        *own += 1;
        drop(open);
        Ok(Place { streams: self.clone(), whose })
    }
}

/// The right to have one stream open, given back when it is dropped.
#[derive(Debug)]
pub struct Place {
    streams: Streams,
    whose: (TeamId, UserId),
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = open.get_mut(&self.whose) {
            *own -= 1;
            if *own == 0 {
                open.remove(&self.whose);
            }
        }
    }
}

impl Place {
    /// The answer: every event of the source as it comes, a comment where none comes for long, the end with the source's
    /// end or when the server stops. The source is dropped when the client goes.
    pub fn answer<S>(self, source: S) -> Response
    where
        S: Stream<Item = Event> + Send + 'static,
    {
        let ping = self.streams.0.limits.ping;
        let stop = self.streams.0.stop.clone().cancelled_owned();
        let pieces = Pieces {
            source: Box::pin(source),
            stop: Box::pin(stop),
            timer: Box::pin(sleep(ping)),
            ping,
            state: State::Opening,
            _place: self,
        };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(KIND)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            // A proxy that gathers what it passes on would keep events back.
            (ACCEL_BUFFERING, HeaderValue::from_static("no")),
        ];
        (headers, Body::from_stream(pieces)).into_response()
    }
}

/// One event of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    id: Option<i64>,
    name: &'static str,
    data: Arc<str>,
}

impl Event {
    /// An event called `name`, which must be one line, that carries `data` as JSON.
    pub fn json<T: Serialize>(name: &'static str, data: &T) -> Result<Self, Rejection> {
        match serde_json::to_string(data) {
            Ok(data) => Ok(Self::worded(name, data.into())),
            Err(error) => {
                tracing::error!(%error, "an event cannot be written as json");
                Err(Rejection::Internal)
            }
        }
    }

    /// An event that carries JSON which is written already, all of it on one line.
    pub const fn worded(name: &'static str, data: Arc<str>) -> Self {
        Self { id: None, name, data }
    }

    /// With its number: what the client says as `Last-Event-ID` when it comes again.
    #[must_use]
    pub const fn numbered(mut self, id: i64) -> Self {
        self.id = Some(id);
        self
    }

    /// Writes it as the client reads it. JSON on one line has no line breaks, so the data is one line.
    fn write(&self, out: &mut BytesMut) {
        out.reserve(self.data.len() + self.name.len() + 40);
        if let Some(id) = self.id {
            let _ = writeln!(out, "id: {id}");
        }
        let _ = writeln!(out, "event: {}", self.name);
        out.put_slice(b"data: ");
        out.put_slice(self.data.as_bytes());
        out.put_slice(b"\n\n");
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Opening,
    Open,
    Over,
}

/// The bytes of a stream, as they come.
struct Pieces<S> {
    source: Pin<Box<S>>,
    stop: Pin<Box<WaitForCancellationFutureOwned>>,
    timer: Pin<Box<Sleep>>,
    ping: Duration,
    state: State,
    _place: Place,
}

impl<S: Stream<Item = Event>> Pieces<S> {
    /// What the source has now, up to about one piece.
    fn gather(&mut self, cx: &mut Context<'_>) -> Bytes {
        let mut piece = BytesMut::new();
        while piece.len() < PIECE {
            match self.source.as_mut().poll_next(cx) {
                Poll::Ready(Some(event)) => event.write(&mut piece),
                Poll::Ready(None) => {
                    self.state = State::Over;
                    break;
                }
                Poll::Pending => break,
            }
        }
        piece.freeze()
    }

    fn rewind(&mut self) {
        let next = Instant::now() + self.ping;
        self.timer.as_mut().reset(next);
    }
}

impl<S: Stream<Item = Event>> Stream for Pieces<S> {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // Every part is in a box of its own, so none moves with this.
        let this = self.get_mut();
        match this.state {
            State::Opening => {
                this.state = State::Open;
                return Poll::Ready(Some(Ok(Bytes::from_static(OPENING))));
            }
            State::Over => return Poll::Ready(None),
            State::Open => {}
        }
        // Asked first: a source that always has more must not hold up the end.
        if this.stop.as_mut().poll(cx).is_ready() {
            this.state = State::Over;
            return Poll::Ready(None);
        }
        let piece = this.gather(cx);
        if !piece.is_empty() {
            this.rewind();
            return Poll::Ready(Some(Ok(piece)));
        }
        if this.state == State::Over {
            return Poll::Ready(None);
        }
        if this.timer.as_mut().poll(cx).is_ready() {
            this.rewind();
            // The reset timer has to be asked once, or nobody is woken by it: the next question does that.
            return Poll::Ready(Some(Ok(Bytes::from_static(PING))));
        }
        Poll::Pending
    }
}

/// After which event a client goes on: its `Last-Event-ID` header, or the parameter `lastEventId` where it can set none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastEventId(pub Option<i64>);

impl<S: Sync> FromRequestParts<S> for LastEventId {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fail> {
        if let Some(value) = parts.headers.get(LAST_EVENT_ID) {
            // Anything but visible ASCII is no number either.
            return Ok(Self(number("Last-Event-ID", value.to_str().unwrap_or("?"))?));
        }
        let query = parts.uri.query().unwrap_or_default().as_bytes();
        let given = form_urlencoded::parse(query).filter(|(name, _)| name == "lastEventId").last();
        Ok(Self(given.map(|(_, text)| number("lastEventId", &text)).transpose()?.flatten()))
    }
}

/// The number of an event; an empty one is none.
fn number(name: &str, text: &str) -> Result<Option<i64>, Rejection> {
    match crate::int_param(name, Some(text))? {
        Some(..0) => Err(Rejection::malformed(name, msg!("value.at_least", min = 0))),
        number => Ok(number),
    }
}

/// Whether a client asks for a stream of events: `Accept` names the type itself.
pub fn wants_stream(headers: &HeaderMap) -> bool {
    let kinds = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    kinds
        .flat_map(|value| value.split(','))
        .any(|kind| kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(KIND)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identity::Principal;
    use futures_util::{StreamExt as _, stream};

    fn who(user: i64) -> Principal {
        let mut who = Principal::system(TeamId(1), "somebody");
        who.user = UserId(user);
        who
    }

    fn event(id: i64) -> Event {
        Event::json("step", &serde_json::json!({"text": "two\nlines"})).unwrap().numbered(id)
    }

    fn body(response: Response) -> impl Stream<Item = String> + Unpin {
        response
            .into_body()
            .into_data_stream()
            .map(|piece| String::from_utf8(piece.unwrap().to_vec()).unwrap())
    }

    #[tokio::test]
    async fn events_are_written_as_a_client_reads_them_and_the_stream_ends_with_its_source() {
        let place = Streams::default().open(&who(1)).unwrap();
        let response = place.answer(stream::iter([event(7), event(8)]));
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        let text: String = body(response).collect().await;
        let data = r#"data: {"text":"two\nlines"}"#;
        assert_eq!(
            text,
            format!("retry: 2000\n\nid: 7\nevent: step\n{data}\n\nid: 8\nevent: step\n{data}\n\n")
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_stream_is_kept_alive_by_comments() {
        let streams = Streams::new(Limits { ping: Duration::from_secs(3), ..Limits::default() });
        let mut pieces = body(streams.open(&who(1)).unwrap().answer(stream::pending()));
        assert_eq!(pieces.next().await.unwrap(), "retry: 2000\n\n");
        let start = Instant::now();
        for round in 1..=3 {
            assert_eq!(pieces.next().await.unwrap(), ": ping\n\n");
            assert_eq!(start.elapsed().as_secs(), round * 3);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn stopping_ends_streams_that_wait_and_streams_that_always_have_more() {
        let streams = Streams::default();
        let waiting = body(streams.open(&who(1)).unwrap().answer(stream::pending()));
        let busy = body(streams.open(&who(1)).unwrap().answer(stream::repeat_with(|| event(1))));
        streams.stop();
        assert_eq!(waiting.count().await, 1);
        assert_eq!(busy.count().await, 1);
        streams.stopped().await;
        let late = body(streams.open(&who(1)).unwrap().answer(stream::pending()));
        assert_eq!(late.count().await, 1);
    }

    #[tokio::test]
    async fn a_busy_source_is_only_asked_for_a_piece_at_a_time() {
        let asked = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let source = stream::repeat_with(move || {
            count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            event(1)
        });
        let mut pieces = body(Streams::default().open(&who(1)).unwrap().answer(source));
        pieces.next().await.unwrap();
        let piece = pieces.next().await.unwrap();
        assert!(piece.len() < PIECE + 100, "{}", piece.len());
        assert!(asked.load(std::sync::atomic::Ordering::Relaxed) <= piece.len() / 40);
    }

    #[test]
    fn places_are_counted_by_person_and_in_all_and_given_back() {
        let streams = Streams::new(Limits { of_one: 2, in_all: 3, ..Limits::default() });
        let first = streams.open(&who(1)).unwrap();
        let _second = streams.open(&who(1)).unwrap();
        assert_eq!(streams.open(&who(1)).unwrap_err(), Rejection::TooManyStreams { limit: 2 });
        let _other = streams.open(&who(2)).unwrap();
        assert_eq!(streams.open(&who(3)).unwrap_err(), Rejection::TooManyStreams { limit: 3 });
        drop(first);
        assert_eq!(streams.open_now(), 2);
        streams.open(&who(1)).unwrap();
    }

    async fn resumed(uri: &str, header: Option<&[u8]>) -> Result<Option<i64>, Fail> {
        let mut request = axum::http::Request::builder().uri(uri);
        if let Some(value) = header {
            request = request.header("Last-Event-ID", HeaderValue::from_bytes(value).unwrap());
        }
        let mut parts = request.body(()).unwrap().into_parts().0;
        LastEventId::from_request_parts(&mut parts, &()).await.map(|LastEventId(id)| id)
    }

    #[tokio::test]
    async fn where_a_client_goes_on_is_read_from_the_header_first() {
        assert_eq!(resumed("/", None).await, Ok(None));
        assert_eq!(resumed("/?lastEventId=5", None).await, Ok(Some(5)));
        assert_eq!(resumed("/?lastEventId=5", Some(b"7")).await, Ok(Some(7)));
        assert_eq!(resumed("/?lastEventId=", Some(b"")).await, Ok(None));
        for (uri, header) in [
            ("/?lastEventId=x", None),
            ("/?lastEventId=-1", None),
            ("/", Some(&b"seven"[..])),
            ("/", Some(b"-7")),
            ("/", Some(b"99999999999999999999")),
            ("/", Some(b"\xff")),
        ] {
            let Err(Fail(Rejection::Malformed { field: Some(field), .. })) = resumed(uri, header).await
            else {
                panic!("{uri} {header:?} is taken");
            };
            assert_eq!(field, if header.is_some() { "Last-Event-ID" } else { "lastEventId" });
        }
    }

    #[test]
    fn only_a_client_that_names_the_type_gets_a_stream() {
        for (accept, wanted) in [
            ("text/event-stream", true),
            ("application/json, Text/Event-Stream;q=0.9", true),
            ("*/*", false),
            ("text/*", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(wants_stream(&headers), wanted, "{accept}");
        }
        assert!(!wants_stream(&HeaderMap::new()));
    }
}
