//! Tickets, their history, and lists of them held against a naive reading in memory.

use crate::support::{Opened, on_both_engines};
use domain::{
    At,
    history::{About, Body, Change, Event, Kind},
    id::{Seq, TeamId, TicketId},
    identity::{ProjectScope, Visibility},
    ticket::{Field, Priority, Source, Ticket},
};
use proptest::{prelude::*, test_runner::TestRunner};
use sql::{Db, Error};
use std::sync::Arc;
use store::ticket::{self, Filter, Order, Position, Slice, Sort, Totals};

pub(crate) const TEAM: TeamId = TeamId(1);

pub(crate) fn ticket(id: i64) -> Ticket {
    Ticket {
        team: TEAM,
        id: TicketId(id),
        uuid: format!("uuid{id:012}"),
        project: "SUP".into(),
        kind: "ticket".into(),
        status: "open".into(),
        title: "无法登录 VPN".into(),
        content: "Cannot log in since noon".into(),
        category: "account".into(),
        priority: Priority::Medium,
        assignee: String::new(),
        creator: "ann".into(),
        tags: vec![],
        watchers: vec![],
        player_id: String::new(),
        contact: String::new(),
        game_id: String::new(),
        env: String::new(),
        source: Source::Api,
        due: None,
        appointment: None,
        fields: [("room".to_owned(), domain::Value::Int(7))].into(),
        version: 1,
        created: At::from_micros(id * 1_000),
        updated: At::from_micros(id * 1_000),
        deleted: None,
    }
}

pub(crate) fn event(ticket: &Ticket, seq: i64) -> Event {
    let change = Change::new(&Field::Status, domain::Value::Null, ticket.status.clone().into());
    Event {
        seq: Seq(seq),
        team: TEAM,
        ticket: ticket.id,
        version: ticket.version,
        kind: if ticket.version == 1 { Kind::Created } else { Kind::Edited },
        actor: "ann".into(),
        via: "api".into(),
        at: ticket.updated,
        body: Body { changes: vec![change], about: About::default() },
        note: "说明".into(),
    }
}

pub(crate) fn everything() -> Visibility {
    Visibility { projects: ProjectScope::All, own: "nobody".into() }
}

pub(crate) const NEWEST: Slice =
    Slice { sort: Sort::UpdatedAt, order: Order::Descending, after: None, offset: 0, limit: 100 };

