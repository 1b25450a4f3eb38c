//! Consent: a transition that takes it is asked for, voted on by those whom it names, and taken in the name of who asked in
//! the very transaction of the vote that decides.
//!
//! The rules of a round are `domain::workflow::approval`'s. Every act is a step of the ticket's history.

use super::{
    Address, Check, Deleted, comment, effect, facts, step,
    transition::{Answer, Taken, choose, commit, prepare},
};
use crate::{Cx, Error, identity, notices, projects};
use domain::{
    At, Rejection, Thing, Value,
    history::{self, About, Consent, Kind},
    identity::{Access, Permission, Principal},
    msg,
    ticket::Ticket,
    workflow::{
        Step, Transition, Workflow,
        approval::{self as rules, Act, Decision, Round},
    },
};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
pub use store::approval::{Approval, Seat, State};
use store::number;

/// What is done to a request.
#[derive(Debug, Clone)]
pub struct Command {
    /// What.
    pub act: Act,
    /// What is said with it.
    pub note: String,
}

/// A request for consent, with what is needed to tell of it.
#[derive(Debug, Clone)]
pub struct Told {
    /// The request.
    pub approval: Approval,
    /// The transition that is asked for; nothing once the workflow lacks it.
    pub transition: Option<Transition>,
    /// What the requester says with the step.
    pub note: String,
    /// The fields that the step sets, as it was asked for, by name.
    pub fields: BTreeMap<String, Value>,
    /// The ticket's key.
    pub key: String,
}

/// Asks for consent to a step that is ready otherwise.
pub(super) fn open(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    transition: &Transition,
    asked: &rules::Approval,
    answer: &Answer,
) -> Result<Taken, Error> {
    let team = cx.actor.team;
    if let Some(open) = store::approval::open(cx.tx, team, old.ticket.id)? {
        let waits = open.round().waits_for().join(", ");
        return Err(Rejection::Conflict(msg!("approval.open_already", id = open.id, who = waits)).into());
    }
    let posts = cx.plan_of(&old.ticket)?.posts(&old.ticket);
    let people = facts::people(cx, &old.ticket.project, &asked.approvers, &posts)?;
    let persons: Vec<_> = people.iter().map(facts::Known::person).collect();
    let round = asked.open(&cx.actor.username, &persons, &posts)?;
    let seat = |place| Seat { place, note: String::new(), voted: None };
    let approval = Approval {
        id: number::take(cx.tx, number::Source::Approval)?,
        ticket: old.ticket.id,
        transition: transition.uuid.clone(),
        status: old.ticket.status.clone(),
        requester: round.requester,
        rule: round.rule,
        order: round.order,
        answer: answer.write(transition)?,
        state: State::Open,
        why: None,
        reminded: None,
        created: cx.now.max(old.ticket.updated),
        ended: None,
        seats: round.places.into_iter().map(seat).collect(),
    };
    store::approval::insert(cx.tx, team, &approval)?;
    let mut about = about(&approval, history::Act::Asked, None);
    if let Some(consent) = &mut about.approval {
        consent.asked = Some(history::Asked {
            status: approval.status.clone(),
            rule: approval.rule,
            order: approval.order,
            approvers: approval.seats.iter().map(|seat| seat.place.approver.clone()).collect(),
            answer: answer_hash(&approval.answer),
        });
    }
    let locked = step::tell(cx, old, Kind::Approval, about, String::new())?;
    let asked = (history::Act::Asked, None);
    notices::waited_for(cx, (&locked.ticket, &approval), &[], asked, (&answer.note, ""))?;
    Ok(Taken { locked, said: None, approval: Some(approval) })
}

/// SHA-256 of what was answered, in hexadecimal: what history tells of it.
pub(crate) fn answer_hash(answer: &str) -> String {
    store::hex(&Sha256::digest(answer))
}

fn about(approval: &Approval, act: history::Act, who: Option<&str>) -> About {
    let consent = Consent { id: approval.id, act, who: who.map(str::to_owned), of: None, asked: None };
    About { approval: Some(consent), transition: Some(approval.transition.clone()), ..About::default() }
}

