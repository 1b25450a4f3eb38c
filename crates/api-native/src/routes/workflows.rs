//! Workflows: what is in force, the draft of the next version, and publishing it.

#![allow(unused_qualifications, reason = "utoipa's macro writes out paths that are in scope")]

use crate::wire::{
    page::{Items, Listing, PageQuery},
    ticket::Done,
    workflow::{
        DraftWish, ImportedWorkflow, LintWish, MappingWish, Publication, VersionHead, WorkflowDefinition,
        WorkflowDifference, WorkflowDraft, WorkflowDryRun, WorkflowFinding, WorkflowInForce, WorkflowVersion,
        differences, findings, foreseen,
    },
};
use app::{
    App,
    workflows::{self, Which, draft, dry_run, file, publish},
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use domain::{Rejection, json::Once, msg, ticket::Source, workflow::file::File};
use http_kit::{
    Body, Change, Fail, IfMatch, OptionalBody, Path, Query, Reply, RequestInfo, Who, fresh, json,
};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

/// So many tickets are moved before the answer to a publication goes out; the rest follow in the background.
const MOVED_AT_ONCE: usize = 2_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get))
        .routes(routes!(versions))
        .routes(routes!(version))
        .routes(routes!(draft, put_draft, discard))
        .routes(routes!(compare))
        .routes(routes!(lint, lint_given))
        .routes(routes!(try_out))
        .routes(routes!(publish))
        .routes(routes!(export, import))
}

/// Below an issue type.
#[derive(IntoParams)]
#[into_params(names("key", "type"), parameter_in = Path)]
#[allow(dead_code, reason = "describes the path for the OpenAPI document")]
struct OfType(
    /// the project's key, in any case
    String,
    /// the issue type's key
    String,
);

/// Below a version of its workflow.
#[derive(IntoParams)]
#[into_params(names("key", "type", "version"), parameter_in = Path)]
#[allow(dead_code, reason = "describes the path for the OpenAPI document")]
struct OfVersion(
    /// the project's key, in any case
    String,
    /// the issue type's key
    String,
    /// its number
    i64,
);

/// Which definition.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WhichQuery {
    /// The number of a version, or `draft`; the version in force when left out.
    version: Option<String>,
}

impl WhichQuery {
    fn read(&self) -> Result<Which, Rejection> {
        Ok(Which::parse("version", self.version.as_deref())?.unwrap_or(Which::InForce))
    }
}

/// Which two definitions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CompareQuery {
    /// The number of a version, or `draft`; the version in force when left out.
    from: Option<String>,
    /// The number of a version, or `draft`, which it is when left out.
    to: Option<String>,
}

/// How a file is taken in.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ImportQuery {
    /// `add` makes the custom fields of the file that the project has not; they are left alone otherwise.
    fields: Option<String>,
}

impl ImportQuery {
    fn read(&self) -> Result<file::Fields, Rejection> {
        match self.fields.as_deref().map(str::trim) {
            None | Some("") => Ok(file::Fields::Leave),
            Some("add") => Ok(file::Fields::Add),
            Some(_) => Err(Rejection::malformed("fields", msg!("value.one_of", allowed = "add"))),
        }
    }
}

/// Runs `act` with what `If-Match` said, or with nothing where it said nothing.
fn with_check<T>(if_match: &IfMatch, act: impl FnOnce(draft::Check<'_>) -> T) -> T {
    let check = |version| if_match.check(version);
    act(if if_match.is_unsaid() { None } else { Some(&check) })
}

/// An answer with the tag of a version, which is never told to be unchanged.
fn tagged(version: i64, body: &impl Serialize) -> Response {
    let mut response = json(StatusCode::OK, body);
    if let Ok(tag) = HeaderValue::from_str(&http_kit::etag(version)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn draft_answer(shown: draft::Shown) -> Result<Reply, app::Error> {
    let version = shown.row.version;
    Ok(Reply::json(StatusCode::OK, &WorkflowDraft::from(shown))?.etag(version))
}

/// The workflow of an issue type, as it is in force. The `ETag` is its version.
#[utoipa::path(get, path = "/projects/{key}/types/{type}/workflow", tag = "workflows", operation_id = "getWorkflow",
    params(OfType),
    responses((status = 200, body = WorkflowInForce)))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    Path((key, kind)): Path<(String, String)>,
) -> Result<Response, Fail> {
    let shown = app.read(&who, move |cx| workflows::get(cx, &key, &kind)).await?;
    // The draft beside it changes without it: what was kept of an answer is not known to be the same.
    Ok(tagged(shown.current.version.version, &WorkflowInForce::from(shown)))
}

/// A page of the versions of a workflow, newest first.
#[utoipa::path(get, path = "/projects/{key}/types/{type}/workflow/versions", tag = "workflows",
    operation_id = "listWorkflowVersions",
    params(OfType, PageQuery),
    responses((status = 200, body = Listing<VersionHead>)))]
