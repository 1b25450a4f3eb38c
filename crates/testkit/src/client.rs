//! A blocking client that never hides a status, a header or a byte.

use crate::Answer;
use serde_json::Value;
use std::time::Duration;
use ureq::{Agent, http};

/// Somebody who sends requests to one server.
#[derive(Debug, Clone)]
pub struct Client {
    agent: Agent,
    url: String,
    headers: Vec<(String, String)>,
}

/// What a request carries.
#[derive(Debug, Clone)]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON, with its content type.
    Json(Value),
    /// Bytes of a content type.
    Bytes(String, Vec<u8>),
}

/// A request that is being put together.
#[derive(Debug, Clone)]
pub struct Request<'c> {
    client: &'c Client,
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Body,
}

impl From<Value> for Body {
    fn from(json: Value) -> Self {
        Self::Json(json)
    }
}

impl From<()> for Body {
    fn from((): ()) -> Self {
        Self::Empty
    }
}

impl From<(String, Vec<u8>)> for Body {
    fn from((kind, bytes): (String, Vec<u8>)) -> Self {
        Self::Bytes(kind, bytes)
    }
}

impl Client {
    /// A client without a credential.
    pub fn new(url: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .proxy(None)
            .timeout_global(Some(Duration::from_mins(2)))
            .build();
        Self { agent: config.into(), url: url.to_owned(), headers: Vec::new() }
    }

    /// The same with one more header on every request.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
        client.headers.push((name.to_owned(), value.to_owned()));
        client
    }

    /// The same with this bearer credential.
    #[must_use]
    pub fn bearer(&self, token: &str) -> Self {
        self.with("Authorization", &format!("Bearer {token}"))
    }

    /// The credential it sends, for raw exchanges.
    pub fn authorization(&self) -> &str {
        let header = self.headers.iter().find(|(name, _)| name == "Authorization");
        header.map(|(_, value)| value.as_str()).expect("a client with a credential")
    }

    /// `127.0.0.1:<port>` of the server.
    pub(crate) fn address(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// The headers on every request.
    pub(crate) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// A request of any method. A path that does not begin with `/` is below `/api/v1/`.
    pub fn request(&self, method: &str, path: &str) -> Request<'_> {
        let place = whole(path);
        Request {
            client: self,
            method: method.to_owned(),
            url: format!("{}{place}", self.url),
            headers: self.headers.clone(),
            body: Body::Empty,
        }
    }

    /// `GET`.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path).send()
    }

    /// `POST`.
    #[track_caller]
    pub fn post(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.request("POST", path).body(body).send()
    }

    /// `PUT`.
    #[track_caller]
    pub fn put(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.request("PUT", path).body(body).send()
    }

    /// `DELETE`.
    #[track_caller]
    pub fn delete(&self, path: &str) -> Answer {
        self.request("DELETE", path).send()
    }
}

/// A path as it is asked for.
pub(crate) fn whole(path: &str) -> String {
    if path.starts_with('/') { path.to_owned() } else { format!("/api/v1/{path}") }
}

impl Request<'_> {
    /// One more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// `If-Match`.
    #[must_use]
    pub fn if_match(self, etag: &str) -> Self {
        self.header("If-Match", etag)
    }

    /// `Idempotency-Key`.
    #[must_use]
    pub fn key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    /// What it carries.
    #[must_use]
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    /// Text that is said to be JSON, whatever it is.
    #[must_use]
    pub fn json_text(self, text: &str) -> Self {
        self.body(Body::Bytes("application/json".to_owned(), text.as_bytes().to_vec()))
    }

    /// Sends it. An answer that does not come is a failed test.
    #[track_caller]
    pub fn send(self) -> Answer {
        let line = self.line();
        self.try_send().unwrap_or_else(|e| panic!("{line}: no answer: {e}"))
    }

    /// Sends it to a server that may be killed meanwhile.
    pub fn try_send(self) -> Result<Answer, ureq::Error> {
        let line = self.line();
        let mut request = http::Request::builder().method(self.method.as_str()).uri(&self.url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let agent = &self.client.agent;
        let response = match self.body {
            Body::Empty if matches!(self.method.as_str(), "POST" | "PUT" | "PATCH") => {
                agent.run(request.body(Vec::new())?)
            }
            Body::Empty => agent.run(request.body(())?),
            Body::Json(json) => {
                let request = request.header("Content-Type", "application/json").body(json.to_string())?;
                agent.run(request)
            }
            Body::Bytes(kind, bytes) => {
                let request = if kind.is_empty() { request } else { request.header("Content-Type", kind) };
                agent.run(request.body(bytes)?)
            }
        }?;
        let (head, mut body) = response.into_parts();
        let bytes = body.with_config().limit(256 << 20).read_to_vec()?;
        let headers = head
            .headers
            .iter()
            .map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        Ok(Answer::new(line, head.status.as_u16(), headers, bytes))
    }

    fn line(&self) -> String {
        let body = match &self.body {
            Body::Empty => String::new(),
            Body::Json(json) => json.to_string(),
            Body::Bytes(kind, bytes) => {
                format!("{} bytes of {kind}: {}", bytes.len(), String::from_utf8_lossy(bytes))
            }
        };
        let body: String = body.chars().take(300).collect();
        format!("{} {} {body}", self.method, self.url)
    }
}
