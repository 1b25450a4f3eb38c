//! The routes, one file a family. This list is all of them.

mod messages;
mod people;
mod resources;
mod tasks;
mod things;
mod transitions;

use app::App;
use utoipa_axum::router::OpenApiRouter;

pub(crate) fn all(max_attachment: u64) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(people::routes())
        .merge(tasks::routes())
        .merge(transitions::routes())
        .merge(messages::routes())
        .merge(things::routes())
        .merge(resources::routes(max_attachment))
}
