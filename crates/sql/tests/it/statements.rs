//! Statements: parameters, counts, and what is said when they fail.

use std::time::Duration;

use sql::{Error, params};

use crate::support::{Fixture, NEW_COUNTER, all, counter, on_both_engines};

mod local {
    sql::statements! {
        /// Parameters out of order, and one twice.
        pub(crate) OUT_OF_ORDER =
            "SELECT CAST($2 AS TEXT) || '-' || CAST($1 AS TEXT) || '-' || CAST($3 AS TEXT) || '-' || CAST($2 AS TEXT)";
        /// A child of a counter.
        pub(crate) CHILD = "INSERT INTO child (counter) VALUES ($1)";
        /// Changes and says what.
        pub(crate) RAISE = "UPDATE counter SET value = value + $1 WHERE value >= $2 RETURNING name, value";
        /// All names.
        pub(crate) NAMES = "SELECT name FROM counter ORDER BY name";
        /// Names that begin so.
        pub(crate) LIKE = "SELECT name FROM counter WHERE name LIKE $1 ORDER BY name";
        /// Not SQL.
        pub(crate) NONSENSE = concat!("SELEKT ", "1");
        /// A word in double quotes is a name.
        pub(crate) QUOTED = "SELECT \"nobody\"";
        /// Counts for longer than anybody waits.
        pub(crate) ENDLESS = {
            sqlite: "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n",
            postgres: "SELECT COUNT(*) FROM generate_series(1, 1000000000000)",
        };
        /// Counts for about as long as a limit of the test.
        pub(crate) SOME_TIME = {
            sqlite: "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT COUNT(*) FROM n",
            postgres: "SELECT COUNT(*) FROM generate_series(1, 1000000)",
        };
        /// The same question in two words.
        pub(crate) ENGINE = { sqlite: "SELECT 'sqlite'", postgres: "SELECT 'postgres'" };
    }
}
use local::{CHILD, ENDLESS, ENGINE, LIKE, NAMES, NONSENSE, OUT_OF_ORDER, QUOTED, RAISE, SOME_TIME};

