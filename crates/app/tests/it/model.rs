//! Random commands from many actors at once, held against what they may add up to: whatever the interleaving, every
//! change that was answered is in history exactly once, versions are dense, and history told forwards is the ticket.

use crate::support::{Fixture, on_both_engines};
use app::{
    Error,
    tickets::{Address, comment, create, delete, edit, link, read, transition},
};
use domain::{
    Rejection, Value,
    history::{Audience, Kind},
    link::LinkKind,
    ticket::{Field, Patch, Source, Ticket},
};
use std::{sync::Mutex, thread};

const ACTORS: usize = 6;
const COMMANDS: usize = 40;
const TICKETS: usize = 3;
const STATUSES: [&str; 5] = ["fresh", "accepted", "delayed", "solved", "nonsense"];

/// A small generator, so that a failure can be run again from its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }
}

fn make(fixture: &Fixture) -> Ticket {
    let fields: Patch =
        [(Field::Title, "t".into()), (Field::Content, "c".into()), (Field::Category, "k".into())].into();
    let command = create::Command { project: Some("NET".into()), kind: None, fields };
    let who = fixture.app.system();
    fixture.app.write_blocking(&who, Source::Api, move |cx| create::run(cx, &command)).unwrap().ticket
}

/// One random command; the ticket after it, when it was taken.
fn act(
    fixture: &Fixture,
    dice: &mut Dice,
    ids: &[String],
    actor: usize,
) -> Result<Option<Ticket>, Rejection> {
    let who = domain::identity::Principal { username: format!("actor{actor}"), ..fixture.app.system() };
    let address = Address::parse(&ids[dice.roll(ids.len())]);
    let other = Address::parse(&ids[dice.roll(ids.len())]);
    let (command, pick, stale) = (dice.roll(6), dice.roll(STATUSES.len()), dice.roll(4) == 0);
    let check = move |version: i64| {
        if stale && version % 2 == 0 { Err(Rejection::Stale { version }) } else { Ok(()) }
    };
    let text = format!("{actor}.{}", dice.roll(1_000));
    let done = fixture.app.write_blocking(&who, Source::Api, move |cx| match command {
        0 | 1 => {
            let note = if pick == 0 { text.clone() } else { String::new() };
            let status = STATUSES[pick].to_owned();
            let command = transition::Command { status, note, ..transition::Command::default() };
            transition::run(cx, &address, &command, &check).map(|d| Some(d.ticket))
        }
        2 => {
            let patch: Patch = [
                (Field::Assignee, Value::from(text.clone())),
                (Field::Tags, Value::List(vec![text.clone()])),
            ]
            .into();
            edit::run(cx, &address, &patch, &check).map(|d| Some(d.ticket))
        }
        3 => {
            let command = comment::Command { content: text.clone(), audience: Audience::Everyone };
            comment::run(cx, &address, &command, &check).map(Some)
        }
        4 => link::run(cx, &address, LinkKind::Blocks, &other, &check).map(|_| None),
        _ => match pick {
            0 => delete::run(cx, &address, &check).map(|()| None),
            _ => delete::restore(cx, &address, &check).map(|d| Some(d.ticket)),
        },
    });
    match done {
        Ok(ticket) => Ok(ticket),
        Err(Error::Rejected(rejection)) => Err(rejection),
        Err(error) => panic!("{error}"),
    }
}

fn check_one(fixture: &Fixture, id: &str, seen: &[Ticket]) {
    let (address, who) = (Address::parse(id), fixture.app.system());
    let (events, row, broken, comments) = fixture
        .app
        .read_blocking(&who, move |cx| {
            let mut events = Vec::new();
            loop {
                let after = events.last().map_or(0, |e: &domain::history::Event| e.version);
                let page = read::history(cx, &address, after, 50)?;
                if page.is_empty() {
                    break;
                }
                events.extend(page);
            }
            let first: &domain::history::Event = events.first().unwrap();
            let (team, ticket) = (first.team, first.ticket);
            let row = store::ticket::get(cx.tx, team, ticket)?.unwrap();
            let broken = store::event::verify(cx.tx, team, ticket)?;
            let all = domain::At::from_micros(i64::MAX);
            let asked = store::comment::ask(cx.tx, team, ticket, all, store::comment::Reader::Staff)?;
            let comments = cx.tx.answer(asked)?;
            Ok((events, row, broken, comments))
        })
        .unwrap();

    let versions: Vec<i64> = events.iter().map(|e| e.version).collect();
    assert_eq!(versions, (1..=row.version).collect::<Vec<_>>(), "versions are dense");
    assert_eq!(broken, None, "the chain holds");
    let commented = events.iter().filter(|e| e.body.about.comment.is_some()).count();
    assert_eq!(commented, comments.len(), "each comment has its step");

    // History told forwards, from nothing, is the ticket; and each state that somebody was answered is one of its states.
    let mut told = Ticket { version: 0, deleted: None, ..row.clone() };
    for field in Field::BUILT_IN {
        told.set(&field, Value::Null);
    }
    let mut states = Vec::new();
    for event in &events {
        for change in &event.body.changes {
            let field = Field::parse(&change.field).unwrap();
            if event.kind != Kind::Created {
                assert_eq!(
                    told.get(&field),
                    change.from,
                    "step {} begins where the one before ended",
                    event.version
                );
            }
            told.set(&field, change.to.clone());
        }
        told.version = event.version;
        told.updated = event.at;
        match event.kind {
            Kind::Deleted => told.deleted = Some(event.at),
            Kind::Restored => told.deleted = None,
            _ => {}
        }
        states.push(told.clone());
    }
    assert_eq!(told, row, "history told forwards is the ticket");
    for answered in seen {
        let index = usize::try_from(answered.version - 1).unwrap();
        assert_eq!(answered, &states[index], "what was answered is what was kept");
    }
}

on_both_engines! {
    fn whatever_the_interleaving_history_is_the_ticket(fixture: &Fixture) {
        let seed = u64::from(std::process::id());
        println!("seed {seed}");
        crate::support::block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
        let ids: Vec<String> = (0..TICKETS).map(|_| make(fixture).id.to_string()).collect();
        let answers = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for actor in 0..ACTORS {
                let (ids, answers) = (&ids, &answers);
                scope.spawn(move || {
                    let mut dice = Dice(seed + actor as u64 * 7_919);
                    for _ in 0..COMMANDS {
                        match act(fixture, &mut dice, ids, actor) {
                            Ok(Some(ticket)) => answers.lock().unwrap().push(ticket),
                            Err(Rejection::Internal | Rejection::Unavailable) => panic!("a fault of ours"),
                            Ok(None) | Err(_) => {}
                        }
                    }
                });
            }
        });
        let answers = answers.into_inner().unwrap();
        assert!(answers.len() > COMMANDS, "most commands are taken: {}", answers.len());
        for id in &ids {
            let own: Vec<Ticket> = answers.iter().filter(|t| t.id.to_string() == *id).cloned().collect();
            check_one(fixture, id, &own);
        }
    }
}
