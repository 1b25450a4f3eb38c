//! Figures about tickets: each is what its own filter lists.

use crate::support::{create, project};
use testkit::{Answer, Client, Value, json};

/// A query's value as it stands in an address.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// Fails unless every figure in an answer is what its filter lists; how many there were.
#[track_caller]
fn assert_figures(client: &Client, answer: &Value) -> usize {
    match answer {
        Value::Object(object) => {
            let own = match (object.get("count"), object.get("filter")) {
                (Some(count), Some(filter)) => {
                    let filter = filter.as_str().expect("a filter is text");
                    let list =
                        client.get(&format!("tickets?pageSize=1&filter={}", encoded(filter))).expect(200);
                    assert_eq!(list["total"], *count, "{filter}");
                    1
                }
                _ => 0,
            };
            own + object.values().map(|value| assert_figures(client, value)).sum::<usize>()
        }
        Value::Array(list) => list.iter().map(|value| assert_figures(client, value)).sum(),
        _ => 0,
    }
}

fn transition(client: &Client, id: i64, status: &str) {
    client.post(&format!("tickets/{id}/transition"), json!({"status": status})).expect(200);
}

/// A project with tickets of every kind; its key.
fn filled(server: &testkit::Server) -> String {
    let admin = server.admin();
    let (ann, bob) = (server.person("operator"), server.person("operator"));
    let key = project(server, json!([]));
    for (n, (priority, assignee, status)) in [
        ("low", "", ""),
        ("high", &*ann.username, "in_progress"),
        ("high", &ann.username, "closed"),
        ("critical", &bob.username, ""),
        ("medium", &ann.username, "resolved"),
        ("medium", "", "in_progress"),
    ]
    .into_iter()
    .enumerate()
    {
        let category = if n % 2 == 0 { "网络" } else { "say \"hi\"" };
        let wish = json!({"project": key, "priority": priority, "assignee": assignee, "category": category});
        let id = create(&admin, wish).id();
        if !status.is_empty() {
            transition(&admin, id, status);
        }
    }
    let gone = create(&admin, json!({"project": key})).id();
    admin.delete(&format!("tickets/{gone}")).expect(200);
    key
}

#[track_caller]
fn count(answer: &Answer, list: &str, key: &str, value: &str) -> i64 {
    let items = answer[list].as_array().expect("a list");
    let item = items.iter().find(|item| item[key] == value);
    item.map_or(0, |item| item["count"].as_i64().expect("a number"))
}

