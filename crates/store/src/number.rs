//! Numbers that are given out once: ids of rows and the places of steps in history.
//!
//! On `SQLite` a counter in the transaction itself, so that nothing is skipped; on `PostgreSQL` sequences, which wait
//! for nobody, skip the numbers of transactions that failed, and are not in the order of commits.

use sql::{Error, Tx, params};

sql::statements! {
    /// Takes one number.
    TAKE = {
        sqlite: "UPDATE sequence SET next = next + 1 WHERE name = $1 RETURNING next - 1",
        postgres: "SELECT nextval('seq_' || $1::text)",
    };
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

/// What numbers are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each names the rows it numbers")]
pub enum Source {
    Ticket,
    Event,
    Comment,
    Attachment,
    Link,
    Account,
    Session,
    Token,
    Audit,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Ticket,
        Self::Event,
        Self::Comment,
        Self::Attachment,
        Self::Link,
        Self::Account,
        Self::Session,
        Self::Token,
        Self::Audit,
    ];

    /// The table and column whose values are its numbers.
    pub const fn column(self) -> (&'static str, &'static str) {
        match self {
            Self::Ticket => ("ticket", "id"),
            Self::Event => ("event", "seq"),
            Self::Comment => ("comment", "id"),
            Self::Attachment => ("attachment", "id"),
            Self::Link => ("link", "id"),
            Self::Account => ("account", "id"),
            Self::Session => ("session", "id"),
            Self::Token => ("api_token", "id"),
            Self::Audit => ("audit", "seq"),
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Event => "event",
            Self::Comment => "comment",
            Self::Attachment => "attachment",
            Self::Link => "link",
            Self::Account => "account",
            Self::Session => "session",
            Self::Token => "token",
            Self::Audit => "audit",
        }
    }
}

/// The next number of a source.
pub fn take(tx: &mut Tx<'_>, source: Source) -> Result<i64, Error> {
    tx.row(&TAKE, params![source.name()], |row| row.get(0))?
        .ok_or_else(|| Error::Corrupt(format!("the number source {} is missing", source.name())))
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
