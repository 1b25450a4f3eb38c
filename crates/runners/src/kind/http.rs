//! Functions that are requests to another system: the parameters go there, its answer is the result.
//!
//! Through `outgoing`, so that no function reaches what the operator has not opened. Where the function has a secret the
//! message is signed as Standard Webhooks has it; its id is the job's and the same in every attempt, so that who receives it
//! twice can tell.

use super::{maybe, never};
use crate::{run::Run, turns::unless_stopped};
use domain::job::{MOST_RESULT, Outcome, Told};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use outgoing::{Answer, Client, Completeness, Failure, Request, Secret, Target, sign};
use std::time::Duration;

pub(super) async fn run(client: Option<&Client>, run: &Run) -> Outcome {
    let Some(client) = client else { return never("this server makes no requests to others") };
    let request = match request(run) {
        Ok(request) => request,
        Err(why) => return never(why),
    };
    unless_stopped(run, async {
        match Box::pin(client.send(request)).await {
            Ok(answer) => read(run, &answer).await,
            Err(failure @ Failure::NotAllowed) => never(failure.to_string()),
            Err(Failure::Late) => Outcome::TimedOut,
            Err(failure) => maybe(failure.to_string()),
        }
    })
    .await
}

fn request(run: &Run) -> Result<Request, String> {
    let url = run.definition.url.as_deref().unwrap_or_default();
    let target = Target::parse(url).map_err(|error| format!("the function's URL cannot be used: {error}"))?;
    let body = body(run);
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let mut put = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    let id = format!("job_{}", run.job.id);
    if let Some(secret) = &run.definition.secret {
        let secret: Secret = secret.parse().map_err(|error| format!("the function's secret is {error}"))?;
        let now = run.app.now().micros() / 1_000_000;
        put("webhook-timestamp", now.to_string());
        put("webhook-signature", sign(&[secret], &id, now, body.as_bytes()));
    }
    put("webhook-id", id);
    let patience = Duration::from_millis(u64::try_from(run.job.timeout_ms).unwrap_or(1));
    Ok(Request { method: Method::POST, target, headers, body: body.into(), patience, keep: MOST_RESULT })
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

async fn read(run: &Run, answer: &Answer) -> Outcome {
    if answer.completeness == Completeness::Cut {
        return never(format!("the answer is larger than {MOST_RESULT} bytes"));
    }
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
