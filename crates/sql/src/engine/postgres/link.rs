//! A connection and its prepared statements.
//!
//! Must never show the URL: only host, port and database leave this module.

use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use postgres_protocol::message::frontend;
use tokio_postgres::Config;
use tokio_postgres::config::{ChannelBinding, Host, SslMode};
use tokio_postgres::types::Type;

use super::greet;
use super::session::Flight;
use super::wire::Wire;
use crate::Error;

const PROBE_TIMEOUT: Duration = Duration::from_secs(3);
const OLDEST_SERVER: u32 = 15;
/// Prepared statements kept by a connection: two generations of half as many each.
const STATEMENTS: usize = 512;

/// Where to connect to.
pub(super) struct Target {
    config: Config,
    idle_limit: Option<Duration>,
    shown: String,
}

impl Target {
    pub(super) fn parse(url: &str, idle_limit: Option<Duration>) -> Result<Self, Error> {
        let malformed = || {
            Error::Unsupported(
                "the database URL is not of the form postgres://user:password@host:port/database; \
                 special characters of a password are written %40 (for @), %2F (for /) and so on"
                    .to_owned(),
            )
        };
        // The parser's own message may quote a piece of the password, so it is not passed on.
        let mut config: Config = url.parse().map_err(|_parse: tokio_postgres::Error| malformed())?;
        if !config.get_hosts().iter().all(plausible) {
            return Err(malformed());
        }
        if config.get_ssl_mode() == SslMode::Require
            || config.get_channel_binding() == ChannelBinding::Require
        {
            return Err(Error::Unsupported(
                "an encrypted connection to PostgreSQL (sslmode=require, channel_binding=require)".to_owned(),
            ));
        }
        if config.get_application_name().is_none() {
            config.application_name("gongdan");
        }
        let shown = shown(&config);
        Ok(Self { config, idle_limit, shown })
    }

    /// Connects.
    pub(super) fn connect(&self) -> Result<Link, Error> {
        let failed = |detail: &str| Error::Unavailable(format!("{}: {}", self.shown, self.hide(detail)));
        let (wire, version) =
            greet::connect(&self.config, self.idle_limit).map_err(|failure| {
                match failure.translate("connect") {
                    Error::Unavailable(detail) | Error::Statement { detail, .. } => failed(&detail),
                    other => other,
                }
            })?;
        check_version(&version)?;
        Ok(Link {
            wire,
            statements: Statements::default(),
            flight: Flight::default(),
            used: Instant::now(),
            broken: false,
        })
    }

    fn hide(&self, detail: &str) -> String {
        match self.config.get_password().map(String::from_utf8_lossy) {
            Some(password) if !password.is_empty() => detail.replace(&*password, "***"),
            _ => detail.to_owned(),
        }
    }
}

/// Whether a host is one, and not the end of a password with an `@` in it.
fn plausible(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name.chars().all(|character| character.is_alphanumeric() || ".-_:[]%".contains(character))
        }
        Host::Unix(_) => true,
    }
}

fn shown(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        Some(Host::Unix(path)) => path.display().to_string(),
        None => config.get_hostaddrs().first().map(ToString::to_string).unwrap_or_default(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let database = config.get_dbname().or(config.get_user()).unwrap_or_default();
    format!("PostgreSQL at {host}:{port}, database {database}")
}

fn check_version(version: &str) -> Result<(), Error> {
    let major: String = version.chars().take_while(char::is_ascii_digit).collect();
    match major.parse::<u32>() {
        Ok(major) if major >= OLDEST_SERVER => Ok(()),
        _ => Err(Error::Unsupported(format!(
            "the server is PostgreSQL {version}, but version {OLDEST_SERVER} or later is needed"
        ))),
    }
}

/// One connection.
pub(super) struct Link {
    pub(super) wire: Wire,
    pub(super) statements: Statements,
    pub(super) flight: Flight,
    /// When a unit last used it: an old link is tried before it is trusted.
    pub(super) used: Instant,
    /// Set when the server is known to be gone.
    pub(super) broken: bool,
}

impl Link {
    /// Whether the server still answers.
    pub(super) fn answers(&mut self) -> bool {
        frontend::sync(&mut self.wire.out);
        let within = self.wire.stream().set_timeout(Some(PROBE_TIMEOUT));
        let answered = within.is_ok() && self.wire.send().is_ok() && self.wire.ready().is_ok();
        answered && self.wire.stream().set_timeout(None).is_ok()
    }
}

/// A prepared statement of a connection.
#[derive(Debug)]
pub(super) struct Prepared {
    /// What the server knows it by.
    pub(super) name: String,
    pub(super) params: Vec<Type>,
    pub(super) columns: Rc<[Type]>,
}

/// The prepared statements of a connection, the least used half forgotten now and then.
#[derive(Default)]
pub(super) struct Statements {
    young: HashMap<Box<str>, Rc<Prepared>>,
    old: HashMap<Box<str>, Rc<Prepared>>,
    /// The names of those that were forgotten here, and are still known to the server.
    forgotten: Vec<String>,
    /// How many there were.
    count: u64,
}

impl Statements {
    pub(super) fn get(&mut self, sql: &str) -> Option<Rc<Prepared>> {
        if let Some(statement) = self.young.get(sql) {
            return Some(Rc::clone(statement));
        }
        let (sql, statement) = self.old.remove_entry(sql)?;
        self.insert(sql, Rc::clone(&statement));
        Some(statement)
    }

    pub(super) fn insert(&mut self, sql: Box<str>, statement: Rc<Prepared>) {
        if self.young.len() >= STATEMENTS / 2 {
            let old = std::mem::replace(&mut self.old, std::mem::take(&mut self.young));
            self.forgotten.extend(old.into_values().map(|statement| statement.name.clone()));
        }
        self.young.insert(sql, statement);
    }

    pub(super) fn clear(&mut self) {
        let all =
            std::mem::take(&mut self.young).into_values().chain(std::mem::take(&mut self.old).into_values());
        self.forgotten.extend(all.map(|statement| statement.name.clone()));
    }

    /// A name that no other has.
    pub(super) fn name(&mut self) -> String {
        self.count += 1;
        format!("s{}", self.count)
    }

    /// The names that the server can forget too.
    pub(super) fn forgotten(&mut self) -> Vec<String> {
        std::mem::take(&mut self.forgotten)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_older_than_fifteen_is_refused() {
        assert_eq!(check_version("15.18 (Debian 15.18-0+deb12u1)"), Ok(()));
        assert_eq!(check_version("19devel"), Ok(()));
        for old in ["14.11", "9.6.24", ""] {
            assert!(matches!(check_version(old), Err(Error::Unsupported(_))));
        }
    }
}
