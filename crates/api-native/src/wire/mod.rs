//! The bodies of this surface, one file a family.

pub(crate) mod access_key;
pub(crate) mod audit;
pub(crate) mod call;
pub(crate) mod circle;
pub(crate) mod comment;
pub(crate) mod event;
pub(crate) mod flow;
pub(crate) mod function;
pub(crate) mod history;
pub(crate) mod hook;
pub(crate) mod job;
pub(crate) mod page;
pub(crate) mod project;
pub(crate) mod rule;
pub(crate) mod schedule;
pub(crate) mod search;
pub(crate) mod team;
pub(crate) mod ticket;
pub(crate) mod token;
pub(crate) mod user;
pub(crate) mod vocabulary;
pub(crate) mod webhook;
pub(crate) mod worker;
pub(crate) mod workflow;
