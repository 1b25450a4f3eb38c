//! The one reader of a node: reads the history while anybody listens, and wakes them.

use super::AT_ONCE;
use crate::{App, Cx, Error, TEAM};
use std::time::Duration;
use store::feed::{self, Settling};
use tokio::time::{sleep, timeout};

/// How often it is looked without being woken: what other nodes have written is told no later.
const LOOK: Duration = Duration::from_millis(200);
/// The least time between two looks, so that a flood of small writes is read in pages.
const PAUSE: Duration = Duration::from_millis(5);
/// How long to wait after the database could not be read.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
/// Looks without anybody listening until the reader rests.
const IDLE: u32 = 50;

impl App {
    /// Tells those who listen of every step, for as long as it is polled. There should be one on each node; more cost
    /// only what they read.
    pub async fn run_feed(&self) {
        loop {
            self.until_listened_to().await;
            let outcome = async {
                let start = self.begin_feed().await?;
                self.inner.feed.begin(start);
                self.tell_while_listened_to(start).await
            };
            if let Err(error) = outcome.await {
                tracing::warn!(error = %error, "the live feed cannot be read now");
                sleep(AFTER_FAILURE).await;
            }
            self.inner.feed.rest();
        }
    }

    async fn until_listened_to(&self) {
        while !self.inner.feed.is_listened_to() {
            self.inner.feed.woken.notified().await;
        }
    }

    /// The place of the last step, once nobody can write one before it any more: from there on all will be seen.
    async fn begin_feed(&self) -> Result<i64, Error> {
        let system = self.system();
        let look = |cx: &mut Cx<'_, '_>| Ok((feed::last(cx.tx, cx.actor.team)?, feed::horizon(cx.tx)?));
        let (place, first) = self.read(&system, look).await?;
        let mut horizon = first;
        while !horizon.is_clear() && horizon.oldest < first.next {
            sleep(PAUSE).await;
            horizon = horizon.and_ended(self.sql().read(feed::ended).await?);
        }
        Ok(place)
    }

    async fn tell_while_listened_to(&self, start: i64) -> Result<(), Error> {
        let feed = &self.inner.feed;
        let (mut settling, mut idle) = (Settling::after(start), 0);
        while idle < IDLE {
            idle = if feed.is_listened_to() { 0 } else { idle + 1 };
            let more = self.tell_once(&mut settling).await?;
            sleep(PAUSE).await;
            if !more && !settling.is_waiting() {
                let _ = timeout(LOOK, feed.woken.notified()).await;
            }
        }
        Ok(())
    }

    /// Reads one page; whether there may be more.
    async fn tell_once(&self, settling: &mut Settling) -> Result<bool, Error> {
        let (after, look) = (settling.place(), self.inner.feed.look());
        // Asked before what is read, so that what they wrote is in it.
        let ended = if settling.is_waiting() { self.sql().read(feed::ended).await? } else { 0 };
        // As a unit of work of the system, so that the newest administrative change is known before what came after it.
        let (mut page, horizon) = self
            .read(&self.system(), move |cx| {
                let limit = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
                let page = feed::page(cx.tx, TEAM, (after, i64::MAX), limit)?;
                Ok((page, feed::horizon(cx.tx)?))
            })
            .await?;
        let places: Vec<i64> = page.iter().map(|told| told.event.seq.0).collect();
        let settled = settling.settle(&places, horizon.and_ended(ended));
        page.truncate(settled);
        let more = settled == AT_ONCE;
        // Told even when there is nothing: whoever waits for a look to be over sees it.
        self.inner.feed.tell(page, settling.place(), look);
        Ok(more)
    }
}
