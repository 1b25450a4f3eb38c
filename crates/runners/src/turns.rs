//! The loop: ends what has finished and begins what there is room for, turn after turn.

use crate::{
    Shared, kind,
    registry::Stop,
    run::{Parts, Run, outcome_of},
    teller::{self, Rest},
    timers::sure,
};
use app::{
    Error,
    jobs::{
        Begun, Fence, Mark,
        turn::{Finished, Room},
    },
};
use domain::{
    function::{Definition, Kind},
    job::{Again, Outcome},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{Instant, timeout},
};

/// Jobs that are over as soon as they are begun, begun in one turn.
const NOOPS: usize = 500;
/// Runs that are ended in one turn.
const ENDED: usize = 1_000;
/// The pause after a turn that failed because of the database.
const TROUBLE: Duration = Duration::from_millis(250);
/// How long runs may take to be gone once they were told to give way.
const GIVE_WAY: Duration = Duration::from_secs(4);

/// What the loop holds between two turns.
struct Hand {
    /// Runs that are over and not written down yet.
    finished: Vec<Finished>,
    /// Where runs come back.
    back: mpsc::UnboundedReceiver<Finished>,
    sender: mpsc::UnboundedSender<Finished>,
    tasks: JoinSet<()>,
}

/// Takes turns until `stop` resolves, and then until nothing runs any more.
pub(crate) async fn take(shared: &Arc<Shared>, stop: impl Future<Output = ()> + Send) {
    let (sender, back) = mpsc::unbounded_channel();
    let mut hand = Hand { finished: Vec::new(), back, sender, tasks: JoinSet::new() };
    work(shared, &mut hand, stop).await;
    leave(shared, &mut hand).await;
}

/// Goes on until `stop` resolves. A turn that has begun is always waited for: what it begins would be nobody's.
async fn work(shared: &Arc<Shared>, hand: &mut Hand, stop: impl Future<Output = ()> + Send) {
    let mut stop = std::pin::pin!(stop);
    if shared.app.is_alone() {
        clear(shared).await;
    }
    let mut more = true;
    loop {
        let busy = more || !hand.finished.is_empty();
        tokio::select! {
            biased;
            () = stop.as_mut() => return,
            () = std::future::ready(()), if busy => {}
            () = shared.app.job_bell() => {}
            Some(run) = hand.back.recv() => hand.finished.push(run),
        }
        shared.app.take_job_stops().into_iter().for_each(|job| shared.registry.stop(job, Stop::Canceled));
        hand.gather();
        // From before the turn, as the leases that it writes are: it may have waited long for the database.
        let sure_until = Instant::now() + sure(shared.settings.lease);
        let begun = turn(shared, hand, room(shared)).await;
        more = !begun.is_empty();
        for run in begun {
            start(shared, hand, run, sure_until);
        }
        // A loop that always has something to do lets the others have their turn too.
        tokio::task::yield_now().await;
    }
}

/// Nobody else serves this database: whoever ran something before is gone.
async fn clear(shared: &Shared) {
    match shared.app.reap_other_nodes(&shared.node).await {
        Ok(0) => {}
        Ok(count) => tracing::warn!(job.count = count, "took runs over from a server that is gone"),
        Err(error) => {
            tracing::warn!(error = %error, "runs of a server that is gone could not be taken over yet");
        }
    }
}

fn room(shared: &Shared) -> Room {
    let own = shared.settings.concurrency.saturating_sub(shared.registry.len());
    let number = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
    Room { own: number(own), noop: number(NOOPS) }
}

impl Hand {
    /// Takes what has come back since, as much as one turn ends.
    fn gather(&mut self) {
        while self.finished.len() < ENDED {
            let Ok(run) = self.back.try_recv() else { break };
            self.finished.push(run);
        }
        // What has ended needs no place any more.
        while self.tasks.try_join_next().is_some() {}
    }
}

/// One turn. Where the database fails, what has finished is kept for the next; where it fails at one run alone, that run is left
/// to its lease.
async fn turn(shared: &Shared, hand: &mut Hand, room: Room) -> Vec<Begun> {
    let finished = std::mem::take(&mut hand.finished);
    match shared.app.turn(&shared.node, finished.clone(), room).await {
        Ok(turned) => turned.begun,
        Err(error) if is_passing(&error) => {
            tracing::warn!(error = %error, "what jobs have come to could not be written yet");
            hand.finished = finished;
            tokio::time::sleep(TROUBLE).await;
            Vec::new()
        }
        Err(error) => {
            tracing::error!(error = %error, job.count = finished.len(), "a turn failed, its runs are ended one by one");
            for run in finished {
                let job = run.run.id.0;
                if let Err(error) = shared.app.turn(&shared.node, vec![run], Room::default()).await {
                    tracing::error!(error = %error, job.id = job, "a run could not be ended: it is left to its lease");
                }
            }
            tokio::time::sleep(TROUBLE).await;
            Vec::new()
        }
    }
}

