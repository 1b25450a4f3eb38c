//! People by their short ids, looked up together.

use crate::{Cx, Error};
use domain::{id::is_short_id, text::fold};
use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

/// Those of some people who were looked up.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// By short id.
    names: HashMap<String, String>,
    /// By folded user name.
    uuids: HashMap<String, String>,
    /// The user names that were asked for in vain.
    missed: RefCell<BTreeSet<String>>,
}

impl People {
    /// Those of these user names, in one statement.
    pub(crate) fn named<'n>(
        cx: &mut Cx<'_, '_>,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Result<Self, Error> {
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        if names.is_empty() {
            return Ok(Self::default());
        }
        let found = store::account::named(cx.tx, cx.actor.team, &names)?;
        let uuids = found.into_iter().map(|(folded, account)| (folded, account.uuid)).collect();
        Ok(Self { uuids, ..Self::default() })
    }

    /// Those of these short ids, in one statement. What is none is left out.
    pub(crate) fn with_ids<'i>(
        cx: &mut Cx<'_, '_>,
        ids: impl IntoIterator<Item = &'i str>,
    ) -> Result<Self, Error> {
        let mut ids: Vec<&str> = ids.into_iter().filter(|id| is_short_id(id, 8)).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let found = store::account::of_uuids(cx.tx, cx.actor.team, &ids)?;
        let names = found.into_iter().map(|account| (account.uuid, account.name)).collect();
        Ok(Self { names, ..Self::default() })
    }

    /// The user name of a short id.
    pub(crate) fn name(&self, uuid: &str) -> Option<&str> {
        self.names.get(uuid).map(String::as_str)
    }

    /// The short id of a user name; the name itself where nobody has it (any more).
    pub(crate) fn uuid(&self, name: &str) -> String {
        if let Some(uuid) = self.uuids.get(&fold(name)) {
            return uuid.clone();
        }
        if !name.is_empty() {
            self.missed.borrow_mut().insert(name.to_owned());
        }
        name.to_owned()
    }

    /// The user names that [`People::uuid`] was asked for and did not know: to be looked up, where it is not known before
    /// who will be named.
    pub(crate) fn missed(&self) -> BTreeSet<String> {
        self.missed.borrow().clone()
    }
}

/// Those of the people in `on` who are `sent` by name because they have no account (any more): they were told so, and what
/// was told may be sent back. Asks only where one of them is sent.
pub(crate) fn strangers<'t>(
    cx: &mut Cx<'_, '_>,
    sent: &[&'t str],
    on: &BTreeSet<&str>,
) -> Result<BTreeSet<&'t str>, Error> {
    let meant: BTreeSet<&str> = sent.iter().copied().filter(|text| on.contains(text)).collect();
    let known = People::named(cx, meant.iter().copied())?;
    Ok(meant.into_iter().filter(|name| !known.uuids.contains_key(&fold(name))).collect())
}

#[cfg(test)]
impl People {
    /// One person, for tests.
    pub(crate) fn one(uuid: &str, name: &str) -> Self {
        Self {
            names: [(uuid.to_owned(), name.to_owned())].into(),
            uuids: [(fold(name), uuid.to_owned())].into(),
            ..Self::default()
        }
    }
}
