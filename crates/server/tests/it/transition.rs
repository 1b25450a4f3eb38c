//! Changing the status in the default workflow, where any may follow any.

use crate::support::{assert_ticket, create, read, ticket};
use testkit::{Answer, Client, Value, json};

const STATUSES: [&str; 4] = ["open", "in_progress", "resolved", "closed"];

fn transit(client: &Client, id: i64, body: Value) -> Answer {
    client.post(&format!("tickets/{id}/transition"), body)
}

on_both_engines! {
    fn any_status_may_follow_any_other(server: &Server) {
        let admin = server.admin();
        for from in STATUSES {
            for to in STATUSES.into_iter().filter(|to| *to != from) {
                let id = ticket(&admin);
                if from != "open" {
                    transit(&admin, id, json!({"status": from})).expect(200);
                }
                let before = read(&admin, id);
                let moved = transit(&admin, id, json!({"status": to})).expect(200);
                assert_ticket(&moved.json);
                assert_eq!(
                    (&moved["status"], moved.version()),
                    (&json!(to), before.version() + 1),
                    "{from} to {to}"
                );
                assert_eq!(read(&admin, id).json, moved.json);
            }
        }
    }

    fn a_status_is_read_trimmed_and_in_any_case(server: &Server) {
        let admin = server.admin();
        for (word, status) in
            [(" CLOSED ", "closed"), ("In_Progress", "in_progress"), ("\tResolved\n", "resolved")]
        {
            assert_eq!(
                transit(&admin, ticket(&admin), json!({"status": word})).expect(200)["status"],
                status
            );
        }
    }

    fn a_status_that_is_none_is_refused_by_name(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        for bad in ["", "  ", "nonsense", "fresh", "triggered", "in progress", "关闭", "closed\u{0}"] {
            transit(&admin, id, json!({"status": bad})).invalid("status");
        }
        for bad in [json!({}), json!({"status": null}), json!({"note": "Only a note"})] {
            transit(&admin, id, bad).refused();
        }
        for bad in [json!(7), json!([]), json!(true)] {
            transit(&admin, id, json!({"status": bad})).malformed("status");
        }
        let unknown = transit(&admin, id, json!({"status": "nonsense"})).invalid("status");
        assert!(
            STATUSES.iter().all(|status| unknown.text.contains(status)),
            "what is known is not named: {unknown}"
        );
        transit(&admin, id, json!({"status": "closed", "note": 7})).malformed("note");
        transit(&admin, id, json!({"status": "closed", "transition": "no-such-transition"}))
            .invalid("transition");
        let now = read(&admin, id);
        assert_eq!((now.version(), &now["status"]), (1, &json!("open")));
        assert!(now.json.get("comments").is_none());
    }

    fn a_note_becomes_a_comment_by_the_caller(server: &Server) {
        let operator = server.person("operator");
        let id = ticket(&server.admin());
        let moved =
            transit(&operator.client, id, json!({"status": "resolved", "note": "重启后恢复"})).expect(200);
        let comments = moved["comments"].as_array().expect("comments in the detail");
        assert_eq!(comments.len(), 1);
        crate::support::assert_comment(&comments[0]);
        assert_eq!(
            (&comments[0]["content"], &comments[0]["author"]),
            (&json!("重启后恢复"), &json!(operator.username))
        );
        assert_eq!(moved.version(), 2, "a transition with its note is one step");
        let history = operator.client.get(&format!("tickets/{id}/history")).expect(200);
        let step = history.items().iter().find(|step| step["action"] == "transitioned").expect("the step");
        assert_eq!((&step["note"], &step["actor"]), (&json!("重启后恢复"), &json!(operator.username)));
    }

    fn the_older_spelling_of_a_note_is_understood(server: &Server) {
        let admin = server.admin();
        let moved = transit(
            &admin,
            ticket(&admin),
            json!({"status": "closed", "comment": "As older clients say it"}),
        )
        .expect(200);
        assert_eq!(moved["comments"][0]["content"], "As older clients say it");
    }

    fn no_note_makes_no_comment(server: &Server) {
        let admin = server.admin();
        for note in [json!(null), json!(""), json!("  ")] {
            let moved =
                transit(&admin, ticket(&admin), json!({"status": "closed", "note": note})).expect(200);
            assert!(moved.json.get("comments").is_none(), "{moved}");
        }
    }

    fn the_same_status_changes_nothing_but_keeps_the_note(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let same = transit(&admin, id, json!({"status": "open"})).expect(200);
        assert_eq!((&same["status"], same.version()), (&json!("open"), 1));
        let same = transit(&admin, id, json!({"status": "OPEN", "note": "Still looking"})).expect(200);
        assert_eq!(same["status"], "open");
        assert_eq!(same["comments"][0]["content"], "Still looking");
        assert_eq!(read(&admin, id)["comments"].as_array().map(Vec::len), Some(1));
    }

    fn a_note_is_as_long_as_a_comment_may_be(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let answer = transit(&admin, id, json!({"status": "closed", "note": "单".repeat(65_537)}));
        answer.invalid("note");
        assert_eq!(read(&admin, id)["status"], "open", "the status changed without its note");
        let moved = transit(&admin, id, json!({"status": "closed", "note": "单".repeat(65_536)})).expect(200);
        assert_eq!(moved["comments"][0]["content"], "单".repeat(65_536).as_str());
        transit(&admin, id, json!({"status": "open", "note": "a\u{0}b"})).invalid("note");
    }

    fn the_transitions_that_may_be_taken_are_listed(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let answer = admin.get(&format!("tickets/{id}/transitions")).expect(200);
        let list = answer.json.as_array().unwrap_or_else(|| panic!("not a list: {answer}"));
        for step in list {
            assert!(step["id"].is_string() && step["name"].is_string(), "{step}");
            assert!(step["fields"].is_array() && step["allowed"] == true, "{step}");
        }
        let mut targets: Vec<_> = list.iter().map(|step| step["to"].as_str().expect("a target")).collect();
        targets.sort_unstable();
        assert_eq!(targets, ["closed", "in_progress", "resolved"]);
        let named = &list[0];
        let body = json!({"status": named["to"], "transition": named["id"]});
        assert_eq!(transit(&admin, id, body).expect(200)["status"], named["to"]);
        // From where it is now, that transition is not there to take.
        let again = transit(&admin, id, json!({"status": named["to"], "transition": named["id"]}));
        assert!([200, 409].contains(&again.status), "{again}");
    }

    fn fields_that_are_sent_with_the_same_status_are_changed_by_who_may_edit(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let changed = transit(&admin, id, json!({"status": "open", "note": "x", "fields": {"title": "By the side door"}}));
        assert_eq!((&changed.expect(200)["title"], read(&admin, id).version()), (&json!("By the side door"), 2));
        let key = crate::support::project(server, json!([]));
        let helper = server.person("user");
        admin.post("permission-rules", json!({"permission": "transit_tasks", "project": key,
            "userDomainType": "single_user", "userDomainParam": helper.account["uuid"]})).expect(201);
        let id = create(&admin, json!({"project": key, "watchers": [helper.username]})).id();
        transit(&helper.client, id, json!({"status": "open", "fields": {"title": "No"}})).forbidden();
        assert_eq!(read(&admin, id).version(), 1);
    }
}
