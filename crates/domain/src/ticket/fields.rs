//! The fields of a ticket, as data: their names and what each takes.

use super::Priority;
use crate::{At, Message, Value, field::Definition, msg, text, text::Lines};
use serde::{Serialize, Serializer};

/// A field that people change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the ticket's field of that name")]
pub enum Field {
    Title,
    Content,
    Category,
    Priority,
    Status,
    Assignee,
    Tags,
    Watchers,
    PlayerId,
    Contact,
    GameId,
    Env,
    Due,
    Appointment,
    /// A custom field, by its key.
    Custom(String),
}

enum Kind {
    /// Text of one line or many, at most so long, which may or may not be empty.
    Text(usize, Lines, Need),
    Priority,
    Tags,
    People,
    Time,
    /// Only a transition changes it.
    Status,
}

enum Need {
    Filled,
    MayBeEmpty,
}

impl Field {
    /// Every field that is not custom.
    pub const BUILT_IN: [Self; 14] = [
        Self::Title,
        Self::Content,
        Self::Category,
        Self::Priority,
        Self::Status,
        Self::Assignee,
        Self::Tags,
        Self::Watchers,
        Self::PlayerId,
        Self::Contact,
        Self::GameId,
        Self::Env,
        Self::Due,
        Self::Appointment,
    ];

    /// The name in history and on the native surface; a custom field's is `fields.<key>`.
    pub fn name(&self) -> String {
        match self {
            Self::Title => "title",
            Self::Content => "content",
            Self::Category => "category",
            Self::Priority => "priority",
            Self::Status => "status",
            Self::Assignee => "assignee",
            Self::Tags => "tags",
            Self::Watchers => "watchers",
            Self::PlayerId => "playerId",
            Self::Contact => "contact",
            Self::GameId => "gameId",
            Self::Env => "env",
            Self::Due => "dueAt",
            Self::Appointment => "appointment",
            Self::Custom(key) => return format!("fields.{key}"),
        }
        .to_owned()
    }

    /// Reads what [`Field::name`] wrote; `None` for a name that is none.
    pub fn parse(name: &str) -> Option<Self> {
        if let Some(key) = name.strip_prefix("fields.") {
            return Some(Self::Custom(key.to_owned()));
        }
        Self::BUILT_IN.into_iter().find(|f| f.name() == name)
    }

    /// What people call it; a custom field as its definition says, where there is one.
    pub fn label(&self, custom: &[Definition]) -> Message {
        match self {
            Self::Title => msg!("ticket_field.title"),
            Self::Content => msg!("ticket_field.content"),
            Self::Category => msg!("ticket_field.category"),
            Self::Priority => msg!("ticket_field.priority"),
            Self::Status => msg!("ticket_field.status"),
            Self::Assignee => msg!("ticket_field.assignee"),
            Self::Tags => msg!("ticket_field.tags"),
            Self::Watchers => msg!("ticket_field.watchers"),
            Self::PlayerId => msg!("ticket_field.player_id"),
            Self::Contact => msg!("ticket_field.contact"),
            Self::GameId => msg!("ticket_field.game_id"),
            Self::Env => msg!("ticket_field.env"),
            Self::Due => msg!("ticket_field.due"),
            Self::Appointment => msg!("ticket_field.appointment"),
            Self::Custom(key) => match custom.iter().find(|d| d.key == *key) {
                Some(definition) => msg!("ticket_field.custom").naming("name", &definition.name),
                None => msg!("ticket_field.custom", name = key),
            },
        }
    }

    /// Whether it is one of the ticket's own or of `custom`.
    pub fn is_known(&self, custom: &[Definition]) -> bool {
        match self {
            Self::Custom(key) => custom.iter().any(|d| d.key == *key),
            _ => true,
        }
    }

    fn kind(&self) -> Kind {
        use Need::{Filled, MayBeEmpty};
        match self {
            Self::Title => Kind::Text(255, Lines::One, Filled),
            Self::Content => Kind::Text(65_536, Lines::Many, Filled),
            Self::Category => Kind::Text(64, Lines::One, Filled),
            Self::Priority => Kind::Priority,
            Self::Status => Kind::Status,
            Self::Assignee | Self::PlayerId | Self::GameId | Self::Env => {
                Kind::Text(64, Lines::One, MayBeEmpty)
            }
            Self::Contact => Kind::Text(128, Lines::One, MayBeEmpty),
            Self::Tags => Kind::Tags,
            Self::Watchers => Kind::People,
            Self::Due | Self::Appointment => Kind::Time,
            // A custom field's own definition decides; this is never looked at.
            Self::Custom(_) => Kind::Text(65_536, Lines::Many, MayBeEmpty),
        }
    }

    /// The value that a wish to empty it has.
    pub fn empty(&self) -> Value {
        match self.kind() {
            _ if matches!(self, Self::Custom(_)) => Value::Null,
            Kind::Text(..) | Kind::Priority | Kind::Time | Kind::Status => Value::Text(String::new()),
            Kind::Tags | Kind::People => Value::List(Vec::new()),
        }
    }

