//! Changing a ticket's status: the only way, for every surface.

use super::{Address, Check, Deleted, comment, read, step};
use crate::{Comment, Cx, Error};
use domain::{
    Rejection,
    field::Definition,
    history::{Audience, Change, Kind},
    identity::{Context, Permission},
    ticket::{Field, Patch, Ticket},
    workflow::{Step, Transition},
};

/// What is wished.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The status wanted.
    pub status: String,
    /// One transition, by id or name, where several lead there.
    pub transition: Option<String>,
    /// What is said with it; becomes a comment.
    pub note: String,
    /// Fields changed with it.
    pub fields: Patch,
}

/// Takes the transition. For the status that the ticket has already nothing is changed; the note is still kept.
///
/// Fields that the transition does not ask for need the right to edit, as anywhere.
pub fn run(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    command: &Command,
    check: Check<'_>,
) -> Result<read::Detail, Error> {
    let asked = super::ask_lock(cx, address)?;
    let rest = read::Rest::ask(cx, address.id()?)?;
    let old = asked.locked(cx, address, Permission::TransitTasks, Deleted::Hidden)?;
    check(old.ticket.version)?;
    let plan = cx.plan_of(&old.ticket)?;
    let taken = plan.workflow(&old.ticket.kind)?.step(
        &old.ticket.status,
        &command.status,
        command.transition.as_deref(),
    )?;

    let wishes = match taken {
        Step::Stay => Patch::new(),
        Step::Take(_) => command.fields.clone(),
    };
    let (ticket, said) = take(cx, old, &taken, wishes, &command.note)?;
    let mut detail = rest.detail(cx, ticket)?;
    detail.comments.extend(said);
    Ok(detail)
}

/// Takes one step: along the workflow or not, with fields changed and a word said beside it, which becomes a comment. What
/// changes nothing and says nothing leaves no step.
pub(crate) fn take(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    taken: &Step<'_>,
    wishes: Patch,
    note: &str,
) -> Result<(Ticket, Option<Comment>), Error> {
    let asked = |field: &Field| matches!(taken, Step::Take(transition) if transition.asks_for(&field.name()));
    if wishes.keys().any(|field| !asked(field)) {
        cx.actor.check(Permission::EditTickets, &old.ticket)?;
    }
    let plan = cx.plan_of(&old.ticket)?;
    let wishes = super::spell_people(cx, wishes)?;
    let (new, mut step) = decide(&old.ticket, taken, wishes, &plan.fields)?;
    let note = comment::check("note", note)?;
    if note.is_empty() && step.changes.is_empty() {
        return Ok((old.ticket, None));
    }
    let mut said = None;
    if !note.is_empty() {
        let at = cx.now.max(old.ticket.updated);
        let comment = comment::write(cx, old.ticket.id, &note, Audience::Everyone, at)?;
        step.about.comment = Some(comment.id.0);
        said = Some(comment);
    }
    step.note = note;
    Ok((step::take(cx, old, new, step)?.ticket, said))
}

/// What a step along the workflow, with these wishes beside it, makes of a ticket, and what is told of it.
pub(crate) fn decide(
    old: &Ticket,
    taken: &Step<'_>,
    wishes: Patch,
    custom: &[Definition],
) -> Result<(Ticket, step::Step), Rejection> {
    let (mut new, changes) = if wishes.is_empty() {
        (old.clone(), Vec::new())
    } else {
        domain::ticket::edit(old, wishes, custom)?
    };
    let kind = if changes.is_empty() { Kind::Commented } else { Kind::Edited };
    let mut step = step::Step::of(kind, changes);
    if let Step::Take(transition) = taken {
        let missing = transition.missing(|name| Field::parse(name).is_none_or(|f| new.get(&f).is_empty()));
        if !missing.is_empty() {
            return Err(Rejection::Invalid(missing));
        }
        let to = transition.to.clone();
        step.changes.insert(0, Change::new(&Field::Status, old.status.clone().into(), to.clone().into()));
        step.about.transition = Some(transition.uuid.clone());
        step.kind = Kind::Transitioned;
        new.status = to;
    }
    Ok((new, step))
}

/// A transition that starts at a ticket's status, and whether the actor may take it.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The transition.
    pub transition: Transition,
    /// Why not, if not.
    pub refusal: Option<Rejection>,
}

/// The transitions that start at a ticket's status.
pub fn offers(cx: &mut Cx<'_, '_>, address: &Address) -> Result<(Ticket, Vec<Offer>), Error> {
    let ticket = super::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let plan = cx.plan_of(&ticket)?;
    let context = Context { project: Some(&ticket.project), relation: ticket.relation(&cx.actor.username) };
    let refusal = cx.actor.allow(Permission::TransitTasks, context).err();
    let offers = plan
        .workflow(&ticket.kind)?
        .from(&ticket.status)
        .map(|transition| Offer { transition: transition.clone(), refusal: refusal.clone() })
        .collect();
    Ok((ticket, offers))
}
