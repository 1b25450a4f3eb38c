//! A receiver of requests: a small HTTP server that keeps what it gets and answers as it is told.

use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// What came in.
#[derive(Debug, Clone)]
pub struct Received {
    /// The path.
    pub path: String,
    /// The headers, names in lower case.
    pub headers: HashMap<String, String>,
    /// The body.
    pub body: String,
    /// When it had come.
    pub at: Instant,
}

impl Received {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        crate::parse_json(&self.body)
    }

    /// A header's value; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// How it answers.
#[derive(Debug, Clone)]
pub enum Reply {
    /// With this status and text.
    Status(u16, String),
    /// With a redirect.
    Redirect(String),
    /// Not before so much time has passed; then with 200.
    Slow(Duration),
    /// By closing the connection.
    Close,
}

/// The receiver. It ends with the test's process.
#[derive(Debug, Clone)]
pub struct Receiver {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    received: Vec<Received>,
    reply: Reply,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Receiver {
    /// One that answers 200.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address");
        let state = State { received: Vec::new(), reply: Reply::Status(200, "ok".to_owned()) };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let also = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let shared = Arc::clone(&also);
                std::thread::spawn(move || serve(stream, &shared).ok());
            }
        });
        Self { address, shared }
    }

    /// Where it is, at this path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// How it answers from now on.
    pub fn reply(&self, reply: Reply) {
        self.shared.state().reply = reply;
    }

    /// What it got so far.
    pub fn received(&self) -> Vec<Received> {
        self.shared.state().received.clone()
    }

    /// Waits until what it got is enough, at most a minute and a half; all of it.
    #[track_caller]
    pub fn until(&self, is_enough: impl Fn(&[Received]) -> bool) -> Vec<Received> {
        let patience = Duration::from_secs(90);
        let enough = |state: &mut State| !is_enough(&state.received);
        let waited = self.shared.changed.wait_timeout_while(self.shared.state(), patience, enough);
        let (state, outcome) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(!outcome.timed_out(), "not enough: {:#?}", state.received);
        state.received.clone()
    }

    /// Waits until it got so many.
    #[track_caller]
    pub fn wait_for(&self, count: usize) -> Vec<Received> {
        self.until(|received| received.len() >= count)
    }
}

fn serve(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut line, mut headers) = (String::new(), HashMap::new());
    reader.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    loop {
        let mut line = String::new();
        // Whoever is killed while it sends has sent nothing.
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let Some((name, value)) = line.split_once(':') else { break };
        headers.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body).into_owned();
    let mut state = shared.state();
    state.received.push(Received { path, headers, body, at: Instant::now() });
    let reply = state.reply.clone();
    drop(state);
    shared.changed.notify_all();
    answer(stream, reply)
}

fn answer(mut stream: TcpStream, reply: Reply) -> std::io::Result<()> {
    let (status, more, text) = match reply {
        Reply::Status(status, text) => (status, String::new(), text),
        Reply::Redirect(to) => (302, format!("Location: {to}\r\n"), String::new()),
        Reply::Slow(time) => {
            std::thread::sleep(time);
            (200, String::new(), "late".to_owned())
        }
        Reply::Close => return Ok(()),
    };
    let head =
        format!("HTTP/1.1 {status} X\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n", text.len());
    stream.write_all(format!("{head}{text}").as_bytes())
}
