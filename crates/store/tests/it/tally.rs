//! Counters of tickets, held against counting.

use crate::{
    support::on_both_engines,
    tickets::{TEAM, ticket as new},
};
use domain::{At, ticket::Ticket};
use sql::{Db, Error};
use store::ticket;

type Counts = Vec<(String, i64)>;

fn status(n: i64) -> String {
    format!("status_{}", n % 3)
}

/// What counting says, and what the tally says, of every kind that either knows.
fn counts(db: &Db) -> (Counts, Counts) {
    let kind = "project || '/' || type || '/' || status || '/' || category || '/' || priority";
    let counted =
        format!("SELECT {kind}, COUNT(*) FROM ticket WHERE deleted_at IS NULL GROUP BY 1 ORDER BY 1");
    let tallied = format!(
        "SELECT {kind}, CAST(SUM(tickets) AS BIGINT) FROM tally GROUP BY 1 HAVING SUM(tickets) <> 0 ORDER BY 1"
    );
    db.read_blocking(move |tx| {
        let mut rows = |sql: &str| tx.dynamic_rows(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok::<_, Error>((rows(&counted)?, rows(&tallied)?))
    })
    .unwrap()
}

on_both_engines! {
    fn the_tally_is_what_counting_gives_whoever_writes_at_once(db: &Db) {
        let threads: Vec<_> = (0..6_i64)
            .map(|thread| {
                let db = db.clone();
                std::thread::spawn(move || {
                    for n in 0..40 {
                        let id = thread * 1_000 + n;
                        let t = Ticket { status: status(n), ..new(id) };
                        db.write_blocking(move |tx| {
                            ticket::insert(tx, &t, "")?;
                            let next = |version, status: &str| Ticket { version, status: status.into(), ..t.clone() };
                            let moved = next(2, &status(id + 1));
                            ticket::update(tx, &t, &moved, "")?;
                            let deleted = (id % 4 == 0).then_some(At::from_micros(1));
                            ticket::update(tx, &moved, &Ticket { deleted, ..next(3, "c") }, "")
                        })
                        .unwrap();
                        if n % 10 == 0 {
                            db.write_blocking(|tx| ticket::fold_tally(tx, TEAM)).unwrap();
                        }
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        let (counted, tallied) = counts(db);
        assert_eq!(counted, tallied);
        assert_eq!(counted, [("SUP/ticket/c/account/2".to_owned(), 180)]);
        db.write_blocking(|tx| ticket::fold_tally(tx, TEAM)).unwrap();
        let lanes: i64 = db
            .read_blocking(|tx| tx.dynamic_rows("SELECT COUNT(*) FROM tally", &[], |row| row.get(0)))
            .unwrap()[0];
        assert_eq!((counts(db).1, lanes), (counted, 1));
    }
}
