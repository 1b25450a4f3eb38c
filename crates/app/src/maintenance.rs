//! What is done now and then: forgetting ended log-ins, kept answers, log-in allowances, post
//! functions and jobs that ended long ago; counting what is dear to count.

use crate::{App, Error, idempotency::KEPT_SECONDS};

const DAY_SECONDS: i64 = 24 * 60 * 60;
/// Post functions, or jobs, that are forgotten in one transaction.
const AT_ONCE: i64 = 500;

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
                Ok::<_, Error>(())
            })
            .await?;
        let since = now.plus_seconds(-self.settings().job_retention_days * DAY_SECONDS);
        while self
            .sql()
            .write(move |tx| store::job::retain::forget_old(tx, crate::TEAM, since, AT_ONCE))
            .await?
            > 0
        {}
        while self.sql().write(move |tx| store::job::key::forget_old(tx, crate::TEAM, since, AT_ONCE)).await?
            > 0
        {}
        self.tidy_webhooks(now).await?;
        while self.sql().write(move |tx| store::effect::forget(tx, crate::TEAM, now, AT_ONCE)).await? > 0 {}
        Ok(())
    }

    /// Counts what is too dear to count each time somebody asks: the attachments and their bytes.
    pub async fn measure(&self) -> Result<(), Error> {
        let (attachments, bytes) = self.sql().read(store::attachment::kept).await?;
        let positive = |number: i64| u64::try_from(number).unwrap_or(0);
        self.figures().kept(positive(attachments), positive(bytes));
        Ok(())
    }
}
