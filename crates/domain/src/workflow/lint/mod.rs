//! Lint: what is strange in a definition, each finding with a stable code, its place, a reason and a fix.
//!
//! A definition with findings of [`Severity::Error`] cannot work as drawn; the others may be meant. What lint calls dead (a
//! condition, a status, a trigger, an approval) *is* dead: where it cannot be sure it says nothing. To add a finding: a variant of [`Code`] and the function that finds it.

mod graph;
mod parts;
mod satisfy;

pub use satisfy::can_hold;
pub(super) use satisfy::can_hold_for;

use super::{Start, Status, Transition, Workflow};
use crate::{Lang, Message, attribute::Attributes, field::Definition, field::Names, msg};
use serde::Serialize;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Perhaps meant; good to know.
    Hint,
    /// Probably not meant.
    Warning,
    /// Cannot work.
    Error,
}

/// What was found. The words are stable: scripts may look for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// No ticket can ever come into the status.
    UnreachableStatus,
    /// A ticket that is not over can never leave the status.
    NoWayOut,
    /// From the status no way leads to one where work is over.
    NoWayToClosed,
    /// No status says that work is over.
    NoClosedStatus,
    /// Nobody can ever meet the condition.
    ConditionNeverHolds,
    /// Nothing can ever be the trigger's occasion.
    TriggerNeverFires,
    /// The system would have to fill in what the screen requires.
    TriggerCannotFill,
    /// Steps that the system takes by itself can lead in a circle.
    TriggerLoop,
    /// The system takes a step that people need consent for.
    TriggerSkipsApproval,
    /// A field that new tickets must have stands on no screen.
    RequiredFieldNotShown,
    /// The condition wants a field filled that no step before it asks for.
    ConditionFieldNotShown,
    /// The project has no such field.
    UnknownField,
    /// A value that the field does not take.
    ValueNotTaken,
    /// Several transitions from one status to another: who only names the status gets the first they may take.
    Indistinguishable,
    /// Several transitions from one status have the same name.
    SameName,
    /// It leads where it starts, and neither asks for anything nor brings anything about.
    StepInPlace,
    /// A user domain that nobody is ever in.
    NobodyInDomain,
    /// The approvers can never be as many as must consent.
    ApprovalNeverGranted,
    /// Tickets that a step of the system makes come by themselves to a step that makes more.
    TasksMultiply,
    /// The post function can only fail.
    PostFunctionFails,
    /// What a post function gives a function is not what that takes.
    ParamsRefused,
    /// The issue type has no such attribute: the post function fails until it has.
    UnknownAttribute,
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The definition as a whole.
    Workflow,
    /// A status, by its key.
    Status(String),
    /// A transition, by its place in the list.
    Transition {
        /// Counted from 0.
        index: usize,
        /// Its id; empty while it has none.
        uuid: String,
    },
}

/// Something strange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub code: Code,
    /// Where: a transition that shares the trouble with others is the first of them.
    pub place: Place,
    /// The path in the definition, such as `transitions[2].condition`.
    pub path: String,
    /// Why.
    pub why: Message,
    /// What to do about it.
    pub fix: Message,
}

/// A finding in one language, as it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// What.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The path in the definition.
    pub path: String,
    /// Why.
    pub why: String,
    /// What to do about it.
    pub fix: String,
}

/// The issue type that a definition is of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Home<'w> {
    /// The project's key.
    pub project: &'w str,
    /// The type's key.
    pub kind: &'w str,
    /// Whether the type is the project's first, of which tickets are that name none.
    pub is_first: bool,
    /// What the type says of itself.
    pub attributes: &'w Attributes,
}

/// Everything strange in a definition that [`Workflow::check`] has passed, worst first.
/// `custom` are the project's fields; `None` where they are not known (a file alone), then nothing is said of them. So it is with
/// the issue type, its `home`: a file alone is taken to be for a project's first.
pub fn lint(workflow: &Workflow, custom: Option<&[Definition]>, home: Option<Home<'_>>) -> Vec<Finding> {
    let view = View::new(workflow, custom, home);
    let mut found = graph::find(&view);
    found.extend(parts::find(&view));
    found.sort_by_key(|finding| std::cmp::Reverse(finding.code.severity()));
    found
}

