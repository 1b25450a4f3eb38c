//! Totals that are remembered and followed, held against counting, while others write.

use crate::{
    search::index,
    support::{Opened, on_both_engines},
    tickets::{NEWEST, TEAM, event, everything, ticket as new},
};
use domain::{
    At,
    id::CommentId,
    identity::{ProjectScope, Visibility},
    ticket::{Priority, Ticket},
};
use sql::{Db, Error, Tx};
use std::sync::{
    Arc, Barrier,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};
use store::{
    comment::{self, Comment, Reader},
    number, search,
    ticket::{self, Filter, Slice, Totals},
};

/// A small deterministic source of choices.
struct Dice(u64);

impl Dice {
    fn of(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn one<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.of(words.len())]
    }
}

const TITLES: [&str; 4] = ["打印机 坏了", "VPN 无法登录", "printer on fire", "the VPN printer"];
const PEOPLE: [&str; 3] = ["", "bob", "eve"];

fn questions() -> Vec<(Visibility, Filter)> {
    let one = |word: &str| vec![word.to_owned()];
    let text = |typed: &str, reader| Filter { text: Some(typed.into()), reader, ..Filter::default() };
    let own = Visibility { projects: ProjectScope::Only(vec![]), own: "bob".into() };
    let filters = [
        Filter { assignees: one("bob"), ..Filter::default() },
        Filter { tags: one("urgent"), statuses: one("open"), ..Filter::default() },
        Filter { deleted: true, ..Filter::default() },
        Filter { statuses: one("open"), priorities: vec![Priority::High], ..Filter::default() },
        text("vpn printer", Reader::Staff),
        text("打印机", Reader::Staff),
        text("said", Reader::Staff),
        text("said", Reader::Customer),
        text("vpn the", Reader::Staff),
        text("登录 pri", Reader::Staff),
        Filter { deleted: true, ..text("vpn", Reader::Staff) },
        Filter { assignees: one("eve"), ..text("printer", Reader::Staff) },
    ];
    let seen = filters.iter().map(|filter| (everything(), filter.clone()));
    seen.chain(filters[..6].iter().map(|filter| (own.clone(), filter.clone()))).collect()
}

fn total(tx: &mut Tx<'_>, totals: &Totals, question: &(Visibility, Filter)) -> Result<i64, Error> {
    Ok(asked(tx, totals, question)?.1)
}

/// What is found first, and how much in all; where a text is searched for, the best first.
fn asked(
    tx: &mut Tx<'_>,
    totals: &Totals,
    (visibility, filter): &(Visibility, Filter),
) -> Result<(Vec<i64>, i64), Error> {
    let (tickets, total) = if filter.text.is_some() {
        let start = ticket::Start::Offset(0);
        let ranked = ticket::ranked(tx, totals, TEAM, visibility, filter, start, 100)?;
        (ranked.tickets, ranked.total)
    } else {
        let (tickets, total, ..) =
            ticket::list(tx, totals, TEAM, visibility, filter, &Slice { limit: 3, ..NEWEST })?;
        (tickets, total)
    };
    Ok((tickets.iter().map(|ticket| ticket.id.0).collect(), total))
}

/// Writes a ticket's next state with its step, as `app` does.
pub(crate) fn step(tx: &mut Tx<'_>, old: Option<&Ticket>, new: &Ticket) -> Result<(), Error> {
    let seq = number::take(tx, number::Source::Event)?;
    store::event::append(tx, &event(new, seq), "")?;
    match old {
        None => ticket::insert(tx, new, ""),
        Some(old) => ticket::update(tx, old, new, ""),
    }
}

