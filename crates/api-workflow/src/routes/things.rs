//! What tasks and transitions refer to.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::{
    auth::Team,
    wire::{
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
    tasks::things::{self, Circles},
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, OnceQuery, Path, Reply, RequestInfo, Who, json};
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

/// What of a list is newer than `since`: all of it, or nothing where nothing of its kind has changed.
fn newer<T>(list: Vec<T>, stamp: i64, since: Option<i64>) -> Vec<T> {
    if since.is_some_and(|since| stamp <= since) { Vec::new() } else { list }
}

/// All projects; with `since` none, where no project has changed after that stamp.
#[utoipa::path(get, path = "/team/{team}/projects", tag = "tasks", operation_id = "taskProjects",
    params(("team" = String, Path, description = "the team's id"), TaskSinceQuery),
    responses((status = 200, body = TaskProjects)))]
async fn projects(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    OnceQuery(query): OnceQuery<TaskSinceQuery>,
) -> Result<Response, Fail> {
    let since = query.read()?;
    let (told, stamp) = app.read(&who, things::projects).await?;
    let told = newer(told, stamp, since).into_iter().map(Into::into).collect();
    Ok(json(StatusCode::OK, &TaskProjects::new(told, stamp)))
}

/// Makes a project, with the ready workflow. For administrators.
#[utoipa::path(post, path = "/team/{team}/projects/add", tag = "tasks", operation_id = "addTaskProject",
    request_body = TaskNewProject, params(("team" = String, Path, description = "the team's id")),
    responses((status = 200, body = TaskProjectAnswer)))]
async fn add_project(
    State(app): State<App>,
    _: Team,
    change: Change,
    body: Body<TaskNewProject>,
) -> Result<Response, Fail> {
    let new = body.value.read()?;
    change
        .run(&app, Source::Workflow, body.fingerprint, move |cx, _| {
            let (told, stamp) = things::add_project(cx, &new)?;
            Reply::json(StatusCode::OK, &TaskProjectAnswer::new(told.into(), stamp))
        })
        .await
}

/// The issue types of all projects; with `since` none, where none has changed after that stamp.
#[utoipa::path(get, path = "/team/{team}/issue_types", tag = "tasks", operation_id = "taskIssueTypes",
    params(("team" = String, Path, description = "the team's id"), TaskSinceQuery),
    responses((status = 200, body = TaskIssueTypes)))]
async fn issue_types(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    info: RequestInfo,
    OnceQuery(query): OnceQuery<TaskSinceQuery>,
) -> Result<Response, Fail> {
    let since = query.read()?;
    let (told, stamp) = app.read(&who, |cx| things::issue_types(cx, None)).await?;
    let told = newer(told, stamp, since).into_iter().map(|kind| TaskIssueType::of(kind, info.lang)).collect();
    Ok(json(StatusCode::OK, &TaskIssueTypes::new(told, stamp)))
}

/// The issue types of a project.
#[utoipa::path(get, path = "/team/{team}/project/{project}/issue_types", tag = "tasks",
    operation_id = "taskIssueTypesOfProject",
    params(("team" = String, Path, description = "the team's id"), ("project" = String, Path, description = "the project's id")),
    responses((status = 200, body = TaskIssueTypes)))]
async fn issue_types_of_project(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    info: RequestInfo,
    Path((_team, project)): Path<(String, String)>,
) -> Result<Response, Fail> {
    let (told, stamp) = app.read(&who, move |cx| things::issue_types(cx, Some(&project))).await?;
    let told = told.into_iter().map(|kind| TaskIssueType::of(kind, info.lang)).collect();
    Ok(json(StatusCode::OK, &TaskIssueTypes::new(told, stamp)))
}

/// The statuses of all workflows, and those that no workflow has yet; with `since` none, where none has changed after that
/// stamp.
#[utoipa::path(get, path = "/team/{team}/task_statuses", tag = "tasks", operation_id = "taskStatuses",
    params(("team" = String, Path, description = "the team's id"), TaskSinceQuery),
    responses((status = 200, body = TaskStatuses)))]
async fn task_statuses(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    info: RequestInfo,
    OnceQuery(query): OnceQuery<TaskSinceQuery>,
) -> Result<Response, Fail> {
    let since = query.read()?;
    let (told, stamp) = app.read(&who, things::statuses).await?;
    let told =
        newer(told, stamp, since).into_iter().map(|status| TaskStatus::of(status, info.lang)).collect();
    Ok(json(StatusCode::OK, &TaskStatuses::new(told, stamp)))
}

