//! The life of one ticket: every step that it took, by the rules of `domain`, so that its history tells its state.

use crate::{
    dice::Dice,
    text::{Tongue, Words},
};
use domain::{
    At, Rejection, Value,
    field::Definition,
    history::{About, Body, Change, Event, Kind},
    id::{Seq, TeamId, TicketId},
    ticket::{self, Birth, Field, Patch, Source, Ticket},
    workflow::{Step, Workflow},
};

/// The seed of all data; part of the key under which data is kept.
pub(crate) const SEED: u64 = 20_130_401;
/// Grows with every change of what is generated.
pub(crate) const GENERATOR: u32 = 1;
/// The last tickets are made then: 2026-10-20.
const END: i64 = 1_792_454_400;
/// The first, two years before.
const SPAN: i64 = 63_072_000;
/// Customers and operators, by number from 0.
pub(crate) const CUSTOMERS: usize = 136;
pub(crate) const OPERATORS: usize = 64;

/// The user name of a customer.
pub(crate) fn customer(number: usize) -> String {
    format!("customer{number:03}")
}

/// The user name of an operator.
pub(crate) fn operator(number: usize) -> String {
    format!("agent{number:03}")
}

/// A project with one issue type, as tickets need it.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) project: String,
    pub(crate) kind: String,
    pub(crate) workflow: Workflow,
    pub(crate) custom: Vec<Definition>,
    /// How many of a hundred tickets are made here.
    pub(crate) share: i64,
}

/// A comment of a life; its number is given when it is written.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) version: i64,
    pub(crate) content: String,
}

/// A ticket as it is now, and its steps without their places in the history of all.
#[derive(Debug)]
pub(crate) struct Life {
    pub(crate) ticket: Ticket,
    pub(crate) events: Vec<Event>,
    pub(crate) said: Vec<Said>,
}

/// What all lives are made of.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) team: TeamId,
    pub(crate) places: Vec<Place>,
    pub(crate) words: Words,
    /// How many tickets there will be.
    pub(crate) tickets: i64,
}

/// A life while it is being lived.
struct Living<'w> {
    place: &'w Place,
    dice: Dice,
    tongue: Tongue,
    life: Life,
}

impl World {
    /// The life of the ticket with this number, from 1.
    pub(crate) fn live(&self, id: i64) -> Result<Life, Rejection> {
        let mut dice = Dice::new(SEED, id.unsigned_abs());
        let place = self.place(&mut dice);
        let tongue = Tongue::throw(&mut dice);
        let gap = (SPAN / self.tickets.max(1)).max(1);
        let micros = (END - SPAN + SPAN / 1_000 * id / (self.tickets / 1_000).max(1) + dice.below(gap))
            * 1_000_000
            + dice.below(1_000_000);
        let creator = customer(dice.rank(CUSTOMERS));
        let birth = Birth {
            team: self.team,
            id: TicketId(id),
            uuid: short_id(&mut dice),
            project: place.project.clone(),
            kind: place.kind.clone(),
            status: place.workflow.first().map(|s| s.key.clone()).unwrap_or_default(),
            creator: creator.clone(),
            source: [Source::Web, Source::Api, Source::Email][dice.rank(3)],
            at: At::from_micros(micros),
        };
        let wishes = self.wishes(&mut dice, tongue);
        let (ticket, changes) = ticket::create(birth, wishes, &place.custom)?;
        let mut living =
            Living { place, dice, tongue, life: Life { ticket, events: Vec::new(), said: Vec::new() } };
        living.record(Kind::Created, changes, About::default(), String::new(), creator);
        self.grow(&mut living)?;
        Ok(living.life)
    }

    /// The fields of a new ticket, as a request to create one also has them.
    pub(crate) fn wishes(&self, dice: &mut Dice, tongue: Tongue) -> Patch {
        let labels = &self.words.ticket;
        let mut wishes = Patch::from([
            (Field::Title, self.words.title(dice, tongue).into()),
            (Field::Content, self.words.content(dice, tongue).into()),
            (Field::Category, dice.often(&labels.category).into()),
            (Field::Priority, ["medium", "low", "high", "critical"][dice.rank(4)].into()),
        ]);
        let tags: Vec<String> = (0..dice.below(3)).map(|_| dice.often(&labels.tag).to_owned()).collect();
        for (field, value) in [
            (Field::GameId, dice.often(&labels.game).to_owned()),
            (Field::Env, dice.often(&labels.env).to_owned()),
            (
                Field::PlayerId,
                if dice.percent(50) { format!("p-{}", dice.below(50_000)) } else { String::new() },
            ),
        ] {
            if !value.is_empty() {
                wishes.insert(field, value.into());
            }
        }
        if !tags.is_empty() {
            wishes.insert(Field::Tags, tags.into());
        }
        wishes
    }

    fn place(&self, dice: &mut Dice) -> &Place {
        let mut left = dice.below(100);
        let found = self.places.iter().find(|place| {
            left -= place.share;
            left < 0
        });
        found.unwrap_or(&self.places[0])
    }

