//! Use cases against both engines.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test that calls them")]

mod demo;
mod import;
mod import_broken;
mod support;
