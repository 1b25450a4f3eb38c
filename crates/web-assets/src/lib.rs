//! The pages that the program serves, all from its own bytes: nothing is fetched from the Internet.
//!
//! These are the web interface (`web/dist`, embedded by `build.rs` as npm compressed it), the API's description (`/openapi.json`) and
//! its reader (`/docs`, Swagger UI, vendored in its crate). This crate never runs npm and knows no ticket.

mod asset;
mod page;

use axum::{
    Router,
    extract::{MatchedPath, Path, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse as _, Response},
    routing::get,
};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// What the documentation may load: itself. Swagger UI puts styles on its elements and small pictures in its style sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The files of the interface at the root; what else it has is below `/assets`, with its hash in its name.
pub const FILES: &[&str] = &["/favicon.svg"];

/// `/openapi.json`, `/docs`, and the interface's page and files.
pub fn routes(api: OpenApi) -> Router {
    let config = Config::from("/openapi.json").validator_url("none").persist_authorization(false);
    let docs = SwaggerUi::new("/docs").url("/openapi.json", api).config(config);
    let described = Router::new().merge(docs).layer(SetResponseHeaderLayer::if_not_present(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    ));
    let hashed = get(|Path(name): Path<String>, headers: HeaderMap| async move {
        file(&format!("assets/{name}"), &headers)
    });
    let router = described
        .route("/", get(|headers: HeaderMap| async move { page::index(&headers) }))
        .route("/assets/{*name}", hashed);
    FILES.iter().fold(router, |router, path| {
        let name = path.trim_start_matches('/');
        router.route(path, get(move |headers: HeaderMap| async move { file(name, &headers) }))
    })
}

fn file(path: &str, headers: &HeaderMap) -> Response {
    match asset::find(path) {
        Some(asset) => {
            let mut response = asset.answer(headers);
            page::dress(&mut response);
            response
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Answers with the interface's page where a browser asks to be shown an address that nothing else answers: a deep link. `elsewhere`
/// says which paths belong to an API, whose own refusal is to stand. Call it on the whole router, its fallback included.
pub fn pages(router: Router, elsewhere: fn(&str) -> bool) -> Router {
    router.layer(from_fn(move |request: Request, next: Next| async move {
        if is_visit(&request) && !elsewhere(request.uri().path()) {
            return page::index(request.headers());
        }
        next.run(request).await
    }))
}

/// Whether a browser asks for a page, and no route has its path.
fn is_visit(request: &Request) -> bool {
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    matches!(*request.method(), Method::GET | Method::HEAD)
        && request.extensions().get::<MatchedPath>().is_none()
        && accepts.is_some_and(|accept| accept.contains("text/html"))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use tower::ServiceExt as _;

    use super::*;

    async fn visit(path: &str, accept: &str) -> (StatusCode, String) {
        let router = Router::new().route("/api/v1/known", get(|| async { "known" }));
        let router = pages(router.merge(routes(OpenApi::default())), |path| path.starts_with("/api/"));
        let request = axum::http::Request::get(path)
            .header(header::ACCEPT, accept)
            .body(Body::empty())
            .unwrap_or_default();
        let Ok(response) = router.oneshot(request).await;
        let kind = response
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        (response.status(), kind.to_owned())
    }

    const BROWSER: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

    #[tokio::test]
    async fn a_deep_link_has_the_page() {
        for path in ["/", "/tickets/SUP-42", "/admin/people/zhang.san", "/no/such/page"] {
            assert_eq!(
                visit(path, BROWSER).await,
                (StatusCode::OK, "text/html; charset=utf-8".to_owned()),
                "{path}"
            );
        }
    }

    #[tokio::test]
    async fn paths_of_apis_files_and_programs_are_refused_as_ever() {
        for (path, accept) in [
            ("/api/v1/unknown", BROWSER),
            ("/assets/gone-12345678.js", BROWSER),
            ("/tickets/SUP-42", "application/json"),
        ] {
            assert_eq!(visit(path, accept).await.0, StatusCode::NOT_FOUND, "{path}");
        }
    }
}
