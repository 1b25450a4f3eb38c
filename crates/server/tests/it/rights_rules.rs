//! Permission rules: what they give beyond the level, and what they close.

use crate::support::{draft_with, project};
use testkit::{Server, Value, json, unique};

fn rule(server: &Server, permission: &str, kind: &str, param: &Value, project: Option<&str>) -> String {
    let body = json!({"permission": permission, "userDomainType": kind, "userDomainParam": param, "project": project});
    let made = server.admin().post("permission-rules", body).expect(201);
    made["uuid"].as_str().expect("a uuid").to_owned()
}

on_both_engines! {
    fn a_rule_is_made_listed_and_taken_away(server: &Server) {
        let admin = server.admin();
        let person = server.person("user");
        let key = project(server, json!([]));
        let body = json!({
            "permission": "view_tickets", "userDomainType": "single_user", "userDomainParam": person.account["uuid"], "project": key,
        });
        let made = admin.post("permission-rules", body).expect(201);
        for (name, value) in
            [("permission", "view_tickets"), ("userDomainType", "single_user"), ("project", key.as_str())]
        {
            assert_eq!(made[name], value, "{made}");
        }
        assert_eq!(made["userDomainParam"], person.account["uuid"]);
        assert_eq!(made["userDomainName"], format!("user of a test ({})", person.username));
        let uuid = made["uuid"].as_str().expect("a uuid").to_owned();
        let list = admin.get("permission-rules?pageSize=100").expect(200);
        let found = list["items"].as_array().into_iter().flatten().find(|one| one["uuid"] == uuid.as_str());
        assert_eq!(found.map(|one| &one["userDomainName"]), Some(&made["userDomainName"]), "{list}");
        let crew = admin.post("groups", json!({"name": unique("crew")})).expect(201);
        let of_crew = json!({"permission": "comment", "userDomainType": "group", "userDomainParam": crew["uuid"]});
        assert_eq!(admin.post("permission-rules", of_crew).expect(201)["userDomainName"], crew["name"]);
        let of_all = json!({"permission": "comment", "userDomainType": "everyone", "project": key});
        assert_eq!(admin.post("permission-rules", of_all).expect(201)["userDomainName"], "");
        admin.delete(&format!("permission-rules/{uuid}")).expect(200);
        admin.delete(&format!("permission-rules/{uuid}")).not_found();
    }

    fn words_that_no_rule_has_are_refused(server: &Server) {
        let admin = server.admin();
        let make = |permission: Value, kind: Value, param: Value, project: Value| {
            let body = json!({"permission": permission, "userDomainType": kind, "userDomainParam": param, "project": project});
            admin.post("permission-rules", body)
        };
        make(json!("fly"), json!("everyone"), json!(""), json!(null)).error(422, "validation_failed");
        make(json!("comment"), json!("martians"), json!(""), json!(null)).error(422, "validation_failed");
        make(json!("comment"), json!("group"), json!(""), json!(null)).error(422, "validation_failed");
        make(json!("comment"), json!("everyone"), json!(""), json!("NOPE")).error(422, "validation_failed");
        make(json!(7), json!("everyone"), json!(""), json!(null)).malformed("permission");
        admin.post("permission-rules", json!({})).error(422, "validation_failed");
        admin.delete("permission-rules/nonsense").not_found();
    }

    fn a_rule_gives_a_user_what_the_level_does_not_until_it_goes(server: &Server) {
        let person = server.person("user");
        let key = project(server, json!([]));
        let id = server
            .admin()
            .post("tickets", draft_with("Not theirs", json!({"project": key})))
            .expect(200)
            .id();
        let path = format!("tickets/{id}");
        person.client.get(&path).not_found();
        let uuid = rule(server, "view_tickets", "single_user", &person.account["uuid"], Some(&key));
        person.client.get(&path).expect(200);
        assert_eq!(person.client.get(&format!("tickets?project={key}")).expect(200).ids(), [id]);
        person.client.put(&path, json!({"title": "Mine now"})).forbidden();
        person.client.post(&format!("{path}/comments"), json!({"content": "May I?"})).forbidden();
        server.admin().delete(&format!("permission-rules/{uuid}")).expect(200);
        person.client.get(&path).not_found();
        assert_eq!(person.client.get(&format!("tickets?project={key}")).expect(200)["total"], 0);
    }

    fn a_rule_for_a_group_follows_its_members(server: &Server) {
        let person = server.person("user");
        let admin = server.admin();
        let key = project(server, json!([]));
        let id = admin.post("tickets", draft_with("Not theirs", json!({"project": key}))).expect(200).id();
        let group = admin.post("groups", json!({"name": unique("crew")})).expect(201);
        rule(server, "view_tickets", "group", &group["uuid"], Some(&key));
        person.client.get(&format!("tickets/{id}")).not_found();
        let path = format!("groups/{}", group["uuid"].as_str().unwrap());
        admin.put(&path, json!({"members": [person.username]})).expect(200);
        person.client.get(&format!("tickets/{id}")).expect(200);
        admin.put(&path, json!({"members": []})).expect(200);
        person.client.get(&format!("tickets/{id}")).not_found();
    }

    fn a_project_with_a_rule_of_its_own_is_closed_to_other_operators(server: &Server) {
        let (inside, outside) = (server.person("operator"), server.person("operator"));
        let key = project(server, json!([]));
        let id = server
            .admin()
            .post("tickets", draft_with("Confidential", json!({"project": key})))
            .expect(200)
            .id();
        outside.client.get(&format!("tickets/{id}")).expect(200);
        rule(server, "view_tickets", "single_user", &inside.account["uuid"], Some(&key));
        inside.client.get(&format!("tickets/{id}")).expect(200);
        inside.client.put(&format!("tickets/{id}"), json!({"title": "Read it"})).expect(200);
        outside.client.get(&format!("tickets/{id}")).not_found();
        outside.client.put(&format!("tickets/{id}"), json!({"title": "Read it"})).not_found();
        outside.client.delete(&format!("tickets/{id}")).not_found();
        assert_eq!(outside.client.get(&format!("tickets?project={key}")).expect(200)["total"], 0);
        server.admin().get(&format!("tickets/{id}")).expect(200);
    }

    fn only_administrators_see_and_make_rules(server: &Server) {
        for level in ["operator", "user"] {
            let person = server.person(level);
            person.client.get("permission-rules").forbidden();
            let body =
                json!({"permission": "view_tickets", "userDomainType": "everyone", "userDomainParam": ""});
            person.client.post("permission-rules", body).forbidden();
        }
    }

    fn a_permission_to_take_steps_is_none_to_edit(server: &Server) {
        let (admin, person) = (server.admin(), server.person("user"));
        let key = project(server, json!([]));
        let group =
            admin.post("groups", json!({"name": unique("crew"), "members": [person.username]})).expect(201);
        rule(server, "view_tickets", "group", &group["uuid"], Some(&key));
        rule(server, "transit_tasks", "group", &group["uuid"], Some(&key));
        let id = admin.post("tickets", draft_with("As it was", json!({"project": key}))).expect(200).id();
        let path = format!("tickets/{id}");
        person.client.put(&path, json!({"title": "Edited"})).forbidden();
        let list = person.client.get(&format!("{path}/transitions")).expect(200);
        let to = list.json[0]["to"].clone();
        let answer = person
            .client
            .post(&format!("{path}/transition"), json!({"status": to, "fields": {"title": "Edited"}}));
        assert!([200, 403, 422].contains(&answer.status), "{answer}");
        assert_eq!(
            admin.get(&path).expect(200)["title"],
            "As it was",
            "a field that the step does not ask for was edited"
        );
        person.client.post(&format!("{path}/transition"), json!({"status": to})).expect(200);
    }
}
