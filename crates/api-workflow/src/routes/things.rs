//! What tasks and transitions refer to.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::{
    request::{Reading, Wishing},
    wire::{
        path::{OfProject, OfTeam},
        thing::{
            TaskField, TaskFields, TaskIssueType, TaskIssueTypes, TaskNewProject, TaskNewRule, TaskNewStatus,
            TaskPageQuery, TaskProjectAnswer, TaskProjects, TaskRoles, TaskRuleAnswer, TaskRules, TaskStatus,
            TaskStatusAnswer, TaskStatuses, TaskUserGroups,
        },
        transition::TaskSinceQuery,
    },
};
use app::{
    App,
    tasks::{
        things::{self, Circles},
        under,
    },
};
use axum::{http::StatusCode, response::Response};
use http_kit::{Fail, Path, Query, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(projects))
        .routes(routes!(add_project))
        .routes(routes!(issue_types))
        .routes(routes!(issue_types_of_project))
        .routes(routes!(task_statuses))
        .routes(routes!(add_task_status))
        .routes(routes!(fields))
        .routes(routes!(usergroups))
        .routes(routes!(roles))
        .routes(routes!(permission_rules, add_permission_rule))
}

/// All projects; with `since` none, where no project has changed after that stamp.
#[utoipa::path(get, path = "/team/{team}/projects", tag = "tasks", operation_id = "taskProjects",
    params(OfTeam, TaskSinceQuery), responses((status = 200, body = TaskProjects)))]
async fn projects(reading: Reading, Query(since): Query<TaskSinceQuery>) -> Result<Response, Fail> {
    reading.list(&since, things::projects, |told, _| told.into(), TaskProjects::new).await
}

/// Makes a project, with the ready workflow. For administrators.
#[utoipa::path(post, path = "/team/{team}/projects/add", tag = "tasks", operation_id = "addTaskProject",
    request_body = TaskNewProject, params(OfTeam), responses((status = 200, body = TaskProjectAnswer)))]
async fn add_project(Wishing(changing, body): Wishing<TaskNewProject>) -> Result<Response, Fail> {
    let new = body.read()?;
    changing
        .answer(move |cx, _| {
            let (told, stamp) = things::add_project(cx, &new).map_err(under("project"))?;
            Ok(TaskProjectAnswer::new(told.into(), stamp))
        })
        .await
}

/// The issue types of all projects; with `since` none, where none has changed after that stamp.
#[utoipa::path(get, path = "/team/{team}/issue_types", tag = "tasks", operation_id = "taskIssueTypes",
    params(OfTeam, TaskSinceQuery), responses((status = 200, body = TaskIssueTypes)))]
async fn issue_types(reading: Reading, Query(since): Query<TaskSinceQuery>) -> Result<Response, Fail> {
    reading.list(&since, |cx| things::issue_types(cx, None), TaskIssueType::of, TaskIssueTypes::new).await
}

/// The issue types of a project; with `since` none, where none of any project has changed after that stamp.
#[utoipa::path(get, path = "/team/{team}/project/{project}/issue_types", tag = "tasks",
    operation_id = "taskIssueTypesOfProject", params(OfProject, TaskSinceQuery),
    responses((status = 200, body = TaskIssueTypes)))]
async fn issue_types_of_project(
    reading: Reading,
    Path((_team, project)): Path<(String, String)>,
    Query(since): Query<TaskSinceQuery>,
) -> Result<Response, Fail> {
    let types = move |cx: &mut app::Cx<'_, '_>| things::issue_types(cx, Some(&project));
    reading.list(&since, types, TaskIssueType::of, TaskIssueTypes::new).await
}

/// The statuses of all workflows, and those that no workflow has yet; with `since` none, where none has changed after that
/// stamp.
#[utoipa::path(get, path = "/team/{team}/task_statuses", tag = "tasks", operation_id = "taskStatuses",
    params(OfTeam, TaskSinceQuery), responses((status = 200, body = TaskStatuses)))]
