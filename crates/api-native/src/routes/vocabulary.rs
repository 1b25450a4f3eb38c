//! A project's words on the other published APIs.

use super::projects::{read_part, write_part};
use crate::wire::{
    page::Items,
    vocabulary::{VocabularyEntry, WordList, WordWish, entries},
};
use app::{App, vocabulary};
use axum::{extract::State, http::HeaderMap, response::Response};
use http_kit::{Change, Fail, ListBody, Path, Who};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, set))
}

/// A project's words on the other APIs, in order. The `ETag` is the project's.
///
/// A status or priority without one is worded by its meaning there.
#[utoipa::path(get, path = "/projects/{key}/vocabulary", tag = "projects", operation_id = "listWords",
    params(("key" = String, Path, description = "in any case")),
    responses((status = 200, body = Items<VocabularyEntry>)))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    read_part::<VocabularyEntry, _>(&app, &who, &headers, move |cx| vocabulary::get(cx, &key)).await
}

/// Makes these a project's words on the other APIs, and no other.
///
/// What is said must be read back as what it means: a word that stands, or stands in, for two things is refused.
#[utoipa::path(put, path = "/projects/{key}/vocabulary", tag = "projects", operation_id = "setWords",
    request_body = WordList, params(("key" = String, Path, description = "in any case")),
    responses((status = 200, body = Items<VocabularyEntry>)))]
async fn set(
    State(app): State<App>,
    change: Change,
    Path(key): Path<String>,
    body: ListBody<WordWish>,
) -> Result<Response, Fail> {
    let wished = entries(body.items)?;
    write_part::<VocabularyEntry, _>(&app, change, body.fingerprint, move |cx, if_match| {
        vocabulary::set(cx, &key, &wished, |version| if_match.check(version))
    })
    .await
}
