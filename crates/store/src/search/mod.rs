//! Full text: one folding, one cutter of words, one order; the same results on both engines.
//!
//! A ticket is one row of marked terms in the engine's inverted index (`SQLite` FTS5, `PostgreSQL` `tsvector` under GIN), as
//! words of letters and digits with spaces between, so that neither engine's own tokenizer or ranking decides anything.
//! `fold` and `cut` make words of text, `query` reads what somebody typed, `index` writes, `hits` asks the engines,
//! `phrase` looks into the texts themselves, `rebuild` fills the index of a database that was made by an older program.
//!
//! The order of results is `crate::ticket::ranked`. This module must never decide who sees what: that comes in as a
//! clause on `ticket`, and as the reader that comments are for.

mod cut;
mod fold;
mod hits;
mod index;
mod phrase;
mod query;
mod rebuild;

pub use cut::warm_up;
pub(crate) use hits::{Asked, Hit, Range, list};
pub(crate) use index::{add_comment, differs, insert};
pub use index::{terms_of, update};
pub use query::MAX_QUERY;
pub(crate) use query::Tier;
pub use rebuild::{Progress, REVISION, is_complete, step};

/// Every declared statement of the search.
pub(crate) fn all() -> Vec<&'static sql::Statement> {
    [index::all(), phrase::all(), rebuild::all()].concat()
}

/// A text as names are looked for in it: folded, so that case, width and kind of Chinese writing do not matter.
pub fn folded(text: &str) -> String {
    fold::fold(text.trim())
}
