//! A step from one status, or from any, to another, with all that hangs on it.

use super::{
    approval::Approval,
    condition::{Check, Condition},
    expression::Tree,
    post_function::PostFunction,
    reader::{self, Faults, Object},
    screen::{Asked, ScreenField},
    trigger::Trigger,
};
use crate::{
    Fault, Value,
    field::{Definition, Names},
    identity::UserDomain,
    msg,
    text::Lines,
    ticket::{Field, Patch},
};
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

/// The most entries of a screen, and the most post functions of a transition.
pub(super) const MOST: usize = 50;

/// Where a transition starts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Start {
    /// At any status but the one it leads to; kept as `*`.
    Any,
    /// At the status of this key.
    At(String),
}

/// A step to a status.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Transition {
    /// Its short id, 8 characters; empty while it has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub uuid: String,
    /// Its name for people; may be empty, then it is called as the status it leads to.
    pub name: Names,
    /// Where it starts.
    pub from: Start,
    /// The key of the status it leads to.
    pub to: String,
    /// Its place among the others; see [`super::Workflow::in_order`].
    #[serde(skip_serializing_if = "is_zero")]
    pub position: i64,
    /// What it asks for.
    pub fields: Vec<ScreenField>,
    /// What must be so for a person to take it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// What makes the system take it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<Trigger>,
    /// Whose consent it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// What is done after it, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub post_functions: Vec<PostFunction>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_zero(number: &i64) -> bool {
    *number == 0
}

impl Start {
    const ANY: &'static str = "*";

    /// Reads what is kept.
    pub fn parse(text: &str) -> Self {
        if text == Self::ANY { Self::Any } else { Self::At(text.to_owned()) }
    }

    /// The key of the status, or `*`.
    pub fn word(&self) -> &str {
        match self {
            Self::Any => Self::ANY,
            Self::At(key) => key,
        }
    }
}

impl Serialize for Start {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Transition {
    /// One from the status `from` to the status `to`, that asks for nothing and does nothing more.
    pub fn new(uuid: String, name: Names, from: &str, to: &str) -> Self {
        Self {
            uuid,
            name,
            from: Start::parse(from),
            to: to.to_owned(),
            position: 0,
            fields: Vec::new(),
            condition: None,
            trigger: None,
            approval: None,
            post_functions: Vec::new(),
        }
    }

    /// Whether a ticket in the status `key` can take it.
    pub fn starts_at(&self, key: &str) -> bool {
        match &self.from {
            Start::Any => self.to != key,
            Start::At(from) => from == key,
        }
    }

    /// Whether a client that says `name` means it: its id, or its name in either language.
    pub fn is_named(&self, name: &str) -> bool {
        !name.is_empty() && (self.uuid == name || self.name.en == name || self.name.zh == name)
    }

    /// Whether its screen shows the field of that name.
    pub fn asks_for(&self, field: &str) -> bool {
        self.fields.iter().any(|f| f.field.name() == field)
    }

    /// The faults of what its screen requires and `is_empty` says is not there, by name, after the step.
    pub fn missing(&self, is_empty: impl Fn(&str) -> bool) -> Vec<Fault> {
        self.fields
            .iter()
            .filter(|f| f.required)
            .map(|f| f.field.name())
            .filter(|name| is_empty(name))
            .map(|name| Fault::new(name, msg!("text.blank")))
            .collect()
    }

    /// The wishes with the defaults of the fields that its screen shows and they do not name.
    #[must_use]
    pub fn with_defaults(&self, mut wishes: Patch) -> Patch {
        for entry in &self.fields {
            if let Asked::Field(field) = &entry.field
                && !entry.default.is_empty()
                && !wishes.contains_key(field)
            {
                wishes.insert(field.clone(), entry.default.clone());
            }
        }
        wishes
    }

    /// The comment that it says where whoever takes it says none.
    pub fn default_comment(&self) -> Option<&str> {
        self.fields
            .iter()
            .find(|f| f.field == Asked::Comment)
            .and_then(|f| f.default.as_text())
            .filter(|text| !text.trim().is_empty())
    }

    pub(super) fn keep_values(&mut self, custom: &[Definition]) {
        let keep = |field: &Field, value: &mut Value| {
            // One word for a field that holds several is a word of it, not the whole of it.
            if let Ok(kept) = field.accept(value.clone(), custom) {
                *value = kept;
            }
        };
        for entry in &mut self.fields {
            if let Asked::Field(field) = &entry.field
                && !entry.default.is_empty()
            {
                keep(field, &mut entry.default);
            }
        }
        for leaf in self.condition.iter_mut().flat_map(Tree::leaves_mut) {
            match leaf {
                Check::FieldEquals { field, value } => keep(field, value),
                Check::FieldIn { field, values } => values.iter_mut().for_each(|value| keep(field, value)),
                _ => {}
            }
        }
    }

    pub(super) fn user_domains_mut(&mut self, at: &str) -> Vec<(String, &mut UserDomain)> {
        let leaves = self.condition.iter_mut().flat_map(Tree::leaves_mut);
        let checked = leaves.filter_map(|leaf| match leaf {
            Check::InUserDomains { user_domains } => Some(("condition", user_domains)),
            _ => None,
        });
        let asked = self.approval.iter_mut().map(|approval| ("approval", &mut approval.approvers));
        let told = self.post_functions.iter_mut().filter_map(|function| match function {
            PostFunction::Notify { user_domains, .. } => Some(("post_functions", user_domains)),
            _ => None,
        });
        let lists = checked.chain(asked).chain(told);
        lists
            .flat_map(|(key, domains)| domains.iter_mut().map(move |domain| (format!("{at}.{key}"), domain)))
            .collect()
    }

