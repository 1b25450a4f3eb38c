//! The transaction a unit of work sees: statements in, rows out, the same on both engines.
//!
//! Must never commit or roll back: the database thread does, after the unit has returned.

use crate::engine::{postgres, sqlite};
use crate::{EngineKind, Error, Param, Row, Statement, param};

/// The transaction of one unit of work.
///
/// The first statement that fails dooms it: later statements return the same error, and so does the unit.
/// An error of a mapping closure, or a parameter refused before it was sent, does not doom the transaction.
#[derive(Debug)]
pub struct Tx<'a> {
    session: Session<'a>,
    failure: Option<Error>,
}

#[derive(Debug)]
enum Session<'a> {
    Sqlite(sqlite::Session<'a>),
    Postgres(postgres::Session<'a>),
}

/// A statement's text and the name its errors bear.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'s> {
    pub(crate) name: &'s str,
    pub(crate) sql: &'s str,
}

/// Either the statement failed, which dooms the transaction, or the mapping closure refused a row.
#[derive(Debug)]
pub(crate) enum Refusal {
    Statement(Error),
    Row(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Statement(error)
    }
}

impl<'a> Tx<'a> {
    pub(crate) const fn sqlite(session: sqlite::Session<'a>) -> Self {
        Self { session: Session::Sqlite(session), failure: None }
    }

    pub(crate) const fn postgres(session: postgres::Session<'a>) -> Self {
        Self { session: Session::Postgres(session), failure: None }
    }

    /// The first statement's error, if one failed.
    pub(crate) const fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }

    /// Which engine this runs on. For the rare statement that differs, declare a pair instead of asking.
    pub const fn engine(&self) -> EngineKind {
        match self.session {
            Session::Sqlite(_) => EngineKind::Sqlite,
            Session::Postgres(_) => EngineKind::Postgres,
        }
    }

    /// Every row of the result, mapped.
    pub fn rows<T>(
        &mut self,
        statement: &Statement,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let text = self.text(statement);
        self.query(text, params, usize::MAX, map)
    }

    /// The first row of the result, mapped; `None` if there is none.
    pub fn row<T>(
        &mut self,
        statement: &Statement,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let text = self.text(statement);
        Ok(self.query(text, params, 1, map)?.pop())
    }

    /// Every row of the result, one at a time as it arrives, none of them kept: for results that do not fit in memory.
    /// An error of `see` ends it.
    pub fn each(
        &mut self,
        statement: &Statement,
        params: &[Param<'_>],
        see: impl FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let text = self.text(statement);
        self.ready(params)?;
        let seen = match &mut self.session {
            // A list of nothings takes no memory, however long it is.
            Session::Sqlite(session) => session.query(text, params, usize::MAX, see).map(drop),
            Session::Postgres(session) => session.each(text, params, see),
        };
        match seen {
            Ok(()) => Ok(()),
            Err(Refusal::Row(error)) => Err(error),
            Err(Refusal::Statement(error)) => self.keep(Err(error)),
        }
    }

    /// Runs a statement now and says how many rows it changed (or gave, if it only reads).
    pub fn execute(&mut self, statement: &Statement, params: &[Param<'_>]) -> Result<u64, Error> {
        let text = self.text(statement);
        self.ready(params)?;
        let count = match &mut self.session {
            Session::Sqlite(session) => session.execute(text, params),
            Session::Postgres(session) => session.execute(text, params),
        };
        self.keep(count)
    }

    /// A write whose count nobody needs. `SQLite` runs it at once; `PostgreSQL` sends it together with the next
    /// statement or with the commit, and its error then fails that statement or the unit.
    pub fn put(&mut self, statement: &Statement, params: &[Param<'_>]) -> Result<(), Error> {
        let text = self.text(statement);
        self.ready(params)?;
        let done = match &mut self.session {
            Session::Sqlite(session) => session.execute(text, params).map(drop),
            Session::Postgres(session) => session.put(text, params),
        };
        self.keep(done)
    }

    /// Every row of a statement whose text was built at run time: for the store's one filter compiler. The values
    /// in it are parameters, never part of the text.
    pub fn dynamic_rows<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.query(Text { name: "dynamic", sql }, params, usize::MAX, map)
    }

    /// Only prepares a statement, to learn whether the engine takes it.
    pub fn check(&mut self, statement: &Statement) -> Result<(), Error> {
        let text = self.text(statement);
        self.ready(&[])?;
        let done = match &mut self.session {
            Session::Sqlite(session) => session.check(text),
            Session::Postgres(session) => session.check(text),
        };
        self.keep(done)
    }

    /// Several statements without parameters, for migrations only.
    pub fn batch(&mut self, sql: &str) -> Result<(), Error> {
        self.ready(&[])?;
        let text = Text { name: "batch", sql };
        let done = match &mut self.session {
            Session::Sqlite(session) => session.batch(text),
            Session::Postgres(session) => session.batch(text),
        };
        self.keep(done)
    }

    fn query<T>(
        &mut self,
        text: Text<'_>,
        params: &[Param<'_>],
        most: usize,
        map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.ready(params)?;
        let rows = match &mut self.session {
            Session::Sqlite(session) => session.query(text, params, most, map),
            Session::Postgres(session) => session.query(text, params, most, map),
        };
        match rows {
            Ok(rows) => Ok(rows),
            Err(Refusal::Row(error)) => Err(error),
            Err(Refusal::Statement(error)) => self.keep(Err(error)),
        }
    }

    fn text(&self, statement: &Statement) -> Text<'static> {
        Text { name: statement.name(), sql: statement.text(self.engine()) }
    }

    fn ready(&self, params: &[Param<'_>]) -> Result<(), Error> {
        if let Some(error) = &self.failure {
            return Err(error.clone());
        }
        param::check(params)
    }

    fn keep<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        if let Err(error) = &result {
            self.failure = Some(error.clone());
        }
        result
    }
}
