//! `gongdan verify`: everything that is kept, against what it must be.

use std::{
    num::NonZeroUsize,
    sync::{Mutex, PoisonError},
};

use app::verify::{self, Counts, Fault, Finding, Listener, Place};
use sql::{Db, PostgresOptions, SqliteOptions};

use super::{
    Form,
    meter::{Meter, Unit},
    table,
};
use crate::{
    config::{Config, Database},
    console::{Console, Failure},
    data_dir::DataDir,
    database::{self, Standing},
    words::{Text, say},
};

/// So many findings are told; all are counted.
const TOLD: usize = 1_000;
/// More threads than this wait for the disk.
const MOST_THREADS: usize = 8;

/// What the walk tells, from its threads.
struct Told {
    meter: Meter,
    findings: Mutex<Vec<Finding>>,
}

impl Listener for Told {
    fn found(&self, finding: Finding) {
        let mut findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        if findings.len() < TOLD {
            findings.push(finding);
        }
    }

    fn progress(&self, steps: u64, of: u64) {
        self.meter.show(steps, of);
    }
}

/// Checks everything; fails if something is wrong.
pub(super) fn run(config: &Config, console: Console, form: Form) -> Result<(), Failure> {
    let threads = std::thread::available_parallelism().map_or(2, NonZeroUsize::get).min(MOST_THREADS);
    let db = open(config, threads)?;
    let meter = match form {
        Form::Text => Meter::new(console, Unit::Steps),
        Form::Json => Meter::silent(),
    };
    let told = Told { meter, findings: Mutex::default() };
    let counts = verify::run(&db, &config.data_dir, threads, &told);
    db.close_blocking();
    told.meter.finish();
    let counts = counts.map_err(|error| database::failed(&error))?;
    let findings = told.findings.into_inner().unwrap_or_else(PoisonError::into_inner);
    match form {
        Form::Json => console.print(&json(counts, &findings, console)?),
        Form::Text => show(counts, &findings, console),
    }
    if counts.findings == 0 { Ok(()) } else { Err(Failure::Said) }
}

/// The same for a server, over a database opened for it alone, with one thread that walks: requests are not kept waiting for a
/// connection of theirs. Blocks.
pub(crate) fn beside(config: &Config, listener: &dyn Listener) -> Result<Counts, Text> {
    let db = open(config, 1).map_err(|failure| match failure {
        Failure::Failed(why) => why,
        Failure::Usage(_) | Failure::Said => say!("doctor.database_advice"),
    })?;
    let counts = verify::run(&db, &config.data_dir, 1, listener);
    db.close_blocking();
    counts.map_err(|error| database::failed(&error))
}

/// The database, with a thread for each that walks, one for its own check and one for the audit.
fn open(config: &Config, threads: usize) -> Result<Db, Failure> {
    let path = DataDir::new(&config.data_dir).database();
    let opened = match &config.database {
        Database::Sqlite if !path.is_file() => {
            return Err(say!("database.none", path = path.display()).into());
        }
        Database::Sqlite => {
            Db::open_sqlite(&path, SqliteOptions { readers: threads + 2, ..SqliteOptions::default() })
        }
        Database::Postgres(url) => {
            let options = PostgresOptions { connections: threads + 2, ..PostgresOptions::default() };
            Db::open_postgres(url.reveal(), options)
        }
    };
    let db = opened
        .map_err(|error| say!("database.open", database = database::name(config), why = error.to_string()))?;
    let state = database::schema(&db)?;
    match database::standing(&state) {
        Standing::Current => {
            database::refuse_half(&db)?;
            Ok(db)
        }
        Standing::Older => {
            Err(say!("database.older", database = state.current, program = state.known).into())
        }
        Standing::Newer => {
            Err(say!("database.newer", database = state.current, program = state.known).into())
        }
    }
}

