//! Lint: what is strange in a definition, each finding with a stable code, its place, a reason and a fix.
//!
//! A definition with findings of [`Severity::Error`] cannot work as drawn; the others may be meant. What lint calls dead *is*
//! dead: where it cannot be sure it says nothing. To add a finding: a variant of [`Code`] and the function that finds it.

mod graph;
mod parts;
mod satisfy;

pub use satisfy::can_hold;
pub(super) use satisfy::can_hold_for;

use super::{Start, Status, Transition, Workflow};
use crate::{Lang, Message, field::Definition, field::Names};
use serde::Serialize;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Perhaps meant; good to know.
    Hint,
    /// Probably not meant.
    Warning,
    /// Cannot work.
    Error,
}

/// What was found. The words are stable: scripts may look for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// No ticket can ever come into the status.
    UnreachableStatus,
    /// A ticket that is not over can never leave the status.
    NoWayOut,
    /// From the status no way leads to one where work is over.
    NoWayToClosed,
    /// No status says that work is over.
    NoClosedStatus,
    /// Nobody can ever meet the condition.
    ConditionNeverHolds,
    /// Nothing can ever be the trigger's occasion.
    TriggerNeverFires,
    /// The system would have to fill in what the screen requires.
    TriggerCannotFill,
    /// Steps that the system takes by itself lead in a circle.
    TriggerLoop,
    /// The system takes a step that people need consent for.
    TriggerSkipsApproval,
    /// A field that new tickets must have stands on no screen.
    RequiredFieldNotShown,
    /// The condition wants a field filled that no step before it asks for.
    ConditionFieldNotShown,
    /// The project has no such field.
    UnknownField,
    /// A value that the field does not take.
    ValueNotTaken,
    /// Several transitions from one status to another: who only names the status gets the first they may take.
    Indistinguishable,
    /// Several transitions from one status have the same name.
    SameName,
    /// It leads where it starts: who only names the status never gets it.
    StepInPlace,
    /// A user domain that nobody is ever in.
    NobodyInDomain,
    /// The approvers can never be as many as must consent.
    ApprovalNeverGranted,
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The definition as a whole.
    Workflow,
    /// A status, by its key.
    Status(String),
    /// A transition, by its place in the list.
    Transition {
        /// Counted from 0.
        index: usize,
        /// Its id; empty while it has none.
        uuid: String,
    },
}

/// Something strange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub code: Code,
    /// Where: a transition that shares the trouble with others is the first of them.
    pub place: Place,
    /// The path in the definition, such as `transitions[2].condition`.
    pub path: String,
    /// Why.
    pub why: Message,
    /// What to do about it.
    pub fix: Message,
}

/// A finding in one language, as it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// What.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The path in the definition.
    pub path: String,
    /// Why.
    pub why: String,
    /// What to do about it.
    pub fix: String,
}

/// Everything strange in a definition that [`Workflow::check`] has passed, worst first, then from top to bottom.
/// `custom` are the project's fields; `None` where they are not known (a file alone), then nothing is said of them.
pub fn lint(workflow: &Workflow, custom: Option<&[Definition]>) -> Vec<Finding> {
    let view = View::new(workflow, custom);
    let mut found = graph::find(&view);
    found.extend(parts::find(&view));
    found.sort_by_key(|finding| std::cmp::Reverse(finding.code.severity()));
    found
}

/// A definition and what the finders share about it.
struct View<'w> {
    workflow: &'w Workflow,
    custom: Option<&'w [Definition]>,
    /// Of each transition: whether anybody or anything can ever take it.
    live: Vec<bool>,
}

impl<'w> View<'w> {
    fn new(workflow: &'w Workflow, custom: Option<&'w [Definition]>) -> Self {
        let live = workflow
            .transitions
            .iter()
            .map(|t| {
                let by_people =
                    t.condition.as_ref().is_none_or(|c| can_hold(c, &t.from, custom.unwrap_or_default()));
                let by_itself = t.trigger.as_ref().is_some_and(super::trigger::has_occasion);
                by_people || by_itself
            })
            .collect();
        Self { workflow, custom, live }
    }

    /// The transitions that can be taken, each with its place in the list.
    fn live(&self) -> impl Iterator<Item = (usize, &'w Transition)> {
        self.all().filter(|(i, _)| self.live.get(*i).copied().unwrap_or(false))
    }

    fn all(&self) -> impl Iterator<Item = (usize, &'w Transition)> + use<'w> {
        self.workflow.transitions.iter().enumerate()
    }

    /// The custom fields, as far as they are known.
    fn fields(&self) -> &'w [Definition] {
        self.custom.unwrap_or_default()
    }

    fn called<'a>(&'a self, transition: &'a Transition) -> &'a Names {
        let name = &transition.name;
        if name.zh.is_empty() && name.en.is_empty() {
            self.workflow.status(&transition.to).map_or(name, |status| &status.name)
        } else {
            name
        }
    }
}

/// A finding about a status.
fn of_status(code: Code, status: &Status, index: usize, why: &Message, fix: Message) -> Finding {
    Finding {
        code,
        place: Place::Status(status.key.clone()),
        path: format!("statuses[{index}]"),
        why: why.clone().naming("status", &status.name),
        fix,
    }
}

/// A finding about a transition, or the part of it under `key`.
fn of_transition(
    view: &View<'_>,
    code: Code,
    (index, transition): (usize, &Transition),
    key: &str,
    sentences: (Message, Message),
) -> Finding {
    let at = format!("transitions[{index}]");
    let (why, fix) = sentences;
    Finding {
        code,
        place: Place::Transition { index, uuid: transition.uuid.clone() },
        path: super::reader::below(&at, key).trim_end_matches('.').to_owned(),
        why: why.naming("transition", view.called(transition)),
        fix,
    }
}

impl Code {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::UnreachableStatus,
        Self::NoWayOut,
        Self::NoWayToClosed,
        Self::NoClosedStatus,
        Self::ConditionNeverHolds,
        Self::TriggerNeverFires,
        Self::TriggerCannotFill,
        Self::TriggerLoop,
        Self::TriggerSkipsApproval,
        Self::RequiredFieldNotShown,
        Self::ConditionFieldNotShown,
        Self::UnknownField,
        Self::ValueNotTaken,
        Self::Indistinguishable,
        Self::SameName,
        Self::StepInPlace,
        Self::NobodyInDomain,
        Self::ApprovalNeverGranted,
    ];

    /// How bad it is.
    pub const fn severity(self) -> Severity {
        match self {
            Self::TriggerLoop | Self::UnknownField | Self::ValueNotTaken | Self::ApprovalNeverGranted => {
                Severity::Error
            }
            Self::ConditionNeverHolds
            | Self::TriggerNeverFires
            | Self::UnreachableStatus
            | Self::NoWayOut
            | Self::NoWayToClosed
            | Self::NoClosedStatus
            | Self::TriggerCannotFill
            | Self::ConditionFieldNotShown
            | Self::SameName
            | Self::NobodyInDomain => Severity::Warning,
            Self::TriggerSkipsApproval
            | Self::RequiredFieldNotShown
            | Self::Indistinguishable
            | Self::StepInPlace => Severity::Hint,
        }
    }
}

impl Finding {
    /// It in one language.
    pub fn told(&self, lang: Lang) -> Told {
        Told {
            code: self.code,
            severity: self.code.severity(),
            place: self.place.clone(),
            path: self.path.clone(),
            why: self.why.text(lang),
            fix: self.fix.text(lang),
        }
    }
}
