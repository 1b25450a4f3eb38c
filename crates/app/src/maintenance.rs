//! What is forgotten in time: ended log-ins, kept answers, log-in allowances.

use crate::{App, Error, idempotency::KEPT_SECONDS};

impl App {
    /// Forgets what has had its time. Safe to run on any node at any moment, any number of times.
    pub async fn tidy(&self) -> Result<(), Error> {
        let now = self.now();
        self.sql()
            .write(move |tx| {
                store::ticket::fold_tally(tx, crate::TEAM)?;
                store::session::delete_ended(tx, now)?;
                store::idempotency::forget_old(tx, now.plus_seconds(-KEPT_SECONDS))?;
                store::attempt::clear_old(tx, now)?;
                Ok(())
            })
            .await
    }
}
