//! Conditions: what must be so for a person to take a step.
//!
//! A condition is judged from [`Facts`] that are passed in, as the ticket is before the step, and always explained as a
//! whole. To add a leaf: a variant of [`Check`], its word, its reading and its sentence; the compiler lists the places.

use super::{
    expression::{Explanation, Leaf, Tree},
    reader::{self, Faults, Object},
};
use crate::{
    Fault, Message, Value,
    field::Definition,
    identity::{Called, Person, Posts, UserDomain},
    msg,
    ticket::{Field, Ticket},
};
use serde::Serialize;
use serde_json::Value as Json;

/// The condition of a transition.
pub type Condition = Tree<Check>;

/// A leaf of a condition.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Whoever acts is in any of the domains.
    InUserDomains {
        /// At least one.
        user_domains: Vec<UserDomain>,
    },
    /// A field has this value; lists without regard to their order.
    FieldEquals {
        /// The field.
        field: Field,
        /// The value; null is an empty field.
        value: Value,
    },
    /// A field has one of these values; a list, any of them.
    FieldIn {
        /// The field.
        field: Field,
        /// At least one.
        values: Vec<Value>,
    },
    /// A field is empty.
    FieldEmpty {
        /// The field.
        field: Field,
    },
    /// Every subtask is in a closed or rejected status; so too where there is none.
    AllSubtasksClosed {},
    /// Somebody has commented since the ticket came into its present status.
    HasCommentSinceStatus {},
}

/// What a condition is judged from.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Who acts.
    pub actor: Person<'a>,
    /// Who stands where around the ticket.
    pub posts: &'a Posts,
    /// The ticket.
    pub ticket: &'a Ticket,
    /// The project's custom fields.
    pub custom: &'a [Definition],
    /// What people and groups are called.
    pub called: &'a Called,
    /// The keys of the subtasks that are not closed.
    pub open_subtasks: &'a [String],
    /// Whether somebody has commented since the ticket came into its status.
    pub commented: bool,
}

/// Judges a condition. A transition without one may be taken by whoever may take steps at all.
pub fn explain(condition: &Condition, facts: &Facts<'_>) -> Explanation {
    condition.explain(&mut |check| check.judge(facts))
}

impl Check {
    /// The field it looks at.
    pub const fn field(&self) -> Option<&Field> {
        match self {
            Self::FieldEquals { field, .. } | Self::FieldIn { field, .. } | Self::FieldEmpty { field } => {
                Some(field)
            }
            Self::InUserDomains { .. } | Self::AllSubtasksClosed {} | Self::HasCommentSinceStatus {} => None,
        }
    }

    /// Whether it is so of a field with this value; `None` for a leaf that looks at none.
    pub fn of_value(&self, now: &Value) -> Option<bool> {
        match self {
            Self::FieldEquals { value, .. } => Some(same(now, value)),
            Self::FieldIn { values, .. } => Some(match now {
                Value::List(list) => {
                    list.iter().any(|word| values.iter().any(|v| same(&Value::Text(word.clone()), v)))
                }
                now => values.iter().any(|v| same(now, v)),
            }),
            Self::FieldEmpty { .. } => Some(now.is_empty()),
            Self::InUserDomains { .. } | Self::AllSubtasksClosed {} | Self::HasCommentSinceStatus {} => None,
        }
    }

    fn judge(&self, facts: &Facts<'_>) -> (bool, Message) {
        match self {
            Self::InUserDomains { user_domains } => in_domains(user_domains, facts),
            Self::FieldEquals { field, .. } | Self::FieldIn { field, .. } | Self::FieldEmpty { field } => {
                let now = facts.ticket.get(field);
                (self.of_value(&now).unwrap_or(false), self.said(field, &now, facts))
            }
            Self::AllSubtasksClosed {} if facts.open_subtasks.is_empty() => {
                (true, msg!("condition.subtasks_closed"))
            }
            Self::AllSubtasksClosed {} => {
                (false, msg!("condition.subtasks_open", keys = facts.open_subtasks.join(", ")))
            }
            Self::HasCommentSinceStatus {} if facts.commented => (true, msg!("condition.commented")),
            Self::HasCommentSinceStatus {} => (false, msg!("condition.not_commented")),
        }
    }