on_both_engines! {
    fn parameters_are_bound_by_their_number(fixture: &Fixture) {
        let text = fixture.db.read_blocking(|tx| {
            tx.row(&OUT_OF_ORDER, params!["one", "two", "three"], |row| Ok(row.text(0)?.to_owned()))
        });
        assert_eq!(text, Ok(Some("two-one-three-two".to_owned())));
    }

    fn a_wrong_number_of_parameters_is_refused(fixture: &Fixture) {
        for given in [&params!["a"][..], &params!["a", 1, 2][..]] {
            let given: Vec<_> = given.iter().map(|param| param.clone().into_owned()).collect();
            let result = fixture.db.write_blocking(move |tx| tx.execute(&NEW_COUNTER, &given));
            assert!(matches!(&result, Err(Error::Statement { name, .. }) if name.ends_with("NEW_COUNTER")));
        }
    }

    fn rows_are_seen_one_by_one_until_one_is_refused(fixture: &Fixture) {
        for name in ["a", "b", "c"] {
            counter(&fixture.db, name, 1).unwrap();
        }
        let seen = fixture.db.read_blocking(|tx| {
            let (mut all, mut few) = (Vec::new(), Vec::new());
            tx.each(&NAMES, params![], |row| {
                all.push(row.text(0)?.to_owned());
                Ok(())
            })?;
            let refused = tx.each(&NAMES, params![], |row| {
                few.push(row.text(0)?.to_owned());
                if few.len() == 2 { Err(Error::NulInText) } else { Ok(()) }
            });
            assert_eq!(refused, Err(Error::NulInText));
            // The transaction goes on: it was not a statement that failed.
            let again = tx.rows(&NAMES, params![], |row| row.get::<String>(0))?;
            Ok::<_, Error>((all, few, again))
        });
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(seen, Ok((names(&["a", "b", "c"]), names(&["a", "b"]), names(&["a", "b", "c"]))));
        let failed = fixture.db.read_blocking(|tx| tx.each(&NONSENSE, params![], |_| Ok(())));
        assert!(matches!(failed, Err(Error::Statement { .. })), "{failed:?}");
    }

    fn what_takes_too_long_is_stopped_and_the_next_unit_is_not(fixture: &Fixture) {
        let started = std::time::Instant::now();
        let stopped = fixture.db.read_blocking(|tx| {
            tx.limit(Duration::from_millis(50))?;
            tx.row(&ENDLESS, params![], |row| row.get::<i64>(0))
        });
        assert_eq!(stopped, Err(Error::TooLong));
        assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
        // On every connection: none of them keeps the limit.
        for _ in 0..8 {
            let some = fixture.db.read_blocking(|tx| tx.row(&SOME_TIME, params![], |row| row.get::<i64>(0)));
            assert_eq!(some, Ok(Some(1_000_000)));
        }
        let quick = fixture.db.read_blocking(|tx| {
            tx.limit(Duration::from_mins(1))?;
            tx.rows(&NAMES, params![], |_| Ok(()))
        });
        assert_eq!(quick, Ok(Vec::new()));
    }

    fn units_are_counted_with_their_waits(fixture: &Fixture) {
        counter(&fixture.db, "a", 1).unwrap();
        fixture.db.read_blocking(|tx| tx.rows(&NAMES, params![], |_| Ok(()))).unwrap();
        let seen = fixture.db.distributions();
        assert!(seen.read_waits.count() >= 1 && seen.write_waits.count() >= 1, "{seen:?}");
        assert!(seen.group_sizes.sum >= seen.group_sizes.count(), "{seen:?}");
        assert_eq!(seen.group_sizes.count(), fixture.db.stats().groups);
    }

    fn an_engine_gets_its_own_text_of_a_pair(fixture: &Fixture) {
        let name = fixture.db.read_blocking(|tx| tx.row(&ENGINE, params![], |row| row.get::<String>(0)));
        assert_eq!(name, Ok(Some(fixture.db.engine().to_string())));
    }

    fn a_key_that_exists_is_told_with_its_constraint(fixture: &Fixture) {
        counter(&fixture.db, "a", 1).unwrap();
        let constraint = match fixture.db.engine() {
            sql::EngineKind::Sqlite => "counter.name",
            sql::EngineKind::Postgres => "counter_pkey",
        };
        assert_eq!(counter(&fixture.db, "a", 1), Err(Error::Unique { constraint: constraint.to_owned() }));
    }

    fn the_other_constraints_have_their_own_errors(fixture: &Fixture) {
        let orphan = fixture.db.write_blocking(|tx| tx.execute(&CHILD, params!["nobody"]));
        assert_eq!(orphan, Err(Error::ForeignKey));
        let nameless = fixture.db.write_blocking(|tx| tx.execute(&NEW_COUNTER, params![None::<&str>, 1]));
        assert!(matches!(nameless, Err(Error::NotNull { column }) if column.ends_with("name")));
        assert!(matches!(counter(&fixture.db, "a", -1), Err(Error::Check { .. })));
    }

    fn a_nul_in_text_is_refused_before_it_is_sent(fixture: &Fixture) {
        let result = fixture.db.write_blocking(|tx| {
            assert_eq!(tx.execute(&NEW_COUNTER, params!["a\0b", 1]), Err(Error::NulInText));
            tx.put(&NEW_COUNTER, params!["c\0", 1])
        });
        assert_eq!(result, Err(Error::NulInText));
    }

    fn counts_and_first_rows_are_the_same_on_both_engines(fixture: &Fixture) {
        for (name, value) in [("a", 1), ("b", 2), ("c", 3)] {
            counter(&fixture.db, name, value).unwrap();
        }
        let result = fixture.db.write_blocking(|tx| {
            assert_eq!(tx.execute(&RAISE, params![10, 2])?, 2);
            assert_eq!(tx.execute(&RAISE, params![10, 99])?, 0);
            assert_eq!(tx.execute(&NAMES, params![])?, 3);
            // Only the first row is asked for, but every row is changed.
            tx.row(&RAISE, params![100, 2], |row| row.get::<i64>(1))?;
            assert_eq!(tx.row(&NAMES, params![], |row| row.get::<String>(0))?.as_deref(), Some("a"));
            tx.dynamic_rows("SELECT value FROM counter WHERE value > $1 ORDER BY value", params![1], |row| {
                row.get::<i64>(0)
            })
        });
        assert_eq!(result, Ok(vec![112, 113]));
    }

    fn like_tells_upper_from_lower_case(fixture: &Fixture) {
        counter(&fixture.db, "Apple", 1).unwrap();
        counter(&fixture.db, "avocado", 1).unwrap();
        let names = fixture.db.read_blocking(|tx| tx.rows(&LIKE, params!["a%"], |row| row.get::<String>(0)));
        assert_eq!(names, Ok(vec!["avocado".to_owned()]));
    }

    fn a_mapping_error_is_handed_on_and_dooms_nothing(fixture: &Fixture) {
        counter(&fixture.db, "a", 1).unwrap();
        let result = fixture.db.write_blocking(|tx| {
            let wrong = tx.rows(&NAMES, params![], |row| row.get::<i64>(0));
            assert!(
                matches!(&wrong, Err(Error::Column { index: 0, found, .. }) if found == "text"), "{wrong:?}"
            );
            let outside = tx.rows(&NAMES, params![], |row| row.get::<i64>(9));
            assert!(matches!(outside, Err(Error::Column { index: 9, .. })));
            tx.execute(&NEW_COUNTER, params!["b", 1])
        });
        assert_eq!(result, Ok(1));
    }

    fn checking_prepares_and_tells_what_an_engine_refuses(fixture: &Fixture) {
        let fine = fixture.db.read_blocking(|tx| all().iter().try_for_each(|statement| tx.check(statement)));
        assert_eq!(fine, Ok(()));
        for statement in [&NONSENSE, &QUOTED] {
            let refused = fixture.db.read_blocking(move |tx| tx.check(statement));
            assert!(
                matches!(&refused, Err(Error::Statement { name, .. }) if name == statement.name()), "{refused:?}"
            );
        }
        assert_eq!(local::all().len(), 10);
    }

    fn more_statements_than_are_kept_still_work(fixture: &Fixture) {
        let sum = fixture.db.read_blocking(|tx| {
            let mut sum = 0;
            for number in (0..1_200).chain(0..1_200) {
                let one = tx.dynamic_rows(&format!("SELECT {number}"), params![], |row| row.get::<i64>(0))?;
                sum += one.iter().sum::<i64>();
            }
            Ok::<_, Error>(sum)
        });
        assert_eq!(sum, Ok(1_199 * 1_200));
    }
}
