//! A board of a project: the statuses of its workflows as columns, and which transitions lead from one to another, so that cards can be
//! shown and dragged without asking for each. What hangs on a ticket is left open: `tickets::offer` says it of one.

use crate::{
    Cx, Error,
    plan::Plan,
    projects,
    stats::{Figure, Scope, Wish, quoted},
    tickets::facts,
};
use domain::{
    Message, Rejection, Thing,
    field::Names,
    identity::{Called, Context, Permission, Relation, UserDomain},
    workflow::{
        Status, Transition,
        beforehand::{self, Beforehand},
        condition::Check,
    },
};
use std::sync::Arc;

/// What a board shows.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// The project's key.
    pub project: String,
    /// The key of an issue type; nothing for all.
    pub kind: Option<String>,
    /// In the filter language: which tickets are counted; empty for all.
    pub filter: String,
}

/// A status of the project, with how many tickets are in it.
#[derive(Debug, Clone)]
pub struct Column {
    /// As the first issue type that has it has it.
    pub status: Status,
    /// The keys of the issue types that have it.
    pub types: Vec<String>,
    /// How many tickets that the actor sees are in it.
    pub tickets: Figure,
}

/// A transition from one column to another.
#[derive(Debug, Clone)]
pub struct Move {
    /// The issue type whose workflow has it.
    pub kind: String,
    /// The key of the status it starts at.
    pub from: String,
    /// The transition.
    pub transition: Transition,
    /// What its screen asks for, in the order of its entries, in words.
    pub labels: Vec<Message>,
    /// Whose consent it takes, in words.
    pub consent: Option<Message>,
    /// Whether the actor may take it.
    pub may: Beforehand,
}

/// A board.
#[derive(Debug, Clone)]
pub struct Board {
    /// The project's key.
    pub project: String,
    /// The issue types that it shows, with their names, in order.
    pub types: Vec<(String, Names)>,
    /// All tickets on it.
    pub all: Figure,
    /// In the order of the workflows.
    pub columns: Vec<Column>,
    /// By issue type, then by where they start, in the order of the workflow.
    pub moves: Vec<Move>,
}

/// The board of a project: its definitions are remembered, and the tickets are counted in one question.
pub fn get(cx: &mut Cx<'_, '_>, ask: &Ask) -> Result<Board, Error> {
    projects::may_look(cx)?;
    let key = ask.project.to_ascii_uppercase();
    let plan = cx.plan(&key)?.ok_or_else(|| Rejection::not_found(Thing::Project, &ask.project))?;
    let kinds = kinds(&plan, ask.kind.as_deref())?;
    let (all, columns) = columns(cx, &plan, &kinds, ask)?;
    let moves = moves(cx, &plan, &kinds)?;
    let types = plan.types.iter().filter(|kind| kinds.contains(&kind.key));
    Ok(Board {
        project: key,
        types: types.map(|kind| (kind.key.clone(), kind.name.clone())).collect(),
        all,
        columns,
        moves,
    })
}

/// The keys of the issue types that are shown.
fn kinds(plan: &Plan, asked: Option<&str>) -> Result<Vec<String>, Rejection> {
    let all = plan.types.iter().map(|kind| kind.key.clone());
    let Some(asked) = asked.map(domain::text::fold).filter(|asked| !asked.trim().is_empty()) else {
        return Ok(all.collect());
    };
    let found: Vec<String> = all.filter(|key| key == asked.trim()).collect();
    if found.is_empty() { Err(Rejection::not_found(Thing::IssueType, asked)) } else { Ok(found) }
}

