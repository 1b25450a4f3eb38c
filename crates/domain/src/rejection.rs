//! The one closed list of reasons to say no.
//!
//! Every rule of this crate and every use case answers with one of these; each surface has one exhaustive
//! `match` from it to its own error body, so a new reason cannot be forgotten anywhere.

use crate::{Message, message::Lang, msg, workflow::expression::Explanation};

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field as the caller spells it (`title`, `fields.room`, `tags[3]`).
    pub field: String,
    /// Why it is refused and what would be right.
    pub why: Message,
}

impl Fault {
    /// A fault of `field`.
    pub fn new(field: impl Into<String>, why: Message) -> Self {
        Self { field: field.into(), why }
    }
}

/// Things that can be looked for in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each names the thing it is")]
pub enum Thing {
    Ticket,
    Comment,
    Attachment,
    Link,
    Watcher,
    User,
    Group,
    Role,
    Department,
    Project,
    IssueType,
    WorkflowVersion,
    WorkflowTemplate,
    Draft,
    Transition,
    Team,
    Token,
    AccessKey,
    Hook,
    Webhook,
    View,
    Delivery,
    Rule,
    Approval,
    Function,
    Job,
    Schedule,
    Secret,
    Notice,
    TimelineEntry,
    Route,
}

impl Thing {
    /// The thing's name in a sentence.
    pub fn name(self) -> Message {
        match self {
            Self::Ticket => msg!("thing.ticket"),
            Self::Comment => msg!("thing.comment"),
            Self::Attachment => msg!("thing.attachment"),
            Self::Link => msg!("thing.link"),
            Self::Watcher => msg!("thing.watcher"),
            Self::User => msg!("thing.user"),
            Self::Group => msg!("thing.group"),
            Self::Role => msg!("thing.role"),
            Self::Department => msg!("thing.department"),
            Self::Project => msg!("thing.project"),
            Self::IssueType => msg!("thing.issue_type"),
            Self::WorkflowVersion => msg!("thing.workflow_version"),
            Self::WorkflowTemplate => msg!("thing.workflow_template"),
            Self::Draft => msg!("thing.draft"),
            Self::Transition => msg!("thing.transition"),
            Self::Team => msg!("thing.team"),
            Self::Token => msg!("thing.token"),
            Self::AccessKey => msg!("thing.access_key"),
            Self::Hook => msg!("thing.hook"),
            Self::Webhook => msg!("thing.webhook"),
            Self::View => msg!("thing.view"),
            Self::Delivery => msg!("thing.delivery"),
            Self::Rule => msg!("thing.rule"),
            Self::Approval => msg!("thing.approval"),
            Self::Function => msg!("thing.function"),
            Self::Job => msg!("thing.job"),
            Self::Schedule => msg!("thing.schedule"),
            Self::Secret => msg!("thing.secret"),
            Self::Notice => msg!("thing.notice"),
            Self::TimelineEntry => msg!("thing.timeline_entry"),
            Self::Route => msg!("thing.route"),
        }
    }
}

/// Why a credential was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthFault {
    /// There was none.
    Missing,
    /// It is not one of ours, was revoked, or its owner is disabled.
    Invalid,
    /// It was good once.
    Expired,
    /// User name and password do not belong together (which of the two is not said).
    WrongPassword,
}

