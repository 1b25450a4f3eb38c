//! The live feed: every step of every ticket as it is committed, to whoever follows.
//!
//! One reader a node ([`reader`]) goes through the history while anybody listens and keeps its newest steps; whoever
//! follows ([`follow`]) takes them from there, each at a pace of their own, or from the tables where they are older. The
//! history is the truth: what is kept here only saves reading it once for each. Must never tell anybody of a ticket that
//! they may not see.

pub mod follow;
mod reader;

use domain::history::Event;
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};
use store::feed::Told;
use tokio::sync::{Notify, watch};

/// Steps that are kept at most, and about how many bytes of them.
const MOST: usize = 4_096;
const MOST_BYTES: usize = 16 << 20;
/// Steps that are taken at once.
const AT_ONCE: usize = 256;
/// Wordings of a step that are remembered: two languages for two kinds of readers.
const WORDINGS: usize = 4;

/// What a node knows of the feed.
#[derive(Debug)]
pub(crate) struct Feed {
    kept: Mutex<Kept>,
    told: watch::Sender<Progress>,
    /// Looks at the history that were begun.
    looks: AtomicU64,
    /// How many wait for a look to be over, whatever it finds.
    waiting: AtomicUsize,
    /// Something was committed here, or somebody has begun to listen.
    woken: Notify,
}

impl Default for Feed {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            told: watch::channel(Progress::default()).0,
            looks: AtomicU64::new(0),
            waiting: AtomicUsize::new(0),
            woken: Notify::new(),
        }
    }
}

/// How far the reader has come.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Progress {
    /// The place up to which everything is told; `None` before the reader has found out where it begins.
    pub(crate) place: Option<i64>,
    /// The look that it was found with.
    look: u64,
}

/// A step that is told, with what it looks like on the wire once somebody has worded it.
#[derive(Debug)]
pub(crate) struct Entry {
    told: Told,
    words: [OnceLock<Arc<str>>; WORDINGS],
}

impl Entry {
    fn new(told: Told) -> Arc<Self> {
        Arc::new(Self { told, words: Default::default() })
    }

    fn place(&self) -> i64 {
        self.told.event.seq.0
    }
}

#[derive(Debug)]
struct Kept {
    /// All that was told after this place is here.
    base: i64,
    entries: VecDeque<Arc<Entry>>,
    bytes: usize,
}

impl Default for Kept {
    /// Nothing, whatever is asked for.
    fn default() -> Self {
        Self { base: i64::MAX, entries: VecDeque::new(), bytes: 0 }
    }
}

impl Kept {
    fn add(&mut self, entry: Arc<Entry>) {
        self.bytes += entry.told.size;
        self.entries.push_back(entry);
        while self.entries.len() > MOST || self.bytes > MOST_BYTES {
            let Some(oldest) = self.entries.pop_front() else { return };
            self.bytes -= oldest.told.size;
            self.base = oldest.place();
        }
    }
}

impl Feed {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the reader look, if anybody listens.
    pub(crate) fn wake(&self) {
        if self.is_listened_to() {
            self.woken.notify_one();
        }
    }

    /// Begins to listen: as long as this is held the reader goes on.
    pub(crate) fn listen(&self) -> watch::Receiver<Progress> {
        self.told.subscribe()
    }

    fn is_listened_to(&self) -> bool {
        self.told.receiver_count() > 0
    }

    /// Begins at a place: nothing before it is kept.
    fn begin(&self, place: i64) {
        *self.kept() = Kept { base: place, ..Kept::default() };
        self.told.send_replace(Progress { place: Some(place), look: 0 });
    }

    /// Nobody has listened for a while: where it goes on is to be found out anew.
    fn rest(&self) {
        *self.kept() = Kept::default();
        self.told.send_replace(Progress::default());
    }

    /// Has the reader look again, and gives the place up to which everything is told then: all that was committed before
    /// is up to there, as far as it is settled. Nothing where the reader is gone.
    async fn looked_at(&self, told: &mut watch::Receiver<Progress>) -> Option<i64> {
        let _waiting = Waiting::on(&self.waiting);
        let looks = self.looks();
        self.wake();
        told.wait_for(|progress| progress.look > looks).await.ok()?.place
    }

    /// Begins a look; its number.
    fn look(&self) -> u64 {
        self.looks.fetch_add(1, Ordering::AcqRel) + 1
    }

    /// How many looks were begun: what was committed before is seen by every later one.
    fn looks(&self) -> u64 {
        self.looks.load(Ordering::Acquire)
    }

    /// Tells the next steps, which a look has found.
    fn tell(&self, told: Vec<Told>, place: i64, look: u64) {
        let mut kept = self.kept();
        for one in told {
            kept.add(Entry::new(one));
        }
        drop(kept);
        // Those who only want steps are not woken for nothing.
        self.told.send_if_modified(|progress| {
            let is_news = progress.place != Some(place) || self.waiting.load(Ordering::Acquire) > 0;
            *progress = Progress { place: Some(place), look };
            is_news
        });
    }

    /// The next steps after a place; `None` where some of them are not kept any more.
    fn after(&self, place: i64) -> Option<Vec<Arc<Entry>>> {
        let kept = self.kept();
        if place < kept.base {
            return None;
        }
        let first = kept.entries.partition_point(|entry| entry.place() <= place);
        Some(kept.entries.iter().skip(first).take(AT_ONCE).cloned().collect())
    }
}

/// Counts itself among those who wait, as long as it is there.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn on(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::AcqRel);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Whether a step is the end of all that an earlier one has brought about: time to look at the ticket again.
pub fn is_refresh(event: &Event) -> bool {
    event.body.about.effect.as_ref().is_some_and(|effect| effect.last)
}
