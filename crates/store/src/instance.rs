//! A whole instance as rows: which tables and columns make it up, and their reading and writing one row at a time.
//!
//! [`TABLES`] is data. To add a table or a column: its line there, in the order in which rows stand in an export; what
//! need not be kept goes to [`LEFT_OUT`] with the reason. A test holds both lists against the schema.

use domain::id::{TeamId, TicketId};
use sql::{EngineKind, Error, Param, Row, Statement, Tx, params};
use std::{fmt::Write as _, sync::LazyLock};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each names the values it holds")]
pub enum Kind {
    Int,
    IntOrNull,
    Text,
    TextOrNull,
    Bool,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// A table of which every row is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns: first the key, by which rows are ordered.
    pub columns: &'static [Column],
    /// How many of the columns are the key.
    pub key: usize,
    /// Which rows are taken, as SQL; empty for all of them.
    pub only: &'static str,
}

const fn int(name: &'static str) -> Column {
    Column { name, kind: Kind::Int }
}
const fn int_or_null(name: &'static str) -> Column {
    Column { name, kind: Kind::IntOrNull }
}
const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text }
}
const fn text_or_null(name: &'static str) -> Column {
    Column { name, kind: Kind::TextOrNull }
}
const fn truth(name: &'static str) -> Column {
    Column { name, kind: Kind::Bool }
}
const fn table(name: &'static str, key: usize, columns: &'static [Column]) -> Table {
    Table { name, columns, key, only: "" }
}

