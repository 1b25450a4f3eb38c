//! The tables: one module a family of them, holding its SQL text and the mapping between rows and the types of `domain`.
//!
//! Functions here take an open [`sql::Tx`] and do one statement or a few; they know no rule, no right, no request, and never
//! begin or end a transaction. Every table begins with `team_id`, and every statement asks for it.
//!
//! To add a table: a new file in `migrations/` (released ones are never edited; a test holds their hashes), its entry in
//! [`migrations::ALL`], a module with a `sql::statements!` block, and its `all()` in [`statements`].

pub mod access_key;
pub mod account;
pub mod approval;
pub mod attachment;
pub mod attempt;
pub mod audit;
pub mod circle;
pub mod comment;
pub mod delivery;
pub mod effect;
pub mod estimate;
pub mod event;
pub mod feed;
pub mod filter;
pub mod function;
pub mod hook;
pub mod idempotency;
pub mod import_case;
pub mod incident_role;
pub mod incident_time;
pub mod instance;
pub mod job;
pub mod link;
pub mod message;
pub mod migrations;
pub mod notice;
pub mod number;
pub mod overview;
pub mod project;
pub mod project_role;
pub mod reference;
pub mod rule;
pub mod schedule;
pub mod search;
pub mod secret;
pub mod session;
pub mod setting;
pub mod stamp;
pub mod status;
pub mod ticket;
pub mod timeline;
pub mod timer;
pub mod timing;
pub mod token;
pub mod vacancy;
pub mod verify;
pub mod view;
pub mod vocabulary;
pub mod webhook;
pub mod workflow;
pub mod worklog;

pub use sql::{Error, Tx};

/// Every declared statement: a test prepares each of them on both engines.
pub fn statements() -> Vec<&'static sql::Statement> {
    [
        account::all(),
        approval::all(),
        attachment::all(),
        attempt::all(),
        audit::all(),
        circle::all(),
        comment::all(),
        delivery::all(),
        effect::all(),
        estimate::all(),
        event::all(),
        feed::all(),
        function::all(),
        hook::all(),
        idempotency::all(),
        import_case::all(),
        incident_role::all(),
        incident_time::all(),
        &instance::every(),
        job::all(),
        job::effect::all(),
        job::event::all(),
        job::key::all(),
        job::lease::all(),
        job::retain::all(),
        job::turn::all(),
        link::all(),
        message::all(),
        notice::all(),
        number::all(),
        number::TAKE,
        overview::all(),
        project::all(),
        project_role::all(),
        reference::all(),
        rule::all(),
        schedule::all(),
        &search::all(),
        secret::all(),
        session::all(),
        setting::all(),
        stamp::all(),
        status::all(),
        ticket::all(),
        ticket::page::all(),
        ticket::tally::all(),
        ticket::total::all(),
        timeline::all(),
        timer::all(),
        token::all(),
        verify::all(),
        vocabulary::all(),
        view::all(),
        webhook::all(),
        workflow::all(),
        worklog::all(),
    ]
    .concat()
}

/// JSON text of a column, read.
pub(crate) fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|e| Error::Corrupt(format!("a JSON column does not read: {e}")))
}

/// JSON text for a column.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|e| Error::Corrupt(format!("a value does not become JSON: {e}")))
}

/// A word of a closed list, read from a column.
pub(crate) fn word<T>(parsed: Option<T>, column: &str, word: &str) -> Result<T, Error> {
    parsed.ok_or_else(|| Error::Corrupt(format!("the column {column} holds the unknown word {word:?}")))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
