//! What people are told of, and that nobody is told of what they may not see.

use crate::{
    GONGDAN,
    flow::{domain, drawn, person, ticket_of, transit, until},
    races::at_once,
    support::{create, read},
};
use testkit::{Answer, Client, Person, Server, Value, assert_time, json};

/// The kinds of somebody's notifications about one ticket, newest first.
#[track_caller]
pub(crate) fn told(client: &Client, ticket: i64) -> Vec<String> {
    let all = client.get("notifications?pageSize=100").expect(200);
    let of = all.items().iter().filter(|one| one["ticket"]["id"] == ticket);
    of.map(|one| one["kind"].as_str().expect("a word").to_owned()).collect()
}

#[track_caller]
fn unread(client: &Client) -> i64 {
    client.get("notifications/unread").expect(200)["unread"].as_i64().expect("a number")
}

#[track_caller]
fn newest(client: &Client) -> Value {
    client.get("notifications").expect(200).items().first().expect("a notification").clone()
}

fn comment(client: &Client, ticket: i64, text: &str, internal: bool) -> Answer {
    client
        .post(&format!("tickets/{ticket}/comments"), json!({"content": text, "internal": internal}))
        .expect(200)
}

/// Somebody who has this many unread notifications, each of a ticket of their own; the numbers, oldest first.
fn with_unread(server: &Server, count: usize) -> (Person, Vec<i64>) {
    let (admin, bob) = (server.admin(), server.person("operator"));
    for _ in 0..count {
        create(&admin, json!({"assignee": bob.username}));
    }
    let mut ids = bob.client.get("notifications?pageSize=100").expect(200).ids();
    ids.reverse();
    assert_eq!(ids.len(), count);
    assert!(ids.is_sorted(), "{ids:?}");
    (bob, ids)
}

