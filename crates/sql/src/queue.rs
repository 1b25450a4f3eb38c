//! The queue between callers and database threads, and the latch that knows when the threads are done.
//!
//! Must never run a unit of work, nor drop one silently while its thread is alive.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, TryAcquireError};

use crate::unit::{Access, Work};
use crate::{Error, Histogram};

/// The bounds of waits, in microseconds: 100 µs to 10 s.
const WAITS: &[u64] =
    &[100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000, 10_000_000];
/// The bounds of the sizes of groups: powers of two up to the largest group.
const SIZES: &[u64] = &[1, 2, 4, 8, 16, 32, 64, 128, 256];

/// Units waiting for a database thread, first come, first served.
pub(crate) struct Queue {
    state: Mutex<State>,
    ready: Condvar,
    room: Arc<Semaphore>,
    read_waits: Histogram,
    write_waits: Histogram,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Entry>,
    closed: bool,
}

struct Entry {
    work: Box<dyn Work>,
    since: Instant,
    /// Its place in the queue, given back when it is taken out.
    place: Option<OwnedSemaphorePermit>,
}

impl Queue {
    pub(crate) fn new(capacity: usize) -> Arc<Self> {
        let room = Arc::new(Semaphore::new(capacity.max(1)));
        Arc::new(Self {
            state: Mutex::default(),
            ready: Condvar::new(),
            room,
            read_waits: Histogram::new(WAITS),
            write_waits: Histogram::new(WAITS),
        })
    }

    /// Waits for a place, so that callers feel a slow database instead of filling the memory.
    pub(crate) async fn place(&self) -> Result<OwnedSemaphorePermit, Error> {
        match Arc::clone(&self.room).try_acquire_owned() {
            Ok(place) => Ok(place),
            Err(TryAcquireError::Closed) => Err(Error::Closed),
            Err(TryAcquireError::NoPermits) => {
                let place = Arc::clone(&self.room).acquire_owned().await;
                place.map_err(|_closed| Error::Closed)
            }
        }
    }

    /// Appends a unit. A caller that blocks its own thread needs no place: there are only so many threads.
    pub(crate) fn push(&self, work: Box<dyn Work>, place: Option<OwnedSemaphorePermit>) {
        let mut state = self.lock();
        if state.closed {
            drop(state);
            work.fail(Error::Closed);
            return;
        }
        state.waiting.push_back(Entry { work, since: Instant::now(), place });
        drop(state);
        self.ready.notify_one();
    }

    /// Waits for units and takes up to `most` of them; `None` once the queue is closed and empty.
    pub(crate) fn take(&self, most: usize) -> Option<Vec<Box<dyn Work>>> {
        let mut state = self.lock();
        while state.waiting.is_empty() {
            if state.closed {
                return None;
            }
            state = self.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let count = state.waiting.len().min(most);
        let taken: Vec<Entry> = state.waiting.drain(..count).collect();
        drop(state);
        let now = Instant::now();
        Some(taken.into_iter().map(|entry| self.begin(entry, now)).collect())
    }

    /// The unit that is next, if one is waiting.
    pub(crate) fn next_now(&self) -> Option<Box<dyn Work>> {
        let entry = self.lock().waiting.pop_front()?;
        Some(self.begin(entry, Instant::now()))
    }

    fn begin(&self, entry: Entry, now: Instant) -> Box<dyn Work> {
        let waited = now.saturating_duration_since(entry.since).as_micros();
        drop(entry.place);
        self.waits(entry.work.access()).add(u64::try_from(waited).unwrap_or(u64::MAX));
        entry.work
    }

    /// How long units of a kind have waited, in microseconds.
    pub(crate) const fn waits(&self, access: Access) -> &Histogram {
        match access {
            Access::Read => &self.read_waits,
            Access::Write => &self.write_waits,
        }
    }

    /// Takes no more units; those that wait are still run.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.room.close();
        self.ready.notify_all();
    }

    /// Fails everything that waits: for a thread that dies and leaves nobody to run it.
    pub(crate) fn abandon(&self) {
        self.close();
        let waiting = std::mem::take(&mut self.lock().waiting);
        for entry in waiting {
            entry.work.fail(Error::Closed);
        }
    }

    pub(crate) fn depth(&self) -> u64 {
        self.lock().waiting.len() as u64
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts the database threads that are still running.
#[derive(Default)]
pub(crate) struct Latch {
    running: Mutex<usize>,
    changed: Condvar,
    ended: Notify,
}

impl Latch {
    /// Waits until at most `running` threads are left; `false` if the time passes first.
    pub(crate) fn wait_timeout(&self, running: usize, time: Duration) -> bool {
        let guard = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let left = self.changed.wait_timeout_while(guard, time, |left| *left > running);
        !left.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Waits until no thread is left, blocking.
    pub(crate) fn wait_blocking(&self) {
        let guard = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_while(guard, |left| *left > 0));
    }

    /// Waits until no thread is left.
    pub(crate) async fn wait(&self) {
        loop {
            let ended = self.ended.notified();
            let mut ended = std::pin::pin!(ended);
            ended.as_mut().enable();
            if *self.running.lock().unwrap_or_else(PoisonError::into_inner) == 0 {
                return;
            }
            ended.await;
        }
    }
}

/// A database thread's entry in the [`Latch`], removed however the thread ends.
pub(crate) struct Running {
    latch: Arc<Latch>,
    queue: Option<Arc<Queue>>,
}

impl Running {
    /// Enters a thread; `queue` is abandoned if it panics and it alone serves it.
    pub(crate) fn enter(latch: &Arc<Latch>, queue: Option<&Arc<Queue>>) -> Self {
        *latch.running.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Self { latch: Arc::clone(latch), queue: queue.cloned() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if std::thread::panicking()
            && let Some(queue) = &self.queue
        {
            queue.abandon();
        }
        *self.latch.running.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.latch.changed.notify_all();
        self.latch.ended.notify_waiters();
    }
}

/// What the threads count, for [`crate::Stats`].
pub(crate) struct Counters {
    pub(crate) writes: AtomicU64,
    pub(crate) reads: AtomicU64,
    pub(crate) groups: AtomicU64,
    pub(crate) retries: AtomicU64,
    /// Whether a write unit has found no space left, and none has tried again since.
    pub(crate) full: AtomicBool,
    /// Units that were committed together.
    pub(crate) sizes: Histogram,
}

impl Default for Counters {
    fn default() -> Self {
        let zero = AtomicU64::default;
        let sizes = Histogram::new(SIZES);
        Self {
            writes: zero(),
            reads: zero(),
            groups: zero(),
            retries: zero(),
            full: AtomicBool::new(false),
            sizes,
        }
    }
}

impl Counters {
    /// Counts a commit of so many units.
    pub(crate) fn committed(&self, units: usize) {
        Self::add(&self.groups, 1);
        self.sizes.add(units as u64);
    }

    pub(crate) fn add(counter: &AtomicU64, count: usize) {
        counter.fetch_add(count as u64, Ordering::Relaxed);
    }
}
