//! The same statements, bare: the database driven by its own driver with nothing of the program between.

mod maker;
mod postgres;
mod sqlite;
mod table;

pub(crate) use maker::Samples;

use crate::{Failure, scenario::Scenario};
use std::{path::Path, sync::Arc, time::Duration};

/// The database as its driver is told of it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place<'p> {
    File(&'p Path),
    Url(&'p str),
}

/// How the statements are run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish {
    pub(crate) scenario: Scenario,
    pub(crate) clients: usize,
    pub(crate) length: Duration,
    /// Which run on this database it is: what runs write must differ.
    pub(crate) run: usize,
}

/// Whether a scenario has statements of its own.
pub(crate) const fn has(scenario: Scenario) -> bool {
    !table::steps(scenario).is_empty()
}

/// Requests a second.
pub(crate) fn run(place: Place<'_>, samples: &Arc<Samples>, wish: Wish) -> Result<f64, Failure> {
    match (place, table::writes(wish.scenario)) {
        (Place::File(path), true) => sqlite::write(path, samples, wish),
        (Place::File(path), false) => sqlite::read(path, samples, wish),
        (Place::Url(url), writes) => postgres::run(url, samples, wish, writes),
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of seconds")]
fn rate(count: u64, length: Duration) -> f64 {
    count as f64 / length.as_secs_f64()
}
