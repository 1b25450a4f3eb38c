//! The conformance suite of the tables: the same tests on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test that calls them"
)]

mod feed;
mod filters;
mod identity;
mod notices;
mod plans;
mod repairs;
mod schema;
mod search;
mod search_naive;
mod search_relevance;
mod support;
mod tally;
mod tickets;
mod totals;
mod workflows;
