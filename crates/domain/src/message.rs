//! Sentences for people, in both languages, from `messages/*.txt`.
//!
//! A [`Message`] is a key and its arguments; it becomes text only where it is shown, in the reader's language.

use crate::field::Names;
use std::{collections::HashMap, sync::LazyLock};

/// A language the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// English, the default.
    #[default]
    En,
    /// Chinese.
    Zh,
}

impl Lang {
    /// The best language for an `Accept-Language` header: the named one with the highest weight; English when none is known.
    pub fn from_accept(header: &str) -> Self {
        let mut best = (0.0_f32, Self::En);
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
            let weight = pieces
                .find_map(|p| p.trim().strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok()))
                .unwrap_or(1.0);
            let lang = match tag.split(['-', '_']).next() {
                Some("zh") => Self::Zh,
                Some("en" | "*") => Self::En,
                _ => continue,
            };
            if weight > best.0 {
                best = (weight, lang);
            }
        }
        best.1
    }

    /// The language of a profile (`zh`, `en`, `zh-CN` …), where it is one of ours.
    pub fn parse(tag: &str) -> Option<Self> {
        match tag.trim().to_ascii_lowercase().split(['-', '_']).next() {
            Some("zh") => Some(Self::Zh),
            Some("en") => Some(Self::En),
            _ => None,
        }
    }

    /// What stands between the entries of a list.
    const fn comma(self) -> &'static str {
        match self {
            Self::En => ", ",
            Self::Zh => "、",
        }
    }

    /// The short tag: `en` or `zh`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }
}

/// A sentence that is not yet in any language: a key of the message files and the values for its `{places}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    key: &'static str,
    args: Vec<(&'static str, Arg)>,
}

/// What a place is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Arg {
    /// The same in every language.
    Text(String),
    /// A name that people gave in both.
    Names(Names),
    /// Other messages, one after another.
    List(Vec<Message>),
}

impl Arg {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Names(names) => names.text(lang).to_owned(),
            Self::List(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| part.text(lang)).collect();
                parts.join(lang.comma())
            }
        }
    }
}

impl Message {
    /// A message; prefer the `msg!` macro, whose keys a test holds to the files.
    pub fn new(key: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self { key, args: args.into_iter().map(|(place, text)| (place, Arg::Text(text))).collect() }
    }

    /// With a name in both languages at `place`.
    #[must_use]
    pub fn naming(mut self, place: &'static str, names: &Names) -> Self {
        self.args.push((place, Arg::Names(names.clone())));
        self
    }

    /// With other messages, as a list, at `place`.
    #[must_use]
    pub fn listing(mut self, place: &'static str, parts: Vec<Self>) -> Self {
        self.args.push((place, Arg::List(parts)));
        self
    }

    /// The key, stable across languages.
    pub const fn key(&self) -> &'static str {
        self.key
    }

    /// What a place is filled with, where it is the same in every language.
    pub fn arg(&self, place: &str) -> Option<&str> {
        self.args.iter().find_map(|(name, arg)| match arg {
            Arg::Text(text) if *name == place => Some(text.as_str()),
            _ => None,
        })
    }

    /// The sentence in `lang`. A key that stands in no file (a test forbids it) shows as itself.
    pub fn text(&self, lang: Lang) -> String {
        let template = catalogue(lang).get(self.key).copied().unwrap_or(self.key);
        let mut out = String::with_capacity(template.len() + 16);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            if let Some((_, value)) = self.args.iter().find(|(n, _)| *n == name) {
                out.push_str(&value.text(lang));
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// `msg!("key")` or `msg!("key", name = value, …)`: a [`Message`].
#[macro_export]
macro_rules! msg {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::message::Message::new($key, ::std::vec![$((stringify!($name), ::std::string::ToString::to_string(&$value))),*])
    };
}

fn catalogue(lang: Lang) -> &'static HashMap<&'static str, &'static str> {
    static EN: LazyLock<HashMap<&'static str, &'static str>> =
        LazyLock::new(|| parse(include_str!("../messages/en.txt")));
    static ZH: LazyLock<HashMap<&'static str, &'static str>> =
        LazyLock::new(|| parse(include_str!("../messages/zh.txt")));
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

fn parse(file: &'static str) -> HashMap<&'static str, &'static str> {
    file.lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(key, text)| (key.trim(), text.trim()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, path::Path};

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn both_languages_have_the_same_keys_and_places() {
        let (en, zh) = (catalogue(Lang::En), catalogue(Lang::Zh));
        assert_eq!(en.keys().collect::<BTreeSet<_>>(), zh.keys().collect::<BTreeSet<_>>());
        for (key, text) in en {
            assert_eq!(places(text), places(zh[key]), "{key}");
        }
    }

    fn sources(dir: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_some_and(|n| n != "target") {
                sources(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    fn is_key(text: &str) -> bool {
        text.contains('.') && text.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'.' | b'_'))
    }

    #[test]
    fn every_key_in_the_code_is_in_the_files_and_every_key_in_the_files_is_used() {
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut files);
        let mut used = BTreeSet::new();
        for file in &files {
            for (at, opening) in file.match_indices("msg!(") {
                let rest = file[at + opening.len()..].trim_start();
                if let Some(key) =
                    rest.strip_prefix('"').and_then(|r| r.split('"').next()).filter(|k| is_key(k))
                {
                    used.insert(key.to_owned());
                }
            }
        }
        let known: BTreeSet<String> = catalogue(Lang::En).keys().map(|k| (*k).to_owned()).collect();
        assert_eq!(
            used.difference(&known).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "in the code, not in the files"
        );
        assert_eq!(
            known.difference(&used).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "in the files, not in the code"
        );
    }

    #[test]
    fn names_and_lists_are_said_in_the_readers_language() {
        let names = Names { zh: "编号".into(), en: "number".into() };
        let part = || msg!("condition.said").naming("said", &names);
        let whole = msg!("condition.said").listing("said", vec![part(), part()]);
        assert_eq!(
            (whole.text(Lang::En), whole.text(Lang::Zh)),
            ("number, number".into(), "编号、编号".into())
        );
    }

    #[test]
    fn a_place_is_filled_and_the_header_chooses_the_language() {
        assert!(msg!("text.too_long", max = 5).text(Lang::En).contains('5'));
        for (header, lang) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
            ("en-US,zh;q=0.5", Lang::En),
            ("fr", Lang::En),
            ("fr, zh;q=0.1", Lang::Zh),
            ("", Lang::En),
        ] {
            assert_eq!(Lang::from_accept(header), lang, "{header}");
        }
    }
}
