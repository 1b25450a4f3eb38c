//! Telling a service manager how the server is, as `sd_notify(3)` has it: one datagram a state.
//!
//! Without a manager nothing is told. What cannot be told is no reason to stop.

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    io,
    os::unix::{
        ffi::OsStrExt as _,
        net::{SocketAddr, UnixDatagram},
    },
};

/// Who is to be told, if anybody.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notify(Option<OsString>);

impl Notify {
    /// As the environment says.
    pub(crate) fn of(env: &BTreeMap<OsString, OsString>) -> Self {
        Self(env.get(OsStr::new("NOTIFY_SOCKET")).filter(|name| !name.is_empty()).cloned())
    }

    /// Requests are answered from now on.
    pub(crate) fn ready(&self) {
        self.tell("READY=1");
    }

    /// No new requests are taken from now on.
    pub(crate) fn stopping(&self) {
        self.tell("STOPPING=1");
    }

    fn tell(&self, state: &str) {
        let Some(name) = &self.0 else { return };
        let sent = address(name.as_bytes())
            .and_then(|address| UnixDatagram::unbound()?.send_to_addr(state.as_bytes(), &address));
        if let Err(error) = sent {
            tracing::warn!(error = %error, state, "the service manager could not be told");
        }
    }
}

/// A path, or on Linux a name without a file, which is written with an `@`.
fn address(name: &[u8]) -> io::Result<SocketAddr> {
    #[cfg(target_os = "linux")]
    if let Some(name) = name.strip_prefix(b"@") {
        use std::os::linux::net::SocketAddrExt as _;
        return SocketAddr::from_abstract_name(name);
    }
    SocketAddr::from_pathname(OsStr::from_bytes(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Notify {
        Notify::of(&BTreeMap::from([("NOTIFY_SOCKET".into(), name.into())]))
    }

    #[test]
    fn both_states_arrive_at_a_path_and_at_a_name_without_a_file() {
        let id = std::process::id();
        let path = std::env::temp_dir().join(format!("gongdan-notify-{id}"));
        let _ = std::fs::remove_file(&path);
        let names = [path.display().to_string(), format!("@gongdan-notify-{id}")];
        for name in names {
            let manager = UnixDatagram::bind_addr(&address(name.as_bytes()).unwrap()).unwrap();
            let notify = of(&name);
            notify.ready();
            notify.stopping();
            for state in ["READY=1", "STOPPING=1"] {
                let mut buffer = [0; 64];
                let length = manager.recv(&mut buffer).unwrap();
                assert_eq!(&buffer[..length], state.as_bytes());
            }
        }
        let _ = std::fs::remove_file(path);
    }

    #[test]
    fn nobody_listening_is_no_failure() {
        of("/nowhere/at/all").ready();
        of("").ready();
        Notify::default().stopping();
    }
}
