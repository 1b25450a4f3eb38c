//! Which tickets a commit message, a branch's name or a request's title names: `SUP-42`, `#42`.

use crate::id::{TicketId, TicketKey};

/// The most tickets that one text names; later ones are not read.
const MOST: usize = 50;

/// A ticket named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mention {
    /// By its key. Words that only look like one (`UTF-8`) name no project; that is for the caller to see.
    Key(TicketKey),
    /// By its number.
    Number(TicketId),
}

/// The tickets that a text names, in order, each once.
///
/// A key stands by itself or between signs (`feature/sup-42-login`), a number after a `#` that no word ends in (`ann#42` is none of ours).
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        // Chinese is written without spaces, so only the letters of keys can be part of a word with one.
        let begins = !before.is_some_and(|b: char| b.is_ascii_alphanumeric() || b == '_');
        let mention = match c {
            '#' if begins => number(rest.get(1..).unwrap_or_default()).map(Mention::Number),
            c if begins && c.is_ascii_alphabetic() => key(rest).map(Mention::Key),
            _ => None,
        };
        if let Some(mention) = mention.filter(|m| !found.contains(m)) {
            found.push(mention);
        }
        if found.len() >= MOST {
            break;
        }
        before = Some(c);
    }
    found
}

fn key(text: &str) -> Option<TicketKey> {
    let (project, rest) = text.split_once('-')?;
    // Only what can be a key is copied: a text may be long and full of words.
    if project.len() > 10 || !project.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let id = number(rest)?;
    TicketKey::parse(&format!("{project}-{id}"))
}

/// The number that a text begins with, where no letter follows it at once.
fn number(text: &str) -> Option<TicketId> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let alone = !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if alone { digits.parse().ok().map(TicketId) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> Vec<String> {
        mentions(text)
            .iter()
            .map(|mention| match mention {
                Mention::Key(key) => key.to_string(),
                Mention::Number(id) => format!("#{id}"),
            })
            .collect()
    }

    #[test]
    fn keys_and_numbers_are_read_where_people_write_them() {
        for (text, expected) in [
            ("SUP-42 fix the door", vec!["SUP-42"]),
            ("feature/sup-42-login", vec!["SUP-42"]),
            ("fix(net): closes #42, refs #7", vec!["#42", "#7"]),
            ("修复SUP-42的登录", vec!["SUP-42"]),
            ("修复 SUP-42。见#7", vec!["SUP-42", "#7"]),
            ("#42 #42 SUP-42", vec!["#42", "SUP-42"]),
            ("Merge branch 'NET-1' into SUP-2", vec!["NET-1", "SUP-2"]),
            ("wt_SUP-42", vec![]),
            ("SUP-42x SUP- -42 SUP-4_2", vec![]),
            ("ann#42 and ann/repo#42", vec![]),
            ("#42nd", vec![]),
            ("#99999999999999999999", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_full_of_keys_names_only_the_first_ones() {
        let many: Vec<String> = (0..200).map(|n| format!("SUP-{n}")).collect();
        assert_eq!(mentions(&many.join(" ")).len(), MOST);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(text in "[A-Z#\\-0-9a-z_ 工/]{0,60}") {
            for mention in mentions(&text) {
                if let Mention::Key(key) = mention {
                    let project = key.project.to_lowercase();
                    prop_assert!(text.to_lowercase().contains(&project));
                }
            }
        }
    }
}
