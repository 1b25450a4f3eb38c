//! Who has which role in one project, beside those who have it everywhere.

use super::{Project, find, lock_to_manage, may_look, save};
use crate::{Cx, Error, identity::CircleKind};
use domain::{Rejection, msg, text};
use serde_json::json;

/// A role, and who has it in one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectRole {
    /// Its short id.
    pub role: String,
    /// Its name.
    pub name: String,
    /// User names.
    pub members: Vec<String>,
}

/// A role in a project as it is wished.
#[derive(Debug, Clone)]
pub struct RoleWish {
    /// By short id or name.
    pub role: String,
    /// User names.
    pub members: Vec<String>,
}

/// The most people with roles in one project.
const MOST_WITH_ROLES: usize = 10_000;

/// Who has which role in a project, beside those who have it everywhere; roles that nobody has there are left out.
pub fn roles(cx: &mut Cx<'_, '_>, key: &str) -> Result<(Project, Vec<ProjectRole>), Error> {
    may_look(cx)?;
    let project = find(cx, key)?;
    let roles = roles_of(cx, &project.key)?;
    Ok((project, roles))
}

fn roles_of(cx: &mut Cx<'_, '_>, key: &str) -> Result<Vec<ProjectRole>, Error> {
    let mut found: Vec<ProjectRole> = Vec::new();
    for (role, username) in store::project_role::names(cx.tx, cx.actor.team, key)? {
        if let Some(known) = found.iter_mut().find(|f| f.role == role) {
            known.members.push(username);
        } else {
            let circle = store::circle::get(cx.tx, cx.actor.team, CircleKind::Role, &role)?;
            let name = circle.map(|c| c.name).unwrap_or_default();
            found.push(ProjectRole { role, name, members: vec![username] });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Makes these the people with roles in a project, and no other.
pub fn set_roles(
    cx: &mut Cx<'_, '_>,
    key: &str,
    wished: &[RoleWish],
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(Project, Vec<ProjectRole>), Error> {
    let project = lock_to_manage(cx, key, check)?;
    let team = cx.actor.team;
    if wished.iter().map(|w| w.members.len()).sum::<usize>() > MOST_WITH_ROLES {
        return Err(Rejection::invalid("items", msg!("value.too_many", max = MOST_WITH_ROLES)).into());
    }
    let mut parts = Vec::new();
    for (i, wish) in wished.iter().enumerate() {
        let unknown = |at: String, value: &str| Rejection::invalid(at, msg!("value.unknown", value = value));
        let role = store::circle::find(cx.tx, team, CircleKind::Role, &wish.role)?;
        let role = role.ok_or_else(|| unknown(format!("items[{i}].role"), &wish.role))?;
        let known = store::account::ids(cx.tx, team, &wish.members)?;
        for (j, name) in wish.members.iter().enumerate() {
            let user = known.get(&text::fold(name));
            let user = *user.ok_or_else(|| unknown(format!("items[{i}].members[{j}]"), name))?;
            parts.push((role.clone(), user));
        }
    }
    store::project_role::set(cx.tx, team, &project.key, parts.into_iter())?;
    let roles = roles_of(cx, &project.key)?;
    let told: Vec<_> = roles.iter().map(|r| json!({"role": r.name, "members": r.members.len()})).collect();
    let (project, _) = save(cx, project, "project.roles", &json!({"roles": told}))?;
    Ok((project, roles))
}
