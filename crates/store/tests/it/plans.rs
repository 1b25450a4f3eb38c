//! No statement walks a table that grows: the planner of each engine is asked about every declared statement, and about
//! what the filter compiler typically builds.
//!
//! One team has nearly all rows, so a search by `team_id` alone is a walk too, unless it follows an index in order and
//! stops at a `LIMIT`.

use crate::{
    support::{Opened, on_both_engines},
    tickets::ticket as real,
    totals::step,
};
use domain::{
    At,
    filter::{Clock, Subject, text},
    id::TeamId,
    identity::{ProjectScope, Visibility},
    incident::Measure,
    ticket::{Priority, Ticket},
};
use sql::{Db, EngineKind, Error, Param, Tx};
use std::{collections::HashMap, sync::Arc};
use store::filter::Written;
use store::ticket::{self, Filter, Order, Position, Slice, Sort, Start, Totals};

const TEAM: TeamId = TeamId(1);

/// Tables that stay small however long an instance runs: people draw their rows by hand.
const SMALL: &[&str] = &[
    "team",
    "setting",
    "circle",
    "permission_rule",
    "access_key",
    "hook",
    "webhook",
    "webhook_cursor",
    "saved_view",
    "project",
    "issue_type",
    "workflow_version",
    "workflow_draft",
    "workflow_move",
    "workflow_timing",
    "vacancy",
    "job_end",
    "project_role",
    "field",
    "sequence",
    "schema_migration",
    "seq_ticket",
    "tally",
    "vocabulary",
    "stamp",
    "task_status",
    "function",
    "function_version",
    "schedule",
    "secret",
    "incident_tally",
];

/// Statements that walk on purpose, and why that is no harm.
const WALKS: &[(&str, &str)] = &[
    ("store::overview::COUNTS", "`gongdan status` counts everything, once, by hand"),
    ("store::overview::PEOPLE", "one row a person, when an administrator looks at the system"),
    ("store::attempt::CLEAR_OLD", "every ten minutes, over what the last ten minutes left"),
    ("store::account::OTHER_ADMINS", "one row a person, when an administrator is changed"),
    ("store::account::LOCK_ADMINS", "one row a person, when an administrator is changed"),
    ("store::attachment::FILES", "a backup reads the files of all teams, a page at a time"),
    ("store::attachment::KEPT", "every ten minutes, for the figures"),
    ("store::attachment::IS_KEPT", "an export of the instance"),
    ("store::verify::NEWEST_FILES", "`gongdan doctor`, by hand"),
    ("store::verify::TEAM_AFTER", "`gongdan verify`, once a team"),
    ("store::verify::TOTAL", "`gongdan verify`, once, for its bar"),
    ("store::account::UNNAME", "one row a person, once, after the index has got another form"),
    ("store::account::NAMELESS", "one row a person, once, while the index of an older database is built"),
    ("store::account::CALLED", "one row a person, when people are looked for by a part of their names"),
    ("store::search::due::MARK_ALL", "once, after the index has got another form"),
    ("store::token::LIST", "one row a token, when an administrator lists them"),
    ("store::function::RELANE", "over the jobs that are not over, when the limit of a function changes"),
    (
        "store::job::retain::DEPTHS",
        "over the jobs that are not over, every few seconds at most, for the figures",
    ),
    (
        "store::job::turn::LIMITED",
        "what it goes through are the lanes it has found so far, one step of an index each",
    ),
    ("store::token::COUNT", "one row a token, when an administrator lists them"),
];

/// What the filter compiler builds and may walk, by a part of its text.
const WALKING_LISTS: &[(&str, &str)] = &[(
    "SELECT COUNT(*) FROM ticket WHERE team_id = $1 AND deleted_at IS NULL AND (created_at|updated_at) >= $2",
    "a stretch of time that may be all there is: the count is remembered until the data changes",
)];

/// Indexes that hold only few of the rows, whatever they are asked for.
const PARTIAL: &[&str] = &["ticket_deleted", "delivery_sending"];

/// One table that a plan reads, and the columns it is searched by besides the team.
#[derive(Debug)]
struct Access {
    table: String,
    columns: Vec<String>,
}

/// What the planner does with a statement.
#[derive(Debug)]
pub(crate) struct Plan {
    accesses: Vec<Access>,
    sorts: bool,
    pub(crate) text: String,
}

