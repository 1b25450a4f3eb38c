//! Workflows that hold people to them: conditions, screens, what is offered and explained, hours.

use crate::{
    races::at_once,
    support::{create, draft_with, project, read},
};
use std::time::{Duration, Instant};
use testkit::{Answer, Client, Server, Value, json, multipart};

/// A project whose workflow has these transitions between `open`, `in_progress`, `resolved` and `closed`.
#[track_caller]
pub(crate) fn drawn(server: &Server, transitions: Value) -> String {
    let (admin, key) = (server.admin(), project(server, json!([])));
    let path = format!("projects/{key}/types/ticket/workflow");
    let mut definition = admin.get(&path).expect(200)["definition"].clone();
    definition["transitions"] = transitions;
    admin.put(&format!("{path}/draft"), json!({"definition": definition})).expect(200);
    admin.post(&format!("{path}/publish"), json!({})).expect(200);
    key
}

/// A ticket of that project.
#[track_caller]
pub(crate) fn ticket_of(client: &Client, key: &str, extra: Value) -> i64 {
    let mut keys = extra;
    keys["project"] = json!(key);
    create(client, keys).id()
}

pub(crate) fn transit(client: &Client, id: i64, body: Value) -> Answer {
    client.post(&format!("tickets/{id}/transition"), body)
}

/// Asks again until it is so; for what the server does of itself.
#[track_caller]
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_mins(1);
    while !is_so() {
        assert!(Instant::now() < end, "in vain: {what}");
        std::thread::yield_now();
    }
}

/// The domain of a kind without a parameter.
pub(crate) fn domain(kind: &str) -> Value {
    json!([{"user_domain_type": kind, "user_domain_param": ""}])
}

/// The domain of one person.
pub(crate) fn person(who: &testkit::Person) -> Value {
    json!({"user_domain_type": "single_user", "user_domain_param": who.account["uuid"]})
}

/// The steps of a ticket's history.
pub(crate) fn history(client: &Client, id: i64) -> Vec<Value> {
    client.get(&format!("tickets/{id}/history")).expect(200).items().to_vec()
}

