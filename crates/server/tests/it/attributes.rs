//! Attributes of issue types, and the post functions that fill fields from them.

use crate::{
    flow::{drawn, ticket_of, transit, until},
    support::{project, read},
};
use testkit::{Value, json};

fn types(key: &str, attributes: Value) -> Value {
    json!({"items": [{"key": key, "name": "One", "attributes": attributes}]})
}

on_both_engines! {
    fn a_type_says_of_itself_what_it_was_given_until_it_is_given_something_else(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        let path = format!("projects/{key}/types");
        let before = admin.get(&path).expect(200);
        assert_eq!(before["items"][0]["attributes"], json!({}));
        let all = json!({"leader": "li.wei", "回复时限": 4, "rate": 0.5, "on call": true, "crew": ["a", "b"], "none": ""});
        let set = admin.request("PUT", &path).if_match(&before.etag()).body(types("ticket", all.clone())).send().expect(200);
        assert_eq!(set["items"][0]["attributes"], all);
        admin.request("PUT", &path).if_match(&before.etag()).body(types("ticket", json!({}))).send().stale();
        // Left out they stay, and what was read can be written back.
        admin.put(&path, json!({"items": [{"key": "ticket", "name": "Other"}, {"key": "bug", "name": "Bug"}]})).expect(200);
        let now = admin.get(&path).expect(200);
        assert_eq!((&now["items"][0]["attributes"], &now["items"][1]["attributes"]), (&all, &json!({})));
        assert_eq!(now["items"][0]["uuid"], before["items"][0]["uuid"]);
        admin.put(&path, json!({"items": now["items"]})).expect(200);
        assert_eq!(admin.get(&path).expect(200)["items"], now["items"]);
        assert_eq!(admin.get(&format!("projects/{key}")).expect(200)["types"], now["items"]);
        admin.put(&path, types("ticket", json!({"leader": "bob"}))).expect(200);
        assert_eq!(admin.get(&path).expect(200)["items"][0]["attributes"], json!({"leader": "bob"}));
        let audit = admin.get("audit?action=project.types&pageSize=100").expect(200);
        let own = audit.items().iter().find(|entry| entry["object"] == key.as_str()).expect("an entry");
        assert_eq!(own["details"]["attributes"]["ticket"], json!({"leader": "bob"}), "{own}");
    }

    fn bad_attributes_are_refused_each_by_its_path(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        let path = format!("projects/{key}/types");
        let many = Value::Object((0..51).map(|n| (format!("a{n}"), json!(n))).collect());
        for (attributes, at) in [
            (json!({"": 1}), "items[0].attributes."),
            (json!({" a": 1}), "items[0].attributes. a"),
            (json!({"a": null}), "items[0].attributes.a"),
            (json!({"a": "x".repeat(1_001)}), "items[0].attributes.a"),
            (json!({"a": vec!["x"; 51]}), "items[0].attributes.a"),
            (json!({"a": "x\u{0}"}), "items[0].attributes.a"),
            (many, "items[0].attributes"),
        ] {
            admin.put(&path, types("ticket", attributes)).invalid(at);
        }
        for attributes in [json!({"a": {}}), json!({"a": [1]}), json!([]), json!("a"), json!(7)] {
            let refused = admin.put(&path, types("ticket", attributes));
            assert!([400, 422].contains(&refused.status), "{refused}");
        }
        assert_eq!(admin.get(&path).expect(200)["items"][0]["attributes"], json!({}));
        let operator = server.person("operator");
        operator.client.put(&path, types("ticket", json!({"a": 1}))).forbidden();
    }

    fn a_field_is_filled_from_an_attribute_and_a_missing_one_is_told_before_and_after(server: &Server) {
        let (admin, boss) = (server.admin(), server.person("operator"));
        let key = drawn(server, json!([
            {"from": "open", "to": "resolved", "post_functions": [
                {"update_field_value": {"field": "assignee", "value": "leader", "value_type": 1}},
            ]},
            {"from": "resolved", "to": "open"}, {"from": "resolved", "to": "closed"},
        ]));
        let lint = |client: &testkit::Client| {
            let found = client.get(&format!("projects/{key}/types/ticket/workflow/lint")).expect(200);
            let one = |f: &Value| (f["code"].as_str().unwrap().to_owned(), f["why"].as_str().unwrap().to_owned());
            found.items().iter().map(one).collect::<Vec<_>>()
        };
        let found = lint(&admin);
        assert!(found.iter().any(|(code, why)| code == "unknown_attribute" && why.contains("leader")), "{found:?}");
        let id = ticket_of(&admin, &key, json!({}));
        let preview = || admin.post(&format!("tickets/{id}/transition/preview"), json!({"status": "resolved"})).expect(200);
        let foreseen = preview()["effects"][0].clone();
        assert!(foreseen["error"].as_str().is_some_and(|why| why.contains("leader")), "{foreseen}");
        let path = format!("projects/{key}/types");
        let wish = |value: Value| types("ticket", json!({"leader": value}));
        admin.put(&path, wish(json!(7))).expect(200);
        let found = lint(&admin.with("Accept-Language", "zh"));
        assert!(found.iter().any(|(code, why)| code == "post_function_fails" && why.contains("leader")), "{found:?}");
        admin.put(&path, wish(json!(boss.username))).expect(200);
        assert!(lint(&admin).iter().all(|(code, _)| !code.contains("attribute") && !code.contains("fails")));
        let foreseen = preview()["effects"][0].clone();
        assert_eq!(foreseen["changes"], json!([{"field": "assignee", "from": "", "to": boss.username}]), "{foreseen}");
        transit(&admin, id, json!({"status": "resolved"})).expect(200);
        until("the field is filled", || read(&admin, id)["assignee"] == boss.username.as_str());
        assert_eq!(crate::notices::told(&boss.client, id), ["assigned"], "as by whoever took the step");
        let effects = admin.get(&format!("tickets/{id}/effects")).expect(200);
        assert_eq!(effects["items"][0]["state"], "done");
        let project = admin.get(&format!("projects/{key}")).expect(200)["uuid"].clone();
        let member = crate::tasks_support::Member::admin(server);
        let shown = member.get(&format!("project/{}/issue_types", project.as_str().expect("an id"))).expect(200);
        assert_eq!(shown["issue_types"][0]["attributes"], json!({"leader": boss.username}));
    }
}