impl Plan {
    /// The tables that grow and are walked.
    pub(crate) fn walks(&self, sql: &str) -> Vec<&str> {
        let stops = sql.contains("ORDER BY") && sql.contains("LIMIT") && !self.sorts;
        let grows = |table: &str| !SMALL.contains(&table);
        let walked = self.accesses.iter().filter(|a| a.columns.is_empty() && grows(&a.table) && !stops);
        walked.map(|a| a.table.as_str()).collect()
    }
}

pub(crate) fn plan(tx: &mut Tx<'_>, sql: &str) -> Plan {
    match tx.engine() {
        EngineKind::Sqlite => of_sqlite(tx, sql),
        EngineKind::Postgres => of_postgres(tx, sql),
    }
}

fn parameters(sql: &str) -> usize {
    let number = |text: &str| -> usize {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        text[..digits].parse().unwrap_or(0)
    };
    sql.split('$').skip(1).map(number).max().unwrap_or(0)
}

fn of_sqlite(tx: &mut Tx<'_>, sql: &str) -> Plan {
    // Anything but NULL, which the planner knows to find nothing.
    let values = vec![Param::Int(1); parameters(sql)];
    let lines: Vec<String> =
        tx.dynamic_rows(&format!("EXPLAIN QUERY PLAN {sql}"), &values, |row| row.get(3)).unwrap();
    let names = aliases(sql);
    let mut accesses = Vec::new();
    for line in &lines {
        let mut words = line.split(' ');
        let (verb, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let Some(table) = names.get(name).filter(|_| matches!(verb, "SCAN" | "SEARCH")) else { continue };
        // What is made of a parameter or of the file's head is no table.
        if table == "json_each" || table.starts_with("pragma_") {
            continue;
        }
        let by = line.split_once(" (").map_or("", |(_, by)| by.trim_end_matches(')'));
        let mut columns = columns_of(by);
        if PARTIAL.iter().any(|index| line.contains(&format!("INDEX {index} "))) {
            columns.push("few".to_owned());
        }
        // The bit of fts5vocab that says: one term is looked up.
        let vocabulary = line.split_once("VIRTUAL TABLE INDEX ").filter(|_| table.ends_with("_term"));
        if vocabulary.is_some_and(|(_, how)| {
            how.trim_end_matches(':').parse::<u32>().is_ok_and(|number| number & 0x100 != 0)
        }) {
            columns.push("term".to_owned());
        }
        // A full-text index is only walked when it is not asked for anything.
        if line.split_once("VIRTUAL TABLE INDEX ").is_some_and(|(_, how)| how.contains(":M")) {
            columns.push("words".to_owned());
        }
        accesses.push(Access { table: table.clone(), columns });
    }
    let sorts = lines.iter().any(|line| line.contains("TEMP B-TREE"));
    Plan { accesses, sorts, text: lines.join("\n") }
}

fn of_postgres(tx: &mut Tx<'_>, sql: &str) -> Plan {
    // The plan for any values, and a walk only where there is no other way: the tables here are small.
    tx.batch("SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off").unwrap();
    let nothing = vec!["NULL"; parameters(sql)].join(", ");
    let values = if nothing.is_empty() { String::new() } else { format!("({nothing})") };
    tx.batch(&format!("PREPARE asked AS {sql}")).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let lines: Vec<String> = tx
        .dynamic_rows(&format!("EXPLAIN (COSTS OFF) EXECUTE asked{values}"), &[], |row| row.get(0))
        .unwrap();
    tx.batch("DEALLOCATE asked").unwrap();
    // The table of an index, and its first column besides the team's: one that is not asked for that is read from end to end.
    let indexed: HashMap<String, (String, String)> = tx
        .dynamic_rows(
            "SELECT indexrelid::regclass::text, indrelid::regclass::text,
                 CASE pg_get_indexdef(indexrelid, 1, TRUE) WHEN 'team_id'
                      THEN pg_get_indexdef(indexrelid, 2, TRUE) ELSE pg_get_indexdef(indexrelid, 1, TRUE) END
             FROM pg_index WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)",
            &[],
            |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))),
        )
        .unwrap()
        .into_iter()
        .collect();
    let mut first: Option<&String> = None;
    let mut accesses: Vec<Access> = Vec::new();
    for line in lines.iter().map(|line| line.trim_start().trim_start_matches("->").trim_start()) {
        let after = |mark: &str| line.split_once(mark).and_then(|(_, rest)| rest.split(' ').next());
        let index =
            after(" using ").or_else(|| after("Bitmap Index Scan on ")).and_then(|name| indexed.get(name));
        let table = if line.starts_with("Bitmap Index Scan on ") {
            index.map(|(table, _)| table.clone())
        } else if line.starts_with("Seq Scan on ") || (line.starts_with("Index") && line.contains(" Scan ")) {
            after(" on ").map(str::to_owned)
        } else {
            None
        };
        if let Some(table) = table {
            first = index.map(|(_, column)| column);
            let few = PARTIAL.iter().any(|index| line.contains(index));
            accesses.push(Access { table, columns: if few { vec!["few".to_owned()] } else { Vec::new() } });
        } else if let (Some(by), Some(access)) = (line.strip_prefix("Index Cond: "), accesses.last_mut()) {
            // Expressions are written in more than one way.
            if first.is_none_or(|first| first.contains('(') || by.contains(first.as_str())) {
                access.columns.extend(columns_of(by));
            }
        }
    }
    let sorts =
        lines.iter().any(|line| line.trim_start().trim_start_matches("->").trim_start().starts_with("Sort"));
    Plan { accesses, sorts, text: lines.join("\n") }
}

