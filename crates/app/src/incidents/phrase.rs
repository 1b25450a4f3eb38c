//! Tickets in the words of incidents.

use super::{SURFACE, field, number, story::level};
use crate::{Cx, Error, vocabulary::Glossary};
use domain::{
    At, Lang, Message, field::Names, msg, text::fold, ticket::Ticket, vocabulary::Kind, workflow::Workflow,
};
use std::collections::HashMap;
use store::account::Account;

/// Somebody, as the API names people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Their short id.
    pub id: String,
    /// What they are called.
    pub name: String,
}

/// A person or a word of an incident, with what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Which part of the incident has it, as this crate calls it.
    pub part: Part,
    /// The id or the word.
    pub id: String,
    /// What it is called.
    pub name: Names,
}

/// A part of an incident that has a word or somebody in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Part {
    Creator,
    Assignee,
    Level,
    Status,
    Kind,
    Source,
}

/// A ticket in the words of incidents.
#[derive(Debug, Clone)]
pub struct Incident {
    /// The ticket.
    pub ticket: Ticket,
    /// Its number.
    pub number: String,
    /// The word for its level.
    pub level: String,
    /// The word for its status.
    pub status: String,
    /// What its status means.
    pub phase: &'static str,
    /// The word for its type.
    pub kind: String,
    /// Who made it.
    pub creator: Named,
    /// Who works on it: its assignee first.
    pub assignees: Vec<Named>,
    /// What its words mean and its people are called.
    pub words: Vec<Word>,
}

impl Incident {
    /// A custom field's text; empty where there is none.
    fn text(&self, key: &str) -> &str {
        self.ticket.fields.get(key).and_then(|value| value.as_text()).unwrap_or_default()
    }

