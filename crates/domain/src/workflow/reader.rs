//! Reading definitions from JSON so that every fault is named by its path, in the caller's language.
//!
//! A reader never stops at the first fault: each part pushes its own and gives `None`, and its neighbours are read on.

use crate::{
    Fault, Message, Rejection, Value,
    field::Names,
    identity::UserDomain,
    msg,
    text::{self, Lines},
};
use serde_json::{Map, Value as Json};
use std::ops::RangeInclusive;

/// The longest name that is read at all. What is kept must stay readable; what a name may be `check` knows.
const LONGEST_NAME: usize = 65_536;

/// What was found wrong so far.
pub(super) type Faults = Vec<Fault>;

/// An object at a path.
#[derive(Debug, Clone)]
pub(super) struct Object<'j> {
    map: &'j Map<String, Json>,
    at: String,
}

/// The place of `key` below `at`.
pub(super) fn below(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

/// Reads a whole, or refuses it with every fault.
pub(super) fn whole<T>(read: impl FnOnce(&mut Faults) -> Option<T>) -> Result<T, Rejection> {
    let mut faults = Faults::new();
    match read(&mut faults) {
        Some(whole) if faults.is_empty() => Ok(whole),
        _ => Err(Rejection::Invalid(faults)),
    }
}

/// The refusal as serde's error, for the forms that are read through serde.
pub(super) fn said<E: serde::de::Error>(refusal: &Rejection) -> E {
    E::custom(refusal.text(crate::Lang::En))
}

impl<'j> Object<'j> {
    /// The object at `at`.
    pub(super) fn of(json: &'j Json, at: &str, faults: &mut Faults) -> Option<Self> {
        let Json::Object(map) = json else {
            faults.push(Fault::new(at, msg!("value.object")));
            return None;
        };
        Some(Self { map, at: at.to_owned() })
    }

    /// The path of one of its keys.
    pub(super) fn at(&self, key: &str) -> String {
        below(&self.at, key)
    }

    /// What stands under `key`; null is nothing.
    pub(super) fn get(&self, key: &str) -> Option<&'j Json> {
        self.map.get(key).filter(|json| !json.is_null())
    }

    /// What must stand under `key`.
    pub(super) fn need(&self, key: &str, faults: &mut Faults) -> Option<&'j Json> {
        let found = self.get(key);
        if found.is_none() {
            faults.push(Fault::new(self.at(key), msg!("request.missing")));
        }
        found
    }

    /// Its only key and what stands there; `known` are the keys that it may be.
    pub(super) fn only(
        &self,
        known: &[&'static str],
        faults: &mut Faults,
    ) -> Option<(&'static str, &'j Json)> {
        let mut keys = self.map.iter();
        let fault = match (keys.next(), keys.next()) {
            (Some((key, json)), None) => match known.iter().find(|word| *word == key) {
                Some(word) => return Some((word, json)),
                None => Fault::new(self.at(key), msg!("value.one_of", allowed = known.join(", "))),
            },
            _ => Fault::new(&self.at, msg!("value.one_key", allowed = known.join(", "))),
        };
        faults.push(fault);
        None
    }

    /// One line of text that must be there and say something.
    pub(super) fn text(&self, key: &str, max: usize, faults: &mut Faults) -> Option<String> {
        let json = self.need(key, faults)?;
        self.keep(key, as_text(json).and_then(|t| Ok(text::require(t, max, Lines::One)?.to_owned())), faults)
    }

    /// Text of any number of lines that must be there and say something.
    pub(super) fn lines(&self, key: &str, max: usize, faults: &mut Faults) -> Option<String> {
        let json = self.need(key, faults)?;
        self.keep(key, as_text(json).and_then(|t| Ok(text::require(t, max, Lines::Many)?.to_owned())), faults)
    }

    /// Text that may be missing: then empty.
    pub(super) fn text_or_empty(
        &self,
        key: &str,
        max: usize,
        lines: Lines,
        faults: &mut Faults,
    ) -> Option<String> {
        let Some(json) = self.get(key) else { return Some(String::new()) };
        let read = as_text(json).and_then(|t| text::check(t, max, lines).map(|()| t.to_owned()));
        self.keep(key, read, faults)
    }

    /// A word that `parse` knows.
    pub(super) fn word<T>(
        &self,
        key: &str,
        known: &[&str],
        parse: impl FnOnce(&str) -> Option<T>,
        faults: &mut Faults,
    ) -> Option<T> {
        let json = self.need(key, faults)?;
        let read = as_text(json)
            .and_then(|t| parse(t).ok_or_else(|| msg!("value.one_of", allowed = known.join(", "))));
        self.keep(key, read, faults)
    }

    /// A whole number within `range`.
    pub(super) fn integer(&self, key: &str, range: &RangeInclusive<i64>, faults: &mut Faults) -> Option<i64> {
        let json = self.need(key, faults)?;
        let read = match json.as_i64() {
            None => Err(msg!("value.integer")),
            Some(n) if range.contains(&n) => Ok(n),
            Some(_) => Err(msg!("value.between", min = range.start(), max = range.end())),
        };
        self.keep(key, read, faults)
    }

    /// Yes or no; `false` where it is missing.
    pub(super) fn flag(&self, key: &str, faults: &mut Faults) -> Option<bool> {
        match self.get(key) {
            None => Some(false),
            Some(json) => self.keep(key, json.as_bool().ok_or_else(|| msg!("value.boolean")), faults),
        }
    }

    /// A field's value; null where it is missing.
    pub(super) fn value(&self, key: &str, faults: &mut Faults) -> Option<Value> {
        let Some(json) = self.get(key) else { return Some(Value::Null) };
        self.keep(key, as_value(json), faults)
    }

    /// A list of at most `max` entries, each with its path; empty where it is missing.
    pub(super) fn list(&self, key: &str, max: usize, faults: &mut Faults) -> Option<Vec<(String, &'j Json)>> {
        let Some(json) = self.get(key) else { return Some(Vec::new()) };
        let read = match json {
            Json::Array(list) if list.len() > max => Err(msg!("value.too_many", max = max)),
            Json::Array(list) => Ok(list),
            _ => Err(msg!("value.array")),
        };
        let list = self.keep(key, read, faults)?;
        Some(list.iter().enumerate().map(|(i, json)| (format!("{}[{i}]", self.at(key)), json)).collect())
    }

    /// As [`Object::list`], of at least one.
    pub(super) fn some(&self, key: &str, max: usize, faults: &mut Faults) -> Option<Vec<(String, &'j Json)>> {
        let list = self.list(key, max, faults)?;
        if list.is_empty() {
            faults.push(Fault::new(self.at(key), msg!("expression.empty")));
            return None;
        }
        Some(list)
    }

    /// User domains, at least one.
    pub(super) fn user_domains(&self, key: &str, faults: &mut Faults) -> Option<Vec<UserDomain>> {
        let list = self.some(key, 50, faults)?;
        all(list, faults, |json, at, faults| {
            let pair = Object::of(json, at, faults)?;
            let kind = pair.word(
                "user_domain_type",
                &UserDomain::WORDS,
                |word| UserDomain::WORDS.into_iter().find(|known| *known == word),
                faults,
            )?;
            let param = pair.text_or_empty("user_domain_param", 64, Lines::One, faults)?;
            let domain = UserDomain::parse(kind, param.trim());
            if domain.is_none() {
                faults.push(Fault::new(pair.at("user_domain_param"), msg!("text.blank")));
            }
            domain
        })
    }

    /// A name: `{zh,en}`, or one text for both; empty where it is missing.
    pub(super) fn names(&self, key: &str, faults: &mut Faults) -> Option<Names> {
        let Some(json) = self.get(key) else { return Some(Names::default()) };
        if let Some(text) = json.as_str() {
            let read = text::check(text, LONGEST_NAME, Lines::Many).map(|()| Names::same(text));
            return self.keep(key, read, faults);
        }
        let both = Self::of(json, &self.at(key), faults)?;
        let zh = both.text_or_empty("zh", LONGEST_NAME, Lines::Many, faults);
        let en = both.text_or_empty("en", LONGEST_NAME, Lines::Many, faults);
        Some(Names { zh: zh?, en: en? })
    }

    fn keep<T>(&self, key: &str, read: Result<T, Message>, faults: &mut Faults) -> Option<T> {
        read.map_err(|why| faults.push(Fault::new(self.at(key), why))).ok()
    }
}