on_both_engines! {
    fn a_condition_lets_through_whom_it_names_and_tells_others_why_leaf_by_leaf(server: &Server) {
        let (admin, worker, other) = (server.admin(), server.person("operator"), server.person("operator"));
        let key = drawn(server, json!([{
            "name": {"zh": "开始", "en": "Begin"}, "from": "open", "to": "in_progress",
            "condition": {"must": [
                {"in_user_domains": {"user_domains": domain("task_assign")}},
                {"must_not": [{"field_empty": {"field": "category"}}]},
            ]},
        }]));
        let id = ticket_of(&admin, &key, json!({"assignee": worker.username}));
        let refused = transit(&other.client, id, json!({"status": "in_progress"})).forbidden();
        assert!(refused.message().contains(&worker.username), "who may is not named: {refused}");
        let details = refused["details"].as_object().expect("details");
        assert_eq!(details.len(), 2, "{refused}");
        assert!(details["must[0].in_user_domains"].as_str().is_some_and(|why| why.starts_with("not so")));
        assert!(details["must[1].must_not[0].field_empty"].as_str().is_some_and(|why| why.starts_with("not so")));
        let chinese = other.client.with("Accept-Language", "zh");
        let refused = transit(&chinese, id, json!({"status": "in_progress"})).forbidden();
        assert!(refused.message().contains("条件") && refused.message().contains(&worker.username), "{refused}");
        let offers = other.client.get(&format!("tickets/{id}/transitions")).expect(200);
        let offer = &offers.json[0];
        assert_eq!((&offer["allowed"], &offer["explanation"]["holds"]), (&json!(false), &json!(false)), "{offer}");
        assert_eq!(offer["explanation"]["parts"][0]["what"], "in_user_domains");
        assert_eq!((&offer["explanation"]["parts"][0]["holds"], &offer["explanation"]["parts"][1]["holds"]), (&json!(false), &json!(true)));
        assert!(offer["reason"].as_str().is_some_and(|why| why.contains(&worker.username)), "{offer}");
        assert_eq!(read(&admin, id)["status"], "open");
        let offers = worker.client.get(&format!("tickets/{id}/transitions")).expect(200);
        assert_eq!((&offers.json[0]["allowed"], &offers.json[0]["explanation"]["holds"]), (&json!(true), &json!(true)));
        assert_eq!(transit(&worker.client, id, json!({"status": "in_progress"})).expect(200)["status"], "in_progress");
    }

    fn of_several_ways_each_takes_the_first_that_they_may(server: &Server) {
        let (admin, worker, other) = (server.admin(), server.person("operator"), server.person("operator"));
        let key = drawn(server, json!([
            {"name": {"zh": "一", "en": "One"}, "from": "open", "to": "in_progress",
             "condition": {"must": [{"in_user_domains": {"user_domains": domain("task_assign")}}]}},
            {"name": {"zh": "二", "en": "Two"}, "from": "open", "to": "in_progress"},
        ]));
        for (who, name) in [(&worker, "One"), (&other, "Two")] {
            let id = ticket_of(&admin, &key, json!({"assignee": worker.username}));
            let offers = admin.get(&format!("tickets/{id}/transitions")).expect(200);
            let wanted = offers.json.as_array().unwrap().iter().find(|o| o["name"] == name).expect("an offer")["id"].clone();
            transit(&who.client, id, json!({"status": "in_progress"})).expect(200);
            assert_eq!(history(&admin, id)[1]["transition"], wanted, "{name}");
        }
        let id = ticket_of(&admin, &key, json!({"assignee": worker.username}));
        transit(&other.client, id, json!({"status": "in_progress", "transition": "One"})).forbidden();
    }

    fn a_parent_waits_for_its_children_and_for_a_word(server: &Server) {
        let admin = server.admin();
        let key = drawn(server, json!([
            {"from": "open", "to": "in_progress"},
            {"from": "in_progress", "to": "closed", "condition": {"must": [
                {"all_subtasks_closed": {}}, {"has_comment_since_status": {}},
            ]}},
            {"from": "open", "to": "closed"},
        ]));
        let (parent, child) = (ticket_of(&admin, &key, json!({})), ticket_of(&admin, &key, json!({})));
        admin.post(&format!("tickets/{parent}/links"), json!({"kind": "parent_of", "ticket": child})).expect(201);
        admin.post(&format!("tickets/{parent}/comments"), json!({"content": "Too early"})).expect(200);
        transit(&admin, parent, json!({"status": "in_progress", "note": "Its own word"})).expect(200);
        let refused = transit(&admin, parent, json!({"status": "closed"})).forbidden();
        assert!(refused.message().contains(&format!("{key}-{child}")), "the open child is not named: {refused}");
        transit(&admin, child, json!({"status": "closed"})).expect(200);
        transit(&admin, parent, json!({"status": "closed"})).forbidden();
        admin.post(&format!("tickets/{parent}/comments"), json!({"content": "Now"})).expect(200);
        transit(&admin, parent, json!({"status": "closed"})).expect(200);
    }

    fn of_twenty_who_race_for_one_transition_one_wins_and_nineteen_are_told_the_state(server: &Server) {
        let clients = vec![server.admin(); 20];
        let key = drawn(server, json!([{"name": {"zh": "领取", "en": "Take"}, "from": "open", "to": "in_progress"}]));
        let id = ticket_of(&clients[0], &key, json!({}));
        let answers = at_once(&clients, |n, client| {
            transit(client, id, json!({"transition": "Take", "status": "in_progress", "note": format!("{n}")}))
        });
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        for answer in answers.into_iter().filter(|answer| answer.status != 200) {
            assert!(answer.conflict().message().contains("in_progress"));
        }
        let now = read(&clients[0], id);
        assert_eq!((now.version(), now["comments"].as_array().map(Vec::len)), (2, Some(1)), "a loser left something");
    }

    fn a_screen_asks_for_a_comment_hours_files_and_fields_and_keeps_them(server: &Server) {
        let (admin, worker) = (server.admin(), server.person("operator"));
        let key = drawn(server, json!([{
            "name": {"zh": "完成", "en": "Finish"}, "from": "open", "to": "closed",
            "fields": [
                {"field": "tf-comment", "required": true}, {"field": "tf-manhour", "required": true},
                {"field": "tf-resource", "required": true}, {"field": "assignee", "required": true},
                {"field": "priority", "default": "low"},
            ],
        }]));
        let id = ticket_of(&admin, &key, json!({"priority": "high"}));
        let asked = admin.get(&format!("tickets/{id}/transitions")).expect(200);
        assert_eq!(asked.json[0]["fields"][0]["field"], "tf-comment");
        assert_eq!(asked.json[0]["fields"][4]["default"], "low");
        let refused = transit(&worker.client, id, json!({"status": "closed"}));
        for field in ["tf-comment", "tf-manhour", "tf-resource", "assignee"] {
            assert!(refused["details"][field].is_string(), "{field} is not named: {refused}");
        }
        assert_eq!(refused.status, 422);
        let form = multipart("file", "proof.txt", "text/plain", b"proof");
        let file = worker.client.post(&format!("tickets/{id}/attachments"), form).expect(201).id();
        let other = crate::support::ticket(&admin);
        let form = multipart("file", "else.txt", "text/plain", b"else");
        let elsewhere = admin.post(&format!("tickets/{other}/attachments"), form).expect(201).id();
        let whole = |file: i64, hours: Value| json!({
            "status": "closed", "note": "Done", "fields": {"assignee": worker.username},
            "worklog": {"hours": hours, "note": "On site"}, "attachments": [file],
        });
        transit(&worker.client, id, whole(elsewhere, json!(1.5))).invalid("attachments");
        for hours in [json!(0), json!(-1), json!(0.000_001), json!(1e9)] {
            transit(&worker.client, id, whole(file, hours)).invalid("worklog.hours");
        }
        assert_eq!(read(&admin, id).version(), 2, "a refused step left something");
        let foreseen = worker.client.post(&format!("tickets/{id}/transition/preview"), whole(file, json!(1.5))).expect(200);
        assert_eq!((&foreseen["allowed"], &foreseen["to"]), (&json!(true), &json!("closed")), "{foreseen}");
        assert!(foreseen["changes"].as_array().unwrap().contains(&json!({"field": "priority", "from": "high", "to": "low"})));
        assert_eq!(read(&admin, id).version(), 2, "a dry run left something");
        let done = transit(&worker.client, id, whole(file, json!(1.5))).expect(200);
        assert_eq!((&done["priority"], &done["assignee"]), (&json!("low"), &json!(worker.username)));
        let logs = admin.get(&format!("tickets/{id}/worklogs")).expect(200);
        assert_eq!((&logs["hours"], &logs["items"][0]["username"]), (&json!(1.5), &json!(worker.username)));
        assert_eq!(logs["items"][0]["note"], "On site");
        let step = history(&admin, id).pop().expect("a step");
        assert_eq!((&step["action"], &step["note"]), (&json!("transitioned"), &json!("Done")));
        assert_eq!((&step["worklog"]["hours"], &step["files"]), (&json!(1.5), &json!([file])));
        crate::races::assert_whole(&admin, id);
        crate::ops_verify::assert_sound(server);
    }

    fn hours_are_written_down_exactly_and_for_others_by_who_may_edit(server: &Server) {
        let (admin, worker, user) = (server.admin(), server.person("operator"), server.person("user"));
        let id = create(&admin, json!({"watchers": [user.username]})).id();
        let path = format!("tickets/{id}/worklogs");
        for hours in [json!(0.1), json!(0.2), json!(0.00001)] {
            worker.client.post(&path, json!({"hours": hours})).expect(201);
        }
        user.client.post(&path, json!({"hours": 1, "username": worker.username})).forbidden();
        // Nor does who may edit a ticket because it is their own.
        let own = format!("tickets/{}/worklogs", create(&user.client, json!({})).id());
        user.client.post(&own, json!({"hours": 1})).expect(201);
        user.client.post(&own, json!({"hours": 1, "username": worker.username})).forbidden();
        admin.post(&path, json!({"hours": 1, "username": "nobody.of.this.name"})).invalid("worklog.username");
        admin.post(&path, json!({"hours": 1, "startedAt": "noon"})).invalid("worklog.startedAt");
        let made = admin.post(&path, json!({"hours": 2, "username": worker.username, "startedAt": "2026-11-20T08:00:00Z"}));
        let made = made.expect(201);
        assert_eq!((&made["username"], &made["author"]), (&json!(worker.username), &json!("admin")));
        assert_eq!(admin.get(&path).expect(200)["hours"], 2.30001);
        server.person("user").client.get(&path).not_found();
        assert_eq!(history(&admin, id).pop().expect("a step")["action"], "logged");
        crate::races::assert_whole(&admin, id);
        crate::ops_verify::assert_sound(server);
    }

    fn what_would_come_of_a_step_is_told_and_nothing_comes_of_it(server: &Server) {
        let (admin, boss) = (server.admin(), server.person("user"));
        let key = drawn(server, json!([{
            "name": {"zh": "发布", "en": "Release"}, "from": "open", "to": "closed",
            "approval": {"approvers": [person(&boss)], "rule": "all"},
            "post_functions": [
                {"update_field_value": {"field": "assignee", "variable": "self"}},
                {"add_comment": {"text": "Released"}},
            ],
        }]));
        let id = ticket_of(&admin, &key, json!({}));
        let path = format!("tickets/{id}/transition/preview");
        let foreseen = admin.post(&path, json!({"status": "closed"})).expect(200);
        assert_eq!(foreseen["approvers"], json!([boss.username]));
        assert!(foreseen["approval"].is_string(), "{foreseen}");
        assert_eq!(foreseen["effects"][0]["changes"], json!([{"field": "assignee", "from": "", "to": "admin"}]));
        assert_eq!(foreseen["effects"][1]["function"], "add_comment");
        admin.post(&path, json!({"status": "resolved"})).conflict();
        admin.post(&path, json!({"status": "nonsense"})).invalid("status");
        assert_eq!(read(&admin, id).version(), 1);
        let here = admin.post(&path, json!({"status": "open"})).expect(200);
        assert_eq!((&here["allowed"], &here["effects"]), (&json!(true), &json!([])));
    }

    fn a_transition_by_its_id_needs_no_status(server: &Server) {
        let admin = server.admin();
        let id = admin.post("tickets", draft_with("By id", json!({}))).expect(200).id();
        let offers = admin.get(&format!("tickets/{id}/transitions")).expect(200);
        let moved = transit(&admin, id, json!({"transition": offers.json[0]["id"]})).expect(200);
        assert_eq!(moved["status"], offers.json[0]["to"]);
    }
}
