//! What answers a script: tickets with the rights of the job's actor, secrets, requests to others.

use super::{Asked, Scripts, Unit, fetch};
use crate::run::Run;
use app::{Error, jobs::unit::Change};
use domain::{Lang, id::TicketId, identity::Principal};
use sandbox::{Event, Refusal, Request, Response, TicketCall};
use serde_json::Value;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{Mutex, Notify, mpsc};

/// The host of one run.
pub(super) struct Host<'a> {
    pub(super) scripts: &'a Scripts,
    client: Option<&'a outgoing::Client>,
    run: &'a Run,
    said: mpsc::UnboundedSender<Event>,
    /// How many changes the run has asked for. Held while one is made, so that they are made in the order in which they were
    /// asked for, and the n-th of one attempt is the n-th of the next.
    changes: Mutex<i64>,
    fetches: AtomicU64,
    fenced: Notify,
}

impl<'a> Host<'a> {
    /// The host of a run. Refused where the job's actor is shut out.
    pub(super) async fn new(
        scripts: &'a Scripts,
        client: Option<&'a outgoing::Client>,
        run: &'a Run,
        said: mpsc::UnboundedSender<Event>,
    ) -> Result<Self, Error> {
        run.app.job_actor(&run.job.actor).await?;
        let (changes, fetches, fenced) = (Mutex::new(0), AtomicU64::new(0), Notify::new());
        Ok(Self { scripts, client, run, said, changes, fetches, fenced })
    }

    /// The job's actor as they are now: whoever is shut out, or may do less, while the script runs, is so for its next call.
    async fn who(&self) -> Result<Principal, Error> {
        self.run.app.job_actor(&self.run.job.actor).await
    }

    /// Resolves once a change was refused because the run is not the job's any more.
    pub(super) async fn fenced(&self) {
        self.fenced.notified().await;
    }

    /// The job's ticket, if the actor may see it.
    pub(super) async fn shown(&self, ticket: TicketId) -> Result<Option<Value>, Error> {
        match self.ask(TicketCall::Get { ticket: ticket.to_string() }).await {
            Ok(ticket) => Ok(Some(ticket)),
            Err(Error::Rejected(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn ask(&self, call: TicketCall) -> Result<Value, Error> {
        let asked = serde_json::to_string(&call).map_err(|_never| Error::Broken("a call is no JSON"))?;
        let answer = match (self.scripts.tickets)(call)? {
            Asked::Look(unit) => self.run.app.read(&self.who().await?, unit).await?,
            Asked::Change(unit) => self.change(asked, unit).await?,
        };
        serde_json::from_str(&answer).map_err(|_never| Error::Broken("an answer to a script is no JSON"))
    }

    async fn change(&self, asked: String, unit: Unit) -> Result<String, Error> {
        let mut place = self.changes.lock().await;
        let change = Change { fence: self.run.fence.clone(), place: *place, asked };
        // Counted before it is made: also one that is refused is the n-th.
        *place += 1;
        let made = self.run.app.change_as_job(&self.who().await?, change, unit).await;
        if matches!(made, Err(Error::Fenced)) {
            self.fenced.notify_one();
        }
        made
    }

    fn refusal(&self, error: Error) -> Refusal {
        let rejection = error.into_rejection();
        Refusal { code: (self.scripts.word)(&rejection).to_owned(), message: rejection.text(Lang::En) }
    }
}

impl sandbox::Host for Host<'_> {
    fn event(&self, event: Event) {
        // Whoever listens does so until the script has ended.
        let _ = self.said.send(event);
    }

    async fn ticket(&self, call: TicketCall) -> Result<Value, Refusal> {
        self.ask(call).await.map_err(|error| self.refusal(error))
    }

    async fn fetch(&self, request: Request) -> Result<Response, Refusal> {
        let number = self.fetches.fetch_add(1, Ordering::Relaxed) + 1;
        // Of one attempt each request has its own: two that differ must never pass for one.
        let key = format!("{}:{}:{number}", self.run.job.id, self.run.job.attempt);
        let request = fetch::read(request, &self.scripts.hosts, &key)?;
        let client = self.client.ok_or_else(|| fetch::refused("not_allowed", "this server asks nobody"))?;
        fetch::send(client, request).await
    }

    async fn secret(&self, name: String) -> Result<Option<String>, Refusal> {
        self.run.app.reveal_secret(&name).await.map_err(|error| self.refusal(error))
    }
}