/// Everything that makes up an instance, in the order of an export.
#[rustfmt::skip]
pub const TABLES: &[Table] = &[
    table("team", 1, &[int("team_id"), text("uuid"), text("name"), int("created_at"), text("owner"), int("version")]),
    // The fingerprint is of this installation's signing key, and the other is the mark of an import under way.
    // What the search says of itself is left out, so that the first start builds the index of all that came.
    Table { only: "name NOT IN ('signing_key.fingerprint', 'instance.import', 'search.revision')",
        ..table("setting", 2, &[int("team_id"), text("name"), text("value")]) },
    table("account", 2, &[int("team_id"), int("id"), text("uuid"), text("name"), text("name_folded"), text("nickname"),
        text("email"), text("phone"), text("access"), text("locale"), text("password_hash"), truth("disabled"),
        int("version"), int("created_at"), int("updated_at"), int_or_null("last_seen_at"), text("block"), text("room"),
        text("isp"), text("isp_account"), text("names_folded")]),
    table("circle", 2, &[int("team_id"), text("uuid"), text("kind"), text("name"), text("name_folded"),
        text("description"), int("version"), int("created_at")]),
    table("membership", 3, &[int("team_id"), text("circle"), int("user_id")]),
    table("permission_rule", 2, &[int("team_id"), text("uuid"), text("permission"), text("domain_type"),
        text("domain_param"), text_or_null("project"), int("created_at")]),
    table("api_token", 2, &[int("team_id"), int("id"), int("user_id"), text("name"), text("token_hash"), text("scopes"),
        int("created_at"), int_or_null("expires_at"), int_or_null("revoked_at"), int_or_null("last_used_at")]),
    table("access_key", 2, &[int("team_id"), int("id"), text("access"), int("user_id"), text("name"), text("scopes"),
        truth("enabled"), text("salt"), text("key_print"), int("created_at"), int_or_null("expires_at"),
        int_or_null("last_used_at")]),
    table("hook", 2, &[int("team_id"), text("uuid"), text("provider"), text("name"), text("name_folded"),
        text_or_null("project"), truth("numbers"), truth("enabled"), text("salt"), text("key_print"), int("created_at"),
        int("rotated_at"), int_or_null("last_used_at")]),
    table("webhook", 2, &[int("team_id"), text("uuid"), text("name"), text("name_folded"), text("url"),
        text_or_null("project"), text("kinds"), truth("notes"), truth("ordered"), truth("enabled"), text("salt"),
        text("key_print"), text_or_null("last_salt"), int_or_null("last_until"), int("since"), int("failures"),
        int_or_null("rest_until"), int_or_null("delivered_at"), int("version"), int("created_at"), int("rotated_at"),
        text("filter")]),
    table("saved_view", 2, &[int("team_id"), text("uuid"), text("owner"), text("name"), text("filter"), text("sort"),
        text("columns"), text("audience"), text("shared_with"), int("version"), int("created_at"), int("updated_at")]),
    table("webhook_cursor", 1, &[int("team_id"), int("place")]),
    table("delivery", 2, &[int("team_id"), text("id"), text("webhook"), int("place"), int("ticket_id"), text("kind"),
        text("body"), text("state"), int("attempts"), int("tries"), int("due_at"), text("owner"), int("created_at"),
        int_or_null("ended_at")]),
    table("delivery_attempt", 3, &[int("team_id"), text("delivery"), int("number"), int("at"), int("took"),
        int_or_null("status"), text("failure"), text("answer")]),
    table("project", 2, &[int("team_id"), text("key"), text("uuid"), text("name"), text("description"),
        truth("archived"), int("version"), int("created_at"), text("lead"), text("administrators")]),
    table("issue_type", 3, &[int("team_id"), text("project"), text("key"), text("uuid"), text("name"),
        int("position"), int("workflow_version"), text("attributes")]),
    table("workflow_version", 4, &[int("team_id"), text("project"), text("type"), int("version"), text("definition"),
        text("actor"), int("created_at")]),
    table("workflow_draft", 3, &[int("team_id"), text("project"), text("type"), int("version"), int("base"),
        text("definition"), text("actor"), int("updated_at")]),
    table("workflow_move", 4, &[int("team_id"), text("project"), text("type"), text("from_status"), text("to_status"),
        int("version"), text("actor"), text("via"), int("created_at")]),
    table("workflow_timing", 4, &[int("team_id"), text("project"), text("type"), text("status"), int("after_id"),
        int("due_at"), int_or_null("again_at")]),
    table("project_role", 4, &[int("team_id"), text("project"), text("circle"), int("user_id")]),
    table("field", 3, &[int("team_id"), text("project"), text("key"), int("position"), text("definition")]),
    table("task_status", 2, &[int("team_id"), text("uuid"), text("name"), text("category"), int("created_at")]),
    table("stamp", 4, &[int("team_id"), text("project"), text("kind"), text("item"), text("digest"), int("value")]),
    table("ticket", 2, &[int("team_id"), int("id"), text("uuid"), text("project"), text("type"), text("status"),
        text("title"), text("content"), text("category"), int("priority"), text("assignee"), text("creator"),
        text("tags"), text("watchers"), text("player_id"), text("contact"), text("game_id"), text("env"),
        text("source"), int_or_null("due_at"), int_or_null("appointment_at"), text("fields"), int("version"),
        text("head_hash"), int("created_at"), int("updated_at"), int_or_null("deleted_at")]),
    table("event", 3, &[int("team_id"), int("ticket_id"), int("ticket_version"), int("seq"), text("kind"),
        text("actor"), text("via"), int("at"), text("body"), text("note"), text("hash")]),
    table("comment", 2, &[int("team_id"), int("id"), int("ticket_id"), text("content"), text("author"),
        truth("internal"), int("created_at"), int("updated_at")]),
    table("attachment", 2, &[int("team_id"), int("id"), int("ticket_id"), int_or_null("comment_id"), text("file"),
        text("name"), text("media_type"), int("size"), text("sha256"), text("author"), int("created_at"),
        int_or_null("deleted_at")]),
    table("message", 2, &[int("team_id"), text("uuid"), int("ticket_id"), int("ticket_version")]),
    table("link", 4, &[int("team_id"), int("ticket_id"), text("kind"), int("other_id"), int("id"), text("author"),
        int("created_at")]),
    table("worklog", 2, &[int("team_id"), int("id"), int("ticket_id"), text("username"), text("author"), int("hours"),
        int("began_at"), text("note"), int("created_at")]),
    table("estimate", 2, &[int("team_id"), int("ticket_id"), int("hours_left")]),
    table("timeline_entry", 2, &[int("team_id"), int("id"), int("ticket_id"), int("at"), text("text"), text("author"),
        truth("pinned"), int("version"), int("created_at"), int("updated_at")]),
    table("timeline_pin", 3, &[int("team_id"), int("ticket_id"), int("ticket_version")]),
    table("ticket_role", 3, &[int("team_id"), int("ticket_id"), text("role"), text("username")]),
    table("incident_time", 2, &[int("team_id"), int("ticket_id"), text("project"), int("severity"), text("category"),
        int("created_at"), int_or_null("acknowledged_at"), int_or_null("mitigated_at"), int_or_null("resolved_first_at"),
        int_or_null("resolved_last_at"), int("reopened"), int("paused"), int_or_null("paused_since"),
        int_or_null("deleted_at"), int("counted")]),
    table("reference", 3, &[int("team_id"), int("ticket_id"), text("key"), int("ticket_version")]),
    table("effect", 4, &[int("team_id"), int("ticket_id"), int("ticket_version"), int("place"), text("definition"),
        text("actor"), int("chain"), text("state"), int("attempts"), int_or_null("due_at"), text_or_null("why"),
        int("created_at"), int_or_null("ended_at"), int("budget"), int_or_null("job_id")]),
    table("timer", 2, &[int("team_id"), int("ticket_id"), text("status"), int("entered_at"), int("due_at"), int("chain"),
        int("budget")]),
    table("approval", 2, &[int("team_id"), int("id"), int("ticket_id"), text("transition"), text("status"),
        text("requester"), text("rule"), text("turns"), text("answer"), text("state"), text_or_null("why"),
        int_or_null("reminded_at"), int("created_at"), int_or_null("ended_at")]),
    table("vote", 3, &[int("team_id"), int("approval_id"), text("approver"), int("place"), text("given_by"), text("vote"),
        text("note"), int_or_null("voted_at")]),
    table("notice", 2, &[int("team_id"), int("id"), int("user_id"), text("kind"), int("ticket_id"), int("ticket_version"),
        int_or_null("approval_id"), text("actor"), truth("internal"), text("text"), int("created_at"),
        int_or_null("read_at")]),
    table("vacancy", 2, &[int("team_id"), text("username"), int("created_at")]),
    table("function", 2, &[int("team_id"), text("id"), text("name"), text("description"), text("category"), text("risk"),
        int("version"), truth("enabled"), int("concurrency"), int("created_at"), int("updated_at"),
        int_or_null("deleted_at")]),
    table("function_version", 3, &[int("team_id"), text("function_id"), int("version"), text("definition"), text("actor"),
        int("created_at")]),
    table("secret", 2, &[int("team_id"), text("name"), text("description"), text("sealed"), text("key_print"),
        text("actor"), int("version"), int("created_at"), int("updated_at")]),
    table("job", 2, &[int("team_id"), int("id"), text("function_id"), int("function_version"), text("kind"), text("lane"),
        text("actor"), int_or_null("ticket_id"), int_or_null("order_key"), text("game_id"), text("env"), text("params"),
        int("priority"), text("stage"), int("due_at"), int("timeout_ms"), int("max_attempts"), int("attempt"),
        int("failures"), int("crashes"), text("owner"), text("worker"), int_or_null("lease_until"),
        int_or_null("deadline"), int_or_null("cancel_at"), int_or_null("progress"), int("last_seq"), int("event_bytes"),
        text_or_null("error"), text("trace_id"), int("created_at"), int_or_null("started_at")]),
    table("job_done", 2, &[int("team_id"), int("id"), text("function_id"), int("function_version"), text("kind"),
        text("actor"), int_or_null("ticket_id"), text("game_id"), text("env"), text("params"), int("priority"),
        int("max_attempts"), int("attempt"), int("failures"), int("crashes"), text("worker"), int_or_null("progress"),
        int("last_seq"), text("state"), text_or_null("result"), text_or_null("error"), text("trace_id"),
        int("created_at"), int_or_null("started_at"), int("ended_at")]),
    table("job_end", 2, &[int("team_id"), int("job_id"), int("ticket_id")]),
    table("job_event", 3, &[int("team_id"), int("job_id"), int("seq"), text("type"), text("message"),
        int_or_null("progress"), text_or_null("payload"), int("at")]),
    table("job_key", 3, &[int("team_id"), text("actor"), text("key"), int("job_id"), text("fingerprint"),
        int("created_at")]),
    table("job_effect", 3, &[int("team_id"), int("job_id"), int("place"), text("fingerprint"), text("answer")]),
    table("schedule", 2, &[int("team_id"), text("id"), text("name"), text("function_id"), text("cron"), int("utc_offset"),
        text("params"), text("actor"), truth("enabled"), int_or_null("next_at"), int_or_null("last_at"),
        int_or_null("last_job"), text_or_null("last_error"), int("version"), int("created_at"), int("updated_at")]),
    table("vocabulary", 5, &[int("team_id"), text("project"), text("surface"), text("kind"), text("key"), int("position"),
        text("word"), text("aliases")]),
    table("audit", 2, &[int("team_id"), int("seq"), text("actor"), text("via"), text("action"), text("object"),
        int("at"), text("body"), text("hash")]),
    table("import_case", 3, &[int("team_id"), text("source"), text("case_id"), int("ticket_id"), int("steps"),
        text("digest"), int("created_at")]),
];

