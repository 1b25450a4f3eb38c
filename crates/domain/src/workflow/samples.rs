//! What tests draw definitions from.

use super::{
    ScreenField, Start, Status, StatusCategory, Transition, Workflow,
    approval::{Approval, Order, Rule},
    condition::Check,
    expression::{Join, Node, Tree},
    post_function::{CreateTask, Param, Params, PostFunction, RunScript, Source, UpdateField, Variable},
    screen::Asked,
    trigger::{Cause, JobEnd},
};
use crate::{
    At, Value,
    field::{Definition, FieldType, Names},
    filter::{Clock, Groups},
    history::Audience,
    identity::UserDomain,
    ticket::Field,
};
use proptest::{collection::vec, option, prelude::*};
use serde_json::{Value as Json, json};

/// The definition that some JSON says.
pub(super) fn workflow(json: &Json) -> Workflow {
    Workflow::parse(json).unwrap()
}

/// A definition with statuses `(key, category)` and these transitions.
pub(super) fn drawn(statuses: &[(&str, &str)], transitions: &[Json]) -> Workflow {
    let statuses: Vec<Json> = statuses
        .iter()
        .map(|(key, category)| json!({"key": key, "name": key, "category": category}))
        .collect();
    workflow(&json!({"statuses": statuses, "transitions": transitions}))
}

/// A custom field.
pub(super) fn custom(key: &str, kind: FieldType, options: &[&str]) -> Definition {
    Definition {
        key: key.to_owned(),
        uuid: format!("{key:0<8}"),
        name: Names { zh: format!("字段{key}"), en: key.to_owned() },
        kind,
        options: options.iter().map(|s| (*s).to_owned()).collect(),
        required: false,
    }
}

/// The custom fields that [`any_field`] knows.
pub(super) fn customs() -> Vec<Definition> {
    vec![
        custom("room", FieldType::Text, &[]),
        custom("size", FieldType::Integer, &[]),
        custom("parts", FieldType::Options, &["a", "b", "c"]),
        custom("day", FieldType::Date, &[]),
        custom("crew", FieldType::Users, &[]),
    ]
}

pub(super) fn any_field() -> impl Strategy<Value = Field> + Clone {
    let own = customs().into_iter().map(|d| Field::Custom(d.key));
    prop::sample::select(Field::BUILT_IN.into_iter().chain(own).collect::<Vec<_>>())
}

pub(super) fn any_value() -> impl Strategy<Value = Value> + Clone {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-3..9_i64).prop_map(Value::Int),
        (-9..9_i32).prop_map(|n| Value::Real(f64::from(n) / 4.0 + 0.125)),
        "[a-c]{0,2}".prop_map(Value::Text),
        vec("[a-c]{1,2}", 0..3).prop_map(Value::List),
    ]
}

pub(super) fn any_domain() -> impl Strategy<Value = UserDomain> + Clone {
    (prop::sample::select(UserDomain::WORDS.to_vec()), "[ab]{8}")
        .prop_map(|(kind, param)| UserDomain::parse(kind, &param).unwrap())
}

pub(super) fn any_check() -> impl Strategy<Value = Check> + Clone {
    prop_oneof![
        3 => vec(any_domain(), 1..3).prop_map(|user_domains| Check::InUserDomains { user_domains }),
        2 => (any_field(), any_value()).prop_map(|(field, value)| Check::FieldEquals { field, value }),
        2 => (any_field(), vec(any_value(), 1..3)).prop_map(|(field, values)| Check::FieldIn { field, values }),
        2 => any_field().prop_map(|field| Check::FieldEmpty { field }),
        1 => Just(Check::AllSubtasksClosed {}),
        1 => Just(Check::HasCommentSinceStatus {}),
        1 => prop::sample::select(vec!["priority >= high", "assignee = me or title ~ a", "fields.size is empty"])
            .prop_map(|filter| Check::Matches { filter: filter.to_owned() }),
    ]
}

pub(super) fn any_cause() -> impl Strategy<Value = Cause> + Clone {
    let repo = "[a-b]{1,2}/[a-b]";
    prop_oneof![
        repo.prop_map(|repo| Cause::CommitCreated { repo }),
        repo.prop_map(|repo| Cause::BranchCreated { repo }),
        option::of(repo).prop_map(|repo| Cause::PullRequestMerged { repo }),
        "[a-b]".prop_map(|name| Cause::Webhook { name }),
        (1..9_i64).prop_map(|seconds| Cause::After { seconds }),
        ("[a-b]", prop::sample::select(JobEnd::ALL.to_vec()))
            .prop_map(|(function_id, state)| Cause::JobFinished { function_id, state }),
    ]
}

/// A tree of at most `levels` operators one inside the other.
pub(super) fn any_tree<L, S>(leaf: S, levels: usize) -> BoxedStrategy<Tree<L>>
where
    L: std::fmt::Debug + Clone + 'static,
    S: Strategy<Value = L> + Clone + 'static,
{
    let join = prop::sample::select(Join::ALL.to_vec());
    let part: BoxedStrategy<Node<L>> = if levels > 1 {
        let deeper = any_tree(leaf.clone(), levels - 1).prop_map(Node::Tree);
        prop_oneof![2 => leaf.prop_map(Node::Leaf), 1 => deeper].boxed()
    } else {
        leaf.prop_map(Node::Leaf).boxed()
    };
    (join, vec(part, 1..4)).prop_map(|(join, parts)| Tree { join, parts }).boxed()
}

