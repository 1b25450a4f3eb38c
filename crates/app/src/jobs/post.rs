//! What a node does to tickets themselves: post functions that need nothing but the database, and telling tickets of jobs that are
//! over. Each is one transaction under the ticket's lock, so any number of nodes may do it at once, and nobody holds anything in
//! between that could be lost.

use super::{figures::Did, turn::Node};
use crate::{
    App, Error, TEAM,
    tickets::{effect, finished},
};
use domain::{
    id::{JobId, TicketId},
    ticket::Source,
};
use futures_util::{StreamExt as _, stream};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use store::job;

/// Tickets that are looked for at once.
const MOST: i64 = 64;
/// Tickets that are worked on side by side.
const AT_ONCE: usize = 8;
/// Things that are done to one ticket in one go.
const IN_A_ROW: usize = 100;

/// What was seen to be next for a ticket.
enum Next {
    /// To be told of a job that is over.
    Tell,
    /// A job that is ready, after so many attempts.
    Do((JobId, i64)),
}

impl App {
    /// Does what is to be done to tickets, and tells them what they have to be told; how much of it was done. Safe on any number of
    /// nodes at once.
    pub async fn work_on_tickets(&self, node: &Arc<Node>) -> Result<usize, Error> {
        let tickets = self.sql().read(|tx| job::post::tickets(tx, TEAM, MOST)).await?;
        let done = AtomicUsize::new(0);
        stream::iter(tickets)
            .for_each_concurrent(AT_ONCE, |ticket| {
                let done = &done;
                async move {
                    done.fetch_add(self.work_on(node, ticket).await, Ordering::Relaxed);
                }
            })
            .await;
        Ok(done.into_inner())
    }

    async fn work_on(&self, node: &Arc<Node>, ticket: TicketId) -> usize {
        for done in 0..IN_A_ROW {
            match self.work_once(node, ticket).await {
                Ok(true) => {}
                Ok(false) => return done,
                Err(error) => {
                    tracing::warn!(ticket.id = ticket.0, error = %error, "what is to be done to a ticket could not be done now");
                    return done;
                }
            }
        }
        IN_A_ROW
    }

    /// Whether there was something to do.
    async fn work_once(&self, node: &Arc<Node>, ticket: TicketId) -> Result<bool, Error> {
        let next = self.sql().read(move |tx| {
            if job::end::first(tx, TEAM, ticket)?.is_some() {
                return Ok::<_, sql::Error>(Some(Next::Tell));
            }
            Ok(job::post::first(tx, TEAM, ticket)?.map(Next::Do))
        });
        let system = self.system();
        match next.await? {
            None => Ok(false),
            Some(Next::Tell) => {
                self.write(&system, Source::Workflow, move |cx| finished::tell_next(cx, ticket)).await
            }
            Some(Next::Do(seen)) => self.run_post(node, ticket, seen).await.map(|()| true),
        }
    }

    async fn run_post(&self, node: &Arc<Node>, ticket: TicketId, seen: (JobId, i64)) -> Result<(), Error> {
        let (system, doer) = (self.system(), Arc::clone(node));
        let unit = move |cx: &mut crate::Cx<'_, '_>| effect::run(cx, ticket, seen, &doer);
        let figures = &self.inner.jobs.figures;
        let why = match self.write(&system, Source::Workflow, unit).await {
            Ok(run) => {
                if let Some(run) = &run {
                    figures.done(run, Did::Well);
                }
                return Ok(());
            }
            // The database cannot be used: nothing was tried.
            Err(Error::Store(error)) if is_away(&error) => return Err(Error::Store(error)),
            Err(error) => error.into_rejection(),
        };
        tracing::info!(ticket.id = ticket.0, job.id = seen.0.0, job.attempt = seen.1 + 1, why = %why.text(domain::Lang::En),
            "a post function was refused");
        let doer = Arc::clone(node);
        let unit = move |cx: &mut crate::Cx<'_, '_>| effect::fail(cx, ticket, seen, &doer, &why);
        let run = self.write(&system, Source::Workflow, unit).await?;
        if let Some(run) = &run {
            figures.done(run, Did::InVain);
        }
        Ok(())
    }
}

const fn is_away(error: &sql::Error) -> bool {
    matches!(
        error,
        sql::Error::Unavailable(_)
            | sql::Error::Closed
            | sql::Error::ReadOnly
            | sql::Error::Full
            | sql::Error::Conflict
    )
}
