//! The handle everything else holds: units of work in, answers out.
//!
//! Must never touch a connection: only the engines' threads do.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::engine::{postgres, sqlite};
use crate::queue::{Counters, Latch, Queue};
use crate::unit::{Access, Reply, Unit};
use crate::{Distribution, EngineKind, Error, Statement, Tx, UnitError, params};

/// How a `SQLite` database is opened.
#[derive(Debug, Clone, Copy)]
pub struct SqliteOptions {
    /// Threads, each with a connection, that serve read units.
    pub readers: usize,
    /// Units that may wait in each queue before callers wait for a place.
    pub queue: usize,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self { readers: 4, queue: 4096 }
    }
}

/// How a `PostgreSQL` database is opened.
#[derive(Debug, Clone, Copy)]
pub struct PostgresOptions {
    /// Threads, each with a connection, that serve read and write units.
    pub connections: usize,
    /// Units that may wait before callers wait for a place.
    pub queue: usize,
    /// How long the server lets a transaction stand still before it ends it, so that a process that was stopped in the middle
    /// holds up no other for longer; its unit is run again when it goes on. `None` where units wait for something else in
    /// between, as a backup for its disk.
    pub idle_limit: Option<Duration>,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self { connections: 10, queue: 4096, idle_limit: None }
    }
}

/// What the handle has done since it was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    /// Write units answered.
    pub writes: u64,
    /// Read units answered.
    pub reads: u64,
    /// Transactions that write units were committed in: on `SQLite` fewer than `writes` when there is load.
    pub groups: u64,
    /// Times a unit was run again, after a conflict, a lost connection or a failed group.
    pub retries: u64,
    /// Units waiting for a database thread now.
    pub queue_depth: u64,
}

/// How units have fared since the handle was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distributions {
    /// How long read units waited for a thread, in microseconds.
    pub read_waits: Distribution,
    /// How long write units waited for a thread, in microseconds.
    pub write_waits: Distribution,
    /// How many write units were committed together.
    pub group_sizes: Distribution,
}

/// A cheap handle on a database; clones share its threads. They end when the last clone goes or [`Db::close`] is
/// called.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) engine: EngineKind,
    pub(crate) writes: Arc<Queue>,
    /// The same queue as `writes` where any thread does both.
    pub(crate) reads: Arc<Queue>,
    pub(crate) counters: Arc<Counters>,
    pub(crate) threads: Arc<Latch>,
    /// How many threads serve read units.
    pub(crate) readers: usize,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").field("engine", &self.0.engine).finish_non_exhaustive()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Inner {
    fn stop(&self) {
        self.writes.close();
        self.reads.close();
    }

    /// Remembers that there was no space left.
    fn note<T, E: UnitError>(&self, answer: &Result<T, E>) {
        if let Err(error) = answer
            && error.sql_error() == Some(&Error::Full)
        {
            self.counters.full.store(true, Ordering::Relaxed);
        }
    }

    fn queue(&self, access: Access) -> &Arc<Queue> {
        match access {
            Access::Read => &self.reads,
            Access::Write => &self.writes,
        }
    }
}

impl Db {
    /// Opens a `SQLite` file, creating it if need be. Blocks.
    pub fn open_sqlite(path: &Path, options: SqliteOptions) -> Result<Self, Error> {
        sqlite::open(path, options).map(|inner| Self(Arc::new(inner)))
    }

    /// Opens a `PostgreSQL` database, version 15 or later, by its URL. Blocks until one connection stands, so that
    /// a wrong URL fails at once. Connections are not encrypted: keep the server on the same machine or a private
    /// network; a URL with `sslmode=require` is refused.
    pub fn open_postgres(url: &str, options: PostgresOptions) -> Result<Self, Error> {
        postgres::open(url, options).map(|inner| Self(Arc::new(inner)))
    }

    /// Which engine is behind the handle.
    pub fn engine(&self) -> EngineKind {
        self.0.engine
    }

    /// How many read units are served at the same time.
    pub fn readers(&self) -> usize {
        self.0.readers
    }

