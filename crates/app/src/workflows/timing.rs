//! Giving the tickets of an issue type the timers of a version that was published: a bounded number in each unit of work, each
//! under its own lock. What is still to be done stands in the database, so that it goes on wherever it was left.
//!
//! A ticket that comes into a status meanwhile is given its timer by its own step; one whose step began under the version
//! before is found when all of it is looked at once more, a minute later.

use crate::{App, Cx, Error, TEAM, tickets::trigger};
use domain::{id::TicketId, ticket::Source};
use store::timing::{self, Timing};

/// The most tickets that are looked at in one unit of work.
const BATCH: i64 = 200;
/// After how many seconds all is looked at once more.
const AGAIN_SECONDS: i64 = 60;

/// Writes down which statuses of a workflow name a time: to be called in the transaction that puts a new version in force. What
/// the old version waited for and the new one does not ends of itself.
pub(super) fn begin(cx: &mut Cx<'_, '_>, project: &str, kind: &str) -> Result<(), Error> {
    let plan = cx.plan(project)?.ok_or(Error::Broken("a project that was just there is gone"))?;
    let workflow = plan.workflow(kind)?;
    for status in workflow.statuses.iter().filter(|status| trigger::is_timed(workflow, &status.key)) {
        let new = Timing {
            project: project.to_owned(),
            kind: kind.to_owned(),
            status: status.key.clone(),
            after: TicketId(0),
            due: cx.now,
            again: Some(cx.now.plus_seconds(AGAIN_SECONDS)),
        };
        timing::put(cx.tx, cx.actor.team, &new)?;
    }
    Ok(())
}

impl App {
    /// Gives tickets the timers of versions that were published, at most about `most` of them; how many were looked at. Safe to
    /// run on any node at any moment, any number of times.
    pub async fn set_timers(&self, most: usize) -> Result<usize, Error> {
        let mut looked = 0;
        while looked < most {
            let now = self.now();
            if !self.sql().read(move |tx| Ok::<_, Error>(timing::any(tx, TEAM, now)?)).await? {
                break;
            }
            match self.write(&self.system(), Source::Workflow, batch).await? {
                Some(tickets) => looked += tickets,
                // All that is due is in the hands of other nodes.
                None => break,
            }
        }
        Ok(looked)
    }
}

/// Looks at the next tickets; how many there were, or nothing where nothing is due.
fn batch(cx: &mut Cx<'_, '_>) -> Result<Option<usize>, Error> {
    let team = cx.actor.team;
    let Some(timing) = timing::take(cx.tx, team, cx.now)? else { return Ok(None) };
    let place = (timing.project.as_str(), timing.kind.as_str(), timing.status.as_str());
    let page = store::timer::of_status(cx.tx, team, place, timing.after, BATCH)?;
    match (page.last(), timing.again) {
        (Some((last, _)), _) => timing::put(cx.tx, team, &Timing { after: *last, ..timing.clone() })?,
        (None, Some(again)) => {
            timing::put(
                cx.tx,
                team,
                &Timing { after: TicketId(0), due: again, again: None, ..timing.clone() },
            )?;
        }
        (None, None) => timing::delete(cx.tx, team, &timing)?,
    }
    let count = page.len();
    for (ticket, entered) in page {
        trigger::arm_again(cx, ticket, &timing.status, entered)?;
    }
    Ok(Some(count))
}
