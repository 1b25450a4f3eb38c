//! An application on a throw-away database of either engine, and what an import left in it.

use app::{App, Clock, Error, OsRandom, Settings, SigningKey, TEAM, import, import_case, tickets};
use domain::{
    At,
    history::{Event, Kind},
    ticket::{Source, Ticket},
};
use sql::{Db, PostgresOptions, SqliteOptions};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

/// Runs every test on a fresh database of each engine.
macro_rules! on_both_engines {
    ($(fn $name:ident($fixture:ident: &Fixture) $body:block)*) => {
        $(mod $name {
            use super::*;

            fn run($fixture: &Fixture) $body

            #[test]
            fn on_sqlite() {
                run(&Fixture::sqlite());
            }

            #[test]
            fn on_postgres() {
                run(&Fixture::postgres());
            }
        })*
    };
}
pub(crate) use on_both_engines;

/// The first cases of the real file.
pub(crate) const PROBLEMS: &str = include_str!("../fixtures/problems.csv");
/// The mapping that is shipped for it.
pub(crate) const MAPPING: &str = include_str!("../../../../examples/mappings/volvo-it-problems-2013.toml");

/// An application with a database of its own.
pub(crate) struct Fixture {
    pub(crate) app: App,
    pub(crate) clock: Arc<Hand>,
    _place: Place,
}

enum Place {
    Directory { _kept: tempfile::TempDir },
    Database { _kept: testkit::Database },
}

/// A clock that stands still at noon until it is moved on by hand.
pub(crate) struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> At {
        At::parse("2026-11-21T12:00:00Z").unwrap().plus_seconds(self.0.load(Ordering::SeqCst))
    }
}

impl Hand {
    pub(crate) fn move_on(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Fixture {
    pub(crate) fn sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let db = Db::open_sqlite(&directory.path().join("test.db"), SqliteOptions::default()).unwrap();
        Self::over(db, Place::Directory { _kept: directory })
    }

    pub(crate) fn postgres() -> Self {
        let database = testkit::Database::new();
        let options = PostgresOptions { connections: 4, ..PostgresOptions::default() };
        Self::over(Db::open_postgres(&database.url(), options).unwrap(), Place::Database { _kept: database })
    }

    fn over(db: Db, place: Place) -> Self {
        sql::migrate(&db, store::migrations::ALL, 0).unwrap();
        let settings = Settings {
            data_dir: PathBuf::new(),
            signing_key: SigningKey::new(vec![7; 32]),
            default_project: "SUP".to_owned(),
            repair_project: "NET".to_owned(),
            incident_project: "INC".to_owned(),
            max_attachment: 1,
            job_retention_days: 30,
        };
        let clock = Arc::new(Hand(AtomicI64::new(0)));
        let app = App::new(db, settings, Arc::<Hand>::clone(&clock), Arc::new(OsRandom));
        Self { app, clock, _place: place }
    }

    /// Imports `file` by the shipped mapping.
    pub(crate) fn import(&self, file: &str) -> import::Summary {
        self.try_import(MAPPING, file.as_bytes()).unwrap()
    }

    pub(crate) fn try_import(&self, mapping: &str, file: &[u8]) -> Result<import::Summary, Error> {
        let mapping = import::Mapping::parse(mapping)?;
        block_on(import::history(&self.app, &mapping, file, |_| {}))
    }

    /// The ticket of a case with its whole history, whose chain is verified.
    pub(crate) fn case(&self, id: &str) -> Option<(Ticket, Vec<Event>)> {
        let id = id.to_owned();
        let source = import::Mapping::parse(MAPPING).unwrap().source;
        // A write, since the case's row is locked with the reading.
        let read = self.app.write_blocking(&self.app.system(), Source::Cli, move |cx| {
            let Some(case) = import_case::get(cx.tx, TEAM, &source, &id)? else { return Ok(None) };
            let address = tickets::Address::parse(&case.ticket.to_string());
            let ticket = tickets::read::get(cx, &address)?.ticket;
            let events = tickets::read::history(cx, &address, 0, 1_000)?;
            let broken = store::event::verify(cx.tx, TEAM, case.ticket)?;
            assert_eq!(broken, None, "the chain of {id}");
            assert_eq!(i64::try_from(events.len()).unwrap(), case.steps, "{id}");
            Ok(Some((ticket, events)))
        });
        read.unwrap()
    }

    /// How many tickets and steps there are.
    pub(crate) fn counts(&self) -> (i64, i64) {
        let read = self.app.read_blocking(&self.app.system(), |cx| Ok(app::overview::counts(cx.tx)?));
        let counts = read.unwrap();
        (counts.tickets, counts.events)
    }

    /// Everything the cases of `file` became, but for numbers that are given out.
    pub(crate) fn everything(&self, file: &str) -> Vec<String> {
        let mut all = Vec::new();
        for id in case_ids(file) {
            let Some((mut ticket, events)) = self.case(&id) else { continue };
            (ticket.id.0, ticket.uuid) = (0, String::new());
            all.push(format!("{ticket:?}"));
            all.extend(events.into_iter().map(|mut event| {
                (event.seq.0, event.ticket.0) = (0, 0);
                if let Some(born) = &mut event.body.about.born {
                    born.uuid.clear();
                }
                event.body.about.transition = event.body.about.transition.map(|_| String::new());
                format!("{event:?}")
            }));
        }
        all
    }
}

/// The ids of the cases of a file, in order.
pub(crate) fn case_ids(file: &str) -> Vec<String> {
    let mut ids: Vec<String> =
        file.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
    ids.dedup();
    ids
}

/// The rows of one case, as the file writes them.
pub(crate) fn rows_of<'f>(file: &'f str, case: &str) -> Vec<&'f str> {
    file.lines().filter(|line| line.starts_with(&format!("{case},"))).collect()
}

/// `created` for the first step, then whether the status changed.
pub(crate) fn kind_of(events: &[Event], at: usize) -> Kind {
    if at == 0 {
        return Kind::Created;
    }
    let moved = events[at].body.changes.iter().any(|change| change.field == "status");
    if moved { Kind::Transitioned } else { Kind::Edited }
}

pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
