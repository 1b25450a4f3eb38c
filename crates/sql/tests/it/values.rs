//! Values go in and come out the same on both engines.

use sql::{Error, Param, params};

use crate::support::{Fixture, on_both_engines};

sql::statements! {
    /// A thing with every kind of column.
    INSERT = "INSERT INTO thing (id, name, size, small, ratio, done, content)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// And back.
    SELECT = "SELECT name, size, small, ratio, done, content FROM thing WHERE id = $1";
    /// `PostgreSQL` gives `NUMERIC` here.
    SUM = "SELECT SUM(size), COUNT(*) FROM thing";
    /// Truth values as conditions.
    DONE = "SELECT id FROM thing WHERE done = $1 ORDER BY id";
    /// An integer where a fraction is stored, and a comparison with nothing.
    RATIO = "SELECT id FROM thing WHERE ratio > $1 AND (CAST($2 AS TEXT) IS NULL OR name = $2) ORDER BY id";
}

type Thing = (Option<String>, Option<i64>, Option<i32>, Option<f64>, Option<bool>, Option<Vec<u8>>);

fn round_trip(fixture: &Fixture, id: i64, thing: &Thing) -> Thing {
    let (name, size, small, ratio, done, content) = thing.clone();
    let result = fixture.db.write_blocking(move |tx| {
        let params: &[Param<'_>] = params![id, &name, size, small, ratio, done, content.clone()];
        tx.execute(&INSERT, params)?;
        tx.row(&SELECT, params![id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })
    });
    result.unwrap().unwrap()
}

on_both_engines! {
    fn every_kind_of_value_comes_back_as_it_went_in(fixture: &Fixture) {
        let things: [Thing; 4] = [
            (None, None, None, None, None, None),
            (
                Some("工单 — „Gänsefüßchen“ 🦆 \u{1} ' \" \\ %".to_owned()),
                Some(i64::MAX),
                Some(i32::MIN),
                Some(0.1 + 0.2),
                Some(true),
                Some((0..=255).collect()),
            ),
            (Some(String::new()), Some(i64::MIN), Some(0), Some(-0.0), Some(false), Some(Vec::new())),
            (Some("12".to_owned()), Some(-1), Some(1), Some(1e300), Some(true), Some(b"12".to_vec())),
        ];
        for (id, thing) in (0..).zip(&things) {
            assert_eq!(&round_trip(fixture, id, thing), thing);
        }
    }

    fn sums_come_back_exactly_and_a_sum_of_nothing_is_null(fixture: &Fixture) {
        let sum = || {
            fixture.db.read_blocking(|tx| {
                tx.row(&SUM, params![], |row| Ok((row.get::<Option<i64>>(0)?, row.get::<i64>(1)?)))
            })
        };
        assert_eq!(sum(), Ok(Some((None, 0))));
        for (id, size) in [(1, i64::MAX - 10), (2, 7), (3, -20_000)] {
            round_trip(fixture, id, &(None, Some(size), None, None, None, None));
        }
        assert_eq!(sum(), Ok(Some((Some(i64::MAX - 20_003), 3))));
    }

    fn parameters_take_the_type_the_statement_needs(fixture: &Fixture) {
        round_trip(fixture, 1, &(Some("a".to_owned()), None, None, Some(1.5), Some(true), None));
        round_trip(fixture, 2, &(Some("b".to_owned()), None, None, Some(2.5), Some(false), None));
        let result = fixture.db.read_blocking(|tx| {
            let id = |row: &sql::Row<'_>| row.get::<i64>(0);
            Ok::<_, Error>((
                tx.rows(&DONE, params![true], id)?,
                tx.rows(&RATIO, params![1, None::<&str>], id)?,
                tx.rows(&RATIO, params![1.9, "b"], id)?,
            ))
        });
        assert_eq!(result, Ok((vec![1], vec![1, 2], vec![2])));
    }
}
