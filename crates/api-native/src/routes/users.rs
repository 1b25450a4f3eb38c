//! Accounts, for administrators; to be looked at, for operators.

use crate::wire::{
    page::{Listing, PageQuery, present},
    user::{NamesQuery, NewPassword, NewUser, PeopleNames, PersonName, User, UserQuery, UserWish},
};
use app::{
    App, Cx,
    identity::users::{self, Door},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{
    identity::{Context, Permission},
    ticket::Source,
};
use http_kit::{Body, Change, Fail, IfMatch, Path, Query, Reply, Who, fresh, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(names))
        .routes(routes!(get, update))
        .routes(routes!(disable))
        .routes(routes!(enable))
        .routes(routes!(set_password))
}

fn answer(status: StatusCode, user: users::User) -> Result<Reply, app::Error> {
    let version = user.account.version;
    Ok(Reply::json(status, &User::from(user))?.etag(version))
}

/// Accounts by user name.
#[utoipa::path(get, path = "/users", tag = "users", operation_id = "listUsers", params(UserQuery, PageQuery),
    responses((status = 200, body = Listing<User>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<UserQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let (filter, page) = (query.read()?, page.read()?);
    let (found, total) = app.read(&who, move |cx| users::list(cx, &filter, page.size, page.offset())).await?;
    Ok(json(StatusCode::OK, &Listing::part(found.into_iter().map(User::from), total, page)))
}

/// What people are called.
///
/// Everybody may ask, as user names stand on what they see; those below operator are told the names of operators and administrators only.
#[utoipa::path(get, path = "/names", tag = "users", operation_id = "getNames", params(NamesQuery),
    responses((status = 200, body = PeopleNames)))]
async fn names(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<NamesQuery>,
) -> Result<Response, Fail> {
    let asked = query.read()?;
    let found = app.read(&who, move |cx| users::names(cx, &asked)).await?;
    let items = found.into_iter().map(|(username, nickname)| PersonName { username, nickname }).collect();
    Ok(json(StatusCode::OK, &PeopleNames { items }))
}

/// Makes an account.
#[utoipa::path(post, path = "/users", tag = "users", operation_id = "createUser", request_body = NewUser,
    responses((status = 201, body = User)))]
async fn create(State(app): State<App>, change: Change, body: Body<NewUser>) -> Result<Response, Fail> {
    // Before the slow hash is made, for which nobody else's time is to be had.
    change.who.allow(Permission::ManageTeam, Context::TEAM)?;
    let username = body.value.username.clone();
    let password = match &body.value.password {
        Some(password) => Some(app.new_password(&username, password).await?),
        None => None,
    };
    let wish = users::Wish::from(body.value);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            answer(StatusCode::CREATED, users::create(cx, &username, &wish, password.as_ref())?)
        })
        .await
}

/// One account; one's own for everybody.
#[utoipa::path(get, path = "/users/{username}", tag = "users", operation_id = "getUser",
    params(("username" = String, Path, description = "in any case")), responses((status = 200, body = User)))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    Path(username): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let user = app.read(&who, move |cx| users::get(cx, &username)).await?;
    Ok(fresh(&headers, user.account.version, &User::from(user)))
}

/// Changes an account: what is left out stays.
#[utoipa::path(put, path = "/users/{username}", tag = "users", operation_id = "updateUser", request_body = UserWish,
    params(("username" = String, Path, description = "in any case")), responses((status = 200, body = User)))]
async fn update(
    State(app): State<App>,
    change: Change,
    Path(username): Path<String>,
    body: Body<UserWish>,
) -> Result<Response, Fail> {
    let wish = users::Wish::from(body.value);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            answer(StatusCode::OK, users::update(cx, &username, &wish, |version| if_match.check(version))?)
        })
        .await
}

/// Shuts an account out at once: its log-ins end, its tokens stop.
#[utoipa::path(post, path = "/users/{username}/disable", tag = "users", operation_id = "disableUser",
    params(("username" = String, Path, description = "in any case")), responses((status = 200, body = User)))]
async fn disable(
    State(app): State<App>,
    change: Change,
    Path(username): Path<String>,
) -> Result<Response, Fail> {
    set_door(&app, change, username, Door::Shut).await
}

/// Lets an account in again.
#[utoipa::path(post, path = "/users/{username}/enable", tag = "users", operation_id = "enableUser",
    params(("username" = String, Path, description = "in any case")), responses((status = 200, body = User)))]
async fn enable(
    State(app): State<App>,
    change: Change,
    Path(username): Path<String>,
) -> Result<Response, Fail> {
    set_door(&app, change, username, Door::Open).await
}

async fn set_door(app: &App, change: Change, username: String, door: Door) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(app, Source::Api, bare, move |cx, if_match| {
            check(cx, &username, if_match)?;
            answer(StatusCode::OK, users::set_door(cx, &username, door)?)
        })
        .await
}

/// Sets somebody's password and ends their log-ins.
#[utoipa::path(post, path = "/users/{username}/password", tag = "users", operation_id = "setPassword",
    request_body = NewPassword, params(("username" = String, Path, description = "in any case")),
    responses((status = 200, body = User)))]
async fn set_password(
    State(app): State<App>,
    change: Change,
    Path(username): Path<String>,
    body: Body<NewPassword>,
) -> Result<Response, Fail> {
    // Before the slow hash is made, for which nobody else's time is to be had.
    change.who.allow(Permission::ManageTeam, Context::TEAM)?;
    present(&[("password", &body.value.password)])?;
    let password = app.new_password(&username, &body.value.password).await?;
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            check(cx, &username, if_match)?;
            answer(StatusCode::OK, users::set_password(cx, &username, &password)?)
        })
        .await
}

/// Holds `If-Match` against the account as it is.
fn check(cx: &mut Cx<'_, '_>, username: &str, if_match: &IfMatch) -> Result<(), app::Error> {
    Ok(if_match.check(users::get(cx, username)?.account.version)?)
}
