//! A project's custom fields.

use super::{Project, find, lock_to_manage, may_look, save};
use crate::{Cx, Error};
use domain::{
    Rejection,
    field::{self, Definition},
    msg,
    workflow::lint,
};
use serde_json::json;

/// A project's custom fields.
pub fn fields(cx: &mut Cx<'_, '_>, key: &str) -> Result<(Project, Vec<Definition>), Error> {
    may_look(cx)?;
    let project = find(cx, key)?;
    let fields = store::project::fields(cx.tx, cx.actor.team, &project.key)?;
    Ok((project, fields))
}

/// The custom fields of all projects, each with its project's key.
pub fn all_fields(cx: &mut Cx<'_, '_>) -> Result<Vec<(String, Definition)>, Error> {
    may_look(cx)?;
    Ok(store::project::all_fields(cx.tx, cx.actor.team)?)
}

/// Makes these a project's custom fields. A field keeps its short id while its key stays; its type never changes.
pub fn set_fields(
    cx: &mut Cx<'_, '_>,
    key: &str,
    wished: &[Definition],
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(Project, Vec<Definition>), Error> {
    let project = lock_to_manage(cx, key, check)?;
    let old = store::project::fields(cx.tx, cx.actor.team, &project.key)?;
    let fields: Vec<Definition> = wished
        .iter()
        .map(|wish| {
            let known = old.iter().find(|o| o.key == wish.key).map(|o| o.uuid.clone());
            Definition {
                uuid: known.unwrap_or_else(|| cx.short_id(8)),
                options: wish.options.iter().map(|o| o.trim().to_owned()).collect(),
                ..wish.clone()
            }
        })
        .collect();
    field::check_all(&old, &fields)?;
    keep_workflows(cx, &project.key, &old, &fields)?;
    store::project::set_fields(cx.tx, cx.actor.team, &project.key, &fields)?;
    let keys: Vec<&str> = fields.iter().map(|f| f.key.as_str()).collect();
    let details = json!({"fields": keys});
    let (project, _) = save(cx, project, "project.fields", &details)?;
    Ok((project, fields))
}

/// Refuses fields without which a workflow in force could not work any more.
fn keep_workflows(
    cx: &mut Cx<'_, '_>,
    project: &str,
    old: &[Definition],
    new: &[Definition],
) -> Result<(), Error> {
    for found in store::project::workflows(cx.tx, cx.actor.team, project)? {
        let errors = |fields| {
            let findings = lint::lint(&found.workflow, Some(fields), None).into_iter();
            findings.filter(|f| f.code.severity() == lint::Severity::Error).collect::<Vec<_>>()
        };
        let known = errors(old);
        if let Some(broken) = errors(new).into_iter().find(|finding| !known.contains(finding)) {
            let why = msg!("project.field_in_use", kind = found.kind).listing("why", vec![broken.why]);
            return Err(Rejection::Conflict(why).into());
        }
    }
    Ok(())
}
