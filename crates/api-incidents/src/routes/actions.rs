//! What may be done with an incident, and doing it.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::{
    IncidentAnswer,
    action::{IncidentAction, IncidentDone, IncidentHandling, IncidentTask},
};
use app::{App, incidents::work};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Reply, RequestInfo, Who, fresh_whole};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn first() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handle))
}

pub(super) fn second() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(tasks)).routes(routes!(act)).routes(routes!(act_alias))
}

/// Where an incident is, and what the caller may do there: each with the id of doing it, which is good so long as the incident
/// stays there.
#[utoipa::path(get, path = "/incidents/{incident_id}/tasks", tag = "incidents", operation_id = "showIncidentTasks",
    params(("incident_id" = String, Path, min_length = 1, max_length = 50, description = "the incident's number, or the ticket's")),
    responses((status = 200, body = IncidentAnswer<Vec<IncidentTask>>)))]
async fn tasks(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    headers: HeaderMap,
    Path(incident): Path<String>,
) -> Result<Response, Fail> {
    let (version, node) = app.read(&who, move |cx| work::tasks(cx, &incident)).await?;
    let told = IncidentAnswer::of([IncidentTask::new(node, info.lang)]);
    Ok(fresh_whole(&headers, version, &told))
}

/// Acts on an incident: `accepted`, `addRemark`, `acceptedForward`, `unAcceptedForward`, `commitSolution`, `confirm`,
/// `incidentPause`, `recovery`, `changeLevel`, `agreed`, `rejected`, `ReOpen`.
#[utoipa::path(post, path = "/incidents/{incident_id}/actions", tag = "incidents", operation_id = "actOnIncident",
    params(("incident_id" = String, Path, min_length = 1, max_length = 50, description = "the incident's number, or the ticket's")),
    request_body = IncidentAction, responses((status = 200, body = IncidentAnswer<IncidentDone>)))]
async fn act(
    State(app): State<App>,
    change: Change,
    Path(incident): Path<String>,
    body: Body<IncidentAction>,
) -> Result<Response, Fail> {
    perform(&app, change, incident, body).await
}

/// The same by the name that older clients know.
#[utoipa::path(post, path = "/incidents/{incident_id}/action", tag = "incidents", operation_id = "actOnIncidentAlias",
    params(("incident_id" = String, Path, min_length = 1, max_length = 50, description = "the incident's number, or the ticket's")),
    request_body = IncidentAction, responses((status = 200, body = IncidentAnswer<IncidentDone>)))]
async fn act_alias(
    State(app): State<App>,
    change: Change,
    Path(incident): Path<String>,
    body: Body<IncidentAction>,
) -> Result<Response, Fail> {
    perform(&app, change, incident, body).await
}

async fn perform(
    app: &App,
    change: Change,
    incident: String,
    body: Body<IncidentAction>,
) -> Result<Response, Fail> {
    let command = body.value.command(incident)?;
    change
        .run(app, Source::Incidents, body.fingerprint, move |cx, if_match| {
            let done = work::run(cx, &command, &|v| if_match.check(v))?;
            let version = done.ticket.version;
            Ok(Reply::json(StatusCode::OK, &IncidentAnswer::of(IncidentDone::from(done)))?.etag(version))
        })
        .await
}

/// Acts on an incident in the name of its operator: one's own, and for administrators anybody's.
#[utoipa::path(post, path = "/external/incident/handle", tag = "incidents", operation_id = "handleIncident",
    request_body = IncidentHandling, responses((status = 200, body = IncidentAnswer<IncidentDone>)))]
async fn handle(
    State(app): State<App>,
    change: Change,
    body: Body<IncidentHandling>,
) -> Result<Response, Fail> {
    let handling = body.value.read()?;
    change
        .run(&app, Source::Incidents, body.fingerprint, move |cx, if_match| {
            let check = |v| if_match.check(v);
            let done = work::in_the_name_of(cx, &handling.operator, &handling.command, &check)?;
            let version = done.ticket.version;
            Ok(Reply::json(StatusCode::OK, &IncidentAnswer::of(IncidentDone::from(done)))?.etag(version))
        })
        .await
}