on_both_engines! {
    fn a_ticket_is_read_as_it_was_written(db: &Db) {
        db.write_blocking(|tx| {
            let mut t = ticket(1);
            t.tags = vec!["VIP".into(), "退款".into()];
            t.watchers = vec!["bob".into()];
            t.due = Some(At::from_micros(5));
            ticket::insert(tx, &t, "hash")?;
            assert_eq!(ticket::get(tx, TEAM, t.id)?, Some(t.clone()));
            let locked = ticket::ask_lock(tx, TEAM, t.id)?;
            assert_eq!(tx.answer_one(locked)?, Some((t.clone(), "hash".to_owned())));
            assert_eq!(ticket::get(tx, TeamId(2), t.id)?, None);
            let next = Ticket { version: 2, tags: vec!["vip".into()], title: "换了标题".into(), ..t.clone() };
            ticket::update(tx, &t, &next, "next")?;
            // The version has moved on: what was made of the old one is not written over it.
            ticket::update(tx, &t, &Ticket { title: "late".into(), ..next.clone() }, "late")?;
            assert_eq!(ticket::get(tx, TEAM, t.id)?, Some(next));
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn a_chain_holds_until_any_column_of_any_step_is_changed(db: &Db) {
        db.write_blocking(|tx| {
            let mut t = ticket(1);
            let mut head = store::event::append(tx, &event(&t, 10), "")?;
            ticket::insert(tx, &t, &head)?;
            for version in 2..=5 {
                let next = Ticket { version, ..t.clone() };
                head = store::event::append(tx, &event(&next, 10 + version), &head)?;
                ticket::update(tx, &t, &next, &head)?;
                t = next;
            }
            assert_eq!(store::event::verify(tx, TEAM, t.id)?, None);
            Ok::<_, Error>(())
        })
        .unwrap();
        for (column, value, back) in [
            ("note", "'说明 '", "'说明'"),
            ("actor", "'bob'", "'ann'"),
            ("via", "'web'", "'api'"),
            ("at", "at + 1", "at - 1"),
            ("kind", "'created'", "'edited'"),
            ("seq", "seq + 1000", "seq - 1000"),
            ("body", "replace(body, 'open', 'opem')", "replace(body, 'opem', 'open')"),
            ("hash", "replace(hash, substr(hash, 1, 8), '00000000')", "hash"),
        ] {
            let broken = db
                .write_blocking(move |tx| {
                    tx.batch(&format!("UPDATE event SET {column} = {value} WHERE ticket_version = 3"))?;
                    let found = store::event::verify(tx, TEAM, TicketId(1))?;
                    tx.batch(&format!("UPDATE event SET {column} = {back} WHERE ticket_version = 3"))?;
                    Ok::<_, Error>(found)
                })
                .unwrap();
            assert_eq!(broken, Some(3), "{column}");
        }
    }

    fn the_past_is_cut_where_it_is_asked_for(db: &Db) {
        db.write_blocking(|tx| {
            let t = ticket(1);
            let mut head = String::new();
            for version in 1..=4 {
                let step = Ticket { version, updated: At::from_micros(version * 10), ..t.clone() };
                head = store::event::append(tx, &event(&step, version), &head)?;
            }
            let cut = |tx: &mut sql::Tx<'_>, at| {
                store::event::around(tx, TEAM, t.id, At::from_micros(at))
                    .map(|(newer, last)| (newer.iter().map(|e| e.version).collect::<Vec<_>>(), last.map(|e| e.version)))
            };
            assert_eq!(cut(tx, 5)?, (vec![4, 3, 2, 1], None));
            assert_eq!(cut(tx, 20)?, (vec![4, 3], Some(2)));
            assert_eq!(cut(tx, 99)?, (vec![], Some(4)));
            Ok::<_, Error>(())
        })
        .unwrap();
    }
}

const WORDS: [&str; 3] = ["a", "b", "c"];

fn any_ticket() -> impl Strategy<Value = Ticket> {
    let word = || proptest::sample::select(&WORDS[..]).prop_map(str::to_owned);
    let words = || proptest::sample::subsequence(WORDS.to_vec(), 0..=3);
    let times = (0..6i64, proptest::option::of(0..4i64));
    ((word(), word(), word()), (0..4usize, words(), words()), times, any::<bool>()).prop_map(
        |((status, project, assignee), (priority, tags, watchers), (updated, due), deleted)| Ticket {
            status,
            project,
            assignee,
            priority: Priority::ALL[priority],
            tags: tags.into_iter().map(str::to_uppercase).collect(),
            watchers: watchers.into_iter().map(str::to_owned).collect(),
            updated: At::from_micros(updated),
            due: due.map(At::from_micros),
            deleted: deleted.then_some(At::from_micros(1)),
            ..ticket(0)
        },
    )
}

fn any_question() -> impl Strategy<Value = (Visibility, Filter, Sort, Order)> {
    let words = || {
        proptest::sample::subsequence(WORDS.to_vec(), 0..=2)
            .prop_map(|w| w.into_iter().map(str::to_owned).collect())
    };
    let scope = prop_oneof![
        Just(ProjectScope::All),
        words().prop_map(ProjectScope::Only),
        words().prop_filter("names some", |w: &Vec<String>| !w.is_empty()).prop_map(ProjectScope::Except),
    ];
    let own = proptest::sample::select(&WORDS[..]).prop_map(str::to_owned);
    let sort = proptest::sample::select(vec![
        Sort::UpdatedAt,
        Sort::CreatedAt,
        Sort::Priority,
        Sort::Id,
        Sort::DueAt,
    ]);
    let order = proptest::sample::select(vec![Order::Ascending, Order::Descending]);
    let bounds = (proptest::option::of(0..6i64), proptest::option::of(0..6i64));
    let priorities = proptest::sample::subsequence(Priority::ALL.to_vec(), 0..=3);
    let kinds = (words(), words(), priorities);
    // Half of them ask only for what the tally tells apart.
    ((scope, own), kinds, (words(), words()), bounds, (sort, order), any::<(bool, bool)>()).prop_map(
        |((projects, own), kinds, (tags, assignees), (from, to), (sort, order), (deleted, tallied))| {
            let (statuses, wished, priorities) = kinds;
            let kinds = Filter { statuses, projects: wished, priorities, ..Filter::default() };
            if tallied {
                return (Visibility { projects, own }, kinds, sort, order);
            }
            let filter = Filter {
                tags,
                assignees,
                updated_from: from.map(At::from_micros),
                updated_to: to.map(At::from_micros),
                deleted,
                ..kinds
            };
            (Visibility { projects, own }, filter, sort, order)
        },
    )
}

/// The same question, asked of memory.
fn naive(all: &[Ticket], see: &Visibility, f: &Filter, sort: Sort, order: Order) -> Vec<i64> {
    let any = |values: &[String], value: &str| values.is_empty() || values.iter().any(|v| v == value);
    let slice = Slice { sort, order, ..NEWEST };
    let mut found: Vec<(Position, i64)> = all
        .iter()
        .filter(|t| t.deleted.is_some() == f.deleted)
        .filter(|t| {
            let in_scope = match &see.projects {
                ProjectScope::All => true,
                ProjectScope::Except(keys) => !keys.contains(&t.project),
                ProjectScope::Only(keys) => keys.contains(&t.project),
            };
            in_scope || t.creator == see.own || t.assignee == see.own || t.watchers.contains(&see.own)
        })
        .filter(|t| {
            any(&f.statuses, &t.status) && any(&f.assignees, &t.assignee) && any(&f.projects, &t.project)
        })
        .filter(|t| f.priorities.is_empty() || f.priorities.contains(&t.priority))
        .filter(|t| f.tags.is_empty() || t.tags.iter().any(|tag| f.tags.contains(&tag.to_lowercase())))
        .filter(|t| {
            f.updated_from.is_none_or(|at| t.updated >= at) && f.updated_to.is_none_or(|at| t.updated < at)
        })
        .map(|t| (slice.position(t), t.id.0))
        .collect();
    found.sort_by_key(|(at, _)| (at.value, at.id));
    if order == Order::Descending {
        found.reverse();
    }
    found.into_iter().map(|(_, id)| id).collect()
}

fn lists_agree_with_memory(db: &Db) {
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 1, failure_persistence: None, ..ProptestConfig::default() });
    let many = proptest::collection::vec(any_ticket(), 40);
    let questions = proptest::collection::vec(any_question(), 150);
    runner
        .run(&(many, questions), |(tickets, questions)| {
            let all: Vec<Ticket> = (1_i64..)
                .zip(tickets)
                .map(|(id, t)| Ticket { id: TicketId(id), uuid: format!("uuid{id:012}"), ..t })
                .collect();
            let written = all.clone();
            let totals = Arc::new(Totals::default());
            db.write_blocking(move |tx| {
                tx.batch(
                    "DELETE FROM ticket; DELETE FROM tally; DELETE FROM ticket_tag; DELETE FROM watcher",
                )?;
                written.iter().try_for_each(|t| ticket::insert(tx, t, ""))
            })
            .unwrap();
            for (see, filter, sort, order) in questions {
                let expected = naive(&all, &see, &filter, sort, order);
                let asked = (see.clone(), filter.clone(), Arc::clone(&totals));
                let (whole, walked, turned, total) = db
                    .read_blocking(move |tx| {
                        let (see, filter, totals) = &asked;
                        let slice = Slice { sort, order, ..NEWEST };
                        let (page, total) = ticket::list(tx, totals, TEAM, see, filter, &slice)?;
                        let mut walked = Vec::new();
                        let mut after = None;
                        loop {
                            let (part, _) = ticket::list(
                                tx,
                                totals,
                                TEAM,
                                see,
                                filter,
                                // A limit that `PostgreSQL` is given in the text, where it walks.
                                &Slice { after, limit: 11, ..slice },
                            )?;
                            let Some(last) = part.last() else { break };
                            after = Some(slice.position(last));
                            walked.extend(part.iter().map(|t| t.id.0));
                        }
                        let (mut turned, mut offset) = (Vec::new(), 0);
                        // One page past the end, which has nothing on it.
                        while offset <= total + 7 {
                            let slice = Slice { offset, limit: 7, ..slice };
                            let (part, told) = ticket::list(tx, totals, TEAM, see, filter, &slice)?;
                            assert_eq!(told, total);
                            turned.extend(part.iter().map(|t| t.id.0));
                            offset += 7;
                        }
                        let whole = page.iter().map(|t| t.id.0).collect::<Vec<_>>();
                        Ok::<_, Error>((whole, walked, turned, total))
                    })
                    .unwrap();
                prop_assert_eq!(&whole, &expected, "{:?} {:?} {:?} {:?}", see, filter, sort, order);
                prop_assert_eq!(&walked, &expected);
                prop_assert_eq!(&turned, &expected);
                prop_assert_eq!(usize::try_from(total).unwrap(), expected.len());
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn lists_agree_with_memory_on_sqlite() {
    lists_agree_with_memory(&Opened::sqlite().db);
}

#[test]
fn lists_agree_with_memory_on_postgres() {
    lists_agree_with_memory(&Opened::postgres().db);
}
