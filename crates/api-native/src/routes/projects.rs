//! Projects, their custom fields and issue types.

use crate::wire::{
    page::{Items, Listing, PageQuery},
    project::{
        CustomField, FieldList, FieldWish, IssueType, NewProject, Project, ProjectRole, ProjectWish,
        RoleList, RoleWish, TypeList, TypeWish, definitions,
    },
    ticket::Done,
};
use app::{App, Cx, projects};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{identity::Principal, ticket::Source};
use http_kit::{Body, Change, Fail, IfMatch, ListBody, Path, Query, Reply, Who, fresh, json};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(fields, set_fields))
        .routes(routes!(types, set_types))
        .routes(routes!(roles, set_roles))
}

type Found = (projects::Project, Vec<projects::IssueType>);

fn answer(status: StatusCode, found: Found) -> Result<Reply, app::Error> {
    let version = found.0.version;
    Ok(Reply::json(status, &Project::from(found))?.etag(version))
}

fn items<W, D: Into<W>>(found: Vec<D>) -> Items<W> {
    Items { items: found.into_iter().map(Into::into).collect() }
}

/// Answers with a list that is part of a project, under the project's version.
pub(super) async fn read_part<W, D>(
    app: &App,
    who: &Principal,
    headers: &HeaderMap,
    unit: impl Fn(&mut Cx<'_, '_>) -> Result<(projects::Project, Vec<D>), app::Error> + Send + Sync + 'static,
) -> Result<Response, Fail>
where
    W: Serialize + From<D>,
    D: Send + 'static,
{
    let (project, found) = app.read(who, unit).await?;
    Ok(fresh(headers, project.version, &items::<W, D>(found)))
}

/// Changes a list that is part of a project, and answers with what it is now. `unit` is given what checks `If-Match`.
pub(super) async fn write_part<W, D>(
    app: &App,
    change: Change,
    print: [u8; 32],
    unit: impl Fn(&mut Cx<'_, '_>, &IfMatch) -> Result<(projects::Project, Vec<D>), app::Error>
    + Send
    + Sync
    + 'static,
) -> Result<Response, Fail>
where
    W: Serialize + From<D>,
{
    change
        .run(app, Source::Api, print, move |cx, if_match| {
            let (project, set) = unit(cx, if_match)?;
            Ok(Reply::json(StatusCode::OK, &items::<W, D>(set))?.etag(project.version))
        })
        .await
}

/// A page of the projects, oldest first.
#[utoipa::path(get, path = "/projects", tag = "projects", operation_id = "listProjects",
    params(PageQuery), responses((status = 200, body = Listing<Project>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let page = page.read()?;
    let found = app.read(&who, projects::list).await?;
    Ok(json(StatusCode::OK, &Listing::cut(found.into_iter().map(Project::from), page)))
}

/// Makes a project.
///
/// It starts with the types of the ready support project, and a workflow in which every status may follow any other.
#[utoipa::path(post, path = "/projects", tag = "projects", operation_id = "createProject", request_body = NewProject,
    responses((status = 201, body = Project)))]
async fn create(State(app): State<App>, change: Change, body: Body<NewProject>) -> Result<Response, Fail> {
    let key = body.value.key.clone();
    let wish = projects::Wish::from(body.value);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            answer(StatusCode::CREATED, projects::create(cx, &key, &wish)?)
        })
        .await
}

/// One project.
#[utoipa::path(get, path = "/projects/{key}", tag = "projects", operation_id = "getProject",
    params(("key" = String, Path, description = "in any case")), responses((status = 200, body = Project)))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let found = app.read(&who, move |cx| projects::get(cx, &key)).await?;
    Ok(fresh(&headers, found.0.version, &Project::from(found)))
}

/// Changes a project, or archives it: then it takes no new tickets.
#[utoipa::path(put, path = "/projects/{key}", tag = "projects", operation_id = "updateProject",
    request_body = ProjectWish, params(("key" = String, Path, description = "in any case")),
    responses((status = 200, body = Project)))]
async fn update(
    State(app): State<App>,
    change: Change,
    Path(key): Path<String>,
    body: Body<ProjectWish>,
) -> Result<Response, Fail> {
    let wish = projects::Wish::from(body.value);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            answer(StatusCode::OK, projects::update(cx, &key, &wish, |version| if_match.check(version))?)
        })
        .await
}

