//! One run of `gongdan serve`: started, watched until it is ready, ended.

use crate::logs::Log;
use rustix::process::{Pid, Signal, kill_process};
use std::{
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Mutex,
        mpsc::{self, RecvTimeoutError},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

/// How long a server may take until it is ready, and how long until it has stopped.
const DEADLINE: Duration = Duration::from_secs(30);

/// A running server.
#[derive(Debug)]
pub struct Process {
    child: Child,
    url: String,
    out: Log,
    err: Log,
    readers: Vec<JoinHandle<()>>,
    /// Says that the process has closed its streams, which is to say: that it is gone.
    gone: Mutex<mpsc::Receiver<()>>,
    watchdog: Child,
}

impl Process {
    /// Starts `command` and waits for the line that names its address. `cleanup` is a shell command that is run, beside
    /// ending the server, when this test program itself dies without having cleaned up.
    pub fn start(mut command: Command, cleanup: &str) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|e| panic!("cannot start {command:?}: {e}"));
        let watchdog = watch(child.id(), cleanup);
        let (out, err) = (Log::default(), Log::default());
        let (lines, ready) = mpsc::channel();
        let stdout = out.follow(child.stdout.take().expect("stdout is piped"), Some(lines));
        let stderr = err.follow(child.stderr.take().expect("stderr is piped"), None);
        let (closed, gone) = mpsc::channel();
        let joiner = std::thread::spawn(move || {
            stdout.join().expect("reading stdout");
            stderr.join().expect("reading stderr");
            closed.send(()).ok();
        });
        let mut process = Self {
            child,
            url: String::new(),
            out,
            err,
            readers: vec![joiner],
            gone: Mutex::new(gone),
            watchdog,
        };
        process.url = process.wait_until_ready(&ready);
        process
    }

    fn wait_until_ready(&mut self, lines: &mpsc::Receiver<String>) -> String {
        let end = Instant::now() + DEADLINE;
        loop {
            match lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    if let Some(url) = address(&line) {
                        return url;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    panic!("the server was not ready after {DEADLINE:?}:\n{}", self.logs())
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let status = self.wait();
                    panic!("the server ended before it was ready ({status}):\n{}", self.logs());
                }
            }
        }
    }

    /// Where it listens: `http://127.0.0.1:<port>`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// All it has printed so far.
    pub fn logs(&self) -> String {
        format!("--- stdout\n{}--- stderr\n{}---", self.out.text(), self.err.text())
    }

    /// `SIGKILL`: it ends at once, wherever it is.
    pub fn kill9(&mut self) {
        self.child.kill().expect("the server can be killed");
        self.wait();
    }

    /// `SIGTERM`: it is asked to stop; how it ended.
    pub fn terminate(&mut self) -> ExitStatus {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, Signal::TERM).expect("the server is alive");
        self.wait()
    }

    fn wait(&mut self) -> ExitStatus {
        let gone = self.gone.get_mut().expect("nobody panicked with it");
        if gone.recv_timeout(DEADLINE) == Err(RecvTimeoutError::Timeout) {
            self.child.kill().ok();
            panic!("the server had not stopped after {DEADLINE:?}:\n{}", self.logs());
        }
        for reader in self.readers.drain(..) {
            reader.join().ok();
        }
        let status = self.child.wait().expect("the server is our child");
        self.watchdog.kill().ok();
        self.watchdog.wait().ok();
        status
    }

    /// Fails if anything in it panicked.
    #[track_caller]
    pub fn assert_calm(&self) {
        let logs = self.logs();
        assert!(!logs.contains("panicked"), "the server panicked:\n{logs}");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.readers.is_empty() {
            return;
        }
        self.child.kill().ok();
        self.child.wait().ok();
        self.watchdog.kill().ok();
        self.watchdog.wait().ok();
    }
}

/// The address in a line, if it has one.
fn address(line: &str) -> Option<String> {
    let start = line.find("http://127.0.0.1:")?;
    let rest = &line[start..];
    let digits = rest["http://127.0.0.1:".len()..].bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| rest[.."http://127.0.0.1:".len() + digits].to_owned())
}

/// A shell that ends the server when this program is gone, however it went: what Rust keeps in statics is never dropped.
fn watch(server: u32, cleanup: &str) -> Child {
    Command::new("sh")
        .args(["-c", "cat >/dev/null; kill -KILL \"$0\"; eval \"$1\"", &server.to_string(), cleanup])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell can be started")
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_address_is_found_anywhere_in_the_ready_line() {
        let url = address("gongdan 0.1.0 is ready at http://127.0.0.1:4711/ (data in ./data)\n");
        assert_eq!(url.as_deref(), Some("http://127.0.0.1:4711"));
        assert_eq!(address("starting"), None);
        assert_eq!(address("http://127.0.0.1:"), None);
    }
}
