//! The same done to many tickets: how many at once, and how far it is. What is done to each is `app::tickets::bulk`'s.

use super::{maybe, never};
use crate::{run::Run, turns::unless_stopped};
use app::{Error, tickets::bulk::Bulk};
use domain::job::{Outcome, Told};
use futures_util::{StreamExt as _, stream};

/// Tickets that are worked on side by side: each waits for its commit.
const AT_ONCE: usize = 4;

pub(super) async fn run(run: &Run) -> Outcome {
    // Stopped between two commits, never within one: what a ticket's turn has come to is written with it.
    unless_stopped(run, work(run)).await
}

async fn work(run: &Run) -> Outcome {
    let bulk = match run.app.bulk(&run.job).await {
        Ok(bulk) => bulk,
        Err(error) => return failed(run, &error),
    };
    let mut told = bulk.progress();
    let turns = stream::iter(bulk.open()).map(|place| run.app.bulk_turn(&bulk, &run.fence, place));
    let mut turns = std::pin::pin!(turns.buffer_unordered(AT_ONCE));
    while let Some(turned) = turns.next().await {
        if let Err(error) = turned {
            return failed(run, &error);
        }
        if bulk.progress() > told {
            told = bulk.progress();
            tell(run, &bulk, told).await;
        }
    }
    Outcome::Succeeded(Some(bulk.result()))
}

async fn tell(run: &Run, bulk: &Bulk, percent: i64) {
    run.tell(Told { payload: Some(bulk.result()), ..Told::progress(percent, String::new()) }).await;
}

fn failed(run: &Run, error: &Error) -> Outcome {
    match error {
        Error::Fenced => Outcome::GivenBack,
        Error::Rejected(_) => never(format!("{} has no account any more, or it is disabled", run.job.actor)),
        Error::Broken(why) => never(*why),
        error => maybe(error.to_string()),
    }
}
