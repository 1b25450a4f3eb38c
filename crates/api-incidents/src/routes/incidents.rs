//! Incidents: made, read, listed.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::{
    IncidentAnswer,
    filter::IncidentListBody,
    incident::{IncidentDetail, IncidentNumber, IncidentPage, IncidentSimplePage, NewIncident, SimpleQuery},
};
use app::{
    App, Pace,
    incidents::{create, list, read},
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, OnceQuery, OptionalBody, Path, Reply, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn first() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_incident))
        .routes(routes!(show_incident))
        .routes(routes!(list_simple))
}

pub(super) fn second() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_incidents))
}

/// Makes an incident.
#[utoipa::path(post, path = "/external/incident/create", tag = "incidents", operation_id = "createIncident",
    request_body = NewIncident, responses((status = 200, body = IncidentAnswer<IncidentNumber>)))]
async fn create_incident(
    State(app): State<App>,
    change: Change,
    body: Body<NewIncident>,
) -> Result<Response, Fail> {
    let command = create::Command::from(body.value);
    change
        .run(&app, Source::Incidents, body.fingerprint, move |cx, _| {
            let made = create::run(cx, &command)?;
            let version = made.ticket.version;
            Ok(Reply::json(StatusCode::OK, &IncidentAnswer::of(IncidentNumber::from(made)))?.etag(version))
        })
        .await
}

/// One incident, by its number or by the ticket's.
#[utoipa::path(get, path = "/external/incident/{incident_num}", tag = "incidents", operation_id = "showIncident",
    params(("incident_num" = String, Path, min_length = 1, max_length = 50, description = "the incident's number, or the ticket's")),
    responses((status = 200, body = IncidentAnswer<IncidentDetail>)))]
async fn show_incident(
    State(app): State<App>,
    Who(who): Who,
    Path(number): Path<String>,
) -> Result<Response, Fail> {
    let found = app.read(&who, move |cx| read::get(cx, "incident_num", &number)).await?;
    Ok(json(StatusCode::OK, &IncidentAnswer::of(IncidentDetail::from(found))))
}

/// A page of the incidents that the caller may see, the newest first, in few words.
#[utoipa::path(get, path = "/incident-tickets", tag = "incidents", operation_id = "listSimpleIncidents", params(SimpleQuery),
    responses((status = 200, body = IncidentAnswer<IncidentSimplePage>)))]
async fn list_simple(
    State(app): State<App>,
    Who(who): Who,
    OnceQuery(query): OnceQuery<SimpleQuery>,
) -> Result<Response, Fail> {
    let wish = query.wish()?;
    let (found, total) = app.read_at(&who, Pace::AtLength, move |cx| list::run(cx, &wish)).await?;
    Ok(json(StatusCode::OK, &IncidentAnswer::of(IncidentSimplePage::new(found, total))))
}

/// A page of the incidents that the caller may see and that a filter asks for, the newest first unless it says otherwise.
#[utoipa::path(post, path = "/incidents/list", tag = "incidents", operation_id = "listIncidents",
    request_body = IncidentListBody, responses((status = 200, body = IncidentAnswer<IncidentPage>)))]
async fn list_incidents(
    State(app): State<App>,
    Who(who): Who,
    body: OptionalBody<IncidentListBody>,
) -> Result<Response, Fail> {
    let asked = body.value.read()?;
    let wish = asked.wish;
    let (found, total) = app.read_at(&who, Pace::AtLength, move |cx| list::run(cx, &wish)).await?;
    let total = asked.with_total.then_some(total);
    Ok(json(StatusCode::OK, &IncidentAnswer::of(IncidentPage::new(found, total, &asked.fields))))
}
