//! Filters as SQL: the one place where the filter language meets columns.
//!
//! [`compile`] makes of a tree the text of a condition and its values, for the engine it is asked on; `column` says where the
//! fields of each subject are kept. What it makes is two-valued, like the language: no part of it is ever `NULL`, so that
//! `NOT` is the exact opposite. `domain::filter` reads the same tree over a row in memory, and a test holds the two together.
//!
//! Must never put what somebody wrote into the text: values are parameters, names come from `column` alone.
//!
//! To make a subject searchable: a function from its fields to [`Column`]s. To add a kind of column: a variant of it.

mod column;
mod condition;
mod json;
mod value;
mod written;

pub use column::{Column, Columns, Side, audit, histories, jobs, jobs_over, public_histories, tickets};
pub use written::Written;

use condition::Compiler;
use domain::filter::{Clock, Filter};
use sql::{EngineKind, Error, Param};

/// How a filter is to be asked.
#[derive(Debug, Clone, Copy)]
pub struct How<'h> {
    /// On which engine.
    pub engine: EngineKind,
    /// Whether the filter leads to the rows.
    pub reach: Reach,
    /// What relative times are counted from.
    pub clock: Clock,
    /// The user name of whoever asks; empty for nobody.
    pub me: &'h str,
}

/// What leads to the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The filter's own indexes, if the planner thinks so.
    Find,
    /// Something else, an order that is walked along: each row that is passed is looked at, and no index of the filter's
    /// columns is used for it. `SQLite` would else leave the walk for an index that leads to too many rows.
    Check,
}

/// The condition that a filter is, to stand in a `WHERE` on the table that `columns` speaks of, by its own name. Its values are
/// added to `values`, whose first, `$1`, must be the team.
///
/// Fails where a field has no column: what has none is read in memory.
pub fn compile(
    filter: &Filter,
    columns: Columns,
    how: How<'_>,
    values: &mut Vec<Param<'static>>,
) -> Result<String, Error> {
    Compiler::new(columns, how, values).filter(filter)
}

/// Parts joined by `AND` or `OR`: many of them in pairs of pairs, for `SQLite` takes only so many inside each other.
fn joined(mut parts: Vec<String>, sign: &str) -> String {
    const FLAT: usize = 16;
    match parts.len() {
        0 | 1 => parts.pop().unwrap_or_else(|| NEVER.to_owned()),
        2..=FLAT => format!("({})", parts.join(sign)),
        many => {
            let rest = parts.split_off(many / 2);
            format!("({}{sign}{})", joined(parts, sign), joined(rest, sign))
        }
    }
}

/// What no row meets.
const NEVER: &str = "1 = 0";
