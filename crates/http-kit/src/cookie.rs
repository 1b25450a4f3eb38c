//! Log-ins of browsers: their tokens in cookies that no script of a page can read.
//!
//! A browser sends cookies of itself, also where the pages of somebody else have it ask. So they are only looked at by a surface that
//! says where its own pages are ([`Site`]), only from those, and a change only with a header that no foreign page can send. Nothing here
//! may print a token.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header, request::Parts, uri::Authority},
    response::Response,
};
use domain::{At, AuthFault, Rejection, msg};
use std::convert::Infallible;

/// The cookie of the access token.
const SESSION: &str = "gongdan_session";
/// The cookie of the refresh token, sent to [`REFRESH_PATH`] only.
const REFRESH: &str = "gongdan_refresh";
const REFRESH_PATH: &str = "/api/v1/auth";
/// Longer than any token of ours.
const LONGEST: usize = 4_096;
/// What our own pages send with every change: a foreign page that adds a header has to ask first, and is not let.
const REQUESTED_WITH: HeaderName = HeaderName::from_static("x-requested-with");
const OURS: &str = "gongdan";

/// Where people reach this server, as far as its cookies are concerned. In the extensions of a request it says that its
/// surface takes them.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Cookies go over TLS only.
    secure: bool,
    /// Host and port of the base URL, lower case; what `Host` says holds besides.
    authority: Option<String>,
    /// What comes before our own paths, where a proxy takes it away again; without a slash at its end.
    path: String,
}

impl Site {
    /// The site of a base URL, where there is one.
    pub fn new(base_url: Option<&str>) -> Self {
        let Some((scheme, rest)) = base_url.and_then(|url| url.split_once("://")) else {
            return Self::default();
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        Self {
            secure: scheme.eq_ignore_ascii_case("https"),
            authority: Some(authority.to_ascii_lowercase()),
            path: path.trim_end_matches('/').to_owned(),
        }
    }

    fn cookie(&self, name: &str, value: &str, path: &str, seconds: i64) -> Option<HeaderValue> {
        let (base, secure) = (&self.path, if self.secure { "; Secure" } else { "" });
        let text = format!(
            "{name}={value}; Path={base}{path}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
        );
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// Whether `Origin`, where the browser says one, is where our own pages are.
    fn is_own(&self, headers: &HeaderMap, authority: Option<&str>) -> bool {
        let Some(origin) = headers.get(header::ORIGIN) else { return true };
        let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
        let Some((_, from)) = origin else { return false };
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).or(authority);
        [host, self.authority.as_deref()].into_iter().flatten().any(|own| own.eq_ignore_ascii_case(from))
    }
}

/// What a request brings in cookies. It is believed only after [`Cookies::check`].
pub struct Cookies {
    site: Option<Site>,
    session: Option<String>,
    /// The refresh token.
    pub refresh: Option<String>,
    /// Whether it has the header of our own pages.
    pub marked: bool,
    own: bool,
    changing: bool,
}

impl std::fmt::Debug for Cookies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cookies")
            .field("marked", &self.marked)
            .field("own", &self.own)
            .finish_non_exhaustive()
    }
}

impl<S: Sync> FromRequestParts<S> for Cookies {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(parts))
    }
}

impl Cookies {
    /// Reads them. Where a surface takes none, there are none.
    pub(crate) fn read(parts: &Parts) -> Self {
        let site = parts.extensions.get::<Site>().cloned();
        let with = parts.headers.get(REQUESTED_WITH).map(HeaderValue::as_bytes);
        let taken = |name| site.is_some().then(|| value(&parts.headers, name)).flatten();
        let authority = parts.uri.authority().map(Authority::as_str);
        Self {
            session: taken(SESSION),
            refresh: taken(REFRESH),
            marked: with.is_some_and(|with| with.eq_ignore_ascii_case(OURS.as_bytes())),
            own: site.as_ref().is_some_and(|site| site.is_own(&parts.headers, authority)),
            changing: ![Method::GET, Method::HEAD, Method::OPTIONS].contains(&parts.method),
            site,
        }
    }

    /// Refuses a request that our own pages did not send.
    pub fn check(&self) -> Result<(), Rejection> {
        if !self.own {
            return Err(Rejection::CrossSite(msg!("auth.cross_site_origin")));
        }
        if self.changing && !self.marked {
            return Err(Rejection::CrossSite(msg!("auth.cross_site_header")));
        }
        Ok(())
    }

    /// Whether there is any.
    pub fn is_empty(&self) -> bool {
        self.session.is_none() && self.refresh.is_none()
    }

    /// The access token, of a request that may be made with it.
    pub(crate) fn session(self) -> Result<String, Rejection> {
        let Some(token) = self.session.as_ref().filter(|token| !token.is_empty()) else {
            return Err(Rejection::Unauthenticated(AuthFault::Missing));
        };
        self.check()?;
        if token.len() > LONGEST {
            Err(Rejection::Unauthenticated(AuthFault::Invalid))
        } else {
            Ok(token.clone())
        }
    }

