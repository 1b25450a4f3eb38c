//! Every route of the server: where the surfaces come together.

use app::App;
use axum::Router;

use crate::{config::Config, health};

/// The whole router, from the outermost layer in.
pub(crate) fn routes(app: &App, config: &Config) -> Router {
    let router = Router::new().merge(health::routes(app.sql().clone()));
    http_kit::outermost(router, http_kit::Options { trusted_proxies: config.trusted_proxies.clone() })
}
