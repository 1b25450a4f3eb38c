//! The filter language over HTTP: what it finds, for whom, and how it says what is wrong.

use crate::{
    flow::{drawn, ticket_of, transit},
    jobs_support::{function, start, work},
    support::{create, project, read},
};
use testkit::{Answer, Client, encode, json, unique};

#[track_caller]
fn list(client: &Client, filter: &str) -> Answer {
    client.get(&format!("tickets?pageSize=100&filter={}", encode(filter)))
}

/// Fails unless the filter finds exactly these tickets, in any order.
#[track_caller]
fn finds(client: &Client, filter: &str, ids: &[i64]) {
    let answer = list(client, filter).expect(200);
    let (mut found, mut ids) = (answer.ids(), ids.to_vec());
    found.sort_unstable();
    ids.sort_unstable();
    assert_eq!(found, ids, "{filter}");
    assert_eq!(answer["total"], ids.len(), "{filter}");
}

on_both_engines! {
    fn tickets_are_asked_for_with_a_filter(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([
            {"key": "room", "name": "Room", "type": "text"}, {"key": "size", "name": "Size", "type": "integer"}]));
        let make = |extra: testkit::Value| {
            let mut body = json!({"project": key});
            body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            create(&admin, body).id()
        };
        let vpn = make(json!({"title": "VPN 无法登录", "priority": "high", "tags": ["VIP"], "fields": {"room": "3-201", "size": 4}}));
        let mail = make(json!({"title": "Mail", "priority": "critical", "assignee": "admin", "dueAt": "2020-01-01T00:00:00Z"}));
        let door = make(json!({"title": "Door", "priority": "low", "fields": {"room": "12", "size": 9}}));
        admin.post(&format!("tickets/{door}/transition"), json!({"status": "in_progress"})).expect(200);
        let of = |rest: &str| format!("project = {key} and ({rest})");
        for (filter, ids) in [
            ("priority >= high", vec![vpn, mail]),
            ("status in (open) and priority = high", vec![vpn]),
            ("assignee = me and due < now", vec![mail]),
            ("assignee is empty", vec![vpn, door]),
            ("title ~ vpn or title ^= mai", vec![vpn, mail]),
            ("title ~ 登录", vec![vpn]),
            ("tags = vip and created > -1h", vec![vpn]),
            ("not (tags = vip or status = in_progress)", vec![mail]),
            ("fields.room ^= 3 or fields.size > 8", vec![vpn, door]),
            ("fields.size is empty", vec![mail]),
            ("type is empty or status = empty or project in (empty)", vec![]),
            ("status in (open, empty) and type is not empty and priority != empty", vec![vpn, mail]),
            ("tags ~ ' '", vec![]),
            ("tags ~ IP and tags !~ ' ' and not tags $= ('\\n', ' ')", vec![vpn]),
            ("created > now", vec![]),
            ("creator = me and updated <= today and updated >= today", vec![vpn, mail, door]),
        ] {
            finds(&admin, &of(filter), &ids);
        }
        let both = admin.get(&format!("tickets?project={key}&priority=high&filter={}", encode("fields.size = 4"))).expect(200);
        assert_eq!(both.ids(), [vpn], "beside the other parameters");
        let searched = admin.get(&format!("tickets?project={key}&q=vpn&filter={}", encode("priority = high"))).expect(200);
        assert_eq!((searched.ids(), &searched["total"]), (vec![vpn], &json!(1)));
        let none = admin.get(&format!("tickets?project={key}&q=vpn&filter={}", encode("title ~ door"))).expect(200);
        assert_eq!((none.ids(), &none["total"]), (vec![], &json!(0)));
    }

    fn a_filtered_list_is_paged_through_in_its_order(server: &Server) {
        let (admin, tag) = (server.admin(), unique("paged"));
        let mut ids: Vec<i64> = (0..9).map(|_| create(&admin, json!({"tags": [tag], "priority": "high"})).id()).collect();
        create(&admin, json!({"tags": [tag], "priority": "low"}));
        ids.reverse();
        let filter = encode(&format!("tags = {tag} and not priority < high"));
        let (mut walked, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = admin.get(&format!("tickets?filter={filter}&sort=-id&pageSize=2&cursor={cursor}")).expect(200);
            assert_eq!(page["total"], 9);
            walked.extend(page.ids());
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = encode(next);
        }
        assert_eq!(walked, ids);
        let third = admin.get(&format!("tickets?filter={filter}&sort=-id&pageSize=4&page=3")).expect(200);
        assert_eq!((third.ids(), &third["total"]), (vec![ids[8]], &json!(9)));
    }

    fn a_filter_shows_nobody_more_than_their_rights_do(server: &Server) {
        let (admin, customer) = (server.admin(), server.person("user"));
        let tag = unique("rights");
        let theirs = create(&customer.client, json!({"tags": [tag], "title": "theirs"})).id();
        let other = create(&admin, json!({"tags": [tag], "title": "others"})).id();
        finds(&admin, &format!("tags = {tag}"), &[theirs, other]);
        finds(&customer.client, &format!("tags = {tag}"), &[theirs]);
        finds(&customer.client, &format!("tags = {tag} and (title ~ others or not title ~ others)"), &[theirs]);
        finds(&customer.client, &format!("tags = {tag} and creator = me"), &[theirs]);
        finds(&customer.client, &format!("tags = {tag} and creator != me"), &[]);
    }

    fn what_is_wrong_is_told_with_the_character_in_both_languages(server: &Server) {
        let admin = server.admin();
        let chinese = admin.with("Accept-Language", "zh");
        for (filter, at) in [
            ("stauts = open", 1),
            ("status = open and", 18),
            ("status = opne", 10),
            ("project = NOWHERE", 11),
            ("title = \"无 and", 9),
            ("priority >= hgih", 13),
            ("assignee in group(\"no such group\")", 19),
            ("id = 1 or (id = 2", 18),
            ("fields.nothing = 1", 1),
            ("title ~ a & id = 1", 11),
        ] {
            let refused = list(&admin, filter).malformed("filter");
            assert!(refused.message().contains(&format!("character {at}:")), "{filter}: {refused}");
            let refused = list(&chinese, filter).malformed("filter");
            assert!(refused.message().contains(&format!("{at}")) && !refused.message().contains("character"), "{refused}");
        }
        let deep = format!("{}id = 1{}", "(".repeat(200), ")".repeat(200));
        list(&admin, &deep).malformed("filter");
        list(&admin, &format!("title = {}", "a".repeat(9_993))).malformed("filter");
        let all: Vec<String> = (0..500).map(|n| format!("id={n}")).collect();
        list(&admin, &all.join(" or ")).expect(200);
        list(&admin, " ").expect(200);
    }

    fn a_field_that_differs_between_projects_is_asked_for_within_one(server: &Server) {
        let admin = server.admin();
        let field = unique("f").replace('-', "_");
        let one = project(server, json!([{"key": field, "name": "F", "type": "integer"}]));
        let other = project(server, json!([{"key": field, "name": "F", "type": "text"}]));
        let number = create(&admin, json!({"project": one, "fields": {field.clone(): 7}})).id();
        let text = create(&admin, json!({"project": other, "fields": {field.clone(): "7 b"}})).id();
        list(&admin, &format!("fields.{field} = 7")).malformed("filter");
        finds(&admin, &format!("fields.{field} > 6 and project = {one}"), &[number]);
        finds(&admin, &format!("project = {other} and fields.{field} ~ B"), &[text]);
        let within = admin.get(&format!("tickets?project={one}&filter={}", encode(&format!("fields.{field} < 8")))).expect(200);
        assert_eq!(within.ids(), [number]);
        list(&admin, &format!("project = {one} and fields.{field} ~ b")).malformed("filter");
    }

    fn groups_are_asked_for_by_name(server: &Server) {
        let (admin, agent) = (server.admin(), server.person("operator"));
        let (name, tag) = (unique("Crew"), unique("grouped"));
        admin.post("groups", json!({"name": name, "members": [agent.username]})).expect(201);
        let theirs = create(&admin, json!({"tags": [tag], "assignee": agent.username})).id();
        let nobodys = create(&admin, json!({"tags": [tag]})).id();
        finds(&admin, &format!("tags = {tag} and assignee in group(\"{}\")", name.to_uppercase()), &[theirs]);
        finds(&admin, &format!("tags = {tag} and assignee not in (group(\"{name}\"))"), &[nobodys]);
        finds(&admin, &format!("tags = {tag} and assignee in (empty, group(\"{name}\"))"), &[theirs, nobodys]);
        // Customers are not told which groups there are, nor who is in them.
        let customer = server.person("user");
        let ask = |name: &str| {
            let filter = format!("assignee in group(\"{name}\")");
            customer.client.get(&format!("tickets?filter={}", encode(&filter))).expect(400)["message"].to_string()
        };
        assert_eq!(ask(&name).replace(&name, "x"), ask("x"));
    }

    fn a_tickets_history_is_asked_for_with_a_filter_and_hides_what_it_hides(server: &Server) {
        let (admin, customer) = (server.admin(), server.person("user"));
        let id = create(&customer.client, json!({})).id();
        admin.post(&format!("tickets/{id}/comments"), json!({"content": "secret among us", "internal": true})).expect(200);
        admin.post(&format!("tickets/{id}/comments"), json!({"content": "we are on it"})).expect(200);
        admin.post(&format!("tickets/{id}/transition"), json!({"status": "in_progress"})).expect(200);
        let steps = |client: &Client, filter: &str| {
            let answer = client.get(&format!("tickets/{id}/history?filter={}", encode(filter))).expect(200);
            answer.items().iter().map(|step| step["version"].as_i64().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(steps(&admin, "action = transitioned"), [4]);
        assert_eq!(steps(&admin, "actor = me and version > 2"), [3, 4]);
        assert_eq!(steps(&admin, "note ~ secret"), [2]);
        assert_eq!(steps(&customer.client, "note ~ secret"), [] as [i64; 0]);
        assert_eq!(steps(&customer.client, "note ~ \"on it\" or actor = me"), [1, 3]);
        let page = admin.get(&format!("tickets/{id}/history?pageSize=1&filter={}", encode("actor = me"))).expect(200);
        let next = page["nextCursor"].as_str().expect("a next page");
        let rest = admin.get(&format!("tickets/{id}/history?cursor={}&filter={}", encode(next), encode("actor = me"))).expect(200);
        assert_eq!((page.items().len(), rest.items().len()), (1, 2));
        let refused = admin.get(&format!("tickets/{id}/history?filter={}", encode("status = open"))).malformed("filter");
        assert!(refused.message().contains("character 1:"), "{refused}");
        assert_eq!(read(&admin, id)["version"], 4);
    }

    fn jobs_and_calls_are_asked_for_with_a_filter(server: &Server) {
        let (admin, operator) = (server.admin(), server.person("operator"));
        let id = function(&admin, "worker", json!({}));
        let done = start(&admin, &id, json!({}));
        work(&admin, &id, json!(1));
        let waiting = start(&admin, &id, json!({}));
        let theirs = start(&operator.client, &id, json!({}));
        let jobs = |client: &Client, filter: &str| {
            let answer = client.get(&format!("jobs?filter={}", encode(filter))).expect(200);
            let list = answer["jobs"].as_array().unwrap().clone();
            assert_eq!(answer["total"], list.len(), "{filter}");
            let of = |job: &testkit::Value| job["id"].as_str().or(job["jobId"].as_str()).expect("an id").to_owned();
            list.iter().map(of).collect::<Vec<_>>()
        };
        assert_eq!(jobs(&admin, &format!("function = {id} and state = succeeded")), [done.as_str()]);
        assert_eq!(jobs(&admin, &format!("function = {id} and not state = completed and actor = me")), [waiting.as_str()]);
        assert_eq!(jobs(&admin, &format!("id in ({done}, {waiting}) and created > -1h")), [waiting.as_str(), done.as_str()]);
        assert_eq!(jobs(&operator.client, &format!("function = {id}")), [theirs.as_str()]);
        let calls = |what: &str, filter: &str| admin.get(&format!("function-calls{what}?filter={}", encode(filter))).expect(200);
        let over = calls("", &format!("function_id = {id} and finished is not empty and duration < 1h"));
        assert_eq!((&over["total"], &over["calls"][0]["job_id"]), (&json!(1), &json!(done)));
        assert_eq!(calls("/stats", &format!("function = {id} and actor_id = {}", operator.username))["total"], 1);
        for path in ["jobs", "function-calls", "function-calls/stats"] {
            let refused = admin.get(&format!("{path}?filter={}", encode("state = gone")));
            assert_eq!(refused.status, 400, "{refused}");
            assert!(refused.to_string().contains("character 9:"), "{refused}");
        }
    }

    fn a_transition_asks_for_a_filter_and_says_what_of_it_is_not_met(server: &Server) {
        let (admin, worker) = (server.admin(), server.person("operator"));
        let asks = |filter: &str| json!([{"name": {"zh": "开始", "en": "Begin"}, "from": "open", "to": "in_progress",
            "condition": {"must": [{"matches": {"filter": filter}}]}}]);
        let key = drawn(server, asks("assignee = me and priority >= high"));
        let id = ticket_of(&admin, &key, json!({"assignee": worker.username}));
        let refused = transit(&worker.client, id, json!({"status": "in_progress"})).forbidden();
        let why = refused["details"]["must[0].matches"].as_str().expect("why").to_owned();
        assert!(why.contains("priority >= high") && !why.contains("assignee"), "{why}");
        admin.put(&format!("tickets/{id}"), json!({"priority": "high"})).expect(200);
        transit(&admin, id, json!({"status": "in_progress"})).forbidden();
        transit(&worker.client, id, json!({"status": "in_progress"})).expect(200);
        let path = format!("projects/{key}/types/ticket/workflow");
        let mut definition = admin.get(&path).expect(200)["definition"].clone();
        for filter in ["priority >= hgih", "fields.nothing = 1", "status = nowhere", "assignee in group(\"no such\")", ""] {
            definition["transitions"] = asks(filter);
            let refused = admin.put(&format!("{path}/draft"), json!({"definition": definition}));
            assert_eq!(refused.status, 422, "{filter}: {refused}");
            let details = refused["details"].as_object().expect("details");
            assert!(details.keys().any(|key| key.ends_with("transitions[0].condition.must[0].matches.filter")), "{refused}");
        }
    }

    fn the_audit_is_asked_for_with_a_filter(server: &Server) {
        let admin = server.admin();
        let name = unique("audited");
        let uuid = admin.post("groups", json!({"name": name})).expect(201)["uuid"].as_str().unwrap().to_owned();
        admin.put(&format!("groups/{uuid}"), json!({"description": "x"})).expect(200);
        admin.delete(&format!("groups/{uuid}")).expect(200);
        let audit = |query: &str, filter: &str| admin.get(&format!("audit?{query}filter={}", encode(filter))).expect(200);
        let actions = |answer: &Answer| answer.items().iter().map(|e| e["action"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let all = audit("", &format!("object = {uuid} and at > -1h and actor = me"));
        assert_eq!(actions(&all), ["group.delete", "group.update", "group.create"]);
        let first = audit("pageSize=2&", &format!("object = {uuid} and action ^= group."));
        assert_eq!(actions(&first), ["group.delete", "group.update"]);
        let cursor = encode(first["nextCursor"].as_str().expect("a next page"));
        let rest = audit(&format!("cursor={cursor}&"), &format!("object = {uuid} and action ^= group."));
        assert_eq!((actions(&rest), rest["nextCursor"].is_null()), (vec!["group.create".to_owned()], true));
        admin.get(&format!("audit?filter={}", encode("title = x"))).malformed("filter");
        server.person("operator").client.get(&format!("audit?filter={}", encode("seq = 1"))).forbidden();
    }
}
