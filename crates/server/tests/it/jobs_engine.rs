//! What nodes do with jobs: commands, order, limits, retries, giving back.

use crate::{
    GONGDAN,
    jobs_support::{SOON, data, function, job, lease, say, start, started, state},
    support::ticket,
};
use std::{path::Path, time::Instant};
use testkit::{Client, Engine, Server, Value, json};

/// A server whose operator has named some programs; and where they can leave something.
fn server_with_commands(engine: Engine) -> (Server, tempfile::TempDir) {
    server_with_leases(engine, 30_000)
}

/// The same with leases of so many milliseconds: short ones where a test waits for their end.
pub(crate) fn server_with_leases(engine: Engine, milliseconds: u32) -> (Server, tempfile::TempDir) {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("gongdan.toml");
    let shell = |name: &str, script: &str| {
        format!(
            "[commands.{name}]\nargv = [\"/bin/sh\", \"-c\", {script:?}, {name:?}, {:?}]\n",
            directory.path().display().to_string()
        )
    };
    let text = [
        shell("say", "echo one; echo two >&2; read -r line; echo \"$line\""),
        shell("fail", "echo no >&2; exit 3"),
        shell("sleep", "trap '' TERM; echo $$; sleep 60 & wait; sleep 60"),
        shell(
            "once",
            "if [ -e \"$1/was\" ]; then echo \"$GONGDAN_ATTEMPT\"; else touch \"$1/was\"; sleep 60; fi",
        ),
        shell("flood", "yes abcdefghijklmnop | head -c 100000000; echo; echo '{\"n\":1}'"),
        shell("late", "sleep 4; echo \"$GONGDAN_ATTEMPT\" >> \"$1/late\"; echo \"$GONGDAN_ATTEMPT\""),
        shell("short", "sleep 0.05; echo \"$GONGDAN_ATTEMPT\""),
        shell("order", "read -r n; [ \"$n\" = 0 ] && sleep 3; echo \"$n\" >> \"$1/order\""),
        shell(
            "count",
            "echo + >> \"$1/now\"; sleep 0.2; wc -l < \"$1/now\" >> \"$1/most\"; sed -i 1d \"$1/now\"",
        ),
    ];
    std::fs::write(&file, text.concat()).expect("a file");
    let lease = milliseconds.to_string();
    let env = [("GONGDAN_CONFIG", file.to_str().expect("a path")), ("GONGDAN_TEST_JOB_LEASE_MS", &*lease)];
    (Server::start_with(GONGDAN, engine, &env), directory)
}

