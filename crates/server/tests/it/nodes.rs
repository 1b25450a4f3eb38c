//! Two servers on one PostgreSQL database.

use crate::{
    GONGDAN,
    races::{assert_whole, at_once, winner},
    support::{draft_with, read, ticket},
};
use testkit::{Client, Engine, Server, json, unique};

fn two_nodes() -> (Server, Server) {
    let first = Server::start(GONGDAN, Engine::Postgres);
    let second = Server::join(&first);
    (first, second)
}

/// Clients that ask the two nodes in turn.
fn in_turn(first: &Server, second: &Server, count: usize) -> Vec<Client> {
    let clients = [first.admin(), second.admin()];
    (0..count).map(|n| clients[n % 2].clone()).collect()
}

#[test]
fn what_one_node_wrote_the_other_reads_at_once() {
    let (first, second) = two_nodes();
    let person = first.person("operator");
    let other = second.stranger().with("Authorization", person.client.authorization());
    other.get("profile").expect(200);
    for n in 0..20 {
        let id = ticket(&person.client);
        assert_eq!(read(&other, id).version(), 1);
        other.put(&format!("tickets/{id}"), json!({"title": format!("Title {n}")})).expect(200);
        assert_eq!(read(&person.client, id)["title"], format!("Title {n}").as_str());
    }
    first.admin().post(&format!("users/{}/disable", person.username), ()).expect(200);
    other.get("profile").unauthorized();
}

#[test]
fn of_sixteen_writes_on_two_nodes_one_wins() {
    let (first, second) = two_nodes();
    let clients = in_turn(&first, &second, 16);
    let id = ticket(&clients[0]);
    for (round, to) in ["in_progress", "resolved", "closed", "open"].into_iter().enumerate() {
        let before = read(&clients[0], id);
        let etag = before.etag();
        let winner = winner(at_once(&clients, |n, client| {
            let body = json!({"status": to, "note": format!("{round}/{n}")});
            client.request("POST", &format!("tickets/{id}/transition")).if_match(&etag).body(body).send()
        }));
        for node in &clients[..2] {
            let after = read(node, id);
            assert_eq!((&after["status"], after.version()), (&json!(to), before.version() + 1));
            let note =
                after["comments"].as_array().expect("comments").last().expect("a note")["content"].clone();
            assert_eq!(note, format!("{round}/{winner}").as_str());
        }
    }
    assert_whole(&clients[1], id);
}

#[test]
fn comments_on_two_nodes_are_all_there() {
    let (first, second) = two_nodes();
    let clients = in_turn(&first, &second, 16);
    let id = ticket(&clients[0]);
    at_once(&clients, |n, client| {
        let mut last = None;
        for i in 0..20 {
            let body = json!({"content": format!("{n}/{i}")});
            last = Some(client.post(&format!("tickets/{id}/comments"), body).expect(200));
        }
        last.expect("twenty answers")
    });
    let list = clients[0].get(&format!("tickets/{id}/comments")).expect(200);
    assert_eq!(list.items().len(), 16 * 20);
    assert_whole(&clients[1], id);
}

#[test]
fn one_idempotency_key_on_two_nodes_makes_one_ticket() {
    let (first, second) = two_nodes();
    let clients = in_turn(&first, &second, 8);
    for _ in 0..5 {
        let (category, key) = (unique("once"), unique("key"));
        let body = draft_with("At once", json!({"category": category}));
        let answers = at_once(&clients, |_, client| {
            client.request("POST", "tickets").key(&key).body(body.clone()).send()
        });
        let ids: Vec<i64> = answers.into_iter().map(|answer| answer.expect(200).id()).collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        assert_eq!(clients[1].get(&format!("tickets?category={category}")).expect(200)["total"], 1);
    }
}

#[test]
fn totals_are_the_same_on_both_nodes() {
    let (first, second) = two_nodes();
    let clients = in_turn(&first, &second, 8);
    let category = unique("both");
    at_once(&clients, |_, client| {
        client.post("tickets", draft_with("One of eight", json!({"category": category})))
    });
    for client in &clients[..2] {
        assert_eq!(client.get(&format!("tickets?category={category}")).expect(200)["total"], 8);
    }
    clients[0].post("tickets", draft_with("The ninth", json!({"category": category}))).expect(200);
    assert_eq!(clients[1].get(&format!("tickets?category={category}")).expect(200)["total"], 9);
}

