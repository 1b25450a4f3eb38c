//! JSON Schemas of parameters: whether a schema can be used, and whether a value follows it.
//!
//! Whoever defines functions says which work every job costs at the door, so what they may say is bounded: a schema is small,
//! refers to its own parts only and never to a part that it stands in, its patterns are of the kind whose cost is linear. With
//! that, checking a value costs at most its size times [`MOST_PARTS`], and nothing is ever fetched.

use domain::{Fault, Message, Rejection, msg};
use jsonschema::{
    PatternOptions, ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind},
};
use serde_json::Value;
use std::fmt::Write as _;

/// The most bytes of a schema, as JSON text.
pub const LARGEST: usize = 64 * 1_024;
/// The most parts of a schema, with each reference counted as what it refers to.
pub const MOST_PARTS: usize = 2_000;
/// How many references may lead one out of the other.
const MOST_NESTED: usize = 32;
/// The most faults of one value that are told.
const MOST_FAULTS: usize = 20;
/// The most characters that are told of what a schema allows.
const LONGEST_ALLOWED: usize = 200;
/// The most bytes of a compiled pattern.
const LARGEST_PATTERN: usize = 1 << 20;

/// Keywords whose values are values, in which nothing is a schema. An object below one of these names is looked at all the same:
/// it may be the schema of a property that is called so.
const PLAIN: [&str; 4] = ["const", "enum", "default", "examples"];
/// Keywords that make a schema mean something that depends on where it was found.
const DYNAMIC: [&str; 6] =
    ["$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$anchor", "$vocabulary"];
/// What a schema may say that it is written in.
const DRAFTS: [&str; 5] = [
    "https://json-schema.org/draft/2020-12/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "http://json-schema.org/draft-07/schema",
    "http://json-schema.org/draft-06/schema",
    "http://json-schema.org/draft-04/schema",
];

/// A schema that values are held against.
#[derive(Debug)]
pub struct Schema(Validator);

impl Schema {
    /// Reads a schema; a refusal names `field`, or the part of it that is at fault.
    pub fn read(field: &str, schema: &Value) -> Result<Self, Rejection> {
        if !schema.is_object() {
            return Err(Rejection::invalid(field, msg!("value.object")));
        }
        if schema.to_string().len() > LARGEST {
            return Err(Rejection::invalid(field, msg!("schema.too_large", max = LARGEST)));
        }
        Parts { field, root: schema, count: 0, within: Vec::new() }.walk(schema, &mut String::new())?;
        let built = jsonschema::options()
            .with_pattern_options(PatternOptions::regex().size_limit(LARGEST_PATTERN))
            .should_validate_formats(true)
            .offline()
            .build(schema);
        built.map(Self).map_err(|error| {
            let place = dotted(field, error.instance_path().as_str());
            Rejection::invalid(place, msg!("schema.bad", why = clip(&error.masked().to_string())))
        })
    }

    /// Refuses a value that does not follow it, naming each place at fault below `field`.
    pub fn check(&self, field: &str, value: &Value) -> Result<(), Rejection> {
        let faults: Vec<Fault> =
            self.0.iter_errors(value).take(MOST_FAULTS).map(|error| fault(field, &error)).collect();
        if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
    }
}

/// The parts of a schema, as they are counted.
struct Parts<'s> {
    field: &'s str,
    root: &'s Value,
    count: usize,
    /// The references that lead to where we are.
    within: Vec<&'s str>,
}

impl<'s> Parts<'s> {
    fn refuse(&self, path: &str, why: Message) -> Rejection {
        Rejection::invalid(dotted(self.field, path), why)
    }

