//! Comments.

use crate::wire::comment::{CommentList, NewComment, comments};
use app::{
    App, Cx,
    tickets::{Address, comment, read},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{history::Audience, ticket::Source};
use http_kit::{Body, Change, Fail, Path, Reply, Who, fresh};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create))
}

/// Lists a ticket's comments, oldest first.
#[utoipa::path(get, path = "/tickets/{id}/comments", tag = "comments", operation_id = "listComments",
    params(("id" = String, Path, description = "the ticket's number or key")),
    responses((status = 200, body = CommentList)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let (version, body) = app.read(&who, move |cx| all(cx, &address)).await?;
    Ok(fresh(&headers, version, &body))
}

fn all(cx: &mut Cx<'_, '_>, address: &Address) -> Result<(i64, CommentList), app::Error> {
    let (ticket, found, attachments) = read::comments(cx, address)?;
    Ok((ticket.version, CommentList { items: comments(&found, &attachments) }))
}

/// Adds a comment. Answers the whole list.
#[utoipa::path(post, path = "/tickets/{id}/comments", tag = "comments", operation_id = "createComment",
    request_body = NewComment, params(("id" = String, Path, description = "the ticket's number or key")),
    responses((status = 200, body = CommentList)))]
async fn create(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<NewComment>,
) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let audience = if body.value.internal == Some(true) { Audience::Staff } else { Audience::Everyone };
    let command = comment::Command { content: body.value.content.unwrap_or_default(), audience };
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            comment::run(cx, &address, &command, &|v| if_match.check(v))?;
            let (version, body) = all(cx, &address)?;
            Ok(Reply::json(StatusCode::OK, &body)?.etag(version))
        })
        .await
}
