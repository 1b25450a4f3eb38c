//! Who does the work, by the kind of function. Each gives an outcome, and stops in time when it is told to.

pub(crate) mod bulk;
pub(crate) mod command;
pub(crate) mod http;
pub(crate) mod script;
pub(crate) mod verify;

use crate::{run::Run, turns::unless_stopped};
use app::webhooks::send::Post;
pub use command::Commands;
use domain::{
    function::Kind,
    job::{Again, Outcome},
};
pub use script::{Asked, Scripts, Unit};
use std::sync::Arc;

/// What the kinds need of the operator and of the rest of the program.
#[derive(Clone)]
pub struct Kinds {
    /// The programs that the operator has named.
    pub commands: Commands,
    /// Where people and other systems find this server; no slash at the end.
    pub base_url: String,
    /// How requests leave the house; `None` where they do not.
    pub outgoing: Option<outgoing::Client>,
    /// How scripts run.
    pub scripts: Scripts,
    /// How post functions word what they send, and send it; `None` where they send nothing.
    pub post: Option<Arc<dyn Post>>,
}

/// Runs a job of whichever kind.
pub(crate) async fn run(kinds: &Kinds, run: &Run) -> Outcome {
    match run.definition.kind {
        Kind::Noop => Outcome::Succeeded(Some(run.job.params.clone())),
        Kind::Command => command::run(&kinds.commands, run).await,
        Kind::Http => Box::pin(http::run(kinds, run)).await,
        Kind::Script => Box::pin(script::run(&kinds.scripts, kinds.outgoing.as_ref(), run)).await,
        Kind::Bulk => Box::pin(bulk::run(run)).await,
        Kind::Verify => verify::run(run).await,
        // Their jobs wait in lanes of their own, where no node takes them.
        Kind::Worker => never("outside workers do this function"),
        // What else post functions do is done to the ticket itself, and never comes here.
        Kind::PostFunction => match &kinds.post {
            Some(post) => unless_stopped(run, run.app.call_webhook(&run.job, post.as_ref())).await,
            None => never("this server makes no requests to others"),
        },
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
