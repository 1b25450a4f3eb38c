//! What goes wrong over the API of tasks: named as it was sent, in this surface's words, and nothing else is lost by it.

use crate::{
    races::at_once,
    tasks_support::{Desk, Member, at, refused, text},
};
use testkit::{Answer, Client, Value, json};

fn codes(answer: &Answer) -> Vec<String> {
    answer["bad_tasks"].as_array().expect("bad_tasks").iter().map(|bad| text(&bad["errcode"])).collect()
}

on_both_engines! {
    fn what_cannot_be_read_of_one_task_takes_nothing_away_from_the_others(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let own = member.new_id();
        let wishes = json!([desk.wish(json!({"summary": "一"})), desk.wish(json!({"uuid": own, "summary": 7})), 7, null, [],
            desk.wish(json!({"watchers": member.uuid})), desk.wish(json!({"deadline": "2026"})), desk.wish(json!({"watchers": [null]})),
            desk.wish(json!({"field_values": [{"field_uuid": 4}]})), desk.wish(json!({"summary": "二"}))]);
        let answer = member.post("tasks/add2", json!({"tasks": wishes})).expect(200);
        let made: Vec<_> = answer["tasks"].as_array().unwrap().iter().map(|task| text(&task["summary"])).collect();
        assert_eq!(made, ["一", "二"]);
        assert_eq!(codes(&answer), ["tasks[1].summary", "tasks[2]", "tasks[3]", "tasks[4]", "tasks[5].watchers", "tasks[6].deadline",
            "tasks[7].watchers[0]", "tasks[8].field_values[0].field_uuid"].map(|field| format!("InvalidParameter.{field}")));
        let bad = &answer["bad_tasks"][0];
        assert_eq!((&bad["uuid"], &bad["code"], &bad["desc"]), (&json!(own), &json!(801), &json!("tasks[1].summary: must be text")));
        let changes = json!([{"uuid": answer["tasks"][0]["uuid"], "summary": "三"}, {"uuid": answer["tasks"][1]["uuid"], "summary": []}]);
        let answer = member.post("tasks/update3", json!({"tasks": changes})).expect(200);
        assert_eq!((&answer["tasks"][0]["summary"], codes(&answer)), (&json!("三"), vec!["InvalidParameter.tasks[1].summary".to_owned()]));
        for body in [json!({"tasks": {}}), json!({"tasks": null}), json!({})] {
            refused(&member.post("tasks/add3", body), 400, "InvalidParameter.tasks");
        }
        let twice = member.client.request("POST", &member.team("tasks/add2")).json_text(r#"{"tasks": [{"summary": "a", "summary": "b"}]}"#).send();
        refused(&twice, 400, "InvalidParameter.tasks[0].summary");
    }

    fn a_fault_is_told_in_words_of_this_surface_in_both_languages(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let task = member.task(&desk, json!({}));
        let transit = format!("task/{}/new_transit", text(&task["uuid"]));
        let zh = Member { client: member.client.with("Accept-Language", "zh"), ..member.clone() };
        for (path, body, field, said, gesagt) in [
            (transit.as_str(), json!({"transition_uuid": 7}), "transition_uuid", "must be text", "必须是文本"),
            (&transit, json!({"manhour": 7}), "manhour", "must be an object", "必须是对象"),
            (&transit, json!({"discussion": "x"}), "discussion", "must be an object", "必须是对象"),
            (&transit, json!({"manhour": {"hours": "x"}}), "manhour.hours", "must be a whole number", "必须是整数"),
            (&transit, json!({"field_values": {}}), "field_values", "must be a list", "必须是列表"),
            ("tasks/info", json!({"ids": [7]}), "ids[0]", "must be text", "必须是文本"),
            ("tasks/delete", json!({"tasks": "x"}), "tasks", "must be a list", "必须是列表"),
            ("projects/add", json!({"project": {"name": 7}}), "project.name", "must be text", "必须是文本"),
            ("projects/add", json!({"project": "x"}), "project", "must be an object", "必须是对象"),
        ] {
            let code = format!("InvalidParameter.{field}");
            assert_eq!(refused(&member.post(path, body.clone()), 400, &code), format!("{field}: {said}"));
            assert_eq!(refused(&zh.post(path, body), 400, &code), format!("{field}: {gesagt}"));
        }
        let missing = refused(&member.get("task/0000000000000000/info"), 404, "NotFound.task");
        assert_eq!(missing, "no such task: 0000000000000000");
    }

    fn people_without_an_account_are_told_by_name_and_sent_back_as_they_were_told(server: &Server) {
        let desk = Desk::new(server, json!([{"key": "crew", "name": "Crew", "type": "users"}]));
        let member = Member::of(server, &server.person("operator"));
        let (task, other) = (member.task(&desk, json!({})), member.task(&desk, json!({})));
        let native = json!({"assignee": "long.gone", "watchers": ["long.gone", "admin"]});
        server.admin().put(&format!("tickets/{}", task["number"]), native).expect(200);
        let shown = member.shown(&task["uuid"]);
        assert_eq!((&shown["assign"], &shown["watchers"][0]), (&json!("long.gone"), &json!("long.gone")));
        let answer = member.post("tasks/update2", json!({"tasks": [shown]})).expect(200);
        assert_eq!((&answer["tasks"][0], &answer["bad_tasks"]), (&shown, &json!([])));
        let renamed = json!({"uuid": task["uuid"], "summary": "改名", "assign": "long.gone", "watchers": shown["watchers"]});
        let answer = member.post("tasks/update2", json!({"tasks": [renamed]})).expect(200);
        assert_eq!((&answer["tasks"][0]["summary"], &answer["tasks"][0]["assign"]), (&json!("改名"), &json!("long.gone")));
        let step = member.step(&task, "In progress");
        let of_step = format!("project/{}/issue_type/{}/transition/{}/update", desk.project, desk.kind, text(&step["uuid"]));
        let asks = json!({"transition": {"fields": [{"field_uuid": "field004", "default_value": null, "required": false}]}});
        Member::admin(server).post(&of_step, asks).expect(200);
        let values = json!([{"field_uuid": "field004", "value": "long.gone"}]);
        member.post(&format!("task/{}/new_transit", text(&task["uuid"])), json!({"transition_uuid": step["uuid"], "field_values": values})).expect(200);
        // Nobody else is named so: not who was never there, and not who has an id.
        for (uuid, assign) in [(&other["uuid"], "long.gone"), (&task["uuid"], "never.there"), (&task["uuid"], "admin")] {
            let answer = member.post("tasks/update2", json!({"tasks": [{"uuid": uuid, "assign": assign}]})).expect(200);
            assert_eq!(codes(&answer), ["InvalidParameter.tasks[0].assign"], "{assign}");
        }
    }

    fn of_many_with_one_id_one_makes_the_task_and_the_others_are_told_that_it_is_taken(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let uuid = member.new_id();
        let clients: Vec<Client> = vec![member.client.clone(); 16];
        let answers = at_once(&clients, |n, client| {
            client.post(&member.team("tasks/add2"), json!({"tasks": [desk.wish(json!({"uuid": uuid, "summary": format!("{n}")}))]}))
        });
        let mut made = 0;
        for answer in answers {
            let answer = answer.expect(200);
            match answer["tasks"].as_array().unwrap().len() {
                1 => made += 1,
                _ => assert_eq!(codes(&answer), ["Conflict.uuid"]),
            }
        }
        assert_eq!(made, 1);
    }

    fn batches_of_the_same_tasks_in_any_order_are_all_done(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let own: Vec<String> = (0..8).map(|_| member.new_id()).collect();
        let clients: Vec<Client> = vec![member.client.clone(); 12];
        let made = at_once(&clients, |n, client| {
            let mut uuids = own.clone();
            uuids.rotate_left(n % 8);
            if n % 2 == 1 {
                uuids.reverse();
            }
            let wishes: Vec<Value> = uuids.iter().map(|uuid| desk.wish(json!({"uuid": uuid}))).collect();
            client.post(&member.team("tasks/add3"), json!({"tasks": wishes}))
        });
        let made: usize = made.into_iter().map(|answer| answer.expect(200)["tasks"].as_array().unwrap().len()).sum();
        assert_eq!(made, own.len());
        let parent = member.task(&desk, json!({}));
        let changed = at_once(&clients, |n, client| {
            let mut uuids = own.clone();
            uuids.rotate_left(n % 8);
            if n % 2 == 1 {
                uuids.reverse();
            }
            let wishes: Vec<Value> = uuids.iter().map(|uuid| json!({"uuid": uuid, "summary": format!("{n}"), "parent_uuid": parent["uuid"]})).collect();
            client.post(&member.team("tasks/update3"), json!({"tasks": wishes}))
        });
        for answer in changed {
            assert_eq!(answer.expect(200)["bad_tasks"], json!([]));
        }
        let gone = at_once(&clients, |n, client| {
            let mut uuids = own.clone();
            uuids.rotate_left(n % 8);
            client.post(&member.team("tasks/delete"), json!({"tasks": uuids}))
        });
        let gone: usize = gone.into_iter().map(|answer| answer.expect(200)["tasks"].as_array().unwrap().len()).sum();
        assert_eq!(gone, own.len(), "each is deleted once");
    }

    fn a_message_that_many_send_at_once_is_said_once(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let (task, other) = (member.task(&desk, json!({})), member.task(&desk, json!({})));
        let id: String = member.new_id().chars().skip(8).collect();
        let clients: Vec<Client> = vec![member.client.clone(); 16];
        let answers = at_once(&clients, |n, client| {
            let to = if n == 15 { &other } else { &task };
            client.post(&member.team(&format!("task/{}/send_message", text(&to["uuid"]))), json!({"uuid": id, "text": "已联系用户"}))
        });
        let (said, taken): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
        assert!(said.iter().all(|answer| answer.json == said[0].json), "one message");
        for answer in &taken {
            refused(answer, 409, "Conflict.uuid");
        }
        assert!([1, 15].contains(&taken.len()), "{}", taken.len());
    }

    fn two_credentials_of_two_people_are_nobodys(server: &Server) {
        let (ann, bob) = (server.person("operator"), server.person("operator"));
        let member = Member::of(server, &ann);
        let with = |client: &Client| member.client.with("Authorization", client.authorization());
        assert_eq!(with(&ann.client).get(&at("users/me")).expect(200)["user"]["uuid"], member.uuid.as_str());
        for client in [with(&bob.client), member.client.with("Authorization", "Bearer nonsense")] {
            refused(&client.get(&at("users/me")), 401, "AuthFailure.InvalidToken");
            refused(&client.post(&member.team("tasks/add2"), json!({"tasks": []})), 401, "AuthFailure.InvalidToken");
        }
        // A gateway's own is no credential of ours.
        member.client.with("Authorization", "Basic YTpi").get(&at("users/me")).expect(200);
    }

    fn a_description_can_be_emptied(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        for emptied in [json!({"desc": ""}), json!({"desc_rich": "<p></p>"}), json!({"field_values": [{"field_uuid": "field016", "value": null}]})] {
            let task = member.task(&desk, json!({"desc": "Since yesterday."}));
            let mut wish = json!({"uuid": task["uuid"]});
            wish.as_object_mut().unwrap().extend(emptied.as_object().unwrap().clone());
            let answer = member.post("tasks/update2", json!({"tasks": [wish]})).expect(200);
            assert_eq!((&answer["tasks"][0]["desc"], &answer["tasks"][0]["desc_rich"]), (&json!(""), &json!("")), "{answer}");
        }
        let task = member.task(&desk, json!({}));
        for (kept, code) in [("summary", "tasks[0].summary"), ("category", "tasks[0].field_values[0].value")] {
            let wish = match kept {
                "summary" => json!({"uuid": task["uuid"], "summary": ""}),
                field => json!({"uuid": task["uuid"], "field_values": [{"field_uuid": field, "value": ""}]}),
            };
            let answer = member.post("tasks/update2", json!({"tasks": [wish]})).expect(200);
            assert_eq!(codes(&answer), [format!("InvalidParameter.{code}")]);
        }
    }

    fn hours_left_are_said_and_lowered_by_the_hours_that_are_logged(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let left = |value: Value| json!([{"field_uuid": "field020", "type": 4, "value": value}]);
        let task = member.task(&desk, json!({"field_values": left(json!(300_000))}));
        let uuid = text(&task["uuid"]);
        assert_eq!((&task["remaining_manhour"], &task["total_manhour"]), (&json!(300_000), &json!(0)));
        let log = |hours: i64| member.post(&format!("task/{uuid}/manhours/add"), json!({"manhour": {"hours": hours}})).expect(200);
        let told = || {
            let shown = member.shown(&task["uuid"]);
            (shown["remaining_manhour"].as_i64().unwrap(), shown["total_manhour"].as_i64().unwrap())
        };
        log(100_000);
        assert_eq!(told(), (200_000, 100_000));
        let step = member.step(&task, "In progress");
        let body = json!({"transition_uuid": step["uuid"], "manhour": {"hours": 50_000}});
        member.post(&format!("task/{uuid}/new_transit"), body).expect(200);
        assert_eq!(told(), (150_000, 150_000));
        log(1_000_000);
        assert_eq!(told(), (0, 1_150_000));
        let say = |value: Value| member.post("tasks/update2", json!({"tasks": [{"uuid": uuid, "field_values": left(value)}]})).expect(200);
        assert_eq!(say(json!(50_000))["tasks"][0]["remaining_manhour"], 50_000);
        let told_by = member.get(&format!("task/{uuid}/messages")).expect(200);
        let last = told_by["messages"].as_array().unwrap().last().unwrap();
        assert_eq!(last["changes"], json!([{"field_uuid": "field020", "type": 4, "old_value": 0, "new_value": 50_000}]));
        assert_eq!(say(json!(null))["tasks"][0]["remaining_manhour"], 0);
        for bad in [json!(-1), json!("1"), json!(1.5), json!(i64::MAX)] {
            assert_eq!(codes(&say(bad)), ["InvalidParameter.tasks[0].field_values[0].value"]);
        }
        let bare = member.task(&desk, json!({}));
        member.post(&format!("task/{}/manhours/add", text(&bare["uuid"])), json!({"hours": 100_000})).expect(200);
        assert_eq!(member.shown(&bare["uuid"])["remaining_manhour"], 0, "nobody has said");
        server.gongdan().args(["verify"]).run().expect();
    }

    fn where_nothing_was_done_the_stamp_is_the_one_of_now(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let task = member.task(&desk, json!({}));
        let newest = task["server_update_stamp"].as_i64().unwrap();
        for (path, body) in [
            ("tasks/add2", json!({"tasks": []})),
            ("tasks/update3", json!({"tasks": [{"uuid": "0000000000000000", "summary": "x"}]})),
            ("tasks/info", json!({"ids": []})),
        ] {
            let answer = member.post(path, body).expect(200);
            assert!(answer["server_update_stamp"].as_i64().is_some_and(|stamp| stamp >= newest), "{path} {answer}");
        }
    }
}
