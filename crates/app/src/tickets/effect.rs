//! Post functions: queued in the transaction of the step that brings them about, run after it in order, each in a
//! transaction of its own that also ends it.
//!
//! The claim is the lock on the ticket's row, the fence the row of the post function itself: whoever comes second finds
//! it ended, or tried again since, and does nothing. So two nodes never run one twice, and one that is killed on any line
//! leaves it as it was. What has to leave the house (functions, webhooks, messages) waits for the job engine and ends
//! as failed until then, saying so. [`crate::App::run_due`] calls [`run`] and [`fail`].

use super::{Address, Deleted, comment, create, family, step, transition};
use crate::{Cx, Error, identity};
use domain::{
    Lang, Message, Rejection,
    field::Names,
    history::{About, Audience, Kind},
    id::{LinkId, TicketId},
    identity::{Permission, Principal},
    link::LinkKind,
    msg,
    ticket::{Field, Patch, Ticket},
    workflow::{
        Transition,
        cause::Cause,
        post_function::{self, CreateTask, Foreseen, Moment, PostFunction, UpdateField},
    },
};
use std::collections::BTreeMap;
pub use store::effect::{Effect, State};
use store::{effect, number};

/// How often one is tried.
const ATTEMPTS: i64 = 5;

/// Writes down what a step brings about, and gives those that set off more one of the `shares` each of what may come of it.
pub(super) fn queue(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    transition: &Transition,
    cause: Cause,
    mut shares: impl Iterator<Item = Cause>,
) -> Result<(), Error> {
    for (place, function) in (0_i64..).zip(&transition.post_functions) {
        let none = Cause { budget: 0, ..cause };
        let share = if function.sets_off_more() { shares.next().unwrap_or(none) } else { none };
        let by = (cx.actor.username.as_str(), share);
        let of = (ticket.version, place);
        effect::insert(cx.tx, ticket.team, ticket.id, of, function, by, ticket.updated)?;
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

/// What came of running one.
struct Outcome {
    locked: step::Locked,
    /// Why there was nothing to do.
    skipped: Option<Message>,
}

/// Runs a post function in the name of the system, if it is still as `seen`: the first of its ticket that has not ended.
pub(crate) fn run(cx: &mut Cx<'_, '_>, ticket: TicketId, seen: &Effect) -> Result<(), Error> {
    let Some(locked) = claim(cx, ticket, seen)? else { return Ok(()) };
    let outcome = perform(cx, locked, seen)?;
    let skipped = outcome.skipped.as_ref().map(|why| in_both(|lang| why.text(lang)));
    let state = if skipped.is_some() { State::Skipped } else { State::Done };
    let at = outcome.locked.ticket.updated;
    effect::end(cx.tx, cx.actor.team, ticket, seen, (state, skipped.as_ref()), at)?;
    Ok(())
}

/// Writes down that a post function was tried in vain, if it is still as `seen`; after the last attempt, that it has failed.
pub(crate) fn fail(
    cx: &mut Cx<'_, '_>,
    ticket: TicketId,
    seen: &Effect,
    why: &Rejection,
) -> Result<(), Error> {
    let Some(locked) = claim(cx, ticket, seen)? else { return Ok(()) };
    let (team, why) = (cx.actor.team, in_both(|lang| why.text(lang)));
    effect::tried(cx.tx, team, ticket, seen, &why)?;
    let attempts = seen.attempts + 1;
    if attempts < ATTEMPTS && !leaves_the_house(&seen.function) {
        // Nothing of this ticket overtakes it.
        return Ok(effect::put_off(
            cx.tx,
            team,
            ticket,
            cx.now.plus_seconds(1 << seen.attempts.clamp(0, 10)),
        )?);
    }
    effect::end(cx.tx, team, ticket, seen, (State::Failed, Some(&why)), cx.now)?;
    let about = About { failed: Some(why), ..about(cx, ticket, seen)? };
    step::tell(cx, locked, Kind::Ran, about, String::new())?;
    Ok(())
}

/// The ticket, kept from others, if its first post function that has not ended is the one that was seen, and due.
fn claim(cx: &mut Cx<'_, '_>, ticket: TicketId, seen: &Effect) -> Result<Option<step::Locked>, Error> {
    let address = Address::parse(&ticket.to_string());
    let locked = super::lock(cx, &address, Permission::ViewTickets, Deleted::Shown)?;
    let first = effect::first(cx.tx, cx.actor.team, ticket)?;
    let same = |first: &Effect| {
        (first.version, first.place, first.attempts) == (seen.version, seen.place, seen.attempts)
            && first.due.is_some_and(|due| due <= cx.now.max(locked.ticket.updated))
    };
    Ok(first.filter(same).map(|_| locked))
}

const fn leaves_the_house(function: &PostFunction) -> bool {
    matches!(
        function,
        PostFunction::RunScript(_) | PostFunction::CallWebhook { .. } | PostFunction::Notify { .. }
    )
}

/// What history tells of the end of a post function.
fn about(cx: &mut Cx<'_, '_>, ticket: TicketId, effect: &Effect) -> Result<About, Error> {
    let told = domain::history::Effect {
        version: effect.version,
        place: effect.place,
        function: effect.function.word().to_owned(),
        last: !effect::has_more(cx.tx, cx.actor.team, ticket, effect)?,
    };
    Ok(About { effect: Some(told), ..About::default() })
}

fn perform(cx: &mut Cx<'_, '_>, old: step::Locked, effect: &Effect) -> Result<Outcome, Error> {
    let about = about(cx, old.ticket.id, effect)?;
    let next = match effect.cause.spend() {
        Err(why) if effect.function.sets_off_more() => return skip(cx, old, about, Some(why)),
        Err(_) => effect.cause,
        Ok(next) => next,
    };
    match &effect.function {
        PostFunction::UpdateFieldValue(update) => update_field(cx, old, effect, update, about),
        PostFunction::AddComment { text, audience } => add_comment(cx, old, text, *audience, about),
        PostFunction::CreateTask(task) => create_task(cx, old, (effect, next), task, about),
        PostFunction::TransitParent { status } => transit_parent(cx, old, (effect, next), status, about),
        PostFunction::RunScript(_) | PostFunction::CallWebhook { .. } | PostFunction::Notify { .. } => {
            let why = msg!("effect.not_here", function = effect.function.word());
            Err(Rejection::Conflict(why).into())
        }
    }
}

fn update_field(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    effect: &Effect,
    update: &UpdateField,
    about: About,
) -> Result<Outcome, Error> {
    let plan = cx.plan_of(&old.ticket)?;
    let moment = Moment {
        ticket: &old.ticket,
        actor: &effect.actor,
        at: cx.now,
        attributes: &BTreeMap::new(),
        custom: &plan.fields,
    };
    let patch = update.patch(&moment).map_err(|why| Rejection::invalid(update.field.name(), why))?;
    let patch = super::spell_people(cx, patch)?;
    let (new, changes) = domain::ticket::edit(&old.ticket, patch, &plan.fields)?;
    let kind = if changes.is_empty() { Kind::Ran } else { Kind::Edited };
    let step = step::Step { about, ..step::Step::of(kind, changes) };
    Ok(Outcome { locked: step::take(cx, old, new, step)?, skipped: None })
}

fn add_comment(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    text: &str,
    audience: Audience,
    about: About,
) -> Result<Outcome, Error> {
    let note = comment::check("text", text)?;
    let at = cx.now.max(old.ticket.updated);
    let comment = comment::write(cx, old.ticket.id, &note, audience, at)?;
    let about = About { comment: Some(comment.id.0), audience, ..about };
    Ok(Outcome { locked: step::tell(cx, old, Kind::Ran, about, note)?, skipped: None })
}

/// The ticket that is to be made, a part of `parent`.
fn task_of(task: &CreateTask, parent: &Ticket) -> create::Command {
    let text = |given: &str, other: &str| if given.is_empty() { other } else { given }.to_owned();
    let named = |key: &str| Some(key.to_owned()).filter(|key| !key.is_empty());
    let mut fields: Patch = [
        (Field::Title, task.title.clone().into()),
        (Field::Content, text(&task.content, &task.title).into()),
        (Field::Category, text(&task.category, &parent.category).into()),
    ]
    .into();
    if let Some(assignee) = named(&task.assignee) {
        fields.insert(Field::Assignee, assignee.into());
    }
    create::Command {
        project: Some(text(&task.project, &parent.project)),
        kind: named(&task.issue_type),
        fields,
    }
}

/// What post functions will do to a ticket, with those seen to fail that make or move other tickets as these are now.
pub(super) fn foresee(
    cx: &mut Cx<'_, '_>,
    functions: &[PostFunction],
    moment: &Moment<'_>,
) -> Result<Vec<Foreseen>, Error> {
    let mut foreseen = post_function::foresee(functions, moment);
    let system = Principal::system(cx.actor.team, "system");
    let now = cx.now;
    for (function, one) in functions.iter().zip(&mut foreseen) {
        let mut cx = cx.on_behalf(&system, now);
        let done = match function {
            PostFunction::CreateTask(task) => create::rehearse(&mut cx, &task_of(task, moment.ticket)),
            PostFunction::TransitParent { status } => parent_moves(&mut cx, moment.ticket, status),
            _ => Ok(()),
        };
        match done {
            Ok(()) => {}
            Err(Error::Rejected(why)) => one.changes = Err(why),
            Err(error) => return Err(error),
        }
    }
    Ok(foreseen)
}

/// Refuses where the ticket has no parent that could come into the status from where it is.
fn parent_moves(cx: &mut Cx<'_, '_>, ticket: &Ticket, status: &str) -> Result<(), Error> {
    let parent = store::link::parent(cx.tx, ticket.team, ticket.id)?;
    let parent = parent.ok_or_else(|| Rejection::Conflict(msg!("effect.no_parent")))?;
    let Some(parent) = store::ticket::get(cx.tx, ticket.team, parent)? else { return Ok(()) };
    let plan = cx.plan_of(&parent)?;
    plan.workflow(&parent.kind)?.ways(&parent.status, status, None)?;
    Ok(())
}

/// Makes a ticket of whoever took the step, as a part of this one.
fn create_task(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    (effect, cause): (&Effect, Cause),
    task: &CreateTask,
    about: About,
) -> Result<Outcome, Error> {
    let (team, parent) = (cx.actor.team, old.ticket.id);
    family::may_join(cx, None, parent, &[])?;
    let command = task_of(task, &old.ticket);
    let creator = store::account::by_name(cx.tx, team, &effect.actor)?;
    let start = create::Start {
        creator: creator.map(|account| (account.name, account.uuid)),
        cause,
        ..create::Start::default()
    };
    let at = cx.now.max(old.ticket.updated);
    let system = cx.actor;
    let mut cx = cx.on_behalf(system, at);
    let made = create::begin(&mut cx, &command, start)?;
    let id = LinkId(number::take(cx.tx, number::Source::Link)?);
    let author = cx.actor.username.clone();
    store::link::insert(cx.tx, team, id, parent, (LinkKind::ParentOf, made.id), &author, at)?;
    store::link::insert(cx.tx, team, id, made.id, (LinkKind::ChildOf, parent), &author, at)?;
    let address = Address::parse(&made.id.to_string());
    let child = super::lock(&mut cx, &address, Permission::ViewTickets, Deleted::Hidden)?;
    let link = |kind: LinkKind, other: TicketId| Some((kind.word().to_owned(), other.0));
    let told = About { link: link(LinkKind::ChildOf, parent), ..About::default() };
    step::tell(&mut cx, child, Kind::Linked, told, String::new())?;
    let about = About { link: link(LinkKind::ParentOf, made.id), ..about };
    Ok(Outcome { locked: step::tell(&mut cx, old, Kind::Linked, about, String::new())?, skipped: None })
}

/// Moves the parent as whoever took the step could: where its condition does not let them, or no way leads there, the parent
/// stays and the ticket says why.
fn transit_parent(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    effect: (&Effect, Cause),
    status: &str,
    about: About,
) -> Result<Outcome, Error> {
    let team = cx.actor.team;
    let parent = match store::link::parent(cx.tx, team, old.ticket.id)? {
        Some(parent) => move_parent(cx, parent, effect, status)?,
        None => Some(msg!("effect.no_parent")),
    };
    skip(cx, old, about, parent)
}

/// Tells that it has ended, and why there was nothing to do, if so.
fn skip(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    about: About,
    skipped: Option<Message>,
) -> Result<Outcome, Error> {
    let failed = skipped.as_ref().map(|why| in_both(|lang| why.text(lang)));
    let locked = step::tell(cx, old, Kind::Ran, About { failed, ..about }, String::new())?;
    Ok(Outcome { locked, skipped })
}

/// Why the parent stays where it is, if it does.
fn move_parent(
    cx: &mut Cx<'_, '_>,
    parent: TicketId,
    (effect, cause): (&Effect, Cause),
    status: &str,
) -> Result<Option<Message>, Error> {
    let refused = |why: &Rejection| msg!("effect.parent_stays").listing("why", vec![said(why)]);
    let address = Address::parse(&parent.to_string());
    let locked = super::lock(cx, &address, Permission::ViewTickets, Deleted::Hidden)?;
    let plan = cx.plan_of(&locked.ticket)?;
    let ways = match plan.workflow(&locked.ticket.kind)?.ways(&locked.ticket.status, status, None) {
        Ok(ways) => ways,
        Err(why) => return Ok(Some(refused(&why))),
    };
    let actor = match identity::local(cx.tx, &effect.actor) {
        Ok(actor) => actor,
        Err(Error::Rejected(_)) => None,
        Err(error) => return Err(error),
    };
    let now = cx.now;
    let system = cx.actor;
    let mut theirs = cx.on_behalf(actor.as_ref().unwrap_or(system), now);
    let chosen = match transition::choose(&mut theirs, &locked.ticket, &ways) {
        Ok(chosen) => chosen,
        Err(Error::Rejected(why)) => return Ok(Some(refused(&why))),
        Err(error) => return Err(error),
    };
    let Some(way) = chosen else { return Ok(None) };
    if way.approval.is_some() {
        if actor.is_none() {
            return Ok(Some(msg!("approval.requester_gone", who = effect.actor)));
        }
        let way = domain::workflow::Step::Take(way);
        return match transition::take(&mut theirs, locked, &way, transition::Answer::default()) {
            Ok(_) => Ok(None),
            Err(Error::Rejected(why)) => Ok(Some(refused(&why))),
            Err(error) => Err(error),
        };
    }
    transition::take_by_itself(cx, locked, way, cause)?;
    Ok(None)
}

fn said(why: &Rejection) -> Message {
    msg!("effect.why").naming("why", &in_both(|lang| why.text(lang)))
}

/// A sentence in both languages, to be kept.
pub(super) fn in_both(text: impl Fn(Lang) -> String) -> Names {
    Names { zh: text(Lang::Zh), en: text(Lang::En) }
}
