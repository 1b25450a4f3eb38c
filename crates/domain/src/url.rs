//! Addresses that somebody gives for requests to be sent to, as far as they can be judged without sending one.
//!
//! Whoever sends reads them again: what is taken here must mean one thing there. Which hosts may be reached is decided there too.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a text is an absolute URL of http or https with a host and a port that a request can be sent to, and no user name. A host
/// that some programs take for an address in disguise (`127.1`, `0x7f.1`) is none.
pub fn can_be_asked(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let spelled = |b: u8| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'`');
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        && url.bytes().all(spelled)
        && is_authority(authority)
}

fn is_authority(text: &str) -> bool {
    let (is_host, port) = if let Some(rest) = text.strip_prefix('[') {
        let Some((host, port)) = rest.split_once(']') else { return false };
        (host.parse::<Ipv6Addr>().is_ok(), port)
    } else {
        let (host, port) = text.split_at(text.find(':').unwrap_or(text.len()));
        (host.parse::<Ipv4Addr>().is_ok() || is_name(host), port)
    };
    let is_port = |digits: &str| {
        digits.bytes().all(|b| b.is_ascii_digit()) && digits.parse::<u16>().is_ok_and(|port| port > 0)
    };
    is_host && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

/// Labels of letters, digits, `-` and `_`, of which the last is no number.
fn is_name(text: &str) -> bool {
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
    use super::can_be_asked;

    #[test]
    fn a_url_names_a_host_that_can_be_asked() {
        for good in [
            "http://a.example",
            "HTTP://127.0.0.2/ok",
            "Https://A.example:8443/x?y=1#z",
            "http://[::1]/",
            "http://[::1]:9/x",
            "http://localhost:65535",
            "http://a_b.example.?x",
        ] {
            assert!(can_be_asked(good), "{good}");
        }
    }

    #[test]
    fn what_no_request_can_be_sent_to_is_none() {
        for bad in [
            "",
            "a.example",
            "ftp://a.example/",
            "http:/a.example",
            "http://",
            "http:///x",
            "http://:80/",
            "http://x:99999/",
            "http://x:0/",
            "http://x:/",
            "http://x:+1/",
            "http://[::1",
            "http://[::1]x/",
            "http://[x]/",
            "http://127.1:9102/x",
            "http://127.0.0.01/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://-x.example/",
            "http://a..example/",
            "http://u:p@a.example/",
            "http://a.example/ b",
            "http://a.example/<b>",
            "http://\u{e9}.example/",
        ] {
            assert!(!can_be_asked(bad), "{bad}");
        }
    }
}