    /// The value in the form in which it is kept, or why it is not taken.
    pub fn accept(&self, value: Value, custom: &[Definition]) -> Result<Value, Message> {
        if let Self::Custom(key) = self {
            let definition = custom.iter().find(|d| d.key == *key).ok_or_else(|| msg!("field.unknown"))?;
            let value = definition.accept(value)?;
            return if definition.required && value.is_empty() { Err(msg!("text.blank")) } else { Ok(value) };
        }
        match (self.kind(), value) {
            (Kind::Text(max, lines, need), Value::Text(text)) => {
                // Line breaks around a description mean nothing, but inside one an indent may.
                let kept = if lines == Lines::One { text.trim() } else { text.as_str() };
                match need {
                    Need::Filled => text::require(kept, max, lines)?,
                    Need::MayBeEmpty => kept,
                };
                text::check(kept, max, lines)?;
                Ok(Value::Text(kept.to_owned()))
            }
            (Kind::Priority, Value::Text(word)) => {
                Priority::parse(&word).map(|p| p.word().into()).ok_or_else(|| msg!("ticket.priority"))
            }
            (Kind::Tags, Value::List(list)) => tags(list).map(Value::List),
            (Kind::People, Value::List(list)) => people(list).map(Value::List),
            (Kind::Time, Value::Text(text)) if text.trim().is_empty() => Ok(Value::Null),
            (Kind::Time, Value::Text(text)) => {
                At::parse(&text).map(|at| Value::Text(at.to_string())).ok_or_else(|| msg!("value.time"))
            }
            (Kind::Tags | Kind::People, _) => Err(msg!("value.list")),
            (Kind::Time, _) => Err(msg!("value.time")),
            (Kind::Text(..) | Kind::Priority, _) => Err(msg!("value.text")),
            (Kind::Status, _) => Err(msg!("ticket.status_by_transition")),
        }
    }
}

/// By its name.
impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

/// Tags as they are kept: trimmed, blanks dropped, duplicates dropped without regard to case (the first spelling stays).
pub fn tags(list: Vec<String>) -> Result<Vec<String>, Message> {
    distinct(list, text::fold)
}

/// User names as they are kept: as [`tags`].
pub fn people(list: Vec<String>) -> Result<Vec<String>, Message> {
    distinct(list, text::fold)
}

fn distinct(list: Vec<String>, same: impl Fn(&str) -> String) -> Result<Vec<String>, Message> {
    let mut seen = std::collections::HashSet::new();
    let mut kept = Vec::new();
    for word in list {
        let word = word.trim();
        text::check(word, 64, Lines::One)?;
        if !word.is_empty() && seen.insert(same(word)) {
            kept.push(word.to_owned());
        }
        if kept.len() > 50 {
            return Err(msg!("value.too_many", max = 50));
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_read_back() {
        for field in Field::BUILT_IN.into_iter().chain([Field::Custom("room".into())]) {
            assert_eq!(Field::parse(&field.name()), Some(field));
        }
        assert_eq!(Field::parse("nonsense"), None);
    }

    #[test]
    fn tags_keep_their_first_spelling_and_drop_blanks() {
        let list = [" VIP ", "vip", "", "  ", "退款", "退款"].map(str::to_owned).to_vec();
        assert_eq!(tags(list).unwrap(), ["VIP", "退款"]);
        assert!(tags((0..51).map(|n| n.to_string()).collect()).is_err());
        assert!(tags((0..50).map(|n| n.to_string()).collect()).is_ok());
        assert!(tags(vec!["x".repeat(65)]).is_err());
    }

    #[test]
    fn limits_are_those_of_the_contract() {
        for (field, max) in [
            (Field::Title, 255),
            (Field::Content, 65_536),
            (Field::Category, 64),
            (Field::PlayerId, 64),
            (Field::GameId, 64),
            (Field::Env, 64),
            (Field::Assignee, 64),
            (Field::Contact, 128),
        ] {
            assert!(field.accept("单".repeat(max).into(), &[]).is_ok(), "{field:?}");
            assert!(field.accept("单".repeat(max + 1).into(), &[]).is_err(), "{field:?}");
        }
        assert!(Field::Status.accept("open".into(), &[]).is_err());
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_accepted_again_unchanged(text in ".{0,80}", list in proptest::collection::vec(".{0,9}", 0..9)) {
            for field in Field::BUILT_IN {
                for value in [Value::Text(text.clone()), Value::List(list.clone())] {
                    if let Ok(kept) = field.accept(value, &[]).and_then(|v| if v == Value::Null { Err(msg!("text.blank")) } else { Ok(v) }) {
                        prop_assert_eq!(field.accept(kept.clone(), &[]), Ok(kept));
                    }
                }
            }
        }
    }
}