/// A definition and what the finders share about it.
struct View<'w> {
    workflow: &'w Workflow,
    custom: Option<&'w [Definition]>,
    home: Option<Home<'w>>,
    /// Of each transition: whether anybody or anything can ever take it.
    live: Vec<bool>,
}

impl<'w> View<'w> {
    fn new(workflow: &'w Workflow, custom: Option<&'w [Definition]>, home: Option<Home<'w>>) -> Self {
        let live = workflow
            .transitions
            .iter()
            .map(|t| {
                let by_people =
                    t.condition.as_ref().is_none_or(|c| can_hold(c, &t.from, custom.unwrap_or_default()));
                let by_itself = t.trigger.as_ref().is_some_and(super::trigger::has_occasion);
                by_people || by_itself
            })
            .collect();
        Self { workflow, custom, home, live }
    }

    /// The transitions that can be taken, each with its place in the list.
    fn live(&self) -> impl Iterator<Item = (usize, &'w Transition)> {
        self.all().filter(|(i, _)| self.live.get(*i).copied().unwrap_or(false))
    }

    fn all(&self) -> impl Iterator<Item = (usize, &'w Transition)> + use<'w> {
        self.workflow.transitions.iter().enumerate()
    }

    /// The custom fields, as far as they are known.
    fn fields(&self) -> &'w [Definition] {
        self.custom.unwrap_or_default()
    }

    fn called(&self, transition: &Transition) -> Names {
        self.workflow.called(transition)
    }
}

/// A finding about a status.
fn of_status(code: Code, status: &Status, index: usize, why: &Message, fix: Message) -> Finding {
    Finding {
        code,
        place: Place::Status(status.key.clone()),
        path: format!("statuses[{index}]"),
        why: why.clone().naming("status", &status.called()),
        fix,
    }
}

/// A finding about the part of a transition under `key`.
fn of_transition(
    view: &View<'_>,
    code: Code,
    (index, transition): (usize, &Transition),
    key: &str,
    sentences: (Message, Message),
) -> Finding {
    let at = format!("transitions[{index}]");
    let (why, fix) = sentences;
    Finding {
        code,
        place: Place::Transition { index, uuid: transition.uuid.clone() },
        path: super::reader::below(&at, key),
        why: why.naming("transition", &view.called(transition)),
        fix,
    }
}

impl Code {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::UnreachableStatus,
        Self::NoWayOut,
        Self::NoWayToClosed,
        Self::NoClosedStatus,
        Self::ConditionNeverHolds,
        Self::TriggerNeverFires,
        Self::TriggerCannotFill,
        Self::TriggerLoop,
        Self::TriggerSkipsApproval,
        Self::RequiredFieldNotShown,
        Self::ConditionFieldNotShown,
        Self::UnknownField,
        Self::ValueNotTaken,
        Self::Indistinguishable,
        Self::SameName,
        Self::StepInPlace,
        Self::NobodyInDomain,
        Self::ApprovalNeverGranted,
        Self::TasksMultiply,
        Self::PostFunctionFails,
        Self::ParamsRefused,
        Self::UnknownAttribute,
    ];

    /// How bad it is.
    pub const fn severity(self) -> Severity {
        match self {
            Self::UnknownField | Self::ValueNotTaken | Self::ApprovalNeverGranted => Severity::Error,
            Self::ConditionNeverHolds
            | Self::TriggerLoop
            | Self::TasksMultiply
            | Self::PostFunctionFails
            | Self::ParamsRefused
            | Self::UnknownAttribute
            | Self::TriggerNeverFires
            | Self::UnreachableStatus
            | Self::NoWayOut
            | Self::NoWayToClosed
            | Self::NoClosedStatus
            | Self::TriggerCannotFill
            | Self::ConditionFieldNotShown
            | Self::Indistinguishable
            | Self::SameName
            | Self::NobodyInDomain => Severity::Warning,
            Self::TriggerSkipsApproval | Self::RequiredFieldNotShown | Self::StepInPlace => Severity::Hint,
        }
    }
}