async fn versions(
    State(app): State<App>,
    Who(who): Who,
    Path((key, kind)): Path<(String, String)>,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let page = page.read()?;
    let (limit, offset) = (page.size, page.offset());
    let (found, total) =
        app.read(&who, move |cx| workflows::versions(cx, &key, &kind, limit, offset)).await?;
    Ok(json(StatusCode::OK, &Listing::part(found.into_iter().map(VersionHead::from), total, page)))
}

/// One version of a workflow. It never changes.
#[utoipa::path(get, path = "/projects/{key}/types/{type}/workflow/versions/{version}", tag = "workflows",
    operation_id = "getWorkflowVersion",
    params(OfVersion),
    responses((status = 200, body = WorkflowVersion)))]
async fn version(
    State(app): State<App>,
    Who(who): Who,
    Path((key, kind, version)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let unknown = || Rejection::not_found(domain::Thing::WorkflowVersion, &version);
    let number: i64 = version.parse().ok().ok_or_else(unknown)?;
    let found = app.read(&who, move |cx| workflows::version(cx, &key, &kind, number)).await?;
    Ok(fresh(&headers, number, &WorkflowVersion::from(found)))
}

/// The draft of a workflow's next version. The `ETag` is the draft's own version.
#[utoipa::path(get, path = "/projects/{key}/types/{type}/workflow/draft", tag = "workflows",
    operation_id = "getWorkflowDraft",
    params(OfType),
    responses((status = 200, body = WorkflowDraft)))]
async fn draft(
    State(app): State<App>,
    Who(who): Who,
    Path((key, kind)): Path<(String, String)>,
) -> Result<Response, Fail> {
    let shown = app.read(&who, move |cx| draft::get(cx, &key, &kind)).await?;
    Ok(tagged(shown.row.version, &WorkflowDraft::from(shown)))
}

/// Begins the draft of a workflow's next version, or changes it.
///
/// A draft that somebody else changed last is changed only with its `ETag` as `If-Match`. It is refused with the path of
/// every fault; what is strange but not wrong is for lint to tell.
#[utoipa::path(put, path = "/projects/{key}/types/{type}/workflow/draft", tag = "workflows",
    operation_id = "putWorkflowDraft", request_body = DraftWish,
    params(OfType),
    responses((status = 200, body = WorkflowDraft)))]
async fn put_draft(
    State(app): State<App>,
    change: Change,
    Path((key, kind)): Path<(String, String)>,
    body: Body<DraftWish>,
) -> Result<Response, Fail> {
    let wish = body.value.read()?;
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            with_check(if_match, |check| draft_answer(draft::put(cx, &key, &kind, &wish, check)?))
        })
        .await
}

/// Gives the draft up.
#[utoipa::path(delete, path = "/projects/{key}/types/{type}/workflow/draft", tag = "workflows",
    operation_id = "discardWorkflowDraft",
    params(OfType),
    responses((status = 200, body = Done)))]
async fn discard(
    State(app): State<App>,
    change: Change,
    Path((key, kind)): Path<(String, String)>,
) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, if_match| {
            with_check(if_match, |check| draft::discard(cx, &key, &kind, check))?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}

/// What differs between two definitions of a workflow.
#[utoipa::path(get, path = "/projects/{key}/types/{type}/workflow/compare", tag = "workflows",
    operation_id = "compareWorkflows",
    params(OfType, CompareQuery),
    responses((status = 200, body = Items<WorkflowDifference>)))]
async fn compare(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path((key, kind)): Path<(String, String)>,
    Query(query): Query<CompareQuery>,
) -> Result<Response, Fail> {
    let from = Which::parse("from", query.from.as_deref())?.unwrap_or(Which::InForce);
    let to = Which::parse("to", query.to.as_deref())?.unwrap_or(Which::Draft);
    let found = app.read(&who, move |cx| workflows::compare(cx, &key, &kind, from, to)).await?;
    Ok(json(StatusCode::OK, &Items { items: differences(found, info.lang) }))
}

/// What is strange in a definition of a workflow, worst first.
#[utoipa::path(get, path = "/projects/{key}/types/{type}/workflow/lint", tag = "workflows",
    operation_id = "lintWorkflow",
    params(OfType, WhichQuery),
    responses((status = 200, body = Items<WorkflowFinding>)))]
async fn lint(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path((key, kind)): Path<(String, String)>,
    Query(query): Query<WhichQuery>,
) -> Result<Response, Fail> {
    let which = query.read()?;
    let found = app.read(&who, move |cx| workflows::lint(cx, &key, &kind, which)).await?;
    Ok(json(StatusCode::OK, &Items { items: findings(found, info.lang) }))
}

