//! Use cases against both engines.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail the test that calls them"
)]

mod demo;
mod editions;
mod flow;
mod import;
mod import_broken;
mod job_leases;
mod jobs;
mod lists;
mod model;
mod notices;
mod paces;
mod posts;
mod schedules;
mod search;
mod secrets;
mod support;
mod system;
mod tasks;
mod vocabulary;
mod workflows;
