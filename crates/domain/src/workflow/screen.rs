//! Screens: what a transition asks for when it is taken.

use super::reader::{Faults, Object};
use crate::{Fault, Message, Value, field::Definition, msg, ticket::Field};
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Asked {
    /// A field of the ticket.
    Field(Field),
    /// A comment: `tf-comment`.
    Comment,
    /// Hours worked: `tf-manhour`.
    ManHour,
    /// Files: `tf-resource`.
    Files,
}

/// What an administrator may do with an entry of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "the contract's three independent marks")]
pub struct Abilities {
    /// Make it required.
    pub can_set_required: bool,
    /// Take it off the screen.
    pub can_delete: bool,
    /// Give it a default.
    pub can_set_default_value: bool,
}

/// An entry of a screen.
#[derive(Debug, Clone, PartialEq)]
pub struct ScreenField {
    /// What is asked for.
    pub field: Asked,
    /// Whether the step cannot be taken without it.
    pub required: bool,
    /// What it is when the answer says nothing of it; null = nothing.
    pub default: Value,
}

/// An entry as it is kept.
#[derive(Serialize)]
struct Kept<'a> {
    field: String,
    required: bool,
    #[serde(skip_serializing_if = "Value::is_empty")]
    default: &'a Value,
}

impl Asked {
    /// The three that are not fields.
    pub const SPECIAL: [Self; 3] = [Self::Comment, Self::ManHour, Self::Files];

    /// Its name: a field's own, or the contract's.
    pub fn name(&self) -> String {
        match self {
            Self::Field(field) => field.name(),
            Self::Comment => "tf-comment".to_owned(),
            Self::ManHour => "tf-manhour".to_owned(),
            Self::Files => "tf-resource".to_owned(),
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::SPECIAL
            .into_iter()
            .find(|special| special.name() == name)
            .or_else(|| Field::parse(name).map(Self::Field))
    }

    /// What people call it.
    pub fn label(&self, custom: &[Definition]) -> Message {
        match self {
            Self::Field(field) => field.label(custom),
            Self::Comment => msg!("screen.comment"),
            Self::ManHour => msg!("screen.man_hour"),
            Self::Files => msg!("screen.files"),
        }
    }

    /// What an administrator may do with it.
    pub const fn abilities(&self) -> Abilities {
        let (can_delete, can_set_default_value) = match self {
            Self::Field(_) => (true, true),
            Self::Comment => (false, true),
            Self::ManHour | Self::Files => (true, false),
        };
        Abilities { can_set_required: true, can_delete, can_set_default_value }
    }

    /// Whether a screen may ask for it: not for what identifies a ticket, what its transitions decide, nor who watches it.
    pub const fn may_be_asked(&self) -> bool {
        !matches!(self, Self::Field(Field::Title | Field::Status | Field::Watchers))
    }
}

impl ScreenField {
    pub(super) fn read(json: &Json, at: &str, faults: &mut Faults) -> Option<Self> {
        let object = Object::of(json, at, faults)?;
        let name = object.text("field", 64, faults)?;
        let field = Asked::parse(&name);
        if field.is_none() {
            faults.push(Fault::new(object.at("field"), msg!("value.unknown", value = name)));
        }
        let required = object.flag("required", faults);
        let default = object.value("default", faults);
        Some(Self { field: field?, required: required?, default: default? })
    }

    /// Why it cannot stand on a screen, if it cannot.
    pub(super) fn fault(&self) -> Option<Message> {
        let name = self.field.name();
        if !self.field.may_be_asked() {
            return Some(msg!("screen.never_asked", field = name));
        }
        match (&self.field, &self.default) {
            (_, default) if default.is_empty() => None,
            (asked, _) if !asked.abilities().can_set_default_value => {
                Some(msg!("screen.no_default", field = name))
            }
            (Asked::Comment, default) if default.as_text().is_none() => Some(msg!("value.text")),
            _ => None,
        }
    }
}

impl Serialize for ScreenField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Kept { field: self.field.name(), required: self.required, default: &self.default }
            .serialize(serializer)
    }
}
