//! The refusals of the document: one table, and the body that they share.

use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use utoipa::{
    ToSchema,
    openapi::{
        ContentBuilder, HeaderBuilder, Ref, Response, ResponseBuilder,
        schema::{ObjectBuilder, Type},
    },
};

/// The body of every refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"code": 422, "error": "validation_failed", "message": "some values are not allowed: title: must not be blank",
    "details": {"title": "must not be blank"}, "requestId": "1f0c63ad9b7e4d25"}))]
pub struct ErrorBody {
    /// The HTTP status.
    pub code: u16,
    /// A word for programs, one for each status.
    pub error: String,
    /// A sentence for people, in the language of `Accept-Language`.
    pub message: String,
    /// Null, on the routes of jobs, functions and workers; elsewhere left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, required = false)]
    pub data: Option<()>,
    /// Why, by field, where fields are at fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub details: Option<BTreeMap<String, String>>,
    /// The request's id, which the server's log has too.
    pub request_id: String,
}

/// Which operations can be refused in some way.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    Always,
    Credential,
    Input,
    PathParameter,
    Changing,
    Versioned,
    Body,
}

/// One refusal as the document tells it.
pub(super) struct Told {
    pub(super) status: u16,
    pub(super) name: &'static str,
    word: &'static str,
    pub(super) when: When,
    about: &'static str,
    message: &'static str,
    detail: Option<(&'static str, &'static str)>,
}

const fn told(status: u16, name: &'static str, word: &'static str, when: When) -> Told {
    Told { status, name, word, when, about: "", message: "", detail: None }
}

impl Told {
    const fn about(mut self, about: &'static str) -> Self {
        self.about = about;
        self
    }

    const fn example(mut self, message: &'static str, detail: Option<(&'static str, &'static str)>) -> Self {
        self.message = message;
        self.detail = detail;
        self
    }

    pub(super) fn response(&self) -> Response {
        let mut example = json!({
            "code": self.status, "error": self.word, "message": self.message, "requestId": "5f0c9a1be2d3477a",
        });
        if let (Some((field, why)), Some(body)) = (self.detail, example.as_object_mut()) {
            body.insert("details".to_owned(), json!({ field: why }));
        }
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("ErrorBody")))
            .example(Some(example))
            .build();
        let response = ResponseBuilder::new().description(self.about).content("application/json", content);
        let header = |kind, about: &str| {
            HeaderBuilder::new()
                .schema(Some(ObjectBuilder::new().schema_type(kind)))
                .description(Some(about))
                .build()
        };
        match self.status {
            401 => response.header("WWW-Authenticate", header(Type::String, "How to log in")),
            429 | 503 | 507 => {
                response.header("Retry-After", header(Type::Integer, "Seconds until the next attempt"))
            }
            _ => response,
        }
        .build()
    }
}

pub(super) const REFUSALS: [Told; 13] = [
    told(400, "BadRequest", "bad_request", When::Input)
        .about("The request cannot be read: not JSON, a wrong type, a bad query value; or it names nothing to change")
        .example("must be a whole number", Some(("page", "must be a whole number"))),
    told(401, "Unauthorized", "unauthorized", When::Credential)
        .about("No, a bad or an expired credential")
        .example("log in first: send \"Authorization: Bearer <token>\"", None),
    told(403, "Forbidden", "forbidden", When::Credential)
        .about("Known, but may not")
        .example("this needs the access level \"admin\"", None),
    told(404, "NotFound", "not_found", When::PathParameter)
        .about("No such thing, or not visible to the caller")
        .example("no such ticket: 4711", None),
    told(409, "Conflict", "conflict", When::Changing)
        .about("Not in the state things are in now, or somebody else was quicker")
        .example("\"closed\" cannot follow \"open\"; allowed are: in_progress", None),
    told(412, "PreconditionFailed", "precondition_failed", When::Versioned)
        .about("`If-Match` names a version that is not the present one")
        .example("it has been changed since: it is at version 8 now; read it again", None),
    told(413, "PayloadTooLarge", "payload_too_large", When::Body)
        .about("The body is past its limit")
        .example("the body may have at most 1048576 bytes", None),
    told(415, "UnsupportedMediaType", "unsupported_media_type", When::Body)
        .about("The body is of a type that is not taken here")
        .example("the body must be application/json", None),
    told(422, "ValidationFailed", "validation_failed", When::Body)
        .about("Values that are not allowed, or an `Idempotency-Key` used with another request")
        .example("some values are not allowed: title: must not be blank", Some(("title", "must not be blank"))),
    told(429, "RateLimited", "rate_limited", When::Always)
        .about("Too many attempts, or too many streams open at once")
        .example("too many attempts; try again in 30 seconds", None),
    told(500, "InternalError", "internal_error", When::Always)
        .about("A fault of the server, never caused by input")
        .example("an error of ours; the server's log has it under this request's id", None),
    told(503, "Unavailable", "unavailable", When::Always)
        .about("The database cannot be reached")
        .example("the database cannot be reached; try again later", None),
    told(507, "StorageFull", "storage_full", When::Changing)
        .about("No space is left to write; nothing was changed, and reading still works")
        .example("the server has no space left to write; nothing was changed, reading still works; try again once its operator has made room", None),
];
