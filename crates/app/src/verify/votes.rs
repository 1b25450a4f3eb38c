//! Votes of requests that are not there: those of the others are held against the history with their ticket.

use super::{Fault, Finding, Place, Walk};
use domain::id::TeamId;
use sql::Error;

/// Votes that are read in one transaction.
const PAGE: i64 = 1_000;

/// Walks the votes of a team.
pub(super) fn walk(walk: &Walk<'_>, team: TeamId) -> Result<(), Error> {
    let mut after = i64::MIN;
    loop {
        let named = walk.db.read_blocking(move |tx| store::verify::asked(tx, team, after, PAGE))?;
        let Some((last, _)) = named.last() else { return Ok(()) };
        if walk.is_over() {
            return Ok(());
        }
        after = *last;
        let strange = named.into_iter().filter(|(_, is_there)| !is_there);
        let finding = |(id, _)| Finding { team, place: Place::Votes(id), fault: Fault::NoRequest };
        walk.found(strange.map(finding).collect());
    }
}
