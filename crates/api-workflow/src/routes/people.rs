//! Log-in, and the caller.

use crate::wire::person::{TaskLogin, TaskSelf};
use app::{App, identity::session::Carrier, tasks};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{Rejection, ticket::Source};
use http_kit::{Body, Fail, RequestInfo, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(login)).routes(routes!(me))
}

/// Logs in. The token is the same as that of `POST /api/v1/auth/login`, with the same limits on attempts.
#[utoipa::path(post, path = "/auth/login", tag = "tasks", operation_id = "taskLogin", security(()), request_body = TaskLogin,
    responses((status = 200, body = TaskSelf)))]
async fn login(
    State(app): State<App>,
    info: RequestInfo,
    Body { value, .. }: Body<TaskLogin>,
) -> Result<Response, Fail> {
    let (name, called, password) = value.read()?;
    let address = info.client.to_string();
    let done = app.login((Carrier::Body, Source::Workflow), &name, &password, &address).await;
    let done = done.map_err(|error| match error {
        app::Error::Rejected(Rejection::Invalid(mut faults)) => {
            for fault in &mut faults {
                called.clone_into(&mut fault.field);
            }
            app::Error::Rejected(Rejection::Invalid(faults))
        }
        other => other,
    })?;
    let team = app.read(&app.system(), tasks::team::get).await?;
    Ok(json(StatusCode::OK, &TaskSelf::new(done.user, team, Some(done.token))))
}

/// The caller.
#[utoipa::path(get, path = "/users/me", tag = "tasks", operation_id = "taskMe", responses((status = 200, body = TaskSelf)))]
async fn me(State(app): State<App>, Who(who): Who) -> Result<Response, Fail> {
    let (user, team) = app.read(&who, tasks::team::me).await?;
    Ok(json(StatusCode::OK, &TaskSelf::new(user, team, None)))
}
