//! Verifying everything that is kept: how far it is, and that it stops when it is told to. What is verified is `app::verify`'s.

use super::{maybe, never};
use crate::run::{Run, outcome_of};
use app::system::verification::Going;
use domain::job::{Outcome, Told};
use std::time::Duration;

/// How often it is told how far it is.
const TOLD_EVERY: Duration = Duration::from_secs(1);

pub(super) async fn run(run: &Run) -> Outcome {
    let Going { watch, mut end } = match run.app.begin_verification() {
        Ok(going) => going,
        Err(error) => return maybe(error.to_string()),
    };
    let mut told = 0;
    loop {
        tokio::select! {
            biased;
            end = &mut end => return match end {
                Ok(Ok(report)) => Outcome::Succeeded(Some(report)),
                Ok(Err(why)) => maybe(why),
                Err(_lost) => never("the verification came to no end"),
            },
            why = run.stopped() => {
                // Not waited for: what it has begun to ask of the disk may take a while, and changes nothing.
                watch.stop();
                return outcome_of(why);
            }
            () = tokio::time::sleep(TOLD_EVERY) => {
                let percent = watch.percent();
                if percent > told {
                    told = percent;
                    run.tell(Told::progress(percent, String::new())).await;
                }
            }
        }
    }
}
