//! Full text: one folding, one cutter of words, one order; the same results on both engines.
//!
//! A ticket is one row of marked terms in the engine's inverted index (`SQLite` FTS5, `PostgreSQL` `tsvector` under GIN), as
//! words of letters and digits with spaces between, so that neither engine's own tokenizer or ranking decides anything.
//! `fold` and `cut` make words of text, `index` terms of a ticket, `due` writes them a little after the ticket; `query` reads
//! what somebody typed, `hits` asks the engines, `terms` remembers what has just changed, `phrase` looks into the texts themselves; `rebuild` fills the index of a
//! database that was made by an older program.
//!
//! The order of results is `crate::ticket::ranked`. This module must never decide who sees what: that comes in as a
//! clause on `ticket`, and as the reader that comments are for.

mod cut;
mod due;
mod fold;
mod hits;
mod index;
mod phrase;
mod query;
mod rebuild;
mod terms;

pub use cut::warm_up;
pub(crate) use due::mark;
pub use due::{Words, cut, is_behind, terms_of, write};
pub(crate) use hits::{Asked, Hit, Range, among, list};
pub(crate) use index::differs;
pub use query::MAX_QUERY;
pub(crate) use query::Tier;
pub use rebuild::{REVISION, begin};
pub(crate) use terms::Terms;

/// Every declared statement of the search.
pub(crate) fn all() -> Vec<&'static sql::Statement> {
    [due::all(), phrase::all()].concat()
}

/// A text as names are looked for in it: folded, so that case, width and kind of Chinese writing do not matter.
pub fn folded(text: &str) -> String {
    fold::fold(text.trim())
}