    pub(super) fn read(json: &Json, at: &str, faults: &mut Faults) -> Option<Self> {
        let object = Object::of(json, at, faults)?;
        let uuid = object.text_or_empty("uuid", 64, Lines::One, faults);
        let name = object.names("name", faults);
        let from = object.text("from", 64, faults);
        let to = object.text("to", 64, faults);
        let position = match object.get("position") {
            None => Some(0),
            Some(_) => object.integer("position", &(i64::MIN..=i64::MAX), faults),
        };
        let fields = object.list("fields", MOST, faults);
        let fields = fields.and_then(|list| reader::all(list, faults, ScreenField::read));
        let condition = optional(&object, "condition", faults, Tree::read);
        let trigger = optional(&object, "trigger", faults, Tree::read);
        let approval = optional(&object, "approval", faults, Approval::read);
        let functions = object.list("post_functions", MOST, faults);
        let functions = functions.and_then(|list| reader::all(list, faults, PostFunction::read));
        Some(Self {
            uuid: uuid?,
            name: name?,
            from: Start::parse(&from?),
            to: to?,
            position: position?,
            fields: fields?,
            condition,
            trigger,
            approval,
            post_functions: functions?,
        })
    }
}

/// What stands under `key`, where anything does that has no fault.
pub(super) fn optional<T>(
    object: &Object<'_>,
    key: &str,
    faults: &mut Faults,
    read: impl FnOnce(&Json, &str, &mut Faults) -> Option<T>,
) -> Option<T> {
    object.get(key).and_then(|json| read(json, &object.at(key), faults))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::samples::{customs, drawn};
    use serde_json::json;

    fn asking(fields: &Json) -> Transition {
        let close = json!({"from": "a", "to": "b", "fields": fields});
        drawn(&[("a", "new"), ("b", "closed")], &[close]).transitions.remove(0)
    }

    #[test]
    fn a_default_stands_in_for_what_the_answer_does_not_name() {
        let step = asking(&json!([
            {"field": "assignee", "default": "qa"}, {"field": "priority", "default": "high"}, {"field": "dueAt"},
        ]));
        let wishes = Patch::from([(Field::Priority, "low".into())]);
        let expected = Patch::from([(Field::Priority, "low".into()), (Field::Assignee, "qa".into())]);
        assert_eq!(step.with_defaults(wishes), expected);
        // Emptied on purpose is named, too.
        let emptied = Patch::from([(Field::Assignee, Value::from(""))]);
        assert_eq!(step.with_defaults(emptied)[&Field::Assignee], Value::from(""));
    }

    #[test]
    fn values_are_put_in_the_form_in_which_their_fields_keep_them() {
        let mut step = asking(&json!([{"field": "dueAt", "default": "2026-11-21T08:00:00+08:00"}]));
        let leaf = |values: Json| json!({"must": [{"field_in": {"field": "priority", "values": values}}]});
        step.condition = Tree::parse(&leaf(json!(["urgent", "low", "purple"])), "").ok();
        step.keep_values(&customs());
        assert_eq!(step.fields[0].default, Value::from("2026-11-21T00:00:00.000000Z"));
        assert_eq!(step.condition, Tree::parse(&leaf(json!(["critical", "low", "purple"])), "").ok());
    }

    #[test]
    fn a_comment_may_have_a_default_too() {
        let step = asking(&json!([{"field": "tf-comment", "default": "Done."}]));
        assert_eq!(step.default_comment(), Some("Done."));
        assert_eq!(asking(&json!([{"field": "tf-comment", "default": " "}])).default_comment(), None);
        assert_eq!(asking(&json!([])).default_comment(), None);
    }

    #[test]
    fn what_is_required_and_empty_is_named_fields_and_the_three_others_alike() {
        let step = asking(&json!([
            {"field": "assignee", "required": true}, {"field": "dueAt"},
            {"field": "tf-comment", "required": true}, {"field": "tf-resource", "required": true},
        ]));
        let missing = |there: &[&str]| {
            step.missing(|name| !there.contains(&name)).into_iter().map(|f| f.field).collect::<Vec<_>>()
        };
        assert_eq!(missing(&[]), ["assignee", "tf-comment", "tf-resource"]);
        assert_eq!(missing(&["tf-comment", "assignee", "tf-resource"]), Vec::<String>::new());
    }

    #[test]
    fn the_three_that_are_not_fields_have_the_contracts_abilities() {
        let abilities = Asked::SPECIAL.map(|asked| {
            let can = asked.abilities();
            (asked.name(), can.can_set_required, can.can_delete, can.can_set_default_value)
        });
        let expected = [
            ("tf-comment", true, false, true),
            ("tf-manhour", true, true, false),
            ("tf-resource", true, true, false),
        ];
        assert_eq!(abilities, expected.map(|(name, a, b, c)| (name.to_owned(), a, b, c)));
    }
}
