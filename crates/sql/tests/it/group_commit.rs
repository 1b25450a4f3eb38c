//! What is particular to `SQLite`: units that share a commit, and other processes on the same file.

use futures_util::future::join_all;
use rusqlite::Connection;
use sql::{Error, params};

use crate::support::{
    COUNTERS, Fixture, INCREMENT, LATE_CHILD, NEW_COUNTER, counter, eventually, hold_writer, queued, value,
};

sql::statements! {
    /// On a duplicate the engine rolls back the whole transaction, as it does when the disk is full.
    ALL_OR_NOTHING = {
        sqlite: "INSERT OR ROLLBACK INTO counter (name, value) VALUES ($1, $2)",
        postgres: "INSERT INTO counter (name, value) VALUES ($1, $2)",
    };
}

/// What the units of [`gathered`] do, by their number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Good,
    Fails,
    Panics,
    FailsAtCommit,
    TakesAllDown,
}

/// Runs units that are all waiting when the writer comes to them, so that they share one group.
fn gathered(fixture: &Fixture, kinds: Vec<Kind>) -> Vec<Result<(), Error>> {
    let release = hold_writer(&fixture.db);
    let units = kinds.into_iter().enumerate().map(|(number, kind)| {
        fixture.db.write(move |tx| {
            let name = format!("unit {number}");
            tx.execute(&NEW_COUNTER, params![&name, 1])?;
            match kind {
                Kind::Good => Ok(()),
                Kind::Fails => tx.execute(&NEW_COUNTER, params![&name, 1]).map(drop),
                Kind::Panics => panic!("on purpose"),
                Kind::FailsAtCommit => tx.execute(&LATE_CHILD, params!["nobody"]).map(drop),
                Kind::TakesAllDown => tx.execute(&ALL_OR_NOTHING, params![&name, 1]).map(drop),
            }
        })
    });
    let units: Vec<_> = units.collect();
    let count = units.len() as u64;
    queued(join_all(units), || {
        assert_eq!(fixture.db.stats().queue_depth, count, "every unit waits");
        drop(release);
    })
}

fn counters(fixture: &Fixture) -> i64 {
    let count = fixture.db.read_blocking(|tx| tx.row(&COUNTERS, params![], |row| row.get(0)));
    count.unwrap().unwrap()
}

#[test]
fn units_that_wait_together_share_a_commit() {
    let fixture = Fixture::sqlite();
    let before = fixture.db.stats();
    let results = gathered(&fixture, vec![Kind::Good; 100]);
    assert_eq!(results, vec![Ok(()); 100]);
    let after = fixture.db.stats();
    // One group is the unit that held the writer.
    assert_eq!((after.writes - before.writes, after.groups - before.groups), (101, 2));
    assert_eq!(counters(&fixture), 100);
}

#[test]
fn a_unit_that_fails_or_panics_leaves_the_others_of_its_group_committed() {
    let fixture = Fixture::sqlite();
    let kinds = vec![Kind::Good, Kind::Fails, Kind::Good, Kind::Panics, Kind::Good];
    let results = gathered(&fixture, kinds);
    let unique = Error::Unique { constraint: "counter.name".to_owned() };
    assert_eq!(results, vec![Ok(()), Err(unique), Ok(()), Err(Error::Panicked), Ok(())]);
    assert_eq!(counters(&fixture), 3);
    // One had to be undone after it had written: all five were run again, each kept apart.
    assert_eq!(fixture.db.stats().retries, 5);
}

#[test]
fn a_group_whose_commit_fails_is_run_again_one_by_one() {
    let fixture = Fixture::sqlite();
    let results = gathered(&fixture, vec![Kind::Good, Kind::FailsAtCommit, Kind::Good]);
    assert_eq!(results, vec![Ok(()), Err(Error::ForeignKey), Ok(())]);
    assert_eq!(counters(&fixture), 2);
    assert_eq!(fixture.db.stats().retries, 3);
}

#[test]
fn a_group_that_the_engine_rolled_back_is_run_again_one_by_one() {
    let fixture = Fixture::sqlite();
    let results = gathered(&fixture, vec![Kind::Good, Kind::TakesAllDown, Kind::Good]);
    let unique = Error::Unique { constraint: "counter.name".to_owned() };
    assert_eq!(results, vec![Ok(()), Err(unique), Ok(())]);
    assert_eq!(counters(&fixture), 2);
}

