//! How the instance is, for administrators; and verifying all that it keeps.

use crate::wire::system::{System, VerificationStarted, Verifications};
use app::{App, system::verification};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::ticket::Source;
use http_kit::{Change, Fail, Reply, RequestInfo, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(verify, verified))
}

/// How the instance is: its version, sizes, counts, what waits, and what `gongdan doctor` finds.
///
/// For administrators. Looks at the machine of the node that answers. Of the checks of `doctor` those are left out that would read the
/// whole database, or open its file beside the server.
#[utoipa::path(get, path = "/system", tag = "system", operation_id = "getSystem",
    responses((status = 200, body = System)))]
async fn get(State(app): State<App>, Who(who): Who, info: RequestInfo) -> Result<Response, Fail> {
    let found = app.overview(&who, info.lang).await?;
    Ok(json(StatusCode::OK, &System::from(found)))
}

/// Verifies everything that is kept, as a job: what `gongdan verify` does.
///
/// For administrators; one at a time. The job can be watched and cancelled like any (`/jobs/{id}`); where its server is killed it is
/// begun again from the beginning. It changes nothing, and is told in the audit.
#[utoipa::path(post, path = "/system/verify", tag = "system", operation_id = "startVerification",
    responses((status = 202, body = VerificationStarted)))]
async fn verify(State(app): State<App>, change: Change) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, _| {
            let job = verification::start(cx)?;
            Reply::json(StatusCode::ACCEPTED, &VerificationStarted::from(job))
        })
        .await
}

/// The verification that goes on, and the last one with what it found; they are kept as long as jobs are.
#[utoipa::path(get, path = "/system/verify", tag = "system", operation_id = "getVerification",
    responses((status = 200, body = Verifications)))]
async fn verified(State(app): State<App>, Who(who): Who, info: RequestInfo) -> Result<Response, Fail> {
    let found = app.read(&who, verification::get).await?;
    Ok(json(StatusCode::OK, &Verifications::new(found, info.lang)))
}
