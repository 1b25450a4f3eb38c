//! The board of a project, and what one may do.

use crate::{
    flow::{domain, drawn, person, ticket_of, transit},
    support::project,
};
use testkit::{Answer, Client, Value, json};

#[track_caller]
fn moves<'a>(board: &'a Answer, from: &str, to: &str) -> &'a Value {
    let all = board["moves"].as_array().expect("moves");
    all.iter().find(|one| one["from"] == from && one["to"] == to).expect("a move")
}

/// The keys of the columns with how many tickets are in each.
#[track_caller]
fn counts(board: &Answer) -> Vec<(String, i64)> {
    let columns = board["columns"].as_array().expect("columns");
    let of = |column: &Value| {
        (column["status"].as_str().expect("a key").to_owned(), column["count"].as_i64().expect("a number"))
    };
    columns.iter().map(of).filter(|(_, count)| *count > 0).collect()
}

/// Fails unless every column lists as many tickets as it says.
#[track_caller]
fn assert_lists(client: &Client, board: &Answer) {
    for column in board["columns"].as_array().expect("columns") {
        let filter = column["filter"].as_str().expect("a filter").replace(' ', "%20").replace('"', "%22");
        let list = client.get(&format!("tickets?pageSize=1&filter={filter}")).expect(200);
        assert_eq!(list["total"], column["count"], "{column}");
    }
}

fn words(rights: &Value) -> Vec<&str> {
    rights.as_array().expect("words").iter().filter_map(Value::as_str).collect()
}

