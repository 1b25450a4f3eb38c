//! Links between tickets.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::comment::{Link, LinkList, NewLink};
use app::{
    App, Cx,
    tickets::{Address, link, read},
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{Rejection, Thing, id::LinkId, link::LinkKind, msg, ticket::Source};
use http_kit::{Body, Change, Fail, OptionalBody, Path, Query, Reply};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create, remove)).routes(routes!(remove_one))
}

fn answer(cx: &mut Cx<'_, '_>, address: &Address, status: StatusCode) -> Result<Reply, app::Error> {
    let detail = read::get(cx, address)?;
    let body = LinkList { items: detail.links.iter().map(Link::from).collect() };
    Ok(Reply::json(status, &body)?.etag(detail.ticket.version))
}

/// Links a ticket to another. Answers the whole list.
#[utoipa::path(post, path = "/tickets/{id}/links", tag = "links", operation_id = "createLink", request_body = NewLink,
    params(("id" = String, Path, description = "the ticket's number or key")),
    responses((status = 201, body = LinkList)))]
async fn create(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<NewLink>,
) -> Result<Response, Fail> {
    let word = body.value.kind.as_deref().unwrap_or("relates");
    let kind = LinkKind::parse(word).ok_or_else(|| {
        let allowed: Vec<&str> = LinkKind::ALL.iter().map(|k| k.word()).collect();
        Rejection::invalid("kind", msg!("value.one_of", allowed = allowed.join(", ")))
    })?;
    let to = body.value.to.ok_or_else(|| Rejection::invalid("to", msg!("text.blank")))?;
    let (address, other) = (Address::parse(&id), Address::parse(&to.to_string()));
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            link::run(cx, &address, kind, &other, &|v| if_match.check(v))?;
            answer(cx, &address, StatusCode::CREATED)
        })
        .await
}

/// Which link.
#[derive(Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(default)]
#[into_params(parameter_in = Query)]
#[schema(example = json!({"id": 5}))]
struct WhichLink {
    /// The link's number.
    id: Option<i64>,
}

/// Takes a link away, from both its tickets. Answers what is left.
///
/// The link is named by `id`, in the query or in a body.
#[utoipa::path(delete, path = "/tickets/{id}/links", tag = "links", operation_id = "deleteLink",
    params(("id" = String, Path, description = "the ticket's number or key"), WhichLink),
    responses((status = 200, body = LinkList)))]
async fn remove(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    Query(query): Query<WhichLink>,
    body: OptionalBody<WhichLink>,
) -> Result<Response, Fail> {
    let link = query.id.or(body.value.id).ok_or_else(|| Rejection::invalid("id", msg!("text.blank")))?;
    take_away(&app, change, &id, LinkId(link), body.fingerprint).await
}

/// Takes a link away, from both its tickets. Answers what is left.
#[utoipa::path(delete, path = "/tickets/{id}/links/{link}", tag = "links", operation_id = "deleteLinkById",
    params(("id" = String, Path, description = "the ticket's number or key"), ("link" = String, Path, description = "the link's number")),
    responses((status = 200, body = LinkList)))]
async fn remove_one(
    State(app): State<App>,
    change: Change,
    Path((id, link)): Path<(String, String)>,
) -> Result<Response, Fail> {
    let number = link.parse().map_err(|_not_a_number| Rejection::not_found(Thing::Link, &link))?;
    let fingerprint = change.bare;
    take_away(&app, change, &id, LinkId(number), fingerprint).await
}

async fn take_away(
    app: &App,
    change: Change,
    id: &str,
    link: LinkId,
    fingerprint: [u8; 32],
) -> Result<Response, Fail> {
    let address = Address::parse(id);
    change
        .run(app, Source::Api, fingerprint, move |cx, if_match| {
            link::remove(cx, &address, link, &|v| if_match.check(v))?;
            answer(cx, &address, StatusCode::OK)
        })
        .await
}
