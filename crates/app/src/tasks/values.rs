//! Values of fields as the contract has them: people and statuses by id, days and moments in seconds, numbers ×100000.

use super::people::People;
use domain::{
    At, Message, Value,
    field::{Definition, FieldType},
    msg,
    ticket::{Field, Priority},
    vocabulary,
    workflow::{Workflow, wire::Values},
};
use serde_json::{Number, Value as Json};
use std::collections::BTreeSet;

/// Hours and the numbers of custom fields travel as so many parts.
pub(crate) const SCALE: i64 = 100_000;

/// The contract's id of the hours left, which are no field of a ticket's.
pub(crate) const HOURS_LEFT: &str = "field020";
/// The contract's number for what hours are.
pub(crate) const HOURS_TYPE: i64 = 4;

/// What values are worded by.
pub(crate) struct Words<'a> {
    /// The project's custom fields.
    pub(crate) custom: &'a [Definition],
    /// The workflow whose statuses are meant.
    pub(crate) workflow: &'a Workflow,
    /// Whoever is named.
    pub(crate) people: &'a People,
    /// The project's words.
    pub(crate) glossary: &'a vocabulary::Words,
    /// People without an account who may be called by their user names: they are told so where they stand now.
    pub(crate) strangers: BTreeSet<&'a str>,
}

/// How a field's value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    List,
    Truth,
    Priority,
    Status,
    Person,
    People,
    /// Seconds; kept as a day.
    Day,
    /// Seconds; kept as a moment.
    Moment,
    /// A whole number, ×[`SCALE`].
    Whole,
    /// A number, ×[`SCALE`].
    Real,
}

impl Form {
    /// The form of a field.
    pub(crate) fn of(field: &Field, custom: &[Definition]) -> Self {
        match field {
            Field::Title
            | Field::Content
            | Field::Category
            | Field::PlayerId
            | Field::Contact
            | Field::GameId
            | Field::Env => Self::Text,
            Field::Tags => Self::List,
            Field::Priority => Self::Priority,
            Field::Status => Self::Status,
            Field::Assignee => Self::Person,
            Field::Watchers => Self::People,
            Field::Due | Field::Appointment => Self::Moment,
            Field::Custom(key) => match custom.iter().find(|d| d.key == *key).map(|d| d.kind) {
                None | Some(FieldType::Text | FieldType::TextArea | FieldType::Option) => Self::Text,
                Some(FieldType::Options) => Self::List,
                Some(FieldType::Boolean) => Self::Truth,
                Some(FieldType::Integer) => Self::Whole,
                Some(FieldType::Number) => Self::Real,
                Some(FieldType::Date) => Self::Day,
                Some(FieldType::Time) => Self::Moment,
                Some(FieldType::User) => Self::Person,
                Some(FieldType::Users) => Self::People,
            },
        }
    }
}

