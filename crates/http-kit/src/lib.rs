//! What the wire surfaces share: who asks, what they ask for, and how an answer or a refusal gets out.
//!
//! This crate owns the extractors (principal, signatures of requests, body, query, path, change), paging, entity tags, idempotent answers, streams of events,
//! request ids and the log line of a request, security headers, and the assembly of the OpenAPI document.
//! It must know no ticket, no SQL and no surface's words: handlers and extractors fail with a [`Fail`], which carries
//! the [`domain::Rejection`]; the one middleware of [`surface`] has the [`Surface`] word it.
//!
//! To add a surface: implement [`Surface`] in its crate and wrap its router in [`surface`]. To add a rejection: one row
//! in [`status`], and one in [`openapi`] where it has a status of its own.

mod body;
mod change;
mod cookie;
mod fail;
mod info;
pub mod openapi;
mod path;
mod query;
mod read;
mod signature;
mod stream;
mod traffic;
mod upload;
mod value;
mod who;

pub use body::{Body, ListBody, MAX_BODY, OptionalBody, fingerprint};
pub use change::{Change, IfMatch, Reply, etag};
pub use cookie::{Cookies, Site};
pub use fail::{Fail, Surface, bounded, mount, status, surface};
pub use info::{Options, RequestInfo, outermost};
pub use path::Path;
pub use query::{OnceQuery, Page, Query, decode_cursor, encode_cursor, int_param, time_param};
pub use read::{fresh, fresh_whole, json};
pub use signature::read_signature;
pub use stream::{Event, LastEventId, Limits, Place, Streams, wants_stream};
pub use traffic::{Series, Traffic};
pub use upload::{PATIENCE, Sent, Upload, receive, upload_failure};
pub use value::read_value;
pub use who::{Shown, Who, bearer};
