//! What differs between two definitions of one workflow, as data.
//!
//! Statuses are the same where their keys are, since tickets name them by it; else where their ids are (a new key for an
//! old status). Transitions are the same where their ids are.

use super::{Status, Transition, Workflow};
use crate::{Message, field::Names, msg};
use serde::Serialize;

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What.
    pub subject: Subject,
    /// How.
    pub change: Change,
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The status that new tickets start in.
    First,
    /// The order in which statuses and transitions stand.
    Order,
    /// A status: the key it has, or had.
    Status {
        /// The key.
        key: String,
        /// What people call it.
        name: Names,
    },
    /// A transition: the id and the ends that it has, or had.
    Transition {
        /// The id.
        uuid: String,
        /// What people call it.
        name: Names,
        /// Where it starts; `*` = anywhere.
        from: String,
        /// Where it leads.
        to: String,
    },
}

/// How something differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// These of its properties are others.
    Changed(Vec<Aspect>),
}

/// A property of a status or a transition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the property of that name")]
pub enum Aspect {
    Key,
    Uuid,
    Name,
    Category,
    From,
    To,
    Position,
    Fields,
    Condition,
    Trigger,
    Approval,
    PostFunctions,
}

/// What differs between `old` and `new`, which both have ids: statuses, then transitions, in the order of `new`, each
/// followed by what is gone; then their order. Nothing, exactly where they say the same.
pub fn compare(old: &Workflow, new: &Workflow) -> Vec<Difference> {
    let mut found = Vec::new();
    let first = |w: &Workflow| w.first().map(|s| s.key.clone());
    if first(old) != first(new) {
        push(&mut found, Subject::First, Change::Changed(vec![Aspect::Key]));
    }
    for status in &new.statuses {
        let was = counterpart(status, new, old);
        let change = was.map_or(Change::Added, |was| Change::Changed(of_status(was, status)));
        push(&mut found, Subject::status(status), change);
    }
    for was in old.statuses.iter().filter(|was| counterpart(was, old, new).is_none()) {
        push(&mut found, Subject::status(was), Change::Removed);
    }
    for transition in &new.transitions {
        let was = old.transition(&transition.uuid);
        let change = was.map_or(Change::Added, |was| Change::Changed(of_transition(was, transition)));
        push(&mut found, Subject::transition(new, transition), change);
    }
    for was in old.transitions.iter().filter(|was| new.transition(&was.uuid).is_none()) {
        push(&mut found, Subject::transition(old, was), Change::Removed);
    }
    if order(old, new) != order(new, old) {
        push(&mut found, Subject::Order, Change::Changed(vec![Aspect::Position]));
    }
    found
}

fn push(found: &mut Vec<Difference>, subject: Subject, change: Change) {
    if change != Change::Changed(Vec::new()) {
        found.push(Difference { subject, change });
    }
}

/// What a status of `own` is in `other`: the one of its key, else the one of its id whose key is not in `own`.
pub(super) fn counterpart<'w>(status: &Status, own: &Workflow, other: &'w Workflow) -> Option<&'w Status> {
    other.status(&status.key).or_else(|| {
        let of_id = other.statuses.iter().find(|s| !s.uuid.is_empty() && s.uuid == status.uuid);
        of_id.filter(|s| own.status(&s.key).is_none())
    })
}

/// The ids of the statuses and transitions of `own` that `other` has too, in the order in which they stand.
fn order<'w>(own: &'w Workflow, other: &Workflow) -> (Vec<&'w str>, Vec<&'w str>) {
    let statuses = own.statuses.iter().map(|s| s.key.as_str());
    let transitions = own.transitions.iter().map(|t| t.uuid.as_str());
    (
        statuses.filter(|key| other.status(key).is_some()).collect(),
        transitions.filter(|uuid| other.transition(uuid).is_some()).collect(),
    )
}

fn of_status(was: &Status, is: &Status) -> Vec<Aspect> {
    let differs = [
        (Aspect::Key, was.key != is.key),
        (Aspect::Uuid, was.uuid != is.uuid),
        (Aspect::Name, was.name != is.name),
        (Aspect::Category, was.category != is.category),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(aspect, _)| aspect).collect()
}

fn of_transition(was: &Transition, is: &Transition) -> Vec<Aspect> {
    let differs = [
        (Aspect::Name, was.name != is.name),
        (Aspect::From, was.from != is.from),
        (Aspect::To, was.to != is.to),
        (Aspect::Position, was.position != is.position),
        (Aspect::Fields, was.fields != is.fields),
        (Aspect::Condition, was.condition != is.condition),
        (Aspect::Trigger, was.trigger != is.trigger),
        (Aspect::Approval, was.approval != is.approval),
        (Aspect::PostFunctions, was.post_functions != is.post_functions),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(aspect, _)| aspect).collect()
}

impl Subject {
    fn status(status: &Status) -> Self {
        Self::Status { key: status.key.clone(), name: status.called() }
    }

    fn transition(workflow: &Workflow, transition: &Transition) -> Self {
        Self::Transition {
            uuid: transition.uuid.clone(),
            name: workflow.called(transition),
            from: transition.from.word().to_owned(),
            to: transition.to.clone(),
        }
    }

    fn said(&self) -> Message {
        match self {
            Self::First => msg!("compare.first"),
            Self::Order => msg!("compare.order"),
            Self::Status { key, name } => msg!("compare.status", key = key).naming("name", name),
            Self::Transition { name, from, to, .. } => {
                msg!("compare.transition", from = from, to = to).naming("name", name)
            }
        }
    }
}

