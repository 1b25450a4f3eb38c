//! The audit.

use crate::wire::audit::{AuditEntry, AuditList, AuditQuery};
use app::{App, Pace, audit};
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
    let size = Page::parse(None, asked.page_size.as_deref())?.size;
    let query = audit::Query {
        before,
        actor: asked.actor.unwrap_or_default(),
        action: asked.action.unwrap_or_default(),
        filter: asked.filter.unwrap_or_default(),
        // One more than asked for tells whether there is a next page.
        limit: size + 1,
    };
    let pace = Pace::of(&query.filter);
    let mut entries = app.read_at(&who, pace, move |cx| audit::list(cx, &query)).await?;
    let kept = usize::try_from(size).unwrap_or_default();
    let more = entries.len() > kept;
    entries.truncate(kept);
    let next = entries.last().filter(|_| more).map(|entry| entry.seq);
    let next_cursor = next.map(|seq| encode_cursor(&seq)).transpose()?;
    let items = entries.into_iter().map(AuditEntry::from).collect();
    Ok(json(StatusCode::OK, &AuditList { items, next_cursor }))
}
