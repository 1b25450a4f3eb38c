//! The surface of a project-management system, `/project/api/project`: tasks, workflows and what they refer to, as
//! `contracts/workflow.md` has them.
//!
//! This crate owns the words of that surface: its routes, its headers, the names of its keys, its codes. It must hold no rule
//! of its own: a handler reads its request into a command of `app::tasks`, runs it, and words the outcome. Ids are looked up
//! and values are put into the contract's units there, not here.
//!
//! To add an endpoint: a handler with its `#[utoipa::path]` in a file of `routes/`, its name in that file's `routes()`,
//! and its bodies in `wire/`. Names of bodies begin with `Task`, so that the one description of all surfaces tells them apart.

mod auth;
mod describe;
mod error;
mod request;
mod routes;
mod wire;

pub use error::Workflow;

use app::App;
use axum::{Router, middleware::from_fn};
use utoipa::openapi::OpenApi;

const PREFIX: &str = "/project/api/project";

/// The surface's routes, worded.
pub fn surface(app: App) -> Router {
    let limit = app.settings().max_attachment;
    let router = routes::all(limit).split_for_parts().0.layer(from_fn(auth::read_credential));
    http_kit::mount::<Workflow>(PREFIX, router.with_state(app))
}

/// Their description, with the credential and the refusals in this surface's words.
pub fn description() -> OpenApi {
    describe::complete(OpenApi::default().nest(PREFIX, routes::all(0).into_openapi()))
}