pub(super) fn any_screen_field() -> impl Strategy<Value = ScreenField> {
    let asked = prop_oneof![
        3 => any_field().prop_map(Asked::Field),
        1 => prop::sample::select(Asked::SPECIAL.to_vec()),
    ];
    (asked, any::<bool>(), any_value()).prop_map(|(field, required, default)| ScreenField {
        field,
        required,
        // Nothing is kept as nothing, whichever way it was said.
        default: if default.is_empty() { Value::Null } else { default },
    })
}

pub(super) fn any_post_function() -> impl Strategy<Value = PostFunction> {
    let source = prop_oneof![
        any_value().prop_map(Source::Literal),
        "[a-b]{1,3}".prop_map(Source::Attribute),
        prop::sample::select(vec![Variable::Actor, Variable::Now, Variable::Owner, Variable::Assignee])
            .prop_map(Source::Variable),
    ];
    let update = (
        any_field().prop_filter("a status is moved", |f| *f != Field::Status),
        option::of(1..=16_i64),
        source,
    )
        .prop_map(|(field, kind, source)| {
            PostFunction::UpdateFieldValue(UpdateField { field, kind, source })
        });
    let param = ("[a-b]{1,8}", "[a-b]{0,3}").prop_map(|(uuid, name)| Param {
        uuid,
        name,
        kind: String::new(),
        value: json!({"any": ["thing", 1, null]}),
    });
    let params = prop_oneof![
        vec(param, 0..3).prop_map(Params::List),
        Just(Params::Object(json!({"url": "x"}).as_object().unwrap().clone())),
    ];
    let script = ("[a-b]{1,8}", params)
        .prop_map(|(uuid, params)| PostFunction::RunScript(RunScript { uuid, name: "n".into(), params }));
    let task = ("[a-b]{1,8}", "[a-b]{0,2}").prop_map(|(title, category)| {
        PostFunction::CreateTask(CreateTask {
            title,
            content: String::new(),
            project: String::new(),
            issue_type: "bug".into(),
            category,
            assignee: String::new(),
        })
    });
    prop_oneof![
        3 => update,
        2 => script,
        1 => task,
        1 => prop::sample::select(vec![Audience::Everyone, Audience::Staff])
            .prop_map(|audience| PostFunction::AddComment { text: "done".into(), audience }),
        1 => option::of("[a-b]{1,3}")
            .prop_map(|secret| PostFunction::CallWebhook { url: "https://hook.example.com/x".into(), secret }),
        1 => vec(any_domain(), 1..3)
            .prop_map(|user_domains| PostFunction::Notify { user_domains, text: String::new() }),
        1 => Just(PostFunction::TransitParent { status: "done".into() }),
    ]
}

pub(super) fn any_approval() -> impl Strategy<Value = Approval> {
    let rule = prop_oneof![
        Just(Rule::All),
        Just(Rule::Any),
        (1..4_usize).prop_map(Rule::AtLeast),
        (1..=100_usize).prop_map(Rule::Percent),
    ];
    let order = prop::sample::select(vec![Order::AtOnce, Order::InTurn]);
    (vec(any_domain(), 1..3), rule, order, any::<bool>()).prop_map(
        |(approvers, rule, order, requester_votes)| Approval { approvers, rule, order, requester_votes },
    )
}

pub(super) const KEYS: [&str; 5] = ["a", "b", "c", "d", "e"];

pub(super) fn any_transition() -> impl Strategy<Value = Transition> {
    let key = || prop::sample::select(KEYS.to_vec());
    let from = prop_oneof![
        4 => key().prop_map(|key| Start::At(key.to_owned())),
        1 => Just(Start::Any),
    ];
    let parts = (
        vec(any_screen_field(), 0..3),
        option::weighted(0.4, any_tree(any_check(), 3)),
        option::weighted(0.3, any_tree(any_cause(), 3)),
        option::weighted(0.2, any_approval()),
        vec(any_post_function(), 0..3),
    );
    (from, key(), "[a-b]{0,1}", -1..2_i64, parts).prop_map(
        |(from, to, name, position, (fields, condition, trigger, approval, post_functions))| Transition {
            uuid: String::new(),
            name: Names::same(&name),
            from,
            to: to.to_owned(),
            position,
            fields,
            condition,
            trigger,
            approval,
            post_functions,
        },
    )
}

/// A definition with ids; what [`Workflow::check`] refuses may be in its screens.
pub(super) fn any_workflow() -> impl Strategy<Value = Workflow> {
    let categories = vec(prop::sample::select(StatusCategory::ALL.to_vec()), KEYS.len());
    (categories, vec(any_transition(), 0..8)).prop_map(|(categories, transitions)| {
        let statuses = KEYS.iter().zip(categories).map(|(key, category)| Status {
            key: (*key).to_owned(),
            uuid: String::new(),
            name: Names::same(key),
            category,
        });
        let mut next = 0;
        let workflow = Workflow { statuses: statuses.collect(), transitions };
        workflow.with_ids(None, || {
            next += 1;
            format!("id{next:06}")
        })
    })
}

/// The clock of samples.
pub(super) fn clock() -> Clock {
    Clock { now: At::from_micros(1_700_000_000_000_000), zone: 0 }
}

/// There are no groups.
pub(super) struct NoGroups;

impl Groups for NoGroups {
    fn has(&self, _group: &str, _person: &str) -> bool {
        false
    }
}
