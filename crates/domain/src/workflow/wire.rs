//! Transitions as the workflow contract words them: statuses by id, fields by id, one name, and values in its own units.
//!
//! Conditions, triggers and post functions have the contract's own shape already; only the fields and values in them are
//! put into other words. What a value looks like there is told by a [`Values`]: it takes people and options to look up.

use super::{
    ScreenField, Start, Transition, Workflow,
    expression::{Join, Tree},
    post_function::PostFunction,
    reader::{self, Faults, Object},
    screen::Asked,
    transition::{MOST, optional},
};
use crate::{
    Fault, Lang, Message, Rejection, Value,
    field::{Definition, FieldType, Names},
    msg,
    ticket::Field,
};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// What stands for "any status" where the contract wants the id of one. No status has this id.
pub const ANY_STATUS: &str = "00000000";

/// The fields of the contract that its screens may not ask for.
pub const NEVER_ASKED: [&str; 13] = [
    "field001", "field003", "field005", "field006", "field007", "field008", "field009", "field010",
    "field014", "field015", "field017", "field019", "field020",
];

/// How values of fields travel.
pub trait Values {
    /// A value of ours in the contract's form.
    fn write(&self, field: &Field, value: &Value) -> Json;

    /// A value of the contract's in our form, or why it is none.
    fn read(&self, field: &Field, json: &Json) -> Result<Value, Message>;
}

/// What a transition is told among.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The workflow that it is of: it knows the ids of statuses.
    pub workflow: &'a Workflow,
    /// The project's custom fields: they know their ids.
    pub custom: &'a [Definition],
    /// How values travel.
    pub values: &'a dyn Values,
}

/// A transition in the contract's words. The ids of the project and the issue type are the caller's to add.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the contract says it")]
pub struct Wire {
    pub uuid: String,
    pub start_status_uuid: String,
    pub end_status_uuid: String,
    pub name: Option<String>,
    pub position: i64,
    pub trigger: Json,
    pub condition: Json,
    pub post_function: Vec<Json>,
    pub fields: Vec<WireField>,
    /// Ours.
    #[serde(skip_serializing_if = "Json::is_null")]
    pub approval: Json,
}

/// An entry of a screen in the contract's words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the contract says it")]
#[allow(clippy::struct_excessive_bools, reason = "the contract's own")]
pub struct WireField {
    pub field_uuid: String,
    pub default_value: Json,
    pub required: bool,
    #[serde(rename = "type")]
    pub kind: i64,
    pub can_set_required: bool,
    pub can_delete: bool,
    pub can_set_default_value: bool,
}

/// The contract's id of a field: a known one, a custom field's own, or our name where the contract has no such field.
pub fn field_id(field: &Field, custom: &[Definition]) -> String {
    match field {
        Field::Title => "field001",
        Field::Assignee => "field004",
        Field::Status => "field005",
        Field::Watchers => "field008",
        Field::Priority => "field012",
        Field::Due => "field013",
        Field::Content => "field016",
        Field::Custom(key) => {
            let known = custom.iter().find(|d| d.key == *key && !d.uuid.is_empty());
            return known.map_or_else(|| field.name(), |d| d.uuid.clone());
        }
        _ => return field.name(),
    }
    .to_owned()
}

/// The field of one of the contract's ids, or of a name of ours.
pub fn field_of(id: &str, custom: &[Definition]) -> Option<Field> {
    let built_in = Field::BUILT_IN.into_iter().find(|field| field_id(field, custom) == id);
    let own = || custom.iter().find(|d| d.uuid == id && !id.is_empty()).map(|d| Field::Custom(d.key.clone()));
    built_in.or_else(own).or_else(|| Field::parse(id))
}

/// The contract's number for what a field holds.
pub fn field_type(field: &Field, custom: &[Definition]) -> i64 {
    match field {
        Field::Title | Field::Category | Field::PlayerId | Field::Contact | Field::GameId | Field::Env => 2,
        Field::Content => 20,
        Field::Priority => 1,
        Field::Status => 12,
        Field::Assignee => 8,
        Field::Tags => 16,
        Field::Watchers => 13,
        Field::Due => 5,
        Field::Appointment => 6,
        Field::Custom(key) => match custom.iter().find(|d| d.key == *key).map(|d| d.kind) {
            None | Some(FieldType::Text) => 2,
            Some(FieldType::Boolean | FieldType::Option) => 1,
            Some(FieldType::TextArea) => 15,
            Some(FieldType::Integer) => 3,
            Some(FieldType::Number) => 4,
            Some(FieldType::Date) => 5,
            Some(FieldType::Time) => 6,
            Some(FieldType::Options) => 16,
            Some(FieldType::User) => 8,
            Some(FieldType::Users) => 13,
        },
    }
}

