//! A ticket's steps as the rows of an incident's history.

use super::SURFACE;
use crate::vocabulary::Glossary;
use domain::{
    At, Lang, Message,
    field::Names,
    filter::{self, Cell},
    history::{Act, Audience, Event, Kind},
    msg,
    text::fold,
    ticket::{Field, Ticket},
    workflow::{StatusCategory, Workflow},
};
use std::{borrow::Cow, collections::HashMap};
use store::account::Account;

/// The longest comment of a row, in characters.
const COMMENT: usize = 255;
/// The name under which the system itself acts.
const SYSTEM: &str = "system";

/// A step, as a row. Empty text is what the row has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its place in the order of happening.
    pub version: i64,
    /// What was done, as a word; empty for what the system did of itself.
    pub action: &'static str,
    /// What the system did, as a word.
    pub action_id: String,
    /// What was done, for people.
    pub name: Names,
    /// The short id of who did it.
    pub operator: String,
    /// What they are called.
    pub operator_name: String,
    /// The word for the status after it.
    pub status: String,
    /// When it happened.
    pub start: At,
    /// When the next step took over.
    pub stop: Option<At>,
    /// What was said with it, at most 255 characters.
    pub comment: String,
}

impl filter::Row for Row {
    fn cell(&self, key: &str) -> Cell<'_> {
        match key {
            "action" => Cell::text(self.action),
            "action_id" => Cell::text(&self.action_id),
            "action_name_zh" => Cell::text(&self.name.zh),
            "action_name_en" => Cell::text(&self.name.en),
            "operator" => Cell::text(&self.operator),
            "status" => Cell::text(&self.status),
            "start_time" => Cell::At(self.start),
            "stop_time" => Cell::time(self.stop),
            "comment" => Cell::text(&self.comment),
            _ => Cell::Nothing,
        }
    }
}

impl Row {
    /// What it has in a column of text.
    pub(super) fn text(&self, key: &str) -> Cow<'_, str> {
        match filter::Row::cell(self, key) {
            Cell::Text(text) => text,
            _ => Cow::Borrowed(""),
        }
    }

    /// What it has in a column of time, in milliseconds.
    pub(super) fn millis(&self, key: &str) -> Option<i64> {
        match filter::Row::cell(self, key) {
            Cell::At(at) => Some(millis(at)),
            _ => None,
        }
    }
}

/// Milliseconds since 1970.
pub(super) const fn millis(at: At) -> i64 {
    at.micros().div_euclid(1_000)
}

/// Who tells the steps, one after the other.
pub(super) struct Teller<'t> {
    pub(super) ticket: &'t Ticket,
    pub(super) glossary: &'t Glossary,
    pub(super) workflow: &'t Workflow,
    pub(super) lang: Lang,
    /// The key of the status before the next step.
    pub(super) status: String,
}

