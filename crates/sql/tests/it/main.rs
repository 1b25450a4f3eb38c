//! The conformance suite: what every engine behind the seam must do, and what is particular to each.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test that calls them")]

mod group_commit;
mod lock;
mod migrations;
mod postgres;
mod proxy;
mod questions;
mod statements;
mod support;
mod units;
mod values;
