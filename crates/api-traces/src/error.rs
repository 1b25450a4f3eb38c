//! How this surface words a refusal: `{success: false, msg, errType}`.

use crate::wire::Failure;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{Rejection, Thing};
use http_kit::{RequestInfo, Surface};

/// The sentences that the document fixes to the letter. Clients compare them, so they are the same in every language.
pub(crate) const NO_SUCH_TICKET: &str = "无法找到对应的工单";
pub(crate) const NOT_YOUR_OWN: &str = "you can only view ticket traces of your own";
pub(crate) const FAULT_OF_OURS: &str = "system met a uncaught error,please view logs.";
pub(crate) const MISSING_PARAMETER: &str = "missing required URL parameter: ";

/// The key of the refusal that [`NOT_YOUR_OWN`] words.
const OTHERS: &str = "repair.others";
/// The key of the refusal that [`MISSING_PARAMETER`] words.
const MISSING: &str = "request.missing";

/// What kind of refusal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    /// The server's fault.
    Internal = 1,
    /// The request cannot be read or has values that are not allowed.
    Request = 2,
    /// Not this caller.
    Permission = 3,
    /// Not this ticket, or not in the state that it is in now.
    Business = 4,
}

/// The voice of the repair desk.
#[derive(Debug, Clone, Copy)]
pub struct Traces;

impl Surface for Traces {
    fn render(rejection: &Rejection, info: &RequestInfo) -> Response {
        let failure = Failure::new(sentence(rejection, info), err_type(rejection));
        (status(rejection), axum::Json(failure)).into_response()
    }
}

/// The document has 400 for whatever is wrong with a request or a ticket that is not there.
fn status(rejection: &Rejection) -> StatusCode {
    match rejection {
        Rejection::Invalid(_) => StatusCode::BAD_REQUEST,
        Rejection::NotFound(thing, _) if *thing != Thing::Route => StatusCode::BAD_REQUEST,
        other => http_kit::status(other),
    }
}

fn err_type(rejection: &Rejection) -> Type {
    match rejection {
        Rejection::Internal | Rejection::Unavailable | Rejection::StorageFull => Type::Internal,
        Rejection::Malformed { .. }
        | Rejection::NothingToChange
        | Rejection::Invalid(_)
        | Rejection::KeyReused
        | Rejection::TooLarge { .. }
        | Rejection::UriTooLong { .. }
        | Rejection::HeadTooLarge { .. }
        | Rejection::UnsupportedMedia { .. }
        | Rejection::MethodNotAllowed
        | Rejection::NotFound(Thing::Route, _) => Type::Request,
        Rejection::Unauthenticated(_)
        | Rejection::Forbidden(_)
        | Rejection::CrossSite(_)
        | Rejection::Unmet(_)
        | Rejection::Throttled { .. }
        | Rejection::TooManyStreams { .. } => Type::Permission,
        Rejection::NotFound(..)
        | Rejection::Conflict(_)
        | Rejection::Taken { .. }
        | Rejection::Stale { .. } => Type::Business,
    }
}

fn sentence(rejection: &Rejection, info: &RequestInfo) -> String {
    match rejection {
        Rejection::Internal => FAULT_OF_OURS.to_owned(),
        Rejection::NotFound(Thing::Ticket, _) => NO_SUCH_TICKET.to_owned(),
        Rejection::Forbidden(why) if why.key() == OTHERS => NOT_YOUR_OWN.to_owned(),
        Rejection::Malformed { field: Some(field), why } if why.key() == MISSING => {
            format!("{MISSING_PARAMETER}{field}")
        }
        // The envelope has no place of its own for the field's name.
        Rejection::Malformed { field: Some(field), why } => format!("{field}: {}", why.text(info.lang)),
        other => other.text(info.lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{AuthFault, Lang, msg};
    use std::net::{IpAddr, Ipv4Addr};

    #[test]
    fn every_refusal_has_its_status_its_type_and_the_words_of_the_document() {
        let info = RequestInfo::new("id", Lang::Zh, IpAddr::V4(Ipv4Addr::LOCALHOST));
        for (rejection, code, kind, msg) in [
            (Rejection::Internal, 500, 1, FAULT_OF_OURS),
            (Rejection::Unavailable, 503, 1, "数据库"),
            (Rejection::StorageFull, 507, 1, "存储空间"),
            (
                Rejection::malformed("tid", msg!("request.missing")),
                400,
                2,
                "missing required URL parameter: tid",
            ),
            (Rejection::malformed("tid", msg!("value.integer")), 400, 2, "tid: "),
            (Rejection::invalid("phone", msg!("repair.phone")), 400, 2, "phone: "),
            (Rejection::NothingToChange, 400, 2, ""),
            (Rejection::KeyReused, 422, 2, "Idempotency-Key"),
            (Rejection::TooLarge { limit: 7 }, 413, 2, "7"),
            (Rejection::UriTooLong { limit: 8 }, 414, 2, "8"),
            (Rejection::HeadTooLarge { limit: 9 }, 431, 2, "9"),
            (Rejection::UnsupportedMedia { expected: "application/json" }, 415, 2, "application/json"),
            (Rejection::MethodNotAllowed, 405, 2, ""),
            (Rejection::not_found(Thing::Route, "/api/v3/x"), 404, 2, "/api/v3/x"),
            (Rejection::not_found(Thing::Ticket, 7), 400, 4, NO_SUCH_TICKET),
            (Rejection::not_found(Thing::User, "x"), 400, 4, "x"),
            (Rejection::Unauthenticated(AuthFault::Missing), 401, 3, ""),
            (Rejection::Forbidden(msg!("repair.others")), 403, 3, NOT_YOUR_OWN),
            (Rejection::Throttled { retry_after: 9 }, 429, 3, "9"),
            (Rejection::Conflict(msg!("repair.already", status = "solved")), 409, 4, "solved"),
            (Rejection::Stale { version: 12 }, 412, 4, "12"),
        ] {
            let told = sentence(&rejection, &info);
            let got = (status(&rejection).as_u16(), err_type(&rejection) as i64);
            assert_eq!(got, (code, kind), "{rejection:?}");
            assert!(told.contains(msg) && !told.is_empty(), "{rejection:?}: {told}");
        }
    }
}
