//! How this surface words a refusal: `{code, error, message, details?, requestId}`, and `data: null` where jobs and functions
//! are concerned.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{Message, Rejection, msg};
use http_kit::{RequestInfo, Surface, openapi::ErrorBody};

/// Where the surface is.
pub(crate) const PREFIX: &str = "/api/v1";
/// Below which of its paths answers have a `data` also where they are refusals, known path or not.
const WITH_DATA: [&str; 5] = ["jobs", "functions", "function-calls", "schedules", "workers"];

/// The voice of the native surface; also that of paths that belong to no surface.
#[derive(Debug, Clone, Copy)]
pub struct Native;

impl Surface for Native {
    fn render(rejection: &Rejection, info: &RequestInfo) -> Response {
        answer(&body(rejection, info))
    }

    fn render_at(path: &str, rejection: &Rejection, info: &RequestInfo) -> Response {
        let family = path.strip_prefix(PREFIX).and_then(|below| below.split('/').nth(1));
        let data = family.filter(|family| WITH_DATA.contains(family)).map(|_| ());
        answer(&ErrorBody { data, ..body(rejection, info) })
    }
}

fn body(rejection: &Rejection, info: &RequestInfo) -> ErrorBody {
    ErrorBody {
        code: http_kit::status(rejection).as_u16(),
        error: word(rejection).to_owned(),
        message: rejection.text(info.lang),
        data: None,
        details: details(rejection, info),
        request_id: info.id.clone(),
    }
}

fn answer(body: &ErrorBody) -> Response {
    let status = StatusCode::from_u16(body.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, axum::Json(body)).into_response()
}

/// The word of the contract's table.
pub(crate) fn word(rejection: &Rejection) -> &'static str {
    match rejection {
        Rejection::Malformed { .. } | Rejection::NothingToChange => "bad_request",
        Rejection::Invalid(_) | Rejection::KeyReused => "validation_failed",
        Rejection::Unauthenticated(_) => "unauthorized",
        Rejection::Forbidden(_) | Rejection::Unmet(_) => "forbidden",
        Rejection::CrossSite(_) => "cross_site",
        Rejection::NotFound(..) => "not_found",
        Rejection::Conflict(_) | Rejection::Taken { .. } => "conflict",
        Rejection::Stale { .. } => "precondition_failed",
        Rejection::Throttled { .. } | Rejection::TooManyStreams { .. } => "rate_limited",
        Rejection::TooLarge { .. } => "payload_too_large",
        Rejection::UriTooLong { .. } => "uri_too_long",
        Rejection::HeadTooLarge { .. } => "headers_too_large",
        Rejection::UnsupportedMedia { .. } => "unsupported_media_type",
        Rejection::MethodNotAllowed => "method_not_allowed",
        Rejection::Unavailable => "unavailable",
        Rejection::StorageFull => "storage_full",
        Rejection::Internal => "internal_error",
    }
}

/// What is wrong, by field.
fn details(rejection: &Rejection, info: &RequestInfo) -> Option<std::collections::BTreeMap<String, String>> {
    match rejection {
        Rejection::Invalid(faults) => {
            Some(faults.iter().map(|f| (f.field.clone(), f.why.text(info.lang))).collect())
        }
        Rejection::Malformed { field: Some(field), why } => {
            Some([(field.clone(), why.text(info.lang))].into())
        }
        Rejection::Taken { field, why } => Some([((*field).to_owned(), why.text(info.lang))].into()),
        // What the condition of a step asks for, leaf by leaf, whether it is so or not.
        Rejection::Unmet(explanation) => {
            let leaves = explanation.leaves().into_iter();
            Some(leaves.map(|(path, holds, why)| (path, leaf(holds, why).text(info.lang))).collect())
        }
        Rejection::KeyReused => Some([("Idempotency-Key".to_owned(), rejection.text(info.lang))].into()),
        _ => None,
    }
}

fn leaf(holds: bool, why: &Message) -> Message {
    let mark = if holds { msg!("condition.leaf_holds") } else { msg!("condition.leaf_fails") };
    mark.listing("why", vec![why.clone()])
}
