//! Post functions as jobs: listed with their ticket, run as functions of every kind, stopped, killed, on two nodes; and steps that wait
//! for jobs.

use crate::{
    GONGDAN,
    flow::{drawn, history, ticket_of, transit, until},
    flow_effects::settled,
    jobs_support::{data, function, lease, say, started, state},
    races::assert_whole,
    support::read,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use testkit::{Client, Engine, Receiver, Server, Value, json};

fn runs(function: &str, params: Value) -> Value {
    json!({"run_script": {"uuid": function, "params": params}})
}

fn states(effects: &[Value]) -> Vec<&str> {
    effects.iter().map(|effect| effect["state"].as_str().expect("a state")).collect()
}

/// The effects of a ticket now.
#[track_caller]
fn effects(client: &Client, id: i64) -> Vec<Value> {
    client.get(&format!("tickets/{id}/effects")).expect(200).items().to_vec()
}

fn number(effect: &Value) -> String {
    effect["jobId"].as_str().unwrap_or_else(|| panic!("no job in {effect}")).to_owned()
}

on_both_engines! {
    fn each_post_function_is_a_job_that_is_listed_with_its_ticket(server: &Server) {
        let (admin, worker) = (server.admin(), server.person("operator"));
        let f = function(&admin, "worker", json!({"input": {"type": "object", "required": ["n"]}}));
        let key = drawn(server, json!([{"from": "open", "to": "closed", "post_functions": [
            {"add_comment": {"text": "Before"}}, runs(&f, json!([{"uuid": "n", "name": "N", "type": "integer", "value": 7}])),
            {"add_comment": {"text": "After"}},
        ]}]));
        let id = ticket_of(&admin, &key, json!({}));
        transit(&worker.client, id, json!({"status": "closed"})).expect(200);
        let leased = lease(&admin, &f);
        assert_eq!(leased["params"], json!({"n": 7}));
        let now = effects(&admin, id);
        assert_eq!(states(&now), ["done", "waiting", "waiting"]);
        let running = number(&now[1]);
        assert_eq!((leased["jobId"].as_str(), state(&admin, &running).as_str()), (Some(running.as_str()), "running"));
        let listed = admin.get(&format!("jobs?function_id={f}")).expect(200);
        let one = &listed["jobs"][0];
        assert_eq!((&one["id"], &one["ticket_id"], &one["actor"]), (&json!(running), &json!(id), &json!(worker.username)));
        // Whoever took the step sees its jobs, as their own.
        let own = worker.client.get("jobs?size=50").expect(200);
        assert_eq!(own["total"], 3);
        assert!(own["jobs"].as_array().unwrap().iter().all(|job| job["ticket_id"] == id), "{own}");
        say(&admin, &leased, "complete", json!({"result": {"sent": true}})).expect(200);
        let ended = settled(&admin, id);
        assert_eq!(states(&ended), ["done", "done", "done"]);
        assert_eq!(ended[1]["result"], r#"{"sent":true}"#);
        assert!(ended.iter().all(|effect| state(&admin, &number(effect)) == "succeeded"));
        let story = admin.get(&format!("jobs/{}/stream?wait=1", number(&ended[2])));
        assert_eq!(data(&story)["events"].as_array().unwrap().last().unwrap()["type"], "done");
        let told: Vec<Value> = history(&admin, id).iter().filter(|s| s["effect"].is_object()).map(|s| s["effect"].clone()).collect();
        assert_eq!(told.iter().map(|e| e["jobId"].clone()).collect::<Vec<_>>(), ended.iter().map(|e| e["jobId"].clone()).collect::<Vec<_>>());
        assert_eq!(told.iter().map(|e| e["last"] == true).collect::<Vec<_>>(), [false, false, true]);
        assert_whole(&admin, id);
    }

    fn a_function_that_fails_is_seen_on_the_ticket_and_rerun_in_its_place(server: &Server) {
        let admin = server.admin();
        let f = function(&admin, "worker", json!({"maxAttempts": 1}));
        let key = drawn(server, json!([{"from": "open", "to": "closed", "post_functions": [
            runs(&f, json!({})), {"add_comment": {"text": "After"}},
        ]}]));
        let id = ticket_of(&admin, &key, json!({}));
        transit(&admin, id, json!({"status": "closed"})).expect(200);
        say(&admin, &lease(&admin, &f), "fail", json!({"error": "the CRM is away", "retry": false})).expect(200);
        let ended = settled(&admin, id);
        assert_eq!(states(&ended), ["failed", "done"]);
        assert!(ended[0]["reason"].as_str().unwrap().contains("the CRM is away"), "{ended:?}");
        let failed: Vec<Value> = history(&admin, id).into_iter().filter(|s| s["failed"].is_string()).collect();
        assert_eq!((failed.len(), &failed[0]["effect"]["jobId"]), (1, &ended[0]["jobId"]));
        assert_eq!(read(&admin, id)["status"], "closed", "the status change stands");
        admin.post(&format!("jobs/{}/rerun", number(&ended[1])), json!({})).error(409, "conflict");
        let again = started(&admin.post(&format!("jobs/{}/rerun", number(&ended[0])), json!({})));
        say(&admin, &lease(&admin, &f), "complete", json!({"result": 1})).expect(200);
        let ended = settled(&admin, id);
        assert_eq!((states(&ended), number(&ended[0])), (vec!["done", "done"], again));
        assert_whole(&admin, id);
    }

    fn one_that_is_canceled_says_so_and_the_next_goes_on(server: &Server) {
        let admin = server.admin();
        let f = function(&admin, "worker", json!({}));
        let key = drawn(server, json!([{"from": "open", "to": "closed", "post_functions": [
            runs(&f, json!({})), {"add_comment": {"text": "After"}},
        ]}]));
        let id = ticket_of(&admin, &key, json!({}));
        transit(&admin, id, json!({"status": "closed"})).expect(200);
        let first = number(&effects(&admin, id)[0]);
        data(&admin.post(&format!("jobs/{first}/cancel"), ()));
        let ended = settled(&admin, id);
        assert_eq!(states(&ended), ["canceled", "done"]);
        assert!(ended[0]["reason"].as_str().unwrap().contains(&first), "{ended:?}");
        assert_eq!(state(&admin, &first), "canceled");
    }

    fn the_end_of_a_job_moves_the_ticket_that_waits_for_it(server: &Server) {
        let admin = server.admin();
        let f = function(&admin, "worker", json!({}));
        let key = drawn(server, json!([
            {"from": "open", "to": "in_progress", "post_functions": [runs(&f, json!({}))]},
            {"from": "in_progress", "to": "resolved", "trigger": {"must": [{"job_finished": {"function_id": f, "state": "completed"}}]}},
            {"from": "in_progress", "to": "open", "trigger": {"must": [{"job_finished": {"function_id": f, "state": "failed"}}]}},
        ]));
        let id = ticket_of(&admin, &key, json!({}));
        transit(&admin, id, json!({"status": "in_progress"})).expect(200);
        say(&admin, &lease(&admin, &f), "fail", json!({"error": "no", "retry": false})).expect(200);
        until("it is back", || read(&admin, id)["status"] == "open");
        transit(&admin, id, json!({"status": "in_progress"})).expect(200);
        say(&admin, &lease(&admin, &f), "complete", json!({"result": 1})).expect(200);
        until("it is resolved", || read(&admin, id)["status"] == "resolved");
        let steps = history(&admin, id);
        let taken: Vec<_> = steps.iter().filter(|s| s["action"] == "transitioned" && s["actor"] == "system").collect();
        assert_eq!(taken.iter().map(|s| s["chain"].as_i64()).collect::<Vec<_>>(), [Some(2), Some(2)]);
        assert!(steps.iter().any(|s| s["reference"]["event"]["job_finished"]["state"] == "succeeded"), "{steps:?}");
        // A job that a person has asked for counts as well.
        let other = ticket_of(&admin, &key, json!({}));
        transit(&admin, other, json!({"status": "in_progress"})).expect(200);
        say(&admin, &lease(&admin, &f), "complete", json!({"result": 1})).expect(200);
        until("it is resolved too", || read(&admin, other)["status"] == "resolved");
        assert_whole(&admin, id);
    }

    fn a_script_changes_the_ticket_whose_step_runs_it(server: &Server) {
        let (admin, worker) = (server.admin(), server.person("operator"));
        let source = "await tickets.comment(ticket.id, `${params.word} by ${actor}`);\n\
                      await tickets.update(ticket.id, {category: 'scripted'});\nreturn {ticket: ticket.id};";
        let f = function(&admin, "script", json!({"source": source}));
        let key = drawn(server, json!([{"from": "open", "to": "closed", "post_functions": [
            runs(&f, json!({"word": "Seen"})), {"update_field_value": {"field": "priority", "value": "high"}},
        ]}]));
        let id = ticket_of(&admin, &key, json!({}));
        transit(&worker.client, id, json!({"status": "closed"})).expect(200);
        let ended = settled(&admin, id);
        assert_eq!(states(&ended), ["done", "done"], "{ended:?}");
        let now = read(&admin, id);
        assert_eq!((&now["category"], &now["priority"]), (&json!("scripted"), &json!("high")));
        let said = now["comments"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&said["content"], &said["author"]), (&json!(format!("Seen by {}", worker.username)), &json!(worker.username)));
        assert_eq!(ended[0]["result"], format!("{{\"ticket\":{id}}}"));
        assert_whole(&admin, id);
    }
}

mod alone {
    use super::*;

    on_both_engines! {
        fn a_webhook_is_called_with_the_step_and_signed(engine: Engine) {
            let server = crate::webhooks::start(engine);
            let (admin, receiver) = (server.admin(), Receiver::start());
            let secret = format!("whsec_{}", STANDARD.encode([7_u8; 32]));
            admin.put("secrets/hook", json!({"value": secret, "description": "of a test"})).expect(200);
            let key = drawn(&server, json!([{"from": "open", "to": "closed", "post_functions": [
                {"call_webhook": {"url": receiver.url("/step"), "secret": "hook"}}, {"call_webhook": {"url": receiver.url("/plain")}},
                {"call_webhook": {"url": receiver.url("/x"), "secret": "nowhere"}},
            ]}]));
            let id = ticket_of(&admin, &key, json!({}));
            transit(&admin, id, json!({"status": "closed"})).expect(200);
            let ended = settled(&admin, id);
            assert_eq!(states(&ended), ["done", "done", "failed"], "{ended:?}");
            assert!(ended[2]["reason"].as_str().unwrap().contains("nowhere"), "{ended:?}");
            let received = receiver.received();
            assert_eq!(received.len(), 2);
            assert_eq!(received[0].header("webhook-signature"), crate::webhooks::signature(&secret, &received[0]));
            assert_eq!(received[0].header("webhook-id"), format!("job_{}", number(&ended[0])));
            let body = testkit::parse_json(&received[0].body);
            assert_eq!(body["type"], "ticket.transitioned", "{body}");
        }

        fn what_a_step_runs_is_done_once_across_kills(engine: Engine) {
            let (mut server, _kept) = crate::jobs_engine::server_with_leases(engine, 3_000);
            let f = function(&server.admin(), "noop", json!({}));
            let key = drawn(&server, json!([{"from": "open", "to": "closed", "post_functions": [
                {"add_comment": {"text": "One"}}, runs(&f, json!({"n": 1})), {"add_comment": {"text": "Two"}},
                runs(&f, json!({"n": 2})), {"add_comment": {"text": "Three"}},
            ]}]));
            let mut ids = Vec::new();
            for _ in 0..3 {
                let admin = server.admin();
                for _ in 0..8 {
                    let id = ticket_of(&admin, &key, json!({}));
                    transit(&admin, id, json!({"status": "closed"})).expect(200);
                    ids.push(id);
                }
                server.kill9();
                server.restart();
            }
            let admin = server.admin();
            for id in ids {
                let ended = settled(&admin, id);
                assert_eq!(states(&ended), ["done"; 5], "{ended:?}");
                let comments = admin.get(&format!("tickets/{id}/comments")).expect(200);
                assert_eq!(comments.texts("content"), ["One", "Two", "Three"]);
                let last: Vec<bool> = history(&admin, id).iter().filter(|s| s["effect"].is_object()).map(|s| s["effect"]["last"] == true).collect();
                assert_eq!(last, [false, false, false, false, true]);
                assert_whole(&admin, id);
            }
            server.gongdan().args(["verify"]).run().expect();
        }
    }

    #[test]
    fn two_nodes_do_each_post_function_once() {
        let first = Server::start(GONGDAN, Engine::Postgres);
        let second = Server::join(&first);
        let nodes = [first.admin(), second.admin()];
        let f = function(&nodes[0], "noop", json!({}));
        let key = drawn(
            &first,
            json!([{"from": "open", "to": "closed", "post_functions": [
                {"add_comment": {"text": "One"}}, runs(&f, json!({})), {"add_comment": {"text": "Two"}},
            ]}]),
        );
        let ids: Vec<i64> = (0..20).map(|n| ticket_of(&nodes[n % 2], &key, json!({}))).collect();
        for (n, id) in ids.iter().enumerate() {
            transit(&nodes[n % 2], *id, json!({"status": "closed"})).expect(200);
        }
        for (n, id) in ids.into_iter().enumerate() {
            let admin = &nodes[(n + 1) % 2];
            assert_eq!(states(&settled(admin, id)), ["done"; 3]);
            let comments = admin.get(&format!("tickets/{id}/comments")).expect(200);
            assert_eq!(comments.texts("content"), ["One", "Two"]);
            assert_whole(admin, id);
        }
    }
}
