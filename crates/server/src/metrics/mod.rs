//! `/metrics`: figures in the text of Prometheus. Counts only, no names: it is as open as the probes.
//!
//! To add a figure: its line in [`list`], its sample in [`text_of`], its row in `docs/operations/metrics.md`.

#[cfg(test)]
mod documents;
mod incidents;
mod jobs;
pub(crate) mod list;
mod process;
mod text;

use std::{path::PathBuf, sync::Arc, time::Duration};

use app::{App, TEAM};
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domain::At;
use http_kit::Traffic;
use sql::EngineKind;
use store::overview::{self, Pulse};
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use list::{
    ATTACHMENT_BYTES, ATTACHMENTS, BUILD, COMMENTS, CPU, DB_BYTES, DB_COMMITS, DB_DEPTH, DB_GROUP,
    DB_RETRIES, DB_UNITS, DB_UP, DB_WAIT, DISK_FREE, DISK_SIZE, DURATIONS, FDS, IN_FLIGHT, LOGINS, MOST_FDS,
    PG_CONNECTIONS, PG_MOST, REQUESTS, RSS, SEARCHES, START, STEPS, THREADS, TICKETS, VSS, WAL_BYTES,
};
use text::{Text, shown};

/// How long the database may take before its figures are left out.
const DEADLINE: Duration = Duration::from_secs(2);
const MICROS: u32 = 1_000_000;

/// What is looked at.
#[derive(Clone)]
pub(crate) struct Metrics {
    app: App,
    traffic: Arc<Traffic>,
    started: At,
}

impl Metrics {
    /// The figures of a process that starts now.
    pub(crate) fn new(app: &App, traffic: Arc<Traffic>) -> Self {
        Self { app: app.clone(), traffic, started: app.now() }
    }
}

/// The route of the figures.
pub(crate) fn routes(metrics: Metrics) -> Router {
    described().split_for_parts().0.with_state(metrics)
}

/// Its description.
pub(crate) fn description() -> OpenApi {
    described().into_openapi()
}

fn described() -> OpenApiRouter<Metrics> {
    OpenApiRouter::new().routes(routes!(metrics))
}

/// Figures of the running process, in the text format of Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "health", operation_id = "metrics", security(()),
    responses((status = 200, body = String, content_type = "text/plain")))]
