//! The refusals of this surface in the OpenAPI document: each in the envelope that it comes in.

use crate::{
    error::{FAULT_OF_OURS, NOT_YOUR_OWN, Type},
    wire::Failure,
};
use serde_json::json;
use utoipa::{
    PartialSchema,
    openapi::{
        OpenApi, Ref, RefOr, Response, ResponseBuilder, SecurityRequirement, content::ContentBuilder,
        path::Operation,
    },
};

/// Which operations can be refused so.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    /// Those that need a credential.
    Known,
    /// Those with a body.
    Changing,
    /// Those with a body and a credential.
    KnownChanging,
}

struct Told {
    status: u16,
    name: &'static str,
    when: When,
    about: &'static str,
    msg: &'static str,
    kind: Type,
}

const fn told(status: u16, name: &'static str, when: When, kind: Type) -> Told {
    Told { status, name, when, about: "", msg: "", kind }
}

impl Told {
    const fn with(mut self, about: &'static str, msg: &'static str) -> Self {
        self.about = about;
        self.msg = msg;
        self
    }

    fn response(&self) -> Response {
        let failure = Failure::new(self.msg.to_owned(), self.kind);
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("Failure")))
            .example(Some(json!(failure)))
            .build();
        ResponseBuilder::new().description(self.about).content("application/json", content).build()
    }
}

const REFUSALS: [Told; 12] = [
    told(400, "TracesRequest", When::Always, Type::Request).with(
        "The request cannot be read or has values that are not allowed (errType 2, names the field); or there is no such ticket (errType 4)",
        "missing required URL parameter: tid",
    ),
    told(401, "TracesUnauthorized", When::Always, Type::Permission)
        .with("No, a bad or an expired credential", "log in first: send \"Authorization: Bearer <token>\""),
    told(403, "TracesForbidden", When::Known, Type::Permission).with("Known, but may not", NOT_YOUR_OWN),
    told(409, "TracesConflict", When::KnownChanging, Type::Business).with(
        "Not in the state that the ticket is in now, or somebody else was quicker",
        "\"canceled\" cannot follow \"solved\"; allowed are: accepted, escalated",
    ),
    told(412, "TracesStale", When::KnownChanging, Type::Business).with(
        "`If-Match` names a version that is not the present one",
        "it has been changed since: it is at version 8 now; read it again",
    ),
    told(413, "TracesTooLarge", When::Changing, Type::Request)
        .with("The body is past its limit", "the body may have at most 1048576 bytes"),
    told(415, "TracesMedia", When::Changing, Type::Request)
        .with("The body is not JSON by its type", "the body must be application/json"),
    told(422, "TracesKeyReused", When::Changing, Type::Request)
        .with("The `Idempotency-Key` was used with another request", "this Idempotency-Key was used with another request"),
    told(429, "TracesThrottled", When::Always, Type::Permission)
        .with("Too many attempts; `Retry-After` says when to come back", "too many attempts; try again in 30 seconds"),
    told(500, "TracesInternal", When::Always, Type::Internal)
        .with("A fault of the server, never caused by input", FAULT_OF_OURS),
    told(503, "TracesUnavailable", When::Always, Type::Internal)
        .with("The database cannot be reached", "the database cannot be reached; try again later"),
    told(507, "TracesStorageFull", When::Changing, Type::Internal)
        .with("There is no space left; nothing was changed", "the server has no space left; nothing was changed"),
];

/// Adds them to every operation, where its handler has not described the status itself.
pub(crate) fn refusals(mut api: OpenApi) -> OpenApi {
    let components = api.components.get_or_insert_default();
    components.schemas.insert("Failure".to_owned(), Failure::schema());
    for refusal in &REFUSALS {
        components.responses.insert(refusal.name.to_owned(), RefOr::T(refusal.response()));
    }
    for item in api.paths.paths.values_mut() {
        for operation in [&mut item.get, &mut item.post].into_iter().flatten() {
            complete(operation);
        }
    }
    api
}

fn complete(operation: &mut Operation) {
    let open = operation
        .security
        .as_ref()
        .is_some_and(|list| list.iter().all(|one| *one == SecurityRequirement::default()));
    let changing = operation.request_body.is_some();
    for refusal in &REFUSALS {
        let applies = match refusal.when {
            When::Always => true,
            When::Known => !open,
            When::Changing => changing,
            When::KnownChanging => changing && !open,
        };
        if applies {
            operation
                .responses
                .responses
                .entry(refusal.status.to_string())
                .or_insert_with(|| RefOr::Ref(Ref::from_response_name(refusal.name)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_a_refusal_in_the_envelope() {
        let api = serde_json::to_value(crate::description()).unwrap();
        for refusal in &REFUSALS {
            let response = &api["components"]["responses"][refusal.name];
            let example = &response["content"]["application/json"]["example"];
            assert_eq!(example["success"], false, "{}", refusal.name);
            assert_eq!(example["errType"], refusal.kind as i64);
            assert!(example["msg"].as_str().is_some_and(|msg| !msg.is_empty()));
            assert!(!response["description"].as_str().unwrap().is_empty());
        }
        let operations = |path: &str, method: &str| {
            let responses = api["paths"][path][method]["responses"].as_object().unwrap();
            responses.keys().map(|code| code.parse::<u16>().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(operations("/api/v3/get_traces", "get"), [200, 400, 401, 403, 429, 500, 503]);
        let changing = [200, 400, 401, 403, 409, 412, 413, 415, 422, 429, 500, 503, 507];
        assert_eq!(operations("/api/v3/new_trace", "post"), changing);
        let open = [200, 400, 401, 413, 415, 422, 429, 500, 503, 507];
        assert_eq!(operations("/api/v3/login", "post"), open);
    }
}