/// The tables that are not exported, and why.
pub const LEFT_OUT: &[(&str, &str)] = &[
    ("attempt", "log-in allowances pass in minutes"),
    ("idempotency", "kept answers pass in a day"),
    ("incident_tally", "counts what this installation has seen; what tickets took is in incident_time"),
    ("schema_migration", "the importing program makes its own schema"),
    ("sequence", "number sources are exported as such, see `number::next`"),
    ("search_due", "tells what of ticket_search is still to be made"),
    ("session", "log-ins do not carry over"),
    ("tally", "made again from the tickets"),
    ("ticket_search", "made again from the tickets"),
    ("ticket_tag", "made again from the tickets"),
    ("watcher", "made again from the tickets"),
];

/// The table of a name.
pub fn table_of(name: &str) -> Option<(usize, &'static Table)> {
    TABLES.iter().enumerate().find(|(_, table)| table.name == name)
}

impl Column {
    /// Whether rows are told apart by text in it, which engines order in ways of their own unless told otherwise.
    const fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::TextOrNull)
    }
}

/// The texts of a table's statements.
struct Texts {
    names: [String; 5],
    count: String,
    select: [String; 2],
    insert: String,
    load: String,
    clear: [String; 2],
}

impl Texts {
    fn of(table: &Table) -> Self {
        let name = table.name;
        let only = if table.only.is_empty() { String::new() } else { format!(" WHERE {}", table.only) };
        let columns = table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
        let order = |collation: &str| {
            let column = |c: &Column| format!("{}{}", c.name, if c.is_text() { collation } else { "" });
            table.columns.iter().take(table.key).map(column).collect::<Vec<_>>().join(", ")
        };
        let select = |collation| format!("SELECT {columns} FROM {name}{only} ORDER BY {}", order(collation));
        let typed = |column: &Column| {
            let kind = match column.kind {
                Kind::Int | Kind::IntOrNull => "BIGINT",
                Kind::Text | Kind::TextOrNull => "TEXT",
                Kind::Bool => "BOOLEAN",
            };
            format!("\"{}\" {kind}", column.name)
        };
        let definition = table.columns.iter().map(typed).collect::<Vec<_>>().join(", ");
        let mut values = String::new();
        for place in 1..=table.columns.len() {
            let _ = write!(values, "{}${place}", if place == 1 { "" } else { ", " });
        }
        Self {
            names: ["count", "select", "insert", "load", "clear"]
                .map(|what| format!("store::instance::{name} {what}")),
            count: format!("SELECT COUNT(*) FROM {name}{only}"),
            // SQLite orders text by its bytes of itself.
            select: [select(""), select(" COLLATE \"C\"")],
            insert: format!("INSERT INTO {name} ({columns}) VALUES ({values})"),
            load: format!(
                "INSERT INTO {name} ({columns})
                 SELECT {columns} FROM json_to_recordset(CAST($1 AS TEXT)::json) AS loaded ({definition})"
            ),
            clear: [format!("DELETE FROM {name}"), format!("TRUNCATE {name}")],
        }
    }
}

