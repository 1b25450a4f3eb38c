//! What of a definition can only fail, seen beside the team's other definitions: post functions that name a project, an issue type or
//! a status that is nowhere. What the definition alone tells, lint finds.

use super::Current;
use crate::{Cx, Error, plan::Plan};
use domain::{
    Message, msg,
    workflow::{
        Workflow,
        lint::Finding,
        post_function::{CreateTask, PostFunction},
    },
};
use std::sync::Arc;

/// The post functions that can only fail.
pub(super) fn failing(
    cx: &mut Cx<'_, '_>,
    current: &Current,
    workflow: &Workflow,
) -> Result<Vec<Finding>, Error> {
    let functions = || workflow.transitions.iter().flat_map(|transition| &transition.post_functions);
    if !functions().any(PostFunction::sets_off_more) {
        return Ok(Vec::new());
    }
    let plans = cx.all_plans()?;
    let mut found = Vec::new();
    for (index, transition) in workflow.transitions.iter().enumerate() {
        for (place, function) in transition.post_functions.iter().enumerate() {
            let why = match function {
                PostFunction::CreateTask(task) => no_home(&plans, &current.project.key, task),
                PostFunction::TransitParent { status } => no_status(&plans, workflow, status)?,
                _ => None,
            };
            found.extend(why.and_then(|why| Finding::failing(workflow, index, place, why)));
        }
    }
    Ok(found)
}

/// Why there is no place for a ticket that is to be made.
fn no_home(plans: &[Arc<Plan>], own: &str, task: &CreateTask) -> Option<Message> {
    let key = if task.project.is_empty() { own } else { &task.project }.to_ascii_uppercase();
    let Some(plan) = plans.iter().find(|plan| plan.project.key == key) else {
        return Some(msg!("value.unknown", value = task.project));
    };
    if plan.project.archived {
        return Some(msg!("project.archived", key = key));
    }
    let is_there = task.issue_type.is_empty() || plan.types.iter().any(|kind| kind.key == task.issue_type);
    (!is_there).then(|| msg!("value.unknown", value = task.issue_type))
}

/// Why no parent can ever come into a status.
fn no_status(plans: &[Arc<Plan>], own: &Workflow, status: &str) -> Result<Option<Message>, Error> {
    if own.status(status).is_some() {
        return Ok(None);
    }
    for plan in plans {
        for kind in &plan.types {
            if plan.workflow(&kind.key)?.status(status).is_some() {
                return Ok(None);
            }
        }
    }
    Ok(Some(msg!("value.unknown", value = status)))
}
