//! The page of the interface, and the one that stands in for it where the interface was not built.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, header},
    response::{Html, IntoResponse as _},
};

use crate::asset;

/// What the pages may load and do: themselves. No exception, so nothing that is written into a ticket can run or be sent away.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
     worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);
const LANGUAGES: [(&str, &str); 2] =
    [("zh-CN", include_str!("../messages/zh.txt")), ("en", include_str!("../messages/en.txt"))];

/// The page that every address of the interface has; its script reads the address.
pub(crate) fn index(headers: &HeaderMap) -> Response<Body> {
    let mut response = match asset::find("index.html") {
        Some(page) => page.answer(headers),
        None => Html(missing()).into_response(),
    };
    dress(&mut response);
    response
}

/// Puts the headers of the interface's own files on an answer.
pub(crate) fn dress(response: &mut Response<Body>) {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
}

/// Says in both languages that the interface was not built.
fn missing() -> String {
    let part = |(lang, texts): (&str, &str)| {
        let say = |key| sentence(texts, key).unwrap_or_default();
        format!(
            "<section lang=\"{lang}\"><h1>{}</h1><p>{}</p><p>{}</p><p><a href=\"/docs/\">{}</a></p></section>",
            say("missing.title"),
            say("missing.why"),
            say("missing.what"),
            say("missing.docs"),
        )
    };
    let body = LANGUAGES.map(part).concat();
    format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"><title>Gongdan</title>{body}"
    )
}

/// The sentence of a key in a message file.
fn sentence<'a>(texts: &'a str, key: &str) -> Option<&'a str> {
    texts
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .find_map(|(name, said)| (name == key).then_some(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(texts: &str) -> Vec<&str> {
        texts
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, _)| key)
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_sentences() {
        let [(_, zh), (_, en)] = LANGUAGES;
        assert_eq!(keys(zh), keys(en));
    }

    #[test]
    fn the_page_without_an_interface_says_so_in_both_languages() {
        let page = missing();
        assert!(page.contains("not in this program") && page.contains("没有包含网页界面"), "{page}");
    }

    #[test]
    fn the_policy_has_no_exception() {
        assert!(POLICY.to_str().is_ok_and(|policy| !policy.contains("unsafe") && !policy.contains("nonce")));
    }
}
