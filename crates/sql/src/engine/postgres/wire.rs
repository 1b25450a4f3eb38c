//! The bytes of a connection: what is to be sent is gathered and leaves in one write, what comes is cut into messages.
//!
//! A thread waits here for nothing but the server, so the socket simply blocks.
//! Must never know what a message is for: that is the session's business.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use postgres_protocol::message::frontend;
use tokio_postgres::types::private::BytesMut;

use super::failure::{Failure, Report};

/// What is read at once, and the room a connection keeps for it.
const READ: usize = 16 * 1024;
/// A buffer that has grown beyond this for one large message is given back.
const KEPT: usize = 1024 * 1024;

/// The socket.
#[derive(Debug)]
pub(super) enum Stream {
    Tcp(TcpStream),
    Unix(UnixStream),
}

impl Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.read(buffer),
            Self::Unix(stream) => stream.read(buffer),
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Tcp(stream) => stream.write_all(bytes),
            Self::Unix(stream) => stream.write_all(bytes),
        }
    }

    /// How long a read or a write may take; `None`: as long as the server lives.
    pub(super) fn set_timeout(&self, time: Option<Duration>) -> io::Result<()> {
        match self {
            Self::Tcp(stream) => stream.set_read_timeout(time).and_then(|()| stream.set_write_timeout(time)),
            Self::Unix(stream) => stream.set_read_timeout(time).and_then(|()| stream.set_write_timeout(time)),
        }
    }
}

/// A connection's bytes in both directions.
#[derive(Debug)]
pub(super) struct Wire {
    stream: Stream,
    /// What is sent next.
    pub(super) out: BytesMut,
    buffer: Vec<u8>,
    /// The stretch of the buffer that has come and was not looked at yet.
    begin: usize,
    end: usize,
}

/// A message from the server.
pub(super) struct Message<'w> {
    pub(super) kind: u8,
    pub(super) body: Body<'w>,
}

impl Wire {
    pub(super) fn new(stream: Stream) -> Self {
        Self { stream, out: BytesMut::new(), buffer: vec![0; READ], begin: 0, end: 0 }
    }

    pub(super) const fn stream(&self) -> &Stream {
        &self.stream
    }

    /// Sends what was gathered.
    pub(super) fn send(&mut self) -> io::Result<()> {
        let sent = self.stream.write_all(&self.out);
        if self.out.len() > KEPT {
            self.out = BytesMut::new();
        }
        self.out.clear();
        sent
    }

    /// The next message that is an answer: an error is a failure, and what the server only mentions is passed over.
    pub(super) fn hear(&mut self) -> Result<Message<'_>, Failure> {
        let (kind, begin, end) = loop {
            let next = self.next()?;
            // A notice, a setting that changed, a notification.
            if !matches!(next.0, b'N' | b'S' | b'A') {
                break next;
            }
        };
        let Message { kind, body } = self.message(kind, begin, end);
        if kind == b'E' { Err(Failure::Server(Report::read(body))) } else { Ok(Message { kind, body }) }
    }

    /// The next message of any kind.
    pub(super) fn hear_all(&mut self) -> io::Result<Message<'_>> {
        let (kind, begin, end) = self.next()?;
        Ok(self.message(kind, begin, end))
    }

    fn message(&self, kind: u8, begin: usize, end: usize) -> Message<'_> {
        Message { kind, body: Body(self.buffer.get(begin..end).unwrap_or_default()) }
    }

    /// Passes over everything up to the server's word that it is ready, and gives the state of the transaction: `I`dle, in
    /// `T`ransaction, or in one that failed, `E`; with the first error on the way, if there was one.
    pub(super) fn ready(&mut self) -> Result<(u8, Option<Box<Report>>), Failure> {
        let mut error = None;
        loop {
            match self.hear() {
                Ok(Message { kind: b'Z', mut body }) => return Ok((body.byte()?, error)),
                Ok(_) => {}
                Err(Failure::Server(report)) => error = error.or(Some(report)),
                Err(lost) => return Err(lost),
            }
        }
    }

    /// The next message's kind, and where its body is in the buffer.
    fn next(&mut self) -> io::Result<(u8, usize, usize)> {
        loop {
            let come = self.buffer.get(self.begin..self.end).unwrap_or_default();
            let mut missing = 5;
            if let Some((&[kind, a, b, c, d], _)) = come.split_first_chunk() {
                let length = usize::try_from(i32::from_be_bytes([a, b, c, d])).ok();
                let length = length.filter(|length| *length >= 4).ok_or_else(garbled)?;
                if come.len() > length {
                    let begin = self.begin + 5;
                    self.begin += 1 + length;
                    return Ok((kind, begin, self.begin));
                }
                missing = 1 + length;
            }
            self.fill(missing)?;
        }
    }

    /// Reads what comes, with room for a message of `size` bytes.
    fn fill(&mut self, size: usize) -> io::Result<()> {
        if self.begin == self.end {
            (self.begin, self.end) = (0, 0);
            if self.buffer.len() > KEPT && size <= READ {
                self.buffer = vec![0; READ];
            }
        }
        if self.begin + size > self.buffer.len() {
            self.buffer.copy_within(self.begin..self.end, 0);
            (self.begin, self.end) = (0, self.end - self.begin);
            if size > self.buffer.len() {
                self.buffer.resize(size.next_multiple_of(READ), 0);
            }
        }
        loop {
            let room = self.buffer.get_mut(self.end..).unwrap_or_default();
            match self.stream.read(room) {
                Ok(0) => return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "connection closed")),
                Ok(read) => {
                    self.end += read;
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.out.clear();
        frontend::terminate(&mut self.out);
        // A courtesy: the server would find out by itself.
        let _ = self.send();
    }
}

