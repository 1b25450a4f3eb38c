//! Post functions: each a job of its own, asked for in the transaction of the step that brings it about, begun in order after it.
//!
//! What needs nothing but the database ([`deeds`], [`crate::notices`]) is done by [`run`] in one transaction that holds the ticket's row,
//! begins the job and ends it: so nobody runs one twice, and whoever is killed leaves it as it was. `run_script` only finds there
//! which function it runs, and its job goes on as that function's; `call_webhook` leaves the house as any job does. How those came
//! out the ticket is told by [`super::finished`]. [`crate::App::work_on_tickets`] calls all of it.

mod deeds;
mod run;
mod script;

pub(super) use deeds::foresee;
pub(crate) use run::{fail, run};
pub(crate) use script::said as params_refused;

use super::{Address, Deleted, step};
use crate::{Cx, Error};
use domain::{
    At, Lang, Message, Rejection,
    field::Names,
    function::Kind as Of,
    history::{About, Kind},
    id::{JobId, TicketId},
    identity::Permission,
    job::Stage,
    msg,
    ticket::{Source, Ticket},
    workflow::{Transition, cause::Cause, post_function::PostFunction},
};
pub use store::effect::{Effect, State};
use store::{effect, job, number};

/// How often one is tried that the server does itself.
const ATTEMPTS: i64 = 5;
/// How long an attempt may take that leaves the house, in milliseconds.
const TIMEOUT_MS: i64 = 30_000;
/// Tickets of an earlier server that are looked at in one go.
const AT_ONCE: i64 = 100;

/// A job that is to be asked for.
struct Wanted<'a> {
    id: JobId,
    ticket: TicketId,
    /// The version of the step, and the place among its post functions.
    of: (i64, i64),
    function: &'a PostFunction,
    actor: &'a str,
    stage: Stage,
    due: At,
    max_attempts: i64,
}

/// Asks for the jobs of what a step brings about, and gives those that set off more one of the `shares` each of what may come of it.
pub(super) fn queue(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    transition: &Transition,
    cause: Cause,
    mut shares: impl Iterator<Item = Cause>,
) -> Result<(), Error> {
    let functions = &transition.post_functions;
    if functions.is_empty() {
        return Ok(());
    }
    let ids =
        functions.iter().map(|_| number::ask(cx.tx, number::Source::Job)).collect::<Result<Vec<_>, _>>()?;
    let mut behind = job::is_ordered_behind(cx.tx, ticket.team, ticket.id)?;
    let (actor, at) = (cx.actor.username.clone(), ticket.updated);
    for ((place, function), id) in (0_i64..).zip(functions).zip(ids) {
        let none = Cause { budget: 0, ..cause };
        let share = if function.sets_off_more() { shares.next().unwrap_or(none) } else { none };
        let id = JobId(number::taken(cx.tx, id)?);
        let of = (ticket.version, place, id);
        effect::insert(cx.tx, ticket.team, ticket.id, of, function, (&actor, share, at))?;
        let stage = if behind { Stage::Blocked } else { Stage::Ready };
        let of = (ticket.version, place);
        let (ticket, actor, due) = (ticket.id, actor.as_str(), at.max(cx.now));
        ask(cx, &Wanted { id, ticket, of, function, actor, stage, due, max_attempts: ATTEMPTS })?;
        cx.told.borrow_mut().set_off |= function.sets_off_more();
        behind = true;
    }
    Ok(())
}

