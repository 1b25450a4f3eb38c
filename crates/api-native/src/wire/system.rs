//! How the instance is.

use super::page::one_of;
use app::system::{
    self, Overview,
    verification::{self, Verification},
};
use domain::{
    At, Lang,
    id::JobId,
    job::{Stage, State},
};
use serde::Serialize;
use utoipa::{ToSchema, openapi::schema::Object};

fn levels() -> Object {
    one_of(["fine", "warning", "trouble"])
}

fn states() -> Object {
    one_of(State::ALL.map(State::word))
}

/// How the instance is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct System {
    /// When it was so.
    #[schema(value_type = String, format = DateTime)]
    at: At,
    version: &'static str,
    /// The commit that the program was built of; null where that was not told when it was built.
    #[schema(required)]
    commit: Option<&'static str>,
    /// The node that answers, as jobs call it.
    node: String,
    #[schema(value_type = String, format = DateTime)]
    started_at: At,
    uptime_seconds: i64,
    database: SystemDatabase,
    storage: SystemStorage,
    counts: SystemCounts,
    jobs: SystemJobs,
    deliveries: SystemDeliveries,
    search: SystemSearch,
    scripts: SystemScripts,
    /// What `gongdan doctor` finds, in the language of the request.
    checks: Vec<SystemCheck>,
}

/// The database.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"engine": "sqlite", "version": "3.50.4", "schema": 25, "bytes": 52_428_800, "walBytes": 4_194_304,
    "connections": null, "mostConnections": null}))]
pub(crate) struct SystemDatabase {
    engine: String,
    version: String,
    schema: i64,
    bytes: i64,
    /// The write-ahead log of SQLite; null on PostgreSQL.
    #[schema(required)]
    wal_bytes: Option<u64>,
    /// Of everybody, to PostgreSQL; null on SQLite.
    #[schema(required)]
    connections: Option<i64>,
    #[schema(required)]
    most_connections: Option<i64>,
}

/// What is kept in files.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SystemStorage {
    /// Counted every ten minutes, as are their bytes.
    attachments: u64,
    attachment_bytes: u64,
    /// What the program may still use of the data directory's disk; null where that is not known.
    #[schema(required)]
    free_bytes: Option<u64>,
    #[schema(required)]
    disk_bytes: Option<u64>,
}

/// How much there is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SystemCounts {
    /// Without deleted ones.
    tickets: i64,
    /// Steps of histories that were ever written: the largest number given.
    steps: i64,
    /// Comments that were ever made: the largest number given.
    comments: i64,
    /// Accounts, also disabled ones.
    people: i64,
}

/// The queue of jobs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SystemJobs {
    /// Wait for an earlier one of their ticket.
    blocked: i64,
    /// Wait for their time.
    scheduled: i64,
    /// Could be begun.
    ready: i64,
    running: i64,
    /// Since when the one that waits longest could have been begun; null where none waits.
    #[schema(value_type = Option<String>, format = DateTime, required)]
    oldest_ready_at: Option<At>,
    /// Runs that nobody has renewed in time: within seconds they are taken away from who had them.
    overdue: i64,
    /// Of those asked for in the last 24 hours.
    failed: i64,
    /// How many this node runs at once.
    concurrency: usize,
    /// Who runs any now: nodes and outside workers.
    runners: Vec<SystemRunner>,
}

/// Who runs jobs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SystemRunner {
    name: String,
    jobs: i64,
}

/// Messages to webhooks. Counted up to 10,000.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SystemDeliveries {
    waiting: i64,
    /// Given up in the last 24 hours.
    failed: i64,
}

/// The search's index.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SystemSearch {
    /// Tickets whose words are not in it yet; counted up to 10,000.
    waiting: i64,
}

/// The sandbox of scripts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SystemScripts {
    available: bool,
    /// Why not; null where they run.
    #[schema(required)]
    reason: Option<String>,
}

/// What a check found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"check": "disk_space", "level": "fine", "finding": "4.1 GiB of 10 GiB are free", "advice": null}))]
pub(crate) struct SystemCheck {
    /// A stable name.
    check: &'static str,
    #[schema(schema_with = levels)]
    level: &'static str,
    finding: String,
    /// What to do about it; null where nothing is to be done.
    #[schema(required)]
    advice: Option<String>,
}

