//! What was sent to webhooks and what became of it, and sending it anew.

use super::{get, is_usable};
use crate::{App, Cx, Error, TEAM, audit, identity::users};
use domain::{At, Rejection, Thing, id::TicketId, msg};
use serde_json::json;
use store::delivery::{self, Draft};
pub use store::delivery::{Anew, Attempt, Delivery, State};

/// How long messages that have ended are kept, and how long one is tried at most, in seconds.
const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;
const TRIED_SECONDS: i64 = 7 * 24 * 60 * 60;
/// Messages that are forgotten in one transaction.
const AT_ONCE: i64 = 500;

impl App {
    /// Gives up messages that nobody has taken for a week, and forgets those that ended a month ago.
    pub(crate) async fn tidy_webhooks(&self, now: At) -> Result<(), Error> {
        let too_late = (now.plus_seconds(-TRIED_SECONDS), now);
        self.sql()
            .write(move |tx| {
                for webhook in store::webhook::list(tx, TEAM)? {
                    delivery::give_up(tx, TEAM, &webhook.uuid, too_late)?;
                }
                Ok::<_, Error>(())
            })
            .await?;
        let old = now.plus_seconds(-KEPT_SECONDS);
        while self.sql().write(move |tx| delivery::forget_old(tx, TEAM, old, AT_ONCE)).await? > 0 {}
        Ok(())
    }
}

/// Where a page of the log begins: before a message, by its time and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// When the message was made.
    pub at: At,
    /// Its id.
    pub id: String,
}

/// At most `limit` messages to a webhook, newest first.
pub fn list(
    cx: &mut Cx<'_, '_>,
    uuid: &str,
    before: Option<&Before>,
    state: Option<State>,
    limit: i64,
) -> Result<Vec<Delivery>, Error> {
    get(cx, uuid)?;
    let before = before.map_or((At::from_micros(i64::MAX), ""), |before| (before.at, before.id.as_str()));
    Ok(delivery::page(cx.tx, cx.actor.team, uuid, before, state, limit)?)
}

/// A message with all that is known of it.
#[derive(Debug, Clone)]
pub struct Detail {
    /// The message.
    pub delivery: Delivery,
    /// What it says.
    pub body: String,
    /// The attempts, newest first.
    pub attempts: Vec<Attempt>,
}

/// One of a webhook's messages.
pub fn one(cx: &mut Cx<'_, '_>, uuid: &str, id: &str) -> Result<Detail, Error> {
    get(cx, uuid)?;
    let (team, missing) = (cx.actor.team, || Rejection::not_found(Thing::Delivery, id));
    let found = delivery::get(cx.tx, team, id)?.filter(|delivery| delivery.webhook == uuid);
    let delivery = found.ok_or_else(missing)?;
    let body = delivery::body(cx.tx, team, id)?.ok_or_else(missing)?;
    Ok(Detail { delivery, body, attempts: delivery::attempts(cx.tx, team, id)? })
}

/// Has one sent anew, under the same id.
pub fn replay(cx: &mut Cx<'_, '_>, uuid: &str, id: &str) -> Result<Detail, Error> {
    users::administer(cx)?;
    one(cx, uuid, id)?;
    if !delivery::again(cx.tx, cx.actor.team, id, cx.now)? {
        return Err(Rejection::Conflict(msg!("webhook.under_way")).into());
    }
    audit::record(cx, "webhook.replay", uuid, &json!({ "delivery": id }))?;
    one(cx, uuid, id)
}

/// Has all sent anew that were made at a time or later; how many.
pub fn replay_since(cx: &mut Cx<'_, '_>, uuid: &str, since: At, which: Anew) -> Result<u64, Error> {
    users::administer(cx)?;
    get(cx, uuid)?;
    let count = delivery::again_since(cx.tx, cx.actor.team, uuid, which, (since, cx.now))?;
    audit::record(cx, "webhook.replay", uuid, &json!({ "since": since, "count": count }))?;
    Ok(count)
}

/// Sends a message that tells of nothing, to try a webhook out.
pub fn test(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<Detail, Error> {
    users::administer(cx)?;
    let webhook = get(cx, uuid)?;
    if !is_usable(cx, &webhook) {
        return Err(Rejection::Conflict(msg!("webhook.unusable")).into());
    }
    let kind = "webhook.test".to_owned();
    let data = json!({ "webhook": webhook.uuid, "name": webhook.name });
    let draft = Draft {
        id: format!("msg_{uuid}{}", cx.short_id(16)),
        webhook: webhook.uuid,
        place: 0,
        ticket: TicketId(0),
        body: json!({ "type": kind, "timestamp": cx.now, "data": data }).to_string(),
        kind,
    };
    delivery::insert(cx.tx, cx.actor.team, &draft, cx.now)?;
    audit::record(cx, "webhook.test", uuid, &json!({ "delivery": draft.id }))?;
    one(cx, uuid, &draft.id)
}
