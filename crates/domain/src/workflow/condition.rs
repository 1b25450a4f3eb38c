//! Conditions: what must be so for a person to take a step.
//!
//! A condition is judged from [`Facts`] that are passed in, as the ticket is before the step, and always explained as a
//! whole. To add a leaf: a variant of [`Check`], its word, its reading and its sentence; the compiler lists the places.

use super::{
    Status,
    expression::{Explanation, Leaf, Tree},
    matches,
    reader::{self, Faults, Object},
};
use crate::{
    Fault, Message, Value,
    field::{Definition, FieldType},
    filter::{MAX_LENGTH, Scope},
    identity::{Called, Person, Posts, UserDomain},
    msg,
    ticket::{Field, Priority, Ticket},
};
use serde::Serialize;
use serde_json::Value as Json;

/// The most people that a sentence names for one domain.
const MOST_NAMES: usize = 5;

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
    /// The ticket meets a filter of the filter language, in which `me` is whoever acts.
    Matches {
        /// As it was written.
        filter: String,
    },
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
    /// What people and groups are called, by their short ids.
    pub called: &'a Called,
    /// What people are called, by their user names; who is not among them is called by that.
    pub people: &'a Called,
    /// The statuses of the ticket's workflow.
    pub statuses: &'a [Status],
    /// The keys of the subtasks that are not closed.
    pub open_subtasks: &'a [String],
    /// Whether somebody has commented since the ticket came into its status.
    pub commented: bool,
    /// By which clock, for whom and with which groups filters are read.
    pub scope: Scope<'a>,
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
            Self::InUserDomains { .. }
            | Self::AllSubtasksClosed {}
            | Self::HasCommentSinceStatus {}
            | Self::Matches { .. } => None,
        }
    }

    /// Whether it is so of a field with this value; `None` for a leaf that looks at none.
    pub fn of_value(&self, now: &Value) -> Option<bool> {
        match self {
            Self::FieldEquals { value, .. } => Some(same(now, value)),
            Self::FieldIn { values, .. } => Some(match now {
                Value::List(list) if !list.is_empty() => {
                    list.iter().any(|word| values.iter().any(|v| same(&Value::Text(word.clone()), v)))
                }
                now => values.iter().any(|v| same(now, v)),
            }),
            Self::FieldEmpty { .. } => Some(now.is_empty()),
            Self::InUserDomains { .. }
            | Self::AllSubtasksClosed {}
            | Self::HasCommentSinceStatus {}
            | Self::Matches { .. } => None,
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
            Self::Matches { filter } => matches::judge(filter, facts),
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
            return message.listing("value", vec![worded(field, now, facts)]);
        }
        if wanted.is_empty() {
            let message = msg!("condition.field_not_empty").listing("field", vec![label]);
            return message.listing("value", vec![worded(field, now, facts)]);
        }
        let wanted = wanted.iter().map(|value| worded(field, value, facts)).collect();
        msg!("condition.field_is_not")
            .listing("field", vec![label])
            .listing("value", vec![worded(field, now, facts)])
            .listing("wanted", wanted)
    }
}

fn in_domains(domains: &[UserDomain], facts: &Facts<'_>) -> (bool, Message) {
    let standing = facts.posts.standing(facts.actor.username);
    let who = facts.called.get(facts.actor.uuid).map_or(facts.actor.username, String::as_str);
    let held = domains.iter().filter(|domain| domain.holds(facts.actor, standing));
    let held: Vec<Message> = held.map(|domain| domain.said(facts.called)).collect();
    if held.is_empty() {
        let all = domains.iter().map(|domain| said_with_names(domain, facts)).collect();
        (false, msg!("condition.in_no_domain", who = who).listing("domains", all))
    } else {
        (true, msg!("condition.in_domains", who = who).listing("domains", held))
    }
}

/// A domain, with those who stand where it says: whom to ask.
fn said_with_names(domain: &UserDomain, facts: &Facts<'_>) -> Message {
    let names = facts.posts.of_domain(domain);
    let said = domain.said(facts.called);
    if names.is_empty() {
        return said;
    }
    let who: Vec<&str> = names.iter().copied().take(MOST_NAMES).map(|name| facts.name(name)).collect();
    let more = if names.len() > MOST_NAMES { " …" } else { "" };
    msg!("condition.domain_with_names", who = who.join(", "), more = more).listing("domain", vec![said])
}

impl Facts<'_> {
    fn name<'n>(&'n self, username: &'n str) -> &'n str {
        self.people.get(username).map_or(username, String::as_str)
    }
}

