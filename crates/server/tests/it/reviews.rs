//! What people look back on when an incident is over: its timeline, its roles, how severe it was, how long it took, the document.

use crate::{
    incidents_support::{act, made, shown},
    notices::told,
    races::{assert_whole, at_once, winner},
    support::{create, project, read, ticket},
};
use testkit::{Answer, Client, Value, encode, json, moment, time_text};

/// A moment so many seconds before a ticket was made.
fn before(ticket: &Answer, seconds: i128) -> String {
    let text = time_text(moment(ticket["createdAt"].as_str().expect("a time")) - seconds * 1_000_000);
    // With all six decimals, as the server tells it.
    let bare = text.trim_end_matches('Z');
    let (whole, part) = bare.split_once('.').unwrap_or((bare, ""));
    format!("{whole}.{part:0<6}Z")
}

#[track_caller]
pub(crate) fn transit(client: &Client, id: i64, status: &str) {
    client.post(&format!("tickets/{id}/transition"), json!({"status": status})).expect(200);
}

#[track_caller]
pub(crate) fn write(client: &Client, id: i64, entry: Value) -> Answer {
    client.post(&format!("tickets/{id}/timeline"), entry).expect(201)
}

/// The items of a timeline, over all of its pages.
#[track_caller]
pub(crate) fn timeline(client: &Client, id: i64, query: &str) -> Vec<Value> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page =
            client.get(&format!("tickets/{id}/timeline?{query}&cursor={}", encode(&cursor))).expect(200);
        all.extend_from_slice(page.items());
        match page["nextCursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => return all,
        }
    }
}

fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["id"].as_str().expect("an id")).collect()
}

#[track_caller]
pub(crate) fn times(client: &Client, id: i64) -> Answer {
    client.get(&format!("tickets/{id}/times")).expect(200)
}

fn newest(client: &Client, id: i64) -> Value {
    let version = read(client, id).version();
    let all = client.get(&format!("tickets/{id}/history?pageSize=100")).expect(200);
    all.items().iter().find(|step| step["version"] == version).expect("the newest step").clone()
}

