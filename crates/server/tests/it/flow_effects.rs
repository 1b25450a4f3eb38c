//! What steps bring about of themselves: post functions in order, timers, both across a kill.

use crate::{
    GONGDAN,
    flow::{drawn, history, ticket_of, transit, until},
    races::assert_whole,
    support::read,
};
use testkit::{Client, Server, Value, json};

/// Waits until everything that steps of the ticket have brought about has ended; what became of each.
#[track_caller]
pub(crate) fn settled(client: &Client, id: i64) -> Vec<Value> {
    let path = format!("tickets/{id}/effects");
    until("post functions end", || client.get(&path).expect(200)["waiting"] == 0);
    client.get(&path).expect(200).items().to_vec()
}

on_both_engines! {
    fn post_functions_run_in_order_and_tell_of_it(server: &Server) {
        let (admin, worker) = (server.admin(), server.person("operator"));
        let key = drawn(server, json!([
            {"from": "open", "to": "resolved", "post_functions": [
                {"update_field_value": {"field": "assignee", "variable": "self"}},
                {"add_comment": {"text": "Only for us", "audience": "staff"}},
                {"create_task": {"title": "Tell the users"}},
                {"transit_parent": {"status": "closed"}},
            ]},
            {"from": "open", "to": "closed", "condition": {"must": [{"all_subtasks_closed": {}}]}},
            {"from": "resolved", "to": "closed"},
        ]));
        let (parent, id) = (ticket_of(&admin, &key, json!({})), ticket_of(&admin, &key, json!({})));
        admin.post(&format!("tickets/{parent}/links"), json!({"kind": "parent_of", "ticket": id})).expect(201);
        transit(&worker.client, id, json!({"status": "resolved"})).expect(200);
        let ended = settled(&admin, id);
        let states: Vec<_> = ended.iter().map(|e| e["state"].as_str().unwrap()).collect();
        // The parent still waits for this very ticket: it stays, and the ticket says so.
        assert_eq!(states, ["done", "done", "done", "skipped"], "{ended:?}");
        assert!(ended[3]["reason"].as_str().is_some_and(|why| why.contains(&format!("{key}-{id}"))), "{ended:?}");
        assert_eq!(read(&admin, parent)["status"], "open");
        let now = read(&admin, id);
        assert_eq!(now["assignee"], worker.username.as_str());
        assert_eq!((&now["comments"][0]["author"], &now["comments"][0]["internal"]), (&json!("system"), &json!(true)));
        let child = now["links"].as_array().unwrap().iter().find(|l| l["kind"] == "parent_of").expect("a child");
        let child = read(&admin, child["ticketId"].as_i64().or(child["ticket"]["id"].as_i64()).expect("its number"));
        assert_eq!((&child["title"], &child["creator"]), (&json!("Tell the users"), &json!(worker.username)));
        let steps = history(&admin, id);
        let told: Vec<Value> = steps.iter().filter(|s| s["effect"].is_object()).map(|s| s["effect"]["function"].clone()).collect();
        assert_eq!(told, ["update_field_value", "add_comment", "create_task", "transit_parent"]);
        assert!(steps.iter().filter(|s| s["effect"].is_object()).all(|s| s["actor"] == "system"));
        assert_eq!(steps.last().unwrap()["effect"]["last"], true, "whoever watches is told to look again");
        for ticket in [id, parent, child.id()] {
            assert_whole(&admin, ticket);
        }
    }

    fn a_child_that_ends_moves_its_parent(server: &Server) {
        let admin = server.admin();
        let key = drawn(server, json!([
            {"from": "open", "to": "closed", "condition": {"must": [{"all_subtasks_closed": {}}]},
             "post_functions": [{"transit_parent": {"status": "closed"}}]},
        ]));
        let ids: Vec<i64> = (0..3).map(|_| ticket_of(&admin, &key, json!({}))).collect();
        for child in &ids[1..] {
            admin.post(&format!("tickets/{}/links", ids[0]), json!({"kind": "parent_of", "ticket": child})).expect(201);
        }
        transit(&admin, ids[1], json!({"status": "closed"})).expect(200);
        assert_eq!(settled(&admin, ids[1])[0]["state"], "skipped");
        transit(&admin, ids[2], json!({"status": "closed"})).expect(200);
        assert_eq!(settled(&admin, ids[2])[0]["state"], "done");
        assert_eq!(read(&admin, ids[0])["status"], "closed");
        assert_eq!(settled(&admin, ids[0])[0]["state"], "skipped", "it has no parent of its own");
    }

    fn what_cannot_be_run_here_ends_as_failed_and_says_why(server: &Server) {
        let admin = server.admin();
        let key = drawn(server, json!([{"from": "open", "to": "closed", "post_functions": [
            {"run_script": {"uuid": "prepare0", "params": []}},
            {"call_webhook": {"url": "http://127.0.0.1:9/x"}},
            {"add_comment": {"text": "After them"}},
        ]}]));
        let id = ticket_of(&admin, &key, json!({}));
        assert_eq!(transit(&admin, id, json!({"status": "closed"})).expect(200)["status"], "closed");
        let ended = settled(&admin, id);
        let states: Vec<_> = ended.iter().map(|e| e["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["failed", "failed", "done"], "{ended:?}");
        let why = |at: usize| ended[at]["reason"].as_str().unwrap_or_default();
        assert!(why(0).contains("prepare0") && why(1).contains("address_not_allowed"), "{ended:?}");
        let told = history(&admin, id);
        assert_eq!(told.iter().filter(|step| step["failed"].is_string() && step["action"] == "ran").count(), 2);
        assert_eq!(read(&admin, id)["status"], "closed", "the status change stands");
        assert_whole(&admin, id);
    }
}

mod killed {
    use super::*;

    on_both_engines! {
        fn what_an_answered_step_brings_about_is_done_once_across_a_kill(engine: Engine) {
            let mut server = Server::start(GONGDAN, engine);
            let key = drawn(&server, json!([{"from": "open", "to": "closed", "post_functions": [
                {"add_comment": {"text": "One"}}, {"add_comment": {"text": "Two"}}, {"add_comment": {"text": "Three"}},
            ]}]));
            let admin = server.admin();
            let ids: Vec<i64> = (0..12).map(|_| ticket_of(&admin, &key, json!({}))).collect();
            for id in &ids {
                transit(&admin, *id, json!({"status": "closed"})).expect(200);
            }
            server.kill9();
            server.restart();
            let admin = server.admin();
            for id in ids {
                assert!(settled(&admin, id).iter().all(|effect| effect["state"] == "done"));
                let comments = admin.get(&format!("tickets/{id}/comments")).expect(200);
                assert_eq!(comments.texts("content"), ["One", "Two", "Three"]);
                assert_whole(&admin, id);
            }
            server.gongdan().args(["verify"]).run().expect();
        }

        fn what_is_open_goes_on_in_an_instance_that_was_exported_and_imported(engine: Engine) {
            let server = Server::start(GONGDAN, engine);
            let bob = server.person("user");
            let key = drawn(&server, json!([
                {"from": "open", "to": "closed", "fields": [{"field": "tf-manhour", "required": true}],
                 "approval": {"approvers": [crate::flow::person(&bob)], "rule": "all"},
                 "post_functions": [{"add_comment": {"text": "After it"}}]},
            ]));
            let admin = server.admin();
            let id = ticket_of(&admin, &key, json!({}));
            let asked = transit(&admin, id, json!({"status": "closed", "worklog": {"hours": 0.25}})).expect(202);
            let there = crate::ops_export::Place::new(crate::ops_export::other(engine));
            let file = there.file("one.tar");
            server.gongdan().args(["export", &file]).run().expect();
            there.import(&file);
            let process = there.serve();
            let stranger = Client::new(process.url());
            let log_in = stranger.post("auth/login", json!({"username": bob.username, "password": bob.password})).expect(200);
            let bob = stranger.bearer(log_in["token"].as_str().expect("a token"));
            let request = bob.get("approvals").expect(200).items()[0]["id"].clone();
            assert_eq!(request, asked["approval"]["id"]);
            bob.get(&format!("tickets/{id}/worklogs")).expect(200);
            let voted = bob.post(&format!("tickets/{id}/approvals/{request}/vote"), json!({"vote": "consent"})).expect(200);
            assert_eq!(voted["state"], "granted");
            let log_in = stranger.post("auth/login", json!({"username": "admin", "password": testkit::ADMIN_PASSWORD})).expect(200);
            let admin = stranger.bearer(log_in["token"].as_str().expect("a token"));
            assert_eq!(settled(&admin, id)[0]["state"], "done");
            let now = read(&admin, id);
            assert_eq!((&now["status"], now["comments"].as_array().map(Vec::len)), (&json!("closed"), Some(1)));
            assert_eq!(admin.get(&format!("tickets/{id}/worklogs")).expect(200)["hours"], 0.25);
            there.gongdan().args(["verify"]).run().expect();
        }

        fn a_timer_goes_on_across_a_kill(engine: Engine) {
            let mut server = Server::start(GONGDAN, engine);
            let key = drawn(&server, json!([
                {"from": "open", "to": "closed", "trigger": {"must": [{"after": {"seconds": 2}}]},
                 "condition": {"must": [{"field_equals": {"field": "category", "value": "never"}}]}},
                {"from": "open", "to": "in_progress"},
                {"from": "in_progress", "to": "open"},
            ]));
            let admin = server.admin();
            let (id, left) = (ticket_of(&admin, &key, json!({})), ticket_of(&admin, &key, json!({})));
            transit(&admin, left, json!({"status": "in_progress"})).expect(200);
            transit(&admin, id, json!({"status": "closed"})).forbidden();
            server.kill9();
            server.restart();
            let admin = server.admin();
            until("the ticket is closed", || read(&admin, id)["status"] == "closed");
            let step = history(&admin, id).pop().expect("a step");
            assert_eq!((&step["actor"], &step["chain"], &step["action"]), (&json!("system"), &json!(1), &json!("transitioned")));
            assert_eq!(read(&admin, left)["status"], "in_progress", "who has left the status is left alone");
            assert_whole(&admin, id);
        }
    }
}
