//! What a program prints: told line by line as long as the job has room for events; past that it is only carried off, in large
//! blocks, so that a program that prints much ends as soon as it would anywhere else.
//!
//! Never waits for anybody but the program and the writer of the events.

use crate::run::Run;
use domain::job::{EventType, MOST_EVENT_BYTES, MOST_EVENTS, MOST_MESSAGE, MOST_RESULT, Told};
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};

/// The bytes that are taken from a pipe at once: as many as it holds.
const BLOCK: usize = 64 << 10;

/// What the job's events still have room for, counted over both pipes. Who writes them holds them to it; this only knows when
/// nothing more will be kept.
#[derive(Debug)]
pub(super) struct Budget {
    events: AtomicI64,
    bytes: AtomicI64,
}

impl Budget {
    pub(super) fn of(run: &Run) -> Self {
        Self {
            events: AtomicI64::new(MOST_EVENTS - run.job.last_seq),
            bytes: AtomicI64::new(MOST_EVENT_BYTES - run.job.event_bytes),
        }
    }

    fn spend(&self, told: &Told) {
        self.events.fetch_sub(1, Ordering::Relaxed);
        self.bytes.fetch_sub(told.bytes(), Ordering::Relaxed);
    }

    /// Whether even the event was told that says that there were too many.
    fn is_spent(&self) -> bool {
        self.events.load(Ordering::Relaxed) <= 0 || self.bytes.load(Ordering::Relaxed) < 0
    }
}

/// Tells every line that comes, while there is room; keeps the last one where it is wanted. A line past its limit is cut into
/// several.
pub(super) async fn lines(
    (run, budget): (&Run, &Budget),
    pipe: Option<impl AsyncRead + Unpin>,
    kind: EventType,
    last: Option<&Mutex<String>>,
) {
    let Some(pipe) = pipe else { return };
    let mut reader = BufReader::with_capacity(BLOCK, pipe);
    let mut line = Vec::new();
    while !budget.is_spent() {
        let Ok(chunk) = reader.fill_buf().await else { return };
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let room = MOST_RESULT.saturating_sub(line.len());
        let taken = end.unwrap_or(chunk.len()).min(room);
        line.extend(chunk.iter().take(taken));
        let (over, used) = match end {
            Some(end) if taken == end => (true, end + 1),
            _ => (line.len() >= MOST_RESULT, taken),
        };
        let closed = chunk.is_empty();
        reader.consume(used);
        if over || (closed && !line.is_empty()) {
            let text = String::from_utf8_lossy(&line).into_owned();
            line.clear();
            if let Some(last) = last.filter(|_| !text.trim().is_empty()) {
                last.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&text);
            }
            tell((run, budget), kind, &text).await;
        }
        if closed {
            return;
        }
    }
    carry_off(reader, End { line, whole: None }, last).await;
}

/// Reads to the end and keeps nothing but the last line, where it is wanted.
async fn carry_off(
    mut reader: BufReader<impl AsyncRead + Unpin>,
    mut end: End,
    last: Option<&Mutex<String>>,
) {
    loop {
        let Ok(block) = reader.fill_buf().await else { return };
        let (used, closed) = (block.len(), block.is_empty());
        if let Some(last) = last {
            end.take(if closed { b"\n" } else { block });
            if let Some(whole) = end.whole.take() {
                *last.lock().unwrap_or_else(PoisonError::into_inner) = whole;
            }
        }
        reader.consume(used);
        if closed {
            return;
        }
    }
}

/// The end of what was read so far.
#[derive(Debug, Default)]
struct End {
    /// The line that has not ended yet.
    line: Vec<u8>,
    /// The last one that has, and is not blank.
    whole: Option<String>,
}

impl End {
    fn take(&mut self, block: &[u8]) {
        let mut rest = block;
        if let Some(first) = block.iter().position(|byte| *byte == b'\n') {
            let (head, tail) = block.split_at(first);
            self.grow(head);
            let line = std::mem::take(&mut self.line);
            rest = tail.strip_prefix(b"\n").unwrap_or(tail);
            let mut ended = rest.rsplit(|byte| *byte == b'\n');
            let open = ended.next().unwrap_or_default();
            // The rest of the last that is not blank; else the one that began before this block.
            let whole = ended.map(String::from_utf8_lossy).find(|text| !text.trim().is_empty());
            let whole = whole.unwrap_or_else(|| String::from_utf8_lossy(&line));
            if !whole.trim().is_empty() {
                self.whole = Some(whole.into_owned());
            }
            rest = open;
        }
        self.grow(rest);
    }

    /// Of a line past its limit the last piece stays.
    fn grow(&mut self, more: &[u8]) {
        self.line.extend(more);
        let whole = self.line.len().saturating_sub(1) / MOST_RESULT * MOST_RESULT;
        self.line.drain(..whole);
    }
}

async fn tell((run, budget): (&Run, &Budget), kind: EventType, text: &str) {
    let mut rest = text;
    loop {
        let end = (0..=MOST_MESSAGE.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at));
        let (now, later) = rest.split_at(end.unwrap_or(rest.len()));
        let told = Told { kind, message: now.to_owned(), progress: None, payload: None };
        budget.spend(&told);
        run.tell(told).await;
        if later.is_empty() {
            return;
        }
        rest = later;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str, block: usize) -> Option<String> {
        let mut end = End::default();
        for block in text.as_bytes().chunks(block) {
            end.take(block);
        }
        end.take(b"\n");
        end.whole
    }

    #[test]
    fn the_last_line_that_is_not_blank_is_kept_wherever_the_blocks_end() {
        for (text, wanted) in [
            ("one\ntwo\nthree", "three"),
            ("one\ntwo\n\n \n\n", "two"),
            ("\n\n工单\n\n", "工单"),
            ("one\n\n\n\n\n\n{\"n\": 1}\n", "{\"n\": 1}"),
        ] {
            for block in 1..=text.len() {
                assert_eq!(last(text, block).as_deref(), Some(wanted), "{text:?} by {block}");
            }
        }
        assert_eq!(last("\n \n", 1), None);
    }

    #[test]
    fn a_line_past_its_limit_is_cut_and_its_last_piece_kept() {
        let text = "x".repeat(2 * MOST_RESULT) + "end";
        assert_eq!(last(&text, 65_536).as_deref(), Some("end"));
        assert_eq!(last(&"y".repeat(MOST_RESULT), 7_777).map(|line| line.len()), Some(MOST_RESULT));
    }
}
