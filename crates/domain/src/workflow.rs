//! Workflows: statuses, the transitions between them, and which of them a ticket may take.
//!
//! This is the only place where it is decided that a status may follow another; every surface and every importer asks here.

use crate::{Fault, Rejection, field::Names, msg, text};
use serde::{Deserialize, Serialize};

/// What a status means, whatever a team calls it. Surfaces word statuses of other workflows by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum StatusCategory {
    New,
    Active,
    Paused,
    Resolved,
    Closed,
    Rejected,
}

/// A status of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Its key, as on the native surface: `a-z 0-9 _`.
    pub key: String,
    /// Its short id, 8 characters.
    pub uuid: String,
    /// Its name for people.
    pub name: Names,
    /// What it means.
    pub category: StatusCategory,
}

/// A field that a transition asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenField {
    /// The field's name, as [`crate::ticket::Field::name`] says it.
    pub field: String,
    /// Whether the step cannot be taken while it is empty.
    pub required: bool,
}

/// A step from one status to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// Its short id, 8 characters.
    pub uuid: String,
    /// Its name for people.
    pub name: Names,
    /// The key of the status it starts from.
    pub from: String,
    /// The key of the status it leads to.
    pub to: String,
    /// What it asks for.
    #[serde(default)]
    pub fields: Vec<ScreenField>,
}

/// How the tickets of one project and type move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workflow {
    /// The statuses; a new ticket starts in the first.
    pub statuses: Vec<Status>,
    /// The transitions, in the order in which they are offered.
    pub transitions: Vec<Transition>,
}

/// What a request for a status comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<'w> {
    /// The ticket is there already.
    Stay,
    /// This transition leads there.
    Take(&'w Transition),
}

impl Workflow {
    /// The status a new ticket starts in; `None` for a workflow without statuses, which [`Workflow::check`] refuses.
    pub fn first(&self) -> Option<&Status> {
        self.statuses.first()
    }

    /// The status of a key.
    pub fn status(&self, key: &str) -> Option<&Status> {
        self.statuses.iter().find(|s| s.key == key)
    }

    /// The transitions that start at a status, in order.
    pub fn from<'w>(&'w self, status: &'w str) -> impl Iterator<Item = &'w Transition> {
        self.transitions.iter().filter(move |t| t.from == status)
    }

