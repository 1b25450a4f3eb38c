//! The layers as data: who may depend on whom, and why not more.
//!
//! A new crate gets a line in [`LAYERS`]; a crate without one is refused.

/// Which crates of the workspace a crate may depend on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ours {
    /// These and no other.
    Only(&'static [&'static str]),
    /// Any; what is for development only stays out all the same.
    Any,
}

/// Which crates of the registry a crate may depend on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Outside {
    /// These and no other.
    Only(&'static [&'static str]),
    /// Any that [`BANS`] does not forbid.
    Any,
}

/// Where a crate stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layer {
    /// The crate's name; a `*` at the end stands for any ending.
    pub(crate) name: &'static str,
    /// What it may take from the workspace.
    pub(crate) ours: Ours,
    /// What it may take from outside.
    pub(crate) outside: Outside,
    /// The reason, for the one who meets the error.
    pub(crate) why: &'static str,
}

/// The first line whose name fits counts.
pub(crate) const LAYERS: &[Layer] = &[
    Layer {
        name: "domain",
        ours: Ours::Only(&[]),
        outside: Outside::Only(&["serde", "serde_json", "time"]),
        why: "the rules are pure: no I/O, clock, randomness, SQL, HTTP or async",
    },
    Layer {
        name: "sql",
        ours: Ours::Only(&[]),
        outside: Outside::Any,
        why: "the seam knows no ticket, so that its promises can be tested by themselves",
    },
    Layer {
        name: "store",
        ours: Ours::Only(&["domain", "sql"]),
        outside: Outside::Any,
        why: "the store is SQL and row mapping; what happens in which order is the use cases' business",
    },
    Layer {
        name: "app",
        ours: Ours::Only(&["domain", "store", "sql"]),
        outside: Outside::Any,
        why: "a use case serves every surface, so it knows none",
    },
    Layer {
        name: "http-kit",
        ours: Ours::Only(&["domain", "app"]),
        outside: Outside::Any,
        why: "what surfaces share reaches the database through use cases only",
    },
    Layer {
        name: "api-*",
        ours: Ours::Only(&["domain", "app", "http-kit"]),
        outside: Outside::Any,
        why: "a surface words what the use cases do: it reaches neither SQL nor another surface",
    },
    Layer {
        name: "outgoing",
        ours: Ours::Only(&[]),
        outside: Outside::Any,
        why: "the way out of the house is the same for all who send, and knows nothing of what they send",
    },
    Layer {
        name: "runners",
        ours: Ours::Only(&["domain", "app", "outgoing", "sandbox"]),
        outside: Outside::Any,
        why: "a job changes things on the same road as a request: through the use cases",
    },
    Layer {
        name: "sandbox",
        ours: Ours::Only(&[]),
        outside: Outside::Any,
        why: "the process that runs strangers' scripts holds nothing of ours",
    },
    Layer {
        name: "web-assets",
        ours: Ours::Only(&[]),
        outside: Outside::Any,
        why: "it serves files and knows nothing of what they show",
    },
    Layer {
        name: "server",
        ours: Ours::Any,
        outside: Outside::Any,
        why: "the one place where everything is wired",
    },
    Layer { name: "testkit", ours: Ours::Any, outside: Outside::Any, why: "for development only" },
    Layer { name: "bench", ours: Ours::Any, outside: Outside::Any, why: "for development only" },
    Layer { name: "xtask", ours: Ours::Any, outside: Outside::Any, why: "for development only" },
];

/// Crates that others may only have as a development dependency.
pub(crate) const DEVELOPMENT_ONLY: &[&str] = &["bench", "testkit", "xtask"];

/// Names that say nothing, and so gather everything.
pub(crate) const BAD_NAMES: &[&str] = &["common", "util", "utils", "shared", "misc", "helpers"];

/// A crate from outside that only some of ours may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ban {
    /// The crate from outside; a `*` at the end stands for any ending.
    pub(crate) dependency: &'static str,
    /// Who may have it.
    pub(crate) allowed: Allowed,
    /// The reason, for the one who meets the error.
    pub(crate) why: &'static str,
}

/// Who may have a crate from outside.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Allowed {
    /// Only these of ours.
    OnlyIn(&'static [&'static str]),
    /// All but these of ours.
    NotIn(&'static [&'static str]),
}

/// Every restriction on crates from outside, development dependencies aside.
pub(crate) const BANS: &[Ban] = &[
    Ban {
        dependency: "axum*",
        allowed: Allowed::OnlyIn(&["http-kit", "api-*", "web-assets", "server"]),
        why: "HTTP ends at the surfaces",
    },
    Ban {
        dependency: "tokio*",
        allowed: Allowed::NotIn(&["domain", "store"]),
        why: "rules and SQL are synchronous: they run inside a unit of work on a database thread",
    },
    Ban {
        dependency: "tokio-rustls",
        allowed: Allowed::OnlyIn(&["outgoing"]),
        why: "nothing leaves the house but through the guarded client",
    },
    Ban {
        dependency: "rusqlite",
        allowed: Allowed::OnlyIn(&["sql", "bench"]),
        why: "drivers stay behind the seam; the benchmark compares with them bare",
    },
    Ban {
        dependency: "tokio-postgres",
        allowed: Allowed::OnlyIn(&["sql", "bench"]),
        why: "drivers stay behind the seam; the benchmark compares with them bare",
    },
];
