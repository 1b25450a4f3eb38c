//! Traces: read, and added by the crew.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::{
    convert::renamed,
    wire::{
        ticket::{Cancellation, NEW_TRACE_NAMES, NewTrace, TicketAnswer, TidQuery},
        trace::TraceList,
    },
};
use app::{
    App,
    repairs::{read, work},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Query, Reply, Who, fresh_whole};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_traces)).routes(routes!(new_trace)).routes(routes!(cancel_ticket))
}

/// Every step of a ticket, in order of time.
///
/// For its creator, and for operators who may reach it.
#[utoipa::path(get, path = "/get_traces", tag = "repairs", operation_id = "getTraces", params(TidQuery),
    responses((status = 200, body = TraceList)))]
async fn get_traces(
    State(app): State<App>,
    Who(who): Who,
    headers: HeaderMap,
    Query(query): Query<TidQuery>,
) -> Result<Response, Fail> {
    let address = query.address()?;
    let (ticket, traces) = app.read(&who, move |cx| read::traces(cx, &address)).await?;
    // Names and words change without the ticket's version: what counts is the whole answer.
    Ok(fresh_whole(&headers, ticket.version, &TraceList::new(ticket.id.0, traces)))
}

/// Takes a step: status, priority, appointment and category, all at once or not at all, with a remark.
///
/// For operators. Of two who ask for the same status at the same time one wins, and the other is told the status now.
#[utoipa::path(post, path = "/new_trace", tag = "repairs", operation_id = "newTrace", request_body = NewTrace,
    params(("If-Match" = Option<String>, Header, description = "the `ETag` that the ticket must still have", example = "\"v7\"")),
    responses((status = 200, body = TicketAnswer)))]
async fn new_trace(State(app): State<App>, change: Change, body: Body<NewTrace>) -> Result<Response, Fail> {
    let (address, command) = body.value.command()?;
    change
        .run(&app, Source::Traces, body.fingerprint, move |cx, if_match| {
            let taken = work::run(cx, &address, &command, &|v| if_match.check(v));
            answer(taken.map_err(renamed(&NEW_TRACE_NAMES))?)
        })
        .await
}

/// Takes one's own report back, while it is not solved.
#[utoipa::path(post, path = "/cancel_ticket", tag = "repairs", operation_id = "cancelTicket", request_body = Cancellation,
    params(("If-Match" = Option<String>, Header, description = "the `ETag` that the ticket must still have", example = "\"v7\"")),
    responses((status = 200, body = TicketAnswer)))]
async fn cancel_ticket(
    State(app): State<App>,
    change: Change,
    body: Body<Cancellation>,
) -> Result<Response, Fail> {
    let (address, remark) = body.value.command()?;
    change
        .run(&app, Source::Traces, body.fingerprint, move |cx, if_match| {
            let canceled = work::cancel(cx, &address, &remark, &|v| if_match.check(v));
            answer(canceled.map_err(renamed(&NEW_TRACE_NAMES))?)
        })
        .await
}

fn answer(repair: app::repairs::Repair) -> Result<Reply, app::Error> {
    let version = repair.ticket.version;
    Ok(Reply::json(StatusCode::OK, &TicketAnswer::done(repair))?.etag(version))
}
