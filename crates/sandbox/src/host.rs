//! What answers a script: the caller's side of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How loud a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// `console.debug`
    Debug,
    /// `log`, `console.log`, `console.info`
    Info,
    /// `console.warn`
    Warn,
    /// `console.error`
    Error,
}

/// What a script says on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Event {
    /// A line for people.
    Log {
        /// How loud.
        level: Level,
        /// At most [`line_bytes`](crate::Limits::line_bytes) long.
        message: String,
    },
    /// How far it is.
    Progress {
        /// 0 to 100.
        percent: f64,
        /// What it is at.
        text: Option<String>,
    },
    /// It went beyond the caps of its output: what follows is not kept. Comes at most once, and last.
    Truncated,
}

/// A request that a script wants made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// As the script wrote it; nothing of it has been checked.
    pub url: String,
    /// In capital letters; `GET` when the script named none.
    pub method: String,
    /// By name, as the script wrote them.
    pub headers: BTreeMap<String, String>,
    /// The body, if it has one.
    pub body: Option<String>,
}

/// What came back for a [`Request`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// 100 to 599.
    pub status: u16,
    /// By name, in small letters.
    pub headers: BTreeMap<String, String>,
    /// The body as text; what is not UTF-8 has been replaced.
    pub body: String,
}

/// What a script wants of tickets. A ticket is named by what the script wrote, its id or key, or by the `id` of a
/// ticket that it handed back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TicketCall {
    /// `tickets.get(ticket)`
    Get {
        /// Which.
        ticket: String,
    },
    /// `tickets.search(query)`
    Search {
        /// A text or an object.
        query: Value,
    },
    /// `tickets.update(ticket, changes)`
    Update {
        /// Which.
        ticket: String,
        /// What is to be what.
        changes: Map<String, Value>,
    },
    /// `tickets.comment(ticket, text)`
    Comment {
        /// Which.
        ticket: String,
        /// The comment.
        text: String,
    },
    /// `tickets.transit(ticket, to, options?)`
    Transit {
        /// Which.
        ticket: String,
        /// Where to.
        to: String,
        /// Whatever the step asks for.
        options: Map<String, Value>,
    },
}

/// Why a call was not done; the script sees it as an `Error` with a `code`, and may catch it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// For programs, like `not_found`.
    pub code: String,
    /// For people.
    pub message: String,
}

/// Answers what a script asks. One host serves one run.
///
/// Calls of one script may run at the same time (it may call without awaiting). A call that has begun is finished, or
/// dropped where the script is killed: it should be safe to drop at any of its awaits.
pub trait Host: Sync {
    /// Takes what the script says. It must not block: what it keeps is bounded by the caps of output.
    fn event(&self, event: Event);

    /// `tickets.*`
    fn ticket(&self, call: TicketCall) -> impl Future<Output = Result<Value, Refusal>> + Send;

    /// `fetch`
    fn fetch(&self, request: Request) -> impl Future<Output = Result<Response, Refusal>> + Send;

    /// `secrets.get`; none of that name is `None`.
    fn secret(&self, name: String) -> impl Future<Output = Result<Option<String>, Refusal>> + Send;
}
