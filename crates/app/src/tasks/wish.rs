//! What is wished of a task: read into the fields of a ticket, and refused in the words in which it was wished.

use super::{
    Bad, Sent, rename,
    values::{HOURS_LEFT, Words, of_seconds},
};
use crate::{Error, plan::Plan, tickets::estimate};
use domain::{
    Fault, Rejection, Value, msg,
    ticket::{Field, Patch},
    workflow::wire::{Values as _, field_of},
};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What is wished of a task. `None` = unchanged, or nothing said of a new one.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the task's key of that name")]
pub struct Wish {
    /// Which task; of a new one the id that the caller has given it.
    pub uuid: Option<String>,
    pub owner: Option<String>,
    pub assign: Option<String>,
    pub summary: Option<String>,
    /// Plain text.
    pub desc: Option<String>,
    pub project_uuid: Option<String>,
    pub issue_type_uuid: Option<String>,
    pub status_uuid: Option<String>,
    pub parent_uuid: Option<String>,
    pub priority: Option<String>,
    /// Seconds.
    pub deadline: Option<i64>,
    pub watchers: Option<Vec<String>>,
    pub field_values: Vec<Sent>,
}

/// One of several wishes, or why it could not be read as one, by the whole path of what is wrong.
pub type Wished = Result<Wish, Bad>;

/// Every text in a value.
pub(super) fn texts_in<'v>(value: &'v Json, found: &mut Vec<&'v str>) {
    match value {
        Json::String(text) => found.push(text),
        Json::Array(list) => found.extend(list.iter().filter_map(Json::as_str)),
        _ => {}
    }
}

/// The refusal of an id that there is not.
pub(super) fn unknown(field: &str, value: &str) -> Rejection {
    let value: String = value.chars().take(64).collect();
    Rejection::invalid(field, msg!("value.unknown", value = value))
}

/// How the fields of a patch were called by whoever wished them.
pub(super) type Called = BTreeMap<String, String>;

/// The fields that a wish names, and what it calls them; or everything that is wrong with them.
pub(super) fn patch(words: &Words<'_>, wish: &Wish) -> Result<(Patch, Called), Rejection> {
    let (mut patch, mut called, mut faults) = (Patch::new(), Called::new(), Vec::new());
    let mut put = |field: Field, key: String, value: Result<Value, domain::Message>| match value {
        Ok(value) => {
            called.insert(field.name(), key);
            patch.insert(field, value);
        }
        Err(why) => faults.push(Fault::new(key, why)),
    };
    for (i, sent) in wish.field_values.iter().enumerate().filter(|(_, sent)| sent.field_uuid != HOURS_LEFT) {
        let at = format!("field_values[{i}]");
        match read(sent, words) {
            Ok((field, value)) => put(field, format!("{at}.value"), value),
            Err(why) => put(Field::Status, format!("{at}.field_uuid"), Err(why)),
        }
    }
    // A key of the task's own is nearer than the same field among others.
    let text = |text: &Option<String>| text.as_ref().map(|text| Ok(Value::Text(text.clone())));
    if let Some(summary) = text(&wish.summary) {
        put(Field::Title, "summary".to_owned(), summary);
    }
    if let Some(desc) = text(&wish.desc) {
        put(Field::Content, "desc".to_owned(), desc);
    }
    if let Some(uuid) = &wish.assign {
        put(Field::Assignee, "assign".to_owned(), words.person(uuid).map(Value::Text));
    }
    if let Some(uuids) = &wish.watchers {
        let named: Result<Vec<String>, _> = uuids.iter().map(|uuid| words.person(uuid)).collect();
        put(Field::Watchers, "watchers".to_owned(), named.map(Value::List));
    }
    if let Some(word) = wish.priority.as_deref().filter(|word| !word.is_empty()) {
        let read = words.glossary.read_priority(word).map(|priority| priority.word().into());
        put(Field::Priority, "priority".to_owned(), read);
    }
    if let Some(seconds) = wish.deadline {
        let at = of_seconds(seconds).map(|at| Value::Text(at.to_string()));
        put(Field::Due, "deadline".to_owned(), at.ok_or_else(|| msg!("task.seconds")));
    }
    if faults.is_empty() { Ok((patch, called)) } else { Err(Rejection::Invalid(faults)) }
}

/// How many hours are to be left; nothing where that is taken back.
pub(super) struct Left(pub(super) Option<i64>);

/// The hours left that a wish says, if it says any; `null` takes them back.
pub(super) fn hours_left(wish: &Wish) -> Result<Option<Left>, Rejection> {
    let mut said = None;
    for (i, sent) in wish.field_values.iter().enumerate().filter(|(_, sent)| sent.field_uuid == HOURS_LEFT) {
        let hours = match &sent.value {
            Json::Null => None,
            // What is no whole number is as wrong as one that is out of bounds.
            other => Some(other.as_i64().unwrap_or(-1)),
        };
        estimate::check(hours).map_err(|why| Rejection::invalid(format!("field_values[{i}].value"), why))?;
        said = Some(Left(hours));
    }
    Ok(said)
}

/// The field that a sent value is of, and the value in the form in which the field takes it.
pub(super) fn read(
    sent: &Sent,
    words: &Words<'_>,
) -> Result<(Field, Result<Value, domain::Message>), domain::Message> {
    let id = sent.field_uuid.as_str();
    let field = field_of(id, words.custom).filter(|field| field.is_known(words.custom));
    let field = match field {
        Some(Field::Status) => return Err(msg!("ticket.status_by_transition")),
        Some(field) => field,
        None if is_told_only(id) => return Err(msg!("task.fixed")),
        None => {
            return Err(msg!("value.unknown", value = id.chars().take(64).collect::<String>()));
        }
    };
    let value = match words.read(&field, &sent.value) {
        Ok(Value::Null) => Ok(field.empty()),
        read => read,
    };
    Ok((field, value))
}

/// Whether an id is that of a field that the contract knows and nobody sets as a field.
fn is_told_only(id: &str) -> bool {
    const TOLD: [&str; 10] = [
        "field003", "field006", "field007", "field009", "field010", "field014", "field015", "field017",
        "field019", "field020",
    ];
    TOLD.contains(&id)
}

/// Puts a refusal of the core into the words in which the fields were wished.
pub(super) fn in_words(plan: &Plan, called: Called) -> impl Fn(Error) -> Error {
    let custom: BTreeMap<String, String> =
        plan.fields.iter().map(|d| (format!("fields.{}", d.key), d.uuid.clone())).collect();
    move |error| match error {
        Error::Rejected(rejection) => Error::Rejected(rename(rejection, |field| {
            let own = match field {
                "title" => Some("summary"),
                "content" => Some("desc"),
                "assignee" => Some("assign"),
                "dueAt" => Some("deadline"),
                "project" => Some("project_uuid"),
                "type" => Some("issue_type_uuid"),
                _ => None,
            };
            called
                .get(field)
                .cloned()
                .or_else(|| own.map(str::to_owned))
                .or_else(|| custom.get(field).cloned())
        })),
        other => other,
    }
}
