//! Where the fields of each subject are kept.

use domain::filter::{Field, Kind};

/// Where a field is kept. Names are those of the table itself, or expressions of its columns; none of them is ever `NULL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// `TEXT`, empty for nothing.
    Text(&'static str),
    /// The same, with an index that leaves out the empty ones.
    Sparse(&'static str),
    /// `BIGINT`: the place of a ranked word, from 1.
    Rank(&'static str),
    /// `BIGINT`: a whole number, microseconds since 1970, a length in milliseconds.
    Number(&'static str),
    /// The same, where [`NOTHING`] stands for nothing: `COALESCE(due_at, 9223372036854775807)`.
    MaybeNumber(&'static str),
    /// `BIGINT`, asked for as a word of digits: what is none of them is no row's.
    Digits(&'static str),
    /// A ticket's key: its project and its number.
    Key,
    /// A table of its own with a row for each value.
    Side(Side),
    /// A time of the ticket's row in `incident_time`, `NULL` for nothing; an index leads to those that have it.
    Kept(&'static str),
    /// A key of a JSON object, with or without an index over it that leaves out what is not there.
    Json {
        /// The column of the object.
        column: &'static str,
        /// The key: letters of a–z, digits and `_`.
        key: String,
        /// Whether there is an index.
        indexed: bool,
    },
}

/// A table with a row for each value of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// The table; its `ticket_id` is the ticket's `id`.
    pub table: &'static str,
    /// Its column of values.
    pub value: &'static str,
    /// The ticket's own column that is `[]` where it has none.
    pub list: &'static str,
}

/// What stands for nothing in a [`Column::MaybeNumber`]; no time and no length is so great.
pub(super) const NOTHING: i64 = i64::MAX;

/// Where a field is kept; `None` where it is not kept at all.
pub type Columns = fn(&Field) -> Option<Column>;

/// Custom fields that have an index, by migration 3.
const INDEXED: [&str; 2] = ["block", "isp"];

/// The columns of `ticket`.
pub fn tickets(field: &Field) -> Option<Column> {
    Some(match field.key.as_str() {
        "id" => Column::Number("id"),
        "key" => Column::Key,
        "uuid" => Column::Text("uuid"),
        "project" => Column::Text("project"),
        "type" => Column::Text("type"),
        "status" => Column::Text("status"),
        "priority" => Column::Rank("priority"),
        "title" => Column::Text("title"),
        "content" => Column::Text("content"),
        "category" => Column::Text("category"),
        "assignee" => Column::Text("assignee"),
        "creator" => Column::Text("creator"),
        "watchers" => Column::Side(Side { table: "watcher", value: "username", list: "watchers" }),
        "tags" => Column::Side(Side { table: "ticket_tag", value: "tag_folded", list: "tags" }),
        "playerId" => Column::Sparse("player_id"),
        "contact" => Column::Text("contact"),
        "gameId" => Column::Sparse("game_id"),
        "env" => Column::Sparse("env"),
        "source" => Column::Text("source"),
        "due" => Column::MaybeNumber("COALESCE(due_at, 9223372036854775807)"),
        "appointment" => Column::MaybeNumber("COALESCE(appointment_at, 9223372036854775807)"),
        "created" => Column::Number("created_at"),
        "updated" => Column::Number("updated_at"),
        "version" => Column::Number("version"),
        "acknowledged" => Column::Kept("acknowledged_at"),
        "resolved" => Column::Kept("resolved_first_at"),
        custom => {
            let key = custom.strip_prefix("fields.").filter(|key| is_plain(key))?;
            let indexed = INDEXED.contains(&key) && field.kind == Kind::Text;
            Column::Json { column: "fields", key: key.to_owned(), indexed }
        }
    })
}

/// The columns of `event`.
pub fn histories(field: &Field) -> Option<Column> {
    Some(match field.key.as_str() {
        "action" => Column::Text("kind"),
        "actor" => Column::Text("actor"),
        "via" => Column::Text("via"),
        "at" => Column::Number("at"),
        "note" => Column::Text("note"),
        "ticket" => Column::Number("ticket_id"),
        "version" => Column::Number("ticket_version"),
        "seq" => Column::Number("seq"),
        _ => return None,
    })
}

/// The columns of `event`, for those who may not read what was said among staff: such a note is an empty one.
pub fn public_histories(field: &Field) -> Option<Column> {
    // Quotes inside a value are escaped: these stand around keys and words alone.
    const NOTE: &str = "(CASE WHEN body LIKE '%\"audience\":\"staff\"%' THEN '' ELSE note END)";
    if field.key == "note" { Some(Column::Text(NOTE)) } else { histories(field) }
}

/// The columns of `job`, where jobs and calls of functions stand that are not over.
pub fn jobs(field: &Field) -> Option<Column> {
    Some(match field.key.as_str() {
        "state" => Column::Text("(CASE WHEN stage = 'running' THEN 'running' ELSE 'pending' END)"),
        // They have no end yet.
        "duration" | "ended" | "finished" => Column::MaybeNumber("9223372036854775807"),
        _ => return any_job(field),
    })
}

/// The columns of `job_done`, where those stand that are over.
pub fn jobs_over(field: &Field) -> Option<Column> {
    Some(match field.key.as_str() {
        "state" => Column::Text("state"),
        "duration" => Column::MaybeNumber("COALESCE((ended_at - started_at) / 1000, 9223372036854775807)"),
        "ended" | "finished" => Column::Number("ended_at"),
        _ => return any_job(field),
    })
}

/// The columns that both tables of jobs have.
fn any_job(field: &Field) -> Option<Column> {
    Some(match field.key.as_str() {
        "id" | "job" => Column::Digits("id"),
        "function" => Column::Text("function_id"),
        "actor" => Column::Text("actor"),
        "gameId" => Column::Text("game_id"),
        "env" => Column::Text("env"),
        "ticket" => Column::MaybeNumber("COALESCE(ticket_id, 9223372036854775807)"),
        "worker" => Column::Text("worker"),
        "error" => Column::Text("COALESCE(error, '')"),
        "attempt" => Column::Number("attempt"),
        "retries" => Column::Number("(CASE WHEN attempt > 1 THEN attempt - 1 ELSE 0 END)"),
        "progress" => Column::MaybeNumber("COALESCE(progress, 9223372036854775807)"),
        "created" => Column::Number("created_at"),
        "started" => Column::MaybeNumber("COALESCE(started_at, 9223372036854775807)"),
        _ => return None,
    })
}

/// The columns of `audit`.
pub fn audit(field: &Field) -> Option<Column> {
    Some(match field.key.as_str() {
        "seq" => Column::Number("seq"),
        "actor" => Column::Text("actor"),
        "via" => Column::Text("via"),
        "action" => Column::Text("action"),
        "object" => Column::Text("object"),
        "at" => Column::Number("at"),
        _ => return None,
    })
}

/// Whether a key is what definitions allow: only that may stand in a statement's text.
fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::filter::Subject;

    #[test]
    fn every_field_of_what_is_searched_has_a_column() {
        let all: [(Subject, Columns); 8] = [
            (Subject::tickets(&[], &[]).with_times(), tickets),
            (Subject::histories(), histories),
            (Subject::histories(), public_histories),
            (Subject::audit(), audit),
            (Subject::jobs(), jobs),
            (Subject::jobs(), jobs_over),
            (Subject::calls(), jobs),
            (Subject::calls(), jobs_over),
        ];
        for (subject, columns) in all {
            for field in subject.fields() {
                assert!(columns(field).is_some(), "{}", field.key);
            }
        }
    }

    #[test]
    fn a_key_that_no_definition_allows_has_none() {
        for key in ["fields.", "fields.a'b", "fields.A", "fields.a b", "nothing"] {
            assert_eq!(tickets(&Field::one(key, Kind::Text)), None, "{key}");
        }
    }
}
