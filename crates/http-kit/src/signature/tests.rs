//! `vectors.json` was written by the Python SDK's own signer (`huaweicloudsdkcore` 3.1.219) with the secret below.

use super::*;
use axum::http::HeaderValue;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;

const SECRET: &str = "the secret key";

#[derive(Deserialize)]
struct Vector {
    name: String,
    method: String,
    uri: String,
    headers: Vec<(String, String)>,
    body: String,
}

fn vectors() -> Vec<Vector> {
    serde_json::from_str(include_str!("vectors.json")).unwrap()
}

fn headers(of: &[(String, String)]) -> HeaderMap {
    of.iter()
        .map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            (name, HeaderValue::from_bytes(value.as_bytes()).unwrap())
        })
        .collect()
}

/// Whether the signature of a request is right, with `change` made to it after it was signed.
fn holds(vector: &Vector, change: impl Fn(&mut Vector)) -> bool {
    let mut changed = Vector {
        name: vector.name.clone(),
        method: vector.method.clone(),
        uri: vector.uri.clone(),
        headers: vector.headers.clone(),
        body: vector.body.clone(),
    };
    change(&mut changed);
    let headers = headers(&changed.headers);
    let Ok(Some(claim)) = claim(&headers) else { return false };
    let Ok(date) = date(&headers, &claim) else { return false };
    let method = Method::from_bytes(changed.method.as_bytes()).unwrap();
    let uri: Uri = changed.uri.parse().unwrap();
    let payload = hex(&Sha256::digest(&changed.body));
    let Some(canonical) = canonical(&method, &uri, &headers, &claim.headers, &payload) else { return false };
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{SCHEME}\n{date}\n{}", hex(&Sha256::digest(canonical))).as_bytes());
    mac.verify_slice(&claim.signature).is_ok()
}

fn set(vector: &mut Vector, name: &str, value: &str) {
    vector.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    vector.headers.push((name.to_owned(), value.to_owned()));
}

fn authorization(vector: &Vector) -> String {
    let found = vector.headers.iter().find(|(name, _)| name == "Authorization");
    found.unwrap().1.clone()
}

#[test]
fn what_the_sdk_signs_is_right() {
    let vectors = vectors();
    assert!(vectors.len() >= 7);
    for vector in &vectors {
        assert!(holds(vector, |_| ()), "{}", vector.name);
    }
}

#[test]
fn what_is_changed_after_it_was_signed_is_wrong() {
    for vector in &vectors() {
        let wrong = |what: &str, change: &dyn Fn(&mut Vector)| {
            assert!(!holds(vector, change), "{}: {what}", vector.name);
        };
        wrong("another method", &|v| v.method = "PUT".to_owned());
        wrong("a longer path", &|v| v.uri = v.uri.replacen("/v", "/x/v", 1));
        wrong("one more parameter", &|v| {
            v.uri.push_str(if v.uri.contains('?') { "&x=1" } else { "?x=1" });
        });
        wrong("one more byte in the body", &|v| v.body.push(' '));
        wrong("another host", &|v| set(v, "Host", "desk.example.com"));
        wrong("another time", &|v| set(v, "X-Sdk-Date", "20261121T080001Z"));
        wrong("no time", &|v| v.headers.retain(|(name, _)| name != "X-Sdk-Date"));
        wrong("two times", &|v| v.headers.push(("X-Sdk-Date".to_owned(), "20261121T080000Z".to_owned())));
        let header = authorization(vector);
        wrong("another list of headers", &|v| {
            set(v, "Authorization", &header.replace("host;x", "host;accept;x"));
        });
        wrong("a list without the time", &|v| set(v, "Authorization", &header.replace(";x-sdk-date", "")));
        wrong("a header twice", &|v| set(v, "Authorization", &header.replace("host;x", "host;host;x")));
        wrong("another order of headers", &|v| {
            set(
                v,
                "Authorization",
                &header.replace("host;x-sdk-date", "x-sdk-date;host").replace("host;x-n", "x-n"),
            );
        });
        wrong("capital letters", &|v| {
            let (before, after) = header.rsplit_once('=').unwrap();
            set(v, "Authorization", &format!("{before}={}", after.to_ascii_uppercase()));
        });
        wrong("cut short", &|v| set(v, "Authorization", header.get(..header.len() - 1).unwrap()));
        wrong("a part twice", &|v| set(v, "Authorization", &format!("{header}, Access=x")));
        wrong("an unknown part", &|v| set(v, "Authorization", &format!("{header}, Region=x")));
        wrong("two of them", &|v| v.headers.push(("Authorization".to_owned(), header.clone())));
        if vector.uri.contains("offset=10") {
            wrong("another value", &|v| v.uri = v.uri.replace("offset=10", "offset=11"));
        }
    }
}

