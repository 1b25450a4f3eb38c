//! Filling the index of a database whose tickets were written by an older program, or brought in whole.
//!
//! A database says which revision of the index it holds; a program that knows another one marks every ticket as due, from
//! where their words take the ordinary road. Several nodes may begin at once: the marks are the same, the work is shared.

use super::due;
use crate::setting;
use domain::id::TeamId;
use sql::{Error, Tx};

/// Changes whenever the same ticket would give other terms than before.
pub const REVISION: &str = "3";
/// The revision that the index is at, or will be when nothing is due.
const KEPT: &str = "search.revision";

/// How many people are given their searched names in one transaction.
const PEOPLE: i64 = 200;

/// Marks every ticket as due where the index is of another revision, and gives a few people the names they are looked for
/// by; to be repeated until it says that nobody was left.
pub fn begin(tx: &mut Tx<'_>, team: TeamId) -> Result<usize, Error> {
    let (kept, naming) = (setting::get(tx, team, KEPT)?, format!("{REVISION} naming"));
    if kept.as_deref() == Some(REVISION) {
        return Ok(0);
    }
    if kept.as_ref() != Some(&naming) {
        // The names are folded as the words of tickets are.
        crate::account::unname(tx, team)?;
        setting::put(tx, team, KEPT, &naming)?;
    }
    let people = crate::account::name_some(tx, team, PEOPLE)?;
    if people == 0 {
        due::mark_all(tx, team)?;
        setting::put(tx, team, KEPT, REVISION)?;
    }
    Ok(people)
}
