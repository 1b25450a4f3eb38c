//! The live feed: every step once and in one order, across cuts, nodes, kills and slow clients.

use crate::{
    GONGDAN,
    events::{SHORTLY, SOON, assert_silent, comment, histories, open, short},
    support::ticket,
};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicI64, Ordering},
    time::{Duration, Instant},
};
use testkit::{Client, Engine, EventStream, Next, Server, json};

/// Writes with eight hands at once: comments, edits, steps, refusals that leave gaps.
fn write(clients: &[Client], tickets: &[i64], rounds: usize) {
    std::thread::scope(|scope| {
        for hand in 0..8 {
            let client = &clients[hand % clients.len()];
            scope.spawn(move || {
                for round in 0..rounds {
                    let id = tickets[(hand * 7 + round) % tickets.len()];
                    match (hand + round) % 4 {
                        0 => comment(client, id, &format!("{hand}/{round}"), false),
                        1 => drop(
                            client
                                .put(
                                    &format!("tickets/{id}"),
                                    json!({"title": format!("Title {hand}/{round}")}),
                                )
                                .expect(200),
                        ),
                        2 => drop(
                            client
                                .request("PUT", &format!("tickets/{id}"))
                                .if_match("\"v0\"")
                                .body(json!({"title": "No"}))
                                .send()
                                .expect(412),
                        ),
                        _ => drop(
                            client
                                .request("POST", &format!("tickets/{id}/comments"))
                                .key(&testkit::unique("key"))
                                .body(json!({"content": "Once"}))
                                .send()
                                .expect(200),
                        ),
                    }
                }
            });
        }
    });
}

/// Lets those who follow come to an end, also when a test fails.
struct AtEnd<'e>(&'e AtomicI64);

impl Drop for AtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(0, Ordering::SeqCst);
    }
}

/// Follows everything, is cut off again and again, and goes on after the last event seen, up to the place `end` once that
/// is known.
fn follow_with_cuts(
    clients: &[Client],
    tickets: &[i64],
    begin: &str,
    end: &AtomicI64,
) -> Vec<(i64, i64, i64)> {
    let (mut last, mut seen) = (begin.to_owned(), Vec::new());
    let patience = Instant::now() + Duration::from_mins(5);
    for cut in 0.. {
        assert!(Instant::now() < patience, "{end:?} does not come after {last}");
        let mut stream = open(&clients[cut % clients.len()], "events", Some(&last));
        for _ in 0..17 + cut % 40 {
            if last.parse::<i64>().expect("a number") >= end.load(Ordering::SeqCst) {
                return seen;
            }
            match stream.next(SHORTLY) {
                Next::Event(event) => {
                    let (id, version, _) = short(&event);
                    last = event.id.expect("an id");
                    if tickets.contains(&id) {
                        seen.push((last.parse().expect("a number"), id, version));
                    }
                }
                Next::Nothing | Next::Comment(_) => {}
                Next::End => break,
            }
        }
        stream.close();
    }
    seen
}

fn nothing_is_missed(writers: &[Client], readers: &[Client]) {
    let tickets: Vec<i64> = (0..6).map(|_| ticket(&writers[0])).collect();
    let begin = readers[0].get("events").expect(200)["last"].to_string();
    let end = AtomicI64::new(i64::MAX);
    let (seen, expected) = std::thread::scope(|scope| {
        let following: Vec<_> =
            (0..3).map(|_| scope.spawn(|| follow_with_cuts(readers, &tickets, &begin, &end))).collect();
        let over = AtEnd(&end);
        write(writers, &tickets, 40);
        let begin: i64 = begin.parse().unwrap();
        let all = histories(&writers[0], &tickets);
        let expected: Vec<_> = all.into_iter().filter(|(seq, ..)| *seq > begin).collect();
        end.store(expected.last().expect("steps").0, Ordering::SeqCst);
        let seen: Vec<_> = following.into_iter().map(|one| one.join().unwrap()).collect();
        drop(over);
        (seen, expected)
    });
    assert!(expected.len() > 150, "{}", expected.len());
    for one in seen {
        assert_eq!(one, expected, "every step once, in one order");
    }
    let mut newest = BTreeMap::new();
    for (_, id, version) in expected {
        let before = newest.insert(id, version);
        assert!(
            before.is_none_or(|before| before + 1 == version),
            "of each ticket in the order of its versions"
        );
    }
}

on_both_engines! {
    fn while_eight_write_a_client_that_is_cut_off_again_and_again_misses_nothing(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        nothing_is_missed(&[server.admin()], &[server.admin()]);
    }

    fn a_server_that_is_killed_and_started_again_goes_on_where_each_client_was(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        let id = ticket(&server.admin());
        let mut stream = open(&server.admin(), "events", None);
        comment(&server.admin(), id, "Before", false);
        let last = stream.event(SOON).id.expect("an id");
        comment(&server.admin(), id, "Unseen", false);
        server.restart();
        while stream.next(SOON) != Next::End {}
        comment(&server.admin(), id, "After", false);
        let mut again = open(&server.admin(), "events", Some(&last));
        assert_eq!([short(&again.event(SOON)).1, short(&again.event(SOON)).1], [3, 4]);
        assert_silent(&mut again);
    }

    fn stopping_ends_streams_and_is_not_held_up_by_them(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let mut streams: Vec<_> = (0..20).map(|_| open(&client, "events", None)).collect();
        let waiting = std::thread::spawn({
            let client = client.clone();
            move || client.get("events?wait=60").expect(200)
        });
        comment(&client, ticket(&client), "Everybody hears", false);
        for stream in &mut streams {
            assert_eq!(short(&stream.event(SOON)).1, 1);
        }
        waiting.join().unwrap();
        assert!(server.terminate().success());
        for stream in &mut streams {
            while stream.next(SOON) != Next::End {}
        }
    }

    fn a_client_that_reads_nothing_costs_nobody_else_anything(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let _idle: Vec<_> = (0..5).map(|_| open(&client, "events", None)).collect();
        let mut reading = open(&client, "events", None);
        let id = ticket(&client);
        let text = "很长的内容".repeat(400);
        for n in 0..300 {
            client.put(&format!("tickets/{id}"), json!({"content": format!("{n} {text}")})).expect(200);
        }
        for _ in 0..300 {
            reading.event(SOON);
        }
        assert_eq!(short(&reading.event(SOON)), (id, 301, "edited".to_owned()));
    }
}

#[test]
fn on_two_nodes_everybody_is_told_of_everything_wherever_they_listen() {
    let first = Server::start(GONGDAN, Engine::Postgres);
    let second = Server::join(&first);
    let (here, there) = (first.admin(), second.admin());
    let id = ticket(&here);
    let mut stream = open(&there, &format!("events?ticket={id}"), None);
    comment(&here, id, "From the other node", false);
    assert_eq!(short(&stream.event(SOON)), (id, 2, "commented".to_owned()));
    nothing_is_missed(&[here.clone(), there.clone()], &[there, here]);
}

#[test]
fn past_its_limit_one_principal_opens_no_more_streams() {
    let server = Server::start(GONGDAN, Engine::Sqlite);
    let client = server.person("user").client;
    let streams: Vec<_> = (0..256).map(|_| open(&client, "events", None)).collect();
    let refused = EventStream::open(&client, "events", None).expect_err("no stream").expect(429);
    assert!(refused["message"].as_str().unwrap().contains("256"), "{refused}");
    open(&server.admin(), "events", None);
    drop(streams);
    crate::flow::until("places are given back", || EventStream::open(&client, "events", None).is_ok());
}
