//! The surface of a cloud's operations centre, `/v1` and `/v2`: incidents and their histories, as `contracts/incidents.md` has them.
//!
//! This crate owns the words of that surface: its routes, its envelope, the names of its keys, its codes. It must hold no rule of
//! its own: a handler reads its request into a command of `app::incidents`, runs it, and words the outcome. It is the one surface
//! that takes requests signed with an access key (`auth`). The words for statuses, levels and types are not here either: they
//! are data of each project (`domain::vocabulary`).
//!
//! To add an endpoint: a handler with its `#[utoipa::path]` in a file of `routes/`, its name in that file's `routes()`,
//! and its bodies in `wire/`. Names of bodies begin with `Incident`, so that the one description of all surfaces tells them apart.

mod auth;
mod convert;
mod describe;
mod error;
mod routes;
mod wire;

pub use error::Incidents;

use app::App;
use axum::{Router, middleware::from_fn_with_state};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

const FIRST: &str = "/v1";
const SECOND: &str = "/v2";

/// The surface's routes, worded.
pub fn surface(app: &App) -> Router {
    let limit = app.settings().max_attachment;
    let mounted = |prefix: &str, router: OpenApiRouter<App>| {
        let router = router.split_for_parts().0;
        let router = router.layer(from_fn_with_state(app.clone(), auth::read_credential));
        http_kit::mount::<Incidents>(prefix, router.with_state(app.clone()))
    };
    Router::new().merge(mounted(FIRST, routes::first(limit))).merge(mounted(SECOND, routes::second()))
}

/// Their description, with the credentials and the refusals in this surface's words.
pub fn description() -> OpenApi {
    let api = OpenApi::default()
        .nest(FIRST, routes::first(0).into_openapi())
        .nest(SECOND, routes::second().into_openapi());
    describe::complete(api)
}
