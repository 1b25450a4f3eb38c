//! Every route of the server: where the surfaces come together.

use api_native::Native;
use app::App;
use axum::Router;
use utoipa::openapi::OpenApi;

use crate::{config::Config, health, metrics};

/// The whole router, from the outermost layer in. A path that belongs to no surface is refused in the native one's words.
pub(crate) fn routes(app: &App, config: &Config) -> Router {
    let router = Router::new()
        .merge(api_native::surface(app.clone()))
        .merge(api_traces::surface(app.clone()))
        .merge(health::routes(app.sql().clone()))
        .merge(metrics::routes(app.sql().clone()))
        .merge(web_assets::routes(document()));
    http_kit::outermost(
        http_kit::surface::<Native>(router),
        http_kit::Options { trusted_proxies: config.trusted_proxies.clone() },
    )
}

/// The description of everything that is served, the same whatever the configuration.
pub(crate) fn document() -> OpenApi {
    let mut api = api_native::description();
    api.merge(api_traces::description());
    api.merge(health::description());
    api.merge(metrics::description());
    http_kit::openapi::assemble(api, env!("CARGO_PKG_VERSION"))
}
