//! What came back, and how to look at it.

use serde_json::Value;

/// An answer, with the request that it is the answer to.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The request, shortened, for messages.
    pub request: String,
    /// The status.
    pub status: u16,
    /// The headers; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as JSON; null when it is none.
    pub json: Value,
    /// The body as text.
    pub text: String,
    /// The body as it is.
    pub bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn new(request: String, status: u16, headers: Vec<(String, String)>, bytes: Vec<u8>) -> Self {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Self { request, status, headers, json, text, bytes }
    }

    /// Fails unless the status is `status`.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "wrong status for {self}");
        if status < 300
            && !self.text.is_empty()
            && self.header("content-type").starts_with("application/json")
        {
            assert!(serde_json::from_str::<Value>(&self.text).is_ok(), "not JSON: {self}");
        }
        self
    }

    /// Fails unless it is an error of this status and word, in the whole native shape.
    #[track_caller]
    pub fn error(self, status: u16, word: &str) -> Self {
        assert_eq!(self.status, status, "wrong status for {self}");
        assert!(
            self.header("content-type").starts_with("application/json"),
            "an error that is not JSON: {self}"
        );
        let body = self.json.as_object().unwrap_or_else(|| panic!("an error that is no object: {self}"));
        for key in body.keys() {
            let null = key == "data" && self.json["data"].is_null();
            let known = null || ["code", "error", "message", "details", "requestId"].contains(&key.as_str());
            assert!(known, "{key:?} does not belong into an error: {self}");
        }
        assert_eq!(self.json["code"], status, "wrong code in {self}");
        assert_eq!(self.json["error"], word, "wrong word in {self}");
        for key in ["message", "requestId"] {
            assert!(self.json[key].as_str().is_some_and(|s| !s.trim().is_empty()), "no {key} in {self}");
        }
        if let Some(details) = body.get("details") {
            let details = details.as_object().unwrap_or_else(|| panic!("details are no object: {self}"));
            assert!(details.values().all(Value::is_string), "details that are no text: {self}");
        }
        self
    }

    /// 422 whose details name `field`.
    #[track_caller]
    pub fn invalid(self, field: &str) -> Self {
        let answer = self.error(422, "validation_failed");
        let named =
            answer.json["details"].get(field).and_then(Value::as_str).is_some_and(|why| !why.is_empty());
        assert!(named, "the details do not name {field:?}: {answer}");
        answer
    }

    /// 400, naming `field` (or a place in it, such as `tags[3]`) in its details or its sentence.
    #[track_caller]
    pub fn malformed(self, field: &str) -> Self {
        let answer = self.bad_request();
        let within = |key: &String| {
            key.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
        };
        let details = answer.json["details"].as_object();
        let named =
            details.is_some_and(|details| details.keys().any(within)) || answer.message().contains(field);
        assert!(named, "{field:?} is not named: {answer}");
        answer
    }

    /// 400.
    #[track_caller]
    pub fn bad_request(self) -> Self {
        self.error(400, "bad_request")
    }

    /// 401, with the challenge that belongs to it.
    #[track_caller]
    pub fn unauthorized(self) -> Self {
        let answer = self.error(401, "unauthorized");
        assert!(
            answer.header("www-authenticate").starts_with("Bearer"),
            "no WWW-Authenticate: Bearer in {answer}"
        );
        answer
    }

    /// 403.
    #[track_caller]
    pub fn forbidden(self) -> Self {
        self.error(403, "forbidden")
    }

    /// 404.
    #[track_caller]
    pub fn not_found(self) -> Self {
        self.error(404, "not_found")
    }

    /// 409.
    #[track_caller]
    pub fn conflict(self) -> Self {
        self.error(409, "conflict")
    }

    /// 409 because another has the value of `field`.
    #[track_caller]
    pub fn taken(self, field: &str) -> Self {
        let answer = self.conflict();
        assert!(answer["details"][field].is_string(), "{field} is not named in {answer}");
        answer
    }

    /// 412.
    #[track_caller]
    pub fn stale(self) -> Self {
        self.error(412, "precondition_failed")
    }

    /// Fails unless it is one of the client's errors in the native shape: for input on which contracts leave the status open.
    #[track_caller]
    pub fn refused(self) -> Self {
        let word = match self.status {
            400 => "bad_request",
            401 => "unauthorized",
            403 => "forbidden",
            404 => "not_found",
            405 => "method_not_allowed",
            409 => "conflict",
            412 => "precondition_failed",
            413 => "payload_too_large",
            415 => "unsupported_media_type",
            422 => "validation_failed",
            429 => "rate_limited",
            _ => panic!("not refused as one of the client's errors: {self}"),
        };
        let status = self.status;
        self.error(status, word)
    }

    /// A header, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    /// The `ETag`, which must be there.
    #[track_caller]
    pub fn etag(&self) -> String {
        let etag = self.header("etag");
        assert!(etag.contains('"'), "no ETag in {self} {:?}", self.headers);
        etag.to_owned()
    }

    /// `message` of an error.
    pub fn message(&self) -> &str {
        self.json["message"].as_str().unwrap_or_default()
    }

    /// `id`, which must be a number.
    #[track_caller]
    pub fn id(&self) -> i64 {
        self.json["id"].as_i64().unwrap_or_else(|| panic!("no id in {self}"))
    }

    /// `version`, which must be a number.
    #[track_caller]
    pub fn version(&self) -> i64 {
        self.json["version"].as_i64().unwrap_or_else(|| panic!("no version in {self}"))
    }

    /// `items`, which must be a list.
    #[track_caller]
    pub fn items(&self) -> &[Value] {
        self.json["items"].as_array().unwrap_or_else(|| panic!("no items in {self}"))
    }

    /// A text of every item.
    #[track_caller]
    pub fn texts(&self, key: &str) -> Vec<&str> {
        self.items()
            .iter()
            .map(|item| item[key].as_str().unwrap_or_else(|| panic!("no {key} in {item}")))
            .collect()
    }

    /// The `id` of every item.
    #[track_caller]
    pub fn ids(&self) -> Vec<i64> {
        self.items()
            .iter()
            .map(|item| item["id"].as_i64().unwrap_or_else(|| panic!("no id in {item}")))
            .collect()
    }
}

impl std::ops::Index<&str> for Answer {
    type Output = Value;

    fn index(&self, key: &str) -> &Value {
        &self.json[key]
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body: String = self.text.chars().take(1_500).collect();
        write!(f, "{}\n  -> {} {body}", self.request, self.status)
    }
}