/// Waits for something that only looking again tells.
#[track_caller]
#[allow(
    clippy::disallowed_methods,
    reason = "another process is waited for, which only looking again tells of"
)]
pub(crate) fn until(what: &str, holds: impl Fn() -> bool) {
    let end = Instant::now() + SOON * 2;
    while !holds() {
        assert!(Instant::now() < end, "{what}: not in time");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// The job once it is over.
#[track_caller]
pub(crate) fn over(client: &Client, id: &str) -> Value {
    until("a job is over", || !matches!(state(client, id).as_str(), "pending" | "running"));
    job(client, id)
}

fn command(admin: &Client, name: &str, extra: Value) -> String {
    let mut body = json!({"command": name});
    body.as_object_mut().unwrap().extend(extra.as_object().expect("extra keys").clone());
    function(admin, "command", body)
}

fn events(client: &Client, id: &str) -> Vec<(i64, String, String)> {
    let answer = client.get(&format!("jobs/{id}/events"));
    let list = data(&answer)["events"].as_array().expect("events").clone();
    let text = |event: &Value, key: &str| event[key].as_str().unwrap_or_default().to_owned();
    list.iter().map(|e| (e["seq"].as_i64().expect("a place"), text(e, "type"), text(e, "message"))).collect()
}

fn lines(path: &Path) -> Vec<String> {
    std::fs::read_to_string(path).unwrap_or_default().lines().map(str::to_owned).collect()
}

on_both_engines! {
    fn a_command_tells_its_lines_and_its_last_one_is_the_result(engine: Engine) {
        let (server, _kept) = server_with_commands(engine);
        let admin = server.admin();
        let id = start(&admin, &command(&admin, "say", json!({})), json!({"a": [1, "工单"]}));
        let done = over(&admin, &id);
        assert_eq!((&done["state"], &done["attempt"]), (&json!("succeeded"), &json!(1)), "{done}");
        let result = admin.get(&format!("jobs/{id}/result"));
        assert_eq!(data(&result)["payload"], json!({"a": [1, "工单"]}), "{result}");
        let events = events(&admin, &id);
        let places: Vec<i64> = events.iter().map(|e| e.0).collect();
        assert_eq!(places, [1, 2, 3, 4], "{events:?}");
        let told = |kind: &str| events.iter().filter(|e| e.1 == kind).map(|e| e.2.as_str()).collect::<Vec<_>>();
        assert_eq!((told("stderr"), told("stdout").len(), told("done").len()), (vec!["two"], 2, 1));
        assert_eq!(events[3].1, "done");
    }

    fn a_command_that_prints_far_too_much_is_read_to_its_end_and_its_last_line_is_the_result(engine: Engine) {
        let (server, _kept) = server_with_commands(engine);
        let admin = server.admin();
        let done = over(&admin, &start(&admin, &command(&admin, "flood", json!({})), json!({})));
        assert_eq!(done["state"], "succeeded", "{done}");
        let id = done["id"].as_str().expect("a number").to_owned();
        assert_eq!(data(&admin.get(&format!("jobs/{id}/result")))["payload"], json!({"n": 1}));
    }

    fn what_fails_is_tried_as_often_as_it_may_be(engine: Engine) {
        let (server, _kept) = server_with_commands(engine);
        let admin = server.admin();
        let id = start(&admin, &command(&admin, "fail", json!({"maxAttempts": 2})), json!({}));
        let done = over(&admin, &id);
        assert_eq!((&done["state"], &done["attempt"], &done["error"]), (&json!("failed"), &json!(2), &json!("ended with 3")));
        let unknown = start(&admin, &command(&admin, "fail", json!({"timeoutMs": 60_000})), json!({}));
        assert_eq!(over(&admin, &unknown)["attempt"], 1);
    }

    fn a_command_that_will_not_stop_is_killed_with_all_it_started(engine: Engine) {
        let (server, _kept) = server_with_commands(engine);
        let admin = server.admin();
        let slow = command(&admin, "sleep", json!({}));
        let id = start(&admin, &slow, json!({}));
        until("it runs", || !events(&admin, &id).is_empty());
        let pid = events(&admin, &id)[0].2.clone();
        assert!(Path::new(&format!("/proc/{pid}")).exists());
        data(&admin.post(&format!("jobs/{id}/cancel"), ()).expect(200));
        assert_eq!(over(&admin, &id)["state"], "canceled");
        assert!(!Path::new(&format!("/proc/{pid}")).exists());
        let timed = command(&admin, "sleep", json!({"timeoutMs": 300}));
        assert_eq!(over(&admin, &start(&admin, &timed, json!({})))["state"], "timeout");
    }

    fn jobs_of_a_ticket_run_one_after_another(engine: Engine) {
        let (server, kept) = server_with_commands(engine);
        let admin = server.admin();
        let (of, id) = (command(&admin, "order", json!({})), ticket(&admin).to_string());
        let ids: Vec<String> = (0..6)
            .map(|n| started(&admin.post("jobs", json!({"functionId": of, "params": n, "ticketId": id}))))
            .collect();
        // One that is not wanted any more holds up none of the others.
        data(&admin.post(&format!("jobs/{}/cancel", ids[4]), ()).expect(200));
        assert_eq!(over(&admin, &ids[5])["state"], "succeeded");
        assert_eq!(lines(&kept.path().join("order")), ["0", "1", "2", "3", "5"]);
    }

    fn of_a_function_with_a_limit_no_more_run_at_once(engine: Engine) {
        let (server, kept) = server_with_commands(engine);
        let admin = server.admin();
        let of = command(&admin, "count", json!({"concurrency": 1}));
        let ids: Vec<String> = (0..5).map(|_| start(&admin, &of, json!({}))).collect();
        for id in &ids {
            assert_eq!(over(&admin, id)["state"], "succeeded");
        }
        assert_eq!(lines(&kept.path().join("most")), vec!["1"; 5]);
    }

    fn a_server_that_stops_gives_its_runs_back(engine: Engine) {
        let (mut server, kept) = server_with_commands(engine);
        let admin = server.admin();
        let id = start(&admin, &command(&admin, "once", json!({})), json!({}));
        until("it runs", || kept.path().join("was").exists());
        assert!(server.terminate().success());
        server.restart();
        let done = over(&server.admin(), &id);
        // Begun twice, and neither a failure nor a crash of the job.
        assert_eq!((&done["state"], &done["attempt"]), (&json!("succeeded"), &json!(2)), "{done}");
    }

    fn what_is_asked_for_later_and_first_is_begun_so(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let admin = server.admin();
        let of = function(&admin, "worker", json!({}));
        let ask = |extra: Value| {
            let mut body = json!({"functionId": of});
            body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            started(&admin.post("jobs", body))
        };
        let (low, high) = (ask(json!({"priority": -5})), ask(json!({"priority": 7})));
        let usual = ask(json!({}));
        let later = ask(json!({"runAt": "2999-01-01T00:00:00Z"}));
        for id in [&high, &usual, &low] {
            let leased = lease(&admin, &of);
            assert_eq!(&leased["jobId"], id);
            say(&admin, &leased, "complete", json!({})).expect(200);
        }
        assert_eq!(state(&admin, &later), "pending");
        let key = json!({"idempotencyKey": "k"});
        assert_eq!(ask(key.clone()), ask(key));
        admin.post("jobs", json!({"functionId": of, "idempotencyKey": "k", "params": 1})).expect(422);
    }
}
