//! Transitions over the API of tasks: the document's own requests and answers, definitions changed, steps with all they ask for.

use crate::tasks_support::{Desk, Member, refused, text};
use testkit::{Answer, Value, json};

fn golden(text: &str) -> Value {
    serde_json::from_str(text).expect("a golden file is JSON")
}

/// The ids of the statuses of a desk's type, by name.
#[track_caller]
fn status(member: &Member, task: &Value, name: &str) -> String {
    let step = member.step(task, name);
    text(&step["end_status_uuid"])
}

#[track_caller]
fn add(admin: &Member, desk: &Desk, transition: Value) -> Value {
    let path = format!("project/{}/issue_type/{}/transitions/add", desk.project, desk.kind);
    admin.post(&path, json!({"transition": transition})).expect(200)["transition"].clone()
}

#[track_caller]
fn update(member: &Member, desk: &Desk, uuid: &Value, transition: Value) -> Answer {
    let path = format!("project/{}/issue_type/{}/transition/{}/update", desk.project, desk.kind, text(uuid));
    member.post(&path, json!({"transition": transition}))
}

/// `told` with the ids and the stamp of `golden`.
fn with_ids_of(golden: &Value, told: &Value, ids: &[&str]) -> Value {
    let mut told = told.clone();
    for id in ids {
        assert!(
            told[*id].as_str().is_some_and(|text| text.len() == golden[*id].as_str().unwrap().len()),
            "{id} of {told}"
        );
        told[*id] = golden[*id].clone();
    }
    told
}

const IDS: [&str; 5] = ["uuid", "project_uuid", "issue_type_uuid", "start_status_uuid", "end_status_uuid"];

