//! Migrations: once, whole, in order, never edited.

use sql::{Error, Migration, MigrationReport, SchemaState, migrate, params, schema_state};

use crate::support::{Fixture, on_both_engines};

sql::statements! {
    /// What the runner recorded.
    RECORDED = "SELECT number, applied_at FROM schema_migration ORDER BY number";
}

const FIRST: Migration = both(1, "first", "CREATE TABLE one (id BIGINT); CREATE TABLE two (id BIGINT);");
const SECOND: Migration =
    both(2, "second", "ALTER TABLE one ADD COLUMN name TEXT; INSERT INTO one VALUES (1, 'a');");
const BROKEN: Migration =
    both(3, "broken", "CREATE TABLE three (id BIGINT); INSERT INTO nowhere VALUES (1);");

const fn both(number: i64, name: &'static str, text: &'static str) -> Migration {
    Migration { number, name, sqlite: text, postgres: text }
}

fn tables(fixture: &Fixture, table: &'static str) -> bool {
    let query = format!("SELECT COUNT(*) FROM {table}");
    fixture.db.read_blocking(move |tx| tx.dynamic_rows(&query, params![], |_| Ok(()))).is_ok()
}

// The shared tables are not in the way.
on_both_engines! {
    fn what_is_missing_is_applied_once(fixture: &Fixture) {
        let state = schema_state(&fixture.db, &[FIRST, SECOND]);
        assert_eq!(state, Ok(SchemaState { current: 0, known: 2, pending: vec![1, 2] }));
        assert!(!tables(fixture, "schema_migration"));

        let report = migrate(&fixture.db, &[FIRST], 1_000);
        assert_eq!(report, Ok(MigrationReport { applied: vec![1], current: 1 }));
        let report = migrate(&fixture.db, &[FIRST, SECOND], 2_000);
        assert_eq!(report, Ok(MigrationReport { applied: vec![2], current: 2 }));
        let report = migrate(&fixture.db, &[FIRST, SECOND], 3_000);
        assert_eq!(report, Ok(MigrationReport { applied: vec![], current: 2 }));

        let recorded = fixture.db.read_blocking(|tx| {
            tx.rows(&RECORDED, params![], |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?)))
        });
        assert_eq!(recorded, Ok(vec![(1, 1_000), (2, 2_000)]));
        let state = schema_state(&fixture.db, &[FIRST, SECOND]);
        assert_eq!(state, Ok(SchemaState { current: 2, known: 2, pending: vec![] }));
    }

    fn an_edited_migration_is_refused(fixture: &Fixture) {
        migrate(&fixture.db, &[FIRST], 1).unwrap();
        let edited = both(1, "first", "CREATE TABLE one (id BIGINT);");
        let refused = migrate(&fixture.db, &[edited, SECOND], 2);
        assert_eq!(refused, Err(Error::MigrationEdited { number: 1, name: "first".to_owned() }));
        assert!(schema_state(&fixture.db, &[FIRST]).is_ok_and(|state| state.current == 1));
    }

    fn a_database_ahead_of_the_program_is_refused(fixture: &Fixture) {
        migrate(&fixture.db, &[FIRST, SECOND], 1).unwrap();
        let refused = migrate(&fixture.db, &[FIRST], 2);
        assert_eq!(refused, Err(Error::SchemaNewer { database: 2, program: 1 }));
    }

    fn numbers_that_do_not_ascend_are_refused(fixture: &Fixture) {
        assert!(matches!(migrate(&fixture.db, &[SECOND, FIRST], 1), Err(Error::Statement { .. })));
        assert!(!tables(fixture, "one"));
    }

    fn a_failing_migration_leaves_nothing_of_itself(fixture: &Fixture) {
        let failed = migrate(&fixture.db, &[FIRST, SECOND, BROKEN], 1);
        assert!(matches!(&failed, Err(Error::Statement { name, .. }) if name == "migration 3 (broken)"), "{failed:?}");
        assert!(tables(fixture, "one"));
        assert!(!tables(fixture, "three"));
        let state = schema_state(&fixture.db, &[FIRST, SECOND, BROKEN]);
        assert_eq!(state, Ok(SchemaState { current: 2, known: 3, pending: vec![3] }));
    }

    fn nodes_that_start_at_once_apply_each_migration_once(fixture: &Fixture) {
        let starts = (0..4).map(|_| {
            let db = fixture.again();
            std::thread::spawn(move || migrate(&db, &[FIRST, SECOND], 1))
        });
        let starts: Vec<_> = starts.collect();
        let mut applied = Vec::new();
        for start in starts {
            let report = start.join().unwrap().unwrap();
            assert_eq!(report.current, 2);
            applied.extend(report.applied);
        }
        applied.sort_unstable();
        assert_eq!(applied, vec![1, 2]);
    }
}
