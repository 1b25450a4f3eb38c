//! What tickets, workflows, history and people *are*, and the pure rules about them.
//!
//! This crate owns every decision that needs no database: which values a field takes, which status may follow
//! which, who may do what, what a step of history looks like and how it is undone in the mind (`asOf`).
//! It must never do I/O, read a clock, draw a random number, know SQL or HTTP, or be asynchronous: everything
//! it needs is an argument. `serde` and the pure calendar of `time` are its only dependencies.
//!
//! To add a ticket field: one variant of [`ticket::Field`] and its row in [`ticket::Field::kind`].
//! To add a reason to say no: one variant of [`Rejection`]; the compiler then lists the surfaces to teach.
//! To add a leaf of conditions or triggers, a post function, a finding of lint: one variant of [`workflow::condition::Check`],
//! [`workflow::trigger::Cause`], [`workflow::post_function::PostFunction`], [`workflow::lint::Code`].
//! Sentences for people are in `messages/en.txt` and `messages/zh.txt`, never in code.

mod at;
pub mod attribute;
pub mod cron;
pub mod field;
pub mod filter;
pub mod function;
pub mod history;
pub mod hook;
pub mod id;
pub mod identity;
pub mod incident;
pub mod job;
pub mod json;
pub mod link;
pub mod message;
pub mod notice;
mod rejection;
pub mod text;
pub mod ticket;
pub mod url;
mod value;
pub mod vocabulary;
pub mod workflow;

pub use at::At;
pub use message::{Lang, Message};
pub use rejection::{AuthFault, Fault, Rejection, Thing};
pub use value::Value;
