//! Which addresses may be reached: public ones, and what the operator names besides.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

/// An exception that the operator makes: addresses or a host that may be reached although they are not public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// All addresses whose first bits are these.
    Network(IpAddr, u8),
    /// A host by its name, in lower case, whatever it resolves to; with a dot before it, every host below it.
    Host(String),
}

impl FromStr for Allowed {
    type Err = ();

    /// Reads `10.0.0.0/8`, `192.0.2.7`, `hooks.example.com` or `.example.com`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        if let Ok(ip) = address.trim_matches(['[', ']']).parse::<IpAddr>() {
            let most = if ip.is_ipv4() { 32 } else { 128 };
            let bits = bits.map_or(Ok(most), |bits| bits.parse::<u8>().map_err(drop))?;
            return if bits <= most { Ok(Self::Network(ip, bits)) } else { Err(()) };
        }
        let name = text.strip_prefix('.').unwrap_or(text);
        if bits.is_none() && crate::target::is_name(name) {
            Ok(Self::Host(text.to_ascii_lowercase()))
        } else {
            Err(())
        }
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(ip, bits) => write!(f, "{ip}/{bits}"),
            Self::Host(name) => f.write_str(name),
        }
    }
}

/// What decides whether an address may be reached.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    allowed: Vec<Allowed>,
}

impl Guard {
    /// Public addresses, and these.
    pub const fn new(allowed: Vec<Allowed>) -> Self {
        Self { allowed }
    }

    /// Whether a host may be reached at an address that it stands for.
    pub fn lets(&self, host: &str, ip: IpAddr) -> bool {
        let plain = ip.to_canonical();
        is_public(ip)
            || self.allowed.iter().any(|one| match one {
                Allowed::Network(network, bits) => is_within(plain, network.to_canonical(), *bits),
                Allowed::Host(name) => is_called(host, name),
            })
    }
}

fn is_called(host: &str, name: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    if name.starts_with('.') { host.ends_with(name) } else { host == name }
}

fn is_within(ip: IpAddr, network: IpAddr, bits: u8) -> bool {
    match (ip, network) {
        (IpAddr::V4(ip), IpAddr::V4(network)) => {
            let rest = 32_u32.saturating_sub(u32::from(bits));
            ip.to_bits().checked_shr(rest) == network.to_bits().checked_shr(rest)
        }
        (IpAddr::V6(ip), IpAddr::V6(network)) => {
            let rest = 128_u32.saturating_sub(u32::from(bits));
            ip.to_bits().checked_shr(rest) == network.to_bits().checked_shr(rest)
        }
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
    }
}

/// Networks of IPv4 that are not the open internet: this host, private, shared (RFC 6598), loopback, link-local with the
/// metadata of clouds, protocol assignments, documentation, benchmarks, relays, multicast, reserved.
const CLOSED_V4: [([u8; 4], u8); 15] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

/// Whether an address is one of the open internet.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !CLOSED_V4
            .iter()
            .any(|(network, bits)| is_within(IpAddr::V4(ip), IpAddr::V4(Ipv4Addr::from(*network)), *bits)),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// Only global unicast (`2000::/3`) is public there, and of that neither what stands for an address of IPv4 that is not, nor
/// tunnels, documentation and protocol assignments.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(inner) = within(ip) {
        return is_public(IpAddr::V4(inner));
    }
    let [first, second, ..] = ip.segments();
    let special = match first {
        // Teredo, ORCHID and other assignments; documentation.
        0x2001 => second < 0x200 || second == 0xdb8,
        0x3fff => second < 0x1000,
        _ => false,
    };
    first & 0xe000 == 0x2000 && !special
}

/// The address of IPv4 that one of IPv6 leads to: mapped, compatible, translated (NAT64) or by 6to4.
fn within(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let low = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    match ip.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, a, b] | [0x64, 0xff9b, 0, 0, 0, 0, a, b] | [0x2002, a, b, ..] => {
            Some(low(a, b))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_open_internet_are_public() {
        for (address, public) in [
            ("1.1.1.1", true),
            ("93.184.216.34", true),
            ("172.15.0.1", true),
            ("172.32.0.1", true),
            ("100.63.0.1", true),
            ("2606:4700::1111", true),
            ("64:ff9b::101:101", true),
            ("0.0.0.0", false),
            ("0.1.2.3", false),
            ("10.1.2.3", false),
            ("100.64.0.1", false),
            ("127.0.0.1", false),
            ("127.9.9.9", false),
            ("169.254.169.254", false),
            ("172.16.0.1", false),
            ("172.31.255.255", false),
            ("192.168.1.1", false),
            ("198.18.0.1", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("::", false),
            ("::1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:10.0.0.1", false),
            ("::127.0.0.1", false),
            ("64:ff9b::a00:1", false),
            ("2002:7f00:1::", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("fc00::1", false),
            ("fd00:ec2::254", false),
            ("ff02::1", false),
            ("2001:db8::1", false),
            ("2001::1", false),
            ("100::1", false),
        ] {
            assert_eq!(is_public(address.parse().unwrap()), public, "{address}");
        }
    }

    #[test]
    fn what_the_operator_names_may_be_reached_besides() {
        let guard = Guard::new(
            ["10.0.0.0/8", "127.0.0.1", "fd00::/8", "hooks.example.com", ".corp.example.com"]
                .map(|text| text.parse().unwrap())
                .to_vec(),
        );
        for (host, address, lets) in [
            ("any", "10.9.9.9", true),
            ("any", "::ffff:10.9.9.9", true),
            ("any", "11.0.0.1", true),
            ("any", "127.0.0.1", true),
            ("any", "127.0.0.2", false),
            ("any", "fd12::1", true),
            ("any", "fc12::1", false),
            ("Hooks.Example.com.", "192.168.0.1", true),
            ("x.hooks.example.com", "192.168.0.1", false),
            ("a.corp.example.com", "192.168.0.1", true),
            ("corp.example.com", "192.168.0.1", false),
            ("evilcorp.example.com", "192.168.0.1", false),
        ] {
            assert_eq!(guard.lets(host, address.parse().unwrap()), lets, "{host} {address}");
        }
        for bad in ["", "10.0.0.0/33", "10.0.0.0/x", "::/129", "a b", "host/8", "http://x", "*", ".", "a..b"]
        {
            assert!(bad.parse::<Allowed>().is_err(), "{bad}");
        }
        let all: Allowed = "0.0.0.0/0".parse().unwrap();
        assert!(Guard::new(vec![all]).lets("any", "127.0.0.1".parse().unwrap()));
    }
}
