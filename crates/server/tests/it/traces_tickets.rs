//! Reporting, reading and listing at the repair desk.

use crate::{
    support::create,
    traces_support::{at, block, malformed, refused, report_of, reported, resident, shown, traces},
};
use testkit::{Answer, Client, Value, encode, json, time_text};

/// The numbers of the tickets of a list.
#[track_caller]
fn tids(answer: &Answer) -> Vec<i64> {
    let list = answer["tickets"].as_array().unwrap_or_else(|| panic!("no tickets in {answer}"));
    list.iter().map(|ticket| ticket["tid"].as_i64().unwrap()).collect()
}

/// The numbers of the tickets that a filter leaves, the smallest first; the total must be their count.
#[track_caller]
fn found(client: &Client, query: &str) -> Vec<i64> {
    let answer = client.get(&at(&format!("filter_tickets?{query}"))).expect(200);
    let mut found = tids(&answer);
    assert_eq!(answer["total"], found.len(), "{answer}");
    found.sort_unstable();
    found
}

on_both_engines! {
    fn a_report_that_lacks_something_or_says_it_wrongly_names_it(server: &Server) {
        let user = server.person("user");
        let whole = report_of(&user.username, json!({}));
        let with = |key: &str, value: Value| {
            let mut body = whole.clone();
            body[key] = value;
            user.client.post(&at("new_ticket"), body)
        };
        for key in ["issuer_sid", "description", "category", "occur_at"] {
            malformed(with(key, Value::Null), key);
            malformed(with(key, json!(" ")), key);
            malformed(with(key, json!(["x"])), key);
        }
        malformed(with("description", json!("x".repeat(65_537))), "description");
        malformed(with("description", json!("a\u{0}")), "description");
        malformed(with("category", json!("nonesuch")), "low-speed");
        for (key, values) in [
            ("occur_at", ["yesterday", "2025-13-01T00:00:00Z", "2025-12-06"]), ("appointed_at", ["soon", "12:00", "2025-12-06"]),
        ] {
            for value in values {
                malformed(with(key, json!(value)), key);
            }
        }
        malformed(with("notes", json!("x".repeat(65_537))), "notes");
        malformed(with("notes", json!("a\u{0}")), "notes");
        for (key, value) in [("status", "solved"), ("priority", "highest"), ("issuer_sid", "admin")] {
            let msg = refused(with(key, json!(value)), 403, 3);
            assert!(msg.starts_with(&format!("{key}: ")), "{msg}");
        }
        let empty = user.client.post(&at("new_ticket"), json!({}));
        for key in ["issuer_sid", "description", "category", "occur_at"] {
            malformed(empty.clone(), key);
        }
        refused(server.person("unregistered").client.post(&at("new_ticket"), whole.clone()), 403, 3);
        assert_eq!(user.client.get(&at("get_my_tickets")).expect(200)["total"], 0, "something was made");
        // What nobody said is left out, and what this surface does not know is ignored.
        let body = report_of(&user.username.to_uppercase(), json!({"status": "", "priority": null, "notes": "", "more": [1]}));
        let made = user.client.post(&at("new_ticket"), body).expect(200);
        let ticket = shown(&user.client, made["tid"].as_i64().unwrap());
        assert_eq!([&ticket["issuer_sid"], &ticket["block"], &ticket["notes"]], [user.username.as_str(), "", ""]);
    }

    fn administrators_report_for_others_and_choose_status_and_priority(server: &Server) {
        let (admin, user) = (server.admin(), resident(server, &block()));
        let body = report_of(&user.username, json!({"status": "delayed", "priority": "in-passing", "notes": "来电"}));
        let tid = admin.post(&at("new_ticket"), body).expect(200)["tid"].as_i64().unwrap();
        let ticket = shown(&user.client, tid);
        assert_eq!(
            [&ticket["issuer_sid"], &ticket["status"], &ticket["priority"], &ticket["room"], &ticket["notes"]],
            [user.username.as_str(), "delayed", "in-passing", "412", "来电"]
        );
        let first = &traces(&user.client, tid)[0];
        assert_eq!([&first["new_status"], &first["new_priority"], &first["remark"]], ["delayed", "in-passing", "工单已创建"]);
        assert_eq!(tids(&user.client.get(&at("get_my_tickets")).expect(200)), [tid]);
        malformed(admin.post(&at("new_ticket"), report_of("nobody-there", json!({}))), "issuer_sid");
        malformed(admin.post(&at("new_ticket"), report_of("admin", json!({"status": "nonesuch"}))), "status");
        malformed(admin.post(&at("new_ticket"), report_of("admin", json!({"priority": "urgent"}))), "priority");
        refused(server.person("operator").client.post(&at("new_ticket"), report_of(&user.username, json!({}))), 403, 3);
    }

    fn a_report_that_is_sent_twice_with_a_key_is_made_once(server: &Server) {
        let user = server.person("user");
        let send = |body: Value| user.client.request("POST", &at("new_ticket")).header("Idempotency-Key", "one").body(body).send();
        let body = report_of(&user.username, json!({}));
        let (first, again) = (send(body.clone()).expect(200), send(body.clone()).expect(200));
        assert_eq!((first.json.clone(), first.etag()), (again.json.clone(), again.etag()));
        assert_eq!(again.header("idempotent-replay"), "true");
        assert_eq!(user.client.get(&at("get_my_tickets")).expect(200)["total"], 1);
        assert!(refused(send(report_of(&user.username, json!({"notes": "x"}))), 422, 2).contains("Idempotency-Key"));
        let long = user.client.request("POST", &at("new_ticket")).header("Idempotency-Key", &"k".repeat(256)).body(body).send();
        malformed(long, "Idempotency-Key");
    }

    fn ones_own_tickets_are_those_one_has_made_on_any_surface(server: &Server) {
        let user = server.person("user");
        let native = create(&user.client, json!({})).id();
        let here = reported(&user, json!({}));
        create(&server.admin(), json!({"watchers": [user.username]}));
        let answer = user.client.get(&at("get_my_tickets")).expect(200);
        assert_eq!((tids(&answer), &answer["total"], &answer["page"], &answer["size"]), (vec![here, native], &json!(2), &json!(1), &json!(100)));
        let second = user.client.get(&at("get_my_tickets?page=2&size=1")).expect(200);
        assert_eq!((tids(&second), &second["total"]), (vec![native], &json!(2)));
        for ticket in answer["tickets"].as_array().unwrap() {
            assert_eq!(*ticket, shown(&user.client, ticket["tid"].as_i64().unwrap()), "lists and details agree");
        }
    }

    fn a_list_is_narrowed_by_everything_at_once(server: &Server) {
        let (one, other) = (block(), block());
        let (ann, bob) = (resident(server, &one), resident(server, &other));
        let operator = server.person("operator");
        let a = reported(&ann, json!({}));
        let b = reported(&ann, json!({"category": "others"}));
        let c = reported(&bob, json!({}));
        bob.client.post(&at("change_profile"), json!({"isp": "unicom"})).expect(200);
        let d = reported(&bob, json!({}));
        let step = |body: Value| drop(operator.client.post(&at("new_trace"), body).expect(200));
        step(json!({"tid": b, "new_status": "escalated", "new_priority": "highest"}));
        step(json!({"tid": d, "new_status": "solved"}));
        server.admin().put(&format!("tickets/{a}"), json!({"assignee": operator.username})).expect(200);
        let both = format!("block={},{}", encode(&one), encode(&other));
        let crew = &operator.client;
        for (query, expected) in [
            ("", vec![a, b, c, d]),
            ("&status=fresh", vec![a, c]),
            ("&status=Fresh, escalated", vec![a, b, c]),
            ("&category=others", vec![b]),
            ("&category=low-speed,others", vec![a, b, c, d]),
            ("&category=nobody-said-that", vec![]),
            ("&priority=highest", vec![b]),
            ("&priority=normal", vec![]),
            ("&priority=mainline,normal", vec![a, c, d]),
            ("&isp=unicom", vec![d]),
            ("&isp=telecom&status=fresh&priority=mainline", vec![a, c]),
            ("&scope=all", vec![a, b, c, d]),
            ("&scope=active", vec![a, b, c]),
            ("&scope=closed", vec![d]),
            ("&scope=closed&status=fresh", vec![]),
            ("&scope=mine", vec![a]),
            ("&scope=unassigned", vec![b, c]),
            ("&project=net", vec![a, b, c, d]),
            ("&project=SUP", vec![]),
            ("&to=2026-01-01T00:00:00Z", vec![]),
            ("&from=2026-01-01", vec![a, b, c, d]),
        ] {
            let query = query.replace(' ', "%20");
            assert_eq!(found(crew, &format!("{both}{query}")), expected, "{query}");
        }
        assert_eq!(found(crew, &format!("block={}", encode(&other))), [c, d]);
        let made = shown(crew, c)["created_at"].as_str().unwrap().to_owned();
        let next = time_text(testkit::moment(&made) + 1);
        assert_eq!(found(crew, &format!("{both}&from={made}&to={next}")), [c], "from is included, to is not");
        assert_eq!(found(crew, &format!("{both}&to={made}")), [a, b]);
        // Pages.
        let page = |query: &str| crew.get(&at(&format!("filter_tickets?{both}&{query}"))).expect(200);
        let (first, second) = (page("size=3"), page("size=3&page=2"));
        assert_eq!((tids(&first).len(), &first["total"], &first["size"], &first["page"]), (3, &json!(4), &json!(3), &json!(1)));
        let mut all = [tids(&first), tids(&second)].concat();
        all.sort_unstable();
        assert_eq!(all, [a, b, c, d]);
        assert_eq!(page("size=100000")["size"], 100);
        assert_eq!((tids(&page("page=9223372036854775807")), &page("page=3")["total"]), (vec![], &json!(4)));
    }

    fn a_word_finds_what_it_means_in_every_project(server: &Server) {
        let (user, operator) = (server.person("user"), server.person("operator"));
        let from = create(&user.client, json!({}))["createdAt"].as_str().unwrap().to_owned();
        let native = create(&user.client, json!({})).id();
        operator.client.post(&format!("tickets/{native}/transition"), json!({"status": "in_progress"})).expect(200);
        let here = reported(&user, json!({}));
        operator.client.post(&at("new_trace"), json!({"tid": here, "new_status": "accepted"})).expect(200);
        let answer = operator.client.get(&at(&format!("filter_tickets?status=accepted&size=100&from={from}"))).expect(200);
        for tid in [native, here] {
            assert!(tids(&answer).contains(&tid), "{answer}");
        }
        assert!(answer["tickets"].as_array().unwrap().iter().all(|ticket| ticket["status"] == "accepted"), "{answer}");
    }

    fn a_filter_that_is_not_one_names_its_parameter(server: &Server) {
        let (user, operator) = (server.person("user"), server.person("operator"));
        refused(user.client.get(&at("filter_tickets")), 403, 3);
        refused(server.person("unregistered").client.get(&at("filter_tickets")), 403, 3);
        for (query, name) in [
            ("status=nonesuch", "status"),
            ("status=fresh,nonesuch", "status"),
            ("priority=urgent", "priority"),
            ("isp=nonesuch", "isp"),
            ("scope=everything", "scope"),
            ("project=NONESUCH", "project"),
            ("from=yesterday", "from"),
            ("to=2025-02-30", "to"),
            ("page=0", "page"),
            ("page=one", "page"),
            ("size=0", "size"),
            ("size=-3", "size"),
            ("size=1.5", "size"),
            ("status=fresh&status=solved", "status"),
            ("block=%FF", "block"),
            ("block=a%00", "block"),
        ] {
            malformed(operator.client.get(&at(&format!("filter_tickets?{query}"))), name);
        }
        for query in ["page=x", "size=x", "size=1&size=2"] {
            malformed(user.client.get(&at(&format!("get_my_tickets?{query}"))), query.split('=').next().unwrap());
        }
    }
}
