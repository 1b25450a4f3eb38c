//! The post function that changes a field, whose effect is worked out here.

use super::super::{
    condition::read_field,
    reader::{Faults, Object},
};
use crate::{
    At, Fault, Message, Rejection, Value,
    field::{Definition, FieldType},
    msg,
    ticket::{self, Changes, Field, Patch, Ticket},
};
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::collections::BTreeMap;

/// A field and where its new value comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateField {
    /// The field.
    pub field: Field,
    /// The contract's number for the field's type, kept for who sent it.
    pub kind: Option<i64>,
    /// The new value.
    pub source: Source,
}

/// Where a new value comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// It stands here; null empties the field.
    Literal(Value),
    /// The issue type has it, as an attribute of this name: `value_type` 1.
    Attribute(String),
    /// It is known when the step is taken.
    Variable(Variable),
}

/// What is known when a step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable {
    /// Who takes it.
    Actor,
    /// When.
    Now,
    /// Who made the ticket.
    Owner,
    /// Who works on it.
    Assignee,
}

/// What a changed field may be worked out from.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The ticket, after the step.
    pub ticket: &'a Ticket,
    /// The user name of who took the step.
    pub actor: &'a str,
    /// When it was taken.
    pub at: At,
    /// The attributes of the ticket's issue type.
    pub attributes: &'a BTreeMap<String, Value>,
    /// The project's custom fields.
    pub custom: &'a [Definition],
}

impl Variable {
    const ALL: [Self; 4] = [Self::Actor, Self::Now, Self::Owner, Self::Assignee];

    /// The contract's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Actor => "self",
            Self::Now => "now",
            Self::Owner => "owner",
            Self::Assignee => "assign",
        }
    }

    fn value(self, moment: &Moment<'_>) -> Value {
        match self {
            Self::Actor => moment.actor.into(),
            Self::Now => Value::Text(moment.at.to_string()),
            Self::Owner => moment.ticket.creator.clone().into(),
            Self::Assignee => moment.ticket.assignee.clone().into(),
        }
    }
}

impl UpdateField {
    /// The wish that it comes to, checked against what the field takes.
    ///
    /// A person becomes a list of one where the field holds people, a time a day where it holds days. Refused: an
    /// attribute that the issue type has not, a field that the project has not, a value that the field does not take.
    pub fn patch(&self, moment: &Moment<'_>) -> Result<Patch, Message> {
        let value = match &self.source {
            Source::Literal(value) => value.clone(),
            Source::Variable(variable) => variable.value(moment),
            Source::Attribute(name) => moment
                .attributes
                .get(name)
                .cloned()
                .ok_or_else(|| msg!("post.unknown_attribute", name = name))?,
        };
        self.fit(value, moment.custom).map(|value| Patch::from([(self.field.clone(), value)]))
    }

    /// The ticket with the field changed, and what really changes; refused as [`UpdateField::patch`] is.
    pub fn apply(&self, moment: &Moment<'_>) -> Result<(Ticket, Changes), Rejection> {
        let patch = self.patch(moment).map_err(|why| Rejection::invalid(self.field.name(), why))?;
        ticket::edit(moment.ticket, patch, moment.custom)
    }

    /// Whether its value is one that the field takes, as far as it is known before any step.
    pub fn check(&self, custom: &[Definition]) -> Result<(), Message> {
        let example = match &self.source {
            Source::Literal(value) => value.clone(),
            Source::Attribute(_) => return Ok(()),
            Source::Variable(Variable::Now) => Value::Text(At::default().to_string()),
            Source::Variable(Variable::Actor | Variable::Owner | Variable::Assignee) => "somebody".into(),
        };
        self.fit(example, custom).map(|_| ())
    }

    fn fit(&self, value: Value, custom: &[Definition]) -> Result<Value, Message> {
        let kind = match &self.field {
            Field::Custom(key) => custom.iter().find(|d| d.key == *key).map(|d| d.kind),
            Field::Watchers => Some(FieldType::Users),
            _ => None,
        };
        let value = match (kind, value) {
            (Some(FieldType::Users | FieldType::Options), Value::Text(one)) if !one.is_empty() => {
                Value::List(vec![one])
            }
            (Some(FieldType::Users | FieldType::Options), Value::Text(_) | Value::Null) => {
                Value::List(Vec::new())
            }
            (Some(FieldType::Date), Value::Text(time)) => {
                Value::Text(time.split('T').next().unwrap_or_default().to_owned())
            }
            // What a field of the ticket's own calls empty.
            (None, Value::Null) => self.field.empty(),
            (_, value) => value,
        };
        self.field.accept(value, custom)
    }

    pub(super) fn read(body: &Object<'_>, faults: &mut Faults) -> Option<Self> {
        let field = read_field(body, faults);
        let kind = match body.get("type") {
            None => None,
            Some(_) => Some(Self::read_kind(body, faults)?),
        };
        let source = Self::read_source(body, faults)?;
        let field = field?;
        if field == Field::Status {
            faults.push(Fault::new(body.at("field"), msg!("ticket.status_by_transition")));
            return None;
        }
        Some(Self { field, kind, source })
    }

    /// One of the contract's numbers for what a field holds.
    fn read_kind(body: &Object<'_>, faults: &mut Faults) -> Option<i64> {
        let kind = body.integer("type", &(i64::MIN..=i64::MAX), faults)?;
        if matches!(kind, 1..=16 | 20) {
            return Some(kind);
        }
        faults.push(Fault::new(body.at("type"), msg!("value.one_of", allowed = "1–16, 20")));
        None
    }

    fn read_source(body: &Object<'_>, faults: &mut Faults) -> Option<Source> {
        if body.get("variable").is_some() {
            if body.get("value").is_some() {
                faults.push(Fault::new(body.at("variable"), msg!("post.value_or_variable")));
                return None;
            }
            let parse = |word: &str| Variable::ALL.into_iter().find(|v| v.word() == word);
            let words = Variable::ALL.map(Variable::word);
            return body.word("variable", &words, parse, faults).map(Source::Variable);
        }
        let from = match body.get("value_type") {
            None => 0,
            Some(_) => body.integer("value_type", &(0..=1), faults)?,
        };
        if from == 1 {
            return body.text("value", 64, faults).map(Source::Attribute);
        }
        body.value("value", faults).map(Source::Literal)
    }
}

impl Serialize for UpdateField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("field", &self.field)?;
        if let Some(kind) = self.kind {
            map.serialize_entry("type", &kind)?;
        }
        match &self.source {
            Source::Literal(value) => map.serialize_entry("value", value)?,
            Source::Attribute(name) => {
                map.serialize_entry("value", name)?;
                map.serialize_entry("value_type", &1)?;
            }
            Source::Variable(variable) => map.serialize_entry("variable", variable.word())?,
        }
        map.end()
    }
}
