//! The OpenAPI document: what every operation has, so that handlers need not repeat it.
//!
//! A handler describes its own parameters, body and good answers. [`assemble`] adds the rest by rule: the refusals
//! that fit, the headers that apply, the credential. What a handler describes itself is left as it is.

mod refusals;

pub use refusals::ErrorBody;

use axum::http::StatusCode;
use refusals::{REFUSALS, When};
use serde_json::json;
use utoipa::{
    PartialSchema,
    openapi::{
        Components, OpenApi, OpenApiVersion, Ref, RefOr, Required, SecurityRequirement,
        info::{Info, License},
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
        response::Responses,
        schema::{ObjectBuilder, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

const TITLE: &str = "Gongdan";
const DESCRIPTION: &str = "\
Tickets, repairs, incidents and tasks as one kind of record, moved along workflows, with every step kept.

Times are RFC 3339 in UTC. Lists are `{items,total,page,pageSize,nextCursor?}` and stable under paging. \
A request that changes something takes `Idempotency-Key`: a repeat within 24 hours gets the first answer again. \
One thing's answer carries an `ETag`; a change with an `If-Match` that no longer holds is refused with 412. \
Unknown keys in a body are ignored. Sentences follow `Accept-Language` (`en`, `zh`).";
const BEARER: &str = "bearer";
const COOKIE: &str = "cookie";

const LANGUAGE: &str = "AcceptLanguage";
const KEY: &str = "IdempotencyKey";
const VERSION: &str = "IfMatch";

/// The headers that more than one operation takes, by the name of their component.
fn headers() -> [(&'static str, Parameter); 3] {
    let header = |name: &str, about: &str, example: &str| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(about))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .example(Some(json!(example)))
            .build()
    };
    let mut key = header(
        "Idempotency-Key",
        "A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422",
        "8e03978e-40d5-43e8-bc93-6894a57f9324",
    );
    key.schema = Some(
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(255))
            .pattern(Some("^[!-~]+$"))
            .into(),
    );
    [
        (LANGUAGE, header("Accept-Language", "The language of sentences: `en` (default) or `zh`", "zh")),
        (KEY, key),
        (
            VERSION,
            header(
                "If-Match",
                "Make the change only if the version is still the one of this `ETag`",
                "\"v7\"",
            ),
        ),
    ]
}

/// What of an operation the rules look at.
#[allow(clippy::struct_excessive_bools, reason = "independent facts")]
struct Facts {
    open: bool,
    changing: bool,
    in_path: bool,
    has_query: bool,
    has_body: bool,
}

impl Facts {
    fn of(path: &str, changing: Changing, operation: &Operation) -> Self {
        let parameters = operation.parameters.iter().flatten();
        let mut queries =
            parameters.filter(|p| matches!(p, RefOr::T(p) if p.parameter_in == ParameterIn::Query));
        let open =
            |list: &Vec<SecurityRequirement>| list.iter().all(|one| *one == SecurityRequirement::default());
        Self {
            open: operation.security.as_ref().is_some_and(open),
            changing: matches!(changing, Changing::Yes),
            in_path: path.contains('{'),
            has_query: queries.next().is_some(),
            has_body: operation.request_body.is_some(),
        }
    }

    /// Whether it takes `Idempotency-Key`: log-in and the like, being open, have nobody to keep an answer for.
    fn is_keyed(&self) -> bool {
        self.changing && !self.open
    }

    fn is_versioned(&self) -> bool {
        self.is_keyed() && self.in_path
    }

    fn holds(&self, when: When) -> bool {
        match when {
            When::Always => true,
            When::Credential => !self.open,
            When::Input => self.has_query || self.has_body || self.is_keyed(),
            When::PathParameter => self.in_path,
            When::Changing => self.is_keyed(),
            When::Versioned => self.is_versioned(),
            When::Body => self.has_body,
        }
    }
}

/// Whether a method changes something.
#[derive(Clone, Copy)]
enum Changing {
    Yes,
    No,
}

/// Completes a document made of handlers' own descriptions: title, licence, credential, and for each operation the
/// refusals and headers that apply. An operation whose `security` is empty is open and gets no 401 and 403; one that
/// names a security scheme of its own, and every one that names none, needs the bearer token.
#[must_use]
pub fn assemble(mut api: OpenApi, version: &str) -> OpenApi {
    api.openapi = OpenApiVersion::Version31;
    let mut info = Info::new(TITLE, version);
    info.description = Some(DESCRIPTION.to_owned());
    let mut licence = License::new("Apache-2.0");
    licence.identifier = Some("Apache-2.0".to_owned());
    info.license = Some(licence);
    api.info = info;
    api.security = Some(vec![SecurityRequirement::new(BEARER, Vec::<String>::new())]);
    fill(api.components.get_or_insert_default());
    for (path, item) in &mut api.paths.paths {
        for (changing, operation) in operations(item) {
            complete(path, changing, operation);
        }
    }
    api
}

/// Says of a surface's operations that a browser's cookie stands for the bearer token, and what that asks for.
pub fn take_cookies(api: &mut OpenApi) {
    let mut cookie = ApiKeyValue::new("gongdan_session");
    cookie.description = Some(
        "A browser's log-in (`POST /api/v1/auth/login` with `cookie: true`). Requests that change something also need \
         `X-Requested-With: gongdan`, and none may come from the pages of another host"
            .to_owned(),
    );
    let components = api.components.get_or_insert_default();
    components.add_security_scheme(COOKIE, SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    let either = [BEARER, COOKIE].map(|scheme| SecurityRequirement::new(scheme, Vec::<String>::new()));
    for item in api.paths.paths.values_mut() {
        for (_, operation) in operations(item) {
            operation.security.get_or_insert_with(|| either.to_vec());
        }
    }
}

fn fill(components: &mut Components) {
    components.schemas.insert("ErrorBody".to_owned(), ErrorBody::schema());
    for refusal in &REFUSALS {
        components.responses.insert(refusal.name.to_owned(), RefOr::T(refusal.response()));
    }
    for (name, parameter) in headers() {
        components.parameters.insert(name.to_owned(), RefOr::T(parameter));
    }
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The token of a log-in (`POST /api/v1/auth/login`), or an API token (`gd_…`)"))
        .build();
    components.add_security_scheme(BEARER, SecurityScheme::Http(scheme));
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (Changing, &mut Operation)> {
    let reading = [&mut item.get, &mut item.head, &mut item.options, &mut item.trace, &mut item.query];
    let changing = [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
    reading
        .into_iter()
        .flatten()
        .map(|operation| (Changing::No, operation))
        .chain(changing.into_iter().flatten().map(|operation| (Changing::Yes, operation)))
}

/// Gives each answer that a handler left without a description the usual words of its status: the standard asks for some.
fn describe(responses: &mut Responses) {
    for (status, response) in &mut responses.responses {
        let known = status.parse::<u16>().ok().and_then(|code| StatusCode::from_u16(code).ok());
        if let (RefOr::T(response), Some(known)) = (response, known)
            && response.description.is_empty()
        {
            known.canonical_reason().unwrap_or("Answer").clone_into(&mut response.description);
        }
    }
}

fn complete(path: &str, changing: Changing, operation: &mut Operation) {
    let facts = Facts::of(path, changing, operation);
    for refusal in REFUSALS.iter().filter(|refusal| facts.holds(refusal.when)) {
        operation
            .responses
            .responses
            .entry(refusal.status.to_string())
            .or_insert_with(|| RefOr::Ref(Ref::from_response_name(refusal.name)));
    }
    describe(&mut operation.responses);
    let parameters = operation.parameters.get_or_insert_default();
    for (component, header) in headers() {
        let applies = match component {
            KEY => facts.is_keyed(),
            VERSION => facts.is_versioned(),
            _ => true,
        };
        let place = format!("#/components/parameters/{component}");
        let known = parameters.iter().any(|known| match known {
            RefOr::T(own) => {
                own.parameter_in == ParameterIn::Header && own.name.eq_ignore_ascii_case(&header.name)
            }
            RefOr::Ref(own) => own.ref_location == place,
        });
        if applies && !known {
            parameters.push(RefOr::Ref(Ref::new(place)));
        }
    }
}

#[cfg(test)]
#[allow(
    unused_qualifications,
    reason = "`utoipa::path` writes paths that trip it, one for each request body"
)]
mod tests {
    use super::*;
    use serde_json::Value;
    use utoipa::{OpenApi as _, ToSchema};

    #[derive(ToSchema)]
    #[allow(dead_code, reason = "only its schema is looked at")]
    struct Wish {
        title: String,
    }

    #[utoipa::path(get, path = "/tickets", params(("page" = Option<i64>, Query)), responses((status = 200)))]
    #[allow(dead_code, reason = "only its description is looked at")]
    fn list() {}

    #[utoipa::path(put, path = "/tickets/{id}", params(("id" = String, Path)), request_body = Wish,
        responses((status = 200), (status = 409, description = "own words")))]
    #[allow(dead_code, reason = "only its description is looked at")]
    fn change() {}

    #[utoipa::path(get, path = "/instance", security(), responses((status = 200)))]
    #[allow(dead_code, reason = "only its description is looked at")]
    fn instance() {}

    #[utoipa::path(post, path = "/auth/login", security(()), request_body = Wish, responses((status = 200)))]
    #[allow(dead_code, reason = "only its description is looked at")]
    fn login() {}

    #[derive(utoipa::OpenApi)]
    #[openapi(paths(list, change, instance, login))]
    struct Api;

    fn document() -> Value {
        serde_json::to_value(assemble(Api::openapi(), "1.2.3")).unwrap()
    }

    fn refusals(operation: &Value) -> Vec<u16> {
        let codes = operation["responses"].as_object().unwrap().keys();
        codes.map(|code| code.parse().unwrap()).filter(|code| *code >= 400).collect()
    }

    fn taken(operation: &Value) -> Vec<&str> {
        let parameters = operation["parameters"].as_array().unwrap().iter();
        parameters.filter_map(|p| p["$ref"].as_str()?.rsplit('/').next()).collect()
    }

    #[test]
    fn each_operation_gets_the_refusals_and_headers_that_fit() {
        let api = document();
        let [list, change] = [&api["paths"]["/tickets"]["get"], &api["paths"]["/tickets/{id}"]["put"]];
        let [instance, login] = [&api["paths"]["/instance"]["get"], &api["paths"]["/auth/login"]["post"]];
        assert_eq!(refusals(list), [400, 401, 403, 429, 500, 503]);
        assert_eq!(refusals(change), [400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 500, 503, 507]);
        assert_eq!(refusals(instance), [429, 500, 503]);
        assert_eq!(refusals(login), [400, 413, 415, 422, 429, 500, 503]);
        assert_eq!(taken(list), [LANGUAGE]);
        assert_eq!(taken(change), [LANGUAGE, KEY, VERSION]);
        assert_eq!(taken(login), [LANGUAGE]);
    }

    #[test]
    fn what_a_handler_says_itself_is_left_alone() {
        assert_eq!(
            document()["paths"]["/tickets/{id}"]["put"]["responses"]["409"]["description"],
            "own words"
        );
    }

    #[test]
    fn every_example_is_an_error_body_and_every_reference_leads_somewhere() {
        let api = document();
        assert_eq!((&api["openapi"], &api["info"]["version"]), (&json!("3.1.0"), &json!("1.2.3")));
        assert_eq!(api["info"]["license"]["identifier"], "Apache-2.0");
        assert_eq!(api["components"]["securitySchemes"][BEARER]["scheme"], "bearer");
        for (name, response) in api["components"]["responses"].as_object().unwrap() {
            let example = &response["content"]["application/json"]["example"];
            let body: ErrorBody = serde_json::from_value(example.clone()).unwrap();
            assert!(
                !body.message.is_empty() && !response["description"].as_str().unwrap().is_empty(),
                "{name}"
            );
            assert_eq!(serde_json::to_value(body).unwrap(), *example);
        }
        let text = api.to_string();
        for (at, opening) in text.match_indices("\"$ref\":\"#") {
            let pointer = text[at + opening.len()..].split('"').next().unwrap();
            assert!(api.pointer(pointer).is_some(), "{pointer}");
        }
    }
}
