//! A server, a database and a client to test with; development only.
//!
//! It knows the program `gongdan` from outside alone: its command line, its ready line and what goes over the wire.
//! It must not use any other crate of the workspace, so that a test never agrees with a mistake of the code it tests.
//! A new kind of request goes into [`Request`], a new way to look at an answer into [`Answer`].

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::return_self_not_must_use,
    clippy::disallowed_methods,
    reason = "a test helper reports by panicking, hands its answer on for more looks that need not follow, and is configured by the environment"
)]

mod answer;
mod client;
mod command;
mod database;
mod logs;
mod process;
mod raw;
mod receiver;
mod server;
mod stream;
mod text;

pub use answer::Answer;
pub use client::{Body, Client, Request};
pub use command::{Gongdan, Output};
pub use database::{Database, Engine};
pub use process::Process;
pub use raw::{exchange, exchange_declaring};
pub use receiver::{Received, Receiver, Reply};
pub use server::{ADMIN_PASSWORD, Person, SECRET_KEY, Server};
pub use stream::{EventStream, Next, StreamEvent};
pub use text::{assert_short_id, assert_time, encode, moment, multipart, parse_json, time_text, unique};

/// What a test sends and compares JSON with.
pub use serde_json::{Value, json};
/// A directory that goes when it is dropped.
pub use tempfile::TempDir;
