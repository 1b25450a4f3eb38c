//! `PostgreSQL`: database threads, each with one connection driven on the thread's own runtime.
//!
//! Must never let a unit wait for anything but the server, nor show a password.

mod codec;
mod failure;
mod link;
mod numeric;
mod session;
mod worker;

use std::sync::{Arc, mpsc};
use std::thread;

pub(crate) use codec::value;
pub(crate) use session::{Answer, Session};

use crate::db::Inner;
use crate::queue::{Counters, Latch, Queue, Running};
use crate::{EngineKind, Error, PostgresOptions};
use worker::Worker;

/// Connects once, so that a wrong URL fails at once, and starts the threads; the others connect when first needed.
pub(crate) fn open(url: &str, options: PostgresOptions) -> Result<Inner, Error> {
    let target = Arc::new(link::Target::parse(url)?);
    let queue = Queue::new(options.queue);
    let inner = Inner {
        engine: EngineKind::Postgres,
        writes: Arc::clone(&queue),
        reads: queue,
        counters: Arc::<Counters>::default(),
        threads: Arc::<Latch>::default(),
    };
    for number in 0..options.connections.max(1) {
        let (target, queue) = (Arc::clone(&target), Arc::clone(&inner.writes));
        let counters = Arc::clone(&inner.counters);
        let running = Running::enter(&inner.threads, None);
        let (connected, answer) = mpsc::sync_channel(1);
        let thread = thread::Builder::new().name(format!("postgres-{number}")).spawn(move || {
            let running = running;
            let worker = Worker::new(target, counters);
            let worker =
                worker.and_then(
                    |mut worker| if number == 0 { worker.connect().map(|()| worker) } else { Ok(worker) },
                );
            match worker {
                Ok(mut worker) => {
                    drop(connected.send(Ok(())));
                    worker.serve(&queue);
                }
                Err(error) => drop(connected.send(Err(error))),
            }
            drop(running);
        });
        thread.map_err(|error| Error::Unavailable(format!("cannot start a database thread: {error}")))?;
        answer.recv().unwrap_or(Err(Error::Panicked))?;
    }
    Ok(inner)
}