    fn list(&self, key: &str) -> Vec<String> {
        let text = self.text(key);
        text.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    fn time(&self, key: &str) -> Option<At> {
        At::parse(self.text(key)).filter(|_| !self.text(key).is_empty())
    }

    /// The regions it touches.
    pub fn regions(&self) -> Vec<String> {
        self.list(field::REGION)
    }

    /// The applications it touches.
    pub fn enterprise_projects(&self) -> Vec<String> {
        self.list(field::ENTERPRISE)
    }

    /// The services it touches.
    pub fn services(&self) -> Vec<String> {
        self.list(field::SERVICE)
    }

    /// Whether a service is interrupted; `None` where nobody said.
    pub fn is_interrupted(&self) -> Option<bool> {
        match self.ticket.fields.get(field::INTERRUPT) {
            Some(domain::Value::Bool(so)) => Some(*so),
            _ => None,
        }
    }

    /// Where it came from.
    pub fn source(&self) -> &str {
        self.text(field::SOURCE)
    }

    /// Whose it is.
    pub fn ownership(&self) -> &str {
        self.text(field::OWNERSHIP)
    }

    /// The duty roster that names who works on it.
    pub fn scene(&self) -> &str {
        self.text(field::SCENE)
    }

    /// The role on that roster.
    pub fn role(&self) -> &str {
        self.text(field::ROLE)
    }

    /// The room in which it is talked about.
    pub fn war_room(&self) -> &str {
        self.text(field::WAR_ROOM)
    }

    /// When the fault began.
    pub fn started(&self) -> Option<At> {
        self.time(field::STARTED)
    }

    /// When the fault was over.
    pub fn recovered(&self) -> Option<At> {
        self.time(field::RECOVERED)
    }

    /// When it was known what the fault is.
    pub fn delineated(&self) -> Option<At> {
        self.time(field::DELINEATED)
    }

    /// When somebody last did something about it; `None` where nobody has yet.
    pub fn handled(&self) -> Option<At> {
        (self.ticket.version > 1).then_some(self.ticket.updated)
    }
}

/// Tickets of one project in the words of incidents.
pub(super) fn one(cx: &mut Cx<'_, '_>, ticket: Ticket) -> Result<Incident, Error> {
    let glossary = Glossary::of(cx, SURFACE, &ticket.project)?;
    let mut all = many(cx, vec![ticket], std::slice::from_ref(&glossary))?;
    all.pop().ok_or(Error::Broken("one ticket was phrased as none"))
}

/// Tickets in the words of incidents: one statement, however many they are.
pub(super) fn many(
    cx: &mut Cx<'_, '_>,
    tickets: Vec<Ticket>,
    glossaries: &[Glossary],
) -> Result<Vec<Incident>, Error> {
    let names: Vec<String> =
        tickets.iter().flat_map(|t| std::iter::once(t.creator.clone()).chain(workers(t))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    let people = store::account::named(cx.tx, cx.actor.team, &names)?;
    let mut incidents = Vec::with_capacity(tickets.len());
    for ticket in tickets {
        let plan = cx.plan_of(&ticket)?;
        let glossary = glossaries.iter().find(|g| g.project == ticket.project);
        let glossary = glossary.ok_or(Error::Broken("an incident's project has no words"))?;
        let workflow = plan.workflow(&ticket.kind)?;
        incidents.push(phrase(ticket, glossary, workflow, &people));
    }
    Ok(incidents)
}

fn named(name: &str, people: &HashMap<String, Account>) -> Named {
    match people.get(&fold(name)) {
        Some(account) => Named { id: account.uuid.clone(), name: account.nickname.clone() },
        None => Named { id: name.to_owned(), name: name.to_owned() },
    }
}

/// The user names of who works on a ticket: its assignee first.
fn workers(ticket: &Ticket) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    if !ticket.assignee.is_empty() {
        names.push(ticket.assignee.clone());
    }
    if let Some(domain::Value::List(listed)) = ticket.fields.get(field::ASSIGNEES)
        && listed.contains(&ticket.assignee)
    {
        names.extend(listed.iter().filter(|name| **name != ticket.assignee).cloned());
    }
    names
}

/// What a word of the API's own is called.
fn called(word: &str) -> Message {
    match word {
        "level_10" => msg!("incident_word.critical"),
        "level_20" => msg!("incident_word.high"),
        "level_30" => msg!("incident_word.medium"),
        "level_40" => msg!("incident_word.low"),
        "level_50" => msg!("incident_word.lowest"),
        "incident_source_manual" => msg!("incident_word.manual"),
        "incident_source_forwarding" => msg!("incident_word.forwarding"),
        "incident_source_alarm" => msg!("incident_word.alarm"),
        "inc_type_p_security_issues" => msg!("incident_word.security"),
        "inc_type_p_function_issues" => msg!("incident_word.function"),
        "inc_type_p_reliability_issues" => msg!("incident_word.reliability"),
        "inc_type_p_config_issues" => msg!("incident_word.config"),
        "inc_type_p_middleware_issues" => msg!("incident_word.middleware"),
        "inc_type_p_change_issues" => msg!("incident_word.change"),
        other => msg!("incident_word.other", word = other),
    }
}

fn names(message: &Message) -> Names {
    Names { zh: message.text(Lang::Zh), en: message.text(Lang::En) }
}

fn phrase(
    ticket: Ticket,
    glossary: &Glossary,
    workflow: &Workflow,
    people: &HashMap<String, Account>,
) -> Incident {
    let status = glossary.status_of(&ticket).to_owned();
    let known = workflow.status(&ticket.status);
    let kind = glossary.words.word(Kind::Category, &ticket.category).to_owned();
    let creator = named(&ticket.creator, people);
    let assignees: Vec<Named> = workers(&ticket).iter().map(|name| named(name, people)).collect();
    let level = level(glossary, &ticket).to_owned();
    let mut incident = Incident {
        number: number(&ticket),
        phase: known.map_or("", |status| status.category.word()),
        level,
        status,
        kind,
        creator,
        assignees,
        words: Vec::new(),
        ticket,
    };
    let mut words = Vec::new();
    let mut add = |part: Part, id: &str, name: Names| {
        if !id.is_empty() {
            words.push(Word { part, id: id.to_owned(), name });
        }
    };
    add(Part::Creator, &incident.creator.id, Names::same(&incident.creator.name));
    for assignee in &incident.assignees {
        add(Part::Assignee, &assignee.id, Names::same(&assignee.name));
    }
    add(Part::Level, &incident.level, names(&called(&incident.level)));
    let status_name = known.map_or_else(|| Names::same(&incident.status), |status| status.name.clone());
    add(Part::Status, &incident.status, status_name);
    add(Part::Kind, &incident.kind, names(&called(&incident.kind)));
    add(Part::Source, incident.source(), names(&called(incident.source())));
    incident.words = words;
    incident
}