    /// Sets both for as long as the tokens live.
    pub fn give(&self, response: &mut Response, done: &app::identity::session::LoggedIn, now: At) {
        let left = |end: At| (end.micros().saturating_sub(now.micros()) / 1_000_000).max(0);
        self.set(response, SESSION, &done.token, left(done.expires));
        self.set(response, REFRESH, &done.refresh_token, left(done.refresh_expires));
    }

    /// Has the browser forget both.
    pub fn clear(&self, response: &mut Response) {
        self.set(response, SESSION, "", 0);
        self.set(response, REFRESH, "", 0);
    }

    fn set(&self, response: &mut Response, name: &str, value: &str, seconds: i64) {
        let path = if name == REFRESH { REFRESH_PATH } else { "/" };
        let cookie = self.site.as_ref().and_then(|site| site.cookie(name, value, path, seconds));
        if let Some(cookie) = cookie {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

/// The value of a cookie, over however many headers there are. Two of one name are none: one of them was put there by somebody
/// else, another host of our domain, and which is ours nobody can say.
fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(known, _)| *known == name)
        .map(|(_, value)| value.trim().trim_matches('"'));
    let first = found.next().filter(|value| !value.is_empty());
    if found.next().is_some() { None } else { first.map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn read(site: Option<Site>, method: &str, headers: &[(&str, &str)]) -> Cookies {
        let mut request = Request::builder().method(method).uri("/x");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(()).unwrap();
        if let Some(site) = site {
            request.extensions_mut().insert(site);
        }
        Cookies::read(&request.into_parts().0)
    }

    #[test]
    fn cookies_are_read_from_any_number_of_headers_and_only_where_they_are_taken() {
        for (lines, token) in [
            (&["gongdan_session=abc"][..], Some("abc")),
            (&["a=b; gongdan_session=abc;c=d"], Some("abc")),
            (&["a=b", "gongdan_session=\"abc\""], Some("abc")),
            (&["gongdan_session="], None),
            (&["gongdan_sessions=abc"], None),
            (&["gongdan_session=abc; gongdan_session=def"], None),
            (&["gongdan_session=abc", "gongdan_session=abc"], None),
            (&[""], None),
        ] {
            let headers: Vec<_> = lines.iter().map(|line| ("cookie", *line)).collect();
            assert_eq!(read(Some(Site::default()), "GET", &headers).session.as_deref(), token, "{lines:?}");
            assert!(read(None, "GET", &headers).is_empty());
        }
    }

    #[test]
    fn only_our_own_pages_are_believed() {
        let site = Site::new(Some("https://Desk.example.org/gongdan"));
        for (method, headers, good) in [
            ("GET", &[][..], true),
            ("GET", &[("origin", "https://desk.example.org")], true),
            ("GET", &[("origin", "https://evil.example.org")], false),
            ("GET", &[("origin", "null")], false),
            ("POST", &[], false),
            ("POST", &[("x-requested-with", "Gongdan")], true),
            ("POST", &[("x-requested-with", "XMLHttpRequest")], false),
            (
                "DELETE",
                &[
                    ("x-requested-with", "gongdan"),
                    ("origin", "http://10.0.0.1:8080"),
                    ("host", "10.0.0.1:8080"),
                ],
                true,
            ),
            (
                "PUT",
                &[
                    ("x-requested-with", "gongdan"),
                    ("origin", "http://10.0.0.1:8081"),
                    ("host", "10.0.0.1:8080"),
                ],
                false,
            ),
        ] {
            let cookies = read(Some(site.clone()), method, headers);
            assert_eq!(cookies.check().is_ok(), good, "{method} {headers:?}");
        }
    }

    #[test]
    fn a_cookie_is_bound_to_where_the_site_is() {
        let text = |url, name, path| {
            let cookie = Site::new(url).cookie(name, "v", path, 9).unwrap();
            cookie.to_str().unwrap().to_owned()
        };
        assert_eq!(
            text(Some("https://desk.example.org/tickets"), REFRESH, REFRESH_PATH),
            "gongdan_refresh=v; Path=/tickets/api/v1/auth; Max-Age=9; HttpOnly; SameSite=Strict; Secure"
        );
        assert_eq!(
            text(None, SESSION, "/"),
            "gongdan_session=v; Path=/; Max-Age=9; HttpOnly; SameSite=Strict"
        );
    }

    #[test]
    fn nothing_of_a_token_is_printed() {
        let cookies = read(Some(Site::default()), "GET", &[("cookie", "gongdan_session=s3cret")]);
        assert!(!format!("{cookies:?}").contains("s3cret"));
    }
}
