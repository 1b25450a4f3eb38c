//! Workflows as files: exported by name, imported elsewhere, the same again.

use crate::{
    support::project,
    workflow_drafts::{definition, workflow},
};
use testkit::{Value, json, unique};

/// A definition without what is given anew in each workflow.
fn nameless(file: &Value) -> Value {
    let mut file = file.clone();
    for list in ["statuses", "transitions", "fields"] {
        for entry in file[list].as_array_mut().into_iter().flatten() {
            entry.as_object_mut().expect("an object").remove("uuid");
        }
    }
    file
}

on_both_engines! {
    fn what_is_exported_is_imported_elsewhere_and_published(server: &Server) {
        let admin = server.admin();
        let fields = json!([{"key": "room", "name": "Room", "type": "text"}]);
        let from = format!("projects/{}/types/ticket/workflow", project(server, fields));
        let name = unique("crew");
        admin.post("groups", json!({"name": name})).expect(201);
        let mut new = definition(&admin, &from);
        new["transitions"][0]["fields"] = json!([{"field": "fields.room", "required": true}]);
        new["transitions"][0]["condition"] = json!({"must": [{"in_user_domains": {"user_domains": [
            {"user_domain_type": "group", "user_domain_param": name}]}}]});
        admin.put(&format!("{from}/draft"), json!({"definition": new})).expect(200);
        let file = admin.get(&format!("{from}/file?version=draft")).expect(200);
        assert!(file.header("content-disposition").contains("workflow.json"), "{file}");
        assert_eq!((&file["workflow_format"], &file["fields"][0]["key"]), (&json!(1), &json!("room")));
        assert!(file.text.contains(&name), "groups stand by name: {file}");

        let (key, to) = workflow(server);
        let imported = admin.put(&format!("{to}/file"), file.json.clone()).expect(200);
        assert_eq!(imported["missingFields"][0]["key"], "room");
        assert_eq!(admin.get(&format!("projects/{key}/fields")).expect(200)["items"], json!([]));
        // Without the field that a screen asks for, it cannot be published.
        admin.post(&format!("{to}/publish"), ()).error(422, "validation_failed");
        let imported = admin.put(&format!("{to}/file?fields=add"), file.json.clone()).expect(200);
        assert_eq!(imported.etag(), format!("\"v{}\"", imported["draft"]["version"]));
        assert_eq!(admin.get(&format!("projects/{key}/fields")).expect(200)["items"][0]["key"], "room");
        assert_eq!(admin.post(&format!("{to}/publish"), ()).expect(200)["version"], 2);
        let again = admin.get(&format!("{to}/file")).expect(200);
        assert_eq!(nameless(&again.json), nameless(&file.json));
        assert_ne!(again["statuses"], file["statuses"], "ids are not shared between workflows");
        // Into where it came from it changes nothing, its ids neither.
        let back = admin.put(&format!("{from}/file"), file.json.clone()).expect(200);
        assert_eq!(back["draft"]["definition"], admin.get(&format!("{from}/draft")).expect(200)["definition"]);
        assert_eq!(admin.get(&format!("{from}/file?version=draft")).expect(200).json, file.json);
    }

    fn a_file_is_refused_with_the_path_of_every_fault(server: &Server) {
        let admin = server.admin();
        let (_, path) = workflow(server);
        let place = format!("{path}/file");
        let good = admin.get(&place).expect(200).json;
        let with = |change: &dyn Fn(&mut Value)| {
            let mut file = good.clone();
            change(&mut file);
            admin.put(&place, file)
        };
        with(&|file| file["workflow_format"] = json!(2)).invalid("workflow_format");
        with(&|file| file["statuses"][0]["category"] = json!("odd")).invalid("statuses[0].category");
        with(&|file| file["transitions"][3]["to"] = json!("nowhere")).invalid("transitions[3].to");
        with(&|file| file["fields"] = json!([{"key": "Room!", "name": "r", "type": "text"}])).invalid("fields[0].key");
        with(&|file| file["transitions"][0]["condition"] = json!({"must": []})).error(422, "validation_failed");
        admin.put(&place, json!([])).bad_request();
        admin.put(&place, json!({})).error(422, "validation_failed");
        admin.put(&format!("{place}?fields=maybe"), good.clone()).malformed("fields");
        admin.get(&format!("{path}/draft")).not_found();
    }

    fn what_comes_with_the_program_can_be_begun_from(server: &Server) {
        let user = server.person("user");
        let list = user.client.get("workflow-templates").expect(200);
        assert_eq!(list.texts("key"), ["support-desk", "campus-repair", "incident", "development-task", "every-feature"]);
        assert!(list["items"][0]["name"]["zh"].is_string() && list["items"][4]["description"].is_string(), "{list}");
        user.client.get("workflow-templates/nonsense").not_found();
        server.stranger().get("workflow-templates").unauthorized();
        let admin = server.admin();
        let (_, path) = workflow(server);
        // What the last of them runs nobody has until it is made, as lint tells.
        admin.post("functions", json!({"id": "prepare0", "name": "Prepare", "kind": "noop"})).expect(201);
        for key in list.texts("key") {
            let file = user.client.get(&format!("workflow-templates/{key}")).expect(200);
            admin.put(&format!("{path}/file?fields=add"), file.json.clone()).expect(200);
            let found = admin.get(&format!("{path}/lint?version=draft")).expect(200);
            // Of all the fields that were added some are asked for on no screen of the others.
            let codes = found.texts("code");
            assert!(codes.iter().all(|code| *code == "required_field_not_shown"), "{key}: {found}");
        }
    }

    fn statuses_and_fields_are_listed_over_all_projects(server: &Server) {
        let user = server.person("user");
        let key = project(server, json!([{"key": "room", "name": "Room", "type": "text"}]));
        let own = user.client.get(&format!("statuses?project={key}&pageSize=5")).expect(200);
        assert_eq!((&own["total"], own.texts("key")), (&json!(12), vec!["open", "in_progress", "resolved", "closed", "open"]));
        assert_eq!((&own["items"][4]["type"], &own["items"][0]["category"]), (&json!("question"), &json!("new")));
        let all = user.client.get("statuses?pageSize=100").expect(200);
        assert!(all["total"].as_i64() > Some(12), "{all}");
        user.client.get("statuses?project=NOPE").not_found();
        let fields = user.client.get("fields?pageSize=100").expect(200);
        let mine = |f: &&Value| f["project"] == key.as_str();
        let found: Vec<&Value> = fields["items"].as_array().expect("items").iter().filter(mine).collect();
        assert!(fields["total"].as_i64() > Some(100) || found[0]["field"]["key"] == "room", "{fields}");
    }
}
