//! Bodies: the envelope that every answer comes in, and one file a family.

pub(crate) mod action;
pub(crate) mod filter;
pub(crate) mod history;
pub(crate) mod incident;

use app::incidents::{Named, Part, Word};
use serde::Serialize;
use utoipa::ToSchema;

/// What names this service to its clients.
pub(crate) const PROVIDER: &str = "049";
const GOOD: &str = "GOM.00000000";

/// The envelope of an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentAnswer<T> {
    /// `049`.
    provider_code: &'static str,
    /// `GOM.00000000`.
    error_code: &'static str,
    /// Null.
    error_msg: Option<String>,
    data: T,
}

impl<T> IncidentAnswer<T> {
    pub(crate) const fn of(data: T) -> Self {
        Self { provider_code: PROVIDER, error_code: GOOD, error_msg: None, data }
    }
}

/// The body of every refusal.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"provider_code": "049", "error_code": "GOM.00007256",
    "error_msg": "condition: at character 5: no filter has the name “c”", "data": null}))]
pub(crate) struct IncidentFailure {
    /// `049`.
    pub(crate) provider_code: &'static str,
    /// What kind of refusal it is.
    pub(crate) error_code: &'static str,
    /// A sentence, in the language of `Accept-Language`; it names the parameter that is wrong.
    pub(crate) error_msg: String,
    /// Null.
    #[schema(value_type = Option<Object>, required = true)]
    pub(crate) data: Option<()>,
}

/// What a person or a word is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({"prop_id": "operator", "biz_id": "DU6krHBN", "name_zh": "张三", "name_en": "张三"}))]
pub(crate) struct IncidentEnum {
    /// The field that it stands in.
    prop_id: &'static str,
    /// The person's id, or the word.
    biz_id: String,
    name_zh: String,
    name_en: String,
}

impl IncidentEnum {
    pub(crate) fn person(field: &'static str, id: &str, name: &str) -> Self {
        Self { prop_id: field, biz_id: id.to_owned(), name_zh: name.to_owned(), name_en: name.to_owned() }
    }

    /// A word, in the field that `field` has for its part.
    pub(crate) fn word(word: Word, field: impl Fn(Part) -> &'static str) -> Self {
        Self { prop_id: field(word.part), biz_id: word.id, name_zh: word.name.zh, name_en: word.name.en }
    }
}

/// The ids of people.
pub(crate) fn ids(people: &[Named]) -> Vec<String> {
    people.iter().map(|person| person.id.clone()).collect()
}

/// Leaves of an object only the keys that are asked for; all of them where none is.
pub(crate) fn only(row: serde_json::Value, fields: &[String]) -> serde_json::Value {
    match row {
        serde_json::Value::Object(mut map) if !fields.is_empty() => {
            map.retain(|key, _| fields.contains(key));
            serde_json::Value::Object(map)
        }
        other => other,
    }
}
