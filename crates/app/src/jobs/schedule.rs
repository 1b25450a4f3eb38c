//! Schedules: functions that are run at times that come again, in the name of whoever said so last.
//!
//! A time is taken in the transaction that asks for its job, by a compare-and-set of the next time: of several nodes one asks,
//! and what was killed in between has neither. Times that nobody was there for are made up for once, not one by one.

use super::enqueue::{self, Command};
use crate::{App, Cx, Error, TEAM, audit};
use domain::{
    At, Rejection, Thing,
    cron::{self, Cron},
    identity::{Context, Permission},
    msg,
    text::{self, Lines},
    ticket::Source,
};
use serde_json::json;
pub use store::schedule::Schedule;

/// The most schedules of a team.
const MOST: usize = 500;
/// How many due ones are looked at in one go.
const AT_ONCE: i64 = 100;

/// A schedule as somebody words it. What is left out stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What people call it.
    pub name: Option<String>,
    /// The function that it runs.
    pub function: Option<String>,
    /// When, as cron has it.
    pub cron: Option<String>,
    /// The offset of its clock from UTC, such as `+08:00`.
    pub offset: Option<String>,
    /// What the function is given, as JSON text.
    pub params: Option<String>,
    /// Whether it is run.
    pub enabled: Option<bool>,
}

/// Refuses whoever may not manage functions, and makes administrative changes of the team wait for each other.
fn administer(cx: &mut Cx<'_, '_>) -> Result<(), Error> {
    cx.actor.allow(Permission::ManageFunctions, Context::TEAM)?;
    store::audit::lock(cx.tx, cx.actor.team)?;
    Ok(())
}

fn missing(id: &str) -> Error {
    Rejection::not_found(Thing::Schedule, id).into()
}

/// All schedules, oldest first, for those who may manage functions.
pub fn list(cx: &mut Cx<'_, '_>) -> Result<Vec<Schedule>, Error> {
    cx.actor.allow(Permission::ManageFunctions, Context::TEAM)?;
    Ok(store::schedule::list(cx.tx, cx.actor.team)?)
}

/// One of them.
pub fn get(cx: &mut Cx<'_, '_>, id: &str) -> Result<Schedule, Error> {
    cx.actor.allow(Permission::ManageFunctions, Context::TEAM)?;
    store::schedule::get(cx.tx, cx.actor.team, id)?.ok_or_else(|| missing(id))
}

/// Makes one.
pub fn create(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Schedule, Error> {
    administer(cx)?;
    if store::schedule::list(cx.tx, cx.actor.team)?.len() >= MOST {
        return Err(Rejection::Conflict(msg!("schedule.too_many", most = MOST)).into());
    }
    let blank = Schedule {
        id: cx.short_id(8),
        name: String::new(),
        function: String::new(),
        cron: String::new(),
        offset: 0,
        params: "{}".to_owned(),
        actor: cx.actor.username.clone(),
        enabled: true,
        next: None,
        last: None,
        last_job: None,
        last_error: None,
        version: 1,
        created: cx.now,
        updated: cx.now,
    };
    let whole = |part: &Option<String>| Some(part.clone().unwrap_or_default());
    let wish = Wish {
        name: whole(&wish.name),
        function: whole(&wish.function),
        cron: whole(&wish.cron),
        ..wish.clone()
    };
    let schedule = wished(cx, blank, &wish)?;
    store::schedule::insert(cx.tx, cx.actor.team, &schedule)?;
    record(cx, "schedule.create", &schedule)?;
    Ok(schedule)
}

/// Changes one; from then on it is run in the caller's name. `check` is given its version as it is.
pub fn update(
    cx: &mut Cx<'_, '_>,
    id: &str,
    wish: &Wish,
    check: &dyn Fn(i64) -> Result<(), Rejection>,
) -> Result<Schedule, Error> {
    administer(cx)?;
    let before = get(cx, id)?;
    check(before.version)?;
    let (version, actor) = (before.version + 1, cx.actor.username.clone());
    let after = Schedule { version, actor, updated: cx.now, ..wished(cx, before, wish)? };
    if !store::schedule::update(cx.tx, cx.actor.team, &after)? {
        return Err(missing(id));
    }
    record(cx, "schedule.update", &after)?;
    Ok(after)
}

/// Removes one; what it has started goes on.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    id: &str,
    check: &dyn Fn(i64) -> Result<(), Rejection>,
) -> Result<(), Error> {
    administer(cx)?;
    let schedule = get(cx, id)?;
    check(schedule.version)?;
    if !store::schedule::delete(cx.tx, cx.actor.team, id)? {
        return Err(missing(id));
    }
    record(cx, "schedule.delete", &schedule)
}

