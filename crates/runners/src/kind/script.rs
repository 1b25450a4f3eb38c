//! Functions that are scripts: each run has a child process of the sandbox, and asks this side for whatever lies beyond it.
//!
//! What a script says becomes events (`told`); what it asks is answered by its [`Host`] with the rights of the job's actor. A
//! script that should stop is killed at once: it has nothing to tidy up that would not be fenced.

mod fetch;
mod host;

use super::{maybe, never};
use crate::{
    registry::Stop,
    run::{Run, outcome_of},
    turns::unless_stopped,
};
use app::{Cx, Error};
use domain::{
    Rejection,
    job::{EventType, Outcome, Told},
};
use host::Host;
use sandbox::{Event, Failure, Fault, Kind, Level, Pool, Position, Script, TicketCall};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};
use tokio::sync::mpsc;

/// The longest error that a job is left with, in characters.
const LONGEST_ERROR: usize = 4_000;
/// The pause before a run is given back that could not begin, so that it is not taken again at once.
const PAUSE: Duration = Duration::from_secs(1);
/// How much longer than the run the pool may wait: the run's own deadline is what counts.
const SLACK: Duration = Duration::from_secs(5);

/// One thing that a script asks of tickets, as a unit of work; the answer is JSON text.
pub type Unit = Box<dyn Fn(&mut Cx<'_, '_>) -> Result<String, Error> + Send + Sync>;

/// What a script asks of tickets.
pub enum Asked {
    /// To see something.
    Look(Unit),
    /// To change something, which is done once, however often the job is begun.
    Change(Unit),
}

/// How scripts run, and what they may reach.
#[derive(Clone)]
pub struct Scripts {
    /// What runs them; its keeper must be running.
    pub pool: Arc<Pool>,
    /// What `fetch` may reach, as far as the way out lets it.
    pub hosts: Arc<[outgoing::Host]>,
    /// Reads what a script asks of tickets, in the words of the surface that shows it the answer.
    pub tickets: fn(TicketCall) -> Result<Asked, Rejection>,
    /// That surface's word for a refusal.
    pub word: fn(&Rejection) -> &'static str,
}

pub(super) async fn run(scripts: &Scripts, client: Option<&outgoing::Client>, run: &Run) -> Outcome {
    let (said, saying) = mpsc::unbounded_channel();
    let working = async {
        // Its end of the channel goes with it, so that what listens ends too.
        let host = match Host::new(scripts, client, run, said).await {
            Ok(host) => host,
            Err(Error::Rejected(_)) => {
                return Ok(never(format!("{} has no account any more, or it is disabled", run.job.actor)));
            }
            Err(error) => return Ok(put_off(run, &error.to_string()).await),
        };
        match script(&host, run).await {
            Ok(script) => played(&host, run, &script).await,
            Err(error) => Ok(put_off(run, &error.to_string()).await),
        }
    };
    match tokio::join!(working, pass_on(run, saying)).0 {
        Ok(outcome) => outcome,
        // Told once all that the script has said is told.
        Err(fault) => failed(run, &fault).await,
    }
}

/// What the child is handed.
async fn script(host: &Host<'_>, run: &Run) -> Result<Script, Error> {
    let ticket = match run.job.ticket {
        Some(ticket) => host.shown(ticket).await?,
        None => None,
    };
    Ok(Script {
        source: run.definition.source.clone().unwrap_or_default(),
        params: serde_json::from_str(&run.job.params).unwrap_or_default(),
        ticket,
        actor: Value::String(run.job.actor.clone()),
        job: sandbox::Job {
            id: run.job.id.to_string(),
            attempt: u32::try_from(run.job.attempt).unwrap_or(u32::MAX),
        },
    })
}

/// Runs it until it has ended or should; the child is killed where it is no longer waited for.
async fn played(host: &Host<'_>, run: &Run, script: &Script) -> Result<Outcome, Fault> {
    let wall = Duration::from_millis(u64::try_from(run.job.timeout_ms).unwrap_or(1)) + SLACK;
    let end = tokio::select! {
        biased;
        end = host.scripts.pool.run(script, host, wall, std::future::pending()) => end,
        why = run.stopped() => return Ok(outcome_of(why)),
        () = host.fenced() => return Ok(outcome_of(Stop::Lost)),
    };
    Ok(match end {
        Ok(Value::Null) => Outcome::Succeeded(None),
        Ok(result) => Outcome::Succeeded(Some(result.to_string())),
        Err(Failure::Fault(Fault { kind: Kind::WallTime, .. })) => Outcome::TimedOut,
        Err(Failure::Fault(fault)) => return Err(fault),
        Err(Failure::Canceled) => outcome_of(run.stopped().await),
        Err(Failure::Unavailable(why)) => put_off(run, &why).await,
        Err(Failure::Died(why)) => maybe(format!("the sandbox of the script ended: {why}")),
    })
}

