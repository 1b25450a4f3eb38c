//! Workflows: statuses, the transitions between them, and which of them a ticket may take.
//!
//! This is the only place where it is decided that a status may follow another; every surface and every importer asks here.
//! What a transition has is one module each: [`screen`], [`condition`], [`trigger`], [`post_function`], [`approval`]; what is
//! said about whole definitions is in `check` (what is refused), [`lint`] (what is strange), [`compare`] and [`version`].
//! [`file`] and [`wire`] are the forms in which definitions travel. Nothing here knows where facts come from.

pub mod approval;
pub mod beforehand;
pub mod cause;
mod check;
pub mod compare;
pub mod condition;
pub mod expression;
pub mod file;
pub mod lint;
pub mod matches;
pub mod mention;
pub mod post_function;
mod reader;
#[cfg(test)]
mod samples;
pub mod screen;
mod transition;
pub mod trigger;
pub mod version;
pub mod wire;

pub use screen::{Asked, ScreenField};
pub use transition::{Start, Transition};

use crate::{
    Rejection,
    field::{Definition, Names},
    identity::UserDomain,
    msg, text,
};
use reader::{Faults, Object};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value as Json;

/// What a status means, whatever a team calls it. Surfaces word statuses of other workflows by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum StatusCategory {
    New,
    Active,
    Paused,
    Resolved,
    Closed,
    Rejected,
}

/// A status of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Its key, as on the native surface: `a-z 0-9 _`.
    pub key: String,
    /// Its short id, 8 characters; empty while it has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub uuid: String,
    /// Its name for people.
    pub name: Names,
    /// What it means.
    pub category: StatusCategory,
}

/// How the tickets of one project and type move.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Workflow {
    /// The statuses; a new ticket starts in the first.
    pub statuses: Vec<Status>,
    /// The transitions, in the order in which they are offered.
    pub transitions: Vec<Transition>,
}

/// What a request for a status comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Step<'w> {
    /// The ticket is there already.
    Stay,
    /// This transition leads there.
    Take(&'w Transition),
}

impl StatusCategory {
    /// All of them, in the order of a ticket's life.
    pub const ALL: [Self; 6] =
        [Self::New, Self::Active, Self::Paused, Self::Resolved, Self::Closed, Self::Rejected];

    /// The word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
            Self::Rejected => "rejected",
        }
    }

    /// Whether work is over: closed or rejected.
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Closed | Self::Rejected)
    }
}

impl Status {
    /// What people call it: by its key, where it has no name.
    pub fn called(&self) -> Names {
        if self.name.is_empty() { Names::same(&self.key) } else { self.name.clone() }
    }

    fn read(json: &Json, at: &str, faults: &mut Faults) -> Option<Self> {
        let object = Object::of(json, at, faults)?;
        let key = object.text("key", 64, faults);
        let uuid = object.text_or_empty("uuid", 64, text::Lines::One, faults);
        let name = object.names("name", faults);
        let parse = |word: &str| StatusCategory::ALL.into_iter().find(|c| c.word() == word);
        let category = object.word("category", &StatusCategory::ALL.map(StatusCategory::word), parse, faults);
        Some(Self { key: key?, uuid: uuid?, name: name?, category: category? })
    }
}

impl<'de> Deserialize<'de> for Workflow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        Self::parse(&json).map_err(|refusal| reader::said(&refusal))
    }
}

impl Workflow {
    /// The most statuses.
    pub const MOST_STATUSES: usize = 200;
    /// The most transitions.
    pub const MOST_TRANSITIONS: usize = 5_000;

    /// Reads a definition, ours or a person's: `uuid`s may be missing. Every fault is named by its path.
    ///
    /// This is about the form alone; whether a definition holds together says [`Workflow::check`].
    pub fn parse(json: &Json) -> Result<Self, Rejection> {
        reader::whole(|faults| Self::read(&Object::of(json, "", faults)?, faults))
    }

    fn read(object: &Object<'_>, faults: &mut Faults) -> Option<Self> {
        // How many there may be says `check`: what was kept under another limit stays readable.
        let statuses = object.list("statuses", usize::MAX, faults);
        let statuses = statuses.and_then(|list| reader::all(list, faults, Status::read));
        let transitions = object.list("transitions", usize::MAX, faults);
        let transitions = transitions.and_then(|list| reader::all(list, faults, Transition::read));
        Some(Self { statuses: statuses?, transitions: transitions? })
    }

