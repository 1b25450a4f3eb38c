//! The surface of a repair desk, `/api/v3`: tickets and their traces as `contracts/traces.md` has them.
//!
//! This crate owns the words of that surface: its routes, its envelope, the names of its keys. It must hold no rule of its
//! own: a handler reads its request into a command of `app::repairs`, runs it, and words the outcome. The words for
//! statuses, priorities and so on are not here either: they are data of each project (`domain::vocabulary`).
//!
//! To add an endpoint: a handler with its `#[utoipa::path]` in a file of `routes/`, its name in that file's `routes()`,
//! and its bodies in `wire/`.

mod convert;
mod describe;
mod error;
mod routes;
mod wire;

pub use error::Traces;

use app::App;
use axum::Router;
use utoipa::openapi::OpenApi;

const PREFIX: &str = "/api/v3";

/// The surface's routes, worded.
pub fn surface(app: App) -> Router {
    let router = routes::all().split_for_parts().0;
    http_kit::mount::<Traces>(PREFIX, router.with_state(app))
}

/// Their description, with the refusals in this surface's words.
pub fn description() -> OpenApi {
    describe::refusals(OpenApi::default().nest(PREFIX, routes::all().into_openapi()))
}
