//! Looking at such a job, and asking for another that undoes it.

use super::{Action, Ending, Outcome, Params, Started, add, work};
use crate::{Cx, Error, jobs};
use domain::{
    Rejection, Thing,
    function::Kind,
    id::JobId,
    identity::{Access, Permission},
    job::State,
    msg,
};
use store::job;

/// How such a job stands.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The job.
    pub job: JobId,
    /// What it does.
    pub action: &'static str,
    /// How it stands.
    pub state: State,
    /// How many tickets it is about.
    pub total: usize,
    /// How many have had their turn.
    pub ended: i64,
    /// How it came out, once it is over, if only for those that had their turn: JSON text.
    pub result: Option<String>,
}

/// A page of what came of the tickets.
#[derive(Debug, Clone)]
pub struct Page {
    /// How the job stands.
    pub summary: Summary,
    /// What came of tickets, each with its place.
    pub outcomes: Vec<(i64, Outcome)>,
    /// After which place the next page begins.
    pub next: Option<i64>,
}

/// Such a job, and at most `limit` of its tickets after the place `after` that came out as `ending` says.
pub fn get(
    cx: &mut Cx<'_, '_>,
    id: JobId,
    ending: Option<Ending>,
    after: i64,
    limit: usize,
) -> Result<Page, Error> {
    let (mut summary, params) = find(cx, id)?;
    let team = cx.actor.team;
    // One that was stopped, or failed, left no result; what it has done is known all the same.
    if summary.result.is_none() && summary.state.is_over() {
        let ended = job::effect::of_job(cx.tx, team, id)?;
        let endings = ended
            .iter()
            .map(|(_, answer)| Ok(work::read(answer)?.ending))
            .collect::<Result<Vec<_>, Error>>()?;
        summary.result = Some(work::tally(&params.action, summary.total, &endings));
    }
    let (mut after, mut outcomes) = (after, Vec::new());
    let most = i64::try_from(limit).unwrap_or(i64::MAX) + 1;
    loop {
        let rows = job::effect::page(cx.tx, team, id, after, most)?;
        let count = rows.len();
        for (place, answer) in rows {
            after = place;
            let outcome = work::read(&answer)?;
            if ending.is_none_or(|wanted| outcome.ending == wanted) {
                outcomes.push((place, outcome));
            }
        }
        // One more than asked for tells whether there is a next page.
        if outcomes.len() > limit || i64::try_from(count).unwrap_or(i64::MAX) < most {
            break;
        }
    }
    let more = outcomes.len() > limit;
    outcomes.truncate(limit);
    let next = outcomes.last().filter(|_| more).map(|(place, _)| *place);
    Ok(Page { summary, outcomes, next })
}

fn find(cx: &mut Cx<'_, '_>, id: JobId) -> Result<(Summary, Params), Error> {
    let job = jobs::read::get(cx, id)?;
    if job.kind != Kind::Bulk {
        return Err(Rejection::not_found(Thing::Job, id).into());
    }
    let params: Params = serde_json::from_str(&job.params)
        .map_err(|_not_ours| Error::Broken("the parameters of a bulk job do not read"))?;
    let ended = job::effect::count(cx.tx, cx.actor.team, id)?;
    let (action, total) = (params.action.word(), params.tickets.len());
    Ok((Summary { job: id, action, state: job.state, total, ended, result: job.result }, params))
}

/// Asks for a job that brings back what another has changed, where it still stands as that has left it. Its tickets say for
/// themselves where it does not.
pub fn undo(cx: &mut Cx<'_, '_>, id: JobId) -> Result<Started, Error> {
    cx.actor.require(Access::User, Permission::EditTickets)?;
    let (summary, _) = find(cx, id)?;
    if !summary.state.is_over() {
        return Err(Rejection::Conflict(msg!("bulk.not_over")).into());
    }
    let mut tickets = Vec::new();
    for (_, answer) in job::effect::of_job(cx.tx, cx.actor.team, id)? {
        let outcome = work::read(&answer)?;
        if outcome.ending == Ending::Done {
            tickets.push(outcome.ticket);
        }
    }
    if tickets.is_empty() {
        return Err(Rejection::Conflict(msg!("bulk.nothing_done")).into());
    }
    add(cx, Action::Undo { job: id.0 }, tickets)
}
