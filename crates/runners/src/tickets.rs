//! What a node does to tickets in passing: post functions that need nobody, and telling tickets of jobs that are over. Each is one
//! transaction of `app::jobs`, so nothing here is begun that would have to be ended.

use crate::Shared;
use std::time::Duration;

/// The pause after trouble with the database.
const TROUBLE: Duration = Duration::from_millis(250);

/// Goes on for ever: looks whenever the bell is rung, which is after every commit that has left something to do, and by the clock.
pub(crate) async fn work(shared: &Shared) {
    adopt(shared).await;
    loop {
        shared.app.ticket_bell().await;
        loop {
            match shared.app.work_on_tickets(&shared.node).await {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(error = %error, "what is to be done to tickets could not be looked for");
                    tokio::time::sleep(TROUBLE).await;
                    break;
                }
            }
        }
    }
}

/// Takes over what a server has left from before post functions were jobs.
async fn adopt(shared: &Shared) {
    loop {
        match shared.app.adopt_effects().await {
            Ok(0) => return,
            Ok(count) => {
                tracing::info!(
                    ticket.count = count,
                    "asked for jobs for post functions of an earlier version"
                );
                return;
            }
            Err(error) => {
                tracing::warn!(error = %error, "post functions of an earlier version could not be given jobs yet");
                tokio::time::sleep(TROUBLE).await;
            }
        }
    }
}