impl Values for Words<'_> {
    fn write(&self, field: &Field, value: &Value) -> Json {
        if value.is_empty() {
            return Json::Null;
        }
        match (Form::of(field, self.custom), value) {
            (Form::Priority, Value::Text(word)) => {
                Priority::parse(word).map_or(word.as_str(), |p| self.glossary.priority(p)).into()
            }
            (Form::Status, Value::Text(key)) => {
                self.workflow.status(key).map_or_else(|| key.clone(), |s| s.uuid.clone()).into()
            }
            (Form::Person, Value::Text(name)) => self.people.uuid(name).into(),
            (Form::People, Value::List(names)) => names.iter().map(|name| self.people.uuid(name)).collect(),
            (Form::Day | Form::Moment, Value::Text(text)) => At::parse(text).map(seconds).into(),
            (_, Value::Int(number)) => scaled(*number),
            (_, Value::Real(number)) => parts(number * as_real(SCALE)),
            (_, Value::Bool(yes)) => (*yes).into(),
            (_, Value::Text(text)) => text.clone().into(),
            (_, Value::List(list)) => list.clone().into(),
            (_, Value::Null) => Json::Null,
        }
    }

    fn read(&self, field: &Field, json: &Json) -> Result<Value, Message> {
        if json.is_null() {
            return Ok(Value::Null);
        }
        match Form::of(field, self.custom) {
            Form::Text => Ok(Value::Text(text(json)?.to_owned())),
            Form::List => Ok(Value::List(texts(json)?.into_iter().map(str::to_owned).collect())),
            Form::Truth => json.as_bool().map(Value::Bool).ok_or_else(|| msg!("value.boolean")),
            Form::Priority => Ok(self.glossary.read_priority(text(json)?)?.word().into()),
            Form::Status => {
                let uuid = text(json)?;
                let found = self.workflow.statuses.iter().find(|s| s.uuid == uuid);
                Ok(found.ok_or_else(|| msg!("value.unknown", value = shown(uuid)))?.key.clone().into())
            }
            Form::Person => Ok(self.person(text(json)?)?.into()),
            Form::People => {
                let named: Result<Vec<String>, Message> =
                    texts(json)?.into_iter().map(|uuid| self.person(uuid)).collect();
                Ok(Value::List(named?))
            }
            Form::Day => Ok(moment(json)?.to_string().chars().take(10).collect::<String>().into()),
            Form::Moment => Ok(moment(json)?.to_string().into()),
            Form::Whole => match json.as_i64() {
                Some(number) if number % SCALE == 0 => Ok(Value::Int(number / SCALE)),
                _ => Err(msg!("task.whole", scale = SCALE)),
            },
            Form::Real => match json.as_f64() {
                Some(number) if number.is_finite() => Ok(Value::Real(number / as_real(SCALE))),
                _ => Err(msg!("task.number", scale = SCALE)),
            },
        }
    }
}

impl Words<'_> {
    /// The user name of a short id, or of somebody without one who stands there now; empty is nobody.
    pub(crate) fn person(&self, uuid: &str) -> Result<String, Message> {
        if uuid.is_empty() {
            return Ok(String::new());
        }
        let known = self.people.name(uuid).or_else(|| self.strangers.get(uuid).copied());
        known.map(str::to_owned).ok_or_else(|| msg!("value.unknown", value = shown(uuid)))
    }
}

/// The start of a text that somebody sent, to be shown to them.
fn shown(text: &str) -> String {
    text.chars().take(64).collect()
}

fn text(json: &Json) -> Result<&str, Message> {
    json.as_str().ok_or_else(|| msg!("value.text"))
}

fn texts(json: &Json) -> Result<Vec<&str>, Message> {
    let list = json.as_array().ok_or_else(|| msg!("value.list"))?;
    list.iter().map(Json::as_str).collect::<Option<_>>().ok_or_else(|| msg!("value.list"))
}

/// A moment in whole seconds since 1970.
pub(crate) fn seconds(at: At) -> i64 {
    at.micros().div_euclid(1_000_000)
}

/// The moment of so many seconds since 1970; `None` outside the years that there are.
pub(crate) fn of_seconds(seconds: i64) -> Option<At> {
    let micros = seconds.checked_mul(1_000_000)?;
    let at = At::from_micros(micros);
    (at.micros() == micros).then_some(at)
}

fn moment(json: &Json) -> Result<At, Message> {
    json.as_i64().and_then(of_seconds).ok_or_else(|| msg!("task.seconds"))
}

/// A whole number in parts.
pub(crate) fn scaled(number: i64) -> Json {
    number.checked_mul(SCALE).map_or_else(|| parts(as_real(number) * as_real(SCALE)), Json::from)
}

#[allow(clippy::cast_precision_loss, reason = "a number of parts keeps what a double keeps")]
const fn as_real(number: i64) -> f64 {
    number as f64
}

