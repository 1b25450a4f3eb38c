//! The use cases, and the shell in which they run.
//!
//! A use case is a synchronous function `fn(&mut Cx, command) -> Result<outcome, Error>` inside a unit of work: it loads what
//! the command is about, asks the rules of `domain`, and records what they decide through `store`. Time, randomness and
//! the actor are in [`Cx`], so that a unit may be run again. Around them [`App`] opens units of work.
//!
//! This crate must not know HTTP or any surface's words. No use case may have an effect except through `cx.tx`.
//! To add one: a function in the file of its family, or a new file; nothing registers itself.

pub mod audit;
pub mod board;
mod catalogue;
mod clock;
pub mod demo;
mod due;
mod error;
pub mod feed;
pub mod figures;
pub mod filters;
mod first_start;
pub mod functions;
pub mod hooks;
pub mod idempotency;
pub mod identity;
pub mod import;
pub mod incidents;
pub mod instance;
pub mod jobs;
mod known;
mod maintenance;
pub mod notices;
mod plan;
pub mod projects;
mod random;
pub mod repairs;
pub mod reviews;
pub mod search;
mod secret;
pub mod secrets;
pub(crate) mod stamps;
pub mod stats;
pub mod system;
pub mod tasks;
pub mod team;
pub mod tickets;
pub mod vault;
pub mod verify;
pub mod views;
pub mod vocabulary;
pub mod webhooks;
pub mod workflows;

pub use clock::{Clock, SystemClock};
pub use error::Error;
pub use first_start::FirstStart;
pub use random::{OsRandom, Random};
pub use secret::SigningKey;
pub use sql::Error as StoreError;
pub use store::{
    attachment::Attachment, comment::Comment, import_case, link::Link, overview, project, ticket,
};

use domain::{
    At,
    id::TeamId,
    identity::{Credential, Principal},
    ticket::Source,
    workflow::cause::Cause,
};
use search::Index;
use std::{
    cell::{Cell, RefCell},
    path::PathBuf,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};

/// How often a unit is run again because its memory was old: each time somebody has just changed the instance itself; or
/// because somebody has just written the row that it looked for in vain: the next run finds it.
const AGAIN: u32 = 8;

/// How often a unit takes what its node remembers for new and finds out at its end whether it was. After that it looks first,
/// so that it comes to an end however often others change the instance.
const GUESSES: u32 = 3;

/// How many database threads are left for readings that are quick, where there are more than that.
const KEPT_FREE: usize = 2;

/// Runs a unit of work until it has run on a memory that is true, and on what others have written meanwhile. `$runs` counts
/// the runs before this one.
macro_rules! again {
    ($runs:ident => $run:expr) => {{
        let mut $runs = 0;
        loop {
            match $run {
                Err(Error::Outdated | Error::Store(sql::Error::Unique { .. })) if $runs < AGAIN => $runs += 1,
                done => break done,
            }
        }
    }};
}

/// The team of an instance. The tables are ready for more; one program serves one.
pub const TEAM: TeamId = TeamId(1);

/// What the operator has decided.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where attachments are kept.
    pub data_dir: PathBuf,
    /// Signs access tokens.
    pub signing_key: SigningKey,
    /// The project of a ticket that names none, on the native surface.
    pub default_project: String,
    /// The project of a ticket that is made through the repair desk's surface, whose words are that surface's.
    pub repair_project: String,
    /// The project of a ticket that is made through the incident surface, whose words are that surface's.
    pub incident_project: String,
    /// The largest attachment, in bytes.
    pub max_attachment: u64,
    /// How long jobs that are over are kept, in days.
    pub job_retention_days: i64,
}

