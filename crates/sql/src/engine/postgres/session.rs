//! One unit's statements on a `PostgreSQL` connection, in as few flights as can be.
//!
//! A statement is only gathered; when an answer is needed, all that was gathered leaves in one write with one `Sync` behind
//! it, and the server answers in one piece. So `BEGIN` travels with the first statement, and `put`s with whatever comes next.
//! Must never leave an answer unread: a flight is over when the server is ready again.

mod copy;

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;

use postgres_protocol::message::frontend::{self, BindError};
use tokio_postgres::types::{Kind, Type};

use super::failure::Failure;
use super::link::{Link, Prepared};
use super::rows::Rows;
use super::wire::{Body, Message, Wire, garbled};
use super::{codec, greet};
use crate::tx::{Refusal, Text};
use crate::unit::Access;
use crate::{Error, Param, Row};

/// Bytes that leave before the answers to what left before them are read. More might fill every buffer in both directions,
/// and then both sides would wait for each other.
const MOST: usize = 32 * 1024;

/// Where the rows of a question will be once its answer has come.
#[derive(Debug, Default)]
pub(crate) struct Answer(Rc<RefCell<Option<Rows>>>);

impl Answer {
    pub(crate) fn is_here(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// The rows; `None` if the answer never came, which then is the unit's failure.
    pub(crate) fn take(self) -> Option<Rows> {
        self.0.take()
    }
}

/// What is under way on a connection: a session begins it, and the worker ends it in a session of its own.
#[derive(Default)]
pub(super) struct Flight {
    /// Whether this unit's transaction was begun, if only in what was gathered.
    begun: bool,
    /// Whether the server is in a transaction. One that this unit has not begun is an earlier reader's, and is over.
    open: bool,
    /// The answers to what was gathered, in their order.
    awaited: Vec<Awaited>,
    /// Whether something was sent and its answers are not all read.
    flying: bool,
}

/// An answer that will come.
struct Awaited {
    /// The statement's name, for errors.
    name: &'static str,
    what: What,
}

enum What {
    /// Nothing that anybody asks for.
    Nothing,
    /// How many rows were changed.
    Count(Rc<Cell<u64>>),
    /// The rows.
    Rows(Rc<RefCell<Option<Rows>>>, Rc<[Type]>),
}

pub(crate) struct Session<'a> {
    link: &'a mut Link,
    access: Access,
}

impl std::fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("begun", &self.link.flight.begun).finish_non_exhaustive()
    }
}

impl<'a> Session<'a> {
    pub(super) const fn new(link: &'a mut Link, access: Access) -> Self {
        Self { link, access }
    }

    pub(crate) fn query<T>(
        &mut self,
        text: Text<'_>,
        params: &[Param<'_>],
        most: usize,
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Refusal> {
        let answer = self.ask(text, params)?;
        self.settle()?;
        let Some(rows) = answer.take() else { return Ok(Vec::new()) };
        let rows = rows.iter().take(most);
        rows.map(|line| map(&Row::postgres(line, text.name)).map_err(Refusal::Row)).collect()
    }

    /// The rows one by one; the server waits while one is looked at.
    pub(crate) fn each(
        &mut self,
        text: Text<'_>,
        params: &[Param<'_>],
        mut see: impl FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Refusal> {
        let statement = self.prepare(text)?;
        self.gather(&statement, params, text.name)?;
        let mut rows = Rows::new(Rc::clone(&statement.columns));
        let mut seen = Ok(());
        self.travel(text.name, |wire| {
            answer(wire, |body| {
                // After an error the rest is passed over.
                if seen.is_ok() {
                    rows.clear();
                    rows.push(body)?;
                    for line in rows.iter() {
                        seen = see(&Row::postgres(line, text.name));
                    }
                }
                Ok(())
            })
        })?;
        seen.map_err(Refusal::Row)
    }

    pub(crate) fn execute(&mut self, text: Text<'_>, params: &[Param<'_>]) -> Result<u64, Error> {
        let count = Rc::<Cell<u64>>::default();
        self.put_for(text, params, What::Count(Rc::clone(&count)))?;
        self.settle()?;
        Ok(count.get())
    }

    pub(crate) fn put(&mut self, text: Text<'_>, params: &[Param<'_>]) -> Result<(), Error> {
        self.put_for(text, params, What::Nothing)
    }

    fn put_for(&mut self, text: Text<'_>, params: &[Param<'_>], what: What) -> Result<(), Error> {
        let statement = self.prepare(text)?;
        self.gather(&statement, params, text.name)?;
        self.link.flight.awaited.push(Awaited { name: text.name, what });
        Ok(())
    }

    pub(crate) fn ask(&mut self, text: Text<'_>, params: &[Param<'_>]) -> Result<Answer, Error> {
        let statement = self.prepare(text)?;
        self.gather(&statement, params, text.name)?;
        let answer = Answer::default();
        let what = What::Rows(Rc::clone(&answer.0), Rc::clone(&statement.columns));
        self.link.flight.awaited.push(Awaited { name: text.name, what });
        Ok(answer)
    }

