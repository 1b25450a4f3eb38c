//! Tickets: reported, read, listed.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::{
    convert::renamed,
    wire::ticket::{
        FilterQuery, Made, NEW_TICKET_NAMES, NewTicket, OwnQuery, TicketAnswer, TicketPage, TidQuery,
    },
};
use app::{
    App,
    repairs::{list, read, report},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Query, Reply, Who, fresh_whole, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(new_ticket))
        .routes(routes!(get_ticket))
        .routes(routes!(get_my_tickets))
        .routes(routes!(filter_tickets))
}

/// Reports what is broken.
///
/// Block, room, provider and telephone number are those of the issuer's profile at that moment.
#[utoipa::path(post, path = "/new_ticket", tag = "repairs", operation_id = "newTicket", request_body = NewTicket,
    responses((status = 200, body = Made)))]
async fn new_ticket(State(app): State<App>, change: Change, body: Body<NewTicket>) -> Result<Response, Fail> {
    let command = body.value.command()?;
    change
        .run(&app, Source::Traces, body.fingerprint, move |cx, _| {
            let made = report::run(cx, &command).map_err(renamed(&NEW_TICKET_NAMES))?;
            Ok(Reply::json(StatusCode::OK, &Made::new(&made))?.etag(made.ticket.version))
        })
        .await
}

/// One ticket. For its creator, and for operators who may reach it.
#[utoipa::path(get, path = "/get_ticket", tag = "repairs", operation_id = "getRepair", params(TidQuery),
    responses((status = 200, body = TicketAnswer)))]
async fn get_ticket(
    State(app): State<App>,
    Who(who): Who,
    headers: HeaderMap,
    Query(query): Query<TidQuery>,
) -> Result<Response, Fail> {
    let address = query.address()?;
    let found = app.read(&who, move |cx| read::get(cx, &address)).await?;
    // Names and words change without the ticket's version: what counts is the whole answer.
    let version = found.ticket.version;
    Ok(fresh_whole(&headers, version, &TicketAnswer::queried(found)))
}

/// A page of the caller's own tickets, the last changed first.
#[utoipa::path(get, path = "/get_my_tickets", tag = "repairs", operation_id = "getMyTickets", params(OwnQuery),
    responses((status = 200, body = TicketPage)))]
async fn get_my_tickets(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<OwnQuery>,
) -> Result<Response, Fail> {
    let page = query.page()?;
    let found = app.read(&who, move |cx| list::own(cx, page.size, page.offset())).await?;
    Ok(json(StatusCode::OK, &TicketPage::new(found, page)))
}

/// A page of the tickets that the caller may reach, the last changed first. For operators.
#[utoipa::path(get, path = "/filter_tickets", tag = "repairs", operation_id = "filterTickets", params(FilterQuery),
    responses((status = 200, body = TicketPage)))]
async fn filter_tickets(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<FilterQuery>,
) -> Result<Response, Fail> {
    let page = query.page()?;
    let wish = query.wish()?;
    let found = app.read(&who, move |cx| list::filter(cx, &wish, page.size, page.offset())).await?;
    Ok(json(StatusCode::OK, &TicketPage::new(found, page)))
}
