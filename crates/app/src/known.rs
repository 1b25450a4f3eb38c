//! What a node remembers of what seldom changes: who a credential stands for, how a project looks.
//!
//! All of it is true as of an *edition*, the number of the newest audit entry: every administrative change adds one in its
//! own transaction. A unit of work asks the database for the edition and uses only what was remembered under that very
//! number, so what is remembered here is never older than what the unit would read itself, whichever node changed it.
//! Must never remember anything that can change without an audit entry, nor anything that is not committed.

use crate::{catalogue::Catalogue, functions::Ready, plan::Plan};
use domain::{
    At,
    id::{TeamId, TokenId},
    identity::{Credential, Principal},
};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

/// Entries of one kind that are kept at most; past that, all of the kind are forgotten.
const MOST: usize = 4_096;

/// What a unit of work knows of the newest administrative change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edition {
    /// It is this one, which is committed.
    Of(i64),
    /// The unit has made one itself: it sees it in the tables only, and everybody else once it is committed.
    Own(i64),
}

impl Edition {
    /// The edition that what is remembered can be used under.
    pub(crate) const fn remembered(self) -> Option<i64> {
        match self {
            Self::Of(edition) => Some(edition),
            Self::Own(_) => None,
        }
    }
}

/// The memory of a node.
#[derive(Debug, Default)]
pub(crate) struct Known(RwLock<Memory>);

#[derive(Debug, Default)]
struct Memory {
    edition: i64,
    people: HashMap<Credential, Arc<Principal>>,
    tokens: HashMap<String, Token>,
    plans: HashMap<String, Arc<Plan>>,
    catalogue: Option<Arc<Catalogue>>,
    functions: HashMap<String, Arc<Ready>>,
}

/// An API token, found by its hash.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) team: TeamId,
    pub(crate) id: TokenId,
    pub(crate) expires: Option<At>,
    /// When its use was last written down.
    pub(crate) used: Option<At>,
}

impl Known {
    /// The newest edition seen.
    pub(crate) fn edition(&self) -> i64 {
        self.read().edition
    }

    /// Learns of an edition; what was remembered under an older one is forgotten.
    pub(crate) fn see(&self, edition: i64) {
        if self.edition() < edition {
            let mut memory = self.write();
            if memory.edition < edition {
                *memory = Memory { edition, ..Memory::default() };
            }
        }
    }

    pub(crate) fn person(&self, edition: i64, credential: Credential) -> Option<Arc<Principal>> {
        self.under(edition, |memory| memory.people.get(&credential).cloned())
    }

    pub(crate) fn plan(&self, edition: i64, project: &str) -> Option<Arc<Plan>> {
        self.under(edition, |memory| memory.plans.get(project).cloned())
    }

    pub(crate) fn catalogue(&self, edition: i64) -> Option<Arc<Catalogue>> {
        self.under(edition, |memory| memory.catalogue.clone())
    }

    pub(crate) fn function(&self, edition: i64, id: &str) -> Option<Arc<Ready>> {
        self.under(edition, |memory| memory.functions.get(id).cloned())
    }

    pub(crate) fn token(&self, edition: i64, hash: &str) -> Option<Token> {
        self.under(edition, |memory| memory.tokens.get(hash).copied())
    }

    pub(crate) fn keep_person(&self, edition: i64, person: &Arc<Principal>) {
        self.keep(edition, |memory| put(&mut memory.people, person.credential, Arc::clone(person)));
    }

    pub(crate) fn keep_plan(&self, edition: i64, plan: &Arc<Plan>) {
        self.keep(edition, |memory| put(&mut memory.plans, plan.project.key.clone(), Arc::clone(plan)));
    }

    pub(crate) fn keep_catalogue(&self, edition: i64, catalogue: &Arc<Catalogue>) {
        self.keep(edition, |memory| memory.catalogue = Some(Arc::clone(catalogue)));
    }

    pub(crate) fn keep_function(&self, edition: i64, ready: &Arc<Ready>) {
        self.keep(edition, |memory| put(&mut memory.functions, ready.id.clone(), Arc::clone(ready)));
    }

    pub(crate) fn keep_token(&self, edition: i64, hash: &str, token: Token) {
        self.keep(edition, |memory| put(&mut memory.tokens, hash.to_owned(), token));
    }

    fn under<T>(&self, edition: i64, find: impl FnOnce(&Memory) -> Option<T>) -> Option<T> {
        let memory = self.read();
        if memory.edition == edition { find(&memory) } else { None }
    }

    fn keep(&self, edition: i64, put: impl FnOnce(&mut Memory)) {
        let mut memory = self.write();
        if memory.edition == edition {
            put(&mut memory);
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, Memory> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Memory> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn put<K: Eq + std::hash::Hash, V>(kept: &mut HashMap<K, V>, key: K, value: V) {
    if kept.len() >= MOST {
        kept.clear();
    }
    kept.insert(key, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_remembered_under_the_asked_edition_is_given() {
        let known = Known::default();
        let person = Arc::new(Principal::system(crate::TEAM, "ann"));
        known.see(7);
        known.keep_person(7, &person);
        assert!(known.person(7, Credential::Local).is_some());
        assert!(known.person(6, Credential::Local).is_none() && known.person(8, Credential::Local).is_none());
        known.see(5);
        assert!(known.person(7, Credential::Local).is_some());
        known.see(8);
        assert!(known.person(7, Credential::Local).is_none());
        // Somebody slow still holds what was true before.
        known.keep_person(7, &person);
        assert!(known.person(8, Credential::Local).is_none());
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let known = Known::default();
        let token = Token { team: crate::TEAM, id: TokenId(1), expires: None, used: None };
        for i in 0..=MOST {
            known.keep_token(0, &i.to_string(), token);
        }
        assert_eq!(known.read().tokens.len(), 1);
    }
}
