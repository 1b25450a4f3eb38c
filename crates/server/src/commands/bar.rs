//! How far a long command has come: a bar on a terminal, nothing elsewhere, so that whoever runs it by the clock only
//! hears of what went wrong.

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

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
pub(crate) struct Bar(Option<ProgressBar>);

impl Bar {
    /// Shows on standard error, if that is a terminal.
    pub(crate) fn new(unit: Unit) -> Self {
        if !io::stderr().is_terminal() {
            return Self::silent();
        }
        let style = match unit {
            Unit::Bytes => "{bar:40} {percent:>3}% {bytes}/{total_bytes} {eta}",
            Unit::Rows => "{bar:40} {percent:>3}% {pos}/{len} {eta}",
        };
        let style = ProgressStyle::with_template(style);
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        Self(Some(bar.with_style(style.unwrap_or_else(|_malformed| ProgressStyle::default_bar()))))
    }

    /// Shows nothing.
    pub(crate) const fn silent() -> Self {
        Self(None)
    }

    /// There is so much to do.
    pub(crate) fn begin(&self, all: u64) {
        if let Some(bar) = &self.0 {
            bar.set_length(all);
        }
    }

    /// So much more is done.
    pub(crate) fn advance(&self, more: u64) {
        if let Some(bar) = &self.0 {
            bar.inc(more);
        }
    }

    /// It is over.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
