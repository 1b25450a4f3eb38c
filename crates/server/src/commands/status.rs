//! `gongdan status`: what is there, without changing anything. Works beside a running server.

use std::path::Path;

use serde::Serialize;
use sql::Db;
use store::overview::{self, Counts};

use super::{Form, table};
use crate::{
    config::Config,
    console::{Console, Failure},
    database::{self, Standing},
    words::{Text, say},
};

/// What is there.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    version: &'static str,
    engine: String,
    database: String,
    data_dir: String,
    schema: Schema,
    /// Only of a schema this program knows.
    counts: Option<Counted>,
    attachments_bytes: u64,
}

#[derive(Debug, Serialize)]
struct Schema {
    current: i64,
    known: i64,
    pending: Vec<i64>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Counted {
    tickets: i64,
    events: i64,
    comments: i64,
    attachments: i64,
    users: i64,
    projects: i64,
    database_bytes: u64,
    newest_event: Option<String>,
}

impl From<Counts> for Counted {
    fn from(counts: Counts) -> Self {
        Self {
            tickets: counts.tickets,
            events: counts.events,
            comments: counts.comments,
            attachments: counts.attachments,
            users: counts.users,
            projects: counts.projects,
            database_bytes: u64::try_from(counts.bytes).unwrap_or(0),
            newest_event: counts.newest_event.map(|at| at.to_string()),
        }
    }
}

/// Shows it.
pub(super) fn run(config: &Config, console: Console, form: Form) -> Result<(), Failure> {
    let db = database::open_existing(config)?;
    let status = gather(config, &db);
    db.close_blocking();
    let status = status?;
    match form {
        Form::Json => {
            let json = serde_json::to_string_pretty(&status);
            console.print(&json.map_err(|error| say!("failure.rejected", why = error.to_string()))?);
        }
        Form::Text => console.print(&table::lay_out(&rows(&status, console))),
    }
    Ok(())
}

fn gather(config: &Config, db: &Db) -> Result<Status, Text> {
    let state = database::schema(db)?;
    let counts = match database::standing(&state) {
        Standing::Current => {
            database::refuse_half(db)?;
            Some(counts(db)?.into())
        }
        Standing::Older | Standing::Newer => None,
    };
    Ok(Status {
        version: env!("CARGO_PKG_VERSION"),
        engine: db.engine().to_string(),
        database: database::name(config),
        data_dir: config.data_dir.display().to_string(),
        schema: Schema { current: state.current, known: state.known, pending: state.pending },
        counts,
        attachments_bytes: bytes_below(&config.data_dir.join("attachments")),
    })
}

/// Counts the rows of a database at this program's schema.
pub(super) fn counts(db: &Db) -> Result<Counts, Text> {
    db.read_blocking(overview::counts).map_err(|error| database::failed(&error))
}

/// The size of everything below a directory; what cannot be read counts nothing.
fn bytes_below(directory: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(directory) else { return 0 };
    let size = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => bytes_below(&entry.path()),
        Ok(metadata) => metadata.len(),
        Err(_unreadable) => 0,
    };
    entries.flatten().map(size).sum()
}

fn rows(status: &Status, console: Console) -> Vec<Vec<String>> {
    let schema = &status.schema;
    let standing = if schema.current > schema.known {
        say!("status.newer", known = schema.known)
    } else if schema.pending.is_empty() {
        say!("status.current")
    } else {
        say!("status.older", known = schema.known)
    };
    let mut rows = vec![
        (say!("status.version"), status.version.to_owned()),
        (say!("status.engine"), format!("{} ({})", status.engine, status.database)),
        (say!("status.data_dir"), status.data_dir.clone()),
        (say!("status.schema"), format!("{} ({})", schema.current, console.word(&standing))),
    ];
    if let Some(counts) = &status.counts {
        rows.extend([
            (say!("status.tickets"), counts.tickets.to_string()),
            (say!("status.events"), counts.events.to_string()),
            (say!("status.comments"), counts.comments.to_string()),
            (
                say!("status.attachments"),
                format!("{} ({})", counts.attachments, table::size(status.attachments_bytes)),
            ),
            (say!("status.users"), counts.users.to_string()),
            (say!("status.projects"), counts.projects.to_string()),
            (say!("status.size"), table::size(counts.database_bytes)),
            (say!("status.newest"), counts.newest_event.clone().unwrap_or_else(|| "-".to_owned())),
        ]);
    }
    rows.into_iter().map(|(label, value)| vec![console.word(&label), value]).collect()
}
