//! Verifying everything that is kept, as a job: what `gongdan verify` does, beside the server, with progress and an end that can be
//! read later. One at a time. A server that is killed has it begin again from the beginning.

use super::{Host, administer};
use crate::{
    App, Cx, Error, audit,
    verify::{Counts, Finding, Listener},
};
use domain::{
    Lang, Rejection,
    function::{Definition, Kind},
    id::JobId,
    job::{Stage, State},
    msg,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, AtomicU64, Ordering},
};
use store::{
    job::{self, Job, list},
    number,
};
use tokio::sync::oneshot;

/// What jobs call it.
pub const FUNCTION: &str = "system:verify";
/// So many findings are kept; all are counted.
const KEPT: usize = 500;
/// How often it is begun where the database failed it.
const ATTEMPTS: i64 = 3;
/// Of so many of them, newest first, the last that has come to an end is looked for.
const LOOKED_AT: i64 = 20;

/// How it came out: the result of the job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each counts what it names")]
pub struct Report {
    /// Whether nothing is wrong.
    pub sound: bool,
    pub tickets: u64,
    pub steps: u64,
    pub comments: u64,
    pub attachments: u64,
    pub worklogs: u64,
    pub approvals: u64,
    /// The bytes of the attachments' files.
    pub bytes: u64,
    /// Entries of the audit.
    pub audit: u64,
    /// How many places are wrong.
    pub finding_count: u64,
    /// The first of them.
    pub findings: Vec<Wrong>,
}

/// A place that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrong {
    /// `database ticket step comment attachment worklog approval votes audit`
    pub place: String,
    /// The ticket's number, where it is of one.
    pub ticket: Option<i64>,
    /// The step's version, where it is one.
    pub version: Option<i64>,
    /// The number of the comment, attachment, hours, request or entry.
    pub number: Option<i64>,
    /// What is wrong, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

/// Such a job.
#[derive(Debug, Clone)]
pub struct Verification {
    /// The job.
    pub job: Job,
    /// How it came out, where it has.
    pub report: Option<Report>,
}

/// Those that there are.
#[derive(Debug, Clone)]
pub struct Verifications {
    /// The one that waits or runs.
    pub running: Option<Verification>,
    /// The last that came to its end: one with a report before those that have none.
    pub last: Option<Verification>,
}

/// Asks for one. While there is another that is not over, it is a conflict.
pub fn start(cx: &mut Cx<'_, '_>) -> Result<JobId, Error> {
    administer(cx)?;
    // Whoever asks at the same moment waits here, and finds this one.
    store::audit::lock(cx.tx, cx.actor.team)?;
    if let Some(one) = newest(cx, 1)?.first().filter(|one| !one.state.is_over()) {
        return Err(Rejection::Conflict(msg!("verification.running", job = one.id)).into());
    }
    let id = JobId(number::take(cx.tx, number::Source::Job)?);
    let (actor, lane) = (cx.actor.username.clone(), job::lane(FUNCTION, Kind::Verify, 0));
    let new = job::New {
        id,
        function: FUNCTION,
        version: 0,
        kind: Kind::Verify,
        actor: &actor,
        ticket: None,
        order: None,
        game_id: "",
        env: "",
        params: "{}",
        priority: 0,
        stage: Stage::Ready,
        due: cx.now,
        timeout_ms: Definition::LONGEST_MS,
        max_attempts: ATTEMPTS,
        lane: &lane,
        trace_id: "",
        created: cx.now,
    };
    job::insert(cx.tx, cx.actor.team, &new)?;
    audit::record(cx, "system.verify", "system", &json!({"job": id.0}))?;
    cx.told.borrow_mut().lanes.push(lane);
    Ok(id)
}