/// A transition in the contract's words, its name in `lang`.
pub fn write(transition: &Transition, around: &Around<'_>, lang: Lang) -> Wire {
    let status = |key: &str| around.workflow.status(key).map_or_else(|| key.to_owned(), |s| s.uuid.clone());
    let name = transition.name.text(lang);
    let tree = |tree: Option<Json>| {
        let mut json = tree.unwrap_or_default();
        each_leaf(&mut json, "", &mut |body, _| outward(body, around));
        json
    };
    Wire {
        uuid: transition.uuid.clone(),
        start_status_uuid: match &transition.from {
            Start::Any => ANY_STATUS.to_owned(),
            Start::At(key) => status(key),
        },
        end_status_uuid: status(&transition.to),
        name: Some(name.to_owned()).filter(|name| !name.is_empty()),
        position: transition.position,
        trigger: tree(transition.trigger.as_ref().map(json)),
        condition: tree(transition.condition.as_ref().map(json)),
        post_function: transition
            .post_functions
            .iter()
            .map(|function| {
                let mut json = json(function);
                if let Some(body) = updated_field(&mut json) {
                    outward(body, around);
                }
                json
            })
            .collect(),
        fields: transition.fields.iter().map(|entry| write_field(entry, around)).collect(),
        approval: transition.approval.as_ref().map(json).unwrap_or_default(),
    }
}

/// Nothing of ours fails to be JSON: keys are text, numbers are finite.
fn json(part: &impl Serialize) -> Json {
    serde_json::to_value(part).unwrap_or_default()
}

fn write_field(entry: &ScreenField, around: &Around<'_>) -> WireField {
    let abilities = entry.field.abilities();
    let (field_uuid, kind, default_value) = match &entry.field {
        Asked::Field(field) => {
            let kind = field_type(field, around.custom);
            let default = if entry.default.is_empty() {
                no_default(kind)
            } else {
                around.values.write(field, &entry.default)
            };
            (field_id(field, around.custom), kind, default)
        }
        Asked::Comment => (entry.field.name(), -1, Json::from(entry.default.as_text().unwrap_or_default())),
        Asked::ManHour | Asked::Files => (entry.field.name(), -1, Json::Null),
    };
    WireField {
        field_uuid,
        default_value,
        required: entry.required,
        kind,
        can_set_required: abilities.can_set_required,
        can_delete: abilities.can_delete,
        can_set_default_value: abilities.can_set_default_value,
    }
}

/// How the contract says that there is no default: text has an empty one.
fn no_default(kind: i64) -> Json {
    if matches!(kind, 2 | 15 | 20) { Json::from("") } else { Json::Null }
}

/// A new transition of this id. What `sent` must name are its two ends.
pub fn read(uuid: String, sent: &Map<String, Json>, around: &Around<'_>) -> Result<Transition, Rejection> {
    let missing = ["start_status_uuid", "end_status_uuid"].into_iter().filter(|key| !sent.contains_key(*key));
    let faults: Vec<Fault> = missing.map(|key| Fault::new(key, msg!("request.missing"))).collect();
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults));
    }
    merge(&Transition::new(uuid, Names::default(), "", ""), sent, around)
}

/// `base` with everything that `sent` names, and nothing else, changed. Ids of the project and the issue type are not looked at;
/// what the contract calls not to be deleted, the comment of the screen, stays.
///
/// Every fault is named by its path in `sent`. Whether the workflow still holds together says [`Workflow::check`].
pub fn merge(
    base: &Transition,
    sent: &Map<String, Json>,
    around: &Around<'_>,
) -> Result<Transition, Rejection> {
    let mut inner = sent.clone();
    let mut faults = Faults::new();
    for key in ["condition", "trigger"] {
        if let Some(tree) = inner.get_mut(key) {
            each_leaf(tree, key, &mut |body, at| inward(body, at, around, &mut faults));
        }
    }
    if let Some(Json::Array(functions)) = inner.get_mut("post_function") {
        for (i, function) in functions.iter_mut().enumerate() {
            if let Some(body) = updated_field(function) {
                inward(body, &format!("post_function[{i}].update_field_value"), around, &mut faults);
            }
        }
    }
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults));
    }
    let inner = Json::Object(inner);
    reader::whole(|faults| {
        let object = Object::of(&inner, "", faults)?;
        let next = overlay(base.clone(), &object, sent, around, faults)?;
        next.check("", faults);
        Some(next)
    })
}