impl Finding {
    /// A post function that can only fail, by the places of its transition and its own. `None` where there is no such. Some can be
    /// told here; of others only who knows the team's other definitions can tell.
    pub fn failing(workflow: &Workflow, index: usize, place: usize, why: Message) -> Option<Self> {
        let transition = workflow.transitions.get(index)?;
        let why = msg!("lint.post_function_fails").listing("why", vec![why]);
        Some(Self {
            code: Code::PostFunctionFails,
            place: Place::Transition { index, uuid: transition.uuid.clone() },
            path: format!("transitions[{index}].post_functions[{place}]"),
            why: why.naming("transition", &workflow.called(transition)),
            fix: msg!("lint.post_function_fails_fix"),
        })
    }

    /// A post function that gives a function what it does not take, and why it does not, by the places of its transition and its
    /// own. `None` where there is no such.
    pub fn refused(workflow: &Workflow, index: usize, place: usize, why: Message) -> Option<Self> {
        let failing = Self::failing(workflow, index, place, why.clone())?;
        let transition = workflow.transitions.get(index)?;
        let why = msg!("lint.params_refused").listing("why", vec![why]);
        Some(Self {
            code: Code::ParamsRefused,
            path: format!("{}.run_script.params", failing.path),
            why: why.naming("transition", &workflow.called(transition)),
            fix: msg!("lint.params_refused_fix"),
            ..failing
        })
    }

