//! How far a long command has come, on standard error: a bar on a terminal; elsewhere a line every tenth of the way, or
//! nothing for a command that is run by the clock, so that its owner only hears of what went wrong.

use std::{
    io::{self, IsTerminal as _},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::{
    console::Console,
    words::{Text, say},
};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Bytes of a backup.
    Bytes,
    /// Steps of histories that are checked.
    Steps,
    /// Rows of a file of somebody else's.
    Rows,
    /// Rows and files of an instance.
    Records,
}

impl Unit {
    /// What is said where there is no terminal.
    fn line(self, done: u64, all: u64) -> Option<Text> {
        match self {
            Self::Bytes | Self::Steps => None,
            Self::Rows => Some(say!("import.progress", done = done, rows = all)),
            Self::Records => Some(say!("instance.progress", done = done, all = all)),
        }
    }
}

/// Shows how far it is. Clones show the same, and may be used from several threads.
#[derive(Debug, Clone)]
pub(crate) struct Meter(Option<Arc<Shown>>);

#[derive(Debug)]
struct Shown {
    reached: Reached,
    way: Way,
}

#[derive(Debug)]
enum Way {
    Bar(ProgressBar),
    Lines(Console, Unit),
}

impl Meter {
    /// Nothing done yet.
    pub(crate) fn new(console: Console, unit: Unit) -> Self {
        let way = if io::stderr().is_terminal() { Way::Bar(bar(unit)) } else { Way::Lines(console, unit) };
        Self(Some(Arc::new(Shown { reached: Reached::default(), way })))
    }

    /// Shows nothing.
    pub(crate) const fn silent() -> Self {
        Self(None)
    }

    /// There is so much to do.
    pub(crate) fn begin(&self, all: u64) {
        self.update(|reached| reached.all.store(all, Ordering::Relaxed));
    }

    /// So much more is done.
    pub(crate) fn advance(&self, more: u64) {
        self.update(|reached| {
            reached.done.fetch_add(more, Ordering::Relaxed);
        });
    }

    /// `done` of `all`. Where threads tell in another order than they did it, it does not go back.
    pub(crate) fn show(&self, done: u64, all: u64) {
        self.update(|reached| {
            reached.all.store(all, Ordering::Relaxed);
            reached.done.fetch_max(done, Ordering::Relaxed);
        });
    }

    /// It is over.
    pub(crate) fn finish(&self) {
        if let Some(Way::Bar(bar)) = self.0.as_deref().map(|shown| &shown.way) {
            bar.finish_and_clear();
        }
    }

    fn update(&self, change: impl FnOnce(&Reached)) {
        let Some(Shown { reached, way }) = self.0.as_deref() else { return };
        change(reached);
        let (done, all) = (reached.done.load(Ordering::Relaxed), reached.all.load(Ordering::Relaxed));
        match way {
            Way::Bar(bar) => {
                bar.set_length(all);
                bar.set_position(done);
            }
            Way::Lines(console, unit) => {
                if let Some(line) = reached.another_tenth().then(|| unit.line(done, all)).flatten() {
                    console.print_aside(&console.word(&line));
                }
            }
        }
    }
}

fn bar(unit: Unit) -> ProgressBar {
    let style = match unit {
        Unit::Bytes => "{bar:40} {percent:>3}% {bytes}/{total_bytes} {eta}",
        Unit::Steps | Unit::Rows | Unit::Records => "{bar:40} {percent:>3}% {pos}/{len} {eta}",
    };
    let style = ProgressStyle::with_template(style);
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    bar.with_style(style.unwrap_or_else(|_malformed| ProgressStyle::default_bar()))
}

/// How far it is, and how far it was when a line was last said.
#[derive(Debug, Default)]
struct Reached {
    done: AtomicU64,
    all: AtomicU64,
    tenths: AtomicU64,
}

impl Reached {
    /// Whether a tenth of the way lies between the last time that this was so and now: so once a tenth, whoever asks.
    fn another_tenth(&self) -> bool {
        let (done, all) = (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed));
        let tenths = done.saturating_mul(10).checked_div(all).unwrap_or_default();
        tenths > self.tenths.fetch_max(tenths, Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(steps: impl IntoIterator<Item = (u64, u64)>) -> Vec<u64> {
        let reached = Reached::default();
        let steps = steps.into_iter().filter(|(done, all)| {
            reached.done.store(*done, Ordering::Relaxed);
            reached.all.store(*all, Ordering::Relaxed);
            reached.another_tenth()
        });
        steps.map(|(done, _)| done).collect()
    }

    #[test]
    fn a_line_is_said_once_a_tenth_of_the_way() {
        assert_eq!(
            lines((0..=1_000).map(|done| (done, 1_000))),
            [100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]
        );
        assert_eq!(lines([(1, 3), (2, 3), (2, 3), (3, 3)]), [1, 2, 3], "steps of more than a tenth");
        assert_eq!(lines([(9, 10), (5, 10), (10, 10)]), [9, 10], "not when it seems to go back");
        assert_eq!(lines([(0, 0), (5, 0)]), [0; 0], "not while nobody knows how much it is");
    }

    #[test]
    fn what_threads_tell_in_another_order_does_not_go_back() {
        let console = Console { lang: domain::Lang::En };
        let meter = Meter(Some(Arc::new(Shown {
            reached: Reached::default(),
            way: Way::Lines(console, Unit::Steps),
        })));
        let clone = meter.clone();
        meter.show(70, 100);
        clone.show(60, 100);
        clone.advance(5);
        let reached = &meter.0.as_ref().expect("not silent").reached;
        assert_eq!(reached.done.load(Ordering::Relaxed), 75);
    }
}