/// One writer's whole work: tickets of its own, made and changed in every way that a question may depend on.
fn work(db: &Db, writer: usize) {
    let mut dice = Dice(u64::try_from(writer).unwrap());
    let mut tickets: Vec<Ticket> = Vec::new();
    for n in 0..60 {
        let at = dice.of(tickets.len() + 1);
        let old = tickets.get(at).cloned();
        let number = i64::try_from(writer * 1_000 + n).unwrap();
        let mut now =
            old.clone().unwrap_or_else(|| Ticket { title: dice.one(&TITLES).into(), ..new(number) });
        if old.is_some() {
            now.version += 1;
            match dice.of(6) {
                0 => now.title = dice.one(&TITLES).into(),
                1 => now.assignee = dice.one(&PEOPLE).into(),
                2 => now.tags = if now.tags.is_empty() { vec!["urgent".into()] } else { vec![] },
                3 => now.deleted = if now.deleted.is_none() { Some(At::from_micros(1)) } else { None },
                4 => now.watchers = if now.watchers.is_empty() { vec!["bob".into()] } else { vec![] },
                _ => now.status = dice.one(&["open", "done"]).into(),
            }
        }
        let said = (dice.of(3) == 0).then(|| Comment {
            id: CommentId(number),
            content: "it was said".into(),
            author: "ann".into(),
            internal: dice.of(2) == 0,
            created: At::from_micros(1),
            updated: At::from_micros(1),
        });
        let unit = (old.clone(), now.clone());
        db.write_blocking(move |tx| {
            let (old, now) = (unit.0.as_ref(), &unit.1);
            step(tx, old, now)?;
            said.iter().try_for_each(|comment| comment::insert(tx, TEAM, now.id, comment))
        })
        .unwrap();
        if old.is_some() {
            tickets[at] = now;
        } else {
            tickets.push(now);
        }
        if dice.of(5) == 0 {
            let words = db.read_blocking(|tx| search::cut(tx, TEAM, 20)).unwrap();
            db.write_blocking(move |tx| search::write(tx, TEAM, &words)).unwrap();
        }
    }
}

on_both_engines! {
    fn what_is_followed_is_what_counting_gives_whoever_writes_at_once(db: &Db) {
        let (totals, done) = (Arc::new(Totals::default()), Arc::new(AtomicBool::new(false)));
        let compared = Arc::new(AtomicUsize::new(0));
        let readers: Vec<_> = (0..3)
            .map(|reader| {
                let (db, totals, done) = (db.clone(), Arc::clone(&totals), Arc::clone(&done));
                let compared = Arc::clone(&compared);
                std::thread::spawn(move || {
                    let (questions, mut dice) = (Arc::new(questions()), Dice(100 + reader));
                    while !done.load(Ordering::SeqCst) {
                        let (totals, questions) = (Arc::clone(&totals), Arc::clone(&questions));
                        let which = dice.of(questions.len());
                        let both = db.read_blocking(move |tx| {
                            let question = &questions[which];
                            let counted = asked(tx, &Totals::default(), question)?;
                            Ok::<_, Error>((asked(tx, &totals, question)?, counted))
                        });
                        let (followed, counted) = both.unwrap();
                        assert_eq!(followed, counted, "question {which}");
                        compared.fetch_add(1, Ordering::SeqCst);
                    }
                })
            })
            .collect();
        let writers: Vec<_> = (1..5)
            .map(|writer| {
                let db = db.clone();
                std::thread::spawn(move || work(&db, writer))
            })
            .collect();
        for writer in writers {
            writer.join().unwrap();
        }
        done.store(true, Ordering::SeqCst);
        for reader in readers {
            reader.join().unwrap();
        }
        assert!(compared.load(Ordering::SeqCst) > 50);
        // And when all is written and nothing more happens.
        db.write_blocking(index).unwrap();
        for question in questions() {
            let totals = Arc::clone(&totals);
            let both = db.read_blocking(move |tx| {
                Ok::<_, Error>((asked(tx, &totals, &question)?, asked(tx, &Totals::default(), &question)?))
            });
            let (followed, counted) = both.unwrap();
            assert_eq!(followed, counted);
        }
    }

    fn what_many_ask_at_once_the_database_is_asked_once(db: &Db) {
        const MANY: usize = 8;
        for id in 1..=300 {
            let made = Ticket { title: "the VPN printer".into(), ..new(id) };
            db.write_blocking(move |tx| step(tx, None, &made)).unwrap();
        }
        db.write_blocking(index).unwrap();
        let (totals, together) = (Arc::new(Totals::default()), Arc::new(Barrier::new(MANY)));
        let question = (everything(), Filter { text: Some("vpn printer".into()), ..Filter::default() });
        let askers: Vec<_> = (0..MANY)
            .map(|_| {
                let (db, totals, together) = (db.clone(), Arc::clone(&totals), Arc::clone(&together));
                let question = question.clone();
                std::thread::spawn(move || {
                    together.wait();
                    db.read_blocking(move |tx| {
                        tx.listen();
                        let total = total(tx, &totals, &question)?;
                        let gathers = |text: &str| text.contains("ticket_search") && !text.contains("LIMIT");
                        let asked = tx.heard().iter().filter(|(text, _)| gathers(text)).count();
                        Ok::<_, Error>((total, asked > 0))
                    })
                    .unwrap()
                })
            })
            .collect();
        let answers: Vec<(i64, bool)> = askers.into_iter().map(|asker| asker.join().unwrap()).collect();
        assert!(answers.iter().all(|(total, _)| *total == 300), "{answers:?}");
        assert_eq!(answers.iter().filter(|(_, asked)| *asked).count(), 1, "{answers:?}");
    }

    fn words_that_are_written_later_are_found_without_another_step(db: &Db) {
        let totals = Arc::new(Totals::default());
        let question = (everything(), Filter { text: Some("vpn printer".into()), ..Filter::default() });
        let ask = |db: &Db| {
            let (totals, question) = (Arc::clone(&totals), question.clone());
            db.read_blocking(move |tx| total(tx, &totals, &question)).unwrap()
        };
        let make = |id: i64| {
            let made = Ticket { title: "the VPN printer".into(), ..new(id) };
            db.write_blocking(move |tx| step(tx, None, &made)).unwrap();
        };
        for id in 1..=4 {
            make(id);
            assert_eq!(ask(db), id - 1, "not in the index yet");
            assert_eq!(ask(db), id - 1);
            db.write_blocking(index).unwrap();
            assert_eq!(ask(db), id);
            assert_eq!(ask(db), id);
        }
    }

    fn many_more_steps_than_are_followed_at_once_are_counted_anew(db: &Db) {
        let totals = Arc::new(Totals::default());
        let question = (everything(), Filter { assignees: vec!["bob".into()], ..Filter::default() });
        let ask = |db: &Db| {
            let (totals, question) = (Arc::clone(&totals), question.clone());
            db.read_blocking(move |tx| total(tx, &totals, &question)).unwrap()
        };
        let make = |from: i64, to: i64| {
            db.write_blocking(move |tx| {
                (from..to).try_for_each(|id| step(tx, None, &Ticket { assignee: "bob".into(), ..new(id) }))
            })
            .unwrap();
        };
        assert_eq!(ask(db), 0);
        for (from, to) in [(1, 2), (2, 12), (12, 2_500), (2_500, 2_503)] {
            make(from, to);
            assert_eq!(ask(db), to - 1);
        }
    }
}

