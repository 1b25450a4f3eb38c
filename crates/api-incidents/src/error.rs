//! How this surface words a refusal: `{provider_code, error_code, error_msg, data: null}`.

use crate::wire::{IncidentFailure, PROVIDER};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{Lang, Rejection, Thing, msg};
use http_kit::{RequestInfo, Surface};

/// A parameter that is not allowed.
pub(crate) const BAD_PARAMETER: &str = "GOM.00007256";
/// No such incident.
pub(crate) const NO_SUCH_INCIDENT: &str = "COC.00067003";
/// Not possible where the incident is now.
pub(crate) const NOT_NOW: &str = "COC.00067010";
/// No credential, or a bad one.
pub(crate) const UNKNOWN_CALLER: &str = "COC.00000401";
/// Known, but may not.
pub(crate) const FORBIDDEN: &str = "COC.00000403";
/// A fault of ours.
pub(crate) const OURS: &str = "COC.00000500";

/// The voice of this surface.
#[derive(Debug, Clone, Copy)]
pub struct Incidents;

impl Surface for Incidents {
    fn render(rejection: &Rejection, info: &RequestInfo) -> Response {
        (status(rejection), axum::Json(failure(rejection, info.lang))).into_response()
    }
}

/// The body of a refusal.
pub(crate) fn failure(rejection: &Rejection, lang: Lang) -> IncidentFailure {
    IncidentFailure {
        provider_code: PROVIDER,
        error_code: code(rejection),
        error_msg: sentence(rejection, lang),
        data: None,
    }
}

/// The document has 400 for whatever is wrong with a request, an incident that is not there, and what cannot be done now.
pub(crate) fn status(rejection: &Rejection) -> StatusCode {
    match rejection {
        Rejection::Invalid(_) | Rejection::Conflict(_) | Rejection::Taken { .. } => StatusCode::BAD_REQUEST,
        Rejection::NotFound(thing, _) if *thing != Thing::Route => StatusCode::BAD_REQUEST,
        other => http_kit::status(other),
    }
}

fn code(rejection: &Rejection) -> &'static str {
    match rejection {
        Rejection::NotFound(Thing::Ticket, _) => NO_SUCH_INCIDENT,
        Rejection::Malformed { .. }
        | Rejection::NothingToChange
        | Rejection::Invalid(_)
        | Rejection::KeyReused
        | Rejection::NotFound(..)
        | Rejection::TooLarge { .. }
        | Rejection::UriTooLong { .. }
        | Rejection::HeadTooLarge { .. }
        | Rejection::UnsupportedMedia { .. }
        | Rejection::MethodNotAllowed => BAD_PARAMETER,
        Rejection::Conflict(_) | Rejection::Taken { .. } | Rejection::Stale { .. } => NOT_NOW,
        Rejection::Unauthenticated(_) | Rejection::Throttled { .. } | Rejection::TooManyStreams { .. } => {
            UNKNOWN_CALLER
        }
        Rejection::Forbidden(_) | Rejection::CrossSite(_) | Rejection::Unmet(_) => FORBIDDEN,
        Rejection::Unavailable | Rejection::StorageFull | Rejection::Internal => OURS,
    }
}

fn sentence(rejection: &Rejection, lang: Lang) -> String {
    match rejection {
        // The envelope has no place of its own for the field's name.
        Rejection::Malformed { field: Some(field), why } => format!("{field}: {}", why.text(lang)),
        Rejection::NotFound(Thing::Ticket, id) => {
            msg!("request.not_found", thing = msg!("incident_word.incident").text(lang), id = id).text(lang)
        }
        other => other.text(lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::AuthFault;

    #[test]
    fn every_refusal_has_its_status_its_code_and_names_what_is_wrong() {
        for (rejection, http, code, named) in [
            (
                Rejection::malformed("condition", msg!("filter.open_quote")),
                400,
                "GOM.00007256",
                "condition: ",
            ),
            (Rejection::invalid("creator", msg!("text.blank")), 400, "GOM.00007256", "creator"),
            (Rejection::NothingToChange, 400, "GOM.00007256", ""),
            (Rejection::KeyReused, 422, "GOM.00007256", "Idempotency-Key"),
            (Rejection::TooLarge { limit: 7 }, 413, "GOM.00007256", "7"),
            (Rejection::UnsupportedMedia { expected: "application/json" }, 415, "GOM.00007256", "json"),
            (Rejection::MethodNotAllowed, 405, "GOM.00007256", ""),
            (Rejection::not_found(Thing::Route, "/v2/x"), 404, "GOM.00007256", "/v2/x"),
            (Rejection::not_found(Thing::Ticket, "IM1"), 400, "COC.00067003", "IM1"),
            (
                Rejection::Conflict(msg!("incident.stale_task", action = "accepted")),
                400,
                "COC.00067010",
                "accepted",
            ),
            (Rejection::Stale { version: 7 }, 412, "COC.00067010", "7"),
            (Rejection::Unauthenticated(AuthFault::Missing), 401, "COC.00000401", ""),
            (Rejection::Throttled { retry_after: 9 }, 429, "COC.00000401", "9"),
            (Rejection::Forbidden(msg!("rights.level", level = "user")), 403, "COC.00000403", "user"),
            (Rejection::Internal, 500, "COC.00000500", ""),
            (Rejection::Unavailable, 503, "COC.00000500", ""),
        ] {
            let told = failure(&rejection, Lang::En);
            assert_eq!((status(&rejection).as_u16(), told.error_code), (http, code), "{rejection:?}");
            assert!(told.error_msg.contains(named) && !told.error_msg.is_empty(), "{told:?}");
            let keys = serde_json::to_value(&told).unwrap();
            assert_eq!((&keys["provider_code"], &keys["data"]), (&"049".into(), &serde_json::Value::Null));
            assert_eq!(keys.as_object().map(serde_json::Map::len), Some(4));
        }
    }
}
