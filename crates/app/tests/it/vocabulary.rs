//! The words of the ready repair project: the same in a new database and in one that an earlier program has made.

use crate::support::{Fixture, block_on};
use app::{TEAM, project, vocabulary};
use domain::{At, ticket::Source};
use sql::{Db, PostgresOptions, SqliteOptions};

/// How many migrations the release before the words had.
const BEFORE: usize = 2;

/// The words of the repair project of `db`, as it was before the words and is migrated to them now.
fn migrated(db: &Db) -> Vec<domain::vocabulary::Entry> {
    sql::migrate(db, &store::migrations::ALL[..BEFORE], 0).unwrap();
    db.write_blocking(|tx| {
        for key in ["NET", "SUP"] {
            tx.batch(&format!(
                "INSERT INTO project (team_id, key, uuid, name, description, archived, version, created_at)
                 VALUES (1, '{key}', '{key}', '', '', FALSE, 1, 0)"
            ))?;
        }
        tx.batch(
            "INSERT INTO account (team_id, id, uuid, name, name_folded, nickname, email, phone, access, locale, password_hash,
               disabled, version, created_at, updated_at)
             VALUES (1, 7, 'u', 'Ann', 'ann', 'Ann', '', '', 'user', '', '', FALSE, 1, 0, 0)",
        )?;
        Ok::<_, sql::Error>(())
    })
    .unwrap();
    sql::migrate(db, store::migrations::ALL, 0).unwrap();
    db.read_blocking(|tx| {
        let ann = store::account::by_name(tx, TEAM, "ann")?.unwrap();
        assert_eq!((ann.block.as_str(), ann.isp.as_str(), ann.created), ("", "", At::from_micros(0)));
        assert_eq!(store::vocabulary::list(tx, TEAM, "SUP")?, []);
        store::vocabulary::list(tx, TEAM, "NET")
    })
    .unwrap()
}

#[test]
fn an_older_database_gets_the_words_that_a_new_one_gets_on_both_engines() {
    let fixture = Fixture::sqlite();
    block_on(fixture.app.first_start(Some("zQ4-copper-meadow-23".to_owned()))).unwrap();
    let found = fixture.app.read_blocking(&fixture.app.system(), |cx| vocabulary::get(cx, "NET"));
    let (project, ready): (project::Project, _) = found.unwrap();
    assert_eq!((project.key.as_str(), ready.len()), ("NET", 23));

    let directory = tempfile::tempdir().unwrap();
    let sqlite = Db::open_sqlite(&directory.path().join("old.db"), SqliteOptions::default()).unwrap();
    assert_eq!(migrated(&sqlite), ready);
    sqlite.close_blocking();
    let database = testkit::Database::new();
    let postgres = Db::open_postgres(&database.url(), PostgresOptions::default()).unwrap();
    assert_eq!(migrated(&postgres), ready);
    postgres.close_blocking();
}

#[test]
fn the_words_of_the_ready_project_pass_their_own_check() {
    let fixture = Fixture::sqlite();
    block_on(fixture.app.first_start(Some("zQ4-copper-meadow-23".to_owned()))).unwrap();
    let set = fixture.app.write_blocking(&fixture.app.system(), Source::Cli, |cx| {
        let (_, words) = vocabulary::get(cx, "NET")?;
        vocabulary::set(cx, "NET", &words, |_| Ok(())).map(|(_, set)| set == words)
    });
    assert!(set.unwrap());
}