    /// About nine steps after the first: three comments, the way through the workflow, and changes of fields.
    fn grow(&self, living: &mut Living<'_>) -> Result<(), Rejection> {
        let mut way = living.way();
        way.reverse();
        let mut others = 3 + living.dice.below(9);
        living.assign()?;
        while others > 0 || !way.is_empty() {
            let moves = !way.is_empty() && living.dice.below(others + 1) < 2;
            if moves && let Some(status) = way.pop() {
                living.walk(&status)?;
                continue;
            }
            others -= 1;
            match living.dice.below(100) {
                0..50 => living.say(&self.words),
                50..62 => living.assign()?,
                _ => living.edit(&self.words)?,
            }
        }
        Ok(())
    }
}

impl Living<'_> {
    fn now(&mut self) -> At {
        let wait = 60 + self.dice.below(80_000);
        let at = self.life.ticket.updated;
        if self.life.events.is_empty() { at } else { at.plus_seconds(wait) }
    }

    fn someone(&mut self) -> String {
        operator(self.dice.rank(OPERATORS))
    }

    fn record(&mut self, kind: Kind, changes: Vec<Change>, about: About, note: String, actor: String) {
        let at = self.now();
        let ticket = &mut self.life.ticket;
        ticket.updated = at;
        ticket.version = self.life.events.len() as i64 + 1;
        self.life.events.push(Event {
            seq: Seq(0),
            team: ticket.team,
            ticket: ticket.id,
            version: ticket.version,
            kind,
            actor,
            via: ticket.source.word().to_owned(),
            at,
            body: Body { changes, about },
            note,
        });
    }

    /// The statuses that it passes, the last one being where it stands at the end.
    fn way(&mut self) -> Vec<String> {
        let workflow = &self.place.workflow;
        // Where any status may follow any, tickets pile up where they end: two of five of all are closed ones.
        if workflow.status("closed").is_some() {
            let end = match self.dice.below(100) {
                0..57 => 3,
                57..75 => 2,
                75..87 => 1,
                _ => 0,
            };
            return workflow.statuses.iter().skip(1).take(end).map(|s| s.key.clone()).collect();
        }
        let mut at = workflow.first().map(|s| s.key.clone()).unwrap_or_default();
        let mut way = Vec::new();
        for _ in 0..self.dice.below(4) {
            let next: Vec<&str> = workflow.from(&at).map(|t| t.to.as_str()).collect();
            let Some(to) = next.get(self.dice.index(next.len())) else { break };
            at = (*to).to_owned();
            way.push(at.clone());
        }
        way
    }

    fn walk(&mut self, status: &str) -> Result<(), Rejection> {
        let place = self.place;
        let from = self.life.ticket.status.clone();
        if let Step::Take(transition) = place.workflow.step(&from, status, None)? {
            let change = Change::new(&Field::Status, from.into(), transition.to.clone().into());
            let about = About { transition: Some(transition.uuid.clone()), ..About::default() };
            status.clone_into(&mut self.life.ticket.status);
            let actor = self.someone();
            self.record(Kind::Transitioned, vec![change], about, String::new(), actor);
        }
        Ok(())
    }

    fn say(&mut self, words: &Words) {
        let content = words.comment(&mut self.dice, self.tongue);
        let actor = self.someone();
        self.record(Kind::Commented, Vec::new(), About::default(), content.clone(), actor);
        self.life.said.push(Said { version: self.life.ticket.version, content });
    }

    fn assign(&mut self) -> Result<(), Rejection> {
        let to = self.someone();
        self.change(Patch::from([(Field::Assignee, to.into())]))
    }

    fn edit(&mut self, words: &Words) -> Result<(), Rejection> {
        let labels = &words.ticket;
        let (field, value): (Field, Value) = match self.dice.below(5) {
            0 => (Field::Priority, ["low", "medium", "high", "critical"][self.dice.index(4)].into()),
            1 => {
                let mut tags = self.life.ticket.tags.clone();
                tags.push(self.dice.often(&labels.tag).to_owned());
                (Field::Tags, tags.into())
            }
            2 => (Field::Watchers, vec![self.someone(), self.someone()].into()),
            3 => (Field::Category, self.dice.often(&labels.category).into()),
            _ => (Field::Contact, format!("138{:08}", self.dice.below(100_000_000)).into()),
        };
        self.change(Patch::from([(field, value)]))
    }

    /// A change that changes nothing is no step.
    fn change(&mut self, wishes: Patch) -> Result<(), Rejection> {
        let (edited, changes) = ticket::edit(&self.life.ticket, wishes, &self.place.custom)?;
        if !changes.is_empty() {
            self.life.ticket = edited;
            let actor = self.someone();
            self.record(Kind::Edited, changes, About::default(), String::new(), actor);
        }
        Ok(())
    }
}

fn short_id(dice: &mut Dice) -> String {
    (0..16).map(|_| char::from(domain::id::ALPHABET[dice.index(62)])).collect()
}
