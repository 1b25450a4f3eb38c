//! Checking everything that is kept: histories against their hashes, tickets against their histories, comments and
//! attachments, hours, requests for consent and votes against their steps, files against their sums, the audit's chain, the database against itself.
//!
//! Works beside a server under load: a ticket and all that belongs to it are read in one transaction, a stretch of
//! tickets at a time, so nothing is ever seen half changed and no snapshot is held for long. Changes nothing.

mod audit;
mod consent;
mod files;
mod review;
mod story;
mod stretch;
mod votes;

use domain::id::TeamId;
use sql::{Db, Error};
use std::{
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};
use store::verify::Stretch;

/// Steps and tickets that are read in one transaction.
const STEPS: i64 = 1_000;
const TICKETS: i64 = 500;

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The team whose row it is.
    pub team: TeamId,
    /// Where.
    pub place: Place,
    /// What is wrong there.
    pub fault: Fault,
}

/// Where something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the database itself.
    Database,
    /// In a ticket's row.
    Ticket(i64),
    /// In a step: ticket and version.
    Step(i64, i64),
    /// In a comment: ticket and number.
    Comment(i64, i64),
    /// In an attachment: ticket and number.
    Attachment(i64, i64),
    /// In an entry of hours: ticket and number.
    Worklog(i64, i64),
    /// In a request for consent: ticket and number.
    Approval(i64, i64),
    /// In the votes of a request for consent that no ticket has: its number.
    Votes(i64),
    /// In an entry of the audit.
    Audit(i64),
}

