//! Versions of workflows: publishing, what becomes of the tickets, comparing, and foreseeing all of it.

use crate::{
    support::{create, draft_with, read},
    workflow_drafts::{definition, without, workflow},
};
use testkit::{Client, Value, json, unique};

#[track_caller]
fn publish(client: &Client, path: &str, new: &Value, mapping: Value) -> testkit::Answer {
    client.put(&format!("{path}/draft"), json!({"definition": new})).expect(200);
    client.post(&format!("{path}/publish"), json!({"mapping": mapping}))
}

fn ticket_in(client: &Client, key: &str, status: &str) -> i64 {
    let id = client.post("tickets", draft_with("A ticket", json!({"project": key}))).expect(200).id();
    client.post(&format!("tickets/{id}/transition"), json!({"status": status})).expect(200);
    id
}

on_both_engines! {
    fn a_published_draft_is_in_force_at_once_and_every_version_stays(server: &Server) {
        let admin = server.admin();
        let (key, path) = workflow(server);
        let old = definition(&admin, &path);
        let mut new = old.clone();
        new["statuses"].as_array_mut().expect("statuses").push(json!({
            "key": "waiting", "name": {"zh": "等待", "en": "Waiting"}, "category": "paused"}));
        new["transitions"].as_array_mut().expect("transitions").push(json!({"from": "open", "to": "waiting"}));
        new["transitions"].as_array_mut().expect("transitions").push(json!({"from": "waiting", "to": "closed"}));
        let id = create(&admin, json!({"project": key})).id();
        admin.post(&format!("tickets/{id}/transition"), json!({"status": "waiting"})).error(422, "validation_failed");
        let published = publish(&admin, &path, &new, json!({})).expect(200);
        assert_eq!((&published["version"], &published["moved"]), (&json!(2), &json!([])));
        assert_eq!(published.etag(), "\"v2\"");
        admin.post(&format!("tickets/{id}/transition"), json!({"status": "waiting"})).expect(200);
        admin.get(&format!("{path}/draft")).not_found();
        let versions = admin.get(&format!("{path}/versions")).expect(200);
        assert_eq!((&versions["total"], &versions["items"][0]["version"]), (&json!(2), &json!(2)));
        assert_eq!(versions["items"][1]["publishedBy"], "admin");
        assert_eq!(admin.get(&format!("{path}/versions/1")).expect(200)["definition"], old);
        let found = admin.get(&format!("{path}/compare?from=1&to=2")).expect(200);
        let added = found["items"].as_array().expect("items").iter().filter(|d| d["change"] == "added").count();
        assert_eq!(added, 3, "{found}");
        assert_eq!(found["items"][0]["subject"]["status"]["key"], "waiting");
        let back = admin.with("Accept-Language", "zh").get(&format!("{path}/compare?from=2&to=1")).expect(200);
        assert_eq!(back["items"][0]["change"], "removed");
        assert!(back["items"][0]["text"].as_str().is_some_and(|text| text.contains("等待")), "{back}");
        assert_eq!(admin.get(&format!("{path}/compare?from=2&to=2")).expect(200)["items"], json!([]));
        let entries = admin.get("audit?action=workflow.publish&pageSize=100").expect(200);
        assert!(entries.texts("object").contains(&format!("{key}/ticket").as_str()), "{entries}");
    }

    fn a_draft_without_a_change_is_nothing_to_publish(server: &Server) {
        let admin = server.admin();
        let (_, path) = workflow(server);
        let same = definition(&admin, &path);
        publish(&admin, &path, &same, json!({})).bad_request();
    }

    fn a_draft_of_an_older_version_is_refused_until_it_is_brought_up_to_date(server: &Server) {
        let admin = server.admin();
        let (_, path) = workflow(server);
        let mut new = definition(&admin, &path);
        new["statuses"][0]["name"] = json!("Fresh");
        publish(&admin, &path, &new, json!({})).expect(200);
        new["statuses"][0]["name"] = json!("Newest");
        let place = format!("{path}/draft");
        admin.put(&place, json!({"base": 1, "definition": new})).invalid("base");
        admin.put(&place, json!({"base": 7, "definition": new})).invalid("base");
        let draft = admin.put(&place, json!({"base": 2, "definition": new})).expect(200);
        // A second draft cannot be: it is one, and published once.
        let publish = || admin.request("POST", &format!("{path}/publish")).if_match(&draft.etag()).body(json!({})).send();
        assert_eq!(publish().expect(200)["version"], 3);
        publish().not_found();
    }

    fn of_many_who_publish_one_draft_one_does(server: &Server) {
        let admin = server.admin();
        let (_, path) = workflow(server);
        let mut new = definition(&admin, &path);
        new["statuses"][0]["name"] = json!("Fresh");
        let etag = admin.put(&format!("{path}/draft"), json!({"definition": new})).expect(200).etag();
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let send = |_| {
                let (admin, place, etag) = (admin.clone(), format!("{path}/publish"), etag.clone());
                scope.spawn(move || admin.request("POST", &place).if_match(&etag).body(json!({})).send().status)
            };
            let threads: Vec<_> = (0..8).map(send).collect();
            threads.into_iter().map(|thread| thread.join().expect("a thread")).collect()
        });
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| [200, 404, 412].contains(status)), "{answers:?}");
        assert_eq!(admin.get(&path).expect(200)["version"], 2);
    }

    fn a_publication_is_answered_once_for_one_key(server: &Server) {
        let admin = server.admin();
        let (_, path) = workflow(server);
        let mut new = definition(&admin, &path);
        new["statuses"][0]["name"] = json!("Fresh");
        admin.put(&format!("{path}/draft"), json!({"definition": new})).expect(200);
        let key = unique("publish");
        let send = || admin.request("POST", &format!("{path}/publish")).key(&key).body(json!({})).send().expect(200);
        assert_eq!(send().text, send().text);
        assert_eq!(admin.get(&path).expect(200)["version"], 2);
    }

    fn tickets_in_a_status_that_vanishes_are_named_or_moved_by_steps_of_their_history(server: &Server) {
        let admin = server.admin();
        let (key, path) = workflow(server);
        let ids: Vec<i64> = (0..7).map(|_| ticket_in(&admin, &key, "resolved")).collect();
        let (deleted, elsewhere) = (ids[6], ticket_in(&admin, &key, "in_progress"));
        admin.delete(&format!("tickets/{deleted}")).expect(200);
        let new = without(&admin, &path, "resolved");
        let refused = publish(&admin, &path, &new, json!({})).invalid("mapping.resolved");
        let why = refused["details"]["mapping.resolved"].as_str().expect("a reason");
        assert!(why.contains('6') && why.contains(&format!("{key}-")), "{why}");
        let publish = |mapping: Value| admin.post(&format!("{path}/publish"), json!({"mapping": mapping}));
        publish(json!({"resolved": "nowhere"})).invalid("mapping.resolved");
        publish(json!({"resolved": "closed", "open": "closed"})).invalid("mapping.open");
        publish(json!({"resolved": 7})).malformed("mapping");
        assert_eq!(admin.get(&path).expect(200)["version"], 1, "nothing was published");
        let published = publish(json!({"resolved": "closed"})).expect(200);
        assert_eq!(published["moved"], json!([{"from": "resolved", "to": "closed", "tickets": 6}]));
        for id in &ids[..6] {
            let ticket = read(&admin, *id);
            assert_eq!((&ticket["status"], ticket.version()), (&json!("closed"), 3), "{ticket}");
            let history = admin.get(&format!("tickets/{id}/history")).expect(200);
            let step = history["items"].as_array().expect("items").iter().find(|s| s["changes"][0]["to"] == "closed");
            let step = step.unwrap_or_else(|| panic!("no step in {history}"));
            assert_eq!((&step["actor"], &step["action"]), (&json!("admin"), &json!("transitioned")));
            assert_eq!(step["changes"], json!([{"field": "status", "from": "resolved", "to": "closed"}]));
            assert_eq!(step["workflow"], 2);
        }
        assert_eq!(read(&admin, elsewhere)["status"], "in_progress");
        // What was deleted is not left behind.
        admin.post(&format!("tickets/{deleted}/restore"), ()).expect(200);
        assert_eq!(read(&admin, deleted)["status"], "closed");
        let total = |status: &str| admin.get(&format!("tickets?project={key}&status={status}")).expect(200)["total"].clone();
        assert_eq!((total("resolved"), total("closed")), (json!(0), json!(7)));
    }

    fn more_tickets_than_one_unit_moves_are_all_moved(server: &Server) {
        let admin = server.admin();
        let (key, path) = workflow(server);
        std::thread::scope(|scope| {
            for _ in 0..6 {
                let (admin, key) = (admin.clone(), key.clone());
                scope.spawn(move || (0..45).for_each(|_| { ticket_in(&admin, &key, "resolved"); }));
            }
        });
        let new = without(&admin, &path, "resolved");
        let published = publish(&admin, &path, &new, json!({"resolved": "open"})).expect(200);
        assert_eq!(published["moved"][0]["tickets"], 270);
        let total = |status: &str| admin.get(&format!("tickets?project={key}&status={status}")).expect(200)["total"].clone();
        assert_eq!((total("resolved"), total("open")), (json!(0), json!(270)));
    }

    fn a_status_under_another_key_takes_its_tickets_and_words_along(server: &Server) {
        let admin = server.admin();
        let (key, path) = workflow(server);
        let words = json!([{"surface": "traces", "kind": "status", "key": "resolved", "word": "solved-here"},
            {"surface": "traces", "kind": "status", "key": "closed", "word": "closed-here"}]);
        admin.put(&format!("projects/{key}/vocabulary"), json!({"items": words})).expect(200);
        let id = ticket_in(&admin, &key, "resolved");
        let mut new = definition(&admin, &path);
        new["statuses"][2]["key"] = json!("done");
        for transition in new["transitions"].as_array_mut().expect("transitions") {
            for end in ["from", "to"] {
                if transition[end] == "resolved" {
                    transition[end] = json!("done");
                }
            }
        }
        publish(&admin, &path, &new, json!({})).expect(200);
        assert_eq!(read(&admin, id)["status"], "done");
        // The words belong to every type: the others have the old key still.
        let kept = admin.get(&format!("projects/{key}/vocabulary")).expect(200);
        assert!(kept.texts("word").contains(&"solved-here"), "{kept}");
        admin.put(&format!("projects/{key}/vocabulary"), json!({"items": kept["items"]})).expect(200);
    }

    fn what_lint_calls_an_error_is_not_published(server: &Server) {
        let admin = server.admin();
        let (_, path) = workflow(server);
        let mut new = definition(&admin, &path);
        new["transitions"][0]["fields"] = json!([{"field": "fields.no_such_field", "required": true}]);
        let refused = publish(&admin, &path, &new, json!({})).error(422, "validation_failed");
        let details = refused["details"].as_object().expect("details");
        let (path_of, why) = details.iter().next().expect("a fault");
        assert!(path_of.starts_with("transitions[0].fields[0]"), "{refused}");
        assert!(why.as_str().is_some_and(|why| why.contains("no_such_field")), "{refused}");
        assert_eq!(admin.get(&path).expect(200)["version"], 1);
    }

    fn a_field_that_a_workflow_in_force_needs_is_not_taken_away(server: &Server) {
        let admin = server.admin();
        let (key, path) = workflow(server);
        let fields = format!("projects/{key}/fields");
        let room = json!({"key": "room", "name": "Room", "type": "option", "options": ["a", "b"]});
        admin.put(&fields, json!({"items": [room]})).expect(200);
        let mut new = definition(&admin, &path);
        new["transitions"][0]["fields"] = json!([{"field": "fields.room", "default": "a"}]);
        publish(&admin, &path, &new, json!({})).expect(200);
        let refused = admin.put(&fields, json!({"items": []})).conflict();
        assert!(refused.message().contains("room") && refused.message().contains("ticket"), "{refused}");
        let narrower = json!({"key": "room", "name": "Room", "type": "option", "options": ["b"]});
        admin.put(&fields, json!({"items": [narrower]})).conflict();
        let wider = json!({"key": "room", "name": "Room", "type": "option", "options": ["a", "b", "c"]});
        admin.put(&fields, json!({"items": [wider, {"key": "floor", "name": "Floor", "type": "text"}]})).expect(200);
        admin.put(&fields, json!({"items": [wider]})).expect(200);
    }

    fn a_dry_run_tells_whom_and_what_a_version_would_strand_and_changes_nothing(server: &Server) {
        let admin = server.admin();
        let (operator, member) = (server.person("operator"), server.person("operator"));
        let (key, path) = workflow(server);
        let id = ticket_in(&admin, &key, "resolved");
        let group = admin.post("groups", json!({"name": unique("crew"), "members": [member.username]})).expect(201);
        let mut new = without(&admin, &path, "resolved");
        for transition in new["transitions"].as_array_mut().expect("transitions") {
            if transition["to"] == "closed" {
                transition["condition"] = json!({"must": [{"in_user_domains": {"user_domains": [
                    {"user_domain_type": "group", "user_domain_param": group["uuid"]}]}}]});
            }
        }
        admin.put(&format!("{path}/draft"), json!({"definition": new})).expect(200);
        let run = |mapping: Value| admin.post(&format!("{path}/dry-run"), json!({"mapping": mapping})).expect(200);
        let found = run(json!({}));
        assert_eq!((&found["version"], &found["publishable"]), (&json!(2), &json!(false)));
        assert!(found["reason"].as_str().is_some_and(|why| why.contains("Resolved")), "{found}");
        let leaving = &found["leaving"][0];
        assert_eq!((&leaving["status"], &leaving["tickets"], &leaving["stranded"]), (&json!("resolved"), &json!(1), &json!(true)));
        assert_eq!(leaving["examples"], json!([format!("{key}-{id}")]));
        let lost = found["lost"].as_array().expect("lost").iter().find(|l| l["from"] == "open" && l["to"] == "closed");
        let lost = lost.unwrap_or_else(|| panic!("nothing lost in {found}"));
        let people = lost["people"].as_array().expect("people");
        // So many people may be on this server that not all are named.
        assert!(people.len() == 100 || people.contains(&json!(operator.username)), "{lost}");
        assert!(!people.contains(&json!(member.username)), "{lost}");
        assert!(lost["count"].as_u64() < found["people"].as_u64(), "{found}");
        let mapped = run(json!({"resolved": "in_progress"}));
        assert_eq!((&mapped["publishable"], &mapped["reason"]), (&json!(true), &json!(null)));
        assert_eq!((&mapped["leaving"][0]["to"], &mapped["leaving"][0]["stranded"]), (&json!("in_progress"), &json!(false)));
        assert!(mapped["differences"].as_array().is_some_and(|list| !list.is_empty()), "{mapped}");
        assert_eq!(admin.get(&path).expect(200)["version"], 1);
        assert_eq!(read(&admin, id)["status"], "resolved");
    }

    fn administrators_of_the_project_draw_its_workflows_and_no_other(server: &Server) {
        let admin = server.admin();
        let chief = server.person("user");
        let ((own, path), (_, other)) = (workflow(server), workflow(server));
        admin.put(&format!("projects/{own}"), json!({"administrators": [chief.username]})).expect(200);
        let mut new = definition(&admin, &path);
        new["statuses"][0]["name"] = json!("Fresh");
        let published = publish(&chief.client, &path, &new, json!({})).expect(200);
        assert_eq!(published["version"], 2);
        assert_eq!(admin.get(&path).expect(200)["publishedBy"], chief.username.as_str());
        chief.client.put(&format!("{other}/draft"), json!({"definition": new})).forbidden();
    }
}
