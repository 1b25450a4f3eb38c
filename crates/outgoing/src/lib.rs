//! The one HTTP client out of the house: webhooks, functions and scripts send through it, and nothing else sends.
//!
//! It owns which addresses may be reached ([`Guard`]), how a request is sent ([`Client`]), and how a message is signed by
//! the Standard Webhooks specification ([`sign`]). Names are resolved here, what they resolve to is checked, and the
//! connection is made to the very address that was checked. It must never follow a redirect, read a proxy from the
//! environment, or keep more of an answer than it was told to. It knows no ticket and nothing of what it sends.
//!
//! To allow more addresses: the configuration gives [`Guard`] its exceptions; there is no other way around it.

mod address;
mod client;
mod sign;
mod target;

pub use address::{Allowed, Guard, is_public};
pub use client::{Answer, Client, Completeness, Failure, Request};
pub use sign::{BadSecret, Secret, sign};
pub use target::{BadTarget, Target};
