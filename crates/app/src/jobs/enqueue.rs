//! Asking for a job, in the transaction of whatever brings it about.

use super::{Function, seen};
use crate::{
    App, Cx, Error,
    tickets::{self, Address, Deleted},
};
use domain::{
    At, Fault, Message, Rejection, Thing,
    function::Definition,
    id::{JobId, TicketId},
    identity::{Context, Permission},
    job::{MOST_PARAMS, MOST_PRIORITY, Stage},
    msg,
};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use store::{job, number};

/// A job that is wanted.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The function's id.
    pub function: String,
    /// Its parameters as JSON text; empty for `null`.
    pub params: String,
    /// A second asking with the same key gives the first one's job.
    pub key: Option<String>,
    /// When it is begun at the earliest; at once if not said.
    pub run_at: Option<At>,
    /// From -100 to 100, the higher is first; 0 if not said.
    pub priority: i64,
    /// The ticket it is about: its jobs are run one after another.
    pub ticket: Option<String>,
    /// How long one attempt may take, in milliseconds; what the function says if not said.
    pub timeout_ms: Option<i64>,
    /// How often it is tried at most where it fails; what the function says if not said.
    pub max_attempts: Option<i64>,
    /// The game that it is for.
    pub game_id: String,
    /// The environment that it is for.
    pub env: String,
    /// What ties it to the request.
    pub trace_id: String,
}

/// A job that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enqueued {
    /// The job.
    pub id: JobId,
    /// Whether it had been asked for before with the same key.
    pub repeated: bool,
}

/// Asks for a job. Needs `run_functions`; an unknown or disabled function is not found.
pub fn enqueue(cx: &mut Cx<'_, '_>, command: &Command) -> Result<Enqueued, Error> {
    cx.actor.allow(Permission::RunFunctions, Context::TEAM)?;
    let function = cx.function(&command.function)?.filter(|function| function.enabled);
    let function = function.ok_or_else(|| Rejection::not_found(Thing::Function, &command.function))?;
    check(command)?;
    function.check(&command.params)?;
    let ticket = match &command.ticket {
        None => None,
        Some(address) => {
            let address = Address::parse(address);
            let locked = tickets::lock(cx, &address, Permission::ViewTickets, Deleted::Hidden)?;
            Some(locked.ticket.id)
        }
    };
    add(cx, &function, command, ticket)
}

/// Asks for the same job again, with other parameters if there are any.
pub fn rerun(cx: &mut Cx<'_, '_>, id: JobId, params: Option<String>) -> Result<Enqueued, Error> {
    let job = seen(cx, id)?;
    let command = Command {
        function: job.function,
        params: params.unwrap_or(job.params),
        priority: job.priority,
        ticket: job.ticket.map(|ticket| ticket.to_string()),
        max_attempts: Some(job.max_attempts),
        game_id: job.game_id,
        env: job.env,
        ..Command::default()
    };
    enqueue(cx, &command)
}

/// Refuses what is outside its limits.
pub(crate) fn check(command: &Command) -> Result<(), Rejection> {
    let mut faults = Vec::new();
    let mut range = |field: &str, value: Option<i64>, min: i64, max: i64| {
        if value.is_some_and(|value| !(min..=max).contains(&value)) {
            faults.push(Fault::new(field, msg!("job.range", min = min, max = max)));
        }
    };
    range("priority", Some(command.priority), -MOST_PRIORITY, MOST_PRIORITY);
    range("timeoutMs", command.timeout_ms, 1, Definition::LONGEST_MS);
    range("maxAttempts", command.max_attempts, 1, Definition::MOST_ATTEMPTS);
    if command.params.len() > MOST_PARAMS {
        faults.push(Fault::new("params", msg!("job.params", limit = MOST_PARAMS)));
    }
    let mut text = |field: &str, value: &str, wrong: Message| {
        let characters = value.chars().count();
        if characters > 200 || value.contains(char::is_control) {
            faults.push(Fault::new(field, wrong));
        }
    };
    text("idempotencyKey", command.key.as_deref().unwrap_or("-"), msg!("job.key"));
    text("X-Game-ID", &command.game_id, msg!("job.key"));
    text("X-Env", &command.env, msg!("job.key"));
    if command.key.as_deref() == Some("") {
        faults.push(Fault::new("idempotencyKey", msg!("job.key")));
    }
    if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
}

/// Adds a job of a function. The ticket's row must be locked, where there is one.
pub(crate) fn add(
    cx: &mut Cx<'_, '_>,
    function: &Function,
    command: &Command,
    ticket: Option<TicketId>,
) -> Result<Enqueued, Error> {
    let (team, actor) = (cx.actor.team, cx.actor.username.clone());
    let id = JobId(number::take(cx.tx, number::Source::Job)?);
    if let Some(key) = &command.key {
        let print = fingerprint(command, ticket);
        if let Some((first, kept)) = job::key::claim(cx.tx, team, (&actor, key), id, &print, cx.now)? {
            if kept != print {
                return Err(Rejection::KeyReused.into());
            }
            return Ok(Enqueued { id: first, repeated: true });
        }
    }
    let behind = match ticket {
        Some(ticket) => job::is_ordered_behind(cx.tx, team, ticket)?,
        None => false,
    };
    let due = command.run_at.unwrap_or(cx.now).max(cx.now);
    let stage = match (behind, due > cx.now) {
        (true, _) => Stage::Blocked,
        (false, true) => Stage::Scheduled,
        (false, false) => Stage::Ready,
    };
    let definition = &function.definition;
    let lane = job::lane(&function.id, definition.kind, function.concurrency);
    let new = job::New {
        id,
        function: &function.id,
        version: function.version,
        kind: definition.kind,
        actor: &actor,
        ticket,
        order: ticket,
        game_id: &command.game_id,
        env: &command.env,
        params: if command.params.is_empty() { "null" } else { &command.params },
        priority: command.priority,
        stage,
        due,
        timeout_ms: command.timeout_ms.unwrap_or(definition.timeout_ms),
        max_attempts: command.max_attempts.unwrap_or(definition.max_attempts),
        lane: &lane,
        trace_id: &command.trace_id,
        created: cx.now,
    };
    job::insert(cx.tx, team, &new)?;
    if stage == Stage::Ready {
        cx.told.borrow_mut().lanes.push(lane);
    }
    Ok(Enqueued { id, repeated: false })
}

/// What tells whether two askings are the same.
fn fingerprint(command: &Command, ticket: Option<TicketId>) -> String {
    let mut digest = Sha256::new();
    let numbers = [
        command.priority,
        command.run_at.map_or(-1, At::micros),
        command.timeout_ms.unwrap_or(-1),
        command.max_attempts.unwrap_or(-1),
        ticket.map_or(-1, |ticket| ticket.0),
    ];
    for number in numbers {
        digest.update(number.to_be_bytes());
    }
    for text in [&command.function, &command.params, &command.game_id, &command.env] {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text);
    }
    store::hex(&digest.finalize())
}

impl App {
    /// What a version of a function does, which never changes; `None` where there is none.
    pub async fn definition(&self, function: &str, version: i64) -> Result<Option<Arc<Definition>>, Error> {
        if let Some(kept) = self.inner.jobs.definition(function, version) {
            return Ok(Some(kept));
        }
        let id = function.to_owned();
        let found =
            self.sql().read(move |tx| store::function::version(tx, crate::TEAM, &id, version)).await?;
        let Some(found) = found else { return Ok(None) };
        let definition = Arc::new(found.definition);
        self.inner.jobs.keep_definition(function, version, &definition);
        Ok(Some(definition))
    }
}
