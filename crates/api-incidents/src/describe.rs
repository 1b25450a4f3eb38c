//! What every operation of this surface has in the OpenAPI document: its credentials and its refusals.

use crate::{error::failure, wire::IncidentFailure};
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

const TOKEN: &str = "incidentToken";
const SIGNATURE: &str = "sdkSignature";
const BEARER: &str = "bearer";
/// What other surfaces answer to what is not possible now.
const CONFLICT: u16 = 409;
/// What other surfaces answer to what is not there.
const ABSENT: u16 = 404;

/// Which operations can be refused so.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    /// Those that may change something.
    Changing,
    /// Those with a body.
    WithBody,
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

fn refusals() -> [Told; 13] {
    use When::{Always, Changing, WithBody};
    [
        told(
            400,
            "IncidentRequest",
            Always,
            "A bad parameter, which `error_msg` names (GOM.00007256); no such incident (COC.00067003); not possible where the incident is now (COC.00067010)",
            Rejection::not_found(Thing::Ticket, "IM202611210800000000000042"),
        ),
        told(
            401,
            "IncidentUnauthorized",
            Always,
            "No, a bad or an expired credential; a wrong signature; a clock more than 15 minutes away",
            Rejection::Unauthenticated(AuthFault::Missing),
        ),
        told(
            403,
            "IncidentForbidden",
            Always,
            "Known, but may not",
            Rejection::Forbidden(msg!("rights.permission", permission = "transit_tasks")),
        ),
        told(
            ABSENT,
            "IncidentAbsent",
            Always,
            "Given for paths only that there are not: no such incident is 400 with COC.00067003",
            Rejection::not_found(Thing::Ticket, "IM202611210800000000000042"),
        ),
        told(
            CONFLICT,
            "IncidentConflict",
            Changing,
            "Not given by this API: what is not possible now is 400 with COC.00067010",
            Rejection::Conflict(msg!("incident.stale_task", action = "accepted")),
        ),
        told(
            412,
            "IncidentStale",
            Changing,
            "`If-Match` names a version that is not the present one",
            Rejection::Stale { version: 8 },
        ),
        told(
            413,
            "IncidentTooLarge",
            WithBody,
            "The body is past its limit",
            Rejection::TooLarge { limit: 1_048_576 },
        ),
        told(
            415,
            "IncidentMedia",
            WithBody,
            "The body is not of the type that is taken here",
            Rejection::UnsupportedMedia { expected: "application/json" },
        ),
        told(
            422,
            "IncidentKeyReused",
            WithBody,
            "The `Idempotency-Key` was used with another request",
            Rejection::KeyReused,
        ),
        told(
            429,
            "IncidentThrottled",
            Always,
            "Too many wrong signatures; `Retry-After` says when to come back",
            Rejection::Throttled { retry_after: 2 },
        ),
        told(
            500,
            "IncidentInternal",
            Always,
            "A fault of the server, never caused by input",
            Rejection::Internal,
        ),
        told(503, "IncidentUnavailable", Always, "The database cannot be reached", Rejection::Unavailable),
        told(
            507,
            "IncidentStorageFull",
            Changing,
            "There is no space left; nothing was changed",
            Rejection::StorageFull,
        ),
    ]
}

impl Told {
    fn response(&self) -> Response {
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("IncidentFailure")))
            .example(Some(json!(failure(&self.example, Lang::En))))
            .build();
        ResponseBuilder::new().description(self.about).content("application/json", content).build()
    }
}

/// Adds them to every operation.
pub(crate) fn complete(mut api: OpenApi) -> OpenApi {
    let refusals = refusals();
    let components = api.components.get_or_insert_default();
    components.schemas.insert("IncidentFailure".to_owned(), IncidentFailure::schema());
    for refusal in &refusals {
        components.responses.insert(refusal.name.to_owned(), RefOr::T(refusal.response()));
    }
    let header = |name: &str, about: &str| {
        SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(name, about)))
    };
    components.add_security_scheme(TOKEN, header("X-Auth-Token", "An API token or an access token"));
    components.add_security_scheme(
        SIGNATURE,
        header(
            "Authorization",
            "`SDK-HMAC-SHA256 Access=<ak>, SignedHeaders=…, Signature=…` with `X-Sdk-Date`, as the SDKs of clouds sign; \
             keys are made under `/api/v1/access-keys`",
        ),
    );
    for item in api.paths.paths.values_mut() {
        if let Some(operation) = &mut item.get {
            refuse(operation, &refusals, |when| when == When::Always);
        }
        if let Some(operation) = &mut item.post {
            let with_body = operation.request_body.is_some();
            refuse(operation, &refusals, |when| when != When::WithBody || with_body);
        }
    }
    api
}

fn refuse(operation: &mut Operation, refusals: &[Told], applies: impl Fn(When) -> bool) {
    let none: [&str; 0] = [];
    operation.security =
        Some([TOKEN, SIGNATURE, BEARER].map(|name| SecurityRequirement::new(name, none)).to_vec());
    for refusal in refusals.iter().filter(|refusal| applies(refusal.when)) {
        let status = refusal.status.to_string();
        let response = RefOr::Ref(Ref::from_response_name(refusal.name));
        operation.responses.responses.entry(status).or_insert(response);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_a_refusal_in_the_envelope_and_every_operation_has_its_own() {
        let api = serde_json::to_value(crate::description()).unwrap();
        for refusal in &refusals() {
            let given = if [ABSENT, CONFLICT].contains(&refusal.status) { 400 } else { refusal.status };
            assert_eq!(crate::error::status(&refusal.example).as_u16(), given, "{}", refusal.name);
            let response = &api["components"]["responses"][refusal.name];
            let example = &response["content"]["application/json"]["example"];
            assert_eq!((&example["provider_code"], &example["data"]), (&json!("049"), &json!(null)));
            assert!(example["error_msg"].as_str().is_some_and(|msg| !msg.is_empty()));
        }
        let paths = api["paths"].as_object().unwrap();
        assert_eq!(paths.len(), 12, "{:?}", paths.keys());
        for (path, item) in paths {
            for operation in item.as_object().unwrap().values() {
                assert!(operation["responses"]["400"].is_object(), "{path}");
                assert_eq!(operation["security"].as_array().map(Vec::len), Some(3), "{path}");
            }
        }
    }
}
