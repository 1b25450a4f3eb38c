//! Who on this node waits for what happens to jobs, and how they learn of it after the commit.
//!
//! It only wakes: what has happened is read from the database, so that a lost call costs time and no truth. What this node itself
//! has written of a job that is watched is kept for a while besides, so that not every stream reads it again.

use super::{Event, Mark, figures::Figures, recent::Recent};
use crate::{App, Error};
use domain::{At, function::Definition, id::JobId, job};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{Notify, watch};

/// What a unit of work has done that others on this node wait for.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// The lanes in which a job has become ready.
    pub(crate) lanes: Vec<String>,
    /// The jobs of which there is something new to read.
    pub(crate) touched: Vec<JobId>,
    /// The jobs that were asked to stop.
    pub(crate) stops: Vec<JobId>,
    /// Whether a ticket has still to be told of one that is over.
    pub(crate) tickets: bool,
    /// Whether more may come of it by itself: something for which the budget of a cause is there.
    pub(crate) set_off: bool,
}

/// Definitions that are kept at most; past that, all of them are forgotten.
const MOST_DEFINITIONS: usize = 1_024;

/// What a node knows of jobs beside the database.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    /// Rung when the node's loop may find something to do.
    bell: Notify,
    /// Rung when there may be something to do to a ticket, or to tell one.
    tickets: Notify,
    /// Rung when an outside worker may find a job, by lane.
    lanes: Mutex<HashMap<String, Arc<Notify>>>,
    /// By job, for streams; the number only grows.
    watched: Mutex<HashMap<JobId, Watched>>,
    /// Jobs that were asked to stop on this node since the loop last looked.
    stops: Mutex<Vec<JobId>>,
    /// Versions of functions never change.
    pub(super) definitions: Mutex<HashMap<(String, i64), Arc<Definition>>>,
    pub(super) figures: Figures,
}

/// A job that streams wait for.
#[derive(Debug)]
struct Watched {
    /// Grows whenever there may be something new.
    news: watch::Sender<u64>,
    /// Where it had come to when it was last looked at for the sake of other nodes.
    place: i64,
    /// What this node has told of it last.
    recent: Recent,
    /// Grows whenever there may be something new that is not among that.
    elsewhere: u64,
}

impl Watched {
    fn new() -> Self {
        Self { news: watch::Sender::new(0), place: -1, recent: Recent::default(), elsewhere: 0 }
    }

    /// Something may have happened, and only the database knows what.
    fn touch(&mut self) {
        self.elsewhere += 1;
        self.news.send_modify(|count| *count += 1);
    }
}

/// What is known of a job on this node without asking the database.
#[derive(Debug)]
pub enum Known {
    /// What comes next; maybe not all of it.
    Events(Vec<Arc<Event>>),
    /// Nothing has come since all was read.
    Nothing,
    /// Only the database knows. Where all is read there after this, [`Watch::has_read`] is told this number.
    Unknown(u64),
}

/// A stream's hold on a job: tells when there may be something new of it.
pub struct Watch {
    app: App,
    job: JobId,
    news: watch::Receiver<u64>,
    /// How much had happened elsewhere when all was read the last time.
    read: Option<u64>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("job", &self.job).finish_non_exhaustive()
    }
}

impl Watch {
    /// Resolves when there may be something new: events were added, or the job is over. What came before the watch began is
    /// not told, so whoever wants all reads once after beginning it.
    pub async fn changed(&mut self) {
        // The sender stays as long as this watch does.
        let _ = self.news.changed().await;
    }

    /// What comes after a place, at most so many events, as far as this node knows.
    pub fn known(&self, after: i64, most: usize) -> Known {
        let watched = lock(&self.app.inner.jobs.watched);
        let Some(entry) = watched.get(&self.job) else { return Known::Unknown(0) };
        let events = entry.recent.after(after, most);
        if !events.is_empty() {
            return Known::Events(events);
        }
        if entry.recent.newest() <= after && self.read == Some(entry.elsewhere) {
            return Known::Nothing;
        }
        Known::Unknown(entry.elsewhere)
    }

