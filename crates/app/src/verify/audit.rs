//! The audit's chain: from its beginning, or from near its end, to its head.

use super::{Fault, Finding, Place, Walk, add, is_damage};
use domain::id::TeamId;
use sql::{Error, Tx};
use std::sync::{Arc, Mutex, PoisonError};
use store::audit;

/// Entries read in one transaction.
const PAGE: i64 = 1_000;

/// The chain as far as it was walked.
pub(super) struct Chain {
    team: TeamId,
    seq: i64,
    /// The hash on the entry before, and what it should have been: either carries on.
    stored: String,
    computed: String,
    pub(super) entries: usize,
    pub(super) findings: Vec<Finding>,
}

impl Chain {
    /// The chain after the entry `seq`, on which `hash` stands.
    pub(super) fn after(team: TeamId, seq: i64, hash: String) -> Self {
        Self { team, seq, stored: hash.clone(), computed: hash, entries: 0, findings: Vec::new() }
    }

    /// Walks on; `false` when the end was reached, and compared with the head as it is in this very transaction.
    pub(super) fn page(&mut self, tx: &mut Tx<'_>) -> Result<bool, Error> {
        let links = audit::chain(tx, self.team, self.seq, PAGE)?;
        let count = links.len();
        for link in links {
            self.take(link);
        }
        if i64::try_from(count).is_ok_and(|count| count == PAGE) {
            return Ok(true);
        }
        let head = audit::head(tx, self.team)?;
        if head != self.stored && head != self.computed {
            self.fault(Fault::AuditHead);
        }
        Ok(false)
    }

    fn take(&mut self, link: audit::Link) {
        (self.seq, self.entries) = (link.seq, self.entries + 1);
        match link.row {
            Ok((entry, stored)) => {
                let computed = audit::hash(self.team, &self.stored, &entry);
                if computed != stored && audit::hash(self.team, &self.computed, &entry) != stored {
                    self.fault(Fault::Hash);
                }
                (self.stored, self.computed) = (stored, computed);
            }
            Err(why) => self.fault(Fault::Unreadable(why)),
        }
    }

    fn fault(&mut self, fault: Fault) {
        self.findings.push(Finding { team: self.team, place: Place::Audit(self.seq), fault });
    }
}

/// Walks the chain of a team.
pub(super) fn walk(walk: &Walk<'_>, team: TeamId) -> Result<(), Error> {
    let chain = Arc::new(Mutex::new(Chain::after(team, 0, String::new())));
    loop {
        let of_unit = Arc::clone(&chain);
        let paged = walk.db.read_blocking(move |tx| {
            let mut chain = of_unit.lock().unwrap_or_else(PoisonError::into_inner);
            chain.page(tx)
        });
        let mut chain = chain.lock().unwrap_or_else(PoisonError::into_inner);
        walk.found(std::mem::take(&mut chain.findings));
        add(&walk.tally.audit, std::mem::take(&mut chain.entries));
        match paged {
            Ok(true) if walk.is_over() => return Ok(()),
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) if is_damage(&error) => {
                walk.damaged(&error);
                return Ok(());
            }
            Err(error) => return Err(error),
        }
    }
}
