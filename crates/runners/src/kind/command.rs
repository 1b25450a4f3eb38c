//! Functions that are programs of this machine, named by its operator in the configuration file and nowhere else.
//!
//! Never a shell: a program and its arguments as they stand there. The parameters go to its standard input as JSON; each line
//! of its output is an event, and the last line of its standard output, if it is JSON, is the result. It runs in a process group
//! of its own, so that stopping it stops what it has started: `SIGTERM`, and five seconds later `SIGKILL`.

mod output;

use super::{maybe, never};
use crate::{registry::Stop, run::Run, run::outcome_of};
use domain::job::{EventType, Outcome};
use output::{Budget, lines};
use rustix::process::{Pid, Signal, kill_process_group};
use std::{
    collections::BTreeMap,
    process::{ExitStatus, Stdio},
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    io::AsyncWriteExt as _,
    process::{Child, Command},
};

/// How long a program may take to end once it was asked to.
const GRACE: Duration = Duration::from_secs(5);
/// How long output may still come once the program has ended: something it started may hold the pipe open for ever.
const AFTERMATH: Duration = Duration::from_millis(500);

/// The programs that the operator has named, each with its arguments.
pub type Commands = BTreeMap<String, Vec<String>>;

pub(super) async fn run(commands: &Commands, run: &Run) -> Outcome {
    let name = run.definition.command.as_deref().unwrap_or_default();
    let Some((program, arguments)) = commands.get(name).and_then(|argv| argv.split_first()) else {
        return never(format!("the configuration of this server names no command {name:?}"));
    };
    let mut child = match start(program, arguments, run) {
        Ok(child) => child,
        Err(error) => return never(format!("{name} could not be started: {error}")),
    };
    let group = Group::of(&child);
    let (input, out, err) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let feeding = async {
        if let Some(mut input) = input {
            // A program need not read what it is given.
            let _ = input.write_all(run.job.params.as_bytes()).await;
            let _ = input.write_all(b"\n").await;
        }
    };
    let last = Mutex::new(String::new());
    let budget = Budget::of(run);
    let output = async {
        tokio::join!(
            feeding,
            lines((run, &budget), out, EventType::Stdout, Some(&last)),
            lines((run, &budget), err, EventType::Stderr, None)
        );
    };
    let mut output = std::pin::pin!(output);
    let mut read = false;
    let ended = loop {
        tokio::select! {
            ended = child.wait() => break Ok(ended),
            why = run.stopped() => break Err(why),
            () = &mut output, if !read => read = true,
        }
    };
    let (status, why) = match ended {
        Ok(status) => (status, None),
        Err(why) => (stop(&mut child, &group, why, output.as_mut(), &mut read).await, Some(why)),
    };
    if !read {
        let _ = tokio::time::timeout(AFTERMATH, output.as_mut()).await;
    }
    // Whatever it has left behind goes with it.
    group.kill(Signal::KILL);
    drop(group);
    match (why, status) {
        (Some(why), _) => outcome_of(why),
        (None, Ok(status)) => outcome(status, &last.lock().unwrap_or_else(PoisonError::into_inner)),
        (None, Err(error)) => maybe(format!("{name} could not be waited for: {error}")),
    }
}

fn start(program: &str, arguments: &[String], run: &Run) -> std::io::Result<Child> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .env("LANG", "C.UTF-8")
        .env("GONGDAN_JOB", run.job.id.to_string())
        .env("GONGDAN_ATTEMPT", run.job.attempt.to_string())
        .env("GONGDAN_FUNCTION", &run.job.function)
        .env("GONGDAN_ACTOR", &run.job.actor)
        .env("GONGDAN_TICKET", run.job.ticket.map(|ticket| ticket.to_string()).unwrap_or_default())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true);
    command.spawn()
}

/// The processes of a run: killed with it, however the run ends.
struct Group(Option<Pid>);

impl Group {
    fn of(child: &Child) -> Self {
        Self(child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw))
    }

    fn kill(&self, signal: Signal) {
        if let Some(group) = self.0 {
            // Gone already is as good.
            let _ = kill_process_group(group, signal);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill(Signal::KILL);
    }
}

/// Asks the program to end, and makes it end.
async fn stop(
    child: &mut Child,
    group: &Group,
    why: Stop,
    mut output: std::pin::Pin<&mut impl Future<Output = ()>>,
    read: &mut bool,
) -> std::io::Result<ExitStatus> {
    // One that is not the job's any more gets no time to do anything.
    if why != Stop::Lost {
        group.kill(Signal::TERM);
        let grace = if why == Stop::Leaving { GRACE / 2 } else { GRACE };
        let end = tokio::time::sleep(grace);
        let mut end = std::pin::pin!(end);
        loop {
            tokio::select! {
                status = child.wait() => return status,
                () = &mut end => break,
                // Its output is read on, or it might wait for that.
                () = output.as_mut(), if !*read => *read = true,
            }
        }
    }
    group.kill(Signal::KILL);
    child.wait().await
}

fn outcome(status: ExitStatus, last: &str) -> Outcome {
    use std::os::unix::process::ExitStatusExt as _;
    if status.success() {
        // Only one that is JSON by itself: whatever else it has said stands in the events.
        let result = serde_json::from_str::<serde_json::Value>(last).ok().map(|json| json.to_string());
        return Outcome::Succeeded(result);
    }
    match (status.code(), status.signal()) {
        (Some(code), _) => maybe(format!("ended with {code}")),
        (None, Some(signal)) => maybe(format!("ended by signal {signal}")),
        (None, None) => maybe("ended in a way that nobody knows"),
    }
}
