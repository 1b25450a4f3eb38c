//! The work of such a job, ticket by ticket. Whoever runs it decides when and how many at once.

use super::{Action, Ending, Outcome, Params, Why, one};
use crate::{
    App, Error, TEAM,
    jobs::{Begun, Fence, unit::Change},
};
use domain::{Rejection, id::JobId};
use serde_json::json;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};
use store::job;

/// How often a ticket that somebody else changes at the same moment is taken up again.
const AGAIN: usize = 5;

/// What a run has before it.
#[derive(Debug)]
pub struct Bulk {
    action: Action,
    actor: String,
    /// By place; of what is undone with what was done.
    turns: BTreeMap<i64, (String, Option<Outcome>)>,
    ended: Mutex<BTreeMap<i64, Ending>>,
}

impl Bulk {
    /// The places that are still to be done, in order.
    pub fn open(&self) -> Vec<i64> {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        self.turns.keys().filter(|place| !ended.contains_key(place)).copied().collect()
    }

    /// How much of it is done, in percent.
    pub fn progress(&self) -> i64 {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner).len();
        i64::try_from(ended * 100 / self.turns.len().max(1)).unwrap_or(100)
    }

    /// How it came out, as JSON text.
    pub fn result(&self) -> String {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        tally(&self.action, self.turns.len(), &ended.values().copied().collect::<Vec<_>>())
    }

    fn end(&self, place: i64, ending: Ending) {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).insert(place, ending);
    }
}

impl App {
    /// What a run of such a job has before it, and what an earlier one has done already.
    pub async fn bulk(&self, run: &Begun) -> Result<Bulk, Error> {
        let Params { action, tickets } = serde_json::from_str(&run.params)
            .map_err(|_not_ours| Error::Broken("the parameters of a bulk job do not read"))?;
        let (id, of) = (run.id, if let Action::Undo { job } = action { Some(JobId(job)) } else { None });
        let (ended, undone) = self
            .sql()
            .read(move |tx| {
                let ended = job::effect::of_job(tx, TEAM, id)?;
                let undone = of.map(|of| job::effect::of_job(tx, TEAM, of)).transpose()?;
                Ok::<_, Error>((ended, undone))
            })
            .await?;
        let turns = match undone {
            None => (0_i64..).zip(tickets.into_iter().map(|ticket| (ticket, None))).collect(),
            Some(undone) => undone
                .into_iter()
                .map(|(place, answer)| read(&answer).map(|outcome| (place, outcome)))
                .filter(|turn| turn.as_ref().map_or(true, |(_, outcome)| outcome.ending == Ending::Done))
                .map(|turn| turn.map(|(place, outcome)| (place, (outcome.ticket.clone(), Some(outcome)))))
                .collect::<Result<_, _>>()?,
        };
        let ended = ended
            .into_iter()
            .map(|(place, answer)| Ok((place, read(&answer)?.ending)))
            .collect::<Result<_, Error>>()?;
        Ok(Bulk { action, actor: run.actor.clone(), turns, ended: Mutex::new(ended) })
    }

    /// Gives the ticket at a place its turn, once. A refusal is an outcome; an error is the database's, or that the run is not the
    /// job's any more, or that whoever asked is shut out.
    pub async fn bulk_turn(&self, bulk: &Bulk, fence: &Fence, place: i64) -> Result<(), Error> {
        let Some((named, done)) = bulk.turns.get(&place) else { return Ok(()) };
        // As they are now: whoever is shut out, or may do less, while the job runs, is so for the next ticket.
        let who = self.job_actor(&bulk.actor).await?;
        let asked = format!("{} {named}", bulk.action.word());
        let change = || Change { fence: fence.clone(), place, asked: asked.clone() };
        let (action, named, done) = (Arc::new(bulk.action.clone()), named.clone(), done.clone());
        let mut tries = 0;
        let refused = loop {
            let (action, name, done) = (Arc::clone(&action), named.clone(), done.clone());
            let unit = move |cx: &mut crate::Cx<'_, '_>| {
                let outcome = match &done {
                    Some(done) => one::undo(cx, done)?,
                    None => one::run(cx, &action, &name)?,
                };
                write(&outcome)
            };
            tries += 1;
            match self.change_as_job(&who, change(), unit).await {
                Ok(answer) => {
                    bulk.end(place, read(&answer)?.ending);
                    return Ok(());
                }
                Err(Error::Rejected(Rejection::Stale { .. })) if tries < AGAIN => {}
                Err(Error::Rejected(why)) => break why,
                Err(error) => return Err(error),
            }
        };
        let why = Some(Why::of(&refused));
        let outcome = Outcome { ticket: named, ending: Ending::Refused, changes: Vec::new(), why };
        let answer = write(&outcome)?;
        self.change_as_job(&who, change(), move |_| Ok(answer.clone())).await?;
        bulk.end(place, Ending::Refused);
        Ok(())
    }
}

/// How many came out how, as JSON text.
pub(super) fn tally(action: &Action, total: usize, ended: &[Ending]) -> String {
    let of = |ending: Ending| ended.iter().filter(|known| **known == ending).count();
    json!({
        "action": action.word(), "total": total, "done": of(Ending::Done),
        "unchanged": of(Ending::Unchanged), "waiting": of(Ending::Waiting), "refused": of(Ending::Refused),
    })
    .to_string()
}

pub(super) fn read(answer: &str) -> Result<Outcome, Error> {
    serde_json::from_str(answer).map_err(|_not_ours| Error::Broken("what came of a ticket does not read"))
}

fn write(outcome: &Outcome) -> Result<String, Error> {
    serde_json::to_string(outcome)
        .map_err(|_not_json| Error::Broken("what came of a ticket does not become JSON"))
}
