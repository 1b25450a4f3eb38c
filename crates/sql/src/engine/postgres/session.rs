//! One unit's statements on a `PostgreSQL` connection, pipelined.
//!
//! A request is put on the wire by polling its future once; its answer is awaited later, in order. So `BEGIN` travels
//! with the first statement, and `put`s with whatever comes next.
//! Must never leave an answer unawaited: the connection is settled when the session has ended.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use futures_util::TryStreamExt;
use tokio::runtime::Runtime;
use tokio_postgres::Statement;

use super::codec::Bound;
use super::failure::translate;
use super::link::Link;
use crate::tx::{Refusal, Text};
use crate::unit::Access;
use crate::{Error, Param, Row};

/// A request on the wire whose answer is not awaited yet.
type Pending = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// Where the rows of a question will be once its answer has come.
#[derive(Default)]
pub(crate) struct Answer(Rc<RefCell<Option<Vec<tokio_postgres::Row>>>>);

impl Answer {
    pub(crate) fn is_here(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// The rows; none if the answer never came, which then is the unit's failure.
    pub(crate) fn take(self) -> Vec<tokio_postgres::Row> {
        self.0.take().unwrap_or_default()
    }
}

/// What is under way on a connection: a session begins it, and the worker ends it in a session of its own.
#[derive(Default)]
pub(super) struct Flight {
    begun: bool,
    pending: VecDeque<Pending>,
}

pub(crate) struct Session<'a> {
    runtime: &'a Runtime,
    link: &'a mut Link,
    access: Access,
}

impl std::fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("begun", &self.link.flight.begun).finish_non_exhaustive()
    }
}

impl<'a> Session<'a> {
    pub(super) const fn new(runtime: &'a Runtime, link: &'a mut Link, access: Access) -> Self {
        Self { runtime, link, access }
    }

    pub(crate) fn query<T>(
        &mut self,
        text: Text<'_>,
        params: &[Param<'_>],
        most: usize,
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Refusal> {
        let statement = self.prepare(text)?;
        let client = self.link.client.clone();
        let rows = self.now(async {
            let bound = bind(&statement, params, text.name)?;
            let stream = client.query_raw(&statement, bound).await;
            let rows = match stream {
                Ok(stream) => stream.try_collect::<Vec<_>>().await,
                Err(error) => Err(error),
            };
            rows.map_err(|error| translate(&error, text.name))
        })?;
        let rows = rows.iter().take(most);
        rows.map(|row| map(&Row::postgres(row, text.name)).map_err(Refusal::Row)).collect()
    }

    pub(crate) fn execute(&mut self, text: Text<'_>, params: &[Param<'_>]) -> Result<u64, Error> {
        let statement = self.prepare(text)?;
        let client = self.link.client.clone();
        self.now(async {
            let bound = bind(&statement, params, text.name)?;
            let count = client.execute_raw(&statement, bound).await;
            count.map_err(|error| translate(&error, text.name))
        })
    }

    pub(crate) fn put(&mut self, text: Text<'_>, params: &[Param<'_>]) -> Result<(), Error> {
        let statement = self.prepare(text)?;
        let client = self.link.client.clone();
        let name = text.name;
        let params: Vec<_> = params.iter().map(|param| param.clone().into_owned()).collect();
        self.later(Box::pin(async move {
            let bound = bind(&statement, &params, name)?;
            let count = client.execute_raw(&statement, bound).await;
            count.map(drop).map_err(|error| translate(&error, name))
        }))
    }