/// A table's statements, made once from its line in [`TABLES`].
struct Statements {
    count: Statement,
    select: Statement,
    insert: Statement,
    /// A row on `SQLite`; on `PostgreSQL`, where each statement costs more than a row, many as one list of JSON.
    load: Statement,
    clear: Statement,
}

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| TABLES.iter().map(Texts::of).collect());
static STATEMENTS: LazyLock<Vec<Statements>> = LazyLock::new(|| {
    let of = |texts: &'static Texts| {
        let [count, select, insert, load, clear] = &texts.names;
        Statements {
            count: Statement::both(count, &texts.count),
            select: Statement::pair(select, &texts.select[0], &texts.select[1]),
            insert: Statement::both(insert, &texts.insert),
            load: Statement::pair(load, &texts.insert, &texts.load),
            clear: Statement::pair(clear, &texts.clear[0], &texts.clear[1]),
        }
    };
    TEXTS.iter().map(of).collect()
});

sql::statements! {
    MARKED = "SELECT value FROM setting WHERE name = 'instance.import' LIMIT 1";
    MARK = "INSERT INTO setting (team_id, name, value) VALUES ($1, 'instance.import', $2)";
    /// Kept from whoever would begin anew until the commit.
    HELD = {
        sqlite: "SELECT value FROM setting WHERE team_id = $1 AND name = 'instance.import'",
        postgres: "SELECT value FROM setting WHERE team_id = $1 AND name = 'instance.import' FOR SHARE",
    };
    HOLDER = "SELECT value FROM setting WHERE team_id = $1 AND name = 'instance.import'";
    /// Only one at a time decides what an empty database becomes.
    CLAIM = {
        sqlite: "SELECT 1",
        postgres: "SELECT 1 FROM (SELECT pg_advisory_xact_lock(7218539460125572)) AS held",
    };
    UNMARK = "DELETE FROM setting WHERE name = 'instance.import'";
    STARTED = "SELECT team_id FROM team LIMIT 1";
    HEADS = "SELECT id, version, head_hash FROM ticket WHERE team_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    FILES = "SELECT id, file, size, sha256 FROM attachment WHERE team_id = $1 AND id > $2 AND deleted_at IS NULL
             ORDER BY id LIMIT $3";
    CLEAR_TAGS = "DELETE FROM ticket_tag";
    CLEAR_TALLY = "DELETE FROM tally";
    CLEAR_DUE = "DELETE FROM search_due";
    CLEAR_WATCHERS = "DELETE FROM watcher";
    CLEAR_SEARCH = {
        sqlite: "INSERT INTO ticket_search (ticket_search) VALUES ('delete-all')",
        postgres: "DELETE FROM ticket_search",
    };
}

