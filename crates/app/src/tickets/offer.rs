//! What can be done with a ticket now, and what would come of it: explained leaf by leaf, changing nothing.

use super::{
    Address, Deleted, effect,
    facts::{self, Judge, Telling},
    transition::{Command, choose, prepare},
};
use crate::{Cx, Error};
use domain::{
    Message, Rejection,
    history::Change,
    identity::{Context, Permission},
    ticket::Ticket,
    workflow::{
        Step, Transition,
        expression::Explanation,
        post_function::{Foreseen, Moment},
    },
};
use std::collections::BTreeMap;

/// A transition that starts at a ticket's status, and whether the actor may take it.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The transition.
    pub transition: Transition,
    /// What its screen asks for, in the order of its entries, in words.
    pub labels: Vec<Message>,
    /// What became of its condition; nothing where it has none.
    pub explanation: Option<Explanation>,
    /// Whose consent it takes, in words.
    pub consent: Option<Message>,
    /// Why not, if not.
    pub refusal: Option<Rejection>,
}

/// The transitions that start at a ticket's status.
pub fn list(cx: &mut Cx<'_, '_>, address: &Address) -> Result<(Ticket, Vec<Offer>), Error> {
    let ticket = super::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let plan = cx.plan_of(&ticket)?;
    let context = Context { project: Some(&ticket.project), relation: ticket.relation(&cx.actor.username) };
    let denied = cx.actor.allow(Permission::TransitTasks, context).err();
    let mut judge = Judge::new(&ticket, Telling::Everything);
    let mut offers = Vec::new();
    for transition in plan.workflow(&ticket.kind)?.from(&ticket.status) {
        let explanation = match &transition.condition {
            Some(condition) => Some(judge.explain(cx, condition)?),
            None => None,
        };
        let unmet = || explanation.as_ref().and_then(|explanation| explanation.require().err());
        offers.push(Offer {
            refusal: denied.clone().or_else(unmet),
            labels: transition.fields.iter().map(|entry| entry.field.label(&plan.fields)).collect(),
            consent: consent(cx, transition)?,
            explanation,
            transition: transition.clone(),
        });
    }
    Ok((ticket, offers))
}

fn consent(cx: &mut Cx<'_, '_>, transition: &Transition) -> Result<Option<Message>, Error> {
    let Some(approval) = &transition.approval else { return Ok(None) };
    let called = facts::called(cx, &approval.approvers)?;
    Ok(Some(approval.said(&called)))
}

/// What would come of a step.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The transition that would be taken; nothing where the ticket is there already.
    pub transition: Option<Transition>,
    /// What became of its condition.
    pub explanation: Option<Explanation>,
    /// Why it would be refused; what is missing is named.
    pub refusal: Option<Rejection>,
    /// What would change at once.
    pub changes: Vec<Change>,
    /// Whose consent would be asked for first.
    pub consent: Option<Message>,
    /// Who would be asked, in order; their user names.
    pub approvers: Vec<String>,
    /// What its post functions would do after it.
    pub effects: Vec<Foreseen>,
}

/// Plays a step through and changes nothing.
pub fn preview(cx: &mut Cx<'_, '_>, address: &Address, command: &Command) -> Result<Preview, Error> {
    let ticket = super::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let plan = cx.plan_of(&ticket)?;
    let ways = command.ways(plan.workflow(&ticket.kind)?, &ticket.status)?;
    let chosen = choose(cx, &ticket, &ways);
    // Of what nobody lets them take, the first is told of: it is what the refusal is about.
    let way = match &chosen {
        Ok(chosen) => *chosen,
        Err(Error::Rejected(_)) => ways.first().copied(),
        Err(_) => None,
    };
    let mut refusal = match chosen {
        Ok(_) => cx.actor.check(Permission::TransitTasks, &ticket).err(),
        Err(Error::Rejected(why)) => Some(why),
        Err(error) => return Err(error),
    };
    let Some(transition) = way else {
        return Ok(Preview {
            transition: None,
            explanation: None,
            refusal,
            changes: Vec::new(),
            consent: None,
            approvers: Vec::new(),
            effects: Vec::new(),
        });
    };
    let explanation = match &transition.condition {
        Some(condition) => Some(Judge::new(&ticket, Telling::Everything).explain(cx, condition)?),
        None => None,
    };
    let mut changes = Vec::new();
    let mut after = ticket.clone();
    match prepare(cx, &ticket, &Step::Take(transition), command.answer()) {
        Ok(ready) => (after, changes) = ready.outcome(),
        Err(Error::Rejected(why)) => refusal = refusal.or(Some(why)),
        Err(error) => return Err(error),
    }
    let mut approvers = Vec::new();
    if let Some(approval) = &transition.approval {
        let posts = plan.posts(&ticket);
        let people = facts::people(cx, &ticket.project, &approval.approvers, &posts)?;
        let persons: Vec<_> = people.iter().map(facts::Known::person).collect();
        match approval.open(&cx.actor.username, &persons, &posts) {
            Ok(round) => approvers = round.places.into_iter().map(|place| place.approver).collect(),
            Err(why) => refusal = refusal.or(Some(why)),
        }
    }
    let moment = Moment {
        ticket: &after,
        actor: &cx.actor.username,
        at: cx.now,
        attributes: &BTreeMap::new(),
        custom: &plan.fields,
    };
    let effects = effect::foresee(cx, &transition.post_functions, &moment)?;
    let consent = consent(cx, transition)?;
    Ok(Preview {
        transition: Some(transition.clone()),
        explanation,
        refusal,
        changes,
        consent,
        approvers,
        effects,
    })
}
