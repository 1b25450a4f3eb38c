//! The pages that the program serves, all from its own bytes: nothing is fetched from the Internet.
//!
//! Today these are the API's description (`/openapi.json`) and its reader (`/docs`, Swagger UI, vendored in its crate). The
//! web interface joins them here, embedded and compressed. This crate never runs npm and knows no ticket.

use axum::{
    Router,
    http::{HeaderValue, header},
    response::Redirect,
    routing::get,
};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// What the documentation may load: itself. Swagger UI puts styles on its elements and small pictures in its style sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `/openapi.json`, `/docs`, and `/` leading there until there is a web interface.
pub fn routes(api: OpenApi) -> Router {
    let config = Config::from("/openapi.json").validator_url("none").persist_authorization(false);
    let docs = SwaggerUi::new("/docs").url("/openapi.json", api).config(config);
    Router::new()
        .merge(docs)
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(POLICY),
        ))
        .route("/", get(|| async { Redirect::to("/docs/") }))
}
