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
    /// An approver gives their place to someone else, or somebody else does for one who cannot act.
    HandOver {
        /// The user name of whose place it is; empty for one's own.
        of: String,
        /// The user name of who gets it.
        to: String,
    },
    /// The place of one who cannot act is taken away.
    Remove {
        /// Their user name.
        who: String,
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
    /// That `to` and `who` are people who may see the ticket is for the caller to know, and that `by` may act for somebody else.
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
            Act::Remove { who } => return self.without(who),
            Act::HandOver { of, to } => {
                let place = self.open_place(if of.is_empty() { by } else { of })?;
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

    /// The round without the place of `who`, who has not voted. Refused where the others are too few to consent: a place is
    /// taken away for want of somebody, not to decide.
    pub fn without(&self, who: &str) -> Result<Self, Rejection> {
        let place = self.open_place(who)?;
        let mut next = self.clone();
        next.places.remove(place);
        if next.places.is_empty() || next.decision() == Decision::Refused {
            return Err(Rejection::Conflict(msg!("approval.too_few_left", who = who)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        identity::Access,
        workflow::{
            reader,
            samples::{any_approval, drawn},
        },
    };
    use proptest::{collection::vec, prelude::*};
    use serde_json::json;

    fn now() -> At {
        At::default()
    }

    fn round(rule: Rule, order: Order, approvers: &[&str]) -> Round {
        let place = |who: &&str| Place { approver: (*who).to_owned(), vote: None, by: String::new() };
        Round {
            requester: "ann".into(),
            rule,
            order,
            places: approvers.iter().map(place).collect(),
            withdrawn: false,
            reminded: None,
        }
    }

    fn consent(round: &Round, who: &str) -> Round {
        round.act(who, &Act::Vote(Vote::Consent), now()).unwrap()
    }

    fn refuse(round: &Round, who: &str) -> Round {
        round.act(who, &Act::Vote(Vote::Refuse), now()).unwrap()
    }

    fn names(round: &Round) -> Vec<&str> {
        round.places.iter().map(|place| place.approver.as_str()).collect()
    }

    fn key(refusal: Result<Round, Rejection>) -> &'static str {
        match refusal.unwrap_err() {
            Rejection::Conflict(why) | Rejection::Forbidden(why) => why.key(),
            Rejection::Invalid(faults) => faults[0].why.key(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn all_is_granted_by_the_last_consent_and_refused_by_the_first_refusal() {
        let open = round(Rule::All, Order::AtOnce, &["bob", "cem"]);
        let half = consent(&open, "cem");
        assert_eq!((half.decision(), half.waits_for()), (Decision::Open, vec!["bob"]));
        assert_eq!(consent(&half, "bob").decision(), Decision::Granted);
        assert_eq!(refuse(&half, "bob").decision(), Decision::Refused);
    }

    #[test]
    fn any_is_granted_by_the_first_consent_and_refused_by_the_last_refusal() {
        let open = round(Rule::Any, Order::AtOnce, &["bob", "cem"]);
        assert_eq!(consent(&open, "cem").decision(), Decision::Granted);
        let half = refuse(&open, "cem");
        assert_eq!(half.decision(), Decision::Open);
        assert_eq!(refuse(&half, "bob").decision(), Decision::Refused);
    }

    #[test]
    fn so_many_of_them_or_a_share_is_refused_once_it_cannot_be_reached() {
        let three = &["bob", "cem", "dan"];
        for rule in [Rule::AtLeast(2), Rule::Percent(66), Rule::Percent(34)] {
            let half = refuse(&consent(&round(rule, Order::AtOnce, three), "bob"), "cem");
            assert_eq!(half.decision(), Decision::Open, "{rule:?}");
            assert_eq!(consent(&half, "dan").decision(), Decision::Granted);
            assert_eq!(refuse(&half, "dan").decision(), Decision::Refused);
        }
        assert_eq!(Rule::Percent(33).needed(3), 1);
        assert_eq!(Rule::Percent(1).needed(3), 1);
        assert_eq!(Rule::Percent(100).needed(3), 3);
    }

    #[test]
    fn in_turn_one_is_asked_after_another() {
        let open = round(Rule::All, Order::InTurn, &["bob", "cem"]);
        assert_eq!(open.waits_for(), ["bob"]);
        assert_eq!(key(open.act("cem", &Act::Vote(Vote::Consent), now())), "approval.not_your_turn");
        let half = consent(&open, "bob");
        assert_eq!(half.waits_for(), ["cem"]);
        assert_eq!(consent(&half, "cem").decision(), Decision::Granted);
    }

    #[test]
    fn nobody_votes_twice_or_unasked_or_after_the_end() {
        let open = round(Rule::All, Order::AtOnce, &["bob", "cem"]);
        let half = consent(&open, "bob");
        assert_eq!(key(half.act("bob", &Act::Vote(Vote::Refuse), now())), "approval.voted");
        assert_eq!(key(half.act("eve", &Act::Vote(Vote::Consent), now())), "approval.not_asked");
        let granted = consent(&half, "cem");
        for act in [Act::Vote(Vote::Refuse), Act::Withdraw, Act::Remind] {
            assert_eq!(key(granted.act("ann", &act, now())), "approval.granted");
        }
        assert!(granted.waits_for().is_empty());
    }

    #[test]
    fn only_who_asked_withdraws() {
        let open = round(Rule::All, Order::AtOnce, &["bob"]);
        assert_eq!(key(open.act("bob", &Act::Withdraw, now())), "approval.only_requester");
        let over = open.act("ann", &Act::Withdraw, now()).unwrap();
        assert_eq!((over.decision(), over.waits_for()), (Decision::Withdrawn, vec![]));
        assert_eq!(key(over.act("bob", &Act::Vote(Vote::Consent), now())), "approval.withdrawn");
    }

    #[test]
    fn a_place_is_handed_over_where_it_stands() {
        let open = round(Rule::All, Order::InTurn, &["bob", "cem"]);
        let give = |of: &str, to: &str| Act::HandOver { of: of.into(), to: to.into() };
        let hand = |to: &str| open.act("bob", &give("", to), now());
        let over = hand("dan").unwrap();
        assert_eq!((names(&over), over.waits_for()), (vec!["dan", "cem"], vec!["dan"]));
        assert_eq!(over.places[0].by, "bob");
        assert_eq!(key(over.act("bob", &Act::Vote(Vote::Consent), now())), "approval.not_asked");
        assert_eq!(key(hand("cem")), "approval.asked_already");
        assert_eq!(key(hand("ann")), "approval.requester");
        assert_eq!(key(hand(" ")), "text.blank");
        let voted = consent(&open, "bob");
        assert_eq!(key(voted.act("bob", &give("", "dan"), now())), "approval.voted");
        // Or by somebody who manages, for one who cannot act.
        let over = open.act("eve", &give("cem", "dan"), now()).unwrap();
        assert_eq!((names(&over), over.places[1].by.as_str()), (vec!["bob", "dan"], "eve"));
        assert_eq!(key(voted.act("eve", &give("bob", "dan"), now())), "approval.voted");
        assert_eq!(key(open.act("eve", &give("dan", "eve"), now())), "approval.not_asked");
    }

    #[test]
    fn a_place_is_taken_away_where_the_others_can_still_decide() {
        let open = round(Rule::All, Order::InTurn, &["bob", "cem"]);
        let less = open.act("eve", &Act::Remove { who: "bob".into() }, now()).unwrap();
        assert_eq!((names(&less), less.decision()), (vec!["cem"], Decision::Open));
        assert_eq!(key(less.without("cem")), "approval.too_few_left");
        // What they were all that was waited for decides.
        assert_eq!(
            consent(&round(Rule::All, Order::AtOnce, &["bob", "cem"]), "bob")
                .without("cem")
                .unwrap()
                .decision(),
            Decision::Granted
        );
        assert_eq!(key(consent(&open, "bob").without("bob")), "approval.voted");
        let two = round(Rule::AtLeast(2), Order::AtOnce, &["bob", "cem"]);
        assert_eq!(key(two.without("cem")), "approval.too_few_left");
        let any = refuse(&round(Rule::Any, Order::AtOnce, &["bob", "cem"]), "bob");
        assert_eq!(key(any.without("cem")), "approval.too_few_left");
    }

    #[test]
    fn one_more_is_asked_right_after_who_added_them() {
        let open = round(Rule::All, Order::InTurn, &["bob", "cem"]);
        let more = open.act("bob", &Act::Add { who: "dan".into() }, now()).unwrap();
        assert_eq!(names(&more), ["bob", "dan", "cem"]);
        assert_eq!(consent(&consent(&more, "bob"), "dan").decision(), Decision::Open);
        assert_eq!(key(open.act("ann", &Act::Add { who: "dan".into() }, now())), "approval.not_asked");
        let mut full = open;
        for n in full.places.len()..MOST_PLACES {
            full = full.act("bob", &Act::Add { who: format!("p{n}") }, now()).unwrap();
        }
        assert_eq!(key(full.act("bob", &Act::Add { who: "one".into() }, now())), "approval.too_many");
    }

    #[test]
    fn people_are_reminded_by_who_waits_and_not_all_the_time() {
        let open = round(Rule::All, Order::AtOnce, &["bob", "cem"]);
        assert_eq!(key(open.act("eve", &Act::Remind, now())), "approval.not_asked");
        let first = open.act("ann", &Act::Remind, now()).unwrap();
        assert_eq!(first.reminded, Some(now()));
        let soon = now().plus_seconds(REMIND_EVERY - 1);
        assert_eq!(key(first.act("bob", &Act::Remind, soon)), "approval.reminded");
        assert!(first.act("bob", &Act::Remind, now().plus_seconds(REMIND_EVERY)).is_ok());
    }

    #[test]
    fn a_round_opens_for_those_whom_the_domains_name_but_not_for_who_asks() {
        let groups = ["crew0000".to_owned()];
        let member = |username, uuid| Person {
            uuid,
            username,
            access: Access::User,
            groups: &groups,
            department: "",
            roles: &[],
        };
        let people = [member("ann", "00000001"), member("bob", "00000002"), member("cem", "00000003")];
        let mut approval = Approval {
            approvers: vec![UserDomain::Group("crew0000".into())],
            rule: Rule::AtLeast(2),
            order: Order::AtOnce,
            requester_votes: false,
        };
        let posts = Posts::default();
        assert_eq!(names(&approval.open("ann", &people, &posts).unwrap()), ["bob", "cem"]);
        approval.rule = Rule::AtLeast(3);
        assert_eq!(key(approval.open("ann", &people, &posts)), "approval.too_few");
        approval.requester_votes = true;
        assert_eq!(names(&approval.open("ann", &people, &posts).unwrap()), ["ann", "bob", "cem"]);
        approval.rule = Rule::All;
        assert_eq!(key(approval.open("ann", &[], &posts)), "approval.too_few");
    }

    #[test]
    fn a_bad_approval_is_refused_by_its_path() {
        let owner = json!([{"user_domain_type": "task_owner"}]);
        for (json, at) in [
            (json!({"rule": "all"}), "approval.approvers"),
            (json!({"approvers": owner}), "approval.rule"),
            (json!({"approvers": owner, "rule": "most"}), "approval.rule"),
            (json!({"approvers": owner, "rule": {"at_least": 0}}), "approval.rule.at_least"),
            (json!({"approvers": owner, "rule": {"percent": 101}}), "approval.rule.percent"),
            (json!({"approvers": owner, "rule": "any", "order": "random"}), "approval.order"),
        ] {
            let read = reader::whole(|faults| Approval::read(&json, "approval", faults));
            let Err(Rejection::Invalid(faults)) = read else { panic!("taken: {json}") };
            assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), [at], "{json}");
        }
        // Also where it was not read but made.
        let mut workflow = drawn(&[("a", "new"), ("b", "closed")], &[json!({"from": "a", "to": "b"})]);
        workflow.transitions[0].approval = Some(Approval {
            approvers: vec![],
            rule: Rule::Percent(0),
            order: Order::AtOnce,
            requester_votes: false,
        });
        let Err(Rejection::Invalid(faults)) = workflow.check() else { panic!("taken") };
        assert_eq!(faults.len(), 2);
    }

    fn any_act() -> impl Strategy<Value = (String, Act)> {
        let who = || prop::sample::select(vec!["ann", "bob", "cem", "dan", "eve"]).prop_map(str::to_owned);
        let act = prop_oneof![
            3 => Just(Act::Vote(Vote::Consent)),
            2 => Just(Act::Vote(Vote::Refuse)),
            1 => Just(Act::Withdraw),
            2 => (who(), who()).prop_map(|(of, to)| Act::HandOver { of: if of == "ann" { String::new() } else { of }, to }),
            1 => who().prop_map(|who| Act::Remove { who }),
            2 => who().prop_map(|who| Act::Add { who }),
            1 => Just(Act::Remind),
        ];
        (who(), act)
    }

    fn any_rule() -> impl Strategy<Value = Rule> {
        prop_oneof![
            Just(Rule::All),
            Just(Rule::Any),
            (1..3_usize).prop_map(Rule::AtLeast),
            (1..=100_usize).prop_map(Rule::Percent),
        ]
    }

    proptest! {
        #[test]
        fn an_approval_is_read_back_from_its_json(approval in any_approval()) {
            let json = serde_json::to_value(&approval).unwrap();
            prop_assert_eq!(reader::whole(|faults| Approval::read(&json, "approval", faults)).unwrap(), approval);
        }

        #[test]
        fn whatever_people_do_a_round_stays_sound(
            rule in any_rule(), in_turn in any::<bool>(), acts in vec(any_act(), 0..25),
        ) {
            let order = if in_turn { Order::InTurn } else { Order::AtOnce };
            let mut state = round(rule, order, &["bob", "cem"]);
            for (by, act) in acts {
                let before = state.decision();
                let Ok(next) = state.act(&by, &act, now()) else { continue };
                // Only an open round changes; nobody has two places; who asked has none; votes stand.
                prop_assert_eq!(before, Decision::Open);
                let mut who = names(&next);
                who.sort_unstable();
                who.dedup();
                prop_assert_eq!(who.len(), next.places.len());
                prop_assert!(!who.contains(&"ann"));
                for place in state.places.iter().filter(|place| place.vote.is_some()) {
                    prop_assert!(next.places.contains(place));
                }
                // What it has come to, counted by hand.
                let votes = |vote| next.places.iter().filter(|p| p.vote == vote).count();
                let (yes, open) = (votes(Some(Vote::Consent)), votes(None));
                let needed = next.rule.needed(next.places.len());
                let expected = if next.withdrawn { Decision::Withdrawn }
                    else if yes >= needed { Decision::Granted }
                    else if yes + open < needed { Decision::Refused }
                    else { Decision::Open };
                prop_assert_eq!(next.decision(), expected);
                prop_assert_eq!(next.waits_for().is_empty(), expected != Decision::Open);
                let json = serde_json::to_value(&next).unwrap();
                prop_assert_eq!(serde_json::from_value::<Round>(json).unwrap(), next.clone());
                state = next;
            }
        }
    }
}
