//! Projects: the four that are there at first, and new ones.

use crate::support::{draft_with, project, project_key};
use testkit::{assert_short_id, json};

on_both_engines! {
    fn four_projects_are_ready_at_first(server: &Server) {
        let admin = server.admin();
        let list = admin.get("projects?pageSize=100").expect(200);
        for key in ["SUP", "NET", "INC", "DEV"] {
            assert!(list.texts("key").contains(&key), "{key} is not in {list}");
            let project = admin.get(&format!("projects/{key}")).expect(200);
            assert_eq!((&project["key"], &project["archived"]), (&json!(key), &json!(false)));
            assert_short_id(&project["uuid"], 16);
            assert!(project["name"].as_str().is_some_and(|name| !name.is_empty()), "{project}");
            assert!(project["types"].as_array().is_some_and(|types| !types.is_empty()), "{project}");
        }
        assert!(list["total"].as_i64().is_some_and(|n| n >= 4), "{list}");
    }

    fn a_project_is_made_used_changed_and_archived(server: &Server) {
        let admin = server.admin();
        let key = project_key();
        let made =
            admin.post("projects", json!({"key": key, "name": "网络", "description": "网络组"})).expect(201);
        assert_eq!(
            (&made["key"], &made["name"], &made["description"]),
            (&json!(key), &json!("网络"), &json!("网络组"))
        );
        assert_short_id(&made["uuid"], 16);
        let path = format!("projects/{key}");
        assert_eq!(admin.get(&path).expect(200)["uuid"], made["uuid"]);
        let ticket =
            admin.post("tickets", draft_with("In a new project", json!({"project": key}))).expect(200);
        assert_eq!(ticket["project"], key.as_str());
        assert_eq!(ticket["key"], format!("{key}-{}", ticket.id()).as_str());
        let changed = admin.put(&path, json!({"name": "网络二"})).expect(200);
        assert_eq!((&changed["name"], &changed["description"]), (&json!("网络二"), &json!("网络组")));
        assert_eq!(admin.put(&path, json!({"archived": true})).expect(200)["archived"], true);
        // What is in an archived project stays readable, and it takes nothing new.
        admin.get(&format!("tickets/{}", ticket.id())).expect(200);
        admin.post("tickets", draft_with("Too late", json!({"project": key}))).refused();
        assert_eq!(admin.put(&path, json!({"archived": false})).expect(200)["archived"], false);
        admin.post("tickets", draft_with("In time again", json!({"project": key}))).expect(200);
    }

    fn a_project_without_tickets_is_taken_away(server: &Server) {
        let admin = server.admin();
        let path = format!("projects/{}", project(server, json!([])));
        admin.delete(&path).expect(200);
        admin.get(&path).not_found();
        admin.delete(&path).not_found();
    }

    fn keys_are_capitals_and_unique(server: &Server) {
        let admin = server.admin();
        let make = |key: &str| admin.post("projects", json!({"key": key, "name": "n"}));
        for bad in ["", "A", "ABCDEFGHIJK", "A-B", "A B", "网络", "1AB", "A\u{0}B", "../X"] {
            make(bad).invalid("key");
        }
        make("SUP").taken("key");
        let key = project_key();
        make(&key).expect(201);
        make(&key).taken("key");
        admin.post("projects", json!({"key": 7, "name": "n"})).malformed("key");
        admin.post("projects", json!({"key": project_key(), "name": " "})).invalid("name");
        admin.post("projects", json!({"key": project_key(), "name": "n".repeat(10_000)})).invalid("name");
    }

    fn an_unknown_project_is_not_found(server: &Server) {
        let admin = server.admin();
        for key in ["NOPE", "%E5%B7%A5", "%00", "a%20b"] {
            admin.get(&format!("projects/{key}")).not_found();
            admin.put(&format!("projects/{key}"), json!({"name": "n"})).not_found();
            admin.delete(&format!("projects/{key}")).not_found();
            admin.get(&format!("projects/{key}/fields")).not_found();
            admin.get(&format!("projects/{key}/types")).not_found();
        }
    }

    fn a_stale_change_is_refused(server: &Server) {
        let admin = server.admin();
        let path = format!("projects/{}", project(server, json!([])));
        let etag = admin.get(&path).expect(200).etag();
        let put = |name: &str| admin.request("PUT", &path).if_match(&etag).body(json!({"name": name})).send();
        put("one").expect(200);
        put("two").stale();
        assert_eq!(admin.get(&path).expect(200)["name"], "one");
    }

    fn only_administrators_change_projects(server: &Server) {
        let (operator, user) = (server.person("operator"), server.person("user"));
        let key = project(server, json!([]));
        for client in [&operator.client, &user.client] {
            client.post("projects", json!({"key": project_key(), "name": "n"})).forbidden();
            client.put(&format!("projects/{key}"), json!({"name": "n"})).forbidden();
            client.delete(&format!("projects/{key}")).forbidden();
            client.put(&format!("projects/{key}/fields"), json!({"items": []})).forbidden();
            client.put(&format!("projects/{key}/types"), json!({"items": []})).forbidden();
        }
        server.admin().get(&format!("projects/{key}")).expect(200);
    }
}
