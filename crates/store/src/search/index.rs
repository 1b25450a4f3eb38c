//! Writing the index: one row of terms a ticket, in the transaction that changes the ticket or its comments.
//!
//! A term is a word with a mark for where it stands (see [`mark`]). Positions are not kept: phrases are looked up in the
//! text itself. The words of comments are kept once more in a row of their own, so that one more comment costs what it
//! holds itself, however many there are.

use super::{cut::every_word, fold::fold, query::mark};
use domain::{
    id::{TeamId, TicketId},
    ticket::Ticket,
};
use sql::{Error, Tx, params};
use std::{borrow::Cow, collections::BTreeSet};

sql::statements! {
    PUT = {
        sqlite: "INSERT OR REPLACE INTO ticket_search (rowid, terms) SELECT $2, $3 WHERE $1 = $1",
        postgres: "INSERT INTO ticket_search (team_id, ticket_id, terms)
                   VALUES ($1, $2, array_to_tsvector(string_to_array($3, ' ')))
                   ON CONFLICT (team_id, ticket_id) DO UPDATE SET terms = excluded.terms",
    };
    COMMENT_WORDS = "SELECT public_words, internal_words FROM comment_search WHERE team_id = $1 AND ticket_id = $2";
    PUT_COMMENT_WORDS = "INSERT INTO comment_search (team_id, ticket_id, public_words, internal_words)
                         VALUES ($1, $2, $3, $4)
                         ON CONFLICT (team_id, ticket_id) DO UPDATE
                         SET public_words = excluded.public_words, internal_words = excluded.internal_words";
    DROP_COMMENT_WORDS = "DELETE FROM comment_search WHERE team_id = $1 AND ticket_id = $2";
    COMMENTS = "SELECT content, internal FROM comment WHERE team_id = $1 AND ticket_id = $2 ORDER BY id";
}

/// How many bytes of words from one ticket's comments are kept, for each kind of comment: some 30,000 different words.
/// A row of `PostgreSQL`'s index holds no more than 1 MiB.
const MOST_COMMENT_WORDS: usize = 200_000;

/// The words of a ticket's comments, each once, with spaces between.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct CommentWords {
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

    /// Adds a comment's words; `false` when all of them were there, or no more fit.
    fn add(&mut self, content: &str, internal: bool) -> bool {
        let folded = fold(content);
        let words = if internal { &mut self.internal } else { &mut self.public };
        let new: Vec<Cow<'_, str>> = {
            let known: BTreeSet<&str> = words.split(' ').collect();
            every_word(&folded).into_iter().filter(|word| !known.contains(word.as_ref())).collect()
        };
        let before = words.len();
        for word in new {
            if words.len() + word.len() >= MOST_COMMENT_WORDS {
                break;
            }
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&word);
        }
        words.len() > before
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
fn terms(t: &Ticket, comments: &CommentWords) -> String {
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

fn write(tx: &mut Tx<'_>, t: &Ticket, comments: &CommentWords) -> Result<(), Error> {
    tx.put(&PUT, params![t.team.0, t.id.0, terms(t, comments)])
}

/// Indexes a new ticket, which nobody has commented on.
pub(crate) fn insert(tx: &mut Tx<'_>, t: &Ticket) -> Result<(), Error> {
    write(tx, t, &CommentWords::default())
}

/// Indexes a ticket's new state, with the words that are known of its comments.
pub fn update(tx: &mut Tx<'_>, t: &Ticket) -> Result<(), Error> {
    let terms = terms_of(tx, t)?;
    tx.put(&PUT, params![t.team.0, t.id.0, terms])
}

/// What the index holds of a ticket: its terms and those of its comments, with spaces between.
pub fn terms_of(tx: &mut Tx<'_>, t: &Ticket) -> Result<String, Error> {
    let comments = comment_words(tx, t.team, t.id)?;
    Ok(terms(t, &comments))
}

fn comment_words(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<CommentWords, Error> {
    let found = tx.row(&COMMENT_WORDS, params![team.0, ticket.0], |row| {
        Ok(CommentWords { public: row.get(0)?, internal: row.get(1)? })
    })?;
    Ok(found.unwrap_or_default())
}

fn keep(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, words: &CommentWords) -> Result<(), Error> {
    tx.put(&PUT_COMMENT_WORDS, params![team.0, ticket.0, &words.public, &words.internal])
}

/// Indexes one more comment of a ticket.
pub(crate) fn add_comment(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    content: &str,
    internal: bool,
) -> Result<(), Error> {
    let mut comments = comment_words(tx, team, ticket)?;
    if !comments.add(content, internal) {
        return Ok(());
    }
    keep(tx, team, ticket, &comments)?;
    match crate::ticket::get(tx, team, ticket)? {
        Some(t) => write(tx, &t, &comments),
        None => Ok(()),
    }
}

/// Indexes a ticket with every comment that it has, whatever the index held of it: after a comment was changed or taken
/// away, and when the whole index is built anew.
pub(crate) fn index(tx: &mut Tx<'_>, t: &Ticket) -> Result<(), Error> {
    let mut words = CommentWords::default();
    let comments = tx.rows(&COMMENTS, params![t.team.0, t.id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (content, internal) in &comments {
        let content: &String = content;
        words.add(content, *internal);
    }
    if comments.is_empty() {
        tx.put(&DROP_COMMENT_WORDS, params![t.team.0, t.id.0])?;
    } else {
        keep(tx, t.team, t.id, &words)?;
    }
    write(tx, t, &words)
}
