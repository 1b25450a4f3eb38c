//! Functions: their administration, and a test run.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use super::{job_streams::ended, tokens::show};
use crate::wire::{
    function::{Depth, Function, FunctionChange, FunctionVersion, Invocation, NewFunction, ShownFunction},
    job::{JobResult, params},
    page::{Items, Listing, PageQuery},
    ticket::Done,
};
use app::{App, Cx, functions};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{Rejection, function::Kind, msg, ticket::Source};
use http_kit::{Body, Change, Fail, OptionalBody, Path, Query, Reply, Streams, Who, fresh_whole, json};
use std::time::Duration;
use utoipa_axum::{router::OpenApiRouter, routes};

/// For how many seconds the end of a test run is waited for, where nobody says otherwise and at most.
const WAIT: i64 = 30;
const LONGEST_WAIT: i64 = 60;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(versions))
        .routes(routes!(enable))
        .routes(routes!(disable))
        .routes(routes!(invoke))
}

fn depth(cx: &Cx<'_, '_>) -> Depth {
    if functions::sees_inside(cx) { Depth::Inside } else { Depth::Outside }
}

/// A page of the functions, by their ids. What they are made of is shown to those who may manage them.
#[utoipa::path(get, path = "/functions", tag = "functions", operation_id = "listFunctions", params(PageQuery),
    responses((status = 200, body = Listing<Function>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let page = page.read()?;
    let list = move |cx: &mut Cx<'_, '_>| Ok((functions::list(cx, page.size, page.offset())?, depth(cx)));
    let ((found, total), depth) = app.read(&who, list).await?;
    let found = found.into_iter().map(|function| Function::of(function, depth));
    Ok(json(StatusCode::OK, &Listing::part(found, total, page)))
}

/// Makes a function. A secret that is drawn for it is shown in this answer only.
#[utoipa::path(post, path = "/functions", tag = "functions", operation_id = "createFunction", request_body = NewFunction,
    responses((status = 201, body = ShownFunction)))]
async fn create(State(app): State<App>, change: Change, body: Body<NewFunction>) -> Result<Response, Fail> {
    let (id, wish) = body.value.read();
    app.check_script(&change.who, &wish).await?;
    let secret = app.draw_function_secret();
    let http = wish.kind.as_deref().is_some_and(|kind| Kind::parse(kind.trim()) == Some(Kind::Http));
    let (drawn, shown) = (secret.clone(), http && wish.secret.is_none());
    let made = change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let made = functions::create(cx, &id, &wish, &drawn)?;
            Reply::json(StatusCode::CREATED, &Function::of(made, Depth::Inside))
        })
        .await?;
    if shown { show(made, "secret", &secret).await } else { Ok(made) }
}

/// A function.
#[utoipa::path(get, path = "/functions/{id}", tag = "functions", operation_id = "getFunction",
    params(("id" = String, Path, description = "the function's id")), responses((status = 200, body = Function)))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let (found, depth) = app.read(&who, move |cx| Ok((functions::get(cx, &id)?, depth(cx)))).await?;
    Ok(fresh_whole(&headers, found.version, &Function::of(found, depth)))
}

/// Changes a function; what is left out stays. A change of what a job needs to run makes another version; jobs that wait run the
/// one that they were asked for with.
#[utoipa::path(put, path = "/functions/{id}", tag = "functions", operation_id = "updateFunction",
    params(("id" = String, Path, description = "the function's id")), request_body = FunctionChange,
    responses((status = 200, body = Function)))]
async fn update(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<FunctionChange>,
) -> Result<Response, Fail> {
    let wish = functions::Wish::from(body.value);
    app.check_script(&change.who, &wish).await?;
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let check = |version| if_match.check(version);
            let function = functions::update(cx, &id, &wish, &check)?;
            let version = function.version;
            Ok(Reply::json(StatusCode::OK, &Function::of(function, Depth::Inside))?.etag(version))
        })
        .await
}

/// Removes a function. Jobs that wait for it or run it go on, and its calls stay in the history.
#[utoipa::path(delete, path = "/functions/{id}", tag = "functions", operation_id = "deleteFunction",
    params(("id" = String, Path, description = "the function's id")), responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(id): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, if_match| {
            functions::delete(cx, &id, &|version| if_match.check(version))?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}

/// The versions of a function, newest first, for those who may manage functions.
#[utoipa::path(get, path = "/functions/{id}/versions", tag = "functions", operation_id = "listFunctionVersions",
    params(("id" = String, Path, description = "the function's id")),
    responses((status = 200, body = Items<FunctionVersion>)))]
async fn versions(State(app): State<App>, Who(who): Who, Path(id): Path<String>) -> Result<Response, Fail> {
    let found = app.read(&who, move |cx| functions::versions(cx, &id)).await?;
    let items = found.into_iter().map(FunctionVersion::from).collect();
    Ok(json(StatusCode::OK, &Items { items }))
}

/// Lets jobs of a function be started.
#[utoipa::path(post, path = "/functions/{id}/enable", tag = "functions", operation_id = "enableFunction",
    params(("id" = String, Path, description = "the function's id")), responses((status = 200, body = Function)))]
async fn enable(State(app): State<App>, change: Change, Path(id): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, _| {
            Reply::json(StatusCode::OK, &Function::of(functions::enable(cx, &id)?, Depth::Inside))
        })
        .await
}

/// Lets no more jobs of a function be started; those that wait or run go on.
#[utoipa::path(post, path = "/functions/{id}/disable", tag = "functions", operation_id = "disableFunction",
    params(("id" = String, Path, description = "the function's id")), responses((status = 200, body = Function)))]
async fn disable(State(app): State<App>, change: Change, Path(id): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, _| {
            Reply::json(StatusCode::OK, &Function::of(functions::disable(cx, &id)?, Depth::Inside))
        })
        .await
}

/// Runs a function to try it out, also one that is disabled, and waits for its end; for those who may manage functions. It is a
/// job as any other: where the wait is over before it is, `done` is false, and `jobId` says which it is.
#[utoipa::path(post, path = "/functions/{id}/invoke", tag = "functions", operation_id = "invokeFunction",
    params(("id" = String, Path, description = "the function's id")),
    request_body(content = Invocation, description = "may be left out"),
    responses((status = 200, body = JobResult)))]
async fn invoke(
    State(app): State<App>,
    streams: Streams,
    change: Change,
    Path(id): Path<String>,
    body: OptionalBody<Invocation>,
) -> Result<Response, Fail> {
    let Invocation { params: given, wait } = body.value;
    let wait = wait.unwrap_or(WAIT);
    if !(0..=LONGEST_WAIT).contains(&wait) {
        return Err(Rejection::invalid("wait", msg!("value.between", min = 0, max = LONGEST_WAIT)).into());
    }
    let (who, params, trace) = (change.who.clone(), params(given), change.info.id.clone());
    let begun = change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let done = functions::invoke(cx, &id, &params, &trace)?;
            Reply::json(StatusCode::OK, &done.id.to_string())
        })
        .await?;
    ended(&app, &who, &streams, begun, Duration::from_secs(wait.unsigned_abs())).await
}
