//! Throw-away databases on both engines, and a few tables that the tests share.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::task::Poll;

use sql::{Db, EngineKind, Error, PostgresOptions, SqliteOptions, params};

sql::statements! {
    /// A new counter.
    pub(crate) NEW_COUNTER = "INSERT INTO counter (name, value) VALUES ($1, $2)";
    /// One more.
    pub(crate) INCREMENT = "UPDATE counter SET value = value + 1 WHERE name = $1";
    /// Where it stands.
    pub(crate) VALUE = "SELECT value FROM counter WHERE name = $1";
    /// How many there are.
    pub(crate) COUNTERS = "SELECT COUNT(*) FROM counter";
    /// A child whose parent is looked for at the commit.
    pub(crate) LATE_CHILD = "INSERT INTO late_child (counter) VALUES ($1)";
}

const TABLES: &str = "
CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL CHECK (value >= 0));
CREATE TABLE child (counter TEXT NOT NULL REFERENCES counter (name));
CREATE TABLE late_child (counter TEXT NOT NULL REFERENCES counter (name) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE thing (id BIGINT NOT NULL PRIMARY KEY, name TEXT, size BIGINT, small INTEGER, ratio DOUBLE PRECISION,
    done BOOLEAN, content BYTES);
";

/// Runs every test on a fresh database of each engine.
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* fn $name:ident($fixture:ident: &Fixture) $body:block)*) => {
        $(mod $name {
            use super::*;

            $(#[$meta])*
            fn run($fixture: &Fixture) $body

            #[test]
            fn on_sqlite() {
                run(&Fixture::sqlite());
            }

            #[test]
            fn on_postgres() {
                run(&Fixture::postgres());
            }
        })*
    };
}
pub(crate) use on_both_engines;

/// A database of its own, removed when the test ends.
pub(crate) struct Fixture {
    pub(crate) db: Db,
    place: Place,
}

enum Place {
    Directory(PathBuf),
    Database { admin: String, name: String },
}

fn unique() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("gongdan_sql_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A directory that no other test uses.
pub(crate) fn directory() -> PathBuf {
    let directory = std::env::temp_dir().join(unique());
    std::fs::create_dir_all(&directory).unwrap();
    directory
}

/// The throw-away cluster that `scripts/with-postgres` starts.
pub(crate) fn cluster() -> String {
    #[allow(clippy::disallowed_methods, reason = "this is how the cluster is handed to the tests")]
    let url = std::env::var("GONGDAN_TEST_POSTGRES_URL");
    url.unwrap_or_else(|_| {
        panic!(
            "GONGDAN_TEST_POSTGRES_URL is not set: run `make test`, or `scripts/with-postgres cargo test -p sql`"
        )
    })
}

/// Runs a statement that cannot stand in a transaction.
pub(crate) fn administer(url: &str, statement: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        let driver = tokio::task::LocalSet::new();
        driver.spawn_local(connection);
        driver.run_until(async { client.batch_execute(statement).await.unwrap() }).await;
    });
}

/// The same cluster's URL for another database.
pub(crate) fn with_database(url: &str, name: &str) -> String {
    let (cluster, _) = url.rsplit_once('/').unwrap();
    format!("{cluster}/{name}")
}

impl Fixture {
    pub(crate) fn sqlite() -> Self {
        Self::sqlite_empty().with_tables()
    }

    pub(crate) fn postgres() -> Self {
        Self::postgres_empty().with_tables()
    }

    pub(crate) fn sqlite_empty() -> Self {
        Self::at(Place::Directory(directory()))
    }

    pub(crate) fn postgres_empty() -> Self {
        let place = Place::Database { admin: cluster(), name: unique() };
        if let Place::Database { admin, name } = &place {
            administer(admin, &format!("CREATE DATABASE {name}"));
        }
        Self::at(place)
    }

    fn at(place: Place) -> Self {
        Self { db: open(&place), place }
    }

    fn with_tables(self) -> Self {
        self.db
            .write_blocking(|tx| {
                let bytes = if tx.engine() == EngineKind::Sqlite { "BLOB" } else { "BYTEA" };
                tx.batch(&TABLES.replace("BYTES", bytes))
            })
            .unwrap();
        self
    }

    /// A second handle on the same database, as another node would have.
    pub(crate) fn again(&self) -> Db {
        open(&self.place)
    }

    /// The `SQLite` file or the `PostgreSQL` URL.
    pub(crate) fn address(&self) -> String {
        match &self.place {
            Place::Directory(path) => path.join("test.db").display().to_string(),
            Place::Database { admin, name } => with_database(admin, name),
        }
    }
}

fn open(place: &Place) -> Db {
    match place {
        Place::Directory(path) => Db::open_sqlite(&path.join("test.db"), SqliteOptions::default()).unwrap(),
        Place::Database { admin, name } => {
            let options = PostgresOptions { connections: 4, ..PostgresOptions::default() };
            Db::open_postgres(&with_database(admin, name), options).unwrap()
        }
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        self.db.close_blocking();
        match &self.place {
            Place::Directory(path) => drop(std::fs::remove_dir_all(path)),
            Place::Database { admin, name } => {
                administer(admin, &format!("DROP DATABASE {name} WITH (FORCE)"));
            }
        }
    }
}

/// A counter's value; `None` if there is no such counter.
pub(crate) fn value(db: &Db, name: &'static str) -> Option<i64> {
    db.read_blocking(move |tx| tx.row(&VALUE, params![name], |row| row.get(0))).unwrap()
}

/// Makes a counter.
pub(crate) fn counter(db: &Db, name: &'static str, value: i64) -> Result<(), Error> {
    db.write_blocking(move |tx| tx.execute(&NEW_COUNTER, params![name, value]).map(drop))
}

/// Drives a future from a test that is not asynchronous.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Drives a future whose first poll puts units into the queue; `then` is done when they wait there.
pub(crate) fn queued<F: Future>(units: F, then: impl FnOnce()) -> F::Output {
    block_on(async {
        let mut units = Box::pin(units);
        // One poll puts them all into the queue.
        let first = std::future::poll_fn(|context| Poll::Ready(units.as_mut().poll(context))).await;
        then();
        match first {
            Poll::Ready(done) => done,
            Poll::Pending => units.await,
        }
    })
}

/// Keeps the one writer of `SQLite` busy until the sender is used or dropped, so that units gather behind it.
pub(crate) fn hold_writer(db: &Db) -> mpsc::Sender<()> {
    let (release, released) = mpsc::channel();
    let (started, has_started) = mpsc::channel();
    let db = db.clone();
    std::thread::spawn(move || {
        db.write_blocking(move |_| {
            started.send(()).unwrap();
            let _ = released.recv();
            Ok::<(), Error>(())
        })
    });
    has_started.recv().unwrap();
    release
}

/// Waits until something is so, for at most ten seconds: only for what no event tells, because it happens in another
/// process or behind the seam.
pub(crate) fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..1_000 {
        if holds() {
            return;
        }
        block_on(async { tokio::time::sleep(std::time::Duration::from_millis(10)).await });
    }
    panic!("never came true: {what}");
}
