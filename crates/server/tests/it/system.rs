//! How the instance is, and verifying it from a page.

use crate::{
    GONGDAN,
    jobs_engine::{over, until},
    jobs_support::{function, start, state},
    ops_verify::behind,
    races::at_once,
    support::create,
};
use testkit::{Answer, Client, Engine, Server, Value, assert_time, json, parse_json};

fn system(client: &Client) -> Answer {
    client.get("system").expect(200)
}

/// Asks for a verification and waits for its end: the last one.
#[track_caller]
fn verified(client: &Client) -> Value {
    let started = client.post("system/verify", json!({})).expect(202);
    let id = started["jobId"].as_str().expect("a job").to_owned();
    let job = over(client, &id);
    assert_eq!((&job["state"], &job["function_id"]), (&json!("succeeded"), &json!("system:verify")), "{job}");
    let seen = client.get("system/verify").expect(200);
    assert_eq!((&seen["running"], &seen["last"]["jobId"]), (&Value::Null, &json!(id)), "{seen}");
    seen["last"].clone()
}

/// A server that runs one job at a time, and a job that keeps it busy.
fn busy(engine: Engine) -> (Server, String) {
    let server = Server::start_with(
        GONGDAN,
        engine,
        &[("GONGDAN_JOB_CONCURRENCY", "1"), ("GONGDAN_TEST_JOB_LEASE_MS", "3000")],
    );
    let endless = function(&server.admin(), "script", json!({"source": "await sleep(600000)"}));
    let job = start(&server.admin(), &endless, json!({}));
    until("it runs", || state(&server.admin(), &job) == "running");
    (server, job)
}