    /// It in one language.
    pub fn told(&self, lang: Lang) -> Told {
        Told {
            code: self.code,
            severity: self.code.severity(),
            place: self.place.clone(),
            path: self.path.clone(),
            why: self.why.text(lang),
            fix: self.fix.text(lang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        field::FieldType,
        workflow::{
            StatusCategory,
            samples::{KEYS, any_workflow, custom, customs, drawn},
        },
    };
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};
    use std::collections::BTreeSet;

    const SIMPLE: [(&str, &str); 3] = [("open", "new"), ("doing", "active"), ("closed", "closed")];

    /// The way through [`SIMPLE`], and what is to be looked at beside it.
    fn with(more: Json) -> Workflow {
        let mut transitions = vec![
            json!({"name": "Start", "from": "open", "to": "doing"}),
            json!({"name": "Close", "from": "doing", "to": "closed"}),
        ];
        if let Json::Array(more) = more {
            transitions.extend(more);
        }
        drawn(&SIMPLE, &transitions)
    }

    fn found(workflow: &Workflow) -> Vec<(Code, String)> {
        lint(workflow, Some(&customs()), None).into_iter().map(|f| (f.code, f.path)).collect()
    }

    fn one(code: Code, path: &str) -> Vec<(Code, String)> {
        vec![(code, path.to_owned())]
    }

    #[test]
    fn a_plain_workflow_has_nothing_strange() {
        assert_eq!(found(&with(json!([]))), vec![]);
    }

    #[test]
    fn a_status_that_nothing_leads_to_is_unreachable() {
        let mut w = with(json!([]));
        w.statuses.push(Status {
            key: "lost".into(),
            category: StatusCategory::Closed,
            ..w.statuses[2].clone()
        });
        assert_eq!(found(&w), one(Code::UnreachableStatus, "statuses[3]"));
    }

    #[test]
    fn a_status_behind_a_dead_condition_is_unreachable_unless_a_trigger_leads_there() {
        let never = json!({"must": [
            {"field_equals": {"field": "category", "value": "a"}}, {"field_equals": {"field": "category", "value": "b"}},
        ]});
        let behind = json!({"from": "doing", "to": "late", "condition": never});
        let statuses = [("open", "new"), ("doing", "active"), ("closed", "closed"), ("late", "closed")];
        let base = with(json!([])).transitions;
        let mut w = drawn(&statuses, &[behind]);
        w.transitions.extend(base);
        let codes = |w: &Workflow| found(w).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        assert_eq!(codes(&w), [Code::UnreachableStatus, Code::ConditionNeverHolds]);
        w.transitions[0].trigger = Some(
            super::super::expression::Tree::parse(&json!({"must": [{"after": {"seconds": 5}}]}), "").unwrap(),
        );
        assert_eq!(codes(&w), [Code::ConditionNeverHolds]);
    }

    #[test]
    fn a_status_that_is_no_end_needs_a_way_out() {
        let w = drawn(
            &[("open", "new"), ("stuck", "paused"), ("closed", "closed")],
            &[json!({"from": "open", "to": "stuck"}), json!({"from": "open", "to": "closed"})],
        );
        assert_eq!(found(&w), one(Code::NoWayOut, "statuses[1]"));
    }

    #[test]
    fn going_in_circles_is_no_way_to_closed() {
        let step = |from: &str, to: &str| json!({"from": from, "to": to});
        let w = drawn(
            &[("open", "new"), ("a", "active"), ("b", "paused"), ("closed", "closed")],
            &[step("open", "a"), step("a", "b"), step("b", "a"), step("open", "closed")],
        );
        let expected = [
            (Code::NoWayToClosed, "statuses[1]".to_owned()),
            (Code::NoWayToClosed, "statuses[2]".to_owned()),
        ];
        assert_eq!(found(&w), expected);
    }

    #[test]
    fn a_workflow_needs_an_end_and_resolved_is_one_where_nothing_is_closed() {
        let step = |to: &str| vec![json!({"from": "open", "to": to})];
        let w = drawn(&[("open", "new"), ("done", "resolved")], &step("done"));
        assert_eq!(found(&w), vec![]);
        let w = drawn(&[("open", "new"), ("done", "resolved"), ("closed", "closed")], &step("done"));
        let codes: Vec<_> = found(&w).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, [Code::NoWayToClosed, Code::NoWayOut, Code::UnreachableStatus]);
        let w = drawn(
            &[("open", "new"), ("doing", "active")],
            &[step("doing"), vec![json!({"from": "doing", "to": "open"})]].concat(),
        );
        assert_eq!(found(&w), one(Code::NoClosedStatus, "statuses"));
    }

    #[test]
    fn a_trigger_that_waits_for_nothing_never_fires() {
        let w = with(
            json!([{"from": "open", "to": "closed", "trigger": {"must_not": [{"after": {"seconds": 5}}]}}]),
        );
        assert_eq!(found(&w), one(Code::TriggerNeverFires, "transitions[2].trigger"));
    }

    #[test]
    fn a_trigger_cannot_answer_a_screen() {
        let asks = |fields: Json| {
            found(&with(json!([{
                "from": "open", "to": "closed", "fields": fields, "trigger": {"must": [{"webhook": {"name": "x"}}]},
            }])))
        };
        let required = json!([{"field": "tf-manhour", "required": true}, {"field": "assignee"}]);
        assert_eq!(asks(required), one(Code::TriggerCannotFill, "transitions[2].fields"));
        assert_eq!(asks(json!([{"field": "assignee", "required": true, "default": "qa"}])), vec![]);
    }

    #[test]
    fn timers_that_lead_in_a_circle_are_a_loop_told_once() {
        let timer = json!({"must": [{"after": {"seconds": 60}}]});
        let w = with(json!([
            {"from": "doing", "to": "open", "trigger": timer},
            {"from": "open", "to": "doing", "name": "On", "trigger": timer},
        ]));
        let findings = lint(&w, Some(&customs()), None);
        let loops: Vec<_> = findings.iter().filter(|f| f.code == Code::TriggerLoop).collect();
        assert_eq!((loops.len(), loops[0].path.as_str()), (1, "transitions[2].trigger"));
        assert!(loops[0].why.text(Lang::En).contains("doing → open, open → doing"));
        // Once people have to do something in between, it is none.
        let w = with(json!([{"from": "doing", "to": "open", "trigger": timer}]));
        assert_eq!(found(&w), vec![]);
    }

