//! What moves tickets beside their transitions: hours, post functions, requests for consent.

#![allow(unused_qualifications, reason = "utoipa's macro writes out paths that are in scope")]

use crate::wire::flow::{
    Approval, ApprovalList, EffectList, HandOver, NewApprover, NewVote, NewWorklog, Worklog, WorklogList,
    read_vote,
};
use app::{
    App,
    tickets::{Address, approval, effect, worklog},
};
use axum::{
    extract::{FromRequestParts, State},
    http::{StatusCode, request::Parts},
    response::Response,
};
use domain::{Rejection, Thing, ticket::Source, workflow::approval::Act};
use http_kit::{Body, Change, Fail, Path, Reply, RequestInfo, Who, json};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Below a ticket.
#[derive(IntoParams)]
#[into_params(names("id"), parameter_in = Path)]
#[allow(dead_code, reason = "describes the path for the OpenAPI document")]
struct OfTicket(
    /// the ticket's number or key
    String,
);

/// Below a request for consent.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfApproval {
    /// the ticket's number or key
    id: String,
    /// the request's number
    number: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfApprover {
    /// whose place
    username: String,
}

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(worklogs, log))
        .routes(routes!(effects))
        .routes(routes!(approvals))
        .routes(routes!(mine))
        .routes(routes!(vote))
        .routes(routes!(withdraw))
        .routes(routes!(hand_over))
        .routes(routes!(add))
        .routes(routes!(remove))
        .routes(routes!(remind))
}

/// Lists the hours worked on a ticket, oldest first.
#[utoipa::path(get, path = "/tickets/{id}/worklogs", tag = "worklogs", operation_id = "listWorklogs",
    params(OfTicket),
    responses((status = 200, body = WorklogList)))]
async fn worklogs(State(app): State<App>, Who(who): Who, Path(id): Path<String>) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let (_, entries) = app.read(&who, move |cx| worklog::list(cx, &address)).await?;
    Ok(json(StatusCode::OK, &WorklogList::new(entries)))
}

/// Writes hours down: one's own; or another's for operators who may edit the ticket, and for who manages the project.
#[utoipa::path(post, path = "/tickets/{id}/worklogs", tag = "worklogs", operation_id = "createWorklog",
    request_body = NewWorklog, params(OfTicket),
    responses((status = 201, body = Worklog)))]
async fn log(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<NewWorklog>,
) -> Result<Response, Fail> {
    let (address, wish) = (Address::parse(&id), body.value.wish()?);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let (ticket, made) = worklog::run(cx, &address, &wish, &|v| if_match.check(v))?;
            Ok(Reply::json(StatusCode::CREATED, &Worklog::from(made))?.etag(ticket.version))
        })
        .await
}

/// Lists what the steps of a ticket have brought about: their post functions, and what became of each.
#[utoipa::path(get, path = "/tickets/{id}/effects", tag = "tickets", operation_id = "listEffects",
    params(OfTicket),
    responses((status = 200, body = EffectList)))]
async fn effects(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let (_, effects) = app.read(&who, move |cx| effect::list(cx, &address)).await?;
    Ok(json(StatusCode::OK, &EffectList::new(effects, info.lang)))
}

/// Lists a ticket's requests for consent, newest first.
#[utoipa::path(get, path = "/tickets/{id}/approvals", tag = "approvals", operation_id = "listApprovals",
    params(OfTicket),
    responses((status = 200, body = ApprovalList)))]
async fn approvals(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let (_, found) = app.read(&who, move |cx| approval::list(cx, &address)).await?;
    Ok(json(StatusCode::OK, &ApprovalList::new(found, info.lang)))
}

/// Lists the requests that wait for the caller's consent, oldest first.
#[utoipa::path(get, path = "/approvals", tag = "approvals", operation_id = "listMyApprovals",
    responses((status = 200, body = ApprovalList)))]
async fn mine(State(app): State<App>, Who(who): Who, info: RequestInfo) -> Result<Response, Fail> {
    let found = app.read(&who, approval::mine).await?;
    Ok(json(StatusCode::OK, &ApprovalList::new(found, info.lang)))
}

/// A change of a request under a ticket.
struct Acting {
    app: App,
    change: Change,
    ticket: Address,
    approval: i64,
}

