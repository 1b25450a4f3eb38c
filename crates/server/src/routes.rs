//! Every route of the server: where the surfaces come together.

use std::sync::Arc;

use api_native::Native;
use app::App;
use axum::Router;
use http_kit::{Streams, Traffic};
use utoipa::openapi::OpenApi;

use crate::{config::Config, health, metrics};

/// Which surface a path belongs to, by how it begins; the rest is the program's own.
const SURFACES: &[(&str, &str)] = &[
    ("/api/v1/", "native"),
    ("/api/v3/", "traces"),
    ("/v1/", "incidents"),
    ("/v2/", "incidents"),
    ("/project/api/", "workflow"),
];
/// The routes that no description has.
const UNDESCRIBED: &[&str] =
    &["/", "/assets/{*name}", "/favicon.svg", "/openapi.json", "/docs", "/docs/", "/docs/{*rest}"];

/// The whole router, from the outermost layer in. A path that belongs to no surface is refused in the native one's words.
pub(crate) fn routes(app: &App, config: &Config, streams: Streams) -> Router {
    let document = document();
    let traffic = Arc::new(traffic(&document));
    let own = Router::new()
        .merge(health::routes(app.sql().clone(), config.data_dir.clone()))
        .merge(metrics::routes(metrics::Metrics::new(app, Arc::clone(&traffic))))
        .merge(web_assets::routes(document));
    let router = Router::new()
        .merge(api_native::surface(app.clone(), http_kit::Site::new(config.base_url.as_deref())))
        .merge(api_traces::surface(app.clone()))
        .merge(api_incidents::surface(app))
        .merge(api_workflow::surface(app.clone()))
        .merge(http_kit::bounded(own));
    http_kit::outermost(
        web_assets::pages(http_kit::surface::<Native>(router), is_of_an_api),
        http_kit::Options { trusted_proxies: config.trusted_proxies.clone(), traffic, streams },
    )
}

/// Whether a path belongs to a surface, so that an unknown one is refused in its words and not shown as a page.
fn is_of_an_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/") || SURFACES.iter().any(|(begin, _)| path.starts_with(begin))
}

/// The description of everything that is served, the same whatever the configuration.
pub(crate) fn document() -> OpenApi {
    let mut api = api_native::description();
    api.merge(api_traces::description());
    api.merge(api_incidents::description());
    api.merge(api_workflow::description());
    api.merge(health::description());
    api.merge(metrics::description());
    http_kit::openapi::assemble(api, env!("CARGO_PKG_VERSION"))
}

/// What counts requests, by every route that is served.
fn traffic(document: &OpenApi) -> Traffic {
    let described = document.paths.paths.keys().map(String::as_str);
    let routes = described.chain(UNDESCRIBED.iter().copied());
    Traffic::new(routes.map(|route| {
        let known = SURFACES.iter().find(|(begin, _)| route.starts_with(begin));
        (known.map_or("system", |(_, surface)| *surface), route.to_owned())
    }))
}
