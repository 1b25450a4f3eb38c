//! The same done to many tickets: a job that takes each of them along the one road, in the name of whoever asked.
//!
//! What came of a ticket is written with what was done to it, as the change of a job that is made once (`store::job::effect`): so
//! a job that is begun again, after its server was killed, goes on where it was, and what a ticket was before is known for
//! undoing. A ticket that is refused says why and keeps no other from its turn.

mod one;
mod read;
mod work;

pub use read::{Page, Summary, get, undo};
pub use work::Bulk;

use crate::{
    Cx, Error, filters,
    ticket::Filter,
    tickets::{self, comment},
};
use domain::{
    Fault, Rejection, Value,
    function::{Definition, Kind},
    history::{Audience, Change},
    id::JobId,
    identity::{Access, Permission},
    job::Stage,
    msg, text,
    ticket::Priority,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use store::{job, number};

/// The most tickets that one job is about.
pub const MOST: usize = 10_000;
/// How long such a job may take, in milliseconds.
const TIMEOUT_MS: i64 = 4 * 60 * 60 * 1_000;
/// How often it is begun where the database failed it.
const ATTEMPTS: i64 = 10;

/// What is done to each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is as in the use case for one ticket")]
pub enum Action {
    Transition {
        status: String,
        transition: Option<String>,
        note: String,
        fields: BTreeMap<String, Value>,
    },
    Assign {
        assignee: String,
    },
    Priority {
        priority: String,
    },
    /// All tags where `set` is there; else those that come and those that go.
    Tags {
        set: Option<Vec<String>>,
        add: Vec<String>,
        remove: Vec<String>,
    },
    Comment {
        content: String,
        internal: bool,
    },
    Delete,
    Restore,
    /// What another such job has done, as far as it still stands.
    Undo {
        job: i64,
    },
}

impl Action {
    /// The word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Transition { .. } => "transition",
            Self::Assign { .. } => "assign",
            Self::Priority { .. } => "priority",
            Self::Tags { .. } => "tags",
            Self::Comment { .. } => "comment",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Undo { .. } => "undo",
        }
    }

    fn needs(&self) -> (Access, Permission) {
        match self {
            Self::Transition { .. } => (Access::User, Permission::TransitTasks),
            Self::Comment { .. } => (Access::User, Permission::Comment),
            Self::Assign { .. } | Self::Priority { .. } | Self::Tags { .. } | Self::Undo { .. } => {
                (Access::User, Permission::EditTickets)
            }
            Self::Delete => (Access::Operator, Permission::EditTickets),
            Self::Restore => (Access::Admin, Permission::EditTickets),
        }
    }

    fn check(&self) -> Result<(), Rejection> {
        let blank = |field: &str| Rejection::invalid(field, msg!("text.blank"));
        match self {
            Self::Transition { status, transition, note, .. } => {
                if status.trim().is_empty() && transition.is_none() {
                    return Err(blank("status"));
                }
                comment::check("note", note).map(drop)
            }
            Self::Priority { priority } => match Priority::parse(priority) {
                Some(_) => Ok(()),
                None => Err(Rejection::invalid("priority", msg!("ticket.priority"))),
            },
            Self::Tags { set: None, add, remove } if add.is_empty() && remove.is_empty() => {
                Err(Rejection::Invalid(vec![Fault::new("add", msg!("request.missing"))]))
            }
            Self::Comment { content, .. } => text::require(content, comment::MAX, text::Lines::Many)
                .map(drop)
                .map_err(|why| Rejection::invalid("content", why)),
            _ => Ok(()),
        }
    }

    fn audience(internal: bool) -> Audience {
        if internal { Audience::Staff } else { Audience::Everyone }
    }
}

/// Which tickets.
#[derive(Debug, Clone)]
pub enum Which {
    /// By number or key.
    These(Vec<String>),
    /// Those that a filter of the language leaves now.
    Meeting(String),
}

/// A job that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Started {
    /// The job.
    pub job: JobId,
    /// How many tickets it is about.
    pub total: usize,
}

/// The parameters of such a job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Params {
    #[serde(flatten)]
    pub(super) action: Action,
    pub(super) tickets: Vec<String>,
}

/// How it came out for a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Ending {
    Done,
    /// It was so already.
    Unchanged,
    /// Its step takes consent, which was asked for.
    Waiting,
    Refused,
}

/// What came of a ticket.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    /// The ticket as it was named.
    pub ticket: String,
    /// How it came out.
    pub ending: Ending,
    /// What was changed, and what it was before; `deleted` is among the fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// Why a ticket was refused: for programs, and for people in both languages.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is in its language")]
