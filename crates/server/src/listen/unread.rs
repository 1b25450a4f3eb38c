//! What of a request's body nobody read.
//!
//! A request is often refused before its body was read, or halfway through it. A client that is still sending then finds its
//! connection reset, and never sees why: bytes that the system holds for nobody make it throw away the answer as well. So
//! what is left is read before the answer goes out, here for every route. It must never wait for a client that sends nothing.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Body, Bytes};
use futures_util::StreamExt as _;
use hyper::body::{Body as _, Frame, SizeHint};

/// The most of a body that is read for nothing, in bytes: as much as a file may be larger than is taken.
const MOST: u64 = http_kit::PATIENCE;
/// How long a client may send nothing before it is answered all the same.
const STILL: Duration = Duration::from_secs(2);
/// How long it is read at most: who sends a little now and then would otherwise hold a connection for ever.
const LONGEST: Duration = Duration::from_mins(5);

/// A body on its way to a handler. What the handler leaves of it is found with [`Leftover::pass_over`].
pub(super) struct Watched {
    body: Body,
    /// Whether any of it was asked for.
    begun: bool,
    left: Arc<Mutex<Option<Body>>>,
}

/// Where the rest of a body lies once its handler has let go of it.
pub(super) struct Leftover {
    left: Arc<Mutex<Option<Body>>>,
}

/// Lets a body be read, and keeps what is not. A client that `waits` to be asked for its body (`Expect: 100-continue`) and
/// was not asked sends nothing that would have to be read.
pub(super) fn watch(body: Body, waits: bool) -> (Watched, Leftover) {
    let left = Arc::new(Mutex::new(None));
    (Watched { body, begun: !waits, left: Arc::clone(&left) }, Leftover { left })
}

impl Drop for Watched {
    fn drop(&mut self) {
        if self.begun && !self.body.is_end_stream() {
            let body = std::mem::take(&mut self.body);
            *self.left.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
        }
    }
}

impl hyper::body::Body for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.begun = true;
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Leftover {
    /// Reads the rest, unless it is declared to be larger than is worth it. Nothing is read while the handler holds the body.
    pub(super) async fn pass_over(self) {
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(body) = left.filter(|body| body.size_hint().lower() <= MOST) else { return };
        let mut chunks = body.into_data_stream();
        let all = async {
            let mut read = 0;
            while let Ok(Some(Ok(chunk))) = tokio::time::timeout(STILL, chunks.next()).await {
                read += chunk.len() as u64;
                if read > MOST {
                    return;
                }
            }
        };
        // Whether or not it came to its end, there is nothing more to be done for the client.
        let _ = tokio::time::timeout(LONGEST, all).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;
    use tokio::time::Instant;

    /// How long it takes to pass over a body of which a byte comes every `gap`, and that nobody reads.
    async fn passed_over(gap: Duration, waits: bool) -> Duration {
        let bytes = stream::unfold((), move |()| async move {
            tokio::time::sleep(gap).await;
            Some((Ok::<_, axum::Error>(Bytes::from_static(b"x")), ()))
        });
        let (body, left) = watch(Body::from_stream(bytes), waits);
        drop(body);
        let begun = Instant::now();
        left.pass_over().await;
        begun.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_is_waited_for_who_sends_nothing_or_for_ever_a_little() {
        let hour = Duration::from_hours(1);
        assert_eq!(passed_over(hour, false).await, STILL);
        assert_eq!(passed_over(Duration::from_secs(1), false).await, LONGEST);
        assert_eq!(passed_over(hour, true).await, Duration::ZERO, "it waits to be asked");
    }

    #[tokio::test(start_paused = true)]
    async fn what_a_handler_still_reads_is_left_to_it() {
        let (mut body, left) = watch(Body::from("all of it"), false);
        left.pass_over().await;
        let frame = std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await;
        assert_eq!(frame.unwrap().unwrap().into_data().unwrap(), "all of it");
    }
}
