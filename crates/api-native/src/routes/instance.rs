//! What this instance is, for everybody.

use app::{App, team};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{Lang, ticket::Source};
use http_kit::{Change, Fail, Reply, json};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(set_up))
}

/// This instance.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "name": "Gongdan", "version": "0.1.0", "languages": ["zh", "en"],
    "setUp": true, "features": {"attachments": {"maxSize": 52_428_800}}}))]
struct Instance {
    name: &'static str,
    version: &'static str,
    /// What sentences can be had in.
    languages: [&'static str; 2],
    /// Whether the guide of the first start is over (`PUT /instance/set-up`).
    set_up: bool,
    features: Features,
}

/// What is switched on.
#[derive(Debug, Serialize, ToSchema)]
struct Features {
    attachments: AttachmentFeature,
}

/// Attachments.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AttachmentFeature {
    /// The largest one, in bytes.
    max_size: u64,
}

/// Name, version, languages, what is switched on, and whether the guide of the first start is over.
#[utoipa::path(get, path = "/instance", tag = "instance", operation_id = "getInstance", security(()),
    responses((status = 200, body = Instance)))]
async fn get(State(app): State<App>) -> Result<Response, Fail> {
    let set_up = app.is_set_up().await?;
    Ok(json(StatusCode::OK, &instance(app.settings().max_attachment, set_up)))
}

fn instance(max_size: u64, set_up: bool) -> Instance {
    Instance {
        name: "Gongdan",
        version: env!("CARGO_PKG_VERSION"),
        languages: [Lang::Zh.tag(), Lang::En.tag()],
        set_up,
        features: Features { attachments: AttachmentFeature { max_size } },
    }
}

/// Ends the guide of the first start; for administrators.
///
/// Where it is over already nothing changes. The `ETag` is the team's.
#[utoipa::path(put, path = "/instance/set-up", tag = "instance", operation_id = "finishSetUp",
    responses((status = 200, body = Instance)))]
async fn set_up(State(app): State<App>, change: Change) -> Result<Response, Fail> {
    let (bare, max_size) = (change.bare, app.settings().max_attachment);
    change
        .run(&app, Source::Api, bare, move |cx, if_match| {
            let team = team::finish_set_up(cx, |version| if_match.check(version))?;
            Ok(Reply::json(StatusCode::OK, &instance(max_size, true))?.etag(team.version))
        })
        .await
}
