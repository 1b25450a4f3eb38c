//! What there is for tickets to be, over all projects: statuses and custom fields; and the workflows to begin from.

#![allow(unused_qualifications, reason = "utoipa's macro writes out paths that are in scope")]

use crate::wire::{
    page::{Items, Listing, PageQuery},
    project::ProjectField,
    workflow::{TypeStatus, WorkflowDefinition, WorkflowTemplate},
};
use app::{
    App, projects,
    workflows::{self, shipped},
};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use domain::identity::{Access, Permission};
use http_kit::{Fail, Path, Query, Who, json};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(statuses))
        .routes(routes!(fields))
        .routes(routes!(templates))
        .routes(routes!(template))
}

/// Whose statuses.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct StatusQuery {
    /// A project's key; all projects when left out.
    project: Option<String>,
}

/// A page of the statuses of all workflows in force, by project and issue type.
#[utoipa::path(get, path = "/statuses", tag = "workflows", operation_id = "listStatuses",
    params(StatusQuery, PageQuery), responses((status = 200, body = Listing<TypeStatus>)))]
async fn statuses(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<StatusQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let page = page.read()?;
    let project = query.project.filter(|key| !key.trim().is_empty());
    let found = app.read(&who, move |cx| workflows::statuses(cx, project.as_deref().map(str::trim))).await?;
    Ok(json(StatusCode::OK, &Listing::cut(found.into_iter().map(TypeStatus::from), page)))
}

/// A page of the custom fields of all projects.
#[utoipa::path(get, path = "/fields", tag = "projects", operation_id = "listAllFields",
    params(PageQuery), responses((status = 200, body = Listing<ProjectField>)))]
async fn fields(
    State(app): State<App>,
    Who(who): Who,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let page = page.read()?;
    let found = app.read(&who, projects::all_fields).await?;
    Ok(json(StatusCode::OK, &Listing::cut(found.into_iter().map(ProjectField::from), page)))
}

/// The workflows that come with the program, to begin from.
#[utoipa::path(get, path = "/workflow-templates", tag = "workflows", operation_id = "listWorkflowTemplates",
    responses((status = 200, body = Items<WorkflowTemplate>)))]
async fn templates(Who(who): Who) -> Result<Response, Fail> {
    who.require(Access::User, Permission::ViewTickets)?;
    let all = shipped::all()?;
    Ok(json(StatusCode::OK, &Items { items: all.into_iter().map(WorkflowTemplate::from).collect() }))
}

/// One of them as a file, which an issue type's workflow takes in.
#[utoipa::path(get, path = "/workflow-templates/{key}", tag = "workflows", operation_id = "getWorkflowTemplate",
    params(("key" = String, Path, description = "its name")), responses((status = 200, body = WorkflowDefinition)))]
async fn template(Who(who): Who, Path(key): Path<String>) -> Result<Response, Fail> {
    who.require(Access::User, Permission::ViewTickets)?;
    let text = shipped::text(&key)?;
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, "application/json")], text).into_response())
}