impl Teller<'_> {
    /// The row of the next step, as yet without its end.
    pub(super) fn tell(&mut self, event: &Event, people: &HashMap<String, Account>) -> Row {
        let before = std::mem::take(&mut self.status);
        let to = change(event, &Field::Status);
        self.status = to.map_or_else(|| before.clone(), str::to_owned);
        let (action, name) = match event.kind {
            Kind::Ran => ("", ran(event)),
            _ => self.action(event, &before),
        };
        let effect = event.body.about.effect.as_ref();
        let person = people.get(&fold(&event.actor));
        let operator = match person {
            Some(account) => account.uuid.clone(),
            None if event.actor == SYSTEM => String::new(),
            // Somebody of an imported history, who has no account here.
            None => event.actor.clone(),
        };
        Row {
            version: event.version,
            action,
            action_id: effect.map(|effect| effect.function.clone()).unwrap_or_default(),
            name: Names { zh: name.text(Lang::Zh), en: name.text(Lang::En) },
            operator_name: person.map_or_else(|| operator.clone(), |account| account.nickname.clone()),
            operator,
            status: self.glossary.status(&self.ticket.kind, &self.status).to_owned(),
            start: event.at,
            stop: None,
            comment: self.comment(event),
        }
    }

    fn category(&self, key: &str) -> Option<StatusCategory> {
        self.workflow.status(key).map(|status| status.category)
    }

    /// What a person did: its word, and what it is called.
    fn action(&self, event: &Event, before: &str) -> (&'static str, Message) {
        match event.kind {
            Kind::Created => ("create_incident", msg!("incident_action.create")),
            Kind::Transitioned => self.moved(event, before),
            Kind::Edited if change(event, &Field::Assignee).is_some() => {
                ("incident_forward", msg!("incident_action.forward"))
            }
            Kind::Edited if change(event, &Field::Priority).is_some() => {
                ("incident_change_level", msg!("incident_action.change_level"))
            }
            Kind::Edited => ("incident_edit", msg!("incident_action.edit")),
            Kind::Commented => ("add_remark", msg!("incident_action.remark")),
            Kind::Attached => ("add_attachment", msg!("incident_action.attach")),
            Kind::Detached => ("delete_attachment", msg!("incident_action.detach")),
            Kind::Linked => ("incident_link", msg!("incident_action.link")),
            Kind::Unlinked => ("incident_unlink", msg!("incident_action.unlink")),
            Kind::Deleted => ("delete_incident", msg!("incident_action.delete")),
            Kind::Restored => ("restore_incident", msg!("incident_action.restore")),
            Kind::Referenced => ("incident_reference", msg!("incident_action.reference")),
            Kind::Logged => ("incident_worklog", msg!("incident_action.worklog")),
            Kind::Approval => consent(event),
            Kind::Ran => ("", ran(event)),
        }
    }

    fn moved(&self, event: &Event, before: &str) -> (&'static str, Message) {
        use StatusCategory as C;
        match (self.category(before), self.category(&self.status)) {
            _ if before == self.status => {
                if change(event, &Field::Priority).is_some() || shade_changed(event) {
                    ("incident_change_level", msg!("incident_action.change_level"))
                } else {
                    ("incident_transit", msg!("incident_action.transit"))
                }
            }
            (Some(C::New), Some(C::Active)) => ("incident_accept", msg!("incident_action.accept")),
            (Some(C::Paused), Some(C::Active)) => ("incident_recovery", msg!("incident_action.recovery")),
            (Some(C::Resolved), Some(C::Active)) => {
                ("incident_confirm_failed", msg!("incident_action.confirm_failed"))
            }
            (Some(C::Closed | C::Rejected), Some(C::New | C::Active)) => {
                ("incident_reopen", msg!("incident_action.reopen"))
            }
            (_, Some(C::Paused)) => ("incident_pause", msg!("incident_action.pause")),
            (_, Some(C::Resolved)) => ("incident_commit_solution", msg!("incident_action.solution")),
            (_, Some(C::Closed)) => ("incident_confirm", msg!("incident_action.confirm")),
            (_, Some(C::Rejected)) => ("incident_reject", msg!("incident_action.reject")),
            _ => ("incident_transit", msg!("incident_action.transit")),
        }
    }

    fn comment(&self, event: &Event) -> String {
        let about = &event.body.about;
        let said = match (event.note.as_str(), &about.failed, &about.attachment) {
            ("", Some(failed), _) => failed.text(self.lang),
            ("", None, Some((_, name))) => name,
            (note, ..) => note,
        };
        said.chars().take(COMMENT).collect()
    }
}

/// What a step sets a field to; `None` where it leaves it.
fn change<'e>(event: &'e Event, field: &Field) -> Option<&'e str> {
    let name = field.name();
    let change = event.body.changes.iter().rev().find(|change| change.field == name)?;
    Some(change.to.as_text().unwrap_or_default())
}

fn shade_changed(event: &Event) -> bool {
    let name = Field::Custom(super::field::SHADE.to_owned()).name();
    event.body.changes.iter().any(|change| change.field == name)
}

fn consent(event: &Event) -> (&'static str, Message) {
    match event.body.about.approval.as_ref().map(|consent| consent.act) {
        Some(Act::Asked) => ("incident_apply", msg!("incident_action.apply")),
        Some(Act::Consented) => ("agreed", msg!("incident_action.agreed")),
        Some(Act::Refused) => ("rejected", msg!("incident_action.refused")),
        _ => ("incident_approval", msg!("incident_action.approval")),
    }
}

fn ran(event: &Event) -> Message {
    let function = event.body.about.effect.as_ref().map_or("", |effect| effect.function.as_str());
    match (&event.body.about.failed, function) {
        (Some(_), "") => msg!("incident_action.failed"),
        (Some(_), function) => msg!("incident_action.function_failed", function = function),
        (None, "") => msg!("incident_action.ran"),
        (None, function) => msg!("incident_action.function", function = function),
    }
}

/// Leaves out of a step what only operators read.
pub(super) fn for_customers(event: &mut Event) {
    if event.body.about.audience == Audience::Staff {
        event.note.clear();
        event.body.about.attachment = None;
    }
}

/// The status before the first of some steps that are the newest of a ticket.
pub(super) fn status_before(events: &[Event], ticket: &Ticket) -> String {
    let name = Field::Status.name();
    let first = events.iter().flat_map(|event| &event.body.changes).find(|change| change.field == name);
    first.map_or_else(|| ticket.status.clone(), |change| change.from.as_text().unwrap_or_default().to_owned())
}

/// The word for a level of a ticket.
pub(super) fn level<'g>(glossary: &'g Glossary, ticket: &'g Ticket) -> &'g str {
    let shade = ticket.fields.get(super::field::SHADE).and_then(|value| value.as_text()).unwrap_or_default();
    let word = glossary.words.shaded(ticket.priority, shade);
    if word.is_empty() { SURFACE.priority(ticket.priority) } else { word }
}
