//! `/livez`, `/readyz` and `/healthz`: for whoever watches the process.

use std::{path::PathBuf, time::Duration};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::{ToSchema, openapi::OpenApi};
use utoipa_axum::{router::OpenApiRouter, routes};

/// How long the database may take to answer before the server counts as not ready.
const DEADLINE: Duration = Duration::from_secs(2);

/// What the probes look at.
#[derive(Debug, Clone)]
pub(crate) struct Health {
    db: sql::Db,
    data_dir: PathBuf,
}

/// How the process is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"status": "ok", "database": "ok", "schema": "ok", "storage": "ok"}))]
struct Report {
    /// `ok` or `unavailable`
    status: &'static str,
    /// `ok`, `unreachable` or `late`
    #[serde(skip_serializing_if = "Option::is_none")]
    database: Option<&'static str>,
    /// `ok`, `older` or `newer` than the program knows, or `unknown`
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<&'static str>,
    /// `ok`, or `full`: nothing can be written, while reading goes on
    #[serde(skip_serializing_if = "Option::is_none")]
    storage: Option<&'static str>,
}

/// The probes' routes.
pub(crate) fn routes(db: sql::Db, data_dir: PathBuf) -> Router {
    described().split_for_parts().0.with_state(Health { db, data_dir })
}

/// The probes' description.
pub(crate) fn description() -> OpenApi {
    described().into_openapi()
}

fn described() -> OpenApiRouter<Health> {
    OpenApiRouter::new().routes(routes!(live)).routes(routes!(ready)).routes(routes!(healthy))
}

/// Whether the process runs and answers.
#[utoipa::path(get, path = "/livez", tag = "health", operation_id = "livez", security(()),
    responses((status = 200, body = Report)))]
async fn live() -> Response {
    answer(StatusCode::OK, Report { status: "ok", database: None, schema: None, storage: None })
}

/// Whether the process can work, as `/readyz`.
#[utoipa::path(get, path = "/healthz", tag = "health", operation_id = "healthz", security(()),
    responses((status = 200, body = Report), (status = 503, body = Report)))]
async fn healthy(state: State<Health>) -> Response {
    ready(state).await
}

/// Whether the database answers, is at the schema that this program knows, and has room for more.
#[utoipa::path(get, path = "/readyz", tag = "health", operation_id = "readyz", security(()),
    responses((status = 200, body = Report), (status = 503, body = Report)))]
async fn ready(State(health): State<Health>) -> Response {
    let database = reachable(&health.db).await;
    // Only asked of a database that has just answered, so that probes never pile up behind one that does not.
    let schema = if database == "ok" { current(&health.db).await } else { "unknown" };
    let storage = if schema == "ok" { room(&health).await } else { "unknown" };
    let (code, status) = if database == "ok" && schema == "ok" && storage == "ok" {
        (StatusCode::OK, "ok")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
    };
    answer(code, Report { status, database: Some(database), schema: Some(schema), storage: Some(storage) })
}

async fn reachable(db: &sql::Db) -> &'static str {
    match tokio::time::timeout(DEADLINE, db.ping()).await {
        Ok(Ok(())) => "ok",
        Ok(Err(error)) => {
            tracing::warn!(error = %error, "not ready: the database does not answer");
            "unreachable"
        }
        Err(_elapsed) => {
            tracing::warn!(deadline.seconds = DEADLINE.as_secs(), "not ready: the database answers too late");
            "late"
        }
    }
}

async fn current(db: &sql::Db) -> &'static str {
    let db = db.clone();
    let state = tokio::task::spawn_blocking(move || sql::schema_state(&db, store::migrations::ALL));
    match tokio::time::timeout(DEADLINE, state).await {
        Ok(Ok(Ok(state))) if state.current > state.known => "newer",
        Ok(Ok(Ok(state))) if !state.pending.is_empty() => "older",
        Ok(Ok(Ok(_))) => "ok",
        _ => "unknown",
    }
}

/// Whether there is room to write: in the database, asked by writing once it was found full, and for attachments.
async fn room(health: &Health) -> &'static str {
    let probe = |tx: &mut sql::Tx<'_>| store::setting::put(tx, app::TEAM, "storage.probe", "written");
    let full = tokio::time::timeout(DEADLINE, health.db.is_full(probe)).await;
    let no_block =
        rustix::fs::statvfs(&health.data_dir).is_ok_and(|disk| disk.f_blocks > 0 && disk.f_bavail == 0);
    match full {
        Ok(false) if !no_block => "ok",
        Ok(_) => "full",
        Err(_elapsed) => "unknown",
    }
}

fn answer(code: StatusCode, report: Report) -> Response {
    let mut response = (code, Json(report)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use tower::ServiceExt as _;

    use super::*;

    fn database(name: &str) -> (sql::Db, PathBuf) {
        let path = std::env::temp_dir().join(format!("gongdan-health-{name}-{}.db", std::process::id()));
        let _ = std::fs::remove_file(&path);
        (sql::Db::open_sqlite(&path, sql::SqliteOptions::default()).unwrap(), path)
    }

    async fn get(db: &sql::Db, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = routes(db.clone(), std::env::temp_dir()).oneshot(request).await.unwrap();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 1 << 16).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_server_is_ready_once_migrated_and_not_after_the_database_closed() {
        let (db, path) = database("ready");
        let (status, body) = get(&db, "/readyz").await;
        assert_eq!((status.as_u16(), body.contains("older")), (503, true), "{body}");
        let handle = db.clone();
        tokio::task::spawn_blocking(move || sql::migrate(&handle, store::migrations::ALL, 0))
            .await
            .unwrap()
            .unwrap();
        for probe in ["/readyz", "/healthz"] {
            let (status, body) = get(&db, probe).await;
            assert_eq!(status.as_u16(), 200);
            assert_eq!(body, r#"{"status":"ok","database":"ok","schema":"ok","storage":"ok"}"#);
        }
        db.close().await;
        let (status, body) = get(&db, "/healthz").await;
        assert_eq!((status.as_u16(), body.contains("unreachable")), (503, true), "{body}");
        assert_eq!(get(&db, "/livez").await, (StatusCode::OK, r#"{"status":"ok"}"#.to_owned()));
        let _ = std::fs::remove_file(path);
    }
}
