//! Drafts of workflows: begun, changed by more than one person, given up; and what is said of them.

use crate::support::{draft_with, project};
use testkit::{Client, Server, Value, json};

/// A project of its own; where its first type's workflow is.
pub(crate) fn workflow(server: &Server) -> (String, String) {
    let key = project(server, json!([]));
    let path = format!("projects/{key}/types/ticket/workflow");
    (key, path)
}

/// What is in force.
#[track_caller]
pub(crate) fn definition(client: &Client, path: &str) -> Value {
    client.get(path).expect(200)["definition"].clone()
}

/// The definition in force without a status and the transitions at it.
#[track_caller]
pub(crate) fn without(client: &Client, path: &str, status: &str) -> Value {
    let mut definition = definition(client, path);
    let keep = |list: &mut Value, wanted: &dyn Fn(&Value) -> bool| {
        list.as_array_mut().expect("a list").retain(wanted);
    };
    keep(&mut definition["statuses"], &|s| s["key"] != status);
    keep(&mut definition["transitions"], &|t| t["from"] != status && t["to"] != status);
    definition
}

on_both_engines! {
    fn everybody_who_is_let_in_reads_what_is_in_force(server: &Server) {
        let (key, path) = workflow(server);
        let user = server.person("user");
        let found = user.client.get(&path).expect(200);
        assert_eq!((&found["project"], &found["type"], &found["version"]), (&json!(key), &json!("ticket"), &json!(1)));
        assert_eq!((&found["publishedBy"], &found["draft"]), (&json!("admin"), &json!(null)));
        assert_eq!(found["definition"]["statuses"][0]["key"], "open");
        assert_eq!(found["definition"]["transitions"].as_array().map(Vec::len), Some(12));
        assert_eq!(found.etag(), "\"v1\"");
        assert_eq!(user.client.get(&path.to_lowercase().replace("ticket", "TICKET")).expect(200)["type"], "ticket");
        for part in ["draft", "file"] {
            user.client.get(&format!("{path}/{part}")).forbidden();
        }
        user.client.put(&format!("{path}/draft"), json!({"definition": found["definition"]})).forbidden();
        user.client.post(&format!("{path}/publish"), json!({})).forbidden();
        user.client.post(&format!("{path}/dry-run"), ()).forbidden();
        user.client.post(&format!("{path}/lint"), json!({"definition": found["definition"]})).forbidden();
        server.stranger().get(&path).unauthorized();
    }

    fn any_version_of_a_draft_is_one_that_is_there(server: &Server) {
        let (_, path) = workflow(server);
        let (admin, other) = (server.admin(), server.person("admin"));
        let draft = format!("{path}/draft");
        let wish = json!({"definition": definition(&admin, &path)});
        admin.request("PUT", &draft).if_match("*").body(wish.clone()).send().stale();
        other.client.put(&draft, wish.clone()).expect(200);
        admin.put(&draft, wish.clone()).conflict();
        admin.request("PUT", &draft).if_match("*").body(wish.clone()).send().expect(200);
        admin.request("DELETE", &draft).if_match("*").send().expect(200);
        admin.request("PUT", &draft).if_match("*").body(wish).send().stale();
    }

    fn a_definition_in_which_a_key_stands_twice_is_refused_by_its_path(server: &Server) {
        let (_, path) = workflow(server);
        let admin = server.admin();
        let twice = r#"{"statuses": [{"key": "a", "category": "new", "key": "b"}], "transitions": []}"#;
        let send = |method: &str, path: &str, body: &str| admin.request(method, path).json_text(body).send();
        send("PUT", &format!("{path}/draft"), &format!(r#"{{"definition": {twice}}}"#)).malformed("definition.statuses[0].key");
        send("POST", &format!("{path}/lint"), &format!(r#"{{"definition": {twice}}}"#)).malformed("definition.statuses[0].key");
        let file = twice.replacen('{', r#"{"workflow_format": 1, "name": "x", "#, 1);
        send("PUT", &format!("{path}/file"), &file).malformed("statuses[0].key");
        admin.get(&format!("{path}/draft")).not_found();
    }

    fn what_is_not_there_is_not_found(server: &Server) {
        let admin = server.admin();
        let (key, path) = workflow(server);
        for part in ["", "/draft", "/versions", "/lint", "/compare", "/file"] {
            admin.get(&format!("projects/NOPE/types/ticket/workflow{part}")).not_found();
            admin.get(&format!("projects/{key}/types/nonsense/workflow{part}")).not_found();
        }
        admin.get(&format!("{path}/draft")).not_found();
        admin.delete(&format!("{path}/draft")).not_found();
        admin.post(&format!("{path}/publish"), ()).not_found();
        admin.post(&format!("{path}/dry-run"), ()).not_found();
        for version in ["0", "2", "-1", "x", "99999999999999999999"] {
            admin.get(&format!("{path}/versions/{version}")).not_found();
        }
        admin.get(&format!("{path}/lint?version=x")).malformed("version");
        admin.get(&format!("{path}/compare?from=x")).malformed("from");
        admin.get(&format!("{path}/compare?from=7")).not_found();
    }

    fn a_draft_is_begun_changed_and_given_up_without_touching_what_is_in_force(server: &Server) {
        let admin = server.admin();
        let (key, path) = workflow(server);
        let place = format!("{path}/draft");
        let body = json!({"definition": without(&admin, &path, "resolved")});
        let begun = admin.put(&place, body).expect(200);
        assert_eq!((&begun["version"], &begun["base"], &begun["inForce"]), (&json!(1), &json!(1), &json!(1)));
        assert_eq!((begun.etag().as_str(), &begun["updatedBy"]), ("\"v1\"", &json!("admin")));
        assert_eq!(admin.get(&place).expect(200)["definition"], begun["definition"]);
        assert_eq!(admin.get(&path).expect(200)["draft"]["version"], 1);
        assert_eq!(definition(&admin, &path)["statuses"].as_array().map(Vec::len), Some(4));
        let ticket = admin.post("tickets", draft_with("Still the old way", json!({"project": key}))).expect(200).id();
        admin.post(&format!("tickets/{ticket}/transition"), json!({"status": "resolved"})).expect(200);
        let changed = admin.put(&place, json!({"definition": definition(&admin, &path)})).expect(200);
        assert_eq!(changed["version"], 2);
        admin.delete(&place).expect(200);
        admin.get(&place).not_found();
        assert_eq!(admin.get(&path).expect(200)["draft"], json!(null));
        // No version of a draft comes twice: who still has the old one in hand cannot take this one for it.
        let again = admin.put(&place, json!({"definition": definition(&admin, &path)})).expect(200);
        assert_eq!(again["version"], 4);
        let done: Vec<String> = ["begin", "change", "discard"].map(|word| format!("workflow.draft.{word}")).to_vec();
        for action in done {
            let entries = admin.get(&format!("audit?action={action}&pageSize=100")).expect(200);
            assert!(entries.texts("object").contains(&format!("{key}/ticket").as_str()), "{action}: {entries}");
        }
    }

    fn nobody_overwrites_what_they_have_not_seen(server: &Server) {
        let admin = server.admin();
        let other = server.person("admin");
        let (_, path) = workflow(server);
        let place = format!("{path}/draft");
        let body = json!({"definition": definition(&admin, &path)});
        let first = admin.put(&place, body.clone()).expect(200);
        // Somebody who did not look is told whose draft it is.
        let refused = other.client.put(&place, body.clone()).conflict();
        assert!(refused.message().contains("admin") && refused.message().contains("v1"), "{refused}");
        other.client.delete(&place).conflict();
        other.client.post(&format!("{path}/publish"), ()).conflict();
        let put = |client: &Client, etag: &str| client.request("PUT", &place).if_match(etag).body(body.clone()).send();
        let second = put(&other.client, &first.etag()).expect(200);
        put(&admin, &first.etag()).stale();
        admin.request("DELETE", &place).if_match(&first.etag()).send().stale();
        // The draft is theirs now.
        admin.put(&place, body.clone()).conflict();
        put(&admin, &second.etag()).expect(200);
    }

    fn of_many_who_change_one_draft_one_wins(server: &Server) {
        let admin = server.admin();
        let (_, path) = workflow(server);
        let place = format!("{path}/draft");
        let definition = definition(&admin, &path);
        let etag = admin.put(&place, json!({"definition": definition})).expect(200).etag();
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let send = |i: usize| {
                let (admin, place, etag) = (admin.clone(), place.clone(), etag.clone());
                let mut mine = definition.clone();
                mine["statuses"][0]["name"] = json!(format!("Open {i}"));
                scope.spawn(move || {
                    admin.request("PUT", &place).if_match(&etag).body(json!({"definition": mine})).send().status
                })
            };
            let threads: Vec<_> = (0..10).map(send).collect();
            threads.into_iter().map(|thread| thread.join().expect("a thread")).collect()
        });
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 412).count(), 9, "{answers:?}");
    }

    fn ids_are_given_kept_and_never_taken_from_elsewhere(server: &Server) {
        let admin = server.admin();
        let (_, path) = workflow(server);
        let place = format!("{path}/draft");
        let old = definition(&admin, &path);
        let mut new = old.clone();
        for status in new["statuses"].as_array_mut().expect("statuses") {
            status.as_object_mut().expect("a status").remove("uuid");
        }
        new["statuses"].as_array_mut().expect("statuses").push(json!({
            "key": "waiting", "name": "Waiting", "category": "paused", "uuid": "ZZZZZZZZ"}));
        new["transitions"].as_array_mut().expect("transitions").push(json!({"from": "*", "to": "waiting"}));
        new["transitions"].as_array_mut().expect("transitions").push(json!({"from": "waiting", "to": "open"}));
        let draft = admin.put(&place, json!({"definition": new})).expect(200)["definition"].clone();
        for i in 0..4 {
            assert_eq!(draft["statuses"][i]["uuid"], old["statuses"][i]["uuid"], "status {i}");
        }
        let uuid = draft["statuses"][4]["uuid"].as_str().expect("an id").to_owned();
        assert!(uuid.len() == 8 && uuid != "ZZZZZZZZ", "{uuid}");
        // What was given once stays.
        let again = admin.put(&place, json!({"definition": draft})).expect(200);
        assert_eq!(again["definition"], draft);
    }

    fn people_and_groups_may_stand_by_name_and_are_told_by_name(server: &Server) {
        let admin = server.admin();
        let person = server.person("user");
        admin.put(&format!("users/{}", person.username), json!({"nickname": "李伟"})).expect(200);
        let (_, path) = workflow(server);
        let name = testkit::unique("crew");
        let group = admin.post("groups", json!({"name": name})).expect(201);
        let mut new = definition(&admin, &path);
        let domains = |param: &str| json!({"must": [{"in_user_domains": {"user_domains": [
            {"user_domain_type": "group", "user_domain_param": param},
            {"user_domain_type": "single_user", "user_domain_param": person.username}]}}]});
        new["transitions"][0]["condition"] = domains(&name);
        let draft = admin.put(&format!("{path}/draft"), json!({"definition": new})).expect(200);
        let kept = &draft["definition"]["transitions"][0]["condition"]["must"][0]["in_user_domains"]["user_domains"];
        assert_eq!(kept[0]["user_domain_param"], group["uuid"]);
        assert_eq!(kept[1]["user_domain_param"], person.account["uuid"]);
        let uuid = group["uuid"].as_str().expect("an id");
        assert_eq!(draft["names"][uuid], name.as_str());
        let theirs = person.account["uuid"].as_str().expect("an id");
        assert_eq!(draft["names"][theirs], format!("李伟 ({})", person.username));
        new["transitions"][0]["condition"] = domains("No such crew");
        let refused = admin.put(&format!("{path}/draft"), json!({"definition": new})).error(422, "validation_failed");
        assert!(refused["details"]["transitions[0].condition"].is_string(), "{refused}");
    }

    fn lint_tells_what_is_strange_with_a_code_and_a_fix_in_both_languages(server: &Server) {
        let admin = server.admin();
        let (_, path) = workflow(server);
        assert_eq!(admin.get(&format!("{path}/lint")).expect(200)["items"], json!([]));
        let mut new = definition(&admin, &path);
        new["transitions"].as_array_mut().expect("transitions").retain(|t| t["to"] != "resolved");
        let body = json!({"definition": new});
        let found = admin.post(&format!("{path}/lint"), body.clone()).expect(200);
        let first = &found["items"][0];
        assert_eq!((&first["code"], &first["severity"]), (&json!("unreachable_status"), &json!("warning")));
        assert_eq!((&first["path"], &first["place"]), (&json!("statuses[2]"), &json!({"status": "resolved"})));
        assert!(first["why"].as_str().is_some_and(|why| why.contains("Resolved")), "{found}");
        assert!(first["fix"].as_str().is_some_and(|fix| !fix.is_empty()), "{found}");
        let zh = admin.with("Accept-Language", "zh").post(&format!("{path}/lint"), body.clone()).expect(200);
        assert!(zh["items"][0]["why"].as_str().is_some_and(|why| why.contains("已解决")), "{zh}");
        // Nothing was kept of it; a draft is linted as a draft.
        admin.get(&format!("{path}/lint?version=draft")).not_found();
        admin.put(&format!("{path}/draft"), body).expect(200);
        assert_eq!(admin.get(&format!("{path}/lint?version=draft")).expect(200)["items"][0], *first);
        assert_eq!(admin.get(&format!("{path}/lint?version=1")).expect(200)["items"], json!([]));
    }
}
