//! What every operation of this surface has in the OpenAPI document: its credential and its refusals.

use crate::{error::failure, wire::TaskFailure};
use domain::{AuthFault, Lang, Rejection, Thing, msg};
use serde_json::json;
use utoipa::{
    PartialSchema,
    openapi::{
        OpenApi, Ref, RefOr, Response, ResponseBuilder, SecurityRequirement,
        content::ContentBuilder,
        path::Operation,
        security::{ApiKey, ApiKeyValue, SecurityScheme},
    },
};

const TOKEN: &str = "onesToken";
const USER: &str = "onesUser";
const BEARER: &str = "bearer";

/// Which operations can be refused so.
#[derive(Clone, Copy)]
enum When {
    Always,
    /// Those that need a credential.
    Known,
    /// Those that change something.
    Changing,
}

/// Whether an operation changes something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Changing {
    Yes,
    No,
}

struct Told {
    status: u16,
    name: &'static str,
    when: When,
    about: &'static str,
    example: Rejection,
}

fn told(status: u16, name: &'static str, when: When, about: &'static str, example: Rejection) -> Told {
    Told { status, name, when, about, example }
}

fn refusals() -> [Told; 14] {
    use When::{Always, Changing, Known};
    [
        told(
            400,
            "TaskRequest",
            Always,
            "The request cannot be read, or has a value that is not allowed: `errcode` names it",
            Rejection::invalid("transition_uuid", msg!("text.blank")),
        ),
        told(
            401,
            "TaskUnauthorized",
            Always,
            "No, a bad or an expired credential, or one that is not of the user named",
            Rejection::Unauthenticated(AuthFault::Missing),
        ),
        told(
            403,
            "TaskForbidden",
            Known,
            "Known, but may not: `errcode` names the permission",
            Rejection::Forbidden(msg!("rights.permission", permission = "manage_project")),
        ),
        told(
            404,
            "TaskMissing",
            Known,
            "No such thing, or not visible to the caller; a task has the code 610",
            Rejection::not_found(Thing::Ticket, "DU6krHBNNKSnnHNj"),
        ),
        told(
            409,
            "TaskConflict",
            Changing,
            "Not in the state things are in now, or somebody else was quicker",
            Rejection::Conflict(msg!(
                "workflow.not_from_here",
                from = "open",
                to = "done",
                allowed = "doing"
            )),
        ),
        told(
            412,
            "TaskStale",
            Changing,
            "`If-Match` names a version that is not the present one",
            Rejection::Stale { version: 8 },
        ),
        told(
            413,
            "TaskTooLarge",
            Changing,
            "The body is past its limit",
            Rejection::TooLarge { limit: 1_048_576 },
        ),
        told(
            415,
            "TaskMedia",
            Changing,
            "The body is of a type that is not taken here",
            Rejection::UnsupportedMedia { expected: "application/json" },
        ),
        told(
            422,
            "TaskKeyReused",
            Changing,
            "The `Idempotency-Key` was used with another request",
            Rejection::KeyReused,
        ),
        told(
            429,
            "TaskThrottled",
            Always,
            "Too many attempts; `Retry-After` says when to come back",
            Rejection::Throttled { retry_after: 30 },
        ),
        told(
            500,
            "TaskInternal",
            Always,
            "A fault of the server, never caused by input",
            Rejection::Internal,
        ),
        told(503, "TaskUnavailable", Always, "The database cannot be reached", Rejection::Unavailable),
        told(
            507,
            "TaskStorageFull",
            Changing,
            "There is no space left; nothing was changed",
            Rejection::StorageFull,
        ),
        told(405, "TaskMethod", Always, "The path has no such method", Rejection::MethodNotAllowed),
    ]
}

impl Told {
    fn response(&self) -> Response {
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("TaskFailure")))
            .example(Some(json!(failure(&self.example, Lang::En))))
            .build();
        ResponseBuilder::new().description(self.about).content("application/json", content).build()
    }
}

/// Adds them to every operation, where its handler has not described the status itself.
pub(crate) fn complete(mut api: OpenApi) -> OpenApi {
    let components = api.components.get_or_insert_default();
    components.schemas.insert("TaskFailure".to_owned(), TaskFailure::schema());
    let header = |name: &str, about: &str| {
        SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(name, about)))
    };
    components.add_security_scheme(
        TOKEN,
        header(
            "Ones-Auth-Token",
            "The token of a log-in (`POST /project/api/project/auth/login`), with `Ones-User-Id`",
        ),
    );
    components.add_security_scheme(USER, header("Ones-User-Id", "Whose token it is: the user's `uuid`"));
    let refusals = refusals();
    for refusal in &refusals {
        components.responses.insert(refusal.name.to_owned(), RefOr::T(refusal.response()));
    }
    for item in api.paths.paths.values_mut() {
        if let Some(operation) = &mut item.get {
            finish(operation, Changing::No, &refusals);
        }
        if let Some(operation) = &mut item.post {
            finish(operation, Changing::Yes, &refusals);
        }
    }
    api
}

fn finish(operation: &mut Operation, changing: Changing, refusals: &[Told]) {
    let open = operation
        .security
        .as_ref()
        .is_some_and(|list| list.iter().all(|one| *one == SecurityRequirement::default()));
    if !open {
        let none = Vec::<String>::new;
        let both = SecurityRequirement::new(TOKEN, none()).add(USER, none());
        operation.security = Some(vec![both, SecurityRequirement::new(BEARER, none())]);
    }
    for refusal in refusals {
        let applies = match refusal.when {
            When::Always => true,
            When::Known => !open,
            When::Changing => changing == Changing::Yes,
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
    fn every_example_is_a_refusal_in_this_surfaces_body() {
        let api = serde_json::to_value(crate::description()).unwrap();
        for refusal in refusals() {
            let response = &api["components"]["responses"][refusal.name];
            let example = &response["content"]["application/json"]["example"];
            for key in ["errcode", "type", "desc"] {
                assert!(example[key].as_str().is_some_and(|text| !text.is_empty()), "{}", refusal.name);
            }
            assert!(!response["description"].as_str().unwrap().is_empty());
        }
        for item in api["paths"].as_object().unwrap().values() {
            for operation in item.as_object().unwrap().values() {
                assert!(operation["security"].as_array().is_some_and(|list| !list.is_empty()));
                assert!(operation["responses"]["500"].is_object());
            }
        }
    }
}