on_both_engines! {
    /// What a board shows of many is what is told of each.
    fn a_list_tells_of_incidents_what_a_board_shows(server: &Server) {
        let (admin, bob) = (server.admin(), server.person("operator"));
        let key = project(server, json!([]));
        let ids: Vec<i64> = (0..4).map(|n| create(&admin, json!({"project": key, "priority": if n == 0 { "critical" } else { "low" }})).id()).collect();
        admin.put(&format!("tickets/{}/roles", ids[0]), json!({"roles": {"commander": bob.username, "scribe": "admin"}})).expect(200);
        transit(&admin, ids[0], "in_progress");
        transit(&admin, ids[1], "resolved");
        for query in [format!("project={key}&include=incident"), format!("project={key}&include=incident&q=Cannot"), format!("project={key}&include=incident&pageSize=2&cursor=")] {
            let list = admin.get(&format!("tickets?{query}")).expect(200);
            assert!(!list.items().is_empty(), "{list}");
            for item in list.items() {
                let own = times(&admin, item["id"].as_i64().expect("a number"));
                for part in ["severity", "phase", "createdAt", "acknowledge", "mitigate", "resolve", "resolveLast", "reopened"] {
                    assert_eq!(item["incident"]["times"][part], own[part], "{part} of {item}");
                }
            }
        }
        let list = admin.get(&format!("tickets?project={key}&include=incident&sort=id")).expect(200);
        let first = &list.items()[0]["incident"];
        assert_eq!((&first["times"]["severity"], &first["roles"]), (&json!("P1"), &json!({"commander": bob.username, "scribe": "admin"})));
        assert_eq!(list.items()[1]["incident"]["roles"], json!({}));
        let plain = admin.get(&format!("tickets?project={key}&include=")).expect(200);
        assert!(plain.items()[0].get("incident").is_none(), "{plain}");
        admin.get("tickets?include=everything").malformed("include");
        let customer = server.person("user");
        assert_eq!(customer.client.get(&format!("tickets?project={key}&include=incident")).expect(200)["total"], 0);
    }

    fn a_timeline_tells_in_the_order_in_which_things_happened(server: &Server) {
        let (admin, bob) = (server.admin(), server.person("operator"));
        let made = create(&admin, json!({}));
        let id = made.id();
        admin.put(&format!("tickets/{id}"), json!({"title": "Not told", "priority": "high"})).expect(200);
        admin.put(&format!("tickets/{id}"), json!({"title": "Not told either"})).expect(200);
        transit(&admin, id, "in_progress");
        admin.post(&format!("tickets/{id}/comments"), json!({"content": "on it"})).expect(200);
        admin.put(&format!("tickets/{id}/roles"), json!({"roles": {"commander": bob.username}})).expect(200);
        let early = write(&bob.client, id, json!({"at": before(&made, 600), "text": "**First** alarm", "pinned": true}));
        let earlier = write(&admin, id, json!({"at": before(&made, 900), "text": "Deployed"}));
        assert_eq!((early.etag(), &early["actor"]), ("\"v1\"".to_owned(), &json!(bob.username)));
        let all = timeline(&admin, id, "");
        let (first, second) = (earlier["id"].as_str().unwrap(), early["id"].as_str().unwrap());
        assert_eq!(ids(&all), [first, second, "s1", "s2", "s4", "s5", "s6"]);
        let kinds: Vec<Value> = all.iter().map(|item| item["kinds"].clone()).collect();
        assert_eq!(kinds, [json!(["entry"]), json!(["entry"]), json!(["created"]), json!(["level"]), json!(["status"]), json!(["comment"]), json!(["roles"])]);
        assert_eq!(all[3]["changes"], json!([{"field": "priority", "from": "medium", "to": "high"}]), "and no title");
        assert_eq!((&all[5]["text"], &all[6]["roles"]), (&json!("on it"), &json!({"commander": bob.username})));
        assert!(all.is_sorted_by_key(|item| moment(item["at"].as_str().unwrap())));
        // Every size of page tells the same.
        for size in 1..=4 {
            assert_eq!(timeline(&admin, id, &format!("pageSize={size}")), all, "{size}");
        }
        // What is pinned, steps and entries alike.
        for n in 0..2 {
            let pinned = admin.put(&format!("tickets/{id}/timeline/s4/pin"), ()).expect(200);
            assert_eq!((&pinned["pinned"], read(&admin, id).version()), (&json!(true), 9), "{n}");
        }
        assert_eq!(newest(&admin, id)["incident"], json!({"pin": {"step": 4, "pinned": true}}));
        assert_eq!(ids(&timeline(&admin, id, "pinned=true&pageSize=1")), [second, "s4"]);
        admin.delete(&format!("tickets/{id}/timeline/{second}/pin")).expect(200);
        assert_eq!(ids(&timeline(&admin, id, "pinned=true")), ["s4"]);
        admin.delete(&format!("tickets/{id}/timeline/s4/pin")).expect(200);
        assert_eq!(ids(&timeline(&admin, id, "pinned=true")), [""; 0]);
        assert_eq!(ids(&timeline(&admin, id, "kind=status,Created&pageSize=1")), ["s1", "s4"]);
        assert_eq!(ids(&timeline(&admin, id, "kind=entry&pageSize=1")), [first, second]);
        admin.get(&format!("tickets/{id}/timeline?kind=weather")).malformed("kind");
        admin.get(&format!("tickets/{id}/timeline?cursor=x")).malformed("cursor");
        admin.put(&format!("tickets/{id}/timeline/s3/pin"), ()).conflict();
        for nowhere in ["s99", "e999999999", "x", "s", "e0"] {
            admin.put(&format!("tickets/{id}/timeline/{nowhere}/pin"), ()).not_found();
        }
        assert_whole(&admin, id);
    }

    fn internal_comments_are_told_to_operators_only(server: &Server) {
        let (admin, user) = (server.admin(), server.person("user"));
        let id = create(&user.client, json!({})).id();
        admin.post(&format!("tickets/{id}/comments"), json!({"content": "a secret", "internal": true})).expect(200);
        admin.post(&format!("tickets/{id}/comments"), json!({"content": "hello"})).expect(200);
        admin.put(&format!("tickets/{id}/timeline/s2/pin"), ()).expect(200);
        let all = timeline(&admin, id, "");
        assert_eq!((ids(&all), &all[1]["internal"]), (vec!["s1", "s2", "s3"], &json!(true)));
        assert_eq!(ids(&timeline(&user.client, id, "pageSize=1")), ["s1", "s3"]);
        assert_eq!(ids(&timeline(&user.client, id, "pinned=true")), [""; 0]);
        assert!(!user.client.get(&format!("tickets/{id}/postmortem")).expect(200).text.contains("a secret"));
        assert!(admin.get(&format!("tickets/{id}/postmortem")).expect(200).text.contains("a secret"));
    }

    fn an_entry_is_changed_by_its_author_and_the_history_keeps_what_it_said(server: &Server) {
        let (admin, bob, cem) = (server.admin(), server.person("operator"), server.person("operator"));
        let made = create(&admin, json!({}));
        let id = made.id();
        let at = before(&made, 60);
        let entry = write(&bob.client, id, json!({"at": at, "text": "one"}));
        let path = format!("tickets/{id}/timeline/{}", entry["id"].as_str().unwrap());
        let number: i64 = entry["id"].as_str().unwrap()[1..].parse().unwrap();
        let made_of = |text: &str, pinned: bool| json!({"at": at, "text": text, "pinned": pinned});
        assert_eq!(newest(&admin, id)["incident"], json!({"entry": {"id": number, "to": made_of("one", false)}}));
        cem.client.put(&path, json!({"text": "mine"})).forbidden();
        cem.client.delete(&path).forbidden();
        let changed = bob.client.request("PUT", &path).if_match(&entry.etag()).body(json!({"text": "two"})).send().expect(200);
        assert_eq!((&changed["text"], &changed["at"], changed.etag()), (&json!("two"), &json!(at), "\"v2\"".to_owned()));
        assert_eq!(newest(&admin, id)["incident"], json!({"entry": {"id": number, "from": made_of("one", false), "to": made_of("two", false)}}));
        bob.client.request("PUT", &path).if_match(&entry.etag()).body(json!({"text": "three"})).send().stale();
        let version = read(&admin, id).version();
        bob.client.put(&path, json!({"text": "two", "pinned": false})).expect(200);
        assert_eq!(read(&admin, id).version(), version, "what is so already leaves no step");
        admin.put(&path, json!({"pinned": true})).expect(200);
        bob.client.request("DELETE", &path).if_match(&changed.etag()).send().stale();
        bob.client.delete(&path).expect(200);
        assert_eq!(newest(&admin, id)["incident"], json!({"entry": {"id": number, "from": made_of("two", true)}}));
        bob.client.delete(&path).not_found();
        assert_eq!(ids(&timeline(&admin, id, "")), ["s1"]);
        assert_whole(&admin, id);
    }

    fn what_is_wrong_with_an_entry_is_named_and_nothing_is_written(server: &Server) {
        let admin = server.admin();
        let made = create(&admin, json!({}));
        let (path, at) = (format!("tickets/{}/timeline", made.id()), before(&made, 0));
        let later = time_text(moment(made["createdAt"].as_str().unwrap()) + 86_400_000_000);
        for (body, field) in [
            (json!({"text": "x"}), "at"),
            (json!({"at": "yesterday", "text": "x"}), "at"),
            (json!({"at": later, "text": "x"}), "at"),
            (json!({"at": before(&made, 500 * 86_400), "text": "x"}), "at"),
            (json!({"at": at, "text": " \n"}), "text"),
            (json!({"at": at, "text": "x".repeat(10_001)}), "text"),
            (json!({"at": at, "text": "a\0b"}), "text"),
        ] {
            admin.post(&path, body).invalid(field);
        }
        admin.post(&path, json!({"at": at, "text": 7})).expect(400);
        let entry = write(&admin, made.id(), json!({"at": at, "text": "长".repeat(10_000)}));
        let of = format!("{path}/{}", entry["id"].as_str().unwrap());
        admin.put(&of, json!({})).bad_request();
        admin.put(&of, json!({"at": later})).invalid("at");
        admin.put(&of, json!({"text": ""})).invalid("text");
        assert_eq!(read(&admin, made.id()).version(), 2);
        // Sent twice with one key it is written once.
        let send = || admin.request("POST", &path).key(&format!("timeline-{}", made.id())).body(json!({"at": at, "text": "once"})).send();
        assert_eq!(send().expect(201)["id"], send().expect(201)["id"]);
        assert_eq!(read(&admin, made.id()).version(), 3);
    }

    fn roles_are_held_by_who_sees_the_ticket_and_they_are_told(server: &Server) {
        let (admin, bob, stranger) = (server.admin(), server.person("operator"), server.person("user"));
        let key = project(server, json!([]));
        let id = create(&admin, json!({"project": key})).id();
        let path = format!("tickets/{id}/roles");
        let first = admin.get(&path).expect(200);
        assert_eq!(first.texts("role"), ["commander", "scribe", "communications"]);
        let chinese = admin.with("Accept-Language", "zh").get(&path).expect(200);
        assert_eq!(chinese.texts("name"), ["事件指挥", "记录员", "沟通负责人"]);
        let given = admin.request("PUT", &path).if_match(&first.etag())
            .body(json!({"roles": {"commander": bob.username.to_uppercase(), "scribe": bob.username}})).send().expect(200);
        assert_eq!((&given.items()[0]["username"], &given.items()[1]["username"]), (&json!(bob.username), &json!(bob.username)));
        assert_eq!(told(&bob.client, id), ["role_given"], "once for both");
        let both = json!({"commander": bob.username, "scribe": bob.username});
        assert_eq!(newest(&admin, id)["incident"], json!({"roles": {"from": {}, "to": both}}));
        admin.request("PUT", &path).if_match(&first.etag()).body(json!({"roles": {"scribe": "admin"}})).send().stale();
        let version = read(&admin, id).version();
        admin.put(&path, json!({"roles": {"scribe": bob.username, "communications": ""}})).expect(200);
        assert_eq!(read(&admin, id).version(), version, "what is so already leaves no step");
        let left = admin.put(&path, json!({"roles": {"scribe": null}})).expect(200);
        assert_eq!((&left.items()[0]["username"], &left.items()[1]["username"]), (&json!(bob.username), &Value::Null));
        admin.put(&path, json!({"roles": {"commander": stranger.username}})).invalid("roles.commander");
        admin.put(&path, json!({"roles": {"scribe": "nobody.of.this.name"}})).invalid("roles.scribe");
        admin.put(&path, json!({"roles": {"driver": "admin"}})).invalid("roles.driver");
        admin.put(&path, json!({"roles": {}})).bad_request();
        // Further roles, and other names, are words of the project.
        let words = json!({"items": [
            {"surface": "incidents", "kind": "role", "key": "driver", "word": "驾驶员", "aliases": ["Driver"]},
            {"surface": "incidents", "kind": "role", "key": "scribe", "word": "书记", "aliases": []},
        ]});
        admin.put(&format!("projects/{key}/vocabulary"), words).expect(200);
        let named = admin.put(&path, json!({"roles": {"driver": "admin"}})).expect(200);
        assert_eq!(named.texts("name"), ["Incident commander", "书记", "Communications lead", "Driver"]);
        admin.put(&format!("projects/{key}/vocabulary"), json!({"items": []})).expect(200);
        let kept = admin.get(&path).expect(200);
        assert_eq!(kept.items()[3], json!({"role": "driver", "name": "driver", "username": "admin"}), "who holds it still does");
        let bad = json!({"items": [{"surface": "incidents", "kind": "role", "key": "No key", "word": "x", "aliases": []}]});
        admin.put(&format!("projects/{key}/vocabulary"), bad).invalid("items[0].key");
    }

    fn a_severity_is_read_out_of_the_history_with_who_consented(server: &Server) {
        let (person, admin) = (server.person("operator"), server.admin());
        let number = made(&person, json!({}));
        let id: i64 = number[16..].parse().expect("a number");
        admin.put(&format!("tickets/{id}"), json!({"priority": "low", "fields": {"incident_level": "level_50"}})).expect(200);
        admin.put(&format!("tickets/{id}"), json!({"title": "No other level"})).expect(200);
        act(&person.client, &number, "accepted", json!({})).expect(200);
        act(&person.client, &number, "changeLevel", json!({"virtual_target_level": "level_10"})).expect(200);
        assert_eq!(admin.get(&format!("tickets/{id}/severity")).expect(200)["severity"], "P5", "until somebody consents");
        act(&admin, &number, "agreed", json!({})).expect(200);
        let told = admin.get(&format!("tickets/{id}/severity")).expect(200);
        let parts = |change: &Value| [&change["from"], &change["to"], &change["consented"], &change["actor"]].map(Clone::clone);
        let changes: Vec<_> = told["changes"].as_array().unwrap().iter().map(parts).collect();
        assert_eq!(changes, [
            [json!("P3"), json!("P5"), json!(false), json!("admin")],
            [json!("P5"), json!("P1"), json!(true), json!(person.username)],
        ]);
        assert_eq!((&told["severity"], &times(&admin, id)["severity"]), (&json!("P1"), &json!("P1")));
    }

    fn times_come_of_the_steps_and_the_harm_is_over_once(server: &Server) {
        let (person, admin) = (server.person("operator"), server.admin());
        let number = made(&person, json!({}));
        let id: i64 = number[16..].parse().expect("a number");
        let new = times(&admin, id);
        for part in ["acknowledge", "mitigate", "resolve", "resolveLast", "pausedSince"] {
            assert_eq!(new[part], Value::Null, "{part}");
        }
        assert_eq!((&new["phase"], &new["severity"], &new["reopened"]), (&json!("new"), &json!("P3"), &json!(0)));
        act(&person.client, &number, "accepted", json!({})).expect(200);
        let ticket = read(&admin, id);
        let taken = times(&admin, id);
        assert_eq!((&taken["acknowledge"]["at"], &taken["phase"]), (&ticket["updatedAt"], &json!("active")));
        let took = moment(ticket["updatedAt"].as_str().unwrap()) - moment(ticket["createdAt"].as_str().unwrap());
        #[allow(clippy::cast_precision_loss, reason = "a few seconds in microseconds")]
        let seconds = took as f64 / 1e6;
        assert_eq!(taken["acknowledge"]["seconds"], seconds);
        // The mark and the field of the incident API are one fact.
        let path = format!("tickets/{id}/mitigated");
        let at = before(&ticket, 0);
        let marked = admin.request("PUT", &path).if_match(&ticket.etag()).body(json!({"at": at})).send().expect(200);
        assert_eq!((&marked["mitigate"]["at"], &marked["mitigate"]["seconds"]), (&json!(at), &json!(0.0)));
        assert_eq!(shown(&admin, &number)["fault_recovery_time"], json!(i64::try_from(moment(&at) / 1_000).unwrap()));
        admin.request("PUT", &path).if_match(&ticket.etag()).body(json!({"at": null})).send().stale();
        let version = read(&admin, id).version();
        admin.put(&path, json!({"at": at})).expect(200);
        assert_eq!(read(&admin, id).version(), version);
        let later = time_text(moment(&at) + 3_600_000_000_000);
        admin.put(&path, json!({"at": later})).invalid("at");
        admin.put(&path, json!({"at": "soon"})).invalid("at");
        assert_eq!(admin.put(&path, json!({"at": null})).expect(200)["mitigate"], Value::Null);
        assert_eq!(shown(&admin, &number)["fault_recovery_time"], Value::Null);
        let millis = i64::try_from(moment(&before(&ticket, 30)) / 1_000).unwrap();
        act(&person.client, &number, "commitSolution", json!({"solution": "rolled back", "fault_recovery_time": millis})).expect(200);
        let solved = times(&admin, id);
        assert_eq!(moment(solved["mitigate"]["at"].as_str().unwrap()) / 1_000, i128::from(millis));
        assert_eq!((&solved["mitigate"]["seconds"], &solved["resolve"]), (&json!(0.0), &solved["resolveLast"]));
        // Reopened, it keeps its first end.
        act(&person.client, &number, "confirm", json!({"virtual_confirm_result": false})).expect(200);
        act(&person.client, &number, "commitSolution", json!({"solution": "rolled back more"})).expect(200);
        let again = times(&admin, id);
        assert_eq!((&again["resolve"], &again["reopened"], &again["phase"]), (&solved["resolve"], &json!(1), &json!("resolved")));
        assert_ne!(again["resolveLast"], again["resolve"]);
    }

    fn figures_are_those_of_the_tickets(server: &Server) {
        let (admin, user) = (server.admin(), server.person("user"));
        let key = project(server, json!([]));
        let mut took: Vec<f64> = Vec::new();
        for n in 0..7_i64 {
            let id = create(&admin, json!({"project": key, "priority": if n == 6 { "critical" } else { "high" }})).id();
            if n < 5 {
                transit(&admin, id, "in_progress");
                took.push(times(&admin, id)["acknowledge"]["seconds"].as_f64().expect("a number"));
            }
            if n < 2 {
                transit(&admin, id, "resolved");
            }
            if n == 5 {
                admin.delete(&format!("tickets/{id}")).expect(200);
            }
        }
        took.sort_by(f64::total_cmp);
        let told = admin.get(&format!("incidents/figures?project={}", key.to_lowercase())).expect(200);
        let rows = told.items();
        assert_eq!(told.texts("severity"), ["P1", "P2", "P3", "P4", "P5"]);
        assert_eq!((&rows[0]["count"], &rows[0]["acknowledge"], &rows[2]["count"]), (&json!(1), &Value::Null, &json!(0)));
        assert_eq!((&rows[1]["count"], &rows[1]["resolved"]), (&json!(5), &json!(2)), "the deleted one is no more");
        let spread = &rows[1]["acknowledge"];
        assert_eq!((&spread["count"], &spread["p50"], &spread["p90"]), (&json!(5), &json!(took[2]), &json!(took[4])));
        let mean = spread["mean"].as_f64().unwrap();
        assert!((mean - took.iter().sum::<f64>() / 5.0).abs() < 0.002, "{spread}: {took:?}");
        assert_eq!((&rows[1]["resolve"]["count"], &rows[1]["mitigate"]), (&json!(2), &Value::Null));
        let one = admin.get(&format!("incidents/figures?project={key}&severity=p2")).expect(200);
        assert_eq!(one.items(), &rows[1..2]);
        let past = admin.get(&format!("incidents/figures?project={key}&to=2020-01-01")).expect(200);
        assert!(past.items().iter().all(|row| row["count"] == 0), "{past}");
        admin.get("incidents/figures").expect(200);
        admin.get("incidents/figures?project=NOWHERE").malformed("project");
        admin.get("incidents/figures?severity=P9").malformed("severity");
        admin.get("incidents/figures?from=2026-01-02&to=2026-01-01").malformed("from");
        admin.get("incidents/figures?from=soon").malformed("from");
        user.client.get("incidents/figures").forbidden();
    }

    fn a_postmortem_says_what_was_written_down_in_the_readers_language(server: &Server) {
        let (admin, bob) = (server.admin(), server.person("operator"));
        let fields = json!([{"key": "cause", "name": {"en": "Cause"}, "type": "text_area"}]);
        let key = project(server, fields);
        let made = create(&admin, json!({"project": key, "title": "Router *down*", "fields": {"cause": "A cable was cut."}}));
        let (id, path) = (made.id(), format!("tickets/{}/postmortem", made.id()));
        admin.put(&format!("tickets/{id}"), json!({"priority": "critical"})).expect(200);
        transit(&admin, id, "in_progress");
        admin.put(&format!("tickets/{id}/roles"), json!({"roles": {"commander": bob.username}})).expect(200);
        // People are told of by what they are called.
        admin.put(&format!("users/{}", bob.username), json!({"nickname": "李*伟"})).expect(200);
        admin.put(&format!("tickets/{id}"), json!({"assignee": bob.username})).expect(200);
        admin.put(&format!("tickets/{id}/timeline/s5/pin"), ()).expect(200);
        let early = before(&made, 600);
        write(&bob.client, id, json!({"at": early, "text": "Digger seen\n\nnear the road", "pinned": true}));
        write(&bob.client, id, json!({"at": early, "text": "not pinned, not told"}));
        admin.put(&format!("tickets/{id}/timeline/s3/pin"), ()).expect(200);
        let told = admin.get(&path).expect(200);
        assert_eq!(told.header("content-type"), "text/markdown; charset=utf-8");
        let says = |words: &[&str], text: &str| {
            let mut rest = text;
            for word in words {
                let (_, after) = rest.split_once(word).unwrap_or_else(|| panic!("{word} does not follow in {text}"));
                rest = after;
            }
        };
        let role = r"Incident commander: 李\*伟";
        let pinned = format!("{} {} UTC · 李\\*伟", &early[..10], &early[11..19]);
        says(&[r"Router \*down\*", "## Severity", "Now P1.", "P3 → P1, by admin", "## Roles", role, "## Times", "To acknowledge",
            "## Timeline", &pinned, "Digger seen\n  \n  near the road", "in\\_progress", r"→ 李\*伟", "## Cause", "A cable was cut.", "## Solution", "Nothing was written down."], &told.text);
        assert!(!told.text.contains("not told") && !told.text.contains("To resolve"), "{told}");
        let chinese = admin.with("Accept-Language", "zh").get(&path).expect(200);
        says(&["复盘", "## 级别", "当前为 P1", "## 角色", "事件指挥", "## 用时", "响应用时", "## 时间线", "## 原因", "A cable was cut.", "## 解决方案", "无记录"], &chinese.text);
        assert_eq!(chinese.header("content-language"), "zh");
    }

    fn who_may_not_edit_writes_nothing_and_who_may_not_see_reads_nothing(server: &Server) {
        let (admin, watcher, stranger) = (server.admin(), server.person("user"), server.person("user"));
        let made = create(&admin, json!({"watchers": [watcher.username]}));
        let (id, at) = (made.id(), before(&made, 1));
        let entry = write(&admin, id, json!({"at": at, "text": "x"}));
        let item = format!("timeline/{}", entry["id"].as_str().unwrap());
        for read in ["timeline", "roles", "severity", "times", "postmortem"] {
            let path = format!("tickets/{id}/{read}");
            watcher.client.get(&path).expect(200);
            stranger.client.get(&path).not_found();
            admin.get(&format!("tickets/999999999/{read}")).not_found();
            server.stranger().get(&path).unauthorized();
        }
        let writes = [
            ("POST", "timeline".to_owned(), json!({"at": at, "text": "y"})),
            ("PUT", item.clone(), json!({"text": "y"})),
            ("PUT", "roles".to_owned(), json!({"roles": {"commander": watcher.username}})),
            ("PUT", "mitigated".to_owned(), json!({"at": at})),
        ];
        for (method, path, body) in &writes {
            let send = |client: &Client| client.request(method, &format!("tickets/{id}/{path}")).body(body.clone()).send();
            send(&watcher.client).forbidden();
            send(&stranger.client).not_found();
            send(&server.stranger()).unauthorized();
        }
        for (method, path) in [("DELETE", item.clone()), ("PUT", format!("{item}/pin")), ("DELETE", format!("{item}/pin"))] {
            let send = |client: &Client| client.request(method, &format!("tickets/{id}/{path}")).send();
            send(&watcher.client).forbidden();
            send(&stranger.client).not_found();
        }
        assert_eq!(read(&admin, id).version(), 2);
    }

    fn of_many_who_change_one_thing_at_once_one_wins_and_nothing_is_lost(server: &Server) {
        let clients: Vec<Client> = (0..8).map(|_| server.person("operator").client).collect();
        let admin = server.admin();
        let made = create(&admin, json!({}));
        let (id, at) = (made.id(), before(&made, 1));
        let etag = made.etag();
        let won = winner(at_once(&clients, |n, client| {
            let body = json!({"roles": {"commander": if n % 2 == 0 { "admin" } else { "" }, "scribe": "admin"}});
            client.request("PUT", &format!("tickets/{id}/roles")).if_match(&etag).body(body).send()
        }));
        let roles = admin.get(&format!("tickets/{id}/roles")).expect(200);
        assert_eq!(roles.items()[0]["username"].is_string(), won.is_multiple_of(2));
        for answer in at_once(&clients, |n, client| client.post(&format!("tickets/{id}/timeline"), json!({"at": at, "text": format!("entry {n}")}))) {
            answer.expect(201);
        }
        let all = timeline(&admin, id, "kind=entry&pageSize=3");
        assert_eq!(all.len(), 8);
        let path = format!("tickets/{id}/timeline/{}", all[0]["id"].as_str().unwrap());
        winner(at_once(&[0; 8].map(|_| admin.clone()), |n, client| {
            client.request("PUT", &path).if_match("\"v1\"").body(json!({"text": format!("mine {n}")})).send()
        }));
        for answer in at_once(&clients, |_, client| client.put(&format!("tickets/{id}/timeline/s1/pin"), ())) {
            answer.expect(200);
        }
        assert_eq!(read(&admin, id).version(), 1 + 1 + 8 + 1 + 1, "pinned once");
        assert_whole(&admin, id);
    }

    fn a_deleted_ticket_has_nothing_to_look_back_on(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        admin.delete(&format!("tickets/{id}")).expect(200);
        for read in ["timeline", "roles", "severity", "times", "postmortem"] {
            admin.get(&format!("tickets/{id}/{read}")).not_found();
        }
        admin.post(&format!("tickets/{id}/restore"), ()).expect(200);
        assert_eq!(times(&admin, id)["phase"], "new");
    }
}
