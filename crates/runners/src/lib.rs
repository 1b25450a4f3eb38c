//! Runs jobs: the loop that begins and ends them, and one file a kind of function.
//!
//! [`serve`] is the whole of it: a node of a database, from its start until it is asked to stop. What a job is, and what may
//! become of it, is decided in `domain::job` and written by `app::jobs`; nothing here touches the database by another road, and
//! nothing here is believed: every write of a run asks for its fence.
//!
//! To add a kind of function: a variant of `domain::function::Kind`, its file in `kind/`, its line in [`kind::run`].

mod kind;
mod registry;
mod run;
mod teller;
mod timers;
mod turns;

pub use kind::{Commands, Kinds};

use app::{App, jobs::turn::Node};
use registry::Registry;
use std::{sync::Arc, time::Duration};

/// How a node runs jobs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Jobs that run at once, besides those that are over as soon as they are begun.
    pub concurrency: usize,
    /// How long runs are the node's own without another word. Only tests make it short.
    pub lease: Duration,
    /// How long runs may go on once the node is asked to stop, before they are given back.
    pub patience: Duration,
    /// What people are shown.
    pub name: String,
}

impl Settings {
    /// The lease of a node that serves people.
    pub const LEASE: Duration = Duration::from_secs(30);
    /// The patience of a node that serves people.
    pub const PATIENCE: Duration = Duration::from_secs(3);
}

/// Everything that the parts of a node share.
struct Shared {
    app: App,
    node: Arc<Node>,
    settings: Settings,
    kinds: Kinds,
    registry: Registry,
}

/// Runs jobs until `stop` resolves; what runs then is waited for a little, then given back to the queue.
pub async fn serve(app: App, settings: Settings, kinds: Kinds, stop: impl Future<Output = ()> + Send) {
    let node = Arc::new(Node {
        owner: format!("n:{}", app.draw_id(22)),
        name: settings.name.clone(),
        lease: i64::try_from(settings.lease.as_micros()).unwrap_or(i64::MAX),
    });
    let shared = Arc::new(Shared { app, node, settings, kinds, registry: Registry::default() });
    tokio::select! {
        () = timers::keep(&shared) => {}
        () = turns::take(&shared, stop) => {}
    }
}
