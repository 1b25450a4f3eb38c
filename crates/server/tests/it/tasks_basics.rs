//! Tasks: logged in for, made, changed, moved, talked about, deleted.

use crate::tasks_support::{Desk, Member, at, refused, text};
use testkit::{Value, assert_short_id, json};

on_both_engines! {
    fn a_log_in_tells_who_and_where_and_its_token_works_with_its_owner_only(server: &Server) {
        let person = server.person("operator");
        let email = text(&person.account["email"]);
        for (key, name) in [("email", &email), ("email", &person.username)] {
            let answer = server.stranger().post(&at("auth/login"), json!({key: name, "password": person.password})).expect(200);
            assert_short_id(&answer["user"]["uuid"], 8);
            assert_eq!((&answer["user"]["email"], &answer["user"]["name"]), (&json!(email), &person.account["nickname"]));
            assert_short_id(&answer["teams"][0]["uuid"], 8);
            assert_eq!((answer["teams"].as_array().unwrap().len(), &answer["org"]["uuid"]), (1, &answer["teams"][0]["uuid"]));
        }
        let member = Member::of(server, &person);
        let me = member.client.get(&at("users/me")).expect(200);
        assert_eq!(me["user"]["uuid"], member.uuid.as_str());
        assert!(me["user"].get("token").is_none(), "{me}");
        // The same token, as anywhere.
        person.client.get(&at("users/me")).expect(200);
        let other = Member::admin(server);
        for client in [
            member.client.with("Ones-User-Id", &other.uuid),
            member.client.with("Ones-User-Id", ""),
            member.client.with("Ones-Auth-Token", "nonsense"),
            server.stranger().with("Ones-Auth-Token", "x"),
            server.stranger().with("Ones-User-Id", &member.uuid),
        ] {
            refused(&client.get(&at("users/me")), 401, "AuthFailure.InvalidToken");
        }
        refused(&server.stranger().get(&at("users/me")), 401, "AuthFailure.MissingToken");
        refused(&server.stranger().get(&other.team("task/x/info")), 401, "AuthFailure.MissingToken");
        let login = |body: Value| server.stranger().post(&at("auth/login"), body);
        refused(&login(json!({"email": person.username, "password": "wrong"})), 401, "AuthFailure.InvalidPassword");
        refused(&login(json!({"password": "x"})), 400, "InvalidParameter.email");
        refused(&login(json!({"email": "x"})), 400, "InvalidParameter.password");
        refused(&login(json!({"email": 7})), 400, "InvalidParameter.email");
        refused(&login(json!({"phone": "x".repeat(300), "password": "y"})), 400, "InvalidParameter.phone");
    }

    fn one_may_log_in_with_a_telephone_number_that_is_nobody_elses(server: &Server) {
        let (ann, bob) = (server.person("user"), server.person("user"));
        let number = format!("+86 {}", ann.username.bytes().map(|b| (b % 10).to_string()).collect::<String>());
        let number: String = number.chars().take(30).collect();
        ann.client.put("profile", json!({"phone": number})).expect(200);
        let login = || server.stranger().post(&at("auth/login"), json!({"phone": number, "password": ann.password}));
        assert_eq!(login().expect(200)["user"]["username"], ann.username.as_str());
        bob.client.put("profile", json!({"phone": number})).expect(200);
        refused(&login(), 401, "AuthFailure.InvalidPassword");
    }

    fn a_task_is_the_same_record_as_a_ticket(server: &Server) {
        let desk = Desk::new(server, json!([{"key": "size", "name": "Size", "type": "integer"}]));
        let (person, other) = (server.person("operator"), server.person("user"));
        let member = Member::of(server, &person);
        let other = Member::of(server, &other);
        let fields = server.admin().get(&format!("projects/{}/fields", desk.key)).expect(200);
        let size = text(&fields["items"][0]["uuid"]);
        let uuid = member.new_id();
        let parent = member.task(&desk, json!({}));
        let task = member.task(&desk, json!({
            "uuid": uuid, "owner": member.uuid, "assign": other.uuid, "desc_rich": "<p>从昨天</p><p>开始</p>", "priority": "high",
            "deadline": 1_503_975_977, "watchers": [other.uuid], "parent_uuid": parent["uuid"],
            "field_values": [{"field_uuid": size, "type": 3, "value": 500_000}],
        }));
        assert_eq!((&task["uuid"], &task["owner"], &task["assign"]), (&json!(uuid), &json!(member.uuid), &json!(other.uuid)));
        assert_eq!((&task["desc"], &task["desc_rich"]), (&json!("从昨天\n开始"), &json!("<p>从昨天</p><p>开始</p>")));
        assert_eq!((&task["deadline"], &task["priority"]), (&json!(1_503_975_977), &json!("high")));
        assert_eq!((&task["parent_uuid"], &task["watchers"]), (&parent["uuid"], &json!([other.uuid])));
        assert_eq!(task["field_values"].as_array().unwrap().last(), Some(&json!({"field_uuid": size, "type": 3, "value": 500_000})));
        assert_short_id(&task["status_uuid"], 8);
        assert!(task["create_time"].as_i64().is_some_and(|at| at > 1_700_000_000_000_000), "{task}");
        let ticket = person.client.get(&format!("tickets/{}", task["number"])).expect(200);
        assert_eq!((&ticket["uuid"], &ticket["source"]), (&json!(uuid), &json!("workflow")));
        assert_eq!((&ticket["title"], &ticket["fields"]["size"]), (&json!("无法登录"), &json!(5)));
        assert_eq!(member.shown(&task["uuid"]), task);
        let listed = member.post("tasks/info", json!({"ids": [uuid, "nonsense", uuid, "0000000000000000"]})).expect(200);
        assert_eq!(listed["tasks"], json!([task]));
        assert_eq!(listed["bad_tasks"].as_array().unwrap().len(), 2, "{listed}");
        assert_eq!((&listed["bad_tasks"][0]["code"], &listed["bad_tasks"][0]["errcode"]), (&json!(610), &json!("NotFound.task")));
        // What a plain user may not see is not there, in the words of what is not there.
        let stranger = Member::of(server, &server.person("user"));
        let unseen = refused(&stranger.get(&format!("task/{uuid}/info")), 404, "NotFound.task");
        let missing = refused(&stranger.get("task/0000000000000000/info"), 404, "NotFound.task");
        assert_eq!(unseen.replace(&uuid, "0000000000000000"), missing);
        refused(&member.client.get(&at(&format!("team/00000000/task/{uuid}/info"))), 404, "NotFound.team");
    }

    fn each_of_several_tasks_is_made_or_refused_by_itself(server: &Server) {
        let desk = Desk::new(server, json!([{"key": "size", "name": "Size", "type": "integer"}]));
        let member = Member::of(server, &server.person("operator"));
        let taken = member.task(&desk, json!({"uuid": member.new_id()}));
        let fields = server.admin().get(&format!("projects/{}/fields", desk.key)).expect(200);
        let size = text(&fields["items"][0]["uuid"]);
        let own = member.new_id();
        let wishes = [
            (json!({"summary": "一"}), ""),
            (json!({"summary": " "}), "InvalidParameter.summary"),
            (json!({"summary": null}), "InvalidParameter.summary"),
            (json!({"summary": "x".repeat(256)}), "InvalidParameter.summary"),
            (json!({"project_uuid": "0000000000000000"}), "InvalidParameter.project_uuid"),
            (json!({"project_uuid": null}), "InvalidParameter.project_uuid"),
            (json!({"issue_type_uuid": "00000000"}), "InvalidParameter.issue_type_uuid"),
            (json!({"assign": "Nobody00"}), "InvalidParameter.assign"),
            (json!({"watchers": ["Nobody00"]}), "InvalidParameter.watchers"),
            (json!({"owner": "Nobody00"}), "InvalidParameter.owner"),
            (json!({"owner": Member::admin(server).uuid}), "PermissionDenied.access_level"),
            (json!({"priority": "purple"}), "InvalidParameter.priority"),
            (json!({"deadline": i64::MAX}), "InvalidParameter.deadline"),
            (json!({"parent_uuid": "0000000000000000"}), "InvalidParameter.parent_uuid"),
            (json!({"uuid": taken["uuid"]}), "Conflict.uuid"),
            (json!({"uuid": "short"}), "InvalidParameter.uuid"),
            (json!({"uuid": "0000000000000000"}), "InvalidParameter.uuid"),
            (json!({"field_values": [{"field_uuid": size, "value": 7}]}), "InvalidParameter.field_values[0].value"),
            (json!({"field_values": [{"field_uuid": "field099", "value": 7}]}), "InvalidParameter.field_values[0].field_uuid"),
            (json!({"field_values": [{"field_uuid": "field003", "value": 7}]}), "InvalidParameter.field_values[0].field_uuid"),
            (json!({"field_values": [{}]}), "InvalidParameter.field_values[0].field_uuid"),
            (json!({"uuid": own}), ""),
            (json!({"uuid": own}), "Conflict.uuid"),
        ];
        let tasks: Vec<Value> = wishes.iter().map(|(extra, _)| desk.wish(extra.clone())).collect();
        let answer = member.post("tasks/add3", json!({"tasks": tasks})).expect(200);
        let bad: Vec<&str> = answer["bad_tasks"].as_array().unwrap().iter().map(|b| b["errcode"].as_str().unwrap()).collect();
        let whole = |(place, (_, code)): (usize, &(Value, &str))| match code.split_once("Parameter.") {
            Some((_, field)) => format!("InvalidParameter.tasks[{place}].{field}"),
            None => (*code).to_owned(),
        };
        let expected: Vec<String> = wishes.iter().enumerate().map(whole).filter(|code| !code.is_empty()).collect();
        assert_eq!(bad, expected);
        assert_eq!(answer["tasks"].as_array().unwrap().len(), 2, "{answer}");
        for bad in answer["bad_tasks"].as_array().unwrap() {
            assert!(bad["desc"].as_str().is_some_and(|desc| !desc.is_empty()) && bad["uuid"].is_string(), "{bad}");
        }
        refused(&member.post("tasks/add2", json!({})), 400, "InvalidParameter.tasks");
        refused(&member.post("tasks/add2", json!({"tasks": 7})), 400, "InvalidParameter.tasks");
        let many = vec![json!({}); 101];
        refused(&member.post("tasks/add2", json!({"tasks": many})), 400, "InvalidParameter.tasks");
        refused(&member.post("tasks/info", json!({"ids": vec![""; 501]})), 400, "InvalidParameter.ids");
        // Unregistered people make nothing.
        let unregistered = Member::of(server, &server.person("unregistered"));
        let answer = unregistered.post("tasks/add2", json!({"tasks": [desk.wish(json!({}))]})).expect(200);
        assert_eq!(answer["bad_tasks"][0]["errcode"], "PermissionDenied.access_level", "{answer}");
    }

    fn a_request_with_a_key_makes_its_tasks_once(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let keyed = member.client.with("Idempotency-Key", &member.new_id());
        let body = json!({"tasks": [desk.wish(json!({})), {"summary": ""}]});
        let first = keyed.post(&member.team("tasks/add2"), body.clone()).expect(200);
        assert_eq!(keyed.post(&member.team("tasks/add2"), body).expect(200).json, first.json);
        refused(&keyed.post(&member.team("tasks/add2"), json!({"tasks": []})), 422, "InvalidParameter.Idempotency-Key");
    }

    fn a_change_changes_what_it_names_and_what_is_told_back_is_no_change(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let (a, b) = (member.task(&desk, json!({})), member.task(&desk, json!({"desc": "Since yesterday."})));
        let wish = json!({"uuid": b["uuid"], "summary": "改名", "assign": member.uuid, "parent_uuid": a["uuid"],
            "field_values": [{"field_uuid": "field013", "type": 5, "value": 1_503_975_977}]});
        let answer = member.post("tasks/update3", json!({"tasks": [wish, {"uuid": a["uuid"]}, {"summary": "x"}, {"uuid": "0000000000000000", "summary": "x"}]}));
        let answer = answer.expect(200);
        let changed = &answer["tasks"][0];
        assert_eq!((&changed["summary"], &changed["desc"], &changed["parent_uuid"]), (&json!("改名"), &json!("Since yesterday."), &a["uuid"]));
        assert_eq!(changed["deadline"], 1_503_975_977);
        let bad: Vec<_> = answer["bad_tasks"].as_array().unwrap().iter().map(|b| text(&b["errcode"])).collect();
        assert_eq!(bad, ["InvalidParameter.tasks[1]", "InvalidParameter.tasks[2].uuid", "NotFound.task"]);
        // The whole of a task sent back is no wish for anything that is not changed here.
        let below = member.task(&desk, json!({"parent_uuid": b["uuid"]}));
        let shown = member.shown(&b["uuid"]);
        let again = member.post("tasks/update2", json!({"tasks": [shown]})).expect(200);
        assert_eq!((&again["tasks"][0], &again["bad_tasks"]), (&shown, &json!([])));
        for (extra, code) in [
            (json!({"status_uuid": "00000000"}), "InvalidParameter.status_uuid"),
            (json!({"project_uuid": "0000000000000000"}), "InvalidParameter.project_uuid"),
            (json!({"owner": "00000000"}), "InvalidParameter.owner"),
            (json!({"parent_uuid": b["uuid"]}), "InvalidParameter.parent_uuid"),
            (json!({"parent_uuid": below["uuid"], "summary": "not taken"}), "Conflict.circle"),
            (json!({"assign": "00000000", "summary": "not taken"}), "InvalidParameter.assign"),
        ] {
            let mut wish = json!({"uuid": b["uuid"]});
            wish.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            let answer = member.post("tasks/update2", json!({"tasks": [wish]})).expect(200);
            assert_eq!(answer["bad_tasks"][0]["errcode"], code.replace("Parameter.", "Parameter.tasks[0]."), "{answer}");
        }
        assert_eq!(member.shown(&b["uuid"]), shown);
        let cleared = json!({"uuid": b["uuid"], "assign": "", "parent_uuid": "", "field_values": [{"field_uuid": "field013", "value": null}]});
        let cleared = member.post("tasks/update2", json!({"tasks": [cleared]})).expect(200);
        let cleared = &cleared["tasks"][0];
        assert_eq!((&cleared["assign"], &cleared["parent_uuid"], &cleared["deadline"]), (&json!(""), &json!(""), &Value::Null));
    }

    fn a_step_is_offered_and_taken_by_its_id(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let task = member.task(&desk, json!({}));
        let step = member.step(&task, "In progress");
        assert_eq!(step["start_status_uuid"], task["status_uuid"]);
        let path = format!("task/{}/new_transit", text(&task["uuid"]));
        // Only what its screen asks for is taken with a step: not other fields, nor those that no screen has.
        for field in ["field004", "field001", "field008", "field016", "field012"] {
            let body = json!({"transition_uuid": step["uuid"], "field_values": [{"field_uuid": field, "value": "x"}]});
            let why = refused(&member.post(&path, body), 400, "InvalidParameter.field_values[0].field_uuid");
            assert!(why.contains(field), "{why}");
        }
        assert_eq!(member.shown(&task["uuid"]), task);
        let ask = |transition: &Value| {
            let path = format!("project/{}/issue_type/{}/transition/{}/update", desk.project, desk.kind, text(transition));
            let body = json!({"transition": {"fields": [{"field_uuid": "field004", "required": false}]}});
            Member::admin(server).post(&path, body).expect(200);
        };
        ask(&step["uuid"]);
        let body = json!({"transition_uuid": step["uuid"], "discussion": {"text": "on it"},
            "field_values": [{"field_uuid": "field004", "type": 8, "value": member.uuid}]});
        let answer = member.post(&path, body.clone()).expect(200);
        assert_eq!(answer.json, json!({"code": 200, "errcode": "OK", "type": "OK"}));
        let now = member.shown(&task["uuid"]);
        assert_eq!((&now["status_uuid"], &now["assign"]), (&step["end_status_uuid"], &json!(member.uuid)));
        assert!(now["server_update_stamp"].as_i64() > task["server_update_stamp"].as_i64());
        refused(&member.post(&path, body), 409, "Conflict.status");
        refused(&member.post(&path, json!({})), 400, "InvalidParameter.transition_uuid");
        refused(&member.post(&path, json!({"transition_uuid": "00000000"})), 400, "InvalidParameter.transition_uuid");
        let next = member.step(&task, "Resolved");
        ask(&next["uuid"]);
        for (values, code) in [
            (json!([{"field_uuid": "field004", "value": "00000000"}]), "InvalidParameter.field_values[0].value"),
            (json!([{"field_uuid": "field005", "value": "x"}]), "InvalidParameter.field_values[0].field_uuid"),
        ] {
            refused(&member.post(&path, json!({"transition_uuid": next["uuid"], "field_values": values})), 400, code);
        }
        let stranger = Member::of(server, &server.person("user"));
        refused(&stranger.post(&path, json!({"transition_uuid": next["uuid"]})), 404, "NotFound.task");
        refused(&stranger.get(&format!("task/{}/transitions", text(&task["uuid"]))), 404, "NotFound.task");
    }

    fn messages_are_the_history_and_what_people_say_in_it(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let task = member.task(&desk, json!({}));
        let uuid = text(&task["uuid"]);
        let id: String = member.new_id().chars().skip(8).collect();
        let say = |body: Value| member.post(&format!("task/{uuid}/send_message"), body);
        let sent = say(json!({"uuid": id, "text": "已联系用户"})).expect(200);
        assert_eq!(sent["message"]["uuid"], id.as_str());
        assert_eq!(say(json!({"uuid": id, "text": "已联系用户"})).expect(200).json, sent.json, "said once");
        refused(&say(json!({"uuid": id, "text": "something else"})), 409, "Conflict.uuid");
        refused(&say(json!({"uuid": "x", "text": "y"})), 400, "InvalidParameter.uuid");
        refused(&say(json!({"text": " "})), 400, "InvalidParameter.text");
        refused(&say(json!({})), 400, "InvalidParameter.text");
        say(json!({"text": "second"})).expect(200);
        member.post("tasks/update2", json!({"tasks": [{"uuid": uuid, "assign": member.uuid}]})).expect(200);
        let read = |query: &str| member.get(&format!("task/{uuid}/messages{query}")).expect(200);
        let all = read("");
        let list = all["messages"].as_array().unwrap();
        let told: Vec<_> = list.iter().map(|m| (text(&m["type"]), text(&m["action"]), text(&m["text"]))).collect();
        let expected = [("system", "created", ""), ("discussion", "commented", "已联系用户"), ("discussion", "commented", "second"), ("system", "edited", "")];
        assert_eq!(told, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
        assert_eq!((&list[1]["uuid"], &list[1]["from"], &all["has_next"]), (&json!(id), &json!(member.uuid), &json!(false)));
        assert_eq!(list[3]["changes"], json!([{"field_uuid": "field004", "type": 8, "old_value": null, "new_value": member.uuid}]));
        for message in list {
            assert_short_id(&message["uuid"], 8);
            assert_eq!(message["ref_id"], uuid.as_str());
        }
        let newest = read("?count=1");
        assert_eq!((&newest["messages"], &newest["has_next"]), (&json!([list[3]]), &json!(true)));
        let since = read(&format!("?since={}&count=1", list[0]["send_time"]));
        assert_eq!((&since["messages"], &since["has_next"]), (&json!([list[1]]), &json!(true)));
        let until = read(&format!("?max={}", list[0]["send_time"]));
        assert_eq!(until["messages"], json!([list[0]]));
        for query in ["?count=0", "?count=x", "?since=x", "?max=1.5"] {
            let name = query.trim_start_matches('?').split('=').next().unwrap();
            refused(&member.get(&format!("task/{uuid}/messages{query}")), 400, &format!("InvalidParameter.{name}"));
        }
        assert_eq!(read("?count=100000")["messages"], all["messages"]);
    }

    fn tasks_are_deleted_each_by_itself(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let task = member.task(&desk, json!({}));
        let answer = member.post("tasks/delete", json!({"tasks": [task["uuid"], task["uuid"], "nonsense"]})).expect(200);
        assert_eq!((&answer["code"], &answer["tasks"]), (&json!(200), &json!([task["uuid"]])));
        let bad: Vec<_> = answer["bad_tasks"].as_array().unwrap().iter().map(|b| text(&b["errcode"])).collect();
        assert_eq!(bad, ["NotFound.task", "NotFound.task"]);
        refused(&member.get(&format!("task/{}/info", text(&task["uuid"]))), 404, "NotFound.task");
        refused(&member.post("tasks/delete", json!({})), 400, "InvalidParameter.tasks");
    }
}
