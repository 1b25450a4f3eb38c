//! Post functions: what is done after a transition, in order, as data.
//!
//! They are read and checked here, and each says what it needs; the one whose effect is pure, a changed field, is worked
//! out here too. Running the others is a job's work. To add one: a variant of [`PostFunction`]; the compiler lists the places.

mod update_field;

pub use update_field::{Moment, Source, UpdateField, Variable};

use super::reader::{self, Faults, Object};
use crate::{
    Fault, Message, Rejection,
    field::Definition,
    history::Audience,
    identity::UserDomain,
    msg,
    text::Lines,
    ticket::{Changes, Field},
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value as Json};

/// Something done after a transition.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PostFunction {
    /// Changes a field of the ticket.
    UpdateFieldValue(UpdateField),
    /// Runs a function.
    RunScript(RunScript),
    /// Comments on the ticket.
    AddComment {
        /// What is said.
        text: String,
        /// Who may read it.
        #[serde(skip_serializing_if = "is_for_everyone")]
        audience: Audience,
    },
    /// Posts the ticket and its step to an address.
    CallWebhook {
        /// `http` or `https`.
        url: String,
        /// The name of the secret that signs it; none = unsigned.
        #[serde(skip_serializing_if = "Option::is_none")]
        secret: Option<String>,
    },
    /// Tells people of the step.
    Notify {
        /// Whom.
        user_domains: Vec<UserDomain>,
        /// What is said beside it.
        #[serde(skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// Makes another ticket.
    CreateTask(CreateTask),
    /// Moves the parent to a status, where a transition of its own leads there.
    TransitParent {
        /// The status's key in the parent's workflow.
        status: String,
    },
}

/// A function to run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunScript {
    /// The function's id.
    pub uuid: String,
    /// What it is called where it stands.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it is given.
    pub params: Params,
}

/// What a function is given.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Params {
    /// One after another, as the contract has them.
    List(Vec<Param>),
    /// By name.
    Object(Map<String, Json>),
}

/// One thing a function is given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Param {
    /// The name the function knows it by.
    pub uuid: String,
    /// What it is called for people.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The contract's word for its type.
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// What it is.
    pub value: Json,
}

/// A ticket to make. It is a subtask of the one that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CreateTask {
    /// One line.
    pub title: String,
    /// The description; the title where it is empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// The project's key; the same where it is empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub project: String,
    /// The issue type's key; the project's first where it is empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub issue_type: String,
    /// The category; that of the ticket where it is empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// The user name of who is to work on it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub assignee: String,
}

