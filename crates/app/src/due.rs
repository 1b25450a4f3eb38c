//! Looks at tickets whose triggers name a time, once that has come. Rows of the database say what is due, so that nothing is lost
//! with a process, and any node may do it.

use crate::{App, Error, TEAM, tickets::trigger};
use domain::{id::TicketId, ticket::Source};
use futures_util::{StreamExt as _, stream};

/// Tickets that are looked for at once.
const MOST: i64 = 64;
/// Tickets that are worked on side by side.
const AT_ONCE: usize = 8;
/// Seconds until a ticket that could not be looked at is looked at again.
const LATER: i64 = 60;

impl App {
    /// Looks at the tickets that are due by now; how many. Safe on any number of nodes at once.
    pub async fn run_due(&self) -> Result<usize, Error> {
        let now = self.now();
        let timers = self.sql().read(move |tx| store::timer::due(tx, TEAM, now, MOST)).await?;
        let done = timers.len();
        stream::iter(timers).for_each_concurrent(AT_ONCE, |ticket| self.look(ticket)).await;
        Ok(done)
    }

    async fn look(&self, ticket: TicketId) {
        let looked = self.write(&self.system(), Source::Workflow, move |cx| trigger::look(cx, ticket)).await;
        let Err(error) = looked else { return };
        tracing::warn!(ticket.id = ticket.0, error = %error, "a ticket whose time has come could not be looked at");
        let later = self.now().plus_seconds(LATER);
        let put_off = self.sql().write(move |tx| store::timer::put_off(tx, TEAM, ticket, later)).await;
        if let Err(error) = put_off {
            tracing::warn!(ticket.id = ticket.0, error = %error, "nor could that be put off");
        }
    }
}
