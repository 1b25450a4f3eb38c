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

/// The version after `current` that a draft makes, and where tickets go: `mapping` for what vanishes, and itself what only got
/// another key. `held` are the keys of the statuses that tickets are in.
///
/// Refused: a draft of a version that is not current any more; a definition that does not hold together; a vanished status
/// that tickets are in and `mapping` does not name; a mapping from a status that stays, or to one that is not there.
pub fn publish(
    draft: Draft,
    current: &Published,
    held: &BTreeSet<String>,
    mapping: &Mapping,
) -> Result<(Published, Mapping), Rejection> {
    if draft.base != current.version {
        return Err(Rejection::Stale { version: current.version });
    }
    draft.workflow.check()?;
    let new = draft.workflow.in_order();
    let gone = vanished(&current.workflow, &new);
    let mut faults = Vec::new();
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