/// The application: the database, the clock, randomness, settings. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    db: sql::Db,
    settings: Settings,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    known: known::Known,
    totals: ticket::Totals,
    figures: figures::Figures,
    feed: feed::Feed,
    webhooks: webhooks::Bell,
    /// Password hashing takes a core for tens of milliseconds: few at a time.
    hashing: tokio::sync::Semaphore,
    /// Readings that may take long: so many at once that some database threads are left for the others.
    at_length: Arc<tokio::sync::Semaphore>,
    indexing: search::Indexing,
    jobs: jobs::Jobs,
    scripts: OnceLock<Arc<dyn functions::script::Reader>>,
    host: OnceLock<Arc<dyn system::Host>>,
    /// The team's short id, which never changes: learnt with the first request that names it.
    team: OnceLock<String>,
    /// Whether the guide of the first start is known to be over.
    set_up: AtomicBool,
}

/// What a use case works with: an open transaction, and everything that is not a function of its command.
pub struct Cx<'a, 't> {
    /// The transaction; the only way to have an effect.
    pub tx: &'a mut sql::Tx<'t>,
    /// Now.
    pub now: At,
    /// Who acts.
    pub actor: &'a Principal,
    /// Through which door.
    pub via: Source,
    random: &'a dyn Random,
    settings: &'a Settings,
    known: &'a known::Known,
    totals: &'a ticket::Totals,
    edition: &'a Cell<known::Edition>,
    told: &'a RefCell<jobs::Told>,
    /// What the unit comes of, and what may still come of it.
    cause: Cause,
    index: Index,
}

impl<'t> Cx<'_, 't> {
    /// The same unit of work in the name of somebody else and at another time: for what was done elsewhere, or
    /// earlier, and is only now written down here.
    pub(crate) fn on_behalf<'b>(&'b mut self, actor: &'b Principal, now: At) -> Cx<'b, 't> {
        Cx {
            tx: &mut *self.tx,
            now,
            actor,
            via: self.via,
            random: self.random,
            settings: self.settings,
            known: self.known,
            totals: self.totals,
            edition: self.edition,
            told: self.told,
            cause: self.cause,
            index: self.index,
        }
    }
}

impl Cx<'_, '_> {
    /// A short id of `len` characters that nobody can guess.
    pub fn short_id(&self, len: usize) -> String {
        random::short_id(self.random, len)
    }

    /// What the operator has decided.
    pub fn settings(&self) -> &Settings {
        self.settings
    }
}

/// Loads the word list of the search, which takes some 200 ms: in the background at the start, so that no ticket waits for it.
pub fn warm_up() {
    store::search::warm_up();
}

impl App {
    /// An application over an open and migrated database.
    pub fn new(db: sql::Db, settings: Settings, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        let hashing = tokio::sync::Semaphore::new(2);
        let at_length = Arc::new(tokio::sync::Semaphore::new(db.readers().saturating_sub(KEPT_FREE).max(1)));
        Self {
            inner: Arc::new(Inner {
                db,
                settings,
                clock,
                random,
                known: known::Known::default(),
                totals: ticket::Totals::default(),
                figures: figures::Figures::default(),
                feed: feed::Feed::default(),
                webhooks: webhooks::Bell::default(),
                hashing,
                at_length,
                indexing: search::Indexing::default(),
                jobs: jobs::Jobs::default(),
                scripts: OnceLock::new(),
                host: OnceLock::new(),
                team: OnceLock::new(),
                set_up: AtomicBool::new(false),
            }),
        }
    }

    /// The database.
    pub fn sql(&self) -> &sql::Db {
        &self.inner.db
    }

    /// What the operator has decided.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// What is counted for `/metrics`.
    pub fn figures(&self) -> &figures::Figures {
        &self.inner.figures
    }

    /// Now, by the clock that was passed in.
    pub fn now(&self) -> At {
        self.inner.clock.now()
    }

    /// The actor of the system's own work and of commands on the machine itself.
    pub fn system(&self) -> Principal {
        Principal::system(TEAM, "system")
    }

