//! Numbers that are given out once: ids of rows and the places of steps in history.
//!
//! On `SQLite` a counter in the transaction itself, so that nothing is skipped; on `PostgreSQL` sequences, which wait
//! for nobody, skip the numbers of transactions that failed, and are not in the order of commits.

use sql::{Asked, Error, Statement, Tx, params};

/// The statement that takes one number of a sequence.
macro_rules! take {
    ($name:literal) => {
        sql::Statement::pair(
            concat!("store::number::", $name),
            concat!("UPDATE sequence SET next = next + 1 WHERE name = '", $name, "' RETURNING next - 1"),
            // The name stands in the text, so that it is looked up once and not with every number.
            concat!("SELECT nextval('seq_", $name, "')"),
        )
    };
}

/// The sources, each with its statement.
macro_rules! sources {
    ($($source:ident $name:literal)*) => {
        /// What numbers are taken for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each names the rows it numbers")]
        pub enum Source { $($source),* }

        static TAKE: &[&Statement] = &[$(Source::$source.statement()),*];

        impl Source {
            const fn statement(self) -> &'static Statement {
                match self {
                    $(Self::$source => { static ONE: Statement = take!($name); &ONE })*
                }
            }
        }
    };
}

sources! {
    Ticket "ticket"
    Event "event"
    Comment "comment"
    Attachment "attachment"
    Link "link"
    Account "account"
    Session "session"
    Token "token"
    Audit "audit"
}

/// Every declared statement.
pub(crate) fn all() -> &'static [&'static Statement] {
    TAKE
}

/// The next number of a source.
pub fn take(tx: &mut Tx<'_>, source: Source) -> Result<i64, Error> {
    let asked = ask(tx, source)?;
    taken(tx, asked)
}

/// Asks for the next number of a source, to be read later with [`taken`].
pub fn ask(tx: &mut Tx<'_>, source: Source) -> Result<Asked<i64>, Error> {
    tx.ask(source.statement(), params![], |row| row.get(0))
}

/// The number that was asked for.
pub fn taken(tx: &mut Tx<'_>, asked: Asked<i64>) -> Result<i64, Error> {
    tx.answer_one(asked)?.ok_or_else(|| Error::Corrupt("a number source is missing".to_owned()))
}
