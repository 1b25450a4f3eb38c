//! Projects, their issue types and custom fields.

use super::page::one_of;
use app::projects;
use domain::{
    At, Fault, Rejection,
    attribute::Attributes,
    field::{self, Definition, FieldType},
    msg,
};
use serde::{Deserialize, Serialize};
use utoipa::{ToSchema, openapi::schema::Object};

const FIELD_TYPES: [FieldType; 11] = [
    FieldType::Text,
    FieldType::TextArea,
    FieldType::Integer,
    FieldType::Number,
    FieldType::Boolean,
    FieldType::Date,
    FieldType::Time,
    FieldType::Option,
    FieldType::Options,
    FieldType::User,
    FieldType::Users,
];

const fn word(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Text => "text",
        FieldType::TextArea => "text_area",
        FieldType::Integer => "integer",
        FieldType::Number => "number",
        FieldType::Boolean => "boolean",
        FieldType::Date => "date",
        FieldType::Time => "time",
        FieldType::Option => "option",
        FieldType::Options => "options",
        FieldType::User => "user",
        FieldType::Users => "users",
    }
}

fn field_words() -> Object {
    one_of(FIELD_TYPES.map(word))
}

/// A name in both languages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Names {
    zh: String,
    en: String,
}

impl From<field::Names> for Names {
    fn from(names: field::Names) -> Self {
        Self { zh: names.zh, en: names.en }
    }
}

/// A name in both languages, or one text for both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged, expecting = "invalid type, expected a text or an object with zh and en")]
pub(crate) enum WishedName {
    /// One for both.
    Same(String),
    /// One for each.
    Each {
        #[serde(default)]
        zh: String,
        #[serde(default)]
        en: String,
    },
}

/// The names; none at all where nothing was sent, which the rules then refuse.
fn names(wished: Option<WishedName>) -> field::Names {
    match wished {
        Some(WishedName::Same(name)) => field::Names::same(&name),
        Some(WishedName::Each { zh, en }) => field::Names { zh, en },
        None => field::Names::default(),
    }
}

/// A project.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "key": "NET", "uuid": "3kTz9QaB7LdPzMf1", "name": "Network repairs 网络报修",
    "description": "Repairs of a campus network.",
    "types": [{"key": "repair", "uuid": "0VbT8sYx", "name": {"zh": "报修", "en": "Repair"}, "attributes": {}}],
    "lead": "zhao.min", "administrators": ["li.wei"], "archived": false, "version": 1,
    "createdAt": "2026-01-05T02:11:09.482133Z"}))]
pub(crate) struct Project {
    key: String,
    uuid: String,
    name: String,
    description: String,
    /// In order; the first is what a ticket is unless it says otherwise.
    types: Vec<IssueType>,
    /// The user name of who leads it; empty for nobody.
    lead: String,
    /// The user names of who manages it beside the administrators of the team.
    administrators: Vec<String>,
    /// Whether it takes no new tickets.
    archived: bool,
    /// Grows with every change, those of types and fields included.
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
}

impl From<(projects::Project, Vec<projects::IssueType>)> for Project {
    fn from((project, types): (projects::Project, Vec<projects::IssueType>)) -> Self {
        Self {
            key: project.key,
            uuid: project.uuid,
            name: project.name,
            description: project.description,
            types: types.into_iter().map(IssueType::from).collect(),
            lead: project.lead,
            administrators: project.administrators,
            archived: project.archived,
            version: project.version,
            created_at: project.created,
        }
    }
}

/// A new project.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"key": "LAB", "name": "Laboratory", "description": "设备与耗材"}))]
pub(crate) struct NewProject {
    /// 2 to 10 capital letters or digits, a letter first.
    #[serde(default)]
    #[schema(required = true)]
    pub(crate) key: String,
    /// At most 64 characters; the key when left out.
    name: Option<String>,
    /// At most 1,000 characters.
    description: Option<String>,
    /// The user name of who leads it.
    lead: Option<String>,
    /// The user names of who manages it, at most 100.
    administrators: Option<Vec<String>>,
}

impl From<NewProject> for projects::Wish {
    fn from(new: NewProject) -> Self {
        Self {
            name: new.name,
            description: new.description,
            archived: None,
            lead: new.lead,
            administrators: new.administrators,
        }
    }
}