fn columns(
    cx: &mut Cx<'_, '_>,
    plan: &Plan,
    kinds: &[String],
    ask: &Ask,
) -> Result<(Figure, Vec<Column>), Error> {
    let wish =
        Wish { projects: vec![plan.project.key.clone()], filter: ask.filter.clone(), ..Wish::default() };
    let of_kind = ask.kind.is_some().then(|| {
        let keys: Vec<String> = kinds.iter().map(|key| quoted(key)).collect();
        format!("type in ({})", keys.join(", "))
    });
    let scope = Scope::new(cx, &wish, of_kind)?;
    let found = store::ticket::kinds(cx.tx, cx.actor.team, &scope.visibility, &scope.filter)?;
    let count = |status: Option<&str>| -> i64 {
        let own = found.iter().filter(|kind| status.is_none_or(|status| kind.status == status));
        own.map(|kind| kind.tickets).sum()
    };
    let mut columns: Vec<Column> = Vec::new();
    for kind in kinds {
        for status in &plan.workflow(kind)?.statuses {
            match columns.iter_mut().find(|column| column.status.key == status.key) {
                Some(column) => column.types.push(kind.clone()),
                None => columns.push(Column {
                    tickets: scope
                        .figure(count(Some(&status.key)), &format!("status in ({})", quoted(&status.key))),
                    status: status.clone(),
                    types: vec![kind.clone()],
                }),
            }
        }
    }
    Ok((scope.figure(count(None), ""), columns))
}

fn moves(cx: &mut Cx<'_, '_>, plan: &Arc<Plan>, kinds: &[String]) -> Result<Vec<Move>, Error> {
    let mut all = Vec::new();
    for kind in kinds {
        let workflow = plan.workflow(kind)?;
        for status in &workflow.statuses {
            all.extend(workflow.from(&status.key).map(|transition| (kind, status, transition)));
        }
    }
    let called = facts::called(cx, all.iter().flat_map(|(_, _, transition)| domains(transition)))?;
    let rights = rights(cx, &plan.project.key);
    let moves = all.into_iter().map(|(kind, status, transition)| Move {
        kind: kind.clone(),
        from: status.key.clone(),
        labels: transition.fields.iter().map(|entry| entry.field.label(&plan.fields)).collect(),
        consent: transition.approval.as_ref().map(|approval| approval.said(&called)),
        may: may(cx, &plan.project.key, transition, (&rights, &called)),
        transition: transition.clone(),
    });
    Ok(moves.collect())
}

/// Whom a transition names.
fn domains(transition: &Transition) -> Vec<&UserDomain> {
    let leaves = transition.condition.iter().flat_map(domain::workflow::condition::Condition::leaves);
    let named = leaves.flat_map(|(check, _)| match check {
        Check::InUserDomains { user_domains } => user_domains.as_slice(),
        _ => &[],
    });
    named.chain(transition.approval.iter().flat_map(|approval| &approval.approvers)).collect()
}

/// Whether the actor may take steps in a project at all.
fn rights(cx: &Cx<'_, '_>, project: &str) -> Beforehand {
    let own = Relation { owner: true, assignee: true, watcher: true };
    let with =
        |relation| cx.actor.allow(Permission::TransitTasks, Context { project: Some(project), relation });
    match (with(Relation::default()), with(own)) {
        (Ok(()), _) => Beforehand::Yes,
        (Err(_), Ok(())) => Beforehand::Depends,
        (Err(_), Err(Rejection::Forbidden(why))) => Beforehand::No(vec![why]),
        (Err(_), Err(_)) => Beforehand::No(Vec::new()),
    }
}

fn may(
    cx: &Cx<'_, '_>,
    project: &str,
    transition: &Transition,
    (rights, called): (&Beforehand, &Called),
) -> Beforehand {
    let Some(condition) = transition.condition.as_ref().filter(|_| !matches!(rights, Beforehand::No(_)))
    else {
        return rights.clone();
    };
    let standing = cx.actor.offices.standing(Some(project), Relation::default());
    let judged = beforehand::judge(condition, cx.actor.person_in(Some(project)), standing, called);
    match judged {
        Beforehand::Yes => rights.clone(),
        other => other,
    }
}
