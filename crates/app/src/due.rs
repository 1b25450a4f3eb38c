//! What the system does of itself once its time has come: post functions of steps, and looks at tickets whose triggers name a
//! time. Rows of the database say what is due, so that nothing is lost with a process, and any node may do it.
//!
//! This is the smallest honest version of the job engine, which takes the place of this file: its seam is [`App::run_due`]
//! above, and `effect::{run, fail}` and `trigger::look` below.

use crate::{
    App, Error, TEAM,
    tickets::{effect, trigger},
};
use domain::{id::TicketId, ticket::Source};
use futures_util::{StreamExt as _, stream};

/// Tickets that are looked for at once.
const MOST: i64 = 64;
/// Tickets that are worked on side by side.
const AT_ONCE: usize = 8;
/// Seconds until a ticket that could not be looked at is looked at again.
const LATER: i64 = 60;
/// Post functions of one ticket that are run in one go.
const IN_A_ROW: usize = 100;

impl App {
    /// Does what is due by now; of how many tickets. Safe on any number of nodes at once.
    pub async fn run_due(&self) -> Result<usize, Error> {
        let now = self.now();
        let (effects, timers) = self
            .sql()
            .read(move |tx| {
                let effects = store::effect::due(tx, TEAM, now, MOST)?;
                Ok::<_, sql::Error>((effects, store::timer::due(tx, TEAM, now, MOST)?))
            })
            .await?;
        let mut effects: Vec<TicketId> = effects;
        effects.sort_unstable();
        effects.dedup();
        let done = effects.len() + timers.len();
        stream::iter(effects).for_each_concurrent(AT_ONCE, |ticket| self.run_effects(ticket)).await;
        stream::iter(timers).for_each_concurrent(AT_ONCE, |ticket| self.look(ticket)).await;
        Ok(done)
    }

    /// Runs the post functions of a ticket one after another, as far as they are due.
    async fn run_effects(&self, ticket: TicketId) {
        for _ in 0..IN_A_ROW {
            match self.run_effect(ticket).await {
                Ok(Ran::Again) => {}
                Ok(Ran::Nothing) => return,
                Err(error) => {
                    return tracing::warn!(ticket.id = ticket.0, error = %error, "a post function could not be run now");
                }
            }
        }
    }

    async fn run_effect(&self, ticket: TicketId) -> Result<Ran, Error> {
        let (system, now) = (self.system(), self.now());
        let first = self.sql().read(move |tx| store::effect::first(tx, TEAM, ticket)).await?;
        let Some(seen) = first else { return Ok(Ran::Nothing) };
        if let Some(due) = seen.due.filter(|due| *due > now) {
            // What was added since waits for it too, so that it is not looked at in vain.
            self.sql().write(move |tx| store::effect::put_off(tx, TEAM, ticket, due)).await?;
            return Ok(Ran::Nothing);
        }
        let ran = seen.clone();
        let done = self.write(&system, Source::Workflow, move |cx| effect::run(cx, ticket, &ran)).await;
        let why = match done {
            Ok(()) => return Ok(Ran::Again),
            // The database cannot be used: nothing was tried.
            Err(Error::Store(error)) if is_away(&error) => return Err(Error::Store(error)),
            Err(error) => error.into_rejection(),
        };
        tracing::info!(ticket.id = ticket.0, effect.attempt = seen.attempts + 1, why = %why.text(domain::Lang::En),
            "a post function was refused");
        self.write(&system, Source::Workflow, move |cx| effect::fail(cx, ticket, &seen, &why)).await?;
        Ok(Ran::Again)
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

/// What came of trying to run a post function.
enum Ran {
    /// There may be more.
    Again,
    /// None is due.
    Nothing,
}

const fn is_away(error: &sql::Error) -> bool {
    matches!(
        error,
        sql::Error::Unavailable(_)
            | sql::Error::Closed
            | sql::Error::ReadOnly
            | sql::Error::Full
            | sql::Error::Conflict
    )
}
