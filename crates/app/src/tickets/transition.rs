//! Changing a ticket's status: the only way, for every surface, for the system's own steps and for those that took consent.
//!
//! Who asks for a status gets the first of its ways that they may take. [`prepare`] checks everything and writes nothing;
//! [`commit`] writes and refuses nothing: so what waits for consent is checked twice and written once.

use super::{
    Address, Check, Deleted, approval, comment, effect,
    facts::{Judge, Telling},
    read, step, trigger, worklog,
};
use crate::{Comment, Cx, Error};
use domain::{
    Rejection, Value,
    field::Definition,
    history::{About, Audience, Change, Kind},
    id::AttachmentId,
    identity::Permission,
    msg,
    ticket::{Field, Patch, Ticket},
    workflow::{Step, Transition, Workflow, cause::Cause, screen::Asked},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::approval::Approval;

/// What is wished.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The status wanted; empty where the transition says it.
    pub status: String,
    /// One transition, by id or name, where several lead there.
    pub transition: Option<String>,
    /// What is said with it; becomes a comment.
    pub note: String,
    /// Fields changed with it.
    pub fields: Patch,
    /// Hours written down with it.
    pub worklog: Option<worklog::Wish>,
    /// Attachments of the ticket that answer a transition which asks for files.
    pub files: Vec<AttachmentId>,
}

/// What is answered to a transition's screen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub(crate) fields: Patch,
    pub(crate) note: String,
    pub(crate) worklog: Option<worklog::Wish>,
    pub(crate) files: Vec<AttachmentId>,
}

impl Command {
    pub(super) fn answer(&self) -> Answer {
        Answer {
            fields: self.fields.clone(),
            note: self.note.clone(),
            worklog: self.worklog.clone(),
            files: self.files.clone(),
        }
    }

    /// The ways to what is wished; none where the ticket is there already.
    pub(super) fn ways<'w>(
        &self,
        workflow: &'w Workflow,
        now: &str,
    ) -> Result<Vec<&'w Transition>, Rejection> {
        let named = self.transition.as_deref();
        let known = named.filter(|_| self.status.is_empty()).and_then(|name| workflow.transition(name));
        workflow.ways(now, known.map_or(&self.status, |transition| &transition.to), named)
    }
}

/// An answer as it waits for consent.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// As [`way_of`]: what was consented to.
    way: String,
    fields: BTreeMap<String, Value>,
    note: String,
    worklog: Option<worklog::Wish>,
    files: Vec<i64>,
}

/// Where a transition leads and whose consent it takes, as text: whoever consents does so to exactly that.
fn way_of(transition: &Transition) -> Result<String, Error> {
    serde_json::to_string(&(&transition.to, &transition.approval))
        .map_err(|_not_json| Error::Broken("a transition does not become JSON"))
}

impl Answer {
    /// It as text, to be read with [`Answer::read`] for the transition that it answers.
    pub(super) fn write(&self, transition: &Transition) -> Result<String, Error> {
        let kept = Kept {
            way: way_of(transition)?,
            fields: self.fields.iter().map(|(field, value)| (field.name(), value.clone())).collect(),
            note: self.note.clone(),
            worklog: self.worklog.clone(),
            files: self.files.iter().map(|file| file.0).collect(),
        };
        serde_json::to_string(&kept).map_err(|_not_json| Error::Broken("an answer does not become JSON"))
    }

    /// Whether what [`Answer::write`] wrote was written for the transition as it is.
    pub(super) fn is_for(text: &str, transition: &Transition) -> Result<bool, Error> {
        Ok(Self::kept(text)?.way == way_of(transition)?)
    }

    fn kept(text: &str) -> Result<Kept, Error> {
        serde_json::from_str(text)
            .map_err(|_not_ours| Error::Broken("an answer that waits for consent does not read"))
    }

    /// What [`Answer::write`] wrote.
    pub(super) fn read(text: &str) -> Result<Self, Error> {
        let kept = Self::kept(text)?;
        let field = |(name, value): (String, Value)| Field::parse(&name).map(|field| (field, value));
        Ok(Self {
            fields: kept.fields.into_iter().filter_map(field).collect(),
            note: kept.note,
            worklog: kept.worklog,
            files: kept.files.into_iter().map(AttachmentId).collect(),
        })
    }
}

