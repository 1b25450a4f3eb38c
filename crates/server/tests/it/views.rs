//! Saved views: whose they are, who opens them, what they list, and what becomes of them.

use crate::{
    flow::until,
    support::{create, project},
    webhooks::{start, webhook},
};
use testkit::{Answer, Client, Receiver, assert_short_id, assert_time, json, unique};

#[track_caller]
fn made(client: &Client, body: testkit::Value) -> String {
    let mut whole = json!({"name": unique("view")});
    whole.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
    client.post("views", whole).expect(201)["uuid"].as_str().expect("a short id").to_owned()
}

fn names(answer: &Answer) -> Vec<&str> {
    answer.items().iter().map(|view| view["uuid"].as_str().expect("an id")).collect()
}

/// All views that somebody may open.
fn offered(client: &Client) -> Answer {
    client.get("views?pageSize=100").expect(200)
}

on_both_engines! {
    fn a_view_is_made_read_changed_and_taken_away(server: &Server) {
        let person = server.person("user");
        let body = json!({"name": "我的急件", "filter": "assignee = me and priority >= high", "sort": "-dueAt",
            "columns": ["key", "title", "due_at", "key"]});
        let view = person.client.post("views", body).expect(201);
        assert_short_id(&view["uuid"], 8);
        assert_time(&view["createdAt"]);
        let told = ["name", "filter", "sort", "columns", "audience", "sharedWith", "owner", "editable", "filterError", "version"]
            .map(|key| view[key].clone());
        assert_eq!(told, [json!("我的急件"), json!("assignee = me and priority >= high"), json!("-dueAt"),
            json!(["key", "title", "due"]), json!("private"), json!(null), json!(person.username), json!(true), json!(null), json!(1)]);
        let path = format!("views/{}", view["uuid"].as_str().unwrap());
        let read = person.client.get(&path).expect(200);
        assert_eq!(read.json, view.json);
        person.client.request("GET", &path).header("If-None-Match", &read.etag()).send().expect(304);
        let changed = person.client.request("PUT", &path).if_match(&view.etag()).body(json!({"filter": ""})).send().expect(200);
        assert_eq!((&changed["filter"], &changed["name"], &changed["version"]), (&json!(""), &json!("我的急件"), &json!(2)));
        person.client.request("PUT", &path).if_match(&view.etag()).body(json!({"name": "x"})).send().stale();
        person.client.request("DELETE", &path).if_match(&view.etag()).send().stale();
        person.client.delete(&path).expect(200);
        person.client.get(&path).not_found();
        person.client.delete(&path).not_found();
    }

    fn what_no_view_can_be_is_refused_with_its_field(server: &Server) {
        let client = server.person("user").client;
        let refused = client.post("views", json!({"name": "x", "filter": "status = open and"})).invalid("filter");
        assert!(refused.to_string().contains("character 18:"), "{refused}");
        let chinese = client.with("Accept-Language", "zh");
        assert!(chinese.post("views", json!({"name": "x", "filter": "x = 1"})).invalid("filter").to_string().contains('第'));
        for (body, field) in [
            (json!({}), "name"),
            (json!({"name": " "}), "name"),
            (json!({"name": "x", "sort": "title"}), "sort"),
            (json!({"name": "x", "sort": "relevance"}), "sort"),
            (json!({"name": "x", "columns": ["id", "nothing"]}), "columns[1]"),
            (json!({"name": "x", "audience": "world"}), "audience"),
            (json!({"name": "x", "audience": "group"}), "sharedWith"),
            (json!({"name": "x", "audience": "group", "sharedWith": "no such group"}), "sharedWith"),
            (json!({"name": "x", "audience": "project", "sharedWith": "NOWHERE"}), "sharedWith"),
            (json!({"name": "x", "audience": "everyone", "sharedWith": "x"}), "sharedWith"),
            (json!({"name": "x", "sharedWith": "x"}), "audience"),
        ] {
            client.post("views", body).invalid(field);
        }
        client.post("views", json!({"name": 1})).bad_request();
        client.get("tickets?view=nothing1").malformed("view");
    }

    fn a_view_is_opened_by_whom_it_is_shared_with_and_changed_by_its_owner(server: &Server) {
        let (admin, owner, friend, other) = (server.admin(), server.person("user"), server.person("user"), server.person("user"));
        let group = unique("viewers");
        admin.post("groups", json!({"name": group, "members": [owner.username, friend.username]})).expect(201);
        let private = made(&owner.client, json!({}));
        let everyones = made(&owner.client, json!({"audience": "everyone"}));
        let groups = made(&owner.client, json!({"audience": "group", "sharedWith": group}));
        let opens = |client: &Client| {
            let offered = offered(client);
            let ids = names(&offered);
            [&private, &everyones, &groups].map(|id| {
                let status = client.get(&format!("views/{id}")).status;
                assert_eq!(status == 200, ids.contains(&id.as_str()), "{id}");
                assert_eq!(client.get(&format!("tickets?view={id}")).status == 200, status == 200, "{id}");
                status == 200
            })
        };
        assert_eq!(opens(&owner.client), [true, true, true]);
        assert_eq!(opens(&friend.client), [false, true, true]);
        assert_eq!(opens(&other.client), [false, true, false]);
        assert_eq!(opens(&admin), [false, true, true]);
        let shown = friend.client.get(&format!("views/{groups}")).expect(200);
        assert_eq!((&shown["groupName"], &shown["editable"]), (&json!(group), &json!(false)));
        friend.client.put(&format!("views/{groups}"), json!({"name": "x"})).forbidden();
        friend.client.delete(&format!("views/{everyones}")).forbidden();
        friend.client.put(&format!("views/{private}"), json!({"name": "x"})).not_found();
        other.client.post("views", json!({"name": "x", "audience": "group", "sharedWith": group})).invalid("sharedWith");
        admin.put(&format!("views/{groups}"), json!({"name": "mended"})).expect(200);
        let uuid = shown["sharedWith"].as_str().expect("a group").to_owned();
        admin.delete(&format!("groups/{uuid}")).expect(200);
        assert_eq!(owner.client.get(&format!("views/{groups}")).expect(200)["audience"], "private");
        friend.client.get(&format!("views/{groups}")).not_found();
    }

    fn a_view_lists_what_whoever_opens_it_may_see_in_its_order(server: &Server) {
        let (admin, agent) = (server.admin(), server.person("operator"));
        let tag = unique("viewed");
        let low = create(&admin, json!({"tags": [tag], "priority": "low"})).id();
        let mine = create(&admin, json!({"tags": [tag], "priority": "high", "assignee": agent.username})).id();
        let other = create(&admin, json!({"tags": [tag], "priority": "medium"})).id();
        let all = made(&admin, json!({"filter": format!("tags = {tag}"), "sort": "-priority", "audience": "everyone"}));
        let own = made(&admin, json!({"filter": format!("tags = {tag} and assignee = me"), "audience": "everyone"}));
        let list = |client: &Client, query: &str| client.get(&format!("tickets?{query}")).expect(200).ids();
        assert_eq!(list(&admin, &format!("view={all}")), [mine, other, low]);
        assert_eq!(list(&admin, &format!("view={all}&sort=id")), [low, mine, other]);
        assert_eq!(list(&admin, &format!("view={all}&filter=priority%20%3C%20high")), [other, low]);
        assert_eq!(list(&agent.client, &format!("view={own}")), [mine]);
        assert_eq!(list(&admin, &format!("view={own}")), [] as [i64; 0]);
        let page = admin.get(&format!("tickets?view={all}&pageSize=2&cursor=")).expect(200);
        let next = page["nextCursor"].as_str().expect("a next page").to_owned();
        assert_eq!(list(&admin, &format!("view={all}&pageSize=2&cursor={}", testkit::encode(&next))), [low]);
        let customer = server.person("user");
        assert_eq!(list(&customer.client, &format!("view={all}")), [] as [i64; 0]);
    }

    fn a_view_whose_filter_names_what_is_gone_says_so_and_no_other_does(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([{"key": "wing", "name": "Wing", "type": "text"}]));
        let broken = made(&admin, json!({"filter": format!("project = {key} and fields.wing = a"), "audience": "project", "sharedWith": key}));
        let whole = made(&admin, json!({"filter": "status = open"}));
        admin.put(&format!("projects/{key}/fields"), json!({"items": []})).expect(200);
        let shown = admin.get(&format!("views/{broken}")).expect(200);
        assert!(shown["filterError"].as_str().is_some_and(|why| why.contains("fields.wing")), "{shown}");
        let offered = offered(&admin);
        assert!(names(&offered).contains(&broken.as_str()) && names(&offered).contains(&whole.as_str()));
        admin.get(&format!("tickets?view={broken}")).malformed("view");
        admin.get(&format!("tickets?view={whole}")).expect(200);
        // Its name can be changed without its filter.
        admin.put(&format!("views/{broken}"), json!({"name": "still broken"})).expect(200);
        admin.delete(&format!("projects/{key}")).expect(200);
        assert_eq!(admin.get(&format!("views/{broken}")).expect(200)["audience"], "private");
    }
}