on_both_engines! {
    fn who_gets_a_ticket_from_somebody_else_is_told(server: &Server) {
        let (admin, bob, cem) = (server.admin(), server.person("operator"), server.person("operator"));
        let id = create(&admin, json!({"title": "No network", "assignee": bob.username})).id();
        assert_eq!((unread(&bob.client), told(&bob.client, id)), (1, vec!["assigned".to_owned()]));
        let one = newest(&bob.client);
        let key = read(&admin, id)["key"].clone();
        let ticket = json!({"id": id, "key": key, "title": "No network", "status": "open"});
        assert_eq!((&one["ticket"], &one["ticketVersion"], &one["actor"]), (&ticket, &json!(1), &json!("admin")));
        assert_eq!((&one["text"], &one["approval"], &one["readAt"]), (&json!(""), &json!(null), &json!(null)));
        assert_time(&one["createdAt"]);
        let said = format!("admin assigned {} to you", key.as_str().expect("a key"));
        assert_eq!(one["said"], said.as_str());
        let chinese = newest(&bob.client.with("Accept-Language", "zh"));
        assert!(chinese["said"].as_str().is_some_and(|said| said.contains("分配给了你")), "{chinese}");
        // What one does oneself is no news, nor is what stays as it was.
        bob.client.put(&format!("tickets/{id}"), json!({"assignee": bob.username, "title": "Still none"})).expect(200);
        create(&bob.client, json!({"assignee": bob.username}));
        assert_eq!(unread(&bob.client), 1);
        bob.client.put(&format!("tickets/{id}"), json!({"assignee": cem.username.to_uppercase()})).expect(200);
        bob.client.put(&format!("tickets/{id}"), json!({"assignee": ""})).expect(200);
        assert_eq!((told(&cem.client, id), newest(&cem.client)["actor"].clone()), (vec!["assigned".into()], json!(bob.username)));
        assert_eq!((unread(&bob.client), newest(&bob.client)["ticket"]["title"].clone()), (1, json!("Still none")));
    }

    fn a_comment_tells_whom_it_names_and_who_may_read_it(server: &Server) {
        let (admin, bob) = (server.admin(), server.person("operator"));
        let (user, stranger) = (server.person("user"), server.person("user"));
        let id = create(&user.client, json!({})).id();
        let names = |more: &str| {
            format!("@{} @{}, @{}. @nobody.of.this.name @admin {more}", bob.username.to_uppercase(), user.username, stranger.username)
        };
        comment(&admin, id, &names("please look"), false);
        assert_eq!((told(&bob.client, id), told(&user.client, id)), (vec!["mentioned".into()], vec!["mentioned".into()]));
        assert_eq!(unread(&stranger.client), 0, "they may not see the ticket");
        assert!(newest(&bob.client)["text"].as_str().is_some_and(|text| text.ends_with("please look")));
        comment(&admin, id, &names("among ourselves"), true);
        assert_eq!((told(&bob.client, id).len(), told(&user.client, id).len()), (2, 1), "internal words are for operators");
        // A note with a step is a comment too; an address names nobody.
        let note = format!("{}@example.com, @{}", user.username, bob.username);
        transit(&admin, id, json!({"status": "in_progress", "note": note})).expect(200);
        assert_eq!((told(&bob.client, id).len(), told(&user.client, id).len()), (3, 1));
        assert_eq!(newest(&bob.client)["ticketVersion"], read(&admin, id)["version"]);
        // Whoever is no operator any more reads nothing of it, nor even what it was about.
        admin.put(&format!("users/{}", bob.username), json!({"access": "user"})).expect(200);
        for one in bob.client.get("notifications").expect(200).items() {
            let empty = (json!(null), json!(null), json!(null), json!(null), json!(""));
            let parts = ["ticket", "ticketVersion", "approval", "actor"].map(|key| one[key].clone());
            let [ticket, version, approval, actor] = parts;
            assert_eq!((ticket, version, approval, actor, one["text"].clone()), empty, "{one}");
            assert!(one["said"].as_str().is_some_and(|said| said.contains("cannot see")), "{one}");
        }
        assert_eq!(unread(&bob.client), 3);
    }

    fn who_may_no_longer_see_a_ticket_is_not_shown_its_title(server: &Server) {
        let (admin, dan) = (server.admin(), server.person("user"));
        let id = create(&admin, json!({"title": "A secret title", "assignee": dan.username})).id();
        assert_eq!(told(&dan.client, id), ["assigned"]);
        admin.put(&format!("tickets/{id}"), json!({"assignee": "admin"})).expect(200);
        let all = dan.client.get("notifications").expect(200);
        assert!(!all.text.contains("A secret title") && !all.text.contains(&id.to_string()), "{all}");
        assert_eq!((all.items().len(), unread(&dan.client)), (1, 1));
        let number = all.items()[0]["id"].clone();
        let one = dan.client.post(&format!("notifications/{number}/read"), ()).expect(200);
        assert_eq!((&one["ticket"], one["readAt"].is_string()), (&json!(null), true));
        admin.put(&format!("tickets/{id}"), json!({"watchers": [dan.username]})).expect(200);
        assert_eq!(newest(&dan.client)["ticket"]["title"], "A secret title");
        admin.delete(&format!("tickets/{id}")).expect(200);
        assert_eq!(newest(&dan.client)["ticket"], json!(null), "a deleted ticket is gone here too");
    }

    fn lists_are_paged_and_marked_as_read(server: &Server) {
        let (bob, ids) = with_unread(server, 5);
        let client = &bob.client;
        let page = client.get("notifications?page=2&pageSize=2").expect(200);
        assert_eq!((page.ids(), &page["total"], &page["page"]), (vec![ids[2], ids[1]], &json!(5), &json!(2)));
        let one = client.post(&format!("notifications/{}/read", ids[4]), ()).expect(200);
        let again = client.post(&format!("notifications/{}/read", ids[4]), ()).expect(200);
        assert_time(&one["readAt"]);
        assert_eq!(one["readAt"], again["readAt"]);
        let rest = client.get("notifications?unread=true&pageSize=2").expect(200);
        assert_eq!((rest.ids(), &rest["total"]), (vec![ids[3], ids[2]], &json!(4)));
        assert_eq!(client.get("notifications?unread=false").expect(200)["total"], 5);
        // What is none of theirs is passed over.
        let (cem, others) = with_unread(server, 1);
        let some = json!({"ids": [ids[0], others[0], -1, i64::MAX, ids[0]]});
        assert_eq!(client.post("notifications/read", some).expect(200)["unread"], 3);
        assert_eq!(client.post("notifications/read", json!({"upTo": ids[2]})).expect(200)["unread"], 1);
        assert_eq!((unread(client), unread(&cem.client)), (1, 1));
        assert_eq!(client.post("notifications/read", json!({"ids": []})).expect(200)["unread"], 1);
        assert_eq!(client.post("notifications/read", json!({"upTo": i64::MAX})).expect(200)["unread"], 0);
        cem.client.post(&format!("notifications/{}/read", ids[0]), ()).not_found();
        assert_eq!(unread(&cem.client), 1);
    }

    fn bad_requests_are_refused_in_the_words_of_the_field(server: &Server) {
        let (bob, ids) = with_unread(server, 1);
        let client = &bob.client;
        client.get("notifications?unread=perhaps").malformed("unread");
        client.get("notifications?page=0").malformed("page");
        for body in [json!({}), json!({"ids": [1], "upTo": 2}), json!({"ids": null, "upTo": null})] {
            client.post("notifications/read", body).invalid("upTo");
        }
        client.post("notifications/read", json!({"ids": vec![1; 101]})).invalid("ids");
        for body in [json!({"upTo": "all"}), json!({"ids": ["a"]}), json!({"upTo": 1.5}), json!([1])] {
            let refused = client.post("notifications/read", body);
            assert!([400, 422].contains(&refused.status), "{refused}");
        }
        for missing in ["0", "-1", "abc", "9223372036854775808", "1.0"] {
            client.post(&format!("notifications/{missing}/read"), ()).not_found();
        }
        server.stranger().get("notifications").unauthorized();
        server.stranger().post("notifications/read", json!({"upTo": 1})).unauthorized();
        let token = client.post("tokens", json!({"name": "reader", "scopes": ["read"]})).expect(201);
        let reader = server.stranger().bearer(token["token"].as_str().expect("a token"));
        assert_eq!(reader.get("notifications").expect(200).ids(), ids);
        reader.post("notifications/read", json!({"upTo": i64::MAX})).forbidden();
        reader.post(&format!("notifications/{}/read", ids[0]), ()).forbidden();
        server.person("unregistered").client.get("notifications/unread").forbidden();
        assert_eq!(unread(client), 1);
    }

    fn those_who_mark_at_once_while_more_comes_lose_nothing(server: &Server) {
        let (bob, ids) = with_unread(server, 12);
        let admin = server.admin();
        let clients: Vec<Client> = (0..12).map(|n| if n % 4 == 3 { admin.clone() } else { bob.client.clone() }).collect();
        let answers = at_once(&clients, |n, client| match n % 4 {
            0 => client.post("notifications/read", json!({"upTo": ids[11]})),
            1 => client.post("notifications/read", json!({"ids": ids.iter().rev().collect::<Vec<_>>()})),
            2 => client.post(&format!("notifications/{}/read", ids[n]), ()),
            _ => client.post("tickets", crate::support::draft_with("More", json!({"assignee": bob.username}))),
        });
        assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
        let rest = bob.client.get("notifications?unread=true").expect(200);
        assert_eq!((rest.items().len(), unread(&bob.client)), (3, 3), "what came meanwhile is unread");
        assert!(rest.ids().iter().all(|id| !ids.contains(id)));
        let all = bob.client.get("notifications?pageSize=100").expect(200);
        assert_eq!(all["total"], 15);
    }

    fn a_post_function_tells_whom_it_names_of_the_step(server: &Server) {
        let (admin, worker, boss) = (server.admin(), server.person("operator"), server.person("user"));
        let (owner, text) = (server.person("user"), "Done; 请看一下");
        let key = drawn(server, json!([
            {"from": "open", "to": "resolved", "post_functions": [
                {"notify": {"user_domains": [domain("task_owner")[0], domain("task_watchers")[0], person(&worker), person(&boss)], "text": text}},
                {"update_field_value": {"field": "assignee", "variable": "self"}},
                {"add_comment": {"text": format!("@{} and @{}: done", worker.username, owner.username)}},
                {"create_task": {"title": "Tell the users", "assignee": worker.username}},
            ]},
            {"from": "resolved", "to": "closed", "post_functions": [{"notify": {"user_domains": [person(&worker)]}}]},
        ]));
        let id = ticket_of(&owner.client, &key, json!({}));
        let path = format!("tickets/{id}/effects");
        let settled = || {
            until("post functions end", || admin.get(&path).expect(200)["waiting"] == 0);
            admin.get(&path).expect(200).items().to_vec()
        };
        transit(&worker.client, id, json!({"status": "resolved"})).expect(200);
        assert_eq!(settled()[0]["state"], "done");
        assert_eq!(told(&owner.client, id), ["mentioned", "notified"]);
        let one = owner.client.get("notifications").expect(200).items()[1].clone();
        assert_eq!((&one["text"], &one["actor"]), (&json!(text), &json!(worker.username)));
        assert_eq!((&one["ticketVersion"], &one["ticket"]["id"]), (&json!(2), &json!(id)), "it is of the step itself");
        assert_eq!(unread(&boss.client), 0, "who may not see the ticket is not told of it");
        assert_eq!(unread(&worker.client), 0, "who did it knows: what came of it is theirs");
        // Where nobody else is named, that is said.
        transit(&worker.client, id, json!({"status": "closed"})).expect(200);
        let ended = settled();
        let last = ended.last().expect("an effect");
        assert_eq!(last["state"], "skipped");
        assert!(last["reason"].as_str().is_some_and(|why| why.contains("nobody")), "{ended:?}");
        crate::races::assert_whole(&admin, id);
    }
}