fn overlay(
    mut next: Transition,
    object: &Object<'_>,
    sent: &Map<String, Json>,
    around: &Around<'_>,
    faults: &mut Faults,
) -> Option<Transition> {
    let has = |key: &str| sent.contains_key(key);
    if has("start_status_uuid") {
        let id = object.text("start_status_uuid", 8, faults)?;
        next.from = if id == ANY_STATUS {
            Start::Any
        } else {
            Start::At(status_of("start_status_uuid", &id, around, faults)?)
        };
    }
    if has("end_status_uuid") {
        let id = object.text("end_status_uuid", 8, faults)?;
        next.to = status_of("end_status_uuid", &id, around, faults)?;
    }
    if has("name") {
        let name = object.names("name", faults)?;
        // A client that sends back the name it was told does not take away the other language's.
        if name != Names::same(&next.name.zh) && name != Names::same(&next.name.en) {
            next.name = name;
        }
    }
    if has("position") {
        next.position = object.integer("position", &(i64::MIN..=i64::MAX), faults)?;
    }
    if has("condition") {
        next.condition = optional(object, "condition", faults, Tree::read);
    }
    if has("trigger") {
        next.trigger = optional(object, "trigger", faults, Tree::read);
    }
    if has("approval") {
        next.approval = optional(object, "approval", faults, super::approval::Approval::read);
    }
    if has("post_function") {
        let list = object.list("post_function", MOST, faults)?;
        next.post_functions = reader::all(list, faults, PostFunction::read)?;
    }
    if has("fields") {
        let list = object.list("fields", MOST, faults)?;
        let fields = reader::all(list, faults, |json, at, faults| read_field(json, at, around, faults))?;
        let is_gone = |old: &ScreenField| fields.iter().all(|new| new.field != old.field);
        let kept = next.fields.into_iter().filter(|old| !old.field.abilities().can_delete && is_gone(old));
        let kept: Vec<ScreenField> = kept.collect();
        next.fields = fields.into_iter().chain(kept).collect();
    }
    Some(next)
}

fn status_of(key: &str, id: &str, around: &Around<'_>, faults: &mut Faults) -> Option<String> {
    let found = around.workflow.statuses.iter().find(|s| s.uuid == id).map(|s| s.key.clone());
    if found.is_none() {
        faults.push(Fault::new(key, msg!("value.unknown", value = id)));
    }
    found
}

fn read_field(json: &Json, at: &str, around: &Around<'_>, faults: &mut Faults) -> Option<ScreenField> {
    let object = Object::of(json, at, faults)?;
    let id = object.text("field_uuid", 64, faults)?;
    let asked = if NEVER_ASKED.contains(&id.as_str()) {
        Err(msg!("screen.never_asked", field = id))
    } else {
        let special = Asked::SPECIAL.into_iter().find(|special| special.name() == id);
        special
            .or_else(|| field_of(&id, around.custom).map(Asked::Field))
            .ok_or_else(|| msg!("value.unknown", value = id))
    };
    let field = asked.map_err(|why| faults.push(Fault::new(object.at("field_uuid"), why))).ok()?;
    let required = object.flag("required", faults)?;
    let default = match (object.get("default_value"), &field) {
        (None, _) => Ok(Value::Null),
        (Some(Json::String(text)), _) if text.is_empty() => Ok(Value::Null),
        (Some(json), Asked::Field(field)) => around.values.read(field, json),
        (Some(json), _) => reader::as_value(json),
    };
    let default = default.map_err(|why| faults.push(Fault::new(object.at("default_value"), why))).ok()?;
    Some(ScreenField { field, required, default })
}

/// Calls `of` for the body of every leaf of a tree, with its path. What is no tree is left to whoever reads it.
fn each_leaf(json: &mut Json, at: &str, of: &mut impl FnMut(&mut Map<String, Json>, &str)) {
    let Json::Object(map) = json else { return };
    for (word, body) in map.iter_mut() {
        let at = reader::below(at, word);
        match body {
            Json::Array(parts) if Join::ALL.iter().any(|join| join.word() == word) => {
                for (i, part) in parts.iter_mut().enumerate() {
                    each_leaf(part, &format!("{at}[{i}]"), of);
                }
            }
            Json::Object(body) => of(body, &at),
            _ => {}
        }
    }
}

