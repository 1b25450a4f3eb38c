//! How far a long command has come: a bar on a terminal, a line every tenth of the way elsewhere.

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::{console::Console, words::say};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Bytes.
    Bytes,
    /// Rows, steps, things.
    Rows,
}

/// Shows how far it is. Clones show the same.
#[derive(Debug, Clone)]
pub(crate) struct Meter(Shown);

#[derive(Debug, Clone)]
enum Shown {
    Nothing,
    Bar(ProgressBar),
    Lines { console: Console, done: u64, whole: u64, tenths: u64 },
}

impl Meter {
    /// Shows on standard error.
    pub(crate) fn new(console: Console, unit: Unit) -> Self {
        if !io::stderr().is_terminal() {
            return Self(Shown::Lines { console, done: 0, whole: 0, tenths: 0 });
        }
        let style = match unit {
            Unit::Bytes => "{bar:40} {percent:>3}% {bytes}/{total_bytes} {eta}",
            Unit::Rows => "{bar:40} {percent:>3}% {pos}/{len} {eta}",
        };
        let style = ProgressStyle::with_template(style);
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        Self(Shown::Bar(bar.with_style(style.unwrap_or_else(|_malformed| ProgressStyle::default_bar()))))
    }

    /// Shows nothing.
    pub(crate) const fn silent() -> Self {
        Self(Shown::Nothing)
    }

    /// There is so much to do.
    pub(crate) fn begin(&mut self, all: u64) {
        match &mut self.0 {
            Shown::Nothing => {}
            Shown::Bar(bar) => bar.set_length(all),
            Shown::Lines { whole, .. } => *whole = all,
        }
    }

    /// So much more is done.
    pub(crate) fn advance(&mut self, more: u64) {
        match &mut self.0 {
            Shown::Nothing => {}
            Shown::Bar(bar) => bar.inc(more),
            Shown::Lines { console, done, whole, tenths } => {
                *done += more;
                let reached = (*done * 10).checked_div(*whole).unwrap_or_default().min(10);
                if reached > *tenths {
                    *tenths = reached;
                    console.print_aside(&console.word(&say!("meter.progress", percent = reached * 10)));
                }
            }
        }
    }

    /// It is over.
    pub(crate) fn finish(&self) {
        if let Shown::Bar(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