/// A value of a field as people call it: statuses, priorities and people by their names.
fn worded(field: &Field, value: &Value, facts: &Facts<'_>) -> Message {
    let of_people = match field {
        Field::Assignee | Field::Watchers => true,
        Field::Custom(key) => {
            let kind = facts.custom.iter().find(|own| own.key == *key).map(|own| own.kind);
            matches!(kind, Some(FieldType::User | FieldType::Users))
        }
        _ => false,
    };
    match (field, value) {
        (Field::Status, Value::Text(key)) => match facts.statuses.iter().find(|status| status.key == *key) {
            Some(status) => msg!("condition.said").naming("said", &status.name),
            None => written(value),
        },
        (Field::Priority, Value::Text(word)) => match Priority::parse(word) {
            Some(priority) => msg!("condition.said").listing("said", vec![priority.said()]),
            None => written(value),
        },
        (_, Value::Text(name)) if of_people && !name.is_empty() => {
            msg!("condition.said", said = facts.name(name))
        }
        (_, Value::List(names)) if of_people && !names.is_empty() => {
            let parts = names.iter().map(|name| msg!("condition.said", said = facts.name(name)));
            msg!("condition.said").listing("said", parts.collect())
        }
        _ => written(value),
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
        "matches",
    ];

    fn word(&self) -> &'static str {
        match self {
            Self::InUserDomains { .. } => "in_user_domains",
            Self::FieldEquals { .. } => "field_equals",
            Self::FieldIn { .. } => "field_in",
            Self::FieldEmpty { .. } => "field_empty",
            Self::AllSubtasksClosed {} => "all_subtasks_closed",
            Self::HasCommentSinceStatus {} => "has_comment_since_status",
            Self::Matches { .. } => "matches",
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
            "matches" => {
                let filter = body.lines("filter", MAX_LENGTH, faults)?;
                let why = matches::check(&filter).err();
                let is_filter = why.is_none();
                faults.extend(why.map(|why| Fault::new(body.at("filter"), why)));
                is_filter.then_some(Self::Matches { filter })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Lang, Rejection,
        field::Names,
        identity::Access,
        ticket,
        workflow::{
            expression::MAX_LEVELS,
            samples::{self, any_check, any_tree, customs},
        },
    };
    use proptest::prelude::*;
    use serde_json::json;

    /// A world to judge conditions in: Ann of the net crew, and a ticket of Bob's that she works on.
    struct World {
        ticket: Ticket,
        groups: Vec<String>,
        called: Called,
        open_subtasks: Vec<String>,
        commented: bool,
    }

    impl World {
        fn new() -> Self {
            let (mut ticket, _) = ticket::create(ticket::tests_birth(), ticket::tests_wishes(), &[]).unwrap();
            ticket.creator = "bob".into();
            ticket.assignee = "ann".into();
            ticket.tags = vec!["vip".into(), "refund".into()];
            ticket.fields.insert("size".into(), Value::Int(3));
            let called = [("annannan", "Ann Lee"), ("netcrew0", "Net crew"), ("boss0000", "Bosses")];
            Self {
                ticket,
                groups: vec!["netcrew0".into()],
                called: called.map(|(id, name)| (id.to_owned(), name.to_owned())).into(),
                open_subtasks: Vec::new(),
                commented: false,
            }
        }

        fn judge(&self, json: &Json) -> Explanation {
            let condition = Condition::parse(json, "condition").unwrap();
            let actor = Person {
                uuid: "annannan",
                username: "ann",
                access: Access::Operator,
                groups: &self.groups,
                department: "",
                roles: &[],
            };
            let facts = Facts {
                actor,
                posts: &Posts::of(&self.ticket),
                ticket: &self.ticket,
                custom: &customs(),
                called: &self.called,
                people: &Called::from([("cem".to_owned(), "Cem Öz".to_owned())]),
                statuses: &statuses(),
                open_subtasks: &self.open_subtasks,
                commented: self.commented,
                scope: scope(),
            };
            explain(&condition, &facts)
        }

        fn holds(&self, leaf: &Json) -> bool {
            self.judge(&json!({"must": [leaf]})).holds()
        }
    }

    /// Read by Ann, of no group.
    fn scope() -> Scope<'static> {
        Scope { clock: samples::clock(), me: "ann", groups: &samples::NoGroups }
    }

    fn statuses() -> Vec<Status> {
        let name = Names { zh: "处理中".into(), en: "In progress".into() };
        let category = crate::workflow::StatusCategory::Active;
        vec![Status { key: "doing".into(), uuid: String::new(), name, category }]
    }

    #[test]
    fn values_are_called_as_people_see_them() {
        let mut world = World::new();
        world.ticket.status = "doing".into();
        world.ticket.watchers = vec!["cem".into(), "dan".into()];
        let said = |leaf: Json, lang| world.judge(&json!({"must": [leaf]})).reasons()[0].text(lang);
        let status = json!({"field_equals": {"field": "status", "value": "gone"}});
        assert_eq!(said(status.clone(), Lang::Zh), "状态为处理中；必须是：gone");
        assert_eq!(said(status, Lang::En), "status is In progress; it must be: gone");
        let who = json!({"field_in": {"field": "assignee", "values": ["cem", "dan"]}});
        assert_eq!(said(who, Lang::Zh), "处理人为ann；必须是：Cem Öz、dan");
        assert_eq!(
            said(json!({"field_empty": {"field": "watchers"}}), Lang::Zh),
            "关注人为Cem Öz、dan；必须为空"
        );
        let priority = json!({"field_equals": {"field": "priority", "value": "high"}});
        assert_eq!(said(priority, Lang::Zh), "优先级为中；必须是：高");
    }

    fn in_domains(pairs: &[(&str, &str)]) -> Json {
        let pairs: Vec<Json> = pairs
            .iter()
            .map(|(kind, param)| json!({"user_domain_type": kind, "user_domain_param": param}))
            .collect();
        json!({"in_user_domains": {"user_domains": pairs}})
    }

    #[test]
    fn whoever_acts_must_be_in_one_of_the_domains() {
        let world = World::new();
        assert!(world.holds(&in_domains(&[("group", "netcrew0")])));
        assert!(world.holds(&in_domains(&[("group", "boss0000"), ("task_assign", "")])));
        assert!(!world.holds(&in_domains(&[("group", "boss0000"), ("task_owner", "")])));
        assert!(!world.holds(&in_domains(&[("plan_administrators", "")])));
    }

    #[test]
    fn a_refusal_names_people_and_groups_in_the_readers_language() {
        let leaf = in_domains(&[("group", "boss0000"), ("task_owner", "")]);
        let refused = World::new().judge(&json!({"must": [leaf]}));
        let said = |lang| refused.reasons().iter().map(|m| m.text(lang)).collect::<Vec<_>>().join("; ");
        assert_eq!(said(Lang::En), "Ann Lee is none of: the group “Bosses”, who made the ticket (bob)");
        assert_eq!(said(Lang::Zh), "Ann Lee 不属于以下任何一个：用户组“Bosses”、工单创建人（bob）");
        let Err(why @ Rejection::Unmet(_)) = refused.require() else { panic!("let through") };
        assert!(why.text(Lang::En).ends_with(&said(Lang::En)));
        let fine = World::new().judge(&json!({"must": [in_domains(&[("task_assign", "")])]}));
        assert_eq!(fine.require(), Ok(()));
    }

    #[test]
    fn fields_are_looked_at_as_they_are_kept() {
        let world = World::new();
        for (leaf, expected) in [
            (json!({"field_equals": {"field": "assignee", "value": "ann"}}), true),
            (json!({"field_equals": {"field": "assignee", "value": "bob"}}), false),
            (json!({"field_equals": {"field": "fields.size", "value": 3}}), true),
            (json!({"field_equals": {"field": "fields.size", "value": 3.0}}), true),
            (json!({"field_equals": {"field": "fields.room", "value": null}}), true),
            (json!({"field_equals": {"field": "fields.room", "value": ""}}), true),
            (json!({"field_equals": {"field": "fields.room", "value": "1"}}), false),
            (json!({"field_equals": {"field": "tags", "value": ["refund", "vip"]}}), true),
            (json!({"field_equals": {"field": "tags", "value": ["vip"]}}), false),
            (json!({"field_in": {"field": "priority", "values": ["high", "medium"]}}), true),
            (json!({"field_in": {"field": "priority", "values": ["high"]}}), false),
            (json!({"field_in": {"field": "tags", "values": ["gold", "vip"]}}), true),
            (json!({"field_in": {"field": "tags", "values": ["gold"]}}), false),
            (json!({"field_in": {"field": "tags", "values": [null]}}), false),
            (json!({"field_in": {"field": "watchers", "values": ["x", null]}}), true),
            (json!({"field_empty": {"field": "fields.room"}}), true),
            (json!({"field_empty": {"field_uuid": "tags"}}), false),
        ] {
            assert_eq!(world.holds(&leaf), expected, "{leaf}");
        }
    }

    #[test]
    fn a_field_is_said_with_its_name_and_what_it_should_be() {
        let leaf = json!({"field_in": {"field": "fields.size", "values": [1, 2]}});
        let refused = World::new().judge(&json!({"must": [leaf]}));
        let said = |lang| refused.reasons()[0].text(lang);
        assert_eq!(said(Lang::En), "size is 3; it must be: 1, 2");
        assert_eq!(said(Lang::Zh), "字段size为3；必须是：1、2");
        let empty = World::new().judge(&json!({"must": [{"field_empty": {"field": "assignee"}}]}));
        assert_eq!(empty.reasons()[0].text(Lang::En), "assignee is ann; it must be empty");
    }

    #[test]
    fn a_filter_is_read_for_whoever_acts_and_says_what_of_it_is_not_met() {
        let world = World::new();
        let matches = |filter: &str| json!({"matches": {"filter": filter}});
        assert!(world.holds(&matches("assignee = me and tags = vip and fields.size > 2")));
        let refused =
            world.judge(&json!({"must": [matches("assignee = me and tags = x and fields.size > 3")]}));
        let why = refused.reasons()[0].text(Lang::En);
        assert!(
            why.contains("tags = x") && why.contains("fields.size > 3") && !why.contains("assignee"),
            "{why}"
        );
        let broken = world.judge(&json!({"must": [matches("fields.gone = 1")]}));
        assert!(!broken.holds() && broken.reasons()[0].text(Lang::En).contains("fields.gone"));
    }

    #[test]
    fn open_subtasks_are_named_and_a_comment_is_waited_for() {
        let mut world = World::new();
        let subtasks = json!({"all_subtasks_closed": {}});
        let comment = json!({"has_comment_since_status": {}});
        assert!(world.holds(&subtasks) && !world.holds(&comment));
        world.open_subtasks = vec!["SUP-7".into(), "SUP-9".into()];
        world.commented = true;
        assert!(!world.holds(&subtasks) && world.holds(&comment));
        let refused = world.judge(&json!({"must": [subtasks]}));
        assert!(refused.reasons()[0].text(Lang::En).contains("SUP-7, SUP-9"));
    }

    #[test]
    fn bad_leaves_are_refused_by_their_path() {
        let domains = |json: Json| json!({"must": [{"in_user_domains": {"user_domains": json}}]});
        for (json, at) in [
            (domains(json!([])), "in_user_domains.user_domains"),
            (domains(json!("group")), "in_user_domains.user_domains"),
            (domains(json!([{}])), "in_user_domains.user_domains[0].user_domain_type"),
            (
                domains(json!([{"user_domain_type": "everyone"}, {"user_domain_type": "tribe"}])),
                "in_user_domains.user_domains[1].user_domain_type",
            ),
            (
                domains(json!([{"user_domain_type": "group", "user_domain_param": null}])),
                "in_user_domains.user_domains[0].user_domain_param",
            ),
            (json!({"must": [{"field_equals": {"value": 1}}]}), "field_equals.field"),
            (json!({"must": [{"field_empty": {"field": "nonsense"}}]}), "field_empty.field"),
            (json!({"must": [{"field_in": {"field": "tags", "values": []}}]}), "field_in.values"),
            (json!({"must": [{"field_in": {"field": "tags", "values": [{}]}}]}), "field_in.values[0]"),
            (json!({"must": [{"all_subtasks_closed": null}]}), "all_subtasks_closed"),
        ] {
            let Err(Rejection::Invalid(faults)) = Condition::parse(&json, "condition") else {
                panic!("taken: {json}")
            };
            let found: Vec<_> = faults.iter().map(|f| f.field.as_str()).collect();
            assert_eq!(found, [format!("condition.must[0].{at}")]);
        }
    }

    #[test]
    fn the_documents_own_condition_is_read_and_written_as_it_stands() {
        let seed = json!({"must": [{"in_user_domains": {"user_domains": [
            {"user_domain_type": "group", "user_domain_param": "876gdkut"},
        ]}}]});
        let condition = Condition::parse(&seed, "condition").unwrap();
        assert_eq!(serde_json::to_value(&condition).unwrap(), seed);
    }

    proptest! {
        #[test]
        fn a_condition_is_read_back_from_its_json(condition in any_tree(any_check(), MAX_LEVELS)) {
            let json = serde_json::to_value(&condition).unwrap();
            prop_assert_eq!(Condition::parse(&json, "condition").unwrap(), condition);
        }

        #[test]
        fn every_leaf_says_a_sentence_in_both_languages(condition in any_tree(any_check(), 2)) {
            let judged = World::new().judge(&serde_json::to_value(&condition).unwrap());
            for reason in judged.reasons() {
                for lang in [Lang::En, Lang::Zh] {
                    let said = reason.text(lang);
                    let is_sentence = !said.is_empty() && !said.contains('{') && said != reason.key();
                    prop_assert!(is_sentence, "{}", said);
                }
            }
        }
    }
}
