//! The files of the interface as they stand in the program, and how one is answered: compressed as npm left it, never at run time.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};

/// One file of `web/dist`.
pub(crate) struct Asset {
    /// Its path below `dist`, without a slash in front.
    path: &'static str,
    kind: &'static str,
    /// Its entity tag, with quotes.
    tag: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// Every file, sorted by path; empty where the interface was not built.
static ASSETS: &[Asset] = &include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// What has its content's hash in its name never changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Everything else is asked for each time, and mostly answered with 304.
const ASK: HeaderValue = HeaderValue::from_static("no-cache");

/// The file with this path below `dist`.
pub(crate) fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.binary_search_by(|asset| asset.path.cmp(path)).ok().and_then(|at| ASSETS.get(at))
}

impl Asset {
    /// The answer to a request with these headers.
    pub(crate) fn answer(&self, headers: &HeaderMap) -> Response<Body> {
        let known = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
        let fresh = known
            .is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == self.tag));
        let (bytes, encoding) = self.form(headers);
        let mut response =
            if fresh { Response::new(Body::empty()) } else { Response::new(Body::from(bytes)) };
        if fresh {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let out = response.headers_mut();
        out.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        out.insert(header::ETAG, HeaderValue::from_static(self.tag));
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        out.insert(header::CACHE_CONTROL, if self.path.starts_with("assets/") { FOR_EVER } else { ASK });
        if let Some(encoding) = encoding {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    fn form(&self, headers: &HeaderMap) -> (&'static [u8], Option<&'static str>) {
        let wanted =
            headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        match (self.brotli, self.gzip) {
            (Some(bytes), _) if takes(wanted, "br") => (bytes, Some("br")),
            (_, Some(bytes)) if takes(wanted, "gzip") => (bytes, Some("gzip")),
            _ => (self.plain, None),
        }
    }
}

/// Whether `Accept-Encoding` has this coding and does not refuse it.
fn takes(wanted: &str, coding: &str) -> bool {
    wanted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = parts
            .any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0)));
        named && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: Asset = Asset {
        path: "assets/a-12345678.js",
        kind: "text/javascript; charset=utf-8",
        tag: "\"0123456789abcdef\"",
        plain: b"plain",
        brotli: Some(b"br"),
        gzip: Some(b"gz"),
    };

    fn asked(name: header::HeaderName, value: &'static str) -> Response<Body> {
        SCRIPT.answer(&HeaderMap::from_iter([(name, HeaderValue::from_static(value))]))
    }

    #[test]
    fn the_best_form_that_is_taken_is_sent() {
        let coding =
            |wanted| asked(header::ACCEPT_ENCODING, wanted).headers().get(header::CONTENT_ENCODING).cloned();
        assert_eq!(coding("gzip, deflate, br"), Some(HeaderValue::from_static("br")));
        assert_eq!(coding("gzip"), Some(HeaderValue::from_static("gzip")));
        assert_eq!(coding("br;q=0, gzip;q=0.5"), Some(HeaderValue::from_static("gzip")));
        assert_eq!(coding("identity"), None);
    }

    #[test]
    fn what_the_browser_has_is_not_sent_again() {
        assert_eq!(asked(header::IF_NONE_MATCH, "W/\"0123456789abcdef\"").status(), StatusCode::NOT_MODIFIED);
        assert_eq!(asked(header::IF_NONE_MATCH, "\"other\"").status(), StatusCode::OK);
    }

    #[test]
    fn hashed_names_are_kept_for_ever_and_the_page_is_asked_for() {
        assert_eq!(asked(header::ACCEPT, "*/*").headers().get(header::CACHE_CONTROL), Some(&FOR_EVER));
        let page = Asset { path: "index.html", ..SCRIPT };
        assert_eq!(page.answer(&HeaderMap::new()).headers().get(header::CACHE_CONTROL), Some(&ASK));
    }

    #[test]
    fn files_are_sorted_so_that_they_are_found() {
        assert!(ASSETS.is_sorted_by_key(|asset| asset.path));
        assert!(ASSETS.iter().all(|asset| find(asset.path).is_some_and(|found| found.path == asset.path)));
    }
}