/// What came of a step that was asked for.
pub(crate) struct Taken {
    /// The ticket after it.
    pub(crate) locked: step::Locked,
    /// The comment that was made with it.
    pub(crate) said: Option<Comment>,
    /// The request for consent that was opened instead.
    pub(crate) approval: Option<Approval>,
}

/// Takes the transition. For the status that the ticket has already the workflow is not asked: fields are changed as by an edit,
/// the note is kept. Where the
/// transition takes consent, that is asked for, and the ticket stays where it is.
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
    let ways = command.ways(plan.workflow(&old.ticket.kind)?, &old.ticket.status)?;
    let way = choose(cx, &old.ticket, &ways)?.map_or(Step::Stay, Step::Take);
    let taken = take(cx, old, &way, command.answer())?;
    let mut detail = rest.detail(cx, taken.locked.ticket)?;
    detail.comments.extend(taken.said);
    if let Some(opened) = taken.approval {
        let workflow = plan.workflow(&detail.ticket.kind)?;
        detail.approval = Some(approval::told(opened, &detail.ticket, workflow)?);
    }
    Ok(detail)
}

/// The first of the ways whose condition lets the actor through; `None` where there is none to choose from. Where none lets
/// them through, why the first does not.
pub(crate) fn choose<'w>(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    ways: &[&'w Transition],
) -> Result<Option<&'w Transition>, Error> {
    let (mut judge, mut refused) = (Judge::new(ticket, Telling::Refusals), None);
    for way in ways {
        let Some(condition) = &way.condition else { return Ok(Some(way)) };
        let explanation = judge.explain(cx, condition)?;
        if explanation.holds() {
            return Ok(Some(way));
        }
        refused.get_or_insert(explanation);
    }
    refused.map_or(Ok(None), |explanation| Err(Rejection::Unmet(explanation).into()))
}

/// Takes one step: along the workflow or not, with what is answered beside it; or asks for the consent that it takes. What
/// changes nothing and says nothing leaves no step. Whether the actor may take it at all is the caller's to know.
pub(crate) fn take(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    way: &Step<'_>,
    answer: Answer,
) -> Result<Taken, Error> {
    if let Step::Take(transition) = way
        && let Some(asked) = &transition.approval
    {
        prepare(cx, &old.ticket, way, answer.clone())?;
        return approval::open(cx, old, transition, asked, &answer);
    }
    let ready = prepare(cx, &old.ticket, way, answer)?;
    commit(cx, old, ready)
}

/// A step that nothing stands in the way of.
pub(crate) struct Ready<'w> {
    way: Step<'w>,
    new: Ticket,
    pub(super) step: step::Step,
    worklog: Option<worklog::Wish>,
}

impl Ready<'_> {
    /// The ticket after it, and what would change at once.
    pub(super) fn outcome(self) -> (Ticket, Vec<Change>) {
        (self.new, self.step.changes)
    }
}

/// What a step will make of a ticket, with everything checked but the condition.
pub(crate) fn prepare<'w>(
    cx: &mut Cx<'_, '_>,
    old: &Ticket,
    way: &Step<'w>,
    answer: Answer,
) -> Result<Ready<'w>, Error> {
    let Answer { fields, mut note, worklog, files } = answer;
    let shown = |field: &Field| matches!(way, Step::Take(transition) if transition.asks_for(&field.name()));
    if fields.keys().any(|field| !shown(field)) {
        cx.actor.check(Permission::EditTickets, old)?;
    }
    let mut wishes = fields;
    if let Step::Take(transition) = way {
        wishes = transition.with_defaults(wishes);
        if note.trim().is_empty() {
            transition.default_comment().unwrap_or_default().clone_into(&mut note);
        }
    }
    let asked_for_a_word = matches!(way, Step::Take(transition) if transition.asks_for("tf-comment"));
    if !note.trim().is_empty() && !asked_for_a_word {
        cx.actor.check(Permission::Comment, old)?;
    }
    let note = comment::check("note", &note)?;
    let worklog = worklog.map(|wish| worklog::ready(cx, old, &wish)).transpose()?;
    for file in &files {
        let known = store::attachment::get(cx.tx, cx.actor.team, *file)?;
        if known.is_none_or(|known| known.ticket != old.id) {
            return Err(Rejection::invalid("attachments", msg!("value.unknown", value = file)).into());
        }
    }
    let plan = cx.plan_of(old)?;
    let wishes = super::spell_people(cx, wishes)?;
    let given = |asked: &Asked| match asked {
        Asked::Comment => !note.is_empty(),
        Asked::ManHour => worklog.is_some(),
        Asked::Files => !files.is_empty(),
        Asked::Field(_) => true,
    };
    let (new, mut step) = decide(old, way, wishes, &plan.fields, given)?;
    step.note = note;
    step.about.files = files.iter().map(|file| file.0).collect();
    Ok(Ready { way: way.clone(), new, step, worklog })
}