impl From<Overview> for System {
    fn from(found: Overview) -> Self {
        let Overview { now, machine, pulse, waiting, .. } = found;
        let of = |stage: Stage| {
            found.jobs.stages.iter().find(|(known, _)| *known == stage).map_or(0, |(_, count)| *count)
        };
        let (attachments, attachment_bytes) = found.attachments;
        let many = pulse.most_connections > 0;
        let check = |check: system::Check| SystemCheck {
            check: check.check,
            level: check.level,
            finding: check.finding,
            advice: check.advice,
        };
        Self {
            at: now,
            version: env!("CARGO_PKG_VERSION"),
            commit: machine.commit,
            node: machine.node,
            started_at: machine.started,
            uptime_seconds: now.micros().saturating_sub(machine.started.micros()).max(0) / 1_000_000,
            database: SystemDatabase {
                engine: found.engine,
                version: machine.engine_version,
                schema: found.schema,
                bytes: pulse.bytes,
                wal_bytes: machine.wal,
                connections: many.then_some(pulse.connections),
                most_connections: many.then_some(pulse.most_connections),
            },
            storage: SystemStorage {
                attachments,
                attachment_bytes,
                free_bytes: machine.disk.map(|(free, _)| free),
                disk_bytes: machine.disk.map(|(_, all)| all),
            },
            counts: SystemCounts {
                tickets: found.tickets,
                steps: pulse.steps,
                comments: pulse.comments,
                people: waiting.people,
            },
            jobs: SystemJobs {
                blocked: of(Stage::Blocked),
                scheduled: of(Stage::Scheduled),
                ready: of(Stage::Ready),
                running: of(Stage::Running),
                oldest_ready_at: found.jobs.oldest,
                overdue: found.jobs.overdue,
                failed: found.jobs.failed,
                concurrency: machine.concurrency,
                runners: found
                    .jobs
                    .runners
                    .into_iter()
                    .map(|(name, jobs)| SystemRunner { name, jobs })
                    .collect(),
            },
            deliveries: SystemDeliveries { waiting: waiting.deliveries, failed: waiting.failed_deliveries },
            search: SystemSearch { waiting: waiting.unindexed },
            scripts: SystemScripts { available: machine.scripts.is_none(), reason: machine.scripts },
            checks: machine.checks.into_iter().map(check).collect(),
        }
    }
}

/// A verification that was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"jobId": "17"}))]
pub(crate) struct VerificationStarted {
    /// The job that does it.
    job_id: String,
}

impl From<JobId> for VerificationStarted {
    fn from(job: JobId) -> Self {
        Self { job_id: job.to_string() }
    }
}

/// The verifications that there are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Verifications {
    /// The one that waits or runs; null where none does.
    #[schema(required)]
    running: Option<VerificationJob>,
    /// The last that came to its end, one that succeeded before others; null where none is kept.
    #[schema(required)]
    last: Option<VerificationJob>,
}

/// A verification.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VerificationJob {
    job_id: String,
    #[schema(schema_with = states)]
    state: &'static str,
    /// In percent; null before anything is known.
    #[schema(required)]
    progress: Option<i64>,
    /// Who asked for it.
    actor: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    #[schema(value_type = Option<String>, format = DateTime, required)]
    started_at: Option<At>,
    #[schema(value_type = Option<String>, format = DateTime, required)]
    ended_at: Option<At>,
    /// Why it came to no end of its own; null where it did.
    #[schema(required)]
    error: Option<String>,
    /// What was found; null unless it succeeded.
    #[schema(required)]
    report: Option<VerificationReport>,
}

/// What a verification found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"sound": false, "tickets": 120, "steps": 840, "comments": 95, "attachments": 12, "worklogs": 3,
    "approvals": 1, "bytes": 1_048_576, "audit": 88, "findingCount": 1,
    "findings": [{"place": "step", "ticket": 7, "version": 3, "number": null, "finding": "its hash is not that of its content"}]}))]
pub(crate) struct VerificationReport {
    /// Whether nothing is wrong.
    sound: bool,
    /// How many were looked at, here and below.
    tickets: u64,
    steps: u64,
    comments: u64,
    attachments: u64,
    worklogs: u64,
    approvals: u64,
    /// The bytes of the attachments' files.
    bytes: u64,
    /// Entries of the audit.
    audit: u64,
    /// How many places are wrong.
    finding_count: u64,
    /// The first 500 of them.
    findings: Vec<VerificationFinding>,
}

/// A place that is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerificationFinding {
    /// `database ticket step comment attachment worklog approval votes audit`
    place: String,
    /// The ticket's number, where it is of one.
    #[schema(required)]
    ticket: Option<i64>,
    /// The step's version, where it is one.
    #[schema(required)]
    version: Option<i64>,
    /// The number of the comment, attachment, hours, request for consent or entry of the audit.
    #[schema(required)]
    number: Option<i64>,
    /// In the language of the request.
    finding: String,
}

impl Verifications {
    pub(crate) fn new(found: verification::Verifications, lang: Lang) -> Self {
        let one = |found: Verification| VerificationJob::new(found, lang);
        Self { running: found.running.map(one), last: found.last.map(one) }
    }
}

impl VerificationJob {
    fn new(found: Verification, lang: Lang) -> Self {
        let Verification { job, report } = found;
        Self {
            job_id: job.id.to_string(),
            state: job.state.word(),
            progress: job.progress,
            actor: job.actor,
            created_at: job.created,
            started_at: job.started,
            ended_at: job.ended,
            error: job.error.filter(|_| report.is_none()),
            report: report.map(|report| VerificationReport::new(report, lang)),
        }
    }
}

impl VerificationReport {
    fn new(report: verification::Report, lang: Lang) -> Self {
        let finding = |wrong: verification::Wrong| VerificationFinding {
            place: wrong.place,
            ticket: wrong.ticket,
            version: wrong.version,
            number: wrong.number,
            finding: match lang {
                Lang::Zh => wrong.zh,
                Lang::En => wrong.en,
            },
        };
        Self {
            sound: report.sound,
            tickets: report.tickets,
            steps: report.steps,
            comments: report.comments,
            attachments: report.attachments,
            worklogs: report.worklogs,
            approvals: report.approvals,
            bytes: report.bytes,
            audit: report.audit,
            finding_count: report.finding_count,
            findings: report.findings.into_iter().map(finding).collect(),
        }
    }
}
