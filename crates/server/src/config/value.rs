//! The settings' types, and how each is read from text.
//!
//! An error says what would be right; the caller adds where the value came from.

use std::net::IpAddr;

use crate::words::{Text, say};

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listen {
    /// A name or an address without brackets.
    pub(crate) host: String,
    /// 0 lets the system choose.
    pub(crate) port: u16,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// For machines, an object a line.
    Json,
}

/// Where the tickets are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Database {
    /// `gongdan.db` in the data directory.
    Sqlite,
    /// A server.
    Postgres(PostgresUrl),
}

/// A database URL, whose password never shows.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PostgresUrl(String);

impl PostgresUrl {
    /// The whole URL, for the driver only.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (scheme, rest) = self.0.split_once("://").unwrap_or(("postgres", ""));
        let (head, _query) = rest.split_once('?').unwrap_or((rest, ""));
        if rest.matches('@').count() > 1 || (rest.contains('@') && !head.contains('@')) {
            // Not clear where the password ends, so nothing is shown.
            return write!(f, "{scheme}://…");
        }
        match head.split_once('@') {
            Some((user, place)) => {
                write!(f, "{scheme}://{}@{place}", user.split(':').next().unwrap_or_default())
            }
            None => write!(f, "{scheme}://{head}"),
        }
    }
}

impl std::fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// Text that never shows.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    /// Hides `text`.
    pub(crate) const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for the one who must use it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hidden]")
    }
}

/// An address to listen on, or to find a server at.
pub(crate) fn listen(text: &str) -> Result<Listen, Text> {
    let wrong = || say!("config.listen", value = text);
    let (host, port) = text.trim().rsplit_once(':').ok_or_else(wrong)?;
    let port = port.parse().map_err(|_not_a_port| wrong())?;
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let host = bare.unwrap_or(host);
    if host.is_empty() || (bare.is_none() && host.contains(':')) || host.contains(['/', ' ', '@']) {
        return Err(wrong());
    }
    Ok(Listen { host: host.to_owned(), port })
}

pub(super) fn database(text: &str) -> Result<Database, Text> {
    let text = text.trim();
    let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"));
    match rest {
        Some(rest) if !rest.is_empty() => Ok(Database::Postgres(PostgresUrl(text.to_owned()))),
        // Only the scheme is repeated: behind it there may be a password.
        _ => {
            let scheme = text.split_once("://").map_or("…", |(scheme, _)| scheme);
            Err(say!("config.database_url", scheme = scheme))
        }
    }
}

pub(super) fn base_url(text: &str) -> Result<String, Text> {
    let text = text.trim().trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let good =
        !host.is_empty() && !host.starts_with('/') && !host.contains(['?', '#', '@', ' ', '"', '<', '>']);
    if good { Ok(text.to_owned()) } else { Err(say!("config.base_url", value = text)) }
}

pub(super) fn log_filter(text: &str) -> Result<String, Text> {
    match tracing_subscriber::EnvFilter::builder().parse(text) {
        Ok(_) if text.trim().is_empty() => Err(say!("config.log", value = text, why = "empty")),
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(say!("config.log", value = text, why = error.to_string())),
    }
}

pub(super) fn log_format(text: &str) -> Result<LogFormat, Text> {
    match text.trim() {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(say!("config.log_format", value = text)),
    }
}

pub(super) fn project(text: &str) -> Result<String, Text> {
    let key = text.trim();
    if domain::id::is_project_key(key) {
        Ok(key.to_owned())
    } else {
        Err(say!("config.project", value = text))
    }
}

/// The largest attachment anyone may allow: 4 GiB.
const LARGEST: u64 = 4 << 30;

pub(super) fn size(text: &str) -> Result<u64, Text> {
    let wrong = || say!("config.size", value = text);
    let lower = text.trim().to_ascii_lowercase();
    let digits = lower.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit: u64 = match &lower[digits.len()..] {
        "" | "b" => 1,
        "kb" => 1_000,
        "kib" | "k" => 1 << 10,
        "mb" => 1_000_000,
        "mib" | "m" => 1 << 20,
        "gb" => 1_000_000_000,
        "gib" | "g" => 1 << 30,
        _ => return Err(wrong()),
    };
    let bytes = digits.trim_end().parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    bytes.filter(|bytes| (1..=LARGEST).contains(bytes)).ok_or_else(wrong)
}