impl FromRequestParts<App> for Acting {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fail> {
        let change = Change::from_request_parts(parts, app).await?;
        let Path(of) = Path::<OfApproval>::from_request_parts(parts, app).await?;
        let missing = |_not_a_number| Rejection::not_found(Thing::Approval, &of.number);
        let approval = of.number.parse().map_err(missing)?;
        Ok(Self { app: app.clone(), change, ticket: Address::parse(&of.id), approval })
    }
}

impl Acting {
    /// Does something to the request, as what the body says; answers it as it is then.
    async fn run(self, fingerprint: [u8; 32], act: Act, note: Option<String>) -> Result<Response, Fail> {
        let Self { app, change, ticket, approval } = self;
        let lang = change.info.lang;
        let command = approval::Command { act, note: note.unwrap_or_default() };
        change
            .run(&app, Source::Api, fingerprint, move |cx, if_match| {
                let done = approval::act(cx, &ticket, approval, &command, &|v| if_match.check(v));
                let (ticket, told) = done?;
                Ok(Reply::json(StatusCode::OK, &Approval::new(told, lang))?.etag(ticket.version))
            })
            .await
    }

    /// As [`Acting::run`], where there is no body.
    async fn run_bare(self, act: Act) -> Result<Response, Fail> {
        let print = self.change.bare;
        self.run(print, act, None).await
    }
}

/// Gives or refuses consent.
///
/// The vote that decides takes the step, in the name of who asked for it.
#[utoipa::path(post, path = "/tickets/{id}/approvals/{number}/vote", tag = "approvals", operation_id = "vote",
    request_body = NewVote, params(OfApproval), responses((status = 200, body = Approval)))]
async fn vote(acting: Acting, body: Body<NewVote>) -> Result<Response, Fail> {
    let act = Act::Vote(read_vote(&body.value.vote)?);
    acting.run(body.fingerprint, act, body.value.note).await
}

/// Takes one's request back.
#[utoipa::path(post, path = "/tickets/{id}/approvals/{number}/withdraw", tag = "approvals", operation_id = "withdrawApproval",
    params(OfApproval), responses((status = 200, body = Approval)))]
async fn withdraw(acting: Acting) -> Result<Response, Fail> {
    acting.run_bare(Act::Withdraw).await
}

/// Gives one's place to somebody else; who manages the project gives that of somebody who cannot act.
#[utoipa::path(post, path = "/tickets/{id}/approvals/{number}/hand-over", tag = "approvals", operation_id = "handOverApproval",
    request_body = HandOver, params(OfApproval), responses((status = 200, body = Approval)))]
async fn hand_over(acting: Acting, body: Body<HandOver>) -> Result<Response, Fail> {
    let act = Act::HandOver { of: body.value.of.unwrap_or_default(), to: body.value.to };
    acting.run(body.fingerprint, act, body.value.note).await
}

/// Has one more person asked, after oneself.
#[utoipa::path(post, path = "/tickets/{id}/approvals/{number}/approvers", tag = "approvals", operation_id = "addApprover",
    request_body = NewApprover, params(OfApproval), responses((status = 200, body = Approval)))]
async fn add(acting: Acting, body: Body<NewApprover>) -> Result<Response, Fail> {
    acting.run(body.fingerprint, Act::Add { who: body.value.who }, body.value.note).await
}

/// Takes away the place of an approver who cannot act, for who manages the project.
///
/// Where the others are too few to consent it is refused: hand the place over instead.
#[utoipa::path(delete, path = "/tickets/{id}/approvals/{number}/approvers/{username}", tag = "approvals",
    operation_id = "removeApprover",
    params(OfApproval, OfApprover),
    responses((status = 200, body = Approval)))]
async fn remove(acting: Acting, Path(path): Path<OfApprover>) -> Result<Response, Fail> {
    acting.run_bare(Act::Remove { who: path.username }).await
}

/// Has those who are waited for reminded: once in ten minutes at most.
#[utoipa::path(post, path = "/tickets/{id}/approvals/{number}/remind", tag = "approvals", operation_id = "remindApprovers",
    params(OfApproval), responses((status = 200, body = Approval)))]
async fn remind(acting: Acting) -> Result<Response, Fail> {
    acting.run_bare(Act::Remind).await
}