#[test]
fn what_a_slower_transaction_commits_later_is_seen_though_others_overtook_it() {
    let opened = Opened::postgres();
    let db = &opened.db;
    let totals = Arc::new(Totals::default());
    let question = (everything(), Filter { assignees: vec!["bob".into()], ..Filter::default() });
    let ask = || {
        let (totals, question) = (Arc::clone(&totals), question.clone());
        db.read_blocking(move |tx| total(tx, &totals, &question)).unwrap()
    };
    let of_bob = |id: i64| Ticket { assignee: "bob".into(), ..new(id) };
    let make = |id: i64| {
        let t = of_bob(id);
        db.write_blocking(move |tx| step(tx, None, &t)).unwrap();
    };
    assert_eq!(ask(), 0);
    make(1);
    assert_eq!(ask(), 1, "from now on it is followed");
    let [written, go_on] = [(); 2].map(|()| Arc::new(Barrier::new(2)));
    let slow = std::thread::spawn({
        let (db, written, go_on) = (db.clone(), Arc::clone(&written), Arc::clone(&go_on));
        move || {
            let t = of_bob(2);
            let unit = move |tx: &mut Tx<'_>| {
                step(tx, None, &t)?;
                // What was put is sent when somebody waits for an answer.
                number::take(tx, number::Source::Event)?;
                written.wait();
                go_on.wait();
                Ok::<_, Error>(())
            };
            db.write_blocking(unit).unwrap();
        }
    });
    written.wait();
    make(3);
    assert_eq!(ask(), 2);
    go_on.wait();
    slow.join().unwrap();
    assert_eq!(ask(), 3);
}
