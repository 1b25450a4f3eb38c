//! Where a request goes: an absolute URL of http or https that means one thing only.

use http::Uri;
use std::{fmt, net::IpAddr};

/// The longest URL, in bytes.
const LONGEST: usize = 2_048;

/// A URL that a request can be sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    uri: Uri,
    /// The name or the address, without brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) scheme: Scheme,
}

/// How it is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Http,
    Https,
}

/// What is wrong with a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadTarget {
    /// It is longer than 2,048 bytes.
    #[error("the URL is too long")]
    TooLong,
    /// It is no URL, or not an absolute one of http or https.
    #[error("not an absolute URL of http or https")]
    NotHttp,
    /// It holds a user name or a password.
    #[error("a URL with a user name or a password is not taken")]
    Credentials,
    /// Its host is neither a name nor an address as people write it.
    #[error("the host is neither a name nor an address")]
    Host,
}

impl Target {
    /// Reads a URL. A host that other programs take for an address in disguise (`2130706433`, `0x7f.1`) is none.
    pub fn parse(url: &str) -> Result<Self, BadTarget> {
        if url.len() > LONGEST {
            return Err(BadTarget::TooLong);
        }
        let Ok(uri) = url.parse::<Uri>() else { return Err(BadTarget::NotHttp) };
        let (scheme, port) = match uri.scheme_str() {
            Some("http") => (Scheme::Http, 80),
            Some("https") => (Scheme::Https, 443),
            _ => return Err(BadTarget::NotHttp),
        };
        let authority = uri.authority().ok_or(BadTarget::NotHttp)?;
        if authority.as_str().contains('@') {
            return Err(BadTarget::Credentials);
        }
        let host = authority.host();
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        if bare.parse::<IpAddr>().is_err() && !is_name(bare) {
            return Err(BadTarget::Host);
        }
        let rest = authority.as_str().get(host.len()..).unwrap_or_default();
        let port = match rest.strip_prefix(':') {
            None if rest.is_empty() => port,
            Some(digits) => match digits.parse() {
                Ok(port) if port > 0 => port,
                _ => return Err(BadTarget::NotHttp),
            },
            None => return Err(BadTarget::NotHttp),
        };
        Ok(Self { host: bare.to_owned(), port, scheme, uri })
    }

    /// What stands in the first line of the request.
    pub(crate) fn path(&self) -> &str {
        self.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str)
    }

    /// What stands in `Host`.
    pub(crate) fn authority(&self) -> &str {
        self.uri.authority().map_or("", http::uri::Authority::as_str)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uri.fmt(f)
    }
}

/// Whether a text is the name of a host: labels of letters, digits, `-` and `_`, of which the last is no number, because a
/// host that ends in one is an address to many.
pub(crate) fn is_name(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|b| b.is_ascii_digit())
        || last.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("0x"));
    text.len() <= 253 && text.split('.').all(is_label) && !is_number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_means_one_thing_or_is_refused() {
        for (url, host, port, path) in [
            ("http://example.com", "example.com", 80, "/"),
            ("https://example.com/a?b=c", "example.com", 443, "/a?b=c"),
            ("https://EXAMPLE.com:8443/", "EXAMPLE.com", 8443, "/"),
            ("http://127.0.0.1:9/x", "127.0.0.1", 9, "/x"),
            ("http://[::1]:9/x", "::1", 9, "/x"),
            ("http://localhost/", "localhost", 80, "/"),
        ] {
            let target = Target::parse(url).unwrap();
            assert_eq!((target.host.as_str(), target.port, target.path()), (host, port, path), "{url}");
        }
        for (url, why) in [
            ("", BadTarget::NotHttp),
            ("example.com", BadTarget::NotHttp),
            ("/hook", BadTarget::NotHttp),
            ("ftp://example.com/", BadTarget::NotHttp),
            ("file:///etc/passwd", BadTarget::NotHttp),
            ("http://", BadTarget::NotHttp),
            ("http://example.com:0/", BadTarget::NotHttp),
            ("http://example.com:99999/", BadTarget::NotHttp),
            ("http://exa mple.com/", BadTarget::NotHttp),
            ("http://user:word@example.com/", BadTarget::Credentials),
            ("http://example.com@127.0.0.1/", BadTarget::Credentials),
            ("http://2130706433/", BadTarget::Host),
            ("http://0x7f000001/", BadTarget::Host),
            ("http://0x7f.1/", BadTarget::Host),
            ("http://017700000001/", BadTarget::Host),
            ("http://127.1/", BadTarget::Host),
            ("http://127.0.0.01/", BadTarget::Host),
            ("http://-x.example.com/", BadTarget::Host),
        ] {
            assert_eq!(Target::parse(url), Err(why), "{url}");
        }
        assert_eq!(Target::parse(&format!("http://e.com/{}", "x".repeat(2_048))), Err(BadTarget::TooLong));
    }
}
