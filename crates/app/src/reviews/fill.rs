//! Gives tickets of before the row of times that new ones have: a bounded number in each unit of work, each ticket under its own
//! lock. What has a row is passed over, so that it goes on wherever it was left, and on any number of nodes at once.

use super::kept;
use crate::{App, Cx, Error, TEAM};
use domain::{id::TicketId, ticket::Source};
use store::incident_time;

/// Tickets that are looked for at once.
const LOOKED_AT: i64 = 2_000;
/// The most tickets that are given a row in one unit of work.
const BATCH: usize = 50;
/// What says that all tickets of before have theirs.
const DONE: &str = "reviews.times";

impl App {
    /// Gives tickets of before their rows; how many were given one. Once all have theirs this is one question.
    pub async fn fill_times(&self) -> Result<usize, Error> {
        let done = self.sql().read(|tx| Ok::<_, Error>(store::setting::get(tx, TEAM, DONE)?)).await?;
        if done.is_some() {
            return Ok(0);
        }
        let (mut after, mut filled) = (TicketId(i64::MIN), 0);
        loop {
            let look =
                move |tx: &mut sql::Tx<'_>| Ok::<_, Error>(incident_time::after(tx, TEAM, after, LOOKED_AT)?);
            let page = self.sql().read(look).await?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            let missing: Vec<TicketId> = page.iter().filter(|(_, has)| !has).map(|(id, _)| *id).collect();
            for batch in missing.chunks(BATCH) {
                let batch = batch.to_vec();
                filled += self.write(&self.system(), Source::Workflow, move |cx| fill(cx, &batch)).await?;
            }
        }
        self.sql().write(|tx| Ok::<_, Error>(store::setting::put(tx, TEAM, DONE, "1")?)).await?;
        Ok(filled)
    }
}

fn fill(cx: &mut Cx<'_, '_>, tickets: &[TicketId]) -> Result<usize, Error> {
    let (team, mut filled) = (cx.actor.team, 0);
    for id in tickets {
        let asked = store::ticket::ask_lock(cx.tx, team, *id)?;
        let Some((ticket, _)) = cx.tx.answer_one(asked)? else { continue };
        // Its own step may have been faster.
        if incident_time::get(cx.tx, team, *id)?.is_none() {
            let row = kept::from_history(cx, &ticket)?;
            incident_time::put(cx.tx, team, *id, &row)?;
            filled += 1;
        }
    }
    Ok(filled)
}
