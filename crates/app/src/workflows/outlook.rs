//! What of a definition can only fail, seen beside the team's other definitions: post functions that name a project, an issue type, a
//! status or a function that is nowhere, or that give a function what it does not take. What the definition alone tells, lint finds.

use super::Current;
use crate::{Cx, Error, plan::Plan, tickets::effect};
use domain::{
    Message, msg,
    workflow::{
        Workflow,
        lint::Finding,
        post_function::{CreateTask, PostFunction, RunScript},
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
                PostFunction::RunScript(script) => match runs(cx, script)? {
                    Ok(()) => None,
                    Err(Cannot::Run(why)) => Some(why),
                    Err(Cannot::Take(why)) => {
                        found.extend(Finding::refused(workflow, index, place, why));
                        None
                    }
                },
                PostFunction::UpdateFieldValue(_)
                | PostFunction::AddComment { .. }
                | PostFunction::CallWebhook { .. }
                | PostFunction::Notify { .. } => None,
            };
            found.extend(why.and_then(|why| Finding::failing(workflow, index, place, why)));
        }
    }
    Ok(found)
}

/// Why a function does not run.
enum Cannot {
    /// It is not there, or disabled.
    Run(Message),
    /// It does not take its parameters.
    Take(Message),
}

fn runs(cx: &mut Cx<'_, '_>, script: &RunScript) -> Result<Result<(), Cannot>, Error> {
    let id = &script.uuid;
    let Some(function) = cx.function(id)? else {
        return Ok(Err(Cannot::Run(msg!("effect.no_function", function = id))));
    };
    if !function.enabled {
        return Ok(Err(Cannot::Run(msg!("effect.function_disabled", function = id))));
    }
    let checked = function.check(&serde_json::Value::Object(script.params.object()).to_string());
    Ok(checked.map_err(|refused| Cannot::Take(effect::params_refused(id, &refused))))
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
