//! From the history to messages: what is told in the feed is handed on to the webhooks it concerns.
//!
//! Any number of nodes may do it: a page of the history becomes messages in the very transaction that moves the place up to
//! which everything is handed on, and only one of them moves it from there.

use super::{
    Notes, Webhook, name_of,
    send::{Post, Tidings},
    sieve::Sieve,
};
use crate::{App, Error, TEAM};
use domain::{
    At,
    history::{Audience, Event},
    id::TicketId,
    ticket::Ticket,
};
use std::{collections::HashMap, sync::Arc, time::Duration};
use store::{
    delivery::{self, Draft},
    feed::{self, Told},
    webhook,
};
use tokio::time::{sleep, timeout};

/// Steps that are handed on in one transaction.
const AT_ONCE: i64 = 100;
/// How often it is looked whether there are webhooks, and steps.
const LOOK: Duration = Duration::from_secs(1);

/// A page of the history, and whom it may concern.
struct Page {
    from: i64,
    to: i64,
    told: Vec<Told>,
    tickets: HashMap<TicketId, Ticket>,
    webhooks: Vec<Webhook>,
    sieve: Sieve,
    more: bool,
}

impl App {
    /// Hands on what happens, for as long as it is polled.
    pub async fn run_webhook_relay(&self, post: Arc<dyn Post>) {
        loop {
            if let Err(error) = self.relay_while_there_are_webhooks(post.as_ref()).await {
                tracing::warn!(error = %error, "steps cannot be handed on to webhooks now");
                sleep(LOOK).await;
            }
            let _ = timeout(LOOK, self.inner.webhooks.drawn.notified()).await;
        }
    }

    async fn relay_while_there_are_webhooks(&self, post: &dyn Post) -> Result<(), Error> {
        if self.has_no_webhooks().await? {
            return Ok(());
        }
        // By listening, the feed is kept going; its place is one before which nothing can come any more.
        let mut told = self.inner.feed.listen();
        self.inner.feed.wake();
        loop {
            let place = told.borrow_and_update().place;
            if let Some(place) = place {
                while self.hand_on(place, post).await? {}
            }
            let changed = timeout(LOOK, told.changed()).await;
            if changed.is_err() && self.has_no_webhooks().await? {
                return Ok(());
            }
        }
    }

    async fn has_no_webhooks(&self) -> Result<bool, Error> {
        Ok(self.sql().read(|tx| webhook::live(tx, TEAM)).await?.is_empty())
    }

    /// Hands on a page of what was told up to a place; whether there may be more.
    async fn hand_on(&self, place: i64, post: &dyn Post) -> Result<bool, Error> {
        let now = self.now();
        let Some(page) = self.sql().read(move |tx| read(tx, place, now)).await? else { return Ok(false) };
        let drafts = drafts(&page, post);
        let (from, to, more, made) = (page.from, page.to, page.more, !drafts.is_empty());
        self.sql()
            .write(move |tx| {
                // Another node was faster where it is not moved: then it has made the messages.
                if webhook::advance(tx, TEAM, from, to)? {
                    for draft in &drafts {
                        delivery::insert(tx, TEAM, draft, now)?;
                    }
                }
                Ok::<_, Error>(())
            })
            .await?;
        if made {
            self.inner.webhooks.made.notify_one();
        }
        Ok(more)
    }
}

/// The next page, if there is any up to a place that everything is told to.
fn read(tx: &mut sql::Tx<'_>, place: i64, now: At) -> Result<Option<Page>, Error> {
    let webhooks = webhook::live(tx, TEAM)?;
    let Some(from) = webhook::place(tx, TEAM)?.filter(|from| *from < place && !webhooks.is_empty()) else {
        return Ok(None);
    };
    let told = feed::page(tx, TEAM, (from, place), AT_ONCE)?;
    let more = i64::try_from(told.len()).is_ok_and(|count| count == AT_ONCE);
    let to = told.last().filter(|_| more).map_or(place, |last| last.event.seq.0);
    let mut ids: Vec<i64> = told.iter().map(|one| one.event.ticket.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let tickets = store::ticket::of_numbers(tx, TEAM, &ids)?;
    let tickets = tickets.into_iter().map(|ticket| (ticket.id, ticket)).collect();
    let sieve = Sieve::read(tx, &webhooks, now)?;
    Ok(Some(Page { from, to, told, tickets, webhooks, sieve, more }))
}

fn drafts(page: &Page, post: &dyn Post) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for one in &page.told {
        let Some(ticket) = page.tickets.get(&one.event.ticket) else { continue };
        let concerned = page.webhooks.iter().filter(|webhook| concerns(webhook, one));
        let concerned = concerned.filter(|webhook| page.sieve.lets_through(webhook, ticket));
        // Most webhooks are told the same: worded once for each kind of reader.
        let (mut public, mut internal) = (None, None);
        for webhook in concerned {
            let words = match webhook.notes {
                Notes::Public => &mut public,
                Notes::Internal => &mut internal,
            };
            let body = words.get_or_insert_with(|| {
                let event = readable(&one.event, webhook.notes);
                event.map(|event| post.word(&Tidings { kind: &name_of(event.kind), ticket, event: &event }))
            });
            let Some(body) = body.clone() else { continue };
            let place = one.event.seq.0;
            drafts.push(Draft {
                // Made of what it is about, so that it is made once whatever happens.
                id: format!("msg_{}{place}", webhook.uuid),
                webhook: webhook.uuid.clone(),
                place,
                ticket: one.event.ticket,
                kind: name_of(one.event.kind),
                body,
            });
        }
    }
    drafts
}

fn concerns(webhook: &Webhook, told: &Told) -> bool {
    told.event.seq.0 > webhook.since
        && webhook.project.as_ref().is_none_or(|project| *project == told.project)
        && (webhook.kinds.is_empty() || webhook.kinds.contains(&told.event.kind))
}

/// A step as far as a webhook may read it; nothing where there is nothing else in it than what it may not.
pub(super) fn readable(event: &Event, notes: Notes) -> Option<Event> {
    let mut event = event.clone();
    if notes == Notes::Public && event.body.about.audience == Audience::Staff {
        if event.body.changes.is_empty() {
            return None;
        }
        event.note.clear();
        event.body.about.attachment = None;
    }
    Some(event)
}
