//! The draft of a workflow: its next version while people work on it. There is at most one.
//!
//! More than one person may work on it; nobody overwrites what they have not seen: a change names the draft's version
//! (`If-Match`), and one that does not is taken only from whoever changed the draft last.

use super::{Current, Draft, called, lock};
use crate::{Cx, Error, audit};
use domain::{Rejection, Thing, identity::Called, msg, workflow::Workflow};
use serde_json::json;

/// What a change of a draft knows of the draft's version; `None` where the caller said nothing.
pub type Check<'c> = Option<&'c dyn Fn(i64) -> Result<(), Rejection>>;

/// What a draft is to say.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The version in force that it is now a draft of; `None` = as before, for a new draft the one in force.
    pub base: Option<i64>,
    /// The definition. Ids may be left out; people and circles may stand by name.
    pub workflow: Workflow,
}

/// A draft as it is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The workflow in force beside it.
    pub current: Current,
    /// Its row.
    pub row: Draft,
    /// What it says.
    pub workflow: Workflow,
    /// What the people and circles that it names are called, by their short ids.
    pub called: Called,
}

/// The draft of a workflow, for those who may manage the project.
pub fn get(cx: &mut Cx<'_, '_>, project: &str, kind: &str) -> Result<Shown, Error> {
    let current = super::find_to_manage(cx, project, kind)?;
    shown(cx, current)
}

fn shown(cx: &mut Cx<'_, '_>, current: Current) -> Result<Shown, Error> {
    let (row, workflow) = there(cx, &current)?;
    let called = called(cx, [&workflow])?;
    Ok(Shown { current, row, workflow, called })
}

/// The draft that there is.
pub(super) fn there(cx: &mut Cx<'_, '_>, current: &Current) -> Result<(Draft, Workflow), Error> {
    let row = row(cx, current)?;
    let workflow =
        row.workflow.clone().ok_or_else(|| Rejection::not_found(Thing::Draft, current.object()))?;
    Ok((row, workflow))
}

/// The row of the draft; one of version 0 and without a definition where there never was a draft.
pub(super) fn row(cx: &mut Cx<'_, '_>, current: &Current) -> Result<Draft, Error> {
    let row = store::workflow::draft(cx.tx, current.place(cx))?;
    Ok(row.unwrap_or_else(|| Draft {
        version: 0,
        base: current.version.version,
        workflow: None,
        actor: String::new(),
        updated: cx.now,
    }))
}

/// Refuses a change that does not know the draft as it is.
pub(super) fn check(cx: &Cx<'_, '_>, row: &Draft, check: Check<'_>) -> Result<(), Rejection> {
    match check {
        // One that is given up or published is no draft: there is no version of it to know.
        Some(check) => check(if row.workflow.is_some() { row.version } else { 0 }),
        None if row.workflow.is_none() || row.actor == cx.actor.username => Ok(()),
        None => Err(Rejection::Conflict(msg!(
            "workflow.draft_of_another",
            actor = row.actor,
            at = row.updated,
            version = row.version
        ))),
    }
}

/// Begins a draft or changes it.
pub fn put(
    cx: &mut Cx<'_, '_>,
    project: &str,
    kind: &str,
    wish: &Wish,
    condition: Check<'_>,
) -> Result<Shown, Error> {
    let current = lock(cx, project, kind)?;
    let old = row(cx, &current)?;
    check(cx, &old, condition)?;
    let in_force = current.version.version;
    let kept = if old.workflow.is_some() { old.base } else { in_force };
    let base = wish.base.unwrap_or(kept);
    if base != kept && base != in_force {
        return Err(Rejection::invalid("base", msg!("workflow.draft_base", current = in_force)).into());
    }
    let workflow = prepared(cx, &current, old.workflow.as_ref(), wish.workflow.clone())?;
    let action = if old.workflow.is_some() { "workflow.draft.change" } else { "workflow.draft.begin" };
    save(cx, &current, &Draft { base, workflow: Some(workflow), ..old }, action)?;
    shown(cx, current)
}

/// A definition as it is kept: people and circles by their ids, values in their fields' form, and every status and
/// transition with an id of its own. An id that this workflow does not know is somebody else's, and is not taken.
pub(super) fn prepared(
    cx: &mut Cx<'_, '_>,
    current: &Current,
    old: Option<&Workflow>,
    mut workflow: Workflow,
) -> Result<Workflow, Error> {
    workflow.check()?;
    called::find_all(cx, &mut workflow)?;
    let sources = [Some(&current.workflow), old];
    let known = |uuid: &str| {
        sources
            .into_iter()
            .flatten()
            .any(|w| w.transition(uuid).is_some() || w.statuses.iter().any(|status| status.uuid == uuid))
    };
    for uuid in workflow.ids_mut() {
        if !known(uuid) {
            uuid.clear();
        }
    }
    let custom = super::fields(cx, current)?;
    workflow.check_filters(&super::tickets(cx, &workflow, &custom)?)?;
    let old = old.unwrap_or(&current.workflow);
    let workflow = workflow.in_order().in_kept_form(&custom).with_ids(Some(old), || cx.short_id(8));
    // What one status keeps another may have been given from the version before.
    workflow.check()?;
    Ok(workflow)
}

/// Gives a draft up.
pub fn discard(cx: &mut Cx<'_, '_>, project: &str, kind: &str, condition: Check<'_>) -> Result<(), Error> {
    let current = lock(cx, project, kind)?;
    let old = row(cx, &current)?;
    if old.workflow.is_none() {
        return Err(Rejection::not_found(Thing::Draft, current.object()).into());
    }
    check(cx, &old, condition)?;
    save(cx, &current, &Draft { workflow: None, ..old }, "workflow.draft.discard")
}

/// Writes the next state of a draft, in the actor's name.
fn save(cx: &mut Cx<'_, '_>, current: &Current, draft: &Draft, action: &str) -> Result<(), Error> {
    write(cx, current, draft)?;
    audit::record(cx, action, &current.object(), &json!({"base": draft.base, "version": draft.version + 1}))
}

/// As [`save`], where another entry of the audit tells of it.
pub(super) fn write(cx: &mut Cx<'_, '_>, current: &Current, draft: &Draft) -> Result<(), Error> {
    let next = Draft {
        version: draft.version + 1,
        actor: cx.actor.username.clone(),
        updated: cx.now,
        ..draft.clone()
    };
    if !store::workflow::put_draft(cx.tx, current.place(cx), &next)? {
        return Err(Rejection::Stale { version: next.version }.into());
    }
    Ok(())
}
