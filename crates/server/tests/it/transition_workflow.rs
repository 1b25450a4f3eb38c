//! Changing the status where the workflow draws the way.

use crate::support::{create, draft_with, read};
use testkit::{Answer, Client, Server, Value, json};

fn repair(server: &Server) -> (Client, i64) {
    let admin = server.admin();
    let id = create(&admin, json!({"project": "NET"})).id();
    (admin, id)
}

fn transit(client: &Client, id: i64, body: Value) -> Answer {
    client.post(&format!("tickets/{id}/transition"), body)
}

/// Where it can go from here.
fn targets(client: &Client, id: i64) -> Vec<String> {
    let list = client.get(&format!("tickets/{id}/transitions")).expect(200);
    let allowed = list.json.as_array().expect("a list").iter().filter(|step| step["allowed"] == true);
    let mut targets: Vec<String> =
        allowed.map(|step| step["to"].as_str().expect("a target").to_owned()).collect();
    targets.sort();
    targets.dedup();
    targets
}

on_both_engines! {
    fn a_repair_is_accepted_and_solved(server: &Server) {
        let (admin, id) = repair(server);
        assert!(targets(&admin, id).contains(&"accepted".to_owned()));
        assert_eq!(transit(&admin, id, json!({"status": "accepted"})).expect(200)["status"], "accepted");
        assert!(targets(&admin, id).contains(&"solved".to_owned()));
        assert_eq!(
            transit(&admin, id, json!({"status": "SOLVED", "note": "Plugged in"})).expect(200)["status"],
            "solved"
        );
        assert_eq!(read(&admin, id).version(), 3);
    }

    fn a_step_that_the_workflow_lacks_is_a_conflict_that_says_what_is_allowed(server: &Server) {
        let (admin, id) = repair(server);
        transit(&admin, id, json!({"status": "accepted"})).expect(200);
        let before = read(&admin, id);
        let answer = transit(&admin, id, json!({"status": "fresh", "note": "Not to be kept"})).conflict();
        for status in targets(&admin, id) {
            assert!(answer.text.contains(&status), "{status} is allowed and not named: {answer}");
        }
        assert!(answer.message().contains("accepted"), "the status now is not named: {answer}");
        assert_eq!(read(&admin, id).json, before.json, "a refused step left something behind");
    }

    fn a_status_of_another_workflow_is_unknown_here(server: &Server) {
        let (admin, id) = repair(server);
        let answer = transit(&admin, id, json!({"status": "closed"})).invalid("status");
        assert!(answer.text.contains("solved"), "what is known is not named: {answer}");
        assert_eq!(read(&admin, id)["status"], "fresh");
    }

    fn what_is_listed_is_what_can_be_done(server: &Server) {
        let all = ["fresh", "accepted", "delayed", "escalated", "solved", "canceled"];
        for wanted in all {
            let (admin, id) = repair(server);
            let listed = targets(&admin, id);
            let answer = transit(&admin, id, json!({"status": wanted}));
            if wanted == "fresh" || listed.contains(&wanted.to_owned()) {
                answer.expect(200);
            } else {
                answer.conflict();
            }
        }
        for (project, statuses) in [("INC", ["acknowledged", "paused", "resolved", "completed", "rejected"])]
        {
            for wanted in statuses {
                let admin = server.admin();
                let id = create(&admin, json!({"project": project})).id();
                let listed = targets(&admin, id);
                let answer = transit(&admin, id, json!({"status": wanted}));
                assert_eq!(
                    answer.status,
                    if listed.contains(&wanted.to_owned()) { 200 } else { 409 },
                    "{answer}"
                );
            }
        }
    }

    fn a_named_transition_is_the_one_that_is_taken(server: &Server) {
        let (admin, id) = repair(server);
        let list = admin.get(&format!("tickets/{id}/transitions")).expect(200);
        let step = &list.json[0];
        let wrong = all_but(&list.json, &step["to"]);
        if let Some(wrong) = wrong {
            let answer = transit(&admin, id, json!({"status": step["to"], "transition": wrong["id"]}));
            assert!(
                [409, 422].contains(&answer.status),
                "a transition that leads elsewhere was taken: {answer}"
            );
        }
        let moved = transit(&admin, id, json!({"status": step["to"], "transition": step["id"]})).expect(200);
        assert_eq!(moved["status"], step["to"]);
    }

    fn fields_are_set_in_the_same_step(server: &Server) {
        let admin = server.admin();
        let key = crate::support::project(
            server,
            json!([
                {"key": "cause", "name": {"zh": "原因", "en": "Cause"}, "type": "text", "options": [], "required": false},
            ]),
        );
        let made = admin.post("tickets", draft_with("With a cause", json!({"project": key}))).expect(200);
        let list = admin.get(&format!("tickets/{}/transitions", made.id())).expect(200);
        let to = &list.json[0]["to"];
        transit(&admin, made.id(), json!({"status": to, "fields": {"no_such_field": "x"}})).refused();
        transit(&admin, made.id(), json!({"status": to, "fields": {"cause": 7}})).refused();
        assert_eq!(read(&admin, made.id()).version(), 1, "the status changed without its fields");
        let moved =
            transit(&admin, made.id(), json!({"status": to, "fields": {"cause": "电源"}})).expect(200);
        assert_eq!((&moved["fields"]["cause"], &moved["status"], moved.version()), (&json!("电源"), to, 2));
    }

    fn who_only_watches_is_shown_no_way_and_may_take_none(server: &Server) {
        let watcher = server.person("user");
        let admin = server.admin();
        let id = create(&admin, json!({"project": "NET", "watchers": [watcher.username]})).id();
        assert_eq!(targets(&watcher.client, id), Vec::<String>::new());
        transit(&watcher.client, id, json!({"status": "accepted"})).forbidden();
        assert_eq!(read(&admin, id)["status"], "fresh");
    }
}

/// A transition of the list that leads elsewhere than to `target`.
fn all_but<'l>(list: &'l Value, target: &Value) -> Option<&'l Value> {
    list.as_array()?.iter().find(|step| step["to"] != *target)
}