impl Difference {
    /// It in words.
    pub fn said(&self) -> Message {
        let subject = vec![self.subject.said()];
        match &self.change {
            Change::Added => msg!("compare.added").listing("subject", subject),
            Change::Removed => msg!("compare.removed").listing("subject", subject),
            Change::Changed(aspects) => {
                let aspects = aspects.iter().map(|aspect| aspect.said()).collect();
                msg!("compare.changed").listing("subject", subject).listing("aspects", aspects)
            }
        }
    }
}

impl Aspect {
    fn said(self) -> Message {
        match self {
            Self::Key => msg!("compare.key"),
            Self::Uuid => msg!("compare.uuid"),
            Self::Name => msg!("compare.name"),
            Self::Category => msg!("compare.category"),
            Self::From => msg!("compare.from"),
            Self::To => msg!("compare.to"),
            Self::Position => msg!("compare.position"),
            Self::Fields => msg!("compare.fields"),
            Self::Condition => msg!("compare.condition"),
            Self::Trigger => msg!("compare.trigger"),
            Self::Approval => msg!("compare.approval"),
            Self::PostFunctions => msg!("compare.post_functions"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Lang,
        workflow::samples::{any_workflow, drawn},
    };
    use proptest::prelude::*;
    use serde_json::json;

    fn base() -> Workflow {
        let close = json!({"uuid": "close000", "name": {"zh": "关闭", "en": "Close"}, "from": "open", "to": "closed"});
        let reopen = json!({"uuid": "reopen00", "name": "Reopen", "from": "closed", "to": "open"});
        let mut w = drawn(&[("open", "new"), ("closed", "closed")], &[close, reopen]);
        w.statuses[0].uuid = "open0000".into();
        w.statuses[1].uuid = "closed00".into();
        w
    }

    fn changed(change: impl FnOnce(&mut Workflow)) -> Vec<Difference> {
        let mut new = base();
        change(&mut new);
        compare(&base(), &new)
    }

    #[test]
    fn what_is_another_is_named_with_its_properties() {
        let found = changed(|w| {
            w.transitions[0].to = "open".into();
            w.transitions[0].name.en = "Shut".into();
        });
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(one.change, Change::Changed(vec![Aspect::Name, Aspect::To]));
        assert_eq!(one.said().text(Lang::En), "the transition “Shut” (open → open): changed name, end");
        assert_eq!(one.said().text(Lang::Zh), "步骤“关闭”（open → open）：修改了名称、终点");
    }

    #[test]
    fn a_status_under_another_key_is_the_same_status() {
        let found = changed(|w| {
            w.statuses[1].key = "done".into();
            w.statuses[1].category = super::super::StatusCategory::Resolved;
        });
        let subject = Subject::Status { key: "done".into(), name: Names::same("closed") };
        assert!(
            found.contains(&Difference {
                subject,
                change: Change::Changed(vec![Aspect::Key, Aspect::Category])
            })
        );
    }

    #[test]
    fn what_came_and_what_went_is_named() {
        let found = changed(|w| {
            w.statuses[1].key = "done".into();
            w.statuses[1].uuid = "other000".into();
            w.transitions.remove(1);
            let new = Transition::new("new00000".into(), Names::same("New"), "*", "done");
            w.transitions.push(new);
        });
        let said: Vec<String> = found.iter().map(|d| d.said().text(Lang::En)).collect();
        assert_eq!(
            said,
            [
                "the status “closed” (done): new",
                "the status “closed” (closed): removed",
                "the transition “New” (* → done): new",
                "the transition “Reopen” (closed → open): removed",
            ]
        );
    }

    #[test]
    fn what_has_no_name_is_told_by_where_it_leads_and_by_its_key() {
        let found = changed(|w| {
            w.statuses[1].name = Names::default();
            w.transitions[0].name = Names::default();
        });
        let said: Vec<String> = found.iter().map(|d| d.said().text(Lang::En)).collect();
        assert_eq!(
            said,
            [
                "the status “closed” (closed): changed name",
                "the transition “closed” (open → closed): changed name"
            ]
        );
    }

    #[test]
    fn another_order_is_a_difference_of_its_own() {
        let found = changed(|w| w.transitions.reverse());
        assert_eq!(found.iter().map(|d| &d.subject).collect::<Vec<_>>(), [&Subject::Order]);
        let found = changed(|w| w.statuses.reverse());
        assert_eq!(found.iter().map(|d| &d.subject).collect::<Vec<_>>(), [&Subject::First, &Subject::Order]);
    }

    proptest! {
        #[test]
        fn there_is_no_difference_exactly_where_two_say_the_same(one in any_workflow(), other in any_workflow()) {
            prop_assert_eq!(compare(&one, &one), vec![]);
            prop_assert_eq!(compare(&one, &other).is_empty(), one == other);
        }

        #[test]
        fn what_one_way_comes_the_other_way_goes(one in any_workflow(), other in any_workflow()) {
            let count = |found: &[Difference], change: &Change| found.iter().filter(|d| d.change == *change).count();
            let (there, back) = (compare(&one, &other), compare(&other, &one));
            prop_assert_eq!(count(&there, &Change::Added), count(&back, &Change::Removed));
            prop_assert_eq!(there.len(), back.len());
        }
    }
}