    /// The step from `now` to `wanted` (trimmed, in any case).
    ///
    /// `named` picks one transition by its id or a name of it, where several lead there. A status that is none of this
    /// workflow is refused with the list of those that are; one that cannot follow, with the list of those that can.
    pub fn step(&self, now: &str, wanted: &str, named: Option<&str>) -> Result<Step<'_>, Rejection> {
        let wanted = text::fold(wanted);
        if wanted.is_empty() {
            return Err(Rejection::invalid("status", msg!("text.blank")));
        }
        if self.status(&wanted).is_none() {
            let known: Vec<&str> = self.statuses.iter().map(|s| s.key.as_str()).collect();
            return Err(Rejection::invalid(
                "status",
                msg!("workflow.unknown_status", status = wanted, known = known.join(", ")),
            ));
        }
        let is_named = |t: &Transition, name: &str| t.uuid == name || t.name.en == name || t.name.zh == name;
        if let Some(name) = named.filter(|name| !self.transitions.iter().any(|t| is_named(t, name))) {
            return Err(Rejection::invalid("transition", msg!("workflow.unknown_transition", name = name)));
        }
        if now == wanted && named.is_none() {
            return Ok(Step::Stay);
        }
        let found = self
            .transitions
            .iter()
            .find(|t| t.from == now && t.to == wanted && named.is_none_or(|name| is_named(t, name)));
        found.map(Step::Take).ok_or_else(|| {
            let mut allowed: Vec<&str> = Vec::new();
            for transition in self.transitions.iter().filter(|t| t.from == now) {
                if !allowed.contains(&transition.to.as_str()) {
                    allowed.push(&transition.to);
                }
            }
            Rejection::Conflict(msg!(
                "workflow.not_from_here",
                from = now,
                to = wanted,
                allowed = allowed.join(", ")
            ))
        })
    }

    /// Checks that a definition holds together: keys unique and known, at least one status.
    pub fn check(&self) -> Result<(), Rejection> {
        let mut faults = Vec::new();
        if self.statuses.is_empty() {
            faults.push(Fault::new("statuses", msg!("text.blank")));
        }
        for (i, status) in self.statuses.iter().enumerate() {
            let good = (1..=64).contains(&status.key.len())
                && status.key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            if !good {
                faults.push(Fault::new(format!("statuses[{i}].key"), msg!("field.key")));
            }
            if self.statuses.iter().take(i).any(|s| s.key == status.key) {
                faults.push(Fault::new(format!("statuses[{i}].key"), msg!("field.twice")));
            }
        }
        for (i, transition) in self.transitions.iter().enumerate() {
            for (end, key) in [("from", &transition.from), ("to", &transition.to)] {
                if self.status(key).is_none() {
                    let known: Vec<&str> = self.statuses.iter().map(|s| s.key.as_str()).collect();
                    let why = msg!("workflow.unknown_status", status = key, known = known.join(", "));
                    faults.push(Fault::new(format!("transitions[{i}].{end}"), why));
                }
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
    }
}

impl Transition {
    /// Whether its screen shows the field of that name.
    pub fn asks_for(&self, field: &str) -> bool {
        self.fields.iter().any(|f| f.field == field)
    }

    /// The faults of required screen fields that are empty in the ticket as it would be after the step.
    pub fn missing(&self, is_empty: impl Fn(&str) -> bool) -> Vec<Fault> {
        self.fields
            .iter()
            .filter(|f| f.required && is_empty(&f.field))
            .map(|f| Fault::new(f.field.clone(), msg!("text.blank")))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn workflow(statuses: &[&str], steps: &[(&str, &str)]) -> Workflow {
        Workflow {
            statuses: statuses
                .iter()
                .map(|key| Status {
                    key: (*key).to_owned(),
                    uuid: String::new(),
                    name: Names::same(key),
                    category: StatusCategory::Active,
                })
                .collect(),
            transitions: steps
                .iter()
                .enumerate()
                .map(|(i, (from, to))| Transition {
                    uuid: format!("t{i}"),
                    name: Names::same(&format!("{from} to {to}")),
                    from: (*from).to_owned(),
                    to: (*to).to_owned(),
                    fields: vec![],
                })
                .collect(),
        }
    }

    #[test]
    fn a_status_that_cannot_follow_is_refused_with_those_that_can() {
        let w = workflow(&["new", "done", "old"], &[("new", "done")]);
        assert!(matches!(w.step("new", " DONE ", None), Ok(Step::Take(t)) if t.uuid == "t0"));
        let Err(Rejection::Conflict(why)) = w.step("new", "old", None) else { panic!("allowed") };
        assert!(why.text(crate::Lang::En).contains("done"));
        assert_eq!(w.step("new", "new", None), Ok(Step::Stay));
        assert!(matches!(w.step("new", "nonsense", None), Err(Rejection::Invalid(_))));
        assert!(matches!(w.step("new", " ", None), Err(Rejection::Invalid(_))));
    }

    #[test]
    fn a_name_picks_one_of_several_ways() {
        let w = workflow(&["a", "b"], &[("a", "b"), ("a", "b")]);
        assert!(matches!(w.step("a", "b", Some("t1")), Ok(Step::Take(t)) if t.uuid == "t1"));
        assert!(matches!(w.step("a", "b", None), Ok(Step::Take(t)) if t.uuid == "t0"));
        assert!(matches!(w.step("a", "b", Some("t9")), Err(Rejection::Invalid(_))));
        assert!(matches!(w.step("b", "b", Some("t1")), Err(Rejection::Conflict(_))));
    }

    proptest! {
        #[test]
        fn a_step_is_taken_only_along_a_drawn_transition(
            steps in proptest::collection::vec((0..4usize, 0..4usize), 0..8), now in 0..4usize, to in 0..4usize,
        ) {
            let keys = ["a", "b", "c", "d"];
            let steps: Vec<_> = steps.into_iter().map(|(f, t)| (keys[f], keys[t])).collect();
            let w = workflow(&keys, &steps);
            match w.step(keys[now], keys[to], None) {
                Ok(Step::Stay) => prop_assert_eq!(now, to),
                Ok(Step::Take(t)) => {
                    prop_assert!(steps.contains(&(keys[now], keys[to])));
                    prop_assert_eq!((t.from.as_str(), t.to.as_str()), (keys[now], keys[to]));
                }
                Err(_) => prop_assert!(now != to && !steps.contains(&(keys[now], keys[to]))),
            }
        }
    }
}