    /// All that there was has been read from the database after [`Known::Unknown`] was given with this number.
    pub fn has_read(&mut self, number: u64) {
        self.read = Some(number);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut watched = lock(&self.app.inner.jobs.watched);
        // The last of its job takes the entry away; this one still counts itself.
        if watched.get(&self.job).is_some_and(|entry| entry.news.receiver_count() <= 1) {
            watched.remove(&self.job);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Jobs {
    /// Wakes whoever waits for what was just committed.
    pub(crate) fn hear(&self, told: &Told) {
        if !told.lanes.is_empty() {
            self.ring(&told.lanes);
        }
        if told.tickets {
            self.tickets.notify_one();
        }
        if !told.stops.is_empty() {
            lock(&self.stops).extend(&told.stops);
            self.bell.notify_one();
        }
        self.touch(&told.touched);
    }

    fn ring(&self, ready: &[String]) {
        let workers = |lane: &&String| lane.starts_with(store::job::LANE_WORKER);
        if ready.iter().any(|lane| !workers(&lane) && lane != store::job::LANE_POST) {
            self.bell.notify_one();
        }
        if ready.iter().any(|lane| lane == store::job::LANE_POST) {
            self.tickets.notify_one();
        }
        let lanes = lock(&self.lanes);
        for bell in ready.iter().filter(workers).filter_map(|lane| lanes.get(lane)) {
            bell.notify_one();
        }
    }

    /// Tells the streams of these jobs that there may be something new.
    pub(super) fn touch(&self, jobs: &[JobId]) {
        if jobs.is_empty() {
            return;
        }
        let mut watched = lock(&self.watched);
        if watched.is_empty() {
            return;
        }
        for job in jobs {
            if let Some(entry) = watched.get_mut(job) {
                entry.touch();
            }
        }
    }

    /// Gives the streams of a job what was just written of it, after the place where its events had come to.
    pub(super) fn tell(&self, job: JobId, from: Mark, events: &[job::Told], at: At) {
        let mut watched = lock(&self.watched);
        let Some(entry) = watched.get_mut(&job).filter(|_| !events.is_empty()) else { return };
        for (seq, told) in (from.seq + 1..).zip(events) {
            let job::Told { kind, message, progress, payload } = told.clone();
            entry.recent.add(Event { seq, kind, message, progress, payload, at });
        }
        entry.news.send_modify(|count| *count += 1);
    }

    /// The bell of a lane that outside workers wait at.
    pub(super) fn lane_bell(&self, lane: &str) -> Arc<Notify> {
        let mut lanes = lock(&self.lanes);
        // Names come from callers: nobody fills the memory with them.
        if lanes.len() >= MOST_DEFINITIONS {
            lanes.retain(|_, bell| Arc::strong_count(bell) > 1);
        }
        Arc::clone(lanes.entry(lane.to_owned()).or_default())
    }

    pub(super) fn definition(&self, function: &str, version: i64) -> Option<Arc<Definition>> {
        lock(&self.definitions).get(&(function.to_owned(), version)).cloned()
    }

    pub(super) fn keep_definition(&self, function: &str, version: i64, definition: &Arc<Definition>) {
        let mut kept = lock(&self.definitions);
        if kept.len() >= MOST_DEFINITIONS {
            kept.clear();
        }
        kept.insert((function.to_owned(), version), Arc::clone(definition));
    }
}

impl App {
    /// Begins to watch a job, whether there is one or not.
    pub fn watch_job(&self, job: JobId) -> Watch {
        let mut watched = lock(&self.inner.jobs.watched);
        let entry = watched.entry(job).or_insert_with(Watched::new);
        let news = entry.news.subscribe();
        Watch { app: self.clone(), job, news, read: None }
    }

    /// Looks at where the watched jobs have come to, wherever they run, and tells the streams of those that went on since it was
    /// last looked.
    pub async fn look_after_watched_jobs(&self) -> Result<(), Error> {
        let jobs: Vec<JobId> = lock(&self.inner.jobs.watched).keys().copied().collect();
        if jobs.is_empty() {
            return Ok(());
        }
        let asked = jobs.clone();
        let places = self.sql().read(move |tx| store::job::places(tx, crate::TEAM, &asked)).await?;
        let mut watched = lock(&self.inner.jobs.watched);
        for job in jobs {
            // Without a place it is over, and has one event more than it will ever tell.
            let place = places.get(&job).copied().unwrap_or(i64::MAX);
            if let Some(entry) = watched.get_mut(&job).filter(|entry| entry.place != place) {
                entry.place = place;
                // What this node has told itself, its streams have already.
                if place > entry.recent.newest() {
                    entry.touch();
                }
            }
        }
        Ok(())
    }

    /// Resolves when a job of the node's own may be ready, or one of its runs was asked to stop.
    pub async fn job_bell(&self) {
        self.inner.jobs.bell.notified().await;
    }

    /// Has the node's loop look for something to do.
    pub fn ring_job_bell(&self) {
        self.inner.jobs.bell.notify_one();
    }

    /// Resolves when there may be something to do to a ticket, or to tell one.
    pub async fn ticket_bell(&self) {
        self.inner.jobs.tickets.notified().await;
    }

    /// Has the node look for something to do to tickets.
    pub fn ring_ticket_bell(&self) {
        self.inner.jobs.tickets.notify_one();
    }

    /// Whether no other process serves the same database.
    pub fn is_alone(&self) -> bool {
        self.sql().engine() == sql::EngineKind::Sqlite
    }

    /// Random letters and digits, which nobody can guess.
    pub fn draw_id(&self, len: usize) -> String {
        crate::random::short_id(self.inner.random.as_ref(), len)
    }

    /// The jobs that were asked to stop through this node since this was asked last.
    pub fn take_job_stops(&self) -> Vec<JobId> {
        std::mem::take(&mut lock(&self.inner.jobs.stops))
    }
}
