//! What this instance is, for everybody.

use app::App;
use axum::{extract::State, http::StatusCode, response::Response};
use domain::Lang;
use http_kit::json;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get))
}

/// This instance.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "name": "Gongdan", "version": "0.1.0", "languages": ["zh", "en"],
    "features": {"attachments": {"maxSize": 52_428_800}}}))]
struct Instance {
    name: &'static str,
    version: &'static str,
    /// What sentences can be had in.
    languages: [&'static str; 2],
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

/// Name, version, languages, and what is switched on.
#[utoipa::path(get, path = "/instance", tag = "instance", operation_id = "getInstance", security(()),
    responses((status = 200, body = Instance)))]
async fn get(State(app): State<App>) -> Response {
    let attachments = AttachmentFeature { max_size: app.settings().max_attachment };
    let instance = Instance {
        name: "Gongdan",
        version: env!("CARGO_PKG_VERSION"),
        languages: [Lang::Zh.tag(), Lang::En.tag()],
        features: Features { attachments },
    };
    json(StatusCode::OK, &instance)
}