/// The columns, besides the team's, of `team_id=? AND status=?` or `((team_id = $1) AND (status = $2))`.
fn columns_of(conditions: &str) -> Vec<String> {
    let column = |condition: &str| -> String {
        let bare = condition.trim_start_matches(['(', ' ']);
        // `<expr>` is what SQLite calls the expression that an index is on.
        bare.chars().take_while(|c| c.is_ascii_alphanumeric() || "_<>".contains(*c)).collect()
    };
    let columns = conditions.split(" AND ").map(column);
    columns.filter(|column| !column.is_empty() && column != "team_id").collect()
}

/// The tables of a statement by the names that it uses for them.
fn aliases(sql: &str) -> HashMap<String, String> {
    let words: Vec<&str> =
        sql.split(|c: char| c.is_whitespace() || "(),".contains(c)).filter(|w| !w.is_empty()).collect();
    let mut names = HashMap::new();
    for pair in words.windows(2).filter(|pair| matches!(pair[0], "FROM" | "JOIN" | "UPDATE" | "INTO")) {
        names.insert(pair[1].to_owned(), pair[1].to_owned());
    }
    for three in words.windows(3).filter(|three| matches!(three[0], "FROM" | "JOIN")) {
        names.insert(three[2].to_owned(), three[1].to_owned());
    }
    names
}

