//! The audit.

use crate::wire::audit::{AuditEntry, AuditList, AuditQuery};
use app::{App, audit};
use axum::{extract::State, http::StatusCode, response::Response};
use http_kit::{Fail, Page, Query, Who, decode_cursor, encode_cursor, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Every administrative change and log-in, newest first.
#[utoipa::path(get, path = "/audit", tag = "audit", operation_id = "listAudit", params(AuditQuery),
    responses((status = 200, body = AuditList)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(asked): Query<AuditQuery>,
) -> Result<Response, Fail> {
    let before = match asked.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
        Some(cursor) => Some(decode_cursor("cursor", cursor)?),
        None => None,
    };
    let query = audit::Query {
        before,
        actor: asked.actor.unwrap_or_default(),
        action: asked.action.unwrap_or_default(),
        limit: Page::parse(None, asked.page_size.as_deref())?.size,
    };
    let (entries, next) = app
        .read(&who, move |cx| {
            let entries = audit::list(cx, &query)?;
            let Some(last) = entries.last().map(|entry| entry.seq) else { return Ok((entries, None)) };
            let rest = audit::Query { before: Some(last), limit: 1, ..query.clone() };
            let next = if audit::list(cx, &rest)?.is_empty() { None } else { Some(last) };
            Ok((entries, next))
        })
        .await?;
    let next_cursor = next.map(|seq| encode_cursor(&seq)).transpose()?;
    let items = entries.into_iter().map(AuditEntry::from).collect();
    Ok(json(StatusCode::OK, &AuditList { items, next_cursor }))
}
