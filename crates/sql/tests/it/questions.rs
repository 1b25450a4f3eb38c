//! Questions asked first and answered later: the same answers in any order, and no failure lost.

use sql::{Error, params};

use crate::support::{Fixture, INCREMENT, NEW_COUNTER, VALUE, counter, on_both_engines, value};

sql::statements! {
    /// Fails on both engines once there is a counter `a`.
    TWICE = "INSERT INTO counter (name, value) SELECT name, value FROM counter WHERE name = $1 RETURNING value";
}

on_both_engines! {
    fn questions_are_answered_in_any_order_and_see_what_was_written_before_them(fixture: &Fixture) {
        counter(&fixture.db, "a", 1).unwrap();
        counter(&fixture.db, "b", 10).unwrap();
        let seen = fixture.db.write_blocking(|tx| {
            let before = tx.ask(&VALUE, params!["a"], |row| row.get::<i64>(0))?;
            let other = tx.ask(&VALUE, params!["b"], |row| row.get::<i64>(0))?;
            tx.put(&INCREMENT, params!["a"])?;
            let after = tx.ask(&VALUE, params!["a"], |row| row.get::<i64>(0))?;
            let none = tx.ask(&VALUE, params!["z"], |row| row.get::<i64>(0))?;
            let forgotten = tx.ask(&VALUE, params!["b"], |row| row.get::<i64>(0))?;
            drop(forgotten);
            let none = tx.answer_one(none)?;
            let now: Option<i64> = tx.row(&VALUE, params!["b"], |row| row.get(0))?;
            Ok::<_, Error>((tx.answer(after)?, tx.answer_one(before)?, tx.answer(other)?, none, now))
        });
        assert_eq!(seen, Ok((vec![2], Some(1), vec![10], None, Some(10))));
    }

    fn a_question_that_fails_dooms_the_unit_even_if_nobody_waits_for_its_answer(fixture: &Fixture) {
        counter(&fixture.db, "a", 1).unwrap();
        let silent = fixture.db.write_blocking(|tx| {
            tx.put(&NEW_COUNTER, params!["b", 1])?;
            drop(tx.ask(&TWICE, params!["a"], |row| row.get::<i64>(0)));
            Ok::<_, Error>(())
        });
        assert!(matches!(silent, Err(Error::Unique { .. })), "{silent:?}");
        let asked = fixture.db.write_blocking(|tx| {
            tx.put(&NEW_COUNTER, params!["b", 1])?;
            let twice = tx.ask(&TWICE, params!["a"], |row| row.get::<i64>(0))?;
            tx.answer(twice)
        });
        assert!(matches!(asked, Err(Error::Unique { .. })), "{asked:?}");
        assert_eq!(value(&fixture.db, "b"), None);
    }

    fn a_question_whose_row_cannot_be_read_fails_alone(fixture: &Fixture) {
        counter(&fixture.db, "a", 1).unwrap();
        let result = fixture.db.write_blocking(|tx| {
            let wrong = tx.ask(&VALUE, params!["a"], |row| row.get::<String>(0)).and_then(|asked| tx.answer(asked));
            assert!(wrong.is_err());
            tx.put(&INCREMENT, params!["a"])
        });
        assert_eq!((result, value(&fixture.db, "a")), (Ok(()), Some(2)));
    }
}
