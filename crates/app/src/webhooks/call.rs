//! `call_webhook`: a post function's own message, to the address that it names. It goes out as a job, so the job's rules say when it is
//! tried again; what it says and how it is signed is as for webhooks.

use super::{
    Notes, name_of,
    relay::readable,
    send::{Parcel, Post, Tidings},
};
use crate::{App, Error, TEAM, identity::tokens::Secret, jobs::Begun};
use domain::{
    Lang,
    history::Event,
    job::{Again, Outcome},
    ticket::Ticket,
    workflow::post_function::PostFunction,
};

/// What is to be sent.
struct Letter {
    url: String,
    secret: Option<String>,
    ticket: Ticket,
    event: Event,
}

impl App {
    /// Sends what a post function's job is to send.
    pub async fn call_webhook(&self, run: &Begun, post: &dyn Post) -> Outcome {
        let letter = match self.letter(run).await {
            Ok(Some(letter)) => letter,
            Ok(None) => return never("what was to be sent is gone"),
            Err(error) => return maybe(error.to_string()),
        };
        let mut secrets = Vec::new();
        if let Some(name) = &letter.secret {
            match self.reveal_secret(name).await {
                Ok(Some(secret)) => secrets.push(Secret::new(secret)),
                Ok(None) => return never(format!("there is no secret {name}")),
                Err(Error::Rejected(why)) => {
                    return never(format!("the secret {name}: {}", why.text(Lang::En)));
                }
                Err(error) => return maybe(error.to_string()),
            }
        }
        let kind = name_of(letter.event.kind);
        let body = post.word(&Tidings { kind: &kind, ticket: &letter.ticket, event: &letter.event });
        let sent = post.send(Parcel {
            // The same for every attempt, so that who receives it twice can tell.
            id: format!("job_{}", run.id),
            url: letter.url,
            timestamp: self.now().micros() / 1_000_000,
            body,
            secrets,
        });
        let sent = sent.await;
        let Some(status) = sent.status else {
            let stays = ["address_not_allowed", "bad_url", "unusable"]
                .iter()
                .any(|word| sent.failure.starts_with(word));
            return if stays { never(sent.failure) } else { maybe(sent.failure) };
        };
        let why = || format!("answered {status}: {}", sent.answer.chars().take(200).collect::<String>());
        match status {
            200..=299 => Outcome::Succeeded(Some(format!(r#"{{"status":{status}}}"#))),
            // The message is wrong for them, and stays so.
            400..=407 | 409..=424 | 426..=428 | 431..=499 => never(why()),
            _ => maybe(why()),
        }
    }

    async fn letter(&self, run: &Begun) -> Result<Option<Letter>, Error> {
        let (job, ticket) = (run.id, run.ticket);
        let found = self.sql().read(move |tx| {
            let Some(effect) = store::effect::of_job(tx, TEAM, job)? else {
                return Ok::<_, sql::Error>(None);
            };
            let Some(ticket) = ticket else { return Ok(None) };
            let ticket = store::ticket::get(tx, TEAM, ticket)?;
            let Some(ticket) = ticket else { return Ok(None) };
            let event = store::event::page(tx, TEAM, ticket.id, effect.version - 1, 1)?.into_iter().next();
            Ok(event.map(|event| (effect, ticket, event)))
        });
        let Some((effect, ticket, event)) = found.await? else { return Ok(None) };
        let PostFunction::CallWebhook { url, secret } = effect.function else { return Ok(None) };
        Ok(readable(&event, Notes::Public).map(|event| Letter { url, secret, ticket, event }))
    }
}

fn never(error: impl Into<String>) -> Outcome {
    Outcome::Failed { error: error.into(), again: Again::Never }
}

fn maybe(error: impl Into<String>) -> Outcome {
    Outcome::Failed { error: error.into(), again: Again::Maybe }
}
