//! What the index holds of a ticket.
//!
//! A term is a word with a mark for where it stands (see [`mark`]). Positions are not kept: phrases are looked up in the
//! text itself.

use super::{cut::every_word, fold::fold, query::mark};
use domain::ticket::Ticket;
use std::{borrow::Cow, collections::BTreeSet};

/// How many bytes of words from one ticket's comments are kept, for each kind of comment: some 30,000 different words.
/// A row of `PostgreSQL`'s index holds no more than 1 MiB.
const MOST_COMMENT_WORDS: usize = 200_000;

/// The words of a ticket's comments, each once, with spaces between.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CommentWords {
    public: String,
    internal: String,
}

impl CommentWords {
    fn open(&self) -> impl Iterator<Item = &str> {
        self.public.split(' ').filter(|word| !word.is_empty())
    }

    fn internal(&self) -> impl Iterator<Item = &str> {
        self.internal.split(' ').filter(|word| !word.is_empty())
    }

    /// Adds a comment's words, as far as they fit.
    pub(super) fn add(&mut self, content: &str, internal: bool) {
        let words = if internal { &mut self.internal } else { &mut self.public };
        if words.len() + 1 >= MOST_COMMENT_WORDS {
            return;
        }
        let folded = fold(content);
        let new: Vec<Cow<'_, str>> = {
            let known: BTreeSet<&str> = words.split(' ').collect();
            every_word(&folded).into_iter().filter(|word| !known.contains(word.as_ref())).collect()
        };
        for word in new {
            if words.len() + word.len() >= MOST_COMMENT_WORDS {
                break;
            }
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&word);
        }
    }
}

/// The parts of a ticket that make its head.
fn head(t: &Ticket) -> String {
    format!("{}\n{}\n{}", t.key(), t.title, t.tags.join("\n"))
}

/// The other parts.
fn body(t: &Ticket) -> String {
    [t.content.as_str(), &t.category, &t.creator, &t.assignee].join("\n")
}

/// Whether two states of a ticket are found by different words.
pub(crate) fn differs(old: &Ticket, new: &Ticket) -> bool {
    old.deleted.is_some() != new.deleted.is_some()
        || old.title != new.title
        || old.content != new.content
        || old.tags != new.tags
        || old.category != new.category
        || old.assignee != new.assignee
        || old.creator != new.creator
        || old.project != new.project
}

/// The terms of a ticket, with spaces between.
pub(super) fn terms(t: &Ticket, comments: &CommentWords) -> String {
    let (head, body) = (fold(&head(t)), fold(&body(t)));
    let head = every_word(&head);
    let mut plain = every_word(&body);
    plain.extend(head.iter().cloned());
    plain.sort_unstable();
    plain.dedup();

    let mut out = String::with_capacity(plain.len() * 8 + comments.public.len() + comments.internal.len());
    let mut write = |mark: Option<char>, word: &str| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(mark);
        out.push_str(word);
    };
    let is_plain = |word: &&str| plain.binary_search_by(|plain| plain.as_ref().cmp(*word)).is_ok();
    let open: BTreeSet<&str> = comments.open().filter(|word| !is_plain(word)).collect();
    let internal: BTreeSet<&str> =
        comments.internal().filter(|word| !is_plain(word) && !open.contains(*word)).collect();
    let head = head.iter().map(AsRef::as_ref);
    let plain = plain.iter().map(AsRef::as_ref);
    if t.deleted.is_some() {
        // Only administrators look there: they read every comment.
        for word in plain.chain(open).chain(internal) {
            write(Some(mark::DELETED), word);
        }
        return out;
    }
    for word in head {
        write(Some(mark::HEAD), word);
    }
    for word in plain {
        write(None, word);
    }
    for word in open {
        write(Some(mark::COMMENT), word);
    }
    for word in internal {
        write(Some(mark::INTERNAL), word);
    }
    out
}