/// The requests of a ticket, newest first.
pub fn list(cx: &mut Cx<'_, '_>, address: &Address) -> Result<(Ticket, Vec<Told>), Error> {
    let ticket = super::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let found = store::approval::list(cx.tx, cx.actor.team, ticket.id)?;
    let plan = cx.plan_of(&ticket)?;
    let workflow = plan.workflow(&ticket.kind)?;
    let told = found.into_iter().map(|approval| told(approval, &ticket, workflow));
    Ok((ticket.clone(), told.collect::<Result<_, _>>()?))
}

pub(super) fn told(approval: Approval, ticket: &Ticket, workflow: &Workflow) -> Result<Told, Error> {
    let answer = Answer::read(&approval.answer)?;
    Ok(Told {
        transition: workflow.transition(&approval.transition).cloned(),
        note: answer.note,
        fields: answer.fields.into_iter().map(|(field, value)| (field.name(), value)).collect(),
        key: ticket.key().to_string(),
        approval,
    })
}

/// The requests that wait for the actor now, oldest first.
pub fn mine(cx: &mut Cx<'_, '_>) -> Result<Vec<Told>, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let team = cx.actor.team;
    let mut mine = Vec::new();
    for approval in store::approval::of_approver(cx.tx, team, &cx.actor.username)? {
        let waited_for = approval.round().waits_for().contains(&cx.actor.username.as_str());
        let ticket = store::ticket::get(cx.tx, team, approval.ticket)?.filter(|t| t.deleted.is_none());
        if let Some(ticket) = ticket.filter(|ticket| waited_for && ticket.status == approval.status) {
            let plan = cx.plan_of(&ticket)?;
            mine.push(told(approval, &ticket, plan.workflow(&ticket.kind)?)?);
        }
    }
    Ok(mine)
}

/// Ends what is open about a ticket that leaves the status `old`; what history tells of it, where something was.
pub(super) fn overtake(cx: &mut Cx<'_, '_>, old: &str, ticket: &Ticket) -> Result<Option<Consent>, Error> {
    let plan = cx.plan_of(ticket)?;
    if !plan.workflow(&ticket.kind)?.from(old).any(|transition| transition.approval.is_some()) {
        return Ok(None);
    }
    let ended = store::approval::overtake(cx.tx, ticket.team, ticket.id, ticket.updated)?;
    Ok(ended.map(|id| Consent { id, act: history::Act::Overtaken, who: None, of: None, asked: None }))
}

