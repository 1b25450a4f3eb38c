//! The routes, one file a family. This list is all of them.

mod people;
mod tickets;
mod traces;

use app::App;
use utoipa_axum::router::OpenApiRouter;

pub(crate) fn all() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(people::routes()).merge(tickets::routes()).merge(traces::routes())
}
