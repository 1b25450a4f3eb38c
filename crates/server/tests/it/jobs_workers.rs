//! Outside workers: leases, heartbeats, outcomes; and the worker of the examples.

use crate::jobs_support::{SOON, data, function, invalid, job, lease, lease_for, refused, say, start, state};
use std::{
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};
use testkit::{Client, Server, Value, json, moment, unique};

/// A token of `who` with one scope.
#[track_caller]
fn token(server: &Server, who: &Client, scope: &str) -> Client {
    let made = who.post("tokens", json!({"name": unique("worker"), "scopes": [scope]})).expect(201);
    server.stranger().bearer(made["token"].as_str().expect("a token"))
}

on_both_engines! {
    fn a_worker_leases_tells_and_ends_a_job(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let number = start(&admin, &id, json!({"n": 1}));
        let leased = lease(&admin, &id);
        assert_eq!((&leased["jobId"], &leased["attempt"]), (&json!(number), &json!(1)));
        let at = |key: &str| moment(leased[key].as_str().expect("a time"));
        assert!(at("deadline") > at("leaseUntil"), "{leased}");
        let held = say(&admin, &leased, "heartbeat", json!({"progress": 10})).expect(200);
        assert_eq!(held["cancel"], false);
        assert!(moment(held["leaseUntil"].as_str().unwrap()) >= at("leaseUntil"), "{held}");
        assert_eq!(job(&admin, &number)["progress"], 10);
        // Asked to stop, it learns of it with the next heartbeat.
        admin.post(&format!("jobs/{number}/cancel"), ()).expect(200);
        assert_eq!(say(&admin, &leased, "heartbeat", json!({})).expect(200)["cancel"], true);
        for (body, field) in [
            (json!({"progress": 101}), "progress"),
            (json!({"events": [{"type": "done"}]}), "events[0].type"),
            (json!({"events": [{"message": "x"}, {"type": "x"}]}), "events[1].type"),
            (json!({"events": [{"progress": -1}]}), "events[0].progress"),
        ] {
            invalid(say(&admin, &leased, "heartbeat", body), field);
        }
        refused(say(&admin, &leased, "heartbeat", json!({"events": "x"})), 400, "bad_request");
        invalid(say(&admin, &leased, "complete", json!({"result": "x".repeat(1_000_000)})), "result");
        let large = "x".repeat(999_998);
        say(&admin, &leased, "complete", json!({"result": large})).expect(200);
        assert_eq!(job(&admin, &number)["result"], large);
    }

    fn only_who_holds_the_lease_is_listened_to(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let number = start(&admin, &id, json!({}));
        let leased = lease(&admin, &id);
        for token in ["", "x", "30-x", "1-0000000000000000000000000000000000000000000"] {
            let forged = json!({"jobId": number, "leaseToken": token});
            for (how, body) in [("heartbeat", json!({"progress": 99})), ("complete", json!({"result": 1})), ("fail", json!({"error": "x"}))] {
                refused(say(&admin, &forged, how, body), 409, "conflict");
            }
        }
        assert_eq!((state(&admin, &number).as_str(), &job(&admin, &number)["progress"]), ("running", &Value::Null));
        for how in ["heartbeat", "complete", "fail"] {
            invalid(admin.post(&format!("workers/{number}/{how}"), json!({})), "leaseToken");
        }
        invalid(say(&admin, &leased, "fail", json!({})), "error");
        invalid(say(&admin, &leased, "fail", json!({"error": null})), "error");
        assert_eq!((state(&admin, &number).as_str(), &job(&admin, &number)["attempt"]), ("running", &json!(1)));
        refused(admin.post("workers/987654321/complete", json!({"leaseToken": leased["leaseToken"]})), 404, "not_found");
        say(&admin, &leased, "complete", json!({"result": "first"})).expect(200);
        // Said twice, or otherwise afterwards: it stays as it is.
        refused(say(&admin, &leased, "complete", json!({"result": "second"})), 409, "conflict");
        refused(say(&admin, &leased, "fail", json!({"error": "x"})), 409, "conflict");
        refused(say(&admin, &leased, "heartbeat", json!({})), 409, "conflict");
        assert_eq!(job(&admin, &number)["result"], "first");
    }

    fn a_failure_is_tried_again_where_that_may_help(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({"maxAttempts": 3}));
        let number = start(&admin, &id, json!({}));
        say(&admin, &lease(&admin, &id), "fail", json!({"error": "busy"})).expect(200);
        let told = job(&admin, &number);
        assert_eq!((&told["state"], &told["error"]), (&json!("pending"), &json!("busy")));
        admin.post(&format!("jobs/{number}/cancel"), ()).expect(200);
        let second = start(&admin, &id, json!({}));
        say(&admin, &lease(&admin, &id), "fail", json!({"error": "never", "retry": false})).expect(200);
        assert_eq!(state(&admin, &second), "failed");
        assert_eq!(job(&admin, &second)["error"], "never");
    }

    fn a_token_for_work_is_for_nothing_else(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let worker = token(server, &admin, "work");
        start(&admin, &id, json!({}));
        let leased = lease(&worker, &id);
        say(&worker, &leased, "heartbeat", json!({})).expect(200);
        for path in ["jobs", "functions", "tickets", "users"] {
            worker.get(path).error(403, "forbidden");
        }
        refused(worker.post("jobs", json!({"functionId": id})), 403, "forbidden");
        say(&worker, &leased, "complete", json!({})).expect(200);
        let waiting = start(&admin, &id, json!({}));
        let reader = token(server, &admin, "read");
        for path in [format!("jobs/{waiting}/cancel"), format!("function-calls/{waiting}/cancel")] {
            refused(reader.post(&path, ()), 403, "forbidden");
        }
        assert_eq!(state(&admin, &waiting), "pending");
        token(server, &admin, "write").post(&format!("jobs/{waiting}/cancel"), ()).expect(200);
        for scope in ["read", "write"] {
            let other = token(server, &admin, scope);
            refused(other.post("workers/lease", json!({"functions": [id]})), 403, "forbidden");
        }
        let user = server.person("user").client;
        refused(user.post("workers/lease", json!({"functions": [id]})), 403, "forbidden");
        refused(server.stranger().post("workers/lease", json!({"functions": [id]})), 401, "unauthorized");
    }

    fn a_lease_is_wished_for_within_its_limits(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({"concurrency": 2}));
        for (extra, field) in [
            (json!({"functions": []}), "functions"),
            (json!({"max": 0}), "max"),
            (json!({"max": 101}), "max"),
            (json!({"waitSeconds": 21}), "waitSeconds"),
            (json!({"waitSeconds": -1}), "waitSeconds"),
            (json!({"leaseSeconds": 0}), "leaseSeconds"),
            (json!({"worker": "x".repeat(201)}), "worker"),
        ] {
            let mut wish = json!({"functions": [id]});
            wish.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            invalid(admin.post("workers/lease", wish), field);
        }
        for _ in 0..5 {
            start(&admin, &id, json!({}));
        }
        let wish = json!({"functions": [id, "no.such"], "max": 5, "leaseSeconds": 300});
        let leased = admin.post("workers/lease", wish.clone()).expect(200);
        assert_eq!(leased["jobs"].as_array().map(Vec::len), Some(2), "no more than run at once: {leased}");
        assert_eq!(admin.post("workers/lease", wish.clone()).expect(200)["jobs"], json!([]));
        say(&admin, &leased["jobs"][0], "complete", json!({})).expect(200);
        assert_eq!(admin.post("workers/lease", wish).expect(200)["jobs"].as_array().map(Vec::len), Some(1));
    }

    fn who_waits_is_given_what_comes(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let leased = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| lease_for(&admin, &id, 300));
            start(&admin, &id, json!({"came": "later"}));
            waiting.join().expect("a job")
        });
        assert_eq!(leased["params"], json!({"came": "later"}));
    }

    fn the_worker_of_the_examples_does_what_it_says(server: &Server) {
        let admin = server.admin();
        let known = admin.get("functions/example.words");
        if known.status == 404 {
            admin.post("functions", json!({"id": "example.words", "name": "Counts words", "kind": "worker"})).expect(201);
        }
        let good = start(&admin, "example.words", json!({"text": "三 blind mice"}));
        let bad = start(&admin, "example.words", json!({"text": 7}));
        let made = admin.post("tokens", json!({"name": unique("worker"), "scopes": ["work"]})).expect(201);
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/worker.py");
        let worker = Command::new("python3")
            .arg(script)
            .env("GONGDAN_URL", server.url())
            .env("GONGDAN_TOKEN", made["token"].as_str().unwrap())
            .env("GONGDAN_JOBS", "2")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("python3 is there");
        let began = Instant::now();
        for number in [&good, &bad] {
            loop {
                let told = admin.get(&format!("jobs/{number}/stream?wait=20"));
                if data(&told)["done"] == true {
                    break;
                }
                assert!(began.elapsed() < 4 * SOON, "{told}");
            }
        }
        let output = worker.wait_with_output().expect("it ends after two jobs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let done = job(&admin, &good);
        assert_eq!((&done["state"], &done["result"], &done["progress"]), (&json!("succeeded"), &json!({"words": 3}), &json!(100)));
        let told = admin.get(&format!("jobs/{good}/events")).expect(200);
        let lines: Vec<_> = told["data"]["events"].as_array().unwrap().iter().filter(|e| e["type"] == "log").map(|e| &e["message"]).collect();
        assert_eq!(lines, ["三", "blind", "mice"]);
        let failed = job(&admin, &bad);
        assert_eq!((&failed["state"], &failed["error"]), (&json!("failed"), &json!("params.text must be text")));
    }
}