/// Every entry of a list as `read` gives it; `None` when one has a fault, but all are looked at.
pub(super) fn all<T>(
    list: Vec<(String, &Json)>,
    faults: &mut Faults,
    mut read: impl FnMut(&Json, &str, &mut Faults) -> Option<T>,
) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = list.into_iter().map(|(at, json)| read(json, &at, faults)).collect();
    read.into_iter().collect()
}

/// The text that it must be.
pub(super) fn as_text(json: &Json) -> Result<&str, Message> {
    json.as_str().ok_or_else(|| msg!("value.text"))
}

/// A field's value in its plain form. Lists are lists of text.
pub(super) fn as_value(json: &Json) -> Result<Value, Message> {
    match json {
        Json::Null => Ok(Value::Null),
        Json::Bool(b) => Ok(Value::Bool(*b)),
        Json::Number(n) => match (n.as_i64(), n.as_f64()) {
            (Some(n), _) => Ok(Value::Int(n)),
            (None, Some(n)) if n.is_finite() => Ok(Value::Real(n)),
            _ => Err(msg!("value.number")),
        },
        Json::String(t) => text::check(t, 65_536, Lines::Many).map(|()| Value::Text(t.clone())),
        Json::Array(list) => {
            let texts: Option<Vec<String>> = list.iter().map(|j| j.as_str().map(str::to_owned)).collect();
            texts.map(Value::List).ok_or_else(|| msg!("value.list"))
        }
        Json::Object(_) => Err(msg!("value.plain")),
    }
}
