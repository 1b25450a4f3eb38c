//! The same done to many tickets: as a job, one by one, to be looked at and undone.

use crate::support::{create, project, read, ticket};
use std::time::{Duration, Instant};
use testkit::{Answer, Client, Server, Value, json, unique};

/// Waits until a job is over, and gives what came of it.
#[track_caller]
fn over(client: &Client, started: &Answer) -> Answer {
    let job = started["jobId"].as_str().unwrap_or_else(|| panic!("no job in {started}"));
    let until = Instant::now() + Duration::from_mins(1);
    loop {
        // The answer comes when the job is over, or says that it is not yet.
        client.get(&format!("jobs/{job}/stream?wait=20")).expect(200);
        let report = client.get(&format!("tickets/bulk/{job}?pageSize=100")).expect(200);
        if !["pending", "running"].contains(&report["state"].as_str().unwrap_or_default()) {
            return report;
        }
        assert!(Instant::now() < until, "the job does not end: {report}");
    }
}

#[track_caller]
fn bulk(client: &Client, wish: Value) -> Answer {
    over(client, &client.post("tickets/bulk", wish).expect(202))
}

fn undo(client: &Client, report: &Answer) -> Answer {
    let job = report["jobId"].as_str().expect("a job");
    over(client, &client.post(&format!("tickets/bulk/{job}/undo"), ()).expect(202))
}

#[track_caller]
fn outcome(report: &Answer, ticket: i64) -> &Value {
    let named = ticket.to_string();
    let item = report.items().iter().find(|item| item["ticket"].as_str() == Some(&named));
    item.unwrap_or_else(|| panic!("nothing of {ticket} in {report}"))
}

