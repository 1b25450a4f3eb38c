//! How the instance is, for administrators: what the database tells, and what the program that serves it tells of itself.
//!
//! Nothing here is counted over everything: numbers are followed, remembered, or counted up to [`MOST`].

pub mod verification;

use crate::{
    App, Cx, Error,
    verify::{Counts, Finding, Listener},
};
use domain::{
    At, Lang,
    identity::{Access, Permission, ProjectScope, Visibility},
    job::{Stage, State},
};
use std::{pin::Pin, sync::Arc};
use store::{
    job::{list, retain},
    overview::{self, Pulse, Waiting},
};

/// What waits is counted so far.
pub const MOST: i64 = 10_000;
/// How far back failures are told of, in seconds: a day.
const RECENT: i64 = 24 * 60 * 60;

/// What a program that is about to tell of itself gives.
pub type Looking<'a> = Pin<Box<dyn Future<Output = Machine> + Send + 'a>>;

/// The program that serves the instance, as it knows itself and its machine. Its sentences are in the language that is asked for.
pub trait Host: Send + Sync {
    /// Looks at the machine, and runs what checks can run beside a server.
    fn look(&self, lang: Lang) -> Looking<'_>;

    /// Verifies everything that is kept. Blocks; an error is in words for people, and means that it could not go on.
    fn verify(&self, listener: &dyn Listener) -> Result<Counts, String>;

    /// What is wrong at a place, as a sentence without the place.
    fn said(&self, finding: &Finding, lang: Lang) -> String;
}

/// How a check went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// A stable name for programs.
    pub check: &'static str,
    /// `fine`, `warning` or `trouble`.
    pub level: &'static str,
    /// What was found.
    pub finding: String,
    /// What to do about it.
    pub advice: Option<String>,
}

/// What the program tells of itself and its machine.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    /// The commit that it was built of, where that was told when it was built.
    pub commit: Option<&'static str>,
    /// What jobs call this node.
    pub node: String,
    /// Since when it serves.
    pub started: At,
    /// The version of the database's engine; empty where it did not answer.
    pub engine_version: String,
    /// Bytes that are free on the data directory's disk, and in all.
    pub disk: Option<(u64, u64)>,
    /// The bytes of `SQLite`'s write-ahead log.
    pub wal: Option<u64>,
    /// Jobs that run at once on this node.
    pub concurrency: usize,
    /// Why scripts cannot run here; nothing where they can.
    pub scripts: Option<String>,
    /// What was found.
    pub checks: Vec<Check>,
}

/// How the instance is.
#[derive(Debug, Clone)]
pub struct Overview {
    /// When it was so.
    pub now: At,
    /// What the program tells.
    pub machine: Machine,
    /// The engine's name.
    pub engine: String,
    /// The schema that this program keeps.
    pub schema: i64,
    /// What the database tells at once.
    pub pulse: Pulse,
    /// What waits to be written or sent.
    pub waiting: Waiting,
    /// Tickets that are there, without the deleted ones: a sum that is followed.
    pub tickets: i64,
    /// Attachments and their bytes, as they were last counted.
    pub attachments: (u64, u64),
    /// How the queue of jobs looks.
    pub jobs: JobsView,
}

/// How the queue of jobs looks.
#[derive(Debug, Clone, Default)]
pub struct JobsView {
    /// How many there are of each stage.
    pub stages: Vec<(Stage, i64)>,
    /// Since when the one that waits longest could have been begun.
    pub oldest: Option<At>,
    /// Runs that nobody has renewed in time.
    pub overdue: i64,
    /// Those asked for within a day that have failed.
    pub failed: i64,
    /// Who runs jobs now, nodes and workers, and how many.
    pub runners: Vec<(String, i64)>,
}

/// Refuses whoever does not administer the instance.
pub(crate) fn administer(cx: &Cx<'_, '_>) -> Result<(), Error> {
    Ok(cx.actor.require(Access::Admin, Permission::ManageTeam)?)
}

impl App {
    /// Has `host` tell of the program from now on. Once; what is told of first stays.
    pub fn hosted_by(&self, host: Arc<dyn Host>) {
        let _already = self.inner.host.set(host);
    }

    pub(crate) fn host(&self) -> Result<Arc<dyn Host>, Error> {
        self.inner.host.get().cloned().ok_or(Error::Broken("no program has said that it serves the instance"))
    }

    /// How the instance is. For administrators.
    pub async fn overview(&self, who: &domain::identity::Principal, lang: Lang) -> Result<Overview, Error> {
        let (now, attachments) = (self.now(), self.figures().snapshot());
        let attachments = (attachments.attachments, attachments.attachment_bytes);
        // First, so that whoever may not has the machine do nothing.
        let (pulse, waiting, tickets, jobs) = self.read_at(who, crate::Pace::AtLength, told).await?;
        let machine = self.host()?.look(lang).await;
        let schema = store::migrations::ALL.last().map_or(0, |migration| migration.number);
        let engine = self.sql().engine().to_string();
        Ok(Overview { now, machine, engine, schema, pulse, waiting, tickets, attachments, jobs })
    }
}

fn told(cx: &mut Cx<'_, '_>) -> Result<(Pulse, Waiting, i64, JobsView), Error> {
    administer(cx)?;
    let (team, now) = (cx.actor.team, cx.now);
    let since = now.plus_seconds(-RECENT);
    let everything = Visibility { projects: ProjectScope::All, own: cx.actor.username.clone() };
    let kinds = store::ticket::kinds(cx.tx, team, &everything, &store::ticket::Filter::default())?;
    let depths = retain::depths(cx.tx, team)?;
    let failed = list::Filter { state: Some(State::Failed), from: Some(since), ..list::Filter::default() };
    let stage = |stage: Stage| {
        let own = depths.iter().filter(|depth| depth.stage == stage.word());
        (stage, own.map(|depth| depth.jobs).sum())
    };
    let jobs = JobsView {
        stages: Stage::ALL.into_iter().map(stage).collect(),
        oldest: retain::oldest_waiting(&depths, now),
        overdue: retain::overdue(cx.tx, team, now)?,
        failed: list::total(cx.tx, team, &failed)?,
        runners: overview::runners(cx.tx, team, now)?,
    };
    let waiting = overview::waiting(cx.tx, team, since, MOST)?;
    let pulse = overview::pulse(cx.tx, team)?;
    Ok((pulse, waiting, kinds.iter().map(|kind| kind.tickets).sum(), jobs))
}
