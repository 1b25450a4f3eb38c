//! The program from outside: what `contracts/` promises, asked of the real `gongdan` on SQLite and on PostgreSQL.
//!
//! One module a topic. Most tests share one server an engine and keep to data of their own; a test that kills, stops
//! or exhausts a server starts one for itself. Both engines run everything: `on_both_engines!` makes the two tests.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::needless_pass_by_value,
    clippy::print_stderr,
    reason = "a test fails by panicking, and its helpers read better without references to literals"
)]

use std::sync::LazyLock;
use testkit::{Engine, Server};

/// The program under test.
const GONGDAN: &str = env!("CARGO_BIN_EXE_gongdan");

static SQLITE: LazyLock<Server> = LazyLock::new(|| Server::start(GONGDAN, Engine::Sqlite));
static POSTGRES: LazyLock<Server> = LazyLock::new(|| Server::start(GONGDAN, Engine::Postgres));

/// Runs `test` against the server that the tests of `engine` share.
fn with_shared(engine: Engine, test: impl FnOnce(&Server)) {
    let server: &Server = match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    let diary = Diary(server);
    test(server);
    drop(diary);
    server.assert_calm();
}

/// Prints what the server logged last when a test fails: the cause of a 500 stands nowhere else.
struct Diary<'s>(&'s Server);

impl Drop for Diary<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let logs = self.0.logs();
            let lines: Vec<&str> = logs.lines().collect();
            eprintln!("{}", lines[lines.len().saturating_sub(20)..].join("\n"));
        }
    }
}

/// Makes of each `fn name(server: &Server)` the tests `sqlite::name` and `postgres::name`. With `engine: Engine` as
/// argument the test starts servers of its own.
macro_rules! on_both_engines {
    ($($(#[$doc:meta])* fn $name:ident($server:ident: &Server) $body:block)+) => {
        $($(#[$doc])* fn $name($server: &testkit::Server) $body)+
        mod sqlite { $(#[test] fn $name() { $crate::with_shared(testkit::Engine::Sqlite, super::$name); })+ }
        mod postgres { $(#[test] fn $name() { $crate::with_shared(testkit::Engine::Postgres, super::$name); })+ }
    };
    ($($(#[$doc:meta])* fn $name:ident($engine:ident: Engine) $body:block)+) => {
        $($(#[$doc])* fn $name($engine: testkit::Engine) $body)+
        mod sqlite { $(#[test] fn $name() { super::$name(testkit::Engine::Sqlite); })+ }
        mod postgres { $(#[test] fn $name() { super::$name(testkit::Engine::Postgres); })+ }
    };
}

mod incidents_support;
mod jobs_support;
mod support;
mod tasks_support;
mod traces_support;

mod attachments;
mod attributes;
mod auth;
mod auth_cookies;
mod auth_password;
mod auth_throttle;
mod boards;
mod bulk;
mod comments;
mod crash;
mod documents;
mod events;
mod events_cuts;
mod fields;
mod filters;
mod filters_random;
mod flow;
mod flow_approvals;
mod flow_effects;
mod flow_posts;
mod groups;
mod history;
mod hooks;
mod idempotency;
mod import_history;
mod incidents_actions;
mod incidents_basics;
mod incidents_histories;
mod incidents_sdk;
mod incidents_signed;
mod jobs_api;
mod jobs_calls;
mod jobs_crash;
mod jobs_engine;
mod jobs_functions;
mod jobs_http;
mod jobs_schedules;
mod jobs_scripts;
mod jobs_scripts_life;
mod jobs_streams;
mod jobs_workers;
mod languages;
mod links;
mod nodes;
mod notices;
mod offices;
mod ops_backup;
mod ops_commands;
mod ops_doctor;
mod ops_export;
mod ops_full;
mod ops_import;
mod ops_metrics;
mod ops_migrate;
mod ops_packaging;
mod ops_settings;
mod ops_verify;
mod projects;
mod races;
mod reviews;
mod reviews_kept;
mod rights;
mod rights_rules;
mod routes;
mod search;
mod set_up;
mod stats;
mod system;
mod tasks_basics;
mod tasks_faults;
mod tasks_things;
mod tasks_transitions;
mod tickets_body;
mod tickets_create;
mod tickets_delete;
mod tickets_export;
mod tickets_limits;
mod tickets_list;
mod tickets_paging;
mod tickets_read;
mod tickets_update;
mod tickets_versions;
mod tokens;
mod traces_history;
mod traces_input;
mod traces_people;
mod traces_setting;
mod traces_tickets;
mod traces_vocabulary;
mod traces_work;
mod transition;
mod transition_workflow;
mod users;
mod views;
mod watchers;
mod webhooks;
mod workflow_command;
mod workflow_drafts;
mod workflow_files;
mod workflow_input;
mod workflow_versions;
