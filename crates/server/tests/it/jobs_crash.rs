//! `kill -9` and `kill -STOP` while jobs run: every one comes to exactly one outcome, and what comes too late is not heard.

use crate::{
    jobs_engine::{over, server_with_leases, until},
    jobs_support::{data, function, job, start, state},
};
use std::{
    collections::BTreeSet,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};
use testkit::{Client, Engine, Server, json};

/// How often the server is killed; fifty times it is by hand, before a release.
const KILLS: usize = 4;
const THREADS: usize = 4;
/// The leases here, in milliseconds: long enough for a busy machine, short enough to wait for.
const LEASE: u32 = 3_000;

/// Asks for jobs until the server no longer answers; those it has told of.
fn ask_until_it_dies(client: &Client, functions: &[String], answered: &AtomicUsize) -> Vec<String> {
    let mut told = Vec::new();
    for n in 0.. {
        let body = json!({"functionId": functions[n % functions.len()], "params": n});
        let Ok(answer) = client.request("POST", "jobs").body(body).try_send() else { break };
        if answer.status == 200 {
            told.push(data(&answer)["jobId"].as_str().expect("a job").to_owned());
            answered.fetch_add(1, Ordering::SeqCst);
        }
    }
    told
}

/// Lays load on a server and kills it once so many were answered; the jobs it has told of.
fn round(server: &mut Server, functions: &[String], most: usize) -> Vec<String> {
    let (client, answered) = (server.admin(), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let asking: Vec<_> =
            (0..THREADS).map(|_| scope.spawn(|| ask_until_it_dies(&client, functions, &answered))).collect();
        until("so many are answered", || answered.load(Ordering::SeqCst) >= most);
        server.kill9();
        asking.into_iter().flat_map(|thread| thread.join().expect("a thread")).collect()
    })
}

/// Every job that was told of is over once, and no job is in two places.
fn check(client: &Client, told: &[String], functions: &[String]) {
    for id in told {
        let done = over(client, id);
        let attempt = done["attempt"].as_i64().expect("attempts");
        assert!(done["state"] == "succeeded" || attempt >= 3, "{done}");
        let events = client.get(&format!("jobs/{id}/events?after=0"));
        let list = data(&events)["events"].as_array().expect("events").clone();
        let places = list.iter().map(|e| e["seq"].as_i64().expect("a place"));
        assert!(places.eq((1..).take(list.len())), "{events}");
        let ends = |e: &&testkit::Value| e["type"] == "done" || e["type"] == "error";
        assert_eq!(list.iter().filter(ends).count(), 1, "{events}");
    }
    let mut all = BTreeSet::new();
    let mut total = 0;
    for function in functions {
        let mut page = 1;
        loop {
            let answer = client.get(&format!("jobs?function_id={function}&size=200&page={page}")).expect(200);
            let jobs = answer["jobs"].as_array().expect("jobs");
            if jobs.is_empty() {
                total += answer["total"].as_u64().expect("a total");
                break;
            }
            for job in jobs {
                let id = job["id"].as_str().expect("an id").to_owned();
                assert!(all.insert(id), "twice: {job}");
            }
            page += 1;
        }
    }
    assert_eq!(total, all.len() as u64);
    assert!(told.iter().all(|id| all.contains(id)));
}

fn signal(server: &Server, name: &str) {
    let done = Command::new("kill").args([name, &server.pid().to_string()]).status().expect("kill");
    assert!(done.success());
}

on_both_engines! {
    fn of_a_server_killed_again_and_again_every_job_has_one_outcome(engine: Engine) {
        let (mut server, _kept) = server_with_leases(engine, LEASE);
        let admin = server.admin();
        let functions = [
            function(&admin, "noop", json!({})),
            function(&admin, "command", json!({"command": "short"})),
            function(&admin, "noop", json!({"concurrency": 2})),
        ];
        let mut told = Vec::new();
        for n in 0..KILLS {
            told.extend(round(&mut server, &functions, 20 + n * 37 % 90));
            server.restart();
        }
        check(&server.admin(), &told, &functions);
    }
}

#[test]
fn a_node_takes_over_what_another_was_killed_at() {
    let (mut first, _kept) = server_with_leases(Engine::Postgres, LEASE);
    let admin = first.admin();
    let slow = function(&admin, "command", json!({"command": "late"}));
    let id = start(&admin, &slow, json!({}));
    until("it runs", || state(&admin, &id) == "running");
    let second = Server::join(&first);
    first.kill9();
    let done = over(&second.admin(), &id);
    assert!(done["state"] == "succeeded" && done["attempt"].as_i64() >= Some(2), "{done}");
}

#[test]
fn a_node_that_slept_past_its_lease_is_fenced_off() {
    let (first, kept) = server_with_leases(Engine::Postgres, LEASE);
    let admin = first.admin();
    let slow = function(&admin, "command", json!({"command": "late"}));
    let ids: Vec<String> = (0..5).map(|_| start(&admin, &slow, json!({}))).collect();
    for id in &ids {
        until("it runs", || state(&admin, id) == "running");
    }
    let second = Server::join(&first);
    signal(&first, "-STOP");
    let there = second.admin();
    for id in &ids {
        until("another attempt runs", || job(&there, id)["attempt"].as_i64() >= Some(2));
    }
    // Its commands went on by themselves, and are done by now or soon.
    let late = kept.path().join("late");
    until("the first attempts are done", || {
        std::fs::read_to_string(&late).unwrap_or_default().matches('1').count() == 5
    });
    signal(&first, "-CONT");
    for id in &ids {
        let done = over(&there, id);
        assert!(done["state"] == "succeeded" && done["attempt"].as_i64() >= Some(2), "{done}");
        let result = there.get(&format!("jobs/{id}/result"));
        assert_eq!(data(&result)["payload"], done["attempt"], "{result}");
    }
    // What it tells of its own runs comes to nothing, and it goes on with others.
    let figure = |client: &Client| {
        let text = client.with("Accept", "text/plain").request("GET", "/metrics").send();
        let text = String::from_utf8_lossy(&text.bytes).into_owned();
        let line = text.lines().find(|line| line.starts_with("gongdan_job_writes_fenced_total "));
        line.and_then(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).unwrap_or(0)
    };
    until("late outcomes are fenced off", || figure(&admin) >= 5);
    let noop = function(&admin, "noop", json!({}));
    drop(second);
    assert_eq!(over(&admin, &start(&admin, &noop, json!({})))["state"], "succeeded");
}
