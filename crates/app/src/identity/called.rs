//! What the people, groups, departments and roles are called whom user domains name by their short ids.

use crate::{Cx, Error};
use domain::identity::{Called, UserDomain};
use store::{
    account::{self, Account},
    circle,
};

/// What somebody is called where others read it: two people may have one nickname, and only the user name can be looked for.
pub(crate) fn full_name(Account { name, nickname, .. }: &Account) -> String {
    if nickname.is_empty() || nickname == name { name.clone() } else { format!("{nickname} ({name})") }
}

/// What those whom user domains name are called, by their short ids. Those that are gone are left out.
pub(crate) fn called<'d>(
    cx: &mut Cx<'_, '_>,
    domains: impl IntoIterator<Item = &'d UserDomain>,
) -> Result<Called, Error> {
    called_by(cx, domains, full_name)
}

/// The same with people called as `call` says.
pub(crate) fn called_by<'d>(
    cx: &mut Cx<'_, '_>,
    domains: impl IntoIterator<Item = &'d UserDomain>,
    call: fn(&Account) -> String,
) -> Result<Called, Error> {
    let (mut people, mut circles) = (Vec::new(), Vec::new());
    for domain in domains {
        match domain {
            UserDomain::SingleUser(uuid) => people.push(uuid.as_str()),
            UserDomain::Group(uuid) | UserDomain::Department(uuid) | UserDomain::Role(uuid) => {
                circles.push(uuid.as_str());
            }
            _ => {}
        }
    }
    let mut called = Called::new();
    if !people.is_empty() {
        let found = account::of_uuids(cx.tx, cx.actor.team, &people)?;
        called.extend(found.into_iter().map(|account| (account.uuid.clone(), call(&account))));
    }
    if !circles.is_empty() {
        called.extend(circle::names(cx.tx, cx.actor.team, &circles)?);
    }
    Ok(called)
}
