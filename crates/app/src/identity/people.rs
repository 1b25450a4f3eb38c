//! Everybody who may log in, as far as user domains can tell them apart.

use super::CircleKind;
use crate::{Cx, Error};
use domain::identity::{Access, Person};
use store::account::Filter;

/// The most people that are looked at.
const MOST: i64 = 20_000;
/// So many are read at a time.
const PAGE: i64 = 1_000;

/// Somebody, in one project.
#[derive(Debug, Clone)]
pub(crate) struct Someone {
    pub(crate) uuid: String,
    pub(crate) username: String,
    access: Access,
    groups: Vec<String>,
    department: String,
    roles: Vec<String>,
}

impl Someone {
    /// What user domains look at.
    pub(crate) fn person(&self) -> Person<'_> {
        Person {
            uuid: &self.uuid,
            username: &self.username,
            access: self.access,
            groups: &self.groups,
            department: &self.department,
            roles: &self.roles,
        }
    }
}

/// Everybody who is not shut out, by user name, with the roles that they have everywhere and in the project; the first
/// 20,000.
pub(crate) fn everybody(cx: &mut Cx<'_, '_>, project: &str) -> Result<Vec<Someone>, Error> {
    let team = cx.actor.team;
    let filter = Filter { disabled: Some(false), ..Filter::default() };
    let parts = store::project_role::of_project(cx.tx, team, project)?;
    let mut found = Vec::new();
    for offset in (0..MOST).step_by(usize::try_from(PAGE).unwrap_or(usize::MAX)) {
        let (accounts, total) = store::account::list(cx.tx, team, &filter, PAGE, offset)?;
        let ids: Vec<_> = accounts.iter().map(|account| account.id).collect();
        let places = store::circle::places_of_all(cx.tx, team, &ids)?;
        for account in accounts {
            let of = |kind: CircleKind| {
                let own = places.iter().filter(move |p| p.user == account.id && p.kind == kind.word());
                own.map(|p| p.uuid.clone())
            };
            let here = parts.iter().filter(|part| part.user == account.id).map(|part| part.role.clone());
            found.push(Someone {
                groups: of(CircleKind::Group).collect(),
                roles: of(CircleKind::Role).chain(here).collect(),
                department: of(CircleKind::Department).next().unwrap_or_default(),
                uuid: account.uuid,
                username: account.name,
                access: account.access,
            });
        }
        if total <= offset + PAGE {
            break;
        }
    }
    Ok(found)
}