/// The body of an `update_field_value` whose value is one of the field's.
fn updated_field(function: &mut Json) -> Option<&mut Map<String, Json>> {
    function.as_object_mut()?.get_mut("update_field_value")?.as_object_mut()
}

/// Whether `value` names an attribute of somewhere else instead of being one.
fn is_name(body: &Map<String, Json>) -> bool {
    body.get("value_type").and_then(Json::as_i64).is_some_and(|kind| kind != 0)
}

/// Puts a body's field and values into the contract's words.
fn outward(body: &mut Map<String, Json>, around: &Around<'_>) {
    let Some(field) = body.get("field").and_then(Json::as_str).and_then(Field::parse) else { return };
    body.remove("field");
    body.insert("field_uuid".to_owned(), field_id(&field, around.custom).into());
    if is_name(body) {
        return;
    }
    let write = |json: &mut Json| {
        if let Ok(value) = reader::as_value(json)
            && !value.is_empty()
        {
            *json = around.values.write(&field, &value);
        }
    };
    if let Some(value) = body.get_mut("value") {
        write(value);
    }
    if let Some(Json::Array(values)) = body.get_mut("values") {
        values.iter_mut().for_each(write);
    }
}

/// Puts a body's field and values into our words. A field that is not known stays as it is, to be refused by who reads it.
fn inward(body: &mut Map<String, Json>, at: &str, around: &Around<'_>, faults: &mut Faults) {
    let id = body.get("field_uuid").or_else(|| body.get("field")).and_then(Json::as_str);
    let Some(field) = id.and_then(|id| field_of(id, around.custom)) else { return };
    body.remove("field_uuid");
    body.insert("field".to_owned(), field.name().into());
    if is_name(body) {
        return;
    }
    let mut read = |json: &mut Json, at: String| {
        if json.is_null() {
            return;
        }
        match around.values.read(&field, json) {
            Ok(value) => *json = self::json(&value),
            Err(why) => faults.push(Fault::new(at, why)),
        }
    };
    if let Some(value) = body.get_mut("value") {
        read(value, format!("{at}.value"));
    }
    if let Some(Json::Array(values)) = body.get_mut("values") {
        for (i, value) in values.iter_mut().enumerate() {
            read(value, format!("{at}.values[{i}]"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::samples::{any_workflow, customs, workflow};
    use proptest::prelude::*;
    use serde_json::json;

    /// Values that travel as they are, but for numbers, which travel ×100000.
    struct Plain;

    impl Values for Plain {
        fn write(&self, _: &Field, value: &Value) -> Json {
            match value {
                Value::Int(n) => json!(n * 100_000),
                value => json!(value),
            }
        }

        fn read(&self, field: &Field, json: &Json) -> Result<Value, Message> {
            match reader::as_value(json)? {
                Value::Int(n) if n % 100_000 == 0 => Ok(Value::Int(n / 100_000)),
                Value::Int(_) => Err(msg!("value.integer")),
                Value::Text(_) if *field == Field::Custom("size".into()) => Err(msg!("value.integer")),
                value => Ok(value),
            }
        }
    }

    fn seeded() -> Workflow {
        workflow(&json!({
            "statuses": [
                {"key": "open", "uuid": "51ufBBFm", "category": "new"},
                {"key": "done", "uuid": "PLPLfNYH", "category": "closed"},
            ],
            "transitions": [{
                "uuid": "ERTwiy99", "name": "reactivation", "from": "open", "to": "done",
                "fields": [{"field": "tf-comment"}],
            }],
        }))
    }

    fn merged(base: &Transition, sent: &Json) -> Result<Transition, Rejection> {
        let (workflow, custom) = (seeded(), customs());
        let around = Around { workflow: &workflow, custom: &custom, values: &Plain };
        merge(base, sent.as_object().unwrap(), &around)
    }

    fn written(transition: &Transition) -> Json {
        let (workflow, custom) = (seeded(), customs());
        let around = Around { workflow: &workflow, custom: &custom, values: &Plain };
        serde_json::to_value(write(transition, &around, Lang::En)).unwrap()
    }

    #[test]
    fn a_transition_is_worded_as_in_the_documents_list() {
        let expected = json!({
            "uuid": "ERTwiy99", "start_status_uuid": "51ufBBFm", "end_status_uuid": "PLPLfNYH",
            "name": "reactivation", "position": 0, "trigger": null, "condition": null, "post_function": [],
            "fields": [{
                "field_uuid": "tf-comment", "default_value": "", "required": false, "type": -1,
                "can_set_required": true, "can_delete": false, "can_set_default_value": true,
            }],
        });
        assert_eq!(written(&seeded().transitions[0]), expected);
    }

    #[test]
    fn the_documents_update_changes_what_it_names_and_nothing_else() {
        let base = seeded().transitions.remove(0);
        let sent = json!({"post_function": [
            {"run_script": {"uuid": "add_manhour", "name": "auto add remain manhour", "params": []}},
        ]});
        let next = merged(&base, &sent).unwrap();
        assert_eq!(written(&next)["post_function"], sent["post_function"]);
        assert_eq!(Transition { post_functions: vec![], ..next }, base);
    }

    #[test]
    fn the_documents_trigger_condition_and_post_functions_travel_both_ways() {
        let sent = json!({
            "trigger": {"should": [
                {"commit_created": {"repo": "https://github.com/BangWork/ones-ai-web"}},
                {"branch_created": {"repo": "https://github.com/BangWork/ones-ai-web"}},
            ]},
            "condition": {"must": [{"in_user_domains": {"user_domains": [
                {"user_domain_type": "group", "user_domain_param": "876gdkut"},
            ]}}]},
            "post_function": [
                {"update_field_value": {"field_uuid": "size0000", "value": 500_000}},
                {"update_field_value": {"field_uuid": "field004", "variable": "self"}},
                {"update_field_value": {"field_uuid": "field016", "value": "lead", "value_type": 1}},
            ],
            "fields": [
                {"field_uuid": "field004", "default_value": null, "required": false},
                {"field_uuid": "field016", "default_value": "", "required": true},
            ],
            "name": null, "position": 4, "project_uuid": "ignored",
        });
        let next = merged(&seeded().transitions[0], &sent).unwrap();
        let told = written(&next);
        for key in ["trigger", "condition", "post_function", "name", "position"] {
            assert_eq!(told[key], sent[key], "{key}");
        }
        let fields: Vec<_> = ["field_uuid", "default_value", "required", "type"]
            .iter()
            .map(|key| [told["fields"][0][key].clone(), told["fields"][1][key].clone()])
            .collect();
        let expected = json!([["field004", "field016"], [null, ""], [false, true], [8, 20]]);
        assert_eq!(json!(fields), expected);
    }

    #[test]
    fn null_takes_away_and_any_status_has_an_id_of_its_own() {
        let sent =
            json!({"condition": {"must": [{"all_subtasks_closed": {}}]}, "start_status_uuid": ANY_STATUS});
        let with = merged(&seeded().transitions[0], &sent).unwrap();
        assert_eq!((&with.from, with.condition.is_some()), (&Start::Any, true));
        assert_eq!(written(&with)["start_status_uuid"], ANY_STATUS);
        let without = json!({"condition": null, "trigger": null, "post_function": null, "fields": null});
        let without = merged(&with, &without).unwrap();
        assert!(without.condition.is_none() && without.trigger.is_none());
    }

    #[test]
    fn the_comment_of_a_screen_cannot_be_deleted_and_all_else_can() {
        let comment =
            |required: bool| json!({"field_uuid": "tf-comment", "default_value": "", "required": required});
        let assignee = json!({"field_uuid": "field004"});
        let base = merged(&seeded().transitions[0], &json!({"fields": [comment(true), assignee]})).unwrap();
        let asked = |sent: Json| {
            let next = merged(&base, &sent).unwrap();
            next.fields.iter().map(|f| (f.field.name(), f.required)).collect::<Vec<_>>()
        };
        let kept = ("tf-comment".to_owned(), true);
        assert_eq!(asked(json!({"fields": null})), std::slice::from_ref(&kept));
        assert_eq!(asked(json!({"fields": [assignee]})), [("assignee".to_owned(), false), kept]);
        assert_eq!(asked(json!({"fields": [comment(false)]})), [("tf-comment".to_owned(), false)]);
    }

    #[test]
    fn a_new_transition_names_its_two_ends() {
        let (workflow, custom) = (seeded(), customs());
        let around = Around { workflow: &workflow, custom: &custom, values: &Plain };
        let read = |sent: Json| read("NewNewNe".into(), sent.as_object().unwrap(), &around);
        let made = read(json!({"start_status_uuid": "51ufBBFm", "end_status_uuid": "PLPLfNYH"})).unwrap();
        assert_eq!((made.from.word(), made.to.as_str(), made.uuid.as_str()), ("open", "done", "NewNewNe"));
        let Err(Rejection::Invalid(faults)) = read(json!({"name": "x"})) else { panic!("taken") };
        assert_eq!(faults.len(), 2);
    }

    #[test]
    fn a_name_that_is_sent_back_as_it_was_told_keeps_the_other_language() {
        let mut base = seeded().transitions.remove(0);
        base.name = Names { zh: "关闭".into(), en: "Close".into() };
        assert_eq!(merged(&base, &json!({"name": "Close"})).unwrap().name, base.name);
        assert_eq!(merged(&base, &json!({"name": "Shut"})).unwrap().name, Names::same("Shut"));
    }

    #[test]
    fn faults_are_named_by_the_callers_own_paths() {
        let base = seeded().transitions.remove(0);
        let leaf = |body: Json| json!({"condition": {"must": [{"should": [{"field_equals": body}]}]}});
        for (sent, at) in [
            (json!({"start_status_uuid": "nonsense"}), "start_status_uuid"),
            (json!({"end_status_uuid": null}), "end_status_uuid"),
            (json!({"end_status_uuid": ANY_STATUS}), "end_status_uuid"),
            (json!({"name": 7}), "name"),
            (json!({"position": "4"}), "position"),
            (json!({"fields": [{"field_uuid": "field003"}]}), "fields[0].field_uuid"),
            (json!({"fields": [{"field_uuid": "title"}]}), "fields[0]"),
            (json!({"fields": [{"field_uuid": "nonsense"}]}), "fields[0].field_uuid"),
            (
                json!({"fields": [{"field_uuid": "size0000", "default_value": "x"}]}),
                "fields[0].default_value",
            ),
            (json!({"fields": [{"field_uuid": "tf-manhour", "default_value": 5}]}), "fields[0]"),
            (json!({"fields": [{"field_uuid": "field004"}, {"field_uuid": "assignee"}]}), "fields[1]"),
            (json!({"name": "x".repeat(64)}), "name"),
            (json!({"post_function": [{}]}), "post_function[0]"),
            (
                json!({"post_function": [{"update_field_value": {"field_uuid": "size0000", "value": 7}}]}),
                "post_function[0].update_field_value.value",
            ),
            (
                leaf(json!({"field_uuid": "size0000", "value": "x"})),
                "condition.must[0].should[0].field_equals.value",
            ),
            (
                leaf(json!({"field_uuid": "field099", "value": "x"})),
                "condition.must[0].should[0].field_equals.field_uuid",
            ),
        ] {
            let Err(Rejection::Invalid(faults)) = merged(&base, &sent) else { panic!("taken: {sent}") };
            assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), [at], "{sent}");
        }
        for id in NEVER_ASKED {
            assert!(merged(&base, &json!({"fields": [{"field_uuid": id}]})).is_err(), "{id}");
        }
    }

    #[test]
    fn every_field_has_an_id_that_leads_back_to_it() {
        let own = customs().into_iter().map(|d| Field::Custom(d.key));
        for field in Field::BUILT_IN.into_iter().chain(own) {
            assert_eq!(field_of(&field_id(&field, &customs()), &customs()).as_ref(), Some(&field));
        }
        assert_eq!(field_of("field099", &customs()), None);
    }

    proptest! {
        #[test]
        fn a_transition_that_is_told_and_sent_back_is_the_same(mut workflow in any_workflow()) {
            let custom = customs();
            for transition in &mut workflow.transitions {
                let mut seen = Vec::new();
                transition.fields.retain(|entry| {
                    let is_new = !seen.contains(&entry.field);
                    seen.push(entry.field.clone());
                    is_new && entry.fault().is_none()
                });
            }
            let around = Around { workflow: &workflow, custom: &custom, values: &Scaled };
            for transition in &workflow.transitions {
                let told = serde_json::to_value(write(transition, &around, Lang::Zh)).unwrap();
                let blank = Transition::new(transition.uuid.clone(), Names::default(), "a", "b");
                let back = merge(&blank, told.as_object().unwrap(), &around).unwrap();
                prop_assert_eq!(&back, transition);
            }
        }
    }

    /// As [`Plain`], for any field.
    struct Scaled;

    impl Values for Scaled {
        fn write(&self, field: &Field, value: &Value) -> Json {
            Plain.write(field, value)
        }

        fn read(&self, _: &Field, json: &Json) -> Result<Value, Message> {
            Plain.read(&Field::Title, json)
        }
    }
}
