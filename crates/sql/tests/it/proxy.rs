//! A TCP proxy that stands between a test and its server, and can be cut.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// What the listening thread and the pumps share.
#[derive(Default)]
struct Wires {
    open: Mutex<Vec<TcpStream>>,
    cut: AtomicBool,
    /// Lets the commit through to the server, but cuts the wire before its answer comes back.
    cut_at_commit: AtomicBool,
}

impl Wires {
    fn cut(&self) {
        for stream in self.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

/// The proxy; its thread ends with the test process.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    wires: Arc<Wires>,
}

impl Proxy {
    /// Listens on a free port and forwards to `server` (`host:port`).
    pub(crate) fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let wires = Arc::<Wires>::default();
        let shared = Arc::clone(&wires);
        thread::spawn(move || {
            for client in listener.incoming() {
                let client = client.unwrap();
                if !shared.cut.load(Ordering::SeqCst) {
                    join(&client, &TcpStream::connect(&server).unwrap(), &shared);
                }
            }
        });
        Self { port, wires }
    }

    /// Cuts every connection and lets none through.
    pub(crate) fn cut(&self) {
        self.wires.cut.store(true, Ordering::SeqCst);
        self.wires.cut();
    }

    /// Lets connections through again.
    pub(crate) fn mend(&self) {
        self.wires.cut.store(false, Ordering::SeqCst);
        self.wires.cut_at_commit.store(false, Ordering::SeqCst);
    }

    /// Cuts the wires as soon as a commit went through to the server.
    pub(crate) fn cut_at_commit(&self) {
        self.wires.cut_at_commit.store(true, Ordering::SeqCst);
    }
}

fn join(client: &TcpStream, server: &TcpStream, wires: &Arc<Wires>) {
    let clone = |stream: &TcpStream| stream.try_clone().unwrap();
    wires.open.lock().unwrap().extend([clone(client), clone(server)]);
    let (from, to, shared) = (clone(client), clone(server), Arc::clone(wires));
    thread::spawn(move || pump(from, to, &shared, true));
    let (from, to, shared) = (clone(server), clone(client), Arc::clone(wires));
    thread::spawn(move || pump(from, to, &shared, false));
}

fn pump(mut from: TcpStream, mut to: TcpStream, wires: &Wires, to_server: bool) {
    let mut buffer = vec![0; 65_536];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        let commits = to_server && buffer[..count].windows(7).any(|bytes| bytes == b"COMMIT\0");
        let cut = commits && wires.cut_at_commit.load(Ordering::SeqCst);
        if cut {
            // The answer has no way back any more; the commit still goes its way.
            let _ = from.shutdown(Shutdown::Both);
        }
        if to.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
    let _ = from.shutdown(Shutdown::Both);
}
