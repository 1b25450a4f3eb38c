//! Single values: what a field's value is held against, read from what was written.

use super::{
    Field, Kind, MAX_VALUE, Moment,
    moment::{length, length_text},
};
use crate::{
    Message,
    id::TicketKey,
    msg,
    text::{self, Lines},
};

/// What a value is held against.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// Nothing: the field is empty.
    Nothing,
    /// A text, a word, a label, a key, a user name.
    Text(String),
    /// Whoever asks.
    Me,
    /// Anybody of the group of this name.
    Group(String),
    /// A whole number; of a length of time, its milliseconds.
    Integer(i64),
    /// A finite number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// A moment or a day.
    Moment(Moment),
}

/// How a value was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// Without quotes: some words mean something else than themselves.
    Bare,
    /// In quotes.
    Quoted,
    /// As a text of the incident API, where times and lengths are milliseconds.
    Plain,
}

/// Reads one value of a field.
pub(super) fn read(field: &Field, word: &str, written: Written) -> Result<Operand, Message> {
    text::check(word, MAX_VALUE, Lines::Many)?;
    if written == Written::Bare {
        if word.eq_ignore_ascii_case("empty") {
            return Ok(Operand::Nothing);
        }
        if field.kind == Kind::Person && word.eq_ignore_ascii_case("me") {
            return Ok(Operand::Me);
        }
    }
    // Nothing but blanks is nothing, but in a text a blank is a blank.
    if word.is_empty() || (field.kind != Kind::Text && word.trim().is_empty()) {
        return Ok(Operand::Nothing);
    }
    of_kind(field, word, written)
}

/// Reads a value that another is before or after: nothing is neither, but every text comes after the empty one.
pub(super) fn read_bound(field: &Field, word: &str, written: Written) -> Result<Operand, Message> {
    match read(field, word, written)? {
        Operand::Nothing if field.kind == Kind::Text && word.is_empty() => Ok(Operand::Text(String::new())),
        Operand::Nothing => Err(msg!("filter.nothing")),
        operand => Ok(operand),
    }
}

fn of_kind(field: &Field, word: &str, written: Written) -> Result<Operand, Message> {
    let plain = written == Written::Plain;
    let trimmed = word.trim();
    match &field.kind {
        Kind::Text => Ok(Operand::Text(word.to_owned())),
        Kind::Tag | Kind::Person => Ok(Operand::Text(trimmed.to_owned())),
        Kind::Word(words) => {
            let found = words.find(trimmed);
            found.map(Operand::Text).ok_or_else(|| msg!("value.one_of", allowed = words.known.join(", ")))
        }
        Kind::Key => {
            let key = TicketKey::parse(trimmed);
            key.map(|key| Operand::Text(key.to_string())).ok_or_else(|| msg!("filter.key"))
        }
        Kind::Time if plain => {
            let millis = trimmed.parse().map_err(|_not_a_number| msg!("filter.millis"))?;
            Ok(Operand::Moment(Moment::millis(millis)))
        }
        Kind::Time => Moment::parse(trimmed).map(Operand::Moment).ok_or_else(|| msg!("filter.time")),
        Kind::Date => {
            let day = Moment::parse(trimmed).and_then(Moment::as_day);
            day.map(Operand::Moment).ok_or_else(|| msg!("filter.date"))
        }
        Kind::Duration if plain => {
            let millis = trimmed.parse().ok().filter(|millis: &i64| *millis >= 0);
            millis.map(Operand::Integer).ok_or_else(|| msg!("filter.millis"))
        }
        Kind::Duration => length(trimmed).map(Operand::Integer).ok_or_else(|| msg!("filter.duration")),
        Kind::Integer => trimmed.parse().map(Operand::Integer).map_err(|_not_a_number| msg!("value.integer")),
        Kind::Number => {
            let number = trimmed.parse::<f64>().ok().filter(|number| number.is_finite());
            // Zero is one number, however it is written.
            number.map(|number| Operand::Number(number + 0.0)).ok_or_else(|| msg!("value.number"))
        }
        Kind::Truth => match trimmed.to_ascii_lowercase().as_str() {
            "true" => Ok(Operand::Truth(true)),
            "false" => Ok(Operand::Truth(false)),
            _ => Err(msg!("value.boolean")),
        },
        Kind::Mixed => Err(msg!("filter.mixed_field", field = field.key)),
    }
}

/// A value as it is written, with quotes where it needs them.
pub(super) fn print(field: &Field, operand: &Operand) -> String {
    match operand {
        Operand::Nothing => "empty".to_owned(),
        Operand::Text(text) => quoted(text),
        Operand::Me => "me".to_owned(),
        Operand::Group(name) => format!("group({})", quoted(name)),
        Operand::Integer(millis) if field.kind == Kind::Duration => length_text(*millis),
        Operand::Integer(number) => number.to_string(),
        Operand::Number(number) => format!("{number:?}"),
        Operand::Truth(truth) => truth.to_string(),
        Operand::Moment(moment) => moment.to_string(),
    }
}

/// Words that mean something where a value can stand.
const SPECIAL: [&str; 8] = ["and", "or", "not", "in", "is", "empty", "me", "group"];

/// A text as it is written: as it is, or in quotes.
pub(super) fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '@' | '+' | '#');
    let special = SPECIAL.iter().any(|word| text.eq_ignore_ascii_case(word));
    if !text.is_empty() && !special && text.chars().all(plain) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