    /// The status a new ticket starts in; `None` for a workflow without statuses, which [`Workflow::check`] refuses.
    pub fn first(&self) -> Option<&Status> {
        self.statuses.first()
    }

    /// The status of a key.
    pub fn status(&self, key: &str) -> Option<&Status> {
        self.statuses.iter().find(|s| s.key == key)
    }

    /// What people call a transition: by the status that it leads to, where it has no name.
    pub fn called(&self, transition: &Transition) -> Names {
        if transition.name.is_empty() {
            self.status(&transition.to).map_or_else(|| Names::same(&transition.to), Status::called)
        } else {
            transition.name.clone()
        }
    }

    /// The transitions that start at a status, in order.
    pub fn from<'w>(&'w self, status: &'w str) -> impl Iterator<Item = &'w Transition> {
        self.transitions.iter().filter(move |t| t.starts_at(status))
    }

    /// The transition of an id.
    pub fn transition(&self, uuid: &str) -> Option<&Transition> {
        self.transitions.iter().find(|t| t.uuid == uuid)
    }

    /// The transitions in the order of their positions, those of the same position as they stood.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.transitions.sort_by_key(|t| t.position);
        self
    }

    /// With the values that it names in the form in which their fields keep them (`urgent` is `critical`, a time is in UTC): only
    /// then are they found equal. What a field does not take stays as it is; [`lint`] tells of it.
    #[must_use]
    pub fn in_kept_form(mut self, custom: &[Definition]) -> Self {
        for transition in &mut self.transitions {
            transition.keep_values(custom);
        }
        self
    }

    /// The user domains that it names, each with its path: to be looked up, or put into the words of somewhere else.
    pub fn user_domains_mut(&mut self) -> Vec<(String, &mut UserDomain)> {
        let transitions = self.transitions.iter_mut().enumerate();
        transitions.flat_map(|(i, t)| t.user_domains_mut(&format!("transitions[{i}]"))).collect()
    }

    /// The ids of its statuses and transitions; empty where there is none yet.
    pub fn ids_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let statuses = self.statuses.iter_mut().map(|status| &mut status.uuid);
        statuses.chain(self.transitions.iter_mut().map(|transition| &mut transition.uuid))
    }

    /// Gives what has no id one: that of what it replaces in `old` (a status of the same key; a transition between the same
    /// statuses, of the same name where there are several), else the next of `id`.
    #[must_use]
    pub fn with_ids(mut self, old: Option<&Self>, mut id: impl FnMut() -> String) -> Self {
        for status in self.statuses.iter_mut().filter(|s| s.uuid.is_empty()) {
            let known = old.and_then(|old| old.status(&status.key)).map(|s| s.uuid.clone());
            status.uuid = known.filter(|uuid| !uuid.is_empty()).unwrap_or_else(&mut id);
        }
        let mut taken: Vec<String> = self.transitions.iter().map(|t| t.uuid.clone()).collect();
        for transition in self.transitions.iter_mut().filter(|t| t.uuid.is_empty()) {
            let same_ends = |t: &&Transition| {
                t.from == transition.from && t.to == transition.to && !taken.contains(&t.uuid)
            };
            let mut beside = old.into_iter().flat_map(|old| &old.transitions).filter(same_ends).peekable();
            let first = beside.peek().map(|t| t.uuid.clone());
            let known = beside.find(|t| t.name == transition.name).map(|t| t.uuid.clone()).or(first);
            transition.uuid = known.unwrap_or_else(&mut id);
            taken.push(transition.uuid.clone());
        }
        self
    }

    /// The step from `now` to `wanted` (trimmed, in any case): the first of [`Workflow::ways`].
    pub fn step(&self, now: &str, wanted: &str, named: Option<&str>) -> Result<Step<'_>, Rejection> {
        Ok(self.ways(now, wanted, named)?.first().map_or(Step::Stay, |first| Step::Take(first)))
    }

    /// The transitions from `now` to `wanted` (trimmed, in any case), in the order in which they are offered: of several, whoever
    /// asks takes the first that they may. None, where the ticket is there already.
    ///
    /// `named` picks one transition by its id or a name of it, where several lead there. A status that is none of this
    /// workflow is refused with the list of those that are; one that cannot follow, with the list of those that can.
    pub fn ways(&self, now: &str, wanted: &str, named: Option<&str>) -> Result<Vec<&Transition>, Rejection> {
        let wanted = text::fold(wanted);
        if wanted.is_empty() {
            return Err(Rejection::invalid("status", msg!("text.blank")));
        }
        if self.status(&wanted).is_none() {
            let known: Vec<&str> = self.statuses.iter().map(|s| s.key.as_str()).collect();
            let why = msg!("workflow.unknown_status", status = wanted, known = known.join(", "));
            return Err(Rejection::invalid("status", why));
        }
        if let Some(name) = named.filter(|name| !self.transitions.iter().any(|t| t.is_named(name))) {
            return Err(Rejection::invalid("transition", msg!("workflow.unknown_transition", name = name)));
        }
        if now == wanted && named.is_none() {
            return Ok(Vec::new());
        }
        let leads =
            |t: &&Transition| t.starts_at(now) && t.to == wanted && named.is_none_or(|name| t.is_named(name));
        let ways: Vec<&Transition> = self.transitions.iter().filter(leads).collect();
        if ways.is_empty() { Err(self.not_from(now, &wanted)) } else { Ok(ways) }
    }

    fn not_from(&self, now: &str, wanted: &str) -> Rejection {
        let mut allowed: Vec<&str> = Vec::new();
        for transition in self.from(now) {
            if !allowed.contains(&transition.to.as_str()) {
                allowed.push(&transition.to);
            }
        }
        let allowed = allowed.join(", ");
        Rejection::Conflict(msg!("workflow.not_from_here", from = now, to = wanted, allowed = allowed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn workflow(statuses: &[&str], steps: &[(&str, &str)]) -> Workflow {
        Workflow {
            statuses: statuses
                .iter()
                .map(|key| Status {
                    key: (*key).to_owned(),
                    uuid: String::new(),
                    name: Names::same(key),
                    category: StatusCategory::Active,
                })
                .collect(),
            transitions: steps
                .iter()
                .enumerate()
                .map(|(i, (from, to))| {
                    let name = Names::same(&format!("{from} to {to}"));
                    Transition::new(format!("t{i}"), name, from, to)
                })
                .collect(),
        }
    }

    #[test]
    fn a_status_that_cannot_follow_is_refused_with_those_that_can() {
        let w = workflow(&["new", "done", "old"], &[("new", "done")]);
        assert!(matches!(w.step("new", " DONE ", None), Ok(Step::Take(t)) if t.uuid == "t0"));
        let Err(Rejection::Conflict(why)) = w.step("new", "old", None) else { panic!("allowed") };
        assert!(why.text(crate::Lang::En).contains("done"));
        assert_eq!(w.step("new", "new", None), Ok(Step::Stay));
        assert!(matches!(w.step("new", "nonsense", None), Err(Rejection::Invalid(_))));
        assert!(matches!(w.step("new", " ", None), Err(Rejection::Invalid(_))));
    }

    #[test]
    fn a_name_picks_one_of_several_ways() {
        let w = workflow(&["a", "b"], &[("a", "b"), ("a", "b")]);
        assert!(matches!(w.step("a", "b", Some("t1")), Ok(Step::Take(t)) if t.uuid == "t1"));
        assert!(matches!(w.step("a", "b", None), Ok(Step::Take(t)) if t.uuid == "t0"));
        assert!(matches!(w.step("a", "b", Some("t9")), Err(Rejection::Invalid(_))));
        let ways =
            |named| w.ways("a", "b", named).unwrap().iter().map(|t| t.uuid.clone()).collect::<Vec<_>>();
        assert_eq!((ways(None), ways(Some("t1"))), (vec!["t0".into(), "t1".into()], vec!["t1".into()]));
        assert_eq!(w.ways("b", "b", None), Ok(vec![]));
        assert!(matches!(w.step("b", "b", Some("t1")), Err(Rejection::Conflict(_))));
    }

    #[test]
    fn definitions_kept_before_there_were_conditions_are_read_as_they_were() {
        let kept = r#"{"statuses":[
            {"key":"open","uuid":"AbCdEf01","name":{"zh":"待处理","en":"Open"},"category":"new"},
            {"key":"closed","uuid":"AbCdEf02","name":{"zh":"已关闭","en":"Closed"},"category":"closed"}],
            "transitions":[{"uuid":"AbCdEf03","name":{"zh":"关闭","en":"Close"},"from":"open","to":"closed",
            "fields":[{"field":"assignee","required":true}]}]}"#;
        let read: Workflow = serde_json::from_str(kept).unwrap();
        let close = &read.transitions[0];
        assert_eq!((close.from.word(), close.to.as_str()), ("open", "closed"));
        assert!(close.asks_for("assignee") && close.missing(|_| true).len() == 1);
        assert!(close.condition.is_none() && close.post_functions.is_empty());
        let kept: Json = serde_json::from_str(kept).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), kept, "and written as they were");
    }

    #[test]
    fn from_anywhere_is_from_every_other_status() {
        let w = workflow(&["a", "b", "c"], &[("*", "c"), ("a", "b")]);
        let ways = |key: &'static str| w.from(key).map(|t| t.uuid.clone()).collect::<Vec<_>>();
        assert_eq!(
            (ways("a"), ways("b"), ways("c")),
            (vec!["t0".into(), "t1".into()], vec!["t0".into()], vec![])
        );
        assert!(matches!(w.step("b", "c", None), Ok(Step::Take(t)) if t.uuid == "t0"));
        assert_eq!(w.step("c", "c", None), Ok(Step::Stay));
    }

    #[test]
    fn what_has_no_id_gets_that_of_what_it_replaces_or_a_new_one() {
        let old = samples::drawn(
            &[("a", "new"), ("b", "closed")],
            &[json!({"from": "a", "to": "b", "name": "x"}), json!({"from": "a", "to": "b", "name": "y"})],
        );
        let ids = |prefix: &'static str| {
            let mut next = 0;
            move || {
                next += 1;
                format!("{prefix}{next}")
            }
        };
        let old = old.with_ids(None, ids("old"));
        let new = samples::drawn(
            &[("b", "closed"), ("c", "new")],
            &[
                json!({"from": "a", "to": "b", "name": "y"}),
                json!({"from": "a", "to": "b", "name": "z"}),
                json!({"from": "c", "to": "b"}),
            ],
        );
        let new = new.with_ids(Some(&old), ids("new"));
        let statuses: Vec<_> = new.statuses.iter().map(|s| s.uuid.as_str()).collect();
        let transitions: Vec<_> = new.transitions.iter().map(|t| t.uuid.as_str()).collect();
        assert_eq!((statuses, transitions), (vec!["old2", "new1"], vec!["old4", "old3", "new2"]));
    }

    #[test]
    fn the_people_a_definition_names_can_be_put_in_other_words() {
        let group = |id: &str| json!([{"user_domain_type": "group", "user_domain_param": id}]);
        let mut w = samples::drawn(
            &[("a", "new"), ("b", "closed")],
            &[json!({"from": "a", "to": "b",
                "condition": {"must": [{"must_not": [{"in_user_domains": {"user_domains": group("one")}}]}]},
                "approval": {"approvers": group("two"), "rule": "all"},
                "post_functions": [{"notify": {"user_domains": group("three")}}]})],
        );
        let mut seen = Vec::new();
        for (path, domain) in w.user_domains_mut() {
            let param = domain.param_mut().unwrap();
            seen.push((path, param.clone()));
            param.push_str("-renamed");
        }
        let expected = [("condition", "one"), ("approval", "two"), ("post_functions", "three")];
        let expected = expected.map(|(key, param)| (format!("transitions[0].{key}"), param.to_owned()));
        assert_eq!(seen, expected);
        assert_eq!(serde_json::to_string(&w).unwrap().matches("-renamed").count(), 3);
    }

    #[test]
    fn every_fault_of_form_is_named_by_its_path() {
        let json = json!({"statuses": [{"key": "a", "category": "green"}, {"category": "new"}, 7], "transitions": [
            {"from": "a", "to": "a", "condition": {"must": []}, "fields": [{"field": "nonsense"}]},
            {"to": "a", "post_functions": [{}]},
            "x",
        ]});
        let Err(Rejection::Invalid(faults)) = Workflow::parse(&json) else { panic!("taken") };
        let mut paths: Vec<_> = faults.iter().map(|f| f.field.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(
            paths,
            [
                "statuses[0].category",
                "statuses[1].key",
                "statuses[2]",
                "transitions[0].condition.must",
                "transitions[0].fields[0].field",
                "transitions[1].from",
                "transitions[1].post_functions[0]",
                "transitions[2]",
            ]
        );
        assert!(Workflow::parse(&json!([])).is_err());
    }

    #[test]
    fn every_fault_of_sense_is_named_by_its_path() {
        let w = samples::workflow(&json!({
            "statuses": [
                {"key": "a", "category": "new", "uuid": "AbCdEf01"},
                {"key": "a", "category": "new", "uuid": "AbCdEf01"},
                {"key": "Ä", "category": "new", "uuid": "short"},
            ],
            "transitions": [
                {"from": "gone", "to": "away", "name": "x".repeat(64)},
                {"from": "*", "to": "a", "fields": [
                    {"field": "title"}, {"field": "status"}, {"field": "watchers"},
                    {"field": "tf-manhour", "default": 3}, {"field": "tf-comment", "default": "done"},
                    {"field": "assignee"}, {"field": "assignee", "required": true},
                ]},
            ],
        }));
        let Err(Rejection::Invalid(faults)) = w.check() else { panic!("taken") };
        let paths: Vec<_> = faults.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(
            paths,
            [
                "statuses[1].key",
                "statuses[1].uuid",
                "statuses[2].key",
                "statuses[2].uuid",
                "transitions[0].from",
                "transitions[0].to",
                "transitions[0].name",
                "transitions[1].fields[0]",
                "transitions[1].fields[1]",
                "transitions[1].fields[2]",
                "transitions[1].fields[3]",
                "transitions[1].fields[6]",
            ]
        );
    }

    /// `json` with the part at a place (counted depth first) replaced.
    fn mutate(json: &mut Json, place: &mut usize, part: &Json) {
        if *place == 0 {
            *json = part.clone();
        }
        *place = place.wrapping_sub(1);
        match json {
            Json::Array(list) => list.iter_mut().for_each(|inner| mutate(inner, place, part)),
            Json::Object(map) => map.values_mut().for_each(|inner| mutate(inner, place, part)),
            _ => {}
        }
    }

    fn any_json() -> impl Strategy<Value = Json> {
        prop::sample::select(vec![
            json!(null),
            json!(true),
            json!(-1),
            json!(1e300),
            json!(u64::MAX),
            json!(""),
            json!("a"),
            json!("*"),
            json!("\u{0}"),
            json!("x".repeat(300)),
            json!([]),
            json!({}),
            json!([[]]),
            json!({"must": [{"must_not": []}]}),
            json!({"a": 1, "b": 2}),
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn a_mutated_definition_is_taken_or_refused_by_a_path_and_never_more(
            workflow in samples::any_workflow(), places in proptest::collection::vec((0..150_usize, any_json()), 1..3),
        ) {
            let mut json = serde_json::to_value(&workflow).unwrap();
            for (mut place, part) in places {
                mutate(&mut json, &mut place, &part);
            }
            match Workflow::parse(&json) {
                Err(Rejection::Invalid(faults)) => prop_assert!(!faults.is_empty()),
                Err(other) => prop_assert!(false, "{:?}", other),
                Ok(taken) => {
                    let custom = samples::customs();
                    for finding in lint::lint(&taken, Some(&custom), None) {
                        let told = finding.told(crate::Lang::Zh);
                        let is_said = !told.why.contains('{') && !told.fix.contains('{');
                        prop_assert!(is_said, "{:?}", told);
                    }
                    let _ = taken.check();
                    for difference in compare::compare(&workflow, &taken) {
                        let is_said = !difference.said().text(crate::Lang::En).contains('{');
                        prop_assert!(is_said);
                    }
                    version::vanished(&workflow, &taken);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_definition_is_read_back_from_its_json(workflow in samples::any_workflow()) {
            let text = serde_json::to_string(&workflow).unwrap();
            prop_assert_eq!(serde_json::from_str::<Workflow>(&text).unwrap(), workflow);
        }

        #[test]
        fn a_step_is_taken_only_along_a_drawn_transition(
            steps in proptest::collection::vec((0..4usize, 0..4usize), 0..8), now in 0..4usize, to in 0..4usize,
        ) {
            let keys = ["a", "b", "c", "d"];
            let steps: Vec<_> = steps.into_iter().map(|(f, t)| (keys[f], keys[t])).collect();
            let w = workflow(&keys, &steps);
            match w.step(keys[now], keys[to], None) {
                Ok(Step::Stay) => prop_assert_eq!(now, to),
                Ok(Step::Take(t)) => {
                    prop_assert!(steps.contains(&(keys[now], keys[to])));
                    prop_assert!(t.starts_at(keys[now]) && t.to == keys[to]);
                }
                Err(_) => prop_assert!(now != to && !steps.contains(&(keys[now], keys[to]))),
            }
        }
    }
}