/// Asks for a job. The ticket's row must be locked.
fn ask(cx: &mut Cx<'_, '_>, wanted: &Wanted<'_>) -> Result<(), Error> {
    let lane = if leaves_the_house(wanted.function) { job::LANE_OWN } else { job::LANE_POST };
    let (version, place) = wanted.of;
    let new = job::New {
        id: wanted.id,
        function: &wanted.function.of_job(),
        version: 0,
        kind: Of::PostFunction,
        actor: wanted.actor,
        ticket: Some(wanted.ticket),
        order: Some(wanted.ticket),
        game_id: "",
        env: "",
        // What it does stands with the ticket, where not everybody who took the step may read all of it.
        params: &format!(r#"{{"version":{version},"place":{place}}}"#),
        priority: 0,
        stage: wanted.stage,
        due: wanted.due,
        timeout_ms: TIMEOUT_MS,
        max_attempts: wanted.max_attempts,
        lane,
        trace_id: "",
        created: cx.now,
    };
    job::insert(cx.tx, cx.actor.team, &new)?;
    if wanted.stage == Stage::Ready {
        cx.told.borrow_mut().lanes.push(lane.to_owned());
    }
    Ok(())
}

/// Asks for another job for a post function of a locked ticket, to be begun at `due`.
fn ask_again(
    cx: &mut Cx<'_, '_>,
    ticket: TicketId,
    effect: &Effect,
    (due, max_attempts): (At, i64),
) -> Result<JobId, Error> {
    let team = cx.actor.team;
    let id = JobId(number::take(cx.tx, number::Source::Job)?);
    let stage = match (job::is_ordered_behind(cx.tx, team, ticket)?, due > cx.now) {
        (true, _) => Stage::Blocked,
        (false, true) => Stage::Scheduled,
        (false, false) => Stage::Ready,
    };
    let (of, function, actor) = ((effect.version, effect.place), &effect.function, effect.actor.as_str());
    ask(cx, &Wanted { id, ticket, of, function, actor, stage, due, max_attempts })?;
    effect::set_job(cx.tx, team, ticket, of, id)?;
    Ok(id)
}

/// Has a post function done again that has failed, or whose job was stopped; nothing where the job is not one's. Refused where it
/// is one's that has come to something, or is still to.
pub(crate) fn again(cx: &mut Cx<'_, '_>, job: &job::Job) -> Result<Option<JobId>, Error> {
    let (Some(ticket), team) = (job.ticket, cx.actor.team) else { return Ok(None) };
    let address = Address::parse(&ticket.to_string());
    super::lock(cx, &address, Permission::ViewTickets, Deleted::Hidden)?;
    match effect::of_job(cx.tx, team, job.id)? {
        Some(effect) if matches!(effect.state, State::Failed | State::Canceled) => {
            let due = cx.now;
            ask_again(cx, ticket, &effect, (due, ATTEMPTS)).map(Some)
        }
        _ if job.kind == Of::PostFunction => Err(Rejection::Conflict(msg!("effect.not_again")).into()),
        _ => Ok(None),
    }
}

impl crate::App {
    /// Asks for jobs for post functions that a server has left which had no jobs for them; how many tickets they were of. Safe on
    /// any number of nodes at once.
    pub async fn adopt_effects(&self) -> Result<usize, Error> {
        let mut all = 0;
        loop {
            let tickets = self.sql().read(|tx| effect::jobless_tickets(tx, crate::TEAM, AT_ONCE)).await?;
            if tickets.is_empty() {
                return Ok(all);
            }
            for ticket in tickets {
                self.write(&self.system(), Source::Workflow, move |cx| adopt(cx, ticket)).await?;
                all += 1;
            }
        }
    }
}

fn adopt(cx: &mut Cx<'_, '_>, ticket: TicketId) -> Result<(), Error> {
    let address = Address::parse(&ticket.to_string());
    super::lock(cx, &address, Permission::ViewTickets, Deleted::Shown)?;
    for effect in effect::jobless(cx.tx, cx.actor.team, ticket)? {
        let left = (ATTEMPTS - effect.attempts).max(1);
        let due = effect.due.unwrap_or(cx.now);
        ask_again(cx, ticket, &effect, (due, left))?;
    }
    Ok(())
}

/// The post functions of a ticket, oldest first.
pub fn list(cx: &mut Cx<'_, '_>, address: &Address) -> Result<(Ticket, Vec<Told>), Error> {
    let ticket = super::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let plan = cx.plan_of(&ticket)?;
    let found = effect::list(cx.tx, cx.actor.team, ticket.id)?;
    let told = found.into_iter().map(|effect| Told { said: effect.function.said(&plan.fields), effect });
    Ok((ticket, told.collect()))
}

/// A post function, and what it does in words.
#[derive(Debug, Clone)]
pub struct Told {
    /// The post function.
    pub effect: Effect,
    /// What it does.
    pub said: Message,
}

const fn leaves_the_house(function: &PostFunction) -> bool {
    matches!(function, PostFunction::CallWebhook { .. })
}

/// What history tells of the end of a post function.
fn about(cx: &mut Cx<'_, '_>, ticket: TicketId, effect: &Effect) -> Result<About, Error> {
    let told = domain::history::Effect {
        version: effect.version,
        place: effect.place,
        function: effect.function.word().to_owned(),
        last: !effect::has_more(cx.tx, cx.actor.team, ticket, effect)?,
        job: effect.job.map(|job| job.0),
    };
    Ok(About { effect: Some(told), ..About::default() })
}

/// Tells a ticket how a post function's job came out, after so many attempts in vain, and why if not well.
pub(super) fn tell_end(
    cx: &mut Cx<'_, '_>,
    locked: step::Locked,
    effect: &Effect,
    (job, attempts): (JobId, i64),
    (state, why): (State, Option<Names>),
) -> Result<step::Locked, Error> {
    let at = cx.now.max(locked.ticket.updated);
    if !effect::end(cx.tx, cx.actor.team, (job, attempts), (state, why.as_ref()), at)? {
        return Ok(locked);
    }
    let about = About { failed: why, ..about(cx, locked.ticket.id, effect)? };
    step::tell(cx, locked, Kind::Ran, about, String::new())
}

/// A sentence in both languages, to be kept.
pub(super) fn in_both(text: impl Fn(Lang) -> String) -> Names {
    Names { zh: text(Lang::Zh), en: text(Lang::En) }
}