pub(super) fn count(text: &str, most: usize) -> Result<usize, Text> {
    let number = text.trim().parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| say!("config.count", value = text, most = most))
}

pub(super) fn addresses(text: &str) -> Result<Vec<IpAddr>, Text> {
    let read = |part: &str| part.trim().parse().map_err(|_other| say!("config.addresses", value = text));
    text.split(',').map(read).collect()
}

pub(super) fn allowed(text: &str) -> Result<Vec<outgoing::Allowed>, Text> {
    let read =
        |part: &str| part.trim().parse().map_err(|()| say!("config.outgoing_allow", value = part.trim()));
    text.split(',').map(read).collect()
}

/// The fewest bytes a signing key may have; from [`GOOD_KEY`] on, nobody guesses it from a token.
const SHORTEST_KEY: usize = 8;
/// The fewest bytes of a key that is served with without a warning.
pub(crate) const GOOD_KEY: usize = 32;

pub(super) fn secret_key(text: &str) -> Result<Secret, Text> {
    if text.len() >= SHORTEST_KEY {
        Ok(Secret::new(text.to_owned()))
    } else {
        Err(say!("config.secret_key", least = SHORTEST_KEY))
    }
}

pub(super) fn admin_password(text: &str) -> Result<Secret, Text> {
    domain::identity::check_password(text, "admin")
        .map_err(|why| say!("config.admin_password", why = why))?;
    Ok(Secret::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_host_and_port() {
        for (text, host, port) in [
            ("127.0.0.1:8080", "127.0.0.1", 8080),
            ("[::1]:0", "::1", 0),
            ("tickets.lan:80", "tickets.lan", 80),
        ] {
            assert_eq!(listen(text), Ok(Listen { host: host.to_owned(), port }), "{text}");
        }
        for bad in ["", "8080", ":8080", "::1:80", "a:65536", "http://a:80", "a:b", "a b:1"] {
            assert!(listen(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_size_has_a_unit_and_a_limit() {
        for (text, bytes) in
            [("1", 1), ("50MiB", 50 << 20), ("50 mb", 50_000_000), ("2G", 2 << 30), ("7kB", 7_000)]
        {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for bad in ["", "0", "-1", "1.5MiB", "MiB", "5TB", "5GiB", "99999999999999999999", "五"] {
            assert!(size(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_database_password_never_shows() {
        for (url, shown) in [
            ("postgres://u:hunter2@h:5432/d", "postgres://u@h:5432/d"),
            ("postgresql://u@h/d?password=hunter2", "postgresql://u@h/d"),
            ("postgres://u:hunter2@2@h/d", "postgres://…"),
            ("postgres://u:hunter2?@h/d", "postgres://…"),
            ("postgres://h/d?password=a@hunter2", "postgres://…"),
            ("postgres://h/d", "postgres://h/d"),
        ] {
            let Ok(Database::Postgres(parsed)) = database(url) else { panic!("{url}") };
            assert_eq!(parsed.to_string(), shown);
            assert_eq!(format!("{parsed:?}"), shown);
            assert_eq!(parsed.reveal(), url);
        }
        for bad in ["", "mysql://a/b", "postgres://", "data/gongdan.db"] {
            assert!(database(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_base_url_is_kept_without_its_last_slash() {
        assert_eq!(base_url("https://t.example.org/"), Ok("https://t.example.org".to_owned()));
        assert_eq!(base_url("http://h:1/desk"), Ok("http://h:1/desk".to_owned()));
        for bad in ["", "t.example.org", "ftp://x", "https://", "https:///x", "https://a?b", "https://u@h"] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn words_outside_the_list_are_refused() {
        assert!(addresses("10.0.0.1, ::1").is_ok() && addresses("10.0.0.0/8").is_err());
        assert!(log_format("xml").is_err() && project("sup").is_err());
        assert!(count("0", 9).is_err() && count("10", 9).is_err() && count("x", 9).is_err());
        assert!(log_filter("info,gongdan=verbose").is_err() && log_filter("info,sql=debug").is_ok());
        assert!(secret_key(&"x".repeat(7)).is_err() && secret_key(&"x".repeat(8)).is_ok());
    }
}
