//! What is written must be true: the tests of the generator and of the copy.

use crate::{copy, fill};
use app::{App, FirstStart, OsRandom, Settings, SigningKey, SystemClock};
use domain::{
    history::{Event, Kind},
    id::TicketId,
    identity::{ProjectScope, Visibility},
    ticket::{Field, Ticket},
};
use sql::{Db, Error, PostgresOptions, SqliteOptions};
use std::{path::Path, sync::Arc};
use store::ticket::{Filter, Start, Totals};

const TICKETS: i64 = 1_500;

/// A `SQLite` database as a first start leaves it, filled.
fn filled(directory: &Path) -> Db {
    let db = Db::open_sqlite(&directory.join("gongdan.db"), SqliteOptions::default()).unwrap();
    sql::migrate(&db, store::migrations::ALL, 0).unwrap();
    let settings = Settings {
        data_dir: directory.to_owned(),
        signing_key: SigningKey::new(*b"for a test"),
        default_project: "SUP".to_owned(),
        repair_project: "NET".to_owned(),
        incident_project: "INC".to_owned(),
        max_attachment: 1,
        job_retention_days: 30,
    };
    let app = App::new(db.clone(), settings, Arc::new(SystemClock), Arc::new(OsRandom));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let started = runtime.block_on(app.first_start(Some("a password for the tests".to_owned()))).unwrap();
    assert!(matches!(started, FirstStart::New { .. }));
    fill::fill(&db, TICKETS).unwrap();
    db
}

fn read(db: &Db, id: i64) -> (Ticket, Vec<Event>, Option<i64>) {
    db.read_blocking(move |tx| {
        let (team, id) = (fill::TEAM, TicketId(id));
        let ticket = store::ticket::get(tx, team, id)?.unwrap();
        Ok::<_, Error>((
            ticket,
            store::event::page(tx, team, id, 0, 500)?,
            store::event::verify(tx, team, id)?,
        ))
    })
    .unwrap()
}

fn found(db: &Db, filter: Filter) -> Vec<i64> {
    db.read_blocking(move |tx| {
        let everything = Visibility { projects: ProjectScope::All, own: "nobody".to_owned() };
        let totals = Totals::default();
        let (found, total) = if filter.text.is_some() {
            let most = usize::try_from(TICKETS).unwrap_or(0);
            let start = Start::Offset(0);
            let found = store::ticket::ranked(tx, &totals, fill::TEAM, &everything, &filter, start, most)?;
            (found.tickets, found.total)
        } else {
            let slice = store::ticket::Slice { limit: TICKETS, ..crate::questions::FIRST_PAGE };
            store::ticket::list(tx, &totals, fill::TEAM, &everything, &filter, &slice)?
        };
        assert_eq!(usize::try_from(total).unwrap(), found.len());
        Ok::<_, Error>(found.iter().map(|t| t.id.0).collect())
    })
    .unwrap()
}

fn search(query: &str) -> Filter {
    Filter { text: Some(query.to_owned()), ..Filter::default() }
}

#[test]
fn every_chain_verifies_and_every_ticket_is_what_its_history_tells() {
    let directory = tempfile::tempdir().unwrap();
    let db = filled(directory.path());
    let mut steps = 0;
    for id in 1..=TICKETS {
        let (ticket, events, broken) = read(&db, id);
        assert_eq!(broken, None, "ticket {id}");
        steps += events.len();
        let mut told = Ticket { version: 0, ..ticket.clone() };
        for field in Field::BUILT_IN {
            told.set(&field, domain::Value::Null);
        }
        for event in &events {
            for change in &event.body.changes {
                let field = Field::parse(&change.field).unwrap();
                assert!(event.kind == Kind::Created || told.get(&field) == change.from, "ticket {id}");
                told.set(&field, change.to.clone());
            }
            (told.version, told.updated) = (event.version, event.at);
        }
        assert_eq!(told, ticket);
        assert_eq!(
            events.first().map(|e| (e.at, e.actor.clone())),
            Some((ticket.created, ticket.creator.clone()))
        );
    }
    let each = steps as f64 / TICKETS as f64;
    assert!((9.5..11.5).contains(&each), "{each} steps a ticket");
    let closed = found(&db, Filter { statuses: vec!["closed".to_owned()], ..Filter::default() }).len() as i64;
    assert!((TICKETS * 36 / 100..TICKETS * 44 / 100).contains(&closed), "{closed} are closed");
    assert!(found(&db, search("登录")).len() > 400 && found(&db, search("诸葛")).len() < 60);
    db.close_blocking();
}

#[test]
fn the_copy_on_postgresql_is_the_same_in_every_row() {
    let directory = tempfile::tempdir().unwrap();
    let one = filled(directory.path());
    one.close_blocking();
    let file = directory.path().join("gongdan.db");
    let database = testkit::Database::new();
    let url = database.url();
    let other =
        Db::open_postgres(&url, PostgresOptions { connections: 2, ..PostgresOptions::default() }).unwrap();
    sql::migrate(&other, store::migrations::ALL, 0).unwrap();
    copy::copy(&file, &url).unwrap();
    let one = Db::open_sqlite(&file, SqliteOptions::default()).unwrap();
    for id in (1..=TICKETS).step_by(7) {
        assert_eq!(read(&one, id), read(&other, id));
    }
    for filter in crate::questions::filters().into_iter().chain(crate::questions::QUERIES.map(search)) {
        assert_eq!(found(&one, filter.clone()), found(&other, filter.clone()), "{filter:?}");
    }
    for db in [&one, &other] {
        let next = db.write_blocking(|tx| store::number::take(tx, store::number::Source::Ticket)).unwrap();
        assert_eq!(next, TICKETS + 1);
        db.close_blocking();
    }
}
