//! Versions: publishing a draft, and what that would mean for the tickets and people there are (the pure half of its dry run).
//!
//! A ticket always follows the newest version. A status that vanishes therefore needs another one for the tickets in it.

use super::{Status, Transition, Workflow, compare::counterpart, lint::can_hold_for};
use crate::{Fault, Rejection, field::Definition, field::Names, identity::Person, msg};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where the tickets of vanished statuses go: old key to new key.
pub type Mapping = BTreeMap<String, String>;

/// A definition that is being worked on.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The version that it was begun from.
    pub base: i64,
    /// What it says.
    pub workflow: Workflow,
}

/// A definition that is in force, or was.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// 1, 2, 3 …
    pub version: i64,
    /// What it says.
    pub workflow: Workflow,
}

/// A status that a new version no longer has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vanished {
    /// Its key.
    pub status: String,
    /// What people call it.
    pub name: Names,
    /// Where its tickets would best go: the status that has its id, else the first of its category; `None` = no such.
    pub best: Option<String>,
    /// Whether that is the same status under a new key, so that nobody need be asked.
    pub renamed: bool,
}

/// A step that somebody could take under the old version and cannot under the new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// The user name.
    pub username: String,
    /// The key of the status, in the new version.
    pub from: String,
    /// The key of the status that they could move tickets to, in the new version.
    pub to: String,
}

/// The statuses of `old` that `new` has not, in their order.
pub fn vanished(old: &Workflow, new: &Workflow) -> Vec<Vanished> {
    let gone = old.statuses.iter().filter(|status| new.status(&status.key).is_none());
    gone.map(|status| {
        let renamed = counterpart(status, old, new);
        let alike = || new.statuses.iter().find(|s| s.category == status.category);
        Vanished {
            status: status.key.clone(),
            name: status.name.clone(),
            best: renamed.or_else(alike).map(|s| s.key.clone()),
            renamed: renamed.is_some(),
        }
    })
    .collect()
}

/// The statuses of `new` that have taken the key of another status of `old`: tickets name their status by its key, so they would
/// be in another one without a step.
fn displaced(old: &Workflow, new: &Workflow) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (i, status) in new.statuses.iter().enumerate() {
        let was = old.statuses.iter().find(|was| !was.uuid.is_empty() && was.uuid == status.uuid);
        let Some(was) = was.filter(|was| was.key != status.key) else { continue };
        if let Some(other) = old.status(&status.key) {
            let why = msg!("version.key_of_another", key = status.key, was = was.key);
            let why = why.naming("status", &status.name).naming("other", &other.name);
            faults.push(Fault::new(format!("statuses[{i}].key"), why));
        }
    }
    faults
}

/// The version after `current` that a draft makes, and where tickets go: `mapping` for what vanishes, and itself what only got
/// another key. `held` are the keys of the statuses that tickets are in, `custom` the project's fields.
///
/// Refused: a draft of a version that is not current any more; a definition that does not hold together; a vanished status
/// that tickets are in and `mapping` does not name; a mapping from a status that stays, or to one that is not there; a status
/// with the key that another one had.
pub fn publish(
    draft: Draft,
    current: &Published,
    held: &BTreeSet<String>,
    mapping: &Mapping,
    custom: &[Definition],
) -> Result<(Published, Mapping), Rejection> {
    if draft.base != current.version {
        return Err(Rejection::Stale { version: current.version });
    }
    draft.workflow.check()?;
    let new = draft.workflow.in_order().in_kept_form(custom);
    let gone = vanished(&current.workflow, &new);
    let mut faults = displaced(&current.workflow, &new);
    for (from, to) in mapping {
        if !gone.iter().any(|v| v.status == *from) {
            faults.push(Fault::new(format!("mapping.{from}"), msg!("version.not_vanished")));
        }
        if new.status(to).is_none() {
            let known: Vec<&str> = new.statuses.iter().map(|s| s.key.as_str()).collect();
            let why = msg!("workflow.unknown_status", status = to, known = known.join(", "));
            faults.push(Fault::new(format!("mapping.{from}"), why));
        }
    }
    let mut moves = mapping.clone();
    for status in gone {
        if moves.contains_key(&status.status) {
            continue;
        }
        match status.best.filter(|_| status.renamed) {
            Some(renamed) => {
                moves.insert(status.status, renamed);
            }
            None if held.contains(&status.status) => {
                let why = msg!("version.needs_mapping").naming("status", &status.name);
                faults.push(Fault::new(format!("mapping.{}", status.status), why));
            }
            None => {}
        }
    }
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults));
    }
    Ok((Published { version: current.version + 1, workflow: new }, moves))
}

