//! Callbacks: what an `http` function was asked for and answers later.
//!
//! Each attempt has an address of its own, which proves that it was given out for that attempt and stands in no table. It is
//! good from the moment of the asking, so that an answer may overtake the one that it will come; and until the attempt is
//! over: whoever comes with the address of an earlier one is fenced off.

use super::{
    turn,
    workers::{self, Beat},
};
use crate::{App, Cx, Error};
use domain::{
    AuthFault, Rejection,
    id::JobId,
    job::{MOST_RESULT, Outcome},
    msg,
    ticket::Source,
};
use store::job::lease;

/// The owner of runs that are answered later. Somebody outside, as workers are.
pub(super) const OWNER: &str = "w:callback";
/// What an address is vouched for as.
const PURPOSE: &str = "callback";

/// What comes by a callback.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Something has happened; it goes on.
    Between(Beat),
    /// How it came out: never [`Outcome::Later`] or [`Outcome::GivenBack`].
    End(Outcome),
}

fn text(job: JobId, attempt: i64) -> String {
    format!("{} {job} {attempt}", crate::TEAM)
}

impl App {
    /// What proves that an answer is to this attempt of a job.
    pub fn callback_token(&self, job: JobId, attempt: i64) -> String {
        format!("{attempt}.{}", self.settings().signing_key.vouch(PURPOSE, &text(job, attempt)))
    }

    /// Takes an answer to the attempt that a token was made for; whether the job was asked to stop. Whoever brings the token
    /// needs nothing else. [`Error::Fenced`] when the attempt is over.
    pub async fn call_back(&self, job: JobId, token: &str, given: Answer) -> Result<bool, Error> {
        let attempt = self.callback_attempt(job, token)?;
        let done = self.write(&self.system(), Source::Api, move |cx| answer(cx, job, attempt, &given)).await;
        if matches!(done, Err(Error::Fenced)) {
            self.inner.jobs.figures.fenced(1);
        }
        done
    }

    fn callback_attempt(&self, job: JobId, token: &str) -> Result<i64, Rejection> {
        let made = token.split_once('.').and_then(|(attempt, seal)| {
            let attempt = attempt.parse().ok()?;
            let ours = self.settings().signing_key.vouched(PURPOSE, &text(job, attempt), seal);
            ours.then_some(attempt)
        });
        made.ok_or(Rejection::Unauthenticated(AuthFault::Invalid))
    }
}

fn answer(cx: &mut Cx<'_, '_>, id: JobId, attempt: i64, answer: &Answer) -> Result<bool, Error> {
    match answer {
        Answer::Between(beat) => beat.check()?,
        Answer::End(Outcome::Succeeded(Some(result))) if result.len() > MOST_RESULT => {
            return Err(Rejection::invalid("result", msg!("job.result", limit = MOST_RESULT)).into());
        }
        Answer::End(_) => {}
    }
    let held = lease::of_attempt(cx.tx, cx.actor.team, id, attempt)?;
    let Some(held) = held.filter(|held| !held.has_lapsed(cx.now)) else {
        return Err(workers::lost(cx, id)?);
    };
    match answer {
        Answer::Between(beat) => workers::hear(cx, &held, beat)?,
        Answer::End(outcome) => turn::settle(cx, &held, outcome.clone())?,
    }
    Ok(held.cancel_asked)
}
