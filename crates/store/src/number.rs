//! Numbers that are given out once: ids of rows and the places of steps in history.
//!
//! On `SQLite` a counter in the transaction itself, so that nothing is skipped; on `PostgreSQL` sequences, which wait
//! for nobody, skip the numbers of transactions that failed, and are not in the order of commits.

use sql::{Asked, EngineKind, Error, Statement, Tx, params};

sql::statements! {
    /// The number that would be taken next.
    NEXT = {
        sqlite: "SELECT next FROM sequence WHERE name = $1",
        postgres: "SELECT COALESCE(last_value + increment_by, start_value) FROM pg_sequences
                   WHERE schemaname = current_schema() AND sequencename = 'seq_' || $1::text",
    };
    /// Says which number is taken next.
    RESUME = {
        sqlite: "UPDATE sequence SET next = $2 WHERE name = $1",
        postgres: "SELECT CASE WHEN $2::bigint > 1 THEN setval(('seq_' || $1::text)::regclass, $2::bigint - 1, TRUE)
                               ELSE setval(('seq_' || $1::text)::regclass, 1, FALSE) END",
    };
}

/// The statement that takes one number of a sequence. A step's place is taken under a transaction that has its number: whoever
/// reads the steps in order knows by that who may still fill a place (`feed`). On `SQLite` the number is read after it, not given by `RETURNING`: that
/// makes a savepoint of the statement, and at every savepoint the full-text index is written out. On the other engine the name stands in the text, so that `PostgreSQL` looks it up once
/// and not with every number.
macro_rules! take {
    ("event") => {
        sql::Statement::pair(
            "store::number::event",
            "UPDATE sequence SET next = next + 1 WHERE name = 'event'",
            "SELECT nextval('seq_event') WHERE pg_current_xact_id() IS NOT NULL",
        )
    };
    ($name:literal) => {
        sql::Statement::pair(
            concat!("store::number::", $name),
            concat!("UPDATE sequence SET next = next + 1 WHERE name = '", $name, "'"),
            concat!("SELECT nextval('seq_", $name, "')"),
        )
    };
}

/// The sources, each with its name, and the table and column whose values are its numbers.
macro_rules! sources {
    ($($source:ident $name:tt $table:literal $column:literal)*) => {
        /// What numbers are taken for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each names the rows it numbers")]
        pub enum Source { $($source),* }

        /// The statements that take numbers.
        pub(crate) static TAKE: &[&Statement] = &[$(Source::$source.statement()),*];

        impl Source {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$source),*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$source => $name),* }
            }

            /// The table and column whose values are its numbers.
            pub const fn column(self) -> (&'static str, &'static str) {
                match self { $(Self::$source => ($table, $column)),* }
            }

            const fn statement(self) -> &'static Statement {
                match self {
                    $(Self::$source => { static ONE: Statement = take!($name); &ONE })*
                }
            }
        }
    };
}

sources! {
    Ticket "ticket" "ticket" "id"
    Event "event" "event" "seq"
    Comment "comment" "comment" "id"
    Attachment "attachment" "attachment" "id"
    Link "link" "link" "id"
    Account "account" "account" "id"
    Session "session" "session" "id"
    Token "token" "api_token" "id"
    Audit "audit" "audit" "seq"
    Worklog "worklog" "worklog" "id"
    Approval "approval" "approval" "id"
    Job "job" "job" "id"
    Notice "notice" "notice" "id"
    AccessKey "access_key" "access_key" "id"
    TimelineEntry "timeline_entry" "timeline_entry" "id"
}

/// A number that was asked for.
#[derive(Debug)]
pub struct Wanted {
    source: Source,
    /// On its way, where asking costs a round trip. Elsewhere it is taken when it is needed: who is refused before that has
    /// written nothing.
    asked: Option<Asked<i64>>,
}

/// The next number of a source.
pub fn take(tx: &mut Tx<'_>, source: Source) -> Result<i64, Error> {
    match tx.engine() {
        EngineKind::Sqlite => {
            tx.put(source.statement(), params![])?;
            Ok(next(tx, source)? - 1)
        }
        EngineKind::Postgres => tx.row(source.statement(), params![], |row| row.get(0))?.ok_or_else(missing),
    }
}

/// Asks for the next number of a source, to be read later with [`taken`].
pub fn ask(tx: &mut Tx<'_>, source: Source) -> Result<Wanted, Error> {
    let asked = match tx.engine() {
        EngineKind::Sqlite => None,
        EngineKind::Postgres => Some(tx.ask(source.statement(), params![], |row| row.get(0))?),
    };
    Ok(Wanted { source, asked })
}

/// The number that was asked for.
pub fn taken(tx: &mut Tx<'_>, wanted: Wanted) -> Result<i64, Error> {
    match wanted.asked {
        Some(asked) => tx.answer_one(asked)?.ok_or_else(missing),
        None => take(tx, wanted.source),
    }
}

fn missing() -> Error {
    Error::Corrupt("a number source is missing".to_owned())
}

/// The number that a source gives next, without taking it.
pub fn next(tx: &mut Tx<'_>, source: Source) -> Result<i64, Error> {
    tx.row(&NEXT, params![source.name()], |row| row.get(0))?
        .ok_or_else(|| Error::Corrupt(format!("the number source {} is missing", source.name())))
}

/// Lets a source go on with `next`, in an instance that is brought in whole.
pub fn resume(tx: &mut Tx<'_>, source: Source, next: i64) -> Result<(), Error> {
    tx.execute(&RESUME, params![source.name(), next]).map(drop)
}
