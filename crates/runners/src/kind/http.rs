//! Functions that are requests to another system: the parameters go there, its answer is the result.
//!
//! How a request leaves the house (which addresses it may reach, how it is signed) is behind [`Outgoing`].

use super::{maybe, never};
use crate::{run::Run, turns::unless_stopped};
use domain::job::{MOST_RESULT, Outcome, Told};
use std::{pin::Pin, time::Duration};

/// A request that a job makes: a `POST` of JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// Where to.
    pub url: String,
    /// What it is signed with, if with anything.
    pub secret: Option<String>,
    /// What tells it from every other, and is the same where it is made again: the job and the attempt.
    pub id: String,
    /// The body: JSON text.
    pub body: String,
    /// How long it may take.
    pub patience: Duration,
    /// How many bytes of the answer are wanted.
    pub keep: usize,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpAnswer {
    /// The status.
    pub status: u16,
    /// The body, as far as it was wanted.
    pub body: Vec<u8>,
}

/// A request on its way; the error is a sentence.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<HttpAnswer, String>> + Send + 'a>>;

/// The way out of the house.
pub trait Outgoing: Send + Sync {
    /// Sends a request, signed where it has a secret.
    fn send(&self, request: HttpRequest) -> Sending<'_>;
}

pub(super) async fn run(outgoing: Option<&dyn Outgoing>, run: &Run) -> Outcome {
    let Some(outgoing) = outgoing else { return never("this server makes no requests to others") };
    let Some(url) = run.definition.url.clone() else { return never("the function names no URL") };
    let body = body(run);
    let request = HttpRequest {
        url,
        secret: run.definition.secret.clone(),
        id: format!("job_{}_{}", run.job.id, run.job.attempt),
        body,
        patience: Duration::from_millis(u64::try_from(run.job.timeout_ms).unwrap_or(1)),
        keep: MOST_RESULT,
    };
    unless_stopped(run, async {
        match outgoing.send(request).await {
            Ok(answer) => read(run, &answer).await,
            Err(why) => maybe(why),
        }
    })
    .await
}

/// What is sent: the parameters, and what they belong to.
fn body(run: &Run) -> String {
    let params: serde_json::Value = serde_json::from_str(&run.job.params).unwrap_or_default();
    serde_json::json!({
        "jobId": run.job.id.to_string(),
        "attempt": run.job.attempt,
        "functionId": run.job.function,
        "actor": run.job.actor,
        "ticketId": run.job.ticket.map(|ticket| ticket.to_string()),
        "gameId": run.job.game_id,
        "env": run.job.env,
        "params": params,
    })
    .to_string()
}

async fn read(run: &Run, answer: &HttpAnswer) -> Outcome {
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    run.tell(Told::log(format!("answered {}", answer.status))).await;
    match answer.status {
        200..=299 if text.trim().is_empty() => Outcome::Succeeded(None),
        200..=299 => {
            // What is no JSON is its text.
            let json = serde_json::from_str::<serde_json::Value>(&text);
            Outcome::Succeeded(Some(json.unwrap_or(serde_json::Value::String(text)).to_string()))
        }
        // The request is wrong, and stays so.
        status @ (400..=407 | 409..=424 | 426..=428 | 431..=499) => never(refused(status, &text)),
        status => maybe(refused(status, &text)),
    }
}

fn refused(status: u16, text: &str) -> String {
    let start: String = text.chars().take(500).collect();
    format!("answered {status}: {start}")
}
