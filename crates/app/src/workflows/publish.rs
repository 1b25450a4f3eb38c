//! Publishing a draft: it becomes the next version and is in force at once, for every ticket there is.
//!
//! The tickets of a status that is gone are moved to another as `mapping` says: what is to be moved is written down in the
//! same commit, and done by [`super::moves`] a bounded number at a time. Without a mapping for a status that tickets are in,
//! nothing is published.

use super::{
    Current, Draft, Version, called,
    draft::{self, Check},
    lock, timing,
};
use crate::{Cx, Error, audit};
use domain::{
    Fault, Rejection,
    field::Definition,
    msg,
    vocabulary::{self, Kind},
    workflow::{
        Workflow,
        lint::{self, Severity},
        version::{self, Mapping, Vanished},
    },
};
use serde_json::json;
use std::collections::BTreeSet;
use store::workflow::Move;

/// The most tickets of a status that are named as examples.
pub(super) const EXAMPLES: i64 = 5;

/// What publishing came to.
#[derive(Debug, Clone)]
pub struct Published {
    /// The workflow as it is in force now.
    pub current: Current,
    /// The tickets that are to go from a status that is gone to another.
    pub moved: Vec<Moved>,
}

/// Tickets that go from a status that is gone to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The key of the status that is gone.
    pub from: String,
    /// The key of the status they go to.
    pub to: String,
    /// How many there are, without the deleted ones.
    pub tickets: i64,
}

/// A status that a draft no longer has, and the tickets in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// The status.
    pub status: Vanished,
    /// How many tickets are in it, without the deleted ones.
    pub tickets: i64,
    /// Some of them (deleted ones too), as keys; empty exactly where there is none.
    pub examples: Vec<String>,
    /// Where they go: what the mapping says, else the same status under its new key; `None` where nobody has said.
    pub to: Option<String>,
}

/// Publishes the draft of a workflow.
///
/// Refused: a draft that was changed meanwhile, or begun from a version that is not in force any more; a definition in
/// which lint finds an error; a status with tickets in it that is gone and not mapped.
pub fn run(
    cx: &mut Cx<'_, '_>,
    project: &str,
    kind: &str,
    mapping: &Mapping,
    condition: Check<'_>,
) -> Result<Published, Error> {
    let current = lock(cx, project, kind)?;
    let (row, workflow) = draft::there(cx, &current)?;
    draft::check(cx, &row, condition)?;
    let leaving = leaving(cx, &current, &workflow, mapping)?;
    let custom = super::fields(cx, &current)?;
    let (next, moves) = decide(&current, row.base, workflow, &leaving, mapping, &custom)?;

    draft::write(cx, &current, &Draft { workflow: None, ..row })?;
    let current = put_in_force(cx, current, next, &moves)?;
    Ok(Published { current, moved: moved(&leaving, &moves) })
}

/// Publishes a change of the definition in force at once, without a draft; for who may manage the project. What changes
/// nothing makes no version. A draft that somebody works on stays, begun now from a version that is not in force any more.
pub(crate) fn at_once(
    cx: &mut Cx<'_, '_>,
    project: &str,
    kind: &str,
    change: impl FnOnce(&mut Cx<'_, '_>, &Current) -> Result<Workflow, Error>,
) -> Result<Current, Error> {
    let current = lock(cx, project, kind)?;
    let mut workflow = change(cx, &current)?;
    workflow.check()?;
    called::find_all(cx, &mut workflow)?;
    let custom = super::fields(cx, &current)?;
    workflow.check_filters(&super::tickets(cx, &workflow, &custom)?)?;
    let workflow = workflow.in_order().in_kept_form(&custom);
    if workflow == current.workflow {
        return Ok(current);
    }
    let leaving = leaving(cx, &current, &workflow, &Mapping::new())?;
    let base = current.version.version;
    let (next, moves) = decide(&current, base, workflow, &leaving, &Mapping::new(), &custom)?;
    put_in_force(cx, current, next, &moves)
}

/// Makes a decided version the one in force, for every ticket there is.
fn put_in_force(
    cx: &mut Cx<'_, '_>,
    current: Current,
    next: version::Published,
    moves: &Mapping,
) -> Result<Current, Error> {
    let team = cx.actor.team;
    let kind = store::project::IssueType { workflow_version: next.version, ..current.kind.clone() };
    store::project::insert_workflow(cx.tx, team, &kind, &next.workflow, &cx.actor.username, cx.now)?;
    if !store::workflow::raise(cx.tx, current.place(cx), next.version)? {
        return Err(Rejection::Stale { version: current.version.version }.into());
    }
    follow(cx, &current, &next, moves)?;
    reword(cx, &current, &next.workflow, moves)?;
    let details = json!({"version": next.version, "moves": moves});
    audit::record(cx, "workflow.publish", &current.object(), &details)?;
    // After the entry, from which on what is remembered of the project is read anew.
    timing::begin(cx, &current.project.key, &current.kind.key)?;
    let version = Version { version: next.version, actor: cx.actor.username.clone(), created: cx.now };
    Ok(Current { kind, version, workflow: next.workflow, ..current })
}

