//! `gongdan health`: asks a running server whether it is ready, for health checks where there is no other client.

use std::{
    io::{self, Read as _, Write as _},
    net::{TcpStream, ToSocketAddrs as _},
    time::Duration,
};

use crate::{
    config::{self, Config},
    console::{Console, Failure},
    words::say,
};

/// How long connecting, and each step of the exchange, may take.
const DEADLINE: Duration = Duration::from_secs(5);
/// More of an answer is not looked at.
const LONGEST: u64 = 4_096;

/// Succeeds when the server at `address`, or where the configuration has one listen, is ready.
pub(super) fn run(config: &Config, console: Console, address: Option<&str>) -> Result<(), Failure> {
    let listen = match address {
        Some(text) => config::listen(text).map_err(|why| Failure::Usage(vec![why]))?,
        None => config.listen.clone(),
    };
    // A server that listens everywhere is asked here.
    let host = match listen.host.as_str() {
        "0.0.0.0" => "127.0.0.1",
        "::" => "::1",
        host => host,
    };
    let shown = format!("{host}:{}", listen.port);
    let answer = ask(host, listen.port)
        .map_err(|error| say!("health.unreachable", address = &shown, why = error.to_string()))?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).unwrap_or_default();
    if status == "200" {
        console.say(&say!("health.ready", address = &shown));
        return Ok(());
    }
    Err(Failure::Failed(say!("health.not_ready", address = &shown, status = status, answer = body.trim())))
}

fn ask(host: &str, port: u16) -> io::Result<String> {
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for address in (host, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, DEADLINE) {
            Ok(stream) => return exchange(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn exchange(mut stream: TcpStream) -> io::Result<String> {
    stream.set_read_timeout(Some(DEADLINE))?;
    stream.set_write_timeout(Some(DEADLINE))?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.take(LONGEST).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
