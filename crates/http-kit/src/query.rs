//! Query parameters, paging and cursors.

use crate::{fail::Fail, value::wrong_value};
use axum::{extract::FromRequestParts, http::request::Parts};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{At, Rejection, msg};
use percent_encoding::percent_decode;
use serde::{Serialize, de::DeserializeOwned};

/// The most of a list that one page shows.
const LARGEST_PAGE: i64 = 100;
const USUAL_PAGE: i64 = 20;
/// Pages past this one are as empty as this one.
const LAST_PAGE: i64 = 1_000_000_000;
/// Longer than any cursor of ours.
const LONGEST_CURSOR: usize = 4_096;

/// The parameters of the query. One that is known and given more than once is refused: nobody guesses which is meant.
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fail> {
        Ok(Self(read(parts.uri.query().unwrap_or_default())?))
    }
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, Rejection> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let raw: String = name.chars().take(64).collect();
        let name = decode(name, &raw)?;
        let value = decode(value, &name)?;
        pairs.push((name, value));
    }
    let clean = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
    let reader = serde_urlencoded::Deserializer::new(form_urlencoded::parse(clean.as_bytes()));
    serde_path_to_error::deserialize(reader)
        .map_err(|error| wrong_value(&error.path().to_string(), &error.into_inner().to_string()))
}

fn decode(text: &str, name: &str) -> Result<String, Rejection> {
    let bad = || Rejection::malformed(name, msg!("request.query_encoding"));
    let spaced = text.replace('+', " ");
    let mut rest = spaced.as_bytes();
    while let Some(at) = rest.iter().position(|byte| *byte == b'%') {
        let (_, escape) = rest.split_at(at);
        match escape {
            [_, high, low, tail @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => rest = tail,
            _ => return Err(bad()),
        }
    }
    let Ok(decoded) = percent_decode(spaced.as_bytes()).decode_utf8() else { return Err(bad()) };
    if decoded.contains('\0') {
        return Err(Rejection::malformed(name, msg!("text.control")));
    }
    Ok(decoded.into_owned())
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// From 1.
    pub page: i64,
    /// How many on each, from 1.
    pub size: i64,
}

impl Default for Page {
    fn default() -> Self {
        Self { page: 1, size: USUAL_PAGE }
    }
}

impl Page {
    /// Reads the parameters `page` and `pageSize`; what is left out or empty is 1 and 20, what is past its end is moved to it.
    pub fn parse(page: Option<&str>, size: Option<&str>) -> Result<Self, Rejection> {
        Self::parse_as(page, ("pageSize", size), LARGEST_PAGE)
    }

    /// As [`Page::parse`], where the size has another name or another end.
    pub fn parse_as(
        page: Option<&str>,
        (name, size): (&str, Option<&str>),
        largest: i64,
    ) -> Result<Self, Rejection> {
        let usual = Self::default();
        Ok(Self {
            page: count("page", page)?.unwrap_or(usual.page).min(LAST_PAGE),
            size: count(name, size)?.unwrap_or(usual.size).min(largest),
        })
    }

    /// How many rows come before this page.
    pub const fn offset(self) -> i64 {
        self.page.saturating_sub(1).saturating_mul(self.size)
    }
}

/// A whole number of at least 1; one past `i64` is its largest.
fn count(name: &str, text: Option<&str>) -> Result<Option<i64>, Rejection> {
    let huge = |text: &str| text.len() > 18 && text.bytes().all(|b| b.is_ascii_digit());
    let number = match text.map(str::trim) {
        Some(text) if huge(text) => Some(i64::MAX),
        text => int_param(name, text)?,
    };
    match number {
        Some(..1) => Err(Rejection::malformed(name, msg!("value.at_least", min = 1))),
        number => Ok(number),
    }
}

/// A parameter that is a whole number; an empty one is none.
pub fn int_param(name: &str, text: Option<&str>) -> Result<Option<i64>, Rejection> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(Rejection::malformed(name, msg!("value.integer"))),
        },
    }
}

/// A parameter that is an RFC 3339 time or a date; an empty one is none.
pub fn time_param(name: &str, text: Option<&str>) -> Result<Option<At>, Rejection> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        // A `+08:00` that was not percent-encoded has arrived as a space.
        Some(text) => At::parse(text)
            .or_else(|| At::parse(&text.replacen(' ', "+", 1)))
            .map(Some)
            .ok_or_else(|| Rejection::malformed(name, msg!("value.time"))),
    }
}

/// A place in a list as opaque text.
pub fn encode_cursor<T: Serialize>(place: &T) -> Result<String, Rejection> {
    serde_json::to_vec(place).map(|bytes| URL_SAFE_NO_PAD.encode(bytes)).map_err(|error| {
        tracing::error!(%error, "a cursor cannot be written as json");
        Rejection::Internal
    })
}