    pub(crate) fn check(&mut self, text: Text<'_>) -> Result<(), Error> {
        self.prepare(text).map(drop)
    }

    pub(crate) fn batch(&mut self, text: Text<'_>) -> Result<(), Error> {
        self.begin();
        self.settle()?;
        let sent = self.simple(text);
        self.land(text.name, sent)
    }

    /// Commits; the error is the first `put`'s that failed, or the commit's own.
    pub(super) fn commit(&mut self) -> Result<(), Error> {
        if !std::mem::take(&mut self.link.flight.begun) {
            return Ok(());
        }
        self.control(greet::COMMIT);
        let result = self.settle();
        // What failed before the commit has kept it from being read, and the transaction is open still.
        if self.link.flight.open {
            self.rollback();
        }
        result
    }

    /// Undoes what is under way, if anything is. A failure leaves the link marked as broken.
    pub(super) fn rollback(&mut self) {
        self.leave();
        if self.link.flight.open && !self.link.broken {
            self.control(greet::ROLLBACK);
            if self.settle().is_err() {
                self.link.broken = true;
            }
        }
    }

    /// Leaves a transaction that has only read. It is ended with the next flight, or by [`Session::rollback`].
    pub(super) fn leave(&mut self) {
        // Somebody panicked while looking at an answer: nobody knows where the next one begins.
        if self.link.flight.flying {
            self.link.broken = true;
        }
        // What was never sent need not be.
        self.link.wire.out.clear();
        self.link.flight.awaited.clear();
        self.link.flight.begun = false;
    }

    /// Every statement comes by here, so here the transaction begins.
    fn begin(&mut self) {
        if std::mem::replace(&mut self.link.flight.begun, true) {
            return;
        }
        if self.link.flight.open {
            self.control(greet::COMMIT);
        }
        self.control(match self.access {
            Access::Read => greet::READ,
            Access::Write => greet::WRITE,
        });
    }

    /// Gathers one of the statements that are prepared with the connection.
    fn control(&mut self, name: &'static str) {
        let out = &mut self.link.wire.out;
        // Neither fails: there is no value in them.
        let _ = frontend::bind("", name, [], [(); 0], |(), _| Ok(postgres_protocol::IsNull::Yes), [], out);
        let _ = frontend::execute("", 0, out);
        self.link.flight.awaited.push(Awaited { name, what: What::Nothing });
    }

    fn prepare(&mut self, text: Text<'_>) -> Result<Rc<Prepared>, Error> {
        self.begin();
        if let Some(statement) = self.link.statements.get(text.sql) {
            return Ok(statement);
        }
        let name = self.link.statements.name();
        let forgotten = self.link.statements.forgotten();
        let out = &mut self.link.wire.out;
        let begin = out.len();
        let closed = forgotten.iter().try_for_each(|name| frontend::close(b'S', name, out));
        let asked = closed
            .and_then(|()| frontend::parse(&name, text.sql, [], out))
            .and_then(|()| frontend::describe(b'S', &name, out));
        if let Err(error) = asked {
            out.truncate(begin);
            return Err(Error::Statement { name: text.name.to_owned(), detail: error.to_string() });
        }
        let (params, columns) = self.travel(text.name, described)?;
        let statement = Rc::new(Prepared { name, params, columns });
        self.link.statements.insert(text.sql.into(), Rc::clone(&statement));
        Ok(statement)
    }