    /// Runs a unit of work that may change things. It may be run more than once; only one run commits.
    pub async fn write<T, F>(&self, who: &Principal, via: Source, unit: F) -> Result<T, Error>
    where
        F: Fn(&mut Cx<'_, '_>) -> Result<T, Error> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let (unit, own) = (Arc::new(unit), Arc::default());
        let run = |known| self.inner.db.write(self.unit(who, via, &unit, &own, (Index::AsItIs, known)));
        let done = again!(runs => run(Newest::of_write(runs)).await);
        self.made(&own, done)
    }

    /// Runs a unit of work that reads, on one consistent state.
    pub async fn read<T, F>(&self, who: &Principal, unit: F) -> Result<T, Error>
    where
        F: Fn(&mut Cx<'_, '_>) -> Result<T, Error> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let (unit, own) = (Arc::new(unit), Arc::default());
        let run = |index, known| self.inner.db.read(self.unit(who, Source::Api, &unit, &own, (index, known)));
        match again!(runs => run(Index::Complete, Newest::of_read(runs)).await) {
            Err(Error::Behind) => {
                self.catch_up().await;
                again!(runs => run(Index::AsItIs, Newest::of_read(runs)).await)
            }
            done => done,
        }
    }

    /// As [`App::read`]; of what may take long only so much at once that what is quick always finds a database thread.
    pub async fn read_at<T, F>(&self, who: &Principal, pace: Pace, unit: F) -> Result<T, Error>
    where
        F: Fn(&mut Cx<'_, '_>) -> Result<T, Error> + Send + Sync + 'static,
        T: Send + 'static,
    {
        // Kept until the unit is over, also where the caller has gone away meanwhile.
        let turn = match pace {
            Pace::Quick => None,
            Pace::AtLength => {
                let turns = Arc::clone(&self.inner.at_length);
                Some(turns.acquire_owned().await.map_err(|_closed| Error::Store(sql::Error::Closed))?)
            }
        };
        let unit = move |cx: &mut Cx<'_, '_>| {
            let _held = &turn;
            unit(cx)
        };
        self.read(who, unit).await
    }

    /// As [`App::write`], for callers that are not asynchronous.
    pub fn write_blocking<T, F>(&self, who: &Principal, via: Source, unit: F) -> Result<T, Error>
    where
        F: Fn(&mut Cx<'_, '_>) -> Result<T, Error> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let (unit, own) = (Arc::new(unit), Arc::default());
        let run =
            |known| self.inner.db.write_blocking(self.unit(who, via, &unit, &own, (Index::AsItIs, known)));
        let done = again!(runs => run(Newest::of_write(runs)));
        self.made(&own, done)
    }

    /// As [`App::read`], for callers that are not asynchronous.
    pub fn read_blocking<T, F>(&self, who: &Principal, unit: F) -> Result<T, Error>
    where
        F: Fn(&mut Cx<'_, '_>) -> Result<T, Error> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let (unit, own) = (Arc::new(unit), Arc::default());
        let run = |index, known| {
            self.inner.db.read_blocking(self.unit(who, Source::Cli, &unit, &own, (index, known)))
        };
        match again!(runs => run(Index::Complete, Newest::of_read(runs))) {
            Err(Error::Behind) => {
                self.catch_up_blocking();
                again!(runs => run(Index::AsItIs, Newest::of_read(runs)))
            }
            done => done,
        }
    }

    /// Learns of what a unit has made that concerns others on this node, now that it is committed, and has the feed look.
    fn made<T>(&self, own: &Made, done: Result<T, Error>) -> Result<T, Error> {
        if done.is_ok() {
            self.inner.known.see(own.edition.load(Ordering::Relaxed));
            let told = std::mem::take(&mut *own.told.lock().unwrap_or_else(PoisonError::into_inner));
            self.inner.jobs.hear(&told);
            self.inner.feed.wake();
        }
        done
    }

    /// The unit as the database runs it: in the name of whom the credential stands for now, and never on a memory that
    /// another node has made old.
    fn unit<T, F>(
        &self,
        who: &Principal,
        via: Source,
        unit: &Arc<F>,
        own: &Arc<Made>,
        (index, newest): (Index, Newest),
    ) -> impl Fn(&mut sql::Tx<'_>) -> Result<T, Error> + Send + 'static + use<T, F>
    where
        F: Fn(&mut Cx<'_, '_>) -> Result<T, Error> + Send + Sync + 'static,
    {
        let (app, unit, own, caller) = (self.clone(), Arc::clone(unit), Arc::clone(own), Caller::of(who));
        move |tx| {
            let Inner { settings, clock, random, known, totals, .. } = &*app.inner;
            if newest == Newest::Held {
                store::audit::lock(tx, TEAM)?;
            }
            let asked = store::audit::ask_edition(tx, TEAM)?;
            let (edition, asked) = if newest == Newest::Guessed && asked.known().is_none() {
                (known.edition(), Some(asked))
            } else {
                (store::audit::edition(tx, asked)?, None)
            };
            known.see(edition);
            let done = app.actor(tx, &caller, edition).and_then(|actor| {
                let edition = &Cell::new(known::Edition::Of(edition));
                let told = &RefCell::default();
                let done = unit(&mut Cx {
                    tx,
                    now: clock.now(),
                    actor: &actor,
                    via,
                    random: random.as_ref(),
                    settings,
                    known,
                    totals,
                    edition,
                    told,
                    cause: Cause::default(),
                    index,
                });
                if let known::Edition::Own(edition) = edition.get() {
                    own.edition.store(edition, Ordering::Relaxed);
                }
                // What an earlier run of the unit has told was never committed.
                *own.told.lock().unwrap_or_else(PoisonError::into_inner) = told.take();
                done
            });
            if let Some(asked) = asked {
                // A unit that failed on a statement has its own error.
                let Ok(found) = store::audit::edition(tx, asked) else { return done };
                if found != edition {
                    known.see(found);
                    return Err(Error::Outdated);
                }
            }
            done
        }
    }

    /// Whom a unit is run for, as of an edition.
    fn actor(&self, tx: &mut sql::Tx<'_>, caller: &Caller, edition: i64) -> Result<Arc<Principal>, Error> {
        let (team, credential) = match caller {
            Caller::Given(who) => return Ok(Arc::clone(who)),
            Caller::Shown(team, credential) => (*team, *credential),
        };
        if let Some(person) = self.inner.known.person(edition, credential) {
            return Ok(person);
        }
        let person = Arc::new(identity::shown(tx, team, credential, self.now())?);
        self.inner.known.keep_person(edition, &person);
        Ok(person)
    }
}