/// Does something to a request. The vote that decides takes the step, as who asked for it: if that cannot be done any more,
/// the request ends as failed and says why.
pub fn act(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    id: i64,
    command: &Command,
    check: Check<'_>,
) -> Result<(Ticket, Told), Error> {
    cx.actor.require(Access::User, Permission::TransitTasks)?;
    let old = super::lock(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    check(old.ticket.version)?;
    let note = comment::check("note", &command.note)?;
    let found = store::approval::get(cx.tx, cx.actor.team, old.ticket.id, id)?;
    let before = found.ok_or_else(|| Rejection::not_found(Thing::Approval, id))?;
    // A workflow that has been redrawn since does not end what was open at its old statuses.
    let gone = before.state == State::Overtaken || before.status != old.ticket.status;
    if gone && matches!(before.state, State::Open | State::Overtaken) {
        let why = msg!("approval.overtaken", status = old.ticket.status);
        return Err(Rejection::Conflict(why).into());
    }
    let (act, done) = named(cx, &old.ticket, &command.act)?;
    let at = cx.now.max(old.ticket.updated);
    let round = before.round().act(&cx.actor.username, &act, at)?;
    let (locked, approval) = settle(cx, old, &before, &round, &done, &note)?;
    let plan = cx.plan_of(&locked.ticket)?;
    let told = told(approval, &locked.ticket, plan.workflow(&locked.ticket.kind)?)?;
    Ok((locked.ticket, told))
}

/// Waits no longer for the vote of somebody who cannot act; in the name of the system. Where the others are too few to decide,
/// their place stays for somebody who manages the project to hand over.
pub(super) fn count_out(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    id: i64,
    username: &str,
) -> Result<(), Error> {
    let old = match super::lock(cx, address, Permission::ViewTickets, Deleted::Hidden) {
        Ok(old) => old,
        Err(Error::Rejected(Rejection::NotFound(..))) => return Ok(()),
        Err(error) => return Err(error),
    };
    let Some(before) = store::approval::get(cx.tx, cx.actor.team, old.ticket.id, id)? else { return Ok(()) };
    if before.state != State::Open || before.status != old.ticket.status || can_act(cx, username)? {
        return Ok(());
    }
    // Another node may have been faster, or they may have voted before.
    let Ok(round) = before.round().without(username) else { return Ok(()) };
    let done = Done { act: history::Act::CountedOut, who: Some(username.to_owned()), of: None };
    settle(cx, old, &before, &round, &done, "")?;
    Ok(())
}

/// Whether somebody is let in and may take part in anything.
pub(super) fn can_act(cx: &mut Cx<'_, '_>, username: &str) -> Result<bool, Error> {
    let known = store::account::by_name(cx.tx, cx.actor.team, username)?;
    Ok(known.is_some_and(|account| !account.disabled && account.access > Access::Unregistered))
}

/// What was done to a request, as history tells it.
struct Done {
    act: history::Act,
    who: Option<String>,
    of: Option<String>,
}

/// Writes what a request has become by what was done, and takes the step where that decides it.
fn settle(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    before: &Approval,
    round: &Round,
    done: &Done,
    note: &str,
) -> Result<(step::Locked, Approval), Error> {
    let at = cx.now.max(old.ticket.updated);
    let (mut approval, gone) = seated(before, round, note, at);
    let mut about_it = about(before, done.act, done.who.as_deref());
    if let Some(consent) = &mut about_it.approval {
        consent.of.clone_from(&done.of);
    }
    let locked = step::tell(cx, old, Kind::Approval, about_it, note.to_owned())?;
    let (state, ready) = match round.decision() {
        Decision::Open => (State::Open, None),
        Decision::Refused => (State::Refused, None),
        Decision::Withdrawn => (State::Withdrawn, None),
        Decision::Granted => match granted(cx, &locked.ticket, before) {
            Ok(prepared) => (State::Granted, Some(prepared)),
            Err(Error::Rejected(why)) => {
                approval.why = Some(effect::in_both(|lang| why.text(lang)));
                (State::Failed, None)
            }
            Err(error) => return Err(error),
        },
    };
    approval.state = state;
    approval.ended = (state != State::Open).then_some(at);
    store::approval::update(cx.tx, cx.actor.team, &approval, &gone)?;
    let waited = before.round().waits_for().into_iter().map(str::to_owned).collect::<Vec<_>>();
    let (said, act) = (Answer::read(&before.answer)?.note, (done.act, done.who.as_deref()));
    notices::waited_for(cx, (&locked.ticket, &approval), &waited, act, (&said, note))?;
    notices::decided(cx, &locked.ticket, &approval, note)?;
    let locked = match (state, ready) {
        (_, Some(granted)) => granted.take(cx, locked, &approval)?,
        (State::Failed, None) => {
            let failed = approval.why.clone();
            let about = About { failed, ..about(&approval, history::Act::Failed, None) };
            step::tell(cx, locked, Kind::Approval, about, String::new())?
        }
        (_, None) => locked,
    };
    Ok((locked, approval))
}

/// The act with people in it as their accounts spell them, and what history tells of it.
fn named(cx: &mut Cx<'_, '_>, ticket: &Ticket, act: &Act) -> Result<(Act, Done), Error> {
    let alone = |told| (act.clone(), Done { act: told, who: None, of: None });
    Ok(match act {
        Act::Vote(rules::Vote::Consent) => alone(history::Act::Consented),
        Act::Vote(rules::Vote::Refuse) => alone(history::Act::Refused),
        Act::Withdraw => alone(history::Act::Withdrew),
        Act::Remind => alone(history::Act::Reminded),
        Act::HandOver { of, to } => {
            let of = somebody_else(cx, ticket, "of", of)?;
            let to = somebody(cx, "to", to)?;
            let done = Done { act: history::Act::HandedOver, who: Some(to.clone()), of: of.clone() };
            (Act::HandOver { of: of.unwrap_or_default(), to }, done)
        }
        Act::Add { who } => {
            let who = somebody(cx, "who", who)?;
            let done = Done { act: history::Act::Added, who: Some(who.clone()), of: None };
            (Act::Add { who }, done)
        }
        Act::Remove { who } => {
            let who = somebody_else(cx, ticket, "who", who)?;
            let who = who.ok_or_else(|| Rejection::Conflict(msg!("approval.own_place")))?;
            let done = Done { act: history::Act::Removed, who: Some(who.clone()), of: None };
            (Act::Remove { who }, done)
        }
    })
}

/// The user name of somebody else than the actor, for whom the actor may act: who manages the project may for those who
/// cannot themselves. Nothing where it is nobody else.
fn somebody_else(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    field: &str,
    named: &str,
) -> Result<Option<String>, Error> {
    let name = super::spelling(cx, named)?;
    if name.is_empty() || name == cx.actor.username {
        return Ok(None);
    }
    projects::manage(cx, &ticket.project)?;
    if can_act(cx, &name)? {
        return Err(Rejection::invalid(field, msg!("approval.can_act", who = name)).into());
    }
    Ok(Some(name))
}

/// The user name of somebody who can be asked.
fn somebody(cx: &mut Cx<'_, '_>, field: &str, named: &str) -> Result<String, Error> {
    if named.trim().is_empty() {
        return Err(Rejection::invalid(field, msg!("text.blank")).into());
    }
    let name = super::spelling(cx, named)?;
    if !can_act(cx, &name)? {
        return Err(Rejection::invalid(field, msg!("value.unknown", value = named.trim())).into());
    }
    Ok(name)
}

/// The request with the places of the round after an act, and who has given theirs away.
fn seated(before: &Approval, round: &Round, note: &str, at: At) -> (Approval, Vec<String>) {
    let seats: Vec<Seat> = round
        .places
        .iter()
        .map(|place| {
            let old = before.seats.iter().find(|seat| seat.place.approver == place.approver);
            match old {
                Some(old) if old.place.vote == place.vote => Seat { place: place.clone(), ..old.clone() },
                _ if place.vote.is_some() => {
                    Seat { place: place.clone(), note: note.to_owned(), voted: Some(at) }
                }
                _ => Seat { place: place.clone(), note: String::new(), voted: None },
            }
        })
        .collect();
    let still = |name: &String| seats.iter().any(|seat| seat.place.approver == *name);
    let names = before.seats.iter().map(|seat| seat.place.approver.clone());
    let gone = names.filter(|name| !still(name)).collect();
    (Approval { seats, reminded: round.reminded, ..before.clone() }, gone)
}

/// The step as who asked for it may take it now, with what they have answered then.
fn granted(cx: &mut Cx<'_, '_>, ticket: &Ticket, approval: &Approval) -> Result<GrantedStep, Error> {
    let gone = || Rejection::Conflict(msg!("approval.requester_gone", who = approval.requester));
    let requester = match identity::local(cx.tx, &approval.requester) {
        Ok(Some(requester)) => requester,
        Ok(None) | Err(Error::Rejected(_)) => return Err(gone().into()),
        Err(error) => return Err(error),
    };
    let plan = cx.plan_of(ticket)?;
    let found = plan.workflow(&ticket.kind)?.transition(&approval.transition);
    let missing = || Rejection::Conflict(msg!("approval.no_transition"));
    let transition = found.filter(|t| t.starts_at(&ticket.status)).ok_or_else(missing)?.clone();
    if !Answer::is_for(&approval.answer, &transition)? {
        return Err(Rejection::Conflict(msg!("approval.redrawn")).into());
    }
    let now = cx.now;
    let mut theirs = cx.on_behalf(&requester, now);
    theirs.actor.check(Permission::TransitTasks, ticket)?;
    choose(&mut theirs, ticket, &[&transition])?;
    let answer = Answer::read(&approval.answer)?;
    prepare(&mut theirs, ticket, &Step::Take(&transition), answer.clone())?;
    Ok(GrantedStep { requester, transition, answer })
}

/// A step that consent was given to, and that nothing stands in the way of.
struct GrantedStep {
    requester: Principal,
    transition: Transition,
    answer: Answer,
}

impl GrantedStep {
    fn take(
        self,
        cx: &mut Cx<'_, '_>,
        locked: step::Locked,
        approval: &Approval,
    ) -> Result<step::Locked, Error> {
        let now = cx.now;
        let mut theirs = cx.on_behalf(&self.requester, now);
        let way = Step::Take(&self.transition);
        let mut ready = prepare(&mut theirs, &locked.ticket, &way, self.answer)?;
        let consent = Consent { id: approval.id, act: history::Act::Taken, who: None, of: None, asked: None };
        ready.step.about.approval = Some(consent);
        Ok(commit(&mut theirs, locked, ready)?.locked)
    }
}
