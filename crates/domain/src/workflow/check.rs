//! What no definition may be: everything that is refused when one is made or published.

use super::{
    Status, Transition, Workflow,
    approval::{Approval, Rule},
    reader::below,
    transition::{MOST, Start},
};
use crate::{
    Fault, Rejection, msg,
    text::{self, Lines},
};
use std::collections::HashSet;

/// The longest name of a transition, in characters, as the contract has it.
const LONGEST_NAME: usize = 63;

impl Workflow {
    /// Checks that a definition holds together: keys unique and known, at least one status, ids that are ids, screens that ask
    /// only for what may be asked. Names every fault. What is strange but not wrong is [`super::lint`]'s.
    pub fn check(&self) -> Result<(), Rejection> {
        let mut faults = Vec::new();
        if self.statuses.is_empty() {
            faults.push(Fault::new("statuses", msg!("text.blank")));
        }
        if self.statuses.len() > Self::MOST_STATUSES {
            faults.push(Fault::new("statuses", msg!("value.too_many", max = Self::MOST_STATUSES)));
        }
        if self.transitions.len() > Self::MOST_TRANSITIONS {
            faults.push(Fault::new("transitions", msg!("value.too_many", max = Self::MOST_TRANSITIONS)));
        }
        self.check_statuses(&mut faults);
        self.check_transitions(&mut faults);
        if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
    }

    fn check_statuses(&self, faults: &mut Vec<Fault>) {
        let (mut keys, mut ids) = (HashSet::new(), HashSet::new());
        for (i, Status { key, uuid, .. }) in self.statuses.iter().enumerate() {
            let at = format!("statuses[{i}]");
            let good = (1..=64).contains(&key.len())
                && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            if !good {
                faults.push(Fault::new(format!("{at}.key"), msg!("status.key")));
            }
            if !keys.insert(key) {
                faults.push(Fault::new(format!("{at}.key"), msg!("field.twice")));
            }
            check_id(uuid, &mut ids, &at, faults);
        }
    }

    fn check_transitions(&self, faults: &mut Vec<Fault>) {
        let statuses: HashSet<&str> = self.statuses.iter().map(|s| s.key.as_str()).collect();
        let mut ids = HashSet::new();
        for (i, transition) in self.transitions.iter().enumerate() {
            let at = format!("transitions[{i}]");
            check_id(&transition.uuid, &mut ids, &at, faults);
            let from = match &transition.from {
                Start::Any => None,
                Start::At(key) => Some(("from", key)),
            };
            for (end, key) in from.into_iter().chain([("to", &transition.to)]) {
                if !statuses.contains(key.as_str()) {
                    let known: Vec<&str> = self.statuses.iter().map(|s| s.key.as_str()).collect();
                    let why = msg!("workflow.unknown_status", status = key, known = known.join(", "));
                    faults.push(Fault::new(format!("{at}.{end}"), why));
                }
            }
            transition.check(&at, faults);
        }
    }
}

/// An id that is one, or none yet, and stands there once.
fn check_id<'w>(uuid: &'w str, seen: &mut HashSet<&'w str>, at: &str, faults: &mut Vec<Fault>) {
    if !uuid.is_empty() && !crate::id::is_short_id(uuid, 8) {
        faults.push(Fault::new(format!("{at}.uuid"), msg!("workflow.uuid")));
    }
    if !uuid.is_empty() && !seen.insert(uuid) {
        faults.push(Fault::new(format!("{at}.uuid"), msg!("field.twice")));
    }
}

impl Transition {
    /// The faults of one transition that stands at `at`, statuses and ids aside.
    pub(super) fn check(&self, at: &str, faults: &mut Vec<Fault>) {
        let names = [&self.name.zh, &self.name.en];
        if let Err(why) = names.into_iter().try_for_each(|name| text::check(name, LONGEST_NAME, Lines::One)) {
            faults.push(Fault::new(below(at, "name"), why));
        }
        for (list, count) in [("fields", self.fields.len()), ("post_functions", self.post_functions.len())] {
            if count > MOST {
                faults.push(Fault::new(below(at, list), msg!("value.too_many", max = MOST)));
            }
        }
        for (i, entry) in self.fields.iter().enumerate() {
            let here = below(at, &format!("fields[{i}]"));
            if let Some(why) = entry.fault() {
                faults.push(Fault::new(here.as_str(), why));
            }
            if self.fields.iter().take(i).any(|earlier| earlier.field == entry.field) {
                faults.push(Fault::new(here, msg!("field.twice")));
            }
        }
        if let Some(approval) = &self.approval {
            approval.check(&below(at, "approval"), faults);
        }
    }
}

impl Approval {
    fn check(&self, at: &str, faults: &mut Vec<Fault>) {
        if self.approvers.is_empty() {
            faults.push(Fault::new(format!("{at}.approvers"), msg!("expression.empty")));
        }
        if let Rule::AtLeast(count) | Rule::Percent(count) = self.rule
            && !(1..=100).contains(&count)
        {
            faults.push(Fault::new(format!("{at}.rule"), msg!("value.between", min = 1, max = 100)));
        }
    }
}
