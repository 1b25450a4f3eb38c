//! What is particular to `PostgreSQL`: deadlocks, lost connections, URLs.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, mpsc};
use std::time::Duration;

use sql::{Db, Error, PostgresOptions, params};

use crate::proxy::Proxy;
use crate::support::{
    Fixture, INCREMENT, NEW_COUNTER, VALUE, administer, block_on, cluster, counter, eventually, queued, value,
};

sql::statements! {
    /// A counter, locked.
    LOCK = {
        sqlite: "SELECT value FROM counter WHERE name = $1",
        postgres: "SELECT value FROM counter WHERE name = $1 FOR UPDATE",
    };
    /// Every counter.
    NAMES = "SELECT name FROM counter ORDER BY name";
    /// Everything of a counter.
    STAR = "SELECT * FROM counter WHERE name = $1";
}

/// A handle with one connection, by way of a proxy that can be cut.
fn by_proxy(fixture: &Fixture) -> (Proxy, Db) {
    let url = fixture.address();
    let (_, rest) = url.split_once('@').unwrap();
    let (server, database) = rest.split_once('/').unwrap();
    let proxy = Proxy::to(server.to_owned());
    let url = format!("postgres://postgres@127.0.0.1:{}/{database}", proxy.port);
    let options = PostgresOptions { connections: 1, ..PostgresOptions::default() };
    let db = Db::open_postgres(&url, options).unwrap();
    (proxy, db)
}

/// The roles are those that `scripts/with-postgres` has asked for a password.
#[test]
fn a_password_is_given_in_every_form_that_the_server_may_ask_for() {
    let fixture = Fixture::postgres();
    let url = fixture.address();
    for (form, stored) in [("scram-sha-256", "scram-sha-256"), ("md5", "md5"), ("password", "scram-sha-256")]
    {
        let role = format!("gongdan-{form}");
        administer(&url, &format!("DROP ROLE IF EXISTS \"{role}\""));
        administer(
            &url,
            &format!(
                "SET password_encryption = '{stored}'; CREATE ROLE \"{role}\" LOGIN PASSWORD 'pass 密 word'"
            ),
        );
        let with = |password: &str| {
            let url = url.replacen("://postgres@", &format!("://{role}:{password}@"), 1);
            Db::open_postgres(&url, PostgresOptions { connections: 1, ..PostgresOptions::default() })
        };
        let db = with("pass%20%E5%AF%86%20word").unwrap();
        db.close_blocking();
        for wrong in ["pass%20word", "x"] {
            let error = with(wrong).map(|_db| ()).unwrap_err();
            assert!(matches!(error, Error::Unavailable(_)), "{form}: {error:?}");
            assert!(error.to_string().contains("password authentication failed"), "{form}: {error}");
            assert!(!error.to_string().contains("pass%"), "{form}: {error}");
        }
        administer(&url, &format!("DROP ROLE \"{role}\""));
    }
}

#[test]
fn a_deadlock_is_run_again_until_both_units_are_through() {
    let fixture = Fixture::postgres();
    counter(&fixture.db, "a", 0).unwrap();
    counter(&fixture.db, "b", 0).unwrap();
    let barrier = Arc::new(Barrier::new(2));
    let threads = [("a", "b"), ("b", "a")].map(|(first, second)| {
        let (db, barrier) = (fixture.db.clone(), Arc::clone(&barrier));
        std::thread::spawn(move || {
            let attempts = AtomicUsize::new(0);
            db.write_blocking(move |tx| {
                tx.row(&LOCK, params![first], |_| Ok(()))?;
                if attempts.fetch_add(1, Ordering::SeqCst) == 0 {
                    barrier.wait();
                }
                tx.row(&LOCK, params![second], |_| Ok(()))?;
                tx.put(&INCREMENT, params![first])?;
                tx.put(&INCREMENT, params![second])
            })
        })
    });
    for thread in threads {
        assert_eq!(thread.join().unwrap(), Ok(()));
    }
    assert_eq!((value(&fixture.db, "a"), value(&fixture.db, "b")), (Some(2), Some(2)));
    assert!(fixture.db.stats().retries >= 1);
}

#[test]
fn a_unit_that_loses_every_retry_is_told_of_the_conflict() {
    let fixture = Fixture::postgres();
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&runs);
    let result = fixture.db.write_blocking(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        Err::<(), _>(Error::Conflict)
    });
    assert_eq!(result, Err(Error::Conflict));
    assert_eq!(runs.load(Ordering::SeqCst), 6);
}

