//! The native surface, `/api/v1`: tickets as `contracts/tickets.md` has them, and administration.
//!
//! This crate owns the words of that surface: which routes there are, what their bodies look like, how a refusal is
//! worded. It must hold no rule of its own: a handler reads its words into a command, runs one use case of `app`, and
//! words the outcome.
//!
//! To add an endpoint: a handler with its `#[utoipa::path]` in the file of its family under `routes/`, its name in that
//! file's `routes()`, and its bodies in `wire/`. The OpenAPI document falls out of the same lines.

mod error;
mod routes;
pub mod script;
mod wire;

pub use error::Native;

use app::App;
use axum::{Extension, Router};
use http_kit::Site;
use utoipa::openapi::OpenApi;

/// The surface's routes, worded. It takes the cookies of `site`.
pub fn surface(app: App, site: Site) -> Router {
    let router = routes::all(app.settings().max_attachment).split_for_parts().0.with_state(app);
    let router = router.layer(Extension(site));
    Router::new().nest(error::PREFIX, http_kit::surface::<Native>(http_kit::bounded(router)))
}

/// The body of a message to a webhook, as JSON: `{type, timestamp, data: {ticket, step}}`.
pub fn webhook_body(tidings: &app::webhooks::send::Tidings<'_>) -> String {
    wire::webhook::body(tidings)
}

/// Their description. How large an attachment may be is not part of it.
pub fn description() -> OpenApi {
    let mut api = OpenApi::default().nest(error::PREFIX, routes::all(u64::MAX).into_openapi());
    http_kit::openapi::take_cookies(&mut api);
    api
}
