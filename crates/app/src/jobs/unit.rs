//! What a job changes of tickets: a unit of work in the name of the job's actor, under the run's fence.
//!
//! Such a change is made once, however often the job is begun: the n-th change of a job with the same words is given the
//! answer of the first attempt that made it.

use super::Fence;
use crate::{App, Cx, Error, identity};
use domain::{identity::Principal, ticket::Source};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use store::job;

/// One change of a run.
#[derive(Debug, Clone)]
pub struct Change {
    /// The run that makes it.
    pub fence: Fence,
    /// Its place among the changes of this run, from 0.
    pub place: i64,
    /// What is to be changed, in words of any kind that are the same whenever the change is.
    pub asked: String,
}

impl App {
    /// Who a job is run for: its actor as they are now. [`domain::AuthFault::Invalid`] where there is no such account any more,
    /// or it is disabled.
    pub async fn job_actor(&self, username: &str) -> Result<Principal, Error> {
        if username == self.system().username {
            return Ok(self.system());
        }
        let name = username.to_owned();
        self.sql().read(move |tx| identity::named(tx, crate::TEAM, &name)).await
    }

    /// Makes a change in the name of `who`; the answer is that of the attempt that made it. [`Error::Fenced`] when the run is
    /// not the job's any more, and then nothing is changed.
    pub async fn change_as_job<F>(&self, who: &Principal, change: Change, unit: F) -> Result<String, Error>
    where
        F: Fn(&mut Cx<'_, '_>) -> Result<String, Error> + Send + Sync + 'static,
    {
        let print = store::hex(&Sha256::digest(&change.asked));
        let change = Arc::new(change);
        let done = self.write(who, Source::Api, move |cx| {
            let Change { fence, place, .. } = &*change;
            let team = cx.actor.team;
            // First, so that the run stays the job's until the commit.
            job::lease::hold(cx.tx, team, fence)?.ok_or(Error::Fenced)?;
            if let Some((kept, answer)) = job::effect::get(cx.tx, team, fence.id, *place)?
                && kept == print
            {
                return Ok(answer);
            }
            let answer = unit(cx)?;
            job::effect::put(cx.tx, team, fence.id, *place, (&print, &answer))?;
            Ok(answer)
        });
        let done = done.await;
        if matches!(done, Err(Error::Fenced)) {
            self.inner.jobs.figures.fenced(1);
        }
        done
    }
}
