//! The command line's sentences, in both languages, from `messages/*.txt`.
//!
//! Same shape as `domain::message`: a [`Text`] is a key and its arguments and becomes words only where it is shown.
//! Log lines are not here: they are English, for operators and machines.

use std::{collections::HashMap, sync::LazyLock};

use domain::{Lang, Message, Rejection};

/// A sentence that is not yet in any language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    key: &'static str,
    args: Vec<(&'static str, Arg)>,
}

/// What fills a `{place}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arg {
    /// The same in every language.
    Plain(String),
    /// A sentence of ours.
    Text(Text),
    /// A sentence of the rules.
    Rule(Message),
    /// A refusal of a use case.
    Rejection(Rejection),
}

/// Anything that can fill a `{place}`.
pub(crate) trait IntoArg {
    /// The value as an argument.
    fn into_arg(self) -> Arg;
}

macro_rules! arguments {
    ($($type:ty => $make:expr;)*) => {$(
        impl IntoArg for $type {
            fn into_arg(self) -> Arg { $make(self) }
        }
    )*};
}

arguments! {
    Text => Arg::Text;
    Message => Arg::Rule;
    Rejection => Arg::Rejection;
    String => Arg::Plain;
    &str => |text: &str| Arg::Plain(text.to_owned());
    &String => |text: &String| Arg::Plain(text.clone());
    std::path::Display<'_> => |path: std::path::Display<'_>| Arg::Plain(path.to_string());
    i64 => |number: i64| Arg::Plain(number.to_string());
    u64 => |number: u64| Arg::Plain(number.to_string());
    usize => |number: usize| Arg::Plain(number.to_string());
}

impl Text {
    /// A sentence; prefer the `say!` macro, whose keys a test holds to the files.
    pub(crate) const fn new(key: &'static str, args: Vec<(&'static str, Arg)>) -> Self {
        Self { key, args }
    }

    /// The sentence in `lang`. A key that stands in no file (a test forbids it) shows as itself.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let template = template(lang, self.key).unwrap_or(self.key);
        let mut out = String::with_capacity(template.len() + 16);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(&lines(before));
            let Some((name, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            if let Some((_, value)) = self.args.iter().find(|(known, _)| *known == name) {
                out.push_str(&value.text(lang));
            }
            rest = tail;
        }
        out.push_str(&lines(rest));
        out
    }
}

/// In the files a line's end is written `\n`.
fn lines(template: &str) -> String {
    template.replace("\\n", "\n")
}

impl Arg {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Text(text) => text.text(lang),
            Self::Rule(message) => message.text(lang),
            Self::Rejection(rejection) => rejection.text(lang),
        }
    }
}

/// `say!("key")` or `say!("key", name = value, …)`: a [`Text`].
macro_rules! say {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::Text::new($key, ::std::vec![$((stringify!($name), $crate::words::IntoArg::into_arg($value))),*])
    };
}
pub(crate) use say;

/// The text of a key whose name was put together at run time (help texts), where there is one.
pub(crate) fn template(lang: Lang, key: &str) -> Option<&'static str> {
    static EN: LazyLock<HashMap<&'static str, &'static str>> =
        LazyLock::new(|| parse(include_str!("../messages/en.txt")));
    static ZH: LazyLock<HashMap<&'static str, &'static str>> =
        LazyLock::new(|| parse(include_str!("../messages/zh.txt")));
    match lang {
        Lang::En => EN.get(key).copied(),
        Lang::Zh => ZH.get(key).copied(),
    }
}

fn parse(file: &'static str) -> HashMap<&'static str, &'static str> {
    file.lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(key, text)| (key.trim(), text.trim()))
        .collect()
}

/// The terminal's language: `--lang`, else the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set.
pub(crate) fn terminal_language(
    flag: Option<&str>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Lang, Text> {
    if let Some(tag) = flag {
        return Lang::parse(tag).ok_or_else(|| say!("usage.lang", value = tag));
    }
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    Ok(set
        .and_then(|value| Lang::parse(value.split(['.', '@']).next().unwrap_or_default()))
        .unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::*;

    fn keys(file: &'static str) -> BTreeSet<&'static str> {
        parse(file).into_keys().collect()
    }

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
    }

    const EN: &str = include_str!("../messages/en.txt");
    const ZH: &str = include_str!("../messages/zh.txt");

    #[test]
    fn both_languages_have_the_same_keys_and_places() {
        assert_eq!(keys(EN), keys(ZH));
        let zh = parse(ZH);
        for (key, text) in parse(EN) {
            assert_eq!(places(text), places(zh[key]), "{key}");
        }
    }

    fn used_in(dir: &Path, used: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                used_in(&path, used);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let source = source.split("\nmod tests").next().unwrap();
            for (at, opening) in source.match_indices("say!(") {
                let key = source[at + opening.len()..].trim_start().strip_prefix('"');
                let key = key.and_then(|rest| rest.split('"').next());
                used.extend(key.filter(|key| key.contains('.')).map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_sentence_of_the_code_is_in_the_files_and_none_is_left_over() {
        let mut used: BTreeSet<String> = crate::cli::help_keys().into_iter().collect();
        used_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut used);
        let known: BTreeSet<String> = keys(EN).into_iter().map(str::to_owned).collect();
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
    fn a_sentence_within_a_sentence_takes_the_same_language() {
        let text = say!("config.bad", place = say!("config.place_flag", name = "--listen"), why = "x");
        assert!(text.text(Lang::En).contains("--listen: x"), "{}", text.text(Lang::En));
        assert!(text.text(Lang::Zh).contains("--listen：x"), "{}", text.text(Lang::Zh));
    }

    #[test]
    fn the_flag_wins_then_the_first_variable_that_is_set() {
        let env = |all: &'static str, messages: &'static str, lang: &'static str| {
            move |name: &str| {
                Some(
                    match name {
                        "LC_ALL" => all,
                        "LC_MESSAGES" => messages,
                        _ => lang,
                    }
                    .to_owned(),
                )
            }
        };
        assert_eq!(terminal_language(None, env("", "", "zh_CN.UTF-8")), Ok(Lang::Zh));
        assert_eq!(terminal_language(None, env("C.UTF-8", "", "zh_CN.UTF-8")), Ok(Lang::En));
        assert_eq!(terminal_language(None, env("", "zh_TW", "en_US.UTF-8")), Ok(Lang::Zh));
        assert_eq!(terminal_language(Some("en"), env("zh_CN", "", "")), Ok(Lang::En));
        assert_eq!(terminal_language(None, |_: &str| None), Ok(Lang::En));
        assert!(terminal_language(Some("fr"), |_: &str| None).is_err());
    }
}
