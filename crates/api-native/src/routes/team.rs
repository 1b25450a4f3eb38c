//! The team that this instance serves.

use crate::wire::team::{Team, TeamWish};
use app::{App, team};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::ticket::Source;
use http_kit::{Body, Change, Fail, Reply, Who, fresh};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, update))
}

/// The team.
#[utoipa::path(get, path = "/team", tag = "team", operation_id = "getTeam",
    responses((status = 200, body = Team)))]
async fn get(State(app): State<App>, Who(who): Who, headers: HeaderMap) -> Result<Response, Fail> {
    let team = app.read(&who, team::get).await?;
    Ok(fresh(&headers, team.version, &Team::from(team)))
}

/// Renames the team, or gives it another owner.
///
/// The owner is whom the user domain `team_owner` means; who may do what is for levels and permission rules to say.
#[utoipa::path(put, path = "/team", tag = "team", operation_id = "updateTeam", request_body = TeamWish,
    responses((status = 200, body = Team)))]
async fn update(State(app): State<App>, change: Change, body: Body<TeamWish>) -> Result<Response, Fail> {
    let wish = team::Wish::from(body.value);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let team = team::update(cx, &wish, |version| if_match.check(version))?;
            let version = team.version;
            Ok(Reply::json(StatusCode::OK, &Team::from(team))?.etag(version))
        })
        .await
}