on_both_engines! {
    fn administrators_are_told_how_the_instance_is(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let admin = server.admin();
        create(&admin, json!({}));
        let told = system(&admin);
        assert_eq!(told["version"], env!("CARGO_PKG_VERSION"));
        assert!(told.json.as_object().unwrap().contains_key("commit"), "{told}");
        assert_time(&told["startedAt"]);
        let on_sqlite = server.database().is_none();
        assert_eq!(told["database"]["engine"], if on_sqlite { "sqlite" } else { "postgres" });
        assert_eq!((told["database"]["walBytes"].is_null(), told["database"]["connections"].is_null()), (!on_sqlite, on_sqlite), "{told}");
        assert!(told["database"]["schema"].as_i64() >= Some(25), "{told}");
        assert!(told["database"]["version"].as_str().is_some_and(|version| version.starts_with(char::is_numeric)), "{told}");
        for (part, figure) in [
            ("database", "bytes"), ("storage", "freeBytes"), ("storage", "diskBytes"), ("counts", "tickets"), ("counts", "steps"),
            ("counts", "people"), ("jobs", "concurrency"),
        ] {
            assert!(told[part][figure].as_i64() > Some(0), "{part}.{figure} in {told}");
        }
        for (part, figure) in [
            ("jobs", "ready"), ("jobs", "running"), ("jobs", "failed"), ("deliveries", "waiting"), ("deliveries", "failed"),
            ("search", "waiting"), ("storage", "attachments"),
        ] {
            assert!(told[part][figure].is_u64(), "{part}.{figure} in {told}");
        }
        assert_eq!(told["scripts"], json!({"available": true, "reason": null}));
        let checks = told["checks"].as_array().expect("checks");
        let names: Vec<&str> = checks.iter().filter_map(|check| check["check"].as_str()).collect();
        for name in ["data_dir", "disk_space", "secret_key", "database", "schema", "clock", "history", "jobs", "attachments"] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        for name in ["lock", "database_file", "integrity"] {
            assert!(!names.contains(&name), "{name} would open or read the database's file");
        }
        let chinese = system(&admin.with("Accept-Language", "zh"));
        assert_ne!(chinese["checks"][0]["finding"], checks[0]["finding"]);
        for access in ["operator", "user"] {
            server.person(access).client.get("system").forbidden();
        }
        server.stranger().get("system").unauthorized();
        let token = admin.post("tokens", json!({"name": "reads", "scopes": ["read"]})).expect(201);
        server.stranger().bearer(token["token"].as_str().expect("a token")).get("system").forbidden();
    }

    /// What is told of tickets is what there is, and the server's own checks are those of the command.
    fn what_is_told_is_what_the_commands_tell(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let admin = server.admin();
        let ids: Vec<i64> = (0..5).map(|_| create(&admin, json!({})).id()).collect();
        admin.delete(&format!("tickets/{}", ids[0])).expect(200);
        let told = system(&admin);
        let list = admin.get("tickets?pageSize=1").expect(200);
        assert_eq!(told["counts"]["tickets"], list["total"]);
        let run = server.gongdan().args(["doctor", "--json", "--lang", "en"]).run();
        let doctor = parse_json(&run.out);
        let level = |checks: &Value, name: &str| {
            checks.as_array().unwrap().iter().find(|check| check["check"] == name).map(|check| check["level"].clone())
        };
        for check in told["checks"].as_array().unwrap() {
            let name = check["check"].as_str().unwrap();
            // The clock and free space go on.
            assert_eq!(Some(&check["level"]), level(&doctor, name).as_ref(), "{name}: {doctor}");
        }
    }

    fn a_verification_says_what_is_wrong_where(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let admin = server.admin();
        let none = admin.get("system/verify").expect(200);
        assert_eq!(none.json, json!({"running": null, "last": null}));
        let ids: Vec<i64> = (0..3).map(|_| create(&admin, json!({})).id()).collect();
        let sound = verified(&admin);
        let report = &sound["report"];
        assert_eq!((&report["sound"], &report["findings"], &sound["error"]), (&json!(true), &json!([]), &Value::Null), "{sound}");
        assert!(report["tickets"].as_i64() >= Some(3) && report["audit"].as_i64() > Some(0), "{report}");
        assert_eq!(behind(&server, &format!("UPDATE ticket SET title = 'changed' WHERE id = {}", ids[1])), 1);
        let wrong = verified(&admin);
        let report = &wrong["report"];
        assert_eq!((&report["sound"], &report["findingCount"]), (&json!(false), &json!(1)), "{wrong}");
        assert_eq!((&report["findings"][0]["place"], &report["findings"][0]["ticket"]), (&json!("ticket"), &json!(ids[1])));
        let command = crate::ops_verify::verify(&server);
        let chinese = admin.with("Accept-Language", "zh").get("system/verify").expect(200);
        assert_eq!(command["findingCount"], 1);
        assert!(report["findings"][0]["finding"].as_str().is_some_and(|text| text.contains("title")), "{report}");
        assert_ne!(chinese["last"]["report"]["findings"][0]["finding"], report["findings"][0]["finding"]);
        let audit = admin.get("audit?action=system.verify").expect(200);
        assert_eq!(audit.items().len(), 2, "{audit}");
        for access in ["operator", "user"] {
            let person = server.person(access);
            person.client.post("system/verify", json!({})).forbidden();
            person.client.get("system/verify").forbidden();
        }
        server.stranger().post("system/verify", json!({})).unauthorized();
    }

    fn one_verification_waits_or_runs_at_a_time_and_can_be_cancelled(engine: Engine) {
        let (server, job) = busy(engine);
        let admin = server.admin();
        let id = admin.post("system/verify", json!({})).expect(202)["jobId"].as_str().unwrap().to_owned();
        let refused = admin.post("system/verify", json!({})).error(409, "conflict");
        assert!(refused.message().contains(&id), "{refused}");
        let seen = admin.get("system/verify").expect(200);
        assert_eq!((&seen["running"]["jobId"], &seen["running"]["state"]), (&json!(id), &json!("pending")), "{seen}");
        admin.post(&format!("jobs/{id}/cancel"), json!({})).expect(200);
        let seen = admin.get("system/verify").expect(200);
        assert_eq!((&seen["running"], &seen["last"]["state"], &seen["last"]["report"]), (&Value::Null, &json!("canceled"), &Value::Null), "{seen}");
        // Of those who ask at once one is heard.
        let clients = [admin.clone(), admin.clone(), admin.clone(), admin.clone()];
        let answers = at_once(&clients, |_, client| client.post("system/verify", json!({})));
        assert_eq!(answers.iter().filter(|answer| answer.status == 202).count(), 1, "{answers:?}");
        admin.post(&format!("jobs/{job}/cancel"), json!({})).expect(200);
        let running = admin.get("system/verify").expect(200)["running"]["jobId"].clone();
        if let Some(running) = running.as_str() {
            assert_eq!(over(&admin, running)["state"], "succeeded");
        }
    }

    fn a_verification_of_a_killed_server_is_begun_again(engine: Engine) {
        let mut server = Server::start_with(GONGDAN, engine, &[("GONGDAN_TEST_JOB_LEASE_MS", "3000")]);
        for _ in 0..20 {
            create(&server.admin(), json!({}));
        }
        let id = server.admin().post("system/verify", json!({})).expect(202)["jobId"].as_str().unwrap().to_owned();
        server.kill9();
        server.restart();
        let admin = server.admin();
        assert_eq!(over(&admin, &id)["state"], "succeeded");
        assert_eq!(admin.get("system/verify").expect(200)["last"]["report"]["sound"], true);
    }
}
