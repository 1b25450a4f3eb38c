//! Who leads and manages a project, and who owns the team: kept, changed, and what rules give them.

use crate::support::{draft_with, project};
use testkit::{Server, json};

on_both_engines! {
    fn a_project_keeps_who_leads_and_manages_it(server: &Server) {
        let admin = server.admin();
        let (lead, chief) = (server.person("operator"), server.person("user"));
        let path = format!("projects/{}", project(server, json!([])));
        let made = admin.get(&path).expect(200);
        assert_eq!((&made["lead"], &made["administrators"]), (&json!(""), &json!([])));
        let body = json!({
            "lead": lead.username.to_uppercase(), "administrators": [chief.username, " ", chief.username],
        });
        let changed = admin.put(&path, body).expect(200);
        assert_eq!(changed["lead"], lead.username.as_str(), "in the account's own spelling");
        assert_eq!(changed["administrators"], json!([chief.username]));
        let emptied = admin.put(&path, json!({"lead": ""})).expect(200);
        assert_eq!((&emptied["lead"], &emptied["administrators"]), (&json!(""), &json!([chief.username])));
        admin.put(&path, json!({"lead": "nobody.of.this.name"})).invalid("lead");
        admin.put(&path, json!({"administrators": [chief.username, "nobody.of.this.name"]})).invalid("administrators[1]");
        admin.put(&path, json!({"administrators": vec!["x"; 101]})).invalid("administrators");
        admin.put(&path, json!({"lead": 7})).malformed("lead");
    }

    fn administrators_of_a_project_manage_it_and_no_other(server: &Server) {
        let admin = server.admin();
        let chief = server.person("user");
        let (own, other) = (project(server, json!([])), project(server, json!([])));
        chief.client.put(&format!("projects/{own}"), json!({"description": "n"})).forbidden();
        admin.put(&format!("projects/{own}"), json!({"administrators": [chief.username]})).expect(200);
        chief.client.put(&format!("projects/{own}"), json!({"description": "Mine"})).expect(200);
        chief.client.put(&format!("projects/{own}/fields"), json!({"items": []})).expect(200);
        chief.client.put(&format!("projects/{other}"), json!({"description": "n"})).forbidden();
        chief.client.delete(&format!("projects/{own}")).forbidden();
        admin.put(&format!("projects/{own}"), json!({"administrators": []})).expect(200);
        chief.client.put(&format!("projects/{own}"), json!({"description": "n"})).forbidden();
    }

    fn a_role_in_one_project_holds_there_and_nowhere_else(server: &Server) {
        let admin = server.admin();
        let person = server.person("user");
        let (own, other) = (project(server, json!([])), project(server, json!([])));
        let name = testkit::unique("dispatcher");
        let role = admin.post("roles", json!({"name": name})).expect(201);
        let make = |key: &str| admin.post("tickets", draft_with("Not theirs", json!({"project": key}))).expect(200).id();
        let (here, there) = (make(&own), make(&other));
        // The same rule for every project, and the role in one of them.
        let wish = json!({"permission": "view_tickets", "userDomainType": "role", "userDomainParam": name});
        let allowed = admin.post("permission-rules", wish).expect(201);
        let path = format!("projects/{own}/roles");
        let set = admin.put(&path, json!({"items": [{"role": name, "members": [person.username.to_uppercase()]}]})).expect(200);
        assert_eq!(set["items"], json!([{"role": role["uuid"], "name": name, "members": [person.username]}]));
        assert_eq!(person.client.get(&path).expect(200)["items"], set["items"]);
        person.client.get(&format!("tickets/{here}")).expect(200);
        person.client.get(&format!("tickets/{there}")).not_found();
        assert_eq!(person.client.get(&format!("tickets?project={own},{other}")).expect(200).ids(), [here]);
        assert_eq!(person.client.get(&format!("tickets?project={own}")).expect(200).ids(), [here]);
        assert_eq!(person.client.get(&format!("tickets?project={other}")).expect(200)["total"], 0);
        person.client.put(&path, json!({"items": []})).forbidden();
        admin.put(&path, json!({"items": [{"role": "no such role", "members": []}]})).invalid("items[0].role");
        admin.put(&path, json!({"items": [{"role": name, "members": ["nobody.of.this.name"]}]})).invalid("items[0].members[0]");
        admin.put(&path, json!([])).expect(200);
        person.client.get(&format!("tickets/{here}")).not_found();
        admin.delete(&format!("permission-rules/{}", allowed["uuid"].as_str().expect("an id"))).expect(200);
    }

    fn a_rule_for_those_who_lead_and_manage_follows_who_they_are(server: &Server) {
        let admin = server.admin();
        let (lead, chief) = (server.person("user"), server.person("user"));
        let key = project(server, json!([]));
        let id = admin.post("tickets", draft_with("Not theirs", json!({"project": key}))).expect(200).id();
        for kind in ["project_assign", "project_administrators"] {
            let body = json!({"permission": "view_tickets", "userDomainType": kind, "project": key});
            admin.post("permission-rules", body).expect(201);
        }
        for person in [&lead, &chief] {
            person.client.get(&format!("tickets/{id}")).not_found();
        }
        let people = json!({"lead": lead.username, "administrators": [chief.username]});
        admin.put(&format!("projects/{key}"), people).expect(200);
        for person in [&lead, &chief] {
            person.client.get(&format!("tickets/{id}")).expect(200);
            assert_eq!(person.client.get(&format!("tickets?project={key}")).expect(200).ids(), [id]);
        }
    }
}

mod alone {
    use super::*;

    on_both_engines! {
        fn the_team_belongs_to_its_first_administrator_until_it_is_given_away(engine: Engine) {
            let server = Server::start(crate::GONGDAN, engine);
            let admin = server.admin();
            let team = admin.get("team").expect(200);
            assert_eq!(team["owner"], "admin");
            let heir = server.person("user");
            heir.client.put("team", json!({"name": "n"})).forbidden();
            let given = admin.request("PUT", "team").if_match(&team.etag())
                .body(json!({"name": "校园网络中心", "owner": heir.username})).send().expect(200);
            assert_eq!((&given["name"], &given["owner"]), (&json!("校园网络中心"), &json!(heir.username)));
            assert_eq!(heir.client.get("team").expect(200)["owner"], heir.username.as_str());
            admin.request("PUT", "team").if_match(&team.etag()).body(json!({"name": "late"})).send().stale();
            admin.put("team", json!({"owner": "nobody.of.this.name"})).invalid("owner");
            admin.put("team", json!({"name": " "})).invalid("name");
            admin.put("team", json!({})).bad_request();
            let audit = admin.get("audit?action=team.update").expect(200);
            assert_eq!(audit["items"][0]["actor"], "admin");
        }
    }
}