/// Gives the team a status. A workflow has it from the first transition on that begins or ends in it. For administrators.
#[utoipa::path(post, path = "/team/{team}/task_statuses/add", tag = "tasks", operation_id = "addTaskStatus",
    request_body = TaskNewStatus, params(("team" = String, Path, description = "the team's id")),
    responses((status = 200, body = TaskStatusAnswer)))]
async fn add_task_status(
    State(app): State<App>,
    _: Team,
    change: Change,
    body: Body<TaskNewStatus>,
) -> Result<Response, Fail> {
    let (new, lang) = (body.value.read()?, change.info.lang);
    change
        .run(&app, Source::Workflow, body.fingerprint, move |cx, _| {
            let (told, stamp) = things::add_status(cx, &new)?;
            Reply::json(StatusCode::OK, &TaskStatusAnswer::new(TaskStatus::of(told, lang), stamp))
        })
        .await
}

/// The fields of every task, and those of all projects; with `since` none, where none has changed after that stamp.
#[utoipa::path(get, path = "/team/{team}/fields", tag = "tasks", operation_id = "taskFields",
    params(("team" = String, Path, description = "the team's id"), TaskSinceQuery),
    responses((status = 200, body = TaskFields)))]
async fn fields(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    info: RequestInfo,
    OnceQuery(query): OnceQuery<TaskSinceQuery>,
) -> Result<Response, Fail> {
    let since = query.read()?;
    let (told, stamp) = app.read(&who, things::fields).await?;
    let told = newer(told, stamp, since).into_iter().map(|field| TaskField::of(field, info.lang)).collect();
    Ok(json(StatusCode::OK, &TaskFields::new(told, stamp)))
}

/// A page of groups, by name. For operators.
#[utoipa::path(get, path = "/team/{team}/usergroups", tag = "tasks", operation_id = "taskUserGroups",
    params(("team" = String, Path, description = "the team's id"), TaskPageQuery),
    responses((status = 200, body = TaskUserGroups)))]
async fn usergroups(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    OnceQuery(query): OnceQuery<TaskPageQuery>,
) -> Result<Response, Fail> {
    let page = query.read()?;
    let found = app.read(&who, move |cx| things::circles(cx, Circles::UserGroups, page)).await?;
    let (told, has_next, server_update_stamp) = found;
    let usergroups = told.into_iter().map(Into::into).collect();
    Ok(json(StatusCode::OK, &TaskUserGroups { usergroups, has_next, server_update_stamp }))
}

/// A page of roles, by name. For operators.
#[utoipa::path(get, path = "/team/{team}/roles", tag = "tasks", operation_id = "taskRoles",
    params(("team" = String, Path, description = "the team's id"), TaskPageQuery),
    responses((status = 200, body = TaskRoles)))]
async fn roles(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    OnceQuery(query): OnceQuery<TaskPageQuery>,
) -> Result<Response, Fail> {
    let page = query.read()?;
    let found = app.read(&who, move |cx| things::circles(cx, Circles::Roles, page)).await?;
    let (told, has_next, server_update_stamp) = found;
    let roles = told.into_iter().map(Into::into).collect();
    Ok(json(StatusCode::OK, &TaskRoles { roles, has_next, server_update_stamp }))
}

/// All permission rules. For those who may manage the team.
#[utoipa::path(get, path = "/team/{team}/permission_rules", tag = "tasks", operation_id = "taskPermissionRules",
    params(("team" = String, Path, description = "the team's id"), TaskSinceQuery),
    responses((status = 200, body = TaskRules)))]
async fn permission_rules(
    State(app): State<App>,
    _: Team,
    Who(who): Who,
    OnceQuery(query): OnceQuery<TaskSinceQuery>,
) -> Result<Response, Fail> {
    let since = query.read()?;
    let (told, stamp) = app.read(&who, things::rules).await?;
    let told = newer(told, stamp, since).into_iter().map(Into::into).collect();
    Ok(json(StatusCode::OK, &TaskRules::new(told, stamp)))
}

/// Makes a permission rule. For those who may manage the team.
#[utoipa::path(post, path = "/team/{team}/permission_rules", tag = "tasks", operation_id = "addTaskPermissionRule",
    request_body = TaskNewRule, params(("team" = String, Path, description = "the team's id")),
    responses((status = 200, body = TaskRuleAnswer)))]
async fn add_permission_rule(
    State(app): State<App>,
    _: Team,
    change: Change,
    body: Body<TaskNewRule>,
) -> Result<Response, Fail> {
    let new = body.value.read()?;
    change
        .run(&app, Source::Workflow, body.fingerprint, move |cx, _| {
            let (told, stamp) = things::add_rule(cx, &new)?;
            Reply::json(StatusCode::OK, &TaskRuleAnswer::new(told.into(), stamp))
        })
        .await
}