/// What the server sent is not what it promised.
pub(super) fn garbled() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the server sent a message that makes no sense")
}

/// A message's body, read from its beginning.
#[derive(Clone, Copy)]
pub(super) struct Body<'b>(&'b [u8]);

impl<'b> Body<'b> {
    fn chunk<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let (chunk, rest) = self.0.split_first_chunk().ok_or_else(garbled)?;
        self.0 = rest;
        Ok(*chunk)
    }

    pub(super) fn byte(&mut self) -> io::Result<u8> {
        self.chunk().map(|[byte]| byte)
    }

    /// A count.
    pub(super) fn short(&mut self) -> io::Result<u16> {
        self.chunk().map(u16::from_be_bytes)
    }

    pub(super) fn long(&mut self) -> io::Result<i32> {
        self.chunk().map(i32::from_be_bytes)
    }

    pub(super) fn bytes(&mut self, count: usize) -> io::Result<&'b [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count).ok_or_else(garbled)?;
        self.0 = rest;
        Ok(bytes)
    }

    /// Text up to the next NUL.
    pub(super) fn text(&mut self) -> io::Result<&'b str> {
        let end = self.0.iter().position(|byte| *byte == 0).ok_or_else(garbled)?;
        let text = self.bytes(end)?;
        self.byte()?;
        std::str::from_utf8(text).map_err(|_not_utf8| garbled())
    }

    /// All that is left.
    pub(super) const fn rest(self) -> &'b [u8] {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (Wire, UnixStream) {
        let (ours, theirs) = UnixStream::pair().unwrap();
        (Wire::new(Stream::Unix(ours)), theirs)
    }

    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 4).unwrap().to_be_bytes();
        [&[kind], &length[..], body].concat()
    }

    #[test]
    fn messages_are_told_apart_however_their_bytes_arrive() {
        let (mut wire, mut server) = pair();
        let large = vec![b'x'; 3 * READ + 7];
        let bytes = [
            message(b'2', b""),
            message(b'N', b"Snever mind\0\0"),
            message(b'D', &large),
            message(b'C', b"SELECT 1\0"),
            message(b'Z', b"I"),
        ]
        .concat();
        let writer = std::thread::spawn(move || {
            for piece in bytes.chunks(1_021) {
                server.write_all(piece).unwrap();
            }
        });
        let mut next = || {
            let Ok(Message { kind, body }) = wire.hear() else { panic!("no message") };
            (kind, body.rest().len())
        };
        assert_eq!([next(), next(), next()], [(b'2', 0), (b'D', large.len()), (b'C', 9)]);
        assert!(matches!(wire.ready(), Ok((b'I', None))));
        writer.join().unwrap();
        assert!(matches!(wire.hear(), Err(Failure::Lost(_))), "it ended");
    }

    #[test]
    fn a_length_that_cannot_be_ends_it() {
        let (mut wire, mut server) = pair();
        server.write_all(&[b'D', 0, 0, 0, 3]).unwrap();
        assert!(
            matches!(wire.hear(), Err(Failure::Lost(error)) if error.kind() == io::ErrorKind::InvalidData)
        );
    }
}