/// How long a reading may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Indexes answer it.
    Quick,
    /// It may look at everything there is, for up to ten seconds.
    AtLength,
}

impl Pace {
    /// That of what somebody asks for with a filter as written; a blank one asks for nothing.
    pub fn of(written: &str) -> Self {
        if written.trim().is_empty() { Self::Quick } else { Self::AtLength }
    }
}

/// How a unit learns of the newest change of the instance, under which its memory has to be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Newest {
    /// Where the answer takes a round trip, the newest change seen is taken to be the newest there is, and the answer is
    /// looked at when the unit has run.
    Guessed,
    /// The answer is waited for. For a unit that reads it stays true, as all of it sees one state.
    Asked,
    /// Others are kept from changing the instance until the unit has ended.
    Held,
}

impl Newest {
    const fn of_read(runs: u32) -> Self {
        if runs < GUESSES { Self::Guessed } else { Self::Asked }
    }

    const fn of_write(runs: u32) -> Self {
        if runs < GUESSES { Self::Guessed } else { Self::Held }
    }
}

/// What a unit has made that concerns others on this node, once it is committed.
#[derive(Default)]
struct Made {
    /// The number of its audit entry; 0 for none.
    edition: AtomicI64,
    told: Mutex<jobs::Told>,
}

/// Whom a unit is run for: a person by what they showed, or the system as it is.
enum Caller {
    Shown(TeamId, Credential),
    Given(Arc<Principal>),
}

impl Caller {
    fn of(who: &Principal) -> Self {
        match who.credential {
            Credential::Local => Self::Given(Arc::new(who.clone())),
            shown => Self::Shown(who.team, shown),
        }
    }
}
