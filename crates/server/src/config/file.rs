//! Reads `gongdan.toml`: flat keys, each with the line it stands on, and the table of commands.

use std::{collections::BTreeMap, ops::Range, path::Path};

use toml::de::{DeTable, DeValue};

use super::setting::SETTINGS;
use crate::words::{Text, say};

/// A value of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// As text, as it would stand in the environment.
    pub(super) text: String,
    /// Its line, from 1.
    pub(super) line: usize,
}

/// What the file says.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// The settings by key.
    pub(super) entries: BTreeMap<&'static str, Entry>,
    /// `[commands.NAME] argv = [...]`.
    pub(super) commands: BTreeMap<String, Vec<String>>,
    /// What is wrong with the rest.
    pub(super) wrong: Vec<Text>,
}

/// The table whose keys are names of commands.
const COMMANDS: &str = "commands";

/// What the file says. No value is ever repeated in an error: the
/// database's URL may hold a password.
pub(super) fn parse(path: &Path, text: &str) -> Parsed {
    let Parsed { mut entries, mut commands, mut wrong } = Parsed::default();
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let line = line_of(text, &error.span().unwrap_or_default());
            let fault = say!("config.file_syntax", path = path.display(), line = line, why = error.message());
            return Parsed { wrong: vec![fault], ..Parsed::default() };
        }
    };
    for (key, value) in table {
        let line = line_of(text, &key.span());
        if key.get_ref() == COMMANDS {
            for (name, argv) in named(value.get_ref()) {
                match argv {
                    Some(argv) => drop(commands.insert(name, argv)),
                    None => {
                        wrong.push(say!("config.command", path = path.display(), line = line, name = name));
                    }
                }
            }
            continue;
        }
        let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key.get_ref().as_ref()) else {
            let known = SETTINGS.iter().map(|setting| setting.key).collect::<Vec<_>>().join(", ");
            let key = key.get_ref().as_ref();
            wrong.push(say!("config.file_key", path = path.display(), line = line, key = key, known = known));
            continue;
        };
        match plain(value.get_ref()) {
            Some(text) => drop(entries.insert(setting.key, Entry { text, line })),
            None => {
                wrong.push(say!("config.file_value", path = path.display(), line = line, key = setting.key));
            }
        }
    }
    Parsed { entries, commands, wrong }
}

/// The commands of a table, each with its program and arguments where it is well formed.
fn named(value: &DeValue<'_>) -> Vec<(String, Option<Vec<String>>)> {
    let DeValue::Table(table) = value else { return vec![(String::new(), None)] };
    let argv = |value: &DeValue<'_>| {
        let DeValue::Table(command) = value else { return None };
        let DeValue::Array(words) = command.get("argv").filter(|_| command.len() == 1)?.get_ref() else {
            return None;
        };
        let words = words.iter().map(|word| word.get_ref().as_str().map(str::to_owned));
        let words: Vec<String> = words.collect::<Option<_>>()?;
        // A relative program would depend on where the server was started.
        words.first().is_some_and(|program| program.starts_with('/')).then_some(words)
    };
    table.iter().map(|(name, value)| (name.get_ref().clone().into_owned(), argv(value.get_ref()))).collect()
}

/// A value that is one word, number or truth, or a list of words, as text.
fn plain(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        DeValue::Array(list) => {
            let words = list.iter().map(|item| item.get_ref().as_str());
            words.collect::<Option<Vec<_>>>().map(|words| words.join(","))
        }
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}

fn line_of(text: &str, span: &Range<usize>) -> usize {
    text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use domain::Lang;

    use super::*;

    fn errors(text: &str) -> Vec<String> {
        parse(Path::new("gongdan.toml"), text).wrong.iter().map(|fault| fault.text(Lang::En)).collect()
    }

    #[test]
    fn values_keep_their_line() {
        let text =
            "# mine\nlisten = \"0.0.0.0:80\"\nreaders = 8\n\ntrusted_proxies = [\"10.0.0.1\", \"::1\"]\n";
        let Parsed { entries, wrong, .. } = parse(Path::new("f"), text);
        assert_eq!(wrong, []);
        assert_eq!(entries["listen"], Entry { text: "0.0.0.0:80".to_owned(), line: 2 });
        assert_eq!(entries["readers"], Entry { text: "8".to_owned(), line: 3 });
        assert_eq!(entries["trusted_proxies"], Entry { text: "10.0.0.1,::1".to_owned(), line: 5 });
    }

    #[test]
    fn every_unknown_key_is_named_with_its_line() {
        let wrong = errors("listen = \"a:1\"\nlisten_on = 1\n[server]\nport = 1\n");
        assert_eq!(wrong.len(), 2);
        assert!(wrong[0].contains("line 2") && wrong[0].contains("listen_on"), "{wrong:?}");
        assert!(wrong[1].contains("line 3") && wrong[1].contains("server"), "{wrong:?}");
    }

    #[test]
    fn a_syntax_error_names_its_line_but_no_value() {
        let wrong = errors("listen = \"a:1\"\ndatabase_url = \"postgres://u:hunter2@h/d\n");
        assert_eq!(wrong.len(), 1);
        assert!(wrong[0].contains("line 2") && !wrong[0].contains("hunter2"), "{wrong:?}");
    }

    #[test]
    fn commands_are_programs_with_their_arguments_and_nothing_else() {
        let text = "[commands.restart]\nargv = [\"/bin/echo\", \"a b\"]\n[commands.x]\nargv = [\"/bin/x\"]\n";
        let Parsed { commands, wrong, .. } = parse(Path::new("f"), text);
        assert_eq!((wrong.len(), commands.len()), (0, 2));
        assert_eq!(commands["restart"], ["/bin/echo", "a b"]);
        for bad in ["argv = []", "argv = [\"echo\"]", "argv = \"/bin/x\"", "argv = [1]", "shell = true", ""] {
            let wrong = errors(&format!("[commands.bad]\n{bad}\n"));
            assert!(wrong.len() == 1 && wrong[0].contains("bad"), "{bad}: {wrong:?}");
        }
        assert_eq!(errors("commands = 1").len(), 1);
    }

    #[test]
    fn a_list_of_numbers_and_a_fraction_are_no_values() {
        assert!(errors("readers = [1]")[0].contains("readers"));
        assert!(errors("readers = 1.5")[0].contains("readers"));
    }

    #[test]
    fn a_secret_does_not_belong_in_the_file() {
        assert!(errors("secret_key = \"x\"")[0].contains("secret_key"));
    }
}
