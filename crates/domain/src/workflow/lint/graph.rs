//! What is strange about how statuses hang together.

use super::{Code, Finding, Home, Place, Start, View, can_hold, of_status, of_transition};
use crate::{
    msg,
    workflow::{
        StatusCategory, Transition,
        expression::{Join, Node, Tree},
        post_function::{CreateTask, PostFunction},
        trigger::Cause,
    },
};
use std::collections::{HashMap, HashSet};

pub(super) fn find(view: &View<'_>) -> Vec<Finding> {
    let mut found = statuses(view);
    found.extend(twins(view));
    found.extend(in_place(view));
    found.extend(loops(view));
    found.extend(multiplying(view));
    found
}

/// The statuses that live transitions lead to from `starts`, themselves included.
fn reach<'w>(
    starts: impl IntoIterator<Item = &'w str>,
    next: impl Fn(&'w str) -> Vec<&'w str>,
) -> HashSet<&'w str> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut open: Vec<&str> = starts.into_iter().collect();
    while let Some(key) = open.pop() {
        if seen.insert(key) {
            open.extend(next(key));
        }
    }
    seen
}

/// The arrows of a definition: of each status, where live transitions lead from it, and where they come from.
struct Arrows<'w> {
    to: HashMap<&'w str, Vec<&'w str>>,
    from: HashMap<&'w str, Vec<&'w str>>,
}

impl<'w> Arrows<'w> {
    fn new(view: &View<'w>) -> Self {
        let mut arrows = Self { to: HashMap::new(), from: HashMap::new() };
        let keys = || view.workflow.statuses.iter().map(|s| s.key.as_str());
        for (_, transition) in view.live() {
            match &transition.from {
                Start::At(from) if *from == transition.to => {}
                Start::At(from) => arrows.add(from, &transition.to),
                Start::Any => {
                    keys()
                        .filter(|key| *key != transition.to)
                        .for_each(|key| arrows.add(key, &transition.to));
                }
            }
        }
        arrows
    }

    fn add(&mut self, from: &'w str, to: &'w str) {
        self.to.entry(from).or_default().push(to);
        self.from.entry(to).or_default().push(from);
    }
}

fn statuses(view: &View<'_>) -> Vec<Finding> {
    let statuses = &view.workflow.statuses;
    let arrows = Arrows::new(view);
    let next = |key: &str| arrows.to.get(key).cloned().unwrap_or_default();
    let before = |key: &str| arrows.from.get(key).cloned().unwrap_or_default();

    // Where a workflow has no closed status, what is resolved is as good as closed.
    let has_closed = statuses.iter().any(|s| s.category == StatusCategory::Closed);
    let is_end =
        |category: StatusCategory| category.is_end() || (!has_closed && category == StatusCategory::Resolved);
    let ends: Vec<&str> = statuses.iter().filter(|s| is_end(s.category)).map(|s| s.key.as_str()).collect();

    let reached = reach(statuses.first().map(|s| s.key.as_str()), next);
    let ending = reach(ends.iter().copied(), before);
    let mut found = Vec::new();
    if ends.is_empty() && !statuses.is_empty() {
        found.push(Finding {
            code: Code::NoClosedStatus,
            place: Place::Workflow,
            path: "statuses".to_owned(),
            why: msg!("lint.no_closed_status"),
            fix: msg!("lint.no_closed_status_fix"),
        });
    }
    for (i, status) in statuses.iter().enumerate() {
        let key = status.key.as_str();
        if !reached.contains(key) {
            let why = msg!("lint.unreachable_status");
            found.push(of_status(
                Code::UnreachableStatus,
                status,
                i,
                &why,
                msg!("lint.unreachable_status_fix"),
            ));
        }
        if is_end(status.category) {
            continue;
        }
        if next(key).is_empty() {
            let why = msg!("lint.no_way_out");
            found.push(of_status(Code::NoWayOut, status, i, &why, msg!("lint.no_way_out_fix")));
        } else if !ends.is_empty() && !ending.contains(key) {
            let why = msg!("lint.no_way_to_closed");
            let fix = msg!("lint.no_way_to_closed_fix", ends = ends.join(", "));
            found.push(of_status(Code::NoWayToClosed, status, i, &why, fix));
        }
    }
    found
}