#[test]
fn a_node_goes_on_when_the_other_is_killed() {
    let (mut first, second) = two_nodes();
    let id = ticket(&first.admin());
    first.kill9();
    let client = second.admin();
    client.put(&format!("tickets/{id}"), json!({"title": "Goes on"})).expect(200);
    first.restart();
    assert_eq!(read(&first.admin(), id)["title"], "Goes on");
}

#[test]
fn what_one_node_changed_of_the_instance_holds_at_once_on_the_other() {
    let (first, second) = two_nodes();
    let (admin, there) = (first.admin(), second.admin());
    let person = first.person("user");
    let other = second.stranger().with("Authorization", person.client.authorization());
    for n in 0..5 {
        let key = format!("NOD{}", char::from(b'A' + n));
        admin.post("projects", json!({"key": key, "name": "Here and there"})).expect(201);
        let body = draft_with("In a project of two nodes", json!({"project": key}));
        other.post("tickets", body.clone()).expect(200);
        // A field that is asked for from now on.
        let field =
            json!({"key": "room", "name": {"zh": "房间", "en": "Room"}, "type": "text", "required": true});
        admin.put(&format!("projects/{key}/fields"), json!([field])).expect(200);
        other.post("tickets", body.clone()).invalid("fields.room");
        there.put(&format!("projects/{key}/fields"), json!([])).expect(200);
        other.post("tickets", body.clone()).expect(200);
        admin.put(&format!("projects/{key}"), json!({"archived": true})).expect(200);
        other.post("tickets", body).invalid("project");
        // A level, up and down.
        let path = format!("users/{}", person.username);
        other.get("users").forbidden();
        admin.put(&path, json!({"access": "operator"})).expect(200);
        other.get("users").expect(200);
        admin.put(&path, json!({"access": "user"})).expect(200);
    }
    person.client.post("auth/logout", ()).expect(200);
    other.get("profile").unauthorized();
}

#[test]
fn a_project_is_never_removed_from_under_a_ticket_that_is_being_made_in_it() {
    let (first, second) = two_nodes();
    let clients = in_turn(&first, &second, 4);
    for round in 0..10 {
        let key = format!("GON{}", char::from(b'A' + round));
        clients[0].post("projects", json!({"key": key, "name": "Soon gone"})).expect(201);
        let answers = at_once(&clients, |n, client| {
            if n == 0 {
                client.delete(&format!("projects/{key}"))
            } else {
                client.post("tickets", draft_with("In time or not", json!({"project": key})))
            }
        });
        let (removed, made) = answers.split_first().expect("four answers");
        let made = made.iter().filter(|answer| answer.status == 200).count();
        let gone = clients[1].get(&format!("projects/{key}")).status == 404;
        assert_eq!(gone, removed.status < 300, "{removed:?}");
        assert!(!gone || made == 0, "{made} tickets in a project that is gone");
    }
}

#[test]
fn what_steps_on_two_nodes_bring_about_is_done_once() {
    let (first, second) = two_nodes();
    let key = crate::flow::drawn(
        &first,
        json!([{"from": "open", "to": "closed", "post_functions": [
            {"add_comment": {"text": "One"}}, {"add_comment": {"text": "Two"}},
        ]}]),
    );
    let clients = in_turn(&first, &second, 12);
    let ids: Vec<i64> =
        clients.iter().map(|client| crate::flow::ticket_of(client, &key, json!({}))).collect();
    at_once(&clients, |n, client| crate::flow::transit(client, ids[n], json!({"status": "closed"})));
    for id in ids {
        let path = format!("tickets/{id}/effects");
        crate::flow::until("post functions end", || clients[0].get(&path).expect(200)["waiting"] == 0);
        let comments = clients[1].get(&format!("tickets/{id}/comments")).expect(200);
        assert_eq!(comments.texts("content"), ["One", "Two"]);
        assert_whole(&clients[0], id);
    }
}