/// Enough rows in every table that an index is worth its while, and the statistics.
///
/// The rows mean nothing: what counts is how many there are and how many share a value. Tables and columns are asked of
/// the database, so a new table is filled too.
pub(crate) fn fill(tx: &mut Tx<'_>) -> Result<(), Error> {
    let (query, series) = match tx.engine() {
        EngineKind::Sqlite => (
            "SELECT m.name, c.name, c.type FROM sqlite_schema m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'ticket_search%' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid",
            "WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 6000)",
        ),
        EngineKind::Postgres => (
            "SELECT table_name::text, column_name::text, upper(udt_name::text) FROM information_schema.columns
             WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
            "WITH s (i) AS (SELECT generate_series(1, 6000))",
        ),
    };
    let columns: Vec<(String, String, String)> =
        tx.dynamic_rows(query, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for table in columns.chunk_by(|a, b| a.0 == b.0) {
        let name = &table[0].0;
        if SMALL.contains(&name.as_str()) {
            continue;
        }
        let names: Vec<&str> = table.iter().map(|(_, column, _)| column.as_str()).collect();
        let values: Vec<String> = table.iter().map(|(_, column, kind)| value(name, column, kind)).collect();
        let (names, values) = (names.join(", "), values.join(", "));
        tx.batch(&format!("{series} INSERT INTO {name} ({names}) SELECT {values} FROM s"))?;
    }
    tx.batch("ANALYZE")
}

/// What the `i`th row of a table has in a column.
fn value(table: &str, column: &str, kind: &str) -> String {
    let number = match column {
        "ticket_id"
            if table.contains("search") || matches!(table, "timer" | "estimate" | "incident_time") =>
        {
            "i"
        }
        "fields" => return "'{}'".to_owned(),
        "team_id" => "1",
        // Transactions of long ago, also where the cluster is new: what they wrote is not what was written since.
        "tx" => "i % 500",
        // Out of the way of real steps.
        "seq" => "-i",
        "status" | "project" | "type" | "kind" | "priority" | "access" => "i % 4",
        "ticket_id" | "user_id" => "i / 3 + 1",
        "assignee" | "creator" | "actor" | "username" => "i % 300",
        "tag_folded" => "i % 1000",
        "deleted_at" | "revoked_at" | "comment_id" => return "NULL".to_owned(),
        _ => "i",
    };
    match kind {
        "BIGINT" | "INT8" => number.to_owned(),
        "BOOLEAN" | "BOOL" => "FALSE".to_owned(),
        "TSVECTOR" => "to_tsvector('simple', 'word' || i)".to_owned(),
        "BLOB" | "BYTEA" => "CAST(CAST(i AS TEXT) AS ".to_owned() + kind + ")",
        _ => format!("'word' || ({number})"),
    }
}

/// Tickets that can be read and found, beside the rows that mean nothing.
fn real_tickets(tx: &mut Tx<'_>) -> Result<(), Error> {
    // Nobody can cut the words of tickets that mean nothing.
    tx.batch("DELETE FROM search_due")?;
    (1_000_001..1_000_101).try_for_each(|id| ticket::insert(tx, &real(id), ""))?;
    crate::search::index(tx).map(drop)
}

/// What the product sends for the lists that are asked for most: the first time, when something was written since, and when
/// it follows what has been.
fn lists(db: &Db) -> Vec<String> {
    let totals = Arc::new(Totals::default());
    let mut all = Vec::new();
    for round in 0..3 {
        let known = Arc::clone(&totals);
        all.append(&mut db.read_blocking(move |tx| Ok::<_, Error>(sent(tx, &known))).unwrap());
        db.write_blocking(move |tx| {
            let old = real(1_000_001);
            step(tx, Some(&old), &Ticket { version: old.version + 1 + round, ..old.clone() })?;
            crate::search::index(tx).map(drop)
        })
        .unwrap();
    }
    all.sort_unstable();
    all.dedup();
    let follows = |sql: &&String| sql.contains("string_to_array") || sql.contains("json_each");
    assert!(all.len() > 60 && all.iter().filter(follows).count() > 15, "{all:#?}");
    all
}

/// A list that a filter narrows.
fn asked(written: &str) -> Filter {
    let custom = crate::filters::definitions();
    let tree = text::read(written, &Subject::tickets(&custom, &[]).with_times()).unwrap().unwrap();
    let clock = Clock { now: At::from_micros(9), zone: 0 };
    Filter::default().and_written(Written { filter: Arc::new(tree), clock, me: "agent1".to_owned() })
}

/// What is sent for each of the lists.
fn sent(tx: &mut Tx<'_>, totals: &Totals) -> Vec<String> {
    let all = || Visibility { projects: ProjectScope::All, own: "agent1".to_owned() };
    let one = |word: &str| vec![word.to_owned()];
    let slice = |sort, after| Slice { sort, order: Order::Descending, after, offset: 0, limit: 21 };
    let place = Some(Position { value: 5, id: 5 });
    let filters = [
        Filter::default(),
        Filter { statuses: one("open"), ..Filter::default() },
        Filter { statuses: one("open"), priorities: vec![Priority::High], ..Filter::default() },
        Filter { projects: one("SUP"), ..Filter::default() },
        Filter { projects: one("SUP"), statuses: one("open"), ..Filter::default() },
        Filter { assignees: one("agent1"), ..Filter::default() },
        Filter { creators: one("person1"), ..Filter::default() },
        Filter { tags: one("tag1"), ..Filter::default() },
        Filter { statuses: vec!["open".to_owned(), "closed".to_owned()], ..Filter::default() },
        Filter { categories: one("account"), ..Filter::default() },
        Filter { priorities: vec![Priority::High], ..Filter::default() },
        Filter { players: one("p1"), ..Filter::default() },
        Filter { games: one("g1"), ..Filter::default() },
        Filter { envs: one("prod"), ..Filter::default() },
        Filter { blocks: one("7"), ..Filter::default() },
        Filter { isps: one("telecom"), ..Filter::default() },
        Filter { deleted: true, ..Filter::default() },
        Filter { text: Some("登录".to_owned()), ..Filter::default() },
        Filter { updated_from: Some(At::from_micros(9)), ..Filter::default() },
        Filter { created_from: Some(At::from_micros(9)), ..Filter::default() },
    ];
    let written = [
        "status = open and assignee = me and priority >= high",
        "watchers = me and title ~ vpn",
        "assignee in group(crew) or creator = me",
        "tags = vip and not content ~ (a, b)",
        "due < today and status != closed",
        "fields.block = 12 and fields.room ^= 3",
    ];
    let filters: Vec<Filter> = filters.into_iter().chain(written.map(asked)).collect();
    let sorts = [Sort::CreatedAt, Sort::Priority, Sort::Id, Sort::DueAt].map(|sort| slice(sort, None));
    let slices = [slice(Sort::UpdatedAt, None), slice(Sort::UpdatedAt, place)].into_iter().chain(sorts);
    let of_project = Filter { projects: one("SUP"), ..Filter::default() };
    let mine = Visibility { projects: ProjectScope::Only(vec![]), own: "agent1".to_owned() };
    tx.listen();
    for slice in slices {
        for filter in &filters {
            // The rows that mean nothing cannot be read; what was sent is all that counts here.
            drop(ticket::list(tx, totals, TEAM, &all(), filter, &slice));
        }
    }
    drop(ticket::list(tx, totals, TEAM, &mine, &Filter::default(), &slice(Sort::UpdatedAt, None)));
    for text in ["登录", "login vpn", "\"无法登录\"", "SUP-1000007", "noo"] {
        let filter = Filter { text: Some(text.to_owned()), ..Filter::default() };
        ticket::ranked(tx, totals, TEAM, &all(), &filter, Start::Offset(0), 20).unwrap();
        ticket::ranked(tx, totals, TEAM, &mine, &filter, Start::Offset(60), 20).unwrap();
    }
    for narrowed in [
        asked("status = open and assignee = me"),
        asked("resolved >= today-7d and resolved < today"),
        of_project,
    ] {
        figures(tx, &all(), &narrowed);
        figures(tx, &mine, &narrowed);
    }
    figures(tx, &all(), &Filter::default());
    tx.heard().into_iter().map(|(sql, _)| sql).collect()
}

/// What figures are counted with.
fn figures(tx: &mut Tx<'_>, who: &Visibility, filter: &Filter) {
    let days: Vec<At> = (0..30).map(|day| At::from_micros(day * 86_400_000_000)).collect();
    let ages = [0, 1, 3, 7].map(|age| At::from_micros(age * 86_400_000_000));
    ticket::kinds(tx, TEAM, who, filter).unwrap_or_default();
    // Who has how many is only asked of what is still to be worked on.
    let open = Filter { statuses: vec!["open".to_owned()], ..filter.clone() };
    ticket::assignees(tx, TEAM, who, &open).unwrap();
    for bounds in [&days[..], &ages[..]] {
        ticket::creations(tx, TEAM, who, filter, bounds).unwrap();
        for measure in [Measure::Acknowledge, Measure::Resolve] {
            ticket::ends(tx, (TEAM, who), filter, measure, bounds).unwrap();
            ticket::durations(tx, (TEAM, who), filter, measure, bounds).unwrap();
        }
    }
}

fn ask_about_all(db: &Db) {
    let lists = lists(db);
    let faults = db
        .write_blocking(move |tx| {
            let engine = tx.engine();
            let mut faults = Vec::new();
            let mut judge = |tx: &mut Tx<'_>, name: &str, sql: &str| {
                let plan = plan(tx, sql);
                let walks = plan.walks(sql).join(", ");
                let counted = sql.replace("created_at >=", "(created_at|updated_at) >=");
                let counted = counted.replace("updated_at >=", "(created_at|updated_at) >=");
                // An export reads everything, and an import that starts again clears everything.
                let whole = name.starts_with("store::instance::");
                let allowed = whole
                    || WALKS.iter().any(|(known, _)| *known == name)
                    || WALKING_LISTS.iter().any(|(text, _)| counted == *text);
                if !walks.is_empty() && !allowed {
                    faults.push(format!("{name} walks {walks}\n{sql}\n{}\n", plan.text));
                }
            };
            // What empties a table has no plan.
            for statement in store::statements().iter().filter(|s| !s.text(engine).starts_with("TRUNCATE")) {
                judge(tx, statement.name(), statement.text(engine));
            }
            for sql in &lists {
                judge(tx, "a list", sql);
            }
            Ok::<_, Error>(faults)
        })
        .unwrap();
    assert!(faults.is_empty(), "{}\n{} statements walk", faults.join("\n"), faults.len());
}