/// Removes a project that never had a ticket; another can be archived.
#[utoipa::path(delete, path = "/projects/{key}", tag = "projects", operation_id = "deleteProject",
    params(("key" = String, Path, description = "in any case")), responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(key): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, if_match| {
            projects::delete(cx, &key, |version| if_match.check(version))?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}

/// A project's custom fields, in order. The `ETag` is the project's.
#[utoipa::path(get, path = "/projects/{key}/fields", tag = "projects", operation_id = "listFields",
    params(("key" = String, Path, description = "in any case")),
    responses((status = 200, body = Items<CustomField>)))]
async fn fields(
    State(app): State<App>,
    Who(who): Who,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    read_part::<CustomField, _>(&app, &who, &headers, move |cx| projects::fields(cx, &key)).await
}

/// Makes these a project's custom fields, and no other.
///
/// A field keeps its short id while its key stays; its type never changes. What tickets hold in a field that is left
/// out stays in their history.
#[utoipa::path(put, path = "/projects/{key}/fields", tag = "projects", operation_id = "setFields",
    request_body = FieldList, params(("key" = String, Path, description = "in any case")),
    responses((status = 200, body = Items<CustomField>)))]
async fn set_fields(
    State(app): State<App>,
    change: Change,
    Path(key): Path<String>,
    body: ListBody<FieldWish>,
) -> Result<Response, Fail> {
    let wished = definitions(body.items)?;
    write_part::<CustomField, _>(&app, change, body.fingerprint, move |cx, if_match| {
        projects::set_fields(cx, &key, &wished, |version| if_match.check(version))
    })
    .await
}

/// A project's issue types, in order. The `ETag` is the project's.
#[utoipa::path(get, path = "/projects/{key}/types", tag = "projects", operation_id = "listTypes",
    params(("key" = String, Path, description = "in any case")),
    responses((status = 200, body = Items<IssueType>)))]
async fn types(
    State(app): State<App>,
    Who(who): Who,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    read_part::<IssueType, _>(&app, &who, &headers, move |cx| projects::get(cx, &key)).await
}

/// Makes these a project's issue types, in this order, and no other.
///
/// A new one starts with the workflow of the first; one that has had tickets must stay.
#[utoipa::path(put, path = "/projects/{key}/types", tag = "projects", operation_id = "setTypes",
    request_body = TypeList, params(("key" = String, Path, description = "in any case")),
    responses((status = 200, body = Items<IssueType>)))]
async fn set_types(
    State(app): State<App>,
    change: Change,
    Path(key): Path<String>,
    body: ListBody<TypeWish>,
) -> Result<Response, Fail> {
    let wished: Vec<projects::TypeWish> = body.items.into_iter().map(Into::into).collect();
    write_part::<IssueType, _>(&app, change, body.fingerprint, move |cx, if_match| {
        projects::set_types(cx, &key, &wished, |version| if_match.check(version))
    })
    .await
}

/// Who has which role in a project, beside those who have it everywhere. The `ETag` is the project's.
#[utoipa::path(get, path = "/projects/{key}/roles", tag = "projects", operation_id = "listProjectRoles",
    params(("key" = String, Path, description = "in any case")),
    responses((status = 200, body = Items<ProjectRole>)))]
async fn roles(
    State(app): State<App>,
    Who(who): Who,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    read_part::<ProjectRole, _>(&app, &who, &headers, move |cx| projects::roles(cx, &key)).await
}

/// Makes these the people with roles in a project, and no other.
///
/// There they are whom the user domain `role` means, in permission rules and in workflows, as those are who have the role
/// everywhere.
#[utoipa::path(put, path = "/projects/{key}/roles", tag = "projects", operation_id = "setProjectRoles",
    request_body = RoleList, params(("key" = String, Path, description = "in any case")),
    responses((status = 200, body = Items<ProjectRole>)))]
async fn set_roles(
    State(app): State<App>,
    change: Change,
    Path(key): Path<String>,
    body: ListBody<RoleWish>,
) -> Result<Response, Fail> {
    let wished: Vec<projects::RoleWish> = body.items.into_iter().map(Into::into).collect();
    write_part::<ProjectRole, _>(&app, change, body.fingerprint, move |cx, if_match| {
        projects::set_roles(cx, &key, &wished, |version| if_match.check(version))
    })
    .await
}
