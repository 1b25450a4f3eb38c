//! `PostgreSQL`: database threads, each with one connection, which it drives by itself: a unit of work is synchronous, so the
//! thread writes to the socket and blocks until the answer is there. `postgres-protocol` has the forms of the messages, and
//! `tokio-postgres` reads URLs and knows types and error codes; nothing of it runs. Why not its client: it closes every single
//! statement with a `Sync`, which the server answers with a packet of its own, which wakes the thread each time
//! (`docs/performance.md`).
//!
//! Must never let a unit wait for anything but the server, nor show a password.

mod codec;
mod failure;
mod greet;
mod link;
mod numeric;
mod rows;
mod session;
mod wire;
mod worker;

use std::sync::{Arc, mpsc};
use std::thread;

pub(crate) use rows::Line;
pub(crate) use session::{Answer, Session};

use crate::db::Inner;
use crate::queue::{Counters, Latch, Queue, Running};
use crate::{EngineKind, Error, PostgresOptions};
use worker::Worker;

/// Connects once, so that a wrong URL fails at once, and starts the threads; the others connect when first needed.
pub(crate) fn open(url: &str, options: PostgresOptions) -> Result<Inner, Error> {
    let target = Arc::new(link::Target::parse(url, options.idle_limit)?);
    let queue = Queue::new(options.queue);
    let inner = Inner {
        engine: EngineKind::Postgres,
        writes: Arc::clone(&queue),
        reads: queue,
        counters: Arc::<Counters>::default(),
        threads: Arc::<Latch>::default(),
        readers: options.connections.max(1),
    };
    for number in 0..inner.readers {
        let (target, queue) = (Arc::clone(&target), Arc::clone(&inner.writes));
        let counters = Arc::clone(&inner.counters);
        let running = Running::enter(&inner.threads, None);
        let (connected, answer) = mpsc::sync_channel(1);
        let thread = thread::Builder::new().name(format!("postgres-{number}")).spawn(move || {
            let running = running;
            let mut worker = Worker::new(target, counters);
            let ready = if number == 0 { worker.connect() } else { Ok(()) };
            let serves = ready.is_ok();
            drop(connected.send(ready));
            if serves {
                worker.serve(&queue);
            }
            drop(running);
        });
        thread.map_err(|error| Error::Unavailable(format!("cannot start a database thread: {error}")))?;
        answer.recv().unwrap_or(Err(Error::Panicked))?;
    }
    Ok(inner)
}