/// What is to change of a project; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"archived": true}))]
pub(crate) struct ProjectWish {
    /// At most 64 characters.
    name: Option<String>,
    /// At most 1,000 characters.
    description: Option<String>,
    /// Whether it takes no new tickets.
    archived: Option<bool>,
    /// The user name of who leads it; empty for nobody.
    lead: Option<String>,
    /// The user names of who manages it, at most 100.
    administrators: Option<Vec<String>>,
}

impl From<ProjectWish> for projects::Wish {
    fn from(wish: ProjectWish) -> Self {
        Self {
            name: wish.name,
            description: wish.description,
            archived: wish.archived,
            lead: wish.lead,
            administrators: wish.administrators,
        }
    }
}

/// An issue type of a project.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"key": "repair", "uuid": "0VbT8sYx", "name": {"zh": "报修", "en": "Repair"},
    "attributes": {"leader": "li.wei", "reply within": 4}}))]
pub(crate) struct IssueType {
    key: String,
    uuid: String,
    name: Names,
    /// What the type says of itself, by name: post functions fill fields from it (`value_type` 1).
    #[schema(value_type = Object)]
    attributes: Attributes,
}

impl From<projects::IssueType> for IssueType {
    fn from(kind: projects::IssueType) -> Self {
        Self { key: kind.key, uuid: kind.uuid, name: kind.name.into(), attributes: kind.attributes }
    }
}

/// An issue type as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct TypeWish {
    /// 1 to 40 of `a-z 0-9 _`, a letter first.
    #[serde(default)]
    #[schema(required = true)]
    key: String,
    #[schema(required = true, value_type = WishedName)]
    name: Option<WishedName>,
    /// At most 50, by names of at most 64 characters: texts of at most 1,000 characters, numbers, `true`, `false`, lists of at
    /// most 50 texts. Those that it has stay when this is left out.
    #[schema(value_type = Option<Object>)]
    attributes: Option<Attributes>,
}

impl From<TypeWish> for projects::TypeWish {
    fn from(wish: TypeWish) -> Self {
        Self { key: wish.key, name: names(wish.name), attributes: wish.attributes }
    }
}

/// All issue types that a project is to have, in order. The array alone is taken as well.
#[derive(ToSchema)]
#[schema(example = json!({"items": [
    {"key": "repair", "name": {"zh": "报修", "en": "Repair"}, "attributes": {"leader": "li.wei"}},
    {"key": "inspection", "name": {"zh": "巡检", "en": "Inspection"}}]}))]
#[expect(dead_code, reason = "only its schema is used: the body is read by ListBody")]
pub(crate) struct TypeList {
    items: Vec<TypeWish>,
}

/// A role, and who has it in one project.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"role": "8sYxW4cR", "name": "Dispatcher", "members": ["li.wei", "zhao.min"]}))]
pub(crate) struct ProjectRole {
    /// Its short id.
    role: String,
    name: String,
    /// User names.
    members: Vec<String>,
}

impl From<projects::ProjectRole> for ProjectRole {
    fn from(found: projects::ProjectRole) -> Self {
        Self { role: found.role, name: found.name, members: found.members }
    }
}

/// A role in a project as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct RoleWish {
    /// By short id or name.
    #[serde(default)]
    #[schema(required = true)]
    role: String,
    /// User names.
    #[serde(default)]
    members: Vec<String>,
}

impl From<RoleWish> for projects::RoleWish {
    fn from(wish: RoleWish) -> Self {
        Self { role: wish.role, members: wish.members }
    }
}

/// Everybody who is to have a role in a project. The array alone is taken as well.
#[derive(ToSchema)]
#[schema(example = json!({"items": [{"role": "Dispatcher", "members": ["li.wei", "zhao.min"]}]}))]
#[expect(dead_code, reason = "only its schema is used: the body is read by ListBody")]
pub(crate) struct RoleList {
    items: Vec<RoleWish>,
}

/// A custom field of a project.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "key": "isp", "uuid": "Mf1AeUgQ", "name": {"zh": "运营商", "en": "Provider"}, "type": "option",
    "options": ["telecom", "unicom", "mobile", "others"], "required": false}))]
pub(crate) struct CustomField {
    key: String,
    uuid: String,
    name: Names,
    #[serde(rename = "type")]
    #[schema(schema_with = field_words)]
    kind: &'static str,
    /// The words it may take; for `option` and `options` only.
    options: Vec<String>,
    /// Whether a ticket cannot be made without it.
    required: bool,
}