/// Reads what [`encode_cursor`] wrote; anything else is a malformed parameter `name`.
pub fn decode_cursor<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Rejection> {
    let text = text.trim();
    (text.len() <= LONGEST_CURSOR)
        .then(|| URL_SAFE_NO_PAD.decode(text).ok())
        .flatten()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .ok_or_else(|| Rejection::malformed(name, msg!("request.cursor")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fail::{
        surface,
        tests::{Toy, ask, send},
    };
    use axum::{Router, routing::get};
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Filter {
        #[serde(default)]
        q: String,
        tag: Option<String>,
        limit: Option<i64>,
    }

    #[tokio::test]
    async fn a_query_is_read_or_its_parameter_named() {
        let show = async |Query(f): Query<Filter>| {
            format!("{}|{}|{}", f.q, f.tag.unwrap_or_default(), f.limit.unwrap_or(0))
        };
        let router = surface::<Toy>(Router::new().route("/", get(show)));
        for (query, status, told) in [
            ("", 200, "||0"),
            ("?q=%E4%B8%AD+a%2Bb&tag=&other=1&&", 200, "中 a+b||0"),
            ("?tag=b&limit=3", 200, "|b|3"),
            ("?tag=a&tag=b&limit=3", 400, "[tag]"),
            ("?other=a&other=b&limit=3", 200, "||3"),
            ("?q", 200, "||0"),
            ("?q=%FF", 400, "[q]"),
            ("?q=%4", 400, "[q]"),
            ("?q=100%", 400, "[q]"),
            ("?q=a%00", 400, "[q]"),
            ("?%zz=1", 400, "[%zz]"),
            ("?limit=many", 400, "[limit]"),
            ("?limit=", 400, "[limit]"),
        ] {
            let (got, _, body) = send(router.clone(), ask("GET", &format!("/{query}"))).await;
            assert!(got == status && body.contains(told), "{query} {got} {body}");
        }
    }

    #[tokio::test]
    async fn a_known_parameter_that_is_repeated_is_named() {
        let show = async |Query(f): Query<Filter>| f.q;
        let router = surface::<Toy>(Router::new().route("/", get(show)));
        for (query, status, told) in
            [("?q=a&tag=b", 200, "a"), ("?q=a&tag=&tag=b", 400, "[tag]"), ("?q=a&%71=a", 400, "[q]")]
        {
            let (got, _, body) = send(router.clone(), ask("GET", &format!("/{query}"))).await;
            assert!(got == status && body.contains(told), "{query} {got} {body}");
        }
    }

    #[test]
    fn a_page_is_kept_within_its_limits() {
        for (page, size, expected) in [
            (None, None, Ok((1, 20))),
            (Some("3"), Some("50"), Ok((3, 50))),
            (Some(" 2 "), Some(""), Ok((2, 20))),
            (None, Some("1000"), Ok((1, 100))),
            (Some("99999999999999999999999"), Some("99999999999999999999"), Ok((LAST_PAGE, 100))),
            (Some("0"), None, Err("page")),
            (Some("-1"), None, Err("page")),
            (Some("-99999999999999999999"), None, Err("page")),
            (Some("1.5"), None, Err("page")),
            (None, Some("0"), Err("pageSize")),
            (None, Some("ten"), Err("pageSize")),
        ] {
            match (Page::parse(page, size), expected) {
                (Ok(got), Ok((page, size))) => assert_eq!(got, Page { page, size }),
                (Err(Rejection::Malformed { field, .. }), Err(name)) => {
                    assert_eq!(field.as_deref(), Some(name));
                }
                (got, _) => panic!("{page:?} {size:?} {got:?}"),
            }
        }
        assert_eq!(Page::parse_as(None, ("size", Some("500")), 200), Ok(Page { page: 1, size: 200 }));
        assert_eq!(Page { page: 3, size: 20 }.offset(), 40);
        assert_eq!(Page { page: i64::MAX, size: 100 }.offset(), i64::MAX);
    }

    #[test]
    fn a_time_may_have_lost_its_plus() {
        let plus = time_param("t", Some("2026-11-21T08:00:00+08:00"));
        assert_eq!(time_param("t", Some("2026-11-21T08:00:00 08:00")), plus);
        assert_eq!(time_param("t", Some("")), Ok(None));
        assert!(time_param("t", Some("soon")).is_err());
        assert_eq!(int_param("n", Some("-5")), Ok(Some(-5)));
        assert!(int_param("n", Some("99999999999999999999")).is_err());
    }

    #[test]
    fn a_cursor_comes_back_and_nonsense_does_not() {
        let text = encode_cursor(&(7_i64, "中")).unwrap();
        assert_eq!(decode_cursor::<(i64, String)>("cursor", &text), Ok((7, "中".to_owned())));
        for bad in ["", "!", "AAAA", "bnVsbA", &"A".repeat(5_000)] {
            let refused = decode_cursor::<(i64, String)>("cursor", bad);
            assert!(
                matches!(refused, Err(Rejection::Malformed { field: Some(f), .. }) if f == "cursor"),
                "{bad:.20}"
            );
        }
    }
}
