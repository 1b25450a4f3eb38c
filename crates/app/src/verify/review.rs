//! What people look back on: what steps have told of it, held against the rows beside the ticket.

use super::story::differing;
use domain::{
    At,
    history::{Body, Entry, Fact, Kind},
    incident::{Severity, Times, entered},
    ticket::Ticket,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    incident_time::Kept,
    verify::{EntryRow, Read, Step},
};

/// What the rows of a ticket say.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) entries: BTreeMap<i64, EntryRow>,
    pub(super) pins: BTreeSet<i64>,
    pub(super) roles: BTreeMap<String, String>,
    pub(super) times: Option<Read<Kept>>,
}

/// What its steps have told so far.
#[derive(Debug, Default)]
pub(super) struct Told {
    entries: BTreeMap<i64, (String, Entry)>,
    pins: BTreeSet<i64>,
    roles: BTreeMap<String, String>,
    times: Option<Times>,
    /// Whether a step of before led to a status without saying what it means: then the times are not known from the steps alone.
    vague: bool,
    /// Whether a fact began with something else than the steps before it made of it.
    odd: bool,
}

impl Told {
    pub(super) fn step(&mut self, kind: Kind, step: &Step, body: &Body) {
        let at = At::from_micros(step.at);
        let category = match entered(body) {
            Some(Err(_)) => {
                self.vague = true;
                None
            }
            said => said.and_then(Result::ok),
        };
        self.times.get_or_insert_with(|| Times::new(at)).step(kind, at, body, category);
        match &body.about.incident {
            Some(Fact::Entry { id, from, to }) => self.entry(*id, from.as_ref(), to.clone(), &step.actor),
            Some(Fact::Pin { step, pinned }) => {
                self.odd |= if *pinned { !self.pins.insert(*step) } else { !self.pins.remove(step) };
            }
            Some(Fact::Roles { from, to }) => {
                self.odd |= self.roles != *from;
                self.roles.clone_from(to);
            }
            Some(Fact::Mitigated { .. }) | None => {}
        }
    }

    fn entry(&mut self, id: i64, from: Option<&Entry>, to: Option<Entry>, actor: &str) {
        let known = self.entries.remove(&id);
        self.odd |= known.as_ref().map(|(_, entry)| entry) != from;
        if let Some(entry) = to {
            let author = known.map_or_else(|| actor.to_owned(), |(author, _)| author);
            self.entries.insert(id, (author, entry));
        }
    }

    /// The tables in which the rows are not what was told. A ticket of before that has no row of times yet is given one later.
    pub(super) fn against(&self, rows: &Rows, ticket: &Ticket) -> Vec<&'static str> {
        let times = match &rows.times {
            None => false,
            Some(Err(_)) => true,
            Some(Ok(kept)) => {
                let times = !self.vague && Some(kept.times) != self.times;
                let severity = kept.severity != Severity::of_ticket(ticket);
                times || severity || kept.project != ticket.project || kept.deleted != ticket.deleted
            }
        };
        differing([
            ("timeline_entry", self.odd || self.entries != rows.entries),
            ("timeline_pin", self.pins != rows.pins),
            ("ticket_role", self.roles != rows.roles),
            ("incident_time", times),
        ])
    }
}