on_both_engines! {
    fn many_tickets_are_changed_as_if_each_had_been_asked_for_alone(server: &Server) {
        let person = server.person("operator");
        let client = &person.client;
        let ids: Vec<i64> = (0..5).map(|_| ticket(client)).collect();
        let assigned = bulk(client, json!({"ids": ids, "action": "assign", "assignee": person.username}));
        assert_eq!((&assigned["state"], &assigned["summary"]["done"]), (&json!("succeeded"), &json!(5)));
        let change = json!([{"field": "assignee", "from": "", "to": person.username}]);
        assert_eq!(outcome(&assigned, ids[0])["changes"], change);
        let steps = client.get(&format!("tickets/{}/history", ids[0])).expect(200);
        let last = steps.items().last().expect("a step");
        assert_eq!((&last["actor"], &last["action"]), (&json!(person.username), &json!("edited")));
        let again = bulk(client, json!({"ids": ids, "action": "assign", "assignee": person.username}));
        assert_eq!(again["summary"]["unchanged"], 5);
        let key = read(client, ids[1])["key"].clone();
        let mixed = bulk(client, json!({"ids": [ids[0], key, 999_999_999, "nonsense", ids[0]], "action": "transition",
            "status": "closed", "note": "全部关闭"}));
        assert_eq!((&mixed["total"], &mixed["summary"]["done"], &mixed["summary"]["refused"]), (&json!(4), &json!(2), &json!(2)));
        assert_eq!(outcome(&mixed, 999_999_999)["error"], "not_found");
        assert_eq!((&read(client, ids[1])["status"], &read(client, ids[0])["comments"][0]["content"]), (&json!("closed"), &json!("全部关闭")));
        let refused = client.get(&format!("tickets/bulk/{}?outcome=refused&pageSize=1", mixed["jobId"].as_str().unwrap())).expect(200);
        assert_eq!((refused.items().len(), refused["nextCursor"].is_string()), (1, true));
        for (wish, field, value) in [
            (json!({"action": "priority", "priority": "urgent"}), "priority", json!("critical")),
            (json!({"action": "tags", "tags": ["a", "b"]}), "tags", json!(["a", "b"])),
            (json!({"action": "tags", "add": ["c"], "remove": ["A"]}), "tags", json!(["b", "c"])),
        ] {
            let mut wish = wish;
            wish["ids"] = json!(ids);
            assert_eq!(bulk(client, wish)["summary"]["done"], 5);
            assert_eq!(read(client, ids[2])[field], value);
        }
    }

    fn what_still_stands_is_undone_and_what_does_not_says_so(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        let ids: Vec<i64> = (0..3).map(|_| create(&admin, json!({"project": key, "tags": ["x"]})).id()).collect();
        let filter = format!("project = {key}");
        let moved = bulk(&admin, json!({"filter": filter, "action": "transition", "status": "in_progress"}));
        assert_eq!(moved["summary"]["done"], 3);
        admin.post(&format!("tickets/{}/transition", ids[0]), json!({"status": "closed"})).expect(200);
        let back = undo(&admin, &moved);
        assert_eq!((&back["action"], &back["summary"]["done"], &back["summary"]["refused"]), (&json!("undo"), &json!(2), &json!(1)));
        assert_eq!((&read(&admin, ids[0])["status"], &read(&admin, ids[1])["status"]), (&json!("closed"), &json!("open")));
        let left = outcome(&back, ids[0]);
        assert!(left["error"] == "conflict" && left["message"].as_str().is_some_and(|why| why.contains("status")), "{left}");
        // Tags, too, and what was undone can be brought back again.
        let tagged = bulk(&admin, json!({"ids": ids, "action": "tags", "add": ["y"]}));
        let back = undo(&admin, &tagged);
        assert_eq!((&back["summary"]["done"], &read(&admin, ids[2])["tags"]), (&json!(3), &json!(["x"])));
        assert_eq!(undo(&admin, &back)["summary"]["done"], 3);
        assert_eq!(read(&admin, ids[2])["tags"], json!(["x", "y"]));
        // Deleted and shown again.
        let gone = bulk(&admin, json!({"filter": filter, "action": "delete"}));
        assert_eq!(gone["summary"]["done"], 3);
        admin.get(&format!("tickets/{}", ids[1])).not_found();
        assert_eq!(undo(&admin, &gone)["summary"]["done"], 3);
        read(&admin, ids[1]);
        // What was said stays said.
        let said = bulk(&admin, json!({"ids": [ids[1]], "action": "comment", "content": "你好"}));
        assert_eq!(undo(&admin, &said)["summary"]["refused"], 1);
    }

    fn everybody_is_held_to_their_rights_ticket_by_ticket(server: &Server) {
        let (owner, other) = (server.person("user"), server.person("user"));
        let (mine, theirs) = (ticket(&owner.client), ticket(&other.client));
        let report = bulk(&owner.client, json!({"ids": [mine, theirs], "action": "priority", "priority": "low"}));
        assert_eq!((&report["summary"]["done"], &report["summary"]["refused"]), (&json!(1), &json!(1)));
        assert_eq!(outcome(&report, theirs)["error"], "not_found");
        let job = report["jobId"].as_str().unwrap();
        other.client.get(&format!("tickets/bulk/{job}")).not_found();
        other.client.post(&format!("tickets/bulk/{job}/undo"), ()).not_found();
        owner.client.post("tickets/bulk", json!({"ids": [mine], "action": "delete"})).forbidden();
        owner.client.post("tickets/bulk", json!({"ids": [mine], "action": "restore"})).forbidden();
        server.stranger().post("tickets/bulk", json!({})).unauthorized();
        let token = owner.client.post("tokens", json!({"name": "t", "scopes": ["read"]})).expect(201);
        let reader = server.stranger().bearer(token["token"].as_str().unwrap());
        reader.post("tickets/bulk", json!({"ids": [mine], "action": "priority", "priority": "low"})).forbidden();
    }

    fn whoever_began_it_may_stop_it_and_is_told_what_was_done(server: &Server) {
        let (owner, other) = (server.person("user"), server.person("user"));
        let ids: Vec<i64> = (0..400).map(|_| ticket(&owner.client)).collect();
        let wish = json!({"ids": ids, "action": "tags", "add": ["stopped"]});
        let token = owner.client.post("tokens", json!({"name": unique("writer"), "scopes": ["write"]})).expect(201);
        let writer = server.stranger().bearer(token["token"].as_str().unwrap());
        let started = writer.post("tickets/bulk", wish).expect(202);
        let job = started["jobId"].as_str().unwrap();
        other.client.post(&format!("jobs/{job}/cancel"), ()).not_found();
        writer.post(&format!("jobs/{job}/cancel"), ()).expect(200);
        let report = over(&owner.client, &started);
        let (ended, summary) = (&report["processed"], &report["summary"]);
        assert!(ended.as_i64() < Some(400) && report["state"] == "canceled", "{report}");
        assert_eq!((&summary["total"], &summary["done"], &summary["refused"]), (&json!(400), ended, &json!(0)));
        let tagged = owner.client.get("tickets?tag=stopped&pageSize=1").expect(200);
        assert_eq!(&tagged["total"], ended);
    }

    fn a_wish_that_is_none_is_refused_by_its_field(server: &Server) {
        let admin = server.admin();
        let refuse = |wish: Value, field: &str| drop(admin.post("tickets/bulk", wish).invalid(field));
        refuse(json!({"action": "delete"}), "ids");
        refuse(json!({"action": "delete", "ids": [1], "filter": "id = 1"}), "ids");
        refuse(json!({"action": "delete", "ids": []}), "ids");
        refuse(json!({"action": "explode", "ids": [1]}), "action");
        refuse(json!({"action": "assign", "ids": [1]}), "assignee");
        refuse(json!({"action": "priority", "priority": "huge", "ids": [1]}), "priority");
        refuse(json!({"action": "transition", "ids": [1]}), "status");
        refuse(json!({"action": "comment", "ids": [1]}), "content");
        refuse(json!({"action": "tags", "ids": [1]}), "add");
        refuse(json!({"action": "delete", "filter": "id < 0"}), "filter");
        refuse(json!({"action": "delete", "ids": (1..=10_001).collect::<Vec<_>>()}), "ids");
        admin.post("tickets/bulk", json!({"action": "delete", "filter": "status ="})).malformed("filter");
        admin.post("tickets/bulk", json!({"action": "delete", "ids": [[1]]})).malformed("ids");
        admin.post("tickets/bulk", json!({"ids": [1]})).malformed("action");
        admin.get("tickets/bulk/999999999").not_found();
        admin.get("tickets/bulk/x").not_found();
    }
}

mod killed {
    use super::*;

    on_both_engines! {
        fn a_server_that_is_killed_goes_on_and_does_no_ticket_twice(engine: Engine) {
            let mut server = Server::start(crate::GONGDAN, engine);
            let admin = server.admin();
            let ids: Vec<i64> = (0..300).map(|_| ticket(&admin)).collect();
            let started = admin.post("tickets/bulk", json!({"ids": ids, "action": "comment", "content": "once"})).expect(202);
            let path = format!("tickets/bulk/{}?pageSize=1", started["jobId"].as_str().unwrap());
            let until = Instant::now() + Duration::from_mins(1);
            while admin.get(&path).expect(200)["processed"].as_i64().unwrap() < 20 {
                assert!(Instant::now() < until, "nothing is done");
            }
            server.restart();
            let admin = server.admin();
            let report = over(&admin, &started);
            assert_eq!((&report["state"], &report["summary"]["done"]), (&json!("succeeded"), &json!(300)));
            for id in ids {
                let comments = admin.get(&format!("tickets/{id}/comments")).expect(200);
                assert_eq!(comments.items().len(), 1, "{comments}");
            }
        }
    }
}
