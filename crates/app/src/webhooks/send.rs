//! Sending messages: each under a lease, so that no two nodes send one at once, and again on the schedule of Standard
//! Webhooks until it is taken. Nobody waits for a receiver that is slow or away but the messages to itself.

use super::Webhook;
use crate::{App, Error, TEAM, random, random::Random};
use domain::{At, history::Event, ticket::Ticket};
use futures_util::{FutureExt as _, StreamExt as _, future::BoxFuture, stream::FuturesUnordered};
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{
    delivery::{self, Attempt, End, Held, Lease},
    webhook,
};
use tokio::time::timeout;

/// Seconds until the next attempt, after the first, the second …: the schedule of Standard Webhooks. One more fails for good.
const SCHEDULE: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// Messages to one webhook that this node sends at once.
const SIDE_BY_SIDE: usize = 8;
/// How long a message is a node's to send, in seconds: longer than [`FRESH`] and an attempt can take together.
const LEASE_SECONDS: i64 = 40;
/// How old a lease may be when the message goes out: a node that stood still sends nothing that may be another's by now.
const FRESH: Duration = Duration::from_secs(20);
/// Attempts that fail one after another until a webhook is let alone.
const PATIENCE: i64 = 10;
/// How long it is let alone at first, and at most, in seconds; twice as long each time.
const REST_SECONDS: std::ops::RangeInclusive<i64> = 60..=3_600;
/// How often it is looked for what is due.
const LOOK: Duration = Duration::from_millis(500);
/// How long messages that are being sent may take once the server stops.
const GRACE: Duration = Duration::from_secs(5);

/// What words messages and takes them out of the house.
pub trait Post: Send + Sync {
    /// The body of a message.
    fn word(&self, tidings: &Tidings<'_>) -> String;

    /// Sends a message, in less than a quarter of a minute.
    fn send(&self, parcel: Parcel) -> BoxFuture<'static, Sent>;
}

/// What a message tells.
#[derive(Debug, Clone, Copy)]
pub struct Tidings<'a> {
    /// What it is called: `ticket.created`.
    pub kind: &'a str,
    /// The ticket, as it is now.
    pub ticket: &'a Ticket,
    /// The step, as far as it may be told.
    pub event: &'a Event,
}

/// A message on its way.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// Its id.
    pub id: String,
    /// Where to.
    pub url: String,
    /// When it is sent, in seconds since 1970.
    pub timestamp: i64,
    /// What it says.
    pub body: String,
    /// What it is signed with, the newest first.
    pub secrets: Vec<crate::identity::tokens::Secret>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The status of the answer.
    pub status: Option<u16>,
    /// Why there was no answer, as a word and a sentence; empty where there was one.
    pub failure: String,
    /// The first bytes of the answer.
    pub answer: String,
}

/// Who sends on this node.
struct Sender<'a> {
    app: &'a App,
    post: Arc<dyn Post>,
    owner: String,
    under_way: FuturesUnordered<BoxFuture<'a, String>>,
    at_once: HashMap<String, usize>,
}

