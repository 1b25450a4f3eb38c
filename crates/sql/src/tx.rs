//! The transaction a unit of work sees: statements in, rows out, the same on both engines.
//!
//! Must never commit or roll back: the database thread does, after the unit has returned.

use std::time::Duration;

use crate::engine::{postgres, sqlite};
use crate::{EngineKind, Error, Param, Row, Statement, param, params};

crate::statements! {
    LIMIT = {
        sqlite: "SELECT $1",
        postgres: "SELECT set_config('statement_timeout', CAST($1 AS TEXT), TRUE)",
    };
}

/// The transaction of one unit of work.
///
/// The first statement that fails dooms it: later statements return the same error, and so does the unit.
/// An error of a mapping closure, or a parameter refused before it was sent, does not doom the transaction.
#[derive(Debug)]
pub struct Tx<'a> {
    session: Session<'a>,
    failure: Option<Error>,
    heard: Option<Vec<Sent>>,
}

/// A statement as it was sent: its text and its parameters.
pub type Sent = (String, Vec<Param<'static>>);

#[derive(Debug)]
enum Session<'a> {
    Sqlite(sqlite::Session<'a>),
    Postgres(postgres::Session<'a>),
}

/// A question asked with [`Tx::ask`]: its rows, or the place where they will be. One that is never read does no harm.
#[derive(Debug)]
pub struct Asked<T>(State<T>);

enum State<T> {
    Here(Vec<T>),
    Sent { answer: postgres::Answer, name: &'static str, map: fn(&Row<'_>) -> Result<T, Error> },
}

impl<T> std::fmt::Debug for State<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Here(_) => "Here",
            Self::Sent { .. } => "Sent",
        })
    }
}

impl<T> Asked<T> {
    const fn here(rows: Vec<T>) -> Self {
        Self(State::Here(rows))
    }

    /// The rows, where they are known without waiting: on `SQLite`.
    pub const fn known(&self) -> Option<&Vec<T>> {
        match &self.0 {
            State::Here(rows) => Some(rows),
            State::Sent { .. } => None,
        }
    }
}

