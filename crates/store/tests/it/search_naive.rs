//! Searches held against a naive reading of the same texts in memory, on both engines at once.

use crate::{
    search_relevance::{Doc, ask, write},
    support::Opened,
    tickets::ticket,
};
use domain::{At, id::TicketId, ticket::Ticket};
use jieba_rs::Jieba;
use proptest::{prelude::*, test_runner::TestRunner};
use store::{comment::Reader, ticket::Filter};

/// A part of a query.
#[derive(Debug, Clone)]
enum Part {
    Plain(String),
    Quoted(String),
}

fn piece() -> impl Strategy<Value = String> {
    let han =
        proptest::collection::vec(proptest::sample::select(vec!['网', '络', '故', '障', '登', '录']), 1..=3)
            .prop_map(String::from_iter);
    let sign = proptest::sample::select(vec!["🔥", "✅"]).prop_map(str::to_owned);
    prop_oneof![6 => han, 4 => latin(), 1 => sign]
}

/// Words of letters; some are others joined.
fn latin() -> impl Strategy<Value = String> {
    let words =
        vec!["vpn", "vp", "VPNx", "7", "77", "a", "reset", "reseta", "vpn7", "café", "cafe\u{301}", "CAFÉx"];
    proptest::sample::select(words).prop_map(str::to_owned)
}

/// Words that hyphens join, at times more than count as one.
fn group() -> impl Strategy<Value = String> {
    proptest::collection::vec(latin(), 2..=5).prop_map(|words| words.join("-"))
}

fn text(pieces: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
    let parted = (piece(), proptest::sample::select(vec![" ", "，", "", "\n", "-", "-"]));
    proptest::collection::vec(parted, pieces)
        .prop_map(|parts| parts.into_iter().map(|(p, s)| p + s).collect())
}

fn doc() -> impl Strategy<Value = Doc> {
    let tags = proptest::collection::vec(piece(), 0..=2);
    let comments = proptest::collection::vec((text(1..=4), any::<bool>()), 0..=3);
    (text(1..=4), text(1..=9), tags, comments, proptest::bool::weighted(0.1)).prop_map(
        |(title, content, tags, comments, deleted)| {
            let deleted = deleted.then_some(At::from_micros(1));
            (Ticket { title, content, tags, deleted, ..ticket(0) }, comments)
        },
    )
}

fn question() -> impl Strategy<Value = (Vec<Part>, Reader, bool)> {
    let part = prop_oneof![
        3 => piece().prop_map(Part::Plain),
        1 => group().prop_map(Part::Plain),
        2 => text(1..=3).prop_map(Part::Quoted),
    ];
    let reader = proptest::sample::select(vec![Reader::Staff, Reader::Customer]);
    (proptest::collection::vec(part, 1..=3), reader, proptest::bool::weighted(0.1))
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Script {
    Han,
    Letters,
    Sign,
}

#[derive(Debug, Clone, PartialEq)]
struct Token {
    text: String,
    script: Script,
    /// Whether something stands between it and the one before.
    apart: bool,
    /// Whether that is a single hyphen between letters.
    hyphen: bool,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut gap = String::from("^");
    for c in text.to_lowercase().replace('é', "e").replace('\u{301}', "").chars() {
        let script = match c {
            '🔥' | '✅' => Script::Sign,
            _ if !c.is_alphanumeric() => {
                gap.push(c);
                continue;
            }
            _ if c.is_ascii() => Script::Letters,
            _ => Script::Han,
        };
        let apart = !gap.is_empty();
        let letters = |token: &Token| script == Script::Letters && token.script == Script::Letters;
        match tokens.last_mut() {
            Some(last) if !apart && letters(last) => last.text.push(c),
            last => {
                let hyphen = gap == "-" && last.is_some_and(|last| letters(last));
                tokens.push(Token { text: c.to_string(), script, apart, hyphen });
            }
        }
        gap.clear();
    }
    tokens
}

/// What of a text counts as a word that is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// Chinese, wherever it stands.
    Han,
    /// The word itself.
    Exact,
    /// That, or words that hyphens join to it.
    Loose,
    /// Whatever begins so, joined or not.
    Prefix,
}

/// The words that a part asks for.
fn words(jieba: &Jieba, part: &Part) -> Vec<(String, Kind)> {
    let (kind, text) = match part {
        Part::Plain(text) => (Kind::Loose, text),
        Part::Quoted(text) => (Kind::Exact, text),
    };
    // What stands together: Chinese, or letters that hyphens join.
    let mut runs: Vec<(Vec<String>, Script)> = Vec::new();
    for token in tokens(text) {
        match runs.last_mut() {
            Some((texts, Script::Han)) if token.script == Script::Han && !token.apart => {
                texts.push(token.text);
            }
            Some((texts, Script::Letters)) if token.hyphen => texts.push(token.text),
            _ => runs.push((vec![token.text], token.script)),
        }
    }
    let mut words = Vec::new();
    for (texts, script) in runs {
        if script == Script::Sign {
            words.extend(texts.into_iter().map(|text| (text, Kind::Exact)));
            continue;
        }
        if script == Script::Letters {
            if kind == Kind::Loose && texts.len() <= 4 {
                words.push((texts.concat(), kind));
            } else {
                words.extend(texts.into_iter().map(|text| (text, kind)));
            }
            continue;
        }
        for cut in jieba.cut(&texts.concat(), false) {
            if cut.word.chars().count() > 1 && jieba.has_word(cut.word) {
                words.push((cut.word.to_owned(), Kind::Han));
            } else {
                words.extend(cut.word.chars().map(|c| (c.to_string(), Kind::Han)));
            }
        }
    }
    words
}