on_both_engines! {
    fn the_documents_requests_get_its_answers(server: &Server) {
        let (admin, desk) = (Member::admin(server), Desk::new(server, json!([])));
        let task = admin.task(&desk, json!({}));
        let (open, doing, done) = (text(&task["status_uuid"]), status(&admin, &task, "In progress"), status(&admin, &task, "Closed"));
        // The team's transitions.
        let made = add(&admin, &desk, json!({"start_status_uuid": doing, "end_status_uuid": open, "name": "reactivation",
            "fields": [{"field_uuid": "tf-comment", "default_value": "", "required": false}]}));
        let all = admin.get("transitions").expect(200);
        let told = all["transitions"].as_array().unwrap().iter().find(|t| t["uuid"] == made["uuid"]).unwrap();
        let expected = golden(include_str!("golden/tasks/transitions.json"));
        assert_eq!(with_ids_of(&expected["transitions"][0], told, &IDS), expected["transitions"][0]);
        assert!(all["server_update_stamp"].as_i64().is_some_and(|stamp| stamp > 1_566_187_581_207_696), "{all}");
        assert_eq!(all.json.as_object().unwrap().len(), 2);
        // Those of a task.
        for (name, end) in [("start development", &doing), ("close requirement", &done)] {
            add(&admin, &desk, json!({"start_status_uuid": open, "end_status_uuid": end, "name": name}));
        }
        let offered = admin.get(&format!("task/{}/transitions", text(&task["uuid"]))).expect(200);
        let expected = golden(include_str!("golden/tasks/task_transitions.json"));
        let named: Vec<Value> = expected["transitions"].as_array().unwrap().iter().map(|golden| {
            let own = offered["transitions"].as_array().unwrap().iter().find(|t| t["name"] == golden["name"]);
            with_ids_of(golden, own.expect("offered"), &["uuid", "start_status_uuid", "end_status_uuid"])
        }).collect();
        assert_eq!(json!({"transitions": named}), expected);
        // One changed.
        let made = add(&admin, &desk, json!({"start_status_uuid": doing, "end_status_uuid": done, "name": "regression pass", "position": 4}));
        let path = format!("project/{}/issue_type/{}/transition/{}/update", desk.project, desk.kind, text(&made["uuid"]));
        let answer = admin.post(&path, golden(include_str!("golden/tasks/update_request.json"))).expect(200);
        let expected = golden(include_str!("golden/tasks/update.json"));
        let mut told = with_ids_of(&expected["transition"], &answer["transition"], &IDS);
        // The contract has more of a screen's entry than the document's example, and its type.
        let entry = told["fields"][0].as_object_mut().unwrap();
        assert_eq!(entry.insert("type".into(), Value::Null), Some(json!(-1)));
        entry.retain(|key, _| !key.starts_with("can_"));
        assert_eq!(told, expected["transition"]);
        assert!(answer["server_update_stamp"].as_i64() > all["server_update_stamp"].as_i64());
        // And one taken.
        let step = admin.step(&task, "start development");
        let path = format!("task/{}/new_transit", text(&task["uuid"]));
        let answer = admin.post(&path, json!({"transition_uuid": step["uuid"]})).expect(200);
        assert_eq!(answer.json, golden(include_str!("golden/tasks/new_transit.json")));
    }

    fn the_stamp_grows_with_each_change_and_only_what_is_newer_is_told(server: &Server) {
        let (admin, desk) = (Member::admin(server), Desk::new(server, json!([])));
        let task = admin.task(&desk, json!({}));
        let step = admin.step(&task, "In progress");
        let before = admin.get("transitions").expect(200)["server_update_stamp"].as_i64().unwrap();
        let newer = |since: i64| -> Vec<String> {
            let answer = admin.get(&format!("transitions?since={since}")).expect(200);
            let own = answer["transitions"].as_array().unwrap().iter().filter(|t| t["project_uuid"] == desk.project.as_str());
            own.map(|t| text(&t["uuid"])).collect()
        };
        assert_eq!(newer(before), Vec::<String>::new());
        let answer = update(&admin, &desk, &step["uuid"], json!({"name": "Begin"})).expect(200);
        let after = answer["server_update_stamp"].as_i64().unwrap();
        assert!(after > before);
        assert_eq!(newer(before), [text(&step["uuid"])]);
        assert_eq!(newer(after), Vec::<String>::new());
        assert!(newer(0).len() > 5);
        // What changes nothing makes no version.
        let same = update(&admin, &desk, &step["uuid"], json!({"name": "Begin"})).expect(200);
        assert!(newer(after).is_empty() && same["transition"] == answer["transition"], "{same}");
        // A change on the native surface counts as well.
        server.admin().put(&format!("projects/{}", desk.key), json!({"name": "Renamed"})).expect(200);
        assert_eq!(newer(after), Vec::<String>::new());
        let projects = admin.get(&format!("projects?since={after}")).expect(200);
        assert!(projects["projects"].as_array().unwrap().iter().any(|p| p["name"] == "Renamed"), "{projects}");
        for bad in ["x", "1.5", "99999999999999999999"] {
            refused(&admin.get(&format!("transitions?since={bad}")), 400, "InvalidParameter.since");
        }
    }

    fn what_was_deleted_is_told_to_who_asks_for_what_is_newer(server: &Server) {
        let (admin, desk) = (Member::admin(server), Desk::new(server, json!([])));
        let task = admin.task(&desk, json!({}));
        let made = add(&admin, &desk, json!({"start_status_uuid": task["status_uuid"], "end_status_uuid": status(&admin, &task, "Closed"), "name": "Short cut"}));
        let before = admin.get("transitions").expect(200);
        assert!(before.json.get("deleted").is_none(), "everything was asked for");
        let since = |stamp: &Value| admin.get(&format!("transitions?since={stamp}")).expect(200);
        let own = |answer: &Answer| -> Vec<Value> {
            let gone = answer["deleted"].as_array().expect("deleted").iter();
            gone.filter(|gone| gone["issue_type_uuid"] == desk.kind.as_str()).cloned().collect()
        };
        assert_eq!(own(&since(&before["server_update_stamp"])), Vec::<Value>::new());
        let path = format!("project/{}/issue_type/{}/transition/{}/delete", desk.project, desk.kind, text(&made["uuid"]));
        admin.post(&path, json!({})).expect(200);
        let after = since(&before["server_update_stamp"]);
        assert_eq!(own(&after), [json!({"uuid": made["uuid"], "issue_type_uuid": desk.kind})]);
        assert_eq!(own(&since(&after["server_update_stamp"])), Vec::<Value>::new());
        // One of its id is there again.
        add(&admin, &desk, json!({"uuid": made["uuid"], "start_status_uuid": task["status_uuid"], "end_status_uuid": made["end_status_uuid"]}));
        let again = since(&before["server_update_stamp"]);
        assert_eq!(own(&again), Vec::<Value>::new());
        assert!(again["transitions"].as_array().unwrap().iter().any(|t| t["uuid"] == made["uuid"]), "{again}");
    }

    fn a_definition_says_everything_once_and_in_the_contracts_words(server: &Server) {
        let (admin, desk) = (Member::admin(server), Desk::new(server, json!([])));
        let task = admin.task(&desk, json!({}));
        let step = admin.step(&task, "In progress");
        let set = |body: Value| update(&admin, &desk, &step["uuid"], json!({"post_function": [{"update_field_value": body}]}));
        set(json!({"field_uuid": "field004", "type": 8, "variable": "self", "value": null})).expect(200);
        for (body, field) in [
            (json!({"field_uuid": "field004", "type": 99, "variable": "self"}), "type"),
            (json!({"field_uuid": "field004", "type": "8", "variable": "self"}), "type"),
            (json!({"field_uuid": "field004", "variable": "self", "value": admin.uuid}), "variable"),
            (json!({"field_uuid": "field004", "variable": "nobody"}), "variable"),
        ] {
            refused(&set(body), 400, &format!("InvalidParameter.transition.post_function[0].update_field_value.{field}"));
        }
        let path = format!("project/{}/issue_type/{}/transition/{}/update", desk.project, desk.kind, text(&step["uuid"]));
        let send = |body: &str| admin.client.request("POST", &admin.team(&path)).json_text(body).send();
        refused(&send(r#"{"transition": {"name": "a", "name": "b"}}"#), 400, "InvalidParameter.transition.name");
        refused(&send(r#"{"transition": {"condition": {"must": [], "must": []}}}"#), 400, "InvalidParameter.transition.condition.must");
        // Who has no account is told by name, and sent back so.
        let fields = json!([{"field": "assignee", "default": "long.gone"}]);
        let native = format!("projects/{}/types/ticket/workflow", desk.key);
        let mut definition = server.admin().get(&native).expect(200)["definition"].clone();
        let own = definition["transitions"].as_array_mut().unwrap().iter_mut().find(|t| t["uuid"] == step["uuid"]).unwrap();
        own["fields"] = fields;
        server.admin().put(&format!("{native}/draft"), json!({"definition": definition})).expect(200);
        server.admin().post(&format!("{native}/publish"), json!({})).expect(200);
        let all = admin.get("transitions").expect(200);
        let told = all["transitions"].as_array().unwrap().iter().find(|t| t["uuid"] == step["uuid"] && t["project_uuid"] == desk.project.as_str()).unwrap();
        assert_eq!(told["fields"][0]["default_value"], "long.gone");
        assert_eq!(update(&admin, &desk, &step["uuid"], told.clone()).expect(200)["transition"]["fields"], told["fields"]);
    }

    fn an_update_merges_and_what_is_wrong_with_it_is_named(server: &Server) {
        let (admin, desk) = (Member::admin(server), Desk::new(server, json!([])));
        let task = admin.task(&desk, json!({}));
        let step = admin.step(&task, "In progress");
        let group = server.admin().post("groups", json!({"name": desk.key})).expect(201);
        let condition = json!({"must": [{"in_user_domains": {"user_domains": [
            {"user_domain_type": "group", "user_domain_param": group["uuid"]}]}}]});
        let trigger = json!({"should": [{"commit_created": {"repo": "https://example.com/a"}}, {"branch_created": {"repo": "https://example.com/a"}}]});
        let functions = json!([{"update_field_value": {"field_uuid": "field013", "value": 1_503_975_977}},
            {"update_field_value": {"field_uuid": "field004", "variable": "self"}}]);
        let fields = json!([{"field_uuid": "field004", "default_value": null, "required": false},
            {"field_uuid": "field016", "default_value": "", "required": false}]);
        let first = update(&admin, &desk, &step["uuid"], json!({"condition": condition, "trigger": trigger, "post_function": functions, "fields": fields}));
        let told = first.expect(200)["transition"].clone();
        assert_eq!((&told["condition"], &told["trigger"], &told["name"]), (&condition, &trigger, &json!("In progress")));
        assert_eq!(told["post_function"], functions);
        let ids: Vec<_> = told["fields"].as_array().unwrap().iter().map(|f| (text(&f["field_uuid"]), f["type"].as_i64().unwrap())).collect();
        assert_eq!(ids, [("field004".to_owned(), 8), ("field016".to_owned(), 20), ("tf-comment".to_owned(), -1)]);
        // What is told and sent back is the same.
        assert_eq!(update(&admin, &desk, &step["uuid"], told).expect(200)["transition"]["condition"], condition);
        let cleared = update(&admin, &desk, &step["uuid"], json!({"condition": null, "name": "Go"})).expect(200);
        assert_eq!((&cleared["transition"]["condition"], &cleared["transition"]["trigger"]), (&Value::Null, &trigger));
        let deep = (0..6).fold(json!({"has_comment_since_status": {}}), |inner, _| json!({"must": [inner]}));
        for (sent, field) in [
            (json!({"condition": {"must": []}}), "condition.must"),
            (json!({"condition": {"must": [], "should": []}}), "condition"),
            (json!({"condition": {"in_user_domains": {"user_domains": []}}}), "condition"),
            (json!({"condition": {"must": [{"nonsense": {}}]}}), "condition.must[0]"),
            (json!({"condition": 7}), "condition"),
            (json!({"fields": [{"field_uuid": "field003"}]}), "fields[0].field_uuid"),
            (json!({"post_function": [{}]}), "post_function[0]"),
            (json!({"name": "x".repeat(64)}), "name"),
            (json!({"start_status_uuid": "nonsense"}), "start_status_uuid"),
            (json!({"position": "4"}), "position"),
        ] {
            let answer = update(&admin, &desk, &step["uuid"], sent);
            assert!(answer["errcode"].as_str().is_some_and(|code| code.starts_with(&format!("InvalidParameter.transition.{field}"))), "{answer}");
        }
        let answer = update(&admin, &desk, &step["uuid"], json!({"condition": deep}));
        assert!(answer.status == 400 && answer["errcode"].as_str().is_some_and(|code| code.starts_with("InvalidParameter.transition.condition")), "{answer}");
        let nobody = json!({"must": [{"in_user_domains": {"user_domains": [{"user_domain_type": "group", "user_domain_param": "00000000"}]}}]});
        let answer = update(&admin, &desk, &step["uuid"], json!({"condition": nobody}));
        refused(&answer, 400, "InvalidParameter.transition.condition");
        refused(&update(&admin, &desk, &json!("00000000"), json!({})), 404, "NotFound.transition");
        let elsewhere = Desk { project: "0000000000000000".into(), ..desk.clone() };
        refused(&update(&admin, &elsewhere, &step["uuid"], json!({})), 404, "NotFound.project");
        let elsewhere = Desk { kind: "00000000".into(), ..desk.clone() };
        refused(&update(&admin, &elsewhere, &step["uuid"], json!({})), 404, "NotFound.issue_type");
        let path = format!("project/{}/issue_type/{}/transition/{}/update", desk.project, desk.kind, text(&step["uuid"]));
        refused(&admin.post(&path, json!({})), 400, "InvalidParameter.transition");
        refused(&admin.post(&path, json!({"transition": []})), 400, "InvalidParameter.transition");
        // Only who may manage the project may.
        let member = Member::of(server, &server.person("operator"));
        refused(&update(&member, &desk, &step["uuid"], json!({"name": "x"})), 403, "PermissionDenied.manage_project");
        let rule = json!({"permission_rule": {"permission": "manage_project", "user_domain_type": "single_user",
            "user_domain_param": member.uuid, "context_type": "project", "context_param": {"project_uuid": desk.project}}});
        let made = admin.post("permission_rules", rule).expect(200);
        assert_eq!(made["permission_rule"]["context_param"]["project_uuid"], desk.project.as_str());
        update(&member, &desk, &step["uuid"], json!({"name": "x"})).expect(200);
    }

    fn a_transition_is_added_between_any_of_the_teams_statuses_and_deleted(server: &Server) {
        let (admin, desk) = (Member::admin(server), Desk::new(server, json!([])));
        let task = admin.task(&desk, json!({}));
        let made = admin.post("task_statuses/add", json!({"task_status": {"name": "In review", "category": "in_progress"}})).expect(200);
        let review = text(&made["task_status"]["uuid"]);
        let id = text(&task["uuid"]).chars().rev().take(8).collect::<String>();
        let made = add(&admin, &desk, json!({"uuid": id, "start_status_uuid": task["status_uuid"], "end_status_uuid": review, "name": "Review"}));
        assert_eq!((&made["uuid"], &made["end_status_uuid"]), (&json!(id), &json!(review)));
        let path = format!("project/{}/issue_type/{}/transitions/add", desk.project, desk.kind);
        let again = json!({"transition": {"uuid": id, "start_status_uuid": review, "end_status_uuid": task["status_uuid"]}});
        refused(&admin.post(&path, again), 409, "Conflict.uuid");
        // Nor is it free for another type, wherever that is.
        let other = Desk::new(server, json!([]));
        let elsewhere = format!("project/{}/issue_type/{}/transitions/add", other.project, other.kind);
        let again = json!({"transition": {"uuid": id, "start_status_uuid": admin.task(&other, json!({}))["status_uuid"], "end_status_uuid": review}});
        refused(&admin.post(&elsewhere, again), 409, "Conflict.uuid");
        refused(&admin.post(&path, json!({"transition": {}})), 400, "InvalidParameter.transition.start_status_uuid");
        let odd = json!({"transition": {"uuid": 7, "start_status_uuid": review, "end_status_uuid": review}});
        refused(&admin.post(&path, odd), 400, "InvalidParameter.transition.uuid");
        let transit = format!("task/{}/new_transit", text(&task["uuid"]));
        admin.post(&transit, json!({"transition_uuid": id})).expect(200);
        assert_eq!(admin.shown(&task["uuid"])["status_uuid"], review.as_str());
        let listed = admin.get("task_statuses").expect(200);
        let own: Vec<_> = listed["task_statuses"].as_array().unwrap().iter().filter(|s| s["uuid"] == review.as_str()).collect();
        assert_eq!(own.len(), 1, "a status of a workflow is told once");
        assert_eq!((&own[0]["category"], &own[0]["status_category"]), (&json!("in_progress"), &json!("active")));
        // From any status, and away again.
        let any = add(&admin, &desk, json!({"start_status_uuid": "00000000", "end_status_uuid": task["status_uuid"], "name": "Back"}));
        assert_eq!(any["start_status_uuid"], "00000000");
        let step = admin.step(&task, "Back");
        assert_eq!(step["start_status_uuid"], review.as_str());
        let path = format!("project/{}/issue_type/{}/transition/{}/delete", desk.project, desk.kind, text(&any["uuid"]));
        let gone = admin.post(&path, json!({})).expect(200);
        assert!(gone["server_update_stamp"].is_i64() && gone["errcode"] == "OK", "{gone}");
        refused(&admin.post(&path, json!({})), 404, "NotFound.transition");
        refused(&admin.post(&transit, json!({"transition_uuid": any["uuid"]})), 400, "InvalidParameter.transition_uuid");
    }

    fn a_step_asks_for_what_its_screen_requires_and_keeps_it(server: &Server) {
        let (admin, desk) = (Member::admin(server), Desk::new(server, json!([])));
        let member = Member::of(server, &server.person("operator"));
        let task = member.task(&desk, json!({}));
        let uuid = text(&task["uuid"]);
        let step = member.step(&task, "In progress");
        let asks = |field: &str| update(&admin, &desk, &step["uuid"], json!({"fields": [{"field_uuid": field, "required": true}]})).expect(200);
        let transit = |body: Value| {
            let mut body = body;
            body["transition_uuid"] = step["uuid"].clone();
            member.post(&format!("task/{uuid}/new_transit"), body)
        };
        for (field, called) in [("field004", "field004"), ("tf-comment", "discussion.text"), ("tf-manhour", "manhour"), ("tf-resource", "resource_uuids")] {
            asks(field);
            refused(&transit(json!({})), 400, &format!("InvalidParameter.{called}"));
        }
        for (body, field) in [
            (json!({"resource_uuids": ["x"]}), "resource_uuids[0]"),
            (json!({"resource_uuids": ["0000zzzz"]}), "resource_uuids[0]"),
            (json!({"manhour": {"hours": 0}}), "manhour.hours"),
            (json!({"manhour": {}}), "manhour.hours"),
            (json!({"manhour": {"hours": 1, "owner": "00000000"}}), "manhour.owner"),
            (json!({"manhour": {"hours": 1, "start_time": i64::MAX}}), "manhour.start_time"),
            (json!({"manhour": {"hours": 1.5}}), "manhour.hours"),
        ] {
            refused(&transit(body), 400, &format!("InvalidParameter.{field}"));
        }
        let elsewhere = member.task(&desk, json!({}));
        let file = upload(&member, &text(&elsewhere["uuid"]), "trace.txt", b"elsewhere");
        let told = refused(&transit(json!({"resource_uuids": [file["resource_uuid"]]})), 400, "InvalidParameter.resource_uuids[0]");
        assert!(told.contains(file["resource_uuid"].as_str().unwrap()), "{told}");
        let file = upload(&member, &uuid, "trace.txt", b"it broke");
        assert_eq!((&file["name"], &file["size"], &file["ref_id"]), (&json!("trace.txt"), &json!(8), &json!(uuid)));
        let body = json!({"resource_uuids": [file["resource_uuid"], file["resource_uuid"]], "manhour": {"hours": 150_000, "desc": "on site"}, "discussion": {"text": "see trace"}});
        transit(body).expect(200);
        assert_eq!(member.shown(&task["uuid"])["total_manhour"], 150_000);
        let more = member.post(&format!("task/{uuid}/manhours/add"), json!({"manhour": {"hours": 50_000, "owner": member.uuid, "start_time": 1_503_975_977}}));
        let more = more.expect(200);
        assert_eq!((&more["manhour"]["hours"], &more["manhour"]["owner"], &more["manhour"]["start_time"]), (&json!(50_000), &json!(member.uuid), &json!(1_503_975_977)));
        assert_eq!(member.shown(&task["uuid"])["total_manhour"], 200_000);
        refused(&member.post(&format!("task/{uuid}/manhours/add"), json!({"hours": -1})), 400, "InvalidParameter.hours");
        for wrapped in [json!({"hours": 0}), json!({"hours": "x"}), json!({})] {
            refused(&member.post(&format!("task/{uuid}/manhours/add"), json!({"manhour": wrapped})), 400, "InvalidParameter.manhour.hours");
        }
        let history = server.admin().get(&format!("tickets/{}/history?pageSize=100", task["number"])).expect(200);
        let files: Vec<_> = history.items().iter().filter_map(|step| step.get("files")?.as_array()).map(Vec::len).filter(|n| *n > 0).collect();
        assert_eq!(files, [1], "a file that is named twice is one file");
        refused(&member.post(&format!("task/{uuid}/manhours/add"), json!({})), 400, "InvalidParameter.hours");
        let told = member.get(&format!("task/{uuid}/messages")).expect(200);
        let told: Vec<_> = told["messages"].as_array().unwrap().iter().map(|m| text(&m["action"])).collect();
        assert_eq!(told, ["created", "attached", "transitioned", "logged"]);
    }

    fn a_step_whose_condition_does_not_hold_is_neither_offered_nor_taken(server: &Server) {
        let (admin, desk) = (Member::admin(server), Desk::new(server, json!([])));
        let member = Member::of(server, &server.person("operator"));
        let task = member.task(&desk, json!({}));
        let step = member.step(&task, "In progress");
        let condition = json!({"must": [{"in_user_domains": {"user_domains": [{"user_domain_type": "single_user", "user_domain_param": admin.uuid}]}}]});
        update(&admin, &desk, &step["uuid"], json!({"condition": condition})).expect(200);
        let path = format!("task/{}/new_transit", text(&task["uuid"]));
        let body = json!({"transition_uuid": step["uuid"]});
        refused(&member.post(&path, body.clone()), 403, "PermissionDenied.transit_tasks");
        let offered = member.get(&format!("task/{}/transitions", text(&task["uuid"]))).expect(200);
        assert!(offered["transitions"].as_array().unwrap().iter().all(|t| t["uuid"] != step["uuid"]), "{offered}");
        admin.post(&path, body).expect(200);
    }

    fn a_step_that_takes_consent_says_that_it_waits(server: &Server) {
        let (admin, desk) = (Member::admin(server), Desk::new(server, json!([])));
        let member = Member::of(server, &server.person("operator"));
        let task = member.task(&desk, json!({}));
        let step = member.step(&task, "In progress");
        let approval = json!({"approvers": [{"user_domain_type": "single_user", "user_domain_param": admin.uuid}], "rule": "all"});
        let told = update(&admin, &desk, &step["uuid"], json!({"approval": approval})).expect(200);
        assert!(told["transition"]["approval"].is_object(), "{told}");
        let answer = member.post(&format!("task/{}/new_transit", text(&task["uuid"])), json!({"transition_uuid": step["uuid"]})).expect(200);
        assert_eq!((&answer["errcode"], &answer["approval"]["state"]), (&json!("OK"), &json!("open")));
        assert_eq!(member.shown(&task["uuid"])["status_uuid"], task["status_uuid"]);
    }

    fn of_many_who_take_one_step_at_once_one_wins(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let task = member.task(&desk, json!({}));
        let step = member.step(&task, "In progress");
        let path = format!("task/{}/new_transit", text(&task["uuid"]));
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let runs: Vec<_> = (0..20).map(|_| scope.spawn(|| member.post(&path, json!({"transition_uuid": step["uuid"]})))).collect();
            runs.into_iter().map(|run| {
                let answer = run.join().expect("no panic");
                if answer.status != 200 {
                    refused(&answer, 409, "Conflict.status");
                }
                answer.status
            }).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    }

    fn a_file_is_uploaded_for_a_task_that_one_may_see(server: &Server) {
        let desk = Desk::new(server, json!([]));
        let member = Member::of(server, &server.person("operator"));
        let task = member.task(&desk, json!({}));
        let send = |who: &Member, parts: &[(&str, &str)]| {
            let mut body = String::new();
            for (name, value) in parts {
                let file = if *name == "file" { "; filename=\"a.txt\"" } else { "" };
                body.extend(["--b\r\nContent-Disposition: form-data; name=\"", name, "\"", file, "\r\n\r\n", value, "\r\n"]);
            }
            body.push_str("--b--\r\n");
            let body = ("multipart/form-data; boundary=b".to_owned(), body.into_bytes());
            who.client.post(&who.team("res/attachments/upload"), body)
        };
        let uuid = text(&task["uuid"]);
        send(&member, &[("file", "x"), ("ref_id", &uuid), ("ref_type", "task")]).expect(200);
        refused(&send(&member, &[("file", "x")]), 400, "InvalidParameter.ref_id");
        refused(&send(&member, &[("ref_id", &uuid)]), 400, "InvalidParameter.file");
        refused(&send(&member, &[("file", "x"), ("ref_id", &uuid), ("ref_type", "project")]), 400, "InvalidParameter.ref_type");
        refused(&send(&member, &[("file", "x"), ("ref_id", "0000000000000000")]), 404, "NotFound.task");
        let stranger = Member::of(server, &server.person("user"));
        refused(&send(&stranger, &[("file", "x"), ("ref_id", &uuid)]), 404, "NotFound.task");
        refused(&member.post("res/attachments/upload", json!({})), 415, "UnsupportedMedia.body");
    }
}

/// Uploads a file for a task.
#[track_caller]
fn upload(member: &Member, task: &str, name: &str, bytes: &[u8]) -> Value {
    let mut body = format!("--b\r\nContent-Disposition: form-data; name=\"ref_id\"\r\n\r\n{task}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let body = ("multipart/form-data; boundary=b".to_owned(), body);
    member.client.post(&member.team("res/attachments/upload"), body).expect(200).json
}