/// A statement's text and the name its errors bear.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'s> {
    pub(crate) name: &'static str,
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
        Self { session: Session::Sqlite(session), failure: None, heard: None }
    }

    pub(crate) const fn postgres(session: postgres::Session<'a>) -> Self {
        Self { session: Session::Postgres(session), failure: None, heard: None }
    }

    /// The first statement's error, if one failed.
    pub(crate) const fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }

    /// Keeps what is sent from now on, for whoever wants the very statements of some work: [`Tx::heard`].
    pub fn listen(&mut self) {
        self.heard = Some(Vec::new());
    }

    /// What was sent since [`Tx::listen`]; nothing more is kept.
    pub fn heard(&mut self) -> Vec<Sent> {
        self.heard.take().unwrap_or_default()
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
        self.ready(text, params)?;
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
        self.ready(text, params)?;
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
        self.ready(text, params)?;
        let done = match &mut self.session {
            Session::Sqlite(session) => session.execute(text, params).map(drop),
            Session::Postgres(session) => session.put(text, params),
        };
        self.keep(done)
    }

    /// Asks a question whose answer is read later, with [`Tx::answer`] or [`Tx::answer_one`]. `SQLite` answers at once;
    /// `PostgreSQL` is sent the question, and what is asked and [`put`](Tx::put) one after another travels together: one
    /// round trip for all of them. A question that fails fails the statement that first waits, or the unit.
    pub fn ask<T>(
        &mut self,
        statement: &Statement,
        params: &[Param<'_>],
        map: fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Asked<T>, Error> {
        let text = self.text(statement);
        self.question(text, params, map)
    }

    fn question<T>(
        &mut self,
        text: Text<'_>,
        params: &[Param<'_>],
        map: fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Asked<T>, Error> {
        if self.engine() == EngineKind::Sqlite {
            return self.query(text, params, usize::MAX, map).map(Asked::here);
        }
        self.ready(text, params)?;
        let Session::Postgres(session) = &mut self.session else { return Err(Error::Closed) };
        let sent = session.ask(text, params);
        self.keep(sent).map(|answer| Asked(State::Sent { answer, name: text.name, map }))
    }

    /// Every row of the answer to a question.
    pub fn answer<T>(&mut self, asked: Asked<T>) -> Result<Vec<T>, Error> {
        let (answer, name, map) = match asked.0 {
            State::Here(rows) => return Ok(rows),
            State::Sent { answer, name, map } => (answer, name, map),
        };
        self.sound()?;
        if !answer.is_here()
            && let Session::Postgres(session) = &mut self.session
        {
            let settled = session.settle();
            self.keep(settled)?;
        }
        let Some(rows) = answer.take() else { return Ok(Vec::new()) };
        rows.iter().map(|row| map(&Row::postgres(row, name))).collect()
    }

    /// The first row of the answer to a question; `None` if it has none.
    pub fn answer_one<T>(&mut self, asked: Asked<T>) -> Result<Option<T>, Error> {
        Ok(self.answer(asked)?.into_iter().next())
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

    /// [`Tx::ask`] for a statement whose text was built at run time.
    pub fn ask_dynamic<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        map: fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Asked<T>, Error> {
        self.question(Text { name: "dynamic", sql }, params, map)
    }

    /// Lets what comes from now on take only so long, all of it together on `SQLite`, each statement on `PostgreSQL`: what is
    /// stopped fails with [`Error::TooLong`]. For units that only read.
    pub fn limit(&mut self, longest: Duration) -> Result<(), Error> {
        if let Session::Sqlite(session) = &mut self.session {
            return session.limit(longest);
        }
        let millis = longest.as_millis().clamp(1, i32::MAX as u128);
        self.ask(&LIMIT, params![millis.to_string()], |_| Ok(())).map(drop)
    }

    /// Only prepares a statement, to learn whether the engine takes it.
    pub fn check(&mut self, statement: &Statement) -> Result<(), Error> {
        let text = self.text(statement);
        self.sound()?;
        let done = match &mut self.session {
            Session::Sqlite(session) => session.check(text),
            Session::Postgres(session) => session.check(text),
        };
        self.keep(done)
    }

    /// Several statements without parameters, for migrations only.
    pub fn batch(&mut self, sql: &str) -> Result<(), Error> {
        self.sound()?;
        let text = Text { name: "batch", sql };
        let done = match &mut self.session {
            Session::Sqlite(session) => session.batch(text),
            Session::Postgres(session) => session.batch(text),
        };
        self.keep(done)
    }

    /// Runs `COPY … TO STDOUT` and hands its bytes to `sink` as they come. `PostgreSQL` only.
    pub fn copy_out(
        &mut self,
        sql: &str,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.sound()?;
        let done = match &mut self.session {
            Session::Sqlite(_) => Err(Error::Unsupported("COPY on SQLite".to_owned())),
            Session::Postgres(session) => session.copy_out(Text { name: "copy", sql }, sink),
        };
        self.keep(done)
    }

    /// Runs `COPY … FROM STDIN` with the bytes that `source` gives until it gives none; says how many rows they were.
    /// `PostgreSQL` only.
    pub fn copy_in(
        &mut self,
        sql: &str,
        source: &mut dyn FnMut() -> Result<Option<Vec<u8>>, Error>,
    ) -> Result<u64, Error> {
        self.sound()?;
        let done = match &mut self.session {
            Session::Sqlite(_) => Err(Error::Unsupported("COPY on SQLite".to_owned())),
            Session::Postgres(session) => session.copy_in(Text { name: "copy", sql }, source),
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
        self.ready(text, params)?;
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

    fn ready(&mut self, text: Text<'_>, params: &[Param<'_>]) -> Result<(), Error> {
        self.sound()?;
        param::check(params)?;
        if let Some(heard) = &mut self.heard {
            heard
                .push((text.sql.to_owned(), params.iter().map(|param| param.clone().into_owned()).collect()));
        }
        Ok(())
    }

    fn sound(&self) -> Result<(), Error> {
        self.failure.as_ref().map_or(Ok(()), |error| Err(error.clone()))
    }

    fn keep<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        if let Err(error) = &result {
            self.failure = Some(error.clone());
        }
        result
    }
}
