//! What moves tickets beside their transitions: hours, post functions, requests for consent.

use crate::wire::flow::{
    Approval, ApprovalList, EffectList, HandOver, NewApprover, NewVote, NewWorklog, Worklog, WorklogList,
    read_vote,
};
use app::{
    App, Cx,
    tickets::{Address, approval, effect, worklog},
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{Lang, Rejection, Thing, ticket::Source, workflow::approval::Act};
use http_kit::{Body, Change, Fail, IfMatch, Path, Reply, RequestInfo, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

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
    params(("id" = String, Path, description = "the ticket's number or key")),
    responses((status = 200, body = WorklogList)))]
async fn worklogs(State(app): State<App>, Who(who): Who, Path(id): Path<String>) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let (_, entries) = app.read(&who, move |cx| worklog::list(cx, &address)).await?;
    Ok(json(StatusCode::OK, &WorklogList::new(entries)))
}

/// Writes hours down: one's own; or another's for operators who may edit the ticket, and for who manages the project.
#[utoipa::path(post, path = "/tickets/{id}/worklogs", tag = "worklogs", operation_id = "createWorklog",
    request_body = NewWorklog, params(("id" = String, Path, description = "the ticket's number or key")),
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
    params(("id" = String, Path, description = "the ticket's number or key")),
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
    params(("id" = String, Path, description = "the ticket's number or key")),
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

/// A request under a ticket, as a path names it.
#[derive(Clone)]
struct Named {
    address: Address,
    id: i64,
}

impl Named {
    fn parse((ticket, number): &(String, String)) -> Result<Self, Rejection> {
        let missing = |_not_a_number| Rejection::not_found(Thing::Approval, number);
        Ok(Self { address: Address::parse(ticket), id: number.parse().map_err(missing)? })
    }

    /// Does something to it; answers it as it is then.
    fn act(
        &self,
        cx: &mut Cx<'_, '_>,
        command: &approval::Command,
        if_match: &IfMatch,
        lang: Lang,
    ) -> Result<Reply, app::Error> {
        let (ticket, told) = approval::act(cx, &self.address, self.id, command, &|v| if_match.check(v))?;
        Ok(Reply::json(StatusCode::OK, &Approval::new(told, lang))?.etag(ticket.version))
    }
}

async fn run(
    app: App,
    change: Change,
    path: (String, String),
    fingerprint: [u8; 32],
    command: approval::Command,
) -> Result<Response, Fail> {
    let (named, lang) = (Named::parse(&path)?, change.info.lang);
    change
        .run(&app, Source::Api, fingerprint, move |cx, if_match| named.act(cx, &command, if_match, lang))
        .await
}

/// Gives or refuses consent.
///
/// The vote that decides takes the step, in the name of who asked for it.
#[utoipa::path(post, path = "/tickets/{id}/approvals/{number}/vote", tag = "approvals", operation_id = "vote",
    request_body = NewVote,
    params(("id" = String, Path, description = "the ticket's number or key"), ("number" = String, Path, description = "the request's number")),
    responses((status = 200, body = Approval)))]
async fn vote(
    State(app): State<App>,
    change: Change,
    Path(path): Path<(String, String)>,
    body: Body<NewVote>,
) -> Result<Response, Fail> {
    let act = Act::Vote(read_vote(&body.value.vote)?);
    let command = approval::Command { act, note: body.value.note.unwrap_or_default() };
    run(app, change, path, body.fingerprint, command).await
}

/// Takes one's request back.
#[utoipa::path(post, path = "/tickets/{id}/approvals/{number}/withdraw", tag = "approvals", operation_id = "withdrawApproval",
    params(("id" = String, Path, description = "the ticket's number or key"), ("number" = String, Path, description = "the request's number")),
    responses((status = 200, body = Approval)))]
async fn withdraw(
    State(app): State<App>,
    change: Change,
    Path(path): Path<(String, String)>,
) -> Result<Response, Fail> {
    let print = change.bare;
    let command = approval::Command { act: Act::Withdraw, note: String::new() };
    run(app, change, path, print, command).await
}

/// Gives one's place to somebody else; who manages the project gives that of somebody who cannot act.
#[utoipa::path(post, path = "/tickets/{id}/approvals/{number}/hand-over", tag = "approvals", operation_id = "handOverApproval",
    request_body = HandOver,
    params(("id" = String, Path, description = "the ticket's number or key"), ("number" = String, Path, description = "the request's number")),
    responses((status = 200, body = Approval)))]
async fn hand_over(
    State(app): State<App>,
    change: Change,
    Path(path): Path<(String, String)>,
    body: Body<HandOver>,
) -> Result<Response, Fail> {
    let act = Act::HandOver { of: body.value.of.unwrap_or_default(), to: body.value.to };
    let command = approval::Command { act, note: body.value.note.unwrap_or_default() };
    run(app, change, path, body.fingerprint, command).await
}

/// Has one more person asked, after oneself.
#[utoipa::path(post, path = "/tickets/{id}/approvals/{number}/approvers", tag = "approvals", operation_id = "addApprover",
    request_body = NewApprover,
    params(("id" = String, Path, description = "the ticket's number or key"), ("number" = String, Path, description = "the request's number")),
    responses((status = 200, body = Approval)))]
async fn add(
    State(app): State<App>,
    change: Change,
    Path(path): Path<(String, String)>,
    body: Body<NewApprover>,
) -> Result<Response, Fail> {
    let act = Act::Add { who: body.value.who };
    let command = approval::Command { act, note: body.value.note.unwrap_or_default() };
    run(app, change, path, body.fingerprint, command).await
}

/// Takes away the place of an approver who cannot act, for who manages the project.
///
/// Where the others are too few to consent it is refused: hand the place over instead.
#[utoipa::path(delete, path = "/tickets/{id}/approvals/{number}/approvers/{username}", tag = "approvals",
    operation_id = "removeApprover",
    params(("id" = String, Path, description = "the ticket's number or key"), ("number" = String, Path, description = "the request's number"),
        ("username" = String, Path, description = "whose place")),
    responses((status = 200, body = Approval)))]
async fn remove(
    State(app): State<App>,
    change: Change,
    Path((id, number, who)): Path<(String, String, String)>,
) -> Result<Response, Fail> {
    let print = change.bare;
    let command = approval::Command { act: Act::Remove { who }, note: String::new() };
    run(app, change, (id, number), print, command).await
}

/// Has those who are waited for reminded: once in ten minutes at most.
#[utoipa::path(post, path = "/tickets/{id}/approvals/{number}/remind", tag = "approvals", operation_id = "remindApprovers",
    params(("id" = String, Path, description = "the ticket's number or key"), ("number" = String, Path, description = "the request's number")),
    responses((status = 200, body = Approval)))]
async fn remind(
    State(app): State<App>,
    change: Change,
    Path(path): Path<(String, String)>,
) -> Result<Response, Fail> {
    let print = change.bare;
    let command = approval::Command { act: Act::Remind, note: String::new() };
    run(app, change, path, print, command).await
}