/// Parts as a whole number, where it is one that 64 bits hold.
#[allow(clippy::cast_possible_truncation, reason = "only where the number fits")]
fn parts(number: f64) -> Json {
    let whole = number.round();
    if whole.abs() < 9.0e18 {
        Json::from(whole as i64)
    } else {
        Number::from_f64(number).map_or(Json::Null, Json::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{field::Names, workflow::Status, workflow::StatusCategory};
    use serde_json::json;

    fn custom() -> Vec<Definition> {
        use FieldType as T;
        let kinds = [
            ("note", T::Text),
            ("size", T::Integer),
            ("cost", T::Number),
            ("urgent", T::Boolean),
            ("day", T::Date),
            ("when", T::Time),
            ("lead", T::User),
            ("crew", T::Users),
            ("marks", T::Options),
        ];
        let define = |(key, kind): (&str, T)| Definition {
            key: key.to_owned(),
            uuid: format!("{key:0<8}"),
            name: Names::same(key),
            kind,
            options: vec!["a".to_owned(), "b".to_owned()],
            required: false,
        };
        kinds.into_iter().map(define).collect()
    }

    fn with_words<T>(test: impl FnOnce(&Words<'_>) -> T) -> T {
        let people = People::one("AnnAnnAn", "ann");
        let open = Status {
            key: "open".into(),
            uuid: "51ufBBFm".into(),
            name: Names::same("Open"),
            category: StatusCategory::New,
        };
        let workflow = Workflow { statuses: vec![open], transitions: vec![] };
        let (custom, words) = (custom(), vocabulary::Words::new(super::super::SURFACE, vec![]));
        let strangers = BTreeSet::from(["gone"]);
        test(&Words { custom: &custom, workflow: &workflow, people: &people, glossary: &words, strangers })
    }

    #[test]
    fn a_value_travels_in_the_contracts_form_and_comes_back() {
        let own = |key: &str| Field::Custom(key.to_owned());
        with_words(|words| {
            for (field, value, json) in [
                (Field::Title, Value::from("无法登录"), json!("无法登录")),
                (Field::Assignee, "ann".into(), json!("AnnAnnAn")),
                (Field::Assignee, "gone".into(), json!("gone")),
                (Field::Watchers, vec!["ann".to_owned()].into(), json!(["AnnAnnAn"])),
                (Field::Status, "open".into(), json!("51ufBBFm")),
                (Field::Priority, "critical".into(), json!("critical")),
                (Field::Due, "2017-08-29T08:52:57.000000Z".into(), json!(1_503_996_777)),
                (own("size"), Value::Int(-3), json!(-300_000)),
                (own("cost"), Value::Real(0.5), json!(50_000)),
                (own("urgent"), Value::Bool(true), json!(true)),
                (own("day"), "2017-08-29".into(), json!(1_503_964_800)),
                (own("when"), "2017-08-29T00:00:01.000000Z".into(), json!(1_503_964_801)),
                (own("lead"), "ann".into(), json!("AnnAnnAn")),
                (own("marks"), vec!["a".to_owned()].into(), json!(["a"])),
                (own("note"), Value::Null, Json::Null),
            ] {
                assert_eq!(words.write(&field, &value), json, "{field:?}");
                assert_eq!(words.read(&field, &json), Ok(value), "{field:?}");
            }
            assert_eq!(words.write(&own("size"), &Value::Int(i64::MAX)), json!(9.223_372_036_854_776e23));
            assert_eq!(words.write(&Field::Assignee, &"gone".into()), json!("gone"));
        });
    }

    #[test]
    fn what_is_no_value_of_a_field_is_refused() {
        let own = |key: &str| Field::Custom(key.to_owned());
        with_words(|words| {
            for (field, json) in [
                (Field::Title, json!(7)),
                (Field::Assignee, json!("ann")),
                (Field::Assignee, json!(["AnnAnnAn"])),
                (Field::Watchers, json!("AnnAnnAn")),
                (Field::Watchers, json!(["Nobody00"])),
                (Field::Status, json!("PLPLfNYH")),
                (Field::Priority, json!("purple")),
                (Field::Due, json!("2026-11-21")),
                (Field::Due, json!(i64::MAX)),
                (own("size"), json!(7)),
                (own("size"), json!(100_000.5)),
                (own("cost"), json!("1")),
                (own("urgent"), json!(1)),
                (own("marks"), json!([1])),
            ] {
                assert!(words.read(&field, &json).is_err(), "{field:?} {json}");
            }
        });
    }
}
