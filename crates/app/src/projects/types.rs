//! A project's issue types.

use super::{IssueType, Project, drawing::apart, lock_to_manage, save};
use crate::{Cx, Error};
use domain::{Rejection, field::Names, msg};
use serde_json::json;

/// A wished issue type.
#[derive(Debug, Clone)]
pub struct TypeWish {
    /// Its key, 1–40 of `a-z 0-9 _`.
    pub key: String,
    /// Its name.
    pub name: Names,
}

/// Makes these a project's issue types, in this order. A new one gets the workflow of the first; one with tickets stays.
pub fn set_types(
    cx: &mut Cx<'_, '_>,
    key: &str,
    wished: &[TypeWish],
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(Project, Vec<IssueType>), Error> {
    let project = lock_to_manage(cx, key, check)?;
    check_types(wished)?;
    let team = cx.actor.team;
    let old = store::project::types(cx.tx, team, &project.key)?;
    // Before any type goes: the first one may.
    let model = match old.first() {
        Some(first) => store::project::workflow(cx.tx, team, &project.key, &first.key)?,
        None => None,
    };
    let model = model.ok_or(Error::Broken("a project has no workflow"))?;
    for gone in old.iter().filter(|o| wished.iter().all(|w| w.key != o.key)) {
        if store::project::type_has_tickets(cx.tx, team, &project.key, &gone.key)? {
            return Err(Rejection::Conflict(msg!("project.type_has_tickets", key = gone.key)).into());
        }
        store::project::delete_type(cx.tx, team, &project.key, &gone.key)?;
    }
    for (position, wish) in (0_i64..).zip(wished) {
        let known = old.iter().find(|o| o.key == wish.key);
        let kind = IssueType {
            project: project.key.clone(),
            key: wish.key.clone(),
            uuid: known.map_or_else(|| cx.short_id(8), |k| k.uuid.clone()),
            name: wish.name.clone(),
            workflow_version: known.map_or(1, |k| k.workflow_version),
        };
        store::project::put_type(cx.tx, team, &kind, position)?;
        if known.is_none() {
            let workflow = apart(cx, &model);
            store::project::insert_workflow(cx.tx, team, &kind, &workflow, &cx.actor.username, cx.now)?;
        }
    }
    let keys: Vec<&str> = wished.iter().map(|w| w.key.as_str()).collect();
    let details = json!({"types": keys});
    save(cx, project, "project.types", &details)
}

pub(crate) fn check_types(wished: &[TypeWish]) -> Result<(), Rejection> {
    if wished.is_empty() || wished.len() > 50 {
        return Err(Rejection::invalid("items", msg!("project.types")));
    }
    for (i, wish) in wished.iter().enumerate() {
        let at = format!("items[{i}]");
        let good = (1..=40).contains(&wish.key.len())
            && wish.key.starts_with(|c: char| c.is_ascii_lowercase())
            && wish.key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !good {
            return Err(Rejection::invalid(format!("{at}.key"), msg!("field.key")));
        }
        wish.name.check(&format!("{at}.name"))?;
        if wished.iter().take(i).any(|w| w.key == wish.key) {
            return Err(Rejection::invalid(format!("{at}.key"), msg!("field.twice")));
        }
    }
    Ok(())
}