mod moved {
    use super::*;

    on_both_engines! {
        fn notifications_are_the_same_again_in_an_instance_that_was_exported_and_imported(engine: Engine) {
            let server = Server::start(GONGDAN, engine);
            let (bob, ids) = with_unread(&server, 2);
            bob.client.post(&format!("notifications/{}/read", ids[0]), ()).expect(200);
            let there = crate::ops_export::Place::new(crate::ops_export::other(engine));
            let file = there.file("one.tar");
            server.gongdan().args(["export", &file]).run().expect();
            there.import(&file);
            let mut process = there.serve();
            let stranger = Client::new(process.url());
            let log_in = stranger.post("auth/login", json!({"username": bob.username, "password": bob.password})).expect(200);
            let again = stranger.bearer(log_in["token"].as_str().expect("a token"));
            let list = |client: &Client| client.get("notifications").expect(200).json;
            assert_eq!(list(&again), list(&bob.client));
            let admin = stranger.post("auth/login", json!({"username": "admin", "password": testkit::ADMIN_PASSWORD})).expect(200);
            create(&stranger.bearer(admin["token"].as_str().expect("a token")), json!({"assignee": bob.username}));
            assert_eq!(unread(&again), 2, "numbers go on behind the largest");
            assert!(process.terminate().success());
        }
    }
}
