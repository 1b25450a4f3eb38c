//! Scripts in a child process with limits.
//!
//! Owns the child that runs one script (`child`), what both sides say to each other (`frame`), and the pool of warm
//! children of the server (`pool`). It must hold nothing of ours: no ticket, no database, no network. What a script may
//! reach beyond itself it asks the parent for, and the parent asks its [`Host`].
//!
//! To add something that scripts may ask for: a variant of `frame::Ask`, its function in `child/api`, what answers it
//! in `pool/session.rs` and a method of [`Host`]. What is limited by what stands in `docs/sandbox.md`.

pub mod child;
mod failure;
mod frame;
mod host;
mod limits;
mod pool;

pub use failure::{Failure, Fault, Kind, Position};
pub use host::{Event, Host, Level, Refusal, Request, Response, TicketCall};
pub use limits::{Limits, SOURCE_BYTES};
pub use pool::{Job, Keeper, Pool, Program, Script, Settings};