/// The one that goes on, and the last that came to its end.
pub fn get(cx: &mut Cx<'_, '_>) -> Result<Verifications, Error> {
    administer(cx)?;
    let read = |job: Job| {
        let report = job.result.as_deref().filter(|_| job.state == State::Succeeded);
        let report = report.map(serde_json::from_str).transpose();
        let report =
            report.map_err(|_not_ours| Error::Broken("the result of a verification does not read"))?;
        Ok::<_, Error>(Verification { job, report })
    };
    let (over, open): (Vec<Job>, Vec<Job>) =
        newest(cx, LOOKED_AT)?.into_iter().partition(|job| job.state.is_over());
    let last = over.iter().find(|job| job.state == State::Succeeded).or_else(|| over.first()).cloned();
    Ok(Verifications {
        running: open.into_iter().next().map(read).transpose()?,
        last: last.map(read).transpose()?,
    })
}

fn newest(cx: &mut Cx<'_, '_>, limit: i64) -> Result<Vec<Job>, Error> {
    let own = list::Filter { function: Some(FUNCTION.to_owned()), ..list::Filter::default() };
    Ok(list::page(cx.tx, cx.actor.team, &own, list::Depth::Whole, (0, limit))?)
}

/// How far a run is, and what it has found; and the word that it should stop.
#[derive(Debug, Default)]
pub struct Watch {
    stopped: AtomicBool,
    steps: AtomicU64,
    of: AtomicU64,
    found: Mutex<Vec<Finding>>,
}

impl Listener for Watch {
    fn found(&self, finding: Finding) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.len() < KEPT {
            found.push(finding);
        }
    }

    fn progress(&self, steps: u64, of: u64) {
        self.steps.fetch_max(steps, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    fn goes_on(&self) -> bool {
        !self.stopped.load(Ordering::Relaxed)
    }
}

impl Watch {
    /// How much of it is done, in percent; the last is the end itself.
    pub fn percent(&self) -> i64 {
        let (steps, of) = (self.steps.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed));
        i64::try_from(steps.saturating_mul(100) / of.max(1)).unwrap_or(99).min(99)
    }

    /// Has it stop where it is.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    fn report(&self, counts: Counts, host: &dyn Host) -> Report {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        Report {
            sound: counts.findings == 0,
            tickets: counts.tickets,
            steps: counts.steps,
            comments: counts.comments,
            attachments: counts.attachments,
            worklogs: counts.worklogs,
            approvals: counts.approvals,
            bytes: counts.bytes,
            audit: counts.audit,
            finding_count: counts.findings,
            findings: found.iter().map(|finding| wrong(finding, host)).collect(),
        }
    }
}

fn wrong(finding: &Finding, host: &dyn Host) -> Wrong {
    let (ticket, version, number) = finding.place.numbers();
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| host.said(finding, lang));
    Wrong { place: finding.place.word().to_owned(), ticket, version, number, zh, en }
}

/// A verification that goes on, in a thread of its own: what it asks of the disk cannot be taken back, and nobody is to wait for it.
#[derive(Debug)]
pub struct Going {
    /// How far it is.
    pub watch: Arc<Watch>,
    /// The job's result, or why it could not go on.
    pub end: oneshot::Receiver<Result<String, String>>,
}

impl App {
    /// Begins one.
    pub fn begin_verification(&self) -> Result<Going, Error> {
        let (host, watch) = (self.host()?, Arc::new(Watch::default()));
        let (told, end) = oneshot::channel();
        let watched = Arc::clone(&watch);
        let walk = move || {
            let counts = host.verify(watched.as_ref());
            let report = counts.map(|counts| watched.report(counts, host.as_ref()));
            let text =
                report.and_then(|report| serde_json::to_string(&report).map_err(|error| error.to_string()));
            // Whoever waited may have gone: then nobody wants to know.
            let _ = told.send(text);
        };
        let thread = std::thread::Builder::new().name("verify".to_owned()).spawn(walk);
        thread.map_err(|_refused| Error::Broken("the machine has no room for another thread"))?;
        Ok(Going { watch, end })
    }
}
