//! People who are shut out while their consent is waited for: they are counted out of every request, one ticket in each unit of
//! work. Who has gone is written down with their going, so that nothing is forgotten with a process.

use super::{Address, approval};
use crate::{App, Cx, Error, TEAM};
use domain::ticket::Source;

/// So long it is looked whether somebody who is gone is waited for, in seconds: a request that was begun before may still name them.
const KEPT_SECONDS: i64 = 60;
/// People who are looked for in one go.
const MOST: i64 = 20;

/// Writes down that somebody can no longer act.
pub(crate) fn leave(cx: &mut Cx<'_, '_>, username: &str) -> Result<(), Error> {
    Ok(store::vacancy::put(cx.tx, cx.actor.team, username, cx.now)?)
}

impl App {
    /// Counts out of all requests who can no longer act. Safe to run on any node at any moment, any number of times.
    pub async fn count_out(&self) -> Result<(), Error> {
        let gone = self.sql().read(|tx| Ok::<_, Error>(store::vacancy::list(tx, TEAM, MOST)?)).await?;
        for (username, since) in gone {
            let name = username.clone();
            let open =
                self.sql().read(move |tx| Ok::<_, Error>(store::approval::of_approver(tx, TEAM, &name)?));
            for request in open.await? {
                let name = username.clone();
                let unit = move |cx: &mut Cx<'_, '_>| {
                    approval::count_out(cx, &Address::parse(&request.ticket.to_string()), request.id, &name)
                };
                self.write(&self.system(), Source::Workflow, unit).await?;
            }
            if since.plus_seconds(KEPT_SECONDS) < self.now() {
                self.sql().write(move |tx| store::vacancy::delete(tx, TEAM, &username, since)).await?;
            }
        }
        Ok(())
    }
}
