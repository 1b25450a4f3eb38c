//! The beginning of a connection: the socket, who we are, and the statements that begin and end transactions.
//!
//! Must never leave a password in an error.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use postgres_protocol::authentication::md5_hash;
use postgres_protocol::authentication::sasl::{ChannelBinding, SCRAM_SHA_256, ScramSha256};
use postgres_protocol::message::frontend;
use socket2::{SockRef, TcpKeepalive};
use tokio_postgres::Config;
use tokio_postgres::config::{Host, LoadBalanceHosts, TargetSessionAttrs};

use super::failure::{Failure, Report};
use super::wire::{Body, Message, Stream, Wire, garbled};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const SERVER_LOST: Duration = Duration::from_secs(10);
const KEEPALIVE: Duration = Duration::from_secs(30);
const DEFAULT_PORT: u16 = 5432;

/// What begins and ends a transaction, prepared with every connection under these names.
pub(super) const READ: &str = "READ";
pub(super) const WRITE: &str = "WRITE";
pub(super) const COMMIT: &str = "COMMIT";
pub(super) const ROLLBACK: &str = "ROLLBACK";
const PREPARED: [(&str, &str); 4] = [
    (READ, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
    (WRITE, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"),
    (COMMIT, "COMMIT"),
    (ROLLBACK, "ROLLBACK"),
];

/// How statements are planned, unless the URL's `options` say anything: all of them are short, so that compiling them or
/// starting other processes for them takes longer than they do, and most pages that they need are in memory.
const PLANNING: &str = "SET jit = off; SET max_parallel_workers_per_gather = 0; SET random_page_cost = 1.1";

/// A connection that is ready for its first transaction, and the server's version.
pub(super) fn connect(config: &Config, idle_limit: Option<Duration>) -> Result<(Wire, String), Failure> {
    let count = config.get_hosts().len().max(config.get_hostaddrs().len());
    let mut places: Vec<usize> = (0..count).collect();
    if config.get_load_balance_hosts() == LoadBalanceHosts::Random && count > 0 {
        let first = usize::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or(0) % count;
        places.rotate_left(first);
    }
    let mut last =
        Failure::Lost(io::Error::new(io::ErrorKind::InvalidInput, "the database URL names no host"));
    for place in places {
        match reach(config, place).map_err(Failure::Lost).and_then(|stream| greet(config, idle_limit, stream))
        {
            Ok(ready) => return Ok(ready),
            Err(failure) => last = failure,
        }
    }
    Err(last)
}

/// The socket to one of the hosts that the URL names.
fn reach(config: &Config, place: usize) -> io::Result<Stream> {
    let port = config.get_ports().get(place).or_else(|| config.get_ports().first());
    let port = port.copied().unwrap_or(DEFAULT_PORT);
    let name = match (config.get_hostaddrs().get(place), config.get_hosts().get(place)) {
        (Some(address), _) => address.to_string(),
        (None, Some(Host::Tcp(name))) => name.clone(),
        (None, Some(Host::Unix(directory))) => {
            return UnixStream::connect(directory.join(format!(".s.PGSQL.{port}"))).map(Stream::Unix);
        }
        (None, None) => String::new(),
    };
    let mut last = io::Error::new(io::ErrorKind::NotFound, "the host has no address");
    for address in (name.as_str(), port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, CONNECT_TIMEOUT) {
            Ok(stream) => {
                stream.set_nodelay(true)?;
                let socket = SockRef::from(&stream);
                socket.set_tcp_keepalive(&TcpKeepalive::new().with_time(KEEPALIVE))?;
                socket.set_tcp_user_timeout(Some(SERVER_LOST))?;
                return Ok(Stream::Tcp(stream));
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn greet(config: &Config, idle_limit: Option<Duration>, stream: Stream) -> Result<(Wire, String), Failure> {
    stream.set_timeout(Some(CONNECT_TIMEOUT))?;
    let mut wire = Wire::new(stream);
    let user = match config.get_user() {
        Some(user) => user.to_owned(),
        None => whoami::username().map_err(|_unknown| refused("the database URL names no user"))?,
    };
    let mut about = vec![("client_encoding", "UTF8"), ("user", &user)];
    about.extend(config.get_dbname().map(|name| ("database", name)));
    about.extend(config.get_options().map(|options| ("options", options)));
    about.extend(config.get_application_name().map(|name| ("application_name", name)));
    frontend::startup_message(about, &mut wire.out)?;
    wire.send()?;
    authenticate(config, &user, &mut wire)?;
    let settings = settings(&mut wire)?;
    let is_writable = !settings.standby && !settings.read_only;
    match config.get_target_session_attrs() {
        TargetSessionAttrs::ReadWrite if !is_writable => {
            return Err(refused("the server takes no writes").into());
        }
        TargetSessionAttrs::ReadOnly if is_writable => return Err(refused("the server takes writes").into()),
        _ => {}
    }
    if config.get_options().is_none() {
        frontend::query(PLANNING, &mut wire.out)?;
        exchange(&mut wire)?;
    }
    if let Some(limit) = idle_limit {
        let text = format!("SET idle_in_transaction_session_timeout = {}", limit.as_millis());
        frontend::query(&text, &mut wire.out)?;
        exchange(&mut wire)?;
    }
    for (name, text) in PREPARED {
        frontend::parse(name, text, [], &mut wire.out)?;
    }
    frontend::sync(&mut wire.out);
    exchange(&mut wire)?;
    wire.stream().set_timeout(None)?;
    Ok((wire, settings.version))
}

/// Sends what was gathered, whose answers only matter when they are errors.
fn exchange(wire: &mut Wire) -> Result<(), Failure> {
    wire.send()?;
    match wire.ready()? {
        (_, None) => Ok(()),
        (_, Some(report)) => Err(Failure::Server(report)),
    }
}

fn refused(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, why)
}

/// Proves who we are, in the way that the server asks for.
fn authenticate(config: &Config, user: &str, wire: &mut Wire) -> Result<(), Failure> {
    let password = || config.get_password().ok_or_else(|| refused("the server asks for a password"));
    loop {
        let Message { kind: b'R', mut body } = wire.hear()? else { return Err(garbled().into()) };
        match body.long()? {
            0 => return Ok(()),
            3 => frontend::password_message(password()?, &mut wire.out)?,
            5 => {
                let salt = body.rest().first_chunk().copied().ok_or_else(garbled)?;
                let hash = md5_hash(user.as_bytes(), password()?, salt);
                frontend::password_message(hash.as_bytes(), &mut wire.out)?;
            }
            10 => {
                if !offers(body, SCRAM_SHA_256) {
                    return Err(refused("the server offers no way to log in that is known here").into());
                }
                scram(password()?, wire)?;
                continue;
            }
            _ => return Err(refused("the server asks for a way to log in that is not known here").into()),
        }
        wire.send()?;
    }
}

fn offers(mut mechanisms: Body<'_>, wanted: &str) -> bool {
    std::iter::from_fn(|| mechanisms.text().ok()).any(|mechanism| mechanism == wanted)
}

fn scram(password: &[u8], wire: &mut Wire) -> Result<(), Failure> {
    let mut scram = ScramSha256::new(password, ChannelBinding::unsupported());
    frontend::sasl_initial_response(SCRAM_SHA_256, scram.message(), &mut wire.out)?;
    wire.send()?;
    scram.update(said(wire, 11)?)?;
    frontend::sasl_response(scram.message(), &mut wire.out)?;
    wire.send()?;
    Ok(scram.finish(said(wire, 12)?)?)
}

/// What the server says in a step of SCRAM.
fn said(wire: &mut Wire, step: i32) -> Result<&[u8], Failure> {
    let Message { kind: b'R', mut body } = wire.hear()? else { return Err(garbled().into()) };
    if body.long()? == step { Ok(body.rest()) } else { Err(garbled().into()) }
}

/// What the server tells of itself before it is ready.
#[derive(Default)]
struct Settings {
    version: String,
    standby: bool,
    read_only: bool,
}

fn settings(wire: &mut Wire) -> Result<Settings, Failure> {
    let mut settings = Settings::default();
    loop {
        let Message { kind, mut body } = wire.hear_all()?;
        match kind {
            b'S' => match (body.text()?, body.text()?) {
                ("server_version", version) => version.clone_into(&mut settings.version),
                ("in_hot_standby", value) => settings.standby = value == "on",
                ("default_transaction_read_only", value) => settings.read_only = value == "on",
                _ => {}
            },
            b'E' => return Err(Failure::Server(Report::read(body))),
            b'Z' => return Ok(settings),
            _ => {}
        }
    }
}