/// The steps that `people` lose: each pair of statuses that both versions have (after `moves`), where the old one let them
/// through on some ticket and the new one lets them on none.
///
/// What depends on the ticket (its fields, who made it or works on it) is taken as it suits them, so a step is named only
/// where it is lost for certain.
pub fn lost_steps(
    old: &Workflow,
    new: &Workflow,
    moves: &Mapping,
    people: &[Person<'_>],
    custom: &[Definition],
) -> Vec<Lost> {
    let now = |key: &str| moves.get(key).map_or(key, String::as_str).to_owned();
    let mut steps: Vec<(&Status, &Status)> = Vec::new();
    for from in &old.statuses {
        for transition in old.from(&from.key) {
            let to = old.status(&transition.to);
            steps.extend(to.filter(|to| !steps.contains(&(from, to))).map(|to| (from, to)));
        }
    }
    let mut lost = Vec::new();
    for (from, to) in steps {
        let (new_from, new_to) = (now(&from.key), now(&to.key));
        let both = new.status(&new_from).is_some() && new.status(&new_to).is_some();
        // Two statuses that became one have no step between them to lose.
        if !both || new_from == new_to {
            continue;
        }
        for who in people {
            let could = may(old, &from.key, &to.key, *who, custom);
            if could && !may(new, &new_from, &new_to, *who, custom) {
                let (from, to) = (new_from.clone(), new_to.clone());
                lost.push(Lost { username: who.username.to_owned(), from, to });
            }
        }
    }
    lost
}

fn may(workflow: &Workflow, from: &str, to: &str, who: Person<'_>, custom: &[Definition]) -> bool {
    let lets = |t: &Transition| t.condition.as_ref().is_none_or(|c| can_hold_for(c, &t.from, custom, who));
    workflow.from(from).filter(|t| t.to == to).any(lets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        identity::{Access, UserDomain},
        workflow::{
            condition::Check,
            expression::{Join, Node, Tree},
            samples::{any_workflow, customs, drawn},
        },
    };
    use proptest::prelude::*;
    use serde_json::json;

    fn old() -> Published {
        let step = |from: &str, to: &str| json!({"from": from, "to": to});
        let mut workflow = drawn(
            &[("open", "new"), ("doing", "active"), ("waiting", "paused"), ("closed", "closed")],
            &[
                step("open", "doing"),
                step("doing", "waiting"),
                step("waiting", "closed"),
                step("doing", "closed"),
            ],
        );
        for (i, status) in workflow.statuses.iter_mut().enumerate() {
            status.uuid = format!("status0{i}");
        }
        Published { version: 3, workflow }
    }

    fn draft(change: impl FnOnce(&mut Workflow)) -> Draft {
        let mut workflow = old().workflow;
        change(&mut workflow);
        Draft { base: 3, workflow }
    }

    /// A status is gone with its transitions.
    fn without(key: &'static str) -> Draft {
        draft(|w| {
            w.statuses.retain(|s| s.key != key);
            w.transitions.retain(|t| t.from.word() != key && t.to != key);
        })
    }

    fn held(keys: &[&str]) -> BTreeSet<String> {
        keys.iter().map(|key| (*key).to_owned()).collect()
    }

    fn mapping(pairs: &[(&str, &str)]) -> Mapping {
        pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    }

    #[test]
    fn a_status_does_not_take_the_key_that_another_had() {
        let swapped = draft(|w| {
            let [first, second, ..] = w.statuses.as_mut_slice() else { panic!("two statuses") };
            std::mem::swap(&mut first.key, &mut second.key);
        });
        let Err(Rejection::Invalid(faults)) = publish(swapped, &old(), &held(&[]), &mapping(&[]), &customs())
        else {
            panic!("published")
        };
        let found: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.why.key())).collect();
        let key = "version.key_of_another";
        assert_eq!(found, [("statuses[0].key", key), ("statuses[1].key", key)]);
        // Nor where the other is gone.
        let taken = draft(|w| {
            w.statuses.remove(2);
            w.statuses[1].key = "waiting".into();
            w.transitions.clear();
        });
        let found = fault(publish(taken, &old(), &held(&[]), &mapping(&[]), &customs()));
        assert_eq!(found, ("statuses[1].key".to_owned(), key));
    }

    fn fault(refusal: Result<(Published, Mapping), Rejection>) -> (String, &'static str) {
        match refusal {
            Err(Rejection::Invalid(faults)) => (faults[0].field.clone(), faults[0].why.key()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_draft_of_an_older_version_is_stale() {
        let late = Draft { base: 2, ..draft(|_| {}) };
        let refused = publish(late, &old(), &held(&[]), &Mapping::new(), &[]);
        assert_eq!(refused, Err(Rejection::Stale { version: 3 }));
        let (next, moves) = publish(draft(|_| {}), &old(), &held(&["open"]), &Mapping::new(), &[]).unwrap();
        assert_eq!((next.version, moves), (4, Mapping::new()));
    }

    #[test]
    fn tickets_in_a_vanished_status_need_another_one() {
        let none = Mapping::new();
        let refused = publish(without("waiting"), &old(), &held(&["waiting"]), &none, &[]);
        assert_eq!(fault(refused), ("mapping.waiting".to_owned(), "version.needs_mapping"));
        // Where nobody is there, nobody need be moved.
        assert!(publish(without("waiting"), &old(), &held(&["open"]), &none, &[]).is_ok());
        let to = mapping(&[("waiting", "doing")]);
        assert_eq!(publish(without("waiting"), &old(), &held(&["waiting"]), &to, &[]).unwrap().1, to);
    }

    #[test]
    fn a_mapping_is_from_what_vanishes_to_what_is_there() {
        let publish = |pairs| fault(publish(without("waiting"), &old(), &held(&[]), &mapping(pairs), &[]));
        assert_eq!(publish(&[("open", "doing")]), ("mapping.open".to_owned(), "version.not_vanished"));
        assert_eq!(
            publish(&[("waiting", "gone")]),
            ("mapping.waiting".to_owned(), "workflow.unknown_status")
        );
    }

    #[test]
    fn a_status_under_another_key_takes_its_tickets_along() {
        let renamed = draft(|w| {
            w.statuses[2].key = "paused".into();
            w.transitions[1].to = "paused".into();
            w.transitions[2].from = super::super::Start::parse("paused");
        });
        let (_, moves) = publish(renamed.clone(), &old(), &held(&["waiting"]), &Mapping::new(), &[]).unwrap();
        assert_eq!(moves, mapping(&[("waiting", "paused")]));
        let gone = vanished(&old().workflow, &renamed.workflow);
        assert_eq!((gone.len(), gone[0].renamed, gone[0].best.as_deref()), (1, true, Some("paused")));
    }

    #[test]
    fn the_best_place_for_a_vanished_status_is_one_of_its_category() {
        let mut other = draft(|w| w.statuses[1].key = "working".into()).workflow;
        other.statuses[1].uuid = "other000".into();
        assert_eq!(vanished(&old().workflow, &other)[0].best.as_deref(), Some("working"));
        other.statuses[1].category = super::super::StatusCategory::Paused;
        assert_eq!(vanished(&old().workflow, &other)[0].best, None);
    }

    #[test]
    fn a_definition_that_does_not_hold_together_is_not_published() {
        let broken = draft(|w| w.statuses.clear());
        assert!(matches!(
            publish(broken, &old(), &held(&[]), &Mapping::new(), &[]),
            Err(Rejection::Invalid(_))
        ));
    }

    fn people(crew: &[String]) -> [Person<'_>; 2] {
        let person = |username, uuid, groups| Person {
            uuid,
            username,
            access: Access::Operator,
            groups,
            department: "",
            roles: &[],
        };
        [person("ann", "annannan", crew), person("bob", "bobbobbo", &[])]
    }

    fn only_for(domain: UserDomain) -> Tree<Check> {
        let leaf = Node::Leaf(Check::InUserDomains { user_domains: vec![domain] });
        Tree { join: Join::Must, parts: vec![leaf] }
    }

    #[test]
    fn people_lose_the_steps_that_are_closed_to_them() {
        let crew = ["crew0000".to_owned()];
        let close = draft(|w| {
            for step in w.transitions.iter_mut().filter(|t| t.to == "closed") {
                step.condition = Some(only_for(UserDomain::Group("crew0000".into())));
            }
        });
        let lost = lost_steps(&old().workflow, &close.workflow, &Mapping::new(), &people(&crew), &[]);
        let lost: Vec<_> =
            lost.iter().map(|l| (l.username.as_str(), l.from.as_str(), l.to.as_str())).collect();
        assert_eq!(lost, [("bob", "doing", "closed"), ("bob", "waiting", "closed")]);
    }

    #[test]
    fn what_depends_on_the_ticket_is_not_lost_for_certain() {
        let crew = [];
        let mine = draft(|w| w.transitions[0].condition = Some(only_for(UserDomain::TaskAssign)));
        assert!(lost_steps(&old().workflow, &mine.workflow, &Mapping::new(), &people(&crew), &[]).is_empty());
        let gone = draft(|w| {
            w.transitions.remove(0);
        });
        let lost = lost_steps(&old().workflow, &gone.workflow, &Mapping::new(), &people(&crew), &[]);
        assert_eq!(lost.len(), 2, "both people lose a step that is gone");
    }

    #[test]
    fn steps_of_statuses_that_became_one_are_not_lost() {
        let crew = [];
        let lost = lost_steps(
            &old().workflow,
            &without("waiting").workflow,
            &mapping(&[("waiting", "doing")]),
            &people(&crew),
            &[],
        );
        assert_eq!(lost, vec![]);
    }

    proptest! {
        #[test]
        fn nobody_loses_anything_where_nothing_changes(workflow in any_workflow()) {
            let crew = ["aaaaaaaa".to_owned()];
            prop_assert_eq!(vanished(&workflow, &workflow), vec![]);
            let lost = lost_steps(&workflow, &workflow, &Mapping::new(), &people(&crew), &customs());
            prop_assert_eq!(lost, vec![]);
        }
    }
}
