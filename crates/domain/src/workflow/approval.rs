//! Approval: the consent that a transition takes before it is run.
//!
//! Somebody asks for the step, which opens a [`Round`] with a place for every approver; the ticket stays where it is. Each
//! place holds at most one vote. [`Round::act`] is the whole state machine: votes in, decision out. Storing the round, running
//! the step once it is granted, and telling people are the engine's work.

use super::reader::{Faults, Object};
use crate::{
    At, Fault, Message, Rejection,
    identity::{Called, Person, Posts, UserDomain, resolve},
    msg,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// The most places of a round.
pub const MOST_PLACES: usize = 100;
/// How long nobody need be reminded again, in seconds.
pub const REMIND_EVERY: i64 = 600;

/// Whose consent a transition takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approval {
    /// Who is asked.
    pub approvers: Vec<UserDomain>,
    /// How many must consent.
    pub rule: Rule,
    /// Whether they are asked together.
    pub order: Order,
    /// Whether whoever asks for the step votes too, where the domains name them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub requester_votes: bool,
}

/// How many must consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Every one.
    All,
    /// One.
    Any,
    /// So many.
    AtLeast(usize),
    /// So many of a hundred, 1 to 100; a part of a person is a person.
    Percent(usize),
}

/// Whether approvers are asked together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// All at once.
    AtOnce,
    /// One after another, as they stand.
    InTurn,
}

/// A vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Vote {
    Consent,
    Refuse,
}

/// An approver's place in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The user name of who votes: once in a round.
    pub approver: String,
    /// What they said, if they have.
    pub vote: Option<Vote>,
    /// Who handed the place to them, or added it; empty where the transition named them.
    #[serde(default)]
    pub by: String,
}

/// A request for a step, and what has been said to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The user name of who asked for the step.
    pub requester: String,
    /// How many must consent.
    pub rule: Rule,
    /// Whether they are asked together.
    pub order: Order,
    /// The places, in the order of asking.
    pub places: Vec<Place>,
    /// Whether the request was withdrawn.
    #[serde(default)]
    pub withdrawn: bool,
    /// When somebody was last reminded.
    #[serde(default)]
    pub reminded: Option<At>,
}

/// What a round has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// More votes are needed.
    Open,
    /// The step may be run.
    Granted,
    /// Consent can no longer be reached.
    Refused,
    /// Whoever asked no longer wants it.
    Withdrawn,
}

/// Something done to a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// An approver votes.
    Vote(Vote),
    /// Who asked takes the request back.
    Withdraw,
    /// An approver gives their place to someone else.
    HandOver {
        /// Their user name.
        to: String,
    },
    /// An approver asks for one more: who is asked next after them.
    Add {
        /// Their user name.
        who: String,
    },
    /// Who asked, or an approver, has those who are waited for reminded.
    Remind,
}

impl Rule {
    /// How many of `places` must consent; never 0.
    pub fn needed(self, places: usize) -> usize {
        match self {
            Self::All => places,
            Self::Any => 1,
            Self::AtLeast(count) => count,
            Self::Percent(share) => (places * share).div_ceil(100),
        }
        .max(1)
    }

    /// It in words.
    pub fn said(self) -> Message {
        match self {
            Self::All => msg!("approval.all"),
            Self::Any => msg!("approval.any"),
            Self::AtLeast(count) => msg!("approval.at_least", count = count),
            Self::Percent(share) => msg!("approval.percent", share = share),
        }
    }

    fn read(json: &Json, at: &str, faults: &mut Faults) -> Option<Self> {
        match json.as_str() {
            Some("all") => return Some(Self::All),
            Some("any") => return Some(Self::Any),
            Some(_) => {
                faults.push(Fault::new(at, msg!("approval.rule")));
                return None;
            }
            None => {}
        }
        let object = Object::of(json, at, faults)?;
        let (word, _) = object.only(&["at_least", "percent"], faults)?;
        let count = object.integer(word, &(1..=100), faults)?;
        let count = usize::try_from(count).ok()?;
        Some(if word == "percent" { Self::Percent(count) } else { Self::AtLeast(count) })
    }
}

impl Approval {
    pub(super) fn read(json: &Json, at: &str, faults: &mut Faults) -> Option<Self> {
        let object = Object::of(json, at, faults)?;
        let approvers = object.user_domains("approvers", faults);
        let rule = object.need("rule", faults).and_then(|json| Rule::read(json, &object.at("rule"), faults));
        let parse = |word: &str| match word {
            "at_once" => Some(Order::AtOnce),
            "in_turn" => Some(Order::InTurn),
            _ => None,
        };
        let order = match object.get("order") {
            None => Some(Order::AtOnce),
            Some(_) => object.word("order", &["at_once", "in_turn"], parse, faults),
        };
        let requester_votes = object.flag("requester_votes", faults);
        Some(Self { approvers: approvers?, rule: rule?, order: order?, requester_votes: requester_votes? })
    }

    /// It in words.
    pub fn said(&self, called: &Called) -> Message {
        let whom = self.approvers.iter().map(|domain| domain.said(called)).collect();
        msg!("approval.said").listing("rule", vec![self.rule.said()]).listing("domains", whom)
    }

