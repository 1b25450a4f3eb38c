//! The incident API: making, reading, listing, files, what is refused.

use crate::{
    incidents_support::{ACKNOWLEDGED, TRIGGERED, act, bad, data, id_of, incident_of, made, refused, shown},
    support::read,
};
use testkit::{Value, json, multipart, unique};

const CREATE: &str = "/v1/external/incident/create";
const LIST: &str = "/v2/incidents/list";
const FILES: &str = "/v1/external/incident/attachments";

fn filter(field: &str, operator: &str, values: &[&str]) -> Value {
    json!({"name": field, "field": field, "operator": operator, "values": values})
}

on_both_engines! {
    fn an_incident_is_at_once_visible_everywhere(server: &Server) {
        let (person, other) = (server.person("operator"), server.person("operator"));
        let all = json!({
            "incident_level": "level_50", "is_service_interrupt": "true", "incident_source": "incident_source_alarm",
            "region": ["cn-north-4", "cn-east-3"], "enterprise_project": ["0"], "current_cloud_service": ["ecs"],
            "incident_description": "5xx 从 0.1% 升到 12%。", "incident_assignee": [id_of(&other), person.username],
            "assignee_scene": "scene-1", "assignee_role": "role-1", "incident_ownership": "ops", "start_time": 1_744_252_838_667_i64,
            "unknown": {"is": "ignored"},
        });
        let number = made(&person, all);
        assert!(number.starts_with("IM20") && number.len() == 26, "{number}");
        let told = shown(&person.client, &number);
        for (key, value) in [
            ("incident_num", json!(number)),
            ("incident_level", json!("level_50")),
            ("is_service_interrupt", json!(true)),
            ("incident_type", json!("inc_type_p_config_issues")),
            ("incident_title", json!("网关 5xx 升高")),
            ("incident_description", json!("5xx 从 0.1% 升到 12%。")),
            ("incident_source", json!("incident_source_alarm")),
            ("region", json!(["cn-north-4", "cn-east-3"])),
            ("enterprise_project", json!(["0"])),
            ("current_cloud_service", json!(["ecs"])),
            ("incident_assignee", json!([id_of(&other), id_of(&person)])),
            ("assignee_scene", json!("scene-1")),
            ("assignee_role", json!("role-1")),
            ("incident_ownership", json!("ops")),
            ("start_time", json!(1_744_252_838_667_i64)),
            ("fault_recovery_time", Value::Null),
            ("handle_time", Value::Null),
            ("warroom_id", json!("")),
            ("status", json!(TRIGGERED)),
            ("creator", json!(id_of(&person))),
        ] {
            assert_eq!(told[key], value, "{key} of {told}");
        }
        let words = told["enum_data_list"].as_array().unwrap();
        let named = |field: &str| words.iter().find(|one| one["prop_id"] == field).unwrap_or_else(|| panic!("{field}"));
        assert_eq!(named("incident_level")["name_zh"], "P5");
        assert_eq!(named("status")["biz_id"], TRIGGERED);
        assert_eq!(named("creator")["biz_id"], json!(id_of(&person)));
        // The same ticket on other surfaces, and by its own number.
        let id: i64 = number[16..].parse().unwrap();
        let ticket = read(&person.client, id);
        assert_eq!((&ticket["project"], &ticket["status"], &ticket["priority"]), (&json!("INC"), &json!("triggered"), &json!("low")));
        assert_eq!((&ticket["source"], &ticket["assignee"]), (&json!("incidents"), &json!(other.username)));
        assert_eq!(shown(&person.client, &id.to_string())["incident_num"], json!(number));
        let wrong_second = format!("IM20010101000000{}", &number[16..]);
        refused(person.client.get(&format!("/v1/external/incident/{wrong_second}")), 400, "COC.00067003");
        // A change on another surface is seen here.
        person.client.post(&format!("tickets/{id}/transition"), json!({"status": "acknowledged"})).expect(200);
        let told = shown(&person.client, &number);
        assert_eq!(told["status"], ACKNOWLEDGED);
        assert!(told["handle_time"].is_i64(), "{told}");
    }

    fn a_ticket_of_any_project_is_an_incident_too(server: &Server) {
        let person = server.person("operator");
        let id = crate::support::ticket(&person.client);
        let told = shown(&person.client, &id.to_string());
        assert_eq!((&told["status"], &told["incident_level"]), (&json!(TRIGGERED), &json!("level_30")));
        act(&person.client, &id.to_string(), "accepted", json!({}));
        assert_eq!(read(&person.client, id)["status"], "in_progress");
    }

    fn a_bad_parameter_is_named_and_nothing_is_made(server: &Server) {
        let person = server.person("operator");
        let try_with = |extra: Value| person.client.post(CREATE, incident_of(&person.username, extra));
        for (extra, parameter) in [
            (json!({"incident_level": "level_60"}), "incident_level"),
            (json!({"incident_level": ""}), "incident_level"),
            (json!({"incident_level": 20}), "incident_level"),
            (json!({"is_service_interrupt": "perhaps"}), "is_service_interrupt"),
            (json!({"is_service_interrupt": null}), "is_service_interrupt"),
            (json!({"incident_type": "inc_type_x"}), "incident_type"),
            (json!({"incident_title": " "}), "incident_title"),
            (json!({"incident_title": "事".repeat(201)}), "incident_title"),
            (json!({"incident_description": "件".repeat(601)}), "incident_description"),
            (json!({"incident_source": "incident_source_dream"}), "incident_source"),
            (json!({"creator": ""}), "creator"),
            (json!({"creator": "nobody-at-all"}), "creator"),
            (json!({"incident_assignee": ["nobody-at-all"]}), "incident_assignee[0]"),
            (json!({"incident_assignee": "one"}), "incident_assignee"),
            (json!({"region": ["a,b"]}), "region[0]"),
            (json!({"region": ["a", ""]}), "region[1]"),
            (json!({"start_time": -1}), "start_time"),
            (json!({"start_time": "soon"}), "start_time"),
            (json!({"start_time": 99_999_999_999_999_i64}), "start_time"),
        ] {
            bad(try_with(extra), parameter);
        }
        bad(person.client.post(CREATE, json!({})), "incident_title");
        bad(person.client.request("POST", CREATE).json_text("[]").send(), "");
        bad(person.client.request("POST", CREATE).json_text("{").send(), "");
        bad(person.client.request("POST", CREATE).json_text("").send(), "");
        data(&try_with(json!({"incident_title": "事".repeat(200), "incident_description": "件".repeat(600)})));
        let admin = server.admin();
        refused(try_with(json!({"creator": "admin"})), 403, "COC.00000403");
        data(&admin.post(CREATE, incident_of(&id_of(&person), json!({}))));
        refused(server.stranger().post(CREATE, json!({})), 401, "COC.00000401");
        refused(server.person("unregistered").client.post(CREATE, incident_of("admin", json!({}))), 403, "COC.00000403");
    }

    fn what_may_not_be_seen_is_not_there(server: &Server) {
        let (person, user) = (server.person("operator"), server.person("user"));
        let number = made(&person, json!({}));
        for path in [format!("/v1/external/incident/{number}"), format!("/v2/incidents/{number}/tasks")] {
            refused(user.client.get(&path), 400, "COC.00067003");
        }
        refused(user.client.post(&format!("/v2/incidents/{number}/histories"), json!({})), 400, "COC.00067003");
        for nobody in ["IM1", "0", "999999999", "IM202611210800000000000042", "SUP-1", "%E4%BA%8B", "-1", "a%2Fb"] {
            refused(person.client.get(&format!("/v2/incidents/{nobody}/tasks")), 400, "COC.00067003");
        }
        bad(person.client.get(&format!("/v2/incidents/{}/tasks", "x".repeat(51))), "incident_id");
        bad(person.client.get("/v2/incidents//tasks"), "incident_id");
        let told = refused(person.client.get("/v2/nowhere"), 404, "GOM.00007256");
        assert!(told.contains("/v2/nowhere"), "{told}");
        refused(person.client.get("/v1"), 404, "GOM.00007256");
        refused(person.client.get(LIST), 405, "GOM.00007256");
    }

    fn a_list_is_asked_for_by_the_incidents_own_fields(server: &Server) {
        let (person, other) = (server.person("operator"), server.person("operator"));
        let mark = unique("mark");
        let one = made(&person, json!({"incident_title": format!("{mark} 一"), "incident_level": "level_10"}));
        let two = made(&person, json!({"incident_title": format!("{mark} 二"), "incident_level": "level_40", "region": ["cn-1", "cn-2"], "is_service_interrupt": true}));
        let three = made(&person, json!({"incident_title": format!("{mark} 三"), "incident_level": "level_50", "incident_assignee": [other.username], "start_time": 2_000}));
        data(&act(&person.client, &two, "accepted", json!({})));
        let marked = filter("title", "like", &[&mark]);
        let ask = |mut body: Value| {
            body["string_filters"].as_array_mut().unwrap().push(marked.clone());
            let told = data(&person.client.post(LIST, body));
            let numbers: Vec<String> =
                told["tickets"].as_array().unwrap().iter().map(|t| t["ticket_id"].as_str().unwrap().to_owned()).collect();
            assert_eq!(told["total"].as_i64(), i64::try_from(numbers.len()).ok(), "{told}");
            numbers
        };
        let only = |filters: &[Value]| ask(json!({"string_filters": filters}));
        assert_eq!(only(&[]), [three.clone(), two.clone(), one.clone()], "the newest first");
        for (found, filters) in [
            (vec![&one], vec![filter("level_id", "=", &["level_10"])]),
            (vec![&three], vec![filter("level_id", "in", &["level_50"])]),
            (vec![&two], vec![filter("level_id", "=", &["level_40"])]),
            (vec![&three, &two], vec![filter("level_id", "!=", &["level_10"])]),
            (vec![&two], vec![filter("work_flow_status", "=", &[ACKNOWLEDGED])]),
            (vec![&three, &one], vec![filter("work_flow_status", "!=", &[ACKNOWLEDGED])]),
            (vec![&three, &one], vec![filter("phase", "=", &["new"])]),
            (vec![&two], vec![filter("mtm_region", "like", &["cn-2"])]),
            (vec![&two], vec![filter("is_service_interrupt", "=", &["true"])]),
            (vec![&three], vec![filter("assignee", "=", &[&id_of(&other)])]),
            (vec![&three, &two, &one], vec![filter("creator", "in", &[&id_of(&person), "x"])]),
            (vec![&three], vec![filter("start_time", "<", &["3000"])]),
            (vec![&one], vec![filter("ticket_id", "=", &[&one])]),
            (vec![&two, &one], vec![filter("ticket_id", "in", &[&one, &two, "IM1", "x"])]),
            (vec![], vec![filter("create_time", "<", &["1000"])]),
            (vec![&three, &two, &one], vec![filter("mtm_type", "endwith", &["config_issues"])]),
            (vec![&three, &two, &one], vec![filter("source_id", "startwith", &["incident_source"])]),
        ] {
            assert_eq!(only(&filters).iter().collect::<Vec<_>>(), found, "{filters:?}");
        }
        let names = json!([filter("level_id", "=", &["level_10"]), filter("work_flow_status", "=", &[ACKNOWLEDGED])]);
        assert_eq!(ask(json!({"string_filters": names, "condition": "title & (level_id | work_flow_status)"})), [two.clone(), one.clone()]);
        let sorted = json!({"string_filters": [], "sort_filter": {"field": "level_id", "operator": "asc", "values": ["x"]}});
        assert_eq!(ask(sorted)[0], one, "P1 first");
        let by = |fields: &[(&str, &str)]| {
            let sort: Vec<Value> = fields.iter().map(|(f, o)| json!({"field": f, "operator": o})).collect();
            ask(json!({"string_filters": [], "sort_filter": sort}))
        };
        assert_eq!(by(&[("title", "asc")]), [one.clone(), three.clone(), two.clone()], "by the characters' numbers");
        // The last two are of one rank.
        assert_eq!(by(&[("level_id", "asc"), ("title", "desc")]), [one.clone(), two.clone(), three.clone()]);
        assert_eq!(by(&[("level_id", "desc"), ("title", "asc")]), [three, two, one.clone()]);
        let page = json!({"string_filters": [marked], "page": 2, "per_page": 2, "contain_total": false, "fields": ["ticket_id", "phase"]});
        let told = data(&person.client.post(LIST, page));
        assert_eq!(told, json!({"tickets": [{"ticket_id": one, "phase": "new"}]}));
        for (body, parameter) in [
            (json!({"page": 0}), "page"),
            (json!({"page": 1_000_001}), "page"),
            (json!({"per_page": 0}), "per_page"),
            (json!({"per_page": "x"}), "per_page"),
            (json!({"string_filters": [filter("nothing", "=", &["x"])]}), "string_filters[0].field"),
            (json!({"string_filters": [filter("level_id", "like", &["x"])]}), "string_filters[0].operator"),
            (json!({"string_filters": [filter("level_id", "=", &["P1"])]}), "string_filters[0].values"),
            (json!({"string_filters": [filter("work_flow_status", "=", &["open"])]}), "string_filters[0].values"),
            (json!({"string_filters": [filter("title", "=", &[])]}), "string_filters[0].values"),
            (json!({"string_filters": [filter("title", "=", &["x"])], "condition": "title &"}), "condition"),
            (json!({"sort_filter": {"field": "phase", "operator": "asc"}}), "sort_filter.field"),
            (json!({"sort_filter": vec![json!({"field": "title"}); 11]}), "sort_filter"),
            (json!({"string_filters": [{"field": "title", "operator": "=", "values": ["x", 1000]}]}), "string_filters[0].values[1]"),
            (json!({"int_filters": [{"field": "create_time", "operator": ">", "values": [true]}]}), "int_filters[0].values[0]"),
            (json!({"fields": ["nothing"]}), "fields[0]"),
        ] {
            bad(person.client.post(LIST, body), parameter);
        }
        data(&person.client.post(LIST, json!({"per_page": 500, "int_filters": [{"field": "create_time", "operator": ">", "values": [1000]}]})));
    }

    fn the_simple_list_has_an_offset_and_a_limit(server: &Server) {
        let person = server.person("user");
        for _ in 0..3 {
            made(&person, json!({}));
        }
        let told = data(&person.client.get("/v1/incident-tickets?offset=1&limit=1"));
        assert_eq!((&told["total"], told["tickets"].as_array().map(Vec::len)), (&json!(3), Some(1)));
        let mut keys: Vec<&String> = told["tickets"][0].as_object().unwrap().keys().collect();
        keys.sort_unstable();
        assert_eq!(keys, ["assignee", "creator", "description", "enterprise_project", "level", "source", "status", "ticket_id", "title"]);
        for query in ["limit=0", "limit=x", "limit=1&limit=2"] {
            bad(person.client.get(&format!("/v1/incident-tickets?{query}")), "limit");
        }
        bad(person.client.get("/v1/incident-tickets?offset=-1"), "offset");
    }

    fn a_file_is_attached_to_an_incident(server: &Server) {
        let person = server.person("operator");
        let number = made(&person, json!({}));
        let form = |number: Option<&str>| {
            let (kind, mut body) = multipart("file", "top.txt", "text/plain", b"load average: 42");
            if let Some(number) = number {
                let boundary = kind.split_once("boundary=").unwrap().1.to_owned();
                let part = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"incident_num\"\r\n\r\n{number}\r\n");
                body = [part.into_bytes(), body].concat();
            }
            (kind, body)
        };
        let told = data(&person.client.post(FILES, form(Some(&number))));
        assert_eq!(told["doc_name"], "top.txt");
        let id: i64 = number[16..].parse().unwrap();
        let ticket = read(&person.client, id);
        assert_eq!(ticket["attachments"][0]["name"], "top.txt", "{ticket}");
        bad(person.client.post(FILES, form(None)), "incident_num");
        refused(person.client.post(FILES, form(Some("IM1"))), 400, "COC.00067003");
        refused(person.client.post(FILES, json!({})), 415, "GOM.00007256");
    }

    fn sentences_follow_the_language_and_an_idempotent_repeat_makes_one(server: &Server) {
        let person = server.person("operator");
        let chinese = person.client.with("Accept-Language", "zh-CN");
        let told = refused(chinese.get("/v2/incidents/IM1/tasks"), 400, "COC.00067003");
        assert!(told.contains("事件单"), "{told}");
        let body = incident_of(&person.username, json!({}));
        let make = || person.client.request("POST", CREATE).key("incident-1").body(body.clone()).send();
        assert_eq!(data(&make()), data(&make()));
        let other = incident_of(&person.username, json!({"incident_title": "another"}));
        refused(person.client.request("POST", CREATE).key("incident-1").body(other).send(), 422, "GOM.00007256");
    }
}