/// The most transitions that one is held against.
const MOST_TWINS: usize = 20;

/// Transitions that a client cannot tell apart: by the status they lead to, or by their name.
fn twins(view: &View<'_>) -> Vec<Finding> {
    let mut by_target: HashMap<&str, Vec<(usize, &Transition)>> = HashMap::new();
    let mut by_name: HashMap<&str, Vec<(usize, &Transition)>> = HashMap::new();
    let mut found = Vec::new();
    for (i, transition) in view.all() {
        let beside = by_target.entry(&transition.to).or_default();
        let mut twins = beside.iter().filter(|(_, t)| overlap(t, transition)).take(MOST_TWINS);
        if let Some((first, other)) = twins.find(|(_, t)| can_both(view, t, transition)) {
            let why = msg!("lint.indistinguishable", first = first + 1).naming("other", &view.called(other));
            let sentences = (why, msg!("lint.indistinguishable_fix"));
            found.push(of_transition(view, Code::Indistinguishable, (i, transition), "to", sentences));
        }
        beside.push((i, transition));
        let (zh, en) = (transition.name.zh.as_str(), transition.name.en.as_str());
        let mut same = None;
        for name in [zh, en].into_iter().filter(|name| !name.is_empty()) {
            let beside = by_name.entry(name).or_default();
            same = same.or_else(|| {
                beside.iter().find(|(n, t)| *n != i && overlap(t, transition)).map(|(n, _)| (*n, name))
            });
            beside.push((i, transition));
        }
        if let Some((first, name)) = same {
            let sentences =
                (msg!("lint.same_name", first = first + 1, name = name), msg!("lint.same_name_fix"));
            found.push(of_transition(view, Code::SameName, (i, transition), "name", sentences));
        }
    }
    found
}

/// Whether there is a status at which both start, as far as their own words tell.
fn overlap(one: &Transition, other: &Transition) -> bool {
    match (&one.from, &other.from) {
        (Start::At(one), Start::At(other)) => one == other,
        (Start::Any, Start::At(key)) => one.starts_at(key),
        (Start::At(key), Start::Any) => other.starts_at(key),
        (Start::Any, Start::Any) => true,
    }
}

/// Whether there may be somebody who can take both: not where their conditions exclude each other.
fn can_both(view: &View<'_>, one: &Transition, other: &Transition) -> bool {
    let (Some(first), Some(second)) = (&one.condition, &other.condition) else { return true };
    let both = Tree { join: Join::Must, parts: vec![Node::Tree(first.clone()), Node::Tree(second.clone())] };
    let from = if one.from == Start::Any { &other.from } else { &one.from };
    can_hold(&both, from, view.fields())
}

/// Steps that change nothing. One that leads to where it starts is meant so where it asks for something, takes consent or
/// brings something about.
fn in_place(view: &View<'_>) -> Vec<Finding> {
    let idle = |t: &Transition| t.fields.is_empty() && t.approval.is_none() && t.post_functions.is_empty();
    view.all()
        .filter(|(_, t)| t.from == Start::At(t.to.clone()) && idle(t))
        .map(|at| {
            let sentences = (msg!("lint.step_in_place"), msg!("lint.step_in_place_fix"));
            of_transition(view, Code::StepInPlace, at, "to", sentences)
        })
        .collect()
}

/// The most transitions with triggers that are looked at for circles; nothing is said of later ones.
const MOST_AUTOMATIC: usize = 300;

