//! Status changes.

use crate::wire::{
    flow::{Offer, Preview},
    ticket::{NewTransition, TicketDetail},
};
use app::{
    App,
    tickets::{Address, offer, transition},
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, Reply, RequestInfo, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(take)).routes(routes!(offers)).routes(routes!(preview))
}

/// Changes a ticket's status.
///
/// Runs the workflow's transition from the present status. The same status changes nothing; the note is still kept. Where the
/// transition takes consent, that is asked for: 202, the ticket as it stays, and the request under `approval`.
#[utoipa::path(post, path = "/tickets/{id}/transition", tag = "tickets", operation_id = "transitionTicket",
    request_body = NewTransition, params(("id" = String, Path, description = "its number, or its key such as SUP-42")),
    responses((status = 200, body = TicketDetail), (status = 202, body = TicketDetail)))]
async fn take(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<NewTransition>,
) -> Result<Response, Fail> {
    let (address, command, lang) = (Address::parse(&id), body.value.command()?, change.info.lang);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let detail = transition::run(cx, &address, &command, &|v| if_match.check(v))?;
            let (version, waits) = (detail.ticket.version, detail.approval.is_some());
            let status = if waits { StatusCode::ACCEPTED } else { StatusCode::OK };
            Ok(Reply::json(status, &TicketDetail::new(detail, lang))?.etag(version))
        })
        .await
}

/// Lists the transitions that start at a ticket's status.
///
/// Each says whether the caller may take it, and why not: what its condition asks for is told leaf by leaf.
#[utoipa::path(get, path = "/tickets/{id}/transitions", tag = "tickets", operation_id = "listTicketTransitions",
    params(("id" = String, Path, description = "its number, or its key such as SUP-42")),
    responses((status = 200, body = Vec<Offer>)))]
async fn offers(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let (_, offers) = app.read(&who, move |cx| offer::list(cx, &address)).await?;
    let body: Vec<Offer> = offers.into_iter().map(|offer| Offer::new(offer, info.lang)).collect();
    Ok(json(StatusCode::OK, &body))
}

/// Says what a status change would do, and does nothing: a dry run.
#[utoipa::path(post, path = "/tickets/{id}/transition/preview", tag = "tickets", operation_id = "previewTransition",
    request_body = NewTransition, params(("id" = String, Path, description = "its number, or its key such as SUP-42")),
    responses((status = 200, body = Preview)))]
async fn preview(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(id): Path<String>,
    body: Body<NewTransition>,
) -> Result<Response, Fail> {
    let (address, command) = (Address::parse(&id), body.value.command()?);
    let found = app.read(&who, move |cx| offer::preview(cx, &address, &command)).await?;
    Ok(json(StatusCode::OK, &Preview::new(found, info.lang)))
}