    fn walk(&mut self, part: &'s Value, path: &mut String) -> Result<(), Rejection> {
        let length = path.len();
        match part {
            Value::Object(keys) => {
                self.count += 1;
                if self.count > MOST_PARTS {
                    return Err(self.refuse("", msg!("schema.too_many", max = MOST_PARTS)));
                }
                for (key, value) in keys {
                    path.push('/');
                    path.push_str(key);
                    self.key(key, value, path)?;
                    path.truncate(length);
                }
            }
            Value::Array(list) => {
                for (place, value) in list.iter().enumerate() {
                    let _ = write!(path, "/{place}");
                    self.walk(value, path)?;
                    path.truncate(length);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        Ok(())
    }

    fn key(&mut self, key: &str, value: &'s Value, path: &mut String) -> Result<(), Rejection> {
        // A property may be called like a keyword; then its value is no text but a schema.
        match (key, value) {
            ("$ref", Value::String(target)) => self.follow(target, path),
            ("$schema", Value::String(draft)) => {
                let known = DRAFTS.contains(&draft.trim_end_matches('#'));
                if known {
                    Ok(())
                } else {
                    Err(self.refuse(path, msg!("value.one_of", allowed = DRAFTS.join(", "))))
                }
            }
            ("$id" | "id", Value::String(_)) if path.matches('/').count() > 1 => {
                Err(self.refuse(path, msg!("schema.keyword", keyword = key)))
            }
            (key, Value::String(_) | Value::Bool(_)) if DYNAMIC.contains(&key) => {
                Err(self.refuse(path, msg!("schema.keyword", keyword = key)))
            }
            (key, Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_))
                if PLAIN.contains(&key) =>
            {
                Ok(())
            }
            _ => self.walk(value, path),
        }
    }

    fn follow(&mut self, target: &'s str, path: &str) -> Result<(), Rejection> {
        let pointer = target.strip_prefix('#').filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let mut pointer = unescape(pointer.unwrap_or("none"));
        let Some(found) = self.root.pointer(&pointer) else {
            return Err(self.refuse(path, msg!("schema.reference", target = clip(target))));
        };
        if target == "#" || self.within.contains(&target) || is_within(path, &pointer) {
            return Err(self.refuse(path, msg!("schema.circle", target = clip(target))));
        }
        if self.within.len() >= MOST_NESTED {
            return Err(self.refuse(path, msg!("schema.too_deep", max = MOST_NESTED)));
        }
        self.within.push(target);
        let done = self.walk(found, &mut pointer);
        self.within.pop();
        done
    }
}

/// Whether a place of a schema lies in what a reference leads to.
fn is_within(path: &str, target: &str) -> bool {
    path.strip_prefix(target).is_some_and(|rest| rest.starts_with('/'))
}

/// A pointer in an address has its percent signs.
fn unescape(pointer: &str) -> String {
    let mut bytes = Vec::with_capacity(pointer.len());
    let mut rest = pointer.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = tail
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok());
        if let Some(byte) = escaped {
            bytes.push(byte);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A JSON pointer in the form in which fields are named: `params.items[3].id`.
fn dotted(field: &str, pointer: &str) -> String {
    pointer.split('/').skip(1).fold(field.to_owned(), |mut path, part| {
        let part = part.replace("~1", "/").replace("~0", "~");
        if !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) {
            let _ = write!(path, "[{part}]");
        } else {
            let _ = write!(path, ".{part}");
        }
        path
    })
}

fn clip(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST_ALLOWED).collect()
}

/// The values of a list, as far as they are short enough to be told.
fn list(options: &Value) -> String {
    let Value::Array(options) = options else { return clip(&options.to_string()) };
    clip(&options.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

/// What is wrong where, never with the value itself: it may be a secret, or very long.
fn fault(field: &str, error: &ValidationError<'_>) -> Fault {
    use ValidationErrorKind as K;
    let place = dotted(field, error.instance_path().as_str());
    let below = |name: &str| format!("{place}.{name}");
    let why = match error.kind() {
        K::Required { property } => {
            return Fault::new(below(property.as_str().unwrap_or_default()), msg!("request.missing"));
        }
        K::AdditionalProperties { unexpected } | K::UnevaluatedProperties { unexpected } => {
            let first = unexpected.first().map_or("", String::as_str);
            return Fault::new(below(&clip(first)), msg!("schema.unexpected"));
        }
        K::PropertyNames { error: inner } => return Fault::new(place, fault("", inner).why),
        K::Type { kind } => msg!("schema.type", allowed = types(kind)),
        K::Enum { options } => msg!("value.one_of", allowed = list(options)),
        K::Constant { expected_value } => msg!("value.one_of", allowed = clip(&expected_value.to_string())),
        K::Minimum { limit } => msg!("value.at_least", min = limit),
        K::Maximum { limit } => msg!("schema.at_most", max = limit),
        K::ExclusiveMinimum { limit } => msg!("schema.more_than", limit = limit),
        K::ExclusiveMaximum { limit } => msg!("schema.less_than", limit = limit),
        K::MultipleOf { multiple_of } => msg!("schema.multiple", of = multiple_of),
        K::MinLength { limit } => msg!("schema.too_short", min = limit),
        K::MaxLength { limit } => msg!("text.too_long", max = limit),
        K::MinItems { limit } | K::MinProperties { limit } => msg!("schema.too_few", min = limit),
        K::MaxItems { limit } | K::MaxProperties { limit } => msg!("value.too_many", max = limit),
        K::UniqueItems => msg!("schema.unique"),
        K::Pattern { pattern } => msg!("schema.pattern", pattern = clip(pattern)),
        K::Format { format } => msg!("schema.format", format = clip(format)),
        other => msg!("schema.other", keyword = other.keyword()),
    };
    Fault::new(place, why)
}

fn types(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => one.to_string(),
        TypeKind::Multiple(several) => {
            several.iter().map(|one| one.to_string()).collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(refused: Result<impl std::fmt::Debug, Rejection>) -> Vec<(String, &'static str)> {
        match refused.unwrap_err() {
            Rejection::Invalid(faults) => faults.into_iter().map(|f| (f.field, f.why.key())).collect(),
            other => panic!("{other:?}"),
        }
    }

    fn schema(schema: &Value) -> Schema {
        Schema::read("input", schema).unwrap()
    }

    #[test]
    fn a_value_is_told_where_it_does_not_follow() {
        let schema = schema(&json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object", "required": ["id", "days"], "additionalProperties": false,
            "properties": {
                "id": {"type": ["string", "integer"]}, "days": {"type": "integer", "minimum": 1, "maximum": 30},
                "mail": {"type": "string", "format": "email", "maxLength": 20},
                "kind": {"enum": ["a", "b"]}, "tag": {"pattern": "^[a-z]+$"},
                "items": {"type": "array", "maxItems": 3, "uniqueItems": true, "items": {"$ref": "#/$defs/item"}},
            },
            "$defs": {"item": {"type": "object", "properties": {"n/m": {"const": 1}}}},
        }));
        assert!(schema.check("params", &json!({"id": "p", "days": 3, "items": [{"n/m": 1}]})).is_ok());
        for (value, expected) in [
            (json!(7), ("params", "schema.type")),
            (json!({"id": "p"}), ("params.days", "request.missing")),
            (json!({"id": true, "days": 1}), ("params.id", "schema.type")),
            (json!({"id": 1, "days": 0}), ("params.days", "value.at_least")),
            (json!({"id": 1, "days": 31}), ("params.days", "schema.at_most")),
            (json!({"id": 1, "days": 1, "x": 1}), ("params.x", "schema.unexpected")),
            (json!({"id": 1, "days": 1, "mail": "no"}), ("params.mail", "schema.format")),
            (json!({"id": 1, "days": 1, "kind": "c"}), ("params.kind", "value.one_of")),
            (json!({"id": 1, "days": 1, "tag": "A"}), ("params.tag", "schema.pattern")),
            (json!({"id": 1, "days": 1, "items": [{}, {"n/m": 2}]}), ("params.items[1].n/m", "value.one_of")),
            (json!({"id": 1, "days": 1, "items": [{}, {}]}), ("params.items", "schema.unique")),
        ] {
            assert_eq!(
                faults(schema.check("params", &value)),
                [(expected.0.to_owned(), expected.1)],
                "{value}"
            );
        }
        assert_eq!(faults(schema.check("params", &json!({}))).len(), 2, "every fault is told");
    }

    #[test]
    fn what_is_no_schema_or_reaches_out_of_itself_is_refused_by_its_place() {
        for (bad, place, why) in [
            (json!(true), "input", "value.object"),
            (json!({"type": "strnig"}), "input.type", "schema.bad"),
            (json!({"properties": {"a": {"pattern": "("}}}), "input.properties.a.pattern", "schema.bad"),
            (json!({"pattern": "(?=a)b"}), "input.pattern", "schema.bad"),
            (json!({"$ref": "https://example.com/s.json"}), "input.$ref", "schema.reference"),
            (json!({"$ref": "file:///etc/passwd"}), "input.$ref", "schema.reference"),
            (json!({"$ref": "#/$defs/none"}), "input.$ref", "schema.reference"),
            (json!({"$ref": "#"}), "input.$ref", "schema.circle"),
            (json!({"properties": {"a": {"$ref": "#"}}}), "input.properties.a.$ref", "schema.circle"),
            (
                json!({"properties": {"a": {"items": {"$ref": "#/properties/a"}}}}),
                "input.properties.a.items.$ref",
                "schema.circle",
            ),
            (
                json!({"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/%24defs/a"}}}),
                "input.$defs.a.$ref",
                "schema.circle",
            ),
            (
                json!({"properties": {"const": {"$ref": "#/properties/const"}}}),
                "input.properties.const.$ref",
                "schema.circle",
            ),
            (json!({"properties": {"a": {"$id": "http://x/"}}}), "input.properties.a.$id", "schema.keyword"),
            (json!({"$dynamicRef": "#x"}), "input.$dynamicRef", "schema.keyword"),
            (json!({"$schema": "http://example.com/mine"}), "input.$schema", "value.one_of"),
            (json!({"description": "x".repeat(70_000)}), "input", "schema.too_large"),
        ] {
            let refused = faults(Schema::read("input", &bad).map(drop));
            assert_eq!(refused.first(), Some(&(place.to_owned(), why)), "{bad:.200}");
        }
    }

