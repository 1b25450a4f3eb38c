//! Reads `gongdan.toml`: flat keys, each with the line it stands on.

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

/// The settings of the file by key, and what is wrong with the rest. No value is ever repeated in an error: the
/// database's URL may hold a password.
pub(super) fn parse(path: &Path, text: &str) -> (BTreeMap<&'static str, Entry>, Vec<Text>) {
    let mut entries = BTreeMap::new();
    let mut wrong = Vec::new();
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let line = line_of(text, &error.span().unwrap_or_default());
            let fault = say!("config.file_syntax", path = path.display(), line = line, why = error.message());
            return (entries, vec![fault]);
        }
    };
    for (key, value) in table {
        let line = line_of(text, &key.span());
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
    (entries, wrong)
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
        parse(Path::new("gongdan.toml"), text).1.iter().map(|fault| fault.text(Lang::En)).collect()
    }

    #[test]
    fn values_keep_their_line() {
        let text =
            "# mine\nlisten = \"0.0.0.0:80\"\nreaders = 8\n\ntrusted_proxies = [\"10.0.0.1\", \"::1\"]\n";
        let (entries, wrong) = parse(Path::new("f"), text);
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
    fn a_list_of_numbers_and_a_fraction_are_no_values() {
        assert!(errors("readers = [1]")[0].contains("readers"));
        assert!(errors("readers = 1.5")[0].contains("readers"));
    }

    #[test]
    fn a_secret_does_not_belong_in_the_file() {
        assert!(errors("secret_key = \"x\"")[0].contains("secret_key"));
    }
}