on_both_engines! {
    fn a_board_counts_its_columns_and_says_which_moves_may_be_made(server: &Server) {
        let (admin, worker, customer) = (server.admin(), server.person("operator"), server.person("user"));
        let named = json!([person(&worker)]);
        let key = drawn(server, json!([
            {"name": {"zh": "开始", "en": "Begin"}, "from": "open", "to": "in_progress"},
            {"name": {"zh": "自己", "en": "Own"}, "from": "in_progress", "to": "open",
             "condition": {"must": [{"in_user_domains": {"user_domains": domain("task_assign")}}]}},
            {"name": {"zh": "完", "en": "Done"}, "from": "in_progress", "to": "resolved",
             "fields": [{"field": "tf-comment", "required": true}],
             "condition": {"must": [{"in_user_domains": {"user_domains": named}}]}},
            {"name": {"zh": "关", "en": "Close"}, "from": "*", "to": "closed",
             "approval": {"approvers": named, "rule": "any"}},
        ]));
        let ids: Vec<i64> = (0..3).map(|n| ticket_of(&admin, &key, json!({"priority": if n == 0 { "high" } else { "low" }}))).collect();
        transit(&admin, ids[0], json!({"status": "in_progress"})).expect(200);
        let board = admin.get(&format!("projects/{key}/board")).expect(200);
        assert_eq!((&board["project"], &board["count"], &board["types"][0]["key"]), (&json!(key), &json!(3), &json!("ticket")));
        assert_eq!(counts(&board), [("open".to_owned(), 2), ("in_progress".to_owned(), 1)]);
        assert_eq!((&board["columns"][0]["status"], &board["columns"][0]["category"]), (&json!("open"), &json!("new")));
        assert!(board["columns"][0]["name"]["zh"].is_string(), "{board}");
        assert_lists(&admin, &board);
        let may = |board: &Answer, from: &str, to: &str| moves(board, from, to)["may"].as_str().unwrap_or_default().to_owned();
        assert_eq!(may(&board, "open", "in_progress"), "yes");
        assert_eq!(may(&board, "in_progress", "open"), "depends");
        let refused = moves(&board, "in_progress", "resolved");
        assert_eq!((&refused["may"], &refused["fields"][0]["field"], &refused["fields"][0]["required"]), (&json!("no"), &json!("tf-comment"), &json!(true)));
        assert!(refused["reasons"][0].as_str().is_some_and(|why| why.contains(&worker.username)), "{refused}");
        assert!(moves(&board, "open", "closed")["approval"].as_str().is_some_and(|who| who.contains(&worker.username)), "{board}");
        let theirs = worker.client.get(&format!("projects/{key}/board?type=ticket&filter=priority%20%3D%20low")).expect(200);
        assert_eq!(counts(&theirs), [("open".to_owned(), 2)]);
        assert_eq!(may(&theirs, "in_progress", "resolved"), "yes");
        assert_lists(&worker.client, &theirs);
        // Customers take steps with their own tickets only, and see no other.
        let own = customer.client.get(&format!("projects/{key}/board")).expect(200);
        assert_eq!((counts(&own).len(), may(&own, "open", "in_progress").as_str()), (0, "depends"));
        assert_eq!(may(&own, "in_progress", "resolved"), "no");
        let read_only = admin.post("tokens", json!({"name": "reads", "scopes": ["read"]})).expect(201);
        let reader = server.stranger().bearer(read_only["token"].as_str().expect("a token"));
        let seen = reader.get(&format!("projects/{key}/board")).expect(200);
        assert_eq!((counts(&seen).len(), may(&seen, "open", "in_progress").as_str()), (2, "no"));
        assert!(moves(&seen, "open", "in_progress")["reasons"][0].is_string(), "{seen}");
    }

    /// What is told beforehand is what is told of a ticket.
    fn a_board_says_what_every_ticket_says(server: &Server) {
        let (admin, worker) = (server.admin(), server.person("operator"));
        let key = drawn(server, json!([
            {"from": "open", "to": "in_progress", "condition": {"must_not": [{"in_user_domains": {"user_domains": [person(&worker)]}}]}},
            {"from": "open", "to": "resolved", "condition": {"should": [
                {"in_user_domains": {"user_domains": domain("everyone")}}, {"field_empty": {"field": "assignee"}}]}},
            {"from": "open", "to": "closed", "condition": {"must": [{"field_empty": {"field": "assignee"}}]}},
        ]));
        for client in [&admin, &worker.client] {
            let board = client.get(&format!("projects/{key}/board")).expect(200);
            for assignee in ["", worker.username.as_str()] {
                let id = ticket_of(&admin, &key, json!({"assignee": assignee}));
                let offers = client.get(&format!("tickets/{id}/transitions")).expect(200);
                for offer in offers.json.as_array().expect("offers") {
                    let said = moves(&board, "open", offer["to"].as_str().expect("a status"));
                    assert_eq!(said["id"], offer["id"]);
                    match said["may"].as_str() {
                        Some("yes") => assert_eq!(offer["allowed"], true, "{said} {offer}"),
                        Some("no") => assert_eq!(offer["allowed"], false, "{said} {offer}"),
                        other => assert_eq!((other, offer["to"].as_str()), (Some("depends"), Some("closed"))),
                    }
                }
            }
        }
    }

    fn a_board_that_there_is_not_is_refused(server: &Server) {
        let (admin, key) = (server.admin(), project(server, json!([])));
        admin.get("projects/NOSUCH1/board").not_found();
        admin.get(&format!("projects/{key}/board?type=nosuch")).not_found();
        admin.get(&format!("projects/{key}/board?filter=status%20%3D")).malformed("filter");
        server.stranger().get(&format!("projects/{key}/board")).unauthorized();
        server.person("unregistered").client.get(&format!("projects/{key}/board")).forbidden();
    }

    fn one_is_told_what_one_may_do(server: &Server) {
        let (admin, key) = (server.admin(), project(server, json!([])));
        let of = |rights: &Answer, list: &str| {
            let projects = rights["projects"].as_array().expect("projects");
            let own = projects.iter().find(|one| one["project"] == key.as_str()).expect("the project");
            words(&own[list]).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let all = admin.get("profile/rights").expect(200);
        assert_eq!((&all["access"], &all["admin"], words(&all["permissions"]).len()), (&json!("admin"), &json!(true), 10));
        let operator = server.person("operator");
        let theirs = operator.client.get("profile/rights").expect(200);
        assert_eq!(theirs["admin"], false);
        assert!(words(&theirs["permissions"]).contains(&"run_functions") && !words(&theirs["permissions"]).contains(&"manage_functions"));
        assert!(!of(&theirs, "permissions").contains(&"manage_project".to_owned()));
        admin.put(&format!("projects/{key}"), json!({"administrators": [operator.username]})).expect(200);
        assert!(of(&operator.client.get("profile/rights").expect(200), "permissions").contains(&"manage_project".to_owned()));
        let customer = server.person("user").client.get("profile/rights").expect(200);
        assert!(!of(&customer, "permissions").contains(&"view_tickets".to_owned()), "{customer}");
        assert!(of(&customer, "ofOwn").contains(&"transit_tasks".to_owned()), "{customer}");
        let token = admin.post("tokens", json!({"name": "writes", "scopes": ["write"]})).expect(201);
        let narrow = server.stranger().bearer(token["token"].as_str().expect("a token")).get("profile/rights").expect(200);
        assert_eq!((&narrow["access"], &narrow["admin"]), (&json!("admin"), &json!(false)));
        assert!(!words(&narrow["permissions"]).contains(&"manage_team"), "{narrow}");
        let none = server.person("unregistered").client.get("profile/rights").expect(200);
        assert_eq!((&none["permissions"], &none["projects"]), (&json!([]), &json!([])));
        server.stranger().get("profile/rights").unauthorized();
    }
}