#[test]
fn the_same_request_may_be_spelt_otherwise() {
    let vectors = vectors();
    let named = |name: &str| vectors.iter().find(|v| v.name == name).unwrap();
    let query = named("repeated and encoded parameters");
    for uri in [
        "/v1/incident-tickets?flag=true&b=z&b=a+b&b=a%2bc&a~-_.=%c3%a9/=%26?%25&A",
        "/v1/incident-tickets?&flag=true&&b=a%20b&b=a%2Bc&b=z&A=&%61%7E%2D_.=%C3%A9%2F%3D%26%3F%25",
        "/v1/incident-tickets/?A=&a~-_.=%C3%A9%2F%3D%26%3F%25&b=a%20b&b=a%2Bc&b=z&flag=true",
    ] {
        assert!(holds(query, |v| uri.clone_into(&mut v.uri)), "{uri}");
    }
    let slash = named("a slash at the end");
    assert!(holds(slash, |v| "/v2/incidents".clone_into(&mut v.uri)));
    let blanks = named("a header with blanks around it and one in UTF-8");
    assert!(holds(blanks, |v| set(v, "x-note", "two  words")));
    assert!(!holds(blanks, |v| set(v, "x-note", "two words")), "blanks within are signed");
}

#[test]
fn the_canonical_form_is_as_it_is_written_down() {
    assert_eq!(canonical_path(""), "/");
    assert_eq!(canonical_path("/a b/事"), "/a%20b/%E4%BA%8B/");
    assert_eq!(canonical_path("/%zz%4"), "/%25zz%254/");
    assert_eq!(canonical_path("/%FF"), "/%FF/");
    assert_eq!(canonical_query(""), "");
    assert_eq!(canonical_query("b&a=2&a=1&a=10"), "a=1&a=10&a=2&b=");
    assert_eq!(canonical_query("a=b=c"), "a=b%3Dc");
}

#[test]
fn a_time_is_read_to_the_letter() {
    assert_eq!(moment("20261121T080000Z"), At::parse("2026-11-21T08:00:00Z"));
    for bad in
        ["", "20261121T080000", "20261121t080000Z", "2026-11-21T08:00:00Z", "20261321T080000Z", "事事事事事Z"]
    {
        assert_eq!(moment(bad), None, "{bad}");
    }
}

#[test]
fn another_scheme_is_none_of_it() {
    let of = |text: &str| claim(&headers(&[("authorization".to_owned(), text.to_owned())]));
    for other in ["Bearer abc", "Basic abc", "", "SDK-HMAC-SM3 Access=a, SignedHeaders=b, Signature=c"] {
        assert_eq!(of(other), Ok(None), "{other}");
    }
    for bad in [
        "SDK-HMAC-SHA256",
        "SDK-HMAC-SHA256 Access=a",
        "sdk-hmac-sha256 x",
        "SDK-HMAC-SHA256 Access=a, SignedHeaders=b, Signature=zz",
    ] {
        assert_eq!(of(bad), Err(invalid()), "{bad}");
    }
}
