//! The incident API: histories, filtered, sorted, counted.

use crate::incidents_support::{
    ACKNOWLEDGED, TRIGGERED, act, bad, column, data, histories, id_of, made, refused,
};
use testkit::{Person, Value, json};

fn filter(name: &str, field: &str, operator: &str, values: &[&str]) -> Value {
    json!({"name": name, "field": field, "operator": operator, "values": values})
}

/// An incident with five steps: made, accepted, two remarks, solved.
fn storied(person: &Person) -> String {
    let number = made(person, json!({}));
    data(&act(&person.client, &number, "accepted", json!({})));
    for note in ["检查 VPN 网关", "vpn is fine"] {
        data(&act(&person.client, &number, "addRemark", json!({"note": note})));
    }
    data(&act(&person.client, &number, "commitSolution", json!({"solution": "解".repeat(300)})));
    number
}

on_both_engines! {
    fn the_request_of_the_document_gets_the_newest_first(server: &Server) {
        let person = server.person("operator");
        let number = storied(&person);
        let asked: Value = serde_json::from_str(include_str!("../../../api-incidents/src/wire/golden/histories-request.json")).unwrap();
        let (rows, total) = histories(&person.client, &number, asked);
        assert_eq!((total, rows.len()), (5, 5));
        let newest = &rows[0];
        let mut keys: Vec<&String> = newest.as_object().unwrap().keys().collect();
        keys.sort_unstable();
        assert_eq!(keys, ["action", "action_name_en", "action_name_zh", "comment", "enum_data_list", "operator", "start_time", "status"]);
        assert_eq!(newest["status"], "INCIDENT_STATUS_RESOLVED");
        assert_eq!(newest["comment"].as_str().map(|c| c.chars().count()), Some(255));
        let named = &newest["enum_data_list"];
        assert_eq!(named.as_array().map(Vec::len), Some(1));
        assert_eq!((&named[0]["prop_id"], &named[0]["biz_id"]), (&json!("operator"), &json!(id_of(&person))));
        for (row, older) in rows.iter().zip(&rows[1..]) {
            assert_eq!(row["start_time"], older["stop_time"], "a step ends when the next takes over");
        }
        let first = &rows[4];
        assert_eq!((&first["action"], &first["action_name_zh"], &first["action_name_en"]), (&json!("create_incident"), &json!("创建事件单"), &json!("create incident")));
        let accepted = &rows[3];
        assert_eq!((&accepted["action"], &accepted["action_name_zh"], &accepted["action_name_en"]), (&json!("incident_accept"), &json!("受理事件"), &json!("Handling an incident")));
        let (oldest_first, _) = histories(&person.client, &number, json!({}));
        let reversed: Vec<Value> = rows.into_iter().rev().collect();
        assert_eq!(oldest_first, reversed);
        let empty = person.client.request("POST", &format!("/v2/incidents/{number}/histories")).json_text("").send();
        assert_eq!(data(&empty)["total"], 5);
    }

    fn filters_are_put_together_by_their_names(server: &Server) {
        let person = server.person("operator");
        let number = storied(&person);
        let all = [
            filter("a", "comment", "like", &["VPN"]),
            filter("b", "action", "=", &["create_incident"]),
            filter("c", "status", "in", &[ACKNOWLEDGED]),
        ];
        let found = |filters: &[Value], condition: Option<&str>| {
            let body = json!({"string_filters": filters, "condition": condition});
            column(&histories(&person.client, &number, body).0, "action")
        };
        let remarks = [json!("add_remark"), json!("add_remark")];
        assert_eq!(found(&all[..1], None), remarks);
        assert_eq!(found(&all, None), Vec::<Value>::new(), "all of them");
        assert_eq!(found(&all, Some("")), Vec::<Value>::new());
        assert_eq!(found(&all, Some(" ( a&c )|b ")), [json!("create_incident"), json!("add_remark"), json!("add_remark")]);
        assert_eq!(found(&all, Some("b | a & c")), [json!("create_incident"), json!("add_remark"), json!("add_remark")], "& binds tighter");
        assert_eq!(found(&all, Some("(b | a) & c")), remarks);
        assert_eq!(found(&all, Some("a")), remarks, "what is not named is not applied");
        let odd = [filter("名 字", "action", "=", &["x"]), filter("名-字!", "action", "startwith", &["create"])];
        assert_eq!(found(&odd, Some("名-字!")), [json!("create_incident")]);
        for (name, field, operator, values, count) in [
            ("x", "operator", "=", vec![id_of(&person)], 5),
            ("x", "operator", "!=", vec![id_of(&person)], 0),
            ("x", "status", "!=", vec![TRIGGERED.to_owned()], 4),
            ("x", "status", "!=", vec![TRIGGERED.to_owned(), ACKNOWLEDGED.to_owned()], 5),
            ("x", "action_name_zh", "endwith", vec!["备注".to_owned()], 2),
            ("x", "action_name_en", "like", vec!["HANDLING".to_owned(), "create".to_owned()], 2),
            ("x", "start_time", ">", vec!["1000".to_owned()], 5),
            ("x", "start_time", "<", vec!["1000".to_owned()], 0),
            ("x", "stop_time", "=", vec![String::new()], 1),
            ("x", "comment", "=", vec![String::new()], 2),
            ("x", "status", ">", vec!["INCIDENT_STATUS_ACK".to_owned()], 5),
        ] {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let body = json!({"int_filters": [filter(name, field, operator, &values)]});
            assert_eq!(histories(&person.client, &number, body.clone()).1, count, "{body}");
        }
        let (rows, _) = histories(&person.client, &number, json!({}));
        let when = rows[1]["start_time"].as_i64().unwrap();
        let at = json!({"int_filters": [{"field": "start_time", "operator": "=", "values": [when]}]});
        assert!(histories(&person.client, &number, at).1 >= 1, "a number stands for its text");
    }

    fn a_fault_points_at_its_place(server: &Server) {
        let person = server.person("operator");
        let number = made(&person, json!({}));
        let path = format!("/v2/incidents/{number}/histories");
        let one = || filter("a", "action", "=", &["x"]);
        let deep = format!("{}a{}", "(".repeat(101), ")".repeat(101));
        for (condition, place) in [
            ("a & b", "character 5"),
            ("a &", "character 4"),
            ("a b", "character 3"),
            ("(a", "character 3"),
            ("a)", "character 2"),
            ("& a", "character 1"),
            ("()", "character 2"),
            (deep.as_str(), "character"),
        ] {
            let answer = person.client.post(&path, json!({"string_filters": [one()], "condition": condition}));
            let told = refused(answer, 400, "GOM.00007256");
            assert!(told.contains("condition") && told.contains(place), "{condition:.20}: {told}");
        }
        let twice = json!({"string_filters": [one()], "int_filters": [one()], "condition": "a"});
        bad(person.client.post(&path, twice), "condition");
        let fits = format!("{}a{}", "(".repeat(100), ")".repeat(100));
        data(&person.client.post(&path, json!({"string_filters": [one()], "condition": fits})));
        for (body, parameter) in [
            (json!({"string_filters": vec![one(); 21]}), "string_filters"),
            (json!({"string_filters": [{"field": "action", "operator": "="}]}), "string_filters[0].values"),
            (json!({"string_filters": [{"operator": "=", "values": ["x"]}]}), "string_filters[0].field"),
            (json!({"string_filters": [filter("a", "action", "is", &["x"])]}), "string_filters[0].operator"),
            (json!({"string_filters": [filter("a", "action", "=", &[])]}), "string_filters[0].values"),
            (json!({"string_filters": [filter("a", "nothing", "=", &["x"])]}), "string_filters[0].field"),
            (json!({"string_filters": [{"field": "action", "operator": "=", "values": [null]}]}), "string_filters[0].values[0]"),
            (json!({"string_filters": [{"field": "action", "operator": "=", "values": ["x".repeat(1_025)]}]}), "string_filters[0].values[0]"),
            (json!({"string_filters": {"field": "action"}}), "string_filters"),
            (json!({"condition": "x".repeat(10_001)}), "condition"),
            (json!({"condition": 7}), "condition"),
            (json!({"sort_filter": {"field": "nothing", "operator": "asc"}}), "sort_filter.field"),
            (json!({"sort_filter": [{"field": "status", "operator": "up"}]}), "sort_filter[0].operator"),
            (json!({"fields": ["nothing"]}), "fields[0]"),
        ] {
            bad(person.client.post(&path, body), parameter);
        }
    }

    fn rows_are_sorted_grouped_counted_and_cut_to_the_fields(server: &Server) {
        let person = server.person("operator");
        let number = storied(&person);
        let sort = json!([{"field": "action", "operator": "desc"}, {"field": "start_time", "operator": "asc", "values": ["x"]}]);
        let (rows, _) = histories(&person.client, &number, json!({"sort_filter": sort, "fields": ["action", "comment"]}));
        assert_eq!(column(&rows, "action"), ["incident_commit_solution", "incident_accept", "create_incident", "add_remark", "add_remark"].map(Value::from));
        assert_eq!(rows[3], json!({"action": "add_remark", "comment": "检查 VPN 网关"}));
        let body = json!({
            "group_by_filter": {"field": "status", "operator": "=", "values": ["status"]},
            "count_filters": [{"name": "remarks", "filters": [filter("", "action", "=", &["add_remark"])]}, {"name": "all", "filters": []}],
            "string_filters": [filter("", "action", "!=", &["create_incident"])],
        });
        let told = data(&person.client.post(&format!("/v2/incidents/{number}/histories"), body));
        assert_eq!(told["groups"], json!([{"value": ACKNOWLEDGED, "count": 3}, {"value": "INCIDENT_STATUS_RESOLVED", "count": 1}]));
        assert_eq!(told["counts"], json!([{"name": "remarks", "count": 2}, {"name": "all", "count": 5}]));
    }

    fn a_long_history_is_told_to_its_limit_and_counted_to_its_end(server: &Server) {
        let person = server.person("operator");
        let number = made(&person, json!({}));
        let id: i64 = number[16..].parse().unwrap();
        std::thread::scope(|scope| {
            for part in 0..4 {
                let client = &person.client;
                scope.spawn(move || {
                    for n in 0..275 {
                        let body = json!({"content": format!("remark {}", part * 275 + n)});
                        client.post(&format!("tickets/{id}/comments"), body).expect(200);
                    }
                });
            }
        });
        for body in [json!({}), json!({"sort_filter": {"field": "start_time", "operator": "desc"}}), json!({"string_filters": [filter("", "status", "=", &[TRIGGERED])]})] {
            let (rows, total) = histories(&person.client, &number, body);
            assert_eq!((rows.len(), total), (1_024, 1_101));
        }
        let (rows, _) = histories(&person.client, &number, json!({"sort_filter": {"field": "start_time", "operator": "desc"}}));
        assert!(rows[0]["stop_time"].is_null() && rows[1]["stop_time"].is_i64());
        let starts: Vec<i64> = rows.iter().map(|row| row["start_time"].as_i64().unwrap()).collect();
        assert!(starts.is_sorted_by(|a, b| a >= b));
        let last = json!({"string_filters": [filter("", "comment", "endwith", &[" 1099"])]});
        assert_eq!(histories(&person.client, &number, last).1, 1);
    }

    fn what_only_operators_read_is_left_out_for_others(server: &Server) {
        let (person, user) = (server.person("operator"), server.person("user"));
        let number = made(&user, json!({}));
        let id: i64 = number[16..].parse().unwrap();
        person.client.post(&format!("tickets/{id}/comments"), json!({"content": "internal word", "internal": true})).expect(200);
        let words = json!({"string_filters": [filter("", "comment", "like", &["internal"])]});
        assert_eq!(histories(&person.client, &number, words.clone()).1, 1);
        assert_eq!(histories(&user.client, &number, words).1, 0);
        assert_eq!(histories(&user.client, &number, json!({})).1, 2);
    }

    fn the_older_path_names_its_incident_in_a_filter(server: &Server) {
        let person = server.person("operator");
        let number = storied(&person);
        let path = "/v1/external/incident/list-histories";
        let named = filter("", "ticket_id", "=", &[&number]);
        let told = data(&person.client.post(path, json!({"string_filters": [named, filter("", "action", "=", &["add_remark"])]})));
        assert_eq!(told["total"], 2);
        bad(person.client.post(path, json!({})), "string_filters");
        bad(person.client.post("/v1/external/change/list-histories", json!({})), "ticket_type");
    }
}
