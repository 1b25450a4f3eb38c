//! Reading one ticket, and its history as the desk tells it.

use super::{Dictionary, Repair, find, phrase_one};
use crate::{
    Cx, Error,
    tickets::{Address, read},
};
use domain::{
    At,
    history::{Audience, Event, Kind},
    identity::Access,
    text,
    ticket::{Field, Priority, Ticket},
    vocabulary,
};
use std::collections::HashMap;
use store::account::Account;

/// The most steps that are told of one ticket.
const MOST: i64 = 10_000;
/// The name under which the system itself acts.
const SYSTEM: &str = "system";

/// A step of a ticket's history in the desk's words; empty text is what the step did not change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Its place among all steps of the system.
    pub seq: i64,
    /// When.
    pub at: At,
    /// The user name of who acted; `None` for the reporter and the system itself.
    pub actor: Option<String>,
    /// The name shown of who acted.
    pub actor_name: String,
    /// The new status.
    pub status: String,
    /// The new priority.
    pub priority: String,
    /// The new appointment, RFC 3339.
    pub appointment: String,
    /// The new category.
    pub category: String,
    /// Whether it is the first.
    pub kind: Kind,
    /// What was said with it.
    pub note: String,
}

/// A ticket.
pub fn get(cx: &mut Cx<'_, '_>, address: &Address) -> Result<Repair, Error> {
    let ticket = find(cx, address)?;
    let dictionary = Dictionary::of(cx, &ticket.project)?;
    phrase_one(cx, ticket, &dictionary)
}

/// A ticket and its steps, oldest first, at most 10,000. What is only for the crew is left out for others.
pub fn traces(cx: &mut Cx<'_, '_>, address: &Address) -> Result<(Ticket, Vec<Trace>), Error> {
    let ticket = find(cx, address)?;
    let mut events = read::history(cx, address, 0, MOST)?;
    if cx.actor.access < Access::Operator {
        events.retain(|e| e.body.about.audience == Audience::Everyone);
    }
    let names: Vec<&str> = events.iter().map(|e| e.actor.as_str()).collect();
    let people = store::account::named(cx.tx, cx.actor.team, &names)?;
    let dictionary = Dictionary::of(cx, &ticket.project)?;
    let traces = events.iter().map(|event| told(event, &ticket, &people, &dictionary)).collect();
    Ok((ticket, traces))
}

fn told(event: &Event, ticket: &Ticket, people: &HashMap<String, Account>, words: &Dictionary) -> Trace {
    let to = |field: &Field| {
        let name = field.name();
        let change = event.body.changes.iter().rev().find(|change| change.field == name);
        change.and_then(|change| change.to.as_text()).unwrap_or_default()
    };
    let glossary = words.glossary(&ticket.project);
    let (status, priority, category) = (to(&Field::Status), to(&Field::Priority), to(&Field::Category));
    let worded = Priority::parse(priority).and_then(|p| glossary.map(|g| g.words.priority(p)));
    let (actor, actor_name) = who(event, ticket, people);
    Trace {
        seq: event.seq.0,
        at: event.at,
        actor,
        actor_name,
        status: glossary.map_or(status, |g| g.status(&ticket.kind, status)).to_owned(),
        priority: worded.unwrap_or(priority).to_owned(),
        appointment: to(&Field::Appointment).to_owned(),
        category: glossary
            .map_or(category, |g| g.words.word(vocabulary::Kind::Category, category))
            .to_owned(),
        kind: event.kind,
        note: event.note.clone(),
    }
}

fn who(event: &Event, ticket: &Ticket, people: &HashMap<String, Account>) -> (Option<String>, String) {
    let actor = &event.actor;
    match people.get(&text::fold(actor)) {
        Some(person) if *actor == ticket.creator && person.access <= Access::User => {
            (None, person.nickname.clone())
        }
        Some(person) => (Some(actor.clone()), person.nickname.clone()),
        None if actor.is_empty() || actor == SYSTEM => (None, actor.clone()),
        // Somebody of an imported history, who has no account here.
        None => (Some(actor.clone()), actor.clone()),
    }
}
