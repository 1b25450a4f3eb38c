//! A request for consent: what steps have told of it, held against its row and the places of those who were asked.
//!
//! It is told from the steps alone, act by act: what may be done to a request is not asked again here, so that a rule which
//! is another today never makes a story of yesterday wrong. Only what votes come to is the rules' to say.

use super::{Fault, story::differing};
use crate::tickets::approval::answer_hash;
use domain::{
    At,
    history::{About, Act, Asked, Consent},
    workflow::approval::{Decision, Place, Vote},
};
use std::collections::BTreeMap;
use store::{
    approval::{Approval, Seat, State},
    verify::{ApprovalRow, Read, Step},
};

/// What steps have told of a request so far.
#[derive(Debug)]
pub(super) struct Told {
    /// The request as its row must be, but for the answer.
    approval: Approval,
    /// SHA-256 of the answer.
    answer: String,
}

impl Told {
    /// The request with which a step says that it began.
    pub(super) fn new(ticket: i64, id: i64, asked: &Asked, about: &About, step: &Step) -> Self {
        let seat = |who: &String| vacant(who, "");
        let approval = Approval {
            id,
            ticket: domain::id::TicketId(ticket),
            transition: about.transition.clone().unwrap_or_default(),
            status: asked.status.clone(),
            requester: step.actor.clone(),
            rule: asked.rule,
            order: asked.order,
            answer: String::new(),
            state: State::Open,
            why: None,
            reminded: None,
            created: At::from_micros(step.at),
            ended: None,
            seats: asked.approvers.iter().map(seat).collect(),
        };
        Self { approval, answer: asked.answer.clone() }
    }

    /// Tells one more act; `false` where it speaks of somebody who was not asked.
    pub(super) fn act(&mut self, told: &Consent, about: &About, step: &Step) -> bool {
        let (at, now) = (At::from_micros(step.at), &mut self.approval);
        let who = told.who.as_deref();
        let whose = match told.act {
            Act::Removed | Act::CountedOut => who,
            _ => told.of.as_deref(),
        };
        let whose = whose.unwrap_or(&step.actor);
        let place = now.seats.iter().position(|seat| seat.place.approver == whose);
        let act = told.act;
        if let (Act::Removed | Act::CountedOut, Some(place)) = (act, place) {
            now.seats.remove(place);
            return self.decided(at);
        }
        match (act, place.and_then(|place| now.seats.get_mut(place)), who) {
            (Act::Consented | Act::Refused, Some(seat), _) => {
                let vote = if act == Act::Consented { Vote::Consent } else { Vote::Refuse };
                (seat.place.vote, seat.voted) = (Some(vote), Some(at));
                seat.note.clone_from(&step.note);
            }
            (Act::HandedOver, Some(seat), Some(to)) => *seat = vacant(to, &step.actor),
            (Act::Added, Some(_), Some(who)) => {
                let next = place.map_or(0, |place| place + 1);
                now.seats.insert(next, vacant(who, &step.actor));
            }
            (Act::Withdrew, ..) => now.state = State::Withdrawn,
            (Act::Reminded, ..) => now.reminded = Some(at),
            (Act::Overtaken, ..) => (now.state, now.ended) = (State::Overtaken, Some(at)),
            (Act::Failed, ..) => {
                now.state = State::Failed;
                now.why.clone_from(&about.failed);
            }
            (Act::Taken, ..) => {}
            (
                Act::Asked
                | Act::Consented
                | Act::Refused
                | Act::HandedOver
                | Act::Added
                | Act::Removed
                | Act::CountedOut,
                ..,
            ) => return false,
        }
        self.decided(at)
    }

    /// Ends the request, if the places have come to something.
    fn decided(&mut self, at: At) -> bool {
        let now = &mut self.approval;
        let state = match now.round().decision() {
            Decision::Open => State::Open,
            Decision::Granted => State::Granted,
            Decision::Refused => State::Refused,
            Decision::Withdrawn => State::Withdrawn,
        };
        if now.ended.is_none() && state != State::Open {
            (now.state, now.ended) = (state, Some(at));
        }
        true
    }

    /// What is wrong with the rows of the request.
    pub(super) fn against(self, row: ApprovalRow) -> Vec<Fault> {
        let (told, mut faults) = (self.approval, Vec::new());
        match row.row {
            Err(why) => faults.push(Fault::Unreadable(why)),
            Ok(row) => {
                let differs = differing([
                    ("transition", row.transition != told.transition),
                    ("status", row.status != told.status),
                    ("requester", row.requester != told.requester),
                    ("rule", row.rule != told.rule),
                    ("turns", row.order != told.order),
                    ("answer", answer_hash(&row.answer) != self.answer),
                    ("state", row.state != told.state),
                    ("why", row.why != told.why),
                    ("reminded_at", row.reminded != told.reminded),
                    ("created_at", row.created != told.created),
                    ("ended_at", row.ended != told.ended),
                ]);
                if !differs.is_empty() {
                    faults.push(Fault::Differs(differs));
                }
            }
        }
        faults.extend(places(told.seats, row.seats));
        faults
    }
}

fn vacant(approver: &str, by: &str) -> Seat {
    let place = Place { approver: approver.to_owned(), vote: None, by: by.to_owned() };
    Seat { place, note: String::new(), voted: None }
}

/// What is wrong with the places of a request.
fn places(told: Vec<Seat>, mut rows: BTreeMap<String, Read<(i64, Seat)>>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (place, told) in (0_i64..).zip(told) {
        let who = told.place.approver.clone();
        match rows.remove(&who) {
            None => faults.push(Fault::NoVote(who)),
            Some(Err(why)) => faults.push(Fault::Unreadable(why)),
            Some(Ok((stands, row))) => {
                let differs = differing([
                    ("place", stands != place),
                    ("given_by", row.place.by != told.place.by),
                    ("vote", row.place.vote != told.place.vote),
                    ("note", row.note != told.note),
                    ("voted_at", row.voted != told.voted),
                ]);
                if !differs.is_empty() {
                    faults.push(Fault::Vote(who, differs));
                }
            }
        }
    }
    faults.extend(rows.into_keys().map(Fault::StrangeVote));
    faults
}
