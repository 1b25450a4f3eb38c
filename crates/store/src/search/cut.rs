//! Cutting folded text into words. Pure, but for the word list, which is loaded once.
//!
//! A text is cut into every word of the list that it holds, wherever words overlap, and into its single Chinese characters;
//! any other run of letters and digits is one word, and those that single hyphens join are one more, written together
//! (`wi-fi` is `wifi` too) and marked, because what stands in quotes does not mean it. An emoji is a word wherever it stands.
//! A query is cut into as few words as the list allows. So a query's Chinese word is found exactly where the text holds that
//! run of characters, whatever words stand around it.

use super::fold::{fold, is_han, is_sign};
use jieba_rs::Jieba;
use std::{borrow::Cow, sync::LazyLock};

/// The word list: some 190 ms to load, then shared.
static WORDS: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// How many characters of a run of letters and digits count.
const LONGEST_WORD: usize = 64;

/// How many words that hyphens join can be one.
const LONGEST_GROUP: usize = 4;

/// Stands behind a word that hyphens join, which so is another than the same word as it stands; a prefix finds both.
pub(super) const JOINED: &str = "-";

/// Loads the word list now, so that no request waits for it.
pub fn warm_up() {
    LazyLock::force(&WORDS);
}

/// A stretch of folded text without a break in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run<'t> {
    /// Of Chinese characters.
    Han(&'t str),
    /// Of any other letters and digits: one word.
    Word(&'t str),
    /// One emoji, or the like.
    Sign(&'t str),
}

impl<'t> Run<'t> {
    const fn text(self) -> &'t str {
        let (Self::Han(text) | Self::Word(text) | Self::Sign(text)) = self;
        text
    }
}

/// The runs of a folded text, in order.
pub(super) fn runs(folded: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_sign(c));
        let first = rest.chars().next()?;
        if is_sign(first) {
            let (sign, tail) = rest.split_at_checked(first.len_utf8())?;
            rest = tail;
            return Some(Run::Sign(sign));
        }
        let han = is_han(first);
        let end = rest.find(|c: char| !c.is_alphanumeric() || is_han(c) != han).unwrap_or(rest.len());
        let (run, tail) = rest.split_at_checked(end)?;
        rest = tail;
        Some(if han { Run::Han(run) } else { Run::Word(shortened(run)) })
    })
}

fn shortened(word: &str) -> &str {
    match word.char_indices().nth(LONGEST_WORD) {
        Some((end, _)) => word.split_at_checked(end).map_or(word, |(head, _)| head),
        None => word,
    }
}

/// The single characters of a text.
fn singles(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter_map(|(at, c)| text.get(at..at + c.len_utf8()))
}

/// The runs of a folded text in groups: those of letters and digits that single hyphens join (`wi-fi`, `sup-42`) are one.
pub(super) fn groups(folded: &str) -> Vec<Vec<Run<'_>>> {
    let mut groups: Vec<Vec<Run<'_>>> = Vec::new();
    let mut end = None;
    for run in runs(folded) {
        let text = run.text();
        let start = text.as_ptr() as usize - folded.as_ptr() as usize;
        let joined = end.and_then(|end| folded.get(end..start)).is_some_and(|gap| gap == "-");
        match groups.last_mut() {
            Some(group) if joined && matches!((group.last(), run), (Some(Run::Word(_)), Run::Word(_))) => {
                group.push(run);
            }
            _ => groups.push(vec![run]),
        }
        end = Some(start + text.len());
    }
    groups
}

