//! What a child process printed, read as it comes so that it never waits for us.

use std::{
    io::{BufRead, BufReader, Read},
    sync::{Arc, Mutex, mpsc},
    thread::JoinHandle,
};

/// The text of one stream so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log(Arc<Mutex<String>>);

impl Log {
    pub(crate) fn text(&self) -> String {
        self.0.lock().expect("a log reader panicked").clone()
    }

    /// Reads `stream` to its end on a thread of its own; each line is also sent to `lines`.
    pub(crate) fn follow(
        &self,
        stream: impl Read + Send + 'static,
        lines: Option<mpsc::Sender<String>>,
    ) -> JoinHandle<()> {
        let log = self.clone();
        std::thread::spawn(move || {
            let mut reader = BufReader::new(stream);
            let mut line = Vec::new();
            while reader.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
                let text = String::from_utf8_lossy(&line).into_owned();
                log.0.lock().expect("a log user panicked").push_str(&text);
                if let Some(lines) = &lines {
                    // The receiver goes away once the server is ready; the log is still read.
                    lines.send(text).ok();
                }
                line.clear();
            }
        })
    }
}
