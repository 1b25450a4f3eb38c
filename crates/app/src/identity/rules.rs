//! Permission rules.

use super::{CircleKind, users};
use crate::{Cx, Error, audit};
use domain::{
    Rejection, Thing,
    identity::{Called, Permission, Rule, UserDomain},
    msg,
};
use serde_json::json;

/// A rule as somebody words it.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the rule's property of that name")]
pub struct Wish {
    pub permission: String,
    pub domain_type: String,
    pub domain_param: String,
    pub project: Option<String>,
}

/// What those are called whom rules name by their short ids. Those that are gone are left out.
pub fn called<'r>(cx: &mut Cx<'_, '_>, rules: impl IntoIterator<Item = &'r Rule>) -> Result<Called, Error> {
    super::called::called(cx, rules.into_iter().map(|rule| &rule.domain))
}

/// All rules, oldest first.
pub fn list(cx: &mut Cx<'_, '_>) -> Result<Vec<Rule>, Error> {
    users::manage(cx)?;
    Ok(store::rule::all_of(cx.tx, cx.actor.team)?)
}

/// Makes one. What it names must be there.
pub fn create(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Rule, Error> {
    users::administer(cx)?;
    let permission = Permission::parse(&wish.permission).ok_or_else(|| {
        let allowed: Vec<&str> = Permission::ALL.iter().map(|p| p.word()).collect();
        Rejection::invalid("permission", msg!("value.one_of", allowed = allowed.join(", ")))
    })?;
    let domain = UserDomain::parse(wish.domain_type.trim(), wish.domain_param.trim())
        .ok_or_else(|| Rejection::invalid("userDomainType", msg!("rule.domain")))?;
    let team = cx.actor.team;
    let domain = match domain {
        UserDomain::SingleUser(named) => {
            let found = store::account::find(cx.tx, team, &named)?;
            UserDomain::SingleUser(known(found, &named)?)
        }
        UserDomain::Group(named) => UserDomain::Group(circle(cx, CircleKind::Group, &named)?),
        UserDomain::Role(named) => UserDomain::Role(circle(cx, CircleKind::Role, &named)?),
        UserDomain::Department(named) => UserDomain::Department(circle(cx, CircleKind::Department, &named)?),
        other @ (UserDomain::Everyone
        | UserDomain::TaskOwner
        | UserDomain::TaskAssign
        | UserDomain::TaskWatchers
        | UserDomain::ProjectAdministrators
        | UserDomain::ProjectAssign
        | UserDomain::TeamOwner) => other,
        // Nothing here says yet who these are: a rule for them would give nobody anything.
        UserDomain::ProgramRole(_)
        | UserDomain::TestcaseAdministrators
        | UserDomain::TestcasePlanAssign
        | UserDomain::PlanAdministrators
        | UserDomain::ProgramAssign => {
            return Err(Rejection::invalid("userDomainType", msg!("rule.domain")).into());
        }
    };
    let project =
        wish.project.as_deref().map(str::trim).filter(|p| !p.is_empty()).map(str::to_ascii_uppercase);
    if let Some(key) = &project
        && store::project::get(cx.tx, team, key)?.is_none()
    {
        return Err(Rejection::invalid("project", msg!("value.unknown", value = key)).into());
    }
    let rule = Rule { uuid: cx.short_id(8), permission, domain, project };
    store::rule::insert(cx.tx, team, &rule, cx.now)?;
    let (kind, param) = rule.domain.words();
    let details =
        json!({"permission": permission.word(), "type": kind, "param": param, "project": rule.project});
    audit::record(cx, "rule.create", &rule.uuid, &details)?;
    Ok(rule)
}

fn circle(cx: &mut Cx<'_, '_>, kind: CircleKind, named: &str) -> Result<String, Error> {
    let found = store::circle::find(cx.tx, cx.actor.team, kind, named)?;
    known(found, named)
}

fn known(found: Option<String>, named: &str) -> Result<String, Error> {
    Ok(found.ok_or_else(|| Rejection::invalid("userDomainParam", msg!("value.unknown", value = named)))?)
}

/// Removes one.
pub fn delete(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<(), Error> {
    users::administer(cx)?;
    if !store::rule::delete(cx.tx, cx.actor.team, uuid)? {
        return Err(Rejection::not_found(Thing::Rule, uuid).into());
    }
    audit::record(cx, "rule.delete", uuid, &json!({}))
}