/// The words of letters that a field has as they stand, and those that hyphens join in it.
fn letters(field: &str) -> (Vec<String>, Vec<String>) {
    let tokens = tokens(field);
    let mut joined = Vec::new();
    for length in 2..=4 {
        let windows = tokens.windows(length).filter(|window| window[1..].iter().all(|token| token.hyphen));
        joined
            .extend(windows.map(|window| window.iter().map(|token| token.text.as_str()).collect::<String>()));
    }
    (tokens.into_iter().map(|token| token.text).collect(), joined)
}

fn has_word(field: &str, word: &str, kind: Kind) -> bool {
    let (own, joined) = letters(field);
    let mut all = own.iter().chain(&joined);
    match kind {
        Kind::Han => field.contains(word),
        Kind::Exact => own.iter().any(|other| other == word),
        Kind::Loose => all.any(|other| other == word),
        Kind::Prefix => all.any(|other| other.starts_with(word)),
    }
}

fn has_phrase(field: &str, phrase: &str) -> bool {
    let (field, phrase) = (tokens(field), tokens(phrase));
    let same = |window: &[Token]| {
        window.iter().zip(&phrase).enumerate().all(|(i, (a, b))| {
            let both_han = i > 0 && window[i - 1].script == Script::Han && a.script == Script::Han;
            let gaps = !both_han || a.apart == b.apart;
            a.text == b.text && gaps
        })
    };
    phrase.is_empty() || field.windows(phrase.len()).any(same)
}

/// The tier that a document stands in, if it matches.
fn tier(jieba: &Jieba, doc: &Doc, parts: &[Part], reader: Reader) -> Option<usize> {
    let (t, comments) = doc;
    let mut head = vec![t.key().to_string(), t.title.clone()];
    head.extend(t.tags.iter().cloned());
    let body = [t.content.clone(), t.category.clone(), t.creator.clone(), t.assignee.clone()];
    let deleted = t.deleted.is_some();
    let read = comments.iter().filter(|(_, internal)| deleted || reader == Reader::Staff || !internal);
    let mut fields = [head, body.to_vec(), read.map(|(text, _)| text.clone()).collect()];

    let mut asked: Vec<(String, Kind)> = Vec::new();
    for part in parts {
        asked.extend(words(jieba, part));
        if let Part::Quoted(text) = part
            && !fields.iter().flatten().any(|field| has_phrase(field, text))
        {
            return None;
        }
    }
    if let Some((word, kind @ Kind::Loose)) = asked.last_mut()
        && word.chars().count() > 1
    {
        *kind = Kind::Prefix;
    }
    if asked.is_empty() {
        return None;
    }
    let holds = |fields: &[Vec<String>]| {
        asked.iter().all(|(word, kind)| fields.iter().flatten().any(|field| has_word(field, word, *kind)))
    };
    for field in fields.iter_mut().flatten() {
        *field = field.to_lowercase();
    }
    (0..3).find(|tier| holds(&fields[..=*tier])).map(|tier| if deleted { 2 } else { tier })
}

#[test]
fn searches_agree_with_memory_on_both_engines() {
    let jieba = Jieba::new();
    let (sqlite, postgres) = (Opened::sqlite(), Opened::postgres());
    let config = ProptestConfig {
        cases: 1,
        failure_persistence: None,
        max_shrink_iters: 0,
        ..ProptestConfig::default()
    };
    let inputs = (proptest::collection::vec(doc(), 90), proptest::collection::vec(question(), 300));
    TestRunner::new(config)
        .run(&inputs, |(docs, questions)| {
            let docs: Vec<Doc> = (1_i64..)
                .zip(docs)
                .map(|(id, (t, comments))| {
                    (Ticket { id: TicketId(id), uuid: format!("uuid{id:012}"), ..t }, comments)
                })
                .collect();
            write(&sqlite.db, &docs);
            write(&postgres.db, &docs);
            let mut matches = 0;
            for (parts, reader, deleted) in questions {
                let typed: Vec<String> = parts
                    .iter()
                    .map(|part| match part {
                        Part::Plain(text) => text.clone(),
                        Part::Quoted(text) => format!("\"{text}\""),
                    })
                    .collect();
                let typed = typed.join(" ");
                let filter = Filter { text: Some(typed.clone()), reader, deleted, ..Filter::default() };
                let tier_of = |id: i64| {
                    let doc = docs.iter().find(|(t, _)| t.id.0 == id).expect("a ticket of the test");
                    tier(&jieba, doc, &parts, reader)
                };
                let expected: Vec<i64> = docs
                    .iter()
                    .filter(|(t, _)| t.deleted.is_some() == deleted)
                    .map(|(t, _)| t.id.0)
                    .filter(|id| tier_of(*id).is_some())
                    .collect();
                let found = ask(&sqlite.db, &filter);
                prop_assert_eq!(&found, &ask(&postgres.db, &filter), "{}", typed);
                let tiers: Vec<_> = found.iter().map(|id| tier_of(*id)).collect();
                prop_assert!(tiers.is_sorted(), "{} {:?} {:?}", typed, found, tiers);
                let mut found = found;
                found.sort_unstable();
                prop_assert_eq!(&found, &expected, "{} {:?}", typed, reader);
                matches += found.len();
            }
            prop_assert!(matches > 300, "too few matches to mean something: {}", matches);
            Ok(())
        })
        .unwrap();
}