/// Writes a step that is ready, and what it brings about.
pub(crate) fn commit(cx: &mut Cx<'_, '_>, old: step::Locked, ready: Ready<'_>) -> Result<Taken, Error> {
    let Ready { way, new, mut step, worklog } = ready;
    if step.note.is_empty() && step.changes.is_empty() && worklog.is_none() {
        return Ok(Taken { locked: old, said: None, approval: None });
    }
    let (ticket, at) = (old.ticket.id, cx.now.max(old.ticket.updated));
    let mut said = None;
    if !step.note.is_empty() {
        let comment = comment::write(cx, ticket, &step.note, Audience::Everyone, at)?;
        step.about.comment = Some(comment.id.0);
        said = Some(comment);
    } else if step.changes.is_empty() {
        step.kind = Kind::Logged;
    }
    if let Some(wish) = worklog {
        let written = worklog::write(cx, ticket, &wish, at)?;
        step.about.worklog = Some(worklog::told(&written, &step.note));
    }
    let locked = match way {
        Step::Take(transition) => move_along(cx, old, new, step, transition)?,
        Step::Stay => step::take(cx, old, new, step)?,
    };
    Ok(Taken { locked, said, approval: None })
}

/// Writes a step along a transition. What goes on in several ways from here (other tickets, and the time in the new status)
/// shares what may come of it.
fn move_along(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    new: Ticket,
    mut step: step::Step,
    transition: &Transition,
) -> Result<step::Locked, Error> {
    let cause = step.cause;
    let others = transition.post_functions.iter().filter(|function| function.sets_off_more()).count();
    let waits = others > 0 && trigger::waits(cx, &new)?;
    let mut shares = cause.shared(others + usize::from(waits));
    if waits {
        step.cause = shares.next().unwrap_or(cause);
    }
    let locked = step::take(cx, old, new, step)?;
    effect::queue(cx, &locked.ticket, transition, cause, shares)?;
    Ok(locked)
}

/// Takes a transition in the name of the system: its condition and its consent aside. Where its screen requires what nobody
/// has said, the ticket is told so, and stays where it is.
pub(super) fn take_by_itself(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    transition: &Transition,
    cause: Cause,
) -> Result<step::Locked, Error> {
    match prepare(cx, &old.ticket, &Step::Take(transition), Answer::default()) {
        Ok(mut ready) => {
            ready.step.cause = cause;
            Ok(commit(cx, old, ready)?.locked)
        }
        Err(Error::Rejected(why)) => {
            let failed = Some(effect::in_both(|lang| why.text(lang)));
            let about = About { transition: Some(transition.uuid.clone()), failed, ..About::default() };
            let new = old.ticket.clone();
            let step = step::Step { cause, ..step::Step::told(Kind::Ran, about, String::new()) };
            step::take(cx, old, new, step)
        }
        Err(error) => Err(error),
    }
}

/// What a step along the workflow, with these wishes beside it, makes of a ticket, and what is told of it. `given` says what
/// of the screen that is no field is there.
pub(crate) fn decide(
    old: &Ticket,
    taken: &Step<'_>,
    wishes: Patch,
    custom: &[Definition],
    given: impl Fn(&Asked) -> bool,
) -> Result<(Ticket, step::Step), Rejection> {
    let (mut new, changes) = if wishes.is_empty() {
        (old.clone(), Vec::new())
    } else {
        domain::ticket::edit(old, wishes, custom)?
    };
    let kind = if changes.is_empty() { Kind::Commented } else { Kind::Edited };
    let mut step = step::Step::of(kind, changes);
    if let Step::Take(transition) = taken {
        let missing = transition.missing(|name| match Asked::parse(name) {
            Some(Asked::Field(field)) => new.get(&field).is_empty(),
            Some(asked) => !given(&asked),
            None => true,
        });
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
