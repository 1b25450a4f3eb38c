//! Stamps: for clients that ask what is newer than what they know.
//!
//! Each kind of thing has one, which grows with every change to any thing of the kind; what is defined in projects has one
//! of its own each. They follow the audit, in the same transaction: every administrative change adds an entry after it has
//! written, so here is looked what it left behind, and no change has to know of stamps. Administrative changes of a team are
//! made one after another, so stamps are in the order of commits.

use crate::{Cx, Error};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use store::stamp::Stamp;

/// A kind of thing that clients keep a copy of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Project,
    IssueType,
    TaskStatus,
    Transition,
    Field,
    UserGroup,
    Role,
    PermissionRule,
}

impl Kind {
    /// The word in the database.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::IssueType => "issue_type",
            Self::TaskStatus => "task_status",
            Self::Transition => "transition",
            Self::Field => "field",
            Self::UserGroup => "usergroup",
            Self::Role => "role",
            Self::PermissionRule => "permission_rule",
        }
    }
}

/// What stands for the digest of what is gone.
const GONE: &str = "";

/// Stamps what an administrative change has changed; called with its entry of the audit.
pub(crate) fn after(cx: &mut Cx<'_, '_>, action: &str, object: &str) -> Result<(), Error> {
    match action.split('.').next().unwrap_or_default() {
        // Who is called what, and who belongs where, is told with groups and roles.
        "user" | "group" | "role" => whole(cx, &[Kind::UserGroup, Kind::Role]),
        "rule" => whole(cx, &[Kind::PermissionRule]),
        "status" => whole(cx, &[Kind::TaskStatus]),
        // A draft is no definition yet.
        "workflow" if action.starts_with("workflow.draft") => Ok(()),
        "project" | "workflow" => {
            let key = object.split('/').next().unwrap_or_default();
            definitions(cx, key)?;
            // With a project its rules go.
            if action == "project.delete" { whole(cx, &[Kind::PermissionRule]) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

/// Stamps what of a project's definitions is not what it was when it was stamped.
pub(crate) fn definitions(cx: &mut Cx<'_, '_>, project: &str) -> Result<(), Error> {
    let team = cx.actor.team;
    let now = present(cx, project)?;
    let mut before: BTreeMap<(String, String), String> = store::stamp::of(cx.tx, team, project)?
        .into_iter()
        .map(|stamp| ((stamp.kind, stamp.item), stamp.digest))
        .collect();
    let mut changed: Vec<(Kind, String, String)> = Vec::new();
    for ((kind, item), digest) in now {
        let was = before.remove(&(kind.word().to_owned(), item.clone()));
        if was.as_ref() != Some(&digest) {
            changed.push((kind, item, digest));
        }
    }
    // What is left is gone: since now, or since it was said to be.
    before.retain(|_, digest| digest != GONE);
    let mut kinds: BTreeSet<&str> = changed.iter().map(|(kind, ..)| kind.word()).collect();
    kinds.extend(before.keys().map(|(kind, _)| kind.as_str()));
    if kinds.is_empty() {
        return Ok(());
    }
    let value = raise(cx, &kinds)?;
    for (kind, item, digest) in changed {
        store::stamp::put(
            cx.tx,
            team,
            project,
            &Stamp { kind: kind.word().to_owned(), item, digest, value },
        )?;
    }
    for (kind, item) in before.into_keys() {
        if kind == Kind::Transition.word() {
            // These are told one by one, so those that are gone are told too.
            store::stamp::put(cx.tx, team, project, &Stamp { kind, item, digest: GONE.to_owned(), value })?;
        } else {
            store::stamp::delete(cx.tx, team, project, &kind, &item)?;
        }
    }
    Ok(())
}

/// What a project's definitions are now, as digests. Nothing where there is no such project (any more).
fn present(cx: &mut Cx<'_, '_>, project: &str) -> Result<BTreeMap<(Kind, String), String>, Error> {
    let mut found = BTreeMap::new();
    let Some(plan) = cx.plan(project)? else { return Ok(found) };
    let p = &plan.project;
    let whole = (&p.name, &p.description, p.archived, &p.lead, &p.administrators);
    found.insert((Kind::Project, p.uuid.clone()), digest(&whole)?);
    for (place, kind) in plan.types.iter().enumerate() {
        found.insert((Kind::IssueType, kind.uuid.clone()), digest(&(place, &kind.name))?);
        let workflow = plan.workflow(&kind.key)?;
        for status in &workflow.statuses {
            found.insert((Kind::TaskStatus, status.uuid.clone()), digest(status)?);
        }
        for transition in &workflow.transitions {
            // Its ends by their ids: a status may get another key and stay what it is.
            let ends =
                [transition.from.word(), &transition.to].map(|key| workflow.status(key).map(|s| &s.uuid));
            let item = format!("{}/{}", kind.uuid, transition.uuid);
            found.insert((Kind::Transition, item), digest(&(transition, ends))?);
        }
    }
    for (place, field) in plan.fields.iter().enumerate() {
        found.insert((Kind::Field, field.uuid.clone()), digest(&(place, field))?);
    }
    Ok(found)
}

fn digest(thing: &impl serde::Serialize) -> Result<String, Error> {
    let json = serde_json::to_vec(thing).map_err(|error| {
        tracing::error!(error = %error, "a definition cannot be written as json");
        Error::Broken("a definition cannot be written as json")
    })?;
    Ok(store::hex(&Sha256::digest(json)).chars().take(16).collect())
}

/// Stamps kinds whose things have no stamps of their own.
fn whole(cx: &mut Cx<'_, '_>, kinds: &[Kind]) -> Result<(), Error> {
    raise(cx, &kinds.iter().map(|kind| kind.word()).collect()).map(drop)
}

/// Gives kinds the next stamp, which is the same for all of them and past every one that was given.
fn raise(cx: &mut Cx<'_, '_>, kinds: &BTreeSet<&str>) -> Result<i64, Error> {
    let team = cx.actor.team;
    let newest = store::stamp::of(cx.tx, team, "")?.iter().map(|stamp| stamp.value).max();
    let value = cx.now.micros().max(newest.unwrap_or(0) + 1);
    for kind in kinds {
        let stamp = Stamp { kind: (*kind).to_owned(), item: String::new(), digest: String::new(), value };
        store::stamp::put(cx.tx, team, "", &stamp)?;
    }
    Ok(value)
}

/// A kind's stamp; that of the team's beginning where nothing of it was ever changed.
pub(crate) fn of(cx: &mut Cx<'_, '_>, kind: Kind) -> Result<i64, Error> {
    let team = cx.actor.team;
    let stamps = store::stamp::of(cx.tx, team, "")?;
    let own = stamps.iter().find(|stamp| stamp.kind == kind.word()).map(|stamp| stamp.value);
    match own {
        Some(value) => Ok(value),
        None => Ok(store::setting::begun(cx.tx, team)?.map_or(0, domain::At::micros)),
    }
}