async fn metrics(State(metrics): State<Metrics>) -> Response {
    let pulse = metrics
        .app
        .sql()
        .read(|tx| Ok::<_, sql::Error>((overview::pulse(tx, TEAM)?, jobs::queue(tx)?, incidents::seen(tx)?)));
    let pulse = match tokio::time::timeout(DEADLINE, pulse).await {
        Ok(Ok(pulse)) => Some(pulse),
        Ok(Err(error)) => {
            tracing::warn!(error = %error, "the database's figures are left out");
            None
        }
        Err(_elapsed) => {
            tracing::warn!(
                deadline.seconds = DEADLINE.as_secs(),
                "the database's figures are left out: too late"
            );
            None
        }
    };
    let machine = metrics.clone();
    // A disk that hangs must not hold up a thread that answers requests.
    let machine = tokio::task::spawn_blocking(move || Machine::now(&machine.app)).await.unwrap_or_default();
    let text = text_of(&metrics, pulse.as_ref(), &machine);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// What the machine tells.
#[derive(Debug, Default)]
struct Machine {
    process: Option<process::Process>,
    /// Free and in all.
    disk: Option<(u64, u64)>,
    wal: Option<u64>,
}

impl Machine {
    fn now(app: &App) -> Self {
        let dir: &PathBuf = &app.settings().data_dir;
        let disk = rustix::fs::statvfs(dir).ok();
        let bytes = |blocks: u64, size: u64| blocks.saturating_mul(size);
        let on_sqlite = app.sql().engine() == EngineKind::Sqlite;
        Self {
            process: process::now(),
            disk: disk.map(|d| (bytes(d.f_bavail, d.f_frsize), bytes(d.f_blocks, d.f_frsize))),
            // Without a log it is as good as empty.
            wal: on_sqlite
                .then(|| std::fs::metadata(dir.join("gongdan.db-wal")).map_or(0, |file| file.len())),
        }
    }
}

fn text_of(
    metrics: &Metrics,
    pulse: Option<&(Pulse, jobs::Queue, incidents::Seen)>,
    machine: &Machine,
) -> String {
    let mut text = Text::default();
    let engine = metrics.app.sql().engine().to_string();
    let schema = store::migrations::ALL.last().map_or(0, |migration| migration.number).to_string();
    text.sample(&BUILD, &[env!("CARGO_PKG_VERSION"), &engine, &schema], 1);
    requests(&mut text, &metrics.traffic);
    let figures = metrics.app.figures().snapshot();
    for (outcome, count) in [
        ("accepted", figures.logins_accepted),
        ("refused", figures.logins_refused),
        ("throttled", figures.logins_throttled),
    ] {
        text.sample(&LOGINS, &[outcome], count);
    }
    text.sample(&SEARCHES, &[], figures.searches);
    text.sample(&DB_UP, &[], u8::from(pulse.is_some()));
    units(&mut text, metrics.app.sql());
    if let Some((pulse, ..)) = pulse {
        instance(&mut text, pulse, machine, metrics.app.sql().engine());
    }
    text.sample(&ATTACHMENTS, &[], figures.attachments);
    text.sample(&ATTACHMENT_BYTES, &[], figures.attachment_bytes);
    if let Some((_, queue, _)) = pulse {
        jobs::of_queue(&mut text, queue, metrics.app.now());
    }
    jobs::of_node(&mut text, &metrics.app);
    if let Some((.., seen)) = pulse {
        incidents::of_all(&mut text, seen);
    }
    if let Some((free, size)) = machine.disk {
        text.sample(&DISK_FREE, &[], free);
        text.sample(&DISK_SIZE, &[], size);
    }
    if let Some(process) = &machine.process {
        let hundredths = process.cpu_ticks.saturating_mul(100) / process.ticks_per_second.max(1);
        text.sample(&CPU, &[], shown(hundredths, 100));
        text.sample(&RSS, &[], process.resident_bytes);
        text.sample(&VSS, &[], process.virtual_bytes);
        text.sample(&FDS, &[], process.open_fds);
        text.sample(&MOST_FDS, &[], process.most_fds);
        text.sample(&THREADS, &[], process.threads);
    }
    text.sample(&START, &[], shown(metrics.started.micros().unsigned_abs(), MICROS));
    text.into_string()
}

fn requests(text: &mut Text, traffic: &Traffic) {
    let series: Vec<_> = traffic.series().collect();
    for one in &series {
        for (class, count) in &one.answers {
            text.sample(&REQUESTS, &[one.surface, one.route, one.method, class], count);
        }
    }
    for one in &series {
        text.histogram(&DURATIONS, &[one.surface, one.route, one.method], &one.durations, MICROS);
    }
    text.sample(&IN_FLIGHT, &[], traffic.in_flight());
}

fn units(text: &mut Text, db: &sql::Db) {
    let (stats, seen) = (db.stats(), db.distributions());
    text.sample(&DB_UNITS, &["read"], stats.reads);
    text.sample(&DB_UNITS, &["write"], stats.writes);
    text.sample(&DB_COMMITS, &[], stats.groups);
    text.histogram(&DB_GROUP, &[], &seen.group_sizes, 1);
    text.sample(&DB_RETRIES, &[], stats.retries);
    text.sample(&DB_DEPTH, &[], stats.queue_depth);
    text.histogram(&DB_WAIT, &["read"], &seen.read_waits, MICROS);
    text.histogram(&DB_WAIT, &["write"], &seen.write_waits, MICROS);
}

fn instance(text: &mut Text, pulse: &Pulse, machine: &Machine, engine: EngineKind) {
    text.sample(&DB_BYTES, &[], pulse.bytes);
    match engine {
        EngineKind::Sqlite => {
            if let Some(bytes) = machine.wal {
                text.sample(&WAL_BYTES, &[], bytes);
            }
        }
        EngineKind::Postgres => {
            text.sample(&PG_CONNECTIONS, &[], pulse.connections);
            text.sample(&PG_MOST, &[], pulse.most_connections);
        }
    }
    text.sample(&TICKETS, &[], pulse.tickets);
    text.sample(&STEPS, &[], pulse.steps);
    text.sample(&COMMENTS, &[], pulse.comments);
}