impl From<Definition> for CustomField {
    fn from(definition: Definition) -> Self {
        Self {
            key: definition.key,
            uuid: definition.uuid,
            name: definition.name.into(),
            kind: word(definition.kind),
            options: definition.options,
            required: definition.required,
        }
    }
}

/// A custom field, and whose it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"project": "NET", "field": {
    "key": "isp", "uuid": "Mf1AeUgQ", "name": {"zh": "运营商", "en": "Provider"}, "type": "option",
    "options": ["telecom", "unicom", "mobile", "others"], "required": false}}))]
pub(crate) struct ProjectField {
    project: String,
    field: CustomField,
}

impl From<(String, Definition)> for ProjectField {
    fn from((project, definition): (String, Definition)) -> Self {
        Self { project, field: definition.into() }
    }
}

/// A custom field as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct FieldWish {
    /// 1 to 40 of `a-z 0-9 _`, a letter first.
    #[serde(default)]
    #[schema(required = true)]
    key: String,
    #[schema(required = true, value_type = WishedName)]
    name: Option<WishedName>,
    /// Cannot change once the field is there.
    #[serde(default, rename = "type")]
    #[schema(required = true, schema_with = field_words)]
    kind: String,
    /// The words it may take; for `option` and `options` only.
    options: Option<Vec<String>>,
    /// Whether a ticket cannot be made without it; no when left out.
    required: Option<bool>,
}

/// All custom fields that a project is to have, in order. The array alone is taken as well.
#[derive(ToSchema)]
#[schema(example = json!({"items": [
    {"key": "room", "name": {"zh": "房间", "en": "Room"}, "type": "text", "required": true},
    {"key": "isp", "name": "ISP", "type": "option", "options": ["telecom", "unicom"]}]}))]
#[expect(dead_code, reason = "only its schema is used: the body is read by ListBody")]
pub(crate) struct FieldList {
    items: Vec<FieldWish>,
}

/// The definitions that are wished for, or every type that is not one. Their short ids the use case gives.
pub(crate) fn definitions(wished: Vec<FieldWish>) -> Result<Vec<Definition>, Rejection> {
    let mut faults = Vec::new();
    let mut found = Vec::with_capacity(wished.len());
    for (i, wish) in wished.into_iter().enumerate() {
        let Some(kind) = FIELD_TYPES.into_iter().find(|kind| word(*kind) == wish.kind.trim()) else {
            let allowed = FIELD_TYPES.map(word).join(", ");
            faults.push(Fault::new(format!("items[{i}].type"), msg!("value.one_of", allowed = allowed)));
            continue;
        };
        found.push(Definition {
            key: wish.key,
            uuid: String::new(),
            name: names(wish.name),
            kind,
            options: wish.options.unwrap_or_default(),
            required: wish.required.unwrap_or_default(),
        });
    }
    if faults.is_empty() { Ok(found) } else { Err(Rejection::Invalid(faults)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Vec<Definition>, Rejection> {
        definitions(serde_json::from_str(json).unwrap())
    }

    #[test]
    fn every_field_type_has_the_word_it_is_kept_by() {
        for kind in FIELD_TYPES {
            assert_eq!(serde_json::to_value(kind).unwrap(), word(kind));
        }
    }

    #[test]
    fn a_name_is_one_text_or_one_for_each_language() {
        let fields =
            read(r#"[{"key":"a","name":"A","type":"text"},{"key":"b","name":{"zh":"乙"},"type":"date"}]"#);
        let names: Vec<_> = fields.unwrap().into_iter().map(|f| f.name).collect();
        assert_eq!(names, [field::Names::same("A"), field::Names { zh: "乙".into(), en: String::new() }]);
        let wrong = serde_json::from_str::<FieldWish>(r#"{"name":7}"#).unwrap_err().to_string();
        assert!(wrong.contains("expected a text or an object"), "{wrong}");
    }

    #[test]
    fn every_unknown_type_is_named() {
        let Err(Rejection::Invalid(faults)) =
            read(r#"[{"key":"a","type":"hologram"},{"key":"b","type":"text"},{"key":"c"}]"#)
        else {
            panic!("taken")
        };
        let fields: Vec<_> = faults.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["items[0].type", "items[2].type"]);
    }
}
