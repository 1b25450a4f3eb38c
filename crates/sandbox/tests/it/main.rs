//! Scripts in real children.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail the test that calls them"
)]

mod api;
mod confined;
mod errors;
mod hostile;
mod life;
mod stage;
