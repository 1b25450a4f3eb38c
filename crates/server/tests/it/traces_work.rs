//! What the crew does, and the reporter's cancelling: one step each, whoever else acts at the same time.

use crate::{
    races::{assert_whole, at_once},
    support::create,
    traces_support::{at, malformed, refused, reported, shown, traces},
};
use testkit::{Client, Value, json};

/// A step of the crew's.
fn step(client: &Client, tid: i64, body: &Value) -> testkit::Answer {
    let mut body = body.clone();
    body["tid"] = json!(tid);
    client.post(&at("new_trace"), body)
}

on_both_engines! {
    fn a_step_changes_all_it_names_or_nothing(server: &Server) {
        let (user, operator) = (server.person("user"), server.person("operator"));
        let tid = reported(&user, json!({}));
        let whole = json!({
            "new_status": "Accepted", "new_priority": "highest", "new_category": "others",
            "new_appointment": "2026-01-02T03:04:05Z", "remark": "上门",
        });
        for (key, bad) in [
            ("new_status", "nonesuch"), ("new_priority", "urgent"), ("new_category", "nonesuch"), ("new_appointment", "soon"), ("new_appointment", "2025-12-06"),
        ] {
            let mut body = whole.clone();
            body[key] = json!(bad);
            malformed(step(&operator.client, tid, &body), key);
            body[key] = json!(7);
            malformed(step(&operator.client, tid, &body), key);
        }
        let mut body = whole.clone();
        body["remark"] = json!("x".repeat(65_537));
        malformed(step(&operator.client, tid, &body), "remark");
        assert_eq!(traces(&user.client, tid).len(), 1, "a refused step left something");
        let answer = step(&operator.client, tid, &whole).expect(200);
        assert!(answer.etag().contains("v2"));
        assert_eq!(answer["ticket"], shown(&user.client, tid));
        let last = traces(&user.client, tid).pop().unwrap();
        assert_eq!(
            ["op", "new_status", "new_priority", "new_category", "new_appointment", "remark"].map(|key| last[key].as_str().unwrap()),
            [operator.username.as_str(), "accepted", "highest", "others", "2026-01-02T03:04:05.000000Z", "上门"]
        );
        // A word alone is a step too, and what is blank is left out.
        step(&operator.client, tid, &json!({"remark": "在路上", "new_status": "", "new_priority": " "})).expect(200);
        assert_eq!(traces(&user.client, tid).pop().unwrap()["remark"], "在路上");
        refused(step(&operator.client, tid, &json!({})), 400, 2);
        refused(step(&operator.client, tid, &json!({"new_status": "", "remark": " "})), 400, 2);
        assert_eq!(traces(&user.client, tid).len(), 3);
        assert_whole(&operator.client, tid);
    }

    fn a_status_that_cannot_follow_is_refused_with_those_that_can(server: &Server) {
        let (user, operator) = (server.person("user"), server.person("operator"));
        let tid = reported(&user, json!({}));
        step(&operator.client, tid, &json!({"new_status": "solved"})).expect(200);
        let msg = refused(step(&operator.client, tid, &json!({"new_status": "delayed", "new_priority": "highest"})), 409, 4);
        for word in ["delayed", "solved", "accepted", "escalated"] {
            assert!(msg.contains(word), "{msg}");
        }
        let msg = refused(step(&operator.client, tid, &json!({"new_status": "solved"})), 409, 4);
        assert!(msg.contains("solved"), "{msg}");
        assert_eq!((traces(&user.client, tid).len(), &shown(&user.client, tid)["priority"]), (2, &json!("mainline")));
        // A ticket of another project moves along its own workflow, in the words of what its statuses mean.
        let id = create(&user.client, json!({})).id();
        step(&operator.client, id, &json!({"new_status": "accepted"})).expect(200);
        assert_eq!(operator.client.get(&format!("tickets/{id}")).expect(200)["status"], "in_progress");
        step(&operator.client, id, &json!({"new_status": "solved", "new_category": "anything else"})).expect(200);
        let native = operator.client.get(&format!("tickets/{id}")).expect(200);
        assert_eq!([&native["status"], &native["category"]], ["resolved", "anything else"]);
        malformed(step(&operator.client, id, &json!({"new_status": "escalated"})), "new_status");
    }

    fn only_the_crew_takes_steps(server: &Server) {
        let user = server.person("user");
        let tid = reported(&user, json!({}));
        for client in [&user.client, &server.person("user").client, &server.person("unregistered").client] {
            refused(step(client, tid, &json!({"remark": "n"})), 403, 3);
        }
        refused(step(&server.stranger(), tid, &json!({"remark": "n"})), 401, 3);
        let operator = server.person("operator");
        for none in [999_999_999, -1, 0, i64::MAX] {
            assert_eq!(refused(step(&operator.client, none, &json!({"remark": "n"})), 400, 4), "无法找到对应的工单");
        }
        for bad in [json!("x"), json!(1.5), json!("1.5"), json!(9_223_372_036_854_775_808_u64), json!([tid]), json!(true), json!({}), json!("")] {
            malformed(operator.client.post(&at("new_trace"), json!({"tid": bad, "remark": "n"})), "tid");
        }
        malformed(operator.client.post(&at("new_trace"), json!({"remark": "n"})), "tid");
        malformed(operator.client.post(&at("new_trace"), json!({"tid": null, "remark": "n"})), "tid");
    }

    fn of_two_who_accept_a_ticket_at_once_one_wins_and_the_other_is_told_the_status(server: &Server) {
        let user = server.person("user");
        let crew: Vec<Client> = (0..2).map(|_| server.person("operator").client).collect();
        for _ in 0..5 {
            let tid = reported(&user, json!({}));
            let answers = at_once(&crew, |n, client| step(client, tid, &json!({"new_status": "accepted", "remark": format!("by {n}")})));
            let winners: Vec<usize> = (0..2).filter(|n| answers[*n].status == 200).collect();
            assert_eq!(winners.len(), 1, "{winners:?}");
            let loser = answers[1 - winners[0]].clone();
            let msg = refused(loser, 409, 4);
            assert!(msg.contains("accepted"), "{msg}");
            let told = traces(&user.client, tid);
            assert_eq!((told.len(), &told[1]["remark"]), (2, &json!(format!("by {}", winners[0]))), "the loser left something");
            assert_whole(&crew[0], tid);
        }
    }

    fn of_many_steps_for_one_version_one_is_taken(server: &Server) {
        let user = server.person("user");
        let crew = vec![server.person("operator").client; 8];
        let tid = reported(&user, json!({}));
        let etag = crew[0].get(&at(&format!("get_ticket?tid={tid}"))).expect(200).etag();
        assert!(crew[0].get(&at(&format!("get_traces?tid={tid}"))).expect(200).etag().contains("v1."));
        let answers = at_once(&crew, |n, client| {
            let body = json!({"tid": tid, "remark": format!("by {n}"), "new_priority": "highest"});
            client.request("POST", &at("new_trace")).if_match(&etag).body(body).send()
        });
        let winners = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(winners, 1);
        for answer in answers.into_iter().filter(|answer| answer.status != 200) {
            assert!(refused(answer, 412, 4).contains('2'));
        }
        assert_eq!(traces(&user.client, tid).len(), 2);
        assert_whole(&crew[0], tid);
    }

    fn a_step_that_is_sent_twice_with_a_key_is_taken_once(server: &Server) {
        let (user, operator) = (server.person("user"), server.person("operator"));
        let tid = reported(&user, json!({}));
        let send = || {
            let body = json!({"tid": tid, "new_status": "accepted", "remark": "n"});
            operator.client.request("POST", &at("new_trace")).header("Idempotency-Key", "step").body(body).send().expect(200)
        };
        assert_eq!(send().json, send().json);
        assert_eq!(traces(&user.client, tid).len(), 2);
    }

    fn a_reporter_cancels_their_own_while_it_is_not_solved(server: &Server) {
        let (user, operator) = (server.person("user"), server.person("operator"));
        let cancel = |client: &Client, tid: i64| client.post(&at("cancel_ticket"), json!({"tid": tid, "remark": "好了"}));
        for before in ["fresh", "accepted", "delayed", "escalated"] {
            let tid = reported(&user, json!({}));
            if before != "fresh" {
                step(&operator.client, tid, &json!({"new_status": before})).expect(200);
            }
            assert_eq!(cancel(&user.client, tid).expect(200)["ticket"]["status"], "canceled");
            assert!(refused(cancel(&user.client, tid), 409, 4).contains("canceled"));
        }
        let tid = reported(&user, json!({}));
        for other in [&server.person("user").client, &operator.client, &server.admin()] {
            assert_eq!(refused(cancel(other, tid), 403, 3), "you can only view ticket traces of your own");
        }
        refused(cancel(&server.person("unregistered").client, tid), 403, 3);
        assert_eq!(refused(cancel(&user.client, 999_999_999), 400, 4), "无法找到对应的工单");
        malformed(user.client.post(&at("cancel_ticket"), json!({})), "tid");
        let stale = user.client.request("POST", &at("cancel_ticket")).if_match("\"v9\"").body(json!({"tid": tid})).send();
        refused(stale, 412, 4);
        step(&operator.client, tid, &json!({"new_status": "solved"})).expect(200);
        let msg = refused(cancel(&user.client, tid), 409, 4);
        assert!(msg.contains("solved"), "{msg}");
        assert_eq!(shown(&user.client, tid)["status"], "solved");
        // Where the workflow has no way to cancel, that is said.
        let id = create(&user.client, json!({})).id();
        assert!(refused(cancel(&user.client, id), 409, 4).contains("SUP"));
        // An operator's own report is theirs to cancel.
        let own = reported(&operator, json!({}));
        cancel(&operator.client, own).expect(200);
    }

    fn cancelling_and_solving_at_once_leave_one_of_them(server: &Server) {
        let (user, operator) = (server.person("user"), server.person("operator"));
        for _ in 0..5 {
            let tid = reported(&user, json!({}));
            let answers = at_once(&[user.client.clone(), operator.client.clone()], |n, client| {
                if n == 0 {
                    client.post(&at("cancel_ticket"), json!({"tid": tid}))
                } else {
                    step(client, tid, &json!({"new_status": "solved"}))
                }
            });
            assert_eq!(answers.iter().filter(|a| a.status == 200).count(), 1, "neither may follow the other");
            let winner = if answers[0].status == 200 { "canceled" } else { "solved" };
            assert_eq!(shown(&user.client, tid)["status"], winner);
            assert_eq!(traces(&user.client, tid).len(), 2);
        }
    }
}