    #[test]
    fn tickets_that_come_by_themselves_to_a_step_that_makes_more_are_told_of() {
        let timer = json!({"must": [{"after": {"seconds": 60}}]});
        let made = |from: &str, trigger: &Json, task: Json, home: Option<Home<'_>>| {
            let w = with(json!([
                {"from": from, "to": "closed", "name": "On", "trigger": trigger,
                 "post_functions": [{"add_comment": {"text": "x"}}, {"create_task": task}]},
                {"from": "open", "to": "doing", "name": "By itself", "trigger": {"must": [{"after": {"seconds": 9}}]}},
            ]));
            let found = lint(&w, Some(&customs()), home);
            let told = found.into_iter().filter(|f| f.code == Code::TasksMultiply);
            told.map(|f| f.path).collect::<Vec<_>>()
        };
        let none_at_all = Attributes::new();
        let home = |is_first| Some(Home { project: "SUP", kind: "bug", is_first, attributes: &none_at_all });
        let here = vec!["transitions[2].post_functions[1]".to_owned()];
        // In whatever status it is that they come to, with nobody doing anything.
        assert_eq!(made("open", &timer, json!({"title": "x"}), None), here);
        assert_eq!(made("doing", &timer, json!({"title": "x"}), home(true)), here);
        assert_eq!(made("open", &timer, json!({"title": "x", "issue_type": "bug"}), home(false)), here);
        assert_eq!(
            made("open", &timer, json!({"title": "x", "issue_type": "bug", "project": "SUP"}), home(true)),
            here
        );
        // Of another type, in another project, or only once somebody does something.
        let none: Vec<String> = Vec::new();
        assert_eq!(made("open", &timer, json!({"title": "x"}), home(false)), none);
        assert_eq!(made("open", &timer, json!({"title": "x", "issue_type": "task"}), home(true)), none);
        assert_eq!(made("open", &timer, json!({"title": "x", "project": "NET"}), home(true)), none);
        let hook = json!({"must": [{"webhook": {"name": "x"}}]});
        assert_eq!(made("open", &hook, json!({"title": "x"}), home(true)), none);
        assert_eq!(made("closed", &timer, json!({"title": "x"}), home(true)), none);
    }

    #[test]
    fn an_attribute_that_the_issue_type_has_not_or_whose_value_the_field_does_not_take_is_named() {
        let fills = |field: &str, name: &str| json!({"update_field_value": {"field": field, "value": name, "value_type": 1}});
        let w = with(json!([{"from": "open", "to": "closed", "name": "On", "post_functions": [
            {"add_comment": {"text": "x"}}, fills("assignee", "leader"), fills("fields.size", "hours"),
            fills("fields.size", "leader"), fills("assignee", "deputy"), fills("fields.gone", "leader"),
        ]}]));
        let attributes: Attributes =
            [("leader".to_owned(), "li.wei".into()), ("hours".to_owned(), crate::Value::Int(4))].into();
        let home = Home { project: "SUP", kind: "bug", is_first: true, attributes: &attributes };
        let told = lint(&w, Some(&customs()), Some(home));
        let told: Vec<_> = told.iter().map(|f| (f.code, f.path.as_str())).collect();
        let at = |place: usize| format!("transitions[2].post_functions[{place}]");
        assert_eq!(
            told,
            [
                (Code::UnknownField, at(5).as_str()),
                (Code::PostFunctionFails, at(3).as_str()),
                (Code::UnknownAttribute, at(4).as_str()),
            ]
        );
        assert!(lint(&w, Some(&customs()), Some(home))[2].why.text(Lang::Zh).contains("deputy"));
        assert_eq!(
            lint(&w, None, None),
            vec![],
            "where the issue type is not known nothing is said of its attributes"
        );
    }

    #[test]
    fn a_job_that_starts_itself_again_is_a_loop() {
        let again = |function: &str| {
            found(&with(json!([{
                "from": "doing", "to": "doing", "name": "Again",
                "trigger": {"must": [{"job_finished": {"function_id": "check", "state": "failed"}}]},
                "post_functions": [{"run_script": {"uuid": function, "params": []}}],
            }])))
        };
        let has_loop = |found: &[(Code, String)]| found.iter().any(|(code, _)| *code == Code::TriggerLoop);
        assert!(has_loop(&again("check")) && !has_loop(&again("other")));
    }

    #[test]
    fn a_trigger_passes_an_approval_by() {
        let w = with(json!([{
            "from": "open", "to": "closed", "trigger": {"must": [{"webhook": {"name": "x"}}]},
            "approval": {"approvers": [{"user_domain_type": "task_owner"}], "rule": "all"},
        }]));
        assert_eq!(found(&w), one(Code::TriggerSkipsApproval, "transitions[2].approval"));
    }

    #[test]
    fn a_required_field_should_stand_on_a_screen() {
        let mut room = custom("room", FieldType::Text, &[]);
        room.required = true;
        let shown = with(json!([{"from": "open", "to": "closed", "fields": [{"field": "fields.room"}]}]));
        let codes = |w: &Workflow| {
            lint(w, Some(std::slice::from_ref(&room)), None).iter().map(|f| f.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(&with(json!([]))), [Code::RequiredFieldNotShown]);
        assert_eq!(codes(&shown), vec![]);
    }

    #[test]
    fn a_field_that_a_condition_wants_filled_is_asked_for_before() {
        let wants = json!({"must_not": [{"field_empty": {"field": "fields.room"}}]});
        let close =
            json!({"from": "open", "to": "closed", "condition": wants, "fields": [{"field": "fields.room"}]});
        assert_eq!(
            found(&with(json!([close]))),
            one(Code::ConditionFieldNotShown, "transitions[2].condition")
        );
        let ask = json!({"from": "closed", "to": "open", "fields": [{"field": "fields.room"}]});
        assert_eq!(found(&with(json!([close, ask]))), vec![]);
        let fill = json!({"from": "closed", "to": "open", "post_functions": [
            {"update_field_value": {"field": "fields.room", "value": "1"}},
        ]});
        assert_eq!(found(&with(json!([close, fill]))), vec![]);
    }

    #[test]
    fn fields_that_the_project_has_not_are_named_wherever_they_stand() {
        let w = with(json!([{
            "from": "open", "to": "closed",
            "fields": [{"field": "assignee"}, {"field": "fields.gone"}],
            "condition": {"should": [{"field_empty": {"field": "fields.gone"}}]},
            "post_functions": [{"update_field_value": {"field": "fields.gone", "value": 1}}],
        }]));
        let paths: Vec<_> = found(&w);
        let expected = ["fields[1]", "post_functions[0]", "condition"];
        assert_eq!(paths, expected.map(|key| (Code::UnknownField, format!("transitions[2].{key}"))));
        assert_eq!(lint(&w, None, None), vec![], "where the fields are not known nothing is said of them");
    }

    #[test]
    fn values_that_a_field_does_not_take_are_named() {
        let w = with(json!([{
            "from": "open", "to": "closed",
            "fields": [{"field": "priority", "default": "purple"}, {"field": "fields.parts", "default": ["a"]}],
            "post_functions": [
                {"update_field_value": {"field": "fields.size", "value": "five"}},
                {"update_field_value": {"field": "fields.size", "value": 5}},
            ],
        }]));
        let expected = ["fields[0]", "post_functions[0]"];
        assert_eq!(found(&w), expected.map(|key| (Code::ValueNotTaken, format!("transitions[2].{key}"))));
    }

    #[test]
    fn values_that_a_field_never_has_are_named_in_conditions_too() {
        let asks = |leaf: Json| {
            found(&with(
                json!([{"from": "open", "to": "closed", "condition": {"should": [leaf, {"all_subtasks_closed": {}}]}}]),
            ))
        };
        let equals = |field: &str, value: Json| json!({"field_equals": {"field": field, "value": value}});
        let named = one(Code::ValueNotTaken, "transitions[2].condition");
        assert_eq!(asks(equals("priority", json!("purple"))), named);
        assert_eq!(asks(equals("fields.size", json!("five"))), named);
        assert_eq!(asks(equals("status", json!("gone"))), named);
        assert_eq!(asks(equals("fields.parts", json!(["z"]))), named);
        let any_of = |field: &str, values: Json| json!({"field_in": {"field": field, "values": values}});
        assert_eq!(asks(any_of("fields.parts", json!(["a", "z"]))), named);
        for fine in [
            equals("priority", json!("urgent")),
            equals("status", json!("closed")),
            equals("assignee", json!(null)),
            equals("fields.parts", json!(["a"])),
            any_of("fields.parts", json!(["a", "b", null])),
            any_of("tags", json!(["vip"])),
        ] {
            assert_eq!(asks(fine.clone()), vec![], "{fine}");
        }
    }

    #[test]
    fn two_ways_between_the_same_statuses_cannot_be_told_apart_by_the_status() {
        let w = with(json!([{"name": "Again", "from": "open", "to": "doing"}]));
        assert_eq!(found(&w), one(Code::Indistinguishable, "transitions[2].to"));
        let w = with(json!([{"name": "From anywhere", "from": "*", "to": "closed"}]));
        assert_eq!(found(&w), one(Code::Indistinguishable, "transitions[2].to"));
        // Where nobody can take both, everybody gets the one that is theirs.
        let crew = json!({"in_user_domains": {"user_domains": [{"user_domain_type": "group", "user_domain_param": "x"}]}});
        let mut w = with(json!([
            {"from": "closed", "to": "open", "condition": {"must": [crew]}},
            {"from": "closed", "to": "open", "condition": {"must_not": [crew]}},
        ]));
        assert_eq!(found(&w), vec![]);
        w.transitions[3].condition = None;
        assert_eq!(found(&w), one(Code::Indistinguishable, "transitions[3].to"));
    }

    #[test]
    fn two_ways_of_one_name_cannot_be_told_apart_by_the_name() {
        let w = with(json!([{"name": "Start", "from": "open", "to": "closed"}]));
        assert_eq!(found(&w), one(Code::SameName, "transitions[2].name"));
        // From another status it is another button.
        let w = with(json!([{"name": "Start", "from": "closed", "to": "open"}]));
        assert_eq!(found(&w), vec![]);
    }

    #[test]
    fn a_step_in_place_that_asks_for_nothing_changes_nothing() {
        let mut w = with(json!([{"name": "Note", "from": "doing", "to": "doing"}]));
        assert_eq!(found(&w), one(Code::StepInPlace, "transitions[2].to"));
        w.transitions[2].fields =
            with(json!([{"from": "doing", "to": "doing", "fields": [{"field": "priority"}]}])).transitions[2]
                .fields
                .clone();
        assert_eq!(found(&w), vec![]);
    }

    #[test]
    fn domains_that_nobody_is_in_are_named_wherever_they_stand() {
        let some = json!([{"user_domain_type": "plan_administrators"}, {"user_domain_type": "everyone"}]);
        let w = with(json!([{
            "from": "open", "to": "closed",
            "condition": {"must": [{"in_user_domains": {"user_domains": some}}]},
            "approval": {"approvers": some, "rule": "any"},
            "post_functions": [{"notify": {"user_domains": some}}],
        }]));
        let expected = ["condition", "approval", "post_functions"];
        assert_eq!(found(&w), expected.map(|key| (Code::NobodyInDomain, format!("transitions[2].{key}"))));
    }

    #[test]
    fn more_consent_than_there_are_people_is_never_given() {
        let asks = |approvers: Json, rule: Json| {
            found(&with(
                json!([{"from": "open", "to": "closed", "approval": {"approvers": approvers, "rule": rule}}]),
            ))
        };
        let two = json!([{"user_domain_type": "task_owner"}, {"user_domain_type": "task_assign"}]);
        assert_eq!(asks(two.clone(), json!({"at_least": 2})), vec![]);
        assert_eq!(
            asks(two, json!({"at_least": 3})),
            one(Code::ApprovalNeverGranted, "transitions[2].approval")
        );
        let group = json!([{"user_domain_type": "group", "user_domain_param": "x"}]);
        assert_eq!(asks(group, json!({"at_least": 90})), vec![]);
        let nobody = asks(json!([{"user_domain_type": "program_assign"}]), json!("any"));
        assert_eq!(nobody[0].0, Code::ApprovalNeverGranted);
    }

    #[test]
    fn the_worst_is_told_first_and_everything_in_both_languages() {
        let w = with(json!([
            {"name": "Note", "from": "doing", "to": "doing"},
            {"from": "open", "to": "closed", "fields": [{"field": "fields.gone"}]},
        ]));
        let told: Vec<Told> = lint(&w, Some(&customs()), None).iter().map(|f| f.told(Lang::Zh)).collect();
        let json = serde_json::to_value(&told).unwrap();
        assert_eq!((&json[0]["code"], &json[0]["severity"]), (&json!("unknown_field"), &json!("error")));
        assert_eq!(json[0]["place"]["transition"]["index"], 3);
        assert_eq!((&json[1]["code"], &json[1]["severity"]), (&json!("step_in_place"), &json!("hint")));
        // A transition without a name is called as the status it leads to.
        assert!(told[0].why.contains("closed") && told[0].fix.contains("字段"));
        let words: BTreeSet<String> = Code::ALL.iter().map(|c| serde_json::to_string(c).unwrap()).collect();
        assert_eq!(words.len(), Code::ALL.len());
    }

    proptest! {
        #[test]
        fn what_is_called_unreachable_or_without_a_way_is_so_by_hand(workflow in any_workflow()) {
            let custom = customs();
            let found: Vec<Finding> = lint(&workflow, Some(&custom), None);
            let live = View::new(&workflow, Some(&custom), None).live;
            // Who can get where, worked out by letting every transition pass on what it knows until nothing is new.
            let mut ways: BTreeSet<(&str, &str)> = KEYS.iter().map(|key| (*key, *key)).collect();
            loop {
                let mut more = ways.clone();
                for (transition, _) in workflow.transitions.iter().zip(&live).filter(|(_, live)| **live) {
                    for (from, at) in &ways {
                        if transition.starts_at(at) {
                            more.insert((from, transition.to.as_str()));
                        }
                    }
                }
                if more == ways { break }
                ways = more;
            }
            let has = |code: Code, key: &str| found.iter().any(|f| f.code == code && f.place == Place::Status(key.into()));
            let closed = workflow.statuses.iter().any(|s| s.category == StatusCategory::Closed);
            let is_end = |s: &Status| s.category.is_end() || (!closed && s.category == StatusCategory::Resolved);
            let ends = workflow.statuses.iter().any(is_end);
            for status in &workflow.statuses {
                let key = status.key.as_str();
                prop_assert_eq!(has(Code::UnreachableStatus, key), !ways.contains(&(KEYS[0], key)));
                let goes = KEYS.iter().any(|other| *other != key && ways.contains(&(key, *other)));
                prop_assert_eq!(has(Code::NoWayOut, key), !is_end(status) && !goes);
                let ended = workflow.statuses.iter().any(|s| is_end(s) && ways.contains(&(key, s.key.as_str())));
                prop_assert_eq!(has(Code::NoWayToClosed, key), ends && !is_end(status) && goes && !ended);
            }
        }
    }
}