pub struct Why {
    /// `forbidden not_found conflict validation_failed bad_request internal_error`
    pub error: String,
    pub zh: String,
    pub en: String,
}

impl Why {
    fn of(rejection: &Rejection) -> Self {
        let error = match rejection {
            Rejection::Forbidden(_) | Rejection::Unmet(_) => "forbidden",
            Rejection::NotFound(..) => "not_found",
            Rejection::Conflict(_) | Rejection::Stale { .. } => "conflict",
            Rejection::Invalid(_) => "validation_failed",
            Rejection::Malformed { .. } | Rejection::NothingToChange => "bad_request",
            _ => "internal_error",
        };
        let [zh, en] = [domain::Lang::Zh, domain::Lang::En].map(|lang| rejection.text(lang));
        Self { error: error.to_owned(), zh, en }
    }
}

/// The tickets that something is to be done to, each once. Only reads, because a filter may take long.
pub fn chosen(cx: &mut Cx<'_, '_>, action: &Action, which: &Which) -> Result<Vec<String>, Error> {
    let (access, permission) = action.needs();
    cx.actor.require(access, permission)?;
    action.check()?;
    match which {
        Which::These(named) => Ok(named_once(named)?),
        Which::Meeting(filter) => meeting(cx, filter, *action == Action::Restore),
    }
}

/// Asks for a job that does the same to tickets that were [`chosen`]. Each is judged when its turn comes, as if it had been asked
/// for alone.
pub fn start(cx: &mut Cx<'_, '_>, action: &Action, tickets: &[String]) -> Result<Started, Error> {
    let (access, permission) = action.needs();
    cx.actor.require(access, permission)?;
    add(cx, action.clone(), tickets.to_vec())
}

fn named_once(named: &[String]) -> Result<Vec<String>, Rejection> {
    let mut seen = HashSet::new();
    let trimmed = named.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let tickets: Vec<String> = trimmed.filter(|name| seen.insert(*name)).map(str::to_owned).collect();
    if tickets.is_empty() {
        return Err(Rejection::invalid("ids", msg!("text.blank")));
    }
    if tickets.len() > MOST {
        return Err(Rejection::invalid("ids", msg!("bulk.too_many", count = tickets.len(), most = MOST)));
    }
    if let Some(long) = tickets.iter().position(|name| name.len() > 64) {
        return Err(Rejection::invalid(format!("ids[{long}]"), msg!("text.too_long", max = 64)));
    }
    Ok(tickets)
}

fn meeting(cx: &mut Cx<'_, '_>, filter: &str, deleted: bool) -> Result<Vec<String>, Error> {
    let filter = filters::narrow(cx, Filter { deleted, ..Filter::default() }, filter, filters::PARAMETER)?;
    let (visibility, filter) = tickets::read::asked(cx, &filter)?;
    cx.tx.limit(filters::LONGEST)?;
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let found = store::ticket::ids(cx.tx, cx.actor.team, &visibility, &filter, most + 1)?;
    if found.len() > MOST {
        let why = msg!("bulk.too_many", count = format!("> {MOST}"), most = MOST);
        return Err(Rejection::invalid(filters::PARAMETER, why).into());
    }
    if found.is_empty() {
        return Err(Rejection::invalid(filters::PARAMETER, msg!("bulk.none")).into());
    }
    Ok(found.into_iter().map(|id| id.to_string()).collect())
}

/// Adds the job.
fn add(cx: &mut Cx<'_, '_>, action: Action, tickets: Vec<String>) -> Result<Started, Error> {
    let (id, total) = (JobId(number::take(cx.tx, number::Source::Job)?), tickets.len());
    let (function, actor) = (format!("bulk:{}", action.word()), cx.actor.username.clone());
    let params = serde_json::to_string(&Params { action, tickets })
        .map_err(|_not_json| Error::Broken("a bulk action does not become JSON"))?;
    let lane = job::lane(&function, Kind::Bulk, 0);
    let new = job::New {
        id,
        function: &function,
        version: 0,
        kind: Kind::Bulk,
        actor: &actor,
        ticket: None,
        order: None,
        game_id: "",
        env: "",
        params: &params,
        priority: 0,
        stage: Stage::Ready,
        due: cx.now,
        timeout_ms: TIMEOUT_MS.min(Definition::LONGEST_MS),
        max_attempts: ATTEMPTS,
        lane: &lane,
        trace_id: "",
        created: cx.now,
    };
    job::insert(cx.tx, cx.actor.team, &new)?;
    cx.told.borrow_mut().lanes.push(lane);
    Ok(Started { job: id, total })
}