/// A run that could not begin is another node's, or this one's a little later.
async fn put_off(run: &Run, why: &str) -> Outcome {
    tracing::warn!(job.id = run.job.id.0, error = why, "a script could not be begun yet");
    unless_stopped(run, async {
        tokio::time::sleep(PAUSE).await;
        Outcome::GivenBack
    })
    .await
}

/// The script's own doing: where it was and how it came there stands in the events, for programs too.
async fn failed(run: &Run, fault: &Fault) -> Outcome {
    let place = |of: fn(Position) -> u32| fault.position.map(of);
    let payload = json!({ "kind": fault.kind, "line": place(|at| at.line), "column": place(|at| at.column) });
    let error = error_of(fault);
    let stack = fault.stack.as_ref().map(|stack| format!("\n{stack}"));
    let message = format!("{error}{}", stack.unwrap_or_default());
    run.tell(Told { kind: EventType::Stderr, message, progress: None, payload: Some(payload.to_string()) })
        .await;
    // It cannot be read the next time either.
    if fault.kind == Kind::Syntax { never(error) } else { maybe(error) }
}

/// What the job is left with: what went wrong, and where. What was thrown begins with its own name, the rest with what was
/// gone beyond.
fn error_of(fault: &Fault) -> String {
    let place = fault.position.map(|at| format!(" (line {}, column {})", at.line, at.column));
    let kind = match fault.kind {
        Kind::Thrown => "",
        Kind::Syntax => "syntax: ",
        Kind::Stuck => "stuck: ",
        Kind::Memory => "memory: ",
        Kind::CpuTime => "processor time: ",
        Kind::WallTime => "time: ",
        Kind::StackDepth => "stack: ",
        Kind::Result => "result: ",
    };
    let message: String = fault.message.chars().take(LONGEST_ERROR).collect();
    format!("{kind}{message}{}", place.unwrap_or_default())
}

/// Tells what the script says, in its order, until it has ended. Waits for the database where the script does not: what waits
/// meanwhile is bounded by what a script may say.
async fn pass_on(run: &Run, mut saying: mpsc::UnboundedReceiver<Event>) {
    while let Some(event) = saying.recv().await {
        run.tell(told(event)).await;
    }
}

fn told(event: Event) -> Told {
    match event {
        Event::Log { level: Level::Info, message } => Told::log(message),
        Event::Log { level, message } => {
            Told { payload: Some(json!({ "level": level }).to_string()), ..Told::log(message) }
        }
        #[expect(clippy::cast_possible_truncation, reason = "it is between 0 and 100")]
        Event::Progress { percent, text } => Told::progress(percent.round() as i64, text.unwrap_or_default()),
        Event::Truncated => Told::log("truncated"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(kind: Kind, message: &str, position: Option<Position>) -> Fault {
        Fault { kind, message: message.to_owned(), position, stack: None }
    }

    #[test]
    fn an_error_says_what_went_wrong_and_where() {
        let at = Some(Position { line: 3, column: 7 });
        assert_eq!(error_of(&fault(Kind::Thrown, "TypeError: no", at)), "TypeError: no (line 3, column 7)");
        assert_eq!(error_of(&fault(Kind::Memory, "too much", None)), "memory: too much");
        let long = error_of(&fault(Kind::Thrown, &"工".repeat(9_000), at));
        assert_eq!(long.chars().filter(|letter| *letter == '工').count(), LONGEST_ERROR);
        assert!(long.ends_with("(line 3, column 7)"));
    }

    #[test]
    fn what_a_script_says_becomes_events() {
        assert_eq!(told(Event::Progress { percent: 49.6, text: None }), Told::progress(50, ""));
        assert_eq!(told(Event::Log { level: Level::Info, message: "a".into() }), Told::log("a"));
        let warned = told(Event::Log { level: Level::Warn, message: "a".into() });
        assert_eq!((warned.kind, warned.payload.as_deref()), (EventType::Log, Some(r#"{"level":"warn"}"#)));
    }
}
