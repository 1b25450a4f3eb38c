//! Webhooks: who outside is told of what happens to tickets.
//!
//! Here administrators draw them up. [`relay`] reads the live feed and hands each step on to whom it concerns, as messages
//! that are rows; [`send`] sends those until they are delivered or given up; [`log`] shows them and has them sent anew. So a
//! write of a ticket costs nothing more, and no message is lost with a process. A webhook's secret is made of its salt and
//! the signing key, so that it need not be kept and yet can sign.

pub mod call;
pub mod log;
mod relay;
pub mod send;
mod sieve;

use crate::{
    App, Cx, Error, audit, catalogue, filters,
    identity::{tokens::Secret, users},
    random,
};
use domain::{
    Message, Rejection, Thing,
    filter::Asker,
    history::Kind,
    msg,
    text::{self, Lines},
};
use serde_json::{Value, json};
pub use store::webhook::{Notes, Order, Webhook};
use tokio::sync::Notify;

/// Webhooks that there may be.
const MOST: usize = 100;
/// The longest URL, in bytes.
const LONGEST_URL: usize = 2_048;
/// How long messages are signed with the secret before the newest too, in seconds.
const BOTH_SECONDS: i64 = 24 * 60 * 60;
/// What the wire calls a kind of step begins with this.
const TICKET: &str = "ticket.";

/// What wakes those who work for webhooks on this node.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    /// Who is told of what may have changed.
    drawn: Notify,
    /// There are messages to be sent.
    made: Notify,
}

/// A webhook as somebody words it. What is left out stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Its name.
    pub name: Option<String>,
    /// Where messages are sent.
    pub url: Option<String>,
    /// A project's key; empty for all projects.
    pub project: Option<String>,
    /// What it is told of (`ticket.created` …); none = everything.
    pub events: Option<Vec<String>>,
    /// The filter that the ticket of a step has to meet; empty = all tickets.
    pub filter: Option<String>,
    /// Whether it is told internal notes too.
    pub notes: Option<Notes>,
    /// In which order messages are sent.
    pub order: Option<Order>,
    /// Whether it is told anything.
    pub enabled: Option<bool>,
}

/// A secret that was drawn, and what is kept of it.
#[derive(Debug, Clone)]
pub struct Drawn {
    salt: String,
    key_print: String,
    /// What is shown once.
    pub secret: Secret,
}

impl App {
    /// Draws a webhook's secret. Drawn outside the unit of work, so that running it again gives the same one.
    pub fn draw_webhook_secret(&self) -> Drawn {
        let key = &self.settings().signing_key;
        let salt = random::short_id(self.inner.random.as_ref(), 43);
        let secret = Secret::new(key.webhook_secret(&salt));
        Drawn { salt, key_print: key.fingerprint(), secret }
    }

    /// Has those who work for webhooks look at once; call it after a change of them.
    pub fn ring_for_webhooks(&self) {
        self.inner.webhooks.drawn.notify_one();
        self.inner.webhooks.made.notify_one();
    }
}

/// What a kind of step is called in messages.
pub fn name_of(kind: Kind) -> String {
    format!("{TICKET}{}", kind.word())
}

/// Whether a webhook's secret is of the signing key that this program has: not so in an instance that has moved to another.
pub fn is_usable(cx: &Cx<'_, '_>, webhook: &Webhook) -> bool {
    webhook.key_print == cx.settings().signing_key.fingerprint()
}

/// All webhooks, oldest first.
pub fn list(cx: &mut Cx<'_, '_>) -> Result<Vec<Webhook>, Error> {
    users::manage(cx)?;
    Ok(store::webhook::list(cx.tx, cx.actor.team)?)
}