/// Every statement of this module, for the test that prepares them all.
pub(crate) fn every() -> Vec<&'static Statement> {
    let made = STATEMENTS.iter().flat_map(|s| [&s.count, &s.select, &s.insert, &s.load, &s.clear]);
    all().iter().copied().chain(made).collect()
}

fn statements(table: usize) -> Result<&'static Statements, Error> {
    STATEMENTS.get(table).ok_or_else(|| Error::Corrupt(format!("there is no table {table} in the list")))
}

/// How many rows of a table are exported.
pub fn count(tx: &mut Tx<'_>, table: usize) -> Result<i64, Error> {
    Ok(tx.row(&statements(table)?.count, params![], |row| row.get(0))?.unwrap_or(0))
}

/// The rows of a table in the order of their keys, one at a time; the columns are those of [`TABLES`].
pub fn each(
    tx: &mut Tx<'_>,
    table: usize,
    see: impl FnMut(&Row<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    tx.each(&statements(table)?.select, params![], see)
}

/// Adds rows whose values are in the order of the columns.
pub fn load<'r>(
    tx: &mut Tx<'_>,
    table: usize,
    rows: impl Iterator<Item = &'r [Param<'static>]>,
) -> Result<(), Error> {
    let load = &statements(table)?.load;
    match tx.engine() {
        EngineKind::Sqlite => {
            for values in rows {
                tx.put(load, values)?;
            }
            Ok(())
        }
        EngineKind::Postgres => {
            let columns = TABLES.get(table).map_or(&[][..], |table| table.columns);
            let objects: Vec<_> = rows.map(|values| object(columns, values)).collect();
            tx.put(load, params![crate::to_json(&objects)?])
        }
    }
}

/// A row as an object of JSON.
fn object(columns: &[Column], values: &[Param<'static>]) -> serde_json::Map<String, serde_json::Value> {
    let value = |param: &Param<'_>| match param {
        Param::Int(number) => (*number).into(),
        Param::Bool(truth) => (*truth).into(),
        Param::Text(text) => text.as_ref().into(),
        // No column is of the other kinds.
        Param::Null | Param::Real(_) | Param::Bytes(_) => serde_json::Value::Null,
    };
    columns.iter().zip(values).map(|(column, param)| (column.name.to_owned(), value(param))).collect()
}

