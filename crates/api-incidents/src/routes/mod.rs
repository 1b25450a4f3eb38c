//! The routes, one file a family. These lists are all of them.

mod actions;
mod attachments;
mod histories;
mod incidents;

use app::App;
use utoipa_axum::router::OpenApiRouter;

/// Those below `/v1`.
pub(crate) fn first(max_attachment: u64) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(incidents::first())
        .merge(histories::first())
        .merge(actions::first())
        .merge(attachments::routes(max_attachment))
}

/// Those below `/v2`.
pub(crate) fn second() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(incidents::second()).merge(histories::second()).merge(actions::second())
}
