//! What tasks and transitions refer to, over the API of tasks; and whatever is sent there that is none of it.

use crate::tasks_support::{Desk, Member, at, refused, text};
use testkit::{Client, Value, assert_short_id, exchange, json};

on_both_engines! {
    fn a_project_is_made_here_and_there(server: &Server) {
        let admin = Member::admin(server);
        let (key, uuid) = (crate::support::project_key(), admin.new_id());
        let stamp = admin.get("projects").expect(200)["server_update_stamp"].as_i64().unwrap();
        let wish = json!({"project": {"uuid": uuid, "name": "研发", "identifier": key, "desc": "All of it", "owner": admin.uuid}});
        let made = admin.post("projects/add", wish.clone()).expect(200);
        let project = &made["project"];
        assert_eq!((&project["uuid"], &project["identifier"], &project["owner"]), (&json!(uuid), &json!(key), &json!(admin.uuid)));
        assert!(made["server_update_stamp"].as_i64() > Some(stamp), "{made}");
        let native = server.admin().get(&format!("projects/{key}")).expect(200);
        assert_eq!((&native["uuid"], &native["name"]), (&json!(uuid), &json!("研发")));
        let listed = admin.get("projects").expect(200);
        assert!(listed["projects"].as_array().unwrap().contains(project), "{listed}");
        refused(&admin.post("projects/add", wish), 409, "Conflict.uuid");
        let named = admin.post("projects/add", json!({"project": {"name": "Night shift 7"}})).expect(200);
        assert!(named["project"]["identifier"].as_str().is_some_and(|key| key.starts_with("NIGHTS")), "{named}");
        for (wish, field) in [
            (json!({}), "name"),
            (json!({"name": "x".repeat(65)}), "name"),
            (json!({"name": "x", "identifier": "x!"}), "identifier"),
            (json!({"name": "x", "uuid": "0000000000000000"}), "uuid"),
            (json!({"name": "x", "owner": "00000000"}), "owner"),
            (json!({"name": "x", "desc": "x".repeat(1_001)}), "desc"),
        ] {
            refused(&admin.post("projects/add", json!({"project": wish})), 400, &format!("InvalidParameter.project.{field}"));
        }
        refused(&admin.post("projects/add", json!({})), 400, "InvalidParameter.project");
        let member = Member::of(server, &server.person("operator"));
        refused(&member.post("projects/add", json!({"project": {"name": "x"}})), 403, "PermissionDenied.manage_team");
    }

    fn types_statuses_and_fields_are_listed_by_their_ids(server: &Server) {
        let desk = Desk::new(server, json!([{"key": "size", "name": "Size", "type": "integer"},
            {"key": "colour", "name": "Colour", "type": "option", "options": ["red", "blue"]}]));
        let member = Member::of(server, &server.person("user"));
        let types = member.get(&format!("project/{}/issue_types", desk.project)).expect(200);
        assert_eq!(types["issue_types"][0]["uuid"], desk.kind.as_str());
        let all = member.get("issue_types").expect(200);
        for kind in types["issue_types"].as_array().unwrap() {
            assert!(all["issue_types"].as_array().unwrap().contains(kind), "{all}");
        }
        refused(&member.get("project/0000000000000000/issue_types"), 404, "NotFound.project");
        let statuses = member.get("task_statuses").expect(200);
        for status in statuses["task_statuses"].as_array().unwrap() {
            assert_short_id(&status["uuid"], 8);
            assert!(["to_do", "in_progress", "done"].contains(&status["category"].as_str().unwrap()), "{status}");
        }
        let fields = member.get("fields").expect(200);
        let of = |uuid: &str| fields["fields"].as_array().unwrap().iter().find(|f| f["uuid"] == uuid).unwrap_or_else(|| panic!("no {uuid}")).clone();
        for (uuid, kind) in [("field001", 2), ("field003", 8), ("field004", 8), ("field005", 12), ("field006", 9), ("field007", 11),
            ("field008", 13), ("field012", 1), ("field013", 5), ("field014", 10), ("field015", 3), ("field016", 20), ("field019", 4)] {
            assert_eq!((&of(uuid)["type"], &of(uuid)["built_in"]), (&json!(kind), &json!(true)), "{uuid}");
        }
        let own: Vec<_> = fields["fields"].as_array().unwrap().iter().filter(|f| f["project_uuid"] == desk.project.as_str()).collect();
        assert_eq!((own.len(), &own[0]["name"], &own[1]["options"][1]["value"]), (2, &json!("Size"), &json!("blue")));
        let zh = member.client.with("Accept-Language", "zh");
        let fields = zh.get(&member.team("fields")).expect(200);
        assert!(fields["fields"][0]["name"].as_str().is_some_and(|name| !name.is_ascii()), "{fields}");
        refused(&Member::of(server, &server.person("unregistered")).get("fields"), 403, "PermissionDenied.access_level");
    }

    fn statuses_are_given_to_the_team(server: &Server) {
        let admin = Member::admin(server);
        let add = |status: Value| admin.post("task_statuses/add", json!({"task_status": status}));
        let stamp = admin.get("task_statuses").expect(200)["server_update_stamp"].as_i64().unwrap();
        let made = add(json!({"name": "待验收", "category": "resolved"})).expect(200);
        assert!(made["server_update_stamp"].as_i64() > Some(stamp));
        let status = &made["task_status"];
        assert_eq!((&status["category"], &status["status_category"]), (&json!("done"), &json!("resolved")));
        let newer = admin.get(&format!("task_statuses?since={stamp}")).expect(200);
        assert!(newer["task_statuses"].as_array().unwrap().contains(status), "{newer}");
        refused(&add(json!({"uuid": status["uuid"], "name": "x", "category": "done"})), 409, "Conflict.uuid");
        for (wish, field) in [
            (json!({"category": "done"}), "name"),
            (json!({"name": "x"}), "category"),
            (json!({"name": "x", "category": "purple"}), "category"),
            (json!({"name": "x", "category": "done", "uuid": "short"}), "uuid"),
        ] {
            refused(&add(wish), 400, &format!("InvalidParameter.task_status.{field}"));
        }
        let member = Member::of(server, &server.person("operator"));
        refused(&member.post("task_statuses/add", json!({"task_status": {"name": "x", "category": "done"}})), 403, "PermissionDenied.manage_team");
    }

    fn groups_roles_and_rules_are_told_with_ids(server: &Server) {
        let (admin, desk) = (Member::admin(server), Desk::new(server, json!([])));
        let person = server.person("operator");
        let member = Member::of(server, &person);
        for (native, here) in [("groups", "usergroups"), ("roles", "roles")] {
            let before = member.get(here).expect(200)["server_update_stamp"].as_i64().unwrap();
            let name = format!("0 {}", desk.key);
            let made = server.admin().post(native, json!({"name": name, "members": [person.username]})).expect(201);
            let listed = member.get(here).expect(200);
            let own = listed[here].as_array().unwrap().iter().find(|c| c["uuid"] == made["uuid"]).expect("listed");
            assert_eq!((&own["name"], &own["members"]), (&json!(name), &json!([member.uuid])));
            assert!(listed["server_update_stamp"].as_i64() > Some(before) && listed["has_next"].is_boolean());
            refused(&member.get(&format!("{here}?page=0")), 400, "InvalidParameter.page");
            assert_eq!(member.get(&format!("{here}?page=99999")).expect(200)[here], json!([]));
        }
        let rule = |rule: Value| admin.post("permission_rules", json!({"permission_rule": rule}));
        let made = rule(json!({"permission": "view_audit", "user_domain_type": "single_user", "user_domain_param": member.uuid})).expect(200);
        assert_eq!((&made["permission_rule"]["context_type"], &made["permission_rule"]["context_param"]), (&json!("team"), &json!({})));
        let listed = admin.get("permission_rules").expect(200);
        assert!(listed["permission_rules"].as_array().unwrap().contains(&made["permission_rule"]), "{listed}");
        for (wish, field) in [
            (json!({"permission": "fly", "user_domain_type": "everyone"}), "permission"),
            (json!({"permission": "comment", "user_domain_type": "nobody"}), "user_domain_type"),
            (json!({"permission": "comment", "user_domain_type": "group", "user_domain_param": "00000000"}), "user_domain_param"),
            (json!({"permission": "comment", "user_domain_type": "everyone", "context_param": {"project_uuid": "x"}}), "context_param.project_uuid"),
            (json!({"permission": "comment", "user_domain_type": "everyone", "context_type": "programme"}), "context_type"),
            (json!({"permission": "comment", "user_domain_type": "everyone", "context_type": 7}), "context_type"),
            (json!({"permission": "comment", "user_domain_type": "everyone", "context_type": "project"}), "context_param.project_uuid"),
            (json!({"permission": "comment", "user_domain_type": "everyone", "context_type": "team",
                "context_param": {"project_uuid": desk.project}}), "context_type"),
        ] {
            refused(&rule(wish), 400, &format!("InvalidParameter.permission_rule.{field}"));
        }
        refused(&member.get("permission_rules"), 403, "PermissionDenied.manage_team");
        refused(&Member::of(server, &server.person("user")).get("usergroups"), 403, "PermissionDenied.access_level");
    }

    fn paths_methods_and_bodies_that_are_none_are_told_in_this_surfaces_body(server: &Server) {
        let admin = Member::admin(server);
        for path in [at("nowhere"), at(""), at("team"), admin.team("nowhere"), admin.team("task"), admin.team("task/%00/info"), admin.team("task/%FF/info")] {
            refused(&admin.client.get(&path), 404, "NotFound.route");
        }
        refused(&admin.client.request("PUT", &admin.team("transitions")).send(), 405, "MethodNotAllowed.method");
        refused(&admin.client.get(&admin.team("tasks/add2")), 405, "MethodNotAllowed.method");
        for bytes in [&b""[..], b" ", b"nonsense", b"[]", b"7", b"null", b"{", b"{} x", b"\xff\xfe"] {
            let body = ("application/json".to_owned(), bytes.to_vec());
            refused(&admin.client.post(&admin.team("tasks/add2"), body), 400, "InvalidParameter.body");
        }
        let big = format!("{{\"x\":\"{}\"}}", "x".repeat(1 << 20));
        for (kind, body, status, code) in
            [("text/plain", "{}", 415, "UnsupportedMedia.body"), ("application/json", big.as_str(), 413, "TooLarge.body")]
        {
            let head = format!("POST {} HTTP/1.1\nAuthorization: {}\nContent-Type: {kind}", admin.team("tasks/info"), server.admin().authorization());
            refused(&exchange(server.address(), &head, body.as_bytes()), status, code);
        }
    }

    fn whatever_is_sent_is_refused_by_its_name_or_taken(server: &Server) {
        let (admin, desk) = (Member::admin(server), Desk::new(server, json!([{"key": "size", "name": "Size", "type": "integer"}])));
        let task = admin.task(&desk, json!({}));
        let uuid = text(&task["uuid"]);
        let step = admin.step(&task, "In progress");
        let workflow = format!("project/{}/issue_type/{}", desk.project, desk.kind);
        let value = json!({"field_uuid": "field012", "type": 1, "value": "low"});
        let bodies: [(String, Value); 16] = [
            ("tasks/add2".into(), json!({"tasks": [desk.wish(json!({"owner": "", "assign": "", "desc": "d", "desc_rich": "<p>x</p>",
                "parent_uuid": uuid, "priority": "low", "deadline": 1, "watchers": [], "field_values": [value], "uuid": null}))]})),
            ("tasks/update3".into(), json!({"tasks": [{"uuid": uuid, "summary": "s", "status_uuid": task["status_uuid"], "deadline": 5}]})),
            ("tasks/info".into(), json!({"ids": [uuid]})),
            ("tasks/delete".into(), json!({"tasks": ["0000000000000000"]})),
            (format!("task/{uuid}/new_transit"), json!({"transition_uuid": step["uuid"], "field_values": [value], "discussion": {"text": "x"},
                "manhour": {"hours": 1, "owner": "", "start_time": 1, "desc": "x"}, "resource_uuids": []})),
            (format!("task/{uuid}/send_message"), json!({"uuid": null, "text": "x"})),
            (format!("task/{uuid}/manhours/add"), json!({"manhour": {"hours": 1}})),
            ("projects/add".into(), json!({"project": {"name": "", "identifier": "1", "desc": "x", "owner": "x", "uuid": "x"}})),
            ("task_statuses/add".into(), json!({"task_status": {"name": "odd", "category": "x", "uuid": "x"}})),
            ("permission_rules".into(), json!({"permission_rule": {"permission": "x", "user_domain_type": "group", "user_domain_param": "x", "context_param": {"project_uuid": "x"}}})),
            (format!("{workflow}/transitions/add"), json!({"transition": {"uuid": "x", "name": "x", "start_status_uuid": task["status_uuid"], "end_status_uuid": "x"}})),
            (format!("{workflow}/transition/{}/update", text(&step["uuid"])), json!({"transition": {"name": "x", "position": 1, "trigger": {"should": [{"commit_created": {"repo": "x"}}]},
                "condition": {"must": [{"field_equals": {"field_uuid": "field012", "value": "low"}}]}, "post_function": [{"update_field_value": {"field_uuid": "field013", "value": 1}}],
                "fields": [{"field_uuid": "field004", "default_value": "", "required": false}]}})),
            (format!("{workflow}/transition/00000000/delete"), json!({})),
            ("task_statuses/add".into(), json!({})),
            ("tasks/add3".into(), json!({"tasks": []})),
            ("tasks/update2".into(), json!({"tasks": [{"uuid": uuid, "field_values": [{"field_uuid": "size", "value": 1}]}]})),
        ];
        for (path, body) in &bodies {
            for odd in odd_bodies(body) {
                sane(&admin.client, &admin.team(path), odd);
            }
        }
        for query in ["transitions?since=", "projects?since=", "usergroups?page=", "roles?page=", &format!("task/{uuid}/messages?count="), &format!("task/{uuid}/messages?since=")] {
            for value in ["", "0", "-1", "1.5", "99999999999999999999", "%00", "%FF", "%", "x", "9223372036854775807", "-9223372036854775808"] {
                let answer = admin.get(&format!("{query}{value}"));
                assert!(answer.status == 200 || answer.status == 400, "{answer}");
                if answer.status == 400 {
                    refused(&answer, 400, &text(&answer["errcode"]));
                }
            }
        }
        crate::races::assert_whole(&server.admin(), task["number"].as_i64().unwrap());
    }
}

