//! How this surface words a refusal: `{code, errcode, type, desc}`.

use crate::wire::TaskFailure;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{AuthFault, Lang, Message, Rejection, Thing, msg};
use http_kit::{RequestInfo, Surface};

/// The code of a parameter that is not allowed.
const BAD_PARAMETER: i64 = 801;
/// The code of a task that is not there.
const NO_SUCH_TASK: i64 = 610;

/// The voice of this surface.
#[derive(Debug, Clone, Copy)]
pub struct Workflow;

impl Surface for Workflow {
    fn render(rejection: &Rejection, info: &RequestInfo) -> Response {
        (status(rejection), axum::Json(failure(rejection, info.lang))).into_response()
    }
}

/// The body of a refusal.
pub(crate) fn failure(rejection: &Rejection, lang: Lang) -> TaskFailure {
    let (kind, detail) = kind(rejection);
    TaskFailure {
        code: code(rejection),
        errcode: format!("{kind}.{detail}"),
        kind,
        desc: desc(rejection, lang),
    }
}

/// A value that is not allowed is 400 here like one that cannot be read.
fn status(rejection: &Rejection) -> StatusCode {
    match rejection {
        Rejection::Invalid(_) => StatusCode::BAD_REQUEST,
        other => http_kit::status(other),
    }
}

fn code(rejection: &Rejection) -> i64 {
    match rejection {
        Rejection::Malformed { .. } | Rejection::NothingToChange | Rejection::Invalid(_) => BAD_PARAMETER,
        Rejection::NotFound(Thing::Ticket, _) => NO_SUCH_TASK,
        other => status(other).as_u16().into(),
    }
}

fn desc(rejection: &Rejection, lang: Lang) -> String {
    match rejection {
        // The body has no place of its own for the field's whole path.
        Rejection::Malformed { field: Some(field), why } => format!("{field}: {}", why.text(lang)),
        // What has another name here than elsewhere.
        Rejection::NotFound(thing, id) => match own_name(*thing) {
            Some(name) => msg!("request.not_found", thing = name.text(lang), id = id).text(lang),
            None => rejection.text(lang),
        },
        other => other.text(lang),
    }
}

/// The kind of a refusal, and what of that kind it is.
fn kind(rejection: &Rejection) -> (&'static str, String) {
    let (kind, detail) = match rejection {
        Rejection::Malformed { field, .. } => ("InvalidParameter", field.as_deref().unwrap_or("body")),
        Rejection::Invalid(faults) => {
            ("InvalidParameter", faults.first().map_or("body", |fault| fault.field.as_str()))
        }
        Rejection::NothingToChange => ("InvalidParameter", "body"),
        Rejection::KeyReused => ("InvalidParameter", "Idempotency-Key"),
        Rejection::Unauthenticated(AuthFault::Missing) => ("AuthFailure", "MissingToken"),
        Rejection::Unauthenticated(AuthFault::Invalid) => ("AuthFailure", "InvalidToken"),
        Rejection::Unauthenticated(AuthFault::Expired) => ("AuthFailure", "ExpiredToken"),
        Rejection::Unauthenticated(AuthFault::WrongPassword) => ("AuthFailure", "InvalidPassword"),
        Rejection::Forbidden(why) => ("PermissionDenied", permission(why)),
        Rejection::CrossSite(_) => ("PermissionDenied", "cross_site"),
        Rejection::Unmet(_) => ("PermissionDenied", "transit_tasks"),
        Rejection::NotFound(thing, _) => ("NotFound", name(*thing)),
        Rejection::Conflict(why) => ("Conflict", conflict(why)),
        Rejection::Taken { field, .. } => ("Conflict", *field),
        Rejection::Stale { .. } => ("Conflict", "version"),
        Rejection::Throttled { .. } => ("TooManyRequests", "login"),
        Rejection::TooManyStreams { .. } => ("TooManyRequests", "streams"),
        Rejection::TooLarge { .. } => ("TooLarge", "body"),
        Rejection::UriTooLong { .. } => ("TooLarge", "uri"),
        Rejection::HeadTooLarge { .. } => ("TooLarge", "headers"),
        Rejection::UnsupportedMedia { .. } => ("UnsupportedMedia", "body"),
        Rejection::MethodNotAllowed => ("MethodNotAllowed", "method"),
        Rejection::Unavailable => ("ServerError", "unavailable"),
        Rejection::StorageFull => ("ServerError", "storage_full"),
        Rejection::Internal => ("ServerError", "internal"),
    };
    (kind, detail.to_owned())
}