    /// Runs a unit of work that may write; resolves after its commit. Dropping the future before it is done leaves
    /// the unit whole: it is committed or undone, never cut.
    pub fn write<T, E, F>(&self, unit: F) -> impl Future<Output = Result<T, E>> + Send + use<T, E, F>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: UnitError,
    {
        self.submit(Access::Write, unit)
    }

    /// Runs a unit of work that only reads, on one consistent snapshot taken at its first statement.
    pub fn read<T, E, F>(&self, unit: F) -> impl Future<Output = Result<T, E>> + Send + use<T, E, F>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: UnitError,
    {
        self.submit(Access::Read, unit)
    }

    /// [`Db::write`] for a caller that is not asynchronous: blocks its thread.
    pub fn write_blocking<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: UnitError,
    {
        self.submit_blocking(Access::Write, unit)
    }

    /// [`Db::read`] for a caller that is not asynchronous: blocks its thread.
    pub fn read_blocking<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: UnitError,
    {
        self.submit_blocking(Access::Read, unit)
    }

    /// Asks the database for an answer.
    pub async fn ping(&self) -> Result<(), Error> {
        static PING: Statement = Statement::both("sql::PING", "SELECT 1");
        self.read(|tx| tx.row(&PING, params![], |_| Ok(())).map(drop)).await
    }

    /// Whether a unit has found no space left. It stays so until `probe`, a unit that really writes something, finds
    /// some: it is run now if need be. Units that wrote nothing, or into room they had already, prove nothing.
    pub async fn is_full<F>(&self, probe: F) -> bool
    where
        F: Fn(&mut Tx<'_>) -> Result<(), Error> + Send + 'static,
    {
        if !self.0.counters.full.load(Ordering::Relaxed) {
            return false;
        }
        let full = self.write(probe).await == Err(Error::Full);
        self.0.counters.full.store(full, Ordering::Relaxed);
        full
    }

    /// What the handle has done so far.
    pub fn stats(&self) -> Stats {
        let inner = &self.0;
        let mut queue_depth = inner.writes.depth();
        if !Arc::ptr_eq(&inner.writes, &inner.reads) {
            queue_depth += inner.reads.depth();
        }
        Stats {
            writes: inner.counters.writes.load(Ordering::Relaxed),
            reads: inner.counters.reads.load(Ordering::Relaxed),
            groups: inner.counters.groups.load(Ordering::Relaxed),
            retries: inner.counters.retries.load(Ordering::Relaxed),
            queue_depth,
        }
    }

    /// How units have fared so far.
    pub fn distributions(&self) -> Distributions {
        let inner = &self.0;
        Distributions {
            read_waits: inner.reads.waits(Access::Read).seen(),
            write_waits: inner.writes.waits(Access::Write).seen(),
            group_sizes: inner.counters.sizes.seen(),
        }
    }

    /// Takes no more units ([`Error::Closed`]), finishes those that wait, folds `SQLite`'s log into its file, and
    /// returns when every database thread has ended.
    pub async fn close(&self) {
        self.0.stop();
        self.0.threads.wait().await;
    }

    /// [`Db::close`] for a caller that is not asynchronous: blocks its thread.
    pub fn close_blocking(&self) {
        self.0.stop();
        self.0.threads.wait_blocking();
    }

    fn submit<T, E, F>(
        &self,
        access: Access,
        run: F,
    ) -> impl Future<Output = Result<T, E>> + Send + use<T, E, F>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: UnitError,
    {
        // Holds the handle while it waits, so that the threads stay for the unit.
        let inner = Arc::clone(&self.0);
        async move {
            let queue = inner.queue(access);
            let place = queue.place().await?;
            let (sender, receiver) = oneshot::channel();
            queue.push(Box::new(Unit::new(access, run, Reply::Future(sender))), Some(place));
            let answer = receiver.await.unwrap_or_else(|_lost| Err(E::from(Error::Panicked)));
            inner.note(&answer);
            answer
        }
    }

    fn submit_blocking<T, E, F>(&self, access: Access, run: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: UnitError,
    {
        let (sender, receiver) = mpsc::sync_channel(1);
        self.0.queue(access).push(Box::new(Unit::new(access, run, Reply::Thread(sender))), None);
        let answer = receiver.recv().unwrap_or_else(|_lost| Err(E::from(Error::Panicked)));
        self.0.note(&answer);
        answer
    }
}
