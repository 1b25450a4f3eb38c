//! What is kept beside tickets for looking back: that it is what the histories tell, over kills, restarts, nodes, moves, and for
//! tickets of before.

use crate::{
    GONGDAN,
    ops_export::{Place, other},
    ops_verify::{assert_sound, behind, verify},
    reviews::{timeline, times, transit, write},
    support::{create, read},
};
use std::time::{Duration, Instant};
use testkit::{ADMIN_PASSWORD, Client, Engine, Server, Value, json};

/// A ticket with something of everything that people look back on.
fn rich(client: &Client) -> i64 {
    let made = create(client, json!({"priority": "high"}));
    let (id, at) = (made.id(), made["createdAt"].clone());
    transit(client, id, "in_progress");
    write(client, id, json!({"at": at, "text": "seen", "pinned": true}));
    client.put(&format!("tickets/{id}/roles"), json!({"roles": {"commander": "admin"}})).expect(200);
    client.put(&format!("tickets/{id}/mitigated"), json!({"at": at})).expect(200);
    client.put(&format!("tickets/{id}/timeline/s2/pin"), ()).expect(200);
    transit(client, id, "resolved");
    transit(client, id, "in_progress");
    id
}

/// What is told of a ticket, without what moves with the clock.
fn whole(client: &Client, id: i64) -> Value {
    let roles = client.get(&format!("tickets/{id}/roles")).expect(200).json;
    json!({"times": times(client, id).json, "timeline": timeline(client, id, ""), "roles": roles})
}