/// Whether the same may well go another time.
fn is_passing(error: &Error) -> bool {
    use app::StoreError as E;
    matches!(error, Error::Store(E::Unavailable(_) | E::Conflict | E::Full | E::ReadOnly | E::Closed))
}

/// Starts a run; what needs nobody is over at once.
fn start(shared: &Arc<Shared>, hand: &mut Hand, begun: Begun, sure_until: Instant) {
    let mark = Mark { seq: begun.last_seq, bytes: begun.event_bytes, progress: begun.progress };
    let job = Arc::new(begun);
    if job.kind == Kind::Noop {
        let outcome = Outcome::Succeeded(Some(job.params.clone()));
        hand.finished.push(Finished { run: job, mark, events: Vec::new(), outcome });
        return;
    }
    // Registered before anything else can ask for it.
    let stop = shared.registry.add(job.id, job.attempt, sure_until);
    let (shared, sender) = (Arc::clone(shared), hand.sender.clone());
    hand.tasks.spawn(async move {
        let finished = Box::pin(one(&shared, Arc::clone(&job), mark, stop)).await;
        shared.registry.remove(job.id, job.attempt);
        // The loop outlives its runs, or nobody writes anything down any more.
        let _ = sender.send(finished);
    });
}

/// A run from its beginning to its outcome.
async fn one(
    shared: &Shared,
    job: Arc<Begun>,
    mark: Mark,
    stop: tokio::sync::watch::Receiver<Stop>,
) -> Finished {
    let definition = match definition(shared, &job).await {
        Ok(Some(definition)) => definition,
        Ok(None) => {
            let error = format!("version {} of the function {} is gone", job.version, job.function);
            let outcome = Outcome::Failed { error, again: Again::Never };
            return Finished { run: job, mark, events: Vec::new(), outcome };
        }
        // The database: another attempt is not the job's fault.
        Err(error) => {
            tracing::warn!(job.id = job.id.0, error = %error, "a job's function could not be read");
            tokio::time::sleep(TROUBLE).await;
            return Finished { run: job, mark, events: Vec::new(), outcome: Outcome::GivenBack };
        }
    };
    let (events, queue) = mpsc::channel(teller::WAITING);
    let owner = shared.node.owner.clone();
    let app = shared.app.clone();
    let run = Run::new(Parts { app, job: Arc::clone(&job), definition, owner, stop, events });
    let fence: Fence = run.fence.clone();
    let lost = || shared.registry.stop(job.id, Stop::Lost);
    let working = async {
        let outcome = Box::pin(kind::run(&shared.kinds, &run)).await;
        // With it goes the last end of the queue, so that the teller ends too.
        drop(run);
        outcome
    };
    let (outcome, Rest { mark, events }) =
        tokio::join!(working, teller::write(&shared.app, &fence, mark, queue, lost));
    Finished { run: Arc::clone(&job), mark, events, outcome }
}

/// What a run is to do. Post functions have their words in the row of their own, what is done to many tickets in its parameters;
/// a verification has none.
async fn definition(shared: &Shared, job: &Begun) -> Result<Option<Arc<Definition>>, Error> {
    if matches!(job.kind, Kind::PostFunction | Kind::Bulk | Kind::Verify) {
        return Ok(Some(Arc::new(Definition::of(job.kind))));
    }
    shared.app.definition(&job.function, job.version).await
}

/// Lets what runs come to its end for a while, then has it give way, and writes down all that came of it.
async fn leave(shared: &Shared, hand: &mut Hand) {
    if timeout(shared.settings.patience, finish(shared, hand)).await.is_err() {
        shared.registry.stop_all(Stop::Leaving);
        if timeout(GIVE_WAY, finish(shared, hand)).await.is_err() {
            tracing::warn!(
                job.count = shared.registry.len(),
                "runs did not give way in time and are left to their leases"
            );
        }
    }
    // What is still at it is nobody's from here on.
    hand.tasks.abort_all();
}

/// Writes down what comes back until nothing runs any more.
async fn finish(shared: &Shared, hand: &mut Hand) {
    loop {
        hand.gather();
        if !hand.finished.is_empty() {
            turn(shared, hand, Room::default()).await;
            continue;
        }
        if shared.registry.len() == 0 && hand.back.is_empty() {
            return;
        }
        if let Ok(Some(run)) = timeout(Duration::from_millis(50), hand.back.recv()).await {
            hand.finished.push(run);
        }
    }
}

/// The outcome of a run that was told to stop and did nothing of its own about it.
pub(crate) async fn unless_stopped(run: &Run, work: impl Future<Output = Outcome>) -> Outcome {
    tokio::select! {
        biased;
        outcome = work => outcome,
        why = run.stopped() => outcome_of(why),
    }
}
