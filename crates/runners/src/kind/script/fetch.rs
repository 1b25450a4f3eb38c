//! `fetch`: what a script wants asked of others, held to the hosts that the operator has named, and sent through `outgoing`.

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use outgoing::{Answer, Client, Completeness, Host, Target};
use sandbox::{Refusal, Request, Response};
use std::{collections::BTreeMap, time::Duration};

/// How long one request may take; the run's own time may be over before.
const PATIENCE: Duration = Duration::from_mins(5);
/// How many bytes of an answer a script is given.
const KEPT: usize = 2 << 20;
/// The methods that a script may use.
const METHODS: [Method; 7] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];
/// Tells a request from every other, for systems that take it.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");

pub(super) fn refused(code: &str, message: impl Into<String>) -> Refusal {
    Refusal { code: code.to_owned(), message: message.into() }
}

/// What is sent, if it may be. The key is put in where the script has none of its own.
pub(super) fn read(request: Request, hosts: &[Host], key: &str) -> Result<outgoing::Request, Refusal> {
    let bad = |why: String| refused("bad_request", why);
    let Request { url, method, headers, body } = request;
    let target = Target::parse(&url).map_err(|error| bad(format!("fetch: {error}")))?;
    if !hosts.iter().any(|host| host.covers(&target)) {
        let why = "fetch: this host is none of those that the operator of this server allows (script_hosts)";
        return Err(refused("host_not_allowed", why));
    }
    let method = METHODS.into_iter().find(|known| known.as_str().eq_ignore_ascii_case(&method));
    let method = method.ok_or_else(|| bad("fetch: there is no such method".to_owned()))?;
    let mut sent = HeaderMap::new();
    for (name, value) in headers {
        let known = name.parse::<HeaderName>().ok().zip(HeaderValue::from_str(&value).ok());
        let (name, value) = known.ok_or_else(|| bad(format!("fetch: the header {name:?} cannot be sent")))?;
        sent.insert(name, value);
    }
    if let Ok(key) = HeaderValue::from_str(key) {
        sent.entry(KEY).or_insert(key);
    }
    if body.is_some() {
        sent.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static("text/plain; charset=utf-8"));
    }
    let body = body.unwrap_or_default().into();
    Ok(outgoing::Request { method, target, headers: sent, body, patience: PATIENCE, keep: KEPT })
}

/// Sends it. A redirect is an answer like any other.
pub(super) async fn send(client: &Client, request: outgoing::Request) -> Result<Response, Refusal> {
    let answer =
        client.send(request).await.map_err(|failure| refused(failure.word(), failure.to_string()))?;
    if answer.completeness == Completeness::Cut {
        return Err(refused("too_large", format!("fetch: the answer is longer than {KEPT} bytes")));
    }
    Ok(Response {
        status: answer.status,
        headers: headers(&answer),
        body: String::from_utf8_lossy(&answer.body).into_owned(),
    })
}

/// By name; what came several times stands together.
fn headers(answer: &Answer) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        all.entry(name.as_str().to_owned())
            .and_modify(|known| {
                known.push_str(", ");
                known.push_str(&value);
            })
            .or_insert_with(|| value.clone().into_owned());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(url: &str, headers: &[(&str, &str)]) -> Request {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Request { url: url.to_owned(), method: "POST".to_owned(), headers, body: Some("{}".to_owned()) }
    }

    fn hosts() -> Vec<Host> {
        vec!["api.example.com".parse().unwrap(), "127.0.0.1:9".parse().unwrap()]
    }

    #[test]
    fn only_allowed_hosts_are_asked_and_only_what_can_be_sent() {
        for (request, code) in [
            (asked("https://evil.example.com/", &[]), "host_not_allowed"),
            (asked("http://127.0.0.1:10/", &[]), "host_not_allowed"),
            (asked("https://api.example.com@evil.example.com/", &[]), "bad_request"),
            (asked("file:///etc/passwd", &[]), "bad_request"),
            (asked("https://api.example.com/", &[("a b", "c")]), "bad_request"),
            (asked("https://api.example.com/", &[("a", "b\r\nc: d")]), "bad_request"),
            (
                Request { method: "CONNECT".to_owned(), ..asked("https://api.example.com/", &[]) },
                "bad_request",
            ),
        ] {
            assert_eq!(read(request.clone(), &hosts(), "7:1:1").unwrap_err().code, code, "{request:?}");
        }
    }

    #[test]
    fn a_request_carries_its_key_unless_the_script_has_one() {
        let sent = read(asked("https://api.example.com/x", &[]), &hosts(), "7:1:1").unwrap();
        assert_eq!(sent.headers.get(KEY).unwrap(), "7:1:1");
        let own = asked(
            "http://127.0.0.1:9/",
            &[("Idempotency-Key", "mine"), ("Content-Type", "application/json")],
        );
        let sent = read(own, &hosts(), "7:1:1").unwrap();
        assert_eq!(sent.headers.get(KEY).unwrap(), "mine");
        assert_eq!(sent.headers.get(header::CONTENT_TYPE).unwrap(), "application/json");
    }
}