async fn task_statuses(reading: Reading, Query(since): Query<TaskSinceQuery>) -> Result<Response, Fail> {
    reading.list(&since, things::statuses, TaskStatus::of, TaskStatuses::new).await
}

/// Gives the team a status. A workflow has it from the first transition on that begins or ends in it. For administrators.
#[utoipa::path(post, path = "/team/{team}/task_statuses/add", tag = "tasks", operation_id = "addTaskStatus",
    request_body = TaskNewStatus, params(OfTeam), responses((status = 200, body = TaskStatusAnswer)))]
async fn add_task_status(Wishing(changing, body): Wishing<TaskNewStatus>) -> Result<Response, Fail> {
    let (new, lang) = (body.read()?, changing.lang);
    changing
        .answer(move |cx, _| {
            let (told, stamp) = things::add_status(cx, &new).map_err(under("task_status"))?;
            Ok(TaskStatusAnswer::new(TaskStatus::of(told, lang), stamp))
        })
        .await
}

/// The fields of every task, and those of all projects; with `since` none, where none has changed after that stamp.
#[utoipa::path(get, path = "/team/{team}/fields", tag = "tasks", operation_id = "taskFields",
    params(OfTeam, TaskSinceQuery), responses((status = 200, body = TaskFields)))]
async fn fields(reading: Reading, Query(since): Query<TaskSinceQuery>) -> Result<Response, Fail> {
    reading.list(&since, things::fields, TaskField::of, TaskFields::new).await
}

/// A page of groups, by name. For operators.
#[utoipa::path(get, path = "/team/{team}/usergroups", tag = "tasks", operation_id = "taskUserGroups",
    params(OfTeam, TaskPageQuery), responses((status = 200, body = TaskUserGroups)))]
async fn usergroups(reading: Reading, Query(query): Query<TaskPageQuery>) -> Result<Response, Fail> {
    let page = query.read()?;
    let found = reading.read(move |cx| things::circles(cx, Circles::UserGroups, page)).await?;
    Ok(json(StatusCode::OK, &TaskUserGroups::new(found)))
}

/// A page of roles, by name. For operators.
#[utoipa::path(get, path = "/team/{team}/roles", tag = "tasks", operation_id = "taskRoles",
    params(OfTeam, TaskPageQuery), responses((status = 200, body = TaskRoles)))]
async fn roles(reading: Reading, Query(query): Query<TaskPageQuery>) -> Result<Response, Fail> {
    let page = query.read()?;
    let found = reading.read(move |cx| things::circles(cx, Circles::Roles, page)).await?;
    Ok(json(StatusCode::OK, &TaskRoles::new(found)))
}

/// All permission rules. For those who may manage the team.
#[utoipa::path(get, path = "/team/{team}/permission_rules", tag = "tasks", operation_id = "taskPermissionRules",
    params(OfTeam, TaskSinceQuery), responses((status = 200, body = TaskRules)))]
async fn permission_rules(reading: Reading, Query(since): Query<TaskSinceQuery>) -> Result<Response, Fail> {
    reading.list(&since, things::rules, |told, _| told.into(), TaskRules::new).await
}

/// Makes a permission rule. For those who may manage the team.
#[utoipa::path(post, path = "/team/{team}/permission_rules", tag = "tasks", operation_id = "addTaskPermissionRule",
    request_body = TaskNewRule, params(OfTeam), responses((status = 200, body = TaskRuleAnswer)))]
async fn add_permission_rule(Wishing(changing, body): Wishing<TaskNewRule>) -> Result<Response, Fail> {
    let new = body.read()?;
    changing
        .answer(move |cx, _| {
            let (told, stamp) = things::add_rule(cx, &new).map_err(under("permission_rule"))?;
            Ok(TaskRuleAnswer::new(told.into(), stamp))
        })
        .await
}
