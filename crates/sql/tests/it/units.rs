//! Units of work: whole or not at all, retried, answered truly.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use futures_util::future::join_all;
use sql::{Error, UnitError, params};

use crate::support::{
    COUNTERS, Fixture, INCREMENT, LATE_CHILD, NEW_COUNTER, VALUE, block_on, counter, on_both_engines, value,
};

/// A caller's own error.
#[derive(Debug, PartialEq, Eq)]
enum Refused {
    Sql(Error),
    TooMany,
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Sql(error)
    }
}

impl UnitError for Refused {
    fn sql_error(&self) -> Option<&Error> {
        match self {
            Self::Sql(error) => Some(error),
            Self::TooMany => None,
        }
    }
}

on_both_engines! {
    fn what_a_unit_wrote_is_read_by_the_next(fixture: &Fixture) {
        counter(&fixture.db, "a", 7).unwrap();
        assert_eq!(value(&fixture.db, "a"), Some(7));
        assert_eq!(block_on(fixture.db.ping()), Ok(()));
    }

    fn a_unit_that_returns_an_error_is_undone(fixture: &Fixture) {
        let result = fixture.db.write_blocking(|tx| {
            tx.execute(&NEW_COUNTER, params!["a", 1])?;
            tx.put(&NEW_COUNTER, params!["b", 1])?;
            Err::<(), _>(Refused::TooMany)
        });
        assert_eq!(result, Err(Refused::TooMany));
        assert_eq!((value(&fixture.db, "a"), value(&fixture.db, "b")), (None, None));
    }

    fn a_unit_that_panics_is_undone_and_the_thread_lives_on(fixture: &Fixture) {
        for _ in 0..10 {
            let result = fixture.db.write_blocking(|tx| {
                tx.put(&NEW_COUNTER, params!["a", 1])?;
                assert_eq!(1, 2, "on purpose");
                Ok::<(), Error>(())
            });
            assert_eq!(result, Err(Error::Panicked));
        }
        assert_eq!(value(&fixture.db, "a"), None);
        counter(&fixture.db, "a", 2).unwrap();
    }

    fn a_unit_that_swallows_a_failed_statement_is_undone_and_told(fixture: &Fixture) {
        counter(&fixture.db, "a", 1).unwrap();
        let result = fixture.db.write_blocking(|tx| {
            tx.execute(&NEW_COUNTER, params!["b", 1])?;
            let _ = tx.execute(&NEW_COUNTER, params!["a", 1]);
            assert!(matches!(tx.execute(&NEW_COUNTER, params!["c", 1]), Err(Error::Unique { .. })));
            Ok::<(), Error>(())
        });
        assert!(matches!(result, Err(Error::Unique { .. })), "{result:?}");
        assert_eq!(value(&fixture.db, "b"), None);
    }

    fn a_put_that_fails_fails_the_unit(fixture: &Fixture) {
        counter(&fixture.db, "a", 1).unwrap();
        let last = fixture.db.write_blocking(|tx| {
            tx.put(&NEW_COUNTER, params!["b", 1])?;
            tx.put(&NEW_COUNTER, params!["a", 1])
        });
        assert!(matches!(last, Err(Error::Unique { .. })), "{last:?}");
        let followed = fixture.db.write_blocking(|tx| {
            tx.put(&NEW_COUNTER, params!["a", 1])?;
            tx.put(&NEW_COUNTER, params!["b", 1])?;
            tx.row(&VALUE, params!["b"], |row| row.get::<i64>(0))
        });
        assert!(matches!(followed, Err(Error::Unique { .. })), "{followed:?}");
        assert_eq!(value(&fixture.db, "b"), None);
    }

    fn puts_are_seen_by_the_statements_after_them_in_order(fixture: &Fixture) {
        let seen = fixture.db.write_blocking(|tx| {
            tx.put(&NEW_COUNTER, params!["a", 0])?;
            for _ in 0..100 {
                tx.put(&INCREMENT, params!["a"])?;
            }
            tx.row(&VALUE, params!["a"], |row| row.get::<i64>(0))
        });
        assert_eq!(seen, Ok(Some(100)));
        assert_eq!(value(&fixture.db, "a"), Some(100));
    }

    fn a_constraint_checked_at_the_commit_fails_the_unit(fixture: &Fixture) {
        let result = fixture.db.write_blocking(|tx| {
            tx.execute(&NEW_COUNTER, params!["a", 1])?;
            tx.execute(&LATE_CHILD, params!["nobody"]).map(drop)
        });
        assert_eq!(result, Err(Error::ForeignKey));
        assert_eq!(value(&fixture.db, "a"), None);
    }

    fn a_read_sees_one_snapshot_however_long_it_lasts(fixture: &Fixture) {
        counter(&fixture.db, "a", 1).unwrap();
        let (first_done, first) = mpsc::channel();
        let (go_on, go) = mpsc::channel::<()>();
        let go = std::sync::Mutex::new(go);
        let db = fixture.db.clone();
        let reader = std::thread::spawn(move || {
            db.read_blocking(move |tx| {
                let before = tx.row(&VALUE, params!["a"], |row| row.get::<i64>(0))?;
                first_done.send(()).unwrap();
                go.lock().unwrap().recv().unwrap();
                let after = tx.row(&VALUE, params!["a"], |row| row.get::<i64>(0))?;
                let all = tx.row(&COUNTERS, params![], |row| row.get::<i64>(0))?;
                Ok::<_, Error>((before, after, all))
            })
        });
        first.recv().unwrap();
        counter(&fixture.db, "b", 1).unwrap();
        fixture.db.write_blocking(|tx| tx.execute(&INCREMENT, params!["a"])).unwrap();
        go_on.send(()).unwrap();
        assert_eq!(reader.join().unwrap(), Ok((Some(1), Some(1), Some(1))));
        assert_eq!(value(&fixture.db, "a"), Some(2));
    }

    fn a_read_that_tries_to_write_is_refused(fixture: &Fixture) {
        let result = fixture.db.read_blocking(|tx| tx.execute(&NEW_COUNTER, params!["a", 1]));
        assert_eq!(result, Err(Error::ReadOnly));
        assert_eq!(value(&fixture.db, "a"), None);
    }

    fn a_thousand_concurrent_increments_end_at_a_thousand(fixture: &Fixture) {
        counter(&fixture.db, "a", 0).unwrap();
        let units = (0..1_000).map(|_| {
            fixture.db.write(|tx| {
                let value = tx.row(&VALUE, params!["a"], |row| row.get::<i64>(0))?;
                let changed = tx.execute(&INCREMENT, params!["a"])?;
                Ok::<_, Error>((value, changed))
            })
        });
        for done in block_on(join_all(units)) {
            assert_eq!(done.unwrap().1, 1);
        }
        assert_eq!(value(&fixture.db, "a"), Some(1_000));
        assert_eq!(fixture.db.stats().writes, 1_002);
        assert_eq!(fixture.db.stats().queue_depth, 0);
    }

    fn a_caller_that_goes_away_does_not_cut_its_unit_in_half(fixture: &Fixture) {
        let (entered, has_entered) = mpsc::channel();
        let (go_on, go) = mpsc::channel::<()>();
        let mut unit = Box::pin(fixture.db.write(move |tx| {
            tx.execute(&NEW_COUNTER, params!["a", 1])?;
            entered.send(()).unwrap();
            go.recv().unwrap();
            tx.execute(&NEW_COUNTER, params!["b", 1])
        }));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(unit.as_mut().poll(&mut context).is_pending());
        has_entered.recv().unwrap();
        drop(unit);
        go_on.send(()).unwrap();
        // Whoever writes the same waits until the unit is committed, or was cut off.
        assert!(counter(&fixture.db, "b", 2).is_err(), "the unit was cut off");
        assert_eq!((value(&fixture.db, "a"), value(&fixture.db, "b")), (Some(1), Some(1)));
    }

    fn closing_finishes_what_waits_and_refuses_what_comes(fixture: &Fixture) {
        let done = Arc::new(AtomicUsize::new(0));
        counter(&fixture.db, "a", 0).unwrap();
        let results = block_on(async {
            let units = (0..200).map(|_| {
                let done = Arc::clone(&done);
                let unit = fixture.db.write(|tx| tx.execute(&INCREMENT, params!["a"]));
                async move {
                    let result = unit.await;
                    done.fetch_add(1, Ordering::Relaxed);
                    result
                }
            });
            let mut units = Box::pin(join_all(units));
            // One poll puts them all into the queue.
            let first = std::future::poll_fn(|context| std::task::Poll::Ready(units.as_mut().poll(context))).await;
            fixture.db.close().await;
            match first {
                std::task::Poll::Ready(results) => results,
                std::task::Poll::Pending => units.await,
            }
        });
        assert_eq!(results, vec![Ok(1); 200]);
        assert_eq!(done.load(Ordering::Relaxed), 200);
        assert_eq!(counter(&fixture.db, "b", 1), Err(Error::Closed));
        assert_eq!(block_on(fixture.db.ping()), Err(Error::Closed));
        assert_eq!(value(&fixture.again(), "a"), Some(200));
    }
}