    /// Opens a round that `requester` asks for. Refused where there are not so many approvers as must consent, or too many to ask.
    pub fn open(&self, requester: &str, people: &[Person<'_>], posts: &Posts) -> Result<Round, Rejection> {
        let approvers = resolve(&self.approvers, people, posts);
        let places: Vec<Place> = approvers
            .iter()
            .filter(|who| self.requester_votes || who.username != requester)
            .map(|who| Place { approver: who.username.to_owned(), vote: None, by: String::new() })
            .collect();
        let needed = self.rule.needed(places.len());
        if places.len() < needed {
            let why = msg!("approval.too_few", needed = needed, found = places.len());
            return Err(Rejection::Conflict(why));
        }
        if places.len() > MOST_PLACES {
            return Err(Rejection::Conflict(msg!("approval.too_many", max = MOST_PLACES)));
        }
        Ok(Round {
            requester: requester.to_owned(),
            rule: self.rule,
            order: self.order,
            places,
            withdrawn: false,
            reminded: None,
        })
    }
}

impl Round {
    /// What it has come to.
    pub fn decision(&self) -> Decision {
        if self.withdrawn {
            return Decision::Withdrawn;
        }
        let count = |vote: Vote| self.places.iter().filter(|place| place.vote == Some(vote)).count();
        let needed = self.rule.needed(self.places.len());
        if count(Vote::Consent) >= needed {
            Decision::Granted
        } else if self.places.len() - count(Vote::Refuse) < needed {
            Decision::Refused
        } else {
            Decision::Open
        }
    }

    /// The user names of those who are waited for: all who have not voted, or in turn the first of them. Nobody once it is decided.
    pub fn waits_for(&self) -> Vec<&str> {
        if self.decision() != Decision::Open {
            return Vec::new();
        }
        let most = match self.order {
            Order::AtOnce => self.places.len(),
            Order::InTurn => 1,
        };
        let open = self.places.iter().filter(|place| place.vote.is_none());
        open.take(most).map(|place| place.approver.as_str()).collect()
    }

    /// The round after `by` has done `act`. Refused: 409 once it is decided, 403 for who may not, 422 for a person who cannot be meant.
    ///
    /// That `to` and `who` are people who may see the ticket is for the caller to know.
    pub fn act(&self, by: &str, act: &Act, at: At) -> Result<Self, Rejection> {
        match self.decision() {
            Decision::Open => {}
            Decision::Granted => return Err(Rejection::Conflict(msg!("approval.granted"))),
            Decision::Refused => return Err(Rejection::Conflict(msg!("approval.refused"))),
            Decision::Withdrawn => return Err(Rejection::Conflict(msg!("approval.withdrawn"))),
        }
        let mut next = self.clone();
        match act {
            Act::Vote(vote) => {
                let turn = self.turn(by)?;
                next.places.get_mut(turn).ok_or(Rejection::Internal)?.vote = Some(*vote);
            }
            Act::Withdraw if by == self.requester => next.withdrawn = true,
            Act::Withdraw => return Err(Rejection::Forbidden(msg!("approval.only_requester"))),
            Act::HandOver { to } => {
                let place = self.open_place(by)?;
                let new = self.newcomer("to", to, by)?;
                *next.places.get_mut(place).ok_or(Rejection::Internal)? = new;
            }
            Act::Add { who } => {
                let place = self.open_place(by)?;
                let new = self.newcomer("who", who, by)?;
                if self.places.len() >= MOST_PLACES {
                    return Err(Rejection::Conflict(msg!("approval.too_many", max = MOST_PLACES)));
                }
                next.places.insert(place + 1, new);
            }
            Act::Remind => {
                if by != self.requester && !self.places.iter().any(|place| place.approver == by) {
                    return Err(Rejection::Forbidden(msg!("approval.not_asked")));
                }
                let again = self.reminded.map(|last| last.plus_seconds(REMIND_EVERY));
                if let Some(again) = again.filter(|again| *again > at) {
                    return Err(Rejection::Conflict(msg!("approval.reminded", at = again)));
                }
                next.reminded = Some(at);
            }
        }
        Ok(next)
    }

    /// The place of `by`, who has not voted.
    fn open_place(&self, by: &str) -> Result<usize, Rejection> {
        let found = self.places.iter().position(|place| place.approver == by);
        let place = found.ok_or_else(|| Rejection::Forbidden(msg!("approval.not_asked")))?;
        match self.places.get(place).and_then(|place| place.vote) {
            None => Ok(place),
            Some(_) => Err(Rejection::Conflict(msg!("approval.voted"))),
        }
    }

    /// The place of `by`, whose turn it is.
    fn turn(&self, by: &str) -> Result<usize, Rejection> {
        let place = self.open_place(by)?;
        let waits = self.waits_for();
        if waits.contains(&by) {
            return Ok(place);
        }
        Err(Rejection::Conflict(msg!("approval.not_your_turn", who = waits.join(", "))))
    }

    /// A place for someone who has none.
    fn newcomer(&self, field: &str, who: &str, by: &str) -> Result<Place, Rejection> {
        let who = who.trim();
        if who.is_empty() {
            return Err(Rejection::invalid(field, msg!("text.blank")));
        }
        if who == self.requester {
            return Err(Rejection::invalid(field, msg!("approval.requester")));
        }
        if self.places.iter().any(|place| place.approver == who) {
            return Err(Rejection::invalid(field, msg!("approval.asked_already", who = who)));
        }
        Ok(Place { approver: who.to_owned(), vote: None, by: by.to_owned() })
    }
}