fn record(cx: &mut Cx<'_, '_>, action: &str, schedule: &Schedule) -> Result<(), Error> {
    let told = json!({
        "name": schedule.name, "function": schedule.function, "cron": schedule.cron, "enabled": schedule.enabled,
    });
    audit::record(cx, action, &schedule.id, &told)
}

/// The schedule with what is wished of it, and when it is run next.
fn wished(cx: &mut Cx<'_, '_>, mut schedule: Schedule, wish: &Wish) -> Result<Schedule, Error> {
    if let Some(name) = &wish.name {
        let name = text::require(name, 100, Lines::One).map_err(|why| Rejection::invalid("name", why))?;
        name.clone_into(&mut schedule.name);
    }
    if let Some(function) = &wish.function {
        function.trim().clone_into(&mut schedule.function);
    }
    if let Some(expression) = &wish.cron {
        expression.trim().clone_into(&mut schedule.cron);
    }
    if let Some(offset) = &wish.offset {
        let offset = cron::parse_offset(offset);
        schedule.offset = offset.ok_or_else(|| Rejection::invalid("utcOffset", msg!("import.offset")))?;
    }
    if let Some(params) = &wish.params {
        params.clone_into(&mut schedule.params);
    }
    schedule.enabled = wish.enabled.unwrap_or(schedule.enabled);
    let times = Cron::parse(&schedule.cron).map_err(|why| Rejection::invalid("cron", why))?;
    let next = times.next(cx.now, schedule.offset);
    let next = next.ok_or_else(|| Rejection::invalid("cron", msg!("schedule.never")))?;
    schedule.next = schedule.enabled.then_some(next);
    let Some(function) = cx.function(&schedule.function)? else {
        let why = msg!("value.unknown", value = schedule.function);
        return Err(Rejection::invalid("functionId", why).into());
    };
    enqueue::check(&asked(&schedule))?;
    function.check(&schedule.params)?;
    Ok(schedule)
}

/// The job of a schedule's time.
fn asked(schedule: &Schedule) -> Command {
    Command {
        function: schedule.function.clone(),
        params: schedule.params.clone(),
        trace_id: format!("schedule {}", schedule.id),
        ..Command::default()
    }
}

impl App {
    /// Asks for the jobs of all schedules whose time has come; how many there were. Safe on any number of nodes at once.
    pub async fn run_schedules(&self) -> Result<usize, Error> {
        let now = self.now();
        let due = self.sql().read(move |tx| store::schedule::due(tx, TEAM, now, AT_ONCE)).await?;
        let count = due.len();
        for schedule in due {
            self.run_schedule(schedule).await?;
        }
        Ok(count)
    }

    async fn run_schedule(&self, schedule: Schedule) -> Result<(), Error> {
        let asked_for = schedule.clone();
        let tried = match self.job_actor(&schedule.actor).await {
            Ok(actor) => self.write(&actor, Source::Api, move |cx| run(cx, &asked_for)).await,
            Err(error) => Err(error),
        };
        let why = match tried {
            Err(Error::Rejected(why)) => why.text(domain::Lang::En),
            other => return other,
        };
        tracing::warn!(schedule.id = %schedule.id, why, "a schedule's job could not be asked for");
        self.write(&self.system(), Source::Api, move |cx| {
            if let Some(team) = take(cx, &schedule)? {
                store::schedule::ran(cx.tx, team, &schedule.id, Err(&why))?;
            }
            Ok(())
        })
        .await
    }
}

/// Takes the time and asks for its job.
fn run(cx: &mut Cx<'_, '_>, schedule: &Schedule) -> Result<(), Error> {
    let Some(team) = take(cx, schedule)? else { return Ok(()) };
    let done = enqueue::enqueue(cx, &asked(schedule))?;
    store::schedule::ran(cx.tx, team, &schedule.id, Ok(done.id))?;
    Ok(())
}

/// Takes the time of a schedule; `None` where somebody else has, or has changed it.
fn take(cx: &mut Cx<'_, '_>, schedule: &Schedule) -> Result<Option<domain::id::TeamId>, Error> {
    let (team, Some(at)) = (cx.actor.team, schedule.next) else { return Ok(None) };
    let next: Option<At> =
        Cron::parse(&schedule.cron).ok().and_then(|times| times.next(cx.now.max(at), schedule.offset));
    let taken = store::schedule::take(cx.tx, team, &schedule.id, at, next)?;
    Ok(taken.then_some(team))
}
