//! The people, groups, departments and roles that definitions name: by short id where they are kept, by name for people.

use crate::{Cx, Error, identity};
use domain::{
    Fault, Rejection,
    identity::{Called, UserDomain},
    msg,
    workflow::Workflow,
};
use std::collections::HashMap;
use store::circle::Kind;

/// What the people and circles that definitions name are called, by their short ids. Those that are gone are left out.
pub fn called<'w>(
    cx: &mut Cx<'_, '_>,
    workflows: impl IntoIterator<Item = &'w Workflow>,
) -> Result<Called, Error> {
    let domains: Vec<UserDomain> = workflows.into_iter().flat_map(domains_of).collect();
    identity::called::called(cx, &domains)
}

fn domains_of(workflow: &Workflow) -> Vec<UserDomain> {
    workflow.clone().user_domains_mut().into_iter().map(|(_, domain)| domain.clone()).collect()
}

/// Puts names in the place of short ids, for a file that is read elsewhere: of people their user names. What is gone keeps its id.
pub(super) fn name_all(cx: &mut Cx<'_, '_>, workflow: &mut Workflow) -> Result<(), Error> {
    let called = identity::called::called_by(cx, &domains_of(workflow), |account| account.name.clone())?;
    for (_, domain) in workflow.user_domains_mut() {
        if let Some(param) = domain.param_mut()
            && let Some(name) = called.get(param)
        {
            param.clone_from(name);
        }
    }
    Ok(())
}

/// Puts short ids in the place of names (an id may stand there already), or names everybody who is not there.
pub(super) fn find_all(cx: &mut Cx<'_, '_>, workflow: &mut Workflow) -> Result<(), Error> {
    let mut known: HashMap<UserDomain, Option<String>> = HashMap::new();
    let mut faults = Vec::new();
    for (path, domain) in workflow.user_domains_mut() {
        let found = if let Some(found) = known.get(domain) {
            found.clone()
        } else {
            let found = look_up(cx, domain)?;
            known.insert(domain.clone(), found.clone());
            found
        };
        match (found, domain.param_mut()) {
            (Some(uuid), Some(param)) => *param = uuid,
            (None, Some(param)) => faults.push(Fault::new(path, msg!("value.unknown", value = param))),
            (_, None) => {}
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults).into()) }
}

/// The short id of whom a domain names by name or by id; `None` where there is no such.
fn look_up(cx: &mut Cx<'_, '_>, domain: &UserDomain) -> Result<Option<String>, Error> {
    let team = cx.actor.team;
    let (kind, named) = match domain {
        UserDomain::SingleUser(named) => return Ok(store::account::find(cx.tx, team, named)?),
        UserDomain::Group(named) => (Kind::Group, named),
        UserDomain::Department(named) => (Kind::Department, named),
        UserDomain::Role(named) => (Kind::Role, named),
        // Programmes are not here yet: what names one is kept as it is, and holds nobody.
        other => return Ok(Some(other.words().1.to_owned())),
    };
    Ok(store::circle::find(cx.tx, team, kind, named)?)
}