    fn said(&self, field: &Field, now: &Value, facts: &Facts<'_>) -> Message {
        let label = field.label(facts.custom);
        let wanted = match self {
            Self::FieldIn { values, .. } => values.clone(),
            Self::FieldEquals { value, .. } if !value.is_empty() => vec![value.clone()],
            _ => Vec::new(),
        };
        if self.of_value(now) == Some(true) {
            let message = msg!("condition.field_is").listing("field", vec![label]);
            return message.listing("value", vec![written(now)]);
        }
        if wanted.is_empty() {
            let message = msg!("condition.field_not_empty").listing("field", vec![label]);
            return message.listing("value", vec![written(now)]);
        }
        let wanted = wanted.iter().map(written).collect();
        msg!("condition.field_is_not")
            .listing("field", vec![label])
            .listing("value", vec![written(now)])
            .listing("wanted", wanted)
    }
}

fn in_domains(domains: &[UserDomain], facts: &Facts<'_>) -> (bool, Message) {
    let standing = facts.posts.standing(facts.actor.username);
    let who = facts.called.get(facts.actor.uuid).map_or(facts.actor.username, String::as_str);
    let held: Vec<Message> = domains
        .iter()
        .filter(|domain| domain.holds(facts.actor, standing))
        .map(|domain| domain.said(facts.called))
        .collect();
    if held.is_empty() {
        let all = domains.iter().map(|domain| domain.said(facts.called)).collect();
        (false, msg!("condition.in_no_domain", who = who).listing("domains", all))
    } else {
        (true, msg!("condition.in_domains", who = who).listing("domains", held))
    }
}

/// A value in a sentence.
pub(super) fn written(value: &Value) -> Message {
    if value.is_empty() {
        return msg!("condition.nothing");
    }
    let text = match value {
        Value::Null => String::new(),
        Value::Bool(b) => b.to_string(),
        Value::Int(n) => n.to_string(),
        Value::Real(n) => n.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(list) => list.join(", "),
    };
    msg!("condition.said", said = text)
}

/// Whether two values mean the same: empty is empty, numbers are numbers, a list has no order.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::List(one), Value::List(other)) => {
            one.iter().all(|word| other.contains(word)) && other.iter().all(|word| one.contains(word))
        }
        #[allow(
            clippy::cast_precision_loss,
            clippy::float_cmp,
            reason = "a number field keeps what a double keeps"
        )]
        (Value::Int(n), Value::Real(r)) | (Value::Real(r), Value::Int(n)) => *n as f64 == *r,
        (one, other) if one.is_empty() || other.is_empty() => one.is_empty() && other.is_empty(),
        (one, other) => one == other,
    }
}

/// The field that an object names, as `field` or (the contract's word) `field_uuid`.
pub(super) fn read_field(object: &Object<'_>, faults: &mut Faults) -> Option<Field> {
    let key = if object.get("field").is_none() && object.get("field_uuid").is_some() {
        "field_uuid"
    } else {
        "field"
    };
    let name = object.text(key, 64, faults)?;
    let field = Field::parse(&name);
    if field.is_none() {
        faults.push(Fault::new(object.at(key), msg!("value.unknown", value = name)));
    }
    field
}

impl Leaf for Check {
    const WORDS: &'static [&'static str] = &[
        "in_user_domains",
        "field_equals",
        "field_in",
        "field_empty",
        "all_subtasks_closed",
        "has_comment_since_status",
    ];

    fn word(&self) -> &'static str {
        match self {
            Self::InUserDomains { .. } => "in_user_domains",
            Self::FieldEquals { .. } => "field_equals",
            Self::FieldIn { .. } => "field_in",
            Self::FieldEmpty { .. } => "field_empty",
            Self::AllSubtasksClosed {} => "all_subtasks_closed",
            Self::HasCommentSinceStatus {} => "has_comment_since_status",
        }
    }

    fn read(word: &str, body: &Json, at: &str, faults: &mut Vec<Fault>) -> Option<Self> {
        let body = Object::of(body, at, faults)?;
        match word {
            "in_user_domains" => {
                Some(Self::InUserDomains { user_domains: body.user_domains("user_domains", faults)? })
            }
            "field_equals" => Some(Self::FieldEquals {
                field: read_field(&body, faults)?,
                value: body.value("value", faults)?,
            }),
            "field_in" => {
                let field = read_field(&body, faults)?;
                let values = reader::all(body.some("values", 50, faults)?, faults, |json, at, faults| {
                    reader::as_value(json).map_err(|why| faults.push(Fault::new(at, why))).ok()
                })?;
                Some(Self::FieldIn { field, values })
            }
            "field_empty" => Some(Self::FieldEmpty { field: read_field(&body, faults)? }),
            "all_subtasks_closed" => Some(Self::AllSubtasksClosed {}),
            "has_comment_since_status" => Some(Self::HasCommentSinceStatus {}),
            _ => None,
        }
    }
}
