//! Keeps children warm, and buries those that were used.

use std::{
    os::unix::process::ExitStatusExt as _,
    process::ExitStatus,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::{StreamExt as _, stream::FuturesUnordered};
use nix::{
    sys::signal::{Signal, killpg},
    unistd::Pid,
};
use tokio::{
    process::Child,
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch},
};

use super::{
    link::{Reader, Writer},
    starter::Starter,
};
use crate::{
    frame::{FromChild, ToChild},
    limits::Limits,
};

/// How long a child may take to be ready on a machine that is very busy.
const TO_START: Duration = Duration::from_secs(20);

/// How long to wait before trying again, the first time and at most.
const AGAIN: Duration = Duration::from_millis(50);
const AGAIN_AT_MOST: Duration = Duration::from_secs(5);

/// After how many failures in a row scripts are refused instead of waiting.
const TRIES: u32 = 3;

/// A child that waits for its script. Dropping it kills it.
#[derive(Debug)]
pub(super) struct Warm {
    pub(super) reader: Reader,
    pub(super) writer: Writer,
    /// There until it is dropped.
    body: Option<Spent>,
    spent: mpsc::UnboundedSender<Spent>,
}

/// A child of which only the end is to be awaited, and its place in the pool.
#[derive(Debug)]
struct Spent(Child, OwnedSemaphorePermit);

impl Warm {
    /// Whether it still runs.
    pub(super) fn lives(&mut self) -> bool {
        self.body.as_mut().is_some_and(|Spent(child, _)| matches!(child.try_wait(), Ok(None)))
    }

    /// How it ended, once it has.
    pub(super) async fn ended(&mut self) -> Option<ExitStatus> {
        match &mut self.body {
            Some(Spent(child, _)) => child.wait().await.ok(),
            None => None,
        }
    }
}

impl Drop for Warm {
    fn drop(&mut self) {
        let Some(spent) = self.body.take() else { return };
        kill(&spent.0);
        // Without a keeper it is killed, and buried by the runtime, where it is dropped.
        let _ = self.spent.send(spent);
    }
}

/// Ends a child with its whole group.
fn kill(child: &Child) {
    // The id is only there until the child has been awaited: it cannot be somebody else's by now.
    if let Some(id) = child.id().and_then(|id| i32::try_from(id).ok()) {
        let _ = killpg(Pid::from_raw(id), Signal::SIGKILL);
    }
}

/// The signal that ended a child, if one did.
pub(super) fn signal(status: ExitStatus) -> Option<Signal> {
    Signal::try_from(status.signal()?).ok()
}

/// Starts children so that some are warm, and buries used ones.
#[derive(Debug)]
pub struct Keeper {
    starter: Starter,
    places: Arc<Semaphore>,
    limits: Arc<Limits>,
    ready: mpsc::UnboundedSender<Warm>,
    trouble: watch::Sender<Option<String>>,
    spent_in: mpsc::UnboundedSender<Spent>,
    spent: mpsc::UnboundedReceiver<Spent>,
    told: AtomicBool,
}

impl Keeper {
    pub(super) fn new(
        starter: Starter,
        children: usize,
        limits: Arc<Limits>,
        ready: mpsc::UnboundedSender<Warm>,
        trouble: watch::Sender<Option<String>>,
    ) -> Self {
        let (spent_in, spent) = mpsc::unbounded_channel();
        let places = Arc::new(Semaphore::new(children.max(1)));
        Self { starter, places, limits, ready, trouble, spent_in, spent, told: AtomicBool::new(false) }
    }

    /// Works until it is dropped, or its pool is. Every child ends with it, also one whose script runs: drop it after
    /// the last run.
    pub async fn run(mut self) {
        let mut spent = std::mem::replace(&mut self.spent, mpsc::unbounded_channel().1);
        let keeper = &self;
        let mut starting = FuturesUnordered::new();
        let mut dying = FuturesUnordered::new();
        loop {
            tokio::select! {
                () = keeper.ready.closed() => return,
                Ok(place) = Arc::clone(&keeper.places).acquire_owned() => starting.push(keeper.warm(place)),
                Some(warm) = starting.next() => {
                    // Whoever waits for it has gone with the pool, or takes it.
                    let _ = keeper.ready.send(warm);
                }
                Some(Spent(mut child, place)) = spent.recv() => dying.push(async move {
                    let _ = child.wait().await;
                    drop(place);
                }),
                Some(()) = dying.next() => {}
            }
        }
    }

    /// A warm child, however often it has to be tried.
    async fn warm(&self, place: OwnedSemaphorePermit) -> Warm {
        let (mut pause, mut tries) = (AGAIN, 0_u32);
        loop {
            match self.start().await {
                Ok((child, reader, writer)) => {
                    self.trouble.send_if_modified(|trouble| trouble.take().is_some());
                    return Warm {
                        reader,
                        writer,
                        body: Some(Spent(child, place)),
                        spent: self.spent_in.clone(),
                    };
                }
                Err(error) => {
                    tries += 1;
                    let why = error.to_string();
                    tracing::warn!(error = why, tries, "a child for scripts cannot be started");
                    if tries >= TRIES {
                        self.trouble.send_replace(Some(why));
                    }
                }
            }
            tokio::time::sleep(pause).await;
            pause = AGAIN_AT_MOST.min(pause * 2);
        }
    }

    async fn start(&self) -> std::io::Result<(Child, Reader, Writer)> {
        let mut child = self.starter.start().await?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(std::io::Error::other("it has no pipes"));
        };
        let (mut reader, mut writer) = (Reader::new(stdout, self.limits.longest_frame()), Writer::new(stdin));
        writer.queue(&ToChild::Start(Limits::clone(&self.limits)))?;
        let greet = async {
            while writer.is_pending() {
                writer.write().await?;
            }
            reader.next().await
        };
        match tokio::time::timeout(TO_START, greet).await? {
            Ok(Some(FromChild::Ready { missing })) => self.tell(&missing),
            Ok(Some(_)) => return Err(std::io::Error::other("it did not say that it is ready")),
            // Whichever of its pipes told first that it is gone.
            Ok(None) | Err(_) => {
                let status = tokio::time::timeout(TO_START, child.wait()).await??;
                return Err(std::io::Error::other(format!("it ended at its start, {status}")));
            }
        }
        Ok((child, reader, writer))
    }

    /// Says once what children hold themselves to.
    fn tell(&self, missing: &[String]) {
        if self.told.swap(true, Ordering::Relaxed) {
            return;
        }
        if missing.is_empty() {
            tracing::info!("scripts run in confined children");
        } else {
            tracing::warn!(missing = missing.join("; "), "this system lacks a part of what confines scripts");
        }
    }
}
