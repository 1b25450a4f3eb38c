//! Hosts by their names: what somebody may ask for who is not let to the whole internet.

use crate::{
    address::is_called,
    target::{Target, is_name},
};
use std::{fmt, net::IpAddr, str::FromStr};

/// The ports of a host that is named without one.
const USUAL: [u16; 2] = [80, 443];

/// A host that may be asked, by its name or address. It says nothing of where the name leads: that is for the
/// [`Guard`](crate::Guard).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// In lower case; with a dot before it, every host below it.
    name: String,
    /// `None` for the usual ports of http and https.
    port: Option<u16>,
}

impl Host {
    /// Whether a request goes to this host.
    pub fn covers(&self, target: &Target) -> bool {
        let named = match (target.host.parse::<IpAddr>(), self.name.parse::<IpAddr>()) {
            (Ok(asked), Ok(own)) => asked == own,
            (Err(_), Err(_)) => is_called(&target.host, &self.name),
            (Ok(_), Err(_)) | (Err(_), Ok(_)) => false,
        };
        named && self.port.map_or(USUAL.contains(&target.port), |port| port == target.port)
    }
}

impl FromStr for Host {
    type Err = ();

    /// Reads `api.example.com`, `.example.com`, `api.example.com:8443`, `192.0.2.7:80` or `[2001:db8::7]:80`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (name, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (address, port) = rest.split_once(']').ok_or(())?;
                address.parse::<std::net::Ipv6Addr>().map_err(drop)?;
                (address, Some(port).filter(|port| !port.is_empty()))
            }
            None => match text.find(':') {
                Some(at) => (text.get(..at).unwrap_or_default(), text.get(at..)),
                None => (text, None),
            },
        };
        let port = match port.map(|port| port.strip_prefix(':').unwrap_or_default().parse::<u16>()) {
            None => None,
            Some(Ok(port)) if port > 0 => Some(port),
            Some(_) => return Err(()),
        };
        let known = name.parse::<IpAddr>().is_ok() || is_name(name.strip_prefix('.').unwrap_or(name));
        if known { Ok(Self { name: name.to_ascii_lowercase(), port }) } else { Err(()) }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) if self.name.contains(':') => write!(f, "[{}]:{port}", self.name),
            Some(port) => write!(f, "{}:{port}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_covers_its_name_and_its_ports_and_no_others() {
        for (host, url, covered) in [
            ("api.example.com", "https://API.example.com/x", true),
            ("api.example.com", "http://api.example.com./x", true),
            ("api.example.com", "https://api.example.com:8443/", false),
            ("api.example.com:8443", "https://api.example.com:8443/", true),
            ("api.example.com:8443", "https://api.example.com/", false),
            ("api.example.com", "https://example.com/", false),
            ("api.example.com", "https://api.example.com.evil.test/", false),
            (".example.com", "https://a.b.example.com/", true),
            (".example.com", "https://example.com/", false),
            (".example.com", "https://badexample.com/", false),
            ("127.0.0.1:9", "http://127.0.0.1:9/", true),
            ("127.0.0.1", "http://127.0.0.1:9/", false),
            ("[::1]:9", "http://[::1]:9/", true),
            ("[::1]:9", "http://[0:0:0:0:0:0:0:1]:9/", true),
        ] {
            let host: Host = host.parse().unwrap();
            assert_eq!(host.covers(&Target::parse(url).unwrap()), covered, "{host} {url}");
        }
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for bad in [
            "",
            ".",
            "*",
            "a b",
            "http://a.example",
            "a.example/x",
            "a:0",
            "a:99999",
            "a:",
            "::1",
            "[a]:9",
            "[::1",
        ] {
            assert!(bad.parse::<Host>().is_err(), "{bad}");
        }
    }
}