on_both_engines! {
    fn no_statement_walks_a_table_that_grows(db: &Db) {
        db.write_blocking(|tx| {
            fill(tx)?;
            real_tickets(tx)
        })
        .unwrap();
        ask_about_all(db);
    }
}

/// SQLite plans by rules of thumb until somebody makes statistics.
#[test]
fn no_statement_walks_a_table_that_grows_where_nobody_has_made_statistics() {
    let opened = Opened::sqlite();
    opened.db.write_blocking(real_tickets).unwrap();
    ask_about_all(&opened.db);
}

#[test]
fn a_statement_that_walks_is_found_out() {
    for opened in [Opened::sqlite(), Opened::postgres()] {
        opened
            .db
            .write_blocking(|tx| {
                fill(tx)?;
                for (sql, walks) in [
                    ("SELECT id FROM ticket WHERE team_id = $1 AND title = $2", true),
                    ("SELECT t.id FROM ticket t WHERE t.env = $1", true),
                    ("SELECT MAX(at) FROM event", true),
                    ("SELECT COUNT(*) FROM ticket", true),
                    ("SELECT id FROM ticket WHERE team_id = $1 ORDER BY title LIMIT 5", true),
                    ("SELECT id FROM ticket WHERE team_id = $1 ORDER BY updated_at, id LIMIT 5", false),
                    ("SELECT title FROM ticket t WHERE t.team_id = $1 AND t.id = $2", false),
                ] {
                    let plan = plan(tx, sql);
                    assert_eq!(!plan.walks(sql).is_empty(), walks, "{sql}\n{}", plan.text);
                }
                Ok::<_, Error>(())
            })
            .unwrap();
    }
}