fn rows(server: &Server) -> i64 {
    let sql = "SELECT COUNT(*) FROM incident_time";
    if let Some(database) = server.database() {
        return database.connect().query_one(sql, &[]).expect("a row").get(0);
    }
    let connection = rusqlite::Connection::open(server.data_dir().join("gongdan.db")).unwrap();
    connection.busy_timeout(Duration::from_secs(10)).unwrap();
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// What `/metrics` says of incidents, one sample a line.
fn measured(server: &Server) -> Vec<String> {
    let text = server.stranger().get("/metrics").expect(200).text;
    text.lines().filter(|line| line.starts_with("gongdan_incident_")).map(str::to_owned).collect()
}

on_both_engines! {
    fn a_row_that_is_not_what_the_history_tells_is_found(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let changes = [
            ("timeline_entry", "UPDATE timeline_entry SET text = 'other' WHERE ticket_id = "),
            ("timeline_entry", "UPDATE timeline_entry SET at = at + 1 WHERE ticket_id = "),
            ("timeline_entry", "UPDATE timeline_entry SET author = 'eve' WHERE ticket_id = "),
            ("timeline_entry", "UPDATE timeline_entry SET pinned = NOT pinned WHERE ticket_id = "),
            ("timeline_entry", "DELETE FROM timeline_entry WHERE ticket_id = "),
            ("timeline_pin", "DELETE FROM timeline_pin WHERE ticket_id = "),
            ("timeline_pin", "UPDATE timeline_pin SET ticket_version = 1 WHERE ticket_id = "),
            ("ticket_role", "UPDATE ticket_role SET username = 'eve' WHERE ticket_id = "),
            ("ticket_role", "UPDATE ticket_role SET role = 'scribe' WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET severity = 1 WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET project = 'X' WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET category = 'new' WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET created_at = created_at + 1 WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET acknowledged_at = acknowledged_at + 1 WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET mitigated_at = NULL WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET resolved_first_at = resolved_first_at + 1 WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET resolved_last_at = resolved_last_at - 1 WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET reopened = 0 WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET paused = 1 WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET paused_since = 1 WHERE ticket_id = "),
            ("incident_time", "UPDATE incident_time SET deleted_at = 1 WHERE ticket_id = "),
        ];
        let ids: Vec<i64> = changes.iter().map(|_| rich(&client)).collect();
        assert_sound(&server);
        for ((_, change), id) in changes.iter().zip(&ids) {
            assert_eq!(behind(&server, &format!("{change}{id}")), 1, "{change}");
        }
        let report = verify(&server);
        for ((table, change), id) in changes.iter().zip(&ids) {
            let findings = report["findings"].as_array().unwrap();
            let found = findings.iter().any(|finding| finding["ticket"] == *id && finding.to_string().contains(table));
            assert!(found, "{change}{id} was not found: {report:#}");
        }
    }

    fn tickets_of_before_are_given_their_times_though_the_server_is_killed_meanwhile(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let ids: Vec<i64> = (0..60).map(|n| if n % 10 == 0 { rich(&client) } else { create(&client, json!({})).id() }).collect();
        let told: Vec<Value> = ids.iter().map(|id| whole(&client, *id)).collect();
        let counted = measured(&server);
        for round in 0..3 {
            // As an instance of before has it: no rows, and nothing that says that they were made.
            behind(&server, &format!("DELETE FROM incident_time WHERE ticket_id % 3 <> {round}"));
            behind(&server, "DELETE FROM setting WHERE name = 'reviews.times'");
            server.kill9();
            server.restart();
        }
        let client = server.admin();
        let patience = Instant::now() + Duration::from_mins(1);
        while rows(&server) < 60 {
            assert!(Instant::now() < patience, "{} of 60", rows(&server));
            std::thread::yield_now();
        }
        for (id, told) in ids.iter().zip(&told) {
            assert_eq!(whole(&client, *id), *told);
        }
        assert_eq!(measured(&server), counted, "what was over before is not counted again");
        assert_sound(&server);
        // One of before whose own step is faster than the filling is told from its history, and goes on from there.
        behind(&server, &format!("DELETE FROM incident_time WHERE ticket_id = {}", ids[0]));
        assert_eq!(whole(&client, ids[0]), told[0]);
        transit(&client, ids[0], "closed");
        assert_eq!((&times(&client, ids[0])["resolve"], rows(&server)), (&told[0]["times"]["resolve"], 60));
        assert_eq!(measured(&server), counted);
        assert_sound(&server);
    }

    fn steps_of_before_mean_what_their_workflow_says(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let id = rich(&client);
        let told = whole(&client, id);
        // As steps of before were written: they do not say what their statuses mean.
        let without = ["new", "active", "resolved"].iter().fold("body".to_owned(), |body, word| {
            format!(r#"REPLACE({body}, ',"enters":"{word}"', '')"#)
        });
        behind(&server, &format!("UPDATE event SET body = {without} WHERE ticket_id = {id}"));
        behind(&server, &format!("DELETE FROM incident_time WHERE ticket_id = {id}"));
        assert_eq!(whole(&client, id), told);
        transit(&client, id, "resolved");
        assert_eq!((&times(&client, id)["reopened"], rows(&server)), (&json!(1), 1));
        // Their hashes are not theirs any more, and that is all that is wrong.
        let report = verify(&server);
        assert!(!report.to_string().contains("incident_time"), "{report:#}");
    }

    fn figures_of_the_instance_are_exact_over_kills(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let ids: Vec<i64> = (0..5).map(|_| rich(&client)).collect();
        let sample = |server: &Server, measure: &str, severity: &str| {
            let start = format!("gongdan_incident_time_to_{measure}_seconds_count{{project=\"SUP\",severity=\"{severity}\"}} ");
            measured(server).iter().find_map(|line| line.strip_prefix(&start).map(str::to_owned)).unwrap_or_default()
        };
        for measure in ["acknowledge", "mitigate", "resolve"] {
            assert_eq!((sample(&server, measure, "P2"), sample(&server, measure, "P3")), ("5".into(), String::new()), "{measure}");
        }
        let before = measured(&server);
        server.kill9();
        server.restart();
        assert_eq!(measured(&server), before);
        // Each ticket counts once, whatever becomes of it.
        let client = server.admin();
        for id in &ids {
            let path = format!("tickets/{id}/mitigated");
            client.put(&path, json!({"at": null})).expect(200);
            client.put(&path, json!({"at": read(&client, *id)["createdAt"]})).expect(200);
            transit(&client, *id, "resolved");
            client.put(&format!("tickets/{id}"), json!({"priority": "low"})).expect(200);
        }
        assert_eq!(measured(&server), before);
        assert_sound(&server);
    }

    fn an_export_carries_all_of_it_to_the_other_engine(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let id = rich(&client);
        let told = whole(&client, id);
        let place = Place::new(other(engine));
        let file = place.file("instance.tar");
        server.gongdan().args(["export", &file]).run().expect();
        place.import(&file);
        let process = place.serve();
        let stranger = Client::new(process.url());
        let token = stranger.post("auth/login", json!({"username": "admin", "password": ADMIN_PASSWORD})).expect(200);
        let moved = stranger.bearer(token["token"].as_str().expect("a token"));
        assert_eq!(whole(&moved, id), told);
        // Numbers go on where they were.
        let next = write(&moved, id, json!({"at": told["times"]["createdAt"], "text": "later"}));
        assert!(timeline(&client, id, "").iter().all(|item| item["id"] != next["id"]));
    }
}

#[test]
fn two_nodes_count_together_and_say_the_same() {
    let first = Server::start(GONGDAN, Engine::Postgres);
    let second = Server::join(&first);
    let clients = [first.admin(), second.admin()];
    std::thread::scope(|scope| {
        for client in clients.iter().cycle().take(8) {
            scope.spawn(move || rich(client));
        }
    });
    let said = measured(&first);
    assert_eq!(measured(&second), said);
    for measure in ["acknowledge", "mitigate", "resolve"] {
        let line =
            format!("gongdan_incident_time_to_{measure}_seconds_count{{project=\"SUP\",severity=\"P2\"}} 8");
        assert!(said.contains(&line), "{line}: {said:#?}");
    }
    assert_sound(&first);
}