    #[test]
    fn what_would_cost_more_than_it_is_worth_is_refused() {
        let doubled = |levels: usize| {
            let defs: serde_json::Map<_, _> = (0..levels)
                .map(|n| {
                    let next = json!({"$ref": format!("#/$defs/a{}", n + 1)});
                    (format!("a{n}"), json!({"anyOf": [next, next]}))
                })
                .chain([(format!("a{levels}"), json!({"type": "string"}))])
                .collect();
            json!({"$ref": "#/$defs/a0", "$defs": defs})
        };
        assert!(Schema::read("input", &doubled(3)).is_ok());
        assert_eq!(
            faults(Schema::read("input", &doubled(30)).map(drop)),
            [("input".to_owned(), "schema.too_many")]
        );
        let chain: serde_json::Map<_, _> = (0..500)
            .map(|n| (format!("a{n}"), json!({"$ref": format!("#/$defs/a{}", n + 1)})))
            .chain([("a500".to_owned(), json!({}))])
            .collect();
        assert_eq!(
            faults(Schema::read("input", &json!({"$defs": chain, "$ref": "#/$defs/a0"})).map(drop))[0].1,
            "schema.too_deep"
        );
        assert_eq!(
            faults(Schema::read("input", &json!({"pattern": "(a{1000}){1000}"})).map(drop))[0].1,
            "schema.bad"
        );
        // A pattern that takes for ever elsewhere.
        let evil = schema(&json!({"pattern": "^(a+)+$"}));
        assert!(evil.check("params", &json!(format!("{}!", "a".repeat(100_000)))).is_err());
    }

    #[test]
    fn a_fault_never_shows_the_value() {
        let schema = schema(&json!({"properties": {"password": {"type": "integer", "minLength": 3}}}));
        let refused = schema.check("params", &json!({"password": "hunter2"})).unwrap_err();
        assert!(!refused.text(domain::Lang::En).contains("hunter2"), "{refused:?}");
    }
}
