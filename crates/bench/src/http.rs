//! As little HTTP/1.1 as a load generator needs: one connection, one request at a time, bodies with a length or in chunks.

use std::io;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// A kept connection to the server.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    input: Vec<u8>,
    filled: usize,
}

/// An answer, until the next request.
#[derive(Debug)]
pub(crate) struct Answer<'c> {
    pub(crate) status: u16,
    pub(crate) body: &'c [u8],
}

/// What the head of an answer says.
struct Head {
    status: u16,
    body: usize,
    length: Option<usize>,
}

impl Connection {
    pub(crate) async fn open(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, input: vec![0; 64 << 10], filled: 0 })
    }

    /// Sends a whole request and reads the whole answer.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.filled = 0;
        let head = loop {
            self.more().await?;
            if let Some(head) = head(self.input.get(..self.filled).unwrap_or_default())? {
                break head;
            }
        };
        let end = match head.length {
            Some(length) => {
                let end = head.body + length;
                while self.filled < end {
                    self.more().await?;
                }
                end
            }
            None => self.chunks(head.body).await?,
        };
        Ok(Answer { status: head.status, body: self.input.get(head.body..end).unwrap_or_default() })
    }

    /// Opens a stream of server-sent events; what comes is read and dropped by the answer, which ends with the stream.
    pub(crate) async fn watch(
        mut self,
        path: &str,
        token: &str,
    ) -> io::Result<impl Future<Output = ()> + use<>> {
        let request = format!(
            "GET /api/v1/{path} HTTP/1.1\r\nHost: b\r\nAccept: text/event-stream\r\nAuthorization: Bearer {token}\r\n\r\n"
        );
        self.stream.write_all(request.as_bytes()).await?;
        let head = loop {
            self.more().await?;
            if let Some(head) = head(self.input.get(..self.filled).unwrap_or_default())? {
                break head;
            }
        };
        if head.status != 200 {
            return Err(io::Error::other(format!("no stream of {path} but {}", head.status)));
        }
        Ok(async move {
            loop {
                self.filled = 0;
                if self.more().await.is_err() {
                    return;
                }
            }
        })
    }

    /// Reads a body in chunks to its end and puts it together in place; where it ends then.
    async fn chunks(&mut self, begin: usize) -> io::Result<usize> {
        let (mut read, mut written) = (begin, begin);
        loop {
            let line = loop {
                let seen = self.input.get(read..self.filled).unwrap_or_default();
                if let Some(at) = seen.windows(2).position(|w| w == b"\r\n") {
                    break at;
                }
                self.more().await?;
            };
            let size = self.input.get(read..read + line).and_then(|text| std::str::from_utf8(text).ok());
            let size = size.and_then(|text| usize::from_str_radix(text.trim(), 16).ok());
            let size = size.ok_or_else(|| io::Error::other("a chunk without a size"))?;
            let data = read + line + 2;
            while self.filled < data + size + 2 {
                self.more().await?;
            }
            self.input.copy_within(data..data + size, written);
            written += size;
            read = data + size + 2;
            if size == 0 {
                return Ok(written);
            }
        }
    }

    async fn more(&mut self) -> io::Result<()> {
        if self.filled == self.input.len() {
            self.input.resize(self.filled * 2, 0);
        }
        let free = self.input.get_mut(self.filled..).unwrap_or_default();
        match self.stream.read(free).await? {
            0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server closed the connection")),
            count => {
                self.filled += count;
                Ok(())
            }
        }
    }
}

/// Reads a head; `None` while it is not all there.
fn head(input: &[u8]) -> io::Result<Option<Head>> {
    let Some(end) = input.windows(4).position(|w| w == b"\r\n\r\n") else { return Ok(None) };
    let head = input.get(..end).unwrap_or_default();
    let digits = head.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok());
    let status = digits.and_then(|digits| digits.parse().ok());
    let status = status.ok_or_else(|| io::Error::other("an answer without a status"))?;
    let length = head.split(|byte| *byte == b'\n').find_map(|line| {
        let (name, value) = line.split_at_checked(15)?;
        let text = std::str::from_utf8(value).ok()?;
        name.eq_ignore_ascii_case(b"content-length:").then(|| text.trim().parse().ok())?
    });
    Ok(Some(Head { status, body: end + 4, length }))
}

/// A request's bytes, written over what `out` holds.
pub(crate) fn request(out: &mut Vec<u8>, method: &str, path: &str, token: &str, body: &[u8]) {
    out.clear();
    for part in [method, " /api/v1/", path, " HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ", token] {
        out.extend_from_slice(part.as_bytes());
    }
    if method != "GET" {
        out.extend_from_slice(b"\r\ncontent-type: application/json\r\ncontent-length: ");
        out.extend_from_slice(body.len().to_string().as_bytes());
    }
    out.extend_from_slice(b"\r\n\r\n");
    out.extend_from_slice(body);
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask(answer: &'static [u8]) -> (u16, Vec<u8>) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let server = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            for piece in answer.chunks(7) {
                stream.write_all(piece).await.unwrap();
                tokio::task::yield_now().await;
            }
            stream
        };
        let client = async {
            let mut connection = Connection::open(&address).await.unwrap();
            let answer = connection.exchange(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
            (answer.status, answer.body.to_vec())
        };
        tokio::join!(client, server).0
    }

    #[tokio::test]
    async fn answers_with_a_length_and_in_chunks_are_read_whole() {
        let plain = ask(b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\nx: y\r\n\r\nhello").await;
        assert_eq!(plain, (201, b"hello".to_vec()));
        let chunked = ask(
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n8\r\ndefghijk\r\n0\r\n\r\n",
        )
        .await;
        assert_eq!(chunked, (200, b"abcdefghijk".to_vec()));
    }

    #[test]
    fn a_request_tells_the_length_of_its_body() {
        let mut out = Vec::new();
        request(&mut out, "POST", "tickets", "gd_x", b"{}");
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.starts_with("POST /api/v1/tickets HTTP/1.1\r\n")
                && text.ends_with("content-length: 2\r\n\r\n{}")
        );
    }
}