on_both_engines! {
    fn every_figure_is_what_its_filter_lists(server: &Server) {
        let admin = server.admin();
        let key = filled(server);
        for narrowed in ["", "&filter=assignee%20is%20empty%20or%20priority%20%3E%3D%20high", "&filter=category%20%3D%20%22say%20%5C%22hi%5C%22%22"] {
            for (path, least) in [("status", 7), ("priority", 5), ("ages", 7), ("load", 3), ("flow", 62), ("times", 62)] {
                let answer = admin.get(&format!("stats/{path}?project={key}{narrowed}")).expect(200);
                let figures = assert_figures(&admin, &answer.json);
                assert!(figures >= least, "{figures} {answer}");
            }
        }
        let status = admin.get(&format!("stats/status?project={key}")).expect(200);
        assert_eq!(status["all"]["count"], 6);
        assert_eq!([count(&status, "categories", "category", "active"), count(&status, "statuses", "status", "in_progress")], [2, 2]);
        assert!(status["statuses"][0]["name"]["zh"].is_string(), "{status}");
        let priority = admin.get(&format!("stats/priority?project={key}")).expect(200);
        assert_eq!((&priority["items"][0]["priority"], count(&priority, "items", "priority", "high")), (&json!("critical"), 2));
        let ages = admin.get(&format!("stats/ages?project={key}")).expect(200);
        assert_eq!((&ages["all"]["count"], &ages["items"][0]["count"]), (&json!(4), &json!(4)));
        assert_eq!((&ages["items"][0]["toSeconds"], &ages["items"][5]["toSeconds"]), (&json!(86_400), &Value::Null));
        let load = admin.get(&format!("stats/load?project={key}")).expect(200);
        assert_eq!((&load["all"]["count"], &load["nobody"]["count"], &load["others"]["people"]), (&json!(4), &json!(2), &json!(0)));
        let flow = admin.get(&format!("stats/flow?project={key}&zone=480")).expect(200);
        let days = flow["days"].as_array().expect("days");
        assert_eq!((days.len(), &flow["created"]["count"]), (30, &json!(6)));
        assert!(days[0]["from"].as_str().is_some_and(|from| from.contains("T16:00:00.000000Z")), "{flow}");
        assert_eq!(assert_figures(&admin, &flow.json), 62);
        assert_eq!((&flow["resolved"]["count"], &flow["days"][29]["resolved"]["count"]), (&json!(2), &json!(2)));
    }

    fn times_are_told_by_the_day_on_which_they_end(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        let none = admin.get(&format!("stats/times?project={key}")).expect(200);
        assert_eq!((&none["resolve"]["count"], &none["resolve"]["p50"]), (&json!(0), &Value::Null));
        let ids: Vec<i64> = (0..4).map(|_| create(&admin, json!({"project": key})).id()).collect();
        for id in &ids[..3] {
            transition(&admin, *id, "in_progress");
        }
        transition(&admin, ids[0], "resolved");
        let times = admin.get(&format!("stats/times?project={key}&zone=480")).expect(200);
        assert_eq!((&times["acknowledge"]["count"], &times["resolve"]["count"]), (&json!(3), &json!(1)));
        let days = times["days"].as_array().expect("days");
        assert_eq!((days.len(), &days[29]["acknowledge"]["count"], &days[0]["acknowledge"]["mean"]), (30, &json!(3), &Value::Null));
        let today = &days[29]["acknowledge"];
        for figure in ["mean", "p50", "p90"] {
            let took = today[figure].as_f64().expect("seconds");
            assert!((0.0..60.0).contains(&took), "{today}");
            assert_eq!(times["acknowledge"][figure], today[figure]);
        }
        assert!(today["p50"].as_f64() <= today["p90"].as_f64(), "{today}");
        // What was opened again was done with all the same; and a figure follows who is deleted.
        transition(&admin, ids[0], "in_progress");
        let again = admin.get(&format!("stats/times?project={key}")).expect(200);
        assert_eq!((&again["acknowledge"]["count"], &again["resolve"]["count"]), (&json!(3), &json!(1)));
        assert_figures(&admin, &again.json);
        admin.delete(&format!("tickets/{}", ids[0])).expect(200);
        let gone = admin.get(&format!("stats/times?project={key}")).expect(200);
        assert_eq!((&gone["acknowledge"]["count"], &gone["resolve"]["count"]), (&json!(2), &json!(0)));
        assert_figures(&admin, &gone.json);
        for (filter, count) in [("acknowledged is empty", 1), ("acknowledged = today and resolved is empty", 2), ("not resolvedAt < now", 3)] {
            let list = admin.get(&format!("tickets?project={key}&filter={}", encoded(filter))).expect(200);
            assert_eq!(list["total"], count, "{filter}");
        }
        let hook = json!({"name": "times", "url": "https://example.com/", "filter": "resolved is empty"});
        let refused = admin.post("webhooks", hook);
        assert!(matches!(refused.status, 400 | 422) && refused.message().contains("resolved"), "{refused}");
    }

    fn figures_are_of_what_one_may_see(server: &Server) {
        let key = filled(server);
        let person = server.person("user");
        let own = create(&person.client, json!({"project": key})).id();
        for path in ["status", "priority", "ages", "load", "flow", "times"] {
            let answer = person.client.get(&format!("stats/{path}?project={key}")).expect(200);
            let all = match path {
                "flow" => &answer["created"],
                "times" => &answer["acknowledge"],
                _ => &answer["all"],
            };
            assert_eq!(all["count"], i64::from(path != "times"), "{answer}");
            assert_figures(&person.client, &answer.json);
        }
        server.admin().delete(&format!("tickets/{own}")).expect(200);
        assert_eq!(person.client.get(&format!("stats/status?project={key}")).expect(200)["all"]["count"], 0);
        server.stranger().get("stats/status").unauthorized();
        server.person("unregistered").client.get("stats/flow").forbidden();
    }

    fn figures_are_bounded_and_faults_are_named(server: &Server) {
        let admin = server.admin();
        let long = encoded(&"x".repeat(4_001));
        for (query, field) in [
            ("filter=status%20%3D", "filter"),
            ("filter=status%20%3D%20nosuch", "filter"),
            (&format!("filter={long}"), "filter"),
            ("project=NOSUCH1", "project"),
            ("zone=abc", "zone"),
            ("zone=841", "zone"),
            ("from=yesterday", "from"),
            ("from=2026-02-01&to=2026-01-01", "to"),
        ] {
            for path in ["status", "flow", "load", "times"] {
                admin.get(&format!("stats/{path}?{query}")).malformed(field);
            }
        }
        admin.get("stats/flow?from=2024-01-01&to=2026-01-01").malformed("from");
        admin.get("stats/flow?from=2025-01-01&to=2026-01-01").expect(200);
        assert_eq!(admin.get("stats/priority?from=2001-01-01&to=2001-01-02").expect(200)["all"]["count"], 0);
    }
}
