//! The child as tests have it: plain, or trying one thing that a script must never get to do.

use std::{
    fs::File,
    io::Write as _,
    net::{TcpStream, UdpSocket},
    os::unix::net::UnixStream,
    process::{Command, ExitCode},
    time::Duration,
};

use sandbox::{
    Event, Host, Job, Limits, Pool, Program, Refusal, Request, Response, Script, Settings, TicketCall,
};
use serde_json::Value;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        // By its name a test finds its own child among those of other tests.
        [] | ["named", _] => {
            sandbox::child::main();
            ExitCode::FAILURE
        }
        ["pool"] => pool(),
        // Which thing, and which restraints are left out.
        ["probe", what, without @ ..] => probe(what, without),
        _ => ExitCode::FAILURE,
    }
}

/// A server whose script never ends, for the test that kills it.
fn pool() -> ExitCode {
    struct Silent;

    impl Host for Silent {
        fn event(&self, _: Event) {}

        async fn ticket(&self, _: TicketCall) -> Result<Value, Refusal> {
            std::future::pending().await
        }

        async fn fetch(&self, _: Request) -> Result<Response, Refusal> {
            std::future::pending().await
        }

        async fn secret(&self, _: String) -> Result<Option<String>, Refusal> {
            std::future::pending().await
        }
    }

    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        return ExitCode::FAILURE;
    };
    let limits = Limits { cpu: Duration::from_hours(1), ..Limits::default() };
    runtime
        .block_on(async {
            let program = Program::own(&[])?;
            let (pool, keeper) = Pool::new(Settings { program, children: 2, limits })?;
            let job = Job { id: "1".to_owned(), attempt: 1 };
            let script = Script {
                source: "for (;;);".to_owned(),
                params: Value::Null,
                ticket: None,
                actor: Value::Null,
                job,
            };
            let never = pool.run(&script, &Silent, Duration::from_hours(1), std::future::pending());
            tokio::select! { _ = never => {}, () = keeper.run() => {} }
            std::io::Result::Ok(())
        })
        .map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

/// Confines itself, tries `what`, says how that went.
fn probe(what: &str, without: &[&str]) -> ExitCode {
    let missing = sandbox::child::confine_without(without);
    let answer = match tried(what) {
        Ok(answer) => format!("done {answer}"),
        Err(error) => format!("refused {:?} {error}", error.kind()),
    };
    let text = format!("{}\n{answer}\n", missing.join("; "));
    // No descriptor, no thread: straight to standard output.
    if std::io::stdout().write_all(text.as_bytes()).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn tried(what: &str) -> std::io::Result<String> {
    let done = |()| what.to_owned();
    match what {
        "read a file" => std::fs::read("/etc/hostname").map(|_| ()).map(done),
        "write a file" => File::create("/tmp/sandbox-probe").map(|_| ()).map(done),
        "list a directory" => std::fs::read_dir("/").map(|_| ()).map(done),
        "remove a file" => std::fs::remove_file("/tmp/sandbox-probe-of-nobody").map(done),
        "connect" => TcpStream::connect("127.0.0.1:1").map(|_| ()).map(done),
        "send a datagram" => UdpSocket::bind("127.0.0.1:0").map(|_| ()).map(done),
        "connect locally" => UnixStream::connect("/run/nobody").map(|_| ()).map(done),
        "run a program" => Command::new("/bin/true").status().map(|_| ()).map(done),
        "start a thread" => std::thread::Builder::new().spawn(|| ()).map(|_| ()).map(done),
        "signal the parent" => {
            let parent = nix::unistd::getppid();
            nix::sys::signal::kill(parent, None).map(done).map_err(std::io::Error::from)
        }
        "raise a limit" => {
            use nix::sys::resource::{Resource, setrlimit};
            setrlimit(Resource::RLIMIT_AS, 1 << 40, 1 << 40).map(done).map_err(std::io::Error::from)
        }
        "take memory" => {
            let mut memory = Vec::<u8>::new();
            memory.try_reserve(1 << 30).map(done).map_err(std::io::Error::other)
        }
        "read the environment" => Ok(format!("{:?}", std::env::vars_os().collect::<Vec<_>>())),
        // Ends by the kernel's hand, or never.
        "compute" => loop {
            std::hint::spin_loop();
        },
        "stay" => {
            let mut byte = String::new();
            std::io::stdin().read_line(&mut byte).map(|_| byte)
        }
        _ => Err(std::io::Error::other("unknown")),
    }
}