impl App {
    /// Sends messages until `stop`; those that are under way then are waited for a little, or left to the next.
    pub async fn run_webhook_sender(&self, post: Arc<dyn Post>, stop: impl Future<Output = ()>) {
        let owner = random::short_id(self.inner.random.as_ref(), 16);
        self.take_over(&owner).await;
        let mut sender =
            Sender { app: self, post, owner, under_way: FuturesUnordered::new(), at_once: HashMap::new() };
        let mut stop = std::pin::pin!(stop);
        let mut looked = Instant::now();
        loop {
            if let Err(error) = sender.begin(&mut looked).await {
                tracing::warn!(error = %error, "messages to webhooks cannot be sent now");
            }
            tokio::select! {
                () = &mut stop => break,
                Some(webhook) = sender.under_way.next() => sender.ended(&webhook),
                () = self.inner.webhooks.made.notified() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        let rest = async { while sender.under_way.next().await.is_some() {} };
        if timeout(GRACE, rest).await.is_err() {
            tracing::info!("messages to webhooks are left to the next run");
        }
        let (owner, now) = (sender.owner.clone(), self.now());
        let given = self.sql().write(move |tx| delivery::give_back(tx, TEAM, now, &owner)).await;
        if let Err(error) = given {
            tracing::warn!(error = %error, "messages to webhooks are sent only once their leases are over");
        }
    }

    /// What a process before has left: on `SQLite` there is no other.
    async fn take_over(&self, owner: &str) {
        if self.sql().engine() != sql::EngineKind::Sqlite {
            return;
        }
        let (owner, now) = (owner.to_owned(), self.now());
        if let Err(error) =
            self.sql().write(move |tx| delivery::left_behind(tx, TEAM, now, &owner).map(drop)).await
        {
            tracing::warn!(error = %error, "messages to webhooks are sent only once their leases are over");
        }
    }

    /// Sends one message and writes down what came of it; the webhook it was for.
    async fn attempt(&self, post: Arc<dyn Post>, webhook: Webhook, held: Held, owner: String) -> String {
        let (uuid, begun) = (webhook.uuid.clone(), Instant::now());
        let parcel = Parcel {
            id: held.id.clone(),
            url: webhook.url.clone(),
            timestamp: self.now().micros().div_euclid(1_000_000),
            body: held.body.clone(),
            secrets: self.secrets(&webhook),
        };
        let sent = if parcel.secrets.is_empty() {
            let failure = "unusable: the secret was made with another signing key".to_owned();
            Sent { status: None, failure, answer: String::new() }
        } else {
            post.send(parcel).await
        };
        let took = i64::try_from(begun.elapsed().as_micros()).unwrap_or(i64::MAX);
        if let Err(error) = self.note(&webhook, &held, &owner, &sent, took).await {
            // The message is still held; once the lease is over it is sent again, under the same id.
            tracing::warn!(error = %error, delivery.id = %held.id, "what came of a message could not be written down");
        }
        uuid
    }

    async fn note(
        &self,
        webhook: &Webhook,
        held: &Held,
        owner: &str,
        sent: &Sent,
        took: i64,
    ) -> Result<(), Error> {
        let (now, took_in) = (self.now(), sent.status.is_some_and(|status| (200..300).contains(&status)));
        let failure = match (took_in, sent.status) {
            (true, _) => String::new(),
            (false, Some(status)) => format!("status: answered with {status}"),
            (false, None) => sent.failure.clone(),
        };
        let attempt = Attempt {
            number: held.attempt,
            at: now,
            took,
            status: sent.status.map(i64::from),
            failure,
            answer: sent.answer.clone(),
        };
        let end = if took_in { End::Delivered } else { next(self.inner.random.as_ref(), held.tries, now) };
        let (uuid, held, owner) = (webhook.uuid.clone(), held.clone(), owner.to_owned());
        self.sql()
            .write(move |tx| {
                if !delivery::end(tx, TEAM, (&held, &owner), end, &attempt)? {
                    tracing::info!(delivery.id = %held.id, "an attempt whose message is another's by now is not counted");
                    return Ok(());
                }
                let Some(known) = webhook::get(tx, TEAM, &uuid)? else { return Ok(()) };
                if end == End::Delivered {
                    webhook::delivered(tx, TEAM, &uuid, now)?;
                    if known.rest_until.is_some() {
                        delivery::hurry(tx, TEAM, &uuid, now)?;
                    }
                    return Ok(());
                }
                Ok::<_, Error>(webhook::failed(tx, TEAM, &uuid, rest(known.failures + 1, now))?)
            })
            .await
    }

    /// What messages to a webhook are signed with now; none where they were made with another signing key.
    fn secrets(&self, webhook: &Webhook) -> Vec<crate::identity::tokens::Secret> {
        let (key, now) = (&self.settings().signing_key, self.now());
        if webhook.key_print != key.fingerprint() {
            return Vec::new();
        }
        let last = webhook.last.as_ref().filter(|(_, until)| *until > now).map(|(salt, _)| salt.as_str());
        let salts = std::iter::once(webhook.salt.as_str()).chain(last);
        salts.map(|salt| crate::identity::tokens::Secret::new(key.webhook_secret(salt))).collect()
    }
}

impl Sender<'_> {
    /// Begins to send what is due, as far as there is room.
    async fn begin(&mut self, looked: &mut Instant) -> Result<(), Error> {
        let (app, now) = (self.app, self.app.now());
        if looked.elapsed() >= FRESH / 4 {
            *looked = Instant::now();
            app.sql().write(move |tx| delivery::lapsed(tx, TEAM, now).map(drop)).await?;
        }
        let webhooks = app
            .sql()
            .read(move |tx| {
                let mut due = Vec::new();
                for webhook in webhook::live(tx, TEAM)? {
                    let rests = webhook.rest_until.is_some_and(|until| until > now);
                    if !rests && delivery::is_due(tx, TEAM, &webhook.uuid, now)? {
                        due.push(webhook);
                    }
                }
                Ok::<_, Error>(due)
            })
            .await?;
        for webhook in webhooks {
            let busy = self.at_once.get(&webhook.uuid).copied().unwrap_or(0);
            // One that was let alone shows with one message whether it is back.
            let most = if webhook.rest_until.is_some() { 1 } else { SIDE_BY_SIDE };
            let Some(room) = most.checked_sub(busy).filter(|room| *room > 0) else { continue };
            self.send(webhook, room, now).await?;
        }
        Ok(())
    }

    async fn send(&mut self, webhook: Webhook, room: usize, now: At) -> Result<(), Error> {
        let (app, taken) = (self.app, Instant::now());
        let (uuid, order, owner) = (webhook.uuid.clone(), webhook.order, self.owner.clone());
        let limit = i64::try_from(room).unwrap_or(1);
        let held = app
            .sql()
            .write(move |tx| {
                let lease = Lease { owner: &owner, now, until: now.plus_seconds(LEASE_SECONDS) };
                delivery::take(tx, TEAM, (&uuid, order), lease, limit)
            })
            .await?;
        for one in held {
            if taken.elapsed() > FRESH {
                tracing::info!(delivery.id = %one.id, "a message was held too long before it was sent: its lease ends first");
                continue;
            }
            *self.at_once.entry(webhook.uuid.clone()).or_default() += 1;
            let attempt = app.attempt(Arc::clone(&self.post), webhook.clone(), one, self.owner.clone());
            self.under_way.push(attempt.boxed());
        }
        Ok(())
    }

    fn ended(&mut self, webhook: &str) {
        if let Some(count) = self.at_once.get_mut(webhook) {
            *count = count.saturating_sub(1);
        }
    }
}

/// What becomes of a message after so many attempts have failed.
fn next(random: &dyn Random, tries: i64, now: At) -> End {
    let place = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    match SCHEDULE.get(place) {
        None => End::Failed,
        // Up to a tenth later, so that what failed together does not come back together.
        Some(seconds) => {
            let mut byte = [0_u8; 1];
            random.fill(&mut byte);
            let jitter = seconds * 1_000_000 / 10 * i64::from(byte[0]) / 255;
            End::Again(At::from_micros(now.micros() + seconds * 1_000_000 + jitter))
        }
    }
}

/// Until when a webhook is let alone after so many failures in a row.
fn rest(failures: i64, now: At) -> Option<At> {
    let times = u32::try_from(failures - PATIENCE).ok()?;
    let seconds = REST_SECONDS.start().saturating_mul(1_i64 << times.min(16));
    Some(now.plus_seconds(seconds.min(*REST_SECONDS.end())))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Full;

    impl Random for Full {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(255);
        }
    }

    #[test]
    fn a_message_is_tried_ten_times_over_three_days_and_then_given_up() {
        let mut now = At::from_micros(0);
        for tries in 1..=9 {
            let End::Again(due) = next(&Full, tries, now) else { panic!("given up after {tries}") };
            assert!(due > now);
            now = due;
        }
        assert_eq!(next(&Full, 10, now), End::Failed);
        let hours = now.micros() / 3_600_000_000;
        assert!((75..=84).contains(&hours), "{hours}");
    }

    #[test]
    fn a_webhook_is_let_alone_longer_and_longer_but_never_for_more_than_an_hour() {
        let now = At::from_micros(0);
        assert_eq!(rest(9, now), None);
        let seconds = |failures| rest(failures, now).map(|at| at.micros() / 1_000_000);
        assert_eq!(
            [seconds(10), seconds(11), seconds(15), seconds(16), seconds(1_000)],
            [Some(60), Some(120), Some(1_920), Some(3_600), Some(3_600)]
        );
    }
}
