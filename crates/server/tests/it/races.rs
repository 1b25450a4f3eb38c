//! Many at once on one ticket: one wins, nothing is lost.

use crate::support::{read, ticket};
use std::sync::Barrier;
use testkit::{Answer, Client, Value, json};

/// Has each of `clients` send its own request at the same moment.
pub(crate) fn at_once(clients: &[Client], request: impl Fn(usize, &Client) -> Answer + Sync) -> Vec<Answer> {
    let barrier = Barrier::new(clients.len());
    std::thread::scope(|scope| {
        let threads: Vec<_> = clients
            .iter()
            .enumerate()
            .map(|(n, client)| {
                let (barrier, request) = (&barrier, &request);
                scope.spawn(move || {
                    barrier.wait();
                    request(n, client)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
    })
}

/// Fails unless exactly one of the answers is a success and the others are conflicts; the place of the winner.
#[track_caller]
pub(crate) fn winner(answers: Vec<Answer>) -> usize {
    let mut winners = Vec::new();
    for (n, answer) in answers.into_iter().enumerate() {
        match answer.status {
            200 => winners.push(n),
            409 => drop(answer.conflict()),
            _ => drop(answer.stale()),
        }
    }
    assert_eq!(winners.len(), 1, "not one winner but {winners:?}");
    winners[0]
}

/// Fails unless the history of a ticket has one step for each of its versions, each about what the one before left.
#[track_caller]
pub(crate) fn assert_whole(client: &Client, id: i64) {
    let ticket = read(client, id);
    let mut steps: Vec<Value> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = client
            .get(&format!("tickets/{id}/history?pageSize=100&cursor={}", testkit::encode(&cursor)))
            .expect(200);
        steps.extend_from_slice(page.items());
        match page["nextCursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    steps.sort_by_key(|step| step["seq"].as_i64().expect("a seq"));
    assert_eq!(
        i64::try_from(steps.len()).unwrap(),
        ticket.version(),
        "versions of ticket {id} are not dense"
    );
    let mut status = Value::Null;
    for step in &steps {
        for change in
            step["changes"].as_array().expect("changes").iter().filter(|change| change["field"] == "status")
        {
            let first = status.is_null();
            assert!(
                first || change["from"] == status,
                "a step of ticket {id} starts from {}, but it was {status}",
                change["from"]
            );
            status = change["to"].clone();
        }
    }
    assert_eq!(ticket["status"], status, "ticket {id} is not what its history says");
}

on_both_engines! {
    fn of_sixteen_updates_of_one_version_one_wins(server: &Server) {
        let clients = vec![server.admin(); 16];
        let id = ticket(&clients[0]);
        for round in 0..5 {
            let before = read(&clients[0], id);
            let etag = before.etag();
            let winner = winner(at_once(&clients, |n, client| {
                let body = json!({"title": format!("Round {round}, by client {n}")});
                client.request("PUT", &format!("tickets/{id}")).if_match(&etag).body(body).send()
            }));
            let after = read(&clients[0], id);
            assert_eq!(after["title"], format!("Round {round}, by client {winner}").as_str());
            assert_eq!(after.version(), before.version() + 1);
        }
        assert_whole(&clients[0], id);
    }

    fn of_sixteen_transitions_of_one_version_one_wins(server: &Server) {
        let clients = vec![server.admin(); 16];
        let id = ticket(&clients[0]);
        for to in ["in_progress", "resolved", "closed", "open"] {
            let before = read(&clients[0], id);
            let etag = before.etag();
            let winner = winner(at_once(&clients, |n, client| {
                let body = json!({"status": to, "note": format!("By client {n}")});
                client.request("POST", &format!("tickets/{id}/transition")).if_match(&etag).body(body).send()
            }));
            let after = read(&clients[0], id);
            assert_eq!((&after["status"], after.version()), (&json!(to), before.version() + 1));
            let notes = after["comments"].as_array().expect("comments");
            assert_eq!(notes.last().unwrap()["content"], format!("By client {winner}").as_str());
            assert_eq!(
                notes.len(),
                before["comments"].as_array().map_or(0, Vec::len) + 1,
                "a loser left its note"
            );
        }
        assert_whole(&clients[0], id);
    }

    fn updates_without_a_version_are_all_kept_one_after_another(server: &Server) {
        let clients = vec![server.admin(); 16];
        let id = ticket(&clients[0]);
        let answers = at_once(&clients, |n, client| {
            client.put(&format!("tickets/{id}"), json!({"title": format!("By client {n}")}))
        });
        let mut versions: Vec<i64> = answers.into_iter().map(|answer| answer.expect(200).version()).collect();
        versions.sort_unstable();
        assert_eq!(versions, (2..18).collect::<Vec<_>>());
        assert_whole(&clients[0], id);
    }

    fn sixteen_times_twenty_comments_are_all_there(server: &Server) {
        let clients = vec![server.admin(); 16];
        let id = ticket(&clients[0]);
        at_once(&clients, |n, client| {
            let mut last = None;
            for i in 0..20 {
                let answer = client
                    .post(&format!("tickets/{id}/comments"), json!({"content": format!("{n}/{i}")}))
                    .expect(200);
                assert!(
                    answer.texts("content").contains(&format!("{n}/{i}").as_str()),
                    "the answer lacks the comment just made"
                );
                last = Some(answer);
            }
            last.expect("twenty answers")
        });
        let list = clients[0].get(&format!("tickets/{id}/comments")).expect(200);
        let mut texts = list.texts("content");
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), 16 * 20);
        for n in 0..16 {
            let own: Vec<_> =
                list.texts("content").into_iter().filter(|text| text.starts_with(&format!("{n}/"))).collect();
            let wanted: Vec<String> = (0..20).map(|i| format!("{n}/{i}")).collect();
            assert_eq!(own, wanted, "the comments of one client are out of order");
        }
        assert_eq!(read(&clients[0], id).version(), 1 + 16 * 20);
        assert_whole(&clients[0], id);
    }

    fn opposite_steps_leave_a_whole_history(server: &Server) {
        let clients = vec![server.admin(); 12];
        let id = ticket(&clients[0]);
        at_once(&clients, |n, client| {
            let statuses = ["open", "in_progress", "resolved", "closed"];
            let mut last = read(client, id);
            for i in 0..6 {
                let body = json!({"status": statuses[(n + i) % 4]});
                last = client.post(&format!("tickets/{id}/transition"), body);
                assert!([200, 409].contains(&last.status), "{last}");
            }
            last
        });
        assert_whole(&clients[0], id);
    }

    fn of_sixteen_accounts_of_one_name_one_is_made(server: &Server) {
        let clients = vec![server.admin(); 16];
        let name = testkit::unique("same");
        let answers = at_once(&clients, |n, client| {
            let name = if n % 2 == 0 { name.clone() } else { name.to_uppercase() };
            client.post(
                "users",
                json!({"username": name, "password": "vT3-quiet-harbour-88", "access": "user"}),
            )
        });
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        for answer in answers.into_iter().filter(|answer| answer.status != 201) {
            answer.conflict();
        }
    }

    fn a_deletion_and_updates_at_once_end_in_one_order(server: &Server) {
        let clients = vec![server.admin(); 8];
        for _ in 0..4 {
            let id = ticket(&clients[0]);
            let answers = at_once(&clients, |n, client| match n {
                0 => client.delete(&format!("tickets/{id}")),
                _ => client.put(&format!("tickets/{id}"), json!({"title": format!("By client {n}")})),
            });
            assert_eq!(answers[0].status, 200, "{}", answers[0]);
            assert!(answers.iter().skip(1).all(|answer| [200, 404, 409].contains(&answer.status)));
            clients[0].get(&format!("tickets/{id}")).not_found();
            clients[0].post(&format!("tickets/{id}/restore"), ()).expect(200);
            assert_whole(&clients[0], id);
        }
    }
}
