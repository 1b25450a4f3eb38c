//! Histories of incidents.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::{IncidentAnswer, filter::IncidentHistoryBody, history::IncidentHistory};
use app::{App, Pace, incidents::histories};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{Rejection, msg};
use http_kit::{Fail, OptionalBody, Path, RequestInfo, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The only type of ticket that has histories here.
const INCIDENT: &str = "incident";

pub(super) fn first() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_external_histories)).routes(routes!(refuse_other_histories))
}

pub(super) fn second() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_histories))
}

/// The steps of an incident that a filter asks for, the oldest first unless it says otherwise; at most 1,024.
#[utoipa::path(post, path = "/incidents/{incident_id}/histories", tag = "incidents", operation_id = "listIncidentHistories",
    params(("incident_id" = String, Path, min_length = 1, max_length = 50, description = "the incident's number, or the ticket's")),
    request_body(content = IncidentHistoryBody), responses((status = 200, body = IncidentAnswer<IncidentHistory>)))]
async fn list_histories(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(incident): Path<String>,
    body: OptionalBody<IncidentHistoryBody>,
) -> Result<Response, Fail> {
    let asked = body.value.read()?;
    let (wish, lang) = (asked.wish, info.lang);
    let found =
        app.read_at(&who, Pace::AtLength, move |cx| histories::run(cx, &incident, &wish, lang)).await?;
    Ok(json(StatusCode::OK, &IncidentAnswer::of(IncidentHistory::new(found, &asked.fields))))
}

/// The same, of the incident that the filter `ticket_id` names.
#[utoipa::path(post, path = "/external/incident/list-histories", tag = "incidents", operation_id = "listExternalHistories",
    request_body = IncidentHistoryBody, responses((status = 200, body = IncidentAnswer<IncidentHistory>)))]
async fn list_external_histories(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    body: OptionalBody<IncidentHistoryBody>,
) -> Result<Response, Fail> {
    let mut body = body.value;
    let incident = body.take_incident()?;
    let asked = body.read()?;
    let (wish, lang) = (asked.wish, info.lang);
    let found =
        app.read_at(&who, Pace::AtLength, move |cx| histories::run(cx, &incident, &wish, lang)).await?;
    Ok(json(StatusCode::OK, &IncidentAnswer::of(IncidentHistory::new(found, &asked.fields))))
}

/// Tickets of other types have no histories here: always refused.
#[utoipa::path(post, path = "/external/{ticket_type}/list-histories", tag = "incidents", operation_id = "listOtherHistories",
    params(("ticket_type" = String, Path, description = "only `incident` is one")),
    responses((status = 200, body = IncidentAnswer<IncidentHistory>)))]
async fn refuse_other_histories(Who(_who): Who, Path(_kind): Path<String>) -> Fail {
    Fail(Rejection::malformed("ticket_type", msg!("value.one_of", allowed = INCIDENT)))
}
