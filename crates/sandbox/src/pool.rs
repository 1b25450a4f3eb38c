//! The parent's side: warm children, one for each script.
//!
//! A [`Pool`] is what runs scripts; its [`Keeper`] is a task beside it that keeps children warm and buries those that
//! were used. A child serves one script and is killed after it, so that nothing can pass from one script to the next.

mod keeper;
mod link;
mod session;
mod starter;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use serde_json::{Value, value::to_raw_value};
use tokio::{
    sync::{Mutex, mpsc, watch},
    time::Instant,
};

pub use keeper::Keeper;

use crate::{
    failure::{Failure, Fault, Kind, Position},
    frame::{Run, ToChild},
    host::{Event, Host, Refusal, Request, Response, TicketCall},
    limits::{Limits, SOURCE_BYTES},
};
use keeper::Warm;
use session::Session;

/// How long reading a source may take.
const TO_PARSE: Duration = Duration::from_secs(10);

/// The program whose [`child::main`](crate::child::main) is the child.
#[derive(Debug, Clone)]
pub struct Program {
    /// Its file.
    pub path: PathBuf,
    /// What it takes to be a child.
    pub arguments: Vec<OsString>,
}

impl Program {
    /// The program that runs now, with these arguments; also after its file has been replaced by a newer one.
    pub fn own(arguments: &[&str]) -> std::io::Result<Self> {
        let myself = Path::new("/proc/self/exe");
        let path = if myself.exists() { myself.to_owned() } else { std::env::current_exe()? };
        Ok(Self { path, arguments: arguments.iter().map(OsString::from).collect() })
    }
}

/// What a pool is made of.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What children are.
    pub program: Program,
    /// How many children there are at most, busy, warm and dying ones together; at least one.
    pub children: usize,
    /// What each script may take.
    pub limits: Limits,
}

/// A script and what it works on.
#[derive(Debug, Clone)]
pub struct Script {
    /// The body of an async function; at most [`SOURCE_BYTES`] long.
    pub source: String,
    /// `params`
    pub params: Value,
    /// `ticket`
    pub ticket: Option<Value>,
    /// `actor`
    pub actor: Value,
    /// `job`
    pub job: Job,
}

/// The job that a script is run for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// The how manieth try this is, from 1.
    pub attempt: u32,
}

/// Runs scripts in children.
#[derive(Debug)]
pub struct Pool {
    ready: Mutex<mpsc::UnboundedReceiver<Warm>>,
    /// Why no child could be started last, while that is so.
    trouble: watch::Receiver<Option<String>>,
    limits: Arc<Limits>,
}

impl Pool {
    /// A pool, and the keeper whose [`run`](Keeper::run) must be running while scripts are. Needs a tokio runtime.
    pub fn new(settings: Settings) -> std::io::Result<(Self, Keeper)> {
        let limits = Arc::new(settings.limits);
        let (ready_in, ready) = mpsc::unbounded_channel();
        let (trouble_in, trouble) = watch::channel(None);
        let starter = starter::Starter::new(settings.program)?;
        let keeper = Keeper::new(starter, settings.children, Arc::clone(&limits), ready_in, trouble_in);
        Ok((Self { ready: Mutex::new(ready), trouble, limits }, keeper))
    }

    /// Runs a script to its end, and answers its result. `wall` is the time it may take, waiting for a child included;
    /// when it is over, or `cancel` resolves, or the future is dropped, the child is killed at once.
    pub async fn run<H: Host>(
        &self,
        script: &Script,
        host: &H,
        wall: Duration,
        cancel: impl Future<Output = ()> + Send,
    ) -> Result<Value, Failure> {
        check_length(&script.source)?;
        let raw = |value| to_raw_value(value).map_err(|error| Failure::Unavailable(error.to_string()));
        let globals = vec![
            ("params".to_owned(), raw(&script.params)?),
            ("ticket".to_owned(), raw(&script.ticket.clone().unwrap_or_default())?),
            ("actor".to_owned(), raw(&script.actor)?),
            ("job".to_owned(), raw(&serde_json::json!(script.job))?),
        ];
        let run = ToChild::Run(Run { source: script.source.clone(), globals });
        self.one(&run, host, wall, cancel).await
    }

    /// Whether `source` can be run at all; a [`Failure::Fault`] says where it cannot be read.
    pub async fn parse(&self, source: &str) -> Result<(), Failure> {
        check_length(source)?;
        let parse = ToChild::Parse(source.to_owned());
        self.one(&parse, &Nobody, TO_PARSE, std::future::pending()).await.map(|_null| ())
    }

    async fn one<H: Host>(
        &self,
        message: &ToChild,
        host: &H,
        wall: Duration,
        cancel: impl Future<Output = ()> + Send,
    ) -> Result<Value, Failure> {
        let deadline = Instant::now() + wall;
        tokio::pin!(cancel);
        let mut child = tokio::select! {
            biased;
            () = &mut cancel => return Err(Failure::Canceled),
            child = self.child() => child?,
            () = tokio::time::sleep_until(deadline) => {
                return Err(Failure::Unavailable("no child was free in time".to_owned()));
            }
        };
        let session = Session::new(&mut child, host, &self.limits);
        tokio::select! {
            biased;
            () = &mut cancel => Err(Failure::Canceled),
            () = tokio::time::sleep_until(deadline) => {
                let why = format!("the script took longer than the {} s it may take", wall.as_secs_f64());
                Err(Failure::Fault(Fault::new(Kind::WallTime, why)))
            }
            end = session.run(message) => end,
        }
    }

    /// Takes a warm child, waiting for one; fails when none can be started.
    async fn child(&self) -> Result<Warm, Failure> {
        let mut trouble = self.trouble.clone();
        let mut ready = self.ready.lock().await;
        loop {
            tokio::select! {
                biased;
                warm = ready.recv() => {
                    let stopping = || Failure::Unavailable("the server is stopping".to_owned());
                    let mut warm = warm.ok_or_else(stopping)?;
                    if warm.lives() {
                        return Ok(warm);
                    }
                }
                Ok(why) = trouble.wait_for(Option::is_some) => {
                    return Err(Failure::Unavailable(why.clone().unwrap_or_default()));
                }
            }
        }
    }
}

fn check_length(source: &str) -> Result<(), Failure> {
    if source.len() <= SOURCE_BYTES {
        return Ok(());
    }
    let why = format!("the source is {} bytes long; {SOURCE_BYTES} are the most", source.len());
    let fault = Fault::new(Kind::Syntax, why);
    Err(Failure::Fault(Fault { position: Some(Position { line: 1, column: 1 }), ..fault }))
}

/// The host of a script that is only read, and so asks for nothing.
struct Nobody;

impl Nobody {
    fn refusal() -> Refusal {
        Refusal { code: "not_run".to_owned(), message: "the script is only read".to_owned() }
    }
}

impl Host for Nobody {
    fn event(&self, _: Event) {}

    async fn ticket(&self, _: TicketCall) -> Result<Value, Refusal> {
        Err(Self::refusal())
    }

    async fn fetch(&self, _: Request) -> Result<Response, Refusal> {
        Err(Self::refusal())
    }

    async fn secret(&self, _: String) -> Result<Option<String>, Refusal> {
        Err(Self::refusal())
    }
}
