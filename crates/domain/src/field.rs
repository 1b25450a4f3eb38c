//! Custom fields: what a project adds to its tickets, and which values each type takes.

use crate::{At, Fault, Message, Rejection, Value, msg, text};
use serde::{Deserialize, Serialize};

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Names {
    /// Chinese.
    #[serde(default)]
    pub zh: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

impl Names {
    /// One name for both languages.
    pub fn same(name: &str) -> Self {
        Self { zh: name.to_owned(), en: name.to_owned() }
    }

    /// Whether there is none in either language.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    /// The name in `lang`, or the other one where it has none.
    pub fn text(&self, lang: crate::Lang) -> &str {
        let (first, second) = match lang {
            crate::Lang::Zh => (&self.zh, &self.en),
            crate::Lang::En => (&self.en, &self.zh),
        };
        if first.is_empty() { second } else { first }
    }

    /// Checks that at least one is given and both are short; `field` is the caller's name for it.
    pub fn check(&self, field: &str) -> Result<(), Rejection> {
        let one = if self.en.trim().is_empty() { &self.zh } else { &self.en };
        text::require(one, 64, text::Lines::One).map_err(|why| Rejection::invalid(field, why))?;
        text::check(&self.zh, 64, text::Lines::One).map_err(|why| Rejection::invalid(field, why))
    }
}

/// What a custom field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line, at most 255 characters.
    Text,
    /// Many lines, at most 65,536 characters.
    TextArea,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// A day, `2026-11-21`.
    Date,
    /// A moment, RFC 3339.
    Time,
    /// One of the field's options.
    Option,
    /// Any of the field's options.
    Options,
    /// A person, by user name.
    User,
    /// People, by user name.
    Users,
}

/// A custom field of a project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// Its key in `fields`: 1–40 of `a-z 0-9 _`, a letter first.
    pub key: String,
    /// Its short id, 8 characters.
    pub uuid: String,
    /// Its name for people.
    pub name: Names,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// The words it may take; for `option` and `options` only.
    pub options: Vec<String>,
    /// Whether a ticket cannot be made without it.
    pub required: bool,
}

/// Whether a text is such as the keys of custom fields are.
pub(crate) fn check_key(key: &str) -> Result<(), Message> {
    let key = key.as_bytes();
    let good = (1..=40).contains(&key.len())
        && key.first().is_some_and(u8::is_ascii_lowercase)
        && key.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'_');
    if good { Ok(()) } else { Err(msg!("field.key")) }
}

impl Definition {
    /// Checks the definition itself; faults are named below `at`.
    pub fn check(&self, at: &str) -> Result<(), Rejection> {
        check_key(&self.key).map_err(|why| Rejection::invalid(format!("{at}.key"), why))?;
        self.name.check(&format!("{at}.name"))?;
        let chosen = matches!(self.kind, FieldType::Option | FieldType::Options);
        if chosen == self.options.is_empty() {
            return Err(Rejection::invalid(format!("{at}.options"), msg!("field.options")));
        }
        for (i, option) in self.options.iter().enumerate() {
            let name = format!("{at}.options[{i}]");
            let word =
                text::require(option, 64, text::Lines::One).map_err(|why| Rejection::invalid(&name, why))?;
            if self.options.iter().take(i).any(|o| o.trim() == word) {
                return Err(Rejection::invalid(name, msg!("field.twice")));
            }
        }
        Ok(())
    }

    /// The value in the form in which it is kept, or why it is not taken. Null is always taken: it empties the field.
    pub fn accept(&self, value: Value) -> Result<Value, Message> {
        use FieldType as T;
        match (self.kind, value) {
            (_, Value::Null) => Ok(Value::Null),
            (T::Text, Value::Text(t)) => text::check(&t, 255, text::Lines::One).map(|()| Value::Text(t)),
            (T::TextArea, Value::Text(t)) => {
                text::check(&t, 65_536, text::Lines::Many).map(|()| Value::Text(t))
            }
            (T::Integer, Value::Int(n)) => Ok(Value::Int(n)),
            #[allow(clippy::cast_precision_loss, reason = "a number field keeps what a double keeps")]
            (T::Number, Value::Int(n)) => Ok(Value::Real(n as f64)),
            (T::Number, Value::Real(n)) if n.is_finite() => Ok(Value::Real(n)),
            (T::Boolean, Value::Bool(b)) => Ok(Value::Bool(b)),
            (T::Date, Value::Text(t)) => {
                let day = At::parse(&t).filter(|_| t.trim().len() == 10).ok_or_else(|| msg!("value.date"))?;
                Ok(Value::Text(day.to_string().split('T').next().unwrap_or_default().to_owned()))
            }
            (T::Time, Value::Text(t)) => {
                At::parse(&t).map(|at| Value::Text(at.to_string())).ok_or_else(|| msg!("value.time"))
            }
            (T::Option, Value::Text(t)) if t.is_empty() => Ok(Value::Null),
            (T::Option, Value::Text(t)) => self.option(&t).map(Value::Text),
            (T::Options, Value::List(list)) => {
                let mut kept: Vec<String> = Vec::new();
                for word in &list {
                    let word = self.option(word)?;
                    if !kept.contains(&word) {
                        kept.push(word);
                    }
                }
                Ok(Value::List(kept))
            }
            (T::User, Value::Text(t)) => {
                text::check(t.trim(), 64, text::Lines::One).map(|()| Value::Text(t.trim().to_owned()))
            }
            (T::Users, Value::List(list)) => crate::ticket::people(list).map(Value::List),
            (kind, _) => Err(kind.expects()),
        }
    }