mod told {
    use super::*;

    on_both_engines! {
        fn a_webhook_is_told_only_of_tickets_that_meet_its_filter(engine: Engine) {
            let server = start(engine);
            let (admin, receiver) = (server.admin(), Receiver::start());
            let group = unique("told");
            admin.post("groups", json!({"name": group, "members": ["admin"]})).expect(201);
            let filter = format!("priority >= high and (assignee in group({group}) or tags = vip)");
            let hook = webhook(&admin, &receiver, json!({"filter": filter}));
            assert_eq!((&hook["filter"], &hook["filterError"]), (&json!(filter), &json!(null)));
            for body in [
                json!({"title": "no 1"}), json!({"title": "no 2", "priority": "high"}),
                json!({"title": "yes 1", "priority": "critical", "assignee": "admin"}),
                json!({"title": "no 3", "priority": "low", "tags": ["vip"]}),
                json!({"title": "yes 2", "priority": "high", "tags": ["VIP"]}),
            ] {
                create(&admin, body);
            }
            let told = receiver.wait_for(2);
            let mut titles: Vec<String> =
                told.iter().map(|m| m.json()["data"]["ticket"]["title"].as_str().unwrap().to_owned()).collect();
            titles.sort_unstable();
            assert_eq!(titles, ["yes 1", "yes 2"]);
            let path = format!("webhooks/{}", hook["uuid"].as_str().unwrap());
            let log = || admin.get(&format!("{path}/deliveries")).expect(200).items().len();
            until("both are written down", || log() == 2);
            admin.put(&path, json!({"filter": "assignee = me"})).invalid("filter");
            admin.put(&path, json!({"filter": "nothing = 1"})).invalid("filter");
            admin.put(&path, json!({"filter": ""})).expect(200);
            create(&admin, json!({"title": "all"}));
            assert_eq!(receiver.wait_for(3)[2].json()["data"]["ticket"]["title"], "all");
        }
    }
}
