//! A plain client of server-sent events: reads the bytes of one connection as they come, and hides none.

use crate::{Answer, Client, client::whole};
use std::{
    fmt::Write as _,
    io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _},
    net::{Shutdown, TcpStream},
    time::{Duration, Instant},
};

/// An open stream.
#[derive(Debug)]
pub struct EventStream {
    reader: BufReader<TcpStream>,
    /// The headers of the answer, names in lower case.
    pub headers: Vec<(String, String)>,
    text: Vec<u8>,
    over: bool,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamEvent {
    /// `id:`, if it has one.
    pub id: Option<String>,
    /// `event:`; `message` where it has no name.
    pub name: String,
    /// `data:`.
    pub data: String,
}

impl StreamEvent {
    /// The data as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        crate::parse_json(&self.data)
    }
}

/// What a stream has brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// An event.
    Event(StreamEvent),
    /// A comment: a sign of life.
    Comment(String),
    /// Nothing in time.
    Nothing,
    /// The server has ended it.
    End,
}

impl EventStream {
    /// Opens `path` as a stream, going on after the event `last`; whatever is not a stream is an error.
    pub fn open(client: &Client, path: &str, last: Option<&str>) -> Result<Self, Box<Answer>> {
        let address = client.address();
        let mut stream =
            TcpStream::connect(address).unwrap_or_else(|error| panic!("cannot reach {address}: {error}"));
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a read timeout");
        let mut head = format!(
            "GET {} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\nAccept-Encoding: gzip\r\n",
            whole(path)
        );
        for (name, value) in client.headers() {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        if let Some(last) = last {
            let _ = write!(head, "Last-Event-ID: {last}\r\n");
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes()).expect("the request is sent");
        let mut reader = BufReader::new(stream);
        let (mut first, mut headers) = (String::new(), Vec::new());
        reader.read_line(&mut first).expect("an answer");
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a header");
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
        let status: u16 = first.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        let is_stream =
            headers.iter().any(|(n, v)| n == "content-type" && v.starts_with("text/event-stream"));
        let mut this = Self { reader, headers, text: Vec::new(), over: false };
        if status == 200 && is_stream {
            return Ok(this);
        }
        let length = this.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        this.reader.read_exact(&mut body).expect("the whole answer");
        Err(Box::new(Answer::new(format!("GET {path} as a stream"), status, this.headers, body)))
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whatever comes next within `patience`.
    pub fn next(&mut self, patience: Duration) -> Next {
        let deadline = Instant::now() + patience;
        loop {
            if let Some(block) = self.block() {
                if let Some(next) = parse(&block) {
                    return next;
                }
                continue;
            }
            if self.over {
                return Next::End;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Next::Nothing;
            }
            self.reader.get_ref().set_read_timeout(Some(left)).expect("a read timeout");
            match self.chunk() {
                Ok(true) => {}
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Ok(false) | Err(_) => self.over = true,
            }
        }
    }

    /// The next event; comments are passed over. None within `patience`, or the end, fails the test.
    #[track_caller]
    pub fn event(&mut self, patience: Duration) -> StreamEvent {
        loop {
            match self.next(patience) {
                Next::Event(event) => return event,
                Next::Comment(_) => {}
                other => panic!("no event but {other:?}"),
            }
        }
    }

    /// Reads one chunk of the body; `false` at its end. The head of a chunk is waited for as a whole, so that a read that
    /// is given up loses nothing: the server writes a chunk in one piece.
    fn chunk(&mut self) -> std::io::Result<bool> {
        if self.reader.fill_buf()?.is_empty() {
            return Ok(false);
        }
        self.reader.get_ref().set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut head = String::new();
        self.reader.read_line(&mut head)?;
        let size = usize::from_str_radix(head.trim(), 16).unwrap_or(0);
        let mut bytes = vec![0; size + 2];
        self.reader.read_exact(&mut bytes)?;
        bytes.truncate(size);
        self.text.extend_from_slice(&bytes);
        Ok(size > 0)
    }

    /// The next block of lines, without the empty line that ends it.
    fn block(&mut self) -> Option<String> {
        let end = self.text.windows(2).position(|pair| pair == b"\n\n")?;
        let block: Vec<u8> = self.text.drain(..end + 2).collect();
        Some(String::from_utf8_lossy(&block).trim_end().to_owned())
    }

    /// Goes away without a word.
    pub fn close(self) {
        self.reader.get_ref().shutdown(Shutdown::Both).ok();
    }
}

/// What a block says; nothing where it only sets the time of reconnection.
fn parse(block: &str) -> Option<Next> {
    let (mut id, mut name, mut data) = (None, "message".to_owned(), Vec::new());
    let mut comment = None;
    for line in block.lines() {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "" => comment = Some(value.to_owned()),
            "id" => id = Some(value.to_owned()),
            "event" => value.clone_into(&mut name),
            "data" => data.push(value),
            _ => {}
        }
    }
    if data.is_empty() {
        return comment.map(Next::Comment);
    }
    Some(Next::Event(StreamEvent { id, name, data: data.join("\n") }))
}
