//! Who does the work, by the kind of function. Each gives an outcome, and stops in time when it is told to.

pub(crate) mod command;
pub(crate) mod http;

use crate::run::Run;
pub use command::Commands;
use domain::{
    function::Kind,
    job::{Again, Outcome},
};

/// What the kinds need of the operator and of the rest of the program.
#[derive(Clone)]
pub struct Kinds {
    /// The programs that the operator has named.
    pub commands: Commands,
    /// How requests leave the house; `None` where they do not.
    pub outgoing: Option<outgoing::Client>,
}

/// Runs a job of whichever kind.
pub(crate) async fn run(kinds: &Kinds, run: &Run) -> Outcome {
    match run.definition.kind {
        Kind::Noop => Outcome::Succeeded(Some(run.job.params.clone())),
        Kind::Command => command::run(&kinds.commands, run).await,
        Kind::Http => Box::pin(http::run(kinds.outgoing.as_ref(), run)).await,
        Kind::Script => never("this server has no sandbox for scripts"),
        // Their jobs wait in lanes of their own, where no node takes them.
        Kind::Worker => never("outside workers do this function"),
    }
}

/// A failure that another attempt does not mend.
pub(crate) fn never(error: impl Into<String>) -> Outcome {
    Outcome::Failed { error: error.into(), again: Again::Never }
}

/// A failure that another attempt may mend.
pub(crate) fn maybe(error: impl Into<String>) -> Outcome {
    Outcome::Failed { error: error.into(), again: Again::Maybe }
}