    /// Gathers a statement with its values. What fails here is not sent.
    fn gather(&mut self, statement: &Prepared, params: &[Param<'_>], name: &str) -> Result<(), Error> {
        let (given, asked) = (params.len(), statement.params.len());
        let failed = |detail: String| Error::Statement { name: name.to_owned(), detail };
        if given != asked {
            return Err(failed(format!("it has {asked} parameters, but {given} values were given")));
        }
        let out = &mut self.link.wire.out;
        let begin = out.len();
        let values = params.iter().zip(&statement.params);
        let bound = frontend::bind(
            "",
            &statement.name,
            [1],
            values,
            |(value, ty), out| codec::write(value, ty, out),
            [1],
            out,
        );
        let bound = match bound {
            Ok(()) => frontend::execute("", 0, out).map_err(|error| error.to_string()),
            Err(BindError::Conversion(error)) => Err(error.to_string()),
            Err(BindError::Serialization(error)) => Err(error.to_string()),
        };
        if let Err(detail) = bound {
            out.truncate(begin);
            return Err(failed(detail));
        }
        if out.len() > MOST && begin > 0 {
            let own = out.split_off(begin);
            self.settle()?;
            self.link.wire.out.unsplit(own);
        }
        Ok(())
    }

    /// Sends everything that was gathered, and reads the answers.
    pub(crate) fn settle(&mut self) -> Result<(), Error> {
        if self.link.flight.awaited.is_empty() {
            return Ok(());
        }
        self.travel("sync", |_| Ok(()))
    }

    /// Sends everything that was gathered; reads the answers that are awaited, and then what `last` reads for the statement
    /// `name`.
    fn travel<T>(
        &mut self,
        name: &'static str,
        last: impl FnOnce(&mut Wire) -> Result<T, Failure>,
    ) -> Result<T, Error> {
        let wire = &mut self.link.wire;
        frontend::sync(&mut wire.out);
        let mut awaited = std::mem::take(&mut self.link.flight.awaited);
        self.link.flight.flying = true;
        let answers = || {
            wire.send().map_err(|error| (error.into(), name))?;
            for Awaited { name, what } in awaited.drain(..) {
                what.read(wire).map_err(|failure| (failure, name))?;
            }
            last(wire).map_err(|failure| (failure, name))
        };
        let result = answers();
        // The room is kept.
        self.link.flight.awaited = awaited;
        self.land(name, result)
    }

    /// Reads on until the server is ready, if it is not lost.
    fn land<T>(&mut self, name: &str, result: Result<T, (Failure, &str)>) -> Result<T, Error> {
        let lost = matches!(result, Err((Failure::Lost(_), _)));
        let mut result = result.map_err(|(failure, name)| failure.translate(name));
        if !lost {
            match self.link.wire.ready() {
                Ok((state, late)) => {
                    self.link.flight.open = state != b'I';
                    self.link.flight.flying = false;
                    if let Some(report) = late {
                        result = result.and_then(|_| Err(report.translate(name)));
                    }
                }
                Err(failure) => {
                    self.link.broken = true;
                    result = result.and_then(|_| Err(failure.translate(name)));
                }
            }
        }
        if matches!(result, Err(Error::Unavailable(_))) {
            self.link.broken = true;
        }
        result
    }

    /// Sends text without parameters, whose answer is to be read.
    fn simple<'n>(&mut self, text: Text<'n>) -> Result<(), (Failure, &'n str)> {
        self.link.flight.flying = true;
        let wire = &mut self.link.wire;
        let sent = frontend::query(text.sql, &mut wire.out).and_then(|()| wire.send());
        sent.map_err(|error| (error.into(), text.name))
    }
}

impl What {
    fn read(self, wire: &mut Wire) -> Result<(), Failure> {
        match self {
            Self::Nothing => {
                answer(wire, |_| Ok(()))?;
            }
            Self::Count(count) => count.set(answer(wire, |_| Ok(()))?),
            Self::Rows(place, columns) => {
                let mut rows = Rows::new(columns);
                answer(wire, |body| rows.push(body))?;
                place.replace(Some(rows));
            }
        }
        Ok(())
    }
}

/// Reads the answer to one statement, and gives how many rows it changed or gave.
fn answer(wire: &mut Wire, mut row: impl FnMut(Body<'_>) -> io::Result<()>) -> Result<u64, Failure> {
    loop {
        let Message { kind, mut body } = wire.hear()?;
        match kind {
            // Bound.
            b'2' => {}
            b'D' => row(body)?,
            // Done: `INSERT 0 1`, `SELECT 20`, `BEGIN`; or there was nothing to do.
            b'C' => {
                return Ok(body.text()?.rsplit(' ').next().and_then(|count| count.parse().ok()).unwrap_or(0));
            }
            b'I' => return Ok(0),
            _ => return Err(garbled().into()),
        }
    }
}

/// Reads what a statement that was just prepared takes and gives.
fn described(wire: &mut Wire) -> Result<(Vec<Type>, Rc<[Type]>), Failure> {
    let mut params = Vec::new();
    loop {
        let Message { kind, mut body } = wire.hear()?;
        match kind {
            // Prepared; another one closed.
            b'1' | b'3' => {}
            b't' => {
                for _ in 0..body.short()? {
                    params.push(type_of(&mut body)?);
                }
            }
            b'T' => {
                let mut columns = Vec::new();
                for _ in 0..body.short()? {
                    body.text()?;
                    // The table and the place in it.
                    body.bytes(6)?;
                    columns.push(type_of(&mut body)?);
                    // Length, modifier, format.
                    body.bytes(8)?;
                }
                return Ok((params, columns.into()));
            }
            b'n' => return Ok((params, Rc::new([]))),
            _ => return Err(garbled().into()),
        }
    }
}

fn type_of(body: &mut Body<'_>) -> io::Result<Type> {
    let number = body.long()?.cast_unsigned();
    let unknown = || Type::new(format!("type {number}"), number, Kind::Simple, String::new());
    Ok(Type::from_oid(number).unwrap_or_else(unknown))
}
