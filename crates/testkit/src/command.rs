//! `gongdan` as a command that is run to its end.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// The program with its settings, before it is run.
#[derive(Debug)]
pub struct Gongdan {
    command: Command,
    input: Vec<u8>,
}

/// What a command came to.
#[derive(Debug)]
pub struct Output {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it complained of.
    pub err: String,
    line: String,
}

impl Gongdan {
    /// `program`, run in `directory` and untouched by the settings of whoever runs the tests.
    pub fn new(program: &Path, directory: &Path) -> Self {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("GONGDAN_") || name == "DATABASE_URL" {
                command.env_remove(name);
            }
        }
        command
            .current_dir(directory)
            .env("GONGDAN_ADMIN_PASSWORD", crate::ADMIN_PASSWORD)
            .env("GONGDAN_SECRET_KEY", crate::SECRET_KEY)
            .env("GONGDAN_LOG", "warn")
            .env("RUST_BACKTRACE", "1");
        Self { command, input: Vec::new() }
    }

    /// Where its data is, by the environment, so that the flag stays free for a test of its own.
    #[must_use]
    pub fn data_dir(self, directory: &Path) -> Self {
        self.env("GONGDAN_DATA_DIR", directory.to_string_lossy())
    }

    /// One more variable of the environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.command.env(name, value.as_ref());
        self
    }

    /// One variable less.
    #[must_use]
    pub fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// More arguments.
    #[must_use]
    pub fn args<'a>(mut self, args: impl IntoIterator<Item = &'a str>) -> Self {
        self.command.args(args);
        self
    }

    /// What it reads on its standard input.
    #[must_use]
    pub fn input(mut self, text: &str) -> Self {
        self.input = text.into();
        self
    }

    /// The command itself, for a process that goes on.
    pub fn into_command(self) -> Command {
        self.command
    }

    /// Runs it to its end.
    pub fn run(mut self) -> Output {
        let line = format!("{:?}", self.command);
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|e| panic!("cannot run {line}: {e}"));
        let mut stdin = child.stdin.take().expect("stdin is piped");
        // A command that reads nothing may be gone already.
        stdin.write_all(&self.input).ok();
        drop(stdin);
        let output = child.wait_with_output().expect("a child of ours");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let output =
            Output { code: output.status.code(), out: text(output.stdout), err: text(output.stderr), line };
        assert!(!output.err.contains("panicked"), "it panicked: {output}");
        output
    }
}

impl std::fmt::Display for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}\nexit code {:?}\n--- stdout\n{}--- stderr\n{}---",
            self.line, self.code, self.out, self.err
        )
    }
}

impl Output {
    /// Fails unless it went well; what it printed.
    #[track_caller]
    pub fn expect(self) -> String {
        assert_eq!(self.code, Some(0), "{self}");
        self.out
    }

    /// Fails unless it was refused with a complaint that has each of `words`, in any case, in it.
    #[track_caller]
    pub fn refused(self, words: &[&str]) {
        assert!(self.code.is_some_and(|code| code != 0), "it should have been refused: {self}");
        let complaint = self.err.to_lowercase();
        assert!(!complaint.trim().is_empty(), "refused without a word: {self}");
        for word in words {
            assert!(complaint.contains(&word.to_lowercase()), "the complaint does not name {word:?}: {self}");
        }
    }
}
