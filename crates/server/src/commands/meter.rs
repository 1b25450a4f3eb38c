//! How far something has come: a bar on a terminal, a line every tenth of the way elsewhere.

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::{console::Console, words::say};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Rows of a file of somebody else's.
    Rows,
    /// Rows and files of an instance.
    Records,
}

/// A progress that is shown on standard error.
pub(super) enum Meter {
    Bar(ProgressBar),
    Lines { console: Console, unit: Unit, tenths: u64 },
}

impl Meter {
    /// Nothing done yet.
    pub(super) fn new(console: Console, unit: Unit) -> Self {
        if !io::stderr().is_terminal() {
            return Self::Lines { console, unit, tenths: 0 };
        }
        let style = ProgressStyle::with_template("{bar:40} {percent:>3}% {pos}/{len} {eta}");
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        Self::Bar(bar.with_style(style.unwrap_or_else(|_malformed| ProgressStyle::default_bar())))
    }

    /// `done` of `all`.
    pub(super) fn show(&mut self, done: u64, all: u64) {
        match self {
            Self::Bar(bar) => {
                bar.set_length(all);
                bar.set_position(done);
            }
            Self::Lines { console, unit, tenths } => {
                let reached = done.saturating_mul(10).checked_div(all).unwrap_or_default();
                if reached > *tenths {
                    *tenths = reached;
                    let text = match unit {
                        Unit::Rows => say!("import.progress", done = done, rows = all),
                        Unit::Records => say!("instance.progress", done = done, all = all),
                    };
                    console.print_aside(&console.word(&text));
                }
            }
        }
    }

    /// Nothing more to show.
    pub(super) fn finish(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