/// How SQLite comes to a page of a list, sorted by the last change.
fn way(tx: &mut Tx<'_>, filter: &Filter, after: Option<Position>) -> String {
    let all = Visibility { projects: ProjectScope::All, own: String::new() };
    let slice = Slice { sort: Sort::UpdatedAt, order: Order::Descending, after, offset: 0, limit: 21 };
    tx.listen();
    ticket::list(tx, &Totals::default(), TEAM, &all, filter, &slice).unwrap();
    let (sql, _) = tx.heard().pop().unwrap();
    plan(tx, &sql).text
}

/// Stopping at a `LIMIT` is no help where what is looked for is rare, so this is asked for itself.
#[test]
fn few_tickets_are_gathered_and_many_are_walked_to_in_their_order() {
    let opened = Opened::sqlite();
    opened
        .db
        .write_blocking(|tx| {
            real_tickets(tx)?;
            let text = |typed: &str| Filter { text: Some(typed.to_owned()), ..Filter::default() };
            let since = Some(At::from_micros(1));
            for after in [None, Some(Position { value: i64::MAX, id: i64::MAX })] {
                for few in
                    [Filter { priorities: vec![Priority::Critical], ..Filter::default() }, text("火星")]
                {
                    let plan = way(tx, &few, after);
                    assert!(!plan.contains("ticket_by_update"), "{few:?}\n{plan}");
                }
                for many in [Filter { created_from: since, ..Filter::default() }, text("登录")] {
                    let plan = way(tx, &many, after);
                    assert!(
                        plan.contains("ticket_by_update") && !plan.contains("TEMP B-TREE"),
                        "{many:?}\n{plan}"
                    );
                }
            }
            Ok::<_, Error>(())
        })
        .unwrap();
}
