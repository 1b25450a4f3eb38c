//! Load: so many users, each asking again as soon as it has its answer.

use crate::{
    Failure,
    histogram::Histogram,
    http::Connection,
    machine,
    scenario::{Scenario, Supplies, User},
};
use futures_util::future::join_all;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// How long a load is laid on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Length {
    /// Not measured: caches fill, connections open.
    pub(crate) warm_up: Duration,
    pub(crate) measured: Duration,
}

/// What came of it.
#[derive(Debug, Clone)]
pub(crate) struct Figures {
    pub(crate) times: Histogram,
    pub(crate) per_second: f64,
    /// Answers that were not a 200, by status; 0 stands for an answer that broke its promise.
    pub(crate) faults: BTreeMap<u16, u64>,
    /// One of them, as it was.
    pub(crate) example: Option<String>,
    /// What the load itself took of a core for each request, in microseconds.
    pub(crate) own_micros: f64,
    /// The most memory that the server had.
    pub(crate) memory: machine::Memory,
}

/// The server under load.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'t> {
    pub(crate) address: &'t str,
    /// Its process, if it is ours.
    pub(crate) pid: Option<u32>,
}

/// Lays `scenario` on the server with so many users.
pub(crate) async fn run(
    target: Target<'_>,
    supplies: &Supplies,
    scenario: Scenario,
    users: usize,
    length: Length,
) -> Result<Figures, Failure> {
    let begin = Instant::now() + length.warm_up;
    let end = begin + length.measured;
    let run = machine::moment();
    let watch = watch(target.pid, begin, end);
    let all = join_all((0..users).map(|number| {
        let user = User::new(supplies, number, users, run);
        work(target.address, user, scenario, begin, end)
    }));
    let ((memory, own), all) = tokio::join!(watch, all);
    let mut figures = Figures {
        times: Histogram::default(),
        per_second: 0.0,
        faults: BTreeMap::new(),
        example: None,
        own_micros: 0.0,
        memory,
    };
    for tally in all {
        let tally = tally?;
        figures.times.merge(&tally.times);
        for (status, count) in tally.faults {
            *figures.faults.entry(status).or_default() += count;
        }
        figures.example = figures.example.or(tally.example);
    }
    #[allow(clippy::cast_precision_loss, reason = "counts of seconds")]
    let total = figures.times.total() as f64;
    figures.per_second = total / length.measured.as_secs_f64();
    figures.own_micros = own.as_secs_f64() * 1e6 / total.max(1.0);
    Ok(figures)
}

/// What one user saw.
#[derive(Default)]
struct Tally {
    times: Histogram,
    faults: BTreeMap<u16, u64>,
    example: Option<String>,
}

async fn work(
    address: &str,
    mut user: User<'_>,
    scenario: Scenario,
    begin: Instant,
    end: Instant,
) -> Result<Tally, Failure> {
    let mut connection = Connection::open(address).await?;
    let mut tally = Tally::default();
    let mut request = Vec::with_capacity(4_096);
    loop {
        let promise = user.next(scenario, &mut request);
        let sent = Instant::now();
        if sent >= end {
            return Ok(tally);
        }
        let answer = connection.exchange(&request).await?;
        let done = Instant::now();
        if answer.status != 200 || !promise.kept(answer.body) {
            *tally.faults.entry(if answer.status == 200 { 0 } else { answer.status }).or_default() += 1;
            tally.example.get_or_insert_with(|| {
                let asked = String::from_utf8_lossy(&request).into_owned();
                let said: String = String::from_utf8_lossy(answer.body).chars().take(600).collect();
                format!("{asked}\n{said}")
            });
        } else if sent >= begin && done <= end {
            tally.times.add(done - sent);
        }
    }
}

/// Follows the server's memory until the end, and takes how much of a core the load used while it was measured.
async fn watch(pid: Option<u32>, begin: Instant, end: Instant) -> (machine::Memory, Duration) {
    let mut most = machine::Memory::default();
    tokio::time::sleep_until(begin.into()).await;
    let before = machine::processor_time();
    while Instant::now() < end {
        most = most.max(pid.map_or_else(machine::Memory::default, machine::memory));
        tokio::time::sleep_until((Instant::now() + Duration::from_millis(100)).min(end).into()).await;
    }
    (most, machine::processor_time().saturating_sub(before))
}