/// What a post function needs to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need<'a> {
    /// A field of the ticket.
    Field(&'a Field),
    /// A function, by id.
    Function(&'a str),
    /// People.
    People(&'a [UserDomain]),
    /// A way out of the house to this address.
    Address(&'a str),
    /// A secret, by name.
    Secret(&'a str),
    /// A project, by key.
    Project(&'a str),
    /// A parent ticket.
    Parent,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_for_everyone(audience: &Audience) -> bool {
    *audience == Audience::Everyone
}

/// What a post function will do, for a dry run.
#[derive(Debug, Clone, PartialEq)]
pub struct Foreseen {
    /// Its word.
    pub word: &'static str,
    /// What it does, in words.
    pub said: Message,
    /// What it changes in the ticket itself, or why it will fail; nothing where that is not known before it runs.
    pub changes: Result<Changes, Rejection>,
}

/// What post functions will do one after another, each seeing what those before it changed; one that fails changes nothing.
pub fn foresee(functions: &[PostFunction], moment: &Moment<'_>) -> Vec<Foreseen> {
    let mut ticket = moment.ticket.clone();
    let mut found = Vec::new();
    for function in functions {
        let changes = match function {
            PostFunction::UpdateFieldValue(update) => {
                let changed = update.apply(&Moment { ticket: &ticket, ..*moment });
                changed.map(|(next, changes)| {
                    ticket = next;
                    changes
                })
            }
            PostFunction::RunScript(_)
            | PostFunction::AddComment { .. }
            | PostFunction::CallWebhook { .. }
            | PostFunction::Notify { .. }
            | PostFunction::CreateTask(_)
            | PostFunction::TransitParent { .. } => Ok(Changes::new()),
        };
        found.push(Foreseen { word: function.word(), said: function.said(moment.custom), changes });
    }
    found
}

impl PostFunction {
    /// The words of all of them.
    pub const WORDS: [&'static str; 7] = [
        "update_field_value",
        "run_script",
        "add_comment",
        "call_webhook",
        "notify",
        "create_task",
        "transit_parent",
    ];

    /// Its word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::UpdateFieldValue(_) => "update_field_value",
            Self::RunScript(_) => "run_script",
            Self::AddComment { .. } => "add_comment",
            Self::CallWebhook { .. } => "call_webhook",
            Self::Notify { .. } => "notify",
            Self::CreateTask(_) => "create_task",
            Self::TransitParent { .. } => "transit_parent",
        }
    }

    /// Whether other tickets are made or moved by it, so that more may come of it.
    pub const fn sets_off_more(&self) -> bool {
        match self {
            Self::CreateTask(_) | Self::TransitParent { .. } => true,
            Self::UpdateFieldValue(_)
            | Self::RunScript(_)
            | Self::AddComment { .. }
            | Self::CallWebhook { .. }
            | Self::Notify { .. } => false,
        }
    }

    /// What must be there for it to run.
    pub fn needs(&self) -> Vec<Need<'_>> {
        match self {
            Self::UpdateFieldValue(update) => vec![Need::Field(&update.field)],
            Self::RunScript(script) => vec![Need::Function(&script.uuid)],
            Self::AddComment { .. } => Vec::new(),
            Self::CallWebhook { url, secret } => {
                let secret = secret.as_deref().map(Need::Secret);
                std::iter::once(Need::Address(url)).chain(secret).collect()
            }
            Self::Notify { user_domains, .. } => vec![Need::People(user_domains)],
            Self::CreateTask(task) if task.project.is_empty() => Vec::new(),
            Self::CreateTask(task) => vec![Need::Project(&task.project)],
            Self::TransitParent { .. } => vec![Need::Parent],
        }
    }

    /// What it will do, in words.
    pub fn said(&self, custom: &[Definition]) -> Message {
        match self {
            Self::UpdateFieldValue(update) => {
                msg!("post.update_field_value").listing("field", vec![update.field.label(custom)])
            }
            Self::RunScript(script) => msg!("post.run_script", function = script.uuid),
            Self::AddComment { .. } => msg!("post.add_comment"),
            Self::CallWebhook { url, .. } => msg!("post.call_webhook", url = url),
            Self::Notify { .. } => msg!("post.notify"),
            Self::CreateTask(task) => msg!("post.create_task", title = task.title),
            Self::TransitParent { status } => msg!("post.transit_parent", status = status),
        }
    }

    pub(super) fn read(json: &Json, at: &str, faults: &mut Faults) -> Option<Self> {
        let object = Object::of(json, at, faults)?;
        let (word, body) = object.only(&Self::WORDS, faults)?;
        let body = Object::of(body, &object.at(word), faults)?;
        match word {
            "update_field_value" => UpdateField::read(&body, faults).map(Self::UpdateFieldValue),
            "run_script" => RunScript::read(&body, faults).map(Self::RunScript),
            "add_comment" => Some(Self::AddComment {
                text: body.text("text", 65_536, faults)?,
                audience: read_audience(&body, faults)?,
            }),
            "call_webhook" => {
                let secret = body.text_or_empty("secret", 64, Lines::One, faults)?;
                Some(Self::CallWebhook {
                    url: read_url(&body, faults)?,
                    secret: Some(secret).filter(|name| !name.is_empty()),
                })
            }
            "notify" => Some(Self::Notify {
                user_domains: body.user_domains("user_domains", faults)?,
                text: body.text_or_empty("text", 2_000, Lines::Many, faults)?,
            }),
            "create_task" => CreateTask::read(&body, faults).map(Self::CreateTask),
            "transit_parent" => Some(Self::TransitParent { status: body.text("status", 64, faults)? }),
            _ => None,
        }
    }
}

fn read_audience(body: &Object<'_>, faults: &mut Faults) -> Option<Audience> {
    let parse = |word: &str| match word {
        "everyone" => Some(Audience::Everyone),
        "staff" => Some(Audience::Staff),
        _ => None,
    };
    if body.get("audience").is_none() {
        return Some(Audience::Everyone);
    }
    body.word("audience", &["everyone", "staff"], parse, faults)
}

fn read_url(body: &Object<'_>, faults: &mut Faults) -> Option<String> {
    let url = body.text("url", 2_000, faults)?;
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if host.is_some_and(|host| !host.is_empty() && !url.contains(char::is_whitespace)) {
        return Some(url);
    }
    faults.push(Fault::new(body.at("url"), msg!("post.url")));
    None
}

impl RunScript {
    fn read(body: &Object<'_>, faults: &mut Faults) -> Option<Self> {
        let uuid = body.text("uuid", 64, faults);
        let name = body.text_or_empty("name", 255, Lines::One, faults);
        let params = if let Some(Json::Object(map)) = body.get("params") {
            Some(Params::Object(map.clone()))
        } else {
            let list = body.list("params", 100, faults);
            list.and_then(|list| reader::all(list, faults, Param::read)).map(Params::List)
        };
        Some(Self { uuid: uuid?, name: name?, params: params? })
    }
}

impl Param {
    fn read(json: &Json, at: &str, faults: &mut Faults) -> Option<Self> {
        let object = Object::of(json, at, faults)?;
        Some(Self {
            uuid: object.text("uuid", 64, faults)?,
            name: object.text_or_empty("name", 255, Lines::One, faults)?,
            kind: object.text_or_empty("type", 64, Lines::One, faults)?,
            value: object.get("value").cloned().unwrap_or_default(),
        })
    }
}

impl Params {
    /// What the function is given, by name: of a list, by the entries' ids.
    pub fn object(&self) -> Map<String, Json> {
        match self {
            Self::Object(map) => map.clone(),
            Self::List(list) => list.iter().map(|p| (p.uuid.clone(), p.value.clone())).collect(),
        }
    }
}

impl CreateTask {
    fn read(body: &Object<'_>, faults: &mut Faults) -> Option<Self> {
        let title = body.text("title", 255, faults);
        let content = body.text_or_empty("content", 65_536, Lines::Many, faults);
        let mut short = |key: &str| body.text_or_empty(key, 64, Lines::One, faults);
        let (project, issue_type) = (short("project"), short("issue_type"));
        let (category, assignee) = (short("category"), short("assignee"));
        Some(Self {
            title: title?,
            content: content?,
            project: project?,
            issue_type: issue_type?,
            category: category?,
            assignee: assignee?,
        })
    }
}

impl<'de> Deserialize<'de> for PostFunction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        reader::whole(|faults| Self::read(&json, "", faults)).map_err(|refusal| reader::said(&refusal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        At, Lang, Rejection, Value,
        ticket::{self, Patch},
        workflow::samples::{any_post_function, customs},
    };
    use proptest::prelude::*;
    use serde_json::json;
    use std::collections::BTreeMap;

    fn read(json: &Json) -> Result<PostFunction, Rejection> {
        reader::whole(|faults| PostFunction::read(json, "f", faults))
    }

    fn patch(json: &Json) -> Result<Patch, Message> {
        let (mut ticket, _) = ticket::create(ticket::tests_birth(), ticket::tests_wishes(), &[]).unwrap();
        ticket.assignee = "bob".into();
        let attributes = BTreeMap::from([("leader".to_owned(), Value::from("cem"))]);
        let custom = customs();
        let at = At::parse("2026-11-21T08:00:00Z").unwrap();
        let moment = Moment { ticket: &ticket, actor: "dan", at, attributes: &attributes, custom: &custom };
        let Ok(PostFunction::UpdateFieldValue(update)) = read(&json!({ "update_field_value": json })) else {
            panic!("not read")
        };
        update.patch(&moment)
    }

    #[test]
    fn a_value_comes_from_where_it_is_said() {
        let one = |name: &str, value: Value| Ok(Patch::from([(Field::parse(name).unwrap(), value)]));
        let list = |who: &str| Value::List(vec![who.to_owned()]);
        for (json, expected) in [
            (json!({"field": "category", "value": "net"}), one("category", "net".into())),
            (json!({"field": "assignee", "variable": "self"}), one("assignee", "dan".into())),
            (json!({"field": "assignee", "variable": "owner"}), one("assignee", "ann".into())),
            (json!({"field": "fields.room", "variable": "assign"}), one("fields.room", "bob".into())),
            (json!({"field": "watchers", "variable": "self"}), one("watchers", list("dan"))),
            (json!({"field": "fields.crew", "variable": "self"}), one("fields.crew", list("dan"))),
            (
                json!({"field": "dueAt", "variable": "now"}),
                one("dueAt", "2026-11-21T08:00:00.000000Z".into()),
            ),
            (json!({"field": "fields.day", "variable": "now"}), one("fields.day", "2026-11-21".into())),
            (json!({"field": "assignee", "value": "leader", "value_type": 1}), one("assignee", "cem".into())),
            (json!({"field": "assignee", "value": null}), one("assignee", "".into())),
            (json!({"field": "dueAt"}), one("dueAt", Value::Null)),
            (json!({"field": "tags", "value": null}), one("tags", Value::List(vec![]))),
            (json!({"field": "fields.size", "value": null}), one("fields.size", Value::Null)),
            (json!({"field": "fields.parts", "value": "a"}), one("fields.parts", list("a"))),
        ] {
            assert_eq!(patch(&json), expected, "{json}");
        }
    }

    #[test]
    fn what_a_field_does_not_take_is_refused_with_the_reason() {
        for (json, key) in [
            (json!({"field": "fields.size", "variable": "self"}), "value.integer"),
            (json!({"field": "fields.gone", "value": 1}), "field.unknown"),
            (json!({"field": "priority", "value": "purple"}), "ticket.priority"),
            (json!({"field": "title", "value": null}), "text.blank"),
            (json!({"field": "category", "value": "x", "value_type": 1}), "post.unknown_attribute"),
            (json!({"field": "fields.parts", "value": "z"}), "value.one_of"),
        ] {
            assert_eq!(patch(&json).unwrap_err().key(), key, "{json}");
        }
    }

    #[test]
    fn a_dry_run_sees_each_function_after_those_before_it() {
        let (ticket, _) = ticket::create(ticket::tests_birth(), ticket::tests_wishes(), &[]).unwrap();
        let functions: Vec<PostFunction> = [
            json!({"update_field_value": {"field": "assignee", "variable": "self"}}),
            json!({"update_field_value": {"field": "fields.room", "variable": "assign"}}),
            json!({"update_field_value": {"field": "fields.gone", "value": 1}}),
            json!({"update_field_value": {"field": "assignee", "value": "dan"}}),
            json!({"add_comment": {"text": "done"}}),
        ]
        .iter()
        .map(|json| read(json).unwrap())
        .collect();
        let (attributes, custom) = (BTreeMap::new(), customs());
        let moment = Moment {
            ticket: &ticket,
            actor: "dan",
            at: At::default(),
            attributes: &attributes,
            custom: &custom,
        };
        let seen: Vec<Option<Vec<String>>> = foresee(&functions, &moment)
            .into_iter()
            .map(|one| one.changes.ok().map(|changes| changes.iter().map(|c| c.field.clone()).collect()))
            .collect();
        let changes = |field: &str| Some(vec![field.to_owned()]);
        assert_eq!(seen, [changes("assignee"), changes("fields.room"), None, Some(vec![]), Some(vec![])]);
    }

    #[test]
    fn what_can_be_known_before_any_step_is_checked_before_any_step() {
        let check = |json: Json| {
            let Ok(PostFunction::UpdateFieldValue(update)) = read(&json!({ "update_field_value": json }))
            else {
                panic!("not read")
            };
            update.check(&customs()).is_ok()
        };
        assert!(check(json!({"field": "fields.day", "variable": "now"})));
        assert!(check(json!({"field": "fields.size", "value": 5})));
        assert!(check(json!({"field": "fields.size", "value": "leader", "value_type": 1})));
        assert!(!check(json!({"field": "fields.size", "value": "five"})));
        assert!(!check(json!({"field": "dueAt", "variable": "self"})));
        assert!(!check(json!({"field": "fields.gone", "value": 5})));
    }

    #[test]
    fn a_script_is_given_a_list_or_an_object() {
        let list = json!({"run_script": {"uuid": "script01", "name": "script 01", "params": [
            {"uuid": "field001", "name": "callback url", "type": "string", "value": "ones.com"},
            {"uuid": "field002", "name": "success status", "type": "status", "value": "A6bURA4T"},
        ]}});
        let object = json!({"run_script": {"uuid": "script01", "params": {"field001": "ones.com", "field002": "A6bURA4T"}}});
        let given = |json: &Json| match read(json) {
            Ok(PostFunction::RunScript(script)) => script.params.object(),
            other => panic!("{other:?}"),
        };
        assert_eq!(given(&list), given(&object));
        assert_eq!(given(&list)["field001"], "ones.com");
        assert_eq!(serde_json::to_value(read(&list).unwrap()).unwrap(), list);
    }

    #[test]
    fn each_says_what_it_needs_and_what_it_does() {
        let function =
            read(&json!({"call_webhook": {"url": "https://x.example.com", "secret": "s"}})).unwrap();
        assert_eq!(function.needs(), [Need::Address("https://x.example.com"), Need::Secret("s")]);
        let function = read(&json!({"update_field_value": {"field": "fields.size", "value": 1}})).unwrap();
        assert_eq!(function.said(&customs()).text(Lang::Zh), "修改字段：字段size");
    }

    #[test]
    fn bad_functions_are_refused_by_their_path() {
        for (json, at) in [
            (json!({}), "f"),
            (json!({"do_magic": {}}), "f.do_magic"),
            (json!({"run_script": {}}), "f.run_script.uuid"),
            (json!({"run_script": {"uuid": "x", "params": [{}]}}), "f.run_script.params[0].uuid"),
            (json!({"update_field_value": {"field": "status", "value": "x"}}), "f.update_field_value.field"),
            (json!({"update_field_value": {"field": "tags", "value": {}}}), "f.update_field_value.value"),
            (
                json!({"update_field_value": {"field": "tags", "value": "x", "value_type": 2}}),
                "f.update_field_value.value_type",
            ),
            (
                json!({"update_field_value": {"field": "tags", "variable": "moon"}}),
                "f.update_field_value.variable",
            ),
            (json!({"call_webhook": {"url": "file:///etc/passwd"}}), "f.call_webhook.url"),
            (json!({"notify": {"user_domains": []}}), "f.notify.user_domains"),
            (json!({"add_comment": {"text": "x", "audience": "cats"}}), "f.add_comment.audience"),
            (json!({"create_task": {"content": "x"}}), "f.create_task.title"),
            (json!({"transit_parent": {"status": 7}}), "f.transit_parent.status"),
        ] {
            let Err(Rejection::Invalid(faults)) = read(&json) else { panic!("taken: {json}") };
            assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), [at], "{json}");
        }
    }

    proptest! {
        #[test]
        fn a_post_function_is_read_back_from_its_json(function in any_post_function()) {
            let json = serde_json::to_value(&function).unwrap();
            prop_assert_eq!(json.as_object().unwrap().keys().collect::<Vec<_>>(), [function.word()]);
            prop_assert_eq!(&read(&json).unwrap(), &function);
            prop_assert_eq!(serde_json::from_value::<PostFunction>(json).unwrap(), function);
        }
    }
}
