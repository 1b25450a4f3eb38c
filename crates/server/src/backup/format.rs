//! What stands in a backup beside the instance itself.

use std::collections::BTreeMap;

use domain::At;
use serde::{Deserialize, Serialize};
use sql::EngineKind;
use store::overview::Counts;

/// The names of the parts.
pub(super) const HEADER: &str = "gongdan-backup.json";
pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const KEY: &str = "secret.key";
pub(super) const DATABASE: &str = "gongdan.db";
pub(super) const TABLES: &str = "tables.json";

/// What the file is: its first part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Header {
    /// The version of the format.
    pub(crate) format: u32,
    /// The version of the program that wrote it.
    pub(crate) program: String,
    /// `sqlite` or `postgres`.
    pub(crate) engine: String,
    /// The schema of its database.
    pub(crate) schema: i64,
    /// When it was begun.
    pub(crate) taken_at: String,
}

impl Header {
    pub(super) fn new(engine: EngineKind, schema: i64, now: At) -> Self {
        Self {
            format: super::FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            engine: engine.to_string(),
            schema,
            taken_at: now.to_string(),
        }
    }
}

/// What is in the file: its last part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Manifest {
    /// Rows, by what they are.
    pub(crate) counts: BTreeMap<String, i64>,
    /// Every part before this one, in order.
    pub(super) parts: Vec<Part>,
    /// Sequences and the last number each gave. None on `SQLite`, where they are in the database.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) sequences: BTreeMap<String, i64>,
    /// Files of attachments that are among the parts but belong to nothing in the database: removed while it was written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) superfluous: Vec<String>,
    /// Files of attachments that the database names and that were not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) missing: Vec<String>,
}

/// A part and what it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) size: u64,
    pub(super) sha256: String,
}

/// A table of a server's database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
}

pub(super) fn counted(counts: &Counts) -> BTreeMap<String, i64> {
    [
        ("tickets", counts.tickets),
        ("steps", counts.events),
        ("comments", counts.comments),
        ("users", counts.users),
        ("projects", counts.projects),
        ("attachments", counts.attachments),
    ]
    .map(|(name, count)| (name.to_owned(), count))
    .into()
}

/// The part that a file of an attachment is.
pub(super) fn attachment(file: &str) -> String {
    format!("attachments/{}/{file}", file.get(..2).unwrap_or_default())
}

/// The file of an attachment that a part is.
pub(super) fn attachment_of(part: &str) -> Option<&str> {
    let file = part.strip_prefix("attachments/")?.split_once('/')?.1;
    (domain::id::is_short_id(file, 24) && attachment(file) == part).then_some(file)
}

/// A piece of a table, counted from 1.
pub(super) fn piece(table: &str, number: u64) -> String {
    format!("tables/{table}/{number:08}")
}

/// The table that a part is a piece of.
pub(super) fn piece_of(part: &str) -> Option<&str> {
    let (table, number) = part.strip_prefix("tables/")?.rsplit_once('/')?;
    (!table.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())).then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_ours_are_parts() {
        let file = "abcdefgh12345678ABCDEFGH";
        assert_eq!(attachment_of(&attachment(file)), Some(file));
        for bad in [
            "attachments/xy/../../etc",
            "attachments/zz/abcdefgh12345678ABCDEFGH",
            "attachments/ab",
            "/attachments/ab/x",
        ] {
            assert_eq!(attachment_of(bad), None, "{bad}");
        }
        assert_eq!(piece_of(&piece("event", 7)), Some("event"));
        for bad in ["tables/event", "tables//00000001", "tables/event/x"] {
            assert_eq!(piece_of(bad), None, "{bad}");
        }
    }
}