fn show(counts: Counts, findings: &[Finding], console: Console) {
    for finding in findings {
        console.print(&console.word(&line(finding)));
    }
    if let Some(more) = counts.findings.checked_sub(findings.len() as u64).filter(|more| *more > 0) {
        console.say(&say!("verify.more", count = more));
    }
    let sizes = table::size(counts.bytes);
    console.say(&say!(
        "verify.looked",
        tickets = counts.tickets,
        steps = counts.steps,
        comments = counts.comments,
        attachments = counts.attachments,
        worklogs = counts.worklogs,
        approvals = counts.approvals,
        size = sizes,
        audit = counts.audit
    ));
    if counts.findings == 0 {
        console.say(&say!("verify.sound"));
    } else {
        console.print_aside(&console.word(&say!("verify.found", count = counts.findings)));
    }
}

fn json(counts: Counts, findings: &[Finding], console: Console) -> Result<String, Text> {
    let list = findings.iter().map(|finding| {
        let (ticket, version, number) = finding.place.numbers();
        serde_json::json!({
            "team": finding.team.0, "place": finding.place.word(), "ticket": ticket, "version": version,
            "number": number, "finding": console.word(&what(&finding.fault)),
        })
    });
    let json = serde_json::json!({
        "sound": counts.findings == 0, "tickets": counts.tickets, "steps": counts.steps,
        "comments": counts.comments, "attachments": counts.attachments,
        "worklogs": counts.worklogs, "approvals": counts.approvals, "bytes": counts.bytes,
        "audit": counts.audit, "findingCount": counts.findings, "findings": list.collect::<serde_json::Value>(),
    });
    serde_json::to_string_pretty(&json).map_err(|error| say!("failure.rejected", why = error.to_string()))
}

/// A finding in a sentence.
pub(super) fn line(finding: &Finding) -> Text {
    let place = match finding.place {
        Place::Database => say!("verify.database"),
        Place::Ticket(ticket) => say!("verify.ticket", ticket = ticket),
        Place::Step(ticket, version) => say!("verify.step", ticket = ticket, version = version),
        Place::Comment(ticket, id) => say!("verify.comment", ticket = ticket, id = id),
        Place::Attachment(ticket, id) => say!("verify.attachment", ticket = ticket, id = id),
        Place::Worklog(ticket, id) => say!("verify.worklog", ticket = ticket, id = id),
        Place::Approval(ticket, id) => say!("verify.approval", ticket = ticket, id = id),
        Place::Votes(id) => say!("verify.votes", id = id),
        Place::Audit(seq) => say!("verify.audit", seq = seq),
    };
    say!("verify.line", place = place, what = what(&finding.fault))
}

/// What is wrong, in a sentence without the place.
pub(crate) fn what(fault: &Fault) -> Text {
    match fault {
        Fault::Damaged(why) => say!("verify.damaged", why = why),
        Fault::Unreadable(why) => say!("verify.unreadable", why = why),
        Fault::NoTicket => say!("verify.no_ticket"),
        Fault::NoHistory => say!("verify.no_history"),
        Fault::Gap(version) => say!("verify.gap", version = *version),
        Fault::Hash => say!("verify.hash"),
        Fault::Head => say!("verify.head"),
        Fault::Beginning => say!("verify.beginning"),
        Fault::Before(field) => say!("verify.before", field = field),
        Fault::Differs(columns) => say!("verify.differs", columns = columns.join(", ")),
        Fault::NoComment(id) => say!("verify.no_comment", id = *id),
        Fault::NoAttachment(id) => say!("verify.no_attachment", id = *id),
        Fault::NoWorklog(id) => say!("verify.no_worklog", id = *id),
        Fault::NoApproval(id) => say!("verify.no_approval", id = *id),
        Fault::NoRequest => say!("verify.no_request"),
        Fault::NoVote(who) => say!("verify.no_vote", who = who),
        Fault::StrangeVote(who) => say!("verify.strange_vote", who = who),
        Fault::Vote(who, columns) => say!("verify.vote", who = who, columns = columns.join(", ")),
        Fault::NoStep => say!("verify.no_step"),
        Fault::NoFile(file) => say!("verify.no_file", file = file),
        Fault::FileUnreadable(file, why) => say!("verify.file_unreadable", file = file, why = why),
        Fault::FileDiffers(file) => say!("verify.file_differs", file = file),
        Fault::AuditHead => say!("verify.audit_head"),
    }
}
