//! `/metrics`: figures in the text of Prometheus. Counts only, no names: it is as open as the probes.
//!
//! To add a figure: a line in [`text`].

use std::fmt::Write as _;

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use sql::{Db, Stats};
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The route of the figures.
pub(crate) fn routes(db: Db) -> Router {
    described().split_for_parts().0.with_state(db)
}

/// Its description.
pub(crate) fn description() -> OpenApi {
    described().into_openapi()
}

fn described() -> OpenApiRouter<Db> {
    OpenApiRouter::new().routes(routes!(metrics))
}

/// Figures of the running process, in the text format of Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "health", operation_id = "metrics", security(()),
    responses((status = 200, body = String, content_type = "text/plain")))]
async fn metrics(State(db): State<Db>) -> Response {
    let text = text(&db.engine().to_string(), &db.stats());
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// How a figure moves.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Counter,
    Gauge,
}

fn text(engine: &str, stats: &Stats) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let labels = format!("{{version=\"{version}\",engine=\"{engine}\"}}");
    let mut out = String::new();
    for (name, kind, help, labels, value) in [
        ("gongdan_build_info", Kind::Gauge, "The program and its database engine.", labels.as_str(), 1),
        (
            "gongdan_db_writes_total",
            Kind::Counter,
            "Units of work that may write, answered.",
            "",
            stats.writes,
        ),
        ("gongdan_db_reads_total", Kind::Counter, "Units of work that read, answered.", "", stats.reads),
        (
            "gongdan_db_commits_total",
            Kind::Counter,
            "Transactions that writes were committed in.",
            "",
            stats.groups,
        ),
        ("gongdan_db_retries_total", Kind::Counter, "Units of work that were run again.", "", stats.retries),
        (
            "gongdan_db_queue_depth",
            Kind::Gauge,
            "Units of work that wait for the database.",
            "",
            stats.queue_depth,
        ),
    ] {
        let kind = match kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
        };
        // Writing to a string does not fail.
        let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name}{labels} {value}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_its_help_its_type_and_its_value() {
        let stats = Stats { writes: 7, queue_depth: 2, ..Stats::default() };
        let text = text("sqlite", &stats);
        for line in [
            "# TYPE gongdan_db_writes_total counter",
            "gongdan_db_writes_total 7",
            "gongdan_db_queue_depth 2",
            "engine=\"sqlite\"} 1",
        ] {
            assert!(text.contains(line), "{line} in\n{text}");
        }
        assert_eq!(text.lines().count(), 18, "{text}");
    }
}
