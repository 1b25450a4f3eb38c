//! A whole instance as one file, whatever the engine: [`export`] writes it, [`import`] makes the same instance of it.
//!
//! The file is a tar archive: `manifest.json` (what is in it), `instance.jsonl` (one row a line), `attachments/…` and
//! `SHA256SUMS` (of the first two; the rows hold those of the attachments). The same content gives the same bytes.
//! Which rows there are is the store's list, `store::instance::TABLES`; this module knows no table by name except to
//! check the chains of hashes.
//!
//! Must never hold more than a batch of rows in memory, and never leave half an instance that looks whole.

mod archive;
mod batch;
mod checks;
mod export;
mod import;
mod line;

pub use store::instance::{State, state};

use crate::Error;
use domain::{Message, msg};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::PathBuf};

/// What `format` says in every manifest.
const FORMAT: &str = "gongdan-instance";
/// The newest layout of the file, which this program writes and reads.
const LAYOUT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const ROWS: &str = "instance.jsonl";
const SUMS: &str = "SHA256SUMS";

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Manifest {
    format: String,
    layout: u32,
    /// The program that wrote it; for people.
    program: String,
    /// The schema whose tables and columns it has.
    schema: i64,
    /// Rows by record.
    records: BTreeMap<String, u64>,
    /// Attached files, and their bytes.
    files: u64,
    file_bytes: u64,
}

/// How far an export or import has come, in rows and files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Dealt with.
    pub done: u64,
    /// In all.
    pub all: u64,
}

/// What was exported or imported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Rows.
    pub rows: u64,
    /// Tickets among them.
    pub tickets: u64,
    /// Steps of history among them.
    pub steps: u64,
    /// Attached files.
    pub files: u64,
}

impl Summary {
    fn of(manifest: &Manifest) -> Self {
        let of = |name: &str| manifest.records.get(name).copied().unwrap_or_default();
        Self {
            rows: manifest.records.values().sum(),
            tickets: of("ticket"),
            steps: of("event"),
            files: manifest.files,
        }
    }
}

/// Why an instance was not exported or imported.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The file is none of ours, or not for this program. Nothing was changed.
    #[error("{}", .0.text(domain::Lang::En))]
    File(Message),
    /// A line of `instance.jsonl` is wrong.
    #[error("line {line}: {field}: {}", why.text(domain::Lang::En))]
    Line {
        /// From 1.
        line: u64,
        /// The key of the line that is wrong; empty for the line as a whole.
        field: String,
        /// What is wrong with it.
        why: Message,
    },
    /// A member of the archive is wrong.
    #[error("{name}: {}", why.text(domain::Lang::En))]
    Member {
        /// Its name in the archive.
        name: String,
        /// What is wrong with it.
        why: Message,
    },
    /// There is an instance in the database already.
    #[error("the database holds an instance")]
    Occupied,
    /// Another import has taken the database over.
    #[error("another import has begun on the same database")]
    Overtaken,
    /// An attachment was deleted after the export had begun.
    #[error("an attachment was deleted meanwhile")]
    Outdated,
    /// The database or a file failed.
    #[error(transparent)]
    Other(#[from] Error),
}

impl From<sql::Error> for Failed {
    fn from(error: sql::Error) -> Self {
        Self::Other(error.into())
    }
}

impl sql::UnitError for Failed {
    fn sql_error(&self) -> Option<&sql::Error> {
        if let Self::Other(error) = self { error.sql_error() } else { None }
    }
}

impl Failed {
    fn member(name: &str, why: Message) -> Self {
        Self::Member { name: name.to_owned(), why }
    }

    /// The archive itself does not read.
    fn unreadable(error: &std::io::Error) -> Self {
        Self::File(msg!("instance.unreadable", detail = error))
    }
}

/// The schema that this program's rows are of.
fn schema() -> i64 {
    store::migrations::ALL.last().map_or(0, |migration| migration.number)
}

/// Where an attachment's file is below the data directory, as far as archives name it. `None` for a name that is none of ours.
fn member_of(file: &str) -> Option<PathBuf> {
    let folder = file.get(..2)?;
    domain::id::is_short_id(file, 24).then(|| PathBuf::from("attachments").join(folder).join(file))
}