/// Circles of steps that the system takes by itself: each is reported once, at its first transition.
fn loops(view: &View<'_>) -> Vec<Finding> {
    let automatic: Vec<(usize, &Transition)> =
        view.live().filter(|(_, t)| t.trigger.is_some()).take(MOST_AUTOMATIC).collect();
    let after: Vec<Vec<usize>> = automatic
        .iter()
        .map(|(_, one)| {
            let follows = |(_, other): &&(usize, &Transition)| {
                other.starts_at(&one.to) && follows_by_itself(Some(one), other)
            };
            let places = automatic.iter().enumerate().filter(|(_, t)| follows(t)).map(|(place, _)| place);
            places.collect()
        })
        .collect();
    let mut told: HashSet<usize> = HashSet::new();
    let mut found = Vec::new();
    for (place, (index, transition)) in automatic.iter().enumerate() {
        let Some(circle) = circle(place, &after) else { continue };
        if circle.iter().any(|step| told.contains(step)) {
            continue;
        }
        told.extend(&circle);
        let steps: Vec<String> = circle
            .iter()
            .filter_map(|step| automatic.get(*step))
            .map(|(_, t)| format!("{} → {}", t.from.word(), t.to))
            .collect();
        let sentences = (msg!("lint.trigger_loop", steps = steps.join(", ")), msg!("lint.trigger_loop_fix"));
        found.push(of_transition(view, Code::TriggerLoop, (*index, transition), "trigger", sentences));
    }
    found
}

/// Steps that the system takes on tickets which people have done nothing with, and that make more of them.
fn multiplying(view: &View<'_>) -> Vec<Finding> {
    let by_itself: Vec<(usize, &Transition)> =
        view.live().filter(|(_, t)| follows_by_itself(None, t)).take(MOST_AUTOMATIC).collect();
    let next = |key: &str| {
        let from = by_itself.iter().filter(|(_, t)| t.starts_at(key));
        from.map(|(_, t)| t.to.as_str()).collect::<Vec<_>>()
    };
    let reached = reach(view.workflow.first().map(|s| s.key.as_str()), next);
    let mut found = Vec::new();
    for (index, transition) in &by_itself {
        if !reached.iter().any(|key| transition.starts_at(key)) {
            continue;
        }
        let more = |function: &PostFunction| matches!(function, PostFunction::CreateTask(task) if is_of(task, view.home));
        if let Some(place) = transition.post_functions.iter().position(more) {
            let sentences = (msg!("lint.tasks_multiply"), msg!("lint.tasks_multiply_fix"));
            let key = format!("post_functions[{place}]");
            found.push(of_transition(view, Code::TasksMultiply, (*index, *transition), &key, sentences));
        }
    }
    found
}

/// Whether the ticket that is made is of the issue type that a definition is of.
fn is_of(task: &CreateTask, home: Option<Home<'_>>) -> bool {
    let Some(home) = home else { return task.project.is_empty() && task.issue_type.is_empty() };
    let in_project = task.project.is_empty() || task.project.eq_ignore_ascii_case(home.project);
    let of_type = if task.issue_type.is_empty() { home.is_first } else { task.issue_type == home.kind };
    in_project && of_type
}

/// Whether `next` can come true with nobody doing anything: by time, or by a job that `done` starts, the step before it.
fn follows_by_itself(done: Option<&Transition>, next: &Transition) -> bool {
    let Some(trigger) = &next.trigger else { return false };
    let can = |cause: &Cause| match cause {
        Cause::After { .. } => true,
        Cause::JobFinished { function_id, .. } => done
            .into_iter()
            .flat_map(|done| &done.post_functions)
            .any(|f| matches!(f, PostFunction::RunScript(script) if script.uuid == *function_id)),
        Cause::CommitCreated { .. }
        | Cause::BranchCreated { .. }
        | Cause::PullRequestMerged { .. }
        | Cause::Webhook { .. } => false,
    };
    // What nobody does has not happened: leaves that wait for people are false, those against them hold.
    trigger.leaves().iter().any(|(cause, waits)| *waits && can(cause))
        && trigger.holds(&mut |cause| can(cause))
}

/// The shortest way from `start` back to itself.
fn circle(start: usize, after: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut ways: Vec<Vec<usize>> = vec![vec![start]];
    let mut seen = HashSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in &ways {
            let next = way.last().and_then(|last| after.get(*last)).into_iter().flatten();
            for step in next {
                if *step == start {
                    return Some(way.clone());
                }
                if seen.insert(*step) {
                    longer.push(way.iter().copied().chain([*step]).collect());
                }
            }
        }
        ways = longer;
    }
    None
}
