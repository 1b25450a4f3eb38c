//! `GET /api/v3/get_traces`: every row of the contract's table, and one history read on two surfaces.

use crate::{
    support::create,
    traces_support::{at, block, malformed, refused, report_of, reported, resident, traces},
};
use testkit::{Person, Server, Value, json, unique};

fn golden(text: &str) -> Value {
    serde_json::from_str(text).expect("a golden file is JSON")
}

/// The answer without what differs from run to run: numbers that are given out, and times.
fn settled(mut answer: Value, tid: i64) -> Value {
    fn settle(value: &mut Value, tid: i64, opids: &mut i64) {
        match value {
            Value::Object(map) => {
                for (key, value) in map.iter_mut() {
                    match key.as_str() {
                        "opid" => {
                            *opids += 1;
                            *value = json!(format!("#{opids}"));
                        }
                        "tid" => *value = json!("#tid"),
                        "key" => {
                            *value = json!(value.as_str().unwrap().replace(&tid.to_string(), "#tid"));
                        }
                        "updated_at" | "created_at" => *value = json!("<time>"),
                        _ => settle(value, tid, opids),
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|value| settle(value, tid, opids)),
            _ => {}
        }
    }
    settle(&mut answer, tid, &mut 0);
    answer
}

/// An account with this very name, logged in.
fn named(server: &Server, username: &str, access: &str, nickname: &str) -> Person {
    let password = "vT3-quiet-harbour-88".to_owned();
    let body = json!({
        "username": username, "password": password, "access": access, "nickname": nickname,
        "block": "紫荆 3 号楼", "room": "412", "isp": "telecom", "ispAccount": "gz0123456789", "phone": "13800138000",
    });
    let account = server.admin().post("users", body).expect(201).json;
    let client = server.client_of(username, &password);
    Person { username: username.to_owned(), password, account, client }
}

on_both_engines! {
    fn a_history_is_told_as_the_document_has_it(server: &Server) {
        let reporter = named(server, "20250101", "user", "李娜");
        let operator = named(server, "W007", "operator", "张敏");
        let tid = reported(&reporter, json!({"appointed_at": "2025-12-07T18:00:00+08:00", "notes": "请先打电话"}));
        let answer = reporter.client.get(&at(&format!("get_ticket?tid={tid}"))).expect(200);
        assert_eq!(settled(answer.json, tid), golden(include_str!("golden/traces/get_ticket.json")));

        let tid = reported(&reporter, json!({}));
        let step = json!({
            "tid": tid, "new_status": "accepted", "new_priority": "assigned", "new_category": "ip-or-device",
            "new_appointment": "2025-12-07T18:00:00+08:00",
        });
        operator.client.post(&at("new_trace"), step).expect(200);
        let step = json!({"tid": tid.to_string(), "new_status": "solved", "remark": "问题已解决，用户确认网络恢复正常。"});
        operator.client.post(&at("new_trace"), step).expect(200);
        for client in [&reporter.client, &operator.client, &server.admin()] {
            let answer = client.get(&at(&format!("get_traces?tid={tid}"))).expect(200);
            assert!(answer.etag().contains("v3"));
            assert_eq!(settled(answer.json, tid), golden(include_str!("golden/traces/get_traces.json")));
        }
        traces(&reporter.client, tid);
    }

    fn every_row_of_the_table_of_refusals_is_answered_to_the_letter(server: &Server) {
        let (reporter, other) = (server.person("user"), server.person("user"));
        let tid = reported(&reporter, json!({}));
        let expect = |path: &str, status: u16, text: &str| {
            let answer = other.client.get(&at(path));
            assert_eq!((answer.status, &answer.json), (status, &golden(text)), "{answer}");
        };
        let missing = include_str!("golden/traces/missing_tid.json");
        for path in ["get_traces", "get_traces?", "get_traces?tid=", "get_traces?tid", "get_traces?other=1"] {
            expect(path, 400, missing);
        }
        let unknown = include_str!("golden/traces/no_such_ticket.json");
        for none in ["999999999", "0", "-1", "9223372036854775807"] {
            expect(&format!("get_traces?tid={none}"), 400, unknown);
        }
        let others = include_str!("golden/traces/not_your_own.json");
        expect(&format!("get_traces?tid={tid}"), 403, others);
        expect(&format!("get_ticket?tid={tid}"), 403, others);
        // To the letter whatever the language.
        let zh = other.client.with("Accept-Language", "zh-CN");
        assert_eq!(zh.get(&at(&format!("get_traces?tid={tid}"))).json, golden(others));
        for bad in [
            "1.5", "%EF%BC%91%EF%BC%92", "abc", "%201", "1%20", "9223372036854775808", "-9223372036854775809", "1e3",
            "NET-1", "%27", "1%00", "%FF", "1;drop", "[]",
        ] {
            malformed(reporter.client.get(&at(&format!("get_traces?tid={bad}"))), "tid");
        }
        for twice in [format!("tid={tid}&tid={tid}"), format!("tid={tid}&tid="), format!("%74id={tid}&tid={tid}")] {
            malformed(reporter.client.get(&at(&format!("get_traces?{twice}"))), "tid");
        }
        let unregistered = server.person("unregistered");
        for number in [tid, 999_999_999] {
            refused(unregistered.client.get(&at(&format!("get_traces?tid={number}"))), 403, 3);
        }
        let path = at(&format!("get_traces?tid={tid}"));
        for stranger in [server.stranger(), server.stranger().bearer("nonsense"), server.stranger().bearer("gd_x")] {
            let answer = stranger.get(&path);
            assert!(answer.header("www-authenticate").starts_with("Bearer"), "{answer}");
            refused(answer, 401, 3);
        }
        refused(server.stranger().with("Authorization", "Basic YTpi").get(&path), 401, 3);
    }

    fn a_ticket_of_the_native_surface_is_read_here_and_back(server: &Server) {
        let (admin, operator) = (server.admin(), server.person("operator"));
        let user = server.person("user");
        let id = create(&user.client, json!({"priority": "critical"})).id();
        operator.client.post(&format!("tickets/{id}/transition"), json!({"status": "in_progress", "note": "看一下"})).expect(200);
        operator.client.post(&format!("tickets/{id}/comments"), json!({"content": "请重启"})).expect(200);
        operator.client.put(&format!("tickets/{id}"), json!({"tags": ["vip"]})).expect(200);
        user.client.post(&format!("tickets/{id}/comments"), json!({"content": "好了"})).expect(200);
        let told = traces(&user.client, id);
        let short: Vec<[&str; 4]> = told
            .iter()
            .map(|t| ["op", "new_status", "new_priority", "remark"].map(|key| t[key].as_str().unwrap()))
            .collect();
        let op = operator.username.as_str();
        assert_eq!(
            short,
            [
                ["-1", "fresh", "highest", "工单已创建"],
                [op, "accepted", "", "看一下"],
                [op, "", "", "请重启"],
                [op, "", "", ""],
                ["-1", "", "", "好了"],
            ]
        );
        assert_eq!(told[0]["new_category"], "account");
        // Its steps are those of the native history, by their number over the whole system.
        let steps = admin.get(&format!("tickets/{id}/history")).expect(200);
        let seqs: Vec<&Value> = steps.items().iter().map(|step| &step["seq"]).collect();
        assert_eq!(seqs, told.iter().map(|t| &t["opid"]).collect::<Vec<_>>());

        // And the other way round.
        let resident = resident(server, &block());
        let tid = reported(&resident, json!({"notes": "请先打电话"}));
        let step = json!({"tid": tid, "new_status": "delayed", "new_priority": "least", "remark": "等备件"});
        operator.client.post(&at("new_trace"), step).expect(200);
        let native = admin.get(&format!("tickets/{tid}")).expect(200);
        assert_eq!(native["status"], "delayed");
        assert_eq!(native["priority"], "low");
        assert_eq!((&native["project"], &native["source"], &native["creator"]), (&json!("NET"), &json!("traces"), &json!(resident.username)));
        assert_eq!(native["title"], "网速很慢，只有 1 Mbps");
        assert_eq!(native["fields"]["room"], "412");
        assert_eq!(native["fields"]["occurred_at"], "2025-12-06T00:00:00.000000Z");
        let said: Vec<&Value> = native["comments"].as_array().unwrap().iter().map(|c| &c["content"]).collect();
        assert_eq!(said, ["请先打电话", "等备件"]);
        let steps = admin.get(&format!("tickets/{tid}/history")).expect(200);
        assert_eq!((&steps.items()[1]["action"], &steps.items()[1]["via"]), (&json!("transitioned"), &json!("traces")));
        assert_eq!(steps.items()[1]["changes"].as_array().unwrap().len(), 2, "one step for both");
    }

    fn a_deleted_ticket_is_no_such_ticket_for_anybody(server: &Server) {
        let (admin, user) = (server.admin(), server.person("user"));
        let tid = reported(&user, json!({}));
        admin.delete(&format!("tickets/{tid}")).expect(200);
        for client in [&user.client, &server.person("operator").client, &admin] {
            for path in ["get_ticket", "get_traces"] {
                assert_eq!(refused(client.get(&at(&format!("{path}?tid={tid}"))), 400, 4), "无法找到对应的工单");
            }
        }
        admin.post(&format!("tickets/{tid}/restore"), ()).expect(200);
        assert!(traces(&admin, tid).len() > 1);
    }

    fn what_is_only_for_the_crew_is_not_shown_to_a_user(server: &Server) {
        let (operator, user) = (server.person("operator"), server.person("user"));
        let tid = reported(&user, json!({}));
        let secret = unique("用户态度不好");
        operator.client.post(&format!("tickets/{tid}/comments"), json!({"content": secret, "internal": true})).expect(200);
        operator.client.post(&format!("tickets/{tid}/comments"), json!({"content": "正在路上"})).expect(200);
        assert_eq!(traces(&operator.client, tid).iter().map(|t| t["remark"].clone()).collect::<Vec<_>>(), ["工单已创建", &secret, "正在路上"]);
        assert_eq!(traces(&user.client, tid).iter().map(|t| t["remark"].clone()).collect::<Vec<_>>(), ["工单已创建", "正在路上"]);
        for path in ["get_traces", "get_ticket"] {
            assert!(!user.client.get(&at(&format!("{path}?tid={tid}"))).text.contains(&secret));
        }
    }

    fn who_acted_is_told_by_name_unless_it_was_the_reporter(server: &Server) {
        let (admin, operator, user) = (server.admin(), server.person("operator"), server.person("user"));
        let tid = reported(&user, json!({}));
        user.client.post(&at("cancel_ticket"), json!({"tid": tid, "remark": "已经好了"})).expect(200);
        let last = traces(&user.client, tid).pop().unwrap();
        assert_eq!([&last["op"], &last["new_status"], &last["remark"]], ["-1", "canceled", "已经好了"]);
        assert_eq!(last["op_name"], "user of a test");
        // An operator who reports something is an operator still.
        let tid = reported(&operator, json!({}));
        assert_eq!(traces(&operator.client, tid)[0]["op"], operator.username.as_str());
        // Whoever writes down what another reported has done so themselves.
        let tid = admin.post(&at("new_ticket"), report_of(&user.username, json!({}))).expect(200)["tid"].as_i64().unwrap();
        assert_eq!(traces(&user.client, tid)[0]["op"], "admin");
    }

    fn an_operator_reads_what_they_may_reach_and_the_rest_is_not_there(server: &Server) {
        let (admin, operator) = (server.admin(), server.person("operator"));
        let project = crate::support::project(server, json!([]));
        let id = create(&admin, json!({"project": project})).id();
        traces(&operator.client, id);
        let group = admin.post("groups", json!({"name": unique("crew"), "description": "", "members": []})).expect(201);
        let rule = json!({"permission": "view_tickets", "userDomainType": "group", "userDomainParam": group["uuid"], "project": project});
        admin.post("permission-rules", rule).expect(201);
        for path in ["get_traces", "get_ticket"] {
            assert_eq!(refused(operator.client.get(&at(&format!("{path}?tid={id}"))), 400, 4), "无法找到对应的工单");
        }
        traces(&admin, id);
    }
}
