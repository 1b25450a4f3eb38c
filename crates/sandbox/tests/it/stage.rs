//! A pool over the test's own child, and a host that remembers.

use std::{
    future::pending,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use sandbox::{
    Event, Failure, Fault, Host, Job, Kind, Level, Limits, Pool, Program, Refusal, Request, Response, Script,
    Settings, TicketCall,
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// Long enough for any script here on a machine that is very busy.
pub(crate) const LONG: Duration = Duration::from_mins(1);

/// A pool with its keeper.
pub(crate) struct Stage {
    pub(crate) pool: Arc<Pool>,
    _keeper: JoinSet<()>,
}

pub(crate) fn child() -> Program {
    Program { path: PathBuf::from(env!("CARGO_BIN_EXE_sandbox-child")), arguments: Vec::new() }
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::with(1, Limits::default())
    }

    pub(crate) fn with(children: usize, limits: Limits) -> Self {
        Self::of(Settings { program: child(), children, limits })
    }

    pub(crate) fn of(settings: Settings) -> Self {
        let (pool, keeper) = Pool::new(settings).unwrap();
        let mut set = JoinSet::new();
        set.spawn(keeper.run());
        Self { pool: Arc::new(pool), _keeper: set }
    }

    /// Runs `source` to its end.
    pub(crate) async fn run(&self, source: &str) -> Result<Value, Failure> {
        self.run_with(source, &Memory::default()).await
    }

    pub(crate) async fn run_with(&self, source: &str, host: &Memory) -> Result<Value, Failure> {
        self.pool.run(&script(source), host, LONG, pending()).await
    }

    /// The fault that `source` has.
    pub(crate) async fn fault(&self, source: &str) -> Fault {
        match self.run(source).await {
            Err(Failure::Fault(fault)) => fault,
            other => panic!("{source}: {other:?}"),
        }
    }

    /// Holds that `source` has a fault of this kind.
    pub(crate) async fn fails(&self, kind: Kind, source: &str) -> Fault {
        let fault = self.fault(source).await;
        assert_eq!(fault.kind, kind, "{source}: {fault:?}");
        fault
    }
}

pub(crate) fn script(source: &str) -> Script {
    Script {
        source: source.to_owned(),
        params: json!({"n": 20, "名": "工单"}),
        ticket: Some(json!({"id": "42", "key": "OPS-42"})),
        actor: json!("lin"),
        job: Job { id: "7".to_owned(), attempt: 1 },
    }
}

/// Remembers what it is asked and told.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) events: Mutex<Vec<Event>>,
    pub(crate) calls: Mutex<Vec<TicketCall>>,
    pub(crate) requests: Mutex<Vec<Request>>,
}

impl Memory {
    /// The lines of output.
    pub(crate) fn lines(&self) -> Vec<String> {
        let events = self.events.lock().unwrap();
        let line = |event: &Event| match event {
            Event::Log { level: Level::Info, message } => message.clone(),
            Event::Log { level, message } => format!("{level:?} {message}"),
            Event::Progress { percent, text } => format!("{percent} % {}", text.as_deref().unwrap_or("-")),
            Event::Truncated => "(truncated)".to_owned(),
        };
        events.iter().map(line).collect()
    }
}

impl Host for Memory {
    fn event(&self, event: Event) {
        self.events.lock().unwrap().push(event);
    }

    async fn ticket(&self, call: TicketCall) -> Result<Value, Refusal> {
        self.calls.lock().unwrap().push(call.clone());
        match call {
            TicketCall::Get { ticket } if ticket == "404" => {
                Err(Refusal { code: "not_found".to_owned(), message: "no ticket 404".to_owned() })
            }
            TicketCall::Get { ticket } if ticket == "never" => pending().await,
            TicketCall::Get { ticket } if ticket == "large" => Ok(json!("x".repeat(5 << 20))),
            TicketCall::Get { ticket } => {
                Ok(json!({"id": ticket, "title": "漏水", "__proto__": {"polluted": 1}}))
            }
            other => Ok(json!(other)),
        }
    }

    async fn fetch(&self, request: Request) -> Result<Response, Refusal> {
        self.requests.lock().unwrap().push(request.clone());
        let headers = [("content-type".to_owned(), "application/json".to_owned())].into();
        let status = if request.url.ends_with("404") { 404 } else { 200 };
        Ok(Response { status, headers, body: request.body.unwrap_or_else(|| r#"{"n":[1,2]}"#.to_owned()) })
    }

    async fn secret(&self, name: String) -> Result<Option<String>, Refusal> {
        Ok((name == "KEY").then(|| "s3cret".to_owned()))
    }
}