    pub(crate) fn ask(&mut self, text: Text<'_>, params: &[Param<'_>]) -> Result<Answer, Error> {
        let statement = self.prepare(text)?;
        let client = self.link.client.clone();
        let params: Vec<_> = params.iter().map(|param| param.clone().into_owned()).collect();
        let answer = Answer::default();
        let (place, name) = (Rc::clone(&answer.0), text.name);
        self.later(Box::pin(async move {
            let bound = bind(&statement, &params, name)?;
            let rows = match client.query_raw(&statement, bound).await {
                Ok(stream) => stream.try_collect::<Vec<_>>().await,
                Err(error) => Err(error),
            };
            place.replace(Some(rows.map_err(|error| translate(&error, name))?));
            Ok(())
        }))?;
        Ok(answer)
    }

    pub(crate) fn check(&mut self, text: Text<'_>) -> Result<(), Error> {
        self.prepare(text).map(drop)
    }

    pub(crate) fn batch(&mut self, text: Text<'_>) -> Result<(), Error> {
        self.begin()?;
        let client = self.link.client.clone();
        self.now(async { client.batch_execute(text.sql).await.map_err(|error| translate(&error, text.name)) })
    }

    /// Commits; the error is the first `put`'s that failed, or the commit's own.
    pub(super) fn commit(&mut self) -> Result<(), Error> {
        self.end("COMMIT")
    }

    /// Undoes what is under way, if anything is. A failure leaves the link marked as broken.
    pub(super) fn rollback(&mut self) {
        // The errors of what is undone no longer matter; whether the server took the rollback does.
        let _ = self.settle();
        if self.end("ROLLBACK").is_err() {
            self.link.broken = true;
        }
    }

    fn end(&mut self, sql: &'static str) -> Result<(), Error> {
        if !std::mem::take(&mut self.link.flight.begun) {
            return Ok(());
        }
        let client = self.link.client.clone();
        self.now(async { client.batch_execute(sql).await.map_err(|error| translate(&error, sql)) })
    }

    fn begin(&mut self) -> Result<(), Error> {
        if self.link.flight.begun {
            return Ok(());
        }
        self.link.flight.begun = true;
        let client = self.link.client.clone();
        let sql = match self.access {
            Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Access::Write => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
        };
        self.later(Box::pin(async move {
            client.batch_execute(sql).await.map_err(|error| translate(&error, sql))
        }))
    }

    /// Every statement comes by here, so here the transaction begins.
    fn prepare(&mut self, text: Text<'_>) -> Result<Statement, Error> {
        self.begin()?;
        if let Some(statement) = self.link.statements.get(text.sql) {
            return Ok(statement);
        }
        let client = self.link.client.clone();
        let statement =
            self.now(async { client.prepare(text.sql).await.map_err(|error| translate(&error, text.name)) })?;
        self.link.statements.insert(text.sql.into(), statement.clone());
        Ok(statement)
    }

    /// Puts a request on the wire and leaves its answer for later. What fails here was never sent.
    fn later(&mut self, mut request: Pending) -> Result<(), Error> {
        match request.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => self.note(done),
            Poll::Pending => {
                self.link.flight.pending.push_back(request);
                Ok(())
            }
        }
    }

    /// Puts a request on the wire behind those that wait, and awaits all the answers.
    fn now<T>(&mut self, request: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        let pending = std::mem::take(&mut self.link.flight.pending);
        let mut request = Box::pin(request);
        let first = request.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let result = self.runtime.block_on(async {
            let earlier = answers(pending).await;
            let own = match first {
                Poll::Ready(done) => done,
                Poll::Pending => request.await,
            };
            earlier.and(own)
        });
        self.note(result)
    }

    /// Awaits the answers to everything on the wire.
    pub(crate) fn settle(&mut self) -> Result<(), Error> {
        let pending = std::mem::take(&mut self.link.flight.pending);
        let result = self.runtime.block_on(answers(pending));
        self.note(result)
    }

    fn note<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        if matches!(result, Err(Error::Unavailable(_))) {
            self.link.broken = true;
        }
        result
    }
}

/// All of them, and the first error.
async fn answers(pending: VecDeque<Pending>) -> Result<(), Error> {
    let mut result = Ok(());
    for answer in pending {
        let answer = answer.await;
        result = result.and(answer);
    }
    result
}

fn bind<'p>(statement: &Statement, params: &'p [Param<'p>], name: &str) -> Result<Vec<Bound<'p>>, Error> {
    let (given, asked) = (params.len(), statement.params().len());
    if given == asked {
        return Ok(params.iter().map(Bound).collect());
    }
    let detail = format!("it has {asked} parameters, but {given} values were given");
    Err(Error::Statement { name: name.to_owned(), detail })
}
