//! The routes, one file a family. This list is all of them.

mod access_keys;
mod attachments;
mod audit;
mod auth;
mod board;
mod bulk;
mod calls;
mod catalogue;
mod circles;
mod comments;
mod events;
mod export;
mod flow;
mod functions;
mod history;
mod hooks;
mod instance;
mod job_streams;
mod jobs;
mod links;
mod notifications;
mod permission_rules;
mod profile;
mod projects;
mod reviews;
mod schedules;
mod search;
mod secrets;
mod stats;
mod system;
mod team;
pub(crate) mod tickets;
mod tokens;
mod transitions;
mod users;
mod views;
mod vocabulary;
mod watchers;
mod webhooks;
mod workers;
mod workflows;

use app::App;
use utoipa_axum::router::OpenApiRouter;

pub(crate) fn all(max_attachment: u64) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(auth::routes())
        .merge(profile::routes())
        .merge(tokens::routes())
        .merge(access_keys::routes())
        .merge(users::routes())
        .merge(circles::routes())
        .merge(permission_rules::routes())
        .merge(team::routes())
        .merge(projects::routes())
        .merge(board::routes())
        .merge(catalogue::routes())
        .merge(workflows::routes())
        .merge(vocabulary::routes())
        .merge(audit::routes())
        .merge(hooks::routes())
        .merge(webhooks::routes())
        .merge(secrets::routes())
        .merge(search::routes())
        .merge(instance::routes())
        .merge(stats::routes())
        .merge(system::routes())
        .merge(tickets::routes())
        .merge(bulk::routes())
        .merge(export::routes())
        .merge(views::routes())
        .merge(transitions::routes())
        .merge(flow::routes())
        .merge(comments::routes())
        .merge(history::routes())
        .merge(reviews::routes())
        .merge(events::routes())
        .merge(links::routes())
        .merge(watchers::routes())
        .merge(notifications::routes())
        .merge(attachments::routes(max_attachment))
        .merge(functions::routes())
        .merge(jobs::routes())
        .merge(job_streams::routes())
        .merge(schedules::routes())
        .merge(workers::routes())
        .merge(calls::routes())
}