/// The next version, or every reason why there is none.
pub(super) fn decide(
    current: &Current,
    base: i64,
    workflow: Workflow,
    leaving: &[Leaving],
    mapping: &Mapping,
    custom: &[Definition],
) -> Result<(version::Published, Mapping), Rejection> {
    let in_force =
        version::Published { version: current.version.version, workflow: current.workflow.clone() };
    if base != in_force.version {
        return Err(Rejection::Conflict(msg!(
            "workflow.draft_outdated",
            base = base,
            current = in_force.version
        )));
    }
    if workflow == in_force.workflow {
        return Err(Rejection::NothingToChange);
    }
    let mut faults: Vec<Fault> = leaving.iter().filter_map(stranded).collect();
    let findings = lint::lint(&workflow, Some(custom), None);
    let errors = findings.into_iter().filter(|finding| finding.code.severity() == Severity::Error);
    faults.extend(errors.map(|finding| {
        let why =
            msg!("workflow.lint_error").listing("why", vec![finding.why]).listing("fix", vec![finding.fix]);
        Fault::new(finding.path, why)
    }));
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults));
    }
    let held: BTreeSet<String> =
        leaving.iter().filter(|l| !l.examples.is_empty()).map(|l| l.status.status.clone()).collect();
    version::publish(version::Draft { base, workflow }, &in_force, &held, mapping, custom)
}

/// Why tickets would be stranded, where they would be.
pub(super) fn stranded(leaving: &Leaving) -> Option<Fault> {
    if leaving.to.is_some() || leaving.examples.is_empty() {
        return None;
    }
    let why = msg!("workflow.stranded", count = leaving.tickets, examples = leaving.examples.join(", "));
    let why = why.naming("status", &leaving.status.name);
    Some(Fault::new(format!("mapping.{}", leaving.status.status), why))
}

/// The statuses in force that a definition no longer has, with the tickets in them or on their way into them.
pub(super) fn leaving(
    cx: &mut Cx<'_, '_>,
    current: &Current,
    new: &Workflow,
    mapping: &Mapping,
) -> Result<Vec<Leaving>, Error> {
    let place = current.place(cx);
    let waiting = store::workflow::moves(cx.tx, place)?;
    let mut found = Vec::new();
    for status in version::vanished(&current.workflow, new) {
        let mut tickets = store::workflow::held(cx.tx, place, &status.status)?;
        let mut examples = store::workflow::tickets(cx.tx, place, &status.status, EXAMPLES)?;
        for other in waiting.iter().filter(|m| m.to == status.status) {
            tickets += store::workflow::held(cx.tx, place, &other.from)?;
            examples.extend(store::workflow::tickets(cx.tx, place, &other.from, EXAMPLES)?);
        }
        let renamed = status.best.as_ref().filter(|_| status.renamed);
        let to = mapping.get(&status.status).or(renamed).cloned();
        let examples = examples.iter().take(usize::try_from(EXAMPLES).unwrap_or(usize::MAX));
        let examples = examples.map(|id| format!("{}-{id}", current.project.key)).collect();
        found.push(Leaving { status, tickets, examples, to });
    }
    Ok(found)
}

fn moved(leaving: &[Leaving], moves: &Mapping) -> Vec<Moved> {
    let of = |l: &Leaving| {
        let to = moves.get(&l.status.status)?.clone();
        Some(Moved { from: l.status.status.clone(), to, tickets: l.tickets })
    };
    leaving.iter().filter_map(of).collect()
}

/// Writes down what is to be moved. What is still on its way from an earlier version goes where its goal goes.
fn follow(
    cx: &mut Cx<'_, '_>,
    current: &Current,
    next: &version::Published,
    moves: &Mapping,
) -> Result<(), Error> {
    let place = current.place(cx);
    let new = |from: &str, to: &str| Move {
        project: current.project.key.clone(),
        kind: current.kind.key.clone(),
        from: from.to_owned(),
        to: to.to_owned(),
        version: next.version,
        actor: cx.actor.username.clone(),
        via: cx.via.word().to_owned(),
        created: cx.now,
    };
    let mut rows: Vec<Move> = moves.iter().map(|(from, to)| new(from, to)).collect();
    for waiting in store::workflow::moves(cx.tx, place)? {
        if next.workflow.status(&waiting.from).is_some() {
            // The status is back, and with it the tickets that are in it still.
            store::workflow::delete_move(cx.tx, place, &waiting.from)?;
        } else if let Some(to) = moves.get(&waiting.to) {
            rows.push(Move { to: to.clone(), ..waiting });
        }
    }
    for row in rows {
        store::workflow::put_move(cx.tx, cx.actor.team, &row)?;
    }
    Ok(())
}

/// The words that other published APIs have for a status go with it where it only has another key, and go away with it
/// where no workflow of the project has it any more.
fn reword(cx: &mut Cx<'_, '_>, current: &Current, new: &Workflow, moves: &Mapping) -> Result<(), Error> {
    let (team, project) = (cx.actor.team, &current.project.key);
    let old = store::vocabulary::list(cx.tx, team, project)?;
    let workflows: Vec<Workflow> =
        store::project::workflows(cx.tx, team, project)?.into_iter().map(|found| found.workflow).collect();
    let is_there = |key: &str| workflows.iter().any(|w| w.status(key).is_some());
    let renamed = |key: &str| {
        let was = current.workflow.status(key)?;
        moves.get(key).filter(|to| new.status(to).is_some_and(|is| is.uuid == was.uuid)).cloned()
    };
    let mut entries = Vec::with_capacity(old.len());
    for mut entry in old.clone() {
        if entry.kind == Kind::Status && !is_there(&entry.key) {
            let Some(key) = renamed(&entry.key) else { continue };
            entry.key = key;
        }
        entries.push(entry);
    }
    // A word that would mean two things now is for an administrator to settle; until then it stands as it was.
    if entries != old && vocabulary::check(&entries, &workflows).is_ok() {
        store::vocabulary::set(cx.tx, team, project, &entries)?;
    }
    Ok(())
}