/// As a process does that is stopped in the middle of a transaction, and goes on later.
#[test]
fn a_unit_that_stands_still_holds_up_nobody_for_long_and_is_run_again() {
    let fixture = Fixture::postgres();
    counter(&fixture.db, "a", 0).unwrap();
    let options = PostgresOptions {
        connections: 1,
        idle_limit: Some(Duration::from_millis(300)),
        ..PostgresOptions::default()
    };
    let stopped = Db::open_postgres(&fixture.address(), options).unwrap();
    let (locked, is_locked) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let runs = AtomicUsize::new(0);
    let may_go_on = std::sync::Mutex::new(may_go_on);
    let standing = std::thread::spawn(move || {
        let done = stopped.write_blocking(move |tx| {
            tx.row(&LOCK, params!["a"], |_| Ok(()))?;
            if runs.fetch_add(1, Ordering::SeqCst) == 0 {
                locked.send(()).unwrap();
                may_go_on.lock().unwrap().recv().unwrap();
            }
            tx.execute(&INCREMENT, params!["a"])
        });
        (done, stopped.stats().retries)
    });
    is_locked.recv().unwrap();
    // Waits for the lock, which the server takes away from who stands still.
    let other = fixture.db.write_blocking(|tx| tx.execute(&INCREMENT, params!["a"]));
    go_on.send(()).unwrap();
    assert_eq!((other, standing.join().unwrap()), (Ok(1), (Ok(1), 1)));
    assert_eq!(value(&fixture.db, "a"), Some(2));
}

#[test]
fn a_connection_the_server_ended_is_replaced_unseen() {
    let fixture = Fixture::postgres();
    counter(&fixture.db, "a", 0).unwrap();
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    for _ in 0..3 {
        administer(&fixture.address(), kill);
        for _ in 0..8 {
            let done = fixture.db.write_blocking(|tx| {
                tx.row(&VALUE, params!["a"], |row| row.get::<i64>(0))?;
                tx.execute(&INCREMENT, params!["a"])
            });
            assert_eq!(done, Ok(1));
        }
    }
    assert_eq!(value(&fixture.db, "a"), Some(24));
}

#[test]
fn while_the_server_is_away_units_are_told_and_afterwards_served() {
    let fixture = Fixture::postgres();
    let (proxy, db) = by_proxy(&fixture);
    counter(&db, "a", 1).unwrap();
    proxy.cut();
    assert!(matches!(counter(&db, "b", 1), Err(Error::Unavailable(_))));
    assert!(matches!(block_on(db.ping()), Err(Error::Unavailable(_))));
    proxy.mend();
    eventually("the server is reached again", || block_on(db.ping()).is_ok());
    counter(&db, "c", 1).unwrap();
    assert_eq!((value(&db, "b"), value(&db, "c")), (None, Some(1)));
}

#[test]
fn a_unit_whose_commit_may_have_happened_is_not_run_again() {
    let fixture = Fixture::postgres();
    let (proxy, db) = by_proxy(&fixture);
    counter(&db, "a", 0).unwrap();
    proxy.cut_at_commit();
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&runs);
    let result = db.write_blocking(move |tx| {
        counted.fetch_add(1, Ordering::SeqCst);
        tx.execute(&INCREMENT, params!["a"])
    });
    assert!(matches!(result, Err(Error::Unavailable(_))), "{result:?}");
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    proxy.mend();
    eventually("the commit is seen", || value(&fixture.db, "a") == Some(1));
    assert_eq!(db.write_blocking(|tx| tx.execute(&INCREMENT, params!["a"])), Ok(1));
    assert_eq!(value(&fixture.db, "a"), Some(2));
}

#[test]
fn a_panic_over_a_row_costs_no_other_unit_its_answers() {
    let fixture = Fixture::postgres();
    counter(&fixture.db, "a", 1).unwrap();
    counter(&fixture.db, "b", 2).unwrap();
    for _ in 0..3 {
        let panics = fixture.db.read_blocking(|tx| tx.each(&NAMES, params![], |_row| panic!("as intended")));
        assert_eq!(panics, Err(Error::Panicked));
        assert_eq!((value(&fixture.db, "a"), value(&fixture.db, "b")), (Some(1), Some(2)));
    }
}