/// The body with each of its values in turn, however deep, put to each of some odd ones.
fn odd_bodies(body: &Value) -> Vec<Value> {
    let odd = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("\u{0}"),
        json!("a\r\nb"),
        json!("x".repeat(70_000)),
        json!("𠮷".repeat(9)),
        json!([]),
        json!([null, {}]),
        json!({}),
        json!({"$ref": 1}),
    ];
    let mut places = Vec::new();
    pointers(body, String::new(), &mut places);
    let mut bodies = Vec::new();
    for place in places {
        for value in &odd {
            let mut changed = body.clone();
            *changed.pointer_mut(&place).expect("a place of the body") = value.clone();
            bodies.push(changed);
        }
    }
    bodies
}

fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| pointers(value, format!("{at}/{key}"), found));
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, value)| pointers(value, format!("{at}/{i}"), found));
        }
        _ => {}
    }
    if !at.is_empty() {
        found.push(at);
    }
}

/// Fails unless the answer is a success, or a refusal in this surface's body.
#[track_caller]
fn sane(client: &Client, path: &str, body: Value) {
    let answer = client.post(path, body);
    match answer.status {
        200 => assert!(answer.json.is_object(), "{answer}"),
        400 | 403 | 404 | 409 => drop(refused(&answer, answer.status, &text(&answer["errcode"]))),
        _ => panic!("{answer}"),
    }
}
