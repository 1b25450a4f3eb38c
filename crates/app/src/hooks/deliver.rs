//! What comes in through a hook: whether it is to be believed, and the telling of the tickets.

use super::{
    Hook,
    read::{self, Happening, Reading},
};
use crate::{App, Cx, Error, TEAM, identity::throttle, secret, tickets::trigger};
use domain::{
    AuthFault, Message, Rejection, Thing,
    history::Reference,
    hook::Provider,
    id::TicketId,
    ticket::{Source, Ticket},
    workflow::mention::Mention,
};
use std::collections::BTreeMap;

/// Steps of history that one delivery may write: a happening counts once for each ticket that it names.
pub const MOST_TOLD: usize = 500;
/// How many of them are written in one unit of work.
const STRIDE: usize = 50;

/// What shows that whoever sends it knows the secret.
#[derive(Clone)]
pub enum Proof {
    /// The HMAC-SHA256 of the body.
    Signature(Vec<u8>),
    /// The secret itself.
    Token(String),
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Proof(…)")
    }
}

/// What has come in.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Who says that they send it.
    pub provider: Provider,
    /// The name or short id of the hook; `None` where it is told by its secret only.
    pub hook: Option<String>,
    /// The address that it comes from.
    pub address: String,
    /// What shows it.
    pub proof: Option<Proof>,
    /// What it is about, in the sender's word.
    pub event: Result<String, Rejection>,
    /// The bytes as they came.
    pub body: Vec<u8>,
    /// The payload in them.
    pub payload: Result<String, Rejection>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was to be done, and why.
    Ignored(Message),
    /// It was told.
    Told {
        /// The keys of the tickets that it was news to.
        tickets: Vec<String>,
        /// The steps written.
        recorded: u64,
        /// What was more than one delivery may tell, or was not sent.
        left_out: u64,
    },
}

impl App {
    /// Takes a delivery in. Blocks its thread, and goes on to its end whether or not the sender waits for it.
    ///
    /// Refused: [`Rejection::NotFound`] where there is no such hook, [`Rejection::Unauthenticated`] where nothing shows that
    /// it comes from one, [`Rejection::Throttled`] where that was so too often, [`Rejection::Malformed`] where it is not as that system documents it.
    pub fn deliver(&self, delivery: Delivery) -> Result<Outcome, Error> {
        let hook = self.hook_of(&delivery)?;
        let event = match hook.provider {
            Provider::Webhook => hook.name.clone(),
            Provider::Github | Provider::Gitlab | Provider::Gitea => delivery.event?,
        };
        let reading = read::read(hook.provider, &event, &delivery.payload?)?;
        self.heard(&hook)?;
        match reading {
            Reading::Ignored(why) => Ok(Outcome::Ignored(why)),
            Reading::Told(notice) => self.tell(&hook, notice.happenings, notice.left_out),
        }
    }

    /// The hook that a delivery comes from.
    fn hook_of(&self, delivery: &Delivery) -> Result<Hook, Error> {
        let (provider, named) = (delivery.provider, delivery.hook.clone());
        let missing = named.clone().unwrap_or_else(|| provider.word().to_owned());
        let address = delivery.address.clone();
        let (candidates, door) = self.read_blocking(&self.system(), move |cx| {
            let candidates = candidates(cx, provider, named.as_deref())?;
            // Whoever names a hook is not kept out by those who try them all.
            let door = match (&named, candidates.first()) {
                (Some(_), Some(hook)) => throttle::door(&hook.uuid, &address),
                _ => throttle::door(provider.word(), &address),
            };
            if !candidates.is_empty() {
                throttle::look(cx.tx, &door, cx.now)?;
            }
            Ok((candidates, door))
        })?;
        if candidates.is_empty() {
            return Err(Rejection::not_found(Thing::Hook, missing).into());
        }
        let key = &self.settings().signing_key;
        let own = key.fingerprint();
        if let Some(old) = candidates.iter().find(|hook| hook.key_print != own) {
            tracing::info!(hook.uuid = %old.uuid, "the hook's secret was made with another signing key: rotate it");
        }
        let proven = |hook: &&Hook| {
            let secret = key.hook_secret(&hook.salt);
            hook.key_print == own
                && match &delivery.proof {
                    None => false,
                    Some(Proof::Signature(signature)) => secret::signs(&secret, &delivery.body, signature),
                    Some(Proof::Token(token)) => secret::same(&secret, token),
                }
        };
        let Some(hook) = candidates.iter().find(proven) else {
            tracing::info!(hook.provider = provider.word(), "a delivery is not signed with a hook's secret");
            self.write_blocking(&self.system(), Source::Hook, move |cx| {
                throttle::miss(cx.tx, &door, cx.now)
            })?;
            return Err(Rejection::Unauthenticated(AuthFault::Invalid).into());
        };
        Ok(hook.clone())
    }

