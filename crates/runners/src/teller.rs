//! Writes down what a run tells while it goes on: at once where it is little, many at a time where it is much.
//!
//! A reader of the events never slows the run; only the database does, by a bounded queue.

use app::{
    App, Error,
    jobs::{Fence, Mark},
};
use domain::job::Told;
use std::time::Duration;
use tokio::sync::mpsc;

/// Events that wait before the run waits.
pub(crate) const WAITING: usize = 512;
/// The pause after each writing, in which more is gathered.
const PAUSE: Duration = Duration::from_millis(25);
/// The pause after a writing that failed because of the database.
const TROUBLE: Duration = Duration::from_millis(250);

/// What was not written when the run was over, and where the events had come to.
pub(crate) struct Rest {
    pub(crate) mark: Mark,
    pub(crate) events: Vec<Told>,
}

/// Writes until the run has dropped its end of the queue. What is left then goes with the outcome.
pub(crate) async fn write(
    app: &App,
    fence: &Fence,
    mut mark: Mark,
    mut queue: mpsc::Receiver<Told>,
    lost: impl Fn(),
) -> Rest {
    let mut waiting = Vec::new();
    while queue.recv_many(&mut waiting, WAITING).await > 0 {
        loop {
            match app.tell_job(fence.clone(), mark, waiting.clone()).await {
                Ok(to) => {
                    mark = to;
                    waiting.clear();
                }
                Err(Error::Fenced) => {
                    lost();
                    // Nobody wants to know the rest.
                    return Rest { mark, events: Vec::new() };
                }
                Err(error) => {
                    tracing::warn!(job.id = fence.id.0, error = %error, "events of a job could not be written yet");
                    pause(&queue, TROUBLE).await;
                    if !queue.is_closed() {
                        continue;
                    }
                    while let Ok(told) = queue.try_recv() {
                        waiting.push(told);
                    }
                    return Rest { mark, events: waiting };
                }
            }
            break;
        }
        pause(&queue, PAUSE).await;
    }
    Rest { mark, events: Vec::new() }
}

/// Waits for a while, or until the run is over.
async fn pause(queue: &mpsc::Receiver<Told>, time: Duration) {
    let step = Duration::from_millis(5);
    let end = tokio::time::Instant::now() + time;
    while !queue.is_closed() && tokio::time::Instant::now() < end {
        tokio::time::sleep(step).await;
    }
}
