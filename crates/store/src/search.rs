//! Full text: one cutter of words, two engines' indexes, the same results.
//!
//! Text is folded (case, full width) and cut by `jieba` into words, single characters of Chinese added so that any part of
//! a word is found; what the index sees is words of letters and digits with spaces between, so that neither engine's own
//! tokenizer decides anything.

use domain::ticket::Ticket;
use jieba_rs::Jieba;
use sql::{EngineKind, Error, Tx, params};
use std::{borrow::Cow, sync::LazyLock};

sql::statements! {
    PUT = {
        sqlite: "INSERT OR REPLACE INTO ticket_search (rowid, words) SELECT $2, $3 WHERE $1 = $1",
        postgres: "INSERT INTO ticket_search (team_id, ticket_id, words) VALUES ($1, $2, to_tsvector('simple', $3))
                   ON CONFLICT (team_id, ticket_id) DO UPDATE SET words = excluded.words",
    };
}

/// The word list: some 190 ms to load, then shared.
static WORDS: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Loads the word list now, so that no request waits for it.
pub fn warm_up() {
    LazyLock::force(&WORDS);
}

/// How many words of one ticket are kept: past that, text is a log file, not something to find a ticket by.
const MAX_WORDS: usize = 20_000;

/// The words of a text, in order, folded.
///
/// Runs of Chinese are cut by the word list, with their single characters before; any other run of letters and digits
/// is one word.
pub fn words(text: &str) -> Vec<String> {
    let folded: String = text.chars().filter_map(narrow).flat_map(char::to_lowercase).collect();
    let mut words = Vec::new();
    for run in folded.split(|c: char| !c.is_alphanumeric()).flat_map(runs) {
        if run.starts_with(is_han) {
            for word in WORDS.cut_for_search(run, true) {
                if word.word.chars().nth(1).is_some() {
                    words.extend(word.word.chars().map(String::from));
                }
                words.push(word.word.to_owned());
            }
        } else {
            words.push(run.to_owned());
        }
        if words.len() >= MAX_WORDS {
            break;
        }
    }
    words
}

/// A run of letters and digits, cut where Chinese begins or ends.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let han = is_han(rest.chars().next()?);
        let end = rest.find(|c| is_han(c) != han).unwrap_or(rest.len());
        let (run, tail) = rest.split_at_checked(end)?;
        rest = tail;
        Some(run)
    })
}

/// A full-width character as its usual form.
fn narrow(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3000}' => Some(' '),
        _ => Some(c),
    }
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

fn text_of(t: &Ticket) -> [Cow<'_, str>; 5] {
    [
        Cow::Owned(t.key().to_string()),
        Cow::Borrowed(&t.title),
        Cow::Borrowed(&t.content),
        Cow::Borrowed(&t.category),
        Cow::Owned(t.tags.join(" ")),
    ]
}

/// Whether two states of a ticket are found by different words.
pub(crate) fn words_differ(old: &Ticket, new: &Ticket) -> bool {
    text_of(old) != text_of(new)
}

/// Writes a ticket's words.
pub fn put(tx: &mut Tx<'_>, t: &Ticket) -> Result<(), Error> {
    let words = words(&text_of(t).join("\n")).join(" ");
    tx.put(&PUT, params![t.team.0, t.id.0, words])
}

/// What somebody typed as the engine's own query: all the words, the last one also as the beginning of one.
/// `None` when there is no word in it.
pub(crate) fn query(engine: EngineKind, typed: &str) -> Option<String> {
    let mut words = words(typed);
    words.truncate(64);
    let last = words.len().checked_sub(1)?;
    let quoted = words.iter().enumerate().map(|(i, word)| match (engine, i == last) {
        (EngineKind::Sqlite, false) => format!("\"{word}\""),
        (EngineKind::Sqlite, true) => format!("\"{word}\"*"),
        (EngineKind::Postgres, false) => format!("'{word}'"),
        (EngineKind::Postgres, true) => format!("'{word}':*"),
    });
    let joint = match engine {
        EngineKind::Sqlite => " AND ",
        EngineKind::Postgres => " & ",
    };
    Some(quoted.collect::<Vec<_>>().join(joint))
}

/// The condition on `ticket` that a query is true of; `{}` is the query's parameter.
pub(crate) const fn condition(engine: EngineKind) -> &'static str {
    match engine {
        EngineKind::Sqlite => "id IN (SELECT rowid FROM ticket_search WHERE ticket_search MATCH {})",
        EngineKind::Postgres => {
            "id IN (SELECT ticket_id FROM ticket_search WHERE team_id = $1 AND words @@ to_tsquery('simple', {}))"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_into_words_and_characters_and_case_and_width_are_folded() {
        let found = words("无法登录 ＷｉＦｉ，Router-7 Ошибка");
        for word in ["登录", "登", "录", "wifi", "router", "7", "ошибка"] {
            assert!(found.iter().any(|w| w == word), "{word} in {found:?}");
        }
    }

    #[test]
    fn nothing_typed_can_leave_the_quotes() {
        for typed in ["' OR 1", "\" NEAR(", "a' & !b", "x:*", "*", "' '", "\\'"] {
            for engine in [EngineKind::Sqlite, EngineKind::Postgres] {
                let inner: String = query(engine, typed).unwrap_or_default();
                assert!(
                    !inner.contains('\\')
                        && inner.chars().filter(|c| matches!(c, '\'' | '"')).count() % 2 == 0,
                    "{inner}"
                );
            }
        }
        assert_eq!(query(EngineKind::Sqlite, " ,!?"), None);
    }
}
