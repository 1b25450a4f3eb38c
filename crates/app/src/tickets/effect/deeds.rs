//! What post functions do to tickets, in the transaction that ends their job; and what they will do, for a dry run.

use super::{in_both, run::Done};
use crate::{
    Cx, Error, identity, notices,
    tickets::{Address, Deleted, comment, create, family, step, transition},
};
use domain::{
    Message, Rejection,
    history::{About, Audience, Kind},
    id::{LinkId, TicketId},
    identity::{Permission, Principal},
    link::LinkKind,
    msg,
    ticket::{Field, Patch, Ticket},
    workflow::{
        cause::Cause,
        post_function::{self, CreateTask, Foreseen, Moment, PostFunction, UpdateField},
    },
};
use store::{effect::Effect, number};

pub(super) fn update_field(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    effect: &Effect,
    update: &UpdateField,
    about: About,
) -> Result<Done, Error> {
    let plan = cx.plan_of(&old.ticket)?;
    let moment = Moment {
        ticket: &old.ticket,
        actor: &effect.actor,
        at: cx.now,
        attributes: plan.attributes(&old.ticket.kind),
        custom: &plan.fields,
    };
    let patch = update.patch(&moment).map_err(|why| Rejection::invalid(update.field.name(), why))?;
    let patch = crate::tickets::spell_people(cx, patch)?;
    let (new, changes) = domain::ticket::edit(&old.ticket, patch, &plan.fields)?;
    let kind = if changes.is_empty() { Kind::Ran } else { Kind::Edited };
    let by = Some(effect.actor.clone());
    let step = step::Step { about, by, ..step::Step::of(kind, changes) };
    Ok(Done::Ended(Box::new(step::take(cx, old, new, step)?), None))
}

pub(super) fn add_comment(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    effect: &Effect,
    (text, audience): (&str, Audience),
    about: About,
) -> Result<Done, Error> {
    let note = comment::check("text", text)?;
    let at = cx.now.max(old.ticket.updated);
    let comment = comment::write(cx, old.ticket.id, &note, audience, at)?;
    let about = About { comment: Some(comment.id.0), audience, ..about };
    let (new, by) = (old.ticket.clone(), Some(effect.actor.clone()));
    let step = step::Step { by, ..step::Step::told(Kind::Ran, about, note) };
    Ok(Done::Ended(Box::new(step::take(cx, old, new, step)?), None))
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
pub(in crate::tickets) fn foresee(
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
            PostFunction::Notify { user_domains, .. } => {
                notices::whom(&mut cx, moment.ticket, user_domains, moment.actor).map(drop)
            }
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
pub(super) fn create_task(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    (effect, cause): (&Effect, Cause),
    task: &CreateTask,
    about: About,
) -> Result<Done, Error> {
    let (team, parent) = (cx.actor.team, old.ticket.id);
    family::may_join(cx, None, parent, &[])?;
    let command = task_of(task, &old.ticket);
    let creator = store::account::by_name(cx.tx, team, &effect.actor)?;
    let start = create::Start {
        creator: creator.map(|account| (account.name, account.uuid)),
        cause: Some(cause),
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
    let child = crate::tickets::lock(&mut cx, &address, Permission::ViewTickets, Deleted::Hidden)?;
    let link = |kind: LinkKind, other: TicketId| Some((kind.word().to_owned(), other.0));
    let told = About { link: link(LinkKind::ChildOf, parent), ..About::default() };
    step::tell(&mut cx, child, Kind::Linked, told, String::new())?;
    let about = About { link: link(LinkKind::ParentOf, made.id), ..about };
    Ok(Done::Ended(Box::new(step::tell(&mut cx, old, Kind::Linked, about, String::new())?), None))
}

/// Moves the parent as whoever took the step could: where its condition does not let them, or no way leads there, the parent
/// stays and the ticket says why.
pub(super) fn transit_parent(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    effect: (&Effect, Cause),
    status: &str,
    about: About,
) -> Result<Done, Error> {
    let team = cx.actor.team;
    let parent = match store::link::parent(cx.tx, team, old.ticket.id)? {
        Some(parent) => move_parent(cx, parent, effect, status)?,
        None => Some(msg!("effect.no_parent")),
    };
    skip(cx, old, about, parent)
}

/// Tells that it has ended, and why there was nothing to do, if so.
pub(super) fn skip(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    about: About,
    skipped: Option<Message>,
) -> Result<Done, Error> {
    let failed = skipped.as_ref().map(|why| in_both(|lang| why.text(lang)));
    let locked = step::tell(cx, old, Kind::Ran, About { failed, ..about }, String::new())?;
    Ok(Done::Ended(Box::new(locked), skipped))
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
    let locked = crate::tickets::lock(cx, &address, Permission::ViewTickets, Deleted::Hidden)?;
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

pub(super) fn said(why: &Rejection) -> Message {
    msg!("effect.why").naming("why", &in_both(|lang| why.text(lang)))
}