impl Place {
    /// The word in answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Ticket(_) => "ticket",
            Self::Step(..) => "step",
            Self::Comment(..) => "comment",
            Self::Attachment(..) => "attachment",
            Self::Worklog(..) => "worklog",
            Self::Approval(..) => "approval",
            Self::Votes(_) => "votes",
            Self::Audit(_) => "audit",
        }
    }

    /// The ticket, the step's version and the number of what else it is, as far as it has them.
    pub const fn numbers(self) -> (Option<i64>, Option<i64>, Option<i64>) {
        match self {
            Self::Database => (None, None, None),
            Self::Ticket(ticket) => (Some(ticket), None, None),
            Self::Step(ticket, version) => (Some(ticket), Some(version), None),
            Self::Comment(ticket, number)
            | Self::Attachment(ticket, number)
            | Self::Worklog(ticket, number)
            | Self::Approval(ticket, number) => (Some(ticket), None, Some(number)),
            Self::Votes(number) | Self::Audit(number) => (None, None, Some(number)),
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The database's own check says so.
    Damaged(String),
    /// A column does not hold what it should be.
    Unreadable(String),
    /// It belongs to a ticket that is not there.
    NoTicket,
    /// A ticket without a single step.
    NoHistory,
    /// The step before is missing; this version was expected.
    Gap(i64),
    /// Its hash is not that of the step before and its own columns.
    Hash,
    /// The hash on the ticket is not that of its newest step.
    Head,
    /// A history does not begin with its creation, or has a second one.
    Beginning,
    /// The step says that this field was something else before than the steps before made it.
    Before(String),
    /// These columns are not what the history tells.
    Differs(Vec<&'static str>),
    /// The comment of this number, which a step tells of, is not there.
    NoComment(i64),
    /// The attachment of this number, which a step tells of, is not there.
    NoAttachment(i64),
    /// The hours of this number, which a step tells of, are not there.
    NoWorklog(i64),
    /// The request for consent of this number, which a step tells of, is not there.
    NoApproval(i64),
    /// The request for consent that it belongs to is not there.
    NoRequest,
    /// This person was asked for their consent, and has no place.
    NoVote(String),
    /// This person has a place, and was never asked.
    StrangeVote(String),
    /// These columns of this person's place are not what the history tells.
    Vote(String, Vec<&'static str>),
    /// No step tells of it.
    NoStep,
    /// The file of this name is not there.
    NoFile(String),
    /// The file of this name cannot be read.
    FileUnreadable(String, String),
    /// The file of this name is not the one that was received: its size or its SHA-256 differs.
    FileDiffers(String),
    /// The end of the audit's chain is not its newest entry: entries are missing.
    AuditHead,
}

/// How much was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each counts what it names")]
pub struct Counts {
    pub tickets: u64,
    pub steps: u64,
    pub comments: u64,
    pub attachments: u64,
    pub worklogs: u64,
    pub approvals: u64,
    /// The bytes of the attachments' files.
    pub bytes: u64,
    pub audit: u64,
    pub findings: u64,
}

#[derive(Default)]
struct Tally {
    tickets: AtomicU64,
    steps: AtomicU64,
    comments: AtomicU64,
    attachments: AtomicU64,
    worklogs: AtomicU64,
    approvals: AtomicU64,
    bytes: AtomicU64,
    audit: AtomicU64,
    findings: AtomicU64,
}

/// Who is told, from any thread.
pub trait Listener: Sync {
    /// Something is wrong.
    fn found(&self, finding: Finding);
    /// So many steps are done, of so many that there were at the beginning.
    fn progress(&self, steps: u64, of: u64);
    /// Whether the walk is to go on. Where it is not, it ends at once, and what it has counted is of no worth.
    fn goes_on(&self) -> bool {
        true
    }
}

/// What the threads share.
struct Walk<'w> {
    db: &'w Db,
    data_dir: &'w Path,
    listener: &'w dyn Listener,
    cursor: Mutex<Cursor>,
    tally: Tally,
    total: u64,
    failure: Mutex<Option<Error>>,
}

/// Where the next stretch begins.
struct Cursor {
    team: Option<TeamId>,
    after: i64,
    over: bool,
}

/// Checks everything, on `threads` threads. Blocks. An error means that it could not go on, not that something is wrong.
pub fn run(db: &Db, data_dir: &Path, threads: usize, listener: &dyn Listener) -> Result<Counts, Error> {
    let total = match db.read_blocking(store::verify::total) {
        Ok(total) => u64::try_from(total).unwrap_or(0),
        Err(error) if is_damage(&error) => 0,
        Err(error) => return Err(error),
    };
    let cursor = Mutex::new(Cursor { team: None, after: i64::MIN, over: false });
    let walk =
        Walk { db, data_dir, listener, cursor, tally: Tally::default(), total, failure: Mutex::new(None) };
    thread::scope(|scope| {
        scope.spawn(|| walk.keep(walk.database()));
        for _ in 0..threads.max(1) {
            scope.spawn(|| walk.keep(walk.tickets()));
        }
        walk.keep(walk.teams(audit::walk));
        walk.keep(walk.teams(votes::walk));
    });
    match walk.failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(walk.tally.counts()),
    }
}

/// Checks one ticket and what belongs to it, but not its files, in a transaction that is open already.
pub fn ticket(tx: &mut sql::Tx<'_>, team: TeamId, id: i64) -> Result<Vec<Finding>, Error> {
    Ok(stretch::check(tx, Stretch { team, after: id - 1, last: id })?.findings)
}

/// Checks the newest entries of the audit, in a transaction that is open already.
pub fn newest_audit(tx: &mut sql::Tx<'_>, team: TeamId, count: i64) -> Result<Vec<Finding>, Error> {
    let (after, hash) = store::audit::before_newest(tx, team, count)?;
    let mut chain = audit::Chain::after(team, after, hash);
    while chain.page(tx)? {}
    Ok(chain.findings)
}

/// Whether an error says that the database is damaged, rather than that it cannot be asked.
const fn is_damage(error: &Error) -> bool {
    matches!(error, Error::Corrupt(_) | Error::Column { .. })
}

impl Walk<'_> {
    fn keep(&self, result: Result<(), Error>) {
        if let Err(error) = result {
            self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        }
    }

    fn is_over(&self) -> bool {
        !self.listener.goes_on() || self.failed()
    }

    fn failed(&self) -> bool {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn found(&self, findings: Vec<Finding>) {
        add(&self.tally.findings, findings.len());
        for finding in findings {
            self.listener.found(finding);
        }
    }

    fn damaged(&self, error: &Error) {
        let fault = Fault::Damaged(error.to_string());
        self.found(vec![Finding { team: crate::TEAM, place: Place::Database, fault }]);
    }

    /// The database's check of itself.
    fn database(&self) -> Result<(), Error> {
        for damage in sql::check(self.db)? {
            self.damaged(&Error::Corrupt(damage));
        }
        Ok(())
    }

    /// One team after the other. Where the next is cannot be told of a damaged table: the walk ends there, and says so.
    fn teams(&self, one: impl Fn(&Self, TeamId) -> Result<(), Error>) -> Result<(), Error> {
        let mut before = i64::MIN;
        loop {
            let next = self.db.read_blocking(move |tx| store::verify::team_after(tx, before));
            let walked = next.and_then(|team| team.map(|team| one(self, team).map(|()| team.0)).transpose());
            match walked {
                Ok(Some(team)) => before = team,
                Ok(None) => return Ok(()),
                Err(error) if is_damage(&error) => {
                    self.damaged(&error);
                    return Ok(());
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// One stretch after the other, until another thread has taken the last.
    fn tickets(&self) -> Result<(), Error> {
        while let Some(stretch) = self.next()? {
            if self.is_over() {
                return Ok(());
            }
            match self.db.read_blocking(move |tx| stretch::check(tx, stretch)) {
                Ok(checked) => {
                    add(&self.tally.tickets, checked.tickets);
                    add(&self.tally.steps, checked.steps);
                    add(&self.tally.comments, checked.comments);
                    add(&self.tally.worklogs, checked.worklogs);
                    add(&self.tally.approvals, checked.approvals);
                    self.found(checked.findings);
                    self.listener.progress(self.tally.steps.load(Ordering::Relaxed), self.total);
                    for file in checked.files.iter().take_while(|_| self.listener.goes_on()) {
                        files::check(self, stretch.team, file)?;
                    }
                }
                Err(error) if is_damage(&error) => self.damaged(&error),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn next(&self) -> Result<Option<Stretch>, Error> {
        let mut cursor = self.cursor.lock().unwrap_or_else(PoisonError::into_inner);
        if cursor.over {
            return Ok(None);
        }
        let (team, after) = (cursor.team, cursor.after);
        let found = self.db.read_blocking(move |tx| {
            let team = match team {
                Some(team) => Some(team),
                None => store::verify::team_after(tx, i64::MIN)?,
            };
            let Some(team) = team else { return Ok::<_, Error>((None, None)) };
            let stretch = store::verify::stretch(tx, team, after, STEPS, TICKETS)?;
            let next = if stretch.last < i64::MAX {
                Some((team, stretch.last))
            } else {
                store::verify::team_after(tx, team.0)?.map(|team| (team, i64::MIN))
            };
            Ok((Some(stretch), next))
        });
        match found {
            Ok((stretch, Some((team, after)))) => {
                *cursor = Cursor { team: Some(team), after, over: false };
                Ok(stretch)
            }
            Ok((stretch, None)) => {
                cursor.over = true;
                Ok(stretch)
            }
            // Where the next stretch begins cannot be told: the walk ends here, and says so.
            Err(error) if is_damage(&error) => {
                cursor.over = true;
                self.damaged(&error);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

impl Tally {
    fn counts(&self) -> Counts {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
            tickets: of(&self.tickets),
            steps: of(&self.steps),
            comments: of(&self.comments),
            attachments: of(&self.attachments),
            worklogs: of(&self.worklogs),
            approvals: of(&self.approvals),
            bytes: of(&self.bytes),
            audit: of(&self.audit),
            findings: of(&self.findings),
        }
    }
}

fn add(counter: &AtomicU64, count: usize) {
    counter.fetch_add(count as u64, Ordering::Relaxed);
}