    fn option(&self, word: &str) -> Result<String, Message> {
        self.options
            .iter()
            .find(|o| o.as_str() == word.trim())
            .cloned()
            .ok_or_else(|| msg!("value.one_of", allowed = self.options.join(", ")))
    }
}

impl FieldType {
    fn expects(self) -> Message {
        match self {
            Self::Text | Self::TextArea | Self::Option | Self::User => msg!("value.text"),
            Self::Integer => msg!("value.integer"),
            Self::Number => msg!("value.number"),
            Self::Boolean => msg!("value.boolean"),
            Self::Date => msg!("value.date"),
            Self::Time => msg!("value.time"),
            Self::Options | Self::Users => msg!("value.list"),
        }
    }
}

/// Checks a project's whole list of definitions, and against the old list that no field changes its type.
pub fn check_all(old: &[Definition], new: &[Definition]) -> Result<(), Rejection> {
    if new.len() > 100 {
        return Err(Rejection::invalid("items", msg!("value.too_many", max = 100)));
    }
    for (i, definition) in new.iter().enumerate() {
        let at = format!("items[{i}]");
        definition.check(&at)?;
        if new.iter().take(i).any(|d| d.key == definition.key) {
            return Err(Rejection::invalid(format!("{at}.key"), msg!("field.twice")));
        }
        if old.iter().any(|d| d.key == definition.key && d.kind != definition.kind) {
            return Err(Rejection::invalid(format!("{at}.type"), msg!("field.type_fixed")));
        }
    }
    Ok(())
}

/// The faults of required fields that `has` says are empty.
pub fn missing(definitions: &[Definition], has: impl Fn(&str) -> bool) -> Vec<Fault> {
    definitions
        .iter()
        .filter(|d| d.required && !has(&d.key))
        .map(|d| Fault::new(format!("fields.{}", d.key), msg!("text.blank")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: FieldType, options: &[&str]) -> Definition {
        Definition {
            key: "room".into(),
            uuid: "abcdefgh".into(),
            name: Names::same("Room"),
            kind,
            options: options.iter().map(|s| (*s).to_owned()).collect(),
            required: true,
        }
    }

    #[test]
    fn each_type_takes_its_own_values_and_no_other() {
        use FieldType as T;
        let good = [
            (T::Text, Value::from("a")),
            (T::Integer, Value::Int(-3)),
            (T::Number, Value::Real(0.5)),
            (T::Boolean, Value::Bool(true)),
            (T::Date, Value::from("2026-11-21")),
            (T::Time, Value::from("2026-11-21T08:00:00+08:00")),
            (T::Users, Value::List(vec!["a".into()])),
        ];
        for (kind, value) in &good {
            assert!(field(*kind, &[]).accept(value.clone()).is_ok(), "{kind:?} {value:?}");
            assert!(field(*kind, &[]).accept(Value::Null).is_ok());
            let other = if *kind == T::Boolean { Value::Int(1) } else { Value::Bool(true) };
            assert!(field(*kind, &[]).accept(other).is_err(), "{kind:?}");
        }
    }

    #[test]
    fn an_option_must_be_one_of_its_words() {
        let f = field(FieldType::Option, &["a", "b"]);
        assert_eq!(f.accept("b".into()), Ok("b".into()));
        assert!(f.accept("c".into()).is_err());
        assert!(f.check("items[0]").is_ok());
        assert!(field(FieldType::Option, &[]).check("x").is_err());
        assert!(field(FieldType::Text, &["a"]).check("x").is_err());
    }

    #[test]
    fn a_field_never_changes_its_type() {
        let old = [field(FieldType::Text, &[])];
        assert!(check_all(&old, &[field(FieldType::Text, &[])]).is_ok());
        assert!(check_all(&old, &[field(FieldType::Integer, &[])]).is_err());
    }
}