/// Adds one row; whatever is wrong with it is known at once.
pub fn insert_now(tx: &mut Tx<'_>, table: usize, values: &[Param<'_>]) -> Result<(), Error> {
    tx.execute(&statements(table)?.insert, values).map(drop)
}

/// How far a database is from holding an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing was ever in it.
    Empty,
    /// An import was begun and has not ended.
    Half,
    /// There is an instance in it.
    Whole,
}

/// How far the database is.
pub fn state(tx: &mut Tx<'_>) -> Result<State, Error> {
    if tx.row(&MARKED, params![], |_| Ok(()))?.is_some() {
        return Ok(State::Half);
    }
    let started = tx.row(&STARTED, params![], |_| Ok(()))?.is_some();
    Ok(if started { State::Whole } else { State::Empty })
}

/// How far the database is; until the commit nobody else decides what becomes of it.
pub fn claim(tx: &mut Tx<'_>) -> Result<State, Error> {
    tx.row(&CLAIM, params![], |_| Ok(()))?;
    state(tx)
}

/// Removes every row of an instance and what was made from them.
pub fn clear(tx: &mut Tx<'_>) -> Result<(), Error> {
    for own in &*STATEMENTS {
        tx.put(&own.clear, params![])?;
    }
    for statement in [&CLEAR_TAGS, &CLEAR_WATCHERS, &CLEAR_TALLY, &CLEAR_DUE, &CLEAR_SEARCH] {
        tx.put(statement, params![])?;
    }
    Ok(())
}

/// Marks the database as half an instance, in the hands of one run of an import.
pub fn mark(tx: &mut Tx<'_>, team: TeamId, run: &str) -> Result<(), Error> {
    tx.execute(&MARK, params![team.0, run]).map(drop)
}

/// In the hands of which run the half instance is.
pub fn holder(tx: &mut Tx<'_>, team: TeamId) -> Result<Option<String>, Error> {
    tx.row(&HOLDER, params![team.0], |row| row.get(0))
}

/// Whether the half instance is in the hands of this run, which then keeps it until the commit.
pub fn is_held(tx: &mut Tx<'_>, team: TeamId, run: &str) -> Result<bool, Error> {
    Ok(tx.row(&HELD, params![team.0], |row| Ok(row.text(0)? == run))? == Some(true))
}

/// Takes the mark away: what is there is whole (or nothing).
pub fn unmark(tx: &mut Tx<'_>) -> Result<(), Error> {
    tx.execute(&UNMARK, params![]).map(drop)
}

/// What a ticket's row says of its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The ticket.
    pub ticket: i64,
    /// The version of its newest step.
    pub version: i64,
    /// The hash of its newest step.
    pub hash: String,
}

/// The heads of the next tickets after `after`.
pub fn heads(tx: &mut Tx<'_>, team: TeamId, after: i64, limit: i64) -> Result<Vec<Head>, Error> {
    tx.rows(&HEADS, params![team.0, after, limit], |row| {
        Ok(Head { ticket: row.get(0)?, version: row.get(1)?, hash: row.get(2)? })
    })
}

/// An attachment whose bytes are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The attachment.
    pub id: i64,
    /// Its name in the data directory.
    pub file: String,
    /// In bytes.
    pub size: i64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
}

/// The next attachments after `after` that are not deleted.
pub fn files(tx: &mut Tx<'_>, team: TeamId, after: i64, limit: i64) -> Result<Vec<File>, Error> {
    tx.rows(&FILES, params![team.0, after, limit], |row| {
        Ok(File { id: row.get(0)?, file: row.get(1)?, size: row.get(2)?, sha256: row.get(3)? })
    })
}

/// Makes what the next `limit` tickets after `after` are found by; the last of them, `None` when there was none.
pub fn derive(tx: &mut Tx<'_>, team: TeamId, after: TicketId, limit: i64) -> Result<Option<TicketId>, Error> {
    let tickets = crate::ticket::next(tx, team, after, limit)?;
    for ticket in &tickets {
        crate::ticket::index(tx, ticket)?;
    }
    Ok(tickets.last().map(|ticket| ticket.id))
}
