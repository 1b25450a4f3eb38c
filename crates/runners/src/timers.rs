//! What a node does by the clock: renews its leases, takes away what others have lost, readies what is due, and hears of what
//! other nodes did.
//!
//! Each by itself, so that one that waits for the database holds up none of the others.

use crate::{Shared, registry::Stop};
use std::{collections::HashMap, time::Duration};
use tokio::time::{Instant, MissedTickBehavior, interval};

/// How often what is due, or was made ready by another node, is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How often other nodes are asked what happened to jobs that are watched here.
const WATCH_EVERY: Duration = Duration::from_millis(200);
/// How often it is asked which runs somebody wants stopped through another node.
const STOPS_EVERY: Duration = Duration::from_millis(500);
/// How often runs that nobody renews any more are looked for.
const REAP_EVERY: Duration = Duration::from_secs(5);
/// How often it is looked whether a run is still certainly the node's.
const DOUBT_EVERY: Duration = Duration::from_millis(200);

/// Goes on for ever.
pub(crate) async fn keep(shared: &Shared) {
    let lease = shared.settings.lease;
    tokio::join!(
        every(LOOK_EVERY, || look(shared)),
        every(lease / 3, || renew(shared)),
        every(REAP_EVERY.min(lease / 2), || reap(shared)),
        every(DOUBT_EVERY.min(lease / 6), async || shared.registry.stop_unsure(Instant::now())),
        others(shared),
    );
}

/// What only concerns a database with other nodes.
async fn others(shared: &Shared) {
    if shared.app.is_alone() {
        return;
    }
    tokio::join!(every(WATCH_EVERY, || watch(shared)), every(STOPS_EVERY, || stops(shared)));
}

async fn every<F: Future<Output = ()>>(period: Duration, work: impl Fn() -> F) {
    let mut ticks = interval(period.max(Duration::from_millis(1)));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        work().await;
    }
}

async fn look(shared: &Shared) {
    match shared.app.ready_jobs().await {
        Ok(true) => shared.app.ring_job_bell(),
        Ok(false) => {}
        Err(error) => tracing::warn!(error = %error, "what is due could not be looked for"),
    }
}

async fn renew(shared: &Shared) {
    let jobs = shared.registry.jobs();
    if jobs.is_empty() {
        return;
    }
    // From before the question: what the answer says was true then.
    let sure_until = Instant::now() + sure(shared.settings.lease);
    match shared.app.renew_jobs(&shared.node, jobs.clone()).await {
        Ok(kept) => {
            let attempts: HashMap<_, _> = kept.iter().map(|run| (run.id, run.attempt)).collect();
            shared.registry.renewed(&jobs, &attempts, sure_until);
            for run in kept.iter().filter(|run| run.cancel) {
                shared.registry.stop(run.id, Stop::Canceled);
            }
        }
        Err(error) => tracing::warn!(error = %error, "the leases of running jobs could not be renewed"),
    }
}

/// How long after a renewal a run is certainly the node's: two thirds of the lease, so that it is stopped before others take it.
pub(crate) fn sure(lease: Duration) -> Duration {
    lease * 2 / 3
}

async fn reap(shared: &Shared) {
    match shared.app.reap_jobs().await {
        Ok(0) => {}
        Ok(count) => {
            tracing::warn!(job.count = count, "took runs away that nobody has renewed");
            shared.app.ring_job_bell();
        }
        Err(error) => tracing::warn!(error = %error, "runs that nobody renews could not be looked for"),
    }
}

/// The database is the truth of jobs that run elsewhere: whoever watches one here is told where it has gone on.
async fn watch(shared: &Shared) {
    if let Err(error) = shared.app.look_after_watched_jobs().await {
        tracing::warn!(error = %error, "what happened to watched jobs elsewhere could not be looked for");
    }
}

async fn stops(shared: &Shared) {
    let jobs = shared.registry.jobs();
    if jobs.is_empty() {
        return;
    }
    match shared.app.jobs_to_stop(jobs).await {
        Ok(jobs) => jobs.into_iter().for_each(|job| shared.registry.stop(job, Stop::Canceled)),
        Err(error) => tracing::warn!(error = %error, "which jobs are to be stopped could not be asked"),
    }
}