/// One of them.
pub fn get(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<Webhook, Error> {
    users::manage(cx)?;
    let found = store::webhook::get(cx.tx, cx.actor.team, uuid)?;
    Ok(found.ok_or_else(|| Rejection::not_found(Thing::Webhook, uuid))?)
}

/// Makes one. It is told of what happens from now on.
pub fn create(cx: &mut Cx<'_, '_>, wish: &Wish, drawn: &Drawn) -> Result<Webhook, Error> {
    users::administer(cx)?;
    if store::webhook::list(cx.tx, cx.actor.team)?.len() >= MOST {
        return Err(Rejection::Conflict(msg!("webhook.too_many", most = MOST)).into());
    }
    let webhook = Webhook {
        uuid: cx.short_id(8),
        name: String::new(),
        url: String::new(),
        project: None,
        kinds: Vec::new(),
        filter: String::new(),
        notes: Notes::Public,
        order: Order::Free,
        enabled: true,
        salt: drawn.salt.clone(),
        key_print: drawn.key_print.clone(),
        last: None,
        since: 0,
        failures: 0,
        rest_until: None,
        delivered: None,
        version: 1,
        created: cx.now,
        rotated: cx.now,
    };
    let required = |text: &Option<String>| Some(text.clone().unwrap_or_default());
    let wish = Wish { name: required(&wish.name), url: required(&wish.url), ..wish.clone() };
    let mut webhook = wished(cx, webhook, &wish)?;
    if webhook.enabled {
        begin(cx, &mut webhook)?;
    }
    store::webhook::insert(cx.tx, cx.actor.team, &webhook)?;
    audit::record(cx, "webhook.create", &webhook.uuid, &told(&webhook))?;
    Ok(webhook)
}

/// Changes where messages go and what is told; one that was off is told of what happens from now on.
pub fn update(
    cx: &mut Cx<'_, '_>,
    uuid: &str,
    wish: &Wish,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<Webhook, Error> {
    users::administer(cx)?;
    let old = get(cx, uuid)?;
    check(old.version)?;
    let was = old.enabled;
    let mut webhook = wished(cx, old, wish)?;
    if webhook.enabled && !was {
        begin(cx, &mut webhook)?;
        store::webhook::resume(cx.tx, cx.actor.team, uuid)?;
    }
    write(cx, &webhook, "webhook.update")
}

/// Gives it another secret. Messages are signed with the one before too for a day.
pub fn rotate(cx: &mut Cx<'_, '_>, uuid: &str, drawn: &Drawn) -> Result<Webhook, Error> {
    users::administer(cx)?;
    let old = get(cx, uuid)?;
    // A secret of another signing key cannot be made again, so it signs nothing.
    let last = is_usable(cx, &old).then(|| (old.salt.clone(), cx.now.plus_seconds(BOTH_SECONDS)));
    let (salt, key_print) = (drawn.salt.clone(), drawn.key_print.clone());
    let webhook = Webhook { salt, key_print, last, rotated: cx.now, ..old };
    write(cx, &webhook, "webhook.rotate")
}

/// Has one that is let alone because it fails tried again at once.
pub fn resume(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<Webhook, Error> {
    users::administer(cx)?;
    get(cx, uuid)?;
    store::webhook::resume(cx.tx, cx.actor.team, uuid)?;
    store::delivery::hurry(cx.tx, cx.actor.team, uuid, cx.now)?;
    let webhook = get(cx, uuid)?;
    audit::record(cx, "webhook.resume", uuid, &told(&webhook))?;
    Ok(webhook)
}

/// Removes it and the log of its messages.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    uuid: &str,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(), Error> {
    users::administer(cx)?;
    let webhook = get(cx, uuid)?;
    check(webhook.version)?;
    if !store::webhook::delete(cx.tx, cx.actor.team, uuid)? {
        return Err(Rejection::not_found(Thing::Webhook, uuid).into());
    }
    store::delivery::delete_of(cx.tx, cx.actor.team, uuid)?;
    audit::record(cx, "webhook.delete", uuid, &told(&webhook))
}

/// From now on: after the newest step that is seen. While nobody was told anything, nothing was handed on either.
fn begin(cx: &mut Cx<'_, '_>, webhook: &mut Webhook) -> Result<(), Error> {
    let team = cx.actor.team;
    webhook.since = store::feed::last(cx.tx, team)?;
    let others = store::webhook::live(cx.tx, team)?;
    if others.iter().all(|other| other.uuid == webhook.uuid) {
        store::webhook::begin(cx.tx, team, webhook.since)?;
    }
    Ok(())
}

fn write(cx: &mut Cx<'_, '_>, webhook: &Webhook, action: &str) -> Result<Webhook, Error> {
    if !store::webhook::update(cx.tx, cx.actor.team, webhook)? {
        return Err(Rejection::Stale { version: webhook.version + 1 }.into());
    }
    audit::record(cx, action, &webhook.uuid, &told(webhook))?;
    get(cx, &webhook.uuid)
}

/// What the audit says of one: nothing that its secret is made of, and of the address only where it leads.
fn told(webhook: &Webhook) -> Value {
    let url = webhook.url.split(['?', '#']).next().unwrap_or_default();
    json!({
        "name": webhook.name, "url": url, "project": webhook.project,
        "events": webhook.kinds.iter().copied().map(name_of).collect::<Vec<_>>(), "filter": webhook.filter,
        "notes": webhook.notes == Notes::Internal, "ordered": webhook.order == Order::ByTicket,
        "enabled": webhook.enabled,
    })
}

fn wished(cx: &mut Cx<'_, '_>, webhook: Webhook, wish: &Wish) -> Result<Webhook, Error> {
    let team = cx.actor.team;
    let name = match &wish.name {
        None => webhook.name,
        Some(name) => {
            let name = text::require(name, 64, Lines::One)
                .map_err(|why| Rejection::invalid("name", why))?
                .to_owned();
            let taken = store::webhook::by_name(cx.tx, team, &name)?;
            if taken.is_some_and(|other| other.uuid != webhook.uuid) {
                return Err(Rejection::invalid("name", msg!("webhook.name_taken")).into());
            }
            name
        }
    };
    let project = match wish.project.as_deref().map(str::trim) {
        None => webhook.project,
        Some("") => None,
        Some(key) => {
            let key = key.to_ascii_uppercase();
            if store::project::get(cx.tx, team, &key)?.is_none() {
                return Err(Rejection::invalid("project", msg!("value.unknown", value = key)).into());
            }
            Some(key)
        }
    };
    let changed = Webhook { name, project, ..webhook };
    let filter = wish.filter.clone().unwrap_or_else(|| changed.filter.clone());
    let changed = Webhook { filter, ..changed };
    // One that is left as it is may have become one that cannot be read: then it is not this change's fault.
    if wish.filter.is_some()
        && let Some(fault) = fault(cx, &changed)?
    {
        return Err(Rejection::invalid("filter", fault).into());
    }
    Ok(Webhook {
        url: wish.url.as_deref().map_or(Ok(changed.url), address)?,
        kinds: wish.events.as_deref().map_or(Ok(changed.kinds), kinds)?,
        notes: wish.notes.unwrap_or(changed.notes),
        order: wish.order.unwrap_or(changed.order),
        enabled: wish.enabled.unwrap_or(changed.enabled),
        ..changed
    })
}

/// Why a webhook's filter cannot be read, if it cannot: then it is told nothing.
pub fn fault(cx: &mut Cx<'_, '_>, webhook: &Webhook) -> Result<Option<Message>, Error> {
    let projects: Vec<String> = webhook.project.iter().cloned().collect();
    let known = catalogue::known(cx)?;
    let tickets = |projects: &[String]| known.tickets(projects).asked_by(Asker::Nobody);
    Ok(filters::parse(&webhook.filter, &projects, tickets).err().map(|fault| fault.message()))
}

/// An address as far as it can be judged without asking for it: which ones may be reached is decided when they are.
fn address(url: &str) -> Result<String, Rejection> {
    let url = url.trim();
    let good = url.len() <= LONGEST_URL && !url.contains('#') && domain::url::can_be_asked(url);
    if good {
        Ok(url.to_owned())
    } else {
        Err(Rejection::invalid("url", msg!("webhook.url", max = LONGEST_URL)))
    }
}

fn kinds(events: &[String]) -> Result<Vec<Kind>, Rejection> {
    let mut kinds = Vec::new();
    for (place, event) in events.iter().enumerate() {
        let kind = event.trim().strip_prefix(TICKET).and_then(Kind::parse).ok_or_else(|| {
            let allowed = Kind::ALL.map(name_of).join(", ");
            Rejection::invalid(format!("events[{place}]"), msg!("webhook.events", allowed = allowed))
        })?;
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    Ok(kinds)
}
