//! Status changes.

use super::tickets::detail;
use crate::wire::ticket::{AskedField, NewTransition, Offer, TicketDetail};
use app::{
    App,
    tickets::{Address, transition},
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Path, RequestInfo, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(take)).routes(routes!(offers))
}

/// Changes a ticket's status.
///
/// Runs the workflow's transition from the present status. The same status changes nothing; the note is still kept.
#[utoipa::path(post, path = "/tickets/{id}/transition", tag = "tickets", operation_id = "transitionTicket",
    request_body = NewTransition, params(("id" = String, Path, description = "its number, or its key such as SUP-42")),
    responses((status = 200, body = TicketDetail)))]
async fn take(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<NewTransition>,
) -> Result<Response, Fail> {
    let (address, command) = (Address::parse(&id), body.value.command());
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            detail(transition::run(cx, &address, &command, &|v| if_match.check(v))?)
        })
        .await
}

/// Lists the transitions that start at a ticket's status.
///
/// Each says whether the caller may take it, and why not.
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
    let (_, offers) = app.read(&who, move |cx| transition::offers(cx, &address)).await?;
    let body: Vec<Offer> = offers
        .into_iter()
        .map(|offer| Offer {
            name: offer.transition.name.text(info.lang).to_owned(),
            fields: offer
                .transition
                .fields
                .into_iter()
                .map(|f| AskedField { field: f.field.name(), required: f.required })
                .collect(),
            id: offer.transition.uuid,
            to: offer.transition.to,
            allowed: offer.refusal.is_none(),
            reason: offer.refusal.map(|r| r.text(info.lang)),
        })
        .collect();
    Ok(json(StatusCode::OK, &body))
}