/// The word that a group is when it is written together; `None` when it is too long a group, or only a run.
pub(super) fn joined(group: &[Run<'_>]) -> Option<String> {
    (2..=LONGEST_GROUP).contains(&group.len()).then(|| {
        let word: String = group.iter().map(|run| run.text()).collect();
        shortened(&word).to_owned()
    })
}

/// Every word of a folded text, each once, in order of their bytes; behind those that hyphens join stands [`JOINED`].
pub(super) fn every_word(folded: &str) -> Vec<Cow<'_, str>> {
    let mut words = Vec::new();
    for group in groups(folded) {
        for run in &group {
            match run {
                Run::Word(word) | Run::Sign(word) => words.push(Cow::Borrowed(*word)),
                Run::Han(run) => {
                    words.extend(singles(run).map(Cow::Borrowed));
                    let long = WORDS.cut_all(run).into_iter().map(|token| token.word).filter(|w| is_long(w));
                    words.extend(long.map(Cow::Borrowed));
                }
            }
        }
        for length in 2..=LONGEST_GROUP.min(group.len()) {
            let joined = group.windows(length).filter_map(joined);
            words.extend(joined.map(|word| Cow::Owned(word + JOINED)));
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// The words that a run of a query asks for.
pub(super) fn fewest_words(run: Run<'_>) -> Vec<&str> {
    match run {
        Run::Word(word) | Run::Sign(word) => vec![word],
        Run::Han(run) => WORDS
            .cut(run, false)
            .into_iter()
            // A word that is not in the list is in no index either; its characters are.
            .flat_map(|token| {
                let known = is_long(token.word) && WORDS.has_word(token.word);
                let whole = known.then_some(token.word);
                whole.into_iter().chain(singles(token.word).take_while(move |_| !known))
            })
            .collect(),
    }
}

/// A word as the shorter words of the list that it is made of, if it is (网络故障: 网络, 故障); else itself.
///
/// Somebody who types a compound also means a text that says the same with something between.
pub(super) fn parts(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let compound = word.chars().nth(3).is_some() && word.starts_with(is_han);
    if compound && divide(word, &mut parts) { parts } else { vec![word] }
}

/// Divides a text wholly into words of two or three characters; `false` when it cannot be.
fn divide<'t>(text: &'t str, parts: &mut Vec<&'t str>) -> bool {
    if text.is_empty() {
        return true;
    }
    for length in [2, 3] {
        let end = text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(length);
        let Some((head, rest)) = end.and_then(|end| text.split_at_checked(end)) else { return false };
        if WORDS.has_word(head) {
            parts.push(head);
            if divide(rest, parts) {
                return true;
            }
            parts.pop();
        }
    }
    false
}

fn is_long(word: &str) -> bool {
    word.chars().nth(1).is_some()
}

/// A folded text as phrases are compared: its runs with one space between two words, two emoji, and two stretches of Chinese
/// that a mark or space parts; none between those of two kinds, which some write with a space and some without.
pub(super) fn canonical(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    let mut last = None;
    for run in runs(&folded) {
        let kind = std::mem::discriminant(&run);
        if last == Some(kind) {
            out.push(' ');
        }
        out.push_str(run.text());
        last = Some(kind);
    }
    out
}

/// Whether a word of letters ends where this character of a canonical text stands.
pub(super) fn ends_words(c: char) -> bool {
    c == ' ' || is_han(c) || is_sign(c)
}

/// Whether a canonical text holds a canonical phrase, at whole words.
pub(super) fn holds(text: &str, phrase: &str) -> bool {
    places(text, phrase).next().is_some()
}

/// The bytes at which a canonical phrase stands in a canonical text, at whole words.
pub(super) fn places<'t>(text: &'t str, phrase: &'t str) -> impl Iterator<Item = usize> + 't {
    let joins = |a: Option<char>, b: Option<char>| {
        let letter = |c: Option<char>| c.is_some_and(|c| !ends_words(c));
        letter(a) && letter(b)
    };
    let (first, last) = (phrase.chars().next(), phrase.chars().next_back());
    // One place may overlap the next, so each search begins one character after the last find.
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let first_letter = first?;
            let (before, rest) = text.split_at_checked(from)?;
            let at = from + rest.find(phrase)?;
            from = at + first_letter.len_utf8();
            let after = text.get(at + phrase.len()..)?;
            let previous =
                text.get(before.len()..at)?.chars().next_back().or_else(|| before.chars().next_back());
            if !joins(previous, first) && !joins(last, after.chars().next()) {
                return Some(at);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_every_word_it_holds() {
        let folded = fold("研究生命起源：無法登錄 ＷｉＦｉ，Router-7 Ошибка");
        let words = every_word(&folded);
        for word in ["研究", "研究生", "生命", "起源", "登录", "登", "录", "wifi", "router", "7", "ошибка"]
        {
            assert!(words.iter().any(|w| w == word), "{word} in {words:?}");
        }
        assert!(words.is_sorted());
    }

    #[test]
    fn whatever_is_asked_of_a_run_is_among_the_words_of_every_text_that_holds_it() {
        for text in
            ["网络故障导致会议室投影仪无法连接", "研究生命起源", "龘靐齉爩", "𠮷野家", "结婚的和尚未结婚的"]
        {
            let folded = fold(text);
            let characters: Vec<char> = folded.chars().collect();
            let all = every_word(&folded);
            for from in 0..characters.len() {
                for to in from + 1..=characters.len() {
                    let part: String = characters[from..to].iter().collect();
                    for word in fewest_words(Run::Han(&part)) {
                        assert!(all.iter().any(|w| w == word), "{word} of {part} in {all:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_hyphens_join_is_a_word_too() {
        assert_eq!(every_word("wi-fi sup-42 wifi"), ["42", "fi", "sup", "sup42-", "wi", "wifi", "wifi-"]);
        assert_eq!(every_word("2026-11-21"), ["11", "1121-", "2026", "202611-", "20261121-", "21"]);
        assert_eq!(every_word("a--b c- d -e 网-f"), ["a", "b", "c", "d", "e", "f", "网"]);
    }

    #[test]
    fn an_emoji_is_a_word_for_itself_wherever_it_stands() {
        assert_eq!(every_word("🔥server网👍🔥-vpn"), ["server", "vpn", "网", "👍", "🔥"]);
        assert_eq!(every_word("a → b = c ± ─ ©"), ["a", "b", "c"]);
        for text in ["🔥 server", "🔥server", "🔥-server"] {
            assert_eq!(canonical(text), "🔥server");
        }
        assert_eq!(canonical("🔥🔥 网 👍"), canonical("🔥 🔥网👍"));
        assert!(holds(&canonical("🔥 server down"), &canonical("server down")));
        assert!(holds(&canonical("server 🔥 down"), &canonical("🔥 down")));
        assert!(!holds(&canonical("server 🔥 down"), &canonical("server down")));
    }

    #[test]
    fn a_compound_is_its_parts_where_it_has_some() {
        for (word, expected) in [
            ("网络故障", &["网络", "故障"][..]),
            ("打印机", &["打印机"]),
            ("中华人民共和国", &["中华", "人民", "共和国"]),
            ("乱七八糟", &["乱七八糟"]),
            ("router", &["router"]),
        ] {
            assert_eq!(parts(word), expected);
        }
    }

    #[test]
    fn a_very_long_word_counts_by_its_beginning() {
        let long = "a".repeat(200);
        assert_eq!(every_word(&long), [&long[..64]]);
    }

    #[test]
    fn a_phrase_is_a_run_at_whole_words() {
        for (text, phrase, expected) in [
            ("核心网络故障通知", "网络故障", true),
            ("网络，故障", "网络故障", false),
            ("网络，故障", "网络 故障", true),
            ("網絡故障", "网络故障", true),
            ("the VPN 连接 drops", "vpn连接", true),
            ("Reset-Password link", "reset password", true),
            ("preset password", "reset password", false),
            ("reset passwords", "reset password", false),
            ("xa a a", "a a", true),
            ("", "a", false),
            ("a", "", false),
        ] {
            assert_eq!(holds(&canonical(text), &canonical(phrase)), expected, "{text} {phrase}");
        }
    }
}