/// A refusal: nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// The request cannot be read: not JSON, a wrong type, a bad query value.
    Malformed {
        /// The parameter or key at fault, where one can be named.
        field: Option<String>,
        /// What is wrong.
        why: Message,
    },
    /// An update that names nothing to change.
    NothingToChange,
    /// Values that were read but are not allowed.
    Invalid(Vec<Fault>),
    /// No usable credential.
    Unauthenticated(AuthFault),
    /// Known, but may not.
    Forbidden(Message),
    /// A request that a browser sent with the cookies of a log-in, and not from our own pages.
    CrossSite(Message),
    /// Known, and may in general, but what the workflow asks for is not so: what, part by part.
    Unmet(Explanation),
    /// No such thing, or not for the caller's eyes.
    NotFound(Thing, String),
    /// The request was fine, but not in the state things are in now.
    Conflict(Message),
    /// The same, because something else has this value already and only one may have it.
    Taken {
        /// The key with the value.
        field: &'static str,
        /// What has it.
        why: Message,
    },
    /// `If-Match` named a version that is not the present one.
    Stale {
        /// The version now.
        version: i64,
    },
    /// An idempotency key was used again with another request.
    KeyReused,
    /// Too many attempts.
    Throttled {
        /// Seconds until the next attempt is looked at.
        retry_after: i64,
    },
    /// Too many streams of events are open at once.
    TooManyStreams {
        /// How many may be.
        limit: usize,
    },
    /// A body past its limit.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A path with its query past its limit.
    UriTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// Headers past their limit.
    HeadTooLarge {
        /// The limit in bytes, of all names and values together.
        limit: usize,
    },
    /// A body of a type that is not taken here.
    UnsupportedMedia {
        /// The type that is.
        expected: &'static str,
    },
    /// The path exists, this method on it does not.
    MethodNotAllowed,
    /// The database cannot be reached: try again later.
    Unavailable,
    /// No space is left for what was to be written; nothing of it was kept. Reads go on.
    StorageFull,
    /// A fault of ours; the log has it under the request's id.
    Internal,
}

impl Rejection {
    /// One field, one fault.
    pub fn invalid(field: impl Into<String>, why: Message) -> Self {
        Self::Invalid(vec![Fault::new(field, why)])
    }

    /// A request that cannot be read because of `field`.
    pub fn malformed(field: impl Into<String>, why: Message) -> Self {
        Self::Malformed { field: Some(field.into()), why }
    }

    /// No such `thing` as `id`.
    pub fn not_found(thing: Thing, id: impl std::fmt::Display) -> Self {
        Self::NotFound(thing, format!("{id}"))
    }

    /// The sentence for the caller, in `lang`.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Malformed { why, .. }
            | Self::Forbidden(why)
            | Self::CrossSite(why)
            | Self::Conflict(why)
            | Self::Taken { why, .. } => why.clone(),
            Self::Unmet(explanation) => {
                let reasons = explanation.reasons().into_iter().cloned().collect();
                msg!("expression.refused").listing("reasons", reasons)
            }
            Self::NothingToChange => msg!("request.nothing_to_change"),
            Self::Invalid(faults) => {
                let parts: Vec<String> =
                    faults.iter().map(|f| format!("{}: {}", f.field, f.why.text(lang))).collect();
                msg!("request.invalid", faults = parts.join("; "))
            }
            Self::Unauthenticated(AuthFault::Missing) => msg!("auth.missing"),
            Self::Unauthenticated(AuthFault::Invalid) => msg!("auth.invalid"),
            Self::Unauthenticated(AuthFault::Expired) => msg!("auth.expired"),
            Self::Unauthenticated(AuthFault::WrongPassword) => msg!("auth.wrong_password"),
            Self::NotFound(thing, id) => msg!("request.not_found", thing = thing.name().text(lang), id = id),
            Self::Stale { version } => msg!("request.stale", version = version),
            Self::KeyReused => msg!("request.key_reused"),
            Self::Throttled { retry_after } => msg!("auth.throttled", seconds = retry_after),
            Self::TooManyStreams { limit } => msg!("request.too_many_streams", limit = limit),
            Self::TooLarge { limit } => msg!("request.too_large", limit = limit),
            Self::UriTooLong { limit } => msg!("request.uri_too_long", limit = limit),
            Self::HeadTooLarge { limit } => msg!("request.head_too_large", limit = limit),
            Self::UnsupportedMedia { expected } => msg!("request.unsupported_media", expected = expected),
            Self::MethodNotAllowed => msg!("request.method_not_allowed"),
            Self::Unavailable => msg!("request.unavailable"),
            Self::StorageFull => msg!("request.storage_full"),
            Self::Internal => msg!("request.internal"),
        }
        .text(lang)
    }
}
