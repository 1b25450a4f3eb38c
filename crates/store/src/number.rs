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
    const fn name(self) -> &'static str {
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
