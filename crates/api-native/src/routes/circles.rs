//! Groups, roles and departments: three families of routes with one implementation.

use crate::wire::{
    circle::{Circle, CircleWish, NewCircle},
    page::{Listing, PageQuery},
    ticket::Done,
};
use app::{
    App,
    identity::{CircleKind, circles},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{identity::Principal, ticket::Source};
use http_kit::{Body, Change, Fail, Page, Path, Query, Reply, Who, fresh, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(groups::routes()).merge(roles::routes()).merge(departments::routes())
}

async fn list(app: &App, who: &Principal, kind: CircleKind, page: Page) -> Result<Response, Fail> {
    let (found, total) = app.read(who, move |cx| circles::list(cx, kind, page.size, page.offset())).await?;
    Ok(json(StatusCode::OK, &Listing::part(found.into_iter().map(Circle::from), total, page)))
}

async fn create(
    app: &App,
    change: Change,
    kind: CircleKind,
    body: Body<NewCircle>,
) -> Result<Response, Fail> {
    let wish = circles::Wish::from(body.value);
    change
        .run(app, Source::Api, body.fingerprint, move |cx, _| {
            answer(StatusCode::CREATED, circles::create(cx, kind, &wish)?)
        })
        .await
}

async fn get(
    app: &App,
    who: &Principal,
    kind: CircleKind,
    uuid: String,
    headers: &HeaderMap,
) -> Result<Response, Fail> {
    let found = app.read(who, move |cx| circles::get(cx, kind, &uuid)).await?;
    Ok(fresh(headers, found.circle.version, &Circle::from(found)))
}

async fn update(
    app: &App,
    change: Change,
    kind: CircleKind,
    uuid: String,
    body: Body<CircleWish>,
) -> Result<Response, Fail> {
    let wish = circles::Wish::from(body.value);
    change
        .run(app, Source::Api, body.fingerprint, move |cx, if_match| {
            answer(
                StatusCode::OK,
                circles::update(cx, kind, &uuid, &wish, |version| if_match.check(version))?,
            )
        })
        .await
}

async fn delete(app: &App, change: Change, kind: CircleKind, uuid: String) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(app, Source::Api, bare, move |cx, if_match| {
            circles::delete(cx, kind, &uuid, |version| if_match.check(version))?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}

fn answer(status: StatusCode, found: circles::WithMembers) -> Result<Reply, app::Error> {
    let version = found.circle.version;
    Ok(Reply::json(status, &Circle::from(found))?.etag(version))
}

/// The routes of one family: its module, kind, paths and tag, the name of one in operation ids, and in sentences.
macro_rules! family {
    ($module:ident, $kind:ident, $all:literal, $one:literal, $tag:literal, $id:literal, $name:literal) => {
        mod $module {
            use super::*;

            const KIND: CircleKind = CircleKind::$kind;

            pub(super) fn routes() -> OpenApiRouter<App> {
                OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, update, delete))
            }

            #[utoipa::path(get, path = $all, tag = $tag, operation_id = concat!("list", $id, "s"), params(PageQuery),
                summary = concat!("All ", $name, "s by name."), responses((status = 200, body = Listing<Circle>)))]
            async fn list(
                State(app): State<App>, Who(who): Who, Query(page): Query<PageQuery>,
            ) -> Result<Response, Fail> {
                super::list(&app, &who, KIND, page.read()?).await
            }

            #[utoipa::path(post, path = $all, tag = $tag, operation_id = concat!("create", $id), request_body = NewCircle,
                summary = concat!("Makes a ", $name, "."), responses((status = 201, body = Circle)))]
            async fn create(
                State(app): State<App>, change: Change, body: Body<NewCircle>,
            ) -> Result<Response, Fail> {
                super::create(&app, change, KIND, body).await
            }

            #[utoipa::path(get, path = $one, tag = $tag, operation_id = concat!("get", $id),
                params(("uuid" = String, Path, description = "the short id")),
                summary = concat!("One ", $name, "."), responses((status = 200, body = Circle)))]
            async fn get(
                State(app): State<App>, Who(who): Who, Path(uuid): Path<String>, headers: HeaderMap,
            ) -> Result<Response, Fail> {
                super::get(&app, &who, KIND, uuid, &headers).await
            }

            #[utoipa::path(put, path = $one, tag = $tag, operation_id = concat!("update", $id), request_body = CircleWish,
                params(("uuid" = String, Path, description = "the short id")),
                summary = concat!("Changes a ", $name, ": what is left out stays."),
                responses((status = 200, body = Circle)))]
            async fn update(
                State(app): State<App>, change: Change, Path(uuid): Path<String>, body: Body<CircleWish>,
            ) -> Result<Response, Fail> {
                super::update(&app, change, KIND, uuid, body).await
            }

            #[utoipa::path(delete, path = $one, tag = $tag, operation_id = concat!("delete", $id),
                params(("uuid" = String, Path, description = "the short id")),
                summary = concat!("Removes a ", $name, "; its members stay people."),
                responses((status = 200, body = Done)))]
            async fn delete(
                State(app): State<App>, change: Change, Path(uuid): Path<String>,
            ) -> Result<Response, Fail> {
                super::delete(&app, change, KIND, uuid).await
            }
        }
    };
}

family!(groups, Group, "/groups", "/groups/{uuid}", "groups", "Group", "group");
family!(roles, Role, "/roles", "/roles/{uuid}", "roles", "Role", "role");
family!(
    departments,
    Department,
    "/departments",
    "/departments/{uuid}",
    "departments",
    "Department",
    "department"
);