/// What would be strange in a definition that is only asked about. Nothing is kept.
#[utoipa::path(post, path = "/projects/{key}/types/{type}/workflow/lint", tag = "workflows",
    operation_id = "lintWorkflowDefinition", request_body = LintWish,
    params(OfType),
    responses((status = 200, body = Items<WorkflowFinding>)))]
async fn lint_given(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path((key, kind)): Path<(String, String)>,
    body: Body<LintWish>,
) -> Result<Response, Fail> {
    let workflow = body.value.read()?;
    let found = app.read(&who, move |cx| workflows::lint_given(cx, &key, &kind, &workflow)).await?;
    Ok(json(StatusCode::OK, &Items { items: findings(found, info.lang) }))
}

/// What publishing the draft would mean: for the tickets there are and for the people there are. Nothing is changed.
#[utoipa::path(post, path = "/projects/{key}/types/{type}/workflow/dry-run", tag = "workflows",
    operation_id = "dryRunWorkflow", request_body = MappingWish,
    params(OfType),
    responses((status = 200, body = WorkflowDryRun)))]
async fn try_out(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path((key, kind)): Path<(String, String)>,
    body: OptionalBody<MappingWish>,
) -> Result<Response, Fail> {
    let mapping = body.value.mapping.unwrap_or_default();
    let found = app.read(&who, move |cx| dry_run::run(cx, &key, &kind, &mapping)).await?;
    Ok(json(StatusCode::OK, &foreseen(found, info.lang)))
}

/// Publishes the draft: it is in force at once, for every ticket there is.
///
/// Tickets in a status that vanishes go where `mapping` says, each by a step of its history. `If-Match` is the draft's.
#[utoipa::path(post, path = "/projects/{key}/types/{type}/workflow/publish", tag = "workflows",
    operation_id = "publishWorkflow", request_body = MappingWish,
    params(OfType),
    responses((status = 200, body = Publication)))]
async fn publish(
    State(app): State<App>,
    change: Change,
    Path((key, kind)): Path<(String, String)>,
    body: OptionalBody<MappingWish>,
) -> Result<Response, Fail> {
    let mapping = body.value.mapping.unwrap_or_default();
    let response = change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let published = with_check(if_match, |check| publish::run(cx, &key, &kind, &mapping, check))?;
            let answer = Publication::from(published);
            Ok(Reply::json(StatusCode::OK, &answer)?.etag(answer.version))
        })
        .await?;
    // It is published; whatever is not moved now is moved in the background.
    if let Err(error) = app.move_on(MOVED_AT_ONCE).await {
        tracing::warn!(%error, "tickets of a status that is gone could not be moved yet");
    }
    Ok(response)
}

/// A definition of a workflow as a file: with the project's custom fields, people and groups by name.
#[utoipa::path(get, path = "/projects/{key}/types/{type}/workflow/file", tag = "workflows",
    operation_id = "exportWorkflow",
    params(OfType, WhichQuery),
    responses((status = 200, body = WorkflowDefinition)))]
async fn export(
    State(app): State<App>,
    Who(who): Who,
    Path((key, kind)): Path<(String, String)>,
    Query(query): Query<WhichQuery>,
) -> Result<Response, Fail> {
    let which = query.read()?;
    let name = format!("attachment; filename=\"{}-workflow.json\"", key.to_ascii_lowercase());
    let file = app.read(&who, move |cx| file::export(cx, &key, &kind, which)).await?;
    let text = file.text().map_err(|error| {
        tracing::error!(%error, "a workflow cannot be written as a file");
        Rejection::Internal
    })?;
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let mut response = (StatusCode::OK, kind, text).into_response();
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// Makes what a file says the draft of a workflow.
#[utoipa::path(put, path = "/projects/{key}/types/{type}/workflow/file", tag = "workflows",
    operation_id = "importWorkflow", request_body = WorkflowDefinition,
    params(OfType, ImportQuery),
    responses((status = 200, body = ImportedWorkflow)))]
async fn import(
    State(app): State<App>,
    change: Change,
    Path((key, kind)): Path<(String, String)>,
    Query(query): Query<ImportQuery>,
    body: Body<Once>,
) -> Result<Response, Fail> {
    let (fields, file) = (query.read()?, File::parse(&body.value.0)?);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            with_check(if_match, |check| {
                let imported = file::import(cx, &key, &kind, &file, fields, check)?;
                let answer = ImportedWorkflow::from(imported);
                Ok(Reply::json(StatusCode::OK, &answer)?.etag(answer.draft.version()))
            })
        })
        .await
}