#[test]
fn a_unit_that_follows_a_read_at_once_sees_what_was_committed_between() {
    let fixture = Fixture::postgres();
    counter(&fixture.db, "a", 0).unwrap();
    let url = fixture.address();
    let db =
        Db::open_postgres(&url, PostgresOptions { connections: 1, ..PostgresOptions::default() }).unwrap();
    for round in 0..50 {
        // Both wait while the connection is busy, so the second finds the first one's transaction open.
        let (first, second) = (db.clone(), db.clone());
        let (release, released) = mpsc::channel::<()>();
        let busy = db.read(move |tx| {
            let value = tx.row(&VALUE, params!["a"], |row| row.get::<i64>(0));
            let _ = released.recv();
            value
        });
        let units = async {
            tokio::join!(
                busy,
                first.read(|tx| tx.row(&VALUE, params!["a"], |row| row.get::<i64>(0))),
                second.write(|tx| tx.execute(&INCREMENT, params!["a"])),
            )
        };
        let (_, first, second) = queued(units, || drop(release));
        assert_eq!((first, second), (Ok(Some(round)), Ok(1)));
    }
    assert_eq!(value(&fixture.db, "a"), Some(50));
}

#[test]
fn statements_are_prepared_anew_when_another_node_has_changed_their_table() {
    let fixture = Fixture::postgres();
    counter(&fixture.db, "a", 1).unwrap();
    let columns = || {
        let star = |tx: &mut sql::Tx<'_>| tx.row(&STAR, params!["a"], |row| Ok(row.value(2).is_ok()));
        fixture.db.read_blocking(star).unwrap()
    };
    assert_eq!(columns(), Some(false));
    administer(&fixture.address(), "ALTER TABLE counter ADD COLUMN more TEXT");
    for _ in 0..8 {
        assert_eq!(columns(), Some(true));
    }
}

#[test]
fn a_wrong_url_fails_at_once_and_never_shows_its_password() {
    let refused = |url: &str| Db::open_postgres(url, PostgresOptions::default()).unwrap_err().to_string();
    let cluster = cluster();
    let host = cluster.rsplit_once('@').unwrap().1.rsplit_once('/').unwrap().0.to_owned();
    let urls = [
        "postgres://me:s3cret@127.0.0.1:1/tickets".to_owned(),
        "postgres://me:s3cret@127.0.0.1:port/tickets".to_owned(),
        "postgres://me:s3cret?@s3cret=s3cret/tickets".to_owned(),
        "host=127.0.0.1 password=s3cret s3cret=1".to_owned(),
        format!("postgres://postgres:s3cret@{host}/missing"),
        format!("postgres://s3cret_nobody:s3cret@{host}/postgres"),
        format!("postgres://postgres:s3cret@{host}/postgres?sslmode=require"),
    ];
    for url in urls {
        let text = refused(&url);
        assert!(!text.contains("s3cret"), "{text}");
    }
    assert!(refused("postgres://me@127.0.0.1:1/tickets").contains("127.0.0.1:1, database tickets"));
}

#[test]
fn writes_of_a_unit_travel_together() {
    let fixture = Fixture::postgres();
    // Many more puts than any buffer along the way holds at once.
    let result = fixture.db.write_blocking(|tx| {
        for number in 0..5_000 {
            tx.put(&NEW_COUNTER, params![format!("counter {number}"), number])?;
        }
        Ok::<(), Error>(())
    });
    assert_eq!(result, Ok(()));
    let count =
        fixture.db.read_blocking(|tx| tx.dynamic_rows("SELECT COUNT(*) FROM counter", &[], |row| row.get(0)));
    assert_eq!(count, Ok(vec![5_000_i64]));
}

#[test]
fn a_server_without_space_is_told_as_full_and_as_nothing_else() {
    let fixture = Fixture::postgres();
    let raised = |code: &'static str| {
        let sql = format!("DO $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = '{code}'; END $$");
        fixture.db.write_blocking(move |tx| tx.batch(&sql))
    };
    assert_eq!(raised("53100"), Err(Error::Full));
    assert!(block_on(fixture.db.is_full(|_tx| Err(Error::Full))));
    assert!(!block_on(fixture.db.is_full(|tx| tx.put(&INCREMENT, params!["none"]))));
    assert!(matches!(raised("53200"), Err(Error::Statement { .. })));
    assert!(!block_on(fixture.db.is_full(|_tx| Err(Error::Full))), "it was asked without need");
}