    /// Remembers that a hook was heard of, to the minute.
    fn heard(&self, hook: &Hook) -> Result<(), Error> {
        if hook.last_used.is_some_and(|at| at.plus_seconds(60) > self.now()) {
            return Ok(());
        }
        let uuid = hook.uuid.clone();
        self.write_blocking(&self.system(), Source::Hook, move |cx| {
            Ok(store::hook::used(cx.tx, TEAM, &uuid, cx.now)?)
        })
    }

    fn tell(&self, hook: &Hook, happenings: Vec<Happening>, left_out: u64) -> Result<Outcome, Error> {
        let (mut telling, dropped) = telling(hook, happenings, &self.projects_of(hook)?);
        for told in &mut telling {
            // What its sender does not tell apart happens anew each time.
            if told.reference.key.is_empty() {
                let id = crate::random::short_id(self.inner.random.as_ref(), 16);
                told.reference.key = format!("webhook {} {id}", hook.uuid);
            }
        }
        let (mut tickets, mut recorded) = (BTreeMap::new(), 0);
        for part in telling.chunks(STRIDE) {
            let (part, project) = (part.to_vec(), hook.project.clone());
            let news = self.write_blocking(&self.system(), Source::Hook, move |cx| {
                let mut news: Vec<Ticket> = Vec::new();
                for Telling { mention, reference, .. } in &part {
                    let named = std::slice::from_ref(mention);
                    news.extend(trigger::happened(cx, named, project.as_deref(), reference)?);
                }
                Ok(news)
            })?;
            recorded += news.len() as u64;
            tickets.extend(
                news.into_iter().map(|ticket| (ticket.id, format!("{}-{}", ticket.project, ticket.id))),
            );
        }
        let left_out = left_out + dropped;
        tracing::info!(hook.uuid = %hook.uuid, hook.recorded = recorded, hook.left_out = left_out, "a hook was heard");
        Ok(Outcome::Told { tickets: tickets.into_values().collect(), recorded, left_out })
    }

    /// The keys of the projects whose tickets it may tell.
    fn projects_of(&self, hook: &Hook) -> Result<Vec<String>, Error> {
        if let Some(project) = &hook.project {
            return Ok(vec![project.clone()]);
        }
        let found = self.read_blocking(&self.system(), |cx| Ok(store::project::list(cx.tx, TEAM)?))?;
        Ok(found.into_iter().map(|project| project.key).collect())
    }
}

/// The hooks that a delivery may come from.
fn candidates(cx: &mut Cx<'_, '_>, provider: Provider, named: Option<&str>) -> Result<Vec<Hook>, Error> {
    let Some(named) = named else { return Ok(store::hook::of_provider(cx.tx, TEAM, provider)?) };
    let by_id = store::hook::get(cx.tx, TEAM, named)?.filter(|hook| hook.provider == provider);
    let found = match by_id {
        Some(hook) => Some(hook),
        None => store::hook::by_name(cx.tx, TEAM, provider, named)?,
    };
    Ok(found.into_iter().filter(|hook| hook.enabled).collect())
}

/// One thing that one ticket is told of.
#[derive(Debug, Clone)]
struct Telling {
    ticket: TicketId,
    mention: Mention,
    reference: Reference,
}

/// What is told to whom: ticket by ticket, so that two deliveries never wait for each other crosswise, and for each in the
/// order in which it happened. And how many happenings were more than may be told.
fn telling(hook: &Hook, happenings: Vec<Happening>, projects: &[String]) -> (Vec<Telling>, u64) {
    let (mut all, mut dropped): (Vec<Telling>, u64) = (Vec::new(), 0);
    for happening in happenings {
        let Happening { key, event, mentions, name, author, url } = happening;
        let reference = Reference { key, event, name, author, url };
        let mut meant: Vec<Telling> = Vec::new();
        for mention in mentions {
            let ticket = match &mention {
                Mention::Key(key) if projects.contains(&key.project) => key.id,
                Mention::Number(id) if hook.numbers || hook.provider == Provider::Webhook => *id,
                Mention::Key(_) | Mention::Number(_) => continue,
            };
            meant.push(Telling { ticket, mention, reference: reference.clone() });
        }
        if all.len() + meant.len() > MOST_TOLD {
            dropped += 1;
        } else {
            all.extend(meant);
        }
    }
    all.sort_by_key(|told| told.ticket);
    (all, dropped)
}