/// The permission that was missing, or what else kept the caller out.
fn permission(why: &Message) -> &str {
    match (why.arg("permission"), why.key()) {
        (Some(permission), _) => permission,
        (None, "rights.level" | "rights.field") => "access_level",
        (None, key) => last(key),
    }
}

/// What was not as the request took it to be.
fn conflict(why: &Message) -> &str {
    match why.key() {
        "workflow.not_from_here" => "status",
        key => last(key),
    }
}

/// The last part of a sentence's key.
fn last(key: &'static str) -> &'static str {
    key.rsplit('.').next().unwrap_or(key)
}

/// What people call a thing on this surface, where that is not what they call it elsewhere.
fn own_name(thing: Thing) -> Option<Message> {
    match thing {
        Thing::Ticket => Some(msg!("task_thing.task")),
        Thing::Comment => Some(msg!("task_thing.message")),
        Thing::Attachment => Some(msg!("task_thing.resource")),
        _ => None,
    }
}

fn name(thing: Thing) -> &'static str {
    match thing {
        Thing::Ticket => "task",
        Thing::Comment => "message",
        Thing::Attachment => "resource",
        Thing::Link => "link",
        Thing::Watcher => "watcher",
        Thing::User => "user",
        Thing::Group => "usergroup",
        Thing::Role => "role",
        Thing::Department => "department",
        Thing::Project => "project",
        Thing::IssueType => "issue_type",
        Thing::WorkflowVersion => "workflow_version",
        Thing::WorkflowTemplate => "workflow_template",
        Thing::Draft => "draft",
        Thing::Transition => "transition",
        Thing::Team => "team",
        Thing::Token => "token",
        Thing::AccessKey => "access_key",
        Thing::Hook => "hook",
        Thing::Webhook => "webhook",
        Thing::View => "view",
        Thing::Delivery => "delivery",
        Thing::Rule => "permission_rule",
        Thing::Approval => "approval",
        Thing::Function => "function",
        Thing::Job => "job",
        Thing::Schedule => "schedule",
        Thing::Secret => "secret",
        Thing::Notice => "notification",
        Thing::TimelineEntry => "timeline_entry",
        Thing::Route => "route",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_status_its_code_and_its_two_words() {
        for (rejection, http, code, errcode) in [
            (
                Rejection::malformed("tasks[0].summary", msg!("value.text")),
                400,
                801,
                "InvalidParameter.tasks[0].summary",
            ),
            (Rejection::invalid("desc", msg!("text.blank")), 400, 801, "InvalidParameter.desc"),
            (Rejection::NothingToChange, 400, 801, "InvalidParameter.body"),
            (Rejection::KeyReused, 422, 422, "InvalidParameter.Idempotency-Key"),
            (Rejection::Unauthenticated(AuthFault::Missing), 401, 401, "AuthFailure.MissingToken"),
            (
                Rejection::Forbidden(msg!("rights.permission", permission = "manage_project")),
                403,
                403,
                "PermissionDenied.manage_project",
            ),
            (
                Rejection::Forbidden(msg!("rights.scope", permission = "transit_tasks")),
                403,
                403,
                "PermissionDenied.transit_tasks",
            ),
            (
                Rejection::Forbidden(msg!("rights.level", level = "user")),
                403,
                403,
                "PermissionDenied.access_level",
            ),
            (Rejection::not_found(Thing::Ticket, "x"), 404, 610, "NotFound.task"),
            (Rejection::not_found(Thing::Project, "x"), 404, 404, "NotFound.project"),
            (
                Rejection::Conflict(msg!("workflow.not_from_here", from = "a", to = "b", allowed = "c")),
                409,
                409,
                "Conflict.status",
            ),
            (Rejection::Stale { version: 7 }, 412, 412, "Conflict.version"),
            (Rejection::Internal, 500, 500, "ServerError.internal"),
        ] {
            let body = failure(&rejection, Lang::En);
            assert_eq!((status(&rejection).as_u16(), body.code), (http, code), "{rejection:?}");
            assert_eq!(body.errcode, errcode);
            assert!(
                errcode.starts_with(&format!("{}.", body.kind)) && !body.desc.is_empty(),
                "{rejection:?}"
            );
        }
    }
}
