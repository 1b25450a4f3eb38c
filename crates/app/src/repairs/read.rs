//! Reading one ticket, and its history as the desk tells it.

use super::{Dictionary, Repair, SHADE, SURFACE, find, phrase_one};
use crate::{
    Cx, Error,
    tickets::{Address, read},
    vocabulary::Glossary,
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
    let events = read::history(cx, address, 0, MOST)?;
    let told_all = cx.actor.access >= Access::Operator;
    let names: Vec<&str> = events.iter().map(|e| e.actor.as_str()).collect();
    let people = store::account::named(cx.tx, cx.actor.team, &names)?;
    let dictionary = Dictionary::of(cx, &ticket.project)?;
    let mut priority = Said::default();
    let traces = events.iter().filter_map(|event| {
        let priority = priority.after(event, dictionary.glossary(&ticket.project));
        let is_told = told_all || event.body.about.audience == Audience::Everyone;
        is_told.then(|| told(event, priority, &ticket, &people, &dictionary))
    });
    let traces = traces.collect();
    Ok((ticket, traces))
}

/// What a step sets a field to; `None` where it leaves it.
fn change<'e>(event: &'e Event, field: &Field) -> Option<&'e str> {
    let name = field.name();
    let change = event.body.changes.iter().rev().find(|change| change.field == name)?;
    Some(change.to.as_text().unwrap_or_default())
}

/// A ticket's priority as it is said, from step to step: the rank and the word beside it change each for itself.
#[derive(Debug, Default)]
struct Said {
    rank: Priority,
    shade: String,
    word: String,
}

impl Said {
    /// The word after a step; empty where the step has not changed it.
    fn after(&mut self, event: &Event, glossary: Option<&Glossary>) -> String {
        let rank = change(event, &Field::Priority);
        if let Some(shade) = change(event, &Field::Custom(SHADE.to_owned())) {
            shade.clone_into(&mut self.shade);
        }
        self.rank = rank.and_then(Priority::parse).unwrap_or(self.rank);
        let word =
            glossary.map_or_else(|| SURFACE.priority(self.rank), |g| g.words.shaded(self.rank, &self.shade));
        if rank.is_none() && word == self.word {
            return String::new();
        }
        word.clone_into(&mut self.word);
        self.word.clone()
    }
}

fn told(
    event: &Event,
    priority: String,
    ticket: &Ticket,
    people: &HashMap<String, Account>,
    words: &Dictionary,
) -> Trace {
    let to = |field: &Field| change(event, field).unwrap_or_default();
    let glossary = words.glossary(&ticket.project);
    let (status, category) = (to(&Field::Status), to(&Field::Category));
    let (actor, actor_name) = who(event, ticket, people);
    Trace {
        seq: event.seq.0,
        at: event.at,
        actor,
        actor_name,
        status: glossary.map_or(status, |g| g.status(&ticket.kind, status)).to_owned(),
        priority,
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
