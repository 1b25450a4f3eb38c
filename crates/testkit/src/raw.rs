//! Requests as bytes, for what an honest client cannot say: a length that is a lie, a path that is no path.

use crate::Answer;
use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    time::Duration,
};

/// Sends `head` (request line and headers, lines ended by `\n`) and `body`, and reads the answer.
/// `Connection: close` and `Content-Length` are added, or the body is cut in chunks where the head says so.
#[track_caller]
pub fn exchange(address: &str, head: &str, body: &[u8]) -> Answer {
    if !head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        return exchange_declaring(address, head, body.len(), body);
    }
    let mut chunks = Vec::with_capacity(body.len() + 64);
    for chunk in body.chunks(16 << 10) {
        chunks.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        chunks.extend_from_slice(chunk);
        chunks.extend_from_slice(b"\r\n");
    }
    chunks.extend_from_slice(b"0\r\n\r\n");
    send(address, head, &chunks)
}

/// As [`exchange`], with a `Content-Length` that need not be true.
///
/// The body is written while the answer is read, as a server may refuse a body before it has seen all of it.
#[track_caller]
pub fn exchange_declaring(address: &str, head: &str, length: usize, body: &[u8]) -> Answer {
    send(address, &format!("{head}\nContent-Length: {length}"), body)
}

#[track_caller]
fn send(address: &str, head: &str, body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap_or_else(|e| panic!("cannot reach {address}: {e}"));
    stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a read timeout");
    stream.set_write_timeout(Some(Duration::from_mins(1))).expect("a write timeout");
    let lines: Vec<&str> = head.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let head = format!("{}\r\nHost: {address}\r\nConnection: close\r\n\r\n", lines.join("\r\n"));
    let mut bytes = Vec::new();
    std::thread::scope(|scope| {
        let mut writer = stream.try_clone().expect("a second handle");
        scope.spawn(move || {
            // The server may close the stream as soon as it has heard enough; its answer then says why.
            writer.write_all(head.as_bytes()).and_then(|()| writer.write_all(body)).ok();
        });
        // What arrived before the connection was reset is still an answer.
        stream.read_to_end(&mut bytes).ok();
        stream.shutdown(Shutdown::Both).ok();
    });
    parse(lines.first().copied().unwrap_or_default(), &bytes)
}

#[track_caller]
fn parse(request: &str, bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("{request}: no answer but {:?}", String::from_utf8_lossy(bytes)));
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default();
    let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.unwrap_or_else(|| panic!("{request}: no status in {first:?}"));
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let chunked =
        headers.iter().any(|(name, value)| name == "transfer-encoding" && value.contains("chunked"));
    let body = &bytes[end + 4..];
    Answer::new(request.to_owned(), status, headers, if chunked { join(body) } else { body.to_vec() })
}

/// The bytes of a chunked body.
fn join(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = body.windows(2).position(|w| w == b"\r\n") {
        let size =
            std::str::from_utf8(&body[..end]).ok().and_then(|hex| usize::from_str_radix(hex.trim(), 16).ok());
        let (Some(size), rest) = (size.filter(|size| *size > 0), &body[end + 2..]) else { break };
        let Some(chunk) = rest.get(..size) else { break };
        whole.extend_from_slice(chunk);
        body = rest.get(size + 2..).unwrap_or_default();
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::{join, parse};

    #[test]
    fn chunks_are_put_together() {
        assert_eq!(join(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), b"abcde");
    }

    #[test]
    fn an_answer_is_read_with_its_headers() {
        let answer =
            parse("GET /", b"HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n\r\n{\"code\":404}");
        assert_eq!((answer.status, answer.header("Content-Type")), (404, "application/json"));
        assert_eq!(answer["code"], 404);
    }
}
