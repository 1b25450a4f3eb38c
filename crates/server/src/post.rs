//! How messages to webhooks leave the house: in the native surface's words, through the guarded client.

use app::webhooks::send::{Parcel, Post, Sent, Tidings};
use futures_util::{FutureExt as _, future::BoxFuture};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use outgoing::{Client, Request, Secret, Target};
use std::time::Duration;

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How many bytes of its answer are kept.
const KEPT: usize = 1_024;
const AGENT: &str = concat!("gongdan/", env!("CARGO_PKG_VERSION"));

/// The way out.
pub(crate) struct Courier {
    client: Client,
}

impl Courier {
    /// By this client.
    pub(crate) const fn new(client: Client) -> Self {
        Self { client }
    }
}

impl Post for Courier {
    fn word(&self, tidings: &Tidings<'_>) -> String {
        api_native::webhook_body(tidings)
    }

    fn send(&self, parcel: Parcel) -> BoxFuture<'static, Sent> {
        let client = self.client.clone();
        async move {
            match send(&client, parcel).await {
                Ok(sent) => sent,
                Err(failure) => Sent { status: None, failure, answer: String::new() },
            }
        }
        .boxed()
    }
}

async fn send(client: &Client, parcel: Parcel) -> Result<Sent, String> {
    let target = Target::parse(&parcel.url).map_err(|error| format!("bad_url: {error}"))?;
    let secrets: Result<Vec<Secret>, _> =
        parcel.secrets.iter().map(|secret| secret.reveal().parse::<Secret>()).collect();
    let secrets = secrets.map_err(|error| format!("unusable: {error}"))?;
    let signature = outgoing::sign(&secrets, &parcel.id, parcel.timestamp, parcel.body.as_bytes());
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::USER_AGENT, HeaderValue::from_static(AGENT));
    let timestamp = parcel.timestamp.to_string();
    let own = [
        ("webhook-id", parcel.id.as_str()),
        ("webhook-timestamp", timestamp.as_str()),
        ("webhook-signature", signature.as_str()),
    ];
    for (name, value) in own {
        let value = HeaderValue::from_str(value).map_err(|error| format!("broken: {error}"))?;
        headers.insert(HeaderName::from_static(name), value);
    }
    let request = Request {
        method: Method::POST,
        target,
        headers,
        body: parcel.body.into(),
        patience: PATIENCE,
        keep: KEPT,
    };
    let answer = client.send(request).await.map_err(|failure| format!("{}: {failure}", failure.word()))?;
    // What is no text is shown as far as it is, and a database takes no NUL.
    let text = String::from_utf8_lossy(&answer.body).replace('\0', "\u{fffd}");
    Ok(Sent { status: Some(answer.status), failure: String::new(), answer: text })
}
