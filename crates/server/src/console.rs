//! Where commands speak: standard output for what was asked for, standard error for what went wrong.

use std::io::Write as _;

use domain::Lang;

use crate::words::{Text, say};

/// The terminal (or whatever stands in its place), in one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console {
    /// The language of everything said here.
    pub(crate) lang: Lang,
}

/// How a command did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command or the configuration cannot be used as it is.
    Usage(Vec<Text>),
    /// It was tried and did not work.
    Failed(Text),
    /// Everything has been said already.
    Said,
}

impl From<Text> for Failure {
    fn from(text: Text) -> Self {
        Self::Failed(text)
    }
}

impl Failure {
    /// The exit code: 1 failed, 2 bad usage.
    pub(crate) const fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Failed(_) | Self::Said => 1,
        }
    }
}

impl Console {
    /// Says what was asked for.
    pub(crate) fn say(self, text: &Text) {
        self.print(&text.text(self.lang));
    }

    /// The sentence as a string, to be put into a table.
    pub(crate) fn word(self, text: &Text) -> String {
        text.text(self.lang)
    }

    /// Prints text as it is, and a line end. A closed pipe is the reader's wish and no failure.
    #[allow(clippy::unused_self, reason = "one way to print, whatever the language")]
    pub(crate) fn print(self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{text}").and_then(|()| out.flush());
    }

    /// Says on standard error why a command did not succeed.
    pub(crate) fn explain(self, failure: &Failure) {
        let mut err = std::io::stderr().lock();
        let texts = match failure {
            Failure::Usage(texts) => texts.as_slice(),
            Failure::Failed(text) => std::slice::from_ref(text),
            Failure::Said => &[],
        };
        for text in texts {
            let _ = writeln!(err, "{}", say!("failure.line", why = text.clone()).text(self.lang));
        }
    }

    /// Prints text as it is on standard error.
    #[allow(clippy::unused_self, reason = "one way to print, whatever the language")]
    pub(crate) fn print_aside(self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }
}
