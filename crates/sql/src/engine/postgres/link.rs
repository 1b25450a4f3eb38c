//! A connection and its prepared statements.
//!
//! Must never show the URL: only host, port and database leave this module.

use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Client, Config, NoTls, Statement};

use super::failure::translate;
use super::session::Flight;
use crate::Error;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const OLDEST_SERVER: u32 = 15;
/// Prepared statements kept by a connection: two generations of half as many each.
const STATEMENTS: usize = 512;

/// Where to connect to.
pub(super) struct Target {
    config: Config,
    shown: String,
}

impl Target {
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
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
        if config.get_ssl_mode() == SslMode::Require {
            return Err(Error::Unsupported(
                "an encrypted connection to PostgreSQL (sslmode=require)".to_owned(),
            ));
        }
        config.ssl_mode(SslMode::Disable);
        config.connect_timeout(CONNECT_TIMEOUT);
        config.tcp_user_timeout(Duration::from_secs(10));
        config.keepalives_idle(Duration::from_secs(30));
        if config.get_application_name().is_none() {
            config.application_name("gongdan");
        }
        let shown = shown(&config);
        Ok(Self { config, shown })
    }

    /// Connects; runs on the thread whose runtime will drive the connection.
    pub(super) fn connect(&self, runtime: &Runtime) -> Result<Link, Error> {
        let failed = |detail: String| Error::Unavailable(format!("{}: {}", self.shown, self.hide(&detail)));
        let connecting =
            async { tokio::time::timeout(CONNECT_TIMEOUT * 2, self.config.connect(NoTls)).await };
        let connected = runtime.block_on(connecting).map_err(|_elapsed| failed("timed out".to_owned()))?;
        let (client, connection) = connected.map_err(|error| match translate(&error, "connect") {
            Error::Unavailable(detail) | Error::Statement { detail, .. } => failed(detail),
            other => other,
        })?;
        let version = connection.parameter("server_version").unwrap_or_default().to_owned();
        check_version(&version)?;
        runtime.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(error = %error, "a PostgreSQL connection ended");
            }
        });
        Ok(Link {
            client: Rc::new(client),
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
    pub(super) client: Rc<Client>,
    pub(super) statements: Statements,
    pub(super) flight: Flight,
    /// When a unit last used it: an old link is tried before it is trusted.
    pub(super) used: Instant,
    /// Set when the server is known to be gone.
    pub(super) broken: bool,
}

/// The prepared statements of a connection, the least used half forgotten now and then.
#[derive(Default)]
pub(super) struct Statements {
    young: HashMap<Box<str>, Statement>,
    old: HashMap<Box<str>, Statement>,
}

impl Statements {
    pub(super) fn get(&mut self, sql: &str) -> Option<Statement> {
        if let Some(statement) = self.young.get(sql) {
            return Some(statement.clone());
        }
        let (sql, statement) = self.old.remove_entry(sql)?;
        self.insert(sql, statement.clone());
        Some(statement)
    }

    pub(super) fn insert(&mut self, sql: Box<str>, statement: Statement) {
        if self.young.len() >= STATEMENTS / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(sql, statement);
    }

    pub(super) fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
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