#[test]
fn an_answered_unit_is_already_seen_by_another_process() {
    let fixture = Fixture::sqlite();
    let other = Connection::open(fixture.address()).unwrap();
    for number in 1..=20 {
        counter(&fixture.db, format!("unit {number}").leak(), 1).unwrap();
        let seen: i64 = other.query_row("SELECT COUNT(*) FROM counter", [], |row| row.get(0)).unwrap();
        assert_eq!(seen, number);
    }
}

#[test]
fn a_unit_waits_for_another_process_that_is_writing() {
    let fixture = Fixture::sqlite();
    let other = Connection::open(fixture.address()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; INSERT INTO counter VALUES ('other', 1)").unwrap();
    let db = fixture.db.clone();
    let unit = std::thread::spawn(move || counter(&db, "mine", 1));
    eventually("the unit was taken from the queue", || fixture.db.stats().queue_depth == 0);
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(unit.join().unwrap(), Ok(()));
    assert_eq!((value(&fixture.db, "mine"), value(&fixture.db, "other")), (Some(1), Some(1)));
}

#[test]
fn closing_folds_the_log_into_the_file() {
    let fixture = Fixture::sqlite();
    counter(&fixture.db, "a", 0).unwrap();
    for _ in 0..50 {
        fixture.db.write_blocking(|tx| tx.execute(&INCREMENT, params!["a"])).unwrap();
    }
    let log = std::path::PathBuf::from(format!("{}-wal", fixture.address()));
    assert!(std::fs::metadata(&log).unwrap().len() > 0);
    fixture.db.close_blocking();
    assert!(std::fs::metadata(&log).map_or(0, |metadata| metadata.len()) == 0);
}

#[test]
fn the_log_is_folded_into_the_file_while_units_are_served() {
    let fixture = Fixture::sqlite();
    let size = || std::fs::metadata(fixture.address()).unwrap().len();
    let before = size();
    let filler = "x".repeat(1_000_000).leak();
    counter(&fixture.db, filler, 1).unwrap();
    eventually("the file has grown", || size() > before + 1_000_000);
}

#[test]
fn a_file_that_is_not_a_database_or_cannot_be_opened_is_told_with_its_path() {
    let directory = crate::support::directory();
    let path = directory.join("text.db");
    std::fs::write(&path, "this is a text of more than a hundred bytes, ".repeat(100)).unwrap();
    let opened = sql::Db::open_sqlite(&path, sql::SqliteOptions::default());
    assert!(matches!(opened, Err(Error::Corrupt(text)) if text.contains("text.db")));
    let opened = sql::Db::open_sqlite(&directory.join("missing/x.db"), sql::SqliteOptions::default());
    assert!(matches!(opened, Err(Error::Unavailable(text)) if text.contains("missing/x.db")));
    std::fs::remove_dir_all(directory).unwrap();
}

#[test]
fn a_full_disk_fails_the_unit_that_needs_the_space_and_no_other() {
    let fixture = Fixture::sqlite();
    fixture.db.write_blocking(|tx| tx.batch("PRAGMA max_page_count = 64")).unwrap();
    let release = hold_writer(&fixture.db);
    let units = [10, 2_000_000, 10].into_iter().enumerate().map(|(number, size)| {
        let name = format!("{number}{}", "x".repeat(size));
        fixture.db.write(move |tx| tx.execute(&NEW_COUNTER, params![&name, 1]))
    });
    let units: Vec<_> = units.collect();
    let results = queued(join_all(units), || {
        assert_eq!(fixture.db.stats().queue_depth, 3, "every unit waits");
        drop(release);
    });
    assert_eq!(results, vec![Ok(1), Err(Error::Full), Ok(1)]);
    assert_eq!(counters(&fixture), 2);
}

#[test]
fn callers_wait_for_a_place_when_the_queue_is_full() {
    let directory = crate::support::directory();
    let options = sql::SqliteOptions { queue: 2, ..sql::SqliteOptions::default() };
    let db = sql::Db::open_sqlite(&directory.join("test.db"), options).unwrap();
    let release = hold_writer(&db);
    let units: Vec<_> = (0..50).map(|_| db.write(|_| Ok::<(), Error>(()))).collect();
    let results = queued(join_all(units), || {
        assert_eq!(db.stats().queue_depth, 2, "the queue is full");
        drop(release);
    });
    assert_eq!(results, vec![Ok(()); 50]);
    db.close_blocking();
    std::fs::remove_dir_all(directory).unwrap();
}
