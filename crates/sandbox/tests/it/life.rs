//! The life of children: warm ones, how many, how they end.

use std::{
    future::{pending, ready},
    path::PathBuf,
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use nix::{
    errno::Errno,
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use sandbox::{Failure, Kind, Limits, Program, Settings};
use serde_json::json;
use tokio::{process::Command, task::JoinSet};

use super::stage::{LONG, Memory, Stage, child, script};

/// The process that was started under this name.
fn process_named(name: &str) -> Option<Pid> {
    let mut numbers = std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<i32>().ok());
    let is_it = |pid: &i32| {
        let line = std::fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        line.split('\0').nth(2) == Some(name)
    };
    numbers.find(is_it).map(Pid::from_raw)
}

/// Polls until `done`; only looking can tell what another process does.
async fn until(what: &str, mut done: impl FnMut() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < LONG, "{what}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Waits until a script has written a line.
async fn has_begun(host: &Memory) {
    until("it runs", || !host.lines().is_empty()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scripts_run_side_by_side_and_wait_where_children_are_few() {
    let stage = Stage::with(2, Limits::default());
    let mut runs = JoinSet::new();
    for n in 0..12 {
        let pool = Arc::clone(&stage.pool);
        runs.spawn(async move {
            let source = format!("await sleep(5); return {n}");
            pool.run(&script(&source), &Memory::default(), LONG, pending()).await.unwrap()
        });
    }
    let mut results: Vec<_> = runs.join_all().await.iter().filter_map(serde_json::Value::as_i64).collect();
    results.sort_unstable();
    assert_eq!(results, (0..12).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_script_is_killed_when_it_is_canceled_or_no_longer_waited_for() {
    let stage = Stage::new();
    let endless = script("log('here'); for (;;);");
    assert_eq!(stage.pool.run(&endless, &Memory::default(), LONG, ready(())).await, Err(Failure::Canceled));
    let host = Memory::default();
    assert_eq!(stage.pool.run(&endless, &host, LONG, has_begun(&host)).await, Err(Failure::Canceled));
    let host = Memory::default();
    tokio::select! {
        end = stage.pool.run(&endless, &host, LONG, pending()) => panic!("it ended: {end:?}"),
        () = has_begun(&host) => {}
    }
    // With the only place still taken, this would not run.
    assert_eq!(stage.run("return 1").await.unwrap(), json!(1));
}

#[tokio::test]
async fn a_child_that_is_killed_while_it_waits_or_runs_is_replaced() {
    let program = Program { arguments: vec!["named".into(), "victim".into()], ..child() };
    let stage = Stage::of(Settings { program, children: 1, warm: 1, limits: Limits::default() });
    assert_eq!(stage.run("return 1").await.unwrap(), json!(1));
    let (host, sleeping) = (Memory::default(), script("log('here'); await sleep(8e7)"));
    let murder = async {
        has_begun(&host).await;
        kill(process_named("victim").unwrap(), Signal::SIGKILL).unwrap();
        pending::<()>().await;
    };
    let end = tokio::select! { end = stage.pool.run(&sleeping, &host, LONG, pending()) => end, () = murder => Ok(json!(0)) };
    assert!(matches!(&end, Err(Failure::Died(why)) if why.contains("killed from outside")), "{end:?}");

    until("the next one is there", || process_named("victim").is_some()).await;
    kill(process_named("victim").unwrap(), Signal::SIGKILL).unwrap();
    // Warm or only starting: either way the next script has a child, unless it is handed this very one.
    let end = stage.run("return 2").await;
    assert!(end == Ok(json!(2)) || matches!(&end, Err(Failure::Died(_))), "{end:?}");
    assert_eq!(stage.run("return 3").await.unwrap(), json!(3));
}

#[tokio::test]
async fn a_child_that_cannot_be_started_is_told_at_once() {
    for (path, arguments, why) in [
        ("/nonexistent/gongdan", vec![], "No such file"),
        ("/bin/sh", vec!["-c".into(), "exit 3".into()], "exit status: 3"),
    ] {
        let program = Program { path: PathBuf::from(path), arguments };
        let stage = Stage::of(Settings { program, children: 2, warm: 2, limits: Limits::default() });
        let end = stage.run("return 1").await;
        assert!(matches!(&end, Err(Failure::Unavailable(told)) if told.contains(why)), "{end:?}");
    }
}

#[tokio::test]
async fn more_scripts_run_at_once_than_children_wait_warm() {
    let stage = Stage::of(Settings { program: child(), children: 3, warm: 1, limits: Limits::default() });
    let (hosts, sleeping) = ([Memory::default(), Memory::default()], script("log('here'); await sleep(8e7)"));
    let first = stage.pool.run(&sleeping, &hosts[0], LONG, pending());
    let second = stage.pool.run(&sleeping, &hosts[1], LONG, pending());
    let third = async {
        until("both run", || hosts.iter().all(|host| !host.lines().is_empty())).await;
        stage.run("return 3").await
    };
    let end = tokio::select! { end = first => end, end = second => end, end = third => end };
    assert_eq!(end, Ok(json!(3)));
}

#[tokio::test]
async fn a_script_that_gets_no_child_in_time_is_told_so() {
    let stage = Stage::new();
    let (host, sleeping) = (Memory::default(), script("await sleep(8e7)"));
    let one = stage.pool.run(&sleeping, &host, LONG, pending());
    let two = async {
        tokio::task::yield_now().await;
        stage.pool.run(&script("return 1"), &host, Duration::from_millis(500), pending()).await
    };
    let end = tokio::select! { biased; end = one => end, end = two => end };
    assert_eq!(end, Err(Failure::Unavailable("no child was free in time".to_owned())));
}

#[tokio::test]
async fn a_child_that_speaks_nonsense_is_killed() {
    let frame = |json: &str| format!("\\{:03o}\\000\\000\\000{json}", json.len());
    let ready = frame(r#"{"ready":{"missing":[]}}"#);
    // What a child might say whose engine was broken out of.
    for (says, why) in [
        (frame("x"), "nonsense"),
        (r"\377\377\377\177".to_owned(), "frame of 2147483647 bytes"),
        (ready.clone(), "never does"),
        (frame(r#"{"event":{"progress":{"percent":1e99,"text":null}}}"#), "never does"),
        (frame(r#"{"call":{"call":1,"ask":{"sleep":{"ms":100000}}}}"#).repeat(17), "never does"),
    ] {
        let line = format!("printf '{ready}'; printf '{says}'; exec sleep 100");
        let program = Program { path: PathBuf::from("/bin/sh"), arguments: vec!["-c".into(), line.into()] };
        let stage = Stage::of(Settings { program, children: 1, warm: 1, limits: Limits::default() });
        let end = stage.run("return 1").await;
        assert!(matches!(&end, Err(Failure::Died(told)) if told.contains(why)), "{says}: {end:?}");
    }
}

#[tokio::test]
async fn children_end_when_the_server_is_killed() {
    let mut server = Command::new(child().path).arg("pool").stdin(Stdio::null()).spawn().unwrap();
    let parent = format!("PPid:\t{}\n", server.id().unwrap());
    let children = || -> Vec<Pid> {
        let numbers = std::fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
        let status = |pid: &i32| std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let ready = |pid: &i32| status(pid).contains("gongdan-script") && status(pid).contains(&parent);
        numbers.filter(ready).map(Pid::from_raw).collect()
    };
    until("one runs a script and one is warm", || children().len() == 2).await;
    let children = children();
    server.kill().await.unwrap();
    for pid in children {
        until("it ends", || kill(pid, None) == Err(Errno::ESRCH) || is_dead(pid)).await;
    }
}

/// Whether only its entry is left, for whoever adopted it.
fn is_dead(pid: Pid) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|line| line.contains(") Z "))
}

#[tokio::test]
async fn a_pool_without_its_keeper_refuses() {
    let (pool, keeper) =
        sandbox::Pool::new(Settings { program: child(), children: 2, warm: 2, limits: Limits::default() })
            .unwrap();
    drop(keeper);
    let end = pool.run(&script("return 1"), &Memory::default(), LONG, pending()).await;
    assert_eq!(end, Err(Failure::Unavailable("the server is stopping".to_owned())));
}

#[tokio::test]
async fn the_limit_of_processor_time_does_not_count_what_a_script_waits() {
    let stage = Stage::with(1, Limits { cpu: Duration::from_millis(400), ..Limits::default() });
    assert_eq!(stage.run("await sleep(900); return 1").await.unwrap(), json!(1));
    stage.fails(Kind::CpuTime, "for (;;);").await;
}
