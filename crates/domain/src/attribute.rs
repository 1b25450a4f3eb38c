//! Attributes of issue types: what a type says of itself, by name, such as who leads its work. The post function
//! `update_field_value` fills fields from them.

use crate::{Fault, Message, Rejection, Value, msg, text};
use std::collections::BTreeMap;

/// The attributes of an issue type, by name.
pub type Attributes = BTreeMap<String, Value>;

/// The most of one type.
pub const MOST: usize = 50;
/// The longest name, in characters: what a post function can name.
const LONGEST_NAME: usize = 64;
/// The longest text, in characters; of a list, each of its texts.
const LONGEST_TEXT: usize = 1_000;
/// The most texts of a list.
const MOST_TEXTS: usize = 50;

/// Refuses attributes that cannot be kept, each named under the path `at`.
pub fn check(attributes: &Attributes, at: &str) -> Result<(), Rejection> {
    if attributes.len() > MOST {
        return Err(Rejection::invalid(at, msg!("value.too_many", max = MOST)));
    }
    let fault = |(name, value): (&String, &Value)| {
        let why = check_name(name).and_then(|()| check_value(value)).err()?;
        Some(Fault::new(format!("{at}.{name}"), why))
    };
    let faults: Vec<Fault> = attributes.iter().filter_map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
}

fn check_name(name: &str) -> Result<(), Message> {
    let trimmed = text::require(name, LONGEST_NAME, text::Lines::One)?;
    // A post function names it without what stands around it.
    if trimmed == name { Ok(()) } else { Err(msg!("attribute.name")) }
}

fn check_value(value: &Value) -> Result<(), Message> {
    let one = |text: &String| text::check(text, LONGEST_TEXT, text::Lines::Many);
    match value {
        Value::Null => Err(msg!("attribute.null")),
        Value::Bool(_) | Value::Int(_) | Value::Real(_) => Ok(()),
        Value::Text(text) => one(text),
        Value::List(texts) if texts.len() > MOST_TEXTS => Err(msg!("value.too_many", max = MOST_TEXTS)),
        Value::List(texts) => texts.iter().try_for_each(one),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(attributes: &[(&str, Value)]) -> Vec<(String, &'static str)> {
        let attributes: Attributes = attributes.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
        match check(&attributes, "items[0].attributes") {
            Ok(()) => Vec::new(),
            Err(Rejection::Invalid(faults)) => {
                faults.into_iter().map(|fault| (fault.field, fault.why.key())).collect()
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn texts_numbers_truths_and_lists_of_texts_are_taken() {
        let fine = [
            ("负责人", Value::from("li.wei")),
            ("Reply within", Value::Int(4)),
            ("rate", Value::Real(0.5)),
            ("on call", Value::Bool(true)),
            ("crew", Value::List(vec!["a".into(), "b".into()])),
            ("nothing", Value::from("")),
        ];
        assert_eq!(faults(&fine), vec![]);
    }

    #[test]
    fn bad_names_and_values_are_each_named() {
        let long = "x".repeat(65);
        for (name, value, why) in [
            ("", Value::Int(1), "text.blank"),
            (" a", Value::Int(1), "attribute.name"),
            ("a\nb", Value::Int(1), "text.control"),
            (long.as_str(), Value::Int(1), "text.too_long"),
            ("a", Value::Null, "attribute.null"),
            ("a", Value::from("x".repeat(1_001)), "text.too_long"),
            ("a", Value::from("x\0"), "text.control"),
            ("a", Value::List(vec!["x".into(); 51]), "value.too_many"),
        ] {
            assert_eq!(faults(&[(name, value)]), [(format!("items[0].attributes.{name}"), why)]);
        }
        let many: Vec<(String, Value)> = (0..=MOST).map(|n| (format!("a{n}"), Value::Int(1))).collect();
        let many: Vec<(&str, Value)> = many.iter().map(|(k, v)| (k.as_str(), v.clone())).collect();
        assert_eq!(faults(&many), [("items[0].attributes".to_owned(), "value.too_many")]);
    }
}
